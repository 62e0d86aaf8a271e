package colleagues

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"guvoh/app/account"
	"guvoh/app/desk"
	"guvoh/app/paper"
	"guvoh/app/ui"
)

// saveReport asks where the report of what the file would bring shall lie.
func (p *take) saveReport() {
	if p.view != nil {
		a := account.Account{MergeReport: p.report, File: filepath.Base(p.path), Preview: true}
		for i := range a.Records {
			a.Records[i].LeftOut = p.left[a.Records[i].Record]
		}
		if a.At.IsZero() {
			a.At = time.Now()
		}
		askReport(p.d, a)
	}
}

// saveReport asks where the report of the merge shall lie. Of one that was
// carried out some time ago no values are known any more, so that none are
// told; the history of each record has them.
func (m *merged) saveReport() {
	if m.one.N == 0 {
		return
	}
	a := account.Account{MergeReport: m.one.Report, Undone: !m.one.Undone.IsZero(), Kept: m.kept}
	if !m.full {
		a.Records = slices.Clone(a.Records)
		for i := range a.Records {
			a.Records[i].Fields = nil
		}
	}
	askReport(m.d, a)
}

// askReport asks where a report shall lie. It holds what the records say, so
// that a person is told before that it is not sealed.
func askReport(d *desk.Desk, a account.Account) {
	name := "guvoh-" + a.At.Local().Format("2006-01-02-1504") + ".pdf"
	ui.AskPath(d.Host.Window(), ui.PathSpec{
		Title: d.Words.T("colleagues.report_title"), Text: d.Words.T("colleagues.report_text"), Warning: d.Words.T("colleagues.report_warning"),
		Yes: d.Words.T("action.save"), Save: true, Path: filepath.Join(desk.Home(), name),
		Check: func(path string) string {
			_, problem := desk.NewPath(d.Words, path, ".pdf")
			return problem
		},
		Then: func(path string) {
			path, _ = desk.NewPath(d.Words, path, ".pdf")
			var err error
			d.Host.Busy(desk.Work{
				Title: "colleagues.report_saving",
				Do: func(ctx context.Context, _ func(done, total int)) {
					doc, failed := a.Document(ctx, d.DB, d.Words)
					if err = failed; err == nil {
						err = paper.Save(ctx, d.DB, path, doc)
					}
					if ctx.Err() != nil {
						err = ctx.Err()
					}
				},
				Done: func() { ended(d, err, "colleagues.report_saved") },
			})
		},
	})
}

package patterns

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/ui"
	"guvoh/export/bundle"
	"guvoh/model/store"
)

// annex is what is asked before patterns are saved as a document.
type annex struct {
	kind, purpose *ui.TermSelect
	reader        *ui.Entry
	path          *ui.Entry
	field, reads  *ui.Field
}

// inside stands for ourselves among those for whom a document is.
const inside = "inside"

// purposes are what people are asked whether their words may be used for, as far
// as an annex may be meant for it.
var purposes = []string{"court", "un", "authorities", "share_partners", "publish", "research"}

// save asks where and for whom, and writes the pattern that is open, or all.
func (s *Screen) save() {
	patterns := s.all
	if s.view != nil {
		patterns = []store.Pattern{s.view.found}
	}
	if len(patterns) == 0 {
		return
	}
	w := s.d.Words
	a := &annex{reader: ui.NewEntry("", nil), path: ui.NewEntry(w.T("widget.path"), nil)}
	a.path.Load(filepath.Join(filepath.Dir(s.d.DB.Path()), "patterns-"+string(s.q.by)+".pdf"))
	a.field = ui.NewField(w.T("pattern.save.path"), a.path)
	a.kind = ui.NewTermSelect([]ui.Option{{ID: "pdf", Label: w.T("pattern.save.kind.pdf")}, {ID: "csv", Label: w.T("pattern.save.kind.csv")}}, "", func(id string) {
		a.path.Load(strings.TrimSuffix(a.path.Text, filepath.Ext(a.path.Text)) + "." + id)
	}).MustHold()
	a.kind.Load("pdf")
	readers := []ui.Option{{ID: inside, Label: w.T("pattern.save.inside")}}
	for _, p := range purposes {
		readers = append(readers, ui.Option{ID: p, Label: w.Word("consent_purpose", p)})
	}
	a.purpose = ui.NewTermSelect(readers, "", nil).MustHold()
	a.purpose.Load(purposes[0])
	a.reads = ui.NewField(w.T("pattern.save.for"), a.purpose)
	body := ui.NewStack(2, ui.NewText(w.T("pattern.save.about"), ui.TextStyle{}),
		a.reads, ui.NewField(w.T("pattern.save.recipient"), a.reader),
		ui.NewField(w.T("pattern.save.kind"), a.kind), a.field)
	var whole string
	s.asks(w.T("pattern.save.title"), body, a.purpose.FocusTarget(), w.T("action.save"), func() bool {
		if a.purpose.Value() != inside && s.d.DB.ReadOnly() {
			a.reads.SetError(w.T("pattern.save.read_only"))
			return false
		}
		var problem string
		if whole, problem = desk.NewPath(w, strings.TrimSpace(a.path.Text), "."+a.kind.Value()); problem != "" {
			a.field.SetError(problem)
			return false
		}
		return true
	}, func() { s.write(patterns, a, whole, false) })
}

// write makes the document while the window stays alive.
func (s *Screen) write(patterns []store.Pattern, a *annex, path string, withhold bool) {
	w, db := s.d.Words, s.d.DB
	by, filter, format, purpose, reader := s.q.by, s.q.filter(), a.kind.Value(), a.purpose.Value(), strings.TrimSpace(a.reader.Text)
	var order bundle.Patterns
	var result *bundle.Result
	var err error
	s.d.Host.Busy(desk.Work{
		Title: "pattern.save.saving",
		Do: func(ctx context.Context, step func(done, total int)) {
			if order, err = exchange.PatternOrder(ctx, db, w, time.Now(), patterns, by, filter); err != nil {
				return
			}
			order.Format, order.Recipient, order.Withhold = format, reader, withhold
			if order.Inside = purpose == inside; !order.Inside {
				order.Purpose = purpose
			}
			order.Name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
			order.Progress = func(_ bundle.Step, done, total int) { step(done, total) }
			err = exchange.SaveSet(db, func(set *exchange.Set) (err error) {
				result, err = bundle.MakePatterns(ctx, order, func(string) (bundle.Target, error) { return set.Create(path) })
				return err
			})
		},
		Done: func() {
			if err != nil {
				s.unmade(err, func() { s.write(patterns, a, path, true) })
				return
			}
			s.wrote(order, patterns, result)
		},
	})
}

// wrote says what became of it. What went to others is entered in its cases, as a
// dossier is, with the words by which people are called in it.
func (s *Screen) wrote(order bundle.Patterns, patterns []store.Pattern, result *bundle.Result) {
	w := s.d.Words
	said := w.T("pattern.save.done")
	if !order.Inside {
		entered := s.d.Do("issue", func(tx *store.Tx) error {
			_, err := exchange.PatternIssue(w, order, patterns, result).Into(tx)
			return err
		})
		if !entered {
			ui.Message(s.d.Host.Window().Canvas(), w.T("problem.title"), w.T("pattern.save.not_remembered"))
			return
		}
		said += " " + w.T("listing.remembered")
	}
	if result.Withheld > 0 {
		said += " " + w.N("pattern.withheld", result.Withheld)
	}
	s.d.Host.Toast(said, "", nil)
}

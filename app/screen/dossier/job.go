package dossier

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/export/leak"
	"guvoh/export/pdf"
	"guvoh/model/store"
)

// job makes the files.
type job struct {
	q     *request
	path  string
	order bundle.Order

	step   atomic.Value // bundle.Step, what is being done
	result *bundle.Result
	err    error
}

// start has the window wait for the files: it neither locks nor closes the file
// meanwhile.
func (j *job) start() {
	j.q.open()
	j.q.d.Host.Busy(desk.Work{Title: "export.making", Do: j.work, Says: j.says, Done: j.finish})
}

// says tells which part of the work is going on.
func (j *job) says() string {
	if s, ok := j.step.Load().(bundle.Step); ok {
		return j.q.d.Words.T("issue.step." + string(s))
	}
	return ""
}

// shares are which part of the whole each step takes, in hundredths.
var shares = map[bundle.Step][2]int{
	bundle.StepExhibits: {0, 20}, bundle.StepRedact: {20, 35}, bundle.StepPrint: {35, 85}, bundle.StepSearch: {85, 100},
}

func (j *job) work(ctx context.Context, step func(done, total int)) {
	o := j.order
	if j.q.composed() { // with the reasons that were given just now
		if o.Snapshot, j.err = j.q.d.DB.Snapshot(ctx, j.q.snap.Case.ID); j.err != nil {
			return
		}
		j.q.snap = o.Snapshot
		o.Strict = !j.q.d.DB.ReadOnly()
	}
	o.Exhibits = j.q.exhibits
	o.Name = strings.TrimSuffix(filepath.Base(j.path), filepath.Ext(j.path))
	o.Progress = func(s bundle.Step, done, total int) {
		j.step.Store(s)
		if part := shares[s]; total > 0 {
			step(part[0]+(part[1]-part[0])*done/total, 100)
		}
	}
	folder := filepath.Dir(j.path)
	j.order = o
	if j.err = exchange.CheckAnnexes(ctx, j.q.d.DB, o); j.err != nil {
		return
	}
	j.err = exchange.SaveSet(j.q.d.DB, func(s *exchange.Set) (err error) {
		j.result, err = bundle.Make(ctx, o, func(name string) (bundle.Target, error) { return s.Create(filepath.Join(folder, name)) })
		return err
	})
}

// finish says how it ended.
func (j *job) finish() {
	var refused *bundle.Refused
	if errors.As(j.err, &refused) {
		ask(j.q, refused.Findings...)
		return
	}
	j.q.close()
	if j.err != nil {
		j.fail()
		return
	}
	showResult(j, j.remember())
}

// fail says in one sentence what happened, what is safe, and what to do.
func (j *job) fail() {
	w, canvas := j.q.d.Words, j.q.d.Host.Window().Canvas()
	var leaked *bundle.Leaked
	var large *pdf.TooLargeError
	var annex *exchange.ErrAnnex
	say := func(text string) { ui.Message(canvas, w.T("problem.title"), text) }
	switch {
	case errors.Is(j.err, context.Canceled):
		j.q.d.Host.Toast(w.T("export.cancelled"), "", nil)
	case errors.As(j.err, &leaked):
		say(w.T("issue.leaked", tr.V{"Where": places(w, leaked.Hits)}))
	case errors.As(j.err, &annex) && annex.Unknown:
		say(w.T("issue.annex_unknown", tr.V{"Exhibit": annex.Title}))
	case errors.As(j.err, &annex):
		say(w.T("issue.annex", tr.V{"Exhibit": annex.Title}))
	case errors.Is(j.err, leak.ErrUnread):
		say(w.T("issue.unsearched"))
	case errors.As(j.err, &large):
		say(w.T("issue.too_large", tr.V{"Page": w.Number(large.Page)}))
	case errors.Is(j.err, store.ErrFull):
		say(w.T("export.disk_full"))
	case errors.Is(j.err, fs.ErrPermission): // not that the case file cannot be written
		say(w.T("problem.store.no_permission"))
	default:
		j.q.d.Fail(j.err)
	}
}

// placesNamed is how many places are named.
const placesNamed = 8

// places says where something was found, never what.
func places(w *tr.Printer, hits []leak.Hit) string {
	var all []string
	for _, h := range hits {
		if h.Doubtful {
			continue
		}
		said := w.T("issue.place.inside")
		switch page, ok := strings.CutPrefix(h.Where, "page "); {
		case ok:
			said = w.T("issue.place.page", tr.V{"Page": page})
		case h.Where == "file name":
			said = w.T("issue.place.name")
		}
		if !slices.Contains(all, said) {
			all = append(all, said)
		}
	}
	if len(all) > placesNamed {
		all = append(all[:placesNamed], "…")
	}
	return strings.Join(all, ", ")
}

// remember enters in the case what was given out; false when that could not be.
// What stays in the house and hides nobody is not given out.
func (j *job) remember() bool {
	q, r := j.q, j.result
	hides := j.order.Redact || r.Taken != nil && len(r.Taken.Tokens) > 0
	if !q.composed() && !hides {
		return true
	}
	if q.d.DB.ReadOnly() {
		return false
	}
	o := j.order
	issue := exchange.Issue{
		Cases: exchange.DossierCases(o, r), Dossier: o.Dossier, Title: r.Title, Profile: o.Profile.ID, Language: o.Words.Lang(),
		Reader: o.Reader(), At: o.At, Withheld: exchange.Withheld(q.d.Words, r.Taken), Result: r,
		Exhibits: export.ExhibitNumbers(export.Order{Profile: o.Profile, Snapshot: o.Snapshot, Dossier: o.Dossier, Words: o.Words, At: o.At}),
	}
	return q.d.Do("issue", func(tx *store.Tx) error {
		_, err := issue.Into(tx)
		return err
	})
}

package statistics

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"guvoh/app/counting"
	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/ui"
	"guvoh/export/bundle"
	"guvoh/model/store"
)

// purposes are what people are asked whether their words may be used for, as far as
// numbers may be meant for it.
var purposes = []string{"publish", "research", "un", "court", "authorities", "share_partners"}

// inside stands for ourselves among those for whom numbers are.
const inside = "inside"

// form is what is asked before numbers are saved.
type form struct {
	kind, purpose *ui.TermSelect
	reader, path  *ui.Entry
	field, reads  *ui.Field
	who           *ui.Field
}

// save asks where and for whom, and writes what is shown.
func (s *Screen) save() {
	if s.found == nil || len(s.lines) == 0 {
		return
	}
	w := s.d.Words
	f := &form{reader: ui.NewEntry("", nil), path: ui.NewEntry(w.T("widget.path"), nil)}
	f.path.Load(filepath.Join(filepath.Dir(s.d.DB.Path()), "statistics-"+string(s.q.of)+".pdf"))
	f.field = ui.NewField(w.T("pattern.save.path"), f.path)
	var kinds []ui.Option
	for _, format := range counting.Formats() {
		kinds = append(kinds, ui.Option{ID: format, Label: w.T("find.export.form." + format)})
	}
	f.kind = ui.NewTermSelect(kinds, "", func(id string) {
		f.path.Load(strings.TrimSuffix(f.path.Text, filepath.Ext(f.path.Text)) + "." + id)
	}).MustHold()
	f.kind.Load("pdf")
	readers := []ui.Option{{ID: inside, Label: w.T("statistics.save.inside")}}
	for _, p := range purposes {
		readers = append(readers, ui.Option{ID: p, Label: w.Word("consent_purpose", p)})
	}
	f.purpose = ui.NewTermSelect(readers, "", nil).MustHold()
	f.purpose.Load(purposes[0])
	f.reads = ui.NewField(w.T("pattern.save.for"), f.purpose)
	f.who = ui.NewField(w.T("pattern.save.recipient"), f.reader)
	body := ui.NewStack(2, ui.NewText(w.T("statistics.save.about"), ui.TextStyle{}), f.reads, f.who, ui.NewField(w.T("pattern.save.kind"), f.kind), f.field)
	var d *ui.Dialog
	no := ui.NewButton(w.T("action.cancel"), nil, ui.Plain, func() { d.Close() })
	yes := ui.NewButton(w.T("action.save"), nil, ui.Primary, func() {
		whole, ok := s.ready(f)
		if !ok {
			d.Refresh()
			return
		}
		d.Close()
		s.write(f, whole)
	})
	d = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: w.T("statistics.save.title"), Body: body, Buttons: []*ui.Button{no, yes}, First: f.purpose.FocusTarget(), Width: 520,
	})
	d.Show()
}

// ready says what is wrong, or gives the path.
func (s *Screen) ready(f *form) (path string, ok bool) {
	w := s.d.Words
	if f.purpose.Value() != inside && s.d.DB.ReadOnly() {
		f.reads.SetError(w.T("statistics.save.read_only"))
		return "", false
	}
	path, problem := desk.NewPath(w, strings.TrimSpace(f.path.Text), "."+f.kind.Value())
	if problem != "" {
		f.field.SetError(problem)
		return "", false
	}
	return path, true
}

// write writes the numbers while the window stays alive. What went to others is
// remembered.
func (s *Screen) write(f *form, path string) {
	w, o := s.d.Words, s.order()
	if o.Outside = f.purpose.Value() != inside; o.Outside {
		o.Purpose = f.purpose.Value()
	}
	o.Recipient, o.Name = strings.TrimSpace(f.reader.Text), filepath.Base(path)
	format := f.kind.Value()
	var found *store.Statistics
	var result *bundle.Result
	var err error
	s.d.Host.Busy(desk.Work{
		Title: "statistics.save.saving",
		Do: func(ctx context.Context, _ func(done, total int)) {
			err = exchange.Save(o.DB, path, func(to io.Writer) (err error) {
				found, result, err = o.Write(ctx, to, format)
				return err
			})
		},
		Done: func() {
			switch {
			case errors.Is(err, context.Canceled):
				s.d.Host.Toast(w.T("export.cancelled"), "", nil)
				return
			case err != nil:
				s.d.Fail(err)
				return
			}
			said := w.T("pattern.save.done")
			if o.Outside {
				if !s.d.Do("issue", func(tx *store.Tx) error { _, err := o.Issue(found, result).Into(tx); return err }) {
					ui.Message(s.d.Host.Window().Canvas(), w.T("problem.title"), w.T("statistics.save.not_remembered"))
					return
				}
				said += " " + w.T("listing.remembered")
			}
			s.d.Host.Toast(said, "", nil)
		},
	})
}

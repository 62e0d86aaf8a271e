package recordform

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// historyLimit is how many changes are shown, the newest first.
const historyLimit = 200

// showHistory shows what was changed in the record, by whom, and puts earlier
// values back.
func (f *Form) showHistory() {
	if !f.d.Saver.Commit() {
		return
	}
	changes, err := f.d.DB.History(context.Background(), "", f.id)
	if err != nil {
		f.d.Fail(err)
		return
	}
	var dialog *ui.Dialog
	lines := ui.NewStack(2.2)
	for _, c := range slices.Backward(changes) {
		if line := f.historyLine(c, func() { dialog.Close() }); line != nil {
			lines.Add(line)
		}
		if len(lines.Objects) == historyLimit {
			break
		}
	}
	dialog = ui.NewDialog(f.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: f.d.Words.T("form.history"), Body: lines, Width: 620,
		Buttons: []*ui.Button{ui.NewButton(f.d.Words.T("action.close"), nil, ui.Plain, func() { dialog.Close() })},
	})
	dialog.Show()
}

// historyLine is one change: the field, what it held before and after, when
// and by whom; nil for a change that says nothing to a reader.
func (f *Form) historyLine(c store.Change, done func()) fyne.CanvasObject {
	w := f.d.Words
	when := ui.NewCaption(w.T("form.when_who", tr.V{"When": moment(w, c.At), "Who": c.Author}))
	if c.Author == "" {
		when.SetText(moment(w, c.At))
	}
	fld, known := f.body.kind.Field(c.Field)
	var what fyne.CanvasObject
	switch {
	case c.Field == "":
		what = ui.NewText(w.T("form.made"), ui.TextStyle{Bold: true})
	case c.Field == journal.Liveness:
		key := "form.restored"
		if c.To == model.BoolValue(true) {
			key = "state.deleted"
		}
		what = ui.NewText(w.T(key), ui.TextStyle{Bold: true})
	case !known || fld.Type == model.Position:
		return nil
	default:
		what = f.valueLine(fld, c, done)
	}
	return ui.NewStack(0.4, what, when)
}

func (f *Form) valueLine(fld model.Field, c store.Change, done func()) fyne.CanvasObject {
	w := f.d.Words
	show := func(v model.Value) string {
		if v == "" {
			return w.T("form.nothing")
		}
		return short(f.d.ShowValue(f.body.rec, fld, v))
	}
	label := ui.NewText(w.Field(f.body.kind.Name, fld.Name), ui.TextStyle{Bold: true, Single: true})
	said := show(c.To)
	if c.From != "" {
		said = w.T("form.from_to", tr.V{"From": show(c.From), "To": said})
	}
	text := ui.NewText(said, ui.TextStyle{})
	if f.readOnly() || c.From == f.body.rec.Get(fld.Name) || asReceived(f.body.kind.Name, fld.Name) {
		return ui.NewStack(0.2, label, text)
	}
	back := ui.NewButton(w.T("form.put_back"), theme.ContentUndoIcon(), ui.Link, func() {
		done()
		f.d.Set(f.id, fld.Name, c.From)
	})
	return ui.NewStack(0.2, ui.NewRow(0, label, back), text)
}

// moment prints a time as the reader's own clock shows it.
func moment(w *tr.Printer, at time.Time) string {
	at = at.Local()
	day, clock := at.Format(time.DateOnly), at.Format("15:04")
	return w.Date(model.Date{Earliest: day, Latest: day, From: clock, Until: clock, Precision: model.PrecisionTime})
}

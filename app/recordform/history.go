package recordform

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
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
	done := func() { dialog.Close() }
	buttons := []*ui.Button{}
	if !f.readOnly() {
		buttons = append(buttons, ui.NewButton(f.d.Words.T("purge.record"), theme.DeleteIcon(), ui.Danger, func() {
			done()
			AskPurge(f.d, f.body.rec, "")
		}))
	}
	buttons = append(buttons, ui.NewButton(f.d.Words.T("action.close"), nil, ui.Plain, done))
	dialog = ui.NewDialog(f.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: f.d.Words.T("form.history"), Width: 620, Buttons: buttons,
		Body: ui.NewStack(2.2, f.body.historyLines(changes, done)...),
	})
	dialog.Show()
}

// historyLines are the changes that say something to a reader, newest first.
func (b *body) historyLines(changes []store.Change, done func()) []fyne.CanvasObject {
	came, err := b.f.d.DB.Arrivals(context.Background(), b.rec.ID)
	b.f.d.Fail(err)
	var lines []fyne.CanvasObject
	for _, c := range slices.Backward(changes) {
		if line := b.historyLine(c, came, done); line != nil {
			lines = append(lines, line)
		}
		if len(lines) == historyLimit {
			break
		}
	}
	return lines
}

// historyLine is one change: the field, what it held before and after, when,
// by whom and by which merge it came; nil for a change that says nothing to a
// reader.
func (b *body) historyLine(c store.Change, came map[model.ID]store.Arrival, done func()) fyne.CanvasObject {
	w := b.f.d.Words
	fld, known := b.kind.Field(c.Field)
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
	case c.Field == journal.Purged, c.Field == journal.PurgedBytes:
		what = purgeLine(w, c)
	case !known || fld.Type == model.Position:
		return nil
	default:
		what = b.valueLine(fld, c, done)
	}
	return ui.NewStack(0.4, what, byline(b.f.d, c, came))
}

// purgeLine says that something was removed for good, and why.
func purgeLine(w *tr.Printer, c store.Change) fyne.CanvasObject {
	line := ui.NewStack(0.2, ui.NewText(w.T("purge.gone"), ui.TextStyle{Bold: true}))
	if c.Field == journal.Purged {
		line.Add(ui.NewText(c.To.Text(), ui.TextStyle{}))
	}
	return line
}

// byline says when and by whom a change was made, how sure that is, and when
// it came here if it was not made here.
func byline(d *desk.Desk, c store.Change, came map[model.ID]store.Arrival) fyne.CanvasObject {
	w := d.Words
	said := moment(w, c.At)
	if c.Author != "" || c.By.Name != "" {
		said = w.T("form.when_who", tr.V{"When": said, "Who": d.NameOf(c.By)})
	}
	if a, is := came[c.Action]; is {
		said = w.T("form.came", tr.V{"Said": said, "When": desk.Moment(w, a.At)})
	}
	mark := d.Trust(c.By.Trust)
	return ui.NewFlow(ui.NewText(said, ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle, Single: true, Whole: true}), mark.Badge())
}

func (b *body) valueLine(fld model.Field, c store.Change, done func()) fyne.CanvasObject {
	w := b.f.d.Words
	show := func(v model.Value, gone bool) string {
		switch {
		case gone:
			return w.T("purge.gone")
		case v == "":
			return w.T("form.nothing")
		}
		return short(b.f.d.ShowValue(b.rec, fld, v))
	}
	label := ui.NewText(w.Field(b.kind.Name, fld.Name), ui.TextStyle{Bold: true, Single: true})
	said := show(c.To, c.ToGone)
	if c.From != "" || c.FromGone {
		said = w.T("form.from_to", tr.V{"From": show(c.From, c.FromGone), "To": said})
	}
	text := ui.NewText(said, ui.TextStyle{})
	if b.f.readOnly() || c.FromGone || c.From == b.rec.Get(fld.Name) || asReceived(b.kind.Name, fld.Name) {
		return ui.NewStack(0.2, label, text)
	}
	back := ui.NewButton(w.T("form.put_back"), theme.ContentUndoIcon(), ui.Link, func() {
		done()
		b.f.d.Set(b.rec.ID, fld.Name, c.From)
	})
	return ui.NewStack(0.2, ui.NewRow(0, label, back), text)
}

// moment prints a time as the reader's own clock shows it.
func moment(w *tr.Printer, at time.Time) string {
	at = at.Local()
	day, clock := at.Format(time.DateOnly), at.Format("15:04")
	return w.Date(model.Date{Earliest: day, Latest: day, From: clock, Until: clock, Precision: model.PrecisionTime})
}

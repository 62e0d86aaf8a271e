package recordform

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/model"
)

// aboutKey opens what is known of the field that has the keyboard.
const aboutKey = fyne.KeyF4

// aboutFocused tells of the field that last had the keyboard.
func (f *Form) aboutFocused() bool {
	in := f.keys.field
	if in == nil || in.b.inputs[in.f.Name] != in {
		return false
	}
	in.b.about(in.f)
	return true
}

// about shows who wrote what a field holds, what it held before, and the way
// to have all of it removed for good.
func (b *body) about(fld model.Field) {
	d := b.f.d
	if !d.Saver.Commit() {
		return
	}
	ctx := context.Background()
	blame, err := d.DB.Blame(ctx, b.rec.ID)
	if err != nil {
		d.Fail(err)
		return
	}
	changes, err := d.DB.History(ctx, fld.Name, b.rec.ID)
	if err != nil {
		d.Fail(err)
		return
	}
	body := ui.NewStack(3)
	var dialog *ui.Dialog
	done := func() { dialog.Close() }
	if c, known := blame[fld.Name]; known && b.rec.Get(fld.Name) != "" {
		mark := d.Trust(c.Author.Trust)
		row := ui.NewActionRow(mark.Icon, d.NameOf(c.Author), moment(d.Words, c.At)).Mark(mark.Badge()).Boxed()
		body.Add(ui.NewStack(1.2, ui.NewCaption(d.Words.T("form.who_wrote")), row))
	}
	if gone, is := b.notices.purged[fld.Name]; is {
		body.Add(ui.NewBanner(ui.Neutral, b.goneSentence("purge.gone_because", gone)))
	}
	lines := b.historyLines(changes, done)
	if len(lines) == 0 {
		body.Add(ui.NewCaption(d.Words.T("form.never_held")))
	} else {
		body.Add(ui.NewStack(2.2, append([]fyne.CanvasObject{ui.NewCaption(d.Words.T("form.what_it_held"))}, lines...)...))
	}
	buttons := []*ui.Button{}
	if len(changes) > 0 && !b.f.readOnly() && !asReceived(b.kind.Name, fld.Name) {
		buttons = append(buttons, ui.NewButton(d.Words.T("purge.field"), theme.DeleteIcon(), ui.Danger, func() {
			done()
			AskPurge(d, b.rec, fld.Name)
		}))
	}
	buttons = append(buttons, ui.NewButton(d.Words.T("action.close"), nil, ui.Plain, done))
	dialog = ui.NewDialog(d.Host.Window().Canvas(), ui.DialogSpec{
		Title: d.Words.Field(b.kind.Name, fld.Name), Body: body, Width: 620, Buttons: buttons,
	})
	dialog.Show()
}

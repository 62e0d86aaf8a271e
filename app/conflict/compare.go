package conflict

import (
	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model/store"
)

// Open shows the conflict in a box of its own: texts side by side, anything else
// as its rows.
func (v *View) Open() {
	if v.long() {
		v.compare()
		return
	}
	var dialog *ui.Dialog
	next := v.taken
	v.taken = func() {
		dialog.Close()
		if next != nil {
			next()
		}
	}
	dialog = ui.NewDialog(v.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: Name(v.d, v.c), Body: v.object, Width: 680,
		Buttons: []*ui.Button{ui.NewButton(v.t("conflict.later"), nil, ui.Plain, func() { dialog.Close() })},
	})
	dialog.Show()
}

// Compare opens the texts of a conflict side by side, to be read whole.
func (v *View) Compare() { v.compare() }

// compare shows the first value beside each other one, with the words marked
// that differ. Escape closes it and chooses nothing.
func (v *View) compare() {
	var dialog *ui.Dialog
	done := func() { dialog.Close() }
	body := ui.NewStack(3, ui.NewCaption(v.t("conflict.compare_why")))
	values := v.c.Values
	for i := 1; i < len(values); i++ {
		a, b := ui.CompareWords(values[0].Value.Text(), values[i].Value.Text())
		body.Add(ui.NewForm(v.column(values[0], a, done), v.column(values[i], b, done)))
	}
	buttons := []*ui.Button{}
	if all := v.together(); all != "" && !v.d.DB.ReadOnly() {
		buttons = append(buttons, ui.NewButton(v.t("conflict.both"), nil, ui.Plain, func() {
			done()
			v.take(all)
		}))
	}
	buttons = append(buttons, ui.NewButton(v.t("conflict.later"), nil, ui.Plain, done))
	dialog = ui.NewDialog(v.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: Name(v.d, v.c), Body: body, Buttons: buttons, Width: 980,
	})
	dialog.Show()
}

// column is one text with who wrote it above, and what takes it below.
func (v *View) column(c store.Claim, marked []ui.Span, done func()) fyne.CanvasObject {
	mark := v.d.Trust(c.Author.Trust)
	var acts []fyne.CanvasObject
	if v.takes(c) {
		acts = append(acts, ui.NewButton(v.t("conflict.take"), nil, ui.Plain, func() {
			done()
			v.take(c.Value)
		}))
	}
	head := ui.NewActionRow(mark.Icon, v.d.NameOf(c.Author), desk.Moment(v.d.Words, c.At), acts...).Mark(mark.Badge()).Boxed()
	var text fyne.CanvasObject = ui.NewMarkedText(marked)
	if c.Gone {
		text = ui.NewCaption(v.t("purge.gone"))
	}
	return ui.NewStack(1.6, head, ui.NewInset(1.4, 0, text))
}

// Package caseask asks which case is meant, in a box over the window.
//
// Its one job is that a command which needs a case can be given anywhere, in a
// few keys. Rules of the package: it changes nothing; cases are found away from
// the window; Escape answers nothing.
package caseask

import (
	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

// offered is how many cases are offered; typing finds the others.
const offered = 60

// Ask asks for a case, with one proposed that may be zero, and goes on with it.
// title is the key of the words above.
func Ask(d *desk.Desk, title string, proposed model.ID, then func(model.ID)) {
	if !d.Saver.Commit() {
		return
	}
	w := d.Words
	chosen := proposed
	var dialog *ui.Dialog
	var goOn *ui.Button
	p := ui.NewRefPicker(w.T("action.search"), nil, func(id string) {
		if chosen, _ = model.ParseID(id); !chosen.IsZero() {
			d.Runner.Do(func() {}, func() { ui.Focus(goOn) }) // once the list is gone, so that Enter goes on
		}
	})
	p.SearchLater = d.Pick([]string{"case"}, offered, func(_ string, found []store.Hit) []ui.Option { return options(d, found) })
	if !proposed.IsZero() {
		p.Load(option(d, proposed))
	}
	field := ui.NewField(w.Kind("case"), p)
	next := func() {
		if chosen.IsZero() {
			field.SetError(w.T("today.choose_case"))
			dialog.Refresh()
			return
		}
		dialog.Close()
		then(chosen)
	}
	goOn = ui.NewButton(w.T("today.go_on"), nil, ui.Primary, next)
	spec := ui.DialogSpec{
		Title: w.T(title), Body: ui.NewStack(2, field), Width: 520, First: p.FocusTarget(),
		Buttons: []*ui.Button{
			ui.NewButton(w.T("action.cancel"), nil, ui.Plain, func() { dialog.Close() }),
			goOn,
		},
	}
	if !proposed.IsZero() {
		spec.First = nil // Enter goes on with the one that is proposed
	}
	dialog = ui.NewDialog(d.Host.Window().Canvas(), spec)
	dialog.Show()
}

func options(d *desk.Desk, found []store.Hit) []ui.Option {
	var out []ui.Option
	for _, h := range found {
		out = append(out, option(d, h.ID))
	}
	return out
}

func option(d *desk.Desk, id model.ID) ui.Option {
	return ui.Option{ID: id.String(), Label: d.TitleOf(id)}
}

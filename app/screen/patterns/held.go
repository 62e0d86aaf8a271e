package patterns

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/export/bundle"
	"guvoh/model"
)

// mostHeld is how many records are named that keep an annex from being made.
const mostHeld = 6

// asks shows a form, and does what was asked for when that has gone: what is said
// then stands alone in the window. ready answers false to keep it, after showing
// what is wrong.
func (s *Screen) asks(title string, body fyne.CanvasObject, first fyne.Focusable, yes string, ready func() bool, then func()) {
	var d *ui.Dialog
	no := ui.NewButton(s.d.Words.T("action.cancel"), nil, ui.Plain, func() { d.Close() })
	do := ui.NewButton(yes, nil, ui.Primary, func() {
		if !ready() {
			d.Refresh()
			return
		}
		d.Close()
		then()
	})
	d = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{Title: title, Body: body, Buttons: []*ui.Button{no, do}, First: first, Width: 520})
	d.Show()
}

// unmade says why there is no annex. Where something in it must not be told it says
// in which records, and offers to withhold that and to make it again.
func (s *Screen) unmade(err error, again func()) {
	w, canvas := s.d.Words, s.d.Host.Window().Canvas()
	var held *bundle.HeldPatterns
	var leaked *bundle.Leaked
	switch {
	case errors.Is(err, context.Canceled):
		s.d.Host.Toast(w.T("export.cancelled"), "", nil)
	case errors.As(err, &held):
		var d *ui.Dialog
		no := ui.NewButton(w.T("action.cancel"), nil, ui.Plain, func() { d.Close() })
		yes := ui.NewButton(w.T("listing.withhold"), nil, ui.Primary, func() {
			d.Close()
			again()
		})
		d = ui.NewDialog(canvas, ui.DialogSpec{
			Title: w.T("problem.title"), Body: ui.NewText(s.held(held.At), ui.TextStyle{}), Buttons: []*ui.Button{no, yes}, First: no, Width: 520,
		})
		d.Show()
	case errors.As(err, &leaked) && onlyName(leaked):
		ui.Message(canvas, w.T("problem.title"), w.T("pattern.held.name"))
	case errors.As(err, &leaked):
		ui.Message(canvas, w.T("problem.title"), w.T("pattern.save.failed"))
	default:
		s.d.Fail(err)
	}
}

// onlyName tells whether nothing but the name of a file would tell.
func onlyName(l *bundle.Leaked) bool {
	for _, h := range l.Hits {
		if !h.Doubtful && h.Where != "file name" {
			return false
		}
	}
	return true
}

// held says in which records, and where in an annex, something was found that must
// not be told.
func (s *Screen) held(at []bundle.PatternPlace) string {
	w := s.d.Words
	var records, columns []string
	more := map[model.ID]bool{}
	for _, h := range at {
		if column := cmp.Or(h.Column, w.T("pattern.held.asked")); !slices.Contains(columns, column) {
			columns = append(columns, column)
		}
		name := w.T("pattern.title", tr.V{"By": w.T("pattern.by." + string(s.q.by))}) // of what has no record of its own
		if !h.Record.IsZero() {
			name = w.Kind(h.Kind)
			if r, there := s.d.Get(h.Record); there {
				name = w.Kind(h.Kind) + ": " + s.d.Title(r)
			}
		}
		switch {
		case slices.Contains(records, name):
		case len(records) == mostHeld:
			more[h.Record] = true
		default:
			records = append(records, name)
		}
	}
	if len(more) > 0 {
		records = append(records, w.N("records.more", len(more)))
	}
	return w.T("pattern.held", tr.V{"Records": strings.Join(records, "; "), "Columns": strings.Join(columns, ", ")})
}

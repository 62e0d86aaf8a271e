package recordform

import (
	"slices"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
	"guvoh/model"
)

// Row gives the row of a field in a form, as a test needs it: the objects of
// a window do not say which field they stand for.
func Row(f *Form, field string) *ui.Field { return f.body.row(field) }

// RowIn gives the row of a field in a row of the record that is open.
func RowIn(f *Form, row model.ID, field string) *ui.Field { return f.body.find(row).open.row(field) }

// FocusOf gives what takes the keyboard in a field.
func FocusOf(f *Form, field string) fyne.Focusable { return f.body.inputs[field].focus }

// Shown gives what the widget of a field stands for.
func Shown(f *Form, field string) model.Value { return f.body.inputs[field].shown }

// Fields gives the fields that have a widget.
func Fields(f *Form) (names []string) {
	for n := range f.body.inputs {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

// Line gives the line of a row.
func Line(f *Form, row model.ID) *ui.RecordRow { return f.body.find(row).line }

// Toggle opens or closes a row in place.
func Toggle(f *Form, row model.ID) { f.body.find(row).toggle() }

// Move moves a row by one place, as its buttons do.
func Move(f *Form, row model.ID, by int) { c := f.body.find(row); c.l.move(c, by) }

// Shift does what Alt with an arrow does: the canvas of the test driver takes
// shortcuts and never gives them.
func Shift(f *Form, by int) { f.shift(by) }

// Rows gives the rows of a kind, in the order shown.
func Rows(f *Form, kind string) (ids []model.ID) {
	for _, l := range f.body.lists() {
		if l.kind.Name == kind {
			for _, c := range l.cards {
				ids = append(ids, c.rec.ID)
			}
		}
	}
	return ids
}

// Add adds a row of a kind, as its button does.
func Add(f *Form, kind string) {
	for _, l := range f.body.lists() {
		if l.kind.Name == kind {
			l.add(nil)
		}
	}
}

// Create does what "create new" in the picker of a field does.
func Create(f *Form, field, line string) {
	in := f.body.inputs[field]
	in.createOf(in.makes()[0], line, model.RefValue)
}

// Offers gives what the picker of a field offers for a query.
func Offers(f *Form, field, query string) (offered []ui.Option) {
	f.body.inputs[field].search()(query, func(found []ui.Option) { offered = found })
	return offered
}

// ShowHistory opens the history of the record.
func ShowHistory(f *Form) { f.showHistory() }

// State gives the line under the title.
func State(f *Form) string { return f.head.state.Text() }

// Title gives the title shown.
func Title(f *Form) string { return f.head.title.Text() }

// SaysUnsourced tells whether the form says that the record has no source.
func SaysUnsourced(f *Form) bool { return f.head.cite.Visible() }

// OpenAll forgets which sections were opened; all opens every one.
func OpenAll(f *Form, all bool) {
	clear(opened)
	if all {
		for _, s := range f.body.sections {
			opened[s.key()] = true
		}
	}
	f.body.recompose()
}

func (b *body) row(field string) *ui.Field {
	if in := b.inputs[field]; in != nil {
		return in.row
	}
	return nil
}

func (b *body) find(row model.ID) *card {
	for _, l := range b.lists() {
		for _, c := range l.cards {
			if c.rec.ID == row {
				return c
			}
			if c.open != nil {
				if in := c.open.find(row); in != nil {
					return in
				}
			}
		}
	}
	return nil
}

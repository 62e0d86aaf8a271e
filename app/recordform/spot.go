package recordform

import (
	"unicode/utf8"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
)

// RouteAt leads to a place in a record, wherever the record is shown: see
// [RouteTo].
func RouteAt(d *desk.Desk, r model.Record, in model.ID, at desk.Spot) desk.Route {
	route := RouteTo(d, r, in)
	if at.Row = r.ID; route.Record == r.ID {
		at.Row = model.ID{}
	}
	route.Spot = at
	return route
}

// ShowSpot gives the keyboard to a field of the record or of one of its rows,
// opening what is closed, and marks there for a moment what was searched for.
func (f *Form) ShowSpot(s desk.Spot) {
	b := f.body
	if b != nil && !s.Row.IsZero() && s.Row != f.id {
		b = b.inside(s.Row)
	}
	switch {
	case b == nil:
	case s.Field == "":
		b.focusFirst()
	default:
		b.showField(s)
	}
}

// inside opens the rows that lead to a row, and gives the form of that; nil when
// it is not shown here.
func (b *body) inside(row model.ID) *body {
	for _, l := range b.lists() {
		if c := l.card(row); c != nil {
			c.expand()
			b.f.relayout()
			return c.open
		}
	}
	r, ok := b.f.d.Get(row)
	if !ok {
		return nil
	}
	k := b.f.d.DB.Schema().Kind(r.Kind)
	if k == nil || k.Parent == "" || r.Ref(k.Parent) == b.rec.ID {
		return nil
	}
	if owner := b.inside(r.Ref(k.Parent)); owner != nil && owner != b {
		return owner.inside(row)
	}
	return nil
}

// showField shows a place in the fields. A note stands with the field it is of.
func (b *body) showField(s desk.Spot) {
	name := s.Field
	if f, ok := b.kind.Field(name); ok && f.NoteOf != "" {
		name = f.NoteOf
	}
	b.focusField(name)
	in := b.inputs[s.Field]
	if in == nil || in.focus == nil {
		return
	}
	if name != s.Field {
		b.f.focusOn(in.focus)
	}
	in.mark(s)
}

// mark marks what was searched for in a long text; in a line it puts the caret
// there.
func (in *input) mark(s desk.Spot) {
	switch o := in.focus.(type) {
	case *ui.Editor:
		ui.MarkWords(o, s.Marks(o.Text()), s.At)
		in.b.f.d.Runner.After(desk.MarkFor, func() { o.Mark() })
	case *ui.Entry:
		if marks := s.Marks(o.Text); s.At < len(marks) {
			o.CursorColumn = utf8.RuneCountInString(o.Text[:marks[s.At].From])
			o.Refresh()
		}
	}
}

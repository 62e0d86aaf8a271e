package find

import (
	"slices"

	"guvoh/app/naming"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
)

// listed are the columns of the list: those of the question, or the usual ones
// of what it looks for.
func (a *answers) listed() []question.Column {
	if len(a.s.q.Columns) > 0 {
		return a.s.q.Columns
	}
	return usual(a.s.w.Schema, a.q.Of)
}

// usual are the columns of a list in which nobody has chosen any.
func usual(s *model.Schema, kind string) []question.Column {
	cols := []question.Column{{}}
	fields := map[string][]string{
		"case": {"status", "opened"}, "person": {"birth", "birth_place", "risk"}, "act": {"date", "place", "methods"},
		"detention": {"from", "to", "place"}, "event": {"date", "place"}, "interview": {"start", "place", "mode"},
		"evidence": {"kind", "received", "sensitivity"}, "deadline": {"due", "status", "assigned"}, "consent": {"given", "expires", "decision"},
		"injury": {"site", "date"}, "proceeding": {"body", "status"},
	}[kind]
	k := s.Kind(kind)
	for _, f := range fields {
		if _, ok := k.Field(f); ok {
			cols = append(cols, question.Column{Field: f})
		}
	}
	switch {
	case kind == "case":
		cols = append(cols, question.Column{Path: []question.Step{question.Rows("participant", "case"), question.To("person", "person")}})
	case kind == "person":
		cols = append(cols, question.Column{Path: []question.Step{question.Rows("participant", "person"), question.To("case", "case")}})
	case k == nil:
		return cols
	default:
		if _, ok := k.Field("cases"); ok {
			cols = append(cols, question.Column{Path: []question.Step{question.To("cases", "case")}})
		}
	}
	return append(cols, question.Column{Field: question.Updated})
}

// columnID names a column among its like, however wide it is.
func columnID(c question.Column) string {
	c.Width = question.UsualWidth
	return question.Question{Columns: []question.Column{c}}.JSON()
}

// byName gives what answers are sorted by when their name is asked for. Records that
// only their links name, such as detentions, have no words of their own in the file: they
// stand by what names them, a detention by whose it is, then by the place.
func (a *answers) byName() []question.Column {
	k := a.s.w.Schema.Kind(a.q.Of)
	if k == nil || len(k.Label) > 0 || k.Names != "" {
		return []question.Column{{}}
	}
	var by []question.Column
	for _, f := range naming.TitleFields(k.Name) {
		if len(by) < 2 {
			by = append(by, question.Column{Field: f})
		}
	}
	return by
}

// isName tells whether a column shows what the answers are called.
func isName(c question.Column) bool {
	return len(c.Path) == 0 && c.Field == question.Label && c.Show != question.Count
}

// ordered tells whether answers can be put in the order of a column.
func (a *answers) ordered(c question.Column) bool { return !isName(c) || len(a.byName()) > 0 }

// sorting gives the order that a column stands for.
func (a *answers) sorting(c question.Column, descending bool) (by []question.Order) {
	c.Width = question.UsualWidth
	all := []question.Column{c}
	if isName(c) {
		all = a.byName()
	}
	for _, c := range all {
		by = append(by, question.Order{Column: c, Descending: descending})
	}
	return by
}

// columns are the columns as the list draws them. Uncertain answers add one.
func (a *answers) columns() []ui.Column {
	var out []ui.Column
	for i, c := range a.listed() {
		col := ui.Column{ID: columnID(c), Title: a.s.w.Column(a.q.Of, c), Weight: 1.4, Min: 110, Sortable: a.ordered(c)}
		switch {
		case i == 0:
			col.Weight, col.Min = 3, 210
		case c.Show == question.Count:
			col.Weight, col.Min, col.Right = 0.6, 90, true
		case c.Field == question.Updated:
			col.Weight, col.Min = 0.8, 120
		}
		switch c.Width {
		case question.Narrow:
			col.Weight, col.Min = col.Weight*0.5, max(60, col.Min*0.6)
		case question.Wide:
			col.Weight, col.Min = col.Weight*2, col.Min*1.5
		}
		out = append(out, col)
	}
	if len(a.perhaps) > 0 {
		out = slices.Insert(out, 1, ui.Column{ID: "perhaps", Title: a.s.d.Words.T("find.certain"), Weight: 0.7, Min: 90})
	}
	return out
}

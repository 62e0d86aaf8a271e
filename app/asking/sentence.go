package asking

import (
	"strings"

	"guvoh/app/tr"
	"guvoh/model/question"
)

// Sentence says a whole question in one line.
func (w Words) Sentence(q question.Question) string {
	kinds := w.Kinds(q.Of)
	parts := q.Describe(w.Schema)
	if len(parts) == 0 {
		return w.T("find.sentence.all", tr.V{"Kinds": kinds})
	}
	return w.T("find.sentence", tr.V{"Kinds": kinds, "What": w.join(q.Of, parts, "find.and")})
}

func (w Words) join(kind string, parts []question.Part, with string) string {
	said := make([]string, len(parts))
	for i, p := range parts {
		said[i] = w.whole(kind, p)
	}
	return strings.Join(said, "; "+w.T(with)+" ")
}

// whole says a part with everything below it.
func (w Words) whole(kind string, p question.Part) string {
	switch {
	case p.Code == "any":
		return "(" + w.join(kind, p.Parts, "find.or_else") + ")"
	case p.Code == "all":
		return "(" + w.join(kind, p.Parts, "find.and") + ")"
	case p.Code == "not" && len(p.Parts) == 1 && (p.Parts[0].Code == "any" || p.Parts[0].Code == "all"):
		return w.T("find.say.not") + " " + w.whole(kind, p.Parts[0])
	case p.Code == "not" && p.Parts[0].Code != "consent":
		return w.T("find.say.not") + " " + w.join(kind, p.Parts, "find.and")
	}
	var b strings.Builder
	for _, piece := range w.Part(kind, p) {
		b.WriteString(piece.Text)
	}
	if len(p.Parts) > 0 {
		inner := w.join(p.Kind, p.Parts, "find.and")
		if len(p.Parts) > 1 || p.Parts[0].Code != "any" {
			inner = "(" + inner + ")"
		}
		b.WriteString(" " + inner)
	}
	return b.String()
}

// Column names a column of a list of records of a kind.
func (w Words) Column(of string, c question.Column) string {
	kind := of
	if len(c.Path) > 0 {
		kind = question.Kind(w.Schema, of, c.Path)
	}
	name := ""
	switch c.Field {
	case question.Label:
		name = w.Kind(kind)
	case question.Updated:
		name = w.T("list.updated")
	default:
		name = w.Field(kind, c.Field)
	}
	switch {
	case c.Show == question.Count:
		return w.T("find.column.count", tr.V{"What": w.Link(of, c.Path)})
	case len(c.Path) == 0:
		return name
	case c.Field == question.Label:
		return w.Link(of, c.Path)
	}
	return w.T("find.column.of", tr.V{"What": w.Link(of, c.Path), "Field": name})
}

// Clause says one condition on records of a kind with everything below it.
func (w Words) Clause(kind string, c question.Condition) string {
	return w.join(kind, question.Question{Of: kind, Where: c}.Describe(w.Schema), "find.and")
}

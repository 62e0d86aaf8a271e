// Package asking says questions in the reader's language.
//
// Its one job is that a question is read as a sentence wherever it stands: on
// the screen where it is put together, over a list that is printed, in a list of
// questions that are kept. Rules of the package: it knows no window and no file;
// what a record is known by is for the caller to say; nothing of how a question
// is kept (paths, codes, ids) is ever among the words.
package asking

import (
	"strings"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/question"
)

// Words says questions.
type Words struct {
	*tr.Printer
	Schema *model.Schema
	Name   func(model.ID) string // what a record is known by; "" when it is gone
}

// Piece is a part of a line.
type Piece struct {
	Text   string
	Chosen bool // a person put it there, or it names a field
	Joins  bool // it only joins the others
}

// Condition says one condition on records of a kind, without what stands below
// it where it holds others.
func (w Words) Condition(kind string, c question.Condition) []Piece {
	if c == nil {
		return nil
	}
	parts := question.Question{Of: kind, Where: c}.Describe(w.Schema)
	if len(parts) != 1 {
		return []Piece{{Text: w.T("find.group.all"), Joins: true}}
	}
	return w.Part(kind, parts[0])
}

// Part says one part of a question that is asked of records of a kind.
func (w Words) Part(kind string, p question.Part) []Piece {
	switch p.Code {
	case "not":
		if len(p.Parts) == 1 && p.Parts[0].Code == "consent" {
			not := p.Parts[0]
			not.Code = "consent_not"
			return w.Part(kind, not)
		}
		if len(p.Parts) == 1 && p.Parts[0].Code != "any" && p.Parts[0].Code != "all" {
			return append([]Piece{{Text: w.T("find.say.not") + " ", Joins: true}}, w.Part(kind, p.Parts[0])...)
		}
		return []Piece{{Text: w.T("find.group.none"), Joins: true}}
	case "all", "any":
		return []Piece{{Text: w.T("find.group." + p.Code), Joins: true}}
	}
	return cut(w.T("find.say."+code(p), tr.V{
		"Field": mark("F", w.field(p)), "Value": mark("V", w.value(p)), "What": mark("F", w.what(kind, p)),
		"From": mark("V", w.amount(p.From)), "To": mark("V", w.amount(p.To)),
	}))
}

// code is the ending of the key: that there is any of a kind reads otherwise
// when nothing more is asked of it.
func code(p question.Part) string {
	if len(p.Parts) == 0 {
		switch p.Code {
		case "has":
			return "has_any"
		case "has_no":
			return "has_none"
		}
	}
	if p.Code == "number_between" && *p.From == *p.To {
		return "number_exactly"
	}
	if p.Field == "" {
		switch p.Code {
		case "contains", "contains_exactly", "contains_not", "contains_not_exactly", "conflict", "conflict_not":
			return "any_" + p.Code
		}
	}
	return p.Code
}

func (w Words) amount(n *int64) string {
	if n == nil {
		return ""
	}
	return w.Number(int(*n))
}

func (w Words) field(p question.Part) string {
	switch {
	case p.Code == "consent" || p.Code == "consent_not":
		return w.Word(p.Vocabulary, p.Text)
	case p.Until != "":
		return w.Time(p.Kind, p.Field, p.Until)
	case p.Field != "":
		return w.Field(p.Kind, p.Field)
	}
	return ""
}

// Time names the time from one date of a record to another.
func (w Words) Time(kind, from, until string) string {
	if key := "find.time." + kind; w.Has(key) {
		return w.T(key)
	}
	return w.T("find.time", tr.V{"From": w.Field(kind, from), "To": w.Field(kind, until)})
}

func (w Words) what(from string, p question.Part) string {
	if len(p.Path) == 0 {
		return ""
	}
	return w.small(w.Link(from, p.Path))
}

// small gives words as they stand inside a sentence.
func (w Words) small(s string) string {
	first, rest, _ := strings.Cut(s, " ")
	if strings.ToUpper(first) == first && len([]rune(first)) > 1 { // an abbreviation
		return s
	}
	r := []rune(first)
	if len(r) == 0 {
		return s
	}
	first = strings.ToLower(string(r[0])) + string(r[1:])
	if rest == "" {
		return first
	}
	return first + " " + rest
}

// Link names the records to which a path leads from those of a kind: by their
// kind, by the field that leads there, or by both where several lead to it.
func (w Words) Link(from string, path []question.Step) string {
	last := path[len(path)-1]
	if path[0].Kind == "participant" && len(path) == 2 {
		return w.first("find.link."+last.Kind, w.Kind(last.Kind))
	}
	before := path[:len(path)-1]
	if !last.Back {
		name := w.to(question.Kind(w.Schema, from, before), last)
		if len(before) > 0 {
			name = w.T("find.column.of", tr.V{"What": w.Link(from, before), "Field": name})
		}
		return name
	}
	k := w.Schema.Kind(last.Kind)
	if k == nil || last.Field == k.Parent || last.Field == "cases" || last.Field == "case" {
		return w.Kind(last.Kind)
	}
	return w.T("find.link.by", tr.V{"Kind": w.Kind(last.Kind), "Field": w.Field(last.Kind, last.Field)})
}

// to names a step by its field, and by the kind to which it leads where the
// field points at several.
func (w Words) to(from string, s question.Step) string {
	name := w.Field(from, s.Field)
	if k := w.Schema.Kind(from); k != nil {
		if f, _ := k.Field(s.Field); len(f.To) > 1 {
			return w.T("find.link.by", tr.V{"Kind": name, "Field": w.Kind(s.Kind)})
		}
	}
	return name
}

func (w Words) first(key, other string) string {
	if w.Has(key) {
		return w.T(key)
	}
	return other
}

func (w Words) value(p question.Part) string {
	switch {
	case p.Code == "consent" || p.Code == "consent_not":
		var states []string
		for _, s := range p.Words {
			states = append(states, w.small(w.State(model.ConsentState(s))))
		}
		return w.List(states)
	case len(p.Words) > 0:
		var words []string
		for _, id := range p.Words {
			words = append(words, w.Word(p.Vocabulary, id))
		}
		return w.List(words)
	case len(p.Records) > 0:
		var names []string
		for _, id := range p.Records {
			name := w.Name(id)
			if name == "" {
				name = w.T("form.record_gone")
			}
			names = append(names, name)
		}
		return w.List(names)
	case p.In != question.Range{}:
		return w.Range(p.In)
	case p.Text != "":
		return w.T("find.quoted", tr.V{"Words": p.Text})
	}
	return w.T("find.not_chosen")
}

// State names what a consent comes to.
func (w Words) State(s model.ConsentState) string { return w.T("colleagues.consent." + string(s)) }

// List joins alternatives: "a, b or c".
func (w Words) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return w.T("find.or", tr.V{"Some": strings.Join(items[:last], ", "), "Last": items[last]})
}

// Marks fence the chosen words of a sentence while it is put together; neither
// can be typed into a field.
const (
	begins = "\x01"
	ends   = "\x02"
)

func mark(sort, s string) string {
	if s == "" {
		return ""
	}
	return begins + sort + strings.NewReplacer(begins, "", ends, "").Replace(s) + ends
}

// cut takes a sentence apart into what was marked and what joins it.
func cut(s string) (out []Piece) {
	for s != "" {
		before, rest, found := strings.Cut(s, begins)
		if before != "" {
			out = append(out, Piece{Text: before, Joins: true})
		}
		if !found {
			break
		}
		inner, after, _ := strings.Cut(rest, ends)
		out = append(out, Piece{Text: inner[1:], Chosen: inner[0] == 'V'})
		s = after
	}
	return out
}

package export

import (
	"slices"
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// take prints a field: its value with links, the note beside it, and the calls
// of its footnotes. It is empty when the field holds nothing or the profile
// leaves it out.
func (b *builder) take(r model.Record, name string) doc.Text {
	f, ok := b.shown(r, name)
	if !ok {
		return nil
	}
	t := b.text(r, f)
	if note := b.beside(r, name); note != "" {
		t = glued(t, " — ", doc.Span{Text: note})
	}
	if len(t) == 0 {
		return nil
	}
	b.mark(r, name)
	return append(t, b.notes(r, name)...)
}

// beside gives the note beside a coded value, which is printed with it.
func (b *builder) beside(r model.Record, name string) string {
	if _, ok := b.shown(r, name+"_note"); !ok {
		return ""
	}
	b.mark(r, name+"_note")
	return r.Text(name + "_note")
}

// glued puts two texts together, with the sign between them when there are two.
func glued(t doc.Text, sign string, more ...doc.Span) doc.Text {
	switch {
	case len(t) == 0:
		return more
	case len(more) == 0:
		return t
	}
	return append(append(t, doc.Span{Text: sign}), more...)
}

// shown finds a field that the profile does not leave out.
func (b *builder) shown(r model.Record, name string) (model.Field, bool) {
	k := b.s.Schema.Kind(r.Kind)
	if k == nil { // no record at all
		return model.Field{}, false
	}
	f, ok := k.Field(name)
	if grade := grades[r.Kind]; grade != "" && (name == grade || f.NoteOf == grade) && !b.internal {
		return model.Field{}, false
	}
	if !b.internal && (ours[r.Kind+"."+name] || r.Kind == "residence" && secretPlaces[r.Text("kind")]) {
		return model.Field{}, false
	}
	if !ok || b.omit[r.Kind+"."+name] || b.omit[r.Kind+"."+f.NoteOf] || f.Sensitive && !b.p.Sensitive {
		return model.Field{}, false
	}
	return f, true
}

// ours are the fields that serve only those who work on a case: who they are,
// how somebody is safely reached, what threatens whom. Whatever a profile asks
// for, they stay in the house.
var ours = map[string]bool{
	"case.team": true, "case.safety_note": true, "case.tags": true,
	"person.contact": true, "person.risk": true, "person.risk_note": true,
}

// secretPlaces are the kinds of residence that are where somebody is not to be
// found.
var secretPlaces = map[string]bool{"hiding": true, "refuge": true}

// grades are our own judgement of sources and of what they say. It stays in the
// house.
var grades = map[string]string{"source": "reliability", "citation": "credibility"}

func (b *builder) mark(r model.Record, fields ...string) {
	b.used[r.ID] = true
	for _, f := range fields {
		b.printed[fieldOf{r.ID, f}] = true
	}
}

// text gives what a field holds as a reader reads it.
func (b *builder) text(r model.Record, f model.Field) doc.Text {
	switch f.Type {
	case model.Ref, model.Refs:
		var t doc.Text
		for _, id := range b.refs(r, f) {
			t = glued(t, ", ", b.link(id))
		}
		return t
	}
	if s := b.plain(r, f.Name); s != "" {
		return doc.Plain(s)
	}
	return nil
}

// plain gives what a field holds, without links, notes and sources.
func (b *builder) plain(r model.Record, name string) string {
	f, ok := b.shown(r, name)
	if !ok {
		return ""
	}
	v := r.Get(name)
	switch f.Type {
	case model.Text, model.Long, model.Position:
		return v.Text()
	case model.Texts:
		return strings.Join(v.List(), ", ")
	case model.Term, model.Terms:
		return b.terms(f, v)
	case model.Partial:
		return b.date(v.Date())
	case model.Ref, model.Refs:
		var labels []string
		for _, id := range b.refs(r, f) {
			labels = append(labels, b.label(id))
		}
		return strings.Join(labels, ", ")
	case model.Int:
		if n, ok := v.Int(); ok {
			return b.w.N("dossier.number", int(n))
		}
	case model.Bool:
		if yes, ok := v.Bool(); ok {
			return b.w.Word("yes_no", map[bool]string{true: "yes", false: "no"}[yes])
		}
	case model.Mark:
		if p, ok := v.Point(); ok {
			percent := func(x float64) string { return b.pointed(strconv.FormatFloat(x*100, 'f', -1, 64)) }
			return b.w.T("dossier.point", map[string]any{"Across": percent(p.X), "Down": percent(p.Y)})
		}
	}
	return ""
}

// refs gives the records that a field points at. That a record belongs to the
// case which the whole document is about goes without saying, and of other
// cases only those are named that came with this one.
func (b *builder) refs(r model.Record, f model.Field) []model.ID {
	v := r.Get(f.Name)
	if f.Type == model.Ref {
		if id := v.Ref(); !id.IsZero() {
			return []model.ID{id}
		}
		return nil
	}
	ids := v.Refs()
	if f.Name == "cases" {
		ids = slices.DeleteFunc(ids, func(id model.ID) bool {
			_, known := b.s.Get(id)
			return !known || id == b.s.Case.ID
		})
	}
	return ids
}

// terms prints coded words; only the first keeps its capital letter.
func (b *builder) terms(f model.Field, v model.Value) string {
	ids := v.List()
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = b.w.Word(f.Vocabulary, id)
		if i > 0 {
			words[i] = b.inside(f.Vocabulary, words[i])
		}
	}
	sign := ", "
	if len(words) > 0 && strings.Contains(strings.Join(words, ""), ",") {
		sign = b.semicolon()
	}
	return strings.Join(words, sign)
}

// date prints a date; the words as told stand behind it when they say
// something else or more than the date understood.
func (b *builder) date(d model.Date) string {
	if d.IsZero() {
		return ""
	}
	s := b.w.Date(d)
	if d.Words == "" || strings.Contains(s, d.Words) {
		return s
	}
	if p, err := model.ParseDate(d.Words); err == nil {
		if p.Words = d.Words; p == d {
			return s
		}
	}
	return s + " (" + b.quoted(d.Words) + ")"
}

func (b *builder) quoted(s string) string {
	return b.w.T("dossier.quoted", map[string]any{"Text": s})
}

// colon stands between a label and what it labels, and semicolon between parts
// that may hold commas; French puts a space before both.
func (b *builder) colon() string     { return b.w.T("dossier.colon") }
func (b *builder) semicolon() string { return b.w.T("dossier.semicolon") }

// pointed writes a number with the decimal sign of the language.
func (b *builder) pointed(number string) string {
	return strings.Replace(number, ".", b.w.T("dossier.decimal"), 1)
}

// records counts records, since a count of records is all that is known.
func (b *builder) records(n int) string { return b.w.N("dossier.records", n) }

// inside gives a word as it stands inside a sentence. Countries keep their
// capital letter everywhere, and languages do in English.
func (b *builder) inside(vocabulary, word string) string {
	if vocabulary == "country" || vocabulary == "language" && b.w.Lang() == "en" {
		return word
	}
	return lower(word)
}

// lower makes the first letter small, unless more capitals follow it.
func lower(s string) string {
	r := []rune(s)
	small := []rune(strings.ToLower(s))
	if len(r) < 2 || len(small) != len(r) || r[1] != small[1] {
		return s
	}
	r[0] = small[0]
	return string(r)
}

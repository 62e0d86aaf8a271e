package tr

import (
	"errors"
	"fmt"
	"strings"

	"guvoh/model"
)

// Kind names one record of a kind: "Person".
func (p *Printer) Kind(kind string) string { return p.T("kind." + kind) }

// Kinds names the records of a kind together, as a heading: "Persons".
func (p *Printer) Kinds(kind string) string { return p.T("kind." + kind + ".all") }

// Count says how many records of a kind there are: "3 persons".
func (p *Printer) Count(kind string, n int) string { return p.N("kind."+kind+".many", n) }

// Field names a field: the users' own by what they called it, the note beside
// a coded field by that field, any other by "field.<kind>.<field>" or, when
// its meaning is the same everywhere, by "field.<field>".
func (p *Printer) Field(kind, field string) string {
	f := p.field(kind, field)
	switch {
	case f.Custom:
		return p.own(f.Labels, field)
	case f.NoteOf != "":
		return p.T("field.note_of", V{"Field": p.Field(kind, f.NoteOf)})
	}
	return p.first("field."+kind+"."+field, "field."+field)
}

// Help says what to write in a field, in a sentence or two, as it shows when the
// keyboard comes there; "" when the label says it all.
func (p *Printer) Help(kind, field string) string {
	f := p.field(kind, field)
	switch {
	case f.Custom:
		return p.own(f.Helps, "")
	case f.NoteOf != "":
		return p.T("help.note_of", V{"Field": p.Field(kind, f.NoteOf)})
	}
	for _, key := range []string{"help." + kind + "." + field, "help." + field} {
		if p.Has(key) {
			return p.T(key)
		}
	}
	return ""
}

// HelpMore says what whoever asks for more is told of a field, a line each: what
// it means, where [Printer.Help] does not say so, how to choose what it holds, and
// an example. Where the field has no words of its own for how to choose, those of
// its type stand.
func (p *Printer) HelpMore(kind, field string) string {
	f := p.field(kind, field)
	if f.NoteOf != "" {
		return ""
	}
	var lines []string
	parts := []string{"meaning", "choose", "example"}
	if p.Help(kind, field) != "" {
		parts = parts[1:]
	}
	for _, part := range parts {
		for _, of := range []string{kind + "." + field, field, "any." + manner[f.Type]} {
			if key := "help." + of + "." + part; p.Has(key) {
				line := p.T(key)
				if part != "meaning" {
					line = p.T("help.more."+part, V{"Text": line})
				}
				lines = append(lines, line)
				break
			}
		}
	}
	return strings.Join(lines, "\n")
}

// manner names how fields of a type are filled in, in the keys of their help.
var manner = map[model.Type]string{
	model.Term: "word", model.Terms: "words", model.Partial: "date", model.Ref: "link", model.Refs: "links", model.Int: "number",
}

// Section names the heading under which fields stand; "" for the first fields
// of a kind, which need none.
func (p *Printer) Section(name string) string {
	if name == "" {
		return ""
	}
	return p.T("section." + name)
}

// Word names what a coded field holds.
func (p *Printer) Word(vocabulary, id string) string {
	if p.schema == nil {
		return id
	}
	return p.schema.Word(vocabulary, id).In(p.lang)
}

// WordHelp explains a word of a vocabulary; "" when its label says it all.
func (p *Printer) WordHelp(vocabulary, id string) string {
	if p.schema == nil {
		return ""
	}
	return p.own(p.schema.Word(vocabulary, id).Help, "")
}

// Vocabulary names a list of words; one of the users' own is its own name.
func (p *Printer) Vocabulary(id string) string {
	if key := "vocabulary." + id; p.Has(key) {
		return p.T(key)
	}
	return id
}

// Date prints a date as far as it is known.
func (p *Printer) Date(d model.Date) string { return d.In(p.lang) }

// Problem says in one plain sentence what is wrong with a record.
func (p *Printer) Problem(problem model.Problem) string {
	return p.T("problem."+string(problem.Code), V{
		"Field": p.Field(problem.Kind, problem.Field), "Kind": p.Kind(problem.Kind),
	})
}

// DateProblem says in one plain sentence why a date cannot be taken, for an
// error that is or wraps a *model.DateError; ok is false for any other.
func (p *Printer) DateProblem(err error) (sentence string, ok bool) {
	var e *model.DateError
	if !errors.As(err, &e) {
		return "", false
	}
	key := "date.problem." + string(e.Kind)
	data := V{"Day": e.Day, "Month": e.Month, "Year": e.Year, "Field": e.Field}
	switch e.Kind {
	case model.DateNoSuchDay:
		key += p.dayShape(e)
		data["Month"] = p.T(fmt.Sprintf("date.month.%d", e.Month))
	case model.DateNoSuchTime:
		data["Time"] = fmt.Sprintf("%02d:%02d", e.Hour, e.Minute)
	case model.DateWeekday:
		data["Date"] = p.day(fmt.Sprintf("%04d-%02d-%02d", e.Year, e.Month, e.Day))
		data["Weekday"] = p.T(fmt.Sprintf("date.weekday.%d", e.Weekday))
	case model.DateInverted:
		data["Earliest"], data["Latest"] = p.day(e.Earliest), p.day(e.Latest)
	case model.DateWhichWinter:
		data["Last"], data["Next"] = e.Year-1, e.Year+1
	}
	return p.T(key, data), true
}

// dayShape says how much of a day that does not exist was named, since each
// needs its own sentence: "31", "31 February", "29 February 2015".
func (p *Printer) dayShape(e *model.DateError) string {
	switch {
	case e.Month == 0:
		return ".day"
	case e.Year == 0:
		return ".month"
	}
	return ".year"
}

func (p *Printer) day(day string) string {
	return p.Date(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})
}

func (p *Printer) field(kind, field string) model.Field {
	if p.schema == nil || p.schema.Kind(kind) == nil {
		return model.Field{}
	}
	f, _ := p.schema.Kind(kind).Field(field)
	return f
}

// first gives the words of the first key that has any, else of the last.
func (p *Printer) first(keys ...string) string {
	for _, key := range keys {
		if p.Has(key) {
			return p.T(key)
		}
	}
	return p.T(keys[len(keys)-1])
}

// own chooses among words that users wrote, which may lack any language.
func (p *Printer) own(words map[string]string, missing string) string {
	if s := words[p.lang]; s != "" {
		return s
	}
	for _, l := range p.bundle.languages {
		if s := words[l.Tag]; s != "" {
			return s
		}
	}
	return missing
}

package duplicates

import (
	"context"
	"errors"
	"slices"

	"guvoh/app/alike"
	"guvoh/app/desk"
	"guvoh/model"
	"guvoh/model/names"
	"guvoh/model/store"
)

// seen is all that is shown of a pair, as it was read away from the window.
type seen struct {
	one, other person
	gone       bool // one of the two was deleted meanwhile
	likeness   store.Candidate
	said       store.Claim // who judged the pair, if anybody did
	lines      []known
}

// person is one of the two.
type person struct {
	record   model.Record
	title    string
	portrait string // the SHA-256 of a picture; "" is none
}

// known is what is known of both, or of one.
type known struct {
	label      string
	one, other []string
	agrees     bool
}

// reader reads what is known of a pair. It touches no widget: it is away from the
// window. What cannot be read it notes and goes on.
type reader struct {
	d   *desk.Desk
	ctx context.Context
	err error
}

// read reads all that is known of a pair.
func read(d *desk.Desk, p pair) (seen, error) {
	r := &reader{d: d, ctx: context.Background()}
	var b seen
	var there [2]bool
	b.one, there[0] = r.person(p.One)
	b.other, there[1] = r.person(p.Other)
	if b.gone = !there[0] || !there[1]; b.gone {
		return b, nil
	}
	var err error
	if b.likeness, err = d.DB.Liken(r.ctx, p.One, p.Other); errors.Is(err, store.ErrNotFound) {
		b.gone = true // a group by now, which is nobody
		return b, nil
	}
	r.note(err)
	if p.answer != "" {
		blame, err := d.DB.Blame(r.ctx, model.JudgementID(p.One, p.Other))
		r.note(err)
		b.said = blame["judgement"]
	}
	b.lines = r.compared(b.one.record, b.other.record)
	return b, r.err
}

func (r *reader) note(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) person(id model.ID) (p person, there bool) {
	if p.record, there = r.d.Get(id); there {
		p.title, p.portrait = r.d.Title(p.record), alike.Portrait(r.ctx, r.d.DB, p.record)
	}
	return p, there
}

// compared puts what is known of the two side by side, line by line; what
// nobody knows of either has no line.
func (r *reader) compared(x, y model.Record) (lines []known) {
	w := r.d.Words
	line := func(label string, a, b []string, agrees bool) {
		if len(a) > 0 || len(b) > 0 {
			lines = append(lines, known{label, a, b, agrees})
		}
	}
	a, b := r.texts("person_name", "text", x), r.texts("person_name", "text", y)
	line(w.Kinds("person_name"), a, b, oneName(a, b))
	for _, f := range []string{"birth", "birth_place", "sex", "nationalities", "ethnicity", "languages", "occupation", "death", "family", "description", "summary"} {
		a, b := r.shown(x, f), r.shown(y, f)
		agrees := shared(a, b)
		if f == "birth" || f == "death" {
			agrees = overlap(x.Date(f), y.Date(f))
		}
		line(w.Field("person", f), a, b, agrees)
	}
	for _, rows := range []struct{ kind, field, label string }{
		{"identity_document", "number", w.T("duplicates.document")},
		{"residence", "place", w.Kinds("residence")},
	} {
		a, b := r.texts(rows.kind, rows.field, x), r.texts(rows.kind, rows.field, y)
		line(rows.label, a, b, shared(a, b))
	}
	a, b = r.cases(x), r.cases(y)
	line(w.Kinds("case"), a, b, shared(a, b))
	a, b = r.sources(x), r.sources(y)
	line(w.Kinds("source"), a, b, shared(a, b))
	return lines
}

func shared(a, b []string) bool {
	return slices.ContainsFunc(a, func(t string) bool {
		return slices.ContainsFunc(b, func(u string) bool { return model.Fold(t) == model.Fold(u) })
	})
}

// oneName tells whether some name of the one is one of the other, in whichever
// spelling.
func oneName(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return names.Match(x, y).Score >= names.Likely })
	})
}

// overlap tells whether two dates may be one day.
func overlap(a, b model.Date) bool {
	if a.Earliest == "" && a.Latest == "" || b.Earliest == "" && b.Latest == "" {
		return a.Words == b.Words
	}
	after := func(x, y string) bool { return x != "" && y != "" && x > y }
	return !after(a.Earliest, b.Latest) && !after(b.Earliest, a.Latest)
}

// shown gives a field of a person as words, each word of a list by itself.
func (r *reader) shown(rec model.Record, field string) []string {
	f, _ := r.d.DB.Schema().Kind("person").Field(field)
	if f.Type != model.Terms {
		if v := r.d.Show(rec, field); v != "" {
			return []string{v}
		}
		return nil
	}
	var out []string
	for _, id := range rec.List(field) {
		out = append(out, r.d.Words.Word(f.Vocabulary, id))
	}
	return out
}

// rows gives the rows of a person, in order.
func (r *reader) rows(kind string, rec model.Record) []model.Record {
	rows, err := r.d.DB.Rows(r.ctx, kind, rec.ID)
	r.note(err)
	return rows
}

// texts gives what a field of each row of a person says.
func (r *reader) texts(kind, field string, rec model.Record) []string {
	var out []string
	for _, row := range r.rows(kind, rec) {
		if v := r.d.Show(row, field); v != "" {
			out = append(out, v)
		}
	}
	return out
}

// cases names those in which a person takes part.
func (r *reader) cases(rec model.Record) []string {
	parts, err := r.d.DB.Linked(r.ctx, "participant", "person", rec.ID)
	r.note(err)
	var out []string
	for _, p := range parts {
		if name := r.d.TitleOf(p.Ref("case")); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// sources names what a record rests on.
func (r *reader) sources(rec model.Record) []string {
	var out []string
	for _, c := range r.rows("citation", rec) {
		if name := r.d.TitleOf(c.Ref("source")); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

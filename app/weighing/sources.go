package weighing

import (
	"slices"
	"strings"

	"guvoh/model"
)

// Source is one citation on which a fact rests.
type Source struct {
	Citation    model.ID
	Source      model.ID // zero where only evidence is cited
	Evidence    model.ID
	Title       string
	Place       string // page, or from when to when
	Field       string // which field it speaks of; "" for all of the fact
	Quote       string
	Reliability string // of the source, in words; "" where nobody graded it
	Credibility string // of what it says
	Who         string // who told it
	Of          string // the record that was cited, where that is what the fact belongs to
	Graded      bool
}

// Exhibit is evidence that shows a fact.
type Exhibit struct {
	Evidence model.ID
	Number   string // among ourselves
	Title    string
	Annexed  []string // in which dossiers it is an exhibit, with its number there
}

// sources gives the citations of a fact, then those of what it belongs to.
func (r *reader) sources(rec model.Record) []Source {
	var out []Source
	for _, c := range r.snap.Rows("citation", rec.ID) {
		out = append(out, r.source(rec, c))
	}
	if o, ok := r.owner(rec); ok {
		of := r.tell.TitleOf(o)
		for _, c := range r.snap.Rows("citation", o.ID) {
			if c.Text("field") != "" {
				continue // it speaks of a field that the fact has not
			}
			s := r.source(o, c)
			s.Of = of
			out = append(out, s)
		}
	}
	return out
}

func (r *reader) source(rec, c model.Record) Source {
	s := Source{
		Citation: c.ID, Source: c.Ref("source"), Evidence: c.Ref("evidence"), Place: c.Text("page"), Quote: c.Text("quote"),
		Credibility: r.word("credibility", c.Text("credibility")),
	}
	if s.Place == "" {
		s.Place = strings.Trim(c.Text("at_from")+"–"+c.Text("at_to"), "–")
	}
	if field := c.Text("field"); field != "" {
		s.Field = r.say.Field(rec.Kind, field)
	}
	from, known := r.snap.Get(s.Source)
	switch {
	case known:
		s.Title, s.Reliability, s.Who = r.tell.TitleOf(from), r.word("reliability", from.Text("reliability")), r.teller(from)
		if s.Evidence.IsZero() {
			s.Evidence = from.Ref("evidence")
		}
	case !s.Evidence.IsZero():
		s.Title = r.tell.Title(s.Evidence)
	case !c.Ref("block").IsZero():
		s.Title, s.Who = r.spoken(c.Ref("block"))
	}
	if s.Title == "" {
		s.Title = r.say.T("grid.source.unnamed")
	}
	s.Graded = s.Credibility != "" && (!known || s.Reliability != "")
	return s
}

// teller names who told a source: the person it is of, or the one interviewed.
func (r *reader) teller(source model.Record) string {
	if id := source.Ref("who"); !id.IsZero() {
		return r.tell.Title(id)
	}
	if in, ok := r.snap.Get(source.Ref("interview")); ok {
		return r.tell.Title(in.Ref("interviewee"))
	}
	return ""
}

// spoken names the interview of a passage, and who was interviewed.
func (r *reader) spoken(block model.ID) (title, who string) {
	b, _ := r.snap.Get(block)
	in, ok := r.snap.Get(b.Ref("interview"))
	if !ok {
		return "", ""
	}
	return r.tell.TitleOf(in), r.tell.Title(in.Ref("interviewee"))
}

func (r *reader) word(vocabulary, id string) string {
	if id == "" {
		return ""
	}
	return r.say.Word(vocabulary, id)
}

// shownBy are the fields by which a fact names evidence of itself.
var shownBy = []string{"decision", "photo", "evidence"}

// exhibits gives the evidence that shows a fact, each piece once.
func (r *reader) exhibits(rec model.Record, sources []Source) []Exhibit {
	var ids []model.ID
	for _, s := range sources {
		ids = append(ids, s.Evidence)
	}
	for _, field := range shownBy {
		ids = append(ids, rec.Refs(field)...)
	}
	var out []Exhibit
	seen := map[model.ID]bool{}
	for _, id := range ids {
		e, ok := r.snap.Get(id)
		if !ok || seen[id] || e.Kind != "evidence" {
			continue
		}
		seen[id] = true
		out = append(out, Exhibit{Evidence: id, Number: e.Text("number"), Title: r.tell.TitleOf(e), Annexed: r.annexed(id)})
	}
	return out
}

// annexed says in which dossiers evidence is an exhibit, and under which number.
func (r *reader) annexed(evidence model.ID) []string {
	var out []string
	for _, x := range r.snap.Linked("exhibit", "evidence", evidence) {
		n, numbered := x.Get("number").Int()
		d, ok := r.snap.Get(x.Ref("dossier"))
		if !ok {
			continue
		}
		s := r.tell.TitleOf(d)
		if numbered {
			s = r.say.T("grid.exhibit.in", map[string]any{"Number": r.say.Number(int(n)), "Dossier": s})
		}
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

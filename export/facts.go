package export

import (
	"slices"
	"strings"
	"unicode"

	"guvoh/export/doc"
	"guvoh/model"
)

// fact is what one record tells, in paragraphs.
type fact struct {
	of    model.Record // empty for what no single record tells
	texts []doc.Text
}

// facts tells records one after the other, as a chronology does: when and
// where, what, and then the account as it was told; what belongs together in one
// paragraph. Nothing is said that no field holds, and no value is bent to a
// grammar it was not written for.
func (b *builder) facts(records []model.Record) []fact {
	among := map[model.ID]bool{}
	var events []model.Record
	for _, r := range records {
		among[r.ID] = true
		if r.Kind == "event" {
			events = append(events, r)
		}
	}
	began := b.beginnings(events)
	with := map[model.ID][]model.Record{} // what is told with a record
	elsewhere := map[model.ID]bool{}
	for _, r := range records {
		switch r.Kind {
		case "detention":
			if e, ok := began.of(r); ok {
				with[e.ID] = append(with[e.ID], r)
				elsewhere[r.ID] = true
			}
		case "proceeding":
			with[r.ID] = b.partsOf(r, among)
			for _, part := range with[r.ID] {
				elsewhere[part.ID] = true
			}
		case "act":
			elsewhere[r.ID] = among[r.Ref("event")]
		}
	}
	b.told = memory{}
	var out []fact
	for _, r := range records {
		if elsewhere[r.ID] {
			continue
		}
		b.reached[r.ID] = true
		var texts []doc.Text
		switch r.Kind {
		case "event":
			texts = b.eventFact(r, with[r.ID])
		case "act":
			texts = b.actFact(r)
		case "detention":
			texts = b.detentionFact(r)
		case "proceeding":
			texts = b.proceedingFact(r, with[r.ID])
		default:
			texts = b.plainFact(r)
		}
		if len(texts) > 0 {
			out = append(out, fact{r, texts})
		}
		for _, part := range slices.Concat(with[r.ID], b.s.Rows("act", r.ID)) {
			b.toldIn[anchor(part.ID)] = anchor(r.ID)
		}
	}
	return out
}

// telling says how the records of a kind are told: what the sentence that
// follows date and place is made of, which fields follow it as sentences of
// their own, the account without a label, and which fields follow that.
type telling struct {
	when  string
	what  []string // parted by commas
	whom  string   // behind a dash
	then  []string
	tells string // the account
	last  []string
}

var tellings = map[string]telling{
	"event": {when: "date", what: []string{"title"}, tells: "account"},
	"act": {
		when: "date", what: []string{"type"}, whom: "victim", tells: "account",
		last: []string{"methods", "duration", "purposes", "consequences", "consequences_account"},
	},
	"injury": {
		when: "date", what: []string{"mark", "on_body"}, whom: "person", tells: "account",
		last: []string{"cause", "size", "colour", "shape", "age", "consistency", "assessed_by", "assessed"},
	},
	"detention": {
		when: "from", what: []string{"kind"}, whom: "person", tells: "account",
		last: []string{"custodian", "duration", "legal_basis", "incommunicado", "conditions", "outside_contact"},
	},
	"proceeding":   {when: "from", what: []string{"title", "body", "number"}, then: []string{"status"}, tells: "account"},
	"step":         {when: "date", what: []string{"kind", "body", "outcome"}, then: []string{"learned"}, tells: "account"},
	"sentence":     {when: "from", what: []string{"kind", "term", "regime"}, whom: "person", then: []string{"ends"}, tells: "account"},
	"charge":       {when: "date", what: []string{"title", "article", "outcome"}, whom: "person", tells: "account"},
	"intervention": {when: "date", what: []string{"title", "to", "to_words"}, tells: "account", last: []string{"answered", "answer"}},
	"interview":    {when: "start", what: []string{"interviewee", "mode"}, tells: "summary"},
	"relationship": {when: "from", what: []string{"person", "kind", "other"}, tells: "account"},
	"residence":    {when: "from", what: []string{"kind", "address"}},
	"note":         {when: "date", what: []string{"title"}, tells: "text"},
	"person":       {what: []string{"name"}, then: []string{"birth", "birth_place", "nationalities", "occupation"}, tells: "summary"},
	"evidence":     {when: "made", what: []string{"title"}, tells: "description"},
}

// plainFact tells a record that stands alone.
func (b *builder) plainFact(r model.Record) []doc.Text {
	how, ok := tellings[r.Kind]
	if !ok {
		return nil
	}
	return b.ended(r, b.opening(r, how), b.tale(r, how), b.stated(nil, r, how.last))
}

// actFact tells an act without its event, whose day and place go without saying
// where it has none of its own.
func (b *builder) actFact(a model.Record) []doc.Text {
	u := b.unit()
	b.borrowed(&a)
	label := b.opening(a, tellings["act"])
	rest := b.actRest(a)
	u.add(a, glued(sentence(label, rest.account), " ", rest.labelled...))
	return u.end()
}

// borrowed gives an act that is told without its event the day and the place of
// it, where it has none of its own.
func (b *builder) borrowed(a *model.Record) {
	event, ok := b.s.Get(a.Ref("event"))
	if !ok {
		return
	}
	*a = a.Clone()
	for _, name := range []string{"date", "place"} {
		if _, shown := b.shown(event, name); shown && a.Get(name) == "" {
			a.Set(name, event.Get(name))
		}
	}
}

// involvement writes "Investigator (direct; major)".
func (b *builder) involvement(in model.Record) doc.Text {
	t := b.take(in, "who")
	how := glued(b.midst(in, "degree"), b.semicolon(), b.take(in, "rank")...)
	if len(how) > 0 {
		t = append(append(append(t, doc.Span{Text: " ("}), how...), doc.Span{Text: ")"})
	}
	return t
}

// opening writes "date, place: what — whom. Label: value. Label: value."
func (b *builder) opening(r model.Record, how telling) doc.Text {
	var head, what doc.Text
	if how.when != "" && !b.printed[fieldOf{r.ID, how.when}] {
		head = b.named(r, how.when)
	}
	if !b.printed[fieldOf{r.ID, "place"}] {
		head = glued(head, ", ", b.take(r, "place")...)
	}
	for i, name := range how.what {
		if i == 0 && name == "kind" {
			what = b.kindOf(r)
		} else if i == 0 {
			what = b.composedField(r, name)
		} else {
			what = glued(what, ", ", b.midst(r, name)...)
		}
	}
	if how.whom != "" {
		what = glued(what, " — ", b.take(r, how.whom)...)
	}
	if what.Empty() && len(how.what) == 0 && len(head) > 0 { // an account follows
		return append(head, doc.Span{Text: strings.TrimRight(b.colon(), " ")})
	}
	return b.stated(sentence(nil, glued(head, b.colon(), what...)), r, how.then)
}

// stated writes "Label: value." for each field behind a text.
func (b *builder) stated(t doc.Text, r model.Record, names []string) doc.Text {
	for _, name := range names {
		t = sentence(t, b.labelled(b.w.Field(r.Kind, name), b.midst(r, name)))
	}
	return t
}

// composedField prints a field, or what is made of several.
func (b *builder) composedField(r model.Record, name string) doc.Text {
	switch {
	case name == "mark":
		return b.times(b.composedField(r, "kind"), r)
	case name == "on_body":
		return b.onBody(r)
	case r.Text(name) == "other" && b.beside(r, name) != "": // the note says what
		return append(doc.Plain(b.beside(r, name)), b.notes(r, name)...)
	case name == "name":
		return doc.Text{b.link(r.ID)}
	case name == "title" && r.Get("title") == "":
		return b.take(r, "kind")
	case name == "article", name == "term", name == "from":
		return b.named(r, name)
	}
	return b.take(r, name)
}

// times writes "Scar × 2".
func (b *builder) times(kind doc.Text, r model.Record) doc.Text {
	n := b.take(r, "count")
	if len(n) > 0 {
		n[0].Text = "× " + n[0].Text
	}
	return glued(kind, " ", n...)
}

// tale gives the account in paragraphs, as it was told.
func (b *builder) tale(r model.Record, how telling) []doc.Text {
	if how.tells == "" {
		return nil
	}
	var out []doc.Text
	for _, p := range paragraphs(b.take(r, how.tells)) {
		out = append(out, p.Text)
	}
	return out
}

// ended makes one paragraph of the opening and the first of the account, puts
// the tail behind the last, and then the exhibits and the sources of the record.
func (b *builder) ended(r model.Record, opening doc.Text, tale []doc.Text, tail doc.Text) []doc.Text {
	texts := []doc.Text{opening}
	if len(tale) > 0 {
		texts = append([]doc.Text{sentence(opening, tale[0])}, tale[1:]...)
	}
	last := len(texts) - 1
	texts[last] = sentence(texts[last], tail)
	if texts[0].Empty() {
		return nil
	}
	texts[0] = capital(texts[0])
	texts[last] = append(texts[last], b.exhibitRefs(r)...)
	texts[last] = b.noted(texts[last], b.lead(r))
	return texts
}

// labelled writes "Label: value".
func (b *builder) labelled(label string, value doc.Text) doc.Text {
	if value.Empty() {
		return nil
	}
	return append(doc.Text{{Text: label + b.colon()}}, value...)
}

// sentence puts a sentence behind a text, and a full stop behind it where its
// words have none.
func sentence(t, next doc.Text) doc.Text {
	if next.Empty() {
		return t
	}
	if !ends(next) {
		next = append(next, doc.Span{Text: "."})
		for i := len(next) - 1; i > 0 && next[i-1].Note != nil && next[i-1].Text == ""; i-- {
			next[i], next[i-1] = next[i-1], next[i] // the call of a note stands behind the stop
		}
	}
	return glued(t, " ", next...)
}

// ends tells whether a text ends as a sentence does.
func ends(t doc.Text) bool {
	s := strings.TrimRight(strings.TrimRightFunc(t.String(), unicode.IsSpace), `”»"')]`)
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}

// capital makes the first letter of a text large.
func capital(t doc.Text) doc.Text {
	for i := range t {
		if r := []rune(t[i].Text); len(r) > 0 {
			t[i].Text = string(unicode.ToUpper(r[0])) + string(r[1:])
			return t
		}
	}
	return t
}

// midst prints a field in the middle of a sentence: coded words begin small
// there, what people typed stays as it is.
func (b *builder) midst(r model.Record, name string) doc.Text {
	t := b.composedField(r, name)
	f, _ := b.s.Schema.Kind(r.Kind).Field(name)
	coded := f.Type == model.Term || f.Type == model.Terms || name == "on_body"
	if len(t) > 0 && coded {
		t[0].Text = b.inside(f.Vocabulary, t[0].Text)
	}
	return t
}

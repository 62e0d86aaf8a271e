package export

import (
	"strings"
	"unicode"

	"guvoh/export/doc"
	"guvoh/model"
)

// fact is what one record tells, in paragraphs.
type fact struct {
	of    model.Record
	texts []doc.Text
}

// facts tells records one after the other, as a chronology does: when and
// where, what, and then the account as it was told. Nothing is said that no
// field holds, and no value is bent to a grammar it was not written for.
func (b *builder) facts(records []model.Record) []fact {
	var out []fact
	for _, r := range records {
		f := fact{of: r}
		switch r.Kind {
		case "event":
			f.texts = b.eventFact(r)
		case "act":
			f.texts = b.actFact(r, model.Record{})
		default:
			f.texts = b.plainFact(r)
		}
		if len(f.texts) > 0 {
			b.reached[r.ID] = true
			out = append(out, f)
		}
	}
	return out
}

// telling says how the records of a kind are told: what the sentence that
// follows date and place is made of, and which fields follow it as sentences of
// their own, the account without a label.
type telling struct {
	when  string
	what  []string // parted by commas
	whom  string   // behind a dash
	then  []string
	tells string // the account
}

var tellings = map[string]telling{
	"event":        {when: "date", what: []string{"title"}, tells: "account"},
	"act":          {when: "date", what: []string{"type"}, whom: "victim", then: []string{"methods", "duration", "purposes", "consequences", "consequences_account"}, tells: "account"},
	"injury":       {when: "date", what: []string{"mark", "on_body"}, whom: "person", then: []string{"cause", "size", "colour", "consistency", "assessed_by"}, tells: "account"},
	"detention":    {when: "from", what: []string{"kind"}, whom: "person", then: []string{"custodian", "duration", "legal_basis", "incommunicado", "conditions", "outside_contact"}, tells: "account"},
	"proceeding":   {when: "from", what: []string{"title", "body", "number"}, then: []string{"status"}, tells: "account"},
	"step":         {when: "date", what: []string{"kind", "body", "outcome"}, then: []string{"learned"}, tells: "account"},
	"sentence":     {when: "from", what: []string{"kind", "term", "regime"}, whom: "person", then: []string{"ends"}, tells: "account"},
	"charge":       {when: "date", what: []string{"title", "article", "outcome"}, whom: "person", tells: "account"},
	"intervention": {when: "date", what: []string{"title", "to", "to_words"}, then: []string{"answered", "answer"}, tells: "account"},
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
	t := b.opening(r, how)
	if t.Empty() {
		t = nil
	}
	return b.ended(r, append([]doc.Text{t}, b.tale(r, how)...))
}

// eventFact tells an event with the acts that were done in it. An act of which
// more is known than what it was has a paragraph of its own.
func (b *builder) eventFact(r model.Record) []doc.Text {
	how := tellings["event"]
	texts := b.ended(r, append([]doc.Text{b.opening(r, how)}, b.tale(r, how)...))
	for _, a := range b.s.Rows("act", r.ID) {
		texts = append(texts, b.actFact(a, r)...)
	}
	return texts
}

// actFact tells an act. What the paragraph of its event has said is not said
// again.
func (b *builder) actFact(a, event model.Record) []doc.Text {
	b.reached[a.ID] = true
	if event.Kind != "" {
		b.sameAsEvent(a)
	}
	how := tellings["act"]
	t := b.opening(a, how)
	for _, in := range b.s.Rows("involvement", a.ID) {
		b.reached[in.ID] = true
		t = sentence(t, b.labelled(b.w.T("dossier.involved"), b.involvement(in)))
		t = sentence(t, b.take(in, "account"))
	}
	return b.ended(a, append([]doc.Text{t}, b.tale(a, how)...))
}

// involvement writes "Investigator (direct; major)".
func (b *builder) involvement(in model.Record) doc.Text {
	t := b.take(in, "who")
	how := glued(b.midst(in, "degree"), "; ", b.take(in, "rank")...)
	if len(how) > 0 {
		t = append(append(append(t, doc.Span{Text: " ("}), how...), doc.Span{Text: ")"})
	}
	return t
}

// opening writes "date, place: what — whom. Label: value. Label: value."
func (b *builder) opening(r model.Record, how telling) doc.Text {
	var head, what doc.Text
	switch how.when {
	case "":
	case "from":
		head = b.period(r)
	default:
		head = b.take(r, how.when)
	}
	head = glued(head, ", ", b.take(r, "place")...)
	for i, name := range how.what {
		if i == 0 {
			what = b.composedField(r, name)
		} else {
			what = glued(what, ", ", b.midst(r, name)...)
		}
	}
	if how.whom != "" {
		what = glued(what, " — ", b.take(r, how.whom)...)
	}
	t := sentence(nil, glued(head, ": ", what...))
	for _, name := range how.then {
		label := b.w.Field(r.Kind, name)
		t = sentence(t, b.labelled(label, b.midst(r, name)))
	}
	return t
}

// composedField prints a field, or what is made of several.
func (b *builder) composedField(r model.Record, name string) doc.Text {
	switch {
	case name == "mark":
		return b.injuryMark(r)
	case name == "on_body":
		return b.onBody(r)
	case name == "name":
		return doc.Text{b.link(r.ID)}
	case name == "title" && r.Get("title") == "":
		return b.take(r, "kind")
	case name == "article", name == "term":
		return b.named(r, name)
	}
	return b.take(r, name)
}

// injuryMark writes "Scar × 2".
func (b *builder) injuryMark(r model.Record) doc.Text {
	n := b.take(r, "count")
	if len(n) > 0 {
		n[0].Text = "× " + n[0].Text
	}
	return glued(b.take(r, "kind"), " ", n...)
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

// ended makes one paragraph of the opening and the first of the account, and
// puts the exhibits and the sources of the record behind the last.
func (b *builder) ended(r model.Record, texts []doc.Text) []doc.Text {
	if len(texts) > 1 {
		texts = append([]doc.Text{sentence(texts[0], texts[1])}, texts[2:]...)
	}
	if len(texts) == 0 || texts[0].Empty() {
		return nil
	}
	texts[0] = capital(texts[0])
	last := len(texts) - 1
	texts[last] = append(texts[last], b.exhibitRefs(r)...)
	texts[last] = b.noted(texts[last], b.lead(r))
	return texts
}

// labelled writes "Label: value".
func (b *builder) labelled(label string, value doc.Text) doc.Text {
	if value.Empty() {
		return nil
	}
	return append(doc.Text{{Text: label + ": "}}, value...)
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
	coded := f.Type == model.Term || f.Type == model.Terms
	if len(t) > 0 && coded && f.Vocabulary != "country" && f.Vocabulary != "language" {
		t[0].Text = lower(t[0].Text)
	}
	return t
}

package export

import (
	"slices"
	"strings"
	"unicode"

	"guvoh/export/doc"
	"guvoh/model"
)

// facts are the kinds of record that say something happened or is so, and that
// therefore must say who told it.
var facts = map[string]bool{
	"event": true, "act": true, "involvement": true, "injury": true, "detention": true,
	"proceeding": true, "step": true, "charge": true, "sentence": true,
	"relationship": true, "residence": true, "place_operator": true,
}

// personFacts are the fields that make a person's record say so, too.
var personFacts = []string{
	"birth", "birth_place", "death", "nationalities", "ethnicity", "religion", "education", "family", "summary", "health",
}

// notes calls the footnote of a field: all that its sources say, in one note.
func (b *builder) notes(r model.Record, field string) []doc.Span {
	return b.footnote(b.citesOf(r, field))
}

// lead calls the footnote of a record as a whole, and of the fields that stand
// in its heading. A fact without any source shows it.
func (b *builder) lead(r model.Record) []doc.Span {
	var cites []model.Record
	for _, c := range b.cites[r.ID] {
		name := c.Text("field")
		if b.wholeRecord(r, name) || b.titled[fieldOf{r.ID, name}] {
			cites = append(cites, c)
		}
	}
	if len(cites) == 0 && b.unsourced(r) {
		b.found(NoSource, r, "")
		if !b.internal {
			return nil // our own mark, which no reader outside shall see
		}
		return []doc.Span{{Text: " "}, doc.Styled(b.w.T("dossier.no_source"), doc.Badge)}
	}
	return b.footnote(cites)
}

// citesOf gives the citations that support one field.
func (b *builder) citesOf(r model.Record, field string) []model.Record {
	var out []model.Record
	for _, c := range b.cites[r.ID] {
		if c.Text("field") == field {
			out = append(out, c)
		}
	}
	return out
}

// wholeRecord tells whether a citation of that field supports the record as a
// whole: it names none, or one that holds nothing or is not printed.
func (b *builder) wholeRecord(r model.Record, field string) bool {
	if field == "" || r.Get(field) == "" && r.Get(field+"_note") == "" {
		return true
	}
	f, ok := b.shown(r, field)
	return !ok || f.Type == model.Position || f.NoteOf != ""
}

// unsourced tells whether a fact rests on nothing that is recorded. The source
// of a record as a whole covers its rows.
func (b *builder) unsourced(r model.Record) bool {
	if !b.p.Sourced || len(b.cites[r.ID]) > 0 || !b.statesFact(r) {
		return false
	}
	owner := r.Ref(b.s.Schema.Kind(r.Kind).Parent)
	for _, c := range b.cites[owner] {
		if c.Text("field") == "" {
			return false
		}
	}
	return true
}

func (b *builder) statesFact(r model.Record) bool {
	if r.Kind != "person" {
		return facts[r.Kind]
	}
	for _, name := range personFacts {
		if _, ok := b.shown(r, name); ok && r.Get(name) != "" {
			return true
		}
	}
	return false
}

func (b *builder) footnote(cites []model.Record) []doc.Span {
	if !b.p.Sourced || len(cites) == 0 {
		return nil
	}
	rest := rested{cites: cites}
	for _, c := range cites {
		where, short := b.where(c)
		rest.parts = append(rest.parts, notePart{material(c), where, short, b.said(c)})
	}
	n := b.once(noteText(rest.parts, b.colon(), b.semicolon()))
	b.rests[n] = rest
	return []doc.Span{{Note: n}}
}

// rested is what a footnote rests on.
type rested struct {
	cites []model.Record
	parts []notePart
}

// notePart is what a footnote says of one citation.
type notePart struct {
	material string // what is cited
	where    doc.Text
	short    doc.Text // where, for a reader who has been told what it is
	said     doc.Text // its words
}

// material names what a citation cites.
func material(c model.Record) string {
	if id := c.Ref("evidence"); !id.IsZero() {
		return id.String()
	}
	return c.Ref("source").String()
}

// noteText writes a footnote. More words of the same page stand behind the
// first.
func noteText(parts []notePart, colon, semicolon string) doc.Text {
	var t doc.Text
	last, sign := "", ""
	for _, p := range parts {
		here := p.where.String()
		if here != last {
			t, last, sign = glued(t, " · ", slices.Clone(p.where)...), here, colon
		}
		if len(p.said) > 0 {
			t, sign = glued(t, sign, p.said...), semicolon
		}
	}
	return t
}

// shortened gives each call of a footnote a note of its own, so that their
// numbers rise, and says in full only the first time what is cited and in which
// words. A note that would name no more than an exhibit which the text names
// beside it is left out.
func (b *builder) shortened(d *doc.Document) {
	if b.internal {
		return
	}
	known, quoted := map[string]bool{}, map[string]bool{}
	var before string
	var note *doc.Footnote
	renew := func(t doc.Text) {
		for i := range t {
			rest, ok := b.rests[t[i].Note]
			if t[i].Note == nil || !ok {
				continue
			}
			said := t[i].Note.Text.String()
			if said == before && note != nil {
				t[i].Note = note
				continue
			}
			before = said
			var parts []notePart
			bare := true
			for k, p := range rest.parts {
				if k > 0 && rest.parts[k-1].where.String() == p.where.String() {
					p.where = parts[k-1].where // more words of the same page
				} else if known[p.material] {
					p.where = p.short
				}
				key := p.material + p.said.String()
				if quoted[key] {
					p.said = nil
				}
				bare = bare && known[p.material] && len(p.said) == 0 && namesLink(t, p.where)
				known[p.material], quoted[key] = true, true
				parts = append(parts, p)
			}
			note = &doc.Footnote{Text: noteText(parts, b.colon(), b.semicolon())}
			if bare {
				note = nil
			}
			t[i].Note = note
		}
	}
	if d.Cover != nil {
		for _, f := range d.Cover.Facts {
			renew(f.Value)
		}
	}
	d.Walk(func(block doc.Block, _ int) { doc.Texts(block, renew) })
}

// namesLink tells whether a text has a link by just these words.
func namesLink(t, words doc.Text) bool {
	return slices.ContainsFunc(t, func(s doc.Span) bool { return s.Link != "" && s.Text == words.String() })
}

// noted calls the sources of a record behind a text. Where the text ends with
// a call already, the two become one: side by side their numbers would be read
// as one number.
func (b *builder) noted(t doc.Text, lead []doc.Span) doc.Text {
	last := len(t) - 1
	if last < 0 || len(lead) == 0 || t[last].Note == nil || lead[0].Note == nil {
		return append(t, lead...)
	}
	cites := slices.Clone(b.rests[t[last].Note].cites)
	for _, c := range b.rests[lead[0].Note].cites {
		if !slices.ContainsFunc(cites, func(x model.Record) bool { return x.ID == c.ID }) {
			cites = append(cites, c)
		}
	}
	return append(t[:last:last], b.footnote(cites)...)
}

// once gives one footnote for all calls that would say the same, so that it is
// printed once on a page.
func (b *builder) once(t doc.Text) *doc.Footnote {
	said := t.String()
	if n := b.called[said]; n != nil {
		return n
	}
	n := &doc.Footnote{Text: t}
	b.called[said] = n
	return n
}

// where prints what a fact rests on: the source, the exhibit, the page or the
// seconds; in short, without the source where there is an exhibit.
func (b *builder) where(c model.Record) (where, short doc.Text) {
	b.reached[c.ID] = true
	b.mark(c, "field", "subject")
	source, exhibit := b.take(c, "source"), b.exhibit(c)
	var spot doc.Text
	for _, part := range []doc.Text{b.take(c, "block"), b.pages(c), b.seconds(c)} {
		spot = glued(spot, ", ", part...)
	}
	short = exhibit
	if len(short) == 0 {
		short = source
	}
	where = glued(slices.Clone(source), ", ", exhibit...)
	return glued(where, ", ", spot...), glued(slices.Clone(short), ", ", spot...)
}

// said prints the words themselves; then what this source says instead, where
// two disagree.
func (b *builder) said(c model.Record) doc.Text {
	t := b.take(c, "quote")
	if len(t) > 0 {
		t[0].Text = b.quoted(t[0].Text)
	}
	var differs doc.Text
	for _, field := range []string{"differs", "differs_date"} {
		if s := b.take(c, field); len(s) > 0 && !strings.Contains(differs.String(), s.String()) {
			differs = glued(differs, ", ", s...)
		}
	}
	if len(differs) > 0 {
		t = glued(t, ". ", doc.Styled(b.w.T("dossier.differs")+b.colon(), doc.Bold))
		t = append(t, differs...)
	}
	return glued(t, ". ", b.remainder(c)...)
}

// remainder prints as one run what is left of a record, label before value.
func (b *builder) remainder(r model.Record) doc.Text {
	var t doc.Text
	for _, row := range b.rest(r) {
		t = glued(t, ". ", doc.Span{Text: row.Label + b.colon()})
		t = append(t, row.Value...)
	}
	return t
}

// exhibit names the evidence by its number, which is how a lawyer asks for it.
func (b *builder) exhibit(c model.Record) doc.Text {
	t := b.take(c, "evidence")
	e, ok := b.s.Get(c.Ref("evidence"))
	if n := b.numberOf(e); ok && n != "" && len(t) > 0 {
		t[0].Text = n
	}
	if x := b.exhibitOf(e.ID); x != nil && len(t) > 0 {
		x.cited = true
		t[0].Link = b.pageTarget(x, b.pageNumber(c))
	}
	return t
}

// numberOf gives the number of evidence for the reader of the document: that of
// the exhibit which it is. Our own numbers are for us.
func (b *builder) numberOf(e model.Record) string {
	if b.internal || b.p.Exhibits == nil && len(b.p.Body) == 0 {
		return b.plain(e, "number")
	}
	if x := b.exhibitOf(e.ID); x != nil {
		return x.name
	}
	return ""
}

// pages writes "p. 2"; words such as "back cover" stay as they are.
func (b *builder) pages(c model.Record) doc.Text {
	t := b.take(c, "page")
	if len(t) > 0 && strings.IndexFunc(t[0].Text, unicode.IsDigit) == 0 {
		t[0].Text = b.w.T("dossier.page_before") + t[0].Text + b.w.T("dossier.page_after")
	}
	return t
}

// seconds writes the stretch of a recording.
func (b *builder) seconds(c model.Record) doc.Text {
	from, to := b.take(c, "at_from"), b.take(c, "at_to")
	if len(from) > 0 && len(to) > 0 {
		from = append(from, doc.Span{Text: "–"})
	}
	return append(from, to...)
}

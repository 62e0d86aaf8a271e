package export

import (
	"cmp"
	"slices"
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// applicants prints who applies, one row each: a body asks for such a table
// where there are many.
func (b *builder) applicants() []doc.Block {
	t := &doc.Table{Columns: []doc.Column{
		{Title: b.w.T("dossier.row"), Weight: 0.6, Align: doc.End},
		{Title: b.w.Kind("person_name"), Weight: 3},
		{Title: b.w.Field("person", "birth"), Weight: 2},
		{Title: b.w.Field("person", "sex"), Weight: 1.2},
		{Title: b.w.Field("person", "nationalities"), Weight: 2},
		{Title: b.w.Kind("identity_document"), Weight: 2},
		{Title: b.w.Field("residence", "address"), Weight: 2.4},
	}}
	for i, r := range b.scope.Applicants() {
		b.reached[r.ID] = true
		name := doc.Text{doc.Styled(b.label(r.ID), doc.Bold)}
		if also := b.also(r); len(also) > 0 {
			name = glued(name, "\n", styled(also, doc.Small)...)
		}
		birth := glued(b.take(r, "birth"), "\n", b.take(r, "birth_place")...)
		var papers, homes doc.Text
		for _, d := range b.s.Rows("identity_document", r.ID) {
			papers = glued(papers, "\n", b.inLine(d)...)
		}
		for _, h := range b.s.Rows("residence", r.ID) {
			homes = glued(homes, "\n", b.inLine(h)...)
		}
		t.Rows = append(t.Rows, doc.Row{Anchor: b.anchored(r), Cells: []doc.Text{
			doc.Plain(b.w.N("dossier.number", i+1)), name, birth, b.take(r, "sex"), b.take(r, "nationalities"), papers, homes,
		}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []doc.Block{t}
}

// otherNames are the kinds of name that are no spelling of another.
var otherNames = []string{"birth", "married", "former", "alias", "nickname", "religious", "pen_name", "group_name"}

// also writes the other names of a person as courts print them: "also spelled
// as …; also known as …".
func (b *builder) also(r model.Record) doc.Text {
	var spelled, known doc.Text
	main := b.label(r.ID)
	for _, n := range b.s.Rows("person_name", r.ID) {
		b.reached[n.ID] = true
		if b.plain(n, "text") == main {
			continue
		}
		if name := b.take(n, "text"); slices.Contains(otherNames, n.Text("kind")) {
			known = glued(known, ", ", name...)
		} else {
			spelled = glued(spelled, ", ", name...)
		}
	}
	var t doc.Text
	for _, part := range []struct {
		key   string
		names doc.Text
	}{{"dossier.spelled", spelled}, {"dossier.known_as", known}} {
		if len(part.names) > 0 {
			t = glued(t, b.semicolon(), append(doc.Text{{Text: b.w.T(part.key) + " "}}, part.names...)...)
		}
	}
	return t
}

// together is how many people sign on one page, below the day of it.
const together = 4

// signature leaves room for those who sign, with the name of each in print.
func (b *builder) signature() []doc.Block {
	first := &doc.Together{}
	blocks := []doc.Block{first}
	if t := b.take(b.scope.Dossier(), "date"); len(t) > 0 {
		first.Blocks = append(first.Blocks, &doc.KeyValues{Rows: []doc.KeyValue{{Label: b.w.T("dossier.sign.date"), Value: t}}})
		first.Blocks = append(first.Blocks, &doc.Blank{Label: b.w.T("dossier.sign.place")})
	} else {
		first.Blocks = append(first.Blocks, &doc.Blank{Label: b.w.T("dossier.sign.place_date")})
	}
	for i, s := range b.signers() {
		row := doc.KeyValue{Label: s.capacity, Value: s.name}
		now := first
		if i >= together {
			now = &doc.Together{}
			blocks = append(blocks, now)
		}
		if row.Label != "" || len(row.Value) > 0 {
			now.Blocks = append(now.Blocks, &doc.KeyValues{Rows: []doc.KeyValue{row}})
		}
		now.Blocks = append(now.Blocks, &doc.Blank{Label: b.w.T("dossier.sign.signature"), Lines: 1})
	}
	return blocks
}

type signer struct {
	capacity string
	name     doc.Text
}

// signers are those the profile asks for, else the representative, else the
// sender, else the applicants.
func (b *builder) signers() []signer {
	var out []signer
	for _, f := range b.section.Fields {
		a := b.answer(b.section.Name(), f)
		if !a.said && f.Required {
			b.foundIn(Unanswered, b.section.Name(), f.Key, 0, 0)
		}
		out = append(out, signer{f.Label.In(b.w.Lang()), a.value})
	}
	if len(out) > 0 {
		return out
	}
	for _, part := range []string{"representative", "sender"} {
		for _, r := range b.scope.named(part) {
			return []signer{{b.w.T("dossier.sign." + part), doc.Plain(b.label(r.ID))}}
		}
	}
	for _, r := range b.scope.Applicants() {
		out = append(out, signer{b.w.T("dossier.sign.applicant"), doc.Plain(b.label(r.ID))})
	}
	if len(out) == 0 {
		out = []signer{{}}
	}
	return out
}

// methodology prints what was written about the method, else what the record
// tells of it: counts of records, and nothing that is not counted.
func (b *builder) methodology() []doc.Block {
	if rows := b.written[b.section.Name()]; len(rows) > 0 {
		return b.paragraphsOf(rows)
	}
	interviews := b.s.OfKind("interview")
	var facts []fact
	say := func(s string) { facts = append(facts, fact{texts: []doc.Text{doc.Plain(s)}}) }
	if n := len(interviews); n > 0 {
		say(b.w.N("dossier.method.interviews", n))
		if s := b.counted(interviews, "mode"); s != "" {
			say(b.w.T("dossier.method.modes", map[string]any{"List": s}))
		}
		if s := b.counted(interviews, "languages"); s != "" {
			say(b.w.T("dossier.method.languages", map[string]any{"List": s}))
		}
		with := 0
		for _, i := range interviews {
			if !i.Ref("interpreter").IsZero() {
				with++
			}
		}
		if with > 0 {
			say(b.w.N("dossier.method.interpreted", with))
		}
	}
	if n := len(b.s.OfKind("source")); n > 0 {
		say(b.w.N("dossier.method.sources", n))
	}
	if n := b.corroborated(); n > 0 {
		say(b.w.N("dossier.method.corroborated", n))
	}
	if len(facts) == 0 {
		return nil
	}
	say(b.w.T("dossier.method.limits"))
	return b.numbered(facts, "")
}

// counted counts records by the words of a field, most frequent first.
func (b *builder) counted(records []model.Record, field string) string {
	times := map[string]int{}
	var words []string
	f, ok := b.s.Schema.Kind(records[0].Kind).Field(field)
	if _, shown := b.shown(records[0], field); !ok || !shown {
		return ""
	}
	for _, r := range records {
		for _, id := range r.List(field) {
			if times[id] == 0 {
				words = append(words, id)
			}
			times[id]++
		}
	}
	slices.SortStableFunc(words, func(x, y string) int { return cmp.Or(times[y]-times[x], strings.Compare(x, y)) })
	for i, id := range words {
		words[i] = b.w.N("dossier.method.count", times[id], map[string]any{"Word": b.inside(f.Vocabulary, b.w.Word(f.Vocabulary, id))})
	}
	return strings.Join(words, b.semicolon())
}

// corroborated counts the facts that rest on more than one source.
func (b *builder) corroborated() int {
	n := 0
	for subject, cites := range b.cites {
		if r, ok := b.s.Get(subject); !ok || !facts[r.Kind] {
			continue
		}
		sources := map[model.ID]bool{}
		for _, c := range cites {
			id := c.Ref("source")
			if id.IsZero() {
				id = c.Ref("evidence")
			}
			sources[id] = true
		}
		if len(sources) > 1 {
			n++
		}
	}
	return n
}

// withheld tells in general words that something was changed or left out. What
// and why stays in the house.
func (b *builder) withheld() []doc.Block {
	if !b.o.Redacted {
		return nil
	}
	return []doc.Block{&doc.Paragraph{Text: doc.Plain(b.w.T("dossier.withheld"))}}
}

// abbreviations prints the short names of organisations with the long ones.
func (b *builder) abbreviations() []doc.Block {
	t := &doc.Table{Columns: []doc.Column{
		{Title: b.w.Field("organisation", "abbreviation"), Weight: 1},
		{Title: b.w.Field("organisation", "name"), Weight: 4},
	}}
	var all []model.Record
	for _, o := range b.s.OfKind("organisation") {
		if b.plain(o, "abbreviation") != "" && b.plain(o, "name") != "" {
			all = append(all, o)
		}
	}
	slices.SortStableFunc(all, func(x, y model.Record) int {
		return strings.Compare(model.Fold(x.Text("abbreviation")), model.Fold(y.Text("abbreviation")))
	})
	for _, o := range all {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Text{b.take(o, "abbreviation"), b.take(o, "name")}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []doc.Block{t}
}

package export

import (
	"regexp"
	"slices"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// narrative prints the paragraphs that were written for a section. Where nobody
// wrote any, the facts of the record flow in.
func (b *builder) narrative() []doc.Block {
	rows := b.written[b.section.Name()]
	var blocks []doc.Block
	if len(rows) == 0 {
		blocks = b.flow()
	} else {
		blocks = b.paragraphsOf(rows)
		b.onlyReference(rows)
	}
	return append(blocks, b.counter(b.section.Name(), lengthOf(blocks), 0)...)
}

// sectionOf names the first section of a type; empty when there is none.
func (b *builder) sectionOf(kind string) string {
	name := ""
	b.p.All(func(s profile.Section) {
		if s.Type == kind && name == "" {
			name = s.Name()
		}
	})
	return name
}

// lengthOf counts the characters of blocks, as somebody would copy them.
func lengthOf(blocks []doc.Block) int {
	n := 0
	for _, block := range blocks {
		if s, ok := block.(*doc.Section); ok {
			n += len([]rune(s.Title)) + lengthOf(s.Blocks)
		}
		doc.Texts(block, func(t doc.Text) { n += len([]rune(t.String())) })
	}
	return n
}

// paragraphsOf prints paragraphs, each heading with those that follow it.
func (b *builder) paragraphsOf(rows []model.Record) []doc.Block {
	var blocks []doc.Block
	var under *doc.Section
	for _, r := range rows {
		b.reached[r.ID] = true
		a := b.claim(anchor(r.ID))
		if heading := b.plain(r, "heading"); heading != "" {
			b.mark(r, "heading")
			under = &doc.Section{Title: heading, Anchor: a}
			blocks, a = append(blocks, under), ""
		}
		ps := b.paragraph(r, a)
		if under != nil {
			under.Blocks = append(under.Blocks, ps...)
		} else {
			blocks = append(blocks, ps...)
		}
	}
	return blocks
}

// paragraph prints the words of one, with its sources behind; one without words
// tells the records it is about.
func (b *builder) paragraph(r model.Record, a string) []doc.Block {
	b.mark(r, "section", "about", "text")
	about := b.scope.get(r.Refs("about"))
	words := b.plain(r, "text")
	if words == "" {
		return b.numbered(b.facts(about), a)
	}
	b.unknownDays(r, words)
	parts := parted(b.cited(words))
	last := len(parts) - 1
	parts[last] = b.noted(parts[last], b.behind(r, about))
	return b.numbered([]fact{{texts: parts}}, a)
}

// behind calls the sources of a paragraph: its own, else those of the records
// that it tells of in other words.
func (b *builder) behind(r model.Record, about []model.Record) []doc.Span {
	cites := b.cites[r.ID]
	if len(cites) == 0 {
		for _, x := range about {
			cites = append(cites, b.cites[x.ID]...)
		}
	}
	return b.footnote(cites)
}

// flow prints the facts of the kinds that the profile names, in order of time,
// what has no date last.
func (b *builder) flow() []doc.Block {
	kinds := b.section.Kinds
	var records []model.Record
	for _, kind := range kinds {
		for _, r := range b.ofAll(kind) {
			if _, inEvent := b.s.Get(r.Ref("event")); kind == "act" && inEvent && slices.Contains(kinds, "event") {
				continue // told with its event
			}
			records = append(records, r)
			if kind == "proceeding" && !slices.Contains(kinds, "step") {
				records = append(records, b.s.Rows("step", r.ID)...)
			}
			if kind == "proceeding" && !slices.Contains(kinds, "sentence") {
				records = append(records, b.s.Rows("sentence", r.ID)...)
			}
		}
	}
	byTime(records, b.when)
	return b.numbered(b.facts(records), "")
}

// ofAll gives the records of a kind that a section tells: those of all
// applicants, or of the one whom it is printed for.
func (b *builder) ofAll(kind string) []model.Record {
	if slices.Contains(b.scope.all, b.of) {
		return b.scope.ofKind(kind)
	}
	return b.s.OfKind(kind)
}

// when is the time by which a record is told: its own, or that of its event or of
// its first step.
func (b *builder) when(r model.Record) model.Date {
	d := r.When()
	switch {
	case !d.IsZero():
	case r.Kind == "act":
		event, _ := b.s.Get(r.Ref("event"))
		return event.When()
	case r.Kind == "proceeding":
		for _, s := range b.s.Rows("step", r.ID) {
			if at := s.When(); !at.IsZero() && (d.IsZero() || at.SortKey() < d.SortKey()) {
				d = at
			}
		}
	}
	return d
}

// numbered prints facts as the paragraphs of the document. The first takes the
// anchor given, the others that of the record they tell of.
func (b *builder) numbered(facts []fact, a string) []doc.Block {
	var blocks []doc.Block
	for _, f := range facts {
		for i, t := range f.texts {
			p := &doc.Paragraph{Text: t, Numbered: b.p.Number.Paragraphs}
			switch {
			case len(blocks) == 0 && a != "":
				p.Anchor = a
				if f.of.Kind != "" {
					b.toldIn[anchor(f.of.ID)] = a
				}
			case i == 0 && f.of.Kind != "":
				p.Anchor = b.anchored(f.of)
			}
			blocks = append(blocks, p)
		}
	}
	return blocks
}

// onlyReference reports a section that says nothing but where something else is
// said, which no body takes for a statement.
func (b *builder) onlyReference(rows []model.Record) {
	var all []string
	for _, r := range rows {
		if r.Get("about") != "" && r.Text("text") == "" {
			return
		}
		all = append(all, r.Text("text"))
	}
	if b.refersOnly(strings.Join(all, " ")) {
		b.findings = append(b.findings, Of(OnlyReference, b.section.Name()))
	}
}

// refersOnly tells whether a text only refers to another, in the language of
// the document.
func (b *builder) refersOnly(text string) bool {
	if b.refers == nil {
		b.refers = regexp.MustCompile(`(?i)^\PL*(?:` + b.w.T("dossier.only_reference") + `)[^.;!?]{0,120}[.;]?\PL*$`)
	}
	return b.refers.MatchString(text)
}

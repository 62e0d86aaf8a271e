package export

import (
	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

// noteCards prints notes and the words of others; a quotation stands as one.
func (b *builder) noteCards() []doc.Block {
	var blocks []doc.Block
	for _, r := range b.s.OfKind("note") {
		if r.Text("kind") != "quote" {
			s := &doc.Section{Title: b.title(r), Anchor: b.anchored(r)}
			told, lead := b.account(r)
			s.Blocks = append(append(told, b.sourceLine(lead)...), b.left(r)...)
			blocks = append(blocks, s)
			continue
		}
		title := b.title(r)
		q := &doc.Quote{Text: b.take(r, "text"), By: b.take(r, "speaker")}
		q.By = b.noted(q.By, b.lead(r))
		s := &doc.Section{Title: title, Anchor: b.anchored(r), Blocks: []doc.Block{q}}
		s.Blocks = append(s.Blocks, b.left(r)...)
		blocks = append(blocks, s)
	}
	return blocks
}

// left prints what is left of a record whose sources have been called already.
func (b *builder) left(r model.Record) []doc.Block {
	rows, texts := b.split(r)
	if len(rows) == 0 {
		return texts
	}
	return append([]doc.Block{&doc.KeyValues{Rows: rows}}, texts...)
}

// consents prints, person by person, what each has allowed and what not.
func (b *builder) consents() []doc.Block {
	var blocks []doc.Block
	for _, g := range b.byPerson(b.s.OfKind("consent")) {
		for _, r := range g.records { // the person stands in the title of the table
			b.inHeading(r, "person")
		}
		t := b.table(g.name, g.records, 0,
			column{weight: 5, fields: []string{"purpose"}},
			column{title: b.w.Field("consent", "decision"), weight: 2, cell: b.decision},
			column{weight: 2, fields: []string{"recipients"}},
			column{weight: 2, fields: []string{"given"}},
			column{weight: 2, fields: []string{"expires"}},
			column{title: b.w.Field("consent", "withdrawn"), weight: 2, cell: func(r model.Record) doc.Text {
				return styled(b.take(r, "withdrawn"), doc.Bold)
			}},
		)
		if t != nil {
			blocks = append(blocks, t)
		}
	}
	return blocks
}

// decision makes whatever is not a yes catch the eye.
func (b *builder) decision(r model.Record) doc.Text {
	t := b.take(r, "decision")
	if r.Text("decision") != "yes" {
		return styled(t, doc.Bold)
	}
	return t
}

func (b *builder) deadlines() []doc.Block {
	t := b.table("", b.s.OfKind("deadline"), 1,
		column{weight: 3, fields: []string{"due", "zone"}},
		column{weight: 5, fields: []string{"title"}},
		column{weight: 2, fields: []string{"kind"}},
		column{weight: 2, fields: []string{"status"}},
		column{weight: 2, fields: []string{"assigned"}},
	)
	return tables(t)
}

// interventions prints what was sent to whom, and the answer.
func (b *builder) interventions() []doc.Block {
	var blocks []doc.Block
	for _, r := range b.s.OfKind("intervention") {
		blocks = append(blocks, b.card(r, nil))
	}
	return blocks
}

// sources prints who told what, with how far each is to be relied upon.
func (b *builder) sources() []doc.Block {
	return tables(b.table("", b.s.OfKind("source"), 0,
		column{weight: 6, fields: []string{"title"}},
		column{weight: 2.5, fields: []string{"kind"}},
		column{weight: 2, fields: []string{"date"}},
		column{weight: 2.5, fields: []string{"reliability"}},
		column{title: b.w.T("dossier.supports"), weight: 1.5, cell: func(r model.Record) doc.Text {
			if n := b.supports("source", r.ID); n > 0 {
				return doc.Plain(b.records(n))
			}
			return nil
		}},
	))
}

// own lists the words and fields that users added to this file.
func (b *builder) own() []doc.Block {
	var blocks []doc.Block
	for _, kind := range []string{"term", "field"} {
		label := "label_" + b.w.Lang()
		if _, ok := b.s.Schema.Kind(kind).Field(label); !ok {
			label = "label_en" // a language of documents that users do not name things in
		}
		blocks = append(blocks, tables(b.table(b.w.Kinds(kind), b.s.OfKind(kind), 0,
			column{weight: 4, fields: []string{label}},
			column{weight: 2, fields: []string{"vocabulary"}},
			column{weight: 2, fields: []string{"kind"}},
			column{weight: 2, fields: []string{"type"}},
		))...)
	}
	return blocks
}

func tables(t *doc.Table) []doc.Block {
	if t == nil {
		return nil
	}
	return []doc.Block{t}
}

// others prints what no section had a place for, so that the whole case is in
// the document whatever it holds. What documents are composed of is not: it
// says in other words what the record says, and a pseudonym beside its name
// would undo what another document hides.
func (b *builder) others() []doc.Block {
	b.enter(profile.Section{}) // what a section left out is printed here
	var blocks []doc.Block
	for _, k := range b.s.Schema.Kinds() {
		if k.Composed {
			continue
		}
		for _, r := range b.s.OfKind(k.Name) {
			if r.Kind == "citation" && b.ofComposed(r) {
				continue
			}
			if s := b.other(r); s != nil {
				blocks = append(blocks, s)
			}
		}
	}
	if len(blocks) == 0 {
		return nil
	}
	return []doc.Block{&doc.Section{Title: b.w.T("dossier.section.others"), Anchor: "s-others", Blocks: blocks}}
}

// ofComposed tells whether a citation is about a part of a document.
func (b *builder) ofComposed(citation model.Record) bool {
	subject, ok := b.s.Get(citation.Ref("subject"))
	k := b.s.Schema.Kind(subject.Kind)
	return ok && k != nil && k.Composed
}

// other prints what is left of one record; nil when nothing is.
func (b *builder) other(r model.Record) *doc.Section {
	if r.Kind == "citation" && !b.reached[r.ID] {
		title, _ := b.headline(r)
		of := doc.Text{b.link(r.Ref("subject"))}
		where, _ := b.where(r)
		return &doc.Section{Title: title, Blocks: []doc.Block{&doc.Paragraph{Text: append(append(of, doc.Span{Text: b.colon()}), glued(where, b.colon(), b.said(r)...)...)}}}
	}
	if !b.reached[r.ID] {
		return b.card(r, nil)
	}
	blocks := b.left(r)
	if len(blocks) == 0 {
		return nil
	}
	b.found(NotShown, r, "")
	title, _ := b.headline(r)
	return &doc.Section{Title: title, Blocks: blocks}
}

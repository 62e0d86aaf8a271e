package export

import (
	"fmt"

	"guvoh/export/doc"
	"guvoh/model"
)

// interviews prints each interview: who, when, how; then the account, block by
// block, with its translation beside it.
func (b *builder) interviews() []doc.Block {
	var blocks []doc.Block
	for _, r := range b.s.OfKind("interview") {
		s := b.card(r, nil)
		if rows := b.around(r); len(rows) > 0 {
			s.Blocks = append(s.Blocks, &doc.KeyValues{Rows: rows})
		}
		if p := b.words(r); p != nil {
			s.Blocks = append(s.Blocks, p)
		}
		blocks = append(blocks, s)
	}
	return blocks
}

// around prints what belongs to an interview besides its words.
func (b *builder) around(r model.Record) []doc.KeyValue {
	rows := b.rows(b.s.Rows("interview_break", r.ID), "from", "reason")
	rows = append(rows, b.rows(b.s.Rows("earlier_interview", r.ID), "by", "date", "where")...)
	rows = append(rows, b.rows(b.s.Rows("referral", r.ID), "purpose", "to", "to_words")...)
	label := b.w.Kinds("consent")
	for _, c := range b.s.Linked("consent", "interview", r.ID) { // each stands in full among the consents
		t := doc.Text{doc.Link(b.plain(c, "purpose"), anchor(c.ID)), {Text: b.colon() + lower(b.plain(c, "decision"))}}
		rows = append(rows, doc.KeyValue{Label: label, Value: t})
		label = ""
	}
	return rows
}

// marks are the kinds of block that have a short mark of their own.
var marks = map[string]bool{"question": true, "answer": true}

// words prints the blocks of an interview. Who speaks, and in which language,
// is said where it changes.
func (b *builder) words(r model.Record) *doc.Parallel {
	blocks := b.s.Rows("block", r.ID)
	if len(blocks) == 0 {
		return nil
	}
	p := &doc.Parallel{
		LeftTitle: b.w.T("dossier.original"), RightTitle: b.w.T("dossier.translation"),
		LeftLang: blocks[0].Text("language"),
	}
	last := map[string]string{} // by kind of block: who spoke last and in which language
	for _, block := range blocks {
		p.Turns = append(p.Turns, b.turn(block, last))
	}
	return p
}

func (b *builder) turn(block model.Record, last map[string]string) doc.Turn {
	b.reached[block.ID] = true
	kind := block.Text("kind")
	label := fmt.Sprint(b.blocks[block.ID])
	var above doc.Text
	add := func(name string) {
		if s := b.take(block, name); len(s) > 0 {
			above = glued(above, " · ", s...)
		}
	}
	if marks[kind] && block.Text("kind_note") == "" {
		label += " " + b.w.T("dossier.turn."+kind)
		b.mark(block, "kind")
	} else {
		add("kind")
	}
	for _, name := range []string{"speaker", "speaker_words", "language"} {
		now := b.plain(block, name)
		if now == last[kind+name] && block.Text(name+"_note") == "" && len(b.citesOf(block, name)) == 0 {
			b.mark(block, name)
			continue
		}
		last[kind+name] = now
		add(name)
	}
	add("at")
	left, right := b.take(block, "original"), b.take(block, "translation")
	above = glued(above, " · ", b.remainder(block)...)
	above = append(above, b.lead(block)...)
	if len(above) > 0 {
		for i := range above {
			above[i].Style |= doc.Small | doc.Grey
		}
		if len(left) > 0 {
			above = append(above, doc.Span{Text: "\n"})
		}
	}
	return doc.Turn{Label: label, Left: append(above, left...), Right: right, Anchor: b.anchored(block)}
}

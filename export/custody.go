package export

import (
	"slices"

	"guvoh/export/doc"
	"guvoh/model"
)

// transfers are the acts of custody in which evidence changes hands.
var transfers = []string{"received", "sent", "handed_over", "returned"}

// keeping is how a piece of evidence was kept.
type keeping struct {
	holder    string   // who has it; empty when nobody wrote it down
	transfers int      // how often it changed hands
	gaps      []string // keys of what is not known of its way
}

// kept follows evidence from hand to hand. A gap is shown and never hidden: an
// opponent will find it.
func (b *builder) kept(e model.Record) keeping {
	var k keeping
	gap := func(what string) {
		if !slices.Contains(k.gaps, what) {
			k.gaps = append(k.gaps, what)
		}
	}
	rows := b.s.Rows("custody", e.ID)
	if len(rows) == 0 {
		gap("dossier.custody.none")
	}
	for i, r := range rows {
		if r.Date("date").IsZero() {
			gap("dossier.custody.undated")
		}
		action, by, to := r.Text("action"), r.Text("by"), r.Text("to")
		if action == "lost" {
			k.holder = ""
			gap("dossier.custody.lost")
			continue
		}
		if i == 0 && action != "received" && action != "created" {
			gap("dossier.custody.no_beginning")
		}
		if !slices.Contains(transfers, action) {
			if k.holder == "" {
				k.holder = by
			}
			continue
		}
		k.transfers++
		from, next := by, to
		if action == "received" && to == "" { // who received it is who acted
			from, next = "", by
		}
		if from != "" && k.holder != "" && model.Fold(from) != model.Fold(k.holder) {
			gap("dossier.custody.broken")
		}
		if next == "" {
			gap("dossier.custody.nobody")
		}
		k.holder = next
	}
	if b.omit["custody.by"] || b.omit["custody.to"] {
		k.holder = "" // known to us, and not told
	}
	return k
}

// custodyLine is the statement of custody in one line: who holds it, how often
// it changed hands, and what is not known of its way.
func (b *builder) custodyLine(e model.Record) string {
	k := b.kept(e)
	line := b.w.N("dossier.custody.transfers", k.transfers)
	if k.holder != "" {
		line = b.w.T("dossier.custody.holder", map[string]any{"Holder": k.holder}) + b.semicolon() + line
	}
	for _, g := range k.gaps {
		line += b.semicolon() + b.w.T(g)
	}
	return line
}

// custodyRegister prints for each piece of evidence its digest in full and each
// step of its way.
func (b *builder) custodyRegister() []doc.Block {
	var blocks []doc.Block
	for _, e := range b.registered() {
		b.reached[e.ID] = true
		s := &doc.Section{Title: b.label(e.ID), Anchor: b.anchored(e)}
		if sum := b.plain(e, "sha256"); sum != "" {
			b.mark(e, "sha256")
			s.Blocks = append(s.Blocks, &doc.Hash{Label: b.w.Field("evidence", "sha256"), Hex: sum})
		}
		var rows []doc.KeyValue
		for _, name := range []string{"received", "received_from"} {
			if t := b.take(e, name); len(t) > 0 {
				rows = append(rows, doc.KeyValue{Label: b.w.Field("evidence", name), Value: t})
			}
		}
		if t := b.file(e); len(t) > 0 {
			rows = append(rows, doc.KeyValue{Label: b.w.Field("evidence", "file_name"), Value: t})
		}
		k := b.kept(e)
		if k.holder != "" {
			rows = append(rows, doc.KeyValue{Label: b.w.T("dossier.custody.held_by"), Value: doc.Plain(k.holder)})
		}
		rows = append(rows, doc.KeyValue{Label: b.w.T("dossier.custody.way"), Value: doc.Plain(b.w.N("dossier.custody.transfers", k.transfers))})
		s.Blocks = append(s.Blocks, &doc.KeyValues{Rows: rows})
		if t := b.custody(e); t != nil {
			s.Blocks = append(s.Blocks, t)
		}
		for _, g := range k.gaps {
			s.Blocks = append(s.Blocks, &doc.Callout{Kind: doc.Gap, Text: doc.Plain(b.w.T(g))})
		}
		blocks = append(blocks, s)
	}
	return blocks
}

// registered gives the evidence of the register: the exhibits of a dossier, or
// all there is.
func (b *builder) registered() []model.Record {
	if b.scope.Dossier().ID.IsZero() || len(b.annexes.list) == 0 {
		return byNumber(b.s.OfKind("evidence"))
	}
	var out []model.Record
	for _, e := range b.annexes.list {
		out = append(out, e.evidence)
	}
	return out
}

// manifest prints the digests as sha256sum reads them, so that anybody can
// check the files without this program.
func (b *builder) manifest() []doc.Block {
	var lines []doc.Block
	for _, e := range b.registered() {
		sum, name := b.plain(e, "sha256"), b.plain(e, "file_name")
		if sum == "" {
			continue
		}
		if name == "" {
			name = sum
		}
		b.mark(e, "sha256", "file_name")
		lines = append(lines, &doc.Paragraph{Text: doc.Text{doc.Styled(sum+"  "+name, doc.Mono|doc.Small)}})
	}
	if len(lines) == 0 {
		return nil
	}
	how := &doc.Paragraph{Text: doc.Plain(b.w.T("dossier.manifest.how"))}
	return append([]doc.Block{how}, lines...)
}

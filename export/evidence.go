package export

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// evidence prints the list of exhibits, then each with its digest, the log of
// custody and, where it is a picture, the picture.
func (b *builder) evidence() []doc.Block {
	all := byNumber(b.s.OfKind("evidence"))
	var blocks []doc.Block
	if len(all) > 2 {
		blocks = append(blocks, b.evidenceList(all))
	}
	for _, e := range all {
		blocks = append(blocks, b.exhibitCard(e))
	}
	return blocks
}

// byNumber puts exhibits in the order of their numbers, 2 before 10; those
// without one keep their order and come last.
func byNumber(all []model.Record) []model.Record {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(x, y model.Record) int {
		a, b := x.Text("number"), y.Text("number")
		if a == "" || b == "" {
			return cmp.Compare(b, a)
		}
		return cmp.Compare(sortable(a), sortable(b))
	})
	return all
}

// sortable writes the numbers in a text with leading zeros.
func sortable(s string) string {
	return digits.ReplaceAllStringFunc(s, func(n string) string {
		return strings.Repeat("0", max(0, 9-len(n))) + n
	})
}

var digits = regexp.MustCompile(`[0-9]+`)

// evidenceList lists the evidence in short, with the page of each.
func (b *builder) evidenceList(all []model.Record) *doc.Table {
	t := &doc.Table{Columns: []doc.Column{
		{Title: b.w.Field("evidence", "number"), Weight: 1},
		{Title: b.w.Field("evidence", "title"), Weight: 5},
		{Title: b.w.Field("evidence", "kind"), Weight: 2.5},
		{Title: b.w.Field("evidence", "made"), Weight: 2.5},
		{Title: b.w.T("dossier.page"), Weight: 1, Align: doc.End},
	}}
	for _, e := range all {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Text{
			doc.Plain(b.numberOf(e)),
			{doc.Link(b.plain(e, "title"), anchor(e.ID))},
			doc.Plain(b.plain(e, "kind")),
			doc.Plain(b.plain(e, "made")),
			{doc.PageRef(anchor(e.ID))},
		}})
	}
	return t
}

func (b *builder) exhibitCard(e model.Record) *doc.Section {
	title := b.title(e)
	file := b.file(e)
	sum := b.plain(e, "sha256")
	b.mark(e, "sha256")
	s := &doc.Section{Title: title, Anchor: b.anchored(e), Blocks: b.body(e, nil)}
	var rows []doc.KeyValue
	if len(file) > 0 {
		rows = append(rows, doc.KeyValue{Label: b.w.Field("evidence", "file_name"), Value: file})
	}
	if t := b.translations(e); len(t) > 0 {
		rows = append(rows, doc.KeyValue{Label: b.w.T("dossier.translations"), Value: t})
	}
	if n := b.supports("evidence", e.ID); n > 0 {
		rows = append(rows, doc.KeyValue{Label: b.w.T("dossier.supports"), Value: doc.Plain(b.records(n))})
	}
	if len(rows) > 0 {
		s.Blocks = append(s.Blocks, &doc.KeyValues{Rows: rows})
	}
	if sum != "" {
		s.Blocks = append(s.Blocks, &doc.Hash{Label: b.w.Field("evidence", "sha256"), Hex: sum})
	}
	if t := b.custody(e); t != nil {
		s.Blocks = append(s.Blocks, t)
	}
	if f := b.figure(e, 0); f != nil {
		s.Blocks = append(s.Blocks, f)
	}
	return s
}

// file says what the bytes are: "scan.pdf, application/pdf, 12,345 bytes".
func (b *builder) file(e model.Record) doc.Text {
	t := b.take(e, "file_name")
	if len(t) > 0 {
		t[0].Style = doc.Mono
	}
	if s := b.take(e, "media_type"); len(s) > 0 {
		t = glued(t, ", ", s...)
	}
	if n, ok := e.Get("size").Int(); ok {
		if s := b.take(e, "size"); len(s) > 0 {
			s[0].Text = b.w.N("dossier.bytes", int(n))
			t = glued(t, ", ", s...)
		}
	}
	return t
}

// translations names the evidence that translates this one.
func (b *builder) translations(e model.Record) doc.Text {
	var t doc.Text
	for _, r := range b.s.Linked("evidence", "translation_of", e.ID) {
		t = glued(t, ", ", b.link(r.ID))
		t = append(t, b.pageOf(r.ID)...)
	}
	return t
}

// supports counts the records that rest on a source or a piece of evidence.
func (b *builder) supports(field string, id model.ID) int {
	seen := map[model.ID]bool{}
	for _, c := range b.s.Linked("citation", field, id) {
		seen[c.Ref("subject")] = true
	}
	return len(seen)
}

func (b *builder) custody(e model.Record) *doc.Table {
	return b.table(b.w.Kinds("custody"), b.s.Rows("custody", e.ID), 1,
		column{weight: 2, fields: []string{"date"}},
		column{weight: 4, fields: []string{"action"}},
		column{weight: 2, fields: []string{"by"}},
		column{weight: 2, fields: []string{"to"}},
	)
}

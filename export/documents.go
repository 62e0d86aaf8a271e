package export

import (
	"fmt"
	"strings"

	"guvoh/export/doc"
)

// documents prints the list of documents: what is enclosed, and where.
func (b *builder) documents() []doc.Block {
	list := b.annexes.list
	if len(list) == 0 {
		return nil
	}
	columns := b.documentColumns()
	t := &doc.Table{}
	for _, c := range columns {
		t.Columns = append(t.Columns, doc.Column{Title: c.title, Weight: c.weight, Align: c.align})
	}
	group, late := -1, false
	for _, e := range list {
		switch groups := b.p.Exhibits.Groups; {
		case e.late && !late:
			late = true
			t.Rows = append(t.Rows, band(b.w.T("dossier.exhibit.late")))
		case !e.late && e.group != group && e.group < len(groups):
			t.Rows = append(t.Rows, band(groups[e.group].Title.In(b.w.Lang())))
		}
		group = e.group
		row := doc.Row{Anchor: b.anchored(e.evidence)}
		for _, c := range columns {
			row.Cells = append(row.Cells, c.cell(e))
		}
		t.Rows = append(t.Rows, row)
	}
	return []doc.Block{t}
}

func band(title string) doc.Row {
	return doc.Row{Band: true, Cells: []doc.Text{{doc.Styled(title, doc.Bold)}}}
}

// documentColumn is a column of the list of documents.
type documentColumn struct {
	title  string
	weight float64
	align  doc.Align
	cell   func(*exhibit) doc.Text
}

// documentColumns gives the columns that the body wants. Without pages there is
// no column of pages.
func (b *builder) documentColumns() []documentColumn {
	names := b.p.Exhibits.Columns
	if len(names) == 0 {
		names = []string{"number", "date", "title", "page"}
	}
	var out []documentColumn
	for _, name := range names {
		if name == "page" && b.annexes.home != "exhibits" {
			continue
		}
		out = append(out, b.documentColumn(name))
	}
	return out
}

func (b *builder) documentColumn(name string) documentColumn {
	field := func(title, name string, weight float64) documentColumn {
		return documentColumn{title, weight, doc.Start, func(e *exhibit) doc.Text { return b.take(e.evidence, name) }}
	}
	switch name {
	case "number":
		return documentColumn{b.w.T("dossier.exhibit.number"), 0.9, doc.Start, func(e *exhibit) doc.Text { return doc.Plain(e.cite) }}
	case "date":
		return field(b.w.T("dossier.exhibit.date"), "made", 3.2)
	case "kind":
		return field(b.w.Field("evidence", "kind"), "kind", 2.2)
	case "language":
		return field(b.w.T("dossier.exhibit.language"), "languages", 1.7)
	case "source":
		return documentColumn{b.w.Field("evidence", "author"), 2.6, doc.Start, b.origin}
	case "pages":
		return documentColumn{b.w.T("dossier.exhibit.pages"), 1.2, doc.End, func(e *exhibit) doc.Text { return b.pageCount(e) }}
	case "page":
		return documentColumn{b.w.T("dossier.page"), 1, doc.End, func(e *exhibit) doc.Text {
			return doc.Text{doc.PageRef(anchor(e.evidence.ID))}
		}}
	case "hash":
		return documentColumn{b.w.Field("evidence", "sha256"), 2.6, doc.Start, func(e *exhibit) doc.Text {
			sum := b.plain(e.evidence, "sha256")
			if sum == "" {
				return nil
			}
			return doc.Text{doc.Styled(doc.Grouped(sum[:min(16, len(sum))])+" …", doc.Mono|doc.Small)}
		}}
	case "translation":
		return documentColumn{b.w.T("dossier.translation"), 1.7, doc.Start, b.translationCell}
	}
	return documentColumn{b.w.Field("evidence", "title"), 8, doc.Start, b.documentTitle}
}

// documentTitle writes what an exhibit is, and below what a reader must know
// before looking for it.
func (b *builder) documentTitle(e *exhibit) doc.Text {
	t := doc.Text{doc.Link(b.exhibitHeading(e), anchor(e.evidence.ID))}
	var below []string
	if e.original != nil && !b.hasColumn("translation") {
		below = append(below, b.translationOf(e))
	}
	if b.isRecording(e) {
		below = append(below, b.w.T("dossier.exhibit.apart"))
	}
	if len(below) > 0 {
		t = append(t, doc.Styled("\n"+strings.Join(below, b.semicolon()), doc.Small|doc.Grey))
	}
	return t
}

func (b *builder) hasColumn(name string) bool {
	for _, c := range b.p.Exhibits.Columns {
		if c == name {
			return true
		}
	}
	return false
}

// exhibitHeading gives the title of an exhibit: that of the dossier, else that
// of the evidence or of its file.
func (b *builder) exhibitHeading(e *exhibit) string {
	if s := b.plain(e.row, "title"); s != "" {
		return s
	}
	for _, name := range []string{"title", "file_name"} {
		if s := b.plain(e.evidence, name); s != "" {
			b.mark(e.evidence, name)
			return s
		}
	}
	return b.w.Kind("evidence")
}

func (b *builder) translationOf(e *exhibit) string {
	return b.w.T("dossier.exhibit.translation_of", map[string]any{"Exhibit": e.original.name})
}

func (b *builder) translationCell(e *exhibit) doc.Text {
	if e.original != nil {
		return doc.Plain(b.translationOf(e))
	}
	var t doc.Text
	for _, other := range b.annexes.list {
		if other.original == e {
			t = glued(t, ", ", doc.Link(other.name, anchor(other.evidence.ID)))
		}
	}
	return t
}

// origin says who made an exhibit, else from whom it came.
func (b *builder) origin(e *exhibit) doc.Text {
	if t := b.take(e.evidence, "author"); len(t) > 0 {
		return t
	}
	return b.take(e.evidence, "received_from")
}

// pageCount says how many pages are enclosed, or how many there are.
func (b *builder) pageCount(e *exhibit) doc.Text {
	if n := len(b.sheets(e)); n > 0 {
		return doc.Plain(b.w.N("dossier.number", n))
	}
	if t := b.take(e.row, "pages"); len(t) > 0 {
		return t
	}
	return b.take(e.evidence, "pages")
}

// sheets gives the pages of an exhibit that are enclosed.
func (b *builder) sheets(e *exhibit) []doc.Sheet {
	all := b.o.Enclosed[e.evidence.Text("sha256")].Sheets
	wanted := pageRanges(e.row.Text("pages"))
	if wanted == nil {
		return all
	}
	var out []doc.Sheet
	for _, s := range all {
		if wanted(s.Page) {
			out = append(out, s)
		}
	}
	return out
}

// pageRanges reads "1-3, 7"; nil for all pages, as for what cannot be read.
func pageRanges(s string) func(int) bool {
	var from, to []int
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		var a, z int
		part = strings.ReplaceAll(part, "–", "-")
		if n, _ := fmt.Sscanf(part, "%d-%d", &a, &z); n == 1 {
			z = a
		}
		if a < 1 || z < a {
			return nil
		}
		from, to = append(from, a), append(to, z)
	}
	if len(from) == 0 {
		return nil
	}
	return func(page int) bool {
		for i := range from {
			if from[i] <= page && page <= to[i] {
				return true
			}
		}
		return false
	}
}

// exhibitPages encloses the exhibits, in the order of the list, each group
// behind a page of its own that says what is in it.
func (b *builder) exhibitPages() []doc.Block {
	var blocks []doc.Block
	var under *doc.Section
	begin := func(title string, same func(*exhibit) bool) {
		under = &doc.Section{Title: title, Plain: true, NewPage: true, Blocks: b.contentsOf(same)}
		blocks = append(blocks, under)
	}
	group, late := -1, false
	for _, e := range b.annexes.list {
		switch groups := b.p.Exhibits.Groups; {
		case e.late && !late:
			late = true
			begin(b.w.T("dossier.exhibit.late"), func(x *exhibit) bool { return x.late })
		case !e.late && e.group != group && e.group < len(groups):
			begin(groups[e.group].Title.In(b.w.Lang()), func(x *exhibit) bool { return !x.late && x.group == e.group })
		case !e.late && e.group != group:
			under = nil
		}
		group = e.group
		pages := b.exhibitPage(e)
		if under != nil {
			under.Blocks = append(under.Blocks, pages...)
		} else {
			blocks = append(blocks, pages...)
		}
	}
	return blocks
}

// contentsOf lists a part of the exhibits with their pages.
func (b *builder) contentsOf(in func(*exhibit) bool) []doc.Block {
	t := &doc.Table{Columns: []doc.Column{
		{Title: b.w.T("dossier.exhibit.number"), Weight: 1.4},
		{Title: b.w.Field("evidence", "title"), Weight: 7},
		{Title: b.w.T("dossier.page"), Weight: 1, Align: doc.End},
	}}
	for _, e := range b.annexes.list {
		if a := anchor(e.evidence.ID); in(e) {
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Text{doc.Plain(e.name), {doc.Link(b.exhibitHeading(e), a)}, {doc.PageRef(a)}}})
		}
	}
	return []doc.Block{t}
}

package statistics

import (
	"slices"
	"strings"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/table"
)

// drawn is how wide a chart is on a sheet that lies.
const drawn = 257 - 8

// besideTitle is how high a drawing may be that stands on the first of these sheets,
// below the title, the caution and what was asked.
const besideTitle = 85

// Document makes the document: the caution, what was asked, the numbers as a drawing
// and as a table, and how they were counted.
func Document(in Input) *doc.Document {
	w := in.Words
	d := &doc.Document{
		Title: in.Title(), Lang: w.Lang(), Date: in.At,
		Page:  doc.Page{Landscape: true, Margin: doc.Margin{Top: 18, Right: 20, Bottom: 18, Left: 20}, Body: 10},
		Words: export.DocumentWords(w), NumberSections: true,
	}
	if !in.Outside {
		d.Head.Right = w.T("dossier.badge.confidential")
	}
	head := &doc.Section{Title: d.Title, Plain: true, Anchor: "top", Blocks: []doc.Block{caution(in)}}
	for _, s := range append(in.Filters, in.Sentences()...) {
		head.Blocks = append(head.Blocks, &doc.Paragraph{Text: doc.Plain(s)})
	}
	d.Blocks = []doc.Block{head, chart(in), numbers(in), method(in)}
	return d
}

func caution(in Input) doc.Block {
	return &doc.Callout{Kind: doc.Warning, Title: in.Words.T("pattern.caution"), Text: doc.Plain(in.Words.T("pattern.caution.more"))}
}

// Sentences say how many were counted, and what was not.
func (in Input) Sentences() []string {
	w := in.Words
	all := []string{w.T("statistics.total", map[string]any{"What": w.Kinds(in.Of), "Number": in.Written(in.Total)})}
	for _, c := range []struct {
		key string
		n   int
	}{{"statistics.undated", in.Undated}, {"statistics.same", in.Same}} {
		if c.n > 0 {
			all = append(all, w.T(c.key, map[string]any{"Number": in.written(c.n)}))
		}
	}
	return all
}

// chart is the drawing, with the caution once more: it is cut out and shown alone.
func chart(in Input) doc.Block {
	w := in.Words
	s := &doc.Section{Title: w.T("statistics.chart"), Anchor: "chart"}
	drawings, undrawn := in.Charts(drawn, besideTitle)
	for i, d := range drawings {
		d.Alt = w.T("statistics.chart.alt", map[string]any{"Title": in.Title()})
		if i == len(drawings)-1 {
			d.Caption = doc.Plain(strings.Join(in.Remarks(undrawn), " "))
		}
		s.Blocks = append(s.Blocks, d)
	}
	if len(drawings) == 0 {
		s.Blocks = append(s.Blocks, &doc.Paragraph{Text: doc.Plain(in.Empty())})
	}
	return s
}

// Remarks stand under a drawing: the caution, what stripes mean, and what has no room
// in it.
func (in Input) Remarks(undrawn int) []string {
	w := in.Words
	all := []string{w.T("pattern.caution"), w.T("statistics.stripes")}
	if len(in.By) == 2 {
		all = append(all, w.T("statistics.squares"))
	}
	if undrawn > 0 {
		all = append(all, w.N("statistics.undrawn", undrawn))
	}
	if n := in.Unshown(); n > 0 {
		all = append(all, w.N("statistics.unshown", n))
	}
	return all
}

// numbers is the table.
func numbers(in Input) doc.Block {
	w := in.Words
	heads, rows := in.Table()
	s := &doc.Section{Title: w.T("statistics.table"), Anchor: "table"}
	t := &doc.Table{Columns: []doc.Column{{Title: heads[0], Weight: 3}}}
	for _, h := range heads[1:] {
		t.Columns = append(t.Columns, doc.Column{Title: h, Weight: 1, Align: doc.End})
	}
	for _, r := range rows {
		var cells []doc.Text
		for _, c := range r {
			cells = append(cells, doc.Plain(c))
		}
		t.Rows = append(t.Rows, doc.Row{Cells: cells})
	}
	if len(t.Rows) == 0 {
		s.Blocks = []doc.Block{&doc.Paragraph{Text: doc.Plain(in.Empty())}}
		return s
	}
	s.Blocks = []doc.Block{t}
	if n := in.Unshown(); n > 0 {
		s.Blocks = append(s.Blocks, &doc.Paragraph{Text: doc.Plain(w.N("statistics.unshown", n))})
	}
	return s
}

// below is put before the words of what stands below something.
const below = "\u2003"

// Table gives the titles and the rows of the table: as many columns as a page takes.
func (in Input) Table() (heads []string, rows [][]string) { return in.table(in.busiest()) }

func (in Input) table(columns []int) (heads []string, rows [][]string) {
	w := in.Words
	heads = []string{w.T("statistics.by." + in.By[0])}
	if len(in.By) == 2 {
		for _, k := range columns {
			heads = append(heads, in.Name(in.By[1], in.Columns[k]))
		}
		heads = append(heads, w.T("statistics.all"))
	} else {
		heads = append(heads, w.Kinds(in.Of), w.T("statistics.perhaps"))
	}
	for _, i := range in.told() {
		b := in.Rows[i]
		row := []string{strings.Repeat(below, b.Depth) + in.Name(in.By[0], b)}
		if len(in.By) == 2 {
			for _, k := range columns {
				if n, told := in.cell(i, k); told {
					row = append(row, in.Written(n))
				} else {
					row = append(row, withheld)
				}
			}
			row = append(row, in.Written(b.Number))
		} else {
			row = append(row, in.written(b.Sure), in.written(b.Perhaps))
		}
		rows = append(rows, row)
	}
	return heads, rows
}

// List gives the numbers as a list for other programs, with all columns. What is
// exact stands in it as a number. Its last line is the caution: a table is read
// without what stood around it.
func List(in Input, words table.Words) table.List {
	w := in.Words
	var every []int
	for i := range in.Columns {
		if !in.scarce(in.Total) {
			every = append(every, i)
		}
	}
	heads, rows := in.table(every)
	l := table.List{Title: in.Title(), Lang: w.Lang(), Caution: w.T("pattern.caution"), Made: in.At, Words: words}
	for i, h := range heads {
		c := table.Column{Title: h, Weight: 0.5}
		if i == 0 {
			c.Weight = 2
		}
		l.Columns = append(l.Columns, c)
	}
	facts := slices.Concat([]string{w.T("pattern.caution.more")}, in.Filters, in.Sentences())
	if in.Outside {
		facts = append(facts, w.T("statistics.method.few"), w.T("statistics.method.whole"))
	}
	for _, s := range facts {
		l.Facts = append(l.Facts, table.Fact{Label: w.T("statistics.fact"), Value: s})
	}
	l.Facts = append(l.Facts, table.Fact{Label: w.T("listing.fact.made"), Value: w.Date(day(in.At))})
	l.Rows = func(yield func([]table.Cell, error) bool) {
		for _, r := range rows {
			if !yield(cells(r), nil) {
				return
			}
		}
		last := make([]table.Cell, len(heads))
		last[0] = table.Text(w.T("pattern.caution"))
		yield(last, nil)
	}
	return l
}

// cells gives a row with its numbers as numbers.
func cells(row []string) []table.Cell {
	out := []table.Cell{table.Text(row[0])}
	for _, c := range row[1:] {
		if n, ok := whole(c); ok {
			out = append(out, table.Number(n))
		} else {
			out = append(out, table.Text(c))
		}
	}
	return out
}

func whole(s string) (n int64, ok bool) {
	for _, r := range s {
		if r < '0' || r > '9' || n > 1<<40 {
			return 0, false
		}
		n = n*10 + int64(r-'0')
	}
	return n, s != ""
}

// method says how it was counted.
func method(in Input) doc.Block {
	l := &doc.List{}
	for _, s := range in.Method() {
		l.Items = append(l.Items, doc.Item{Text: doc.Plain(s)})
	}
	return &doc.Section{Title: in.Words.T("pattern.method"), Anchor: "method", Blocks: []doc.Block{l}}
}

// Method says in sentences how it was counted.
func (in Input) Method() []string {
	w := in.Words
	all := []string{w.T("statistics.method.of." + in.Of), w.T("statistics.method.several")}
	for _, b := range in.By {
		switch b {
		case "month", "year", "opened":
			all = append(all, w.T("statistics.method.dates"))
		case "place", "agency", "type", "method":
			all = append(all, w.T("statistics.method.below"))
		case "age":
			all = append(all, w.T("statistics.method.age"))
		}
	}
	all = append(all, w.T("statistics.method.none"))
	if in.Outside {
		all = append(all, w.T("statistics.method.few"), w.T("statistics.method.whole"), w.T("statistics.method.public"), w.T("statistics.method.absent"))
		if len(in.By) == 2 {
			all = append(all, w.T("statistics.method.undivided", map[string]any{"Sign": withheld}))
		}
	} else {
		all = append(all, w.T("statistics.method.inside"))
	}
	return once(all)
}

func once(all []string) (out []string) {
	seen := map[string]bool{}
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

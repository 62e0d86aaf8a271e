// Package pattern makes a document of what cases have in common: a table, what
// it rests on record by record, a timeline, how it was counted, the sources.
//
// Its one job is patterns, already in words → document tree, table, timeline.
// Rules of the package: it names nobody by itself; whoever calls it has put
// tokens in place of names that may not leave. Every document says that its
// numbers are counts of records and not of what happened, and how they were
// counted. A date stays as exact as it was told, and nothing is placed in time
// that has none.
package pattern

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
)

// Pattern is one thing that several cases have in common.
type Pattern struct {
	Title        string   // who or what is shared
	Of           model.ID // its record; zero of a method, a charge or a route
	Within       string   // of what it is a part
	Unidentified bool     // nobody knows who this person is
	Joined       int      // further records that a person said to be of the same one

	Cases, Persons, Records         int
	Same, Nobody, Undated, Unsource int
	First, Last                     model.Date
	Rows                            []Row
}

// Row is one record of a pattern.
type Row struct {
	Case, Person, What, Place string
	From, To                  model.Date
	Lasting                   bool // from the one to the other
	Sourced                   bool
	Sources                   []string
	Record, In                model.ID // what it tells of, and the first of its cases
}

// Input is what a document is made of.
type Input struct {
	Patterns []Pattern
	By       string // what is compared: the end of a key "pattern.by.…"
	Alone    bool   // each place, agency, method or article for itself
	Filters  []string
	LeftOut  int // records of people who did not allow it
	Hidden   int // persons who go by a token
	Words    export.Words
	At       time.Time
	Outside  bool // goes to readers outside
}

// vocabularies are the lists of words by which records say what they are.
var vocabularies = map[string]string{
	"involvement": "involvement_degree", "participant": "case_role", "act": "act_type", "detention": "detention_kind", "event": "event_kind",
	"proceeding": "proceeding_kind", "step": "step_kind", "charge": "charge_outcome",
}

// What says what a record is: its kind, and the word that tells more.
func What(w export.Words, kind, as string) string {
	name := w.Kind(kind)
	if as == "" || as == "unknown" || vocabularies[kind] == "" {
		return name
	}
	return w.T("pattern.what", map[string]any{"Kind": name, "Word": w.Word(vocabularies[kind], as)})
}

// Article writes an article as lawyers do: with its index, part and point.
func Article(w export.Words, code, number, index, part, point, title string) string {
	if number == "" {
		return strings.TrimSpace(strings.Join([]string{title, code}, " "))
	}
	if index != "" {
		number += "-" + index
	}
	s := w.T("pattern.article", map[string]any{"Number": number})
	if part != "" {
		s += ", " + w.T("pattern.article.part", map[string]any{"Part": part})
	}
	if point != "" {
		s += ", " + w.T("pattern.article.point", map[string]any{"Point": point})
	}
	if code != "" {
		s += ", " + code
	}
	return s
}

// When says when a record was, as exactly as it is known; "" when nothing is.
func When(w export.Words, r Row) string {
	switch {
	case r.From.IsZero() && r.To.IsZero():
		return ""
	case !r.Lasting || r.From == r.To:
		return w.Date(r.From)
	case r.From.IsZero():
		return w.T("dossier.until", map[string]any{"Date": w.Date(r.To)})
	case r.To.IsZero():
		return w.T("dossier.since", map[string]any{"Date": w.Date(r.From)})
	}
	return w.Date(r.From) + " – " + w.Date(r.To)
}

// Timeline gives the records of a pattern in lanes, one for each case, and how
// many of them have no place on it.
func Timeline(w export.Words, p Pattern, width float64) (t figure.Timeline, undated int) {
	t = figure.Timeline{Width: width, Date: export.AxisDate(w)}
	at := map[string]int{}
	for _, r := range p.Rows {
		it := figure.Item{When: When(w, r), What: strings.Join(said(r.Person, r.What, r.Place), " · "), Begin: export.AxisSpan(r.From)}
		if r.Lasting && r.From != r.To {
			it.Lasting, it.End = true, export.AxisSpan(r.To)
		}
		if !export.Placeable(r.From) && !(it.Lasting && export.Placeable(r.To)) {
			undated++
			continue
		}
		i, known := at[r.Case]
		if !known {
			i = len(t.Lanes)
			at[r.Case] = i
			t.Lanes = append(t.Lanes, figure.Lane{Title: r.Case})
		}
		t.Lanes[i].Items = append(t.Lanes[i].Items, it)
	}
	return t, undated
}

func said(words ...string) []string {
	return slices.DeleteFunc(words, func(s string) bool { return s == "" })
}

// Document makes the document.
func Document(in Input) *doc.Document {
	b := &builder{in: in, w: in.Words, number: map[string]int{}}
	d := &doc.Document{
		Title: b.w.T("pattern.title", map[string]any{"By": b.w.T("pattern.by." + in.By)}), Lang: b.w.Lang(), Date: in.At,
		Page:  doc.Page{Landscape: true, Margin: doc.Margin{Top: 18, Right: 20, Bottom: 18, Left: 20}, Body: 10},
		Words: export.DocumentWords(b.w), NumberSections: true,
	}
	if !in.Outside {
		d.Head.Right = b.w.T("dossier.badge.confidential")
	}
	d.Blocks = []doc.Block{
		&doc.Section{Title: d.Title, Plain: true, Anchor: "top", Blocks: append(b.caution(), b.filters()...)},
		&doc.Section{Title: b.w.T("pattern.shared"), Anchor: "shared", Blocks: []doc.Block{b.summary()}},
	}
	for i, p := range in.Patterns {
		d.Blocks = append(d.Blocks, b.section(i, p))
	}
	d.Blocks = append(d.Blocks, b.method())
	if s := b.sources(); s != nil {
		d.Blocks = append(d.Blocks, s)
	}
	return d
}

type builder struct {
	in     Input
	w      export.Words
	number map[string]int // of each source
	list   []string
}

func (b *builder) caution() []doc.Block {
	return []doc.Block{&doc.Callout{Kind: doc.Warning, Title: b.w.T("pattern.caution"), Text: doc.Plain(b.w.T("pattern.caution.more"))}}
}

func (b *builder) filters() []doc.Block {
	var blocks []doc.Block
	for _, f := range b.in.Filters {
		blocks = append(blocks, &doc.Paragraph{Text: doc.Plain(f)})
	}
	return blocks
}

// Heads are the titles of the columns of the table of patterns.
func Heads(w export.Words) []string {
	return []string{
		w.T("pattern.column.what"), w.T("pattern.column.cases"), w.T("pattern.column.persons"), w.T("pattern.column.records"),
		w.T("pattern.column.first"), w.T("pattern.column.last"), w.T("pattern.column.unsourced"),
	}
}

// Line gives a pattern as a row of that table.
func Line(w export.Words, p Pattern) []string {
	return []string{
		Name(w, p), strconv.Itoa(p.Cases), strconv.Itoa(p.Persons), strconv.Itoa(p.Records),
		w.Date(p.First), w.Date(p.Last), strconv.Itoa(p.Unsource),
	}
}

// Name says who or what is shared.
func Name(w export.Words, p Pattern) string {
	name := strings.Join(said(p.Title, p.Within), ", ")
	if p.Unidentified {
		name = w.T("pattern.unidentified", map[string]any{"Who": name})
	}
	return name
}

func (b *builder) summary() doc.Block {
	t := &doc.Table{Anchor: "patterns", Columns: columns(Heads(b.w), []float64{4, 0.8, 0.9, 0.9, 1.6, 1.6, 1.1})}
	for i, p := range b.in.Patterns {
		var cells []doc.Text
		for k, c := range Line(b.w, p) {
			cells = append(cells, doc.Plain(c))
			if k == 0 {
				cells[0] = doc.Text{doc.Link(c, anchor(i))}
			}
		}
		t.Rows = append(t.Rows, doc.Row{Cells: cells})
	}
	if len(t.Rows) == 0 {
		return &doc.Paragraph{Text: doc.Plain(b.w.T("pattern.none"))}
	}
	return t
}

func columns(titles []string, weights []float64) []doc.Column {
	var cs []doc.Column
	for i, t := range titles {
		cs = append(cs, doc.Column{Title: t, Weight: weights[i]})
	}
	return cs
}

func anchor(i int) string { return "pattern-" + strconv.Itoa(i+1) }

// drawn is how wide a timeline is on a sheet that lies.
const drawn = 257 - 8

// upright is how tall a timeline is at most there, so that the name of its pattern, the
// counts above and the words below that say how to read it stand on the same page.
const upright = 112

func (b *builder) section(i int, p Pattern) doc.Block {
	s := &doc.Section{Title: Name(b.w, p), Anchor: anchor(i)}
	first := &doc.Together{Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain(strings.Join(Counts(b.w, p), " "))}}}
	s.Blocks = append(s.Blocks, first)
	t, undated := Timeline(b.w, p, drawn)
	t.Height = upright
	drawings := t.Draw()
	for k, d := range drawings {
		d.Alt = b.w.T("pattern.timeline.alt")
		if k == len(drawings)-1 {
			d.Caption = doc.Plain(b.w.T("pattern.timeline.caption"))
			if undated > 0 {
				d.Caption = append(d.Caption, doc.Span{Text: " " + b.w.N("pattern.timeline.undated", undated)})
			}
		}
		if k == 0 {
			first.Blocks = append(first.Blocks, d) // no name of a pattern at the foot of a page without it
		} else {
			s.Blocks = append(s.Blocks, d)
		}
	}
	s.Blocks = append(s.Blocks, b.rows(p))
	return s
}

// Counts says in sentences what of a pattern was counted, and what not.
func Counts(w export.Words, p Pattern) []string {
	all := []string{w.N("pattern.counted.cases", p.Cases), w.N("pattern.counted.records", p.Records), w.N("pattern.counted.persons", p.Persons)}
	for _, c := range []struct {
		key string
		n   int
	}{
		{"pattern.counted.same", p.Same},
		{"pattern.counted.nobody", p.Nobody},
		{"pattern.counted.undated", p.Undated},
		{"pattern.counted.unsourced", p.Unsource},
		{"pattern.counted.joined", p.Joined},
	} {
		if c.n > 0 {
			all = append(all, w.N(c.key, c.n))
		}
	}
	return all
}

// RowHeads are the titles of the columns of the table of records.
func RowHeads(w export.Words) []string {
	return []string{w.Kind("case"), w.Kind("person"), w.T("pattern.column.record"), w.T("pattern.column.when"), w.Kind("place"), w.T("pattern.column.sources")}
}

func (b *builder) rows(p Pattern) doc.Block {
	t := &doc.Table{Columns: columns(RowHeads(b.w), []float64{1.4, 1.7, 2, 1.8, 1.8, 1})}
	for _, r := range p.Rows {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Text{
			doc.Plain(r.Case), b.orUnknown(r.Person), doc.Plain(r.What), b.orUnknown(When(b.w, r)), b.orUnknown(r.Place), b.cited(r),
		}})
	}
	return t
}

func (b *builder) orUnknown(s string) doc.Text {
	if s == "" {
		return doc.Text{doc.Styled(b.w.T("pattern.not_recorded"), doc.Grey)}
	}
	return doc.Plain(s)
}

// cited gives the numbers of the sources of a record.
func (b *builder) cited(r Row) doc.Text {
	var at []int
	for _, s := range r.Sources {
		n, known := b.number[s]
		if !known {
			b.list = append(b.list, s)
			n = len(b.list)
			b.number[s] = n
		}
		if !slices.Contains(at, n) {
			at = append(at, n)
		}
	}
	if !r.Sourced {
		return doc.Text{doc.Styled(b.w.T("pattern.without_source"), doc.Badge)}
	}
	slices.Sort(at)
	var t doc.Text
	for i, n := range at {
		if i > 0 {
			t = append(t, doc.Span{Text: ", "})
		}
		t = append(t, doc.Link(strconv.Itoa(n), sourceAnchor(n)))
	}
	if len(t) == 0 { // what it rests on may not be told here
		return doc.Plain(b.w.T("pattern.withheld_source"))
	}
	return t
}

func sourceAnchor(n int) string { return "source-" + strconv.Itoa(n) }

// method says how it was counted.
func (b *builder) method() doc.Block {
	l := &doc.List{}
	for _, s := range Method(b.w, b.in.By, b.in.Alone) {
		l.Items = append(l.Items, doc.Item{Text: doc.Plain(s)})
	}
	for _, c := range []struct {
		key string
		n   int
	}{{"pattern.method.left_out", b.in.LeftOut}, {"pattern.method.hidden", b.in.Hidden}} {
		if c.n > 0 {
			l.Items = append(l.Items, doc.Item{Text: doc.Plain(b.w.N(c.key, c.n))})
		}
	}
	return &doc.Section{Title: b.w.T("pattern.method"), Anchor: "method", Blocks: []doc.Block{l}}
}

// below are the comparisons in which what is below something counts with it.
var below = []string{"place", "agency", "method", "charge", "route"}

// Method says in sentences how patterns are counted.
func Method(w export.Words, by string, alone bool) []string {
	all := []string{w.T("pattern.method." + by)}
	if slices.Contains(below, by) {
		key := "pattern.method.below"
		if alone {
			key = "pattern.method.alone"
		}
		all = append(all, w.T(key))
	}
	for _, key := range []string{"pattern.method.records", "pattern.method.persons", "pattern.method.dates", "pattern.method.sources"} {
		all = append(all, w.T(key))
	}
	return all
}

func (b *builder) sources() doc.Block {
	if len(b.list) == 0 {
		return nil
	}
	t := &doc.Table{Bare: true, Columns: []doc.Column{{Weight: 0.06, Align: doc.End}, {Weight: 1}}}
	for i, s := range b.list {
		t.Rows = append(t.Rows, doc.Row{Anchor: sourceAnchor(i + 1), Cells: []doc.Text{doc.Plain(strconv.Itoa(i+1) + "."), doc.Plain(s)}})
	}
	return &doc.Section{Title: b.w.T("pattern.sources"), Anchor: "sources", Blocks: []doc.Block{t}}
}

// CSV writes the records of all patterns, a line each, with the caution in the
// first column of a line of its own: a table is read without what stood around
// it. A cell that a spreadsheet would take for a formula is held back from that.
func CSV(w io.Writer, in Input) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil { // spreadsheets take it for UTF-8 then
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	say := in.Words
	lines := [][]string{{say.T("pattern.caution")}, append([]string{say.T("pattern.column.what")}, RowHeads(say)...)}
	for _, p := range in.Patterns {
		for _, r := range p.Rows {
			sources := strings.Join(r.Sources, "; ")
			switch {
			case !r.Sourced:
				sources = say.T("pattern.without_source")
			case sources == "":
				sources = say.T("pattern.withheld_source")
			}
			lines = append(lines, []string{Name(say, p), r.Case, r.Person, r.What, When(say, r), r.Place, sources})
		}
	}
	for _, l := range lines {
		for i := range l {
			l[i] = harmless(l[i])
		}
	}
	return out.WriteAll(lines)
}

// harmless puts an apostrophe before what a spreadsheet would work out.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

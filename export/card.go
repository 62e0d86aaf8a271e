package export

import (
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// long is the length from which a text is printed as paragraphs of its own and
// no longer beside its label.
const long = 280

// card prints a record as a section of its own: a heading, short values beside
// their labels, long texts below, then what belongs to it.
func (b *builder) card(r model.Record, rows []doc.KeyValue, below ...doc.Block) *doc.Section {
	s := &doc.Section{Title: b.title(r), Anchor: b.anchored(r)}
	s.Blocks = append(b.body(r, rows), below...)
	return s
}

// body prints all that is left of a record, after the rows given: short values
// beside their labels, what it tells, then other long texts.
func (b *builder) body(r model.Record, rows []doc.KeyValue) []doc.Block {
	account, lead := b.account(r)
	short, longer := b.split(r)
	rows = append(rows, short...)
	if len(rows) > 0 {
		rows[0].Value = b.noted(rows[0].Value, lead)
		lead = nil
	}
	var blocks []doc.Block
	if len(rows) > 0 {
		blocks = append(blocks, &doc.KeyValues{Rows: rows})
	}
	return append(append(append(blocks, account...), longer...), b.sourceLine(lead)...)
}

// sourceLine calls the sources of a record that has nothing else to hang them on.
func (b *builder) sourceLine(lead []doc.Span) []doc.Block {
	if len(lead) == 0 {
		return nil
	}
	return []doc.Block{&doc.Paragraph{Text: append(doc.Text{doc.Styled(b.w.T("dossier.source"), doc.Grey)}, lead...)}}
}

// account prints the field in which a record tells its story, without a label,
// and calls the record's sources at its end; they are left to the caller when
// nothing is told.
func (b *builder) account(r model.Record) (blocks []doc.Block, lead []doc.Span) {
	ps := paragraphs(b.accountText(r))
	lead = b.lead(r)
	for i, p := range ps {
		if i == len(ps)-1 {
			p.Text, lead = b.noted(p.Text, lead), nil
		}
		blocks = append(blocks, p)
	}
	return blocks, lead
}

func (b *builder) accountText(r model.Record) doc.Text {
	for _, name := range []string{"account", "summary", "text"} {
		f, ok := b.shown(r, name)
		if ok && f.Type == model.Long && r.Get(name) != "" && !b.printed[fieldOf{r.ID, name}] {
			return b.take(r, name)
		}
	}
	return nil
}

// paragraphs parts a text at the ends of its lines.
func paragraphs(t doc.Text) []*doc.Paragraph {
	if len(t) == 0 {
		return nil
	}
	var out []*doc.Paragraph
	for _, s := range strings.Split(t[0].Text, "\n") {
		if s = strings.TrimSpace(s); s != "" {
			span := t[0]
			span.Text, span.Note = s, nil
			out = append(out, &doc.Paragraph{Text: doc.Text{span}})
		}
	}
	if len(out) > 0 {
		last := out[len(out)-1]
		last.Text = append(last.Text, t[1:]...)
	}
	return out
}

// split takes what is left of a record: short values as rows, long texts as
// paragraphs under their label.
func (b *builder) split(r model.Record) (rows []doc.KeyValue, texts []doc.Block) {
	for _, row := range b.rest(r) {
		if len(row.Value) == 0 || len([]rune(row.Value[0].Text)) <= long {
			rows = append(rows, row)
			continue
		}
		for i, p := range paragraphs(row.Value) {
			if i == 0 {
				p.Text = append(doc.Text{doc.Styled(row.Label+". ", doc.Bold)}, p.Text...)
			}
			texts = append(texts, p)
		}
	}
	return rows, texts
}

// rest takes every field of a record that has not been printed yet, in the
// order of its description.
func (b *builder) rest(r model.Record) []doc.KeyValue {
	k := b.s.Schema.Kind(r.Kind)
	var rows []doc.KeyValue
	for _, f := range k.Fields {
		if b.printed[fieldOf{r.ID, f.Name}] || f.Type == model.Position || f.Name == k.Parent {
			continue
		}
		name := f.Name
		if f.NoteOf != "" { // the value itself stands in a heading
			name = f.NoteOf
		}
		if t := b.take(r, f.Name); len(t) > 0 {
			rows = append(rows, doc.KeyValue{Label: b.w.Field(r.Kind, name), Value: t})
		}
	}
	return rows
}

// row prints a record that belongs to another as one row: the fields that name
// it, then all the rest of it, smaller, on lines below.
func (b *builder) row(label string, r model.Record, names ...string) doc.KeyValue {
	return doc.KeyValue{Label: label, Value: b.entryText(r, names...)}
}

// period prints from when to when.
func (b *builder) period(r model.Record) doc.Text {
	from, to := b.take(r, "from"), b.take(r, "to")
	switch {
	case len(from) > 0 && len(to) > 0:
		return glued(from, " – ", to...)
	case len(from) > 0:
		from[0].Text = b.w.T("dossier.since", map[string]any{"Date": from[0].Text})
	case len(to) > 0:
		to[0].Text = b.w.T("dossier.until", map[string]any{"Date": to[0].Text})
	}
	return append(from, to...)
}

// entryText prints a record as a few lines, the fields that name it first.
func (b *builder) entryText(r model.Record, names ...string) doc.Text {
	b.reached[r.ID] = true
	var t doc.Text
	for _, name := range names {
		switch {
		case b.printed[fieldOf{r.ID, name}]:
		case name == "from":
			t = glued(t, " — ", b.period(r)...)
		default:
			t = glued(t, " — ", b.take(r, name)...)
		}
	}
	t = b.noted(t, b.lead(r))
	return append(t, b.details(r, len(t) > 0)...)
}

// details prints what is left of a record in a smaller size: short values in
// one run, long ones on lines of their own.
func (b *builder) details(r model.Record, below bool) doc.Text {
	var run, lines doc.Text
	account := styled(b.accountText(r), doc.Small)
	for _, row := range b.rest(r) {
		part := append(doc.Text{doc.Styled(row.Label+" ", doc.Small|doc.Grey)}, styled(row.Value, doc.Small)...)
		if len([]rune(row.Value[0].Text)) > 60 || strings.Contains(row.Value[0].Text, "\n") {
			lines = glued(lines, "\n", part...)
		} else {
			run = glued(run, " · ", part...)
		}
	}
	t := glued(glued(account, "\n", run...), "\n", lines...)
	if below && len(t) > 0 {
		t = append(doc.Text{{Text: "\n"}}, t...)
	}
	return t
}

// styled gives the text with a look added to all of it.
func styled(t doc.Text, look doc.Style) doc.Text {
	out := make(doc.Text, len(t))
	for i, s := range t {
		s.Style |= look
		out[i] = s
	}
	return out
}

// rows prints the records of a kind that belong to another, one row each; the
// label stands before the first only.
func (b *builder) rows(rs []model.Record, names ...string) []doc.KeyValue {
	var out []doc.KeyValue
	label := b.kinds(rs)
	for _, r := range rs {
		if b.reached[r.ID] {
			continue
		}
		row := b.row(label, r, names...)
		if len(row.Value) > 0 {
			out, label = append(out, row), ""
		}
	}
	return out
}

// kinds names the records of one kind together.
func (b *builder) kinds(rs []model.Record) string {
	switch len(rs) {
	case 0:
		return ""
	case 1:
		return b.w.Kind(rs[0].Kind)
	}
	return b.w.Kinds(rs[0].Kind)
}

// column is a column of a table of records.
type column struct {
	title  string // empty for the label of its first field
	fields []string
	weight float64
	align  doc.Align
	cell   func(model.Record) doc.Text // when the fields alone do not say it
}

// table prints records as a table. A column in which nothing stands is left
// out; what has no column stands in the first one, smaller, below.
func (b *builder) table(title string, rs []model.Record, main int, cols ...column) *doc.Table {
	t := &doc.Table{Title: title}
	used := make([]bool, len(cols))
	var rows []doc.Row
	for _, r := range rs {
		if b.reached[r.ID] {
			continue
		}
		row := b.tableRow(r, main, cols)
		for i, c := range row.Cells {
			used[i] = used[i] || !c.Empty()
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil
	}
	for i, c := range cols {
		if used[i] {
			t.Columns = append(t.Columns, doc.Column{Title: b.columnTitle(rs[0].Kind, c), Weight: c.weight, Align: c.align})
		}
	}
	for _, row := range rows {
		var cells []doc.Text
		for i, c := range row.Cells {
			if used[i] {
				cells = append(cells, c)
			}
		}
		row.Cells = cells
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (b *builder) columnTitle(kind string, c column) string {
	if c.title != "" || len(c.fields) == 0 {
		return c.title
	}
	return b.w.Field(kind, c.fields[0])
}

func (b *builder) tableRow(r model.Record, main int, cols []column) doc.Row {
	b.reached[r.ID] = true
	row := doc.Row{Anchor: b.anchored(r), Cells: make([]doc.Text, len(cols))}
	for i, c := range cols {
		if c.cell != nil {
			row.Cells[i] = c.cell(r)
			continue
		}
		for _, name := range c.fields {
			if s := b.take(r, name); len(s) > 0 {
				row.Cells[i] = glued(row.Cells[i], ", ", s...)
			}
		}
	}
	lead := main
	for i := range row.Cells {
		if len(row.Cells[lead]) == 0 {
			lead = i
		}
	}
	row.Cells[lead] = b.noted(row.Cells[lead], b.lead(r))
	row.Cells[main] = append(row.Cells[main], b.details(r, len(row.Cells[main]) > 0)...)
	return row
}

package table

import (
	"strconv"

	"guvoh/export/doc"
)

// Tree gives the list as a document to print: its title, what it is, the caution,
// and the table, across the page when it has many columns. It holds all rows.
func Tree(l List) (*doc.Document, error) {
	facts := &doc.KeyValues{}
	for _, f := range l.Facts {
		facts.Rows = append(facts.Rows, doc.KeyValue{Label: f.Label, Value: doc.Plain(f.Value)})
	}
	t := &doc.Table{}
	for _, c := range l.Columns {
		t.Columns = append(t.Columns, doc.Column{Title: c.Title, Weight: c.Weight})
	}
	for row, err := range l.Rows {
		if err != nil {
			return nil, err
		}
		r := doc.Row{}
		for i, c := range row {
			if c.Counts {
				t.Columns[i].Align = doc.End
				c.Text = strconv.FormatInt(c.Number, 10)
			}
			r.Cells = append(r.Cells, doc.Plain(c.Text))
		}
		t.Rows = append(t.Rows, r)
	}
	d := &doc.Document{
		Title: l.Title, Lang: l.Lang, Date: l.Made,
		Page:  doc.Page{Landscape: len(l.Columns) > 4, Body: 9.5},
		Words: doc.Words{PageOf: l.Words.PageOf, Continued: l.Words.Continued, BadPicture: l.Words.BadPicture},
	}
	section := &doc.Section{Title: l.Title, Plain: true, Blocks: []doc.Block{facts}}
	if l.Caution != "" {
		section.Blocks = append(section.Blocks, &doc.Callout{Kind: doc.Warning, Text: doc.Plain(l.Caution)})
	}
	if len(t.Rows) > 0 {
		section.Blocks = append(section.Blocks, t)
	}
	d.Blocks = []doc.Block{section}
	return d, nil
}

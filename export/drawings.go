package export

import (
	"slices"
	"strconv"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/figure"
	"guvoh/model"
)

// drawn is how wide drawings are, in millimetres; a renderer shrinks them where
// a page has less room.
const drawn = 165

// bodyMap draws the injuries of one person. It gives their numbers, which are
// those of the table, and nothing when none of them has a known place.
func (b *builder) bodyMap(name string, injuries []model.Record) ([]doc.Block, map[model.ID]int) {
	m := figure.BodyMap{Width: drawn, Views: map[string]string{}, Left: b.w.T("dossier.body.left"), Right: b.w.T("dossier.body.right"), Child: lower(b.w.Word("body_figure", "child"))}
	numbers := map[model.ID]int{}
	for i, r := range injuries {
		numbers[r.ID] = i + 1
		mark := figure.BodyMark{Number: i + 1, Sign: figure.SignOf(r.Text("kind")), View: b.known(r, "view"), Site: b.known(r, "site"), Side: b.known(r, "side")}
		child, elsewhere := b.asChild(r)
		mark.Child = child
		if _, shown := b.shown(r, "point"); shown && !elsewhere {
			if p, ok := r.Get("point").Point(); ok {
				mark.At = &doc.Point{X: p.X, Y: p.Y}
			}
		}
		m.Marks = append(m.Marks, mark)
	}
	for _, w := range b.s.Schema.Vocabulary("body_view").Words {
		m.Views[w.ID] = b.w.Word("body_view", w.ID)
	}
	if b.section.Intimate {
		b.unlock(&m, injuries)
	}
	drawings, unplaced := m.Draw()
	if len(drawings) == 0 {
		return nil, nil
	}
	caption := glued(doc.Plain(name), ". ", doc.Span{Text: b.w.T("dossier.body.caption")})
	if len(unplaced) > 0 {
		caption = append(caption, doc.Span{Text: " " + b.w.T("dossier.body.unplaced", map[string]any{"Numbers": enumerated(unplaced)})})
	}
	return captioned(drawings, caption, b.w.T("dossier.body.alt", map[string]any{"Marks": b.marksInWords(injuries, numbers)})), numbers
}

// known gives a coded value that the section shows.
func (b *builder) known(r model.Record, name string) string {
	if _, ok := b.shown(r, name); !ok {
		return ""
	}
	return r.Text(name)
}

// unlock lets the outlines of genitals and perineum be drawn, by the sex that is
// recorded.
func (b *builder) unlock(m *figure.BodyMap, injuries []model.Record) {
	views := map[string][]string{"female": {"genital_female", "perineum"}, "male": {"genital_male", "perineum"}}
	for _, r := range injuries {
		p, _ := b.s.Get(r.Ref("person"))
		for _, v := range views[b.known(p, "sex")] {
			if !slices.Contains(m.Locked, v) {
				m.Locked = append(m.Locked, v)
				m.Views[v] = b.w.T("dossier.body." + v)
			}
		}
	}
}

// asChild tells whether an injury goes on the outlines of a child: as it was
// set, or since the person was one when they were injured. An outline tells an
// age, so where the birth may not be shown it is that of a grown-up; a point that
// was set on the other means nothing there, and the place is then known by its
// name only.
func (b *builder) asChild(injury model.Record) (child, elsewhere bool) {
	p, _ := b.s.Get(injury.Ref("person"))
	_, born := b.shown(p, "birth")
	if f := injury.Text("figure"); f != "" && injury.Get("point") != "" {
		return f == "child" && born, f == "child" && !born
	}
	_, hurt := b.shown(injury, "date")
	return born && hurt && model.WasChild(p.Date("birth"), injury.Date("date")), false
}

// marksInWords tells what a drawing shows to those who cannot see it.
func (b *builder) marksInWords(injuries []model.Record, numbers map[model.ID]int) string {
	var marks []string
	for _, r := range injuries {
		parts := []string{b.plain(r, "kind")}
		for _, name := range []string{"site", "side", "view"} {
			if s := b.plain(r, name); s != "" {
				parts = append(parts, lower(s))
			}
		}
		marks = append(marks, strconv.Itoa(numbers[r.ID])+": "+strings.TrimPrefix(strings.Join(parts, ", "), ", "))
	}
	return strings.Join(marks, "; ")
}

// enumerated writes numbers with commas between them.
func enumerated(numbers []int) string {
	var words []string
	for _, n := range numbers {
		words = append(words, strconv.Itoa(n))
	}
	return strings.Join(words, ", ")
}

// captioned makes blocks of drawings; the caption stands below the last.
func captioned(drawings []*doc.Drawing, caption doc.Text, alt string) []doc.Block {
	var blocks []doc.Block
	for i, d := range drawings {
		d.Alt = alt
		if i == len(drawings)-1 {
			d.Caption = caption
		}
		blocks = append(blocks, d)
	}
	return blocks
}

// withNumbers puts the numbers of a drawing into the first column of its table,
// whose rows are those records in order.
func (b *builder) withNumbers(t *doc.Table, records []model.Record, numbers map[model.ID]int) {
	if t == nil || len(numbers) == 0 || len(t.Rows) != len(records) {
		return
	}
	t.Columns = append([]doc.Column{{Title: b.w.T("dossier.body.number"), Weight: 0.7}}, t.Columns...)
	for i := range t.Rows {
		t.Rows[i].Cells = append([]doc.Text{{doc.Styled(strconv.Itoa(numbers[records[i].ID]), doc.Bold)}}, t.Rows[i].Cells...)
	}
}

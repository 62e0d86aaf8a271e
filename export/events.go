package export

import (
	"slices"
	"strconv"

	"guvoh/export/doc"
	"guvoh/model"
)

// injuryPhoto is the height of a picture of an injury in millimetres.
const injuryPhoto = 70

// events prints what happened and, below each, who did what to whom.
func (b *builder) events() []doc.Block {
	var blocks []doc.Block
	for _, e := range b.s.OfKind("event") {
		s := b.card(e, nil)
		for _, a := range b.s.Rows("act", e.ID) {
			s.Blocks = append(s.Blocks, b.act(a))
		}
		blocks = append(blocks, s)
	}
	for _, a := range b.s.OfKind("act") { // whose event is not recorded
		if !b.reached[a.ID] {
			blocks = append(blocks, b.act(a))
		}
	}
	return blocks
}

func (b *builder) act(a model.Record) *doc.Section {
	s := &doc.Section{Title: b.title(a), Anchor: b.anchored(a)}
	b.sameAsEvent(a)
	doers := b.rows(b.s.Rows("involvement", a.ID), "who", "degree", "rank")
	s.Blocks = b.body(a, doers)
	return s
}

// sameAsEvent keeps an act from repeating the day and the place of its event.
func (b *builder) sameAsEvent(a model.Record) {
	e, ok := b.s.Get(a.Ref("event"))
	for _, name := range []string{"date", "place"} {
		if v := a.Get(name); ok && v != "" && v == e.Get(name) && len(b.citesOf(a, name)) == 0 {
			b.mark(a, name)
		}
	}
}

// injuries prints, person by person, all injuries: on outlines of the body, in
// a table, then their pictures.
func (b *builder) injuries() []doc.Block {
	all := b.s.OfKind("injury")
	var blocks []doc.Block
	for _, g := range b.byPerson(all) {
		fresh := slices.DeleteFunc(slices.Clone(g.records), func(r model.Record) bool { return b.reached[r.ID] })
		drawing, numbers := b.bodyMap(g.name, fresh)
		t := b.table(g.name, g.records, 2,
			column{title: b.w.Kind("injury"), weight: 2, cell: b.injuryKind},
			column{title: b.w.T("dossier.on_body"), weight: 2, cell: b.onBody},
			column{title: b.w.Field("injury", "account"), weight: 5, cell: b.injuryAccount},
			column{weight: 2, fields: []string{"consistency"}},
		)
		if t != nil {
			b.withNumbers(t, fresh, numbers)
			blocks = append(append(blocks, drawing...), t)
		}
		if figures := b.photos(g.records, numbers); len(figures) > 0 {
			blocks = append(blocks, &doc.Gallery{Figures: figures})
		}
	}
	return blocks
}

// photos are the pictures of injuries, each with the number of its mark where
// there is one.
func (b *builder) photos(injuries []model.Record, numbers map[model.ID]int) []*doc.Figure {
	var out []*doc.Figure
	for _, r := range injuries {
		if f := b.picture(r, "photo", injuryPhoto); f != nil {
			title, _ := b.headline(r)
			if n := numbers[r.ID]; n > 0 {
				title = strconv.Itoa(n) + ". " + title
			}
			f.Alt, f.Caption = title, append(doc.Text{{Text: title + ", "}}, f.Caption...)
			out = append(out, f)
		}
	}
	return out
}

// injuryKind writes "Broken bone × 2".
func (b *builder) injuryKind(r model.Record) doc.Text {
	b.inHeading(r, "person") // the title of the table
	return b.times(b.take(r, "kind"), r)
}

// onBody writes where an injury is: "Upper arm, left, from behind".
func (b *builder) onBody(r model.Record) doc.Text {
	var t doc.Text
	for _, name := range []string{"site", "side", "view"} {
		s := b.take(r, name)
		if len(t) > 0 && len(s) > 0 {
			s[0].Text = lower(s[0].Text)
		}
		t = glued(t, ", ", s...)
	}
	return t
}

func (b *builder) injuryAccount(r model.Record) doc.Text {
	if !b.internal {
		b.mark(r, "point", "figure") // a drawing shows them; numbers tell a reader nothing
	}
	t := b.take(r, "cause")
	if s := b.take(r, "account"); len(s) > 0 {
		t = glued(t, "\n", s...)
	}
	return t
}

// group is the records of one person.
type group struct {
	name    string
	records []model.Record
}

// byPerson parts records by the person they are about, in the order in which
// the persons stand in the document.
func (b *builder) byPerson(rs []model.Record) []group {
	var out []group
	index := map[model.ID]int{}
	for i, p := range b.people() {
		index[p.ID] = i
		out = append(out, group{name: b.label(p.ID)})
	}
	out = append(out, group{}) // of nobody known
	for _, r := range rs {
		i, ok := index[r.Ref("person")]
		if !ok {
			i = len(out) - 1
		}
		out[i].records = append(out[i].records, r)
	}
	return out
}

package export

import (
	"cmp"
	"slices"
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// indent is one step into a tree, in a cell.
const indent = "\u2003"

// places prints the tree of places, each below the one it lies in.
func (b *builder) places() []doc.Block {
	return tables(b.table("", b.tree("place", "within"), 2,
		column{weight: 4, fields: nil, title: b.w.Kind("place"), cell: b.within("within", "name")},
		column{weight: 2, fields: []string{"kind"}},
		column{title: b.w.T("dossier.details"), weight: 5, cell: func(r model.Record) doc.Text {
			t := b.take(r, "words")
			for _, o := range b.s.Rows("place_operator", r.ID) {
				t = glued(t, "\n", b.entryText(o, "organisation", "from")...)
			}
			return t
		}},
	))
}

// organisations prints the tree of organisations with the names each has had.
func (b *builder) organisations() []doc.Block {
	return tables(b.table("", b.tree("organisation", "part_of"), 2,
		column{weight: 4, title: b.w.Kind("organisation"), cell: b.within("part_of", "name", "abbreviation")},
		column{weight: 2, fields: []string{"kind", "country"}},
		column{title: b.w.T("dossier.details"), weight: 5, cell: func(r model.Record) doc.Text {
			var t doc.Text
			for _, n := range b.s.Rows("organisation_name", r.ID) {
				t = glued(t, "\n", b.entryText(n, "text", "language", "from")...)
			}
			return t
		}},
	))
}

// within prints the name of a record in a tree, as deep as it lies. What it
// lies in stands above it and is not said again, unless it has a source.
func (b *builder) within(parent string, names ...string) func(model.Record) doc.Text {
	return func(r model.Record) doc.Text {
		depth := 0
		for seen := map[model.ID]bool{r.ID: true}; ; depth++ {
			up, ok := b.s.Get(ancestor(b, r, parent, depth+1))
			if !ok || seen[up.ID] {
				break
			}
			seen[up.ID] = true
		}
		if up, ok := b.s.Get(r.Ref(parent)); ok && up.Kind == r.Kind {
			b.inHeading(r, parent)
		}
		t := doc.Text{{Text: strings.Repeat(indent, depth)}}
		for i, name := range names {
			s := b.take(r, name)
			if i > 0 && len(s) > 0 {
				s[0].Text = " (" + s[0].Text + ")"
			}
			t = append(t, s...)
		}
		return t
	}
}

// ancestor goes up a tree by so many steps; the zero id above its root.
func ancestor(b *builder, r model.Record, parent string, steps int) model.ID {
	id := r.ID
	for range steps {
		up, ok := b.s.Get(id)
		if !ok {
			return model.ID{}
		}
		id = up.Ref(parent)
	}
	return id
}

// tree orders the records of a kind so that each stands below its parent, and
// siblings by name.
func (b *builder) tree(kind, parent string) []model.Record {
	children := map[model.ID][]model.Record{}
	for _, r := range b.sorted(kind) {
		up := r.Ref(parent)
		if _, ok := b.s.Get(up); !ok {
			up = model.ID{}
		}
		children[up] = append(children[up], r)
	}
	var out []model.Record
	seen := map[model.ID]bool{}
	var walk func(model.ID)
	walk = func(id model.ID) {
		for _, r := range children[id] {
			if !seen[r.ID] {
				seen[r.ID] = true
				out = append(out, r)
				walk(r.ID)
			}
		}
	}
	walk(model.ID{})
	for _, r := range b.s.OfKind(kind) { // in a circle, which the rules refuse but a merge may make
		if !seen[r.ID] {
			seen[r.ID] = true
			out = append(out, r)
			walk(r.ID)
		}
	}
	return out
}

// sorted gives the records of a kind by name.
func (b *builder) sorted(kind string) []model.Record {
	all := slices.Clone(b.s.OfKind(kind))
	slices.SortStableFunc(all, func(x, y model.Record) int {
		return cmp.Compare(model.Fold(b.plain(x, "name")), model.Fold(b.plain(y, "name")))
	})
	return all
}

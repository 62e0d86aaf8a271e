package store

import (
	"cmp"
	"maps"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store/btree"
	"guvoh/model/store/migrations"
)

// adopt finds out to which tables parts belong that hung on a page which
// cannot be read. The kinds of row differ in their columns, but for those of
// the kinds of record: these are told apart by the list of records, which is
// looked for first.
func (s *survey) adopt(orphans map[int]btree.Tree) {
	place := func(ofKinds bool) {
		for _, page := range slices.Sorted(maps.Keys(orphans)) {
			tree := orphans[page]
			switch found := s.placesOf(tree, ofKinds); {
			case len(found) == 1:
				delete(orphans, page)
				found[0].take(tree)
			case len(found) > 1 && !slices.ContainsFunc(found, func(r *relic) bool { return !isOfIndex(r.Name) }):
				delete(orphans, page) // whichever it was: it is made anew
			}
		}
	}
	place(false)
	s.know()
	place(true)
	for _, tree := range orphans {
		if tree.Kind == btree.Table { // of the others most are indexes
			s.unplaced += len(tree.Cells)
		}
	}
}

// likeAnIndex are tables whose rows cannot be told from those of some index. A
// part of one is not looked for: they hold what is convenient to know.
var likeAnIndex = map[string]bool{"arrival": true, "arrived_bytes": true, "name_key": true, "tie": true, "loose": true, "pair": true, "crowded": true}

// placesOf gives the tables of which a part can be.
func (s *survey) placesOf(tree btree.Tree, ofKinds bool) []*relic {
	var found []*relic
	for _, r := range s.relics {
		if r.kind != tree.Kind || len(tree.Cells) == 0 || (s.base.Kind(r.Name) != nil) != ofKinds || likeAnIndex[r.Name] {
			continue
		}
		if r.misses(tree) && s.all(tree, func(cols []btree.Column) bool { return s.fits(r.Table, cols) }) && (!ofKinds || s.areOf(r.Name, tree)) {
			found = append(found, r)
		}
	}
	return found
}

// misses reports whether rows with the numbers of a tree can be missing.
func (r *relic) misses(tree btree.Tree) bool {
	low, high := tree.Cells[0].Row, tree.Cells[len(tree.Cells)-1].Row
	return r.rootless || slices.ContainsFunc(r.holes, func(h btree.Hole) bool {
		return r.kind == btree.Index || low > h.Low && high <= h.High
	})
}

// take adds a part to what is left of a table. A hole below which something is
// found was no page with rows, but one above them.
func (r *relic) take(tree btree.Tree) {
	for i := range r.holes {
		if h := &r.holes[i]; r.kind == btree.Index || tree.Cells[0].Row > h.Low && tree.Cells[0].Row <= h.High {
			h.Level = max(h.Level, 1)
		}
	}
	r.cells, r.holes = append(r.cells, tree.Cells...), append(r.holes, tree.Holes...)
	if r.kind == btree.Table {
		slices.SortStableFunc(r.cells, func(a, b btree.Cell) int { return cmp.Compare(a.Row, b.Row) })
		r.cells = slices.CompactFunc(r.cells, func(a, b btree.Cell) bool { return a.Row == b.Row })
	}
}

// fits reports whether columns can be those of a row of a table.
func (s *survey) fits(t migrations.Table, cols []btree.Column) bool {
	if len(cols) > len(t.Columns) || len(cols) < s.fewest[t.Name] {
		return false
	}
	for i, c := range cols {
		want := t.Columns[i]
		switch c.Class {
		case btree.Null:
			if want.NotNull && !want.RowID {
				return false
			}
		case btree.Integer:
			if want.Type != "INTEGER" || want.RowID {
				return false
			}
		case btree.Text:
			if want.Type != "TEXT" {
				return false
			}
		case btree.Blob:
			if want.Type != "BLOB" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// areOf reports whether the rows of a tree are of records of a kind.
func (s *survey) areOf(kind string, tree btree.Tree) bool {
	return !slices.ContainsFunc(tree.Cells, func(c btree.Cell) bool { return s.records[c.Row].kind != kind })
}

// recordAt is what a survey knows of a record.
type recordAt struct {
	id   model.ID
	kind string // "" when nobody knows
}

// know learns which records there are: from the list of records; from its
// indexes and the journal, where the list is damaged.
func (s *survey) know() {
	list := s.relics["record"]
	for _, c := range list.cells {
		if cols, err := s.row(btree.Table, c, false); err == nil && len(cols) > 2 {
			id, _ := cols[1].Value.([]byte)
			kind, _ := cols[2].Value.(string)
			s.records[c.Row] = recordAt{toID(id), s.kindName(kind)}
		}
	}
	if len(list.holes) == 0 && !list.rootless {
		return
	}
	s.eachIndexed("record", "id", func(n int64, cols []btree.Column) {
		id, _ := cols[0].Value.([]byte)
		s.learn(n, recordAt{id: toID(id)})
	})
	s.eachIndexed("record", "kind", func(n int64, cols []btree.Column) {
		kind, _ := cols[0].Value.(string)
		s.learn(n, recordAt{kind: s.kindName(kind)})
	})
	for _, c := range s.relics["entry"].cells {
		cols, err := s.row(btree.Table, c, false)
		if err != nil || len(cols) < 4 {
			continue
		}
		n, _ := cols[1].Value.(int64)
		if r := s.records[n]; r.kind != "" && !r.id.IsZero() {
			continue
		}
		if cols, err = s.row(btree.Table, c, true); err == nil {
			body, _ := cols[3].Value.([]byte)
			// Whose entry it is says nothing about which record it is of.
			if e, _, err := journal.Decode(model.ID{}, body); err == nil {
				s.learn(n, recordAt{e.Record, s.kindName(e.Kind)})
			}
		}
	}
}

// learn adds to what is known of a record.
func (s *survey) learn(n int64, r recordAt) {
	old := s.records[n]
	if old.id.IsZero() {
		old.id = r.id
	}
	old.kind = cmp.Or(old.kind, r.kind)
	s.records[n] = old
}

// kindName gives the name of a kind as the schema keeps it, so that a million
// records share it.
func (s *survey) kindName(name string) string {
	if k := s.base.Kind(name); k != nil {
		return k.Name
	}
	return name
}

// eachIndexed reads the rows of the indexes whose first column is the one
// given, of those that can be read: the columns, and the number of the table's
// row. A row may come more than once.
func (s *survey) eachIndexed(table, column string, row func(n int64, cols []btree.Column)) {
	for _, x := range s.version.Indexes {
		tree := s.indexes[x.Name]
		if x.Table != table || x.Columns[0] != column || tree == nil {
			continue
		}
		for _, c := range tree.Cells {
			cols, err := s.row(btree.Index, c, true)
			if err != nil || len(cols) != len(x.Columns)+1 {
				continue
			}
			if n, ok := cols[len(cols)-1].Value.(int64); ok {
				row(n, cols)
			}
		}
	}
}

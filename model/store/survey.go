package store

import (
	"context"
	"slices"

	"guvoh/model"
	"guvoh/model/store/btree"
	"guvoh/model/store/migrations"
	"guvoh/model/vault"
)

// pageSource is where a survey takes pages from: a file that SQLite has open,
// or one that it refuses.
type pageSource struct {
	count int
	read  func(page int) ([]byte, error)
}

// usable is what SQLite uses of each page of a vault.
const usable = vault.PageSize - sealBytes

// reader gives a reader of the pages, which reads none once ctx is done.
func (p pageSource) reader(ctx context.Context) *btree.Reader {
	return btree.New(btree.Source{Count: p.count, Size: vault.PageSize, Usable: usable, Read: func(page int) ([]byte, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return p.read(page)
	}})
}

// unreadable gives the pages that cannot be read, in order, those among them
// that were cut off behind the end. heard, which may be nil, hears of each page.
func (p *pageSource) unreadable(ctx context.Context, heard func()) ([]int, error) {
	r := p.reader(ctx)
	if h, err := r.Header(); err == nil && h.Pages > p.count {
		p.count = h.Pages
	}
	var bad []int
	for page := 1; page <= p.count; page++ {
		if page == r.LockPage() {
			continue
		}
		_, err := p.read(page)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			bad = append(bad, page)
		}
		if heard != nil {
			heard()
		}
	}
	return bad, nil
}

// survey is what is left of a file whose pages cannot all be read, found
// without SQLite: what stood on these pages, and where every row lies that can
// still be read.
type survey struct {
	*btree.Reader
	ctx      context.Context
	base     *model.Schema
	version  migrations.Version
	fewest   map[string]int // columns that a row of a table has at least: a row written by an older version is not rewritten
	damaged  []int          // in order
	more     []int          // found to be so only as the trees were walked
	held     map[int]holding
	relics   map[string]*relic      // of tables, by name
	indexes  map[string]*btree.Tree // those of which something is left, by name
	records  map[int64]recordAt     // by number
	unplaced int                    // rows that can be read and of which nobody can tell what they are
}

// relic is what is left of one table.
type relic struct {
	migrations.Table
	kind     btree.Kind
	cells    []btree.Cell // in the order of their numbers
	holes    []btree.Hole
	rootless bool // nobody knows where it begins
}

// holding is what stood on a page that cannot be read.
type holding struct {
	of   string      // a table or an index; "" when nobody knows, or nothing did
	free bool        // nothing did
	hole *btree.Hole // it was a page of the tree
	row  *btree.Cell // it carried on this row
}

// schemaTable is the table in which SQLite lists the others; its root is page 1.
const schemaTable = "sqlite_schema"

// newSurvey charts a file of which some pages, or none, are known to be
// damaged. It fails with [ErrNewer], [ErrNotGuvoh] or when ctx is done.
func newSurvey(ctx context.Context, base *model.Schema, from pageSource, damaged []int) (*survey, error) {
	s := &survey{
		Reader: from.reader(ctx), ctx: ctx, base: base, damaged: damaged, held: map[int]holding{},
		relics: map[string]*relic{}, indexes: map[string]*btree.Tree{}, records: map[int64]recordAt{},
	}
	schema := s.Walk(1, btree.Table)
	listed := s.listed(schema.Cells)
	orphans := map[int]btree.Tree{}
	if err := s.findVersion(listed); err != nil {
		return nil, err
	}
	s.walkListed(listed, orphans)
	free, broken := s.Free()
	for _, o := range s.Orphans() {
		orphans[o.Page] = s.Walk(o.Page, o.Kind)
	}
	for page, tree := range orphans {
		if len(schema.Holes) > 0 && len(tree.Cells) > 0 && s.all(tree, fitsSchema) {
			delete(orphans, page)
			listed = append(listed, s.listed(tree.Cells)...)
		}
	}
	s.walkListed(listed, orphans)
	s.missTheUnlisted()
	s.adopt(orphans)
	s.explain(schema, append(free, broken))
	return s, ctx.Err()
}

// object is a row of [schemaTable]: a table or an index, and where it begins.
type object struct {
	migrations.Object
	root int
}

// fitsSchema reports whether a row can be one of [schemaTable].
func fitsSchema(cols []btree.Column) bool {
	return len(cols) == 5 && cols[0].Class == btree.Text && cols[1].Class == btree.Text && cols[2].Class == btree.Text &&
		cols[3].Class == btree.Integer && (cols[4].Class == btree.Text || cols[4].Class == btree.Null)
}

// listed reads rows of [schemaTable].
func (s *survey) listed(cells []btree.Cell) []object {
	var out []object
	for _, c := range cells {
		b, err := s.Payload(btree.Table, c)
		if err != nil {
			continue
		}
		cols, err := btree.Row(b)
		if err != nil || !fitsSchema(cols) {
			continue
		}
		o := object{root: int(cols[3].Value.(int64))}
		o.Type, o.Name, o.Table = cols[0].Value.(string), cols[1].Value.(string), cols[2].Value.(string)
		o.SQL, _ = cols[4].Value.(string)
		out = append(out, o)
	}
	return out
}

// findVersion learns which version of the tables the file has: from page 1, or
// else from the tables themselves. Of a file that tells neither, the newest.
func (s *survey) findVersion(listed []object) error {
	all, err := migrations.Versions(migrationSource)
	if err != nil {
		return err
	}
	s.fewest = map[string]int{}
	for i := range all {
		for _, t := range all[len(all)-1-i].Tables {
			s.fewest[t.Name] = len(t.Columns)
		}
	}
	s.version = all[len(all)-1]
	if h, err := s.Header(); err == nil {
		switch {
		case h.ApplicationID != migrations.ApplicationID:
			return ErrNotGuvoh
		case h.UserVersion > len(all):
			return ErrNewer
		case h.UserVersion > 0:
			s.version = all[h.UserVersion-1]
			return nil
		}
	}
	for _, v := range all { // the newest that has all that is there
		if !slices.ContainsFunc(listed, func(o object) bool { return !slices.Contains(v.Objects, o.Object) }) {
			s.version = v
		}
	}
	return nil
}

// walkListed walks the trees of tables and indexes whose root is known, and
// takes those that were walked before as orphans.
func (s *survey) walkListed(listed []object, orphans map[int]btree.Tree) {
	for _, o := range listed {
		kind := btree.Index
		table, known := s.version.Table(o.Name)
		if o.Type == "table" && !table.WithoutRowID {
			kind = btree.Table
		}
		if s.relics[o.Name] != nil || s.indexes[o.Name] != nil || o.root == 0 { // a virtual table has no pages
			continue
		}
		tree, walked := orphans[o.root]
		if delete(orphans, o.root); !walked || tree.Kind != kind {
			tree = s.Walk(o.root, kind)
		}
		switch {
		case o.Type == "index":
			s.indexes[o.Name] = &tree
		case known:
			s.relics[o.Name] = &relic{Table: table, kind: kind, cells: tree.Cells, holes: tree.Holes}
		}
	}
}

// missTheUnlisted notes the tables of which nobody knows where they begin.
func (s *survey) missTheUnlisted() {
	for _, t := range s.version.Tables {
		if s.relics[t.Name] == nil {
			r := &relic{Table: t, kind: btree.Table, rootless: true}
			if t.WithoutRowID {
				r.kind = btree.Index
			}
			s.relics[t.Name] = r
		}
	}
}

// row reads the columns of a row, or as many as stand on the page of its cell.
func (s *survey) row(kind btree.Kind, c btree.Cell, whole bool) ([]btree.Column, error) {
	read := s.Local
	if whole {
		read = s.Payload
	}
	b, err := read(kind, c)
	if err != nil {
		return nil, err
	}
	return btree.Row(b)
}

// all reports whether the beginnings of all rows of a tree fit.
func (s *survey) all(t btree.Tree, fits func([]btree.Column) bool) bool {
	return !slices.ContainsFunc(t.Cells, func(c btree.Cell) bool {
		cols, err := s.row(t.Kind, c, false)
		return err != nil || !fits(cols)
	})
}

package btree

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// Kind tells the two sorts of tree apart.
type Kind byte

// The sorts of tree: rows under numbers, and rows under themselves (an index,
// or a table WITHOUT ROWID).
const (
	Table Kind = iota + 1
	Index
)

// Cell is where a row stands.
type Cell struct {
	Row   int64 // its number, in a table
	Page  uint32
	Index uint16
}

// Hole is a page of a tree that cannot be read, or is not what it should be.
type Hole struct {
	Page int
	// Low and High say which rows of a table stood on it or below it: those
	// with a number above Low and up to High.
	Low, High int64
	// Level is 0 for a page that holds rows, 1 for one that holds the places of
	// such pages, and so on; -1 when it cannot be told.
	Level int
}

// Tree is what is left of one tree.
type Tree struct {
	Root  int
	Kind  Kind
	Cells []Cell // in their order
	Holes []Hole
}

// deepest is more levels than a tree can have: an interior page has two
// children at least, a database no more than 2^32 pages.
const deepest = 33

// walker is one walk of a tree. All its pages with rows are equally deep
// (section 1.6), by which a hole is known for what it was.
type walker struct {
	*Reader
	tree  *Tree
	depth []int // of each hole
	leaf  int   // how deep the rows lie; -1 while nobody knows
}

// Walk reads the tree under a root page. What cannot be read of it, or was met
// by a walk before, is a hole.
func (r *Reader) Walk(root int, kind Kind) Tree {
	t := Tree{Root: root, Kind: kind}
	w := &walker{Reader: r, tree: &t, leaf: -1}
	w.walk(root, 0, math.MinInt64, math.MaxInt64)
	for i, d := range w.depth {
		t.Holes[i].Level = -1
		if w.leaf >= d {
			t.Holes[i].Level = w.leaf - d
		}
	}
	return t
}

func (w *walker) hole(page, depth int, low, high int64) {
	w.tree.Holes = append(w.tree.Holes, Hole{Page: page, Low: low, High: high})
	w.depth = append(w.depth, depth)
}

func (w *walker) walk(page, depth int, low, high int64) {
	if page < 1 || page > w.Count || w.Seen(page) || depth > deepest {
		w.hole(page, depth, low, high)
		return
	}
	w.see(page)
	n, err := w.node(page)
	if err != nil || (n.flag == tableLeaf || n.flag == tableInterior) != (w.tree.Kind == Table) {
		w.hole(page, depth, low, high)
		return
	}
	if !n.interior() {
		w.leaf = depth
	}
	for i := range n.count() {
		c := Cell{Page: uint32(page), Index: uint16(i)}
		if w.tree.Kind == Table {
			var ok bool
			if c.Row, ok = n.number(i); !ok || c.Row > high || c.Row < low || c.Row == low && low != math.MinInt64 {
				continue // a row that stands where it cannot be found
			}
		}
		if n.interior() {
			w.walk(n.child(i), depth+1, low, c.Row)
		}
		if !n.interior() || w.tree.Kind == Index {
			w.tree.Cells = append(w.tree.Cells, c)
		}
		low = c.Row
	}
	if n.interior() {
		w.walk(n.right, depth+1, low, high)
	}
}

// mostPages is the number of pages up to which the first byte of a page tells
// a page of a tree from one that carries on a long row: the latter begins with
// the number of another page, whose first byte is then 0 or 1.
const mostPages = 1 << 25

// Orphan is the topmost page of a tree, or of a part of one, that no walk has
// met.
type Orphan struct {
	Page int
	Kind Kind
}

// Orphans looks through all pages that no walk has met for trees whose root
// nobody knows, and for parts of trees that hung on a page which cannot be
// read. In a database beyond 128 GiB nothing can be told this way, and it
// gives none.
//
// It finds pages that are in use and no others as long as SQLite overwrites
// what it frees (secure_delete).
func (r *Reader) Orphans() []Orphan {
	if r.Count >= mostPages {
		return nil
	}
	var tops []Orphan
	below := map[int]bool{}
	for page := 2; page <= r.Count; page++ {
		if page == r.LockPage() || r.Seen(page) {
			continue
		}
		n, err := r.node(page)
		if err != nil {
			continue
		}
		o := Orphan{page, Index}
		if n.flag == tableLeaf || n.flag == tableInterior {
			o.Kind = Table
		}
		tops = append(tops, o)
		for i := range n.count() + 1 {
			if n.interior() {
				below[n.child(i)] = true
			}
		}
	}
	return slices.DeleteFunc(tops, func(o Orphan) bool { return below[o.Page] })
}

// ---- what a cell holds ----

// local gives what stands of a row on the page of its cell, how long the row
// is, and the page on which it goes on.
func (r *Reader) local(kind Kind, c Cell) (b []byte, size, next int, err error) {
	page := int(c.Page)
	n, err := r.node(page)
	if err != nil {
		return nil, 0, 0, err
	}
	if int(c.Index) >= n.count() {
		return nil, 0, 0, shapeless(page)
	}
	b = n.cell(int(c.Index))
	if n.flag == indexInterior {
		b = b[4:]
	}
	length, k := varint(b)
	if k == 0 || length > uint64(r.Count)*uint64(r.Usable) || r.Longest > 0 && length > uint64(r.Longest) {
		return nil, 0, 0, shapeless(page)
	}
	b = b[k:]
	if kind == Table {
		_, k := varint(b)
		if k == 0 {
			return nil, 0, 0, shapeless(page)
		}
		b = b[k:]
	}
	size = int(length)
	here := r.onPage(kind, size)
	if here == size {
		if size > len(b) {
			return nil, 0, 0, shapeless(page)
		}
		return b[:size:size], size, 0, nil
	}
	if here+4 > len(b) {
		return nil, 0, 0, shapeless(page)
	}
	return b[:here:here], size, int(binary.BigEndian.Uint32(b[here:])), nil
}

// onPage says how much of a row stands on the page of its cell (section 1.6).
func (r *Reader) onPage(kind Kind, size int) int {
	u := r.Usable
	most := u - 35
	if kind == Index {
		most = (u-12)*64/255 - 23
	}
	if size <= most {
		return size
	}
	least := (u-12)*32/255 - 23
	if k := least + (size-least)%(u-4); k <= most {
		return k
	}
	return least
}

// Local gives as much of a row as stands on the page of its cell: its first
// columns, when it is long.
func (r *Reader) Local(kind Kind, c Cell) ([]byte, error) {
	b, _, _, err := r.local(kind, c)
	return b, err
}

// Payload gives a whole row. It fails with a [*PageError] for the page that
// keeps it from being read.
func (r *Reader) Payload(kind Kind, c Cell) ([]byte, error) {
	b, size, next, err := r.local(kind, c)
	if err != nil || len(b) == size {
		return b, err
	}
	out := slices.Clone(b)
	err = r.chain(size-len(b), next, func(_ int, part []byte) { out = append(out, part...) })
	return out, err
}

// Chain gives the pages on which a long row goes on, in order. When one of
// them cannot be read it is the last, and the error says why.
func (r *Reader) Chain(kind Kind, c Cell) ([]int, error) {
	b, size, next, err := r.local(kind, c)
	if err != nil {
		return nil, err
	}
	var pages []int
	err = r.chain(size-len(b), next, func(page int, _ []byte) { pages = append(pages, page) })
	if at := (*PageError)(nil); errors.As(err, &at) && at.Page >= 1 && at.Page <= r.Count {
		pages = append(pages, at.Page)
	}
	return pages, err
}

// chain follows pages that carry on a row until so many bytes are read.
func (r *Reader) chain(left, next int, part func(page int, b []byte)) error {
	for left > 0 {
		b, err := r.page(next)
		if err != nil {
			return err
		}
		k := min(left, r.Usable-4)
		part(next, b[4:4+k])
		left -= k
		next = int(binary.BigEndian.Uint32(b))
	}
	return nil
}

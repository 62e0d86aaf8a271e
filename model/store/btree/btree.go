// Package btree reads the tables of an SQLite database from its pages, without
// SQLite.
//
// Its one job is to get at what is left of a database that SQLite refuses as a
// whole: SQLite stops at the first page it cannot read, and of a database
// whose first page is gone it reads nothing at all. It follows the SQLite file
// format (https://sqlite.org/fileformat2.html; the sections are named where
// they are used) and knows nothing of what the tables mean.
//
// Rules of the package: it opens nothing, it is given a function that reads a
// page; nothing that a page says is believed before it is checked, no page is
// walked twice and nothing goes on without end, so that pages made by an
// enemy cost no more than honest ones; a page that cannot be read is a hole,
// named with what must have stood in it, and the walk goes on behind it.
package btree

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Source is where pages come from.
type Source struct {
	Count  int // of pages
	Size   int // of a page, in bytes
	Usable int // of these, what SQLite writes to: the rest of each page is reserved
	// Longest is the length of the longest row that is believed; 0 is as long as
	// all pages together.
	Longest int
	// Read gives the bytes of a page, from 1: Usable of them at least. What
	// fails is a hole.
	Read func(page int) ([]byte, error)
}

// Reader reads one database. It is not safe for use by several goroutines.
type Reader struct {
	Source
	seen  []uint64 // pages that a walk has met
	cache [64]struct {
		page int
		b    []byte
	}
	last *node // the one that was asked for last
}

// New makes a reader.
func New(s Source) *Reader {
	return &Reader{Source: s, seen: make([]uint64, s.Count/64+1)}
}

// ErrShape says that a page could be read and is not what it should be.
var ErrShape = errors.New("the page is not what it should be")

// PageError says at which page reading failed, and how.
type PageError struct {
	Page int
	Err  error
}

func (e *PageError) Error() string { return fmt.Sprintf("page %d: %v", e.Page, e.Err) }

// Unwrap gives how it failed.
func (e *PageError) Unwrap() error { return e.Err }

func shapeless(page int) error { return &PageError{page, ErrShape} }

// LockPage is the page that SQLite never uses, since the bytes by which it
// locks lie there (section 1.5); it need not be readable.
func (s Source) LockPage() int { return 1<<30/s.Size + 1 }

// page gives the bytes that SQLite uses of a page.
func (r *Reader) page(n int) ([]byte, error) {
	if n < 1 || n > r.Count {
		return nil, shapeless(n)
	}
	slot := &r.cache[n%len(r.cache)]
	if slot.page == n {
		return slot.b, nil
	}
	b, err := r.Read(n)
	if err != nil {
		return nil, &PageError{n, err}
	}
	if len(b) < r.Usable {
		return nil, shapeless(n)
	}
	slot.page, slot.b = n, b[:r.Usable:r.Usable]
	return slot.b, nil
}

// Seen reports whether a walk has met a page.
func (r *Reader) Seen(page int) bool { return r.seen[page/64]&(1<<(page%64)) != 0 }

func (r *Reader) see(page int) { r.seen[page/64] |= 1 << (page % 64) }

// Header is what page 1 says of the whole database (section 1.3).
type Header struct {
	Pages         int // how many there should be
	ApplicationID uint32
	UserVersion   int
	firstFree     int
}

// Header reads page 1. It fails with a [*PageError].
func (r *Reader) Header() (Header, error) {
	b, err := r.page(1)
	if err != nil {
		return Header{}, err
	}
	if string(b[:16]) != "SQLite format 3\x00" {
		return Header{}, shapeless(1)
	}
	return Header{
		Pages:         int(binary.BigEndian.Uint32(b[28:])),
		firstFree:     int(binary.BigEndian.Uint32(b[32:])),
		UserVersion:   int(int32(binary.BigEndian.Uint32(b[60:]))),
		ApplicationID: binary.BigEndian.Uint32(b[68:]),
	}, nil
}

// Free walks the list of free pages (section 1.5) and gives them, and the page
// of the list itself at which it breaks off, if it does.
func (r *Reader) Free() (pages []int, broken int) {
	h, err := r.Header()
	if err != nil {
		return nil, 0
	}
	for trunk := h.firstFree; trunk != 0; {
		if trunk > r.Count || trunk < 1 || r.Seen(trunk) {
			return pages, 0
		}
		r.see(trunk)
		b, err := r.page(trunk)
		if err != nil {
			return pages, trunk
		}
		pages = append(pages, trunk)
		n := int(binary.BigEndian.Uint32(b[4:]))
		for i := 0; i < min(n, (r.Usable-8)/4); i++ {
			leaf := int(binary.BigEndian.Uint32(b[8+4*i:]))
			if leaf >= 1 && leaf <= r.Count && !r.Seen(leaf) {
				r.see(leaf)
				pages = append(pages, leaf)
			}
		}
		trunk = int(binary.BigEndian.Uint32(b))
	}
	return pages, 0
}

// node is one page of a tree (section 1.6).
type node struct {
	page  int
	flag  byte
	b     []byte
	cells []byte // the array of their offsets
	right int    // the last child of an interior page
}

// The flags of the four sorts of page.
const (
	indexInterior = 2
	tableInterior = 5
	indexLeaf     = 10
	tableLeaf     = 13
)

func isNode(flag byte) bool {
	return flag == indexInterior || flag == tableInterior || flag == indexLeaf || flag == tableLeaf
}

func (n *node) interior() bool { return n.flag == indexInterior || n.flag == tableInterior }

func (n *node) count() int { return len(n.cells) / 2 }

// cell gives the bytes of a cell, to the end of the page.
func (n *node) cell(i int) []byte { return n.b[binary.BigEndian.Uint16(n.cells[2*i:]):] }

// node reads a page of a tree and checks that its cells lie within it.
func (r *Reader) node(page int) (*node, error) {
	if r.last != nil && r.last.page == page {
		return r.last, nil
	}
	b, err := r.page(page)
	if err != nil {
		return nil, err
	}
	at := 0
	if page == 1 {
		at = 100 // behind the header of the database
	}
	n := &node{page: page, flag: b[at], b: b}
	if !isNode(n.flag) {
		return nil, shapeless(page)
	}
	count := int(binary.BigEndian.Uint16(b[at+3:]))
	start := at + 8
	if n.interior() {
		n.right = int(binary.BigEndian.Uint32(b[at+8:]))
		start = at + 12
	}
	if start+2*count > len(b) {
		return nil, shapeless(page)
	}
	n.cells = b[start : start+2*count]
	for i := range count {
		off := int(binary.BigEndian.Uint16(n.cells[2*i:]))
		if off < start+2*count || off > len(b)-4 {
			return nil, shapeless(page)
		}
	}
	r.last = n
	return n, nil
}

// child gives the page that cell i of an interior page points at; behind the
// last cell, the last child.
func (n *node) child(i int) int {
	if i == n.count() {
		return n.right
	}
	return int(binary.BigEndian.Uint32(n.cell(i)))
}

// varint reads a number as section 1.6 defines it; n is 0 when it is cut off.
func varint(b []byte) (v uint64, n int) {
	for i, c := range b {
		if i == 8 {
			return v<<8 | uint64(c), 9
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// number gives the row number in cell i of a page of a table.
func (n *node) number(i int) (int64, bool) {
	b := n.cell(i)
	if n.flag == tableInterior {
		v, k := varint(b[4:])
		return int64(v), k > 0
	}
	_, k := varint(b)
	v, m := varint(b[k:])
	return int64(v), k > 0 && m > 0
}

package main

import "encoding/binary"

// The kinds of tree page (section 8).
const (
	innerIndex = 2
	innerTable = 5
	leafIndex  = 10
	leafTable  = 13
)

// overflowRoom is what one overflow page holds.
const overflowRoom = usable - 4

// walker visits the rows of one tree. A page that is met twice is a loop.
type walker struct {
	*pages
	seen map[int64]bool
	row  func(rowid int64, payload []byte) error
}

// walk calls row for each row below a root, in order. In a WITHOUT ROWID table
// rowid is 0.
func (p *pages) walk(root int64, row func(rowid int64, payload []byte) error) error {
	w := &walker{pages: p, seen: map[int64]bool{}, row: row}
	return w.tree(root, 0)
}

// fresh gives a page that this walk has not met.
func (w *walker) fresh(page int64) ([]byte, error) {
	if w.seen[page] {
		return nil, refuse("page %d is part of itself", page)
	}
	w.seen[page] = true
	return w.page(page)
}

// deepest is more than a sound tree of any size has.
const deepest = 24

func (w *walker) tree(page int64, depth int) error {
	if depth > deepest {
		return refuse("page %d lies too deep", page)
	}
	b, err := w.fresh(page)
	if err != nil {
		return err
	}
	at := 0
	if page == 1 {
		at = 100
	}
	kind := b[at]
	first, inner := at+8, kind == innerIndex || kind == innerTable
	if inner {
		first = at + 12
	} else if kind != leafIndex && kind != leafTable {
		return refuse("page %d is no part of a table", page)
	}
	cells := int(binary.BigEndian.Uint16(b[at+3:]))
	if first+2*cells > len(b) {
		return refuse("page %d has more cells than fit", page)
	}
	for i := range cells {
		cell := bytesAt{b: b, at: int(binary.BigEndian.Uint16(b[first+2*i:]))}
		if err := w.cell(kind, &cell, depth); err != nil {
			return err
		}
		if cell.bad {
			return refuse("page %d has a cell that does not fit", page)
		}
	}
	if inner {
		return w.tree(int64(binary.BigEndian.Uint32(b[at+8:])), depth+1)
	}
	return nil
}

func (w *walker) cell(kind byte, c *bytesAt, depth int) error {
	if kind == innerIndex || kind == innerTable {
		child := int64(c.number(4))
		if c.bad {
			return nil
		}
		if err := w.tree(child, depth+1); err != nil || kind == innerTable {
			return err
		}
	}
	size := c.varint()
	var rowid uint64
	if kind == leafTable {
		rowid = c.varint()
	}
	payload, err := w.payload(kind, size, c)
	if err != nil || c.bad {
		return err
	}
	return w.row(int64(rowid), payload)
}

// payload gathers what a cell holds, overflow pages included.
func (w *walker) payload(kind byte, size uint64, c *bytesAt) ([]byte, error) {
	if size > uint64(w.count)*usable {
		return nil, refuse("a row is longer than the file")
	}
	whole, least := uint64(991), uint64(484)
	if kind == leafTable {
		whole = 4021
	}
	if size <= whole {
		return c.take(int(size)), nil
	}
	local := least + (size-least)%overflowRoom
	if local > whole {
		local = least
	}
	b := append(make([]byte, 0, size), c.take(int(local))...)
	next := int64(c.number(4))
	for !c.bad && uint64(len(b)) < size {
		page, err := w.fresh(next)
		if err != nil {
			return nil, err
		}
		next = int64(binary.BigEndian.Uint32(page))
		b = append(b, page[4:4+min(overflowRoom, size-uint64(len(b)))]...)
	}
	return b, nil
}

// bytesAt takes numbers and bytes one after the other. What lies beyond the
// end is zero and makes it bad.
type bytesAt struct {
	b   []byte
	at  int
	bad bool
}

func (c *bytesAt) take(n int) []byte {
	if c.bad || n < 0 || c.at > len(c.b)-n {
		c.bad = true
		return nil
	}
	c.at += n
	return c.b[c.at-n : c.at]
}

func (c *bytesAt) number(n int) (v uint64) {
	for _, b := range c.take(n) {
		v = v<<8 | uint64(b)
	}
	return v
}

func (c *bytesAt) varint() (v uint64) {
	for range 8 {
		b := c.number(1)
		v = v<<7 | b&0x7f
		if b < 0x80 {
			return v
		}
	}
	return v<<8 | c.number(1)
}

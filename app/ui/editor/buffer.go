package editor

import (
	"sort"
	"strings"
	"unicode"
)

// pos is a place between two runes: a paragraph and an offset in it.
type pos struct{ para, off int }

func (a pos) before(b pos) bool { return a.para < b.para || a.para == b.para && a.off < b.off }

func ordered(a, b pos) (pos, pos) {
	if b.before(a) {
		return b, a
	}
	return a, b
}

// paragraph is one line of the text, and where each of its visual rows starts.
type paragraph struct {
	r    []rune
	rows []int // rows[0] == 0
}

// buffer is the text, cut into paragraphs and wrapped into rows of a width.
type buffer struct {
	paras []paragraph
	first []int // first visual row of each paragraph, and the total at the end
	stale int   // first paragraph whose entry in first may be wrong
	width float32
	m     *metrics
}

func newBuffer() *buffer { return &buffer{paras: []paragraph{{rows: []int{0}}}} }

// clean makes line ends plain and drops what no text can show.
func clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	s = strings.ReplaceAll(s, "\x00", "")
	return strings.ToValidUTF8(s, "\uFFFD")
}

func (b *buffer) setText(s string) {
	lines := strings.Split(clean(s), "\n")
	b.paras = make([]paragraph, len(lines))
	for i, l := range lines {
		b.paras[i].r = []rune(l)
	}
	b.wrapAll()
}

func (b *buffer) text() string { return b.slice(pos{}, b.end()) }

func (b *buffer) empty() bool { return len(b.paras) == 1 && len(b.paras[0].r) == 0 }

func (b *buffer) end() pos {
	last := len(b.paras) - 1
	return pos{last, len(b.paras[last].r)}
}

func (b *buffer) slice(from, to pos) string {
	if from.para == to.para {
		return string(b.paras[from.para].r[from.off:to.off])
	}
	var sb strings.Builder
	sb.WriteString(string(b.paras[from.para].r[from.off:]))
	for i := from.para + 1; i < to.para; i++ {
		sb.WriteByte('\n')
		sb.WriteString(string(b.paras[i].r))
	}
	sb.WriteByte('\n')
	sb.WriteString(string(b.paras[to.para].r[:to.off]))
	return sb.String()
}

// after answers where s ends when it starts at p.
func after(p pos, s string) pos {
	for _, c := range s {
		if c == '\n' {
			p = pos{p.para + 1, 0}
		} else {
			p.off++
		}
	}
	return p
}

// splice replaces the text between from and to; nothing else changes the text.
func (b *buffer) splice(from, to pos, ins string) pos {
	if from.para == to.para && !strings.Contains(ins, "\n") {
		return b.spliceLine(from, to.off, []rune(ins))
	}
	lines := strings.Split(ins, "\n")
	fresh := make([]paragraph, len(lines))
	for i, l := range lines {
		fresh[i].r = []rune(l)
	}
	last := len(fresh) - 1
	out := pos{from.para + last, len(fresh[last].r)}
	if last == 0 {
		out.off += from.off
	}
	fresh[last].r = append(fresh[last].r, b.paras[to.para].r[to.off:]...)
	head := b.paras[from.para].r[:from.off]
	fresh[0].r = append(head[:len(head):len(head)], fresh[0].r...)
	for i := range fresh {
		b.wrap(&fresh[i])
	}
	tail := b.paras[to.para+1:]
	b.paras = append(b.paras[:from.para:from.para], append(fresh, tail...)...)
	b.stale = min(b.stale, from.para)
	b.sum()
	return out
}

// spliceLine edits inside one paragraph and wraps again only the rows that moved.
func (b *buffer) spliceLine(from pos, to int, ins []rune) pos {
	p := &b.paras[from.para]
	delta := len(ins) - (to - from.off)
	row := max(sort.SearchInts(p.rows, from.off+1)-2, 0) // the row before may take a word back
	tail := p.r[to:]
	r := make([]rune, 0, len(p.r)+max(delta, 0)+8)
	r = append(append(append(r, p.r[:from.off]...), ins...), tail...)
	p.r = r
	old := p.rows
	p.rows = b.rewrap(r, old, row, from.off+len(ins), delta)
	if len(p.rows) != len(old) {
		b.stale = min(b.stale, from.para)
		b.sum()
	}
	return pos{from.para, from.off + len(ins)}
}

// rewrap finds the row starts of r from a given old row on, until the new rows
// fall into step with the old ones past the edit.
func (b *buffer) rewrap(r []rune, old []int, row, editEnd, delta int) []int {
	rows := append(make([]int, 0, len(old)+1), old[:row+1]...)
	next := row + 1
	for {
		end := b.rowEnd(r, rows[len(rows)-1])
		if end >= len(r) {
			return rows
		}
		rows = append(rows, end)
		for next < len(old) && old[next]+delta < end {
			next++
		}
		if end >= editEnd && next < len(old) && old[next]+delta == end {
			for _, o := range old[next+1:] {
				rows = append(rows, o+delta)
			}
			return rows
		}
	}
}

func (b *buffer) setWidth(w float32, m *metrics) {
	if b.width == w && b.m == m {
		return
	}
	b.width, b.m = w, m
	b.wrapAll()
}

func (b *buffer) wrapAll() {
	for i := range b.paras {
		b.wrap(&b.paras[i])
	}
	b.stale = 0
	b.sum()
}

func (b *buffer) wrap(p *paragraph) {
	p.rows = append(p.rows[:0], 0)
	for {
		end := b.rowEnd(p.r, p.rows[len(p.rows)-1])
		if end >= len(p.r) {
			return
		}
		p.rows = append(p.rows, end)
	}
}

// rowEnd answers where the row that starts at start must end: before the first
// word that does not fit. Spaces hang over the edge; a word wider than the row is cut.
func (b *buffer) rowEnd(r []rune, start int) int {
	if b.width <= 0 || b.m == nil {
		return len(r)
	}
	x, i := float32(0), start
	for i < len(r) {
		j := i
		for j < len(r) && !unicode.IsSpace(r[j]) {
			j++
		}
		if j > i {
			w := b.m.word(r[i:j])
			if x+w > b.width {
				if i > start {
					return i
				}
				return start + b.fitting(r[i:j])
			}
			x += w
		}
		for j < len(r) && unicode.IsSpace(r[j]) {
			x += b.m.space
			j++
		}
		i = j
	}
	return len(r)
}

// fitting answers how many runes of an over-long word fit into a row, at least one.
func (b *buffer) fitting(word []rune) int {
	n := sort.Search(len(word), func(k int) bool { return b.m.text(word[:k+1]) > b.width })
	n = max(n, 1)
	for n < len(word) && joins(word[n]) {
		n++
	}
	return n
}

func (b *buffer) sum() {
	if len(b.first) != len(b.paras)+1 {
		first := make([]int, len(b.paras)+1)
		copy(first, b.first[:min(len(b.first), b.stale+1)])
		b.first = first
	}
	for i := b.stale; i < len(b.paras); i++ {
		b.first[i+1] = b.first[i] + len(b.paras[i].rows)
	}
	b.stale = len(b.paras)
}

// rows answers how many visual rows there are.
func (b *buffer) rows() int { return b.first[len(b.paras)] }

// row answers the paragraph of visual row v and the part of it shown there.
func (b *buffer) row(v int) (para, from, to int) {
	v = min(max(v, 0), b.rows()-1)
	para = sort.Search(len(b.paras), func(i int) bool { return b.first[i+1] > v })
	p := &b.paras[para]
	k := v - b.first[para]
	to = len(p.r)
	if k+1 < len(p.rows) {
		to = p.rows[k+1]
	}
	return para, p.rows[k], to
}

// rowOf answers the visual row of c and where that row starts in the paragraph.
func (b *buffer) rowOf(c pos) (v, start int) {
	p := &b.paras[c.para]
	k := sort.SearchInts(p.rows, c.off+1) - 1
	return b.first[c.para] + k, p.rows[k]
}

// xOf answers how far from the left edge c is.
func (b *buffer) xOf(c pos) float32 {
	_, start := b.rowOf(c)
	return b.m.text(b.paras[c.para].r[start:c.off])
}

// at answers the place nearest to x in visual row v.
func (b *buffer) at(v int, x float32) pos {
	if v < 0 {
		return pos{}
	}
	if v >= b.rows() {
		return b.end()
	}
	para, from, to := b.row(v)
	r := b.paras[para].r[from:to]
	n := sort.Search(len(r), func(i int) bool { return (b.m.text(r[:i])+b.m.text(r[:i+1]))/2 > x })
	for n > 0 && n < len(r) && joins(r[n]) {
		n--
	}
	if n == len(r) && n > 0 && to < len(b.paras[para].r) {
		n-- // the end of a wrapped row is the start of the next one
	}
	return pos{para, from + n}
}

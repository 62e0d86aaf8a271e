package editor

import (
	"strings"
	"unicode"
)

// joins tells whether r belongs to the letter before it (accents, joiners).
func joins(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me) || r == '\u200d' }

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || joins(r) || r == '_' || r == 'ʻ' || r == 'ʼ' || r == '’' || r == '\''
}

// prev answers the place one letter back.
func (b *buffer) prev(p pos) pos {
	if p.off > 0 {
		p.off--
		for p.off > 0 && joins(b.paras[p.para].r[p.off]) {
			p.off--
		}
		return p
	}
	if p.para > 0 {
		return pos{p.para - 1, len(b.paras[p.para-1].r)}
	}
	return p
}

// next answers the place one letter on.
func (b *buffer) next(p pos) pos {
	r := b.paras[p.para].r
	if p.off < len(r) {
		p.off++
		for p.off < len(r) && joins(r[p.off]) {
			p.off++
		}
		return p
	}
	if p.para+1 < len(b.paras) {
		return pos{p.para + 1, 0}
	}
	return p
}

// prevWord answers the start of the word before p.
func (b *buffer) prevWord(p pos) pos {
	if p.off == 0 {
		return b.prev(p)
	}
	r := b.paras[p.para].r
	for p.off > 0 && !wordRune(r[p.off-1]) {
		p.off--
	}
	for p.off > 0 && wordRune(r[p.off-1]) {
		p.off--
	}
	return p
}

// nextWord answers the start of the word after p.
func (b *buffer) nextWord(p pos) pos {
	r := b.paras[p.para].r
	if p.off == len(r) {
		return b.next(p)
	}
	for p.off < len(r) && wordRune(r[p.off]) {
		p.off++
	}
	for p.off < len(r) && !wordRune(r[p.off]) {
		p.off++
	}
	return p
}

// wordAt answers the bounds of the word around p, or of the single sign there.
func (b *buffer) wordAt(p pos) (from, to pos) {
	r := b.paras[p.para].r
	lo, hi := p.off, p.off
	for lo > 0 && wordRune(r[lo-1]) {
		lo--
	}
	for hi < len(r) && wordRune(r[hi]) {
		hi++
	}
	if lo == hi && hi < len(r) {
		hi++
	}
	return pos{p.para, lo}, pos{p.para, hi}
}

func fold(s string) []rune {
	r := []rune(strings.ReplaceAll(s, "\n", " "))
	for i := range r {
		r[i] = unicode.ToLower(r[i])
	}
	return r
}

// find looks for query from a place on (or back from it), ignoring case, and
// goes on from the other end when it reaches one.
func (b *buffer) find(query string, from pos, back bool) (at, to pos, ok bool) {
	q := fold(query)
	if len(q) == 0 {
		return pos{}, pos{}, false
	}
	n := len(b.paras)
	for i := 0; i <= n; i++ {
		k := (from.para + i) % n
		if back {
			k = (from.para - i + 2*n) % n
		}
		lo, hi := 0, len(b.paras[k].r)
		switch {
		case i == 0 && back:
			hi = from.off
		case i == 0:
			lo = from.off
		}
		if off := matchIn(b.paras[k].r, q, lo, hi, back); off >= 0 {
			return pos{k, off}, pos{k, off + len(q)}, true
		}
	}
	return pos{}, pos{}, false
}

// matchIn answers where q is within r[lo:hi], or -1.
func matchIn(r, q []rune, lo, hi int, back bool) int {
	last := hi - len(q)
	for k := 0; lo+k <= last; k++ {
		i := lo + k
		if back {
			i = last - k
		}
		j := 0
		for j < len(q) && unicode.ToLower(r[i+j]) == q[j] {
			j++
		}
		if j == len(q) {
			return i
		}
	}
	return -1
}

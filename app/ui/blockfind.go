package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is where words were found: a block, a side, and how many runes stand before.
type place struct {
	id   string
	side Side
	at   int
}

// Find shows the next place (or the one before) that reads like query,
// whatever the case, and answers which of how many it is; 0 of 0 where there
// is none. The keyboard stays where it is, so that a find line can be typed in.
// Another query starts where the last one was found, else at the first block
// in view, so that it can be typed letter by letter.
func (l *BlockList) Find(query string, back bool) (n, of int) {
	query = strings.Map(unicode.ToLower, query)
	all := l.places(query)
	if len(all) == 0 {
		l.query = query
		return 0, 0
	}
	k := l.nextPlace(all, back, query != l.query)
	l.found, l.query = all[k], query
	l.showPlace(l.found, query)
	return k + 1, len(all)
}

// nextPlace answers which of the places comes next from where the last was found.
func (l *BlockList) nextPlace(all []place, back, fresh bool) int {
	for k, p := range all {
		if p == l.found {
			if fresh {
				return k
			}
			if back {
				return (k + len(all) - 1) % len(all)
			}
			return (k + 1) % len(all)
		}
	}
	from, _ := l.seen()
	for k, p := range all {
		if l.index(p.id) >= from {
			return k
		}
	}
	return 0
}

// places lists where q, which is in small letters, stands, in reading order.
func (l *BlockList) places(q string) []place {
	if strings.TrimSpace(q) == "" {
		return nil
	}
	var out []place
	for _, b := range l.blocks {
		for side, text := range []string{b.Original, b.Translation} {
			if Side(side) == Translated && !l.translation {
				continue
			}
			for _, at := range occurrences(text, q) {
				out = append(out, place{b.ID, Side(side), at})
			}
		}
	}
	return out
}

// occurrences answers how many runes stand before each place of text that
// reads like q, which is in small letters.
func occurrences(text, q string) []int {
	low := strings.Map(unicode.ToLower, text)
	var out []int
	runes := 0
	for {
		i := strings.Index(low, q)
		if i < 0 {
			return out
		}
		runes += utf8.RuneCountInString(low[:i])
		out = append(out, runes)
		runes += utf8.RuneCountInString(q)
		low = low[i+len(q):]
	}
}

// showPlace scrolls to a place and selects the words there.
func (l *BlockList) showPlace(p place, query string) {
	i := l.index(p.id)
	l.revealPart(i, 0, l.heights[i])
	if r := l.rows[p.id]; r != nil {
		e := r.editor(p.side)
		e.SetCaret(p.at)
		e.Find(query, false)
	}
}

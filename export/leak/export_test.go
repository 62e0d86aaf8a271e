package leak

import (
	"strings"
	"unicode/utf8"
)

// Everywhere finds the numbers, days and words among the secrets by comparing each of
// them with every place of a text, without looking any up.
func (s *Search) Everywhere(text string) []Place {
	var out []Place
	hit := func(secret, start, end int) { out = append(out, Place{Secret: secret, Start: start, End: end}) }
	s.everyNumber(text, hit)
	items := itemsOf(text)
	for i := range items {
		for _, d := range s.days.all {
			if start, end, ok := d.around(items, i); ok {
				hit(d.secret, start, end)
			}
		}
	}
	all := tokens(text)
	for i := range all {
		for _, p := range s.phrases.all {
			if p.begins(all[i:]) {
				hit(p.secret, all[i].start, all[i+len(p.words)-1].end)
			}
		}
	}
	return out
}

func (s *Search) everyNumber(text string, hit func(secret, start, end int)) {
	for _, c := range chainsOf(text) {
		for _, n := range s.numbers.all {
			if n.digits != "" {
				c.every(n, hit)
			}
		}
	}
	for _, n := range s.numbers.all {
		for i, r := range text {
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			if n.digits == "" && alnum(r) && !alnum(before) {
				if end := sameNumber(text[i:], n.whole); end > 0 {
					hit(n.secret, i, i+end)
				}
			}
		}
	}
}

// every looks for one number at every digit.
func (c *chain) every(n number, hit func(secret, start, end int)) {
	all := string(c.digits)
	for k := range all {
		end := k + len(n.digits)
		if !strings.HasPrefix(all[k:], n.digits) {
			continue
		}
		into := 0
		for into < k && !c.starts[k-into] {
			into++
		}
		if (into == 0 || n.phone && into <= 4) && (end == len(all) || c.starts[end]) {
			hit(n.secret, c.at[k], c.ends[end-1])
		}
	}
}

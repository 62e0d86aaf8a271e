package typeset

import (
	"strings"
	"unicode"
)

// measures holds what line breaking needs to know of a paragraph.
type measures struct {
	text  []rune
	sum   []float64 // width of all clusters before a character
	whole []bool    // a cluster starts here: the text may be cut
}

func (s *Setter) measure(p *paragraph) *measures {
	n := len(p.text)
	m := &measures{text: p.text, sum: make([]float64, n+1), whole: make([]bool, n+1)}
	for _, r := range p.runs {
		m.whole[r.start] = true
		for _, g := range r.glyphs {
			m.sum[g.At+1] += float64(g.Adv)
			if g.Runes > 0 {
				m.whole[g.At] = true
			}
		}
	}
	for i := range n {
		m.sum[i+1] += m.sum[i]
	}
	m.whole[n] = true
	return m
}

// keepGraphemes forbids a cut inside what a reader takes for one character.
func (m *measures) keepGraphemes(s *Setter) {
	starts := make([]bool, len(m.text)+1)
	starts[len(m.text)] = true
	for it := s.seg.GraphemeIterator(); it.Next(); {
		starts[it.Grapheme().Offset] = true
	}
	for i := range m.whole {
		m.whole[i] = m.whole[i] && starts[i]
	}
}

// stop is a place where a line may end. Its measures count from the start of
// the paragraph.
type stop struct {
	at      int     // the character that begins the next line
	width   float64 // of the text on the line and before it
	spaces  float64 // of those, the width of spaces that can be stretched
	passed  float64 // of the text before the next line
	skipped float64 // of those, the width of spaces that can be stretched
	hyphen  float64 // width of the hyphen that is set here; 0 for none
	penalty float64 // how bad it is to end a line here
}

// What it costs to end a line in a bad place, on the scale of demerits.
const (
	cutPenalty    = 1e6   // inside what nobody would divide
	hyphenPenalty = 1.2e4 // inside a word,
	pairPenalty   = 4e3   // and more when only two letters stand before the hyphen
	dashPenalty   = 5e2   // behind a hyphen that is written
	clingPenalty  = 1e4   // behind a word that belongs to the next one
)

// stops returns where lines may end, ascending, from the start of the text to
// its end. What is wider than a line may be cut anywhere.
func (m *measures) stops(s *Setter, p *paragraph, divisions []int, width float64) []stop {
	all := append(s.ends[:0], stop{})
	defer func() { s.ends = all }()
	add := func(at int, hyphen, penalty float64) {
		last := all[len(all)-1]
		end := m.trimmed(last.at, at)
		st := stop{at: at, width: m.sum[end], spaces: last.skipped, passed: m.sum[at], hyphen: hyphen, penalty: penalty}
		for i := last.at; i < end; i++ {
			if stretches(m.text[i]) {
				st.spaces += m.sum[i+1] - m.sum[i]
			}
		}
		st.skipped = st.spaces
		for i := end; i < at; i++ {
			if stretches(m.text[i]) {
				st.skipped += m.sum[i+1] - m.sum[i]
			}
		}
		all = append(all, st)
	}
	cuts := 0
	for _, b := range s.breaks(p, divisions) {
		last := all[len(all)-1]
		if m.sum[m.trimmed(last.at, b.at)]-last.passed > width {
			if cuts++; cuts == 1 && p.trust {
				m.keepGraphemes(s)
			}
			for i := last.at + 1; i < b.at; i++ {
				if m.whole[i] && !unicode.IsSpace(m.text[i]) {
					add(i, 0, cutPenalty)
				}
			}
		}
		switch {
		case !b.inside:
			add(b.at, 0, m.cling(b.at))
		case m.whole[b.at]:
			add(b.at, s.hyphenWidth(p, b.at), m.division(b.at))
		}
	}
	return all
}

// division returns the penalty of a line that ends inside a word.
func (m *measures) division(at int) float64 {
	if at < 3 || !letter(m.text[at-3]) {
		return hyphenPenalty + pairPenalty
	}
	return hyphenPenalty
}

// trimmed returns the end of the text between two places without the spaces
// that end it.
func (m *measures) trimmed(start, end int) int {
	for end > start && unicode.IsSpace(m.text[end-1]) {
		end--
	}
	return end
}

// stretches reports whether a character is a space that may be made wider.
func stretches(r rune) bool { return r == ' ' || r == '\u00A0' }

// cling returns the penalty of a line that ends with a written hyphen, with a
// word of one letter, with an initial, or between a number and its sign.
func (m *measures) cling(at int) float64 {
	end := m.trimmed(0, at)
	if end == 0 || at == len(m.text) {
		return 0
	}
	last := m.text[end-1]
	switch {
	case last == '-' && end == at:
		return dashPenalty
	case strings.ContainsRune(units, m.text[at]):
		return clingPenalty
	case end == at:
		return 0
	case last == '№' || last == '§' || last == '¶':
		return clingPenalty
	case last == '.' && end > 1 && unicode.IsUpper(m.text[end-2]) && (end == 2 || !unicode.IsLetter(m.text[end-3])):
		return clingPenalty
	case unicode.IsLetter(last) && (end == 1 || unicode.IsSpace(m.text[end-2])):
		return clingPenalty
	}
	return 0
}

// brk is a place where the text may be broken.
type brk struct {
	at     int
	inside bool // a word
}

// units are signs that belong to the number before them.
const units = "%‰°€$₽"

// breaks returns the places where the text may be broken, ascending, the last
// at its end.
func (s *Setter) breaks(p *paragraph, divisions []int) []brk {
	all := s.broken[:0]
	defer func() { s.broken = all }()
	if !p.trust {
		for i, r := range p.text {
			if r == ' ' && i+1 < len(p.text) {
				all = append(all, brk{at: i + 1})
			}
		}
		all = append(all, brk{at: len(p.text)})
		return all
	}
	s.seg.Init(p.text)
	for it := s.seg.LineIterator(); it.Next(); {
		l := it.Line()
		end := l.Offset + len(l.Text)
		for ; len(divisions) > 0 && divisions[0] <= end; divisions = divisions[1:] {
			if divisions[0] < end {
				all = append(all, brk{at: divisions[0], inside: true})
			}
		}
		if end == len(p.text) || !strings.ContainsRune(clinging, p.text[end]) {
			all = append(all, brk{at: end})
		}
	}
	return all
}

// clinging characters stay on the line of the word before them.
const clinging = "—–·…"

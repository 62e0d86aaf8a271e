package typeset

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
)

// Frag is a stretch of a line with one face and one span, its glyphs in the
// order in which they stand on the line.
type Frag struct {
	Face   *Face
	Size   float64 // of the face, which may differ from that of the span
	Span   int     // index into the spans that were set
	Text   []rune  // of the whole paragraph; glyphs point into it
	Glyphs []Glyph
	Width  float64
}

// Line is a line of text.
type Line struct {
	Frags []Frag // from left to right
	Width float64
	RTL   bool
	First bool // starts a paragraph
}

// Form is how text is set.
type Form struct {
	Width float64 // greatest width of a line
	Lang  string  // BCP 47
	// Listed is set for short text in a list or table: it runs from right to
	// left only when all of it does. Other text runs as its first letter does.
	Listed bool
}

// Set breaks text into lines. A \n ends a line. Words that are too wide are
// broken; each line holds at least one character.
func (s *Setter) Set(spans []Span, form Form) []Line {
	if !(form.Width > 0) {
		form.Width = 1
	}
	var lines []Line
	for _, part := range splitLines(spans) {
		set := s.paragraph(part, spans, form)
		if len(set) > 0 {
			set[0].First = true
		}
		lines = append(lines, set...)
	}
	return lines
}

type part struct {
	text   []rune
	spanOf []int
}

// splitLines joins the cleaned spans and splits them at line feeds. It returns
// no part when there is nothing to print.
func splitLines(spans []Span) []part {
	parts := []part{{}}
	for i, sp := range spans {
		for k, piece := range strings.Split(Clean(sp.Text), "\n") {
			if k > 0 {
				parts = append(parts, part{})
			}
			last := &parts[len(parts)-1]
			for _, r := range piece {
				last.text = append(last.text, r)
				last.spanOf = append(last.spanOf, i)
			}
		}
	}
	for len(parts) > 0 && blank(parts[len(parts)-1].text) {
		parts = parts[:len(parts)-1]
	}
	for len(parts) > 0 && blank(parts[0].text) {
		parts = parts[1:]
	}
	return parts
}

func blank(text []rune) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// paragraph sets one paragraph. A library that fails on odd text is taken out
// of the way and the text set without it.
func (s *Setter) paragraph(pt part, spans []Span, form Form) (lines []Line) {
	defer func() {
		if recover() != nil {
			s.buf, s.hb = harfbuzz.NewBuffer(), [faceCount]*harfbuzz.Font{}
			lines = s.lines(&paragraph{text: pt.text}, pt.spanOf, spans, form)
		}
	}()
	return s.lines(&paragraph{text: pt.text, trust: true, listed: form.Listed}, pt.spanOf, spans, form)
}

func (s *Setter) lines(p *paragraph, spanOf []int, spans []Span, form Form) []Line {
	if len(p.text) == 0 {
		return []Line{{}}
	}
	p.drawn = make([]rune, len(p.text))
	s.itemise(p, spans, spanOf)
	for i := range p.runs {
		language := spans[p.runs[i].span].Lang
		if language == "" {
			language = form.Lang
		}
		s.shape(p, &p.runs[i], language)
	}
	m := s.measure(p)
	var ends []int
	for start := 0; start < len(p.text); start = ends[len(ends)-1] {
		ends = append(ends, m.lineEnd(start, form.Width))
	}
	m.noLoneWord(ends, form.Width)
	lines := make([]Line, len(ends))
	start := 0
	for i, end := range ends {
		lines[i] = p.line(start, end)
		start = end
	}
	return lines
}

// measures holds what line breaking needs to know of a paragraph.
type measures struct {
	text   []rune
	sum    []float64 // width of all clusters before a character
	whole  []bool    // a cluster starts here: the text may be cut
	breaks []int     // where a line may end, ascending, the last at the end
	next   int       // first of breaks not yet passed
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
	m.breaks = s.breaks(p)
	if p.trust {
		m.keepGraphemes(s)
	}
	return m
}

// breaks returns the ends of the smallest stretches that a line may hold.
func (s *Setter) breaks(p *paragraph) []int {
	var ends []int
	if !p.trust {
		for i, r := range p.text {
			if r == ' ' {
				ends = append(ends, i+1)
			}
		}
		return append(ends, len(p.text))
	}
	s.seg.Init(p.text)
	for it := s.seg.LineIterator(); it.Next(); {
		l := it.Line()
		if end := l.Offset + len(l.Text); end == len(p.text) || !strings.ContainsRune(clinging, p.text[end]) {
			ends = append(ends, end)
		}
	}
	return ends
}

// clinging characters stay on the line of the word before them.
const clinging = "—–·…"

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

// width returns the width of a stretch without the spaces at its end.
func (m *measures) width(start, end int) float64 {
	for end > start && unicode.IsSpace(m.text[end-1]) {
		end--
	}
	return m.sum[end] - m.sum[start]
}

// lineEnd returns where the line that begins at start ends.
func (m *measures) lineEnd(start int, width float64) int {
	for m.next < len(m.breaks) && m.breaks[m.next] <= start {
		m.next++
	}
	end := start
	for i := m.next; i < len(m.breaks) && m.width(start, m.breaks[i]) <= width; i++ {
		end = m.breaks[i]
	}
	if end > start {
		return end
	}
	for i := start + 1; i < len(m.text); i++ { // one word wider than the line
		if !m.whole[i] {
			continue
		}
		if end > start && m.width(start, i) > width {
			return end
		}
		end = i
	}
	if end > start && m.width(start, len(m.text)) > width {
		return end
	}
	return len(m.text)
}

// noLoneWord gives a last line of one short word company from the line before.
func (m *measures) noLoneWord(ends []int, width float64) {
	n := len(ends)
	if n < 2 {
		return
	}
	before, last := 0, ends[n-2]
	if n > 2 {
		before = ends[n-3]
	}
	i := sort.SearchInts(m.breaks, last)
	lone := i < len(m.breaks)-1 && m.breaks[i] == last && i+1 == len(m.breaks)-1
	if !lone || i == 0 || m.width(last, len(m.text)) > width/6 {
		return
	}
	if to := m.breaks[i-1]; to > before && m.width(before, to) > 0.7*width && m.width(to, len(m.text)) < width {
		ends[n-2] = to
	}
}

// line cuts a line out of the paragraph and puts its runs in visual order.
func (p *paragraph) line(start, end int) Line {
	for end > start && unicode.IsSpace(p.text[end-1]) {
		end--
	}
	l := Line{RTL: p.rtl}
	first := sort.Search(len(p.runs), func(i int) bool { return p.runs[i].end > start })
	last := sort.Search(len(p.runs), func(i int) bool { return p.runs[i].start >= end })
	for _, r := range visual(p.runs[first:max(first, last)]) {
		f := Frag{Face: r.face, Size: r.size, Span: r.span, Text: p.text, Glyphs: r.cut(start, end)}
		for _, g := range f.Glyphs {
			f.Width += float64(g.Adv)
		}
		if len(f.Glyphs) > 0 {
			l.Frags = append(l.Frags, f)
			l.Width += f.Width
		}
	}
	return l
}

// cut returns the glyphs of a run that stand for characters of [start, end).
func (r run) cut(start, end int) []Glyph {
	from := func(at int) int { // the first glyph in visual order that stands for a character from at on
		return sort.Search(len(r.glyphs), func(i int) bool { return int(r.glyphs[i].At) >= at })
	}
	if r.level%2 == 1 {
		start, end = end, start
		from = func(at int) int {
			return sort.Search(len(r.glyphs), func(i int) bool { return int(r.glyphs[i].At) < at })
		}
	}
	first := from(start)
	return r.glyphs[first:max(first, from(end))]
}

// visual puts runs in the order in which they stand on a line (rule L2 of the
// Unicode bidirectional algorithm).
func visual(logical []run) []run {
	if len(logical) == 0 {
		return nil
	}
	runs := slices.Clone(logical)
	lowest, highest := runs[0].level, runs[0].level
	for _, r := range runs {
		lowest, highest = min(lowest, r.level), max(highest, r.level)
	}
	for level := highest; level > 0 && level >= lowest-lowest%2; level-- {
		for i := 0; i < len(runs); i++ {
			if runs[i].level < level {
				continue
			}
			j := i
			for j < len(runs) && runs[j].level >= level {
				j++
			}
			slices.Reverse(runs[i:j])
			i = j
		}
	}
	return runs
}

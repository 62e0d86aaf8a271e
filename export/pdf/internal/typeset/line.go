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
	Frags   []Frag // from left to right
	Width   float64
	RTL     bool
	First   bool // starts a paragraph
	Divided bool // ends inside a word; the last fragment is the hyphen
	Spaced  bool // a space stands between it and the next line of its paragraph
}

// Form is how text is set.
type Form struct {
	Width float64 // greatest width of a line
	Lang  string  // BCP 47
	// Listed is set for short text in a list or table: it runs from right to
	// left only when all of it does. Other text runs as its first letter does.
	Listed bool
	// Divide lets words be divided where their language allows it.
	Divide bool
	// Justify makes lines reach the full width by their spaces, but for the
	// last of a paragraph and those whose spaces would become holes.
	Justify bool
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

// part is the text of a paragraph.
type part struct {
	text   []rune
	spanOf []int
	soft   []int // where soft hyphens stood, which are not in the text
}

// splitLines joins the cleaned spans and splits them at line feeds. It returns
// no part when there is nothing to print.
func splitLines(spans []Span) []part {
	parts := []part{{}}
	for i, sp := range spans {
		for k, piece := range strings.Split(cleanForSetting(sp.Text), "\n") {
			if k > 0 {
				parts = append(parts, part{})
			}
			last := &parts[len(parts)-1]
			for _, r := range piece {
				if r == softHyphen {
					last.soft = append(last.soft, len(last.text))
					continue
				}
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
			lines = s.lines(&paragraph{text: pt.text}, pt, spans, form)
		}
	}()
	return s.lines(&paragraph{text: pt.text, trust: true, listed: form.Listed}, pt, spans, form)
}

func (s *Setter) lines(p *paragraph, pt part, spans []Span, form Form) []Line {
	if len(p.text) == 0 {
		return []Line{{}}
	}
	p.drawn = make([]rune, len(p.text))
	s.itemise(p, spans, pt.spanOf)
	for i := range p.runs {
		language := spans[p.runs[i].span].Lang
		if language == "" {
			language = form.Lang
		}
		s.shape(p, &p.runs[i], language)
	}
	m := s.measure(p)
	var divisions []int
	if p.trust && !p.rtl {
		divisions = s.divisions(p, pt, spans, form)
	}
	ends := s.fit(m.stops(s, p, divisions, form.Width), form)
	lines := make([]Line, len(ends))
	start := 0
	for i, end := range ends {
		lines[i] = p.line(start, end.at)
		if end.hyphen > 0 {
			s.hyphenate(p, &lines[i], end.at)
		}
		lines[i].Spaced = i < len(ends)-1 && unicode.IsSpace(p.text[end.at-1])
		if form.Justify && i < len(ends)-1 {
			lines[i].justify(form.Width)
		}
		start = end.at
	}
	return lines
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

package typeset

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"guvoh/export/pdf/internal/hyphen"
)

// Bounds of words that are divided, in letters.
const (
	longest  = 60    // what is longer is no word
	compound = 8     // shortest part of a word with a hyphen of its own
	known    = 30000 // words that are remembered
)

// divisions returns where words may be divided, ascending: where somebody typed
// a soft hyphen, and where the language allows it. Names, figures, addresses
// and the last word of a paragraph stay whole.
func (s *Setter) divisions(p *paragraph, pt part, spans []Span, form Form) []int {
	all := s.divided[:0]
	defer func() { s.divided = all }()
	for _, at := range pt.soft {
		if at > 0 && at < len(p.text) && p.runs[p.runAt(at-1)].level == 0 && letter(p.text[at-1]) && letter(p.text[at]) && !unicode.Is(unicode.M, p.text[at]) {
			all = append(all, at)
		}
	}
	if form.Divide {
		typed := slices.Clone(all)
		p.words(func(start, end int) {
			if i, _ := slices.BinarySearch(typed, start); i < len(typed) && typed[i] < end {
				return // whoever typed soft hyphens into a word knows better
			}
			all = s.divideWord(all, p, pt, spans, form, start, end)
		})
		if len(typed) > 0 {
			slices.Sort(all)
		}
	}
	all = slices.Compact(all)
	return all
}

// words calls visit for each word that may be divided.
func (p *paragraph) words(visit func(start, end int)) {
	for start := 0; start < len(p.text); {
		end := start
		for end < len(p.text) && !unicode.IsSpace(p.text[end]) && p.text[end] != '\u00A0' {
			end++
		}
		if end < len(p.text) && !blank(p.text[end:]) && wordy(p.text[start:end]) {
			for from := start; from < end; {
				to := from
				for to < end && letter(p.text[to]) {
					to++
				}
				if to > from {
					visit(from, to)
				}
				from = to + 1
			}
		}
		start = max(end, start+1)
	}
}

// wordy reports whether text between two spaces is words and their signs, and
// no name, figure, address or abbreviation.
func wordy(text []rune) bool {
	letters := 0
	for i, r := range text {
		switch {
		case small(r):
			letters++
		case unicode.IsUpper(r), unicode.IsTitle(r), unicode.IsDigit(r):
			return false
		case r == '@', r == '/', r == '\\', r == '_', r == '=', r == '#', r == '&':
			return false
		case letter(r):
			letters++
		case (r == '.' || r == ':') && i+1 < len(text) && letter(text[i+1]):
			return false
		}
	}
	return letters >= hyphen.Shortest
}

// small reports whether a character is one of the small letters that most words
// are made of.
func small(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'а' && r <= 'џ' }

// letter reports whether a character is part of a word.
func letter(r rune) bool {
	switch {
	case small(r):
		return true
	case r < 0x80:
		return r >= 'A' && r <= 'Z' || r == '\'' || r == '`' // as people type ʻ and ʼ
	case r == '´', r == '‘', r == '’':
		return true
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r)
}

// divideWord adds the places where one word may be divided.
func (s *Setter) divideWord(all []int, p *paragraph, pt part, spans []Span, form Form, start, end int) []int {
	if end-start < hyphen.Shortest || end-start > longest {
		return all
	}
	if beside := start > 0 && p.text[start-1] == '-' || end < len(p.text) && p.text[end] == '-'; beside && end-start < compound {
		return all
	}
	for i := start; i < end; i++ {
		if sp := &spans[pt.spanOf[i]]; sp.Whole || sp.Style&Mono != 0 {
			return all
		}
	}
	language := spans[pt.spanOf[start]].Lang
	if language == "" {
		language = form.Lang
	}
	for _, at := range s.placesIn(language, p.text[start:end]) {
		if !unicode.Is(unicode.M, p.text[start+int(at)]) {
			all = append(all, start+int(at))
		}
	}
	return all
}

// placesIn remembers how words are divided: a text says most of its words more
// than once.
func (s *Setter) placesIn(language string, word []rune) []uint8 {
	s.word = append(append(s.word[:0], language...), 0)
	for _, r := range word {
		s.word = utf8.AppendRune(s.word, r)
	}
	if places, ok := s.places[string(s.word)]; ok {
		return places
	}
	var places []uint8
	if d := s.divider(language); d != nil {
		for _, at := range d.Divide(word) {
			places = append(places, uint8(at))
		}
	}
	if len(s.places) >= known {
		clear(s.places)
	}
	s.places[string(s.word)] = places
	return places
}

// divider returns who divides the words of a language; nil for nobody.
func (s *Setter) divider(language string) hyphen.Divider {
	d, ok := s.dividers[language]
	if !ok {
		d = hyphen.For(language)
		s.dividers[language] = d
	}
	return d
}

// runAt returns the run of a character.
func (p *paragraph) runAt(at int) int {
	i, _ := slices.BinarySearchFunc(p.runs, at, func(r run, at int) int {
		switch {
		case r.end <= at:
			return -1
		case r.start > at:
			return 1
		}
		return 0
	})
	return i
}

// dash is the hyphen of a face.
type dash struct {
	glyph GID
	width float64 // as a share of the size; 0 when not asked for yet
}

// hyphenOf returns the hyphen that is set behind a character, and its face.
func (s *Setter) hyphenOf(p *paragraph, at int) (run, Glyph) {
	r := p.runs[p.runAt(at)]
	d := &s.dashes[r.face.Index]
	if d.width == 0 {
		if !s.has(r.face.Index, '-') {
			r.face = s.faces[sans]
			d = &s.dashes[sans]
		}
		face := s.letters(r.face.Index)
		g, _ := face.NominalGlyph('-')
		*d = dash{g, float64(face.HorizontalAdvance(g)) / r.face.upem()}
	}
	return r, Glyph{ID: d.glyph, Runes: 1, Adv: float32(d.width * r.size)}
}

func (s *Setter) hyphenWidth(p *paragraph, at int) float64 {
	_, g := s.hyphenOf(p, at-1)
	return float64(g.Adv)
}

// hyphenate sets the hyphen at the end of a line that ends inside a word. In
// the file it stands for a soft hyphen, so that the word is found whole.
func (s *Setter) hyphenate(p *paragraph, l *Line, at int) {
	r, g := s.hyphenOf(p, at-1)
	l.Frags = append(l.Frags, Frag{Face: r.face, Size: r.size, Span: r.span, Text: softHyphens, Glyphs: []Glyph{g}, Width: float64(g.Adv)})
	l.Width += float64(g.Adv)
	l.Divided = true
}

// softHyphens is the text of every hyphen that is set.
var softHyphens = []rune{softHyphen}

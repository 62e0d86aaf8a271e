package typeset

import (
	"math"
	"slices"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"

	"guvoh/export/pdf/internal/hyphen"
)

// Style chooses among the faces.
type Style uint8

// The styles. They combine.
const (
	Bold Style = 1 << iota
	Italic
	Mono
)

// Span is text of one look.
type Span struct {
	Text  string
	Style Style
	Size  float64 // points
	Rise  float64 // points above the base line
	Lang  string  // BCP 47; empty for the language of the paragraph
	Whole bool    // its words are never divided
}

// Glyph is a placed glyph. Lengths are in points.
type Glyph struct {
	ID     GID
	At     int32  // index of the first character it stands for
	Runes  uint16 // how many it stands for; zero for a further part of a cluster
	Adv    float32
	DX, DY float32
}

// Setter sets text. It holds buffers: one goroutine, one setter.
type Setter struct {
	family  Family
	faces   []*Face
	plain   [faceCount]*font.Face
	hb      [faceCount]*harfbuzz.Font
	buf     *harfbuzz.Buffer
	bidi    bidi.Paragraph
	seg     segmenter.Segmenter
	missing map[rune]bool

	places   map[string][]uint8 // where words are divided, by language and word
	word     []byte             // the key of one
	dividers map[string]hyphen.Divider
	dashes   [faceCount]dash
	divided  []int  // buffers: where words of a paragraph may be divided,
	broken   []brk  // where its text may be broken,
	ends     []stop // where its lines may end
	best     []ways // to each stop of a paragraph
}

// NewSetter returns a setter of text in a family of faces.
func NewSetter(family Family) *Setter {
	s := &Setter{family: family, faces: Faces(), buf: harfbuzz.NewBuffer(), missing: map[rune]bool{}, places: map[string][]uint8{}, dividers: map[string]hyphen.Divider{}}
	return s
}

// Missing returns the characters met so far that no face can draw.
func (s *Setter) Missing() map[rune]bool { return s.missing }

// Advance returns the width of a glyph in thousandths of the size, rounded as a
// PDF states it.
func (s *Setter) Advance(f *Face, g GID) float64 {
	return math.Round(float64(s.letters(f.Index).HorizontalAdvance(g)) * 1000 / f.upem())
}

// run is a stretch of one paragraph with one face, direction, script and span.
type run struct {
	start, end int
	face       *Face
	level      bidi.Level
	script     language.Script
	span       int
	size       float64
	glyphs     []Glyph // in visual order
}

// paragraph is a shaped paragraph, not yet broken into lines.
type paragraph struct {
	text   []rune // as typed
	drawn  []rune // with a box for what no face has
	runs   []run  // in logical order
	rtl    bool
	trust  bool // use the libraries for order, shape and breaks
	listed bool
}

// itemise splits the paragraph into runs where any property changes.
func (s *Setter) itemise(p *paragraph, spans []Span, spanOf []int) {
	levels := s.levels(p)
	scripts := scriptsOf(p.text)
	face := -1
	for i, r := range p.text {
		next, drawn := s.faceFor(r, spans[spanOf[i]].Style, face)
		p.drawn[i] = drawn
		last := len(p.runs) - 1
		if i > 0 && next == face && spanOf[i] == spanOf[i-1] && levels[i] == levels[i-1] && scripts[i] == scripts[i-1] {
			p.runs[last].end = i + 1
			continue
		}
		face = next
		p.runs = append(p.runs, run{
			start: i, end: i + 1, face: s.faces[face], level: levels[i], script: scripts[i],
			span: spanOf[i], size: math.Round(100*spans[spanOf[i]].Size*s.faces[face].scale) / 100, // as precise as the file
		})
	}
}

// levels returns the embedding level of each character.
func (s *Setter) levels(p *paragraph) []bidi.Level {
	levels := make([]bidi.Level, len(p.text))
	if !p.trust {
		return levels
	}
	p.rtl = runsRTL(p.text, p.listed)
	direction := bidi.LeftToRight
	if p.rtl {
		direction = bidi.RightToLeft
	}
	ordered := s.bidi.Segment(p.text, direction)
	for i := range ordered.NumRuns() {
		r := ordered.Run(i)
		for k := r.Start; k < r.End; k++ {
			levels[k] = r.Level
		}
	}
	return levels
}

// runsRTL reports whether the first letter of a text, or every one, belongs to
// a script that runs from right to left.
func runsRTL(text []rune, every bool) bool {
	rtl := false
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		rtl = unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
		if !rtl || !every {
			return rtl
		}
	}
	return rtl
}

// scriptsOf gives each character a script; common ones take that of the text
// before them.
func scriptsOf(text []rune) []language.Script {
	scripts := make([]language.Script, len(text))
	current := language.Latin
	for _, r := range text {
		if sc := language.LookupScript(r); sc.Strong() {
			current = sc
			break
		}
	}
	for i, r := range text {
		if sc := language.LookupScript(r); sc.Strong() {
			current = sc
		}
		scripts[i] = current
	}
	return scripts
}

// faceFor returns the face for a character and the character to draw. Marks,
// joiners and spaces stay with the face before them where it has them.
func (s *Setter) faceFor(r rune, style Style, before int) (face int, drawn rune) {
	list := fallback[s.family][style&7]
	if ignorable(r) {
		if before >= 0 {
			return before, r
		}
		return list[0], r
	}
	if before >= 0 && (unicode.In(r, unicode.Mn, unicode.Me) || r == ' ') && s.has(before, r) && slices.Contains(list, before) {
		return before, r
	}
	for _, f := range list {
		if s.has(f, r) && !unicode.Is(unicode.Co, r) { // what is for private use means something else to everybody
			return f, r
		}
	}
	s.missing[r] = true
	return sans, '□'
}

func (s *Setter) has(face int, r rune) bool {
	_, ok := s.letters(face).NominalGlyph(r)
	return ok
}

// letters returns the letters of a face, which is read when it is first asked
// for one.
func (s *Setter) letters(face int) *font.Face {
	if s.plain[face] == nil {
		s.plain[face] = font.NewFace(s.faces[face].font())
	}
	return s.plain[face]
}

// shape fills in the glyphs of a run.
func (s *Setter) shape(p *paragraph, r *run, lang string) {
	if !p.trust {
		s.shapePlainly(p, r)
		return
	}
	f := r.face.Index
	if s.hb[f] == nil {
		s.hb[f] = harfbuzz.NewFont(font.NewFace(r.face.font()))
	}
	s.buf.Clear()
	s.buf.AddRunes(p.drawn, r.start, r.end-r.start)
	if len(lang) > 35 { // the longest that the standard asks programs to take
		lang = ""
	}
	s.buf.Props = harfbuzz.SegmentProperties{
		Language: language.NewLanguage(lang), Script: r.script, Direction: harfbuzz.LeftToRight,
	}
	if r.level%2 == 1 {
		s.buf.Props.Direction = harfbuzz.RightToLeft
	}
	s.buf.Shape(s.hb[f], nil)
	unit := r.size / r.face.upem()
	r.glyphs = make([]Glyph, len(s.buf.Info))
	for i, info := range s.buf.Info {
		pos := s.buf.Pos[i]
		r.glyphs[i] = Glyph{
			ID: info.Glyph, At: int32(info.Cluster),
			Adv: float32(float64(pos.XAdvance) * unit),
			DX:  float32(float64(pos.XOffset) * unit), DY: float32(float64(pos.YOffset) * unit),
		}
	}
	shareText(r)
}

// shareText says which characters each glyph stands for: a cluster of as many
// glyphs as characters is paired off, else its first glyph takes all of them.
func shareText(r *run) {
	g := r.glyphs
	rtl := r.level%2 == 1
	after := r.end // from right to left, where the cluster before this one on the line began
	for i := 0; i < len(g); {
		start, j := int(g[i].At), i+1
		for j < len(g) && int(g[j].At) == start {
			j++
		}
		end := after
		if !rtl {
			end = r.end
			if j < len(g) {
				end = int(g[j].At)
			}
		}
		shareCluster(g[i:j], max(end-start, 0), rtl)
		after, i = start, j
	}
}

func shareCluster(g []Glyph, runes int, rtl bool) {
	if len(g) != runes {
		first := 0
		if rtl {
			first = len(g) - 1
		}
		g[first].Runes = uint16(min(runes, 0xFFFF))
		return
	}
	for k := range g {
		g[k].Runes = 1
		if rtl {
			g[k].At += int32(len(g) - 1 - k)
		} else {
			g[k].At += int32(k)
		}
	}
}

// shapePlainly gives each character its own glyph, without any library that
// could have failed.
func (s *Setter) shapePlainly(p *paragraph, r *run) {
	for i := r.start; i < r.end; i++ {
		g, ok := s.letters(r.face.Index).NominalGlyph(p.drawn[i])
		if !ok {
			continue
		}
		adv := float64(s.letters(r.face.Index).HorizontalAdvance(g)) * r.size / r.face.upem()
		r.glyphs = append(r.glyphs, Glyph{ID: g, At: int32(i), Runes: 1, Adv: float32(adv)})
	}
}

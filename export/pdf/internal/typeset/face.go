// Package typeset turns text of any script into lines of placed glyphs.
//
// It cleans what a person typed, finds a face for each character, orders
// mixed directions, shapes and breaks lines. It knows nothing of pages or of
// the file that is written. Whatever the text is, it never panics and never
// loses a character silently: what no face can draw is drawn as a box, keeps
// its meaning for search, and is reported.
package typeset

import (
	"bytes"
	"fmt"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"

	"guvoh/assets/fonts"
)

// GID is the number of a glyph in its face.
type GID = font.GID

// Face is one typeface. It is shared and never changes. Its file is read when
// the first of its letters is needed: most documents use a few faces only, and
// each takes megabytes.
type Face struct {
	Name  string  // PostScript name, such as CharisSIL-Bold
	Index int     // position in [Faces]
	scale float64 // makes faces of one size look alike
	loose bool    // its letters stand apart from each other
	read  func() (*font.Font, error)
}

// font returns what was read of the file. A face that is part of the program
// can be read; if it cannot, there is no document to print.
func (f *Face) font() *font.Font {
	read, err := f.read()
	if err != nil {
		panic(err)
	}
	return read
}

// upem is the size in which the lengths of the face are given.
func (f *Face) upem() float64 { return float64(f.font().Upem()) }

// The faces, in the order of their index.
const (
	serif = iota
	serifBold
	serifItalic
	serifBoldItalic
	mono
	arabic
	arabicBold
	georgian
	georgianBold
	armenian
	armenianBold
	hebrew
	sans
	times
	timesBold
	timesItalic
	timesBoldItalic
	faceCount
)

var faceFiles = [faceCount]struct {
	name  string
	scale float64
}{
	serif:           {"CharisSIL-Regular", 1},
	serifBold:       {"CharisSIL-Bold", 1},
	serifItalic:     {"CharisSIL-Italic", 1},
	serifBoldItalic: {"CharisSIL-BoldItalic", 1},
	mono:            {"DejaVuSansMono", 0.84},
	arabic:          {"NotoNaskhArabic-Regular", 1.12},
	arabicBold:      {"NotoNaskhArabic-Bold", 1.12},
	georgian:        {"NotoSerifGeorgian-Regular", 0.95},
	georgianBold:    {"NotoSerifGeorgian-Bold", 0.95},
	armenian:        {"NotoSerifArmenian-Regular", 0.95},
	armenianBold:    {"NotoSerifArmenian-Bold", 0.95},
	hebrew:          {"NotoSerifHebrew-Regular", 1},
	sans:            {"DejaVuSans", 0.9},
	times:           {"LiberationSerif-Regular", 1},
	timesBold:       {"LiberationSerif-Bold", 1},
	timesItalic:     {"LiberationSerif-Italic", 1},
	timesBoldItalic: {"LiberationSerif-BoldItalic", 1},
}

// Family is a family of faces that text is set in.
type Family int

// The families.
const (
	Charis Family = iota
	Times         // Liberation Serif, which has the widths of Times New Roman
)

// fallback lists for each family and style which faces are asked for a
// character.
var fallback = [...][8][]int{
	Charis: chains([4]int{serif, serifBold, serifItalic, serifBoldItalic}),
	Times:  chains([4]int{times, timesBold, timesItalic, timesBoldItalic}),
}

// chains lists the faces to ask for a family with these letters: plain, bold,
// italic and both.
func chains(own [4]int) (all [8][]int) {
	charis := [4]int{serif, serifBold, serifItalic, serifBoldItalic}
	for style := range all {
		look := Style(style) & (Bold | Italic)
		letters := []int{own[look], charis[look]}
		if look&Italic != 0 { // upright before another family
			letters = append(letters, own[look&^Italic], charis[look&^Italic])
		}
		others := []int{arabic, georgian, armenian, hebrew, sans, mono}
		if look&Bold != 0 {
			others = []int{arabicBold, georgianBold, armenianBold, hebrew, sans, mono}
		}
		chain := append(letters, others...)
		if Style(style)&Mono != 0 {
			chain = append([]int{mono}, chain...)
		}
		all[style] = unique(chain)
	}
	return all
}

// unique keeps the first of faces that are listed twice.
func unique(faces []int) []int {
	var once []int
	for _, f := range faces {
		if !slices.Contains(once, f) {
			once = append(once, f)
		}
	}
	return once
}

// Faces returns all faces. Each is read once for the life of the program.
var Faces = sync.OnceValue(func() []*Face {
	faces := make([]*Face, faceCount)
	for i, file := range faceFiles {
		read := func() (*font.Font, error) {
			raw, err := fonts.Read(file.name + ".ttf")
			if err != nil {
				return nil, err
			}
			parsed, err := font.ParseTTF(bytes.NewReader(raw))
			if err != nil {
				return nil, fmt.Errorf("face %s: %w", file.name, err)
			}
			return parsed.Font, nil
		}
		faces[i] = &Face{
			Name: file.name, Index: i, scale: file.scale, loose: i <= serifBoldItalic || i >= times,
			read: sync.OnceValues(read),
		}
	}
	return faces
})

// Outline calls visit for each segment of the outline of a glyph, in units of
// one em. The operators are those of a PDF path: m, l and c.
func (f *Face) Outline(g GID, visit func(op byte, points ...float64)) {
	outline, ok := font.NewFace(f.font()).GlyphDataOutline(g)
	if !ok {
		return
	}
	upem := f.upem()
	var x, y float64
	for _, s := range outline.Segments {
		var p []float64
		for _, a := range s.ArgsSlice() {
			p = append(p, float64(a.X)/upem, float64(a.Y)/upem)
		}
		switch len(p) {
		case 2:
			op := byte('l')
			if s.Op == 0 {
				op = 'm'
			}
			visit(op, p...)
		case 4: // a quadratic curve, as PDF has only cubic ones
			visit('c', x+2*(p[0]-x)/3, y+2*(p[1]-y)/3, p[2]+2*(p[0]-p[2])/3, p[3]+2*(p[1]-p[3])/3, p[2], p[3])
		case 6:
			visit('c', p...)
		}
		x, y = p[len(p)-2], p[len(p)-1]
	}
}

package pdf

import (
	"fmt"
	"math"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/pdf/internal/finish"
	"guvoh/export/pdf/internal/typeset"
)

// outline returns the bookmarks of some pages: the sections, as deep as the
// contents go, and the exhibits, each with the number of its page.
func (p *painter) outline(first, last int) []finish.Mark {
	depth := 2
	if p.doc.Contents != nil {
		depth = p.doc.Contents.Levels()
	}
	var marks []finish.Mark
	add := func(at target, level int, title string) {
		if at.page < first || at.page > last {
			return
		}
		title += " – " + fmt.Sprintf(p.words.AtPage, at.page)
		marks = append(marks, finish.Mark{Title: title, Level: level, Page: at.page - first + 1, Y: p.sheet.paperH - at.y})
	}
	p.doc.Walk(func(b doc.Block, level int) {
		switch b := b.(type) {
		case *doc.Section:
			if level <= depth {
				add(p.headings[p.order[b]], level, strings.TrimSpace(p.numbers.Sections[b]+"  "+typeset.CleanLine(b.Title)))
			}
		case *doc.Exhibit:
			add(p.exhibits[b], level+1, joinedBy(", ", typeset.CleanLine(b.Number), typeset.CleanLine(b.Title)))
		}
	})
	return marks
}

// watermark draws a word across the page as outlines: it is seen, but a search
// of the text does not meet it on every page.
func (p *painter) watermark(word string) finish.Form {
	s := p.sheet
	form := finish.Form{Name: "Wm", W: s.paperW, H: s.paperH}
	const size = 100.0
	set := p.setter.Set([]typeset.Span{{Text: typeset.CleanLine(word), Style: typeset.Bold, Size: size, Lang: p.lang}}, typeset.Form{Width: 1e6, Lang: p.lang})
	if len(set) == 0 || set[0].Width <= 0 {
		return form
	}
	slope := math.Atan2(s.paperH, s.paperW)
	scale := min(0.66*math.Hypot(s.paperW, s.paperH)/set[0].Width, 1.5)
	cos, sin := math.Cos(slope)*scale, math.Sin(slope)*scale
	var b strings.Builder
	fmt.Fprintf(&b, "q %s %.4f %.4f %.4f %.4f %.2f %.2f cm\n", watermarks.fill(), cos, sin, -sin, cos, s.paperW/2, s.paperH/2)
	x := -set[0].Width / 2
	for _, f := range set[0].Frags {
		for _, g := range f.Glyphs {
			f.Face.Outline(g.ID, func(op byte, pts ...float64) {
				for i, v := range pts {
					at := v * f.Size
					if i%2 == 0 {
						at += x + float64(g.DX)
					} else {
						at += float64(g.DY) - 0.34*size
					}
					fmt.Fprintf(&b, "%.2f ", at)
				}
				b.WriteByte(op)
				b.WriteByte('\n')
			})
			x += float64(g.Adv)
		}
	}
	b.WriteString("f Q")
	form.Content = b.String()
	return form
}

package pdf

import (
	"fmt"
	"math"
	"strings"

	"guvoh/export/pdf/internal/finish"
	"guvoh/export/pdf/internal/typeset"
)

// watermark draws a word across the page as outlines: it is seen, but a search
// of the text does not meet it on every page.
func (p *painter) watermark(word string) finish.Form {
	s := p.sheet
	form := finish.Form{Name: "Wm", W: s.paperW, H: s.paperH}
	const size = 100.0
	set := p.plain(word, look{size: size, lead: size, style: typeset.Bold})
	if set.Width <= 0 {
		return form
	}
	slope := math.Atan2(s.paperH, s.paperW)
	scale := min(0.66*math.Hypot(s.paperW, s.paperH)/set.Width, 1.5)
	cos, sin := math.Cos(slope)*scale, math.Sin(slope)*scale
	var b strings.Builder
	fmt.Fprintf(&b, "q %s %.4f %.4f %.4f %.4f %.2f %.2f cm\n", watermarks.fill(), cos, sin, -sin, cos, s.paperW/2, s.paperH/2)
	x := -set.Width / 2
	for _, f := range set.Frags {
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

// outline returns the bookmarks of the file, one for each heading.
func (p *painter) outline() []finish.Mark {
	var marks []finish.Mark
	for i, h := range p.numbers.Headings {
		at := p.headings[i+1]
		if at.page == 0 {
			continue
		}
		title := typeset.CleanLine(h.Section.Title)
		if h.Number != "" {
			title = h.Number + "  " + title
		}
		marks = append(marks, finish.Mark{Title: title, Level: h.Level, Page: at.page, Y: p.sheet.paperH - at.y})
	}
	return marks
}

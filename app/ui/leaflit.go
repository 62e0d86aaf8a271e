package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Lit is a part of a leaf that stands out, in fractions of its width and height from the
// top left.
type Lit struct {
	At                       int // which leaf, the first being 0
	Left, Top, Right, Bottom float32
	Best                     bool // it is what somebody is led to
}

// The inks of what stands out: paper is white whatever the colours of the window, and
// words are read through them.
var (
	inkLit  = color.NRGBA{0xFF, 0xC9, 0x2E, 0x5C}
	inkBest = color.NRGBA{0xF5, 0x7C, 0x00, 0x78}
)

// light lays the parts that stand out over the leaf that is shown.
func (f *leaf) light(s fyne.Size) {
	f.lit.Objects = nil
	f.lit.Resize(s)
	if f.late || f.shown.at < 0 || f.err != nil {
		return
	}
	for _, l := range f.leaves.Lit {
		if l.At != f.shown.at {
			continue
		}
		f.lit.Objects = append(f.lit.Objects, l.Over(fyne.Position{}, s))
	}
}

// Over gives what lies over the part of a leaf that has a place and a size.
func (l Lit) Over(at fyne.Position, s fyne.Size) *canvas.Rectangle {
	box := canvas.NewRectangle(inkLit)
	if l.Best {
		box.FillColor = inkBest
	}
	box.CornerRadius = 2
	w, h := (l.Right-l.Left)*s.Width, (l.Bottom-l.Top)*s.Height
	box.Move(at.AddXY(l.Left*s.Width-1, l.Top*s.Height-h*0.15))
	box.Resize(fyne.NewSize(w+2, h*1.3))
	return box
}

// Light has parts of pages stand out, and brings the best of them into view once its
// page is shown. None takes away those there are.
func (p *Pages) Light(parts []Lit) {
	p.leaf.leaves.Lit, p.led = parts, len(parts) == 0
	p.leaf.Refresh()
	p.lead()
}

// lead brings the best part into view, once.
func (p *Pages) lead() {
	if p.led || p.leaf.late {
		return
	}
	for _, l := range p.leaf.leaves.Lit {
		if l.Best && l.At == p.leaf.shown.at {
			p.led = true
			h := p.leaf.Size().Height
			line := (l.Bottom - l.Top) * h
			RevealPart(p.leaf, max(0, l.Top*h-3*line), 7*line)
			return
		}
	}
}

// Lit counts the parts that stand out on the page that is shown.
func (p *Pages) Lit() int { return len(p.leaf.lit.Objects) }

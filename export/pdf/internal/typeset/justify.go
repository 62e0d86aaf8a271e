package typeset

// What the spaces of a justified line may do, in shares of their width.
const (
	stretch = 0.5  // nobody notices
	shrink  = 0.22 // the most
	hole    = 1.3  // above this it is a hole, and the line is left as it is
)

// What letters may be set apart where spaces alone would be too wide.
const (
	track    = 0.012 // of the size, which no eye can see
	tracking = 0.012 // of a line's width: about half of what that brings
)

// justify makes a line as wide as it should be by its spaces, and by a hair
// between letters where they would be wide. A line that would show holes is
// left as it is.
func (l *Line) justify(width float64) {
	spaces, most := 0.0, 0.0
	l.eachSpace(func(_ *Frag, g *Glyph) { spaces += float64(g.Adv) })
	l.eachLetter(func(f *Frag, _ *Glyph) { most += track * f.Size })
	free := width - l.Width
	letters := min(max(free-spaces*stretch, 0)/2, most)
	if spaces == 0 || free-letters > spaces*hole {
		return
	}
	l.eachSpace(func(f *Frag, g *Glyph) { f.widen(g, float64(g.Adv)*(free-letters)/spaces) })
	if letters > 0 {
		l.eachLetter(func(f *Frag, g *Glyph) { f.widen(g, track*f.Size*letters/most) })
	}
	l.Width = width
}

func (f *Frag) widen(g *Glyph, by float64) {
	g.Adv += float32(by)
	f.Width += by
}

func (l *Line) eachSpace(visit func(*Frag, *Glyph)) {
	for i := range l.Frags {
		f := &l.Frags[i]
		for k := range f.Glyphs {
			if g := &f.Glyphs[k]; g.Runes == 1 && stretches(f.Text[g.At]) {
				visit(f, g)
			}
		}
	}
}

// eachLetter visits the letters that another one follows. Scripts that join
// their letters, and letters with a mark set on them, are left alone.
func (l *Line) eachLetter(visit func(*Frag, *Glyph)) {
	for i := range l.Frags {
		f := &l.Frags[i]
		if !f.Face.loose || l.RTL {
			continue
		}
		for k := range f.Glyphs[:max(len(f.Glyphs)-1, 0)] {
			g, next := &f.Glyphs[k], &f.Glyphs[k+1]
			if g.Adv > 0 && next.Adv > 0 && g.Runes > 0 && next.Runes > 0 && !stretches(f.Text[g.At]) {
				visit(f, g)
			}
		}
	}
}

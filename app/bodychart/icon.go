package bodychart

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/export/figure"
)

// Icon is a figure as a sign of one colour, such as for a list of figures.
func Icon(s figure.Shape) fyne.Resource {
	const side = 24
	k := side / max(s.Width, s.Height)
	dx, dy := (side-s.Width*k)/2, (side-s.Height*k)/2
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">`)
	for _, path := range s.Body {
		b.WriteString(`<path fill="#000000" d="`)
		for _, st := range path {
			b.WriteByte(st.Op)
			for _, p := range st.P {
				fmt.Fprintf(&b, "%.2f %.2f ", dx+p.X*k, dy+p.Y*k)
			}
		}
		b.WriteString(`"/>`)
	}
	b.WriteString("</svg>")
	name := s.View
	if s.Child {
		name += "-child"
	}
	return theme.NewThemedResource(fyne.NewStaticResource("figure-"+name+".svg", []byte(b.String())))
}

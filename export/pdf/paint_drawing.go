package pdf

import (
	"math"

	"guvoh/export/doc"
)

// drawingMark is a drawing with its upper left corner at x.
type drawingMark struct {
	drawing *doc.Drawing
	scale   float64 // points to a millimetre of the drawing
	x       float64
	words   []drawnWords // in the order of the shapes that have words
}

// drawnWords are words of a drawing, and how far they begin from their place.
type drawnWords struct {
	x    float64
	line line
}

func (m drawingMark) draw(p *painter, x, y float64) {
	x += m.x
	words := m.words
	for i := range m.drawing.Shapes {
		s := &m.drawing.Shapes[i]
		if s.Words == "" {
			m.path(p, s, x, y)
			continue
		}
		w := words[0]
		words = words[1:]
		textMark{x: w.x, line: &w.line}.draw(p, finite(x+s.At.X*m.scale), finite(y+s.At.Y*m.scale))
	}
}

// path draws a line or a surface. Steps that make no sense end it.
func (m drawingMark) path(p *painter, s *doc.Shape, x, y float64) {
	if len(s.Path) == 0 || s.Path[0].Op != 'M' || s.Stroke == doc.NoHue && s.Fill == doc.NoHue {
		return
	}
	p.decorate()
	w := &p.pen
	dashed := s.Stroke != doc.NoHue && len(s.Dash) > 0
	if s.Fill != doc.NoHue {
		w.inFill(hues[min(s.Fill, doc.Paper)])
	}
	if s.Stroke != doc.NoHue {
		w.inStroke(hues[min(s.Stroke, doc.Paper)])
		w.lineWidth(max(finite(s.Width*m.scale), 0.1))
		w.text("1 J 1 j\n")
	}
	if dashed {
		w.text("[")
		for _, v := range s.Dash {
			w.numbers(max(finite(v*m.scale), 0.03))
		}
		w.text("] 0 d\n")
	}
	for _, step := range s.Path {
		operator, ok := map[byte]string{'M': "m", 'L': "l", 'C': "c", 'Z': "h"}[step.Op]
		if !ok || len(step.P) != map[byte]int{'M': 1, 'L': 1, 'C': 3}[step.Op] {
			break
		}
		var at []float64
		for _, q := range step.P {
			at = append(at, finite(x+q.X*m.scale), finite(p.paperH-y-q.Y*m.scale))
		}
		w.path(operator, at...)
	}
	switch {
	case s.Fill == doc.NoHue:
		w.text("S\n")
	case s.Stroke == doc.NoHue:
		w.text("f\n")
	default:
		w.text("B\n")
	}
	if s.Stroke != doc.NoHue {
		w.text("0 J 0 j\n")
	}
	if dashed {
		w.text("[] 0 d\n")
	}
}

// finite keeps a coordinate within what a file may say.
func finite(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return min(max(v, -30000), 30000)
}

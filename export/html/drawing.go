package html

import (
	"fmt"
	"strings"

	"guvoh/export/doc"
)

// hues are the colours of a drawing, as the style sheet names them.
var hues = [...]string{
	doc.NoHue: "none", doc.Ink: "var(--ink)", doc.Soft: "var(--soft)", doc.Faint: "var(--tint)",
	doc.Accent: "var(--accent)", doc.Alarm: "var(--alarm)", doc.Paper: "var(--paper)",
}

// drawing prints a drawing as SVG, in millimetres.
func (p *printer) drawing(d *doc.Drawing) {
	p.print("<figure%s><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"%s width=\"%smm\" height=\"%smm\" viewBox=\"0 0 %s %s\">\n",
		attr("id", p.id(d.Anchor)), attr("aria-label", d.Alt), num(d.Width), num(d.Height), num(d.Width), num(d.Height))
	for _, s := range d.Shapes {
		if s.Words != "" {
			p.label(s)
			continue
		}
		p.print("<path d=\"%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s stroke-linejoin=\"round\"/>\n",
			path(s.Path), hues[s.Fill], hues[s.Stroke], num(s.Width), attr("stroke-dasharray", dashes(s.Dash)))
	}
	p.print("</svg>")
	p.element("figcaption", "", p.text(d.Caption))
	p.print("</figure>\n")
}

// point is the size of a typographic point in millimetres.
const point = 25.4 / 72

func (p *printer) label(s doc.Shape) {
	weight := ""
	if s.Style&doc.Bold != 0 {
		weight = "bold"
	}
	p.print("<text x=\"%s\" y=\"%s\" font-size=\"%.3f\" fill=\"%s\" text-anchor=\"%s\"%s>%s</text>\n",
		num(s.At.X), num(s.At.Y), s.Size*point, hues[s.Hue], [...]string{"start", "end", "middle"}[s.Align], attr("font-weight", weight), esc(s.Words))
}

func path(steps []doc.Step) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteByte(s.Op)
		for _, q := range s.P {
			fmt.Fprintf(&b, "%s %s ", num(q.X), num(q.Y))
		}
	}
	return strings.TrimSpace(b.String())
}

func dashes(lengths []float64) string {
	var parts []string
	for _, l := range lengths {
		parts = append(parts, num(l))
	}
	return strings.Join(parts, " ")
}

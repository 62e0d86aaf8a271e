package figure

import (
	"math"
	"strconv"

	"guvoh/export/doc"
)

// Cell is where a row and a column of a heat table meet.
type Cell struct {
	Sure, Perhaps int
	Note          string // in the place of the number
}

// number is what stands in the cell; nothing for nothing.
func (c Cell) number() string {
	switch {
	case c.Note != "":
		return c.Note
	case c.Perhaps > 0:
		return strconv.Itoa(c.Sure) + "+" + strconv.Itoa(c.Perhaps) + "?"
	case c.Sure == 0:
		return "·"
	}
	return strconv.Itoa(c.Sure)
}

// Heat is a table of numbers, each with a square beside it that is the larger the
// more there are: its area is the number. So it is read in print without colour as
// well as on the screen, and nobody has to compare shades.
type Heat struct {
	Width   float64
	Rows    []Bar // their words and depths
	Columns []string
	Cells   [][]Cell // of each row
}

const (
	heatHigh   = 6.0
	heatSquare = 4.2
	heatHead   = 3 // lines over a column
)

// Draw gives the table, in several drawings where it is higher than a page. Each
// begins with the words of the columns.
func (h Heat) Draw() []*doc.Drawing {
	if len(h.Rows) == 0 || len(h.Columns) == 0 || h.Width <= 0 {
		return nil
	}
	labels, most := h.Width*0.14, 1
	for i, r := range h.Rows {
		labels = max(labels, chartWords.width(r.Label)+float64(r.Depth)*barStep)
		for _, c := range h.Cells[i] {
			most = max(most, c.Sure+c.Perhaps)
		}
	}
	labels = min(labels, h.Width*0.36)
	head := 1.5 + heatHead*chartWords.lead()
	per := max(int((chartTallest-head)/heatHigh), 1)
	var all []*doc.Drawing
	for from := 0; from < len(h.Rows); from += per {
		to := min(from+per, len(h.Rows))
		all = append(all, h.page(from, to, labels, head, most))
	}
	return all
}

func (h Heat) page(from, to int, labels, head float64, most int) *doc.Drawing {
	s := &sketch{}
	wide := (h.Width - labels - barInset) / float64(len(h.Columns))
	column := func(i int) float64 { return labels + barInset + float64(i)*wide }
	for i, title := range h.Columns {
		lines := chartWords.wrap(title, wide-1, heatHead)
		for k, l := range lines {
			s.words(column(i)+1, head-1-float64(len(lines)-1-k)*chartWords.lead(), l, chartWords, doc.Start)
		}
	}
	for k := from; k < to; k++ {
		y := head + float64(k-from)*heatHigh
		indent := float64(h.Rows[k].Depth) * barStep
		s.line(pen{hue: doc.Faint, width: thin}, doc.Point{X: 0, Y: y}, doc.Point{X: h.Width, Y: y})
		s.words(indent, y+heatHigh*0.66, chartWords.cut(h.Rows[k].Label, labels-indent), chartWords, doc.Start)
		for i, c := range h.Cells[k] {
			x := column(i) + 1
			side := heatSquare * math.Sqrt(float64(c.Sure+c.Perhaps)/float64(most))
			if wide >= heatSquare+2+chartWords.width(c.number()) {
				s.square(x, y+heatHigh/2, side, c)
				x += heatSquare + 1
			}
			s.words(x, y+heatHigh*0.66, chartWords.cut(c.number(), column(i)+wide-x), chartWords, doc.Start)
		}
	}
	return s.drawing(h.Width, head+float64(to-from)*heatHigh)
}

// square draws how many there are: as a surface when any is sure, else in stripes.
func (s *sketch) square(x, middle, side float64, c Cell) {
	switch {
	case side == 0:
	case c.Sure > 0:
		s.rect(x, middle-side/2, side, side, 0, pen{}, doc.Accent)
	default:
		s.striped(x, middle-side/2, side, side)
	}
}

package figure

import (
	"math"
	"strconv"

	"guvoh/export/doc"
)

// Bar is one number of a chart. What is not certain of it, or not exactly known, is
// drawn in stripes: it is seen in print without colour, and by those who see none.
type Bar struct {
	Label   string
	Note    string // beside the number, such as that it stands for fewer than five
	Depth   int    // below how many others it stands
	Sure    int
	Perhaps int  // behind what is sure
	Rough   bool // all of it: not exactly dated, or not recorded
}

// all is as long as the bar gets.
func (b Bar) all() int { return b.Sure + b.Perhaps }

// number is what stands at the end of a bar.
func (b Bar) number() string {
	switch {
	case b.Note != "":
		return b.Note
	case b.Perhaps > 0:
		return strconv.Itoa(b.Sure) + " + " + strconv.Itoa(b.Perhaps) + "?"
	}
	return strconv.Itoa(b.Sure)
}

// Chart is bars one below the other, each with its word and its number. They begin
// at nothing, and are as long as their numbers.
type Chart struct {
	Width float64
	First float64 // how high the first drawing is at most; 0 for as high as any
	Bars  []Bar
}

// The measures of charts, in millimetres.
const (
	barHigh  = 3.6
	barGap   = 1.7
	barStep  = 3.0 // of what stands below something
	barInset = 1.6
	stripes  = 1.3
)

var chartWords = lettering{size: 7.5, hue: doc.Ink}

// Draw gives the chart, in several drawings where it is higher than a page.
func (c Chart) Draw() []*doc.Drawing {
	if len(c.Bars) == 0 || c.Width <= 0 {
		return nil
	}
	labels, numbers, most := c.Width*0.12, 0.0, 1
	for _, b := range c.Bars {
		labels = max(labels, chartWords.width(b.Label)+float64(b.Depth)*barStep)
		numbers = max(numbers, chartWords.width(b.number()))
		most = max(most, b.all())
	}
	labels = min(labels, c.Width*0.42)
	room := max(c.Width-labels-numbers-3*barInset, c.Width*0.2)
	bars := func(tall float64) int { return max(int(math.Floor(tall/(barHigh+barGap))), 1) }
	per := bars(chartTallest)
	if c.First > 0 {
		per = bars(min(c.First, chartTallest))
	}
	var all []*doc.Drawing
	for left := c.Bars; len(left) > 0; per = bars(chartTallest) {
		per = min(per, len(left))
		all = append(all, c.page(left[:per], labels, room/float64(most)))
		left = left[per:]
	}
	return all
}

// chartTallest is how high one drawing is at most: less than a page that lies.
const chartTallest = 150

func (c Chart) page(bars []Bar, labels, unit float64) *doc.Drawing {
	s := &sketch{}
	x := labels + barInset
	for i, b := range bars {
		y := barGap/2 + float64(i)*(barHigh+barGap)
		base := y + barHigh*0.78
		indent := float64(b.Depth) * barStep
		s.words(indent, base, chartWords.cut(b.Label, labels-indent), chartWords, doc.Start)
		s.bar(x, y, b, unit)
		s.words(x+float64(b.all())*unit+barInset, base, b.number(), chartWords, doc.Start)
	}
	high := float64(len(bars)) * (barHigh + barGap)
	s.line(pen{hue: doc.Soft, width: thin}, doc.Point{X: x, Y: 0}, doc.Point{X: x, Y: high})
	return s.drawing(c.Width, high)
}

// cut shortens words that are too long for their room.
func (t lettering) cut(text string, width float64) string {
	if t.width(text) <= width {
		return text
	}
	return t.shortened(text, width)
}

// bar draws what is sure as a surface, and what is not in stripes behind it.
func (s *sketch) bar(x, y float64, b Bar, unit float64) {
	sure, perhaps := float64(b.Sure)*unit, float64(b.Perhaps)*unit
	if b.Rough {
		sure, perhaps = 0, sure+perhaps
	}
	if sure > 0 {
		s.rect(x, y, sure, barHigh, 0, pen{}, doc.Accent)
	}
	if perhaps > 0 {
		s.striped(x+sure, y, perhaps, barHigh)
	}
}

// striped draws a surface in slanting stripes within a frame.
func (s *sketch) striped(x, y, w, h float64) {
	s.rect(x, y, w, h, 0, pen{hue: doc.Ink, width: thin}, doc.Paper)
	for at := stripes; at < w+h; at += stripes {
		// From the upper edge, or the right one, down to the left one or the lower.
		from := doc.Point{X: x + min(at, w), Y: y + max(0, at-w)}
		to := doc.Point{X: x + max(0, at-h), Y: y + min(at, h)}
		s.line(pen{hue: doc.Ink, width: thin}, from, to)
	}
}

// Columns are bars side by side, for what comes one after the other: months and
// years. What is dated roughly stands in its year, in stripes.
type Columns struct {
	Width float64
	Bars  []Bar
}

// columnHigh is the height of the scale of columns.
const columnHigh = 45.0

// Draw gives the drawing; nil when there is nothing to draw.
func (c Columns) Draw() *doc.Drawing {
	if len(c.Bars) == 0 || c.Width <= 0 {
		return nil
	}
	high, most := columnHigh, 1
	for _, b := range c.Bars {
		most = max(most, b.all())
	}
	marks := scaleOf(most)
	left := chartWords.width(strconv.Itoa(marks[len(marks)-1])) + 2*barInset
	top, step := 4.0, (c.Width-left)/float64(len(c.Bars))
	unit := high / float64(marks[len(marks)-1])
	s := &sketch{}
	for _, m := range marks {
		y := top + high - float64(m)*unit
		s.line(pen{hue: doc.Faint, width: thin}, doc.Point{X: left, Y: y}, doc.Point{X: c.Width, Y: y})
		s.words(left-barInset, y+1, strconv.Itoa(m), chartWords, doc.End)
	}
	wide := step * 0.74
	last := -1.0
	for i, b := range c.Bars {
		x := left + float64(i)*step + (step-wide)/2
		s.column(x, top+high, wide, b, unit)
		if n := b.number(); b.all() > 0 && chartWords.width(n) <= step {
			s.words(x+wide/2, top+high-float64(b.all())*unit-0.8, n, chartWords, doc.Centre)
		}
		if b.Label == "" {
			continue
		}
		w := chartWords.width(b.Label)
		if at := min(max(x+wide/2, w/2), c.Width-w/2); at-w/2 > last { // words never lie on each other
			s.words(at, top+high+3.6, b.Label, chartWords, doc.Centre)
			last = at + w/2 + 1
		}
	}
	s.line(pen{hue: doc.Soft, width: medium}, doc.Point{X: left, Y: top + high}, doc.Point{X: c.Width, Y: top + high})
	return s.drawing(c.Width, top+high+5.5)
}

// column draws one bar that stands.
func (s *sketch) column(x, base, wide float64, b Bar, unit float64) {
	sure, perhaps := float64(b.Sure)*unit, float64(b.Perhaps)*unit
	if b.Rough {
		sure, perhaps = 0, sure+perhaps
	}
	if sure > 0 {
		s.rect(x, base-sure, wide, sure, 0, pen{}, doc.Accent)
	}
	if perhaps > 0 {
		s.striped(x, base-sure-perhaps, wide, perhaps)
	}
}

// scaleOf gives round numbers from nothing to the most, in four steps or less.
func scaleOf(most int) []int {
	step := 1
	for i := 0; most > 4*step; i++ {
		step = [...]int{1, 2, 5}[(i+1)%3] * int(math.Pow10((i+1)/3))
	}
	out := []int{0}
	for at := step; ; at += step {
		out = append(out, at)
		if at >= most {
			return out
		}
	}
}

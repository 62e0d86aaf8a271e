package timeline

import (
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/timeaxis"
)

// gutter is the room at the left for the titles of the lanes.
func (c *Chart) gutter() float32 { return min(12.4*c.textSize(), c.Size().Width*0.3) }

// axisHeight is the room above for the marks, in two lines.
func (c *Chart) axisHeight() float32 { return 3.4 * c.textSize() }

// rowHeight is the height of words with their sign below.
func (c *Chart) rowHeight() float32 { return 2.5 * c.textSize() }

// signHeight is the height of the sign of an item.
func (c *Chart) signHeight() float32 { return 0.62 * c.textSize() }

// around is the white above and below the rows of a lane.
func (c *Chart) around() float32 { return 0.5 * c.textSize() }

// x gives where a place of the layout is on the chart.
func (c *Chart) x(place float64) float32 {
	return c.gutter() + float32(place-c.view.From*c.view.Scale)
}

// rowTop gives the top of an item's row below the axis, before scrolling.
func (c *Chart) rowTop(i int) float32 {
	lane := c.items[i].Lane
	if lane >= len(c.tops) {
		return 0
	}
	return c.tops[lane] + c.around() + float32(c.layout.Items[i].Row)*c.rowHeight()
}

// arrange works out what is seen and where everything stands, as far as that has
// changed.
func (c *Chart) arrange() {
	size := c.Size()
	if width := float64(size.Width - c.gutter()); c.some && width > 1 && width != c.view.Width {
		c.view = c.view.Resized(width, c.whole)
	}
	want := laying{scale: c.view.Scale, height: size.Height, text: c.textSize()}
	if want == c.laid || c.view.Width <= 0 || !c.some {
		return
	}
	c.laid = want
	rows := int((size.Height - c.axisHeight() - float32(len(c.lanes))*2*c.around()) / c.rowHeight())
	c.layout = timeaxis.Fitted(c.items, len(c.lanes), c.view.Scale, rows, func(i int) float64 { return float64(c.width(i)) })
	c.tops = c.tops[:0]
	y := float32(0)
	for _, n := range c.layout.Rows {
		c.tops = append(c.tops, y)
		y += max(float32(n)*c.rowHeight(), c.least()) + 2*c.around()
	}
	c.tops = append(c.tops, y)
	c.scrollTo(c.scroll)
}

// least is the height of a lane's title in two lines, and of how many items have
// no words.
func (c *Chart) least() float32 { return 4.1 * c.textSize() }

// width gives how wide the words of an item are, with the sign that sources
// differ.
func (c *Chart) width(i int) float32 {
	it := &c.items[i]
	w := c.measured(it.Words, false)
	if it.Doubted {
		w += c.iconWidth()
	}
	return w
}

func (c *Chart) iconWidth() float32 { return 1.5 * c.textSize() }

// measured gives the width of words in the size of the chart. Widths are kept:
// the same words are asked for at every scale.
func (c *Chart) measured(words string, bold bool) float32 {
	m := measure{words, c.textSize(), bold}
	w, ok := c.widths[m]
	if !ok {
		const most = 20000
		if len(c.widths) > most {
			clear(c.widths)
		}
		w = fyne.MeasureText(words, m.size, fyne.TextStyle{Bold: bold}).Width
		c.widths[m] = w
	}
	return w
}

// lines breaks a title into at most two lines of a width; what is too long for
// them ends in dots.
func (c *Chart) lines(title string, width float32) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(title) {
		longer := strings.TrimSpace(line + " " + word)
		if line == "" || c.measured(longer, true) <= width || len(out) == 1 {
			line = longer
			continue
		}
		out, line = append(out, line), word
	}
	out = append(out, line)
	for i := range out {
		out[i] = c.shortened(out[i], width)
	}
	return out
}

func (c *Chart) shortened(words string, width float32) string {
	if c.measured(words, true) <= width {
		return words
	}
	runes := []rune(words)
	for len(runes) > 1 && c.measured(string(runes)+"…", true) > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

package webchart

import "image"

// Paint gives the lines of a chart as they are painted for so many pixels.
func Paint(c *Chart, w, h int) image.Image { return c.surface.paint(w, h) }

// Labels tells whether words of a size find room on every line beside the boxes,
// and whether any lie on a box or on other words.
func Labels(c *Chart, wide, tall float64) (placed, clashes int) {
	var taken []area
	for i := range c.nodes {
		m := c.middle(i)
		taken = append(taken, area{m.x - boxWidth()/2, m.y - boxHeight()/2, m.x + boxWidth()/2, m.y + boxHeight()/2})
	}
	for _, l := range c.lines {
		a, ok := l.label(wide, tall, taken)
		if !ok {
			continue
		}
		for _, o := range taken {
			if a.meets(o) {
				clashes++
			}
		}
		placed++
		taken = append(taken, a)
	}
	return placed, clashes
}

// Ends gives where the lines of a chart begin and end, from the middles of their
// boxes, in units of the web.
func Ends(c *Chart) (all [][4]float64) {
	for _, l := range c.lines {
		b := c.bonds[l.bond]
		p, q := c.middle(c.index[b.From]), c.middle(c.index[b.To])
		all = append(all, [4]float64{l.from.x - p.x, l.from.y - p.y, l.to.x - q.x, l.to.y - q.y})
	}
	return all
}

// Behind counts the points of lines that lie behind boxes which are not their own.
func Behind(c *Chart) (n int) {
	f := c.field()
	for _, l := range c.lines {
		n += c.behind(f, l)
	}
	return n
}

package ui

import "fyne.io/fyne/v2/theme"

// fitted is what stands in the columns: of each the widest cell that was looked at,
// and how wide that is in letters of a size.
type fitted struct {
	widest []string
	widths []float32
	size   float32 // of the text for which the widths were measured
}

// Fit gives the columns their widths by what stands in some of the rows. A column
// that needs no room, such as one of dates of which none is known, leaves it to
// those whose words would be cut; only where there is not enough for all do the
// weights decide.
func (c *Columns) Fit(rows [][]string) {
	text := size(c, theme.SizeNameText)
	f := fitted{widest: make([]string, len(c.columns))}
	for i := range c.columns {
		most := float32(0)
		for _, cells := range rows {
			if i >= len(cells) || cells[i] == "" {
				continue
			}
			if s := firstLine(cells[i]); textSize(s, text, i == 0).Width > most {
				f.widest[i], most = s, textSize(s, text, i == 0).Width
			}
		}
	}
	c.fitted = f
	c.Refresh()
}

// natural answers how wide a column has to be for what stands in it; 0 where
// nobody has looked.
func (c *Columns) natural(i int) float32 {
	f := &c.fitted
	if len(f.widest) != len(c.columns) {
		return 0
	}
	if text := size(c, theme.SizeNameText); f.size != text {
		f.size, f.widths = text, make([]float32, len(c.columns))
		for k, col := range c.columns {
			title := textSize(col.Title, size(c, theme.SizeNameCaptionText), true).Width + size(c, theme.SizeNameInlineIcon)
			f.widths[k] = max(title, textSize(f.widest[k], text, k == 0).Width) + 1
		}
	}
	return f.widths[i]
}

// cells visits each column with its place in a row of a width.
func (c *Columns) cells(width float32, visit func(i int, x, w float32)) {
	edge, gap := rowEdge(c), pad(c)*2
	room := width - 2*edge + gap
	widths := make([]float32, 0, len(c.columns))
	need := float32(0)
	for i := range c.columns {
		least := c.least(i)
		if len(widths) > 0 && need+least+gap > room {
			break
		}
		need += least + gap
		widths = append(widths, min(least, room-gap))
	}
	spare := c.fill(widths, max(0, room-need))
	total := float32(0)
	for i := range widths {
		total += c.weight(i)
	}
	x := edge
	for i, w := range widths {
		w += spare * c.weight(i) / total
		if c.columns[i].Right && i+1 < len(widths) && !c.columns[i+1].Right { // a number and a word would stand as one
			visit(i, x, max(1, w-gap))
		} else {
			visit(i, x, w)
		}
		x += w + gap
	}
}

// fill shares out room among the columns whose words need more than they have, by
// their weights, and answers what is left of it.
func (c *Columns) fill(widths []float32, spare float32) float32 {
	for spare > 0.5 {
		total := float32(0)
		for i, w := range widths {
			if w < c.natural(i) {
				total += c.weight(i)
			}
		}
		if total == 0 {
			break
		}
		given := float32(0)
		for i, w := range widths {
			if n := c.natural(i); w < n {
				more := min(n-w, spare*c.weight(i)/total)
				widths[i] += more
				given += more
			}
		}
		spare -= given
	}
	return max(0, spare)
}

// weight answers the share of a column.
func (c *Columns) weight(i int) float32 {
	if w := c.columns[i].Weight; w > 0 {
		return w
	}
	return 1
}

// least answers the least width of a column: no more than what stands in it needs.
func (c *Columns) least(i int) float32 {
	w := c.columns[i].Min
	if w <= 0 {
		w = 80
	}
	w *= textScale()
	if n := c.natural(i); n > 0 {
		w = min(w, n)
	}
	return w
}

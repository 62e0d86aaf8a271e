package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Where the rows of Results stand. A row is measured when the view comes near
// it; until then it counts with a usual height, so that a list of any length
// opens at once.

// resultLines is how many lines of a sentence are shown.
const resultLines = 2

// resultRoom is how far a list of results spreads at 100 %: longer lines are
// hard to read.
const resultRoom = 860

func (r *Results) edge() float32 { return pad(r) * 3 }

// column answers where the words of a row begin, and how wide they may be.
func (r *Results) column(width float32) (left, room float32) {
	left = r.edge() + size(r, theme.SizeNameInlineIcon) + pad(r)*2
	return left, max(40, min(width-left-r.edge(), resultRoom*textScale()))
}

// usual is about how high a row is.
func (r *Results) usual(i int) float32 {
	line := textSize("Щg", size(r, theme.SizeNameText), false).Height
	small := textSize("Щg", size(r, theme.SizeNameCaptionText), false).Height
	switch o := r.rows[i]; o.Sort {
	case ResultPart:
		return small + pad(r)*6
	case ResultGroup:
		h := line + pad(r)*4.5
		if o.Detail != "" {
			h += small
		}
		return h
	case ResultMore:
		return small + pad(r)*2.4
	}
	return small + line*resultLines + pad(r)*2.6
}

// exactly is how high a row is at the present width.
func (r *Results) exactly(i int) float32 {
	o := r.rows[i]
	if o.Sort != ResultPlace {
		return r.usual(i)
	}
	small := textSize("Щg", size(r, theme.SizeNameCaptionText), false).Height
	_, room := r.column(r.width)
	r.ruler.spans, r.ruler.runs, r.ruler.style.Most = markings(o.Text, o.Marks), nil, resultLines
	return small + r.ruler.heightFor(room) + pad(r)*2.6
}

// measure makes the heights of the rows up to i exact.
func (r *Results) measure(i int) {
	width, text := r.scroll.Size().Width, size(r, theme.SizeNameText)
	if width != r.width || text != r.text {
		r.width, r.text, r.measured = width, text, 0
		clear(r.heights)
	}
	if width > 0 {
		for ; r.measured <= i && r.measured < len(r.rows); r.measured++ {
			r.heights[r.measured] = r.exactly(r.measured)
		}
	}
	for k := range r.rows {
		h := r.heights[k]
		if h == 0 {
			h = r.usual(k)
		}
		r.tops[k+1] = r.tops[k] + h
	}
}

// measureTo makes the heights of the rows that begin above y exact.
func (r *Results) measureTo(y float32) {
	for r.measured < len(r.rows) && r.width > 0 && r.tops[r.measured] < y {
		r.measure(r.measured + 12)
	}
}

// at answers which row stands at a height; the number of rows when none does.
func (r *Results) at(y float32) int {
	i, found := slices.BinarySearch(r.tops, y)
	if !found {
		i--
	}
	return min(max(i, 0), len(r.rows))
}

// reveal scrolls as little as needed to show row i, with the heading right
// above it.
func (r *Results) reveal(i int) {
	view := r.scroll.Size().Height
	if i < 0 || i >= len(r.rows) || view <= 0 {
		return
	}
	r.measure(i)
	top, end := r.tops[i], r.tops[i+1]
	for k := i - 1; k >= 0 && !r.rows[k].stops(); k-- {
		top = r.tops[k]
	}
	off := r.scroll.Offset.Y
	switch {
	case top < off || end-top > view:
		off = top
	case end > off+view:
		off = end - view
	default:
		r.arrange()
		return
	}
	r.body.Refresh()
	r.scroll.ScrollToOffset(fyne.NewPos(0, max(0, off)))
	r.arrange()
}

// settle scrolls to where the list was, as soon as there is room for that.
func (r *Results) settle() {
	if r.anchor < 0 || r.scroll.Size().Height <= 0 || len(r.rows) == 0 {
		return
	}
	want := r.anchor
	r.measureTo(want + r.scroll.Size().Height)
	r.scroll.Refresh()
	r.scroll.ScrollToOffset(fyne.NewPos(0, want))
	r.anchor = want // the next layout may give the room that this one did not
	r.arrange()
}

// arrange gives the rows in view their widgets, and tells when the last came
// into view.
func (r *Results) arrange() {
	view := r.scroll.Size()
	if view.Height <= 0 || view.Width <= 0 {
		return
	}
	r.measure(-1)
	was := r.tops[len(r.rows)]
	end := r.scroll.Offset.Y + view.Height
	r.measureTo(end)
	if r.tops[len(r.rows)] != was {
		r.scroll.Refresh() // its content is of another height
	}
	from := r.at(r.scroll.Offset.Y)
	to := min(len(r.rows), r.at(end)+1)
	r.body.place(min(from, to), to, view.Width)
	if n := len(r.rows); n > 0 && to == n && r.OnEnd != nil {
		r.OnEnd()
	}
}

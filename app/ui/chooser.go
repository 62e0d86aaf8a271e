package ui

import "fyne.io/fyne/v2"

// chooser is the one row of a list that is selected. The arrow keys, Page, Home
// and End move it, Enter opens it. Lists embed it.
type chooser struct {
	OnSelect func(i int)
	OnOpen   func(i int)

	pane     *rowPane
	selected int // or -1
}

// Selected answers the selected row, or -1.
func (c *chooser) Selected() int { return c.selected }

// Select selects a row and scrolls to it, without telling anybody; -1 selects none.
func (c *chooser) Select(i int) {
	was := c.selected
	c.selected = min(max(i, -1), c.pane.count()-1)
	c.pane.repaint(was)
	c.pane.repaint(c.selected)
	if c.selected >= 0 {
		c.pane.reveal(c.selected)
	}
}

// settle keeps the selection within the rows that there are now.
func (c *chooser) settle() { c.selected = min(c.selected, c.pane.count()-1) }

// pick selects the row nearest to i, and tells.
func (c *chooser) pick(i int) {
	n := c.pane.count()
	if n == 0 {
		return
	}
	was := c.selected
	c.Select(min(max(i, 0), n-1))
	if c.selected != was && c.OnSelect != nil {
		c.OnSelect(c.selected)
	}
}

// begin selects the first row when none is, so that the keyboard has a place.
func (c *chooser) begin() {
	if c.selected < 0 {
		c.pick(0)
	}
}

func (c *chooser) open() {
	if c.selected >= 0 && c.OnOpen != nil {
		c.OnOpen(c.selected)
	}
}

// typed moves the selection or opens it, and tells whether the key was for that.
func (c *chooser) typed(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp:
		c.pick(c.selected - 1)
	case fyne.KeyDown:
		c.pick(c.selected + 1)
	case fyne.KeyPageUp:
		c.pick(c.selected - c.pane.page())
	case fyne.KeyPageDown:
		c.pick(c.selected + c.pane.page())
	case fyne.KeyHome:
		c.pick(0)
	case fyne.KeyEnd:
		c.pick(c.pane.count() - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		c.open()
	default:
		return false
	}
	return true
}

package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// control is what all our pressable widgets share: focus, hover, disabled,
// revealing itself inside its scroll, and handing unused keys on.
type control struct {
	widget.BaseWidget
	activity.Pressed
	focused, hovered, disabled bool
	watchers                   []func(bool)
	self                       controlled
}

type controlled interface {
	fyne.Widget
	fyne.Focusable
}

func (c *control) extend(self controlled) {
	c.self = self
	c.ExtendBaseWidget(self)
}

// OnFocus adds a watcher that hears when the widget gains or loses the keyboard.
func (c *control) OnFocus(f func(gained bool)) { c.watchers = append(c.watchers, f) }

// FocusGained shows the focus ring and scrolls the widget into view.
func (c *control) FocusGained() { c.setFocus(true) }

// FocusLost hides the focus ring.
func (c *control) FocusLost() { c.setFocus(false) }

func (c *control) setFocus(on bool) {
	if c.focused == on {
		return
	}
	activity.Seen()
	c.focused = on
	c.self.Refresh()
	for _, f := range c.watchers {
		f(on)
	}
	if on {
		Reveal(c.self)
	}
}

// Focused tells whether the widget has the keyboard.
func (c *control) Focused() bool { return c.focused }

// TypedRune ignores letters unless the widget wants them.
func (c *control) TypedRune(rune) {}

// TypedKey hands a key on to the dialog or window around the widget.
func (c *control) TypedKey(ev *fyne.KeyEvent) { passOn(c.self, ev) }

// MouseIn starts hovering.
func (c *control) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.self.Refresh() }

// MouseMoved does nothing.
func (c *control) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends hovering.
func (c *control) MouseOut() { c.hovered = false; c.self.Refresh() }

// Enable lets the widget be used.
func (c *control) Enable() { c.setDisabled(false) }

// Disable greys the widget out and takes it out of the Tab order.
func (c *control) Disable() { c.setDisabled(true) }

// Disabled tells whether the widget is greyed out.
func (c *control) Disabled() bool { return c.disabled }

func (c *control) setDisabled(off bool) {
	if c.disabled != off {
		c.disabled = off
		c.self.Refresh()
	}
}

// canvasOf answers the canvas that shows o, or nil. Until o is drawn for the
// first time Fyne does not know; it is then that of the one window there is.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	d := fyne.CurrentApp().Driver()
	if c := d.CanvasForObject(o); c != nil {
		return c
	}
	if all := d.AllWindows(); len(all) == 1 {
		return all[0].Canvas()
	}
	return nil
}

// drawn tells whether o was drawn, so that Fyne knows where it stands.
func drawn(o fyne.CanvasObject) bool {
	return fyne.CurrentApp().Driver().CanvasForObject(o) != nil
}

// beat is how long we wait for something to be drawn before we look again.
const beat = 40 * time.Millisecond

// asked counts who asked for the keyboard. Whoever still waits for it gives way
// to who asks after them: what they stand on may have been taken away.
var asked int

// Focus gives the keyboard to o where o is shown. What has its room in the window
// gets it at once, drawn or not: the keys that come next are meant for it.
func Focus(o fyne.Focusable) {
	asked++
	focus(o, asked, 25)
}

// Unfocus takes the keyboard from whoever has it on a canvas, and from whoever
// waits for it.
func Unfocus(c fyne.Canvas) {
	asked++
	c.Unfocus()
}

// focus tries again a little later while o has no room in the window yet.
func focus(o fyne.Focusable, turn, tries int) {
	obj, ok := o.(fyne.CanvasObject)
	if !ok || turn != asked {
		return
	}
	if drawn(obj) {
		canvasOf(obj).Focus(o)
		return
	}
	if c := canvasOf(obj); c != nil && !obj.Size().IsZero() {
		if c.Focus(o); c.Focused() == o {
			revealDrawn(o, turn, tries)
			return
		}
	}
	if tries > 0 {
		runner.After(beat, func() { focus(o, turn, tries-1) })
	}
}

// revealDrawn scrolls to o as soon as it is known where it stands, if it still has
// the keyboard then.
func revealDrawn(o fyne.Focusable, turn, tries int) {
	obj := o.(fyne.CanvasObject)
	switch c := canvasOf(obj); {
	case turn != asked || c == nil || c.Focused() != o:
	case drawn(obj):
		Reveal(obj)
	case tries > 0:
		runner.After(beat, func() { revealDrawn(o, turn, tries-1) })
	}
}

// passOn hands a key no widget used to the canvas, where the topmost dialog
// listens (Escape, Enter), or else the window.
func passOn(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c := canvasOf(from); c != nil {
		if f := c.OnTypedKey(); f != nil {
			f(ev)
		}
	}
}

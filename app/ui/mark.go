package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// mark is a small icon for the mouse only; the keyboard has another way to the same.
type mark struct {
	widget.BaseWidget
	activity.Pressed
	tapped func()
	faint  bool // hardly to be seen until it is looked for
	res    fyne.Resource
	icon   *widget.Icon
}

func newMark(res fyne.Resource, tapped func()) *mark {
	m := &mark{res: res, tapped: tapped, icon: widget.NewIcon(nil)}
	m.ExtendBaseWidget(m)
	return m
}

// show lets the icon be seen, or not.
func (m *mark) show(on bool) {
	m.Hidden = !on
	m.Refresh()
}

// Tapped runs the action.
func (m *mark) Tapped(*fyne.PointEvent) { m.tapped() }

// CreateRenderer draws the icon.
func (m *mark) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{m.icon}, owner: m, layout: m.icon.Resize, min: m.icon.MinSize}
	f.refresh = func() {
		if m.Visible() {
			ink := theme.ColorNamePlaceHolder
			if m.faint {
				ink = theme.ColorNameDisabled
			}
			drawIcon(m.icon, m.res, ink)
		}
	}
	f.refresh()
	return f
}

// toldMark is a mark that says what it does when the mouse rests on it. It must
// not lie in what lights up under the mouse, from which it would take the mouse.
type toldMark struct {
	mark
	tip tip
}

func newToldMark(res fyne.Resource, says string, tapped func()) *toldMark {
	m := &toldMark{mark: mark{res: res, tapped: tapped, icon: widget.NewIcon(nil)}}
	m.tip.text = says
	m.ExtendBaseWidget(m)
	return m
}

// Tapped runs the action.
func (m *toldMark) Tapped(ev *fyne.PointEvent) {
	m.tip.hide()
	m.mark.Tapped(ev)
}

// MouseIn starts the tip.
func (m *toldMark) MouseIn(*desktop.MouseEvent) { m.tip.start(m) }

// MouseMoved does nothing.
func (m *toldMark) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the tip.
func (m *toldMark) MouseOut() { m.tip.hide() }

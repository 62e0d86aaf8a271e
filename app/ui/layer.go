package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// layer is a box above the window: a popover or a dialog. While it is up it
// hears the keys no widget used, and when it goes the keyboard returns to
// where it was.
type layer struct {
	widget.BaseWidget
	activity.Ground
	box      fyne.CanvasObject
	place    func(s fyne.Size) // puts box into the window
	keys     func(*fyne.KeyEvent)
	outside  func()       // tapped beside the box; nil makes the layer modal
	zoom     func(by int) // makes what the layer shows larger or smaller; nil where it cannot
	veil     *canvas.Rectangle
	frame    *canvas.Rectangle
	c        fyne.Canvas
	back     fyne.Focusable
	backKeys func(*fyne.KeyEvent)
	up       bool
}

func newLayer(c fyne.Canvas, box fyne.CanvasObject) *layer {
	l := &layer{c: c, box: box, veil: canvas.NewRectangle(nil), frame: canvas.NewRectangle(nil)}
	l.ExtendBaseWidget(l)
	return l
}

func (l *layer) show(focus fyne.Focusable) {
	if l.c == nil || l.up {
		return
	}
	l.up = true
	l.back = l.c.Focused()
	l.backKeys = l.c.OnTypedKey()
	l.c.Overlays().Add(l)
	l.c.SetOnTypedKey(l.keys)
	l.Resize(l.c.Size())
	if focus != nil {
		l.c.Focus(focus)
	}
}

// under has the layer placed anew once the object at which it is placed knows
// where it stands: a key may call a list up before its field was drawn.
func (l *layer) under(anchor fyne.CanvasObject) {
	if !drawn(anchor) {
		l.placeDrawn(anchor, 25)
	}
}

func (l *layer) placeDrawn(anchor fyne.CanvasObject, tries int) {
	runner.After(beat, func() {
		switch {
		case !l.up:
		case drawn(anchor):
			l.Refresh()
		case tries > 0:
			l.placeDrawn(anchor, tries-1)
		}
	})
}

func (l *layer) hide() {
	if !l.up {
		return
	}
	l.up = false
	l.c.Overlays().Remove(l)
	l.c.SetOnTypedKey(l.backKeys)
	if l.back != nil {
		l.c.Focus(l.back)
	}
}

// Tapped closes a popover when the person taps elsewhere.
func (l *layer) Tapped(ev *fyne.PointEvent) {
	at, s := l.box.Position(), l.box.Size()
	inside := ev.Position.X >= at.X && ev.Position.Y >= at.Y && ev.Position.X < at.X+s.Width && ev.Position.Y < at.Y+s.Height
	if l.outside != nil && !inside {
		l.outside()
	}
}

// TappedSecondary does as Tapped.
func (l *layer) TappedSecondary(ev *fyne.PointEvent) { l.Tapped(ev) }

// CreateRenderer draws veil, box ground and box.
func (l *layer) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{l.veil, l.frame, l.box}, owner: l}
	f.min = func() fyne.Size { return fyne.NewSize(1, 1) }
	f.refresh = func() {
		l.restyle()
		l.box.Refresh()
	}
	f.layout = func(s fyne.Size) {
		l.veil.Resize(s)
		l.place(s)
		const edge = 1
		l.frame.Move(l.box.Position().SubtractXY(edge, edge))
		l.frame.Resize(l.box.Size().AddWidthHeight(2*edge, 2*edge))
	}
	l.restyle()
	return f
}

func (l *layer) restyle() {
	radius := size(l, theme.SizeNameInputRadius) * 1.5
	setBox(l.frame, tint(l, theme.ColorNameOverlayBackground), tint(l, ColorBorder), size(l, theme.SizeNameInputBorder), radius)
	if !strong(l) {
		l.frame.Shadow = canvas.Shadow{Color: tint(l, theme.ColorNameShadow), BlurRadius: 18, Offset: fyne.NewPos(0, 5)}
	}
	if l.outside == nil {
		setBox(l.veil, tint(l, theme.ColorNameShadow), nil, 0, 0)
	} else {
		setBox(l.veil, nil, nil, 0, 0)
	}
}

// popUnder shows box under an anchor, or above it where there is no room.
func popUnder(anchor, box fyne.CanvasObject, width float32, focus fyne.Focusable, closed func()) *layer {
	d := fyne.CurrentApp().Driver()
	l := newLayer(canvasOf(anchor), box)
	var done func()
	l.place = func(s fyne.Size) {
		at := d.AbsolutePositionForObject(anchor)
		w := min(max(width, box.MinSize().Width), s.Width-16)
		below, above := s.Height-at.Y-anchor.Size().Height-12, at.Y-12
		h := box.MinSize().Height
		y := at.Y + anchor.Size().Height + 4
		if h > below && above > below {
			h = min(h, above)
			y = at.Y - h - 4
		} else {
			h = min(h, below)
		}
		box.Resize(fyne.NewSize(w, max(h, 40)))
		box.Move(fyne.NewPos(min(max(8, at.X), s.Width-w-8), y))
	}
	done = func() {
		l.hide()
		if closed != nil {
			closed()
		}
	}
	l.outside = done
	l.keys = func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyEscape {
			done()
		}
	}
	l.show(focus)
	l.under(anchor)
	return l
}

package interview

import "fyne.io/fyne/v2"

// column puts objects below one another, each as high as it needs at the
// width there is; the last takes the room that is left. Unlike a border layout
// it keeps the order in which Tab goes.
type column struct{}

func (column) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objs {
		m := o.MinSize()
		s.Width, s.Height = max(s.Width, m.Width), s.Height+m.Height
	}
	return s
}

func (column) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	y := float32(0)
	for i, o := range objs {
		if i == len(objs)-1 {
			o.Move(fyne.NewPos(0, y))
			o.Resize(fyne.NewSize(s.Width, max(0, s.Height-y)))
			return
		}
		o.Resize(fyne.NewSize(s.Width, o.MinSize().Height)) // at this width its height is known
		h := o.MinSize().Height
		o.Resize(fyne.NewSize(s.Width, h))
		o.Move(fyne.NewPos(0, y))
		y += h
	}
}

// fill gives every object all the room.
type fill struct{}

func (fill) MinSize(objs []fyne.CanvasObject) fyne.Size {
	if len(objs) == 0 {
		return fyne.Size{}
	}
	return objs[0].MinSize()
}

func (fill) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Move(fyne.Position{})
		o.Resize(s)
	}
}

// headShare is how much of the pane its head may take from the account.
const headShare = 0.46

// capped makes its object as high as what is scrolled in it, up to a share of
// the pane.
type capped struct {
	p     *Pane
	inner fyne.CanvasObject
}

func (l *capped) MinSize(objs []fyne.CanvasObject) fyne.Size {
	want := l.inner.MinSize().Height + 24
	return fyne.NewSize(objs[0].MinSize().Width, min(want, l.p.Size().Height*headShare))
}

func (l *capped) Layout(objs []fyne.CanvasObject, s fyne.Size) { fill{}.Layout(objs, s) }

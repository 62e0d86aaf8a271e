package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// Dialog is a box that must be answered: Escape cancels, Enter takes the
// default, the keyboard starts in the right place and returns where it was. Arrow
// and Page keys that nothing in it wants move what is higher than the box.
type Dialog struct {
	l       *layer
	cancel  func()
	accept  func()
	first   fyne.Focusable
	onClose func()
	last    *Button // the default; nil without buttons
}

// DialogSpec says what a dialog holds.
type DialogSpec struct {
	Title   string
	Body    fyne.CanvasObject
	Foot    fyne.CanvasObject // stays in view below a body that has to scroll; nil is none
	Buttons []*Button         // from left to right; the default comes last
	First   fyne.Focusable    // gets the keyboard; nil means the last button
	Cancel  func()            // Escape; nil closes
	Accept  func()            // Enter where no widget wants it; nil runs the last button
	Width   float32           // at 100 %; 0 means 440
}

// NewDialog builds a dialog over the window that w's canvas belongs to. Show it with Show.
func NewDialog(c fyne.Canvas, spec DialogSpec) *Dialog {
	d := &Dialog{cancel: spec.Cancel, accept: spec.Accept, first: spec.First}
	if d.cancel == nil {
		d.cancel = d.Close
	}
	if n := len(spec.Buttons); n > 0 {
		d.last = spec.Buttons[n-1]
		if d.accept == nil {
			d.accept = d.last.run
		}
		if d.first == nil {
			d.first = d.last
		}
	}
	if spec.Width == 0 {
		spec.Width = 440
	}
	box := newDialogBox(spec)
	d.l = newLayer(c, box)
	box.view.resized, box.foot.resized = d.l.Refresh, d.l.Refresh
	d.l.place = func(s fyne.Size) {
		w := min(spec.Width*textScale(), s.Width-32)
		h := min(box.heightFor(w), s.Height-32)
		box.Resize(fyne.NewSize(w, h))
		box.Move(fyne.NewPos((s.Width-w)/2, max(16, (s.Height-h)*0.4)))
	}
	d.l.keys = func(ev *fyne.KeyEvent) {
		top := c.Overlays().Top()
		switch {
		case top != d.l && ev.Name == fyne.KeyEscape: // Fyne's own, above ours: the file dialog
			c.Overlays().Remove(top)
			return
		case top != d.l:
			return
		}
		switch ev.Name {
		case fyne.KeyEscape:
			d.cancel()
		case fyne.KeyReturn, fyne.KeyEnter:
			if d.accept != nil {
				d.accept()
			}
		default:
			box.scroll(ev.Name)
		}
	}
	return d
}

// Show puts the dialog up.
func (d *Dialog) Show() { d.l.show(d.first) }

// Close takes the dialog down.
func (d *Dialog) Close() {
	if !d.l.up {
		return
	}
	d.l.hide()
	if d.onClose != nil {
		d.onClose()
	}
}

// Grave shows the default as what cannot be undone, and answers the dialog.
func (d *Dialog) Grave() *Dialog {
	d.last.SetStyle(Danger)
	return d
}

// Open tells whether the dialog is up.
func (d *Dialog) Open() bool { return d.l.up }

// Refresh lays the dialog out again after its body changed height.
func (d *Dialog) Refresh() { d.l.Refresh() }

// dialogBox is title, body, foot and buttons; the body scrolls when it must.
type dialogBox struct {
	widget.BaseWidget
	activity.Pressed
	title *Text
	body  fyne.CanvasObject
	view  *Scroll
	foot  *Scroll
	row   *fyne.Container
}

func newDialogBox(spec DialogSpec) *dialogBox {
	b := &dialogBox{body: spec.Body}
	b.title = NewText(spec.Title, TextStyle{Size: theme.SizeNameSubHeadingText, Bold: true})
	if b.body == nil {
		b.body = NewStack(1)
	}
	b.view = NewScroll(NewInset(0.6, 0.6, b.body)) // room for the rings of focused fields
	foot := NewStack(0)
	if spec.Foot != nil {
		foot.Add(NewInset(0.6, 0.6, spec.Foot))
	}
	b.foot = NewScroll(foot)
	objs := make([]fyne.CanvasObject, len(spec.Buttons))
	for i, o := range spec.Buttons {
		objs[i] = o
	}
	b.row = &fyne.Container{Layout: &buttonLayout{}, Objects: objs}
	b.ExtendBaseWidget(b)
	return b
}

// scroll moves a body that is higher than its box, by the keys that no widget in
// it had a use for.
func (b *dialogBox) scroll(key fyne.KeyName) {
	by := map[fyne.KeyName]float32{
		fyne.KeyUp: -3 * b.title.lineHeight(), fyne.KeyDown: 3 * b.title.lineHeight(),
		fyne.KeyPageUp: -0.9 * b.view.Size().Height, fyne.KeyPageDown: 0.9 * b.view.Size().Height,
	}[key]
	most := heightOf(b.view.inner.Content, b.view.Size().Width) - b.view.Size().Height
	if by != 0 && most > 0 {
		b.view.ScrollTo(min(max(b.view.Offset()+by, 0), most))
	}
}

func (b *dialogBox) edge() float32 { return pad(b) * 3.4 }

func (b *dialogBox) parts(width float32) (title, body, foot, row float32) {
	w := width - 2*b.edge()
	if title = b.title.heightFor(w); title > 0 {
		title += pad(b) * 2
	}
	if row = heightOf(b.row, w); row > 0 {
		row += pad(b) * 3
	}
	inset := w + pad(b)*1.2
	if foot = heightOf(b.foot.inner.Content, inset); foot > 0 {
		foot += 0.5
	}
	// Sums of fractions may fall short by a hair, and a hair makes a scroll bar.
	return title, heightOf(b.view.inner.Content, inset) + 0.5, foot, row
}

func (b *dialogBox) heightFor(width float32) float32 {
	title, body, foot, row := b.parts(width)
	return title + body + foot + row + 2*b.edge()
}

// Tapped keeps taps beside the widgets from reaching the veil.
func (b *dialogBox) Tapped(*fyne.PointEvent) {}

// CreateRenderer draws them.
func (b *dialogBox) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{b.title, b.view, b.foot, b.row}, owner: b}
	f.refresh = func() {
		b.title.Refresh()
		b.view.Refresh()
		b.foot.Refresh()
		b.row.Refresh()
	}
	f.min = func() fyne.Size { return fyne.NewSize(200, 80) }
	f.layout = func(s fyne.Size) {
		e := b.edge()
		w := s.Width - 2*e
		title, _, foot, row := b.parts(s.Width)
		foot = min(foot, max(0, s.Height-2*e-title-row)/2) // a small window: both scroll
		b.title.Move(fyne.NewPos(e, e))
		b.title.Resize(fyne.NewSize(w, title))
		slack := pad(b) * 0.6
		b.view.Move(fyne.NewPos(e-slack, e+title))
		b.view.Resize(fyne.NewSize(w+2*slack, s.Height-2*e-title-foot-row))
		b.foot.Move(fyne.NewPos(e-slack, s.Height-e-row-foot))
		b.foot.Resize(fyne.NewSize(w+2*slack, foot))
		b.row.Move(fyne.NewPos(e, s.Height-e-row+pad(b)*3))
		b.row.Resize(fyne.NewSize(w, max(0, row-pad(b)*3)))
	}
	return f
}

// buttonLayout puts buttons at the right, or below one another where they do not fit.
type buttonLayout struct{}

func (buttonLayout) gap() float32 { return themeSize(theme.SizeNamePadding) * 1.5 }

func (l *buttonLayout) natural(objs []fyne.CanvasObject) (w, h float32) {
	for _, o := range objs {
		m := o.MinSize()
		w += m.Width + l.gap()
		h = max(h, m.Height)
	}
	return w - l.gap(), h
}

func (l *buttonLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	_, h := l.natural(objs)
	return fyne.NewSize(1, h)
}

func (l *buttonLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	w, h := l.natural(objs)
	if n := float32(len(objs)); w > width && n > 0 {
		return n*h + (n-1)*l.gap()
	}
	return h
}

func (l *buttonLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	w, h := l.natural(objs)
	if w > s.Width {
		y := float32(0)
		for i := len(objs) - 1; i >= 0; i-- { // the default on top
			objs[i].Move(fyne.NewPos(0, y))
			objs[i].Resize(fyne.NewSize(s.Width, h))
			y += h + l.gap()
		}
		return
	}
	x := s.Width - w
	for _, o := range objs {
		m := o.MinSize()
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(m.Width, h))
		x += m.Width + l.gap()
	}
}

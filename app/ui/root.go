package ui

import (
	"image/color"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui/activity"
)

// Root is the outermost widget of a window: it shows the content, and above it
// toasts and tips that take neither the mouse nor the keyboard away.
type Root struct {
	widget.BaseWidget
	activity.Ground
	content fyne.CanvasObject
	toast   *toast
	expire  func()
	tip     *tipBox
}

var roots []*Root

// NewRoot wraps the content of a window.
func NewRoot(content fyne.CanvasObject) *Root {
	r := &Root{content: content, tip: newTipBox()}
	r.tip.Hide()
	r.ExtendBaseWidget(r)
	return r
}

// OnActivity has f hear every key, click, turn of the wheel, movement of the
// mouse and change of focus in our widgets, and every key in the window of c
// while nothing has the keyboard; nil ends it. It runs for each of them, so it
// must be cheap. Not heard is what a person does in the toolkit's own menus
// and file dialog, until they leave them.
func OnActivity(c fyne.Canvas, f func()) {
	activity.On(f)
	if d, ok := c.(desktop.Canvas); ok {
		d.SetOnKeyDown(activity.Key)
	}
}

// SetContent replaces the content; toasts stay.
func (r *Root) SetContent(o fyne.CanvasObject) {
	r.content = o
	r.Refresh()
}

// ToastTime is how long a toast stays.
const ToastTime = 8 * time.Second

// Toast shows a sentence at the bottom of the window for a while. With an
// action it also shows a button ("Undo"); taking it closes the toast.
func (r *Root) Toast(text, action string, do func()) {
	r.CloseToast()
	r.toast = newToast(text, action, func() {
		r.CloseToast()
		if do != nil {
			do()
		}
	}, r.CloseToast)
	r.expire = runner.After(ToastTime, r.CloseToast)
	r.Refresh()
}

// CloseToast removes the toast, if there is one.
func (r *Root) CloseToast() {
	if r.toast == nil {
		return
	}
	if r.expire != nil {
		r.expire()
	}
	hadFocus := r.toast.hasFocus()
	r.toast, r.expire = nil, nil
	r.Refresh()
	if c := canvasOf(r); hadFocus && c != nil {
		c.Unfocus()
	}
}

// CreateRenderer draws content, toast and tip.
func (r *Root) CreateRenderer() fyne.WidgetRenderer {
	roots = append(roots, r)
	return &rootFace{r: r}
}

type rootFace struct{ r *Root }

func (f *rootFace) Destroy() {
	roots = slices.DeleteFunc(roots, func(r *Root) bool { return r == f.r })
}

func (f *rootFace) Objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{f.r.content}
	if f.r.toast != nil {
		objs = append(objs, f.r.toast)
	}
	return append(objs, f.r.tip)
}

func (f *rootFace) MinSize() fyne.Size { return f.r.content.MinSize() }

func (f *rootFace) Layout(s fyne.Size) {
	f.r.content.Resize(s)
	if t := f.r.toast; t != nil {
		w := min(t.MinSize().Width, s.Width-24)
		h := t.heightFor(w)
		t.Resize(fyne.NewSize(w, h))
		t.Move(fyne.NewPos((s.Width-w)/2, s.Height-h-24))
	}
}

func (f *rootFace) Refresh() {
	f.Layout(f.r.Size())
	f.r.content.Refresh()
	if f.r.toast != nil {
		f.r.toast.Refresh()
	}
	canvas.Refresh(f.r)
}

// rootOf answers the Root in the same window as o.
func rootOf(o fyne.CanvasObject) *Root {
	c := canvasOf(o)
	for i := len(roots) - 1; i >= 0; i-- {
		if canvasOf(roots[i]) == c {
			return roots[i]
		}
	}
	return nil
}

func (r *Root) showTip(text string, owner fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(owner).Subtract(d.AbsolutePositionForObject(r))
	r.tip.text = text
	r.tip.Refresh()
	s := r.tip.MinSize()
	x := min(max(4, at.X+owner.Size().Width/2-s.Width/2), r.Size().Width-s.Width-4)
	y := at.Y + owner.Size().Height + 6
	if y+s.Height > r.Size().Height {
		y = at.Y - s.Height - 6
	}
	r.tip.Resize(s)
	r.tip.Move(fyne.NewPos(x, y))
	r.tip.Show()
	canvas.Refresh(r) // what was never painted does not know its window yet
}

func (r *Root) hideTip() {
	r.tip.Hide()
	canvas.Refresh(r)
}

// Tip answers the text of the tip that shows, or "".
func (r *Root) Tip() string {
	if r.tip.Hidden {
		return ""
	}
	return r.tip.text
}

type tipBox struct {
	widget.BaseWidget
	text string
	box  *canvas.Rectangle
	line *canvas.Text
}

func newTipBox() *tipBox {
	t := &tipBox{box: canvas.NewRectangle(nil), line: canvas.NewText("", color.Black)}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tipBox) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{t.box, t.line}, owner: t}
	f.refresh = func() {
		setBox(t.box, tint(t, theme.ColorNameForeground), nil, 0, size(t, theme.SizeNameInputRadius)*0.7)
		styleText(t.line, t.text, size(t, theme.SizeNameCaptionText), false, tint(t, theme.ColorNameBackground))
	}
	f.layout = func(s fyne.Size) {
		t.box.Resize(s)
		t.line.Move(fyne.NewPos(pad(t)*1.3, (s.Height-t.line.MinSize().Height)/2))
	}
	f.min = func() fyne.Size { return t.line.MinSize().AddWidthHeight(pad(t)*2.6, pad(t)*1.2) }
	f.refresh()
	return f
}

// toast is the sentence with its action at the bottom of the window.
type toast struct {
	widget.BaseWidget
	box    *canvas.Rectangle
	text   *Text
	action *Button
	close  *Button
}

func newToast(text, action string, do, closed func()) *toast {
	t := &toast{box: canvas.NewRectangle(nil), text: NewText(text, TextStyle{Color: theme.ColorNameBackground})}
	t.action = NewButton(action, nil, Plain, do)
	if action == "" {
		t.action.Hide()
	}
	t.close = NewIconButton(theme.CancelIcon(), words.Dismiss, closed)
	t.ExtendBaseWidget(t)
	return t
}

func (t *toast) hasFocus() bool { return t.action.focused || t.close.focused }

func (t *toast) heightFor(width float32) float32 {
	return max(t.text.heightFor(t.textWidth(width)), t.close.MinSize().Height) + 2*pad(t)
}

func (t *toast) buttons() float32 {
	w := t.close.MinSize().Width + 3*pad(t)
	if t.action.Visible() {
		w += t.action.MinSize().Width + pad(t)
	}
	return w
}

func (t *toast) textWidth(width float32) float32 { return width - t.buttons() - 2*pad(t) }

func (t *toast) CreateRenderer() fyne.WidgetRenderer {
	f := &face{objs: []fyne.CanvasObject{t.box, t.text, t.action, t.close}, owner: t}
	f.refresh = func() {
		line := color.Color(nil)
		if strong(t) {
			line = tint(t, theme.ColorNameBackground)
		}
		setBox(t.box, tint(t, theme.ColorNameForeground), line, 2, size(t, theme.SizeNameInputRadius)*1.4)
		t.box.Shadow = canvas.Shadow{Color: tint(t, theme.ColorNameShadow), BlurRadius: 14, Offset: fyne.NewPos(0, 4)}
		t.close.onInk = true
		t.close.Refresh()
	}
	f.min = func() fyne.Size {
		w := t.text.natural() + t.buttons() + 2*pad(t)
		return fyne.NewSize(w, t.heightFor(w))
	}
	f.layout = func(s fyne.Size) {
		p := pad(t)
		t.box.Resize(s)
		w := t.textWidth(s.Width)
		h := t.text.heightFor(w)
		t.text.Resize(fyne.NewSize(w, h))
		t.text.Move(fyne.NewPos(2*p, (s.Height-h)/2))
		x := s.Width - p - t.close.MinSize().Width
		centre(t.close, x, s.Height)
		centre(t.action, x-p-t.action.MinSize().Width, s.Height)
	}
	f.refresh()
	return f
}

// centre gives o its own size at x, halfway down.
func centre(o fyne.CanvasObject, x, height float32) {
	m := o.MinSize()
	o.Resize(m)
	o.Move(fyne.NewPos(x, (height-m.Height)/2))
}

package composer

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/app/ui/activity"
)

// tag is a record that a paragraph tells of: Enter or a tap opens it, Delete
// takes the link away. It is smaller than a chip, since it stands under a text
// and not in place of one.
type tag struct {
	widget.BaseWidget
	activity.Pressed
	label   string
	tapped  func()
	remove  func()
	focused bool
	hovered bool
	box     *canvas.Rectangle
	text    *canvas.Text
	icon    *widget.Icon
	face    *face
}

func newTag() *tag {
	t := &tag{box: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", color.Black), icon: widget.NewIcon(nil), face: newFace(theme.SizeNameCaptionText, false)}
	t.ExtendBaseWidget(t)
	return t
}

func (t *tag) set(label string, tapped, remove func()) {
	t.label, t.tapped, t.remove = label, tapped, remove
	t.Refresh()
}

// Tapped opens the record.
func (t *tag) Tapped(*fyne.PointEvent) { t.tapped() }

// FocusGained shows the ring.
func (t *tag) FocusGained() { activity.Seen(); t.focused = true; t.Refresh(); ui.Reveal(t) }

// FocusLost hides it.
func (t *tag) FocusLost() { activity.Seen(); t.focused = false; t.Refresh() }

// TypedRune does nothing.
func (t *tag) TypedRune(rune) {}

// TypedKey opens the record, or takes the link away.
func (t *tag) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.tapped()
	case fyne.KeyDelete, fyne.KeyBackspace:
		if t.remove != nil {
			t.remove()
		}
	default:
		passOn(t, ev)
	}
}

// MouseIn lights it.
func (t *tag) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.Refresh() }

// MouseMoved does nothing.
func (t *tag) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends the light.
func (t *tag) MouseOut() { t.hovered = false; t.Refresh() }

// CreateRenderer draws the tag.
func (t *tag) CreateRenderer() fyne.WidgetRenderer { return &tagFace{t} }

type tagFace struct{ t *tag }

func (f *tagFace) Destroy()           {}
func (f *tagFace) MinSize() fyne.Size { return fyne.NewSize(20, 10) }
func (f *tagFace) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{f.t.box, f.t.icon, f.t.text}
}

func (f *tagFace) Layout(s fyne.Size) {
	t := f.t
	side := themeSize(theme.SizeNameCaptionText) * 1.1
	p := pad()
	t.box.Resize(s)
	t.icon.Resize(fyne.NewSquareSize(side))
	t.icon.Move(fyne.NewPos(p, (s.Height-side)/2))
	x := p*1.6 + side
	t.text.Text = t.face.ellipsis(t.label, s.Width-x-p+1)
	m := t.text.MinSize()
	t.text.Resize(m)
	t.text.Move(fyne.NewPos(x, (s.Height-m.Height)/2))
}

func (f *tagFace) Refresh() {
	t := f.t
	t.box.FillColor, t.box.CornerRadius = themeColor(ui.ColorNeutralSoft), themeSize(theme.SizeNameInputRadius)*0.75
	t.box.StrokeColor, t.box.StrokeWidth = color.Transparent, 0
	if t.hovered || strong() {
		t.box.StrokeColor, t.box.StrokeWidth = themeColor(ui.ColorBorder), 1
	}
	if t.focused {
		t.box.StrokeColor, t.box.StrokeWidth = themeColor(ui.ColorRing), ringWidth()
	}
	t.text.TextSize, t.text.Color = themeSize(theme.SizeNameCaptionText), themeColor(ui.ColorSubtle)
	t.icon.SetResource(theme.NewColoredResource(theme.DocumentIcon(), theme.ColorNamePlaceHolder))
	f.Layout(t.Size())
	t.box.Refresh()
	t.text.Refresh()
	canvas.Refresh(t)
}

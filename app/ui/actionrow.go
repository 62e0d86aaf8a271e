package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ActionRow is a thing with what can be done about it: a title over a sentence
// that wraps, and buttons at the right, or below where there is no room. It
// takes no keyboard of its own; its buttons do.
type ActionRow struct {
	widget.BaseWidget
	icon  fyne.Resource
	title *Text
	text  *Text
	marks []*Badge
	acts  []fyne.CanvasObject
	boxed bool

	box   *canvas.Rectangle
	image *widget.Icon
}

// NewActionRow returns a row; icon may be nil and text empty.
func NewActionRow(icon fyne.Resource, title, text string, acts ...fyne.CanvasObject) *ActionRow {
	r := &ActionRow{
		icon: icon, title: NewText(title, TextStyle{Bold: true}), text: NewCaption(text), acts: acts,
		box: canvas.NewRectangle(color.Transparent), image: widget.NewIcon(nil),
	}
	r.ExtendBaseWidget(r)
	return r
}

// Boxed draws the row as a thing of its own, as in a list.
func (r *ActionRow) Boxed() *ActionRow { r.boxed = true; return r }

// Mark puts badges behind the title.
func (r *ActionRow) Mark(marks ...*Badge) *ActionRow { r.marks = marks; return r }

// Title answers the words of the title.
func (r *ActionRow) Title() string { return r.title.Text() }

// Text answers the sentence under the title.
func (r *ActionRow) Text() string { return r.text.Text() }

// SetText replaces the sentence under the title.
func (r *ActionRow) SetText(text string) {
	if r.text.Text() != text {
		r.text.SetText(text)
		r.Refresh()
	}
}

// Acts answers the buttons.
func (r *ActionRow) Acts() []fyne.CanvasObject { return r.acts }

func (r *ActionRow) wide() bool { return true }

func (r *ActionRow) edge() float32 {
	if r.boxed {
		return pad(r) * 2
	}
	return 0
}

// left is where the words begin.
func (r *ActionRow) left() float32 {
	if r.icon == nil {
		return r.edge()
	}
	return r.edge() + size(r, theme.SizeNameInlineIcon) + pad(r)*2
}

// actSize answers the room that the buttons take on one line.
func (r *ActionRow) actSize() (s fyne.Size) {
	for _, o := range r.acts {
		if o.Visible() {
			m := o.MinSize()
			s.Width += m.Width + pad(r)
			s.Height = max(s.Height, m.Height)
		}
	}
	return s
}

// below tells whether the buttons stand under the words: for want of room, and
// where words squeezed beside them would make the row higher than that.
func (r *ActionRow) below(width float32) bool {
	a, all := r.actSize(), width-r.left()-r.edge()
	if a.Width == 0 {
		return false
	}
	beside := all - a.Width - pad(r)*2
	return all-a.Width < 230*textScale() || r.wordHeight(beside) > r.wordHeight(all)+a.Height+r.under()
}

// flow lays the buttons out below the words, on as many lines as they take.
func (r *ActionRow) flow(width float32, visit func(o fyne.CanvasObject, x, y float32, s fyne.Size)) (height float32) {
	return (&flowLayout{}).walk(r.acts, width, visit)
}

// widest is the room of the widest button.
func (r *ActionRow) widest() (w float32) {
	for _, o := range r.acts {
		if o.Visible() {
			w = max(w, o.MinSize().Width)
		}
	}
	return w
}

// under is the room between words and the buttons below them.
func (r *ActionRow) under() float32 { return pad(r) * 1.4 }

func (r *ActionRow) wordWidth(width float32) float32 {
	w := width - r.left() - r.edge()
	if a := r.actSize(); a.Width > 0 && !r.below(width) {
		w -= a.Width + pad(r)*2
	}
	return max(w, 1)
}

// titleSize answers how the title and its marks share a line.
func (r *ActionRow) titleSize(width float32) (title fyne.Size, marks float32, own bool) {
	for _, m := range r.marks {
		marks += m.MinSize().Width + pad(r)*1.5
	}
	w := min(r.title.natural(), width)
	if own = marks > 0 && w+marks > width; own { // the marks get a line of their own
		return fyne.NewSize(width, r.title.heightFor(width)), marks, own
	}
	return fyne.NewSize(w, r.title.heightFor(w+1)), marks, own
}

func (r *ActionRow) markHeight() (h float32) {
	for _, m := range r.marks {
		h = max(h, m.MinSize().Height)
	}
	return h
}

func (r *ActionRow) wordHeight(width float32) float32 {
	title, _, own := r.titleSize(width)
	h := title.Height
	if own {
		h += r.markHeight() + pad(r)*0.6
	}
	if r.text.content != "" {
		h += r.text.heightFor(width) + pad(r)*0.6
	}
	return h
}

func (r *ActionRow) heightFor(width float32) float32 {
	words, a := r.wordHeight(r.wordWidth(width)), r.actSize()
	inside := max(words, a.Height)
	if r.below(width) {
		all := width - r.left() - r.edge()
		inside = words + r.under() + r.flow(all, func(fyne.CanvasObject, float32, float32, fyne.Size) {})
	}
	return inside + r.edge()*1.5
}

// CreateRenderer draws the row.
func (r *ActionRow) CreateRenderer() fyne.WidgetRenderer {
	objs := []fyne.CanvasObject{r.box, r.image, r.title, r.text}
	for _, m := range r.marks {
		objs = append(objs, m)
	}
	f := &face{objs: append(objs, r.acts...), owner: r}
	f.refresh = func() {
		fill, line := color.Color(nil), color.Color(nil)
		if r.boxed {
			fill, line = tint(r, ColorSurface), tint(r, ColorBorder)
		}
		setBox(r.box, fill, line, 1, size(r, theme.SizeNameInputRadius)*1.3)
		r.image.Hidden = r.icon == nil
		drawIcon(r.image, r.icon, ColorSubtle)
		for _, o := range objs[2:] {
			o.Refresh()
		}
		for _, o := range r.acts {
			o.Refresh()
		}
	}
	f.min = func() fyne.Size {
		w := r.left() + r.edge() + max(180*textScale(), r.widest())
		return fyne.NewSize(w, r.heightFor(max(w, r.Size().Width)))
	}
	f.layout = r.place
	f.refresh()
	return f
}

func (r *ActionRow) place(s fyne.Size) {
	r.box.Resize(s)
	left, width := r.left(), r.wordWidth(s.Width)
	words, a, under := r.wordHeight(width), r.actSize(), r.below(s.Width)
	y := (s.Height - words) / 2
	if under {
		y = r.edge() * 0.75
	}
	if icon := size(r, theme.SizeNameInlineIcon); r.icon != nil {
		r.image.Resize(fyne.NewSquareSize(icon))
		r.image.Move(fyne.NewPos(r.edge(), y+(r.title.lineHeight()-icon)/2))
	}
	y = r.placeTitle(left, y, width)
	if r.text.content != "" {
		h := r.text.heightFor(width)
		y += pad(r) * 0.6
		r.text.Move(fyne.NewPos(left, y))
		r.text.Resize(fyne.NewSize(width, h))
		y += h
	}
	if under {
		r.flow(s.Width-left-r.edge(), func(o fyne.CanvasObject, x, down float32, m fyne.Size) {
			o.Resize(m)
			o.Move(fyne.NewPos(left+x, y+r.under()+down))
		})
		return
	}
	x, top := s.Width-r.edge()-a.Width+pad(r), (s.Height-a.Height)/2
	for _, o := range r.acts {
		if o.Visible() {
			m := o.MinSize()
			o.Resize(m)
			o.Move(fyne.NewPos(x, top+(a.Height-m.Height)/2))
			x += m.Width + pad(r)
		}
	}
}

// placeTitle lays out the title and its marks and answers where they end.
func (r *ActionRow) placeTitle(left, y, width float32) float32 {
	title, _, own := r.titleSize(width)
	r.title.Move(fyne.NewPos(left, y))
	r.title.Resize(fyne.NewSize(title.Width+1, title.Height))
	x, line := left+title.Width+pad(r)*1.5, y
	end := y + title.Height
	if own {
		x, line = left, end+pad(r)*0.6
		end = line + r.markHeight()
	}
	for _, m := range r.marks {
		s := m.MinSize()
		m.Resize(s)
		m.Move(fyne.NewPos(x, line+(r.title.lineHeight()-s.Height)/2))
		x += s.Width + pad(r)*1.5
	}
	return end
}

package preview

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/reader"
	"guvoh/app/ui"
	"guvoh/app/ui/activity"
)

// leaf is a page in view, or one that was.
type leaf struct {
	s      *strip
	page   int
	pixels int  // its picture is so wide; 0 before the first
	stale  bool // its picture is of pages that are not shown any more
	marked bool // it is known what begins where on it

	paper *canvas.Rectangle
	image *canvas.Image
	note  *ui.Text
	hits  []*canvas.Rectangle
	marks []*mark
}

func newLeaf(s *strip, page int) *leaf {
	l := &leaf{s: s, page: page, paper: canvas.NewRectangle(color.White), note: ui.NewText("", ui.TextStyle{Color: ui.ColorSubtle, Align: fyne.TextAlignCenter})}
	l.image = &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleSmooth}
	l.paper.StrokeWidth = 1
	l.restyle()
	return l
}

func (l *leaf) restyle() {
	l.paper.StrokeColor = themeColor(ui.ColorBorder)
}

func (l *leaf) bytes() int {
	if l.image.Image == nil {
		return 0
	}
	b := l.image.Image.Bounds()
	return 4 * b.Dx() * b.Dy()
}

// take shows a picture of the page, or why there is none.
func (l *leaf) take(made image.Image, px int, err error) {
	l.pixels, l.stale = px, false
	l.image.Image = made
	l.note.SetText("")
	if err != nil {
		l.note.SetText(l.s.p.d.Words.T("pdf.page_damaged"))
		if unshown(err) {
			l.note.SetText(reader.Sentence(l.s.p.d.Words, err))
		}
	}
	l.image.Refresh()
}

// spotted is a passage with the height at which it begins on its page.
type spotted struct {
	at   passage
	part float32
}

// spots finds where on a page what is told there begins. What is not found
// (its first line is broken, or it is a drawing) has no mark; the list of the
// page has it all the same.
func (b *book) spots(page int) []spotted {
	var all []spotted
	last := float32(0)
	for _, at := range b.onPage[page] {
		found, err := b.doc.Find(b.life, page, at.sought())
		if err != nil {
			return all
		}
		for _, f := range found {
			if len(f) > 0 && float32(f[0].Top) >= last {
				last = float32(f[0].Top)
				all = append(all, spotted{at, last})
				break
			}
		}
	}
	return all
}

// mark puts the ways to what is written into the margin.
func (l *leaf) mark(all []spotted) {
	l.marked = true
	l.marks = nil
	for _, one := range all {
		l.marks = append(l.marks, newMark(l.s.p, one))
	}
}

// place lays the page out.
func (l *leaf) place(at fyne.Position, size fyne.Size) {
	l.restyle()
	l.paper.Move(at.SubtractXY(1, 1))
	l.paper.Resize(size.AddWidthHeight(2, 2))
	l.image.Move(at)
	l.image.Resize(size)
	e := 4 * pad()
	l.note.Move(at.AddXY(e, min(size.Height/3, 120)))
	l.note.Resize(fyne.NewSize(max(1, size.Width-2*e), 40))
	side := max(14, min(20*textScale(), size.Width*0.05))
	under := float32(-1)
	for _, m := range l.marks {
		y := at.Y + m.part*size.Height - side*0.15
		if y < under { // two that begin on one line
			y = under
		}
		under = y + side
		m.Move(fyne.NewPos(at.X+size.Width*0.018, y))
		m.Resize(fyne.NewSquareSize(side))
	}
	l.light(at, size)
}

// light marks the words that were found.
func (l *leaf) light(at fyne.Position, size fyne.Size) {
	l.hits = l.hits[:0]
	if l.stale {
		return
	}
	f := l.s.p.finder
	for i, h := range f.hits {
		if h.page != l.page {
			continue
		}
		for _, b := range h.boxes {
			lit := ui.Lit{Left: float32(b.Left), Top: float32(b.Top), Right: float32(b.Right), Bottom: float32(b.Bottom), Best: i == f.current}
			l.hits = append(l.hits, lit.Over(at, size))
		}
	}
}

func (l *leaf) objects() []fyne.CanvasObject {
	objs := []fyne.CanvasObject{l.paper, l.image}
	if l.note.Text() != "" {
		objs = append(objs, l.note)
	}
	for _, r := range l.hits {
		objs = append(objs, r)
	}
	for _, m := range l.marks {
		objs = append(objs, m)
	}
	return objs
}

// mark is the way from a passage to where it is written. It takes no keyboard:
// a page has many; the list of the page is for that.
type mark struct {
	widget.BaseWidget
	activity.Pressed
	p *Pane
	spotted
	bar  *canvas.Rectangle
	box  *canvas.Rectangle
	over bool
}

func newMark(p *Pane, at spotted) *mark {
	m := &mark{p: p, spotted: at, bar: canvas.NewRectangle(inkFaint), box: canvas.NewRectangle(color.Transparent)}
	m.ExtendBaseWidget(m)
	return m
}

// Tapped goes there.
func (m *mark) Tapped(*fyne.PointEvent) { m.p.leadTo(m.at.anchor) }

// MouseIn shows what it is for.
func (m *mark) MouseIn(*desktop.MouseEvent) { m.over = true; m.Refresh() }

// MouseMoved does nothing.
func (m *mark) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides it again.
func (m *mark) MouseOut() { m.over = false; m.Refresh() }

// Cursor is that of a link.
func (m *mark) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws a short bar beside the first line, which grows under the
// mouse.
func (m *mark) CreateRenderer() fyne.WidgetRenderer { return &markFace{m} }

type markFace struct{ m *mark }

func (f *markFace) Destroy()                     {}
func (f *markFace) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{f.m.box, f.m.bar} }
func (f *markFace) MinSize() fyne.Size           { return fyne.NewSize(10, 10) }

func (f *markFace) Layout(s fyne.Size) {
	m := f.m
	m.box.Resize(s)
	m.box.CornerRadius = s.Width * 0.25
	w, h := max(2, s.Width*0.17), s.Height*0.7
	m.box.FillColor, m.bar.FillColor = color.Transparent, inkFaint
	if m.over {
		m.box.FillColor, m.bar.FillColor = inkGround, inkStrong
		w *= 1.6
	}
	m.bar.CornerRadius = w / 2
	m.bar.Resize(fyne.NewSize(w, h))
	m.bar.Move(fyne.NewPos((s.Width-w)/2, (s.Height-h)/2))
}

func (f *markFace) Refresh() {
	f.Layout(f.m.Size())
	f.m.box.Refresh()
	f.m.bar.Refresh()
	canvas.Refresh(f.m)
}

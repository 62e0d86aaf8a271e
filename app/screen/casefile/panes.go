package casefile

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

// panes lays out sections, list and record side by side. Where there is no
// room for both list and record, the one that is in use has all of it.
type panes struct {
	list   bool              // there is a list
	detail bool              // a record is open
	back   fyne.CanvasObject // leads from the record to the list, where there is room for one only
}

// The widths of the panes at 100 %.
const (
	sideWidth = 214
	listWidth = 280
	formWidth = 400 // the least that a form is good for
)

func textScale() float32 { return fyne.CurrentApp().Settings().Theme().Size(theme.SizeNameText) / 14 }

// MinSize asks for room for one pane; the window may be made as small as it likes.
func (p *panes) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, 300) }

// Layout places the panes.
func (p *panes) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	scale := textScale()
	side := min(sideWidth*scale, s.Width*0.28)
	put := func(o fyne.CanvasObject, x, w float32) {
		o.Show()
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, s.Height))
	}
	put(objs[0], 0, side)
	rest := s.Width - side
	if !p.list {
		p.back.Hide()
		put(objs[1], side, rest)
		return
	}
	list := min(max(listWidth*scale, rest*0.28), 420*scale)
	narrow := rest-list < formWidth*scale
	if narrow && p.detail {
		p.back.Show()
	} else {
		p.back.Hide()
	}
	switch {
	case !narrow:
		put(objs[1], side, list)
		put(objs[2], side+list, rest-list)
	case p.detail:
		objs[1].Hide()
		put(objs[2], side, rest)
	default:
		objs[2].Hide()
		put(objs[1], side, rest)
	}
}

// newColumn puts a head over what takes the rest of the height.
func newColumn(head, rest fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{}, head, rest)
}

type columnLayout struct{}

func (columnLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	a, b := headSize(objs[0]), objs[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}

func (columnLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	objs[0].Resize(fyne.NewSize(s.Width, 0))
	h := headSize(objs[0]).Height // after it knows its width
	objs[0].Resize(fyne.NewSize(s.Width, h))
	objs[1].Move(fyne.NewPos(0, h))
	objs[1].Resize(fyne.NewSize(s.Width, max(0, s.Height-h)))
}

func headSize(o fyne.CanvasObject) fyne.Size {
	if !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

// framed gives a column an edge at its right.
func framed(o fyne.CanvasObject) *fyne.Container {
	edge := canvas.NewRectangle(themeColor(ui.ColorBorder))
	edge.SetMinSize(fyne.NewSize(1, 1))
	return container.NewBorder(nil, nil, nil, edge, o)
}

func themeColor(name fyne.ThemeColorName) color.Color {
	settings := fyne.CurrentApp().Settings()
	return settings.Theme().Color(name, settings.ThemeVariant())
}

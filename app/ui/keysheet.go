package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// KeyLine is one line of a sheet of keys: what is pressed, and what it does.
type KeyLine struct{ Keys, Does string }

// KeyGroup is the lines that belong together.
type KeyGroup struct {
	Title string
	Lines []KeyLine
}

// KeySheet shows groups of keys side by side in columns that are about as long
// as one another, or below one another where there is no room.
func KeySheet(groups []KeyGroup) fyne.CanvasObject {
	objs := make([]fyne.CanvasObject, len(groups))
	for i, g := range groups {
		part := NewStack(0.9, NewText(g.Title, TextStyle{Bold: true}))
		for _, l := range g.Lines {
			does := NewText(l.Does, TextStyle{})
			keys := NewText(l.Keys, TextStyle{Size: theme.SizeNameCaptionText, Color: ColorSubtle, Single: true, Whole: true})
			part.Add(NewRow(0, does, keys))
		}
		objs[i] = part
	}
	// At the right there is room for the bar by which a long sheet is scrolled.
	return NewInset(1.2, 0, &fyne.Container{Layout: &sheetLayout{}, Objects: objs})
}

// sheetLayout puts groups into two columns where they fit, without changing
// their order: the left one is filled until it is half of all.
type sheetLayout struct{ width float32 }

// spread tells how wide a column is, and how many groups stand in the left one.
func (l *sheetLayout) spread(objs []fyne.CanvasObject, width float32) (column float32, left int) {
	gap := themeSize(theme.SizeNamePadding) * 6
	if width < 620*textScale() {
		return width, len(objs)
	}
	column = (width - gap) / 2
	all, tall := float32(0), make([]float32, len(objs))
	for i, o := range objs {
		tall[i] = heightOf(o, column)
		all += tall[i]
	}
	for at := float32(0); left < len(objs) && at+tall[left]/2 < all/2; left++ {
		at += tall[left]
	}
	return column, left
}

// visit calls fn with the place of each group, and gives the height of all.
func (l *sheetLayout) visit(objs []fyne.CanvasObject, width float32, fn func(o fyne.CanvasObject, at fyne.Position, size fyne.Size)) float32 {
	gap := themeSize(theme.SizeNamePadding) * 4
	column, left := l.spread(objs, width)
	x, y, most := float32(0), float32(0), float32(0)
	for i, o := range objs {
		if i == left {
			x, y = width-column, 0
		}
		h := heightOf(o, column)
		fn(o, fyne.NewPos(x, y), fyne.NewSize(column, h))
		most = max(most, y+h)
		y += h + gap
	}
	return most
}

// Layout puts the groups into their columns.
func (l *sheetLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	l.visit(objs, s.Width, func(o fyne.CanvasObject, at fyne.Position, size fyne.Size) {
		o.Move(at)
		o.Resize(size)
	})
}

func (l *sheetLayout) heightFor(objs []fyne.CanvasObject, width float32) float32 {
	return l.visit(objs, width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
}

// MinSize is that of the columns at the width as last laid out.
func (l *sheetLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	w := float32(0)
	for _, o := range objs {
		w = max(w, o.MinSize().Width)
	}
	return fyne.NewSize(w, l.heightFor(objs, max(w, l.width)))
}

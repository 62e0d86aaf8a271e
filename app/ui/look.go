package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// themed is any widget that knows its theme.
type themed interface{ Theme() fyne.Theme }

// tint answers a colour of w's theme, ours or Fyne's.
func tint(w themed, name fyne.ThemeColorName) color.Color {
	return themeColor(w.Theme(), name)
}

func themeColor(th fyne.Theme, name fyne.ThemeColorName) color.Color {
	v := fyne.CurrentApp().Settings().ThemeVariant()
	return th.Color(known(th, name), v)
}

// known answers name, or Fyne's nearest where the theme is not ours.
func known(th fyne.Theme, name fyne.ThemeColorName) fyne.ThemeColorName {
	if other, ours := fallback[name]; ours {
		if _, ok := th.(interface{ knowsOurColors() }); !ok {
			return other
		}
	}
	return name
}

func size(w themed, name fyne.ThemeSizeName) float32 { return w.Theme().Size(name) }
func pad(w themed) float32                           { return size(w, theme.SizeNamePadding) }

// strong tells whether borders must be heavy (high contrast).
func strong(w themed) bool { return size(w, theme.SizeNameInputBorder) > 1 }

// ringWidth is the width of the focus ring.
func ringWidth(w themed) float32 {
	if strong(w) {
		return 3
	}
	return 2
}

// face is the renderer of nearly all our widgets: fixed objects and three funcs.
type face struct {
	objs    []fyne.CanvasObject
	owner   fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func()
}

func (f *face) Destroy()                     {}
func (f *face) Objects() []fyne.CanvasObject { return f.objs }
func (f *face) Layout(s fyne.Size)           { f.layout(s) }
func (f *face) MinSize() fyne.Size           { return f.min() }
func (f *face) Refresh() {
	if f.refresh != nil {
		f.refresh()
	}
	f.layout(f.owner.Size())
	canvas.Refresh(f.owner)
}

// textSize measures a line of text.
func textSize(s string, size float32, bold bool) fyne.Size {
	return fyne.MeasureText(s, size, fyne.TextStyle{Bold: bold})
}

// styleText sets what a canvas.Text shows and redraws it.
func styleText(t *canvas.Text, s string, size float32, bold bool, c color.Color) {
	t.Text, t.TextSize, t.Color = s, size, c
	t.TextStyle = fyne.TextStyle{Bold: bold}
	t.Refresh()
}

// ellipsis cuts s so that it fits into width, ending in "…".
func ellipsis(s string, size, width float32, bold bool) string {
	if s == "" || textSize(s, size, bold).Width <= width {
		return s
	}
	r := []rune(s)
	lo, hi := 0, len(r)
	for lo < hi {
		m := (lo + hi + 1) / 2
		if textSize(string(r[:m])+"…", size, bold).Width <= width {
			lo = m
		} else {
			hi = m - 1
		}
	}
	if lo == 0 {
		return ""
	}
	return string(r[:lo]) + "…"
}

// setBox styles a rectangle; a nil stroke draws none.
func setBox(r *canvas.Rectangle, fill, stroke color.Color, width, radius float32) {
	if fill == nil {
		fill = color.Transparent
	}
	if stroke == nil {
		stroke, width = color.Transparent, 0
	}
	r.FillColor, r.StrokeColor, r.StrokeWidth, r.CornerRadius = fill, stroke, width, radius
	r.Refresh()
}

package ui_test

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

// luminance is the relative luminance of WCAG 2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestEveryTextCanBeRead(t *testing.T) {
	type pair struct {
		ink, ground fyne.ThemeColorName
		least       float64
	}
	var pairs []pair
	grounds := []fyne.ThemeColorName{theme.ColorNameBackground, ui.ColorSurface, ui.ColorSidebar, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground, theme.ColorNameHeaderBackground, theme.ColorNameMenuBackground}
	for _, g := range grounds {
		for _, ink := range []fyne.ThemeColorName{theme.ColorNameForeground, ui.ColorSubtle, theme.ColorNamePlaceHolder, theme.ColorNamePrimary, theme.ColorNameError, theme.ColorNameWarning, theme.ColorNameSuccess, theme.ColorNameHyperlink} {
			pairs = append(pairs, pair{ink, g, 4.5})
		}
		// Outlines of inputs and rings need 3:1 (WCAG 1.4.11).
		pairs = append(pairs, pair{theme.ColorNameInputBorder, g, 3}, pair{ui.ColorRing, g, 3})
	}
	pairs = append(pairs,
		pair{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, 4.5},
		pair{theme.ColorNameForegroundOnError, theme.ColorNameError, 4.5},
		pair{theme.ColorNameForegroundOnWarning, theme.ColorNameWarning, 4.5},
		pair{theme.ColorNameForegroundOnSuccess, theme.ColorNameSuccess, 4.5},
		pair{theme.ColorNameForeground, theme.ColorNameSelection, 4.5},
		pair{theme.ColorNameForeground, theme.ColorNameButton, 4.5},
		pair{ui.ColorSubtle, ui.ColorNeutralSoft, 4.5}, pair{theme.ColorNamePrimary, ui.ColorAccentSoft, 4.5},
		pair{theme.ColorNameSuccess, ui.ColorSuccessSoft, 4.5}, pair{theme.ColorNameWarning, ui.ColorWarningSoft, 4.5},
		pair{theme.ColorNameError, ui.ColorErrorSoft, 4.5}, pair{theme.ColorNameForeground, ui.ColorAccentSoft, 4.5},
		pair{ui.ColorSubtle, ui.ColorAccentSoft, 4.5}, pair{theme.ColorNameForeground, ui.ColorNeutralSoft, 4.5})
	for mode, name := range map[ui.Mode]string{ui.Light: "light", ui.Dark: "dark", ui.HighContrast: "high contrast"} {
		th := ui.NewTheme(mode, 1)
		for _, p := range pairs {
			least := p.least
			if mode == ui.HighContrast {
				least = min(least*1.55, 7) // AAA
			}
			if got := contrast(th.Color(p.ink, 0), th.Color(p.ground, 0)); got < least {
				t.Errorf("%s: %s on %s is %.2f:1, want %.1f:1", name, p.ink, p.ground, got, least)
			}
		}
	}
}

func TestTheThemeScales(t *testing.T) {
	for _, tt := range []struct{ ask, want float32 }{{0.5, 1}, {1, 1}, {1.5, 1.5}, {2, 2}, {9, 2}} {
		t.Run(fmt.Sprintf("%v gives %v", tt.ask, tt.want), func(t *testing.T) {
			th := ui.NewTheme(ui.Light, tt.ask)
			if got := th.Size(theme.SizeNameText); got != 14*tt.want {
				t.Errorf("text is %v high", got)
			}
			if p := th.Size(theme.SizeNamePadding); p < 6 || p > 6*1.5 {
				t.Errorf("padding is %v", p)
			}
		})
	}
}

func TestWidgetsRepaintWhenTheThemeChanges(t *testing.T) {
	for _, s := range scenes[:3] {
		t.Run("the "+s.name+" looks as if it had always been dark", func(t *testing.T) {
			a, _ := start(t, ui.Dark, 1)
			content, _ := s.build()
			w := window(t, content, 900, 700)
			settle(w)
			want := w.Canvas().Capture()
			a.Settings().SetTheme(ui.NewTheme(ui.Light, 1))
			content, _ = s.build()
			w.SetContent(content)
			settle(w)
			w.Canvas().Capture()
			a.Settings().SetTheme(ui.NewTheme(ui.Dark, 1))
			if n := differ(want, w.Canvas().Capture()); n > 0 {
				t.Errorf("%d pixels did not follow", n)
			}
		})
	}
}

func TestIconsCanBeSeenInEveryLook(t *testing.T) {
	for _, look := range looks {
		t.Run("in "+look.name, func(t *testing.T) {
			start(t, look.mode, look.scale)
			img := window(t, ui.NewIconButton(theme.SearchIcon(), "", nil), 60, 60).Canvas().Capture()
			clearest := 1.0
			for i := range 60 * 60 {
				clearest = max(clearest, contrast(img.At(i%60, i/60), img.At(0, 0)))
			}
			if clearest < 3 {
				t.Errorf("the icon stands out by %.1f:1", clearest)
			}
		})
	}
}

// differ counts the pixels that two pictures do not share.
func differ(a, b image.Image) (n int) {
	box := a.Bounds().Union(b.Bounds())
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}

func TestWidgetsDrawUnderAForeignTheme(t *testing.T) {
	a, _ := start(t, ui.Light, 1)
	a.Settings().SetTheme(theme.DefaultTheme())
	content, _ := recordsScene()
	w := window(t, content, 600, 400)
	if w.Canvas().Capture().Bounds().Dx() < 500 {
		t.Fatal("nothing was drawn")
	}
}

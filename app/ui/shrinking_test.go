package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
)

func TestALongTitleDoesNotWidenTheWindow(t *testing.T) {
	start(t, ui.Light, 1)
	for _, c := range []struct {
		name, label string
		wide        bool
	}{
		{"a long one gives way", strings.Repeat("contradictory testimony ", 12), false},
		{"a short one keeps its width", "NASTY-1", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := ui.NewButton(c.label, theme.NavigateBackIcon(), ui.Link, func() {})
			o := ui.NewShrinking(b)
			window(t, o, 300, 60)
			if least := o.MinSize().Width; least > 130 {
				t.Errorf("it asks for %.0f", least)
			}
			if got, own := b.Size().Width, b.MinSize().Width; got > 300 || c.wide != (got == own) {
				t.Errorf("it has %.0f of its own %.0f", got, own)
			}
		})
	}
}

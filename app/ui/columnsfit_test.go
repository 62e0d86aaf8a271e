package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"guvoh/app/ui"
)

// answers are rows with long names and with dates of which none is known.
type answers [][]string

func (a answers) Count() int         { return len(a) }
func (a answers) Row(i int) []string { return a[i] }

func TestColumnsFitWhatStandsInThem(t *testing.T) {
	rows := answers{
		{"Anvar Toʻqimov · District police station", "", "", "EXAMPLE-2 · A driver"},
		{"Ҳасан Каримов · Department of internal affairs", "May 2014", "", "EXAMPLE-3 · A student"},
	}
	columns := []ui.Column{{ID: "who", Title: "Detention", Weight: 3, Min: 160}, {ID: "from", Title: "From", Weight: 1.4, Min: 110}, {ID: "to", Title: "To", Weight: 1.4, Min: 110}, {ID: "case", Title: "Case", Weight: 1.4, Min: 110}}
	cut := func(width float32, fit bool) (n int) {
		start(t, ui.Light, 1)
		c := ui.NewColumns(rows, columns...)
		if fit {
			c.Fit(rows)
		}
		settle(window(t, c, width, 300))
		for _, o := range seen(c) {
			if text, ok := o.(*canvas.Text); ok && text.Visible() && strings.HasSuffix(text.Text, "…") {
				n++
			}
		}
		return n
	}
	t.Run("and nothing is cut where there is room for all", func(t *testing.T) {
		if before, after := cut(760, false), cut(760, true); before == 0 || after != 0 {
			t.Errorf("%d are cut, and %d when it fits", before, after)
		}
	})
	t.Run("and where there is not, what is there is shown as far as it goes", func(t *testing.T) {
		if n := cut(420, true); n == 0 || n > 4 {
			t.Errorf("%d are cut", n)
		}
	})
	t.Run("until the columns are others", func(t *testing.T) {
		start(t, ui.Light, 1)
		c := ui.NewColumns(rows, columns...)
		head := func() float32 {
			settle(window(t, c, 760, 300))
			for _, o := range seen(c) {
				if text, ok := o.(*canvas.Text); ok && text.Text == "Case" {
					return fyne.CurrentApp().Driver().AbsolutePositionForObject(text).X
				}
			}
			return 0
		}
		usual := head()
		c.Fit(rows)
		fitted := head()
		c.SetColumns(columns[:2]...)
		c.SetColumns(columns...)
		if got := head(); usual == fitted || got != usual {
			t.Errorf("the last begins at %v, fitted at %v, then at %v", usual, fitted, got)
		}
	})
}

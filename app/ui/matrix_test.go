package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

// cells is a source that remembers for what it was asked.
type cells struct {
	rows, columns int
	asked         map[int]bool
}

func (c *cells) Rows() int    { return c.rows }
func (c *cells) Columns() int { return c.columns }

func (c *cells) Head(column int) ui.MatrixHead {
	return ui.MatrixHead{Title: fmt.Sprintf("Column %d of some length", column), Detail: "1 + · 0 −", Missing: "No fact"}
}

func (c *cells) Row(i int) ui.MatrixRow {
	c.asked[i] = true
	row := ui.MatrixRow{Title: fmt.Sprintf("Row %d", i), Detail: "9 June 2014", Tail: "2 sources", Missing: "Not graded"}
	for k := range c.columns {
		row.Cells = append(row.Cells, ui.MatrixCell{Text: fmt.Sprint(k), Tone: ui.Success})
	}
	return row
}

func matrix(t testing.TB, rows, columns int) (*ui.Matrix, *cells, fyne.Window) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	c := &cells{rows: rows, columns: columns, asked: map[int]bool{}}
	m := ui.NewMatrix(c, "Fact", "Rests on")
	w := a.NewWindow("")
	w.SetContent(m)
	w.Resize(fyne.NewSize(900, 600))
	w.Canvas().Focus(m)
	return m, c, w
}

// eachText visits all words of an object, with where they begin in it.
func eachText(o fyne.CanvasObject, x float32, visit func(text *canvas.Text, x float32)) {
	var in []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		visit(o, x)
	case *fyne.Container:
		in = o.Objects
	case fyne.Widget:
		in = test.WidgetRenderer(o).Objects()
	}
	for _, child := range in {
		if child.Visible() {
			eachText(child, x+child.Position().X, visit)
		}
	}
}

func keysTo(m *ui.Matrix, keys ...fyne.KeyName) {
	for _, k := range keys {
		m.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestMatrix(t *testing.T) {
	t.Run("asks only for the rows in view", func(t *testing.T) {
		_, c, _ := matrix(t, 100000, 12)
		if n := len(c.asked); n == 0 || n > 40 {
			t.Errorf("it asked for %d rows", n)
		}
	})
	t.Run("says inside its frame how many columns are out of view", func(t *testing.T) {
		for _, width := range []float32{420, 560, 900} {
			m, _, w := matrix(t, 3, 12)
			w.Resize(fyne.NewSize(width, 300))
			said := false
			eachText(m, 0, func(text *canvas.Text, x float32) {
				if strings.HasSuffix(text.Text, " ›") {
					said = true
					if right := x + text.MinSize().Width; right > m.Size().Width {
						t.Errorf("at %.0f it ends at %.0f of %.0f", width, right, m.Size().Width)
					}
				}
			})
			if !said {
				t.Errorf("at %.0f it is not said", width)
			}
		}
	})
	t.Run("is moved through by the keys, and ends at its edges", func(t *testing.T) {
		m, _, _ := matrix(t, 3, 2)
		for _, step := range []struct {
			key         fyne.KeyName
			row, column int
		}{
			{fyne.KeyLeft, 0, -1},
			{fyne.KeyRight, 0, 0},
			{fyne.KeyDown, 1, 0},
			{fyne.KeyEnd, 1, 2},
			{fyne.KeyRight, 1, 2},
			{fyne.KeyPageDown, 2, 2},
			{fyne.KeyHome, 2, -1},
			{fyne.KeyRight, 2, 0},
			{fyne.KeyUp, 1, 0},
			{fyne.KeyUp, 0, 0},
			{fyne.KeyUp, -1, 0},
			{fyne.KeyUp, -1, 0},
			{fyne.KeyLeft, -1, 0},
			{fyne.KeyEnd, -1, 1},
			{fyne.KeyDown, 0, 1},
		} {
			keysTo(m, step.key)
			if row, column := m.Place(); row != step.row || column != step.column {
				t.Errorf("%s leads to %d, %d and not to %d, %d", step.key, row, column, step.row, step.column)
			}
		}
	})
	t.Run("brings the chosen column into view", func(t *testing.T) {
		m, _, _ := matrix(t, 3, 12)
		for want := range 12 {
			keysTo(m, fyne.KeyRight)
			if first, n := m.Shown(); want < first || want >= first+n {
				t.Errorf("column %d is not among %d to %d", want, first, first+n-1)
			}
		}
		keysTo(m, fyne.KeyHome, fyne.KeyRight)
		if first, _ := m.Shown(); first != 0 {
			t.Errorf("the first in view is %d", first)
		}
	})
	t.Run("says where it was moved, and what is opened", func(t *testing.T) {
		m, _, _ := matrix(t, 3, 2)
		var moved, opened string
		m.OnMove = func(row, column int) { moved = fmt.Sprint(row, column) }
		m.OnOpen = func(row, column int) { opened = fmt.Sprint(row, column) }
		keysTo(m, fyne.KeyDown, fyne.KeyRight, fyne.KeyReturn)
		if moved != "1 0" || opened != "1 0" {
			t.Errorf("moved to %s, opened %s", moved, opened)
		}
		moved = ""
		if keysTo(m, fyne.KeyReturn); moved != "" {
			t.Error("it says that it was moved and was not")
		}
	})
	t.Run("chooses what is tapped", func(t *testing.T) {
		m, _, w := matrix(t, 3, 2)
		test.TapCanvas(w.Canvas(), fyne.NewPos(20, m.MinSize().Height))
		if row, column := m.Place(); row < 1 || column != -1 {
			t.Errorf("the place is %d, %d", row, column)
		}
	})
	t.Run("without rows or columns it holds nothing", func(t *testing.T) {
		for _, size := range [][2]int{{0, 0}, {0, 3}, {3, 0}} {
			m, _, _ := matrix(t, size[0], size[1])
			keysTo(m, fyne.KeyUp, fyne.KeyDown, fyne.KeyRight, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyPageDown, fyne.KeyHome)
			m.Reload()
		}
	})
}

// BenchmarkMatrix measures a step through 500 rows and 12 columns.
func BenchmarkMatrix(b *testing.B) {
	m, _, w := matrix(b, 500, 12)
	for b.Loop() {
		keysTo(m, fyne.KeyDown, fyne.KeyRight)
		w.Canvas().Capture()
	}
}

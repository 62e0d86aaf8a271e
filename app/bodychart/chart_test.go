package bodychart_test

import (
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/bodychart"
	"guvoh/app/ui"
	"guvoh/export/doc"
	"guvoh/export/figure"
)

// bench is a chart in a window, and what it said.
type bench struct {
	c                              *bodychart.Chart
	w                              fyne.Window
	placed, pointed                []doc.Point
	chosen, opened, deleted, moved []string
	to                             doc.Point
	turned                         int
}

func shown(t *testing.T, marks ...bodychart.Mark) *bench {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	b := &bench{c: bodychart.New()}
	s, ok := figure.ShapeOf("front", false)
	if !ok {
		t.Fatal("no figure")
	}
	b.c.Left, b.c.Right = "L", "R"
	b.c.ShowFigure(s)
	b.c.OnPoint = func(p doc.Point) { b.pointed = append(b.pointed, p) }
	b.c.OnPlace = func(p doc.Point) { b.placed = append(b.placed, p) }
	b.c.OnChoose = func(k string) {
		b.chosen = append(b.chosen, k)
		b.c.SetMarks(b.c.Marks(), k)
	}
	b.c.OnOpen = func(k string) { b.opened = append(b.opened, k) }
	b.c.OnDelete = func(k string) { b.deleted = append(b.deleted, k) }
	b.c.OnMove = func(k string, p doc.Point) { b.moved, b.to = append(b.moved, k), p }
	b.c.OnTurn = func(by int) { b.turned += by }
	b.c.SetMarks(marks, "")
	b.w = a.NewWindow("")
	b.w.SetPadded(false)
	b.w.SetContent(b.c)
	b.w.Resize(fyne.NewSize(420, 720))
	b.w.Canvas().Focus(b.c.FocusTarget())
	return b
}

func (b *bench) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		b.c.FocusTarget().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func near(a, b doc.Point) bool { return math.Hypot(a.X-b.X, a.Y-b.Y) < 0.02 }

var scar = bodychart.Mark{Key: "scar", Number: 1, Sign: figure.Stroke, At: doc.Point{X: 0.4, Y: 0.3}}

func TestByTheKeysAlone(t *testing.T) {
	t.Run("arrows move the crosshair, and Enter sets a mark there", func(t *testing.T) {
		b := shown(t)
		from := b.c.Cross()
		b.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyDown)
		at := b.c.Cross()
		if at.X <= from.X || at.Y <= from.Y || len(b.pointed) < 3 {
			t.Errorf("from %v to %v, said %d times", from, at, len(b.pointed))
		}
		b.press(fyne.KeyReturn)
		if len(b.placed) != 1 || b.placed[0] != at {
			t.Errorf("set at %v", b.placed)
		}
	})
	t.Run("the crosshair stays on the picture", func(t *testing.T) {
		b := shown(t)
		for range 400 {
			b.press(fyne.KeyUp, fyne.KeyLeft)
		}
		if at := b.c.Cross(); at.X != 0 || at.Y != 0 {
			t.Errorf("at %v", at)
		}
	})
	t.Run("Enter on a mark works on it, and sets none", func(t *testing.T) {
		b := shown(t, scar)
		b.c.SetCross(scar.At)
		b.press(fyne.KeyReturn)
		if len(b.placed) != 0 || len(b.opened) != 1 || b.opened[0] != "scar" {
			t.Errorf("set %v, opened %v", b.placed, b.opened)
		}
	})
	t.Run("Space picks a mark up, arrows carry it, Enter puts it down", func(t *testing.T) {
		b := shown(t, scar)
		b.c.SetMarks(b.c.Marks(), "scar")
		b.press(fyne.KeySpace)
		if !b.c.Held() || !near(b.c.Cross(), scar.At) {
			t.Fatal("it is not held")
		}
		b.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyReturn)
		if b.c.Held() || len(b.moved) != 1 || b.to.X <= scar.At.X {
			t.Errorf("moved %v to %v", b.moved, b.to)
		}
	})
	t.Run("Escape leaves a mark where it was", func(t *testing.T) {
		b := shown(t, scar)
		b.c.SetMarks(b.c.Marks(), "scar")
		b.press(fyne.KeySpace, fyne.KeyRight, fyne.KeyEscape)
		if b.c.Held() || len(b.moved) != 0 {
			t.Error("it was moved")
		}
	})
	t.Run("so does leaving the figure", func(t *testing.T) {
		b := shown(t, scar)
		b.c.SetMarks(b.c.Marks(), "scar")
		b.press(fyne.KeySpace, fyne.KeyRight)
		b.w.Canvas().Unfocus()
		if b.c.Held() || len(b.moved) != 0 {
			t.Error("it was moved")
		}
	})
	t.Run("Delete takes the chosen mark away, and nothing else", func(t *testing.T) {
		b := shown(t, scar)
		b.press(fyne.KeyDelete)
		b.c.SetMarks(b.c.Marks(), "scar")
		b.press(fyne.KeyDelete)
		if len(b.deleted) != 1 || b.deleted[0] != "scar" {
			t.Errorf("%v", b.deleted)
		}
	})
	t.Run("Page Up and Page Down turn to other figures", func(t *testing.T) {
		b := shown(t)
		b.press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageUp)
		if b.turned != 1 {
			t.Errorf("turned by %d", b.turned)
		}
	})
	t.Run("plus and minus change the size within bounds, 0 shows all of it", func(t *testing.T) {
		b := shown(t)
		for range 20 {
			b.c.FocusTarget().TypedRune('+')
		}
		large := b.c.Scale()
		b.press(fyne.KeyRight)
		b.c.FocusTarget().TypedRune('-')
		if large < 3 || large > 8 || b.c.Scale() >= large {
			t.Errorf("%v and then %v", large, b.c.Scale())
		}
		if b.c.FocusTarget().TypedRune('0'); b.c.Scale() != 1 {
			t.Errorf("%v", b.c.Scale())
		}
	})
	t.Run("a finer step goes with a larger figure", func(t *testing.T) {
		b := shown(t)
		step := func() float64 {
			from := b.c.Cross()
			b.press(fyne.KeyRight)
			return b.c.Cross().X - from.X
		}
		small := step()
		b.c.Zoom(1)
		if fine := step(); fine >= small {
			t.Errorf("%v and %v", small, fine)
		}
	})
	t.Run("what is fixed is walked and opened, and stays as it is", func(t *testing.T) {
		b := shown(t, scar)
		b.c.SetFixed(true)
		b.c.SetMarks(b.c.Marks(), "scar")
		b.press(fyne.KeyReturn, fyne.KeySpace, fyne.KeyRight, fyne.KeyReturn, fyne.KeyDelete)
		b.c.SetCross(scar.At)
		b.press(fyne.KeyReturn)
		if len(b.placed)+len(b.moved)+len(b.deleted) != 0 || len(b.opened) == 0 {
			t.Errorf("set %d, moved %d, deleted %d, opened %d", len(b.placed), len(b.moved), len(b.deleted), len(b.opened))
		}
	})
}

// inWindow gives where a point of the figure is in the window.
func (b *bench) inWindow(p doc.Point) fyne.Position {
	o := b.c.FocusTarget().(fyne.CanvasObject)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.Add(b.c.At(p))
}

func TestByTheMouse(t *testing.T) {
	t.Run("a tap sets a mark, and one on a mark chooses it", func(t *testing.T) {
		b := shown(t, scar)
		test.TapCanvas(b.w.Canvas(), b.inWindow(doc.Point{X: 0.6, Y: 0.5}))
		test.TapCanvas(b.w.Canvas(), b.inWindow(scar.At))
		if len(b.placed) != 1 || !near(b.placed[0], doc.Point{X: 0.6, Y: 0.5}) || len(b.chosen) != 1 {
			t.Errorf("set at %v, chosen %v", b.placed, b.chosen)
		}
	})
	t.Run("a mark is dragged to another place", func(t *testing.T) {
		b := shown(t, scar)
		o := b.c.FocusTarget().(fyne.Draggable)
		at := b.c.At(scar.At)
		o.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(30, 40)}, Dragged: fyne.Delta{DX: 30, DY: 40}})
		o.DragEnd()
		if len(b.moved) != 1 || b.to.X <= scar.At.X || b.to.Y <= scar.At.Y {
			t.Errorf("moved %v to %v", b.moved, b.to)
		}
	})
	t.Run("elsewhere dragging moves what is seen, and no mark", func(t *testing.T) {
		b := shown(t, scar)
		b.c.Zoom(1)
		b.c.Zoom(1)
		o := b.c.FocusTarget().(fyne.Draggable)
		before := b.inWindow(scar.At)
		o.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, 600)}, Dragged: fyne.Delta{DY: -60}})
		o.DragEnd()
		if len(b.moved) != 0 || b.inWindow(scar.At) == before {
			t.Error("the figure did not move, or a mark did")
		}
	})
	t.Run("the wheel changes the size around the mouse", func(t *testing.T) {
		b := shown(t)
		p := doc.Point{X: 0.8, Y: 0.2}
		for range 3 {
			b.c.FocusTarget().(fyne.Scrollable).Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: b.c.At(p)}, Scrolled: fyne.Delta{DY: 10}})
		}
		if at := b.c.At(p); b.c.Scale() <= 1 || at.X < 0 || at.Y < 0 || at.X > 420 || at.Y > 720 {
			t.Errorf("%v times as large, and the place under the mouse is at %v", b.c.Scale(), at)
		}
	})
}

func TestNumbersStandBesideMarksAndNotOnEachOther(t *testing.T) {
	var marks []bodychart.Mark
	for i := range 12 {
		m := scar
		m.Number, m.At.Y = i+1, 0.3+0.004*float64(i)
		marks = append(marks, m)
	}
	b := shown(t, marks...)
	var boxes []*canvas.Rectangle
	numbers := 0
	for _, o := range test.LaidOutObjects(b.c) {
		switch v := o.(type) {
		case *canvas.Text:
			if v.TextStyle.Bold {
				numbers++
			}
		case *canvas.Rectangle:
			if v.CornerRadius == 3 {
				boxes = append(boxes, v)
			}
		}
	}
	if numbers != 12 || len(boxes) != 12 {
		t.Fatalf("%d numbers in %d boxes", numbers, len(boxes))
	}
	for i, p := range boxes {
		for _, q := range boxes[:i] {
			dy := math.Abs(float64(p.Position().Y - q.Position().Y))
			if dx := math.Abs(float64(p.Position().X - q.Position().X)); dy < float64(p.Size().Height)-0.5 && dx < float64(min(p.Size().Width, q.Size().Width))-0.5 {
				t.Fatalf("two numbers %.1f, %.1f apart", dx, dy)
			}
		}
	}
}

func TestAPictureIsTappedAndTakesNoKeys(t *testing.T) {
	a := test.NewTempApp(t)
	a.Settings().SetTheme(ui.NewTheme(ui.Dark, 1))
	tapped := 0
	s, _ := figure.ShapeOf("back", true)
	c := bodychart.NewStill(s, []bodychart.Mark{scar}, func() { tapped++ })
	w := a.NewWindow("")
	w.SetContent(c)
	w.Resize(c.MinSize())
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != nil {
		t.Error("it took the keyboard")
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(c.MinSize().Width/2, c.MinSize().Height/2))
	if tapped != 1 {
		t.Errorf("heard %d taps", tapped)
	}
}

func TestIconsAreOfOneFigureEach(t *testing.T) {
	seen := map[string]string{}
	open, _ := figure.Views()
	for _, v := range open {
		s, _ := figure.ShapeOf(v, false)
		r := bodychart.Icon(s)
		if other := seen[r.Name()]; other != "" || len(r.Content()) < 200 {
			t.Errorf("the icon of %s is that of %q, or empty", v, other)
		}
		seen[r.Name()] = v
	}
}

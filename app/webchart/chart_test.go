package webchart_test

import (
	"fmt"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
	"guvoh/app/webchart"
)

// drawn is a chart in a window.
type drawn struct {
	*testing.T
	*webchart.Chart
	w                     fyne.Window
	chosen, opened, moved string
}

func draw(t *testing.T, nodes []webchart.Node, bonds []webchart.Bond) *drawn {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	d := &drawn{T: t, Chart: webchart.New(), w: a.NewWindow("")}
	d.OnChoose = func(key string) { d.chosen = key }
	d.OnOpen = func(key string) { d.opened = key }
	d.OnMove = func(key string, x, y float64) { d.moved = fmt.Sprintf("%s to %g, %g", key, x, y) }
	d.SetWeb(nodes, bonds)
	d.w.SetContent(d.Chart)
	d.w.Resize(fyne.NewSize(900, 700))
	return d
}

func (d *drawn) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		d.w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (d *drawn) focus() { d.w.Canvas().Focus(d.FocusTarget()) }

// cross is one in the middle and four around.
func cross() []webchart.Node {
	return []webchart.Node{
		{Key: "middle", Name: "Middle"},
		{Key: "left", Name: "Left", X: -1},
		{Key: "right", Name: "Right", X: 1},
		{Key: "above", Name: "Above", Y: -1, Look: webchart.Organisation},
		{Key: "below", Name: "Below", Y: 1, X: 0.5, Look: webchart.Group, Sign: "9"},
	}
}

func TestArrowsGoToTheNearestBox(t *testing.T) {
	d := draw(t, cross(), nil)
	d.focus()
	if d.Chosen() != "above" {
		t.Errorf("%q is chosen first", d.Chosen())
	}
	d.Choose("middle")
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyLeft, "left"}, {fyne.KeyRight, "middle"}, {fyne.KeyUp, "above"}, {fyne.KeyDown, "middle"}, {fyne.KeyDown, "below"}, {fyne.KeyDown, "below"},
	} {
		if d.press(c.key); d.Chosen() != c.want {
			t.Errorf("%s leads to %s, not to %s", c.key, d.Chosen(), c.want)
		}
	}
	if d.chosen != "below" {
		t.Errorf("%q is what was told", d.chosen)
	}
}

func TestTabGoesThroughAllAndOn(t *testing.T) {
	d := draw(t, cross(), nil)
	next := widget.NewEntry()
	d.w.SetContent(container.NewBorder(nil, next, nil, nil, d.Chart))
	d.w.Resize(fyne.NewSize(900, 700))
	d.focus()
	seen := []string{d.Chosen()}
	for range 4 {
		d.press(fyne.KeyTab)
		seen = append(seen, d.Chosen())
	}
	if got := fmt.Sprint(seen); got != "[above left middle right below]" {
		t.Errorf("the order is %s", got)
	}
	d.press(fyne.KeyTab)
	if d.w.Canvas().Focused() != next {
		t.Error("the keyboard cannot leave")
	}
}

func TestABoxIsPickedUpAndPutDown(t *testing.T) {
	t.Run("by the keys", func(t *testing.T) {
		d := draw(t, cross(), nil)
		d.focus()
		d.Choose("left")
		d.press(fyne.KeySpace, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyUp, fyne.KeyReturn)
		if d.moved != "left to -2, -0.5" || d.Held() {
			t.Errorf("moved %q", d.moved)
		}
	})
	t.Run("and left where it was by Escape", func(t *testing.T) {
		d := draw(t, cross(), nil)
		d.focus()
		d.Choose("left")
		d.press(fyne.KeySpace, fyne.KeyLeft, fyne.KeyEscape)
		if d.moved != "" || d.Held() {
			t.Errorf("moved %q", d.moved)
		}
	})
	t.Run("not in a file that is open to look only", func(t *testing.T) {
		d := draw(t, cross(), nil)
		d.SetFixed(true)
		d.focus()
		d.press(fyne.KeySpace)
		if d.Held() {
			t.Error("it is picked up")
		}
	})
	t.Run("by the mouse", func(t *testing.T) {
		d := draw(t, cross(), nil)
		target := d.FocusTarget().(fyne.Draggable)
		at := d.At("right")
		step := d.At("right").X - d.At("middle").X
		target.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(step, 0)}, Dragged: fyne.NewDelta(step, 0)})
		target.DragEnd()
		var key string
		var x, y float64
		if _, err := fmt.Sscanf(d.moved, "%s to %g, %g", &key, &x, &y); err != nil || key != "right" || math.Abs(x-2) > 0.01 || math.Abs(y) > 0.01 {
			t.Errorf("moved %q", d.moved)
		}
	})
}

func TestTheMouse(t *testing.T) {
	d := draw(t, cross(), nil)
	target := d.FocusTarget().(fyne.Tappable)
	at := d.At("left")
	target.Tapped(&fyne.PointEvent{Position: at})
	if d.Chosen() != "left" || d.opened != "" {
		t.Errorf("%q is chosen, %q opened", d.Chosen(), d.opened)
	}
	target.Tapped(&fyne.PointEvent{Position: at})
	if d.opened != "left" {
		t.Errorf("tapped twice, %q is opened", d.opened)
	}
	before := d.At("middle")
	d.FocusTarget().(fyne.Draggable).Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(2, 2)}, Dragged: fyne.NewDelta(10, 20)})
	d.FocusTarget().(fyne.Draggable).DragEnd()
	if got := d.At("middle").Subtract(before); math.Abs(float64(got.X-10)) > 0.1 || math.Abs(float64(got.Y-20)) > 0.1 || d.moved != "" {
		t.Errorf("what is seen moved by %v", got)
	}
}

func TestALineIsPointedAt(t *testing.T) {
	d := draw(t, cross(), []webchart.Bond{{Key: "across", From: "middle", To: "left"}, {Key: "up", From: "above", To: "middle"}})
	pointed := ""
	d.OnBond = func(bond string) { pointed = bond }
	between := func(a, b string) fyne.Position {
		p, q := d.At(a), d.At(b)
		return fyne.NewPos((p.X+q.X)/2, (p.Y+q.Y)/2)
	}
	target := d.FocusTarget().(fyne.Tappable)
	for _, c := range []struct {
		at   fyne.Position
		want string
	}{{between("middle", "left"), "across"}, {between("above", "middle").AddXY(3, 0), "up"}, {between("above", "middle").AddXY(40, 0), ""}, {d.At("middle"), ""}} {
		pointed = ""
		if target.Tapped(&fyne.PointEvent{Position: c.at}); pointed != c.want {
			t.Errorf("at %v it is %q, not %q", c.at, pointed, c.want)
		}
	}
}

func TestSizes(t *testing.T) {
	d := draw(t, cross(), nil)
	if d.Scale() != 1 {
		t.Errorf("what fits is shown at %g", d.Scale())
	}
	d.focus()
	d.Choose("left")
	at := d.At("left")
	d.FocusTarget().TypedRune('+')
	if got := d.At("left").Subtract(at); d.Scale() <= 1 || math.Abs(float64(got.X))+math.Abs(float64(got.Y)) > 0.5 {
		t.Errorf("at %g the chosen box moved by %v", d.Scale(), got)
	}
	for range 40 {
		d.FocusTarget().TypedRune('-')
	}
	small := d.Scale()
	d.FocusTarget().TypedRune('0')
	if small >= 1 || d.Scale() != 1 {
		t.Errorf("the sizes are %g and %g", small, d.Scale())
	}
}

func TestTheChosenBoxIsBroughtIntoView(t *testing.T) {
	far := append(cross(), webchart.Node{Key: "far", Name: "Far", X: 40, Y: 30})
	d := draw(t, far, nil)
	for range 12 {
		d.Zoom(1)
	}
	for _, key := range []string{"far", "left"} {
		d.Choose(key)
		if at := d.At(key); at.X < 0 || at.Y < 0 || at.X > 900 || at.Y > 700 {
			t.Errorf("%s is at %v", key, at)
		}
	}
}

// wide is a large web: rows of boxes, each joined to several.
func wide(n int) (nodes []webchart.Node, bonds []webchart.Bond) {
	for i := range n {
		nodes = append(nodes, webchart.Node{Key: fmt.Sprint(i), Name: fmt.Sprintf("Person number %d", i), Role: "Witness", Sign: "PN", X: float64(i % 20), Y: float64(i / 20)})
		for _, to := range []int{(i*7 + 3) % n, (i*3 + 5) % n} {
			bonds = append(bonds, webchart.Bond{
				Key: fmt.Sprint(len(bonds)), From: fmt.Sprint(i), To: fmt.Sprint(to), Words: "Torture", Ink: theme.ColorNameError, Dashed: i%2 == 0, Mutual: i%3 == 0,
			})
		}
	}
	return nodes, bonds
}

func TestALargeWebIsShownAndWalkedThrough(t *testing.T) {
	nodes, bonds := wide(200)
	d := draw(t, nodes, bonds)
	d.focus()
	d.w.Canvas().Capture()
	for i := range 30 {
		d.press([]fyne.KeyName{fyne.KeyRight, fyne.KeyDown}[i%2])
	}
	if d.Chosen() == "0" {
		t.Error("the arrows lead nowhere")
	}
	d.Zoom(1)
	d.w.Canvas().Capture()
}

func TestLinesBeginAndEndAtTheEdges(t *testing.T) {
	d := draw(t, cross(), []webchart.Bond{
		{Key: "0", From: "middle", To: "left"},
		{Key: "1", From: "above", To: "middle"},
		{Key: "2", From: "below", To: "middle"},
		{Key: "3", From: "left", To: "right"},
		{Key: "4", From: "above", To: "middle", Dashed: true},
		{Key: "5", From: "nobody", To: "middle"},
		{Key: "6", From: "left", To: "left"},
	})
	ends := webchart.Ends(d.Chart)
	if len(ends) != 5 {
		t.Fatalf("%d lines: those to nobody and to oneself are none", len(ends))
	}
	for i, want := range [][2]string{{"left", "right"}, {"bottom", "top"}, {"top", "bottom"}, {"bottom", "bottom"}, {"bottom", "top"}} {
		if got := [2]string{edge(ends[i][0], ends[i][1]), edge(ends[i][2], ends[i][3])}; got != want {
			t.Errorf("line %d joins %v, not %v", i, got, want)
		}
	}
	if ends[1][0] == ends[4][0] {
		t.Error("two lines between the same boxes lie on each other")
	}
}

func TestNoLineGoesOnBehindABox(t *testing.T) {
	nodes := []webchart.Node{{Key: "top", Y: -2}, {Key: "between", Y: -1}, {Key: "bottom"}, {Key: "beside", X: 1, Y: -1}}
	for name, bonds := range map[string][]webchart.Bond{
		"down":         {{Key: "0", From: "top", To: "bottom"}},
		"up":           {{Key: "0", From: "bottom", To: "top"}},
		"with another": {{Key: "0", From: "top", To: "bottom"}, {Key: "1", From: "top", To: "between"}, {Key: "2", From: "between", To: "bottom"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := draw(t, nodes, bonds)
			if n := webchart.Behind(d.Chart); n > 0 {
				t.Errorf("%d points lie behind a box", n)
			}
		})
	}
}

// edge names the edge of a box on which a point lies.
func edge(x, y float64) string {
	switch {
	case y == -32:
		return "top"
	case y == 32:
		return "bottom"
	case x == -93:
		return "left"
	case x == 93:
		return "right"
	}
	return fmt.Sprintf("%g, %g", x, y)
}

func TestWordsLieOnNothing(t *testing.T) {
	nodes, bonds := wide(60)
	d := draw(t, nodes, bonds)
	placed, clashes := webchart.Labels(d.Chart, 60, 16)
	if clashes > 0 || placed < 20 {
		t.Errorf("of %d words %d lie on something", placed, clashes)
	}
}

func TestLinesArePainted(t *testing.T) {
	ink := func(dashed bool) int {
		d := draw(t, cross(), []webchart.Bond{{Key: "0", From: "above", To: "middle", Ink: theme.ColorNameError, Dashed: dashed}})
		n := 0
		size := d.FocusTarget().(fyne.CanvasObject).Size()
		picture := webchart.Paint(d.Chart, int(size.Width), int(size.Height))
		for y := range picture.Bounds().Dy() {
			for x := range picture.Bounds().Dx() {
				if _, _, _, a := picture.At(x, y).RGBA(); a > 0x8000 {
					n++
				}
			}
		}
		return n
	}
	whole, dashed := ink(false), ink(true)
	if whole == 0 || dashed == 0 || dashed >= whole {
		t.Errorf("a line is %d points, and %d where it is not certain", whole, dashed)
	}
}

// The frame that is drawn while a large web is moved about.
func BenchmarkMove(b *testing.B) {
	nodes, bonds := wide(200)
	a := test.NewTempApp(b)
	a.Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	c := webchart.New()
	c.SetWeb(nodes, bonds)
	w := a.NewWindow("")
	w.SetContent(c)
	w.Resize(fyne.NewSize(1180, 760))
	target := c.FocusTarget().(fyne.Draggable)
	step := float32(1)
	for b.Loop() {
		step = -step
		target.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(-5000, -5000)}, Dragged: fyne.NewDelta(step, 0)})
		webchart.Paint(c, 1180, 760)
	}
}

func TestALargeWebBeginsWhereNamesCanBeRead(t *testing.T) {
	var many []webchart.Node
	for i := range 60 {
		many = append(many, webchart.Node{Key: fmt.Sprint(i), Name: "Somebody", X: float64(i % 12), Y: float64(i / 12)})
	}
	d := draw(t, many, nil)
	d.Choose("59")
	if d.Scale() < 0.6 {
		t.Errorf("it begins at the size %.2f", d.Scale())
	}
	room := d.FocusTarget().(fyne.CanvasObject).Size()
	if at := d.At("59"); at.X < 0 || at.Y < 0 || at.X > room.Width || at.Y > room.Height {
		t.Errorf("the chosen one is at %v of %v", at, room)
	}
	t.Run("0 shows all of it", func(t *testing.T) {
		d.Zoom(0)
		if d.Scale() > 0.5 {
			t.Errorf("it is shown at the size %.2f", d.Scale())
		}
		d.Choose("3")
		if d.Scale() > 0.5 {
			t.Error("it does not stay so")
		}
	})
	t.Run("who moved it keeps their size", func(t *testing.T) {
		d.Zoom(1)
		was := d.Scale()
		d.focus()
		d.press(fyne.KeyRight)
		if d.Scale() != was {
			t.Errorf("the size was %.2f and is %.2f", was, d.Scale())
		}
	})
}

package ui_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

// ticks are things to tick, every tenth a heading; it notes which were asked for.
type ticks struct {
	count int
	out   map[int]bool
	asked map[int]int
}

func (r *ticks) Count() int { return r.count }

func (r *ticks) Row(i int) ui.TickRow {
	r.asked[i]++
	row := ui.TickRow{Title: fmt.Sprint("row ", i), Detail: "Person", Mark: "New", Tone: ui.Success, Tick: ui.Ticked}
	if r.out[i] {
		row.Tick = ui.Unticked
	}
	switch {
	case i == 0:
		row.Tick = ui.NoTick
	case i%10 == 0:
		row.Head, row.Tick = true, ui.HalfTicked
	}
	return row
}

func tickList(t *testing.T, count int) (*ui.TickList, *ticks, fyne.Canvas) {
	t.Helper()
	start(t, ui.Light, 1)
	rows := &ticks{count: count, out: map[int]bool{}, asked: map[int]int{}}
	l := ui.NewTickList(rows)
	l.OnTick = func(i int) { rows.out[i] = !rows.out[i]; l.Reload() }
	return l, rows, window(t, l, 500, 400).Canvas()
}

func TestTickListAsksOnlyForRowsInView(t *testing.T) {
	l, rows, c := tickList(t, 100_000)
	if n := len(rows.asked); n == 0 || n > 30 {
		t.Fatalf("showing the list asked for %d rows", n)
	}
	c.Focus(l)
	clear(rows.asked)
	press(c, fyne.KeyEnd)
	if n := len(rows.asked); n == 0 || n > 30 || rows.asked[99_999] == 0 {
		t.Fatalf("going to the end asked for %d rows", n)
	}
}

func TestTickListByKeyboardAndMouse(t *testing.T) {
	l, rows, c := tickList(t, 50)
	var selected, opened []int
	l.OnSelect = func(i int) { selected = append(selected, i) }
	l.OnOpen = func(i int) { opened = append(opened, i) }
	c.Focus(l)
	press(c, fyne.KeySpace) // the first has no box
	press(c, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn)
	if fmt.Sprint(selected) != "[0 1]" || fmt.Sprint(opened) != "[1]" || len(rows.out) != 1 || !rows.out[1] {
		t.Fatalf("selected %v, opened %v, out %v", selected, opened, rows.out)
	}
	press(c, fyne.KeySpace)
	if rows.out[1] {
		t.Error("Space does not take it back")
	}
	press(c, fyne.KeyPageDown)
	if page := l.Selected() - 1; page < 5 || page > 20 {
		t.Errorf("a page is %d rows", page)
	}
	press(c, fyne.KeyHome, fyne.KeyUp)
	if l.Selected() != 0 {
		t.Errorf("row %d is selected", l.Selected())
	}
	clear(rows.out)
	test.TapCanvas(c, fyne.NewPos(200, 75)) // beside the box: it is only selected
	at := l.Selected()
	if at < 1 || len(rows.out) != 0 {
		t.Fatalf("a tap on row %d ticked %v", at, rows.out)
	}
	test.TapCanvas(c, fyne.NewPos(28, 75))
	if !rows.out[at] || l.Selected() != at {
		t.Errorf("a tap on the box of row %d ticked %v", at, rows.out)
	}
	rows.count = 1
	l.Reload()
	if l.Selected() != 0 {
		t.Errorf("after the rows shrank row %d is selected", l.Selected())
	}
	rows.count = 0
	l.SetEmpty(ui.NewEmptyState(nil, "nothing", "", nil))
	l.Reload()
	press(c, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn)
	if l.Selected() != -1 || len(opened) != 1 {
		t.Error("an empty list selects or opens something")
	}
}

func TestPairsStandSideBySideWhereThereIsRoom(t *testing.T) {
	start(t, ui.Light, 1)
	a, b := ui.NewText("here", ui.TextStyle{}), ui.NewText("comes", ui.TextStyle{})
	pair := ui.NewPair(100, a, b)
	window(t, pair, 400, 200)
	if a.Position().Y != b.Position().Y {
		t.Error("there is room, and they stand one below the other")
	}
	pair.Resize(fyne.NewSize(150, 200))
	if b.Position().X != a.Position().X || b.Position().Y <= a.Position().Y {
		t.Error("there is no room, and they stand side by side")
	}
}

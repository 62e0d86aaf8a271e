package ui_test

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

// counted remembers which rows were asked for.
type counted struct {
	cases
	asked map[int]int
}

func (c *counted) Row(i int) []string { c.asked[i]++; return c.cases.Row(i) }

func columns() []ui.Column {
	return []ui.Column{{ID: "ref", Title: "Reference", Sortable: true}, {ID: "who", Title: "Who", Weight: 2, Sortable: true}, {ID: "n", Title: "Records", Right: true}}
}

func TestColumnsAskOnlyForRowsInView(t *testing.T) {
	start(t, ui.Light, 1)
	rows := &counted{cases: 100_000, asked: map[int]int{}}
	c := ui.NewColumns(rows, columns()...)
	w := window(t, c, 800, 400)
	if n := len(rows.asked); n == 0 || n > 20 {
		t.Fatalf("showing the list asked for %d rows", n)
	}
	w.Canvas().Focus(c)
	clear(rows.asked)
	press(w.Canvas(), fyne.KeyEnd)
	if n := len(rows.asked); n == 0 || n > 20 || rows.asked[99_999] == 0 {
		t.Fatalf("going to the end asked for %d rows", n)
	}
	clear(rows.asked)
	test.Scroll(w.Canvas(), fyne.NewPos(200, 200), 0, 1_000_000)
	if n := len(rows.asked); n > 20 {
		t.Fatalf("scrolling asked for %d rows", n)
	}
}

func TestColumnsByKeyboardAndMouse(t *testing.T) {
	start(t, ui.Light, 1)
	var selected, opened []int
	var sorts []string
	rows := &counted{cases: 1000, asked: map[int]int{}}
	c := ui.NewColumns(rows, columns()...)
	c.OnSelect = func(i int) { selected = append(selected, i) }
	c.OnOpen = func(i int) { opened = append(opened, i) }
	c.OnSort = func(col string, desc bool) { sorts = append(sorts, fmt.Sprint(col, desc)) }
	w := window(t, c, 800, 400)
	cv := w.Canvas()
	cv.Focus(c)
	press(cv, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	if fmt.Sprint(selected) != "[0 1 2 1]" || fmt.Sprint(opened) != "[1]" {
		t.Fatalf("selected %v, opened %v", selected, opened)
	}
	press(cv, fyne.KeyPageDown)
	page := c.Selected() - 1
	if page < 5 || page > 15 {
		t.Fatalf("a page is %d rows", page)
	}
	press(cv, fyne.KeyPageUp, fyne.KeyHome, fyne.KeyUp)
	if c.Selected() != 0 {
		t.Fatalf("row %d is selected", c.Selected())
	}
	test.TapCanvas(cv, fyne.NewPos(100, 100))
	row := c.Selected()
	test.TapCanvas(cv, fyne.NewPos(100, 100))
	if row == 0 || len(opened) != 2 || opened[1] != row {
		t.Fatalf("two taps on row %d opened %v", row, opened)
	}
	test.TapCanvas(cv, fyne.NewPos(60, 12))
	test.TapCanvas(cv, fyne.NewPos(60, 12))
	test.TapCanvas(cv, fyne.NewPos(780, 12)) // not sortable
	if fmt.Sprint(sorts) != "[reffalse reftrue]" {
		t.Fatalf("sorted %v", sorts)
	}
	cv.Focus(c)
	cv.FocusNext()
	cv.FocusNext()
	press(cv, fyne.KeyReturn)
	if sorts[len(sorts)-1] != "whofalse" {
		t.Fatalf("Tab and Enter on a header sorted %v", sorts)
	}
	rows.cases = 3
	c.Reload()
	if c.Selected() != 2 {
		t.Fatalf("after the rows shrank row %d is selected", c.Selected())
	}
	rows.cases = 0
	c.Reload()
	press(cv, fyne.KeyDown, fyne.KeyReturn)
	if c.Selected() != -1 || len(opened) != 2 {
		t.Fatal("an empty list selects or opens something")
	}
}

func TestSidebarByKeyboard(t *testing.T) {
	start(t, ui.Light, 1)
	var got []string
	s := ui.NewSidebar(navItems(), func(id string) { got = append(got, id) })
	w := window(t, s, 240, 500)
	s.SetSelected("people")
	w.Canvas().Focus(s)
	press(w.Canvas(), fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn) // over the heading
	press(w.Canvas(), fyne.KeyEnd, fyne.KeySpace, fyne.KeyHome, fyne.KeyReturn, fyne.KeyUp, fyne.KeyReturn)
	if fmt.Sprint(got) != "[events consent cases cases]" || s.Selected() != "cases" {
		t.Fatalf("it went to %v", got)
	}
}

func TestSidebarShowsTheSelectedPlace(t *testing.T) {
	var items []ui.NavItem
	for i := range 60 {
		items = append(items, ui.NavItem{ID: fmt.Sprint("place", i), Label: fmt.Sprint("Place ", i)})
	}
	// inView answers where the row of a place is in the window, if it can be seen whole.
	inView := func(w fyne.Window, label string) bool {
		for _, o := range seen(w.Content()) {
			if text, ok := o.(*canvas.Text); ok && text.Text == label {
				y := fyne.CurrentApp().Driver().AbsolutePositionForObject(text).Y
				return y > 40 && y+text.Size().Height < 300
			}
		}
		return false
	}
	start(t, ui.Light, 1)
	s := ui.NewSidebar(items, nil)
	s.SetHead(ui.NewText("A head", ui.TextStyle{}))
	s.SetSelected("place50") // before anything is laid out
	w := window(t, s, 240, 300)
	if !inView(w, "Place 50") {
		t.Fatal("the place selected before the window was there is out of view")
	}
	s.SetSelected("place3")
	if !inView(w, "Place 3") {
		t.Fatal("the place selected afterwards is out of view")
	}
	test.Scroll(w.Canvas(), fyne.NewPos(100, 200), 0, -10_000)
	if inView(w, "Place 3") {
		t.Fatal("it did not scroll")
	}
	s.SetItems(items)
	s.SetSelected("place3")
	if !inView(w, "Place 59") {
		t.Fatal("who had scrolled away was brought back though the place is the same")
	}
	if y := s.Size().Height; y < 300 || !inView(w, "Place 59") {
		t.Fatalf("the head takes the room of the items: %v", y)
	}
}

func TestColumnsSelectedBeforeTheyAreShown(t *testing.T) {
	for _, tt := range []struct {
		name  string
		row   int
		first float32 // the least the selected row may stand from the top of the list
		last  float32
	}{
		{"the first row is at the top", 0, 0, 60},
		{"a row in the first view stays where it is", 3, 100, 200},
		{"a far row is scrolled into view", 500, 100, 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start(t, ui.Light, 1)
			c := ui.NewColumns(cases(1000), columns()...)
			c.Select(tt.row)
			w := window(t, c, 800, 400)
			want := fmt.Sprintf("GV-2014-%03d", tt.row+1)
			for _, o := range seen(w.Content()) {
				if text, ok := o.(*canvas.Text); ok && text.Text == want {
					if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(text).Y; y < tt.first || y > tt.last {
						t.Fatalf("it stands at %v", y)
					}
					return
				}
			}
			t.Fatal("it is out of view")
		})
	}
}

func TestRecordRowsByKeyboard(t *testing.T) {
	start(t, ui.Light, 1)
	opened := ""
	row := func(name string) *ui.RecordRow {
		return ui.NewRecordRow(nil, name, "", func() { opened += name })
	}
	a, b := row("a"), row("b")
	w := window(t, ui.NewStack(1, a, b), 300, 200)
	w.Canvas().Focus(a)
	press(w.Canvas(), fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeySpace)
	test.Tap(b)
	if opened != "bab" {
		t.Fatalf("opened %q", opened)
	}
}

func TestThumbDecodesWithinLimitsElsewhere(t *testing.T) {
	_, h := start(t, ui.Light, 1)
	th := ui.NewThumb(96)
	window(t, th, 200, 200)
	var good bytes.Buffer
	img := image.NewNRGBA(image.Rect(0, 0, 1000, 500))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	img.Set(0, 0, color.Black)
	if err := png.Encode(&good, img); err != nil {
		t.Fatal(err)
	}
	load := func(data []byte, err error) error {
		th.Load(func() ([]byte, error) { return data, err })
		if th.Failed() != nil {
			t.Fatal("the picture was decided before the work ran")
		}
		h.work()
		return th.Failed()
	}
	if err := load(good.Bytes(), nil); err != nil {
		t.Fatalf("a good picture failed: %v", err)
	}
	unreadable := errors.New("unreadable")
	if err := load(nil, unreadable); !errors.Is(err, unreadable) {
		t.Fatalf("an unreadable one gave %v", err)
	}
	if load([]byte("GIF89a"), nil) == nil || load(nil, nil) == nil || load(good.Bytes()[:200], nil) == nil {
		t.Fatal("something that is no picture was shown")
	}
	if load(hugePNG(), nil) == nil {
		t.Fatal("a picture of 400 million pixels was decoded")
	}
	t.Run("the last one asked for wins", func(t *testing.T) {
		th.Load(func() ([]byte, error) { return nil, unreadable })
		th.Load(func() ([]byte, error) { return good.Bytes(), nil })
		h.works[0], h.works[1] = h.works[1], h.works[0]
		h.work()
		if th.Failed() != nil {
			t.Fatal("an older picture took its place")
		}
	})
}

// hugePNG claims 20,000 by 20,000 pixels in a few bytes.
func hugePNG() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1)))
	data := b.Bytes()
	copy(data[16:], []byte{0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20})
	crc := crc32.ChecksumIEEE(data[12:29])
	copy(data[29:], []byte{byte(crc >> 24), byte(crc >> 16), byte(crc >> 8), byte(crc)})
	return data
}

func BenchmarkColumns100000Rows(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	c := ui.NewColumns(cases(100_000), columns()...)
	w := test.NewTempWindow(b, c)
	w.Resize(fyne.NewSize(1000, 700))
	w.Canvas().Focus(c)
	for b.Loop() {
		key(c, fyne.KeyDown)
	}
}

package ui_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"guvoh/app/ui"
)

// book is a document of pages that note how they were asked for.
type book struct {
	asked []string
	fails int // the page that cannot be drawn, or -1
	shape func(page int) float64
}

var errPage = errors.New("a page")

func (b *book) leaves(pages int) *ui.Leaves {
	return &ui.Leaves{
		Count: pages, Pages: true,
		Draw: func(at, width int) (image.Image, error) {
			b.asked = append(b.asked, fmt.Sprintf("%d@%d", at, width))
			if at == b.fails {
				return nil, errPage
			}
			h := float64(width) * 1.5
			if b.shape != nil {
				h = float64(width) * b.shape(at)
			}
			m := image.NewRGBA(image.Rect(0, 0, width, int(h)))
			for i := range m.Pix {
				m.Pix[i] = byte(255 - 20*at)
			}
			return m, nil
		},
		Problem: func(error) string { return "This page cannot be shown." },
	}
}

func newBook() *book { return &book{fails: -1} }

// says tells whether words stand somewhere in what is shown.
func says(w fyne.Window, words string) bool {
	c := w.Canvas()
	for _, root := range append(slices.Clone(c.Overlays().List()), c.Content()) {
		for _, o := range seen(root) {
			if t, ok := o.(*canvas.Text); ok && t.Text == words {
				return true
			}
		}
	}
	return false
}

func TestPages(t *testing.T) {
	begin := func(t *testing.T, b *book, pages int) (*ui.Pages, fyne.Window, *hand) {
		t.Helper()
		_, h := start(t, ui.Light, 1)
		p := ui.NewPages("Decision", b.leaves(pages))
		w := window(t, ui.NewRoot(ui.NewScroll(ui.NewStack(1, p))), 500, 900)
		h.pass(50 * time.Millisecond)
		h.work()
		p.Focus()
		return p, w, h
	}
	t.Run("come as wide as there is room, and say where one is", func(t *testing.T) {
		b := newBook()
		p, w, _ := begin(t, b, 12)
		if p.At() != 0 || !says(w, "Page 1 of 12") || len(b.asked) != 1 || b.asked[0] != "0@500" {
			t.Errorf("page %d, asked %v", p.At(), b.asked)
		}
	})
	t.Run("are turned by keys, to the first and the last and no further", func(t *testing.T) {
		b := newBook()
		p, w, h := begin(t, b, 12)
		for _, step := range []struct {
			key  fyne.KeyName
			page int
		}{
			{fyne.KeyPageUp, 0},
			{fyne.KeyPageDown, 1},
			{fyne.KeyPageDown, 2},
			{fyne.KeyPageUp, 1},
			{fyne.KeyEnd, 11},
			{fyne.KeyPageDown, 11},
			{fyne.KeyHome, 0},
		} {
			press(w.Canvas(), step.key)
			h.work()
			if p.At() != step.page || !says(w, fmt.Sprintf("Page %d of 12", step.page+1)) {
				t.Fatalf("%s leads to %d, want %d", step.key, p.At(), step.page)
			}
		}
	})
	t.Run("that are turned quickly are not all drawn", func(t *testing.T) {
		b := newBook()
		p, w, h := begin(t, b, 12)
		press(w.Canvas(), fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
		h.work()
		h.work()
		if p.At() != 4 || len(b.asked) != 3 {
			t.Errorf("page %d, asked %v", p.At(), b.asked)
		}
	})
	t.Run("stay with their number until the next is there, or takes long", func(t *testing.T) {
		p, w, h := begin(t, newBook(), 12)
		press(w.Canvas(), fyne.KeyPageDown)
		if p.At() != 0 || says(w, "Loading…") {
			t.Error("the number goes before the page")
		}
		h.pass(time.Second)
		if p.At() != 1 || !says(w, "Loading…") || !says(w, "Page 2 of 12") {
			t.Error("it does not say that it takes long")
		}
		h.work()
		if p.At() != 1 || says(w, "Loading…") {
			t.Error("it still says so")
		}
	})
	t.Run("that cannot be drawn say why, and the others are there", func(t *testing.T) {
		b := newBook()
		b.fails = 1
		p, w, h := begin(t, b, 3)
		press(w.Canvas(), fyne.KeyPageDown)
		h.work()
		if p.At() != 1 || !says(w, "This page cannot be shown.") {
			t.Error("it does not say so")
		}
		press(w.Canvas(), fyne.KeyPageDown)
		h.work()
		if p.At() != 2 || says(w, "This page cannot be shown.") {
			t.Error("the next is not there")
		}
	})
	t.Run("of another shape ask for another height", func(t *testing.T) {
		b := newBook()
		b.shape = func(page int) float64 { return 1.4142 - 0.7*float64(page) }
		p, w, h := begin(t, b, 2)
		asked := 0
		p.OnResize = func() { asked++ }
		press(w.Canvas(), fyne.KeyPageDown)
		h.work()
		if asked != 1 {
			t.Errorf("asked %d times", asked)
		}
	})
	t.Run("are drawn anew when the width has come to rest", func(t *testing.T) {
		b := newBook()
		_, w, h := begin(t, b, 2)
		for width := float32(490); width >= 400; width -= 10 {
			w.Resize(fyne.NewSize(width, 900))
			h.work()
		}
		if len(b.asked) != 1 {
			t.Errorf("asked on the way: %v", b.asked)
		}
		h.pass(time.Second)
		h.work()
		if len(b.asked) != 2 || b.asked[1] != "0@400" {
			t.Errorf("asked %v", b.asked)
		}
	})
	t.Run("are read to their end by the arrows, and the next begins at its top", func(t *testing.T) {
		_, h := start(t, ui.Light, 1)
		p := ui.NewPages("Decision", newBook().leaves(2))
		scroll := ui.NewScroll(ui.NewStack(1, ui.NewHeading("Decision"), p))
		w := window(t, ui.NewRoot(scroll), 500, 400)
		h.pass(50 * time.Millisecond)
		h.work()
		p.Focus()
		top := scroll.Offset()
		press(w.Canvas(), fyne.KeyDown, fyne.KeyDown)
		down := scroll.Offset()
		press(w.Canvas(), fyne.KeyUp)
		if up := scroll.Offset(); down <= top || up >= down {
			t.Errorf("from %v to %v and back to %v", top, down, up)
		}
		press(w.Canvas(), fyne.KeyPageDown)
		h.work()
		if now := scroll.Offset(); p.At() != 1 || now != top {
			t.Errorf("page %d begins at %v, the first began at %v", p.At(), now, top)
		}
	})
	t.Run("one alone has no number and no buttons to turn it", func(t *testing.T) {
		p, w, h := begin(t, newBook(), 1)
		press(w.Canvas(), fyne.KeyPageDown, fyne.KeyEnd)
		h.work()
		if p.At() != 0 || says(w, "Page 1 of 1") {
			t.Error("it has")
		}
	})
	t.Run("open over the window with Enter, and come back where one has read to", func(t *testing.T) {
		p, w, h := begin(t, newBook(), 12)
		press(w.Canvas(), fyne.KeyPageDown)
		h.work()
		press(w.Canvas(), fyne.KeyReturn)
		h.pass(50 * time.Millisecond)
		h.work()
		if w.Canvas().Overlays().Top() == nil || !says(w, "Page 2 of 12") || !says(w, "Decision") {
			t.Fatal("they do not open")
		}
		press(w.Canvas(), fyne.KeyPageDown, fyne.KeyReturn)
		h.work()
		press(w.Canvas(), fyne.KeyEscape)
		h.work()
		if w.Canvas().Overlays().Top() != nil || p.At() != 2 {
			t.Errorf("they come back to %d", p.At())
		}
		press(w.Canvas(), fyne.KeyPageDown)
		h.work()
		if p.At() != 3 {
			t.Error("the keyboard did not come back")
		}
	})
}

func TestEnlarged(t *testing.T) {
	open := func(t *testing.T, b *book, l *ui.Leaves) (*ui.Enlarged, fyne.Window, *hand) {
		t.Helper()
		_, h := start(t, ui.Light, 1)
		w := window(t, ui.NewRoot(ui.NewStack(1)), 1000, 700)
		e := ui.Enlarge(w.Canvas(), "Photo", l, 0, nil)
		h.pass(50 * time.Millisecond)
		h.work()
		return e, w, h
	}
	width := func(e *ui.Enlarged) float32 { return ui.LeafOf(e).Size().Width }
	t.Run("shows a photograph whole and a page so that it can be read", func(t *testing.T) {
		b := newBook()
		photo := b.leaves(1)
		photo.Pages, photo.Shape = false, 1.5
		e, _, _ := open(t, b, photo)
		if s := ui.LeafOf(e).Size(); s.Height > 700 || s.Height < 600 || width(e) > 500 {
			t.Errorf("the photograph is %v", s)
		}
		e, _, _ = open(t, b, b.leaves(2))
		if w := width(e); w < 890 || w > 910 {
			t.Errorf("the page is %v wide", w)
		}
	})
	t.Run("grows and shrinks by keys, and is drawn anew", func(t *testing.T) {
		b := newBook()
		e, w, h := open(t, b, b.leaves(2))
		was := width(e)
		press(w.Canvas(), fyne.KeyPlus)
		if width(e) <= was {
			t.Error("plus does not make it larger")
		}
		h.pass(time.Second)
		h.work()
		if last := b.asked[len(b.asked)-1]; last != fmt.Sprintf("0@%.0f", width(e)) {
			t.Errorf("it was asked for at %s, and is %v wide", last, width(e))
		}
		press(w.Canvas(), fyne.KeyMinus)
		if d := width(e) - was; d > 1 || d < -1 {
			t.Errorf("minus leads to %v, not to %v", width(e), was)
		}
		press(w.Canvas(), fyne.Key0)
		if s := ui.LeafOf(e).Size(); s.Height > 700 {
			t.Errorf("0 shows %v, not all of it", s)
		}
		for range 40 {
			press(w.Canvas(), fyne.KeyEqual)
		}
		if most := width(e); most > 8000 {
			t.Errorf("it grows to %v", most)
		}
		h.pass(time.Second)
		h.work()
		if slices.ContainsFunc(b.asked, func(a string) bool {
			var at, px int
			_, err := fmt.Sscanf(a, "%d@%d", &at, &px)
			return err != nil || px > 4096
		}) {
			t.Errorf("asked %v", b.asked)
		}
	})
	t.Run("the menu's keys for larger and smaller letters reach it", func(t *testing.T) {
		b := newBook()
		e, w, _ := open(t, b, b.leaves(2))
		was := width(e)
		if !ui.Zoom(w.Canvas(), 1) || width(e) <= was {
			t.Error("they do not")
		}
		e.Close()
		if ui.Zoom(w.Canvas(), 1) {
			t.Error("they do when it is gone")
		}
	})
	t.Run("moves by the arrows, no further than its edges, and by the mouse", func(t *testing.T) {
		b := newBook()
		e, w, _ := open(t, b, b.leaves(2))
		press(w.Canvas(), fyne.KeyUp, fyne.KeyLeft)
		if at := ui.OffsetOf(e); !at.IsZero() {
			t.Errorf("it is at %v", at)
		}
		press(w.Canvas(), fyne.KeyDown)
		down := ui.OffsetOf(e).Y
		if down <= 0 {
			t.Error("the arrow does not move it")
		}
		for range 100 {
			press(w.Canvas(), fyne.KeyDown)
		}
		end := ui.OffsetOf(e).Y
		if height := ui.LeafOf(e).Size().Height; end <= down || end >= height {
			t.Errorf("it is at %v of %v", end, height)
		}
		ui.LeafOf(e).(fyne.Draggable).Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, 50)})
		if got := ui.OffsetOf(e).Y; got != end-50 {
			t.Errorf("the mouse moves it to %v", got)
		}
		press(w.Canvas(), fyne.KeyPlus)
		if got := ui.OffsetOf(e).Y; got <= end {
			t.Errorf("making it larger leads to %v: the middle does not stay", got)
		}
	})
	t.Run("the next page begins at its top", func(t *testing.T) {
		b := newBook()
		e, w, h := open(t, b, b.leaves(2))
		press(w.Canvas(), fyne.KeyDown, fyne.KeyPageDown)
		h.work()
		if e.At() != 1 || !ui.OffsetOf(e).IsZero() {
			t.Errorf("page %d at %v", e.At(), ui.OffsetOf(e))
		}
	})
	t.Run("closing twice hurts nobody", func(t *testing.T) {
		b := newBook()
		e, w, _ := open(t, b, b.leaves(1))
		e.Close()
		e.Close()
		if e.Open() || w.Canvas().Overlays().Top() != nil {
			t.Error("it is open")
		}
	})
}

// camera is a JPEG of 40 by 20 whose upper left is dark, as a camera that was
// held in an orientation writes it.
func camera(t *testing.T, turn uint16, order binary.AppendByteOrder) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for y := range 20 {
		for x := range 40 {
			m.Set(x, y, color.White)
			if x < 16 && y < 8 {
				m.Set(x, y, color.Black)
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("II*\x00")
	if order.AppendUint16(nil, 1)[0] == 0 {
		tiff = []byte("MM\x00*")
	}
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, e := range [][2]uint16{{0x0100, 7}, {0x0112, turn}} {
		tiff = order.AppendUint16(tiff, e[0])
		tiff = order.AppendUint16(tiff, 3)
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(tiff, e[1])
		tiff = order.AppendUint16(tiff, 0)
	}
	note := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xFF, 0xD8, 0xFF, 0xE1}, uint16(len(note)+2))
	return append(append(head, note...), b.Bytes()[2:]...)
}

func TestAPhotographIsHeldUpright(t *testing.T) {
	// Where the dark corner comes to lie, and whether the photograph stands.
	want := map[uint16]struct{ right, low, stands bool }{
		0: {}, 1: {}, 9: {}, 2: {right: true}, 3: {right: true, low: true}, 4: {low: true},
		5: {stands: true}, 6: {right: true, stands: true}, 7: {right: true, low: true, stands: true}, 8: {low: true, stands: true},
	}
	for turn, w := range want {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			data := camera(t, turn, order)
			m, err := ui.Picture(data, 100)
			if err != nil {
				t.Fatal(err)
			}
			size := image.Pt(40, 20)
			if w.stands {
				size = image.Pt(20, 40)
			}
			if x, y, ok := ui.PictureSize(data); m.Bounds().Size() != size || image.Pt(x, y) != size || !ok {
				t.Errorf("turn %d: %v, and it says %d by %d", turn, m.Bounds(), x, y)
			}
			at := func(right, low bool) bool {
				x, y := 2, 2
				if right {
					x = size.X - 3
				}
				if low {
					y = size.Y - 3
				}
				r, _, _, _ := m.At(m.Bounds().Min.X+x, m.Bounds().Min.Y+y).RGBA()
				return r < 0x8000
			}
			for _, right := range []bool{false, true} {
				for _, low := range []bool{false, true} {
					if dark := right == w.right && low == w.low; at(right, low) != dark {
						t.Errorf("turn %d: the corner right %v, low %v is dark %v", turn, right, low, !dark)
					}
				}
			}
		}
	}
	t.Run("notes cut short or wrong turn nothing and stop nothing", func(t *testing.T) {
		data := camera(t, 6, binary.LittleEndian)
		for n := range 60 {
			ui.PictureSize(data[:n])
			for _, b := range []byte{0, 0x7F, 0xFF} {
				broken := bytes.Clone(data)
				broken[n] = b
				_, _ = ui.Picture(broken, 100)
			}
		}
	})
}

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

// groups makes so many headings with so many places under each.
func groups(heads, places int) (out []ui.Result) {
	for h := range heads {
		out = append(out, ui.Result{Key: fmt.Sprint("h", h), Sort: ui.ResultGroup, Title: fmt.Sprint("Case ", h), Detail: "Somebody"})
		for p := range places {
			text := strings.Repeat("They were held in a cellar. ", 1+(h+p)%9)
			out = append(out, ui.Result{Key: fmt.Sprint("p", h, ".", p), Title: fmt.Sprint("Interview ", h, ".", p), Text: text, Marks: []ui.Mark{{From: 20, To: 26}}})
		}
	}
	return out
}

func TestResults(t *testing.T) {
	newList := func(t *testing.T, rows []ui.Result) (*ui.Results, fyne.Window) {
		test.NewTempApp(t).Settings().SetTheme(ui.NewTheme(ui.Light, 1))
		r := ui.NewResults()
		w := test.NewTempWindow(t, r)
		w.SetPadded(false)
		w.Resize(fyne.NewSize(700, 400))
		r.Load(rows, "")
		return r, w
	}
	press := func(r *ui.Results, keys ...fyne.KeyName) {
		for _, k := range keys {
			r.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	t.Run("stops at places only, and shows what is chosen with its heading", func(t *testing.T) {
		r, w := newList(t, groups(30, 3))
		w.Canvas().Focus(r)
		if r.SelectedKey() != "p0.0" {
			t.Fatalf("%s is chosen", r.SelectedKey())
		}
		press(r, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown)
		if r.SelectedKey() != "p1.0" {
			t.Errorf("%s is chosen", r.SelectedKey())
		}
		press(r, fyne.KeyEnd)
		if r.SelectedKey() != "p29.2" || !written(r, "Interview 29.2") {
			t.Errorf("%s is chosen and not in view", r.SelectedKey())
		}
		press(r, fyne.KeyHome)
		if r.SelectedKey() != "p0.0" || r.Offset() != 0 || !written(r, "Case 0") {
			t.Errorf("%s is chosen at %.0f", r.SelectedKey(), r.Offset())
		}
		seen := map[string]bool{}
		for range 80 {
			press(r, fyne.KeyPageDown)
			if seen[r.SelectedKey()] {
				break
			}
			seen[r.SelectedKey()] = true
		}
		if r.SelectedKey() != "p29.2" || len(seen) < 10 || len(seen) > 60 {
			t.Errorf("%s after %d pages", r.SelectedKey(), len(seen))
		}
	})
	t.Run("opens places, what shows more, and headings", func(t *testing.T) {
		rows := append(groups(1, 2), ui.Result{Key: "more", Sort: ui.ResultMore, Title: "7 more"})
		r, _ := newList(t, rows)
		var opened []int
		r.OnOpen = func(i int) { opened = append(opened, i) }
		left := 0
		r.OnLeave = func() { left++ }
		press(r, fyne.KeyHome, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyLeft, fyne.KeyHome, fyne.KeyUp)
		if fmt.Sprint(opened) != "[1 3 0]" || left != 1 {
			t.Errorf("opened %v, left %d times", opened, left)
		}
	})
	t.Run("gives each row the height of its sentence, and no more than two lines of it", func(t *testing.T) {
		r, _ := newList(t, groups(8, 9))
		lines := map[float32]bool{}
		for _, o := range test.LaidOutObjects(r) {
			if m, ok := o.(*ui.MarkedText); ok && m.Visible() {
				lines[float32(int(m.Size().Height+0.5))] = true
			}
		}
		if len(lines) != 2 {
			t.Errorf("%d heights: of one line and of two", len(lines))
		}
	})
	t.Run("keeps what is in view where it is when more comes", func(t *testing.T) {
		rows := groups(20, 3)
		r, w := newList(t, rows)
		w.Canvas().Focus(r)
		press(r, fyne.KeyPageDown, fyne.KeyPageDown)
		at, key := r.Offset(), r.SelectedKey()
		r.Replace(append(rows, groups(30, 3)[80:]...))
		if r.Offset() != at || r.SelectedKey() != key {
			t.Errorf("%s at %.0f became %s at %.0f", key, at, r.SelectedKey(), r.Offset())
		}
		r.Replace(append(groups(1, 9), rows[4:]...)) // six more above
		if r.SelectedKey() != key || r.Offset() <= at || !written(r, "Interview "+strings.TrimPrefix(key, "p")) {
			t.Errorf("%s is out of view", key)
		}
	})
	t.Run("tells when its end comes into view, and makes widgets only for what is in view", func(t *testing.T) {
		r, _ := newList(t, groups(400, 5))
		ends := 0
		r.OnEnd = func() { ends++ }
		r.Refresh()
		if ends != 0 {
			t.Error("the end is told of at the beginning")
		}
		n := 0
		for _, o := range test.LaidOutObjects(r) {
			if _, ok := o.(*ui.MarkedText); ok {
				n++
			}
		}
		if n > 30 {
			t.Errorf("%d widgets", n)
		}
		press(r, fyne.KeyEnd)
		if ends == 0 {
			t.Error("nobody hears of the end")
		}
	})
}

func written(o fyne.CanvasObject, words string) bool {
	for _, o := range test.LaidOutObjects(o) {
		if t, ok := o.(*canvas.Text); ok && t.Visible() && strings.Contains(t.Text, words) {
			return true
		}
	}
	return false
}

func TestAListOfBlocksLeadsToAPlaceBeforeItHasRoom(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	l := ui.NewBlockList()
	var blocks []ui.Block
	for i := range 200 {
		blocks = append(blocks, ui.Block{ID: fmt.Sprint(i), Kind: ui.KindAnswer, Original: strings.Repeat("a word of it ", 20)})
	}
	l.SetBlocks(blocks)
	l.ShowAt("150", ui.Original, []ui.Mark{{From: 2, To: 6}, {From: 15, To: 19}}, 1)
	w := test.NewTempWindow(t, l)
	w.Resize(fyne.NewSize(800, 500))
	var marked *ui.Editor
	for _, o := range test.LaidOutObjects(l) {
		if e, ok := o.(*ui.Editor); ok && len(e.Marked()) > 0 {
			marked = e
		}
	}
	if marked == nil || len(marked.Marked()) != 2 || marked.Marked()[0] != "word" || marked.Caret() != 15 {
		t.Fatal("the words are not marked there")
	}
	l.Unmark()
	if len(marked.Marked()) != 0 {
		t.Error("they stay marked")
	}
}

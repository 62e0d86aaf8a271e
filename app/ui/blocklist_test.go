package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

// told writes down what a block list says, and gives new blocks their ids.
type told struct {
	lines []string
	next  int
}

func (r *told) line(format string, args ...any) {
	r.lines = append(r.lines, fmt.Sprintf(format, args...))
}

func (r *told) last() string {
	if len(r.lines) == 0 {
		return ""
	}
	return r.lines[len(r.lines)-1]
}

func (r *told) listen(l *ui.BlockList) {
	l.OnEdit = func(id string, side ui.Side, text string) { r.line("edit %s %d %s", id, side, text) }
	l.OnSpeaker = func(id, s string) { r.line("speaker %s %s", id, s) }
	l.OnKind = func(id, k string) { r.line("kind %s %s", id, k) }
	l.OnMove = func(id, after string) { r.line("move %s after %q", id, after) }
	l.OnDelete = func(id string) { r.line("delete %s", id) }
	keep := func(after string, blocks []ui.Block) []ui.Block {
		for i, b := range blocks {
			r.next++
			blocks[i].ID = fmt.Sprintf("n%d", r.next)
			r.line("insert %s after %q: %s by %q", blocks[i].ID, after, b.Kind, b.Speaker)
		}
		return blocks
	}
	l.OnInsert = keep
	l.OnPaste = func(id string, side ui.Side, text string, blocks []ui.Block) []ui.Block {
		r.line("paste %s %d %d", id, side, len(text))
		return keep(id, blocks)
	}
}

// blocksShown opens a list of three blocks with the keyboard in the first.
func blocksShown(t *testing.T) (*ui.BlockList, *told, fyne.Canvas) {
	t.Helper()
	start(t, ui.Light, 1)
	l, r := ui.NewBlockList(), &told{}
	r.listen(l)
	l.SetBlocks([]ui.Block{
		{ID: "a", Kind: ui.KindQuestion, Speaker: "N", Original: "Когда?", Translation: "When?"},
		{ID: "b", Kind: ui.KindAnswer, Speaker: "B", Original: "Утром.\nРано.", Translation: "In the morning."},
		{ID: "c", Kind: ui.KindNote, Original: "Break."},
	})
	w := window(t, container.NewBorder(ui.NewEntry("", nil), nil, nil, nil, l), 900, 600)
	l.GoTo("a", ui.Original)
	return l, r, w.Canvas()
}

func short(c fyne.Canvas, n fyne.KeyName, m fyne.KeyModifier) {
	c.Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: n, Modifier: m})
}

func ids(l *ui.BlockList) string {
	var s []string
	for _, b := range l.Blocks() {
		s = append(s, b.ID)
	}
	return strings.Join(s, " ")
}

// text answers what the focused editor holds.
func text(c fyne.Canvas) string {
	if e, ok := c.Focused().(*ui.Editor); ok {
		return e.Text()
	}
	return fmt.Sprintf("%T", c.Focused())
}

func TestBlocksByKeyboard(t *testing.T) {
	t.Run("Tab goes original, translation, next block, and out at the end", func(t *testing.T) {
		_, _, c := blocksShown(t)
		var seen []string
		for range 6 {
			seen = append(seen, text(c))
			press(c, fyne.KeyTab)
		}
		if got := strings.Join(seen, "|"); got != "Когда?|When?|Утром.\nРано.|In the morning.|Break.|" {
			t.Errorf("Tab went %q", got)
		}
		if _, inside := c.Focused().(*ui.Editor); inside {
			t.Error("Tab does not leave the list")
		}
	})
	t.Run("arrows cross blocks on their side", func(t *testing.T) {
		_, _, c := blocksShown(t)
		press(c, fyne.KeyDown)
		if text(c) != "Утром.\nРано." {
			t.Errorf("Down went to %q", text(c))
		}
		press(c, fyne.KeyDown, fyne.KeyDown, fyne.KeyLeft)
		if e := c.Focused().(*ui.Editor); e.Text() != "Утром.\nРано." || e.Caret() != 12 {
			t.Errorf("Left went to %q at %d", text(c), e.Caret())
		}
		press(c, fyne.KeyTab, fyne.KeyUp)
		if text(c) != "When?" {
			t.Errorf("Up in the translation went to %q", text(c))
		}
	})
	t.Run("Ctrl+Enter adds an answer after a question, with its speaker", func(t *testing.T) {
		l, r, c := blocksShown(t)
		press(c, fyne.KeyDown)
		short(c, fyne.KeyReturn, fyne.KeyModifierControl)
		if ids(l) != "a b n1 c" || r.last() != `insert n1 after "b": question by "N"` {
			t.Errorf("%s, told %q", ids(l), r.last())
		}
		typeText(c, "Кто?")
		if r.last() != "edit n1 0 Кто?" || l.Blocks()[2].Original != "Кто?" {
			t.Errorf("told %q", r.last())
		}
		short(c, fyne.KeyReturn, fyne.KeyModifierControl)
		if r.last() != `insert n2 after "n1": answer by "B"` {
			t.Errorf("told %q", r.last())
		}
	})
	t.Run("a refused insert leaves the list as it is", func(t *testing.T) {
		l, _, c := blocksShown(t)
		l.OnInsert = func(string, []ui.Block) []ui.Block { return nil }
		short(c, fyne.KeyReturn, fyne.KeyModifierControl)
		if ids(l) != "a b c" {
			t.Errorf("the list is %s", ids(l))
		}
	})
	t.Run("Alt+Up and Alt+Down move the block and keep the keyboard in it", func(t *testing.T) {
		l, r, c := blocksShown(t)
		short(c, fyne.KeyUp, fyne.KeyModifierAlt)
		short(c, fyne.KeyDown, fyne.KeyModifierAlt)
		if ids(l) != "b a c" || r.last() != `move a after "b"` || text(c) != "Когда?" {
			t.Errorf("%s, told %q", ids(l), r.last())
		}
		short(c, fyne.KeyUp, fyne.KeyModifierAlt)
		if ids(l) != "a b c" || r.last() != `move a after ""` || len(r.lines) != 2 {
			t.Errorf("%s, told %q", ids(l), r.lines)
		}
	})
	t.Run("Ctrl+Delete deletes the block and goes to its neighbour", func(t *testing.T) {
		l, r, c := blocksShown(t)
		for _, want := range []string{"b c", "c", ""} {
			short(c, fyne.KeyDelete, fyne.KeyModifierControl)
			if ids(l) != want {
				t.Fatalf("the list is %q, want %q", ids(l), want)
			}
		}
		if fmt.Sprint(r.lines) != "[delete a delete b delete c]" || c.Focused() != nil {
			t.Errorf("told %v", r.lines)
		}
	})
	t.Run("Shift+Tab from the original reaches speaker and kind", func(t *testing.T) {
		l, r, c := blocksShown(t)
		l.GoTo("b", ui.Original)
		e := c.Focused().(*ui.Editor)
		e.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		press(c, fyne.KeyTab)
		typeText(c, "x")
		if r.last() != "speaker b xB" {
			t.Fatalf("told %q", r.last())
		}
		c.FocusPrevious()
		press(c, fyne.KeyRight)
		if r.last() != "kind b note" || l.Blocks()[1].Kind != ui.KindNote {
			t.Fatalf("told %q", r.last())
		}
	})
}

func TestALongPasteBecomesBlocks(t *testing.T) {
	l, r, c := blocksShown(t)
	l.GoTo("b", ui.Original)
	paras := make([]string, 30)
	for i := range paras {
		paras[i] = fmt.Sprintf("Абзац %d. ", i) + strings.Repeat("слово ", 60)
	}
	paras[7] = strings.Repeat("Очень длинный абзац без конца. ", 700)
	fyne.CurrentApp().Clipboard().SetContent(strings.Join(paras, "\n\n"))
	e := c.Focused().(*ui.Editor)
	e.SetCaret(7) // before "Рано."
	e.TypedShortcut(&fyne.ShortcutPaste{})
	blocks := l.Blocks()
	if len(blocks) < 32 || len(r.lines) < 30 {
		t.Fatalf("there are %d blocks", len(blocks))
	}
	if blocks[1].Original != "Утром.\n"+paras[0] {
		t.Error("the first paragraph is not in the block pasted into")
	}
	var all string
	for _, b := range blocks[1 : len(blocks)-1] {
		if len(b.Original) > 8500 || b.Kind != ui.KindAnswer || b.Speaker != "B" {
			t.Errorf("a block of %d bytes, %s by %s", len(b.Original), b.Kind, b.Speaker)
		}
		all += b.Original
	}
	if want := "Утром.\n" + strings.Join(paras, "") + "Рано."; all != want {
		t.Errorf("words were lost or moved: %d bytes, want %d", len(all), len(want))
	}
	if blocks[len(blocks)-1].ID != "c" {
		t.Error("the blocks behind moved")
	}
	t.Run("it is told once, and not as typing", func(t *testing.T) {
		for _, line := range r.lines {
			if strings.HasPrefix(line, "edit") {
				t.Errorf("told %.60q", line)
			}
		}
		if !strings.HasPrefix(r.lines[0], "paste b 0") {
			t.Errorf("told %.60q first", r.lines[0])
		}
	})
	t.Run("one that is refused leaves the words as they were", func(t *testing.T) {
		n, before := len(l.Blocks()), l.Blocks()[0].Original
		l.OnPaste = func(string, ui.Side, string, []ui.Block) []ui.Block { return nil }
		l.GoTo("a", ui.Original)
		c.Focused().(*ui.Editor).TypedShortcut(&fyne.ShortcutPaste{})
		if len(l.Blocks()) != n || text(c) != before || l.Blocks()[0].Original != before {
			t.Errorf("%d blocks, want %d; the first has %d bytes", len(l.Blocks()), n, len(text(c)))
		}
	})
	t.Run("a short one stays in its block", func(t *testing.T) {
		n := len(l.Blocks())
		fyne.CurrentApp().Clipboard().SetContent("один\n\nдва")
		l.GoTo("a", ui.Original)
		c.Focused().(*ui.Editor).TypedShortcut(&fyne.ShortcutPaste{})
		if len(l.Blocks()) != n {
			t.Error("it was split")
		}
	})
}

func TestBlocksTellNobodyWhatTheAppDoes(t *testing.T) {
	l, r, _ := blocksShown(t)
	l.Insert("a", ui.Block{ID: "x", Kind: ui.KindNote, Original: "new"})
	l.Update(ui.Block{ID: "b", Kind: ui.KindAnswer, Original: "other"})
	l.Remove("c")
	l.Remove("never")
	l.ShowTranslation(false)
	l.SetBlocks(l.Blocks())
	if len(r.lines) != 0 || ids(l) != "a x b" || l.Blocks()[2].Original != "other" {
		t.Fatalf("told %v, blocks %s", r.lines, ids(l))
	}
}

func TestAReadOnlyAccountCannotBeChanged(t *testing.T) {
	l, r, c := blocksShown(t)
	l.SetReadOnly(true)
	typeText(c, "x")
	short(c, fyne.KeyReturn, fyne.KeyModifierControl)
	short(c, fyne.KeyDelete, fyne.KeyModifierControl)
	short(c, fyne.KeyDown, fyne.KeyModifierAlt)
	if len(r.lines) != 0 || ids(l) != "a b c" {
		t.Fatalf("told %v", r.lines)
	}
}

// countEditors tells how many editors are on the screen.
func countEditors(o fyne.CanvasObject) int {
	n := 0
	for _, o := range test.LaidOutObjects(o) {
		if _, ok := o.(*ui.Editor); ok {
			n++
		}
	}
	return n
}

func TestOnlyBlocksInViewHaveWidgets(t *testing.T) {
	start(t, ui.Light, 1)
	l := ui.NewBlockList()
	l.SetBlocks(account(4000))
	w := window(t, l, 1000, 700)
	if n := countEditors(l); n == 0 || n > 90 {
		t.Fatalf("%d editors were made", n)
	}
	l.GoTo("b3000", ui.Original)
	if e, ok := w.Canvas().Focused().(*ui.Editor); !ok || e.Text() != l.Blocks()[3000].Original {
		t.Fatal("a far block did not get the keyboard")
	}
	focused := w.Canvas().Focused()
	test.Scroll(w.Canvas(), fyne.NewPos(300, 300), 0, 90_000)
	if w.Canvas().Focused() != focused || countEditors(l) > 110 {
		t.Fatal("scrolling away took the keyboard, or rows pile up")
	}
	typeText(w.Canvas(), "ж")
	if !strings.HasPrefix(l.Blocks()[3000].Original, "ж") {
		t.Fatal("typing out of view went elsewhere")
	}
	y := fyne.CurrentApp().Driver().AbsolutePositionForObject(focused.(fyne.CanvasObject)).Y
	if y < 0 || y > 700 {
		t.Fatalf("typing did not bring the block back into view: it is at %v", y)
	}
}

func TestAGrowingBlockPushesTheOthersDown(t *testing.T) {
	l, _, c := blocksShown(t)
	l.GoTo("b", ui.Original)
	b := c.Focused().(*ui.Editor)
	l.GoTo("c", ui.Original)
	below := c.Focused().(*ui.Editor)
	d := fyne.CurrentApp().Driver()
	was, height := d.AbsolutePositionForObject(below).Y, b.Size().Height
	c.Focus(b)
	for range 5 {
		press(c, fyne.KeyReturn)
	}
	grown := b.Size().Height - height
	if moved := d.AbsolutePositionForObject(below).Y - was; grown < 80 || moved < grown-1 || moved > grown+1 {
		t.Fatalf("the block grew by %v and the next moved by %v", grown, moved)
	}
}

func BenchmarkBlocks(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	ui.SetLabels(english)
	l := ui.NewBlockList()
	w := test.NewTempWindow(b, l)
	w.Resize(fyne.NewSize(1100, 750))
	blocks := account(4000)
	b.Run("open 4,000 blocks, 70,000 words", func(b *testing.B) {
		for b.Loop() {
			ui.Forget()
			l.SetBlocks(blocks)
		}
	})
	b.Run("a key in block 2,000", func(b *testing.B) {
		l.GoTo("b2001", ui.Original)
		i := 0
		for b.Loop() {
			if i++; i%7 == 0 {
				typeText(w.Canvas(), " ")
			} else {
				typeText(w.Canvas(), "ж")
			}
		}
	})
	b.Run("a scroll step", func(b *testing.B) {
		dy := float32(-120)
		for i := 0; b.Loop(); i++ {
			if i%100 == 99 {
				dy = -dy
			}
			test.Scroll(w.Canvas(), fyne.NewPos(300, 300), 0, dy)
		}
	})
}

func TestKindsOfBlocksAreGiven(t *testing.T) {
	l, r, c := blocksShown(t)
	l.SetKinds([]ui.Option{{ID: "question", Label: "Вопрос"}, {ID: "account", Label: "Рассказ"}, {ID: "correction", Label: "Поправка при зачитывании вслух"}})
	t.Run("the arrows step through them", func(t *testing.T) {
		c.FocusPrevious() // the speaker
		c.FocusPrevious() // the kind
		press(c, fyne.KeyLeft)
		if r.last() != "kind a correction" || l.Blocks()[0].Kind != "correction" {
			t.Errorf("told %q", r.last())
		}
	})
	t.Run("a free account goes on as one", func(t *testing.T) {
		l.Update(ui.Block{ID: "a", Kind: ui.KindAccount, Speaker: "B", Original: "Рассказ."})
		l.GoTo("a", ui.Original)
		short(c, fyne.KeyReturn, fyne.KeyModifierControl)
		if r.last() != `insert n1 after "a": account by "B"` {
			t.Errorf("told %q", r.last())
		}
	})
}

func TestFindInTheAccount(t *testing.T) {
	l, _, c := blocksShown(t)
	l.SetBlocks(account(400))
	t.Run("it goes from place to place and round again", func(t *testing.T) {
		first, of := l.Find("шрам", false)
		if first != 1 || of < 20 {
			t.Fatalf("%d of %d", first, of)
		}
		if n, _ := l.Find("ШРАМ", false); n != 2 {
			t.Errorf("the next is %d", n)
		}
		if n, _ := l.Find("шрам", true); n != 1 {
			t.Errorf("the one before is %d", n)
		}
		if n, _ := l.Find("шрам", true); n != of {
			t.Errorf("before the first is %d, want %d", n, of)
		}
	})
	t.Run("it leaves the keyboard where it is", func(t *testing.T) {
		before := c.Focused()
		l.Find("eyebrow", false)
		if c.Focused() != before {
			t.Error("the keyboard moved")
		}
	})
	t.Run("a translation that is hidden is not searched", func(t *testing.T) {
		l.ShowTranslation(false)
		if n, of := l.Find("eyebrow", false); n != 0 || of != 0 {
			t.Errorf("%d of %d", n, of)
		}
	})
	t.Run("typing on stays where the beginning was found", func(t *testing.T) {
		l.Find("дв", false)
		at, _ := l.Find("дв", false)
		if n, _ := l.Find("двое", false); n == 0 || n > at {
			t.Errorf("it went on to %d from %d", n, at)
		}
		first, of := l.Find("двое.", false)
		if again, _ := l.Find("двое. о", false); again != first || of == 0 {
			t.Errorf("it went from %d to %d", first, again)
		}
	})
	t.Run("spaces are not words", func(t *testing.T) {
		if _, of := l.Find("  ", false); of != 0 {
			t.Errorf("%d found", of)
		}
	})
}

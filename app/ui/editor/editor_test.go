package editor_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui/editor"
)

// shown puts a scrolling editor into a window and gives it the keyboard.
func shown(t testing.TB, w, h float32) (*editor.Editor, fyne.Window) {
	t.Helper()
	test.NewTempApp(t)
	e := editor.New(editor.Labels{})
	win := test.NewTempWindow(t, e)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	win.Canvas().Focus(e)
	return e, win
}

func key(e *editor.Editor, names ...fyne.KeyName) {
	for _, n := range names {
		e.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func shift(e *editor.Editor, names ...fyne.KeyName) {
	e.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	key(e, names...)
	e.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

func ctrl(e *editor.Editor, n fyne.KeyName, more ...fyne.KeyModifier) {
	m := fyne.KeyModifierControl
	for _, x := range more {
		m |= x
	}
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: n, Modifier: m})
}

func typeIn(e *editor.Editor, s string) {
	for _, r := range s {
		if r == '\n' {
			key(e, fyne.KeyReturn)
		} else {
			e.TypedRune(r)
		}
	}
}

// words makes an account of n words.
func words(n int) string {
	var sb strings.Builder
	for i := range n {
		sb.WriteString([]string{"задержали", "сотрудники", "милиции", "утром", "Оʻzbekiston"}[i%5])
		if i%120 == 119 {
			sb.WriteString("\n\n")
		} else {
			sb.WriteByte(' ')
		}
	}
	return sb.String()
}

// reference is an editor so simple that it must be right.
type reference struct {
	r      []rune
	at     int
	anchor int
}

func (f *reference) selection() (int, int) { return min(f.at, f.anchor), max(f.at, f.anchor) }

func (f *reference) insert(s string) {
	a, b := f.selection()
	f.r = append(append(append([]rune{}, f.r[:a]...), []rune(s)...), f.r[b:]...)
	f.at = a + len([]rune(s))
	f.anchor = f.at
}

func mark(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me) || r == '\u200d' }

func (f *reference) left() int {
	i := f.at
	if i > 0 {
		i--
		for i > 0 && mark(f.r[i]) && f.r[i-1] != '\n' {
			i--
		}
	}
	return i
}

func (f *reference) right() int {
	i := f.at
	if i < len(f.r) {
		first := f.r[i]
		i++
		for first != '\n' && i < len(f.r) && mark(f.r[i]) {
			i++
		}
	}
	return i
}

func (f *reference) erase(to int) {
	if f.at == f.anchor {
		f.anchor = to
	}
	f.insert("")
}

func TestRandomEditsAgreeWithASimpleReference(t *testing.T) {
	e, _ := shown(t, 420, 260)
	for seed := range int64(4) {
		e.SetText("")
		f := &reference{}
		r := rand.New(rand.NewSource(seed))
		for step := range 1500 {
			randomEdit(e, f, r)
			if e.Text() != string(f.r) {
				t.Fatalf("seed %d step %d: the texts differ", seed, step)
			}
			if e.Caret() != f.at {
				t.Fatalf("seed %d step %d: the caret is at %d, not %d", seed, step, e.Caret(), f.at)
			}
			if a, b := f.selection(); e.Selected() != string(f.r[a:b]) {
				t.Fatalf("seed %d step %d: the selections differ", seed, step)
			}
			if msg := e.CheckRows(); msg != "" {
				t.Fatalf("seed %d step %d: %s", seed, step, msg)
			}
		}
		undoAllRedoAll(t, e)
	}
}

func randomEdit(e *editor.Editor, f *reference, r *rand.Rand) {
	switch r.Intn(11) {
	case 0, 1, 2:
		c := []rune("жоʻ гў\nя\u0301 abc")[r.Intn(13)]
		typeIn(e, string(c))
		f.insert(string(c))
	case 3:
		key(e, fyne.KeyBackspace)
		f.erase(f.left())
	case 4:
		key(e, fyne.KeyDelete)
		f.erase(f.right())
	case 5:
		s := []string{"вставка\nдва слова ", strings.Repeat("длинное", 30), "", "a\r\nb\rc"}[r.Intn(4)]
		e.Insert(s)
		f.insert(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
	case 6:
		if f.at == f.anchor {
			key(e, fyne.KeyLeft)
			f.at = f.left()
			f.anchor = f.at
		}
	case 7:
		shift(e, fyne.KeyRight)
		f.at = f.right()
	case 8:
		shift(e, fyne.KeyLeft)
		f.at = f.left()
	default: // moves by row depend on the wrapping: take the caret over
		key(e, []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageDown, fyne.KeyPageUp}[r.Intn(6)])
		f.at = e.Caret()
		f.anchor = f.at
	}
}

func undoAllRedoAll(t *testing.T, e *editor.Editor) {
	t.Helper()
	full := e.Text()
	for range 5000 {
		e.Undo()
	}
	if e.Text() != "" {
		t.Fatalf("undo left %d bytes", len(e.Text()))
	}
	for range 5000 {
		e.Redo()
	}
	if e.Text() != full {
		t.Fatal("redo did not bring the text back")
	}
}

func TestKeysMoveAndSelect(t *testing.T) {
	e, _ := shown(t, 600, 300)
	const text = "Они пришли рано.\nШесть человек, четверо в штатском.\nБез бумаг."
	tests := []struct {
		name string
		do   func()
		want int
		sel  string
	}{
		{"Ctrl+Right goes to the next word", func() { ctrl(e, fyne.KeyRight) }, 4, ""},
		{"Ctrl+Right twice and Ctrl+Left goes back one", func() { ctrl(e, fyne.KeyRight); ctrl(e, fyne.KeyRight); ctrl(e, fyne.KeyLeft) }, 4, ""},
		{"Ctrl+Shift+Right selects the word", func() { ctrl(e, fyne.KeyRight, fyne.KeyModifierShift) }, 4, "Они "},
		{"Ctrl+End goes to the end", func() { ctrl(e, fyne.KeyEnd) }, 62, ""},
		{"Ctrl+Shift+Home selects to the start", func() { ctrl(e, fyne.KeyRight); ctrl(e, fyne.KeyHome, fyne.KeyModifierShift) }, 0, "Они "},
		{"End goes to the end of the row", func() { key(e, fyne.KeyEnd) }, 16, ""},
		{"Ctrl+Down goes to the next paragraph", func() { ctrl(e, fyne.KeyDown) }, 17, ""},
		{"Down keeps the column", func() { key(e, fyne.KeyEnd, fyne.KeyDown, fyne.KeyDown) }, 62, ""},
		{"an arrow drops the selection at its end", func() { shift(e, fyne.KeyRight, fyne.KeyRight); key(e, fyne.KeyRight) }, 2, ""},
		{"Ctrl+A selects all", func() { e.TypedShortcut(&fyne.ShortcutSelectAll{}) }, 62, text},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e.SetText(text)
			tt.do()
			if e.Caret() != tt.want {
				t.Errorf("the caret is at %d, want %d", e.Caret(), tt.want)
			}
			if e.Selected() != tt.sel {
				t.Errorf("%d runes are selected, want %d", len([]rune(e.Selected())), len([]rune(tt.sel)))
			}
		})
	}
	t.Run("Ctrl+Backspace deletes a word and Ctrl+Shift+Z brings an undo back", func(t *testing.T) {
		e.SetText("раз два")
		ctrl(e, fyne.KeyEnd)
		ctrl(e, fyne.KeyBackspace)
		if e.Text() != "раз " {
			t.Fatal("the word is still there")
		}
		e.TypedShortcut(&fyne.ShortcutUndo{})
		if e.Text() != "раз два" {
			t.Fatal("undo did not bring it back")
		}
		ctrl(e, fyne.KeyZ, fyne.KeyModifierShift)
		if e.Text() != "раз " {
			t.Fatal("redo did not take it away")
		}
	})
}

func TestTheClipboard(t *testing.T) {
	e, _ := shown(t, 400, 200)
	clip := fyne.CurrentApp().Clipboard()
	e.SetText("один два")
	e.TypedShortcut(&fyne.ShortcutCopy{})
	if clip.Content() != "" {
		t.Fatal("copying nothing touched the clipboard")
	}
	ctrl(e, fyne.KeyRight, fyne.KeyModifierShift)
	e.TypedShortcut(&fyne.ShortcutCut{})
	if e.Text() != "два" || clip.Content() != "один " {
		t.Fatal("cut did not move the word")
	}
	key(e, fyne.KeyEnd)
	e.TypedShortcut(&fyne.ShortcutPaste{})
	if e.Text() != "дваодин " {
		t.Fatal("paste did not put the word back")
	}
	t.Run("what is pasted loses its carriage returns and NULs", func(t *testing.T) {
		e.SetText("")
		clip.SetContent("a\r\nb\x00\rc\xff")
		e.TypedShortcut(&fyne.ShortcutPaste{})
		if e.Text() != "a\nb\nc\uFFFD" {
			t.Fatalf("%q was pasted", e.Text())
		}
	})
	t.Run("a read-only editor gives but does not take", func(t *testing.T) {
		e.SetText("fixed")
		e.SetReadOnly(true)
		e.SelectAll()
		e.TypedShortcut(&fyne.ShortcutCut{})
		e.TypedShortcut(&fyne.ShortcutPaste{})
		e.TypedRune('x')
		key(e, fyne.KeyDelete, fyne.KeyBackspace, fyne.KeyReturn)
		if e.Text() != "fixed" {
			t.Fatal("a read-only text changed")
		}
		e.TypedShortcut(&fyne.ShortcutCopy{})
		if clip.Content() != "fixed" {
			t.Fatal("a read-only text cannot be copied")
		}
	})
}

func TestOnlyAPersonFiresOnChanged(t *testing.T) {
	e, _ := shown(t, 400, 200)
	n := 0
	e.OnChanged = func() { n++ }
	e.SetText("loaded")
	if n != 0 {
		t.Fatal("SetText fired OnChanged")
	}
	typeIn(e, "ab")
	key(e, fyne.KeyRight)
	if n != 2 {
		t.Fatalf("two letters and a move fired %d times", n)
	}
}

func TestTheMouse(t *testing.T) {
	e, win := shown(t, 500, 120)
	e.SetText("первое слово\n" + words(300))
	s := surfaceOf(t, e)
	down := func(x, y float32, mod fyne.KeyModifier) {
		ev := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod}
		ev.Position = fyne.NewPos(x, y)
		s.(desktop.Mouseable).MouseDown(ev)
	}
	win.Canvas().Unfocus()
	down(2, 10, 0)
	if !e.Focused() || e.Caret() != 0 {
		t.Fatal("a click did not put the caret and the keyboard")
	}
	down(2, 10, 0)
	if e.Selected() != "первое" {
		t.Fatalf("a double click selected %d runes", len([]rune(e.Selected())))
	}
	down(2, 10, 0)
	if e.Selected() != "первое слово" {
		t.Fatalf("a third click selected %d runes", len([]rune(e.Selected())))
	}
	down(400, 11, 0)
	down(30, 10, fyne.KeyModifierShift)
	if got := e.Selected(); got == "" || !strings.HasSuffix("первое слово", got) {
		t.Fatal("Shift+click did not stretch the selection")
	}
	down(2, 30, 0)
	before := offset(e)
	for range 5 {
		s.(fyne.Draggable).Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, offset(e)+200)}})
	}
	if offset(e) <= before {
		t.Fatal("dragging below the view did not scroll")
	}
	win.Canvas().Unfocus()
	s.(fyne.Draggable).DragEnd()
	if !e.Focused() || e.Selected() == "" {
		t.Fatal("letting go outside lost the keyboard or the selection")
	}
}

// surfaceOf finds the part that takes the mouse.
func surfaceOf(t *testing.T, e *editor.Editor) fyne.CanvasObject {
	t.Helper()
	for _, o := range test.LaidOutObjects(e) {
		if _, ok := o.(fyne.Draggable); ok {
			if _, ok := o.(desktop.Mouseable); ok {
				return o
			}
		}
	}
	t.Fatal("nothing takes the mouse")
	return nil
}

func offset(e *editor.Editor) float32 {
	for _, o := range test.WidgetRenderer(e).Objects() {
		if s, ok := o.(*container.Scroll); ok {
			return s.Offset.Y
		}
	}
	return 0
}

func TestFindGoesRound(t *testing.T) {
	e, _ := shown(t, 400, 200)
	e.SetText("Милиция пришла.\nПотом милиция ушла.")
	for i, want := range []int{7, 29, 7} {
		if !e.Find("МИЛИЦИЯ", false) || e.Caret() != want {
			t.Fatalf("find %d ends at %d, want %d", i, e.Caret(), want)
		}
	}
	if !e.Find("милиция", true) || e.Caret() != 29 {
		t.Fatal("finding back did not go round")
	}
	if e.Find("прокурор", false) || e.Find("", false) {
		t.Fatal("something was found that is not there")
	}
	if e.Selected() != "милиция" {
		t.Fatal("a search without result dropped the selection")
	}
}

func TestAutoHeight(t *testing.T) {
	test.NewTempApp(t)
	e := editor.NewAuto(editor.Labels{}, 1, 200)
	win := test.NewTempWindow(t, container.NewVBox(e))
	win.Resize(fyne.NewSize(300, 600))
	one := e.MinSize().Height
	heights := 0
	e.OnHeight = func() { heights++ }
	typeIn(e, "a\nb")
	if two := e.MinSize().Height; two <= one || heights != 1 {
		t.Fatalf("a second row made it %v high after %v, told %d times", two, one, heights)
	}
	if got := editor.Height("a\nb", e.Size().Width, fyne.CurrentApp().Settings().Theme(), false); got != e.MinSize().Height {
		t.Fatalf("Height says %v, the editor %v", got, e.MinSize().Height)
	}
	if scrolls(e) {
		t.Fatal("an editor that shows everything swallows the wheel")
	}
	e.SetText(words(500))
	if e.MinSize().Height != 200 || !scrolls(e) {
		t.Fatal("it did not stop growing and scroll")
	}
}

func scrolls(e *editor.Editor) bool {
	for _, o := range test.WidgetRenderer(e).Objects() {
		if _, ok := o.(fyne.Scrollable); ok {
			return true
		}
	}
	return false
}

func TestOnlyRowsInViewAreDrawn(t *testing.T) {
	e, win := shown(t, 600, 300)
	e.SetText(words(20_000))
	count := func() (n int, last float32) {
		for _, o := range test.LaidOutObjects(e) {
			if txt, ok := o.(*canvas.Text); ok {
				n++
				last = max(last, txt.Position().Y+txt.Size().Height-offset(e))
			}
		}
		return n, last
	}
	if n, _ := count(); n == 0 || n > 40 {
		t.Fatalf("%d rows are drawn", n)
	}
	test.Scroll(win.Canvas(), fyne.NewPos(100, 100), 0, -10_007)
	n, last := count()
	if n > 40 || last < 290 {
		t.Fatalf("after scrolling %d rows are drawn, down to %v", n, last)
	}
	ctrl(e, fyne.KeyEnd)
	if off := offset(e); off < 10_000 {
		t.Fatalf("the caret at the end is not in view (offset %v)", off)
	}
}

func TestEdgesAndTab(t *testing.T) {
	e, _ := shown(t, 400, 200)
	e.SetText("one\ntwo")
	var edges []bool
	e.OnEdge = func(up bool) bool { edges = append(edges, up); return true }
	key(e, fyne.KeyUp, fyne.KeyLeft)
	e.ToEnd()
	key(e, fyne.KeyDown, fyne.KeyRight)
	if fmt.Sprint(edges) != "[true true false false]" {
		t.Fatalf("the edges met are %v", edges)
	}
	if e.AcceptsTab() {
		t.Fatal("Tab is taken without anybody asking")
	}
	var tabs []bool
	e.OnTab = func(back bool) { tabs = append(tabs, back) }
	key(e, fyne.KeyTab)
	shift(e, fyne.KeyTab)
	if !e.AcceptsTab() || fmt.Sprint(tabs) != "[false true]" || e.Text() != "one\ntwo" {
		t.Fatal("Tab did not go to OnTab")
	}
}

func TestTextThatHasNoShape(t *testing.T) {
	e, win := shown(t, 300, 200)
	const odd = "tab\there \x01\x1b[31m \u202Eevil\u202C العربية 12 שלום \u200d \U0001F469\u200d\U0001F52C"
	e.SetText(odd + strings.Repeat("x", 4000))
	win.Canvas().Capture()
	for range 60 {
		key(e, fyne.KeyRight)
	}
	if e.Text() != odd+strings.Repeat("x", 4000) {
		t.Fatal("showing the text changed it")
	}
}

func FuzzInsert(f *testing.F) {
	f.Add("Он сказал:\r\n«Нет».\x00", 3, "e\u0301\n")
	f.Add("\xff\xfe", 0, "\t")
	test.NewTempApp(f)
	e := editor.New(editor.Labels{})
	win := test.NewTempWindow(f, e)
	win.Resize(fyne.NewSize(240, 160))
	f.Fuzz(func(t *testing.T, text string, at int, ins string) {
		e.SetText(text)
		before := e.Text()
		e.SetCaret(at)
		e.Insert(ins)
		if msg := e.CheckRows(); msg != "" {
			t.Fatal(msg)
		}
		e.Undo()
		if e.Text() != before {
			t.Fatal("undo did not give the text back")
		}
	})
}

func BenchmarkKey(b *testing.B) {
	for _, n := range []int{200, 20_000} {
		for _, where := range []string{"start", "end", "one paragraph"} {
			b.Run(fmt.Sprintf("%d words at the %s", n, where), func(b *testing.B) {
				e, _ := shown(b, 800, 600)
				text := words(n)
				if where == "one paragraph" {
					text = strings.ReplaceAll(text, "\n\n", " ")
				}
				e.SetText(text)
				if where == "end" {
					ctrl(e, fyne.KeyEnd)
				}
				i := 0
				for b.Loop() {
					if i++; i%7 == 0 {
						e.TypedRune(' ')
					} else {
						e.TypedRune('ж')
					}
				}
			})
		}
	}
}

func BenchmarkOpen20000Words(b *testing.B) {
	e, _ := shown(b, 800, 600)
	text := words(20_000)
	for b.Loop() {
		editor.Forget()
		e.SetText(text)
	}
}

package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/ui"
)

// driver does in a window what the real driver does (internal/driver/glfw,
// window.go of Fyne 2.8): it asks all objects under the mouse for their cursor
// at every movement, and tells the innermost one of the button that goes down.
type driver struct{ c fyne.Canvas }

// under gives the visible objects under a point of the window, the outermost first.
func (d driver) under(p fyne.Position) []fyne.CanvasObject {
	if top := d.c.Overlays().Top(); top != nil {
		return under(top, p)
	}
	return under(d.c.Content(), p)
}

func under(o fyne.CanvasObject, p fyne.Position) []fyne.CanvasObject {
	p = p.Subtract(o.Position())
	if s := o.Size(); !o.Visible() || p.X < 0 || p.Y < 0 || p.X >= s.Width || p.Y >= s.Height {
		return nil
	}
	found := []fyne.CanvasObject{o}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		parts = o.Objects
	}
	for _, part := range parts {
		found = append(found, under(part, p)...)
	}
	return found
}

func (d driver) move(p fyne.Position) {
	for _, o := range d.under(p) {
		if o, ok := o.(desktop.Cursorable); ok {
			o.Cursor()
		}
	}
}

func (d driver) click(p fyne.Position) {
	var hit fyne.CanvasObject
	for _, o := range d.under(p) {
		switch o.(type) {
		case fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Focusable, desktop.Mouseable:
			hit = o
		}
	}
	if o, ok := hit.(desktop.Mouseable); ok {
		o.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
		o.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	}
	if o, ok := hit.(fyne.Tappable); ok {
		o.Tapped(&fyne.PointEvent{Position: fyne.NewPos(2, 2)})
	}
}

// down presses a key without anything coming of it, as Shift does, or Ctrl
// before the letter of a shortcut.
func (d driver) down(name fyne.KeyName) {
	if o, ok := d.c.Focused().(desktop.Keyable); ok {
		o.KeyDown(&fyne.KeyEvent{Name: name})
		o.KeyUp(&fyne.KeyEvent{Name: name})
	}
}

func middle(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(o.Size().Width/2, o.Size().Height/2)
}

// people is a window full of widgets, and how often somebody was noticed in it.
type people struct {
	driver
	run    *hand
	root   *ui.Root
	entry  *ui.Entry
	editor *ui.Editor
	button *ui.Button
	check  *ui.Check
	nav    *ui.Sidebar
	list   *ui.Columns
	theirs *widget.List // a list of the toolkit's own
	empty  fyne.CanvasObject
	seen   int
}

type many struct{}

func (many) Count() int         { return 500 }
func (many) Row(i int) []string { return []string{strings.Repeat("a", i%9)} }

func newPeople(t *testing.T) *people {
	t.Helper()
	_, run := start(t, ui.Light, 1)
	p := &people{run: run, entry: ui.NewEntry("", nil), editor: ui.NewAutoEditor(3, 60), button: ui.NewButton("B", nil, ui.Plain, nil), check: ui.NewCheck("C", false, nil)}
	p.nav = ui.NewSidebar([]ui.NavItem{{ID: "a", Label: "A"}, {ID: "b", Label: "B"}}, nil)
	p.list = ui.NewColumns(many{}, ui.Column{ID: "a", Title: "A", Sortable: true})
	p.theirs = widget.NewList(func() int { return 9 }, func() fyne.CanvasObject { return widget.NewLabel("x") }, func(int, fyne.CanvasObject) {})
	p.empty = container.NewStack()
	form := ui.NewScroll(ui.NewStack(2, p.entry, p.editor, p.button, p.check, ui.NewText(strings.Repeat("word ", 3000), ui.TextStyle{})))
	p.root = ui.NewRoot(container.NewGridWithColumns(5, p.nav, form, p.list, p.theirs, p.empty))
	win := window(t, p.root, 1400, 500)
	p.driver = driver{win.Canvas()}
	win.Canvas().Capture()
	ui.OnActivity(win.Canvas(), func() { p.seen++ })
	t.Cleanup(func() { ui.OnActivity(win.Canvas(), nil) })
	return p
}

// notice checks that what somebody does is heard.
func (p *people) notice(t *testing.T, name string, do func()) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Helper()
		before := p.seen
		if do(); p.seen == before {
			t.Error("nobody was noticed")
		}
	})
}

func TestSomebodyAtTheKeyboardIsNoticed(t *testing.T) {
	p := newPeople(t)
	p.notice(t, "by a line that gets the keyboard", func() { p.c.Focus(p.entry) })
	p.notice(t, "by each letter in a line", func() { p.entry.TypedRune('ж') })
	p.notice(t, "by each key in a line, one that only waits for another too", func() { p.down(desktop.KeyControlLeft) })
	p.notice(t, "by the next field that gets the keyboard", func() { p.c.FocusNext() })
	p.c.Focus(p.editor)
	p.notice(t, "by each letter in the editor", func() { p.editor.TypedRune('ж') })
	p.notice(t, "by each key in the editor", func() { p.down(fyne.KeyDown) })
	for name, o := range map[string]fyne.Focusable{"button": p.button, "box to tick": p.check, "navigation": p.nav, "list": p.list} {
		p.notice(t, "by a "+name+" that gets the keyboard", func() { p.c.Focus(o) })
		p.notice(t, "by each key on a "+name, func() { p.down(fyne.KeyDown) })
	}
	p.notice(t, "by a widget that loses the keyboard", p.c.Unfocus)
	p.notice(t, "by a dialog that opens", func() { ui.Message(p.c, "T", "text") })
	p.notice(t, "by each key in a dialog", func() { p.down(fyne.KeyTab) })
}

func TestSomebodyAtTheMouseIsNoticed(t *testing.T) {
	p := newPeople(t)
	for name, o := range map[string]fyne.CanvasObject{
		"a line": p.entry, "the editor": p.editor, "a button": p.button, "a box to tick": p.check, "the navigation": p.nav,
		"a list": p.list, "a list of the toolkit's": p.theirs, "nothing": p.empty,
	} {
		p.notice(t, "moving it over "+name, func() { p.move(middle(o)) })
		if o == p.theirs {
			continue // the toolkit tells nobody of a click on its own rows but the row
		}
		p.notice(t, "clicking on "+name, func() { p.click(middle(o)) })
		p.notice(t, "clicking on it once more", func() { p.click(middle(o)) })
	}
	row := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.nav).AddXY(30, 25)
	p.notice(t, "clicking on a place of the navigation", func() { p.click(row) })
	p.notice(t, "scrolling a page", func() { test.Scroll(p.c, middle(p.button), 0, -40) })
	p.notice(t, "scrolling with the mouse on a line", func() { test.Scroll(p.c, middle(p.entry), 0, 20) })
	p.notice(t, "scrolling a list", func() { test.Scroll(p.c, middle(p.list), 0, -40) })
	p.editor.SetText(strings.Repeat("word\n", 40))
	p.notice(t, "scrolling in the editor", func() { test.Scroll(p.c, middle(p.editor), 0, -40) })
	d := ui.Message(p.c, "T", "text")
	p.notice(t, "moving it over a dialog", func() { p.move(fyne.NewPos(700, 200)) })
	p.notice(t, "moving it beside a dialog", func() { p.move(fyne.NewPos(5, 5)) })
	p.notice(t, "clicking in a dialog", func() { p.click(fyne.NewPos(700, 200)) })
	d.Close()
}

func TestNobodyIsNoticedWhenTheProgramActsByItself(t *testing.T) {
	p := newPeople(t)
	for name, do := range map[string]func(){
		"showing other words":          func() { p.entry.Load("other"); p.editor.SetText("other"); p.button.SetLabel("other") },
		"reading a list anew":          func() { p.list.Reload(); p.list.Select(400) },
		"a sentence that comes":        func() { p.root.Toast("done", "", nil) },
		"and goes":                     func() { p.run.pass(ui.ToastTime) },
		"bringing something into view": func() { ui.Reveal(p.check) },
		"drawing everything":           func() { p.root.Refresh(); p.c.Capture() },
	} {
		t.Run(name, func(t *testing.T) {
			before := p.seen
			if do(); p.seen != before {
				t.Error("somebody was noticed")
			}
		})
	}
	t.Run("nor when nobody listens any more", func(t *testing.T) {
		ui.OnActivity(p.c, nil)
		before := p.seen
		p.entry.TypedRune('a')
		if p.seen != before {
			t.Error("somebody was noticed")
		}
	})
}

// keyed is a canvas that hears the keys nothing has the keyboard for, as a
// real one does.
type keyed struct {
	fyne.Canvas
	down, up func(*fyne.KeyEvent)
}

func (k *keyed) SetOnKeyDown(f func(*fyne.KeyEvent)) { k.down = f }
func (k *keyed) OnKeyDown() func(*fyne.KeyEvent)     { return k.down }
func (k *keyed) SetOnKeyUp(f func(*fyne.KeyEvent))   { k.up = f }
func (k *keyed) OnKeyUp() func(*fyne.KeyEvent)       { return k.up }

func TestKeysThatNobodyHasTheKeyboardForAreNoticed(t *testing.T) {
	p := newPeople(t)
	k := &keyed{Canvas: p.c}
	ui.OnActivity(k, func() { p.seen++ })
	p.notice(t, "in a window where nothing has the keyboard", func() { k.OnKeyDown()(&fyne.KeyEvent{Name: fyne.KeyF5}) })
}

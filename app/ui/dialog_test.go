package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

// behind is a window with a focused line, over which dialogs are shown.
func behind(t *testing.T) (fyne.Window, *ui.Entry) {
	t.Helper()
	start(t, ui.Light, 1)
	e := ui.NewEntry("", nil)
	w := window(t, ui.NewRoot(ui.NewStack(1, e)), 700, 500)
	w.Canvas().Focus(e)
	return w, e
}

// confirm asks before a deed is done; with danger the keyboard starts on Cancel
// and Enter does not do the deed.
func confirm(c fyne.Canvas, title, text, yes string, danger bool, do func()) *ui.Dialog {
	var d *ui.Dialog
	no := ui.NewButton("Cancel", nil, ui.Plain, func() { d.Close() })
	deed := ui.NewButton(yes, nil, ui.Primary, func() { d.Close(); do() })
	spec := ui.DialogSpec{Title: title, Body: ui.NewText(text, ui.TextStyle{}), Buttons: []*ui.Button{no, deed}}
	if danger {
		deed.SetStyle(ui.Danger)
		spec.First, spec.Accept = no, func() { d.Close() }
	}
	d = ui.NewDialog(c, spec)
	d.Show()
	return d
}

func TestDialogAsks(t *testing.T) {
	tests := []struct {
		name   string
		danger bool
		keys   []fyne.KeyName
		done   bool
	}{
		{"Enter does a harmless deed", false, []fyne.KeyName{fyne.KeyReturn}, true},
		{"Escape cancels", false, []fyne.KeyName{fyne.KeyEscape}, false},
		{"Enter does not do a dangerous deed", true, []fyne.KeyName{fyne.KeyReturn}, false},
		{"Space on the default does it", false, []fyne.KeyName{fyne.KeySpace}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w, e := behind(t)
			done := false
			d := confirm(w.Canvas(), "Delete?", "Really?", "Delete", tt.danger, func() { done = true })
			press(w.Canvas(), tt.keys...)
			if done != tt.done {
				t.Errorf("done is %v", done)
			}
			if d.Open() || w.Canvas().Overlays().Top() != nil {
				t.Error("the dialog is still up")
			}
			if w.Canvas().Focused() != e {
				t.Error("the keyboard did not return")
			}
		})
	}
	t.Run("Tab reaches the dangerous deed", func(t *testing.T) {
		w, _ := behind(t)
		done := false
		confirm(w.Canvas(), "Delete?", "Really?", "Delete", true, func() { done = true })
		w.Canvas().FocusNext()
		press(w.Canvas(), fyne.KeyReturn)
		if !done {
			t.Error("it was not done")
		}
	})
	t.Run("Escape works when nothing has the keyboard", func(t *testing.T) {
		w, _ := behind(t)
		d := ui.Message(w.Canvas(), "Title", "Text")
		w.Canvas().Unfocus()
		press(w.Canvas(), fyne.KeyEscape)
		if d.Open() {
			t.Error("the dialog is still up")
		}
	})
	t.Run("a tap beside the box does not close it", func(t *testing.T) {
		w, _ := behind(t)
		d := ui.Message(w.Canvas(), "Title", "Text")
		test.TapCanvas(w.Canvas(), fyne.NewPos(3, 3))
		if !d.Open() {
			t.Error("the dialog went away unanswered")
		}
	})
}

func TestFormDialogStaysUntilItIsRight(t *testing.T) {
	w, e := behind(t)
	in := ui.NewEntry("", nil)
	field := ui.NewField("Number", in)
	d := ui.Form(w.Canvas(), "Title", field, in, "Save", func() bool {
		if in.Text == "" {
			field.SetError("A number is needed.")
		}
		return in.Text != ""
	})
	if w.Canvas().Focused() != in {
		t.Fatal("the keyboard does not start in the field")
	}
	press(w.Canvas(), fyne.KeyReturn)
	if !d.Open() || field.Error() == "" {
		t.Fatal("a wrong form was taken")
	}
	typeText(w.Canvas(), "7")
	press(w.Canvas(), fyne.KeyReturn)
	if d.Open() || w.Canvas().Focused() != e {
		t.Fatal("a right form was not taken")
	}
}

func TestDialogsNest(t *testing.T) {
	w, e := behind(t)
	heard := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { heard++ })
	first := ui.Message(w.Canvas(), "One", "")
	second := confirm(w.Canvas(), "Two", "", "Yes", false, func() {})
	press(w.Canvas(), fyne.KeyEscape)
	if second.Open() || !first.Open() {
		t.Fatal("Escape did not close the upper one alone")
	}
	press(w.Canvas(), fyne.KeyEscape)
	if first.Open() || w.Canvas().Focused() != e || heard != 0 {
		t.Fatal("Escape did not close the lower one")
	}
	press(w.Canvas(), fyne.KeyEscape)
	if heard != 1 {
		t.Fatal("Escape does not reach the window again")
	}
}

func TestProgressIsCancelledOnce(t *testing.T) {
	w, _ := behind(t)
	asked := 0
	p := ui.Progress(w.Canvas(), "Writing", func() { asked++ })
	p.Set(0.5, "Page 3")
	press(w.Canvas(), fyne.KeyEscape, fyne.KeyEscape)
	if asked != 1 || !p.Open() {
		t.Fatalf("asked %d times, open %v: the work closes the dialog, not the person", asked, p.Open())
	}
	p.Close()
	if p.Open() {
		t.Fatal("it did not close")
	}
}

func TestAskPathTakesATypedPath(t *testing.T) {
	w, _ := behind(t)
	got, over := "", 1
	d := ui.AskPath(w, ui.PathSpec{Title: "Open", Path: "/tmp", Yes: "Open", Check: func(p string) string {
		if p == "/tmp" {
			return "This is a folder."
		}
		return ""
	}, Then: func(p string) { got, over = p, len(w.Canvas().Overlays().List()) }})
	press(w.Canvas(), fyne.KeyReturn)
	if !d.Open() || got != "" {
		t.Fatal("a wrong path was taken")
	}
	typeText(w.Canvas(), "/a.guvoh")
	press(w.Canvas(), fyne.KeyReturn)
	if got != "/tmp/a.guvoh" || d.Open() {
		t.Fatalf("the path is %q", got)
	}
	if over != 0 {
		t.Error("another page would be shown while the dialog is up, and lose the keyboard to what was there before")
	}
}

func TestToastVanishesAndUndoes(t *testing.T) {
	_, h := start(t, ui.Light, 1)
	root := ui.NewRoot(ui.NewStack(1, ui.NewEntry("", nil)))
	w := window(t, root, 600, 400)
	find := func(label string) *ui.Button {
		for _, o := range test.LaidOutObjects(root) {
			if b, ok := o.(*ui.Button); ok && b.Visible() && b.Label() == label {
				return b
			}
		}
		return nil
	}
	undone := 0
	root.Toast("Moved to the bin.", "Undo", func() { undone++ })
	h.pass(ui.ToastTime / 2)
	if b := find("Undo"); b == nil {
		t.Fatal("the toast does not show")
	} else {
		test.Tap(b)
	}
	if undone != 1 || find("Undo") != nil {
		t.Fatalf("undone %d times", undone)
	}
	root.Toast("Again.", "Undo", func() { undone++ })
	h.pass(ui.ToastTime)
	if find("Undo") != nil || undone != 1 {
		t.Fatal("the toast stays")
	}
	root.Toast("One", "A", nil)
	root.Toast("Two", "B", nil)
	if find("A") != nil || find("B") == nil || w.Canvas().Focused() != nil {
		t.Fatal("a new toast does not take the place of the old, or takes the keyboard")
	}
}

func TestTipShowsWhenTheMouseRests(t *testing.T) {
	_, h := start(t, ui.Light, 1)
	b := ui.NewIconButton(nil, "Delete", nil)
	root := ui.NewRoot(ui.NewStack(1, ui.NewRow(-1, b)))
	window(t, root, 400, 200)
	b.MouseIn(nil)
	h.pass(0)
	if root.Tip() != "" {
		t.Fatal("the tip shows at once")
	}
	h.pass(ui.ToastTime)
	if root.Tip() != "Delete" {
		t.Fatal("the tip does not show")
	}
	b.MouseOut()
	if root.Tip() != "" {
		t.Fatal("the tip stays")
	}
}

func TestADialogWithRoomForAllHasNoScrollBar(t *testing.T) {
	for _, width := range []float32{1180, 500, 460, 420} {
		start(t, ui.Light, 1)
		w := window(t, ui.NewRoot(ui.NewStack(1)), width, 740)
		name := ui.NewEntry("", nil)
		why := ui.NewText("Colleagues who open this file see it beside every change. It is kept in the file only.", ui.TextStyle{})
		ui.Form(w.Canvas(), "Who writes in this file?", ui.NewStack(2, why, ui.NewField("Your name", name)), name, "OK", func() bool { return true })
		for _, o := range seen(w.Canvas().Overlays().Top()) {
			if fmt.Sprintf("%T", o) == "*widget.scrollBarArea" {
				t.Errorf("in a window of %v there is one", width)
			}
		}
	}
}

func TestKeysMoveWhatIsHigherThanItsBox(t *testing.T) {
	start(t, ui.Light, 2)
	w := window(t, ui.NewRoot(ui.NewEntry("", nil)), 500, 300)
	d := ui.Message(w.Canvas(), "Title", strings.Repeat("A line.\n", 60)+"The end.")
	defer d.Close()
	y := func() float32 {
		for _, o := range seen(w.Canvas().Overlays().Top()) {
			if s, ok := o.(*ui.Scroll); ok {
				return s.Offset()
			}
		}
		t.Fatal("nothing scrolls")
		return 0
	}
	before := y()
	press(w.Canvas(), fyne.KeyDown)
	line := y()
	press(w.Canvas(), fyne.KeyPageDown)
	if page := y(); before != 0 || line <= before || page <= line {
		t.Errorf("at %v, by an arrow %v, by a page %v", before, line, page)
	}
	for range 100 {
		press(w.Canvas(), fyne.KeyPageUp)
	}
	if y() != 0 {
		t.Errorf("the beginning is at %v", y())
	}
}

func TestTheFootOfADialogStaysInViewWhateverStandsAboveIt(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		start(t, ui.Light, scale)
		w := window(t, ui.NewRoot(ui.NewStack(1)), 900, 600)
		why := ui.NewAutoEditor(1, 90)
		yes := ui.NewButton("OK", nil, ui.Primary, nil)
		d := ui.NewDialog(w.Canvas(), ui.DialogSpec{
			Title: "One or two?", Body: ui.NewText(strings.Repeat("A line.\n", 60), ui.TextStyle{}), Foot: ui.NewField("Why", why),
			Buttons: []*ui.Button{yes}, First: why, Accept: func() {},
		})
		d.Show()
		at := func(o fyne.CanvasObject) float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Y }
		fits := func(when string) {
			t.Helper()
			if top := at(why); top < 60 || top+why.Size().Height > at(yes) {
				t.Errorf("at %v, %s: the line is at %v, the buttons at %v", scale, when, top, at(yes))
			}
		}
		fits("empty")
		for _, r := range "The same passport, and the same mother. " {
			w.Canvas().Focused().TypedRune(r)
		}
		fits("written in")
		d.Close()
	}
}

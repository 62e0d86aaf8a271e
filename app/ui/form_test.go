package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

func TestEntryCommitsOnceTypingRests(t *testing.T) {
	_, h := start(t, ui.Light, 1)
	var changed, committed []string
	e := ui.NewEntry("", func(s string) { changed = append(changed, s) })
	e.OnCommit = func(s string) { committed = append(committed, s) }
	w := window(t, e, 300, 60)
	w.Canvas().Focus(e)
	e.Load("old")
	if len(changed) != 0 {
		t.Fatal("Load told somebody")
	}
	typeText(w.Canvas(), "ab")
	if len(changed) != 2 || len(committed) != 0 {
		t.Fatalf("two letters gave %d changes and %d commits", len(changed), len(committed))
	}
	h.pass(ui.CommitDelay)
	h.pass(time.Hour)
	if len(committed) != 1 || committed[0] != e.Text {
		t.Fatalf("resting gave the commits %q", committed)
	}
	typeText(w.Canvas(), "c")
	w.Canvas().Unfocus()
	h.pass(time.Hour)
	if len(committed) != 2 {
		t.Fatalf("leaving gave %d commits in all", len(committed))
	}
	typeText(w.Canvas(), "d")
	if len(committed) != 2 {
		t.Fatal("typing elsewhere committed")
	}
}

func TestFieldShowsHelpErrorAndSource(t *testing.T) {
	start(t, ui.Light, 1)
	e := ui.NewEntry("", nil)
	f := ui.NewField("Name", e)
	w := window(t, ui.NewStack(1, f), 400, 300)
	plain := f.MinSize().Height
	f.SetHelp("As the person writes it.")
	if f.MinSize().Height != plain {
		t.Error("help shows before anybody asks")
	}
	w.Canvas().Focus(e)
	if f.MinSize().Height <= plain {
		t.Error("help does not show on focus")
	}
	w.Canvas().Unfocus()
	if f.MinSize().Height != plain {
		t.Error("help stays after the focus left")
	}
	f.SetError("One sentence.")
	if f.MinSize().Height <= plain || f.Error() != "One sentence." {
		t.Error("the problem does not show")
	}
	long := f.MinSize().Height
	f.SetError("A much longer sentence that says at length what is wrong and what to do about it, so that it must wrap to be read at all.")
	settle(w)
	if f.MinSize().Height <= long {
		t.Error("a long problem does not wrap")
	}
	opened := false
	f.SetSource("Interview 2", false, func() { opened = true })
	w.Canvas().Focus(e)
	w.Canvas().FocusNext()
	press(w.Canvas(), fyne.KeyReturn)
	if !opened {
		t.Error("Tab and Enter do not open the source")
	}
}

func TestFormHasTwoColumnsOnlyWhereThereIsRoom(t *testing.T) {
	for _, tt := range []struct {
		name  string
		scale float32
		width float32
		cols  int
	}{
		{"a wide window has two columns", 1, 900, 2},
		{"a narrow window has one", 1, 500, 1},
		{"a wide window at 200 % has one", 2, 900, 1},
		{"a very wide window at 200 % has two", 2, 1400, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start(t, ui.Light, tt.scale)
			a, b, c := ui.NewField("A", ui.NewEntry("", nil)), ui.NewField("B", ui.NewEntry("", nil)), ui.NewField("C", ui.NewEntry("", nil))
			c.Wide = true
			window(t, ui.NewForm(a, b, c), tt.width, 600)
			if two := a.Position().Y == b.Position().Y; two != (tt.cols == 2) {
				t.Errorf("A is at %v and B at %v", a.Position(), b.Position())
			}
			if c.Size().Width < tt.width-40 || c.Position().Y <= b.Position().Y {
				t.Errorf("the wide field is %v wide at %v", c.Size().Width, c.Position())
			}
		})
	}
}

func TestTabRevealsFields(t *testing.T) {
	start(t, ui.Light, 1)
	var fields []fyne.CanvasObject
	var inputs []*ui.Entry
	for i := range 40 {
		e := ui.NewEntry("", nil)
		inputs = append(inputs, e)
		fields = append(fields, ui.NewField(fmt.Sprint("Field ", i), e))
	}
	s := ui.NewScroll(ui.NewStack(2, fields...))
	w := window(t, ui.NewRoot(s), 400, 300)
	w.Canvas().Focus(inputs[0])
	d := fyne.CurrentApp().Driver()
	for i, e := range inputs {
		y := d.AbsolutePositionForObject(e).Y
		if y < 0 || y+e.Size().Height > 300 {
			t.Fatalf("field %d has the keyboard at %v, out of sight", i, y)
		}
		w.Canvas().FocusNext()
	}
	t.Run("and back to the top", func(t *testing.T) {
		w.Canvas().Focus(inputs[0])
		if y := d.AbsolutePositionForObject(inputs[0]).Y; y < 0 {
			t.Fatalf("the first field is at %v", y)
		}
	})
	t.Run("and leaves a scroll alone that does not hold the field", func(t *testing.T) {
		was := s.Offset()
		other := ui.NewEntry("", nil)
		ui.Form(w.Canvas(), "Title", other, other, "OK", func() bool { return true })
		if s.Offset() != was {
			t.Fatal("the page behind the dialog scrolled")
		}
	})
}

func TestDateFieldSaysWhatItUnderstood(t *testing.T) {
	_, h := start(t, ui.Light, 1)
	var changed, committed []string
	d := ui.NewDateField("", readDate, func(s string) { changed = append(changed, s) })
	d.OnCommit = func(s string) { committed = append(committed, s) }
	w := window(t, ui.NewStack(1, d), 400, 200)
	w.Canvas().Focus(d.FocusTarget())
	typeText(w.Canvas(), "about May 2014")
	if text, wrong := d.Reading(); wrong || text != "about May 2014, the day is not known" {
		t.Errorf("it reads %q, wrong %v", text, wrong)
	}
	h.pass(ui.CommitDelay)
	if len(changed) != 14 || len(committed) != 1 {
		t.Errorf("%d changes and %d commits", len(changed), len(committed))
	}
	d.Load("31 February 2014")
	if text, wrong := d.Reading(); !wrong || text != "February 2014 has no day 31." {
		t.Errorf("it reads %q, wrong %v", text, wrong)
	}
	if d.Text() != "31 February 2014" || len(changed) != 14 {
		t.Error("what was typed was lost, or Load told somebody")
	}
	d.Load("")
	if text, wrong := d.Reading(); wrong || text != "" {
		t.Error("an empty date is a problem")
	}
}

func TestALineLongerThanItsField(t *testing.T) {
	start(t, ui.Light, 1)
	e := ui.NewEntry("", nil)
	e.Load(strings.Repeat("a long title ", 30))
	e.Resize(fyne.NewSize(200, 40))
	below := make([]fyne.CanvasObject, 0, 30)
	for range 30 {
		below = append(below, ui.NewEntry("", nil))
	}
	s := ui.NewScroll(ui.NewStack(1, append([]fyne.CanvasObject{e}, below...)...))
	w := window(t, s, 200, 200)
	d := fyne.CurrentApp().Driver()
	textAt := func() float32 {
		for _, o := range seen(e) {
			if text, ok := o.(*canvas.Text); ok && strings.HasPrefix(text.Text, "a long") {
				return d.AbsolutePositionForObject(text).X
			}
		}
		t.Fatal("no text")
		return 0
	}
	t.Run("has no scroll bar", func(t *testing.T) {
		for _, o := range seen(e) {
			if fmt.Sprintf("%T", o) == "*widget.scrollBarArea" && o.Visible() {
				t.Errorf("there is one of %v", o.Size())
			}
		}
	})
	t.Run("moves with the caret", func(t *testing.T) {
		w.Canvas().Focus(e)
		at := textAt()
		press(w.Canvas(), fyne.KeyEnd)
		if end := textAt(); end > at-500 {
			t.Fatalf("at the end it stands at %v, before at %v", end, at)
		}
		press(w.Canvas(), fyne.KeyHome)
		if home := textAt(); home != at {
			t.Fatalf("back at the start it stands at %v, before at %v", home, at)
		}
	})
	t.Run("hands the wheel to the page, and turned sideways keeps it", func(t *testing.T) {
		at := textAt()
		test.Scroll(w.Canvas(), fyne.NewPos(100, 20), -50, 0)
		if s.Offset() != 0 || textAt() >= at {
			t.Fatalf("sideways: the page is at %v, the text at %v", s.Offset(), textAt())
		}
		test.Scroll(w.Canvas(), fyne.NewPos(100, 20), 0, -50)
		if s.Offset() != 50 {
			t.Fatalf("the page is at %v", s.Offset())
		}
	})
}

func TestTheHelpOfAnInputOfSeveralParts(t *testing.T) {
	start(t, ui.Light, 1)
	line, long := ui.NewEntry("", nil), ui.NewAutoEditor(1, 0)
	heard := 0
	long.OnFocus = func(bool) { heard++ }
	f := ui.NewField("Names", ui.NewStack(1, ui.NewRow(0, line), long)).SetHelp("As the person writes it.")
	w := window(t, ui.NewStack(1, f), 400, 300)
	plain := f.MinSize().Height
	for _, part := range []fyne.Focusable{line, long} {
		w.Canvas().Focus(part)
		if f.MinSize().Height <= plain {
			t.Errorf("it stays closed at %T", part)
		}
		w.Canvas().Unfocus()
		if f.MinSize().Height != plain {
			t.Errorf("it stays open after %T", part)
		}
	}
	if heard != 2 {
		t.Errorf("who watched before heard %d of 2", heard)
	}
}

func TestTermSelectByKeyboard(t *testing.T) {
	start(t, ui.Light, 1)
	var got []string
	ts := ui.NewTermSelect(acts, "Choose", func(id string) { got = append(got, id) })
	w := window(t, ui.NewStack(1, ts, ui.NewEntry("", nil)), 500, 500)
	c := w.Canvas()
	c.Focus(ts.FocusTarget())
	typeText(c, "тяж")
	press(c, fyne.KeyReturn)
	if len(got) != 0 || c.Overlays().Top() == nil {
		t.Fatal("a filter without result chose something")
	}
	press(c, fyne.KeyEscape)
	if c.Overlays().Top() != nil || c.Focused() != ts.FocusTarget() {
		t.Fatal("Escape did not close the list and give the keyboard back")
	}
	typeText(c, "deten") // a letter opens the list and filters
	press(c, fyne.KeyDown, fyne.KeyReturn)
	if ts.Value() != "noLawyer" || len(got) != 1 {
		t.Fatalf("it chose %q, told %v", ts.Value(), got)
	}
	press(c, fyne.KeySpace, fyne.KeyUp, fyne.KeyReturn)
	if ts.Value() != "incommunicado" {
		t.Fatalf("from the chosen one up it chose %q", ts.Value())
	}
	press(c, fyne.KeySpace, fyne.KeyPageDown, fyne.KeyReturn)
	if ts.Value() != "forcedConfession" {
		t.Fatalf("PageDown chose %q", ts.Value())
	}
	press(c, fyne.KeyDelete)
	if ts.Value() != "" || got[len(got)-1] != "" {
		t.Fatal("Delete did not clear")
	}
	t.Run("where there is always a choice, nothing clears it", func(t *testing.T) {
		ts := ui.NewTermSelect(acts, "Choose", func(id string) { t.Errorf("it chose %q", id) }).MustHold()
		ts.Load("beating")
		w := window(t, ts, 400, 60)
		w.Canvas().Focus(ts.FocusTarget())
		press(w.Canvas(), fyne.KeyDelete, fyne.KeyBackspace)
		test.TapCanvas(w.Canvas(), fyne.NewPos(400-9*0.7-18-18*0.4-9*0.4, 18)) // where the cross would be
		if ts.Value() != "beating" || w.Canvas().Overlays().Top() == nil {
			t.Fatalf("it holds %q", ts.Value())
		}
	})
	t.Run("an unknown id is shown and kept", func(t *testing.T) {
		ts.Load("old.term")
		if ts.Value() != "old.term" {
			t.Fatal("it was dropped")
		}
	})
	t.Run("a note opens beside it", func(t *testing.T) {
		note := ""
		ts.OnNote = func(s string) { note = s }
		ts.SetNote("")
		c.Focus(ts.FocusTarget())
		c.FocusNext()
		press(c, fyne.KeyReturn)
		typeText(c, "twice")
		if note != "twice" || ts.Note() != "twice" {
			t.Fatalf("the note is %q", note)
		}
	})
}

func TestTermsPickerAddsAndRemoves(t *testing.T) {
	start(t, ui.Light, 1)
	var got [][]string
	p := ui.NewTermsPicker(acts, "Add", func(ids []string) { got = append(got, ids) })
	p.Load([]string{"beating", "unknown.term"})
	w := window(t, ui.NewStack(1, p), 500, 500)
	c := w.Canvas()
	c.Focus(p.FocusTarget())
	typeText(c, "susp")
	press(c, fyne.KeyReturn)
	if fmt.Sprint(p.Values()) != "[beating unknown.term suspension]" {
		t.Fatalf("it holds %v", p.Values())
	}
	c.FocusPrevious() // the last chip
	press(c, fyne.KeyDelete)
	typeText(c, "beat") // choosing a chosen one takes it away
	press(c, fyne.KeyReturn)
	if fmt.Sprint(p.Values()) != "[unknown.term]" || len(got) != 3 {
		t.Fatalf("it holds %v after %d changes", p.Values(), len(got))
	}
}

func TestRefPickerSearchesOpensAndCreates(t *testing.T) {
	start(t, ui.Light, 1)
	var queries, chosen []string
	opened, created := "", ""
	p := ui.NewRefPicker("Search", func(q string) []ui.Option {
		queries = append(queries, q)
		return []ui.Option{{ID: "p1", Label: "One"}, {ID: "p2", Label: "Two"}}
	}, func(id string) { chosen = append(chosen, id) })
	p.OnOpen = func(id string) { opened = id }
	p.OnCreate = func(q string) { created = q }
	w := window(t, ui.NewStack(1, p), 500, 500)
	c := w.Canvas()
	c.Focus(p.FocusTarget())
	press(c, fyne.KeySpace, fyne.KeyDown, fyne.KeyReturn)
	if p.Value() != "p2" || fmt.Sprint(chosen) != "[p2]" {
		t.Fatalf("it holds %q", p.Value())
	}
	c.FocusNext()
	press(c, fyne.KeyReturn)
	if opened != "p2" {
		t.Fatalf("the open button opened %q", opened)
	}
	c.Focus(p.FocusTarget())
	typeText(c, "officer with a scar")
	press(c, fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if created != "officer with a scar" || queries[len(queries)-1] != created || p.Value() != "p2" {
		t.Fatalf("%q was created", created)
	}
	press(c, fyne.KeyBackspace)
	if p.Value() != "" {
		t.Fatal("the link cannot be removed")
	}
}

func TestCheckTogglesBySpaceAndTap(t *testing.T) {
	start(t, ui.Light, 1)
	var got []bool
	ch := ui.NewCheck("Yes", false, func(on bool) { got = append(got, on) })
	w := window(t, ui.NewStack(1, ch), 300, 100)
	test.Tap(ch)
	press(w.Canvas(), fyne.KeySpace)
	ch.Load(true)
	ch.Disable()
	test.Tap(ch)
	if fmt.Sprint(got) != "[true false]" || !ch.Checked() {
		t.Fatalf("it told %v and is %v", got, ch.Checked())
	}
}

func TestTheHintOfASectionStandsClearOfItsAction(t *testing.T) {
	start(t, ui.Light, 1)
	add := ui.NewButton("Add a card", nil, ui.Plain, nil)
	s := ui.NewSection("Colleagues", "Whose cards are here, and whether their fingerprints were compared with them by voice.", add)
	test.NewTempWindow(t, s)
	s.Resize(fyne.NewSize(400, s.MinSize().Height))
	hint := test.WidgetRenderer(s).Objects()[1]
	if gap := hint.Position().Y - (add.Position().Y + add.Size().Height); gap < 2 { // the ring of focus
		t.Errorf("it begins %.1f below", gap)
	}
	if low := hint.Position().Y + hint.Size().Height; low > s.Size().Height {
		t.Error("it reaches below the section")
	}
}

func TestRefPickerSearchesAwayFromTheWindow(t *testing.T) {
	start(t, ui.Light, 1)
	var answers []func([]ui.Option)
	chosen := ""
	p := ui.NewRefPicker("Search", nil, func(id string) { chosen = id })
	p.SearchLater = func(_ string, show func([]ui.Option)) { answers = append(answers, show) }
	c := window(t, ui.NewStack(1, p), 500, 500).Canvas()
	c.Focus(p.FocusTarget())
	typeText(c, "mi")
	press(c, fyne.KeyReturn)
	if len(answers) < 2 || chosen != "" {
		t.Fatalf("asked %d times, and Enter took %q before anything was found", len(answers), chosen)
	}
	answers[0]([]ui.Option{{ID: "wrong", Label: "Wrong"}})
	if chosen != "" {
		t.Error("an answer to what is not asked any more is taken")
	}
	answers[len(answers)-1]([]ui.Option{{ID: "right", Label: "Mirsobir"}})
	if chosen != "right" {
		t.Errorf("Enter waits for what is found, and took %q", chosen)
	}
}

func TestWholeHelpOpensWhenAskedFor(t *testing.T) {
	start(t, ui.Light, 1)
	e := ui.NewEntry("", nil)
	f := ui.NewField("Side", e).SetHelp("The person’s own.").SetMore("For example: left")
	w := window(t, ui.NewRoot(ui.NewStack(2, f)), 400, 300)
	if f.HelpShown() != "" {
		t.Error("help shows before anybody is there")
	}
	w.Canvas().Focus(e)
	if f.HelpShown() != "The person’s own." {
		t.Errorf("the keyboard came and the help is %q", f.HelpShown())
	}
	if !f.ToggleHelp() || f.HelpShown() != "The person’s own.\nFor example: left" {
		t.Errorf("opened it is %q", f.HelpShown())
	}
	f.ToggleHelp()
	w.Canvas().Unfocus()
	if f.HelpShown() != "" {
		t.Errorf("closed it is still %q", f.HelpShown())
	}
	only := ui.NewField("Plain", ui.NewEntry("", nil)).SetMore("What it means.")
	if only.HelpShown() != "" || !only.ToggleHelp() || only.HelpShown() != "What it means." {
		t.Errorf("a field that says something to those who ask says %q", only.HelpShown())
	}
	if ui.NewField("Plain", ui.NewEntry("", nil)).ToggleHelp() {
		t.Error("a field without help opens one")
	}
}

package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

func TestMarkedText(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	const told = "They came at night and took him away in a car without number plates.\n\nNobody saw him for a week."
	_, marked := ui.CompareWords("They came at dawn and took him away in a car without number plates.\n\nNobody saw him.", told)
	m := ui.NewMarkedText(marked)
	w := test.NewTempWindow(t, m)
	lines := func(width float32) (all string, edge float32, count int) {
		w.Resize(fyne.NewSize(width, 400))
		seen := map[float32]bool{}
		for _, o := range test.LaidOutObjects(m) {
			if c, ok := o.(*canvas.Text); ok {
				if !seen[c.Position().Y] && all != "" {
					all += " "
				}
				seen[c.Position().Y] = true
				all += c.Text
				edge = max(edge, c.Position().X+c.MinSize().Width)
			}
		}
		return strings.Join(strings.Fields(all), " "), edge, len(seen)
	}
	want := strings.Join(strings.Fields(told), " ")
	wide, edge, few := lines(900)
	if wide != want {
		t.Errorf("wide: %d of %d characters are shown", len(wide), len(want))
	}
	narrow, edge2, many := lines(160)
	if narrow != want {
		t.Errorf("narrow: %d of %d characters are shown", len(narrow), len(want))
	}
	if many <= few || edge > 900 || edge2 > 160+1 {
		t.Errorf("%d lines of %.0f, and %d of %.0f", few, edge, many, edge2)
	}
	grounds := 0
	for _, o := range test.LaidOutObjects(m) {
		if _, ok := o.(*canvas.Rectangle); ok {
			grounds++
		}
	}
	if grounds < 4 {
		t.Errorf("%d marks", grounds)
	}
	if n := ui.NewMarkedText([]ui.Span{{Text: strings.Repeat("long", 200)}}).MinSize().Height; n <= 0 {
		t.Error("a word without end has no height")
	}
}

func TestMarked(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	const text = "Мирсобир Хамидкариев, also written Khamidkariev, was taken in Moscow."
	at := func(word string, look ui.MarkLook) ui.Mark {
		i := strings.Index(text, word)
		return ui.Mark{From: i, To: i + len(word), Look: look}
	}
	marks := []ui.Mark{at("Khamidkariev", ui.MarkFound), at("Хамидкариев", ui.MarkOther)}
	drawn := func(m *ui.MarkedText) (texts []*canvas.Text, boxes []*canvas.Rectangle) {
		for _, o := range test.LaidOutObjects(m) {
			switch o := o.(type) {
			case *canvas.Text:
				texts = append(texts, o)
			case *canvas.Rectangle:
				boxes = append(boxes, o)
			}
		}
		return texts, boxes
	}
	t.Run("tells the two looks apart without colour", func(t *testing.T) {
		m := ui.NewMarked(text, marks)
		test.NewTempWindow(t, m).Resize(fyne.NewSize(900, 80))
		texts, boxes := drawn(m)
		bold := ""
		for _, c := range texts {
			if c.TextStyle.Bold {
				bold += c.Text
			}
		}
		if bold != "Khamidkariev" {
			t.Errorf("%d letters are bold", len(bold))
		}
		if len(boxes) < 2+1+6 {
			t.Errorf("%d boxes: a ground each, one line, and one broken", len(boxes))
		}
		if m.Text() != text {
			t.Error("the text is another")
		}
		if got := m.Marked(ui.MarkOther); len(got) != 1 || got[0] != "Хамидкариев" {
			t.Errorf("%d are marked as written otherwise", len(got))
		}
	})
	t.Run("ends no line before the comma behind a mark", func(t *testing.T) {
		m := ui.NewMarked(text, marks)
		w := test.NewTempWindow(t, m)
		for width := float32(60); width < 700; width += 7 {
			w.Resize(fyne.NewSize(width, 600))
			texts, _ := drawn(m)
			for _, c := range texts {
				if c.Position().X == 0 && strings.HasPrefix(c.Text, ",") {
					t.Fatalf("%.0f: a line begins with a comma", width)
				}
			}
		}
	})
	t.Run("ends in three dots where it may not go on", func(t *testing.T) {
		m := ui.NewMarked(strings.Repeat(text+" ", 8), marks).Styled(ui.MarkedStyle{Most: 2})
		w := test.NewTempWindow(t, m)
		for width := float32(60); width < 700; width += 40 {
			w.Resize(fyne.NewSize(width, 600))
			texts, _ := drawn(m)
			lines, last := map[float32]bool{}, ""
			for _, c := range texts {
				lines[c.Position().Y], last = true, c.Text
				if c.Position().X+c.MinSize().Width > width+1 {
					t.Errorf("%.0f: a line is %.0f wide", width, c.Position().X+c.MinSize().Width)
				}
			}
			if len(lines) != 2 || !strings.HasSuffix(last, "…") {
				t.Errorf("%.0f: %d lines, ended: %v", width, len(lines), strings.HasSuffix(last, "…"))
			}
		}
	})
	t.Run("takes marks in any order, over each other and out of bounds", func(t *testing.T) {
		m := ui.NewMarked("abcdef", []ui.Mark{{From: 4, To: 99}, {From: 0, To: 3, Look: ui.MarkOther}, {From: 1, To: 2}, {From: 50, To: 60}, {From: 3, To: 1}})
		if m.Text() != "abcdef" {
			t.Errorf("the text is %q", m.Text())
		}
		if got := strings.Join(m.Marked(ui.MarkFound), "|"); got != "ef" {
			t.Errorf("found: %q", got)
		}
		if got := strings.Join(m.Marked(ui.MarkOther), "|"); got != "abc" {
			t.Errorf("other: %q", got)
		}
	})
}

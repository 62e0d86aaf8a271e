package ui_test

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

const longSentence = "A second passphrase opens another, harmless file in its place. It withstands a look over the shoulder, not an examination."

func TestActionRow(t *testing.T) {
	at := func(o fyne.CanvasObject) fyne.Position {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	}
	for _, c := range []struct {
		name         string
		scale, width float32
		text         string
		below        bool
	}{
		{"stand beside the sentence where there is room", 1, 640, longSentence, false},
		{"stand below it in a narrow window", 1, 300, longSentence, true},
		{"stand below it in large letters", 2, 640, longSentence, true},
		{"stand below a text that would be a column of narrow lines beside them", 1, 500, longSentence + " " + longSentence + " " + longSentence, true},
	} {
		t.Run("its buttons "+c.name, func(t *testing.T) {
			start(t, ui.Light, c.scale)
			one, two := ui.NewButton("Check", nil, ui.Quiet, nil), ui.NewButton("Restore…", nil, ui.Plain, nil)
			row := ui.NewActionRow(ui.KeyIcon(), "Harmless notebook", c.text, one, two)
			next := ui.NewText("what comes next", ui.TextStyle{})
			settle(window(t, ui.NewStack(1, row, next), c.width, 500))
			under := at(one).Y > at(row).Y+row.Size().Height/2
			if under != c.below {
				t.Errorf("below: %v", under)
			}
			if end := at(two).X + two.Size().Width; end > c.width+1 || at(one).X < 0 {
				t.Errorf("they end at %v of %v", end, c.width)
			}
			if end := at(two).Y + two.Size().Height; end > at(next).Y+1 {
				t.Errorf("they reach down to %v, into what begins at %v", end, at(next).Y)
			}
		})
	}
	t.Run("its buttons stand on several lines rather than beyond the edge", func(t *testing.T) {
		start(t, ui.Light, 2)
		var acts []fyne.CanvasObject
		for _, label := range []string{"Open", "The same", "Not the same", "Unsure"} {
			acts = append(acts, ui.NewButton(label, nil, ui.Plain, nil))
		}
		row := ui.NewActionRow(ui.KeyIcon(), "Perhaps the same", longSentence, acts...).Boxed()
		next := ui.NewText("what comes next", ui.TextStyle{})
		settle(window(t, ui.NewScroll(ui.NewStack(1, row, next)), 480, 900))
		if w := row.Size().Width; w > 480 {
			t.Errorf("the row is %v wide in a window of 480", w)
		}
		for _, o := range acts {
			if at(o).X+o.Size().Width > 480 || at(o).Y+o.Size().Height > at(next).Y {
				t.Errorf("one is at %v, %v large; what follows is at %v", at(o), o.Size(), at(next).Y)
			}
		}
		if at(acts[3]).Y == at(acts[0]).Y {
			t.Error("they stand on one line")
		}
	})
	t.Run("its badges get a line of their own where the title leaves none", func(t *testing.T) {
		for width, own := range map[float32]bool{500: false, 170: true} {
			start(t, ui.Light, 1)
			mark := ui.NewBadge("Never tried", ui.Warning)
			row := ui.NewActionRow(nil, "Key shares: any 2 of 3", "").Boxed().Mark(mark)
			settle(window(t, ui.NewStack(1, row), width, 300))
			if got := at(mark).X < width/3; got != own {
				t.Errorf("at %v: a line of their own is %v", width, got)
			}
			if end := at(mark).Y + mark.Size().Height; end > at(row).Y+row.Size().Height {
				t.Errorf("at %v they reach out of the row", width)
			}
		}
	})
}

func TestAPageIsAsWideAsThereIsRoom(t *testing.T) {
	for _, c := range []struct{ scale, window, want float32 }{{1, 900, 600}, {1, 400, 400}, {2, 900, 900}, {2, 1500, 1200}} {
		start(t, ui.Light, c.scale)
		text := ui.NewText(longSentence+" "+longSentence, ui.TextStyle{})
		w := window(t, ui.NewScroll(ui.NewAtMost(600, ui.NewStack(1, text))), c.window, 300)
		settle(w)
		if got := text.Size().Width; got != c.want {
			t.Errorf("at %v×: %v of %v, not %v", c.scale, got, c.window, c.want)
		}
		if text.Size().Height < text.MinSize().Height-1 {
			t.Errorf("at %v× in %v the words are cut", c.scale, c.window)
		}
	}
}

func TestAPathLeadsOn(t *testing.T) {
	ask := func(t *testing.T) (w fyne.Window, then *[]string) {
		start(t, ui.Light, 1)
		w = window(t, ui.NewStack(1), 800, 600)
		then = &[]string{}
		ui.AskPath(w, ui.PathSpec{Title: "File", Yes: "Next", Path: filepath.Join("a", "b"), Then: func(path string) {
			if w.Canvas().Overlays().Top() != nil {
				t.Error("the dialog is still there")
			}
			*then = append(*then, path)
		}})
		return w, then
	}
	t.Run("once its dialog is gone", func(t *testing.T) {
		w, then := ask(t)
		w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if len(*then) != 1 || (*then)[0] != filepath.Join("a", "b") {
			t.Errorf("%q", *then)
		}
	})
	t.Run("nowhere when it was cancelled", func(t *testing.T) {
		w, then := ask(t)
		w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if len(*then) != 0 || w.Canvas().Overlays().Top() != nil {
			t.Errorf("%q", *then)
		}
	})
}

func TestStoppingHasAName(t *testing.T) {
	start(t, ui.Light, 1)
	w := window(t, ui.NewStack(1), 800, 600)
	stopped := false
	ui.Progress(w.Canvas(), "Work", func() { stopped = true }).NameStop("Skip it")
	found := false
	for _, o := range test.LaidOutObjects(w.Canvas().Overlays().Top()) {
		if b, ok := o.(*ui.Button); ok {
			found = b.Label() == "Skip it"
			test.Tap(b)
		}
	}
	if !found || !stopped {
		t.Errorf("found %v, stopped %v", found, stopped)
	}
}

func TestADialogIsAsHighAsWhatItSays(t *testing.T) {
	start(t, ui.Light, 1)
	w := window(t, ui.NewStack(1), 900, 700)
	entry := ui.NewEntry("", nil)
	field := ui.NewField("Passphrase", entry)
	yes := ui.NewButton("OK", nil, ui.Primary, nil)
	ui.NewDialog(w.Canvas(), ui.DialogSpec{Title: "Change", Body: field, Buttons: []*ui.Button{yes}, First: entry}).Show()
	settle(w)
	at := func() float32 { return fyne.CurrentApp().Driver().AbsolutePositionForObject(yes).Y }
	before := at()
	field.SetError("This is no passphrase of this file.")
	grown := at()
	field.SetError("")
	if grown < before+6 || at() != before {
		t.Errorf("the button is at %v, then %v, then %v", before, grown, at())
	}
}

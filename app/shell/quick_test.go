package shell_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model"
)

// quickly opens the list of commands and places, types into it and takes what
// stands first.
func quickly(t *testing.T, h *house, typed string) {
	t.Helper()
	command(t, h, fyne.KeyK, fyne.KeyModifierShortcutDefault)()
	c := h.Window().Canvas()
	if c.Overlays().Top() == nil {
		t.Fatal("the list does not come up")
	}
	for _, r := range typed {
		c.Focused().TypedRune(r)
	}
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestTheListOfCommandsAndPlaces(t *testing.T) {
	h, c := opened(t)
	h.Desk().Set(c.ID, "reference", model.TextValue("UZ-2014-003"))
	t.Run("leads to a place by a part of its name", func(t *testing.T) {
		quickly(t, h, "histo")
		if h.Place().Screen != desk.ScreenHistory {
			t.Errorf("at %+v", h.Place())
		}
	})
	t.Run("leads to a case by its reference", func(t *testing.T) {
		quickly(t, h, "2014-003")
		if h.Place().Case != c.ID {
			t.Errorf("at %+v", h.Place())
		}
	})
	t.Run("leads from any screen of a case to its sections, and from no other", func(t *testing.T) {
		h.Go(desk.Route{Screen: desk.ScreenHistory, Case: c.ID})
		quickly(t, h, "injur")
		if want := (desk.Route{Screen: desk.ScreenCase, Case: c.ID, Section: "injuries"}); h.Place() != want {
			t.Errorf("at %+v", h.Place())
		}
		h.Go(desk.Route{Screen: desk.ScreenHistory})
		quickly(t, h, "injur")
		if h.Place().Screen != desk.ScreenHistory {
			t.Errorf("at %+v", h.Place())
		}
		h.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	})
	t.Run("understands a keyboard that was left in the other script", func(t *testing.T) {
		quickly(t, h, "ршыещ") // "histo"
		if h.Place().Screen != desk.ScreenHistory {
			t.Errorf("at %+v", h.Place())
		}
	})
	t.Run("offers first what was looked at before", func(t *testing.T) {
		quickly(t, h, "")
		if h.Place().Case != c.ID {
			t.Errorf("at %+v", h.Place())
		}
	})
	t.Run("does what is in a menu within a menu", func(t *testing.T) {
		quickly(t, h, "русский")
		if h.Desk().Words.Lang() != "ru" {
			t.Errorf("the language is %s", h.Desk().Words.Lang())
		}
		h.SetLanguage("en")
	})
	t.Run("is not opened over a box that waits for its answer", func(t *testing.T) {
		box := ui.Message(h.Window().Canvas(), "Title", "Text")
		top := h.Window().Canvas().Overlays().Top()
		command(t, h, fyne.KeyK, fyne.KeyModifierShortcutDefault)()
		if h.Window().Canvas().Overlays().Top() != top {
			t.Error("it stands over the box")
		}
		box.Close()
	})
	t.Run("is gone with all that stood in it when the window is locked", func(t *testing.T) {
		command(t, h, fyne.KeyK, fyne.KeyModifierShortcutDefault)()
		h.Lock()
		if h.Window().Canvas().Overlays().Top() != nil {
			t.Error("it is still up")
		}
	})
	t.Run("offers nothing of a file while none is open", func(t *testing.T) {
		command(t, h, fyne.KeyK, fyne.KeyModifierShortcutDefault)()
		for _, r := range "2014-003" {
			h.Window().Canvas().Focused().TypedRune(r)
		}
		h.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if h.Desk() != nil || h.Place() != (desk.Route{}) {
			t.Errorf("at %+v", h.Place())
		}
	})
}

// A key that stands in the sheet and does nothing would be worse than none.
func TestTheSheetOfKeysIsTrue(t *testing.T) {
	h, c := opened(t)
	for name, at := range map[string]desk.Route{
		"in the list of cases": {Screen: desk.ScreenCases},
		"in a case":            {Screen: desk.ScreenCase, Case: c.ID, Section: "overview"},
	} {
		t.Run(name, func(t *testing.T) {
			h.Go(at)
			works := map[string]bool{}
			for _, m := range h.Window().MainMenu().Items {
				for _, i := range m.Items {
					if i.Shortcut != nil && !i.Disabled && i.Action != nil {
						works[i.Label] = true
					}
				}
			}
			groups := h.Sheet()
			last := len(groups) - 1
			said := map[string]bool{}
			for _, g := range groups[:last] {
				for _, l := range g.Lines {
					if !works[l.Does] || l.Keys == "" || said[l.Keys] {
						t.Errorf("%s: %s, which does not work or stands twice", l.Keys, l.Does)
					}
					said[l.Keys] = true
					delete(works, l.Does)
				}
			}
			for label := range works {
				t.Errorf("%s has keys that are not in the sheet", label)
			}
			if n := len(groups[last].Lines); n != strings.Count(h.Desk().Words.T("help.keys"), "\n")+2 {
				t.Errorf("%d lines of what fields and lists hear", n)
			}
		})
	}
	t.Run("comes up by F1 where nothing else wants the key", func(t *testing.T) {
		h.Window().Canvas().Unfocus()
		h.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF1})
		if h.Window().Canvas().Overlays().Top() == nil {
			t.Error("nothing comes up")
		}
		h.Window().Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if h.Window().Canvas().Overlays().Top() != nil {
			t.Error("Escape leaves it up")
		}
	})
}

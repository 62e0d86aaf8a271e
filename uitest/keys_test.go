//go:build uitest

package uitest

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

func TestWindowChangesLanguageFromTheMenu(t *testing.T) {
	p := newPlace(t)
	w := open(t, p)
	w.create("cases.guvoh")
	for i, tag := range []string{"en", "ru", "uz"} {
		if i > 0 {
			// The menu opens with Alt; View is the fifth, language its first,
			// and each time the next one is taken.
			w.press("Alt_L", "Right", "Right", "Right", "Right", "Down", "Right")
			for range i {
				w.hit("Down")
			}
			w.press("Return")
			if now := p.kept(t).Language; now != tag {
				t.Errorf("the menu chose %q, want %q", now, tag)
			}
		}
		w.press("ctrl+shift+n") // a new case bears a title in the language of the day
		w.press("ctrl+1")
	}
	w.close()
	d := p.read(t, p.file("cases.guvoh"))
	for _, title := range []string{"New case", "Новое дело", "Yangi ish"} {
		d.has(t, "case", "title", title)
	}
}

// kept gives the settings that the program wrote.
func (p place) kept(t *testing.T) (s struct{ Language, Look string }) {
	t.Helper()
	b, err := os.ReadFile(p.settingsPath())
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWindowDialogsObeyTheKeyboard(t *testing.T) {
	p := newPlace(t)
	w := open(t, p)
	welcome := w.last
	ask := func(t *testing.T) {
		w.press("ctrl+n")
		w.press("ctrl+a")
		w.write(p.file("cases.guvoh"))
	}
	there := func() bool {
		_, err := os.Stat(p.file("cases.guvoh"))
		return err == nil
	}
	t.Run("Escape closes a dialog and does nothing", func(t *testing.T) {
		ask(t)
		w.press("Escape")
		if there() || !bytes.Equal(w.last, welcome) {
			t.Error("the screen is not as it was before")
		}
	})
	t.Run("a command waits until a dialog is answered", func(t *testing.T) {
		ask(t)
		w.hit("ctrl+o")
		w.press("Escape")
		if there() || !bytes.Equal(w.last, welcome) {
			t.Error("the screen is not as it was before")
		}
	})
	t.Run("Tab leads to Cancel and Space takes it", func(t *testing.T) {
		ask(t)
		w.press("Tab", "Tab") // Browse, Cancel
		w.press("space")
		if there() || !bytes.Equal(w.last, welcome) {
			t.Error("the screen is not as it was before")
		}
	})
	t.Run("a path that cannot be is refused in the dialog", func(t *testing.T) {
		w.press("ctrl+n")
		w.press("ctrl+a")
		w.write(p.file("no folder/cases.guvoh"))
		w.press("Return") // says what is wrong
		w.press("Escape") // so this closes the dialog
		if there() || !bytes.Equal(w.last, welcome) {
			t.Error("the screen is not as it was before")
		}
	})
	t.Run("Enter does what the dialog offers", func(t *testing.T) {
		ask(t)
		w.press("Return")
		w.choosePassphrase("cases.guvoh")
		w.signIn()
		if !there() {
			t.Error("no file was made")
		}
	})
	w.close()
}

func TestWindowFunctionKeysReachTheMenu(t *testing.T) {
	w := open(t, newPlace(t))
	welcome := w.last
	w.press("ctrl+F1")
	w.press("Escape")
	if !bytes.Equal(w.last, welcome) {
		t.Error("Escape does not close the list of shortcuts")
	}
	size := func() string { return xdotool(t, "getwindowgeometry", w.id()) }
	before := size()
	w.press("ctrl+F11")
	if size() == before {
		t.Error("Ctrl+F11 does not fill the screen")
	}
	w.press("ctrl+F11")
	if size() != before {
		t.Error("Ctrl+F11 does not give the screen back")
	}
	w.close()
}

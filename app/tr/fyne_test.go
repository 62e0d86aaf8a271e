package tr_test

import (
	"testing"

	"fyne.io/fyne/v2/lang"
)

// Each language twice, in turns, as a user who tries them does.
func TestFyneSpeaksTheChosenLanguage(t *testing.T) {
	b := bundle(t)
	for _, c := range []struct{ tag, cancel, tuesday string }{
		{"uz", "Bekor qilish", "Seshanba"},
		{"ru", "Отмена", "Вторник"}, // Fyne itself says Thursday
		{"en", "Cancel", "Tuesday"},
		{"uz", "Bekor qilish", "Seshanba"},
		{"ru", "Отмена", "Вторник"},
	} {
		if err := b.InstallFyne(c.tag); err != nil {
			t.Fatal(err)
		}
		if got := lang.L("Cancel"); got != c.cancel {
			t.Errorf("%s: %q, want %q", c.tag, got, c.cancel)
		}
		if got := lang.X("tuesday", "?"); got != c.tuesday {
			t.Errorf("%s: %q, want %q", c.tag, got, c.tuesday)
		}
	}
	if err := b.InstallFyne("C"); err != nil || lang.L("Cancel") != "Cancel" {
		t.Errorf("a language that is not spoken is not English: %v", err)
	}
}

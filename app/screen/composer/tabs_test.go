package composer_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/composer"
)

func TestTabs(t *testing.T) {
	for _, lang := range []string{"en", "ru", "uz"} {
		b, _ := withPages(t, desktest.Look{Lang: lang, Size: fyne.NewSize(1280, 800)})
		composer.AddAll(b.s)
		b.Clock.Pass()
		if rows, _, _ := composer.Tabs(b.s); rows != 1 {
			t.Errorf("%s: the names of the sheets stand in %d rows", lang, rows)
		}
	}
	t.Run("where there is no room for one row, the sheet begins below the last", func(t *testing.T) {
		b, _ := withPages(t, desktest.Look{Lang: "ru", Scale: 1.5, Size: fyne.NewSize(1180, 700)})
		composer.AddAll(b.s) // the numbers behind the names make it two rows
		b.Clock.Pass()
		if rows, height, below := composer.Tabs(b.s); rows < 2 || below < height-1 {
			t.Errorf("the sheet begins at %v, under names that take %v (%d rows)", below, height, rows)
		}
	})
}

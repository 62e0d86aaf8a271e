package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/ui"
)

func TestANoticeStandsUnderItsField(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(ui.NewTheme(ui.Light, 1))
	in, other := ui.NewEntry("", nil), ui.NewField("Other", ui.NewEntry("", nil))
	f := ui.NewField("Occupation", in)
	w := test.NewTempWindow(t, ui.NewForm(f, other))
	w.Resize(fyne.NewSize(900, 600))
	before := f.MinSize().Height
	if f.Size().Width > 450 {
		t.Fatalf("a short field is %.0f wide", f.Size().Width)
	}
	b := ui.NewBanner(ui.Warning, "Two values stand here.")
	f.SetNotice(b)
	w.Resize(fyne.NewSize(901, 600))
	if f.MinSize().Height <= before || f.Size().Width < 800 {
		t.Errorf("with a notice it is %.0f high and %.0f wide", f.MinSize().Height, f.Size().Width)
	}
	driver := fyne.CurrentApp().Driver()
	if y := driver.AbsolutePositionForObject(b).Y; y < driver.AbsolutePositionForObject(in).Y+in.Size().Height {
		t.Error("the notice stands in the line of typing")
	}
	if other.Position().Y < f.Position().Y+f.Size().Height {
		t.Error("the next field stands in the notice")
	}
	f.SetNotice(nil)
	w.Resize(fyne.NewSize(900, 600))
	if f.MinSize().Height != before || f.Notice() != nil {
		t.Error("it is not gone")
	}
}

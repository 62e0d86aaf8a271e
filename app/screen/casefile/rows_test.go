package casefile_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/casefile"
	"guvoh/model"
)

func TestABadgeGivesWayToTheDate(t *testing.T) {
	b := newBench(t, desktest.Look{})
	d, err := model.ParseDate("12 May 2014")
	b.Must(err)
	known := b.New1("event", map[string]model.Value{
		"cases": model.RefsValue(b.c.ID), "title": model.TextValue("Taken to the station and asked"), "date": model.DateValue(d), "account": model.TextValue("He was seized."),
	})
	s := b.open("events")
	_, detail, _ := casefile.Said(s, known.ID)
	date := fyne.MeasureText("12 May 2014", theme.Size(theme.SizeNameCaptionText), fyne.TextStyle{}).Width
	seen := map[string]bool{}
	for width := float32(150); width <= 700; width += 10 {
		badge, room := casefile.LineAt(s, known.ID, width)
		if seen[badge] = true; badge == "" || room < date {
			t.Errorf("at %v of %q %v are shown, with %q", width, detail, room, badge)
		}
	}
	if !seen["a dot"] || !seen["beside the detail"] {
		t.Errorf("it stands %v", seen)
	}
}

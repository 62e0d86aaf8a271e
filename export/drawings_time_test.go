package export_test

import (
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/profile"
	"guvoh/model"
)

func TestTimelineWhereSourcesDiffer(t *testing.T) {
	event := newRecord("event", "title", "The arrest", "date", onDay(t, "9 June 2014"))
	later := newRecord("event", "title", "The trial", "date", onDay(t, "November 2014"))
	report := newRecord("source", "title", "Police report")
	says := func(field, date string) model.Record {
		return newRecord("citation", "subject", event.ID, "field", field, "source", report.ID, "differs_date", onDay(t, date))
	}
	section := profile.Section{Type: "timeline"}
	t.Run("the other date is drawn, and who says so is named", func(t *testing.T) {
		drawings, _ := drawnIn(t, about(t, event, later, report, says("date", "11 June 2014")), section)
		if said := wordsIn(drawings); !strings.Contains(said, "Police report") || !strings.Contains(said, "11 June 2014") || !strings.Contains(said, "9 June 2014") {
			t.Error(said)
		}
		if c := drawings[0].Caption.String(); !strings.Contains(c, "hollow red shape") {
			t.Errorf("caption %q", c)
		}
		if !strings.Contains(drawings[0].Alt, "11 June 2014") {
			t.Errorf("alt %q", drawings[0].Alt)
		}
	})
	t.Run("a citation of another field says nothing of the date", func(t *testing.T) {
		drawings, _ := drawnIn(t, about(t, event, later, report, says("place", "11 June 2014")), section)
		if said := wordsIn(drawings); strings.Contains(said, "11 June") {
			t.Error(said)
		}
	})
	t.Run("a source that says the same does not differ", func(t *testing.T) {
		for _, field := range []string{"date", ""} {
			drawings, _ := drawnIn(t, about(t, event, later, report, says(field, "09.06.2014")), section)
			if said := wordsIn(drawings); strings.Contains(said, "Police report") {
				t.Errorf("a citation of %q: %s", field, said)
			}
		}
	})
	t.Run("what a profile leaves out is said by no source either", func(t *testing.T) {
		for _, field := range []string{"date", ""} {
			drawings, _ := drawnIn(t, about(t, event, later, report, says(field, "11 June 2014")), section, "event.date")
			if said := wordsIn(drawings); strings.Contains(said, "11 June") {
				t.Errorf("a citation of %q: %s", field, said)
			}
		}
	})
}

func TestTimelineOfHours(t *testing.T) {
	search := newRecord("event", "title", "The search", "date", onDay(t, "9 June 2014 at 07:15"))
	arrest := newRecord("event", "title", "The arrest", "date", onDay(t, "9 June 2014 at 14:30"))
	police := newRecord("source", "title", "Police report")
	other := newRecord("event", "title", "Another day", "date", onDay(t, "12 June 2014 at 10:00"))
	section := profile.Section{Type: "timeline"}
	t.Run("a day of which several hours are known is drawn once more", func(t *testing.T) {
		drawings, _ := drawnIn(t, about(t, arrest, search, other), section)
		if len(drawings) != 2 {
			t.Fatalf("%d drawings", len(drawings))
		}
		said := wordsIn([]*doc.Drawing{drawings[1]})
		if !strings.Contains(said, "12:00") || strings.Contains(said, "Another day") {
			t.Errorf("hours: %s", said)
		}
		if a, b := strings.Index(said, "The search"), strings.Index(said, "The arrest"); a < 0 || b < a {
			t.Errorf("the order is another: %s", said)
		}
	})
	t.Run("what a source says otherwise of it stands there, too", func(t *testing.T) {
		for says, drawn := range map[string]bool{"9 June 2014 at 18:00": true, "10 June 2014": false} {
			report := newRecord("citation", "subject", arrest.ID, "field", "date", "source", police.ID, "differs_date", onDay(t, says))
			drawings, _ := drawnIn(t, about(t, arrest, search, police, report), section)
			if len(drawings) != 2 {
				t.Fatalf("%d drawings", len(drawings))
			}
			if said := wordsIn(drawings[1:]); !strings.Contains(said, "Police report") || strings.Contains(said, "18:00") != drawn {
				t.Errorf("hours: %s", said)
			}
		}
	})
	t.Run("what was about an hour has soft ends", func(t *testing.T) {
		shapes := func(q model.Qualifier) int {
			d := onDay(t, "9 June 2014 at 14:30").Date()
			d.Qualifier = q
			v := newRecord("event", "title", "The visit", "date", model.DateValue(d))
			drawings, _ := drawnIn(t, about(t, v, search), section)
			if len(drawings) != 2 {
				t.Fatalf("%d drawings", len(drawings))
			}
			return len(drawings[1].Shapes)
		}
		if exact, soft := shapes(model.QualifierNone), shapes(model.QualifierAbout); soft != exact+1 {
			t.Errorf("%d shapes where it is exact, %d where it is about", exact, soft)
		}
	})
	t.Run("how many days more have hours is said", func(t *testing.T) {
		var all []model.Record
		for _, day := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
			for _, hour := range []string{"08:00", "17:00"} {
				all = append(all, newRecord("event", "title", "The visit", "date", onDay(t, day+" June 2014 at "+hour)))
			}
		}
		caption := func(of []model.Record) string {
			drawings, _ := drawnIn(t, about(t, of...), section)
			return drawings[len(drawings)-1].Caption.String() + drawings[0].Caption.String()
		}
		if c := caption(all); !strings.Contains(c, "The hours of 2 more days are not drawn.") {
			t.Errorf("of eight days the caption is %q", c)
		}
		if c := caption(all[:12]); strings.Contains(c, "not drawn") {
			t.Errorf("of six days the caption is %q", c)
		}
	})
	t.Run("one hour alone is not", func(t *testing.T) {
		if drawings, _ := drawnIn(t, about(t, arrest, other), section); len(drawings) != 1 {
			t.Errorf("%d drawings", len(drawings))
		}
	})
}

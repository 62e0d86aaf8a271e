package compose_test

import (
	"strings"
	"testing"
	"time"

	"guvoh/app/compose"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export/gate"
	"guvoh/export/profile"
	"guvoh/model"
)

func english(t *testing.T) *tr.Printer {
	t.Helper()
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	b, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	return b.Printer("en", schema)
}

func TestClock(t *testing.T) {
	w := english(t)
	for name, c := range map[string]struct {
		clock gate.Deadline
		says  string
		loud  compose.Urgency
	}{
		"without a date to count from is calm": {gate.Deadline{}, "Four months", compose.Calm},
		"with a year left is calm":             {gate.Deadline{Due: "2027-11-28", Left: 365}, "28 November 2027", compose.Calm},
		"with a month left is soon":            {gate.Deadline{Due: "2026-12-28", Left: 30}, "30 days", compose.Soon},
		"on its last day is late":              {gate.Deadline{Due: "2026-11-28"}, "28 November 2026", compose.Late},
		"that is over is late":                 {gate.Deadline{Due: "2026-11-20", Left: -8, Overdue: true}, "8 days", compose.Late},
		"over since this morning is late":      {gate.Deadline{Due: "2026-11-28", Overdue: true, At: time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)}, "08:00", compose.Late},
		"of a quicker way is never late":       {gate.Deadline{Due: "2026-11-20", Left: -8, Overdue: true, Soft: true}, "8 days", compose.Calm},
	} {
		t.Run("a clock "+name, func(t *testing.T) {
			c.clock.Title = profile.Words{"en": "Four months"}
			said, loud := compose.Clock(w, c.clock)
			if !strings.Contains(said, c.says) || loud != c.loud {
				t.Errorf("%q, urgency %d", said, loud)
			}
		})
	}
}

func TestHours(t *testing.T) {
	w := english(t)
	h := profile.Hours{Town: profile.Words{"en": "Strasbourg"}, Zone: "Europe/Paris", From: "08:00", To: "16:00"}
	for name, c := range map[string]struct {
		now  string
		says string
		loud compose.Urgency
	}{
		"in the morning is open":         {"2026-11-27T09:00:00+01:00", "(16:00)", compose.Open},
		"an hour before it shuts, soon":  {"2026-11-27T15:00:00+01:00", "(16:00)", compose.Soon},
		"in the evening says when again": {"2026-11-27T18:00:00+01:00", "30 November 2026", compose.Soon},
	} {
		t.Run("a registry "+name, func(t *testing.T) {
			now, err := time.Parse(time.RFC3339, c.now)
			if err != nil {
				t.Fatal(err)
			}
			said, loud := compose.Hours(w, h, now)
			if !strings.Contains(said, "Strasbourg") || !strings.Contains(said, c.says) || loud != c.loud {
				t.Errorf("%q, urgency %d", said, loud)
			}
		})
	}
}

package gate_test

import (
	"testing"
	"time"

	"guvoh/export"
	"guvoh/export/exporttest"
	"guvoh/export/gate"
	"guvoh/export/profile"
)

var fourMonths = &profile.Profile{
	Clocks: []profile.Clock{{Key: "four_months", Months: 4, From: []string{
		"proceeding.step[kind=decision|judgment].learned", "proceeding.step[kind=decision|judgment].date",
	}}},
	Confidence: map[string]string{"clocks": "recalled"},
}

func TestMonthsAreCountedByTheCalendar(t *testing.T) {
	for from, want := range map[string]string{
		"28 November 2025": "2026-03-28",
		"5 November 2025":  "2026-03-05",
		"31 October 2025":  "2026-02-28", // no such day in February
		"31 October 2027":  "2028-02-29",
		"30 October 2025":  "2026-02-28",
		"1 January 2026":   "2026-05-01",
		"31 August 2025":   "2025-12-31",
	} {
		k := exporttest.NewCase(t)
		in := k.Add("proceeding", `{"kind": "extradition"}`)
		k.Add("step", `{"proceeding": %s, "kind": "decision", "date": "`+from+`"}`, in)
		all := gate.Clocks(fourMonths, k.Snapshot(), [16]byte{}, at)
		if len(all) != 1 || all[0].Due != want {
			t.Errorf("from %s until %+v, want %s", from, all, want)
		}
	}
}

func TestClocks(t *testing.T) {
	clocks := func(t *testing.T, steps ...string) gate.Deadline {
		t.Helper()
		k := exporttest.NewCase(t)
		in := k.Add("proceeding", `{"kind": "extradition"}`)
		for _, fields := range steps {
			k.Add("step", `{"proceeding": %s, "kind": "judgment", `+fields+`}`, in)
		}
		all := gate.Clocks(fourMonths, k.Snapshot(), [16]byte{}, at)
		if len(all) != 1 {
			t.Fatalf("%d clocks", len(all))
		}
		return all[0]
	}
	t.Run("without a date nothing is counted and nothing is late", func(t *testing.T) {
		if d := clocks(t); d.Due != "" || d.Overdue || !d.Record.IsZero() {
			t.Errorf("%+v", d)
		}
	})
	t.Run("the day it was learned of counts before the day of the decision", func(t *testing.T) {
		d := clocks(t, `"date": "1 December 2025", "learned": "20 December 2025"`)
		if d.Due != "2026-04-20" || d.Field != "learned" || d.Left != 46 || d.Sure != "recalled" {
			t.Errorf("%+v", d)
		}
	})
	t.Run("the last decision counts", func(t *testing.T) {
		if d := clocks(t, `"date": "2020"`, `"date": "1 February 2026"`, `"date": "2019"`); d.Due != "2026-06-01" {
			t.Errorf("%+v", d)
		}
	})
	t.Run("of a month its first day counts, and it is said to be uncertain", func(t *testing.T) {
		if d := clocks(t, `"date": "November 2025"`); d.Due != "2026-03-01" || !d.Uncertain || !d.Overdue || d.Left != -4 {
			t.Errorf("%+v", d)
		}
	})
	t.Run("the last day itself is not late", func(t *testing.T) {
		if d := clocks(t, `"date": "5 November 2025"`); d.Overdue || d.Left != 0 || d.Uncertain {
			t.Errorf("%+v", d)
		}
		if d := clocks(t, `"date": "4 November 2025"`); !d.Overdue {
			t.Errorf("%+v", d)
		}
	})
	t.Run("of a group each applicant has their own", func(t *testing.T) {
		k := exporttest.NewCase(t)
		a, b := k.Person("Anvar Karimov", "applicant"), k.Person("Botir Umarov", "applicant")
		for who, day := range map[[16]byte]string{a: "1 February 2026", b: "1 January 2026"} {
			in := k.Add("proceeding", `{"kind": "extradition", "persons": [%s]}`, who)
			k.Add("step", `{"proceeding": %s, "kind": "decision", "date": "`+day+`"}`, in)
		}
		all := gate.Clocks(fourMonths, k.Snapshot(), [16]byte{}, at)
		if len(all) != 2 || all[0].Person != b || all[0].Due != "2026-05-01" || all[1].Person != a || all[1].Due != "2026-06-01" {
			t.Errorf("%+v", all)
		}
	})
	t.Run("what ran out is a warning and what soon will is a note", func(t *testing.T) {
		for day, want := range map[string]string{"1 October 2025": "overdue", "20 November 2025": "due_soon", "1 February 2026": ""} {
			k := exporttest.NewCase(t)
			in := k.Add("proceeding", `{"kind": "extradition"}`)
			k.Add("step", `{"proceeding": %s, "kind": "decision", "learned": "`+day+`"}`, in)
			if got := codes(check(t, k, fourMonths, says())); got != want {
				t.Errorf("%s: found %q", day, got)
			}
		}
	})
}

func TestAQuickerWay(t *testing.T) {
	soft := &profile.Profile{Clocks: []profile.Clock{{Key: "urgent", Months: 3, Soft: true, From: []string{"event[kind=abduction].date"}}}}
	for day, want := range map[string]string{"1 October 2025": "quicker_over", "20 December 2025": "quicker_ends", "1 March 2026": ""} {
		k := exporttest.NewCase(t)
		k.Add("event", `{"kind": "abduction", "date": "`+day+`"}`)
		all := check(t, k, soft, says())
		if got := codes(all); got != want {
			t.Errorf("%s: found %q", day, got)
		}
		for _, f := range all {
			if f.Severity != export.Note {
				t.Errorf("%s is said to stand in the way", f.Code)
			}
		}
		if d := gate.Clocks(soft, k.Snapshot(), [16]byte{}, at); !d[0].Soft {
			t.Error("whoever shows the clock cannot tell")
		}
	}
}

func TestWhatAClockIsAbout(t *testing.T) {
	p := &profile.Profile{Clocks: []profile.Clock{{
		Key: "urgent", Months: 3, From: []string{"event[kind=arrest|disappearance].date"}, If: []string{"event[kind=disappearance]"},
		Met: []string{"proceeding[kind=un_wgeid].step[kind=application_filed].date"},
	}}}
	count := func(t *testing.T, build func(k *exporttest.Case)) gate.Deadline {
		t.Helper()
		k := exporttest.NewCase(t)
		build(k)
		all := gate.Clocks(p, k.Snapshot(), [16]byte{}, at)
		if len(all) != 1 {
			t.Fatalf("%d clocks", len(all))
		}
		return all[0]
	}
	filed := func(k *exporttest.Case, day string) {
		in := k.Add("proceeding", `{"kind": "un_wgeid"}`)
		k.Add("step", `{"proceeding": %s, "kind": "application_filed", "date": "`+day+`"}`, in)
	}
	t.Run("it is meant when the case has that", func(t *testing.T) {
		if d := count(t, func(k *exporttest.Case) {
			k.Add("event", `{"title": "E", "kind": "disappearance", "date": "1 February 2026"}`)
		}); !d.Meant {
			t.Error("it is not")
		}
		if d := count(t, func(k *exporttest.Case) {
			k.Add("event", `{"title": "E", "kind": "arrest", "date": "1 February 2026"}`)
		}); d.Meant || d.Due == "" {
			t.Errorf("an arrest alone: %+v", d)
		}
	})
	t.Run("a filing after the date keeps it, and one before does not", func(t *testing.T) {
		for day, want := range map[string]bool{"2 February 2026": true, "1 February 2026": true, "31 January 2026": false, "February 2026": true, "January 2026": false} {
			d := count(t, func(k *exporttest.Case) {
				k.Add("event", `{"title": "E", "kind": "disappearance", "date": "1 February 2026"}`)
				filed(k, day)
			})
			if d.Met.IsZero() == want {
				t.Errorf("filed %s: met %t", day, !d.Met.IsZero())
			}
		}
	})
	t.Run("before a removal, what was asked for in the three months before it keeps the clock", func(t *testing.T) {
		r39 := &profile.Profile{Hours: &strasbourg, Clocks: []profile.Clock{{
			Key: "working_day", Days: -1, From: []string{"deadline[kind=removal].due"}, Met: []string{"proceeding.step[kind=interim_requested].date"},
		}}}
		for day, want := range map[string]bool{"4 March 2026": true, "10 December 2025": true, "1 November 2025": false, "10 March 2026": false} {
			k := exporttest.NewCase(t)
			k.Add("deadline", `{"title": "Flight", "kind": "removal", "due": "9 March 2026"}`)
			in := k.Add("proceeding", `{"kind": "interim_measures"}`)
			k.Add("step", `{"proceeding": %s, "kind": "interim_requested", "date": "`+day+`"}`, in)
			if all := gate.Clocks(r39, k.Snapshot(), [16]byte{}, at); all[0].Met.IsZero() == want {
				t.Errorf("asked %s: met %t", day, !all[0].Met.IsZero())
			}
		}
	})
}

func TestZones(t *testing.T) {
	here := time.FixedZone("here", 3600)
	for name, offset := range map[string]int{"Asia/Tashkent": 5 * 3600, "+05:30": 5*3600 + 1800, "-03:00": -3 * 3600, "": 3600, "Nowhere/Town": 3600, "+5": 3600, "Local": 3600} {
		if _, got := time.Date(2026, 1, 1, 0, 0, 0, 0, gate.ZoneOf(name, here)).Zone(); got != offset {
			t.Errorf("%q is %d seconds ahead", name, got)
		}
	}
}

var strasbourg = profile.Hours{Zone: "Europe/Paris", From: "08:00", To: "16:00"}

func TestRegistry(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	tashkent := time.FixedZone("", 5*3600)
	for name, c := range map[string]struct {
		now, opens time.Time
		open       bool
	}{
		"at noon in Strasbourg it is open":         {time.Date(2026, 3, 5, 12, 0, 0, 0, paris), time.Date(2026, 3, 5, 8, 0, 0, 0, paris), true},
		"at four it has shut until tomorrow":       {time.Date(2026, 3, 5, 16, 0, 0, 0, paris), time.Date(2026, 3, 6, 8, 0, 0, 0, paris), false},
		"on a Friday evening it opens on Monday":   {time.Date(2026, 3, 6, 18, 0, 0, 0, paris), time.Date(2026, 3, 9, 8, 0, 0, 0, paris), false},
		"at eleven in Tashkent it is not open yet": {time.Date(2026, 3, 5, 11, 0, 0, 0, tashkent), time.Date(2026, 3, 5, 8, 0, 0, 0, paris), false},
		"at noon in Tashkent it opens":             {time.Date(2026, 3, 5, 12, 0, 0, 0, tashkent), time.Date(2026, 3, 5, 8, 0, 0, 0, paris), true},
		"in summer an hour earlier":                {time.Date(2026, 7, 2, 11, 0, 0, 0, tashkent), time.Date(2026, 7, 2, 8, 0, 0, 0, paris), true},
	} {
		t.Run(name, func(t *testing.T) {
			if d := gate.Registry(strasbourg, c.now); d.Open != c.open || !d.Opens.Equal(c.opens) {
				t.Errorf("open %t, opens %s", d.Open, d.Opens)
			}
		})
	}
}

func TestOneWorkingDayBeforeARemoval(t *testing.T) {
	p := &profile.Profile{Hours: &strasbourg, Clocks: []profile.Clock{{Key: "working_day", Days: -1, From: []string{"deadline[kind=removal].due"}}}}
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	for removal, want := range map[string]time.Time{
		`{"earliest": "2026-03-05", "latest": "2026-03-05", "from": "19:00", "until": "19:00", "precision": "time", "zone": "Europe/Paris"}`:  time.Date(2026, 3, 5, 8, 0, 0, 0, paris),
		`{"earliest": "2026-03-05", "latest": "2026-03-05", "from": "10:00", "until": "10:00", "precision": "time", "zone": "Europe/Paris"}`:  time.Date(2026, 3, 4, 10, 0, 0, 0, paris),
		`{"earliest": "2026-03-09", "latest": "2026-03-09", "from": "12:00", "until": "12:00", "precision": "time", "zone": "Europe/Paris"}`:  time.Date(2026, 3, 6, 12, 0, 0, 0, paris),
		`{"earliest": "2026-03-09", "latest": "2026-03-09", "from": "19:00", "until": "19:00", "precision": "time", "zone": "Asia/Tashkent"}`: time.Date(2026, 3, 6, 15, 0, 0, 0, paris),
		`"8 March 2026"`: time.Date(2026, 3, 6, 8, 0, 0, 0, paris), // a Sunday, at any hour
	} {
		k := exporttest.NewCase(t)
		k.Add("deadline", `{"title": "Flight", "kind": "removal", "due": `+removal+`}`)
		all := gate.Clocks(p, k.Snapshot(), [16]byte{}, want.Add(-time.Minute))
		if len(all) != 1 || !all[0].At.Equal(want) || all[0].Overdue {
			t.Errorf("%s: %+v, want %s", removal, all, want)
		}
		if late := gate.Clocks(p, k.Snapshot(), [16]byte{}, want.Add(time.Minute)); !late[0].Overdue {
			t.Errorf("%s: not late a minute after", removal)
		}
	}
	t.Run("the zone that stands beside the date counts", func(t *testing.T) {
		k := exporttest.NewCase(t)
		k.Add("deadline", `{"title": "Flight", "kind": "removal", "due": "9 March 2026 19:00", "zone": "Asia/Tashkent"}`)
		if all, want := gate.Clocks(p, k.Snapshot(), [16]byte{}, at), time.Date(2026, 3, 6, 15, 0, 0, 0, paris); !all[0].At.Equal(want) {
			t.Errorf("%s, want %s", all[0].At, want)
		}
	})
	t.Run("a removal that was called off counts no more", func(t *testing.T) {
		k := exporttest.NewCase(t)
		k.Add("deadline", `{"title": "Flight", "kind": "removal", "due": "8 March 2026", "status": "dropped"}`)
		if all := gate.Clocks(p, k.Snapshot(), [16]byte{}, at); all[0].Due != "" {
			t.Errorf("%+v", all)
		}
	})
}

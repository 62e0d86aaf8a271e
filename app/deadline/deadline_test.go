package deadline_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guvoh/app/deadline"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export/exporttest"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

var (
	ctx      = context.Background()
	tashkent = zone("Asia/Tashkent")
	paris    = zone("Europe/Paris")
	// now is a Thursday, 14:05 in Tashkent and 10:05 in Strasbourg.
	now = time.Date(2026, time.March, 5, 14, 5, 0, 0, tashkent)
)

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// file is an empty file with the profiles that the program brings.
func file(t *testing.T) *store.DB {
	t.Helper()
	db, err := store.Create(filepath.Join(t.TempDir(), "test.guvoh"), store.Options{
		Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: exporttest.Schema(t), Author: "A. Tester",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

type fields map[string]model.Value

func text(s string) model.Value { return model.TextValue(s) }

func date(t *testing.T, words string) model.Value {
	t.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

func add(t *testing.T, db *store.DB, kind string, values fields) model.Record {
	t.Helper()
	r := model.NewRecord(kind)
	for f, v := range values {
		r.Set(f, v)
	}
	do(t, db, func(tx *store.Tx) error { return tx.Put(r) })
	return r
}

func do(t *testing.T, db *store.DB, fn func(*store.Tx) error) {
	t.Helper()
	if _, err := db.Do(ctx, "edit", fn); err != nil {
		t.Fatal(err)
	}
}

func aCase(t *testing.T, db *store.DB, countries ...string) model.Record {
	t.Helper()
	v := fields{"title": text("A case"), "reference": text("2026/1")}
	if len(countries) > 0 {
		v["countries"] = model.ListValue(countries...)
	}
	return add(t, db, "case", v)
}

// decided is a decision of a domestic court that was learned of on a day.
func decided(t *testing.T, db *store.DB, c model.Record, learned string) model.Record {
	t.Helper()
	p := add(t, db, "proceeding", fields{"cases": model.RefsValue(c.ID), "kind": text("extradition")})
	return add(t, db, "step", fields{"proceeding": model.RefValue(p.ID), "kind": text("appeal_decision"), "learned": date(t, learned)})
}

// whole is what stands on the first screen.
func whole(t *testing.T, db *store.DB, at time.Time) []deadline.Entry {
	t.Helper()
	all, err := deadline.NewLook(db, exporttest.Profiles(t), at, nil).All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func inCase(t *testing.T, db *store.DB, c model.Record) []deadline.Entry {
	t.Helper()
	all, err := deadline.Case(ctx, db, c.ID, exporttest.Profiles(t), now)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// clocks gives the keys of the legal clocks among some entries.
func clocks(all []deadline.Entry) string {
	var out []string
	for _, e := range all {
		if e.Source == deadline.Clock {
			out = append(out, e.Rule.Key)
		}
	}
	return strings.Join(out, " ")
}

func words(t *testing.T, lang string) *tr.Printer {
	t.Helper()
	b, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	return b.Printer(lang, exporttest.Schema(t))
}

func TestRecordedDeadlines(t *testing.T) {
	db := file(t)
	c := aCase(t, db)
	want := map[string]deadline.Group{
		"4 March 2026": deadline.Over, "5 March 2026": deadline.Today, "6 March 2026": deadline.Week, "12 March 2026": deadline.Week,
		"13 March 2026": deadline.Later, "2 February 2020": deadline.Over,
		"March 2026": deadline.Today, // its first day is past and its last is not: somebody must look now
	}
	for due := range want {
		add(t, db, "deadline", fields{"cases": model.RefsValue(c.ID), "title": text(due), "due": date(t, due)})
	}
	for _, status := range []string{"done", "missed", "dropped"} {
		add(t, db, "deadline", fields{"cases": model.RefsValue(c.ID), "title": text(status), "due": date(t, "5 March 2026"), "status": text(status)})
	}
	all := whole(t, db, now)
	for _, e := range all {
		if g := e.Group(now); g != want[e.Name] {
			t.Errorf("%s stands under %q, want %q", e.Name, g, want[e.Name])
		}
		if e.Case != c.ID {
			t.Errorf("%s is in no case", e.Name)
		}
	}
	if len(all) != len(want) {
		t.Errorf("%d entries, want %d: what is done is not due", len(all), len(want))
	}
	t.Run("in the case what is done stands, too, and last", func(t *testing.T) {
		all := inCase(t, db, c)
		if len(all) != len(want)+3 || all[len(all)-1].Group(now) != deadline.Settled {
			t.Errorf("%d entries", len(all))
		}
	})
	t.Run("of what is over the newest stands first", func(t *testing.T) {
		if all[0].Name != "4 March 2026" {
			t.Errorf("%q does", all[0].Name)
		}
	})
}

func TestHoursAndZones(t *testing.T) {
	db := file(t)
	add(t, db, "deadline", fields{"title": text("fax"), "due": date(t, "5 March 2026 16:00"), "zone": text("Europe/Paris")})
	e := whole(t, db, now)[0]
	w := words(t, "en")
	for name, c := range map[string]struct {
		at   time.Time
		want deadline.Group
		left string
	}{
		"six hours before":     {time.Date(2026, 3, 5, 15, 0, 0, 0, tashkent), deadline.Today, "5 h 0 min left"},
		"a minute before":      {time.Date(2026, 3, 5, 19, 59, 0, 0, tashkent), deadline.Today, "0 h 1 min left"},
		"a minute after":       {time.Date(2026, 3, 5, 20, 1, 0, 0, tashkent), deadline.Over, "over for 1 min"},
		"here it is tomorrow":  {time.Date(2026, 3, 6, 0, 30, 0, 0, tashkent), deadline.Over, "over for 4 h 30 min"},
		"the evening before":   {time.Date(2026, 3, 4, 23, 0, 0, 0, paris), deadline.Week, "17 h 0 min left"},
		"on the day after":     {time.Date(2026, 3, 7, 12, 0, 0, 0, tashkent), deadline.Over, "over for 2 days"},
		"in another week, too": {time.Date(2026, 2, 20, 12, 0, 0, 0, tashkent), deadline.Later, "13 days left"},
	} {
		t.Run(name, func(t *testing.T) {
			if g := e.Group(c.at); g != c.want {
				t.Errorf("under %q", g)
			}
			want := strings.Replace(c.left, "0 h 1 min", "1 min", 1)
			if left := e.Left(w, c.at); left != want {
				t.Errorf("%q, want %q", left, want)
			}
		})
	}
	t.Run("the hour is said there and here", func(t *testing.T) {
		if said := e.Until(w, tashkent); !strings.Contains(said, "16:00") || !strings.Contains(said, "Paris") || !strings.Contains(said, "20:00") {
			t.Errorf("%q", said)
		}
		if said := e.Until(w, paris); strings.Contains(said, "here") {
			t.Errorf("%q, where there is here", said)
		}
	})
}

func TestHoursThatClocksShowTwiceOrNever(t *testing.T) {
	db := file(t)
	for title, due := range map[string]string{"twice": "25 October 2026 02:30", "never": "29 March 2026 02:30"} {
		add(t, db, "deadline", fields{"title": text(title), "due": date(t, due), "zone": text("Europe/Paris")})
	}
	want := map[string]string{"twice": "2026-10-25T00:30:00Z", "never": "2026-03-29T00:30:00Z"} // the earlier of what it may be
	for _, e := range whole(t, db, now) {
		if got := e.Due.First.UTC().Format(time.RFC3339); got != want[e.Name] {
			t.Errorf("%s: %s, want %s", e.Name, got, want[e.Name])
		}
	}
	t.Run("days are counted by the calendar, whatever their length", func(t *testing.T) {
		add(t, db, "deadline", fields{"title": text("day"), "due": date(t, "30 March 2026"), "zone": text("Europe/Paris")})
		at := time.Date(2026, 3, 28, 12, 0, 0, 0, paris)
		for _, e := range whole(t, db, at) {
			if e.Name == "day" && e.DaysLeft(at) != 2 {
				t.Errorf("%d days", e.DaysLeft(at))
			}
		}
	})
}

func TestARemovalWithoutAnHourMayBeInTheFirstOne(t *testing.T) {
	db := file(t)
	add(t, db, "deadline", fields{"title": text("Flight"), "kind": text("removal"), "due": date(t, "7 March 2026"), "zone": text("Asia/Tashkent")})
	e := whole(t, db, now)[0]
	if !e.Due.First.Before(time.Date(2026, 3, 7, 0, 0, 0, 0, tashkent)) {
		t.Errorf("safe until %s", e.Due.First)
	}
	if g := e.Group(time.Date(2026, 3, 7, 12, 0, 0, 0, tashkent)); g != deadline.Today {
		t.Errorf("at noon of the day it stands under %q", g)
	}
}

func TestConsentsThatRunOut(t *testing.T) {
	db := file(t)
	c := aCase(t, db)
	consent := func(p model.Record, expires, decision string, more fields) {
		v := fields{"cases": model.RefsValue(c.ID), "person": model.RefValue(p.ID), "purpose": text("court"), "decision": text(decision), "expires": date(t, expires)}
		for f, x := range more {
			v[f] = x
		}
		add(t, db, "consent", v)
	}
	person := func() model.Record { return add(t, db, "person", fields{"description": text("Somebody")}) }
	soon := person()
	consent(soon, "10 March 2026", "yes", nil)
	consent(person(), "1 March 2026", "no", nil)
	consent(person(), "1 March 2026", "yes", fields{"withdrawn": date(t, "2 February 2026")})
	consent(person(), "2019", "yes", nil)
	again := person()
	consent(again, "1 March 2026", "yes", fields{"given": date(t, "1 March 2025")})
	consent(again, "1 March 2028", "yes", fields{"given": date(t, "1 February 2026")})
	all := whole(t, db, now)
	if len(all) != 1 || all[0].Person != soon.ID || all[0].Source != deadline.Consent || all[0].Group(now) != deadline.Week {
		t.Errorf("%d entries, want the one that runs out and was not renewed", len(all))
	}
}

func TestLettersWithoutAnAnswer(t *testing.T) {
	db := file(t)
	c := aCase(t, db)
	send := func(title, kind, on string, more fields) {
		v := fields{"cases": model.RefsValue(c.ID), "title": text(title), "kind": text(kind), "date": date(t, on)}
		for f, x := range more {
			v[f] = x
		}
		add(t, db, "intervention", v)
	}
	send("old enough", "letter", "1 January 2026", nil)
	send("too new", "letter", "1 March 2026", nil)
	send("answered", "letter", "1 January 2026", fields{"answered": date(t, "1 February 2026")})
	send("expects none", "press_release", "1 January 2026", nil)
	send("long ago", "letter", "2019", nil)
	all := whole(t, db, now)
	if len(all) != 1 || all[0].Name != "old enough" || all[0].Group(now) != deadline.Waiting {
		t.Errorf("%d entries", len(all))
	}
	if said := all[0].Left(words(t, "en"), now); said != "for 63 days" {
		t.Errorf("%q", said)
	}
}

package deadline_test

import (
	"strings"
	"testing"
	"time"

	"guvoh/app/deadline"
	"guvoh/export/exporttest"
	"guvoh/model"
	"guvoh/model/store"
)

func TestWhichClocksAreShown(t *testing.T) {
	for name, c := range map[string]struct {
		countries []string
		make      func(t *testing.T, db *store.DB, c model.Record)
		want      string
		perhaps   bool
	}{
		"four months, once, though three forms of Strasbourg have them": {
			[]string{"tr"}, func(t *testing.T, db *store.DB, c model.Record) { decided(t, db, c, "10 December 2025") }, "four_months", false,
		},
		"not when the State was never a party": {
			[]string{"uz"}, func(t *testing.T, db *store.DB, c model.Record) { decided(t, db, c, "10 December 2025") }, "", false,
		},
		"with a question when no State is recorded": {
			nil, func(t *testing.T, db *store.DB, c model.Record) { decided(t, db, c, "10 December 2025") }, "four_months", true,
		},
		"with a question when the State has left": {
			[]string{"ru"}, func(t *testing.T, db *store.DB, c model.Record) { decided(t, db, c, "10 December 2025") }, "four_months", true,
		},
		"not from a judgment of Strasbourg itself": {
			[]string{"tr"}, func(t *testing.T, db *store.DB, c model.Record) {
				p := add(t, db, "proceeding", fields{"cases": model.RefsValue(c.ID), "kind": text("ecthr_application")})
				add(t, db, "step", fields{"proceeding": model.RefValue(p.ID), "kind": text("judgment"), "date": date(t, "10 December 2025")})
			}, "", false,
		},
		"not when the application was filed": {
			[]string{"tr"}, func(t *testing.T, db *store.DB, c model.Record) {
				decided(t, db, c, "10 December 2025")
				p := add(t, db, "proceeding", fields{"cases": model.RefsValue(c.ID), "kind": text("ecthr_application")})
				add(t, db, "step", fields{"proceeding": model.RefValue(p.ID), "kind": text("application_filed"), "date": date(t, "10 January 2026")})
			}, "", false,
		},
		"not in a case that is closed": {
			[]string{"tr"}, func(t *testing.T, db *store.DB, c model.Record) {
				decided(t, db, c, "10 December 2025")
				do(t, db, func(tx *store.Tx) error { return tx.Set(c.ID, "status", text("closed")) })
			}, "", false,
		},
		"not years after it ran out": {
			[]string{"tr"}, func(t *testing.T, db *store.DB, c model.Record) { decided(t, db, c, "10 December 2019") }, "", false,
		},
		"of one State only where the case names it": {
			[]string{"gb"}, func(t *testing.T, db *store.DB, c model.Record) {
				p := add(t, db, "proceeding", fields{"cases": model.RefsValue(c.ID), "kind": text("asylum")})
				add(t, db, "step", fields{"proceeding": model.RefValue(p.ID), "kind": text("notification"), "date": date(t, "1 March 2026")})
			}, "bundle", false,
		},
		"of one State not where none is recorded": {
			nil, func(t *testing.T, db *store.DB, c model.Record) {
				add(t, db, "deadline", fields{"cases": model.RefsValue(c.ID), "title": text("Hearing"), "kind": text("hearing"), "due": date(t, "20 April 2026")})
			}, "", false,
		},
		"before a hearing in the United States of who seeks asylum there": {
			[]string{"us"}, func(t *testing.T, db *store.DB, c model.Record) {
				add(t, db, "proceeding", fields{"cases": model.RefsValue(c.ID), "kind": text("asylum")})
				add(t, db, "deadline", fields{"cases": model.RefsValue(c.ID), "title": text("Hearing"), "kind": text("hearing"), "due": date(t, "20 April 2026")})
			}, "individual", false,
		},
		"of disappearances not for every arrest": {
			[]string{"uz"}, func(t *testing.T, db *store.DB, c model.Record) {
				add(t, db, "event", fields{"cases": model.RefsValue(c.ID), "title": text("E"), "kind": text("arrest"), "date": date(t, "1 February 2026")})
			}, "", false,
		},
		"of disappearances, anywhere": {
			[]string{"uz"}, func(t *testing.T, db *store.DB, c model.Record) {
				add(t, db, "event", fields{"cases": model.RefsValue(c.ID), "title": text("E"), "kind": text("abduction"), "date": date(t, "1 February 2026")})
			}, "urgent", false,
		},
		"a quicker way no more once it is over": {
			[]string{"uz"}, func(t *testing.T, db *store.DB, c model.Record) {
				add(t, db, "event", fields{"cases": model.RefsValue(c.ID), "title": text("E"), "kind": text("abduction"), "date": date(t, "1 November 2025")})
			}, "", false,
		},
		"one working day before a removal": {
			[]string{"tr"}, func(t *testing.T, db *store.DB, c model.Record) {
				add(t, db, "deadline", fields{"cases": model.RefsValue(c.ID), "title": text("Flight"), "kind": text("removal"), "due": date(t, "9 March 2026 12:00"), "zone": text("Europe/Paris")})
			}, "working_day", false,
		},
		"not before a removal from a State that has left": {
			[]string{"ru"}, func(t *testing.T, db *store.DB, c model.Record) {
				add(t, db, "deadline", fields{"cases": model.RefsValue(c.ID), "title": text("Flight"), "kind": text("removal"), "due": date(t, "9 March 2026 12:00")})
			}, "", false,
		},
		"by a dossier that was begun, whatever the State": {
			[]string{"uz"}, func(t *testing.T, db *store.DB, c model.Record) {
				decided(t, db, c, "10 December 2025")
				add(t, db, "dossier", fields{"cases": model.RefsValue(c.ID), "title": text("D"), "profile": text("echr-annex"), "status": text("draft")})
			}, "four_months", true,
		},
		"by a dossier that was given up not": {
			[]string{"uz"}, func(t *testing.T, db *store.DB, c model.Record) {
				decided(t, db, c, "10 December 2025")
				add(t, db, "dossier", fields{"cases": model.RefsValue(c.ID), "title": text("D"), "profile": text("echr-annex"), "status": text("abandoned")})
			}, "", false,
		},
		"no more once the dossier was filed": {
			[]string{"tr"}, func(t *testing.T, db *store.DB, c model.Record) {
				decided(t, db, c, "10 December 2025")
				add(t, db, "dossier", fields{"cases": model.RefsValue(c.ID), "title": text("D"), "profile": text("echr-form-helper"), "status": text("filed")})
			}, "", false,
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := file(t)
			k := aCase(t, db, c.countries...)
			c.make(t, db, k)
			all := whole(t, db, now)
			if got := clocks(all); got != c.want {
				t.Fatalf("%q, want %q", got, c.want)
			}
			for _, e := range all {
				if e.Source == deadline.Clock && e.Perhaps != c.perhaps {
					t.Errorf("said to be uncertain: %t", e.Perhaps)
				}
			}
		})
	}
}

func TestTheWorkingDayIsCountedInStrasbourg(t *testing.T) {
	db := file(t)
	c := aCase(t, db, "tr")
	add(t, db, "deadline", fields{"cases": model.RefsValue(c.ID), "title": text("Flight"), "kind": text("removal"), "due": date(t, "9 March 2026 12:00"), "zone": text("Europe/Paris")})
	for _, e := range whole(t, db, now) {
		if e.Source != deadline.Clock {
			continue
		}
		if want := time.Date(2026, 3, 6, 12, 0, 0, 0, paris); !e.Due.First.Equal(want) {
			t.Errorf("until %s, want %s", e.Due.First, want)
		}
		w := words(t, "en")
		if said := e.Until(w, tashkent); !strings.Contains(said, "12:00 (Strasbourg)") || !strings.Contains(said, "16:00") {
			t.Errorf("%q", said)
		}
		if said := e.RegistryNow(w, now); !strings.Contains(said, "10:05") || !strings.Contains(said, "16:00") || !strings.Contains(said, "5 h 55 min") {
			t.Errorf("%q", said)
		}
		friday := time.Date(2026, 3, 6, 16, 10, 0, 0, paris)
		if said := e.RegistryNow(w, friday); !strings.Contains(said, "16:10") || !strings.Contains(said, "9 March 2026") {
			t.Errorf("on a Friday evening: %q", said)
		}
		if said := e.Sureness(w); !strings.Contains(said, "look before") || !strings.Contains(said, "May 2026") {
			t.Errorf("%q", said)
		}
	}
}

func TestWhatIsSaidOfAClock(t *testing.T) {
	db := file(t)
	c := aCase(t, db, "tr")
	step := decided(t, db, c, "10 December 2025")
	clock := func() deadline.Entry {
		t.Helper()
		for _, e := range whole(t, db, now) {
			if e.Source == deadline.Clock {
				return e
			}
		}
		t.Fatal("no clock")
		return deadline.Entry{}
	}
	say := func(e deadline.Entry, status, why string) {
		t.Helper()
		do(t, db, func(tx *store.Tx) error { return deadline.Say(tx, e, status, "en", why, now) })
	}
	first := clock()
	t.Run("not for this case: it is gone from the first screen and stands in the case with the reason", func(t *testing.T) {
		say(first, deadline.NotForUs, "They will not apply")
		if all := whole(t, db, now); len(all) != 0 {
			t.Errorf("%d entries", len(all))
		}
		r, err := db.Get(ctx, first.Made)
		if err != nil || r.Text("account") != "They will not apply" || r.Text("status") != "dropped" {
			t.Errorf("%v", err)
		}
		all := inCase(t, db, c)
		if last := all[len(all)-1]; last.Record != first.Made || last.Group(now) != deadline.Settled || strings.Contains(clocks(all), "four_months") {
			t.Errorf("%d entries in the case", len(all))
		}
	})
	t.Run("undone: it is there again", func(t *testing.T) {
		if _, err := db.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		if e := clock(); e.Made != first.Made {
			t.Error("it is another")
		}
	})
	t.Run("recorded: the deadline takes its place, with rule, source and zone", func(t *testing.T) {
		say(clock(), deadline.Open, "")
		all := whole(t, db, now)
		if len(all) != 1 || all[0].Source != deadline.Recorded || all[0].Due.Day != "2026-04-10" || all[0].Record != first.Made {
			t.Fatalf("%d entries", len(all))
		}
		r, _ := db.Get(ctx, first.Made)
		if !strings.Contains(r.Text("basis"), "Article 35") || !strings.Contains(r.Text("basis"), "2026-05") || r.Ref("proceeding") != step.Ref("proceeding") {
			t.Error("the rule is not in it")
		}
	})
	t.Run("another date: both stand there, and it is said", func(t *testing.T) {
		do(t, db, func(tx *store.Tx) error { return tx.Set(step.ID, "learned", date(t, "1 December 2025")) })
		if e := clock(); !e.Moved || e.Due.Day != "2026-04-01" {
			t.Errorf("until %s, moved %t", e.Due.Day, e.Moved)
		}
	})
	t.Run("done: nothing is due", func(t *testing.T) {
		say(clock(), deadline.Done, "")
		if all := whole(t, db, now); len(all) != 0 {
			t.Errorf("%d entries", len(all))
		}
		if r, _ := db.Get(ctx, first.Made); r.Date("done").Earliest != "2026-03-05" {
			t.Error("nobody knows when")
		}
	})
	t.Run("a colleague who says something apart writes the same record", func(t *testing.T) {
		if first.Made != model.ClockID(c.ID, "four_months", 4, 0, step.ID) {
			t.Error("the id follows from something else")
		}
	})
}

func TestAClockThatCannotBeCounted(t *testing.T) {
	db := file(t)
	c := aCase(t, db, "tr")
	add(t, db, "dossier", fields{"cases": model.RefsValue(c.ID), "title": text("D"), "profile": text("echr-form-helper"), "status": text("draft")})
	if all := whole(t, db, now); len(all) != 0 {
		t.Errorf("%d entries on the first screen", len(all))
	}
	all := inCase(t, db, c)
	if len(all) != 1 || all[0].Group(now) != deadline.Unknown {
		t.Fatalf("%d entries in the case", len(all))
	}
	if said := all[0].Left(words(t, "ru"), now); said != "не хватает даты" {
		t.Errorf("%q", said)
	}
}

func TestLookingAgain(t *testing.T) {
	db := file(t)
	c := aCase(t, db, "tr")
	step := decided(t, db, c, "10 December 2025")
	var m deadline.Memory
	look := func(at time.Time) []deadline.Entry {
		t.Helper()
		all, err := deadline.NewLook(db, exporttest.Profiles(t), at, &m).All(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if all := look(now); len(all) != 1 || all[0].DaysLeft(now) != 36 {
		t.Fatalf("%d entries", len(all))
	}
	t.Run("what was changed meanwhile is counted anew", func(t *testing.T) {
		do(t, db, func(tx *store.Tx) error { return tx.Set(step.ID, "learned", date(t, "1 December 2025")) })
		if all := look(now); len(all) != 1 || all[0].Due.Day != "2026-04-01" {
			t.Errorf("until %s", all[0].Due.Day)
		}
	})
	t.Run("on another day, too", func(t *testing.T) {
		if all := look(now.AddDate(0, 2, 0)); len(all) != 1 || all[0].Group(now.AddDate(0, 2, 0)) != deadline.Over {
			t.Errorf("%d entries", len(all))
		}
	})
	t.Run("it goes in turns, and says how far it is", func(t *testing.T) {
		l, last := deadline.NewLook(db, exporttest.Profiles(t), now, nil), 0.0
		for i := 0; last < 1; i++ {
			part, err := l.Step(ctx, 0)
			if err != nil || part < last || i > 50 {
				t.Fatalf("turn %d: %v after %v, %v", i, part, last, err)
			}
			last = part
		}
	})
}

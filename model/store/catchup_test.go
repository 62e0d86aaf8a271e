package store_test

import (
	"maps"
	"path/filepath"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

// tomorrow is what a program of the next version knows: a kind more, and fields
// more of a kind that is known.
func tomorrow(t *testing.T) *model.Schema {
	t.Helper()
	s := options(t).Schema.With(nil)
	s.Kind("judgement").Name = "vehicle" // which has the fields of that one
	k := s.Kind("case")
	k.Fields = append(k.Fields, model.Field{Name: "weather", Type: model.Text}, model.Field{Name: "host", Type: model.Ref, To: []string{"person"}})
	return s.With(nil)
}

const tablesOfTomorrow = `CREATE TABLE "vehicle"(
  n INTEGER PRIMARY KEY, "person" TEXT, "other" TEXT, "judgement" TEXT, "judgement_note" TEXT, "account" TEXT, extra TEXT
) STRICT;
ALTER TABLE "case" ADD COLUMN "weather" TEXT;
ALTER TABLE "case" ADD COLUMN "host" TEXT;`

// openAs opens a file as the program of today or that of tomorrow does.
func openAs(t *testing.T, path string, s *model.Schema) *store.DB {
	t.Helper()
	o := options(t)
	o.Schema = s
	db, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestAnUpgradeShowsWhatTheJournalHeldAllAlong(t *testing.T) {
	ours := mustCreate(t)
	c := newCase(t, ours, "one")
	theirs := filepath.Join(t.TempDir(), "theirs.guvoh")
	if err := ours.CopyTo(theirs); err != nil {
		t.Fatal(err)
	}

	restore := store.UseMigrations(withNext(t, tablesOfTomorrow))
	defer restore()
	newer := openAs(t, theirs, tomorrow(t))
	person, vehicle := model.NewRecord("person"), model.NewRecord("vehicle")
	person.Set("description", text("the host"))
	vehicle.Set("person", model.RefValue(person.ID))
	vehicle.Set("account", text("a white car"))
	mustDo(t, newer, "create", func(tx *store.Tx) error {
		if err := tx.Put(person); err != nil {
			return err
		}
		return tx.Put(vehicle)
	})
	mustDo(t, newer, "edit", set(c.ID, "weather", text("snow")))
	mustDo(t, newer, "edit", set(c.ID, "host", model.RefValue(person.ID)))
	mustBeSound(t, newer)
	want := everyRecord(t, newer)

	restore()
	r := mustMergeIn(t, ours, newer, store.Choice{})
	if r.New != 2 || r.Changed != 1 || len(r.Quarantine) > 0 {
		t.Fatalf("%d new, %d changed, %d in quarantine", r.New, r.Changed, len(r.Quarantine))
	}
	mustBeSound(t, ours)
	path := ours.Path()
	updated := func(t *testing.T, db *store.DB) any {
		rows, err := db.Ask("SELECT updated FROM record WHERE id = ?", c.ID[:])
		if err != nil || len(rows) != 1 {
			t.Fatal(len(rows), err)
		}
		return rows[0][0]
	}
	before := updated(t, ours)
	ours.Close()

	restore = store.UseMigrations(withNext(t, tablesOfTomorrow))
	defer restore()
	shows := func(t *testing.T, db *store.DB) {
		t.Helper()
		got := everyRecord(t, db)
		if len(got) != len(want) {
			t.Errorf("%d records, not %d", len(got), len(want))
		}
		for id, r := range want {
			if got[id].Kind != r.Kind || !maps.Equal(got[id].Values, r.Values) {
				t.Errorf("%s %s is not what it was there", r.Kind, id)
			}
		}
		if all, err := db.Linked(ctx, "case", "host", person.ID); err != nil || len(all) != 1 {
			t.Errorf("%d cases are found by their host: %v", len(all), err)
		}
		if all, err := db.Linked(ctx, "vehicle", "person", person.ID); err != nil || len(all) != 1 {
			t.Errorf("%d vehicles are found by their person: %v", len(all), err)
		}
		rows, err := db.Ask(`SELECT weather FROM "case" WHERE extra IS NULL`)
		if err != nil || len(rows) != 1 || rows[0][0] != "snow" {
			t.Errorf("the column does not hold it: %v", err)
		}
		mustBeSound(t, db)
	}
	t.Run("at the first opening", func(t *testing.T) {
		db := openAs(t, path, tomorrow(t))
		shows(t, db)
		if updated(t, db) != before {
			t.Error("the case counts as changed")
		}
		db.Close()
	})
	t.Run("at the next, when that one was cut off", func(t *testing.T) {
		db := openAs(t, path, tomorrow(t))
		for _, q := range []string{
			`DELETE FROM vehicle`, `DELETE FROM link WHERE field = 'host'`,
			`UPDATE "case" SET weather = NULL, host = NULL, extra = json_object('weather', weather, 'host', host)`,
			`INSERT INTO setting VALUES('upgraded', 'yes')`,
		} {
			if err := db.Exec(q); err != nil {
				t.Fatal(err)
			}
		}
		db.Close()
		db = openAs(t, path, tomorrow(t))
		shows(t, db)
		if s, err := db.Setting("upgraded"); s != "" || err != nil {
			t.Errorf("it begins anew each time: %v", err)
		}
	})
	t.Run("and a new file has nothing to catch up with", func(t *testing.T) {
		if s, err := mustCreate(t).Setting("upgraded"); s != "" || err != nil {
			t.Errorf("%q, %v", s, err)
		}
	})
}

package store_test

import (
	"bytes"
	"maps"
	"path/filepath"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest/raced"
)

// olderFile gives a file with the tables of the first version, sealed.
func olderFile(t *testing.T) string {
	t.Helper()
	path := plainFile(t)
	original, err := store.Seal(ctx, path, options(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Discard(original); err != nil {
		t.Fatal(err)
	}
	return path
}

// looked opens a file to look only, which brings no newer tables.
func looked(t *testing.T, path string) *store.DB {
	t.Helper()
	o := options(t)
	o.ReadOnly = true
	db, err := store.Open(path, o)
	if err != nil {
		t.Fatal(err)
	}
	if cols, err := db.Columns("dossier"); err != nil || len(cols) != 0 {
		t.Fatalf("it has a table of dossiers: %v, %v", cols, err)
	}
	return db
}

func mustEqual(t *testing.T, want, got map[model.ID]model.Record) {
	t.Helper()
	if len(want) < 300 || len(got) != len(want) {
		t.Fatalf("%d records, not %d", len(got), len(want))
	}
	for id, r := range want {
		if other := got[id]; other.Kind != r.Kind || other.Deleted != r.Deleted || !maps.Equal(other.Values, r.Values) {
			t.Errorf("%s %s is not what it was", r.Kind, id)
		}
	}
}

func TestAFileOfTheFirstVersion(t *testing.T) {
	raced.OneByOne(t)
	t.Run("gets the new tables when it is opened, with a copy of it beside, and loses nothing", func(t *testing.T) {
		path := olderFile(t)
		old := looked(t, path)
		want := everyRecord(t, old)
		history, err := old.Actions(ctx, 1000)
		if err != nil {
			t.Fatal(err)
		}
		old.Close()
		before := mustRead(t, path)

		db := mustOpen(t, path)
		mustEqual(t, want, everyRecord(t, db))
		if now, err := db.Actions(ctx, 1000); err != nil || len(now) != len(history) || len(now) == 0 {
			t.Errorf("%d actions, not %d: %v", len(now), len(history), err)
		}
		c := compose(t, db)
		if got := mustGet(t, db, c.dossier.ID).Text("title"); got != "Application" {
			t.Errorf("the title is %q", got)
		}
		db.Close()
		mustBeSound(t, mustOpen(t, path))

		copies, err := filepath.Glob(path + ".before-version-*")
		if err != nil || len(copies) != 1 || filepath.Base(copies[0]) != "old.guvoh.before-version-2" {
			t.Fatalf("copies: %v, %v", copies, err)
		}
		kept := looked(t, copies[0])
		defer kept.Close()
		mustEqual(t, want, everyRecord(t, kept))
		mustBeSound(t, kept)
		if bytes.Contains(mustRead(t, copies[0]), []byte(named)) || bytes.Contains(before, []byte(named)) {
			t.Error("words stand there in clear")
		}
	})
	t.Run("can be looked at and checked without being changed", func(t *testing.T) {
		path := olderFile(t)
		before := mustRead(t, path)
		db := looked(t, path)
		mustBeSound(t, db)
		cases, err := db.Records(ctx, "case")
		if err != nil || len(cases) != 3 {
			t.Fatalf("%d cases, %v", len(cases), err)
		}
		for _, c := range cases {
			if s, err := db.Snapshot(ctx, c.ID); err != nil || len(s.OfKind("dossier")) != 0 {
				t.Errorf("its snapshot: %v", err)
			}
		}
		for _, of := range store.StatisticsKinds() {
			if s, err := db.Statistics(ctx, of, []store.StatisticsBy{store.PerYear}, store.StatisticsFilter{}); err != nil || of == store.CountCases && s.Total.Sure != 3 {
				t.Errorf("its statistics of %s: %v", of, err)
			}
		}
		if _, err := db.ConflictsOfCase(ctx, cases[0].ID); err != nil {
			t.Error(err)
		}
		if rows, err := db.Rows(ctx, "bearing", cases[0].ID); err != nil || len(rows) != 0 {
			t.Errorf("%d bearings, %v", len(rows), err)
		}
		for _, kind := range []string{"dossier", "profile", "complaint", "bearing"} {
			if rs, err := db.Records(ctx, kind); err != nil || len(rs) != 0 {
				t.Errorf("%d records of kind %s, %v", len(rs), kind, err)
			}
		}
		db.Close()
		if beside, _ := filepath.Glob(path + "?*"); len(beside) != 0 || !bytes.Equal(before, mustRead(t, path)) {
			t.Errorf("it was changed, or %d files were left beside it", len(beside))
		}
	})
	t.Run("with damaged pages is saved into a file of today", func(t *testing.T) {
		path := olderFile(t)
		db := looked(t, path)
		s := &sample{records: everyRecord(t, db), file: mustRead(t, path)}
		db.Close()
		var pages []int
		for p := 5; p <= (len(s.file)-header)/vault.PageSize; p += 7 {
			pages = append(pages, p)
		}
		broken := s.damaged(t, pages...)
		if r := s.mustSaveRest(t, "every seventh page", broken); len(r.Lost) == 0 {
			t.Error("nothing is said to be lost")
		}
		saved, _ := salvaged(t, broken)
		defer saved.Close()
		if cols, err := saved.Columns("dossier"); err != nil || len(cols) == 0 {
			t.Errorf("the saved file has old tables: %v", err)
		}
	})
	t.Run("whose upgrade is cut off half way is whole, and is upgraded next time", func(t *testing.T) {
		path := olderFile(t)
		db := looked(t, path)
		want := everyRecord(t, db)
		db.Close()
		restore := store.UseMigrations(withNext(t, "CREATE TABLE later(x TEXT) STRICT; CREATE NONSENSE"))
		_, err := store.Open(path, options(t)) // the second step stands by then, the third fails
		restore()
		if err == nil {
			t.Fatal("it opened")
		}
		db = mustOpen(t, path)
		mustEqual(t, want, everyRecord(t, db))
		mustBeSound(t, db)
	})
}

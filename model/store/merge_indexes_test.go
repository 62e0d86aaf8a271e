package store_test

import (
	"fmt"
	"testing"

	"guvoh/model/store"
)

// A merge into an empty file fills its tables without some of their indexes, and
// has SQLite sort these outside its memory.
func TestAMergeIntoAnEmptyFileLeavesItAsItWasMade(t *testing.T) {
	hers, mine := mustCreate(t), mustCreate(t)
	mustDo(t, hers, "create", func(tx *store.Tx) error {
		for i := range 100 { // more than are written at one go
			if err := tx.Put(fullCase(i)); err != nil {
				return err
			}
		}
		return nil
	})
	const schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2"
	ask := func(db *store.DB, query string) string {
		t.Helper()
		rows, err := db.Ask(query)
		must(t, err)
		return fmt.Sprint(rows)
	}
	made := ask(mine, schema)
	for _, way := range []struct {
		name string
		do   func() (store.MergeReport, error)
	}{
		{"preview", func() (store.MergeReport, error) { return mine.Preview(ctx, hers, store.Choice{Way: "file"}) }},
		{"merge", func() (store.MergeReport, error) { return mine.Merge(ctx, hers, store.Choice{Way: "file"}) }},
	} {
		r, err := way.do()
		must(t, err)
		if r.New != 100 {
			t.Errorf("%s: %d records came", way.name, r.New)
		}
		if ask(mine, schema) != made {
			t.Errorf("%s: its tables and indexes are others", way.name)
		}
		if got := ask(mine, "PRAGMA temp_store"); got != "[[2]]" {
			t.Errorf("%s: what is temporary is kept in %s, not in memory", way.name, got)
		}
	}
	for _, table := range []string{"record", "entry", "stale", `"case"`} {
		if got := ask(mine, "SELECT count(*) FROM "+table); got != "[[100]]" {
			t.Errorf("%s has %s rows", table, got)
		}
	}
	if got := ask(mine, "PRAGMA integrity_check"); got != "[[ok]]" {
		t.Error("SQLite finds the file broken")
	}
}

package vault_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"guvoh/model/vault/internal/tape"
)

// SQLite does not write a page that it has no use for any more, and writes the
// ones behind it. What lies there must read as zeros, as it does without us. The
// product has it write all pages (secure_delete); others may not. In temporary
// files it leaves out none.
func TestPagesThatSQLiteLeavesOut(t *testing.T) {
	tape.Lazy(true)
	defer tape.Lazy(false)
	for _, table := range []string{"main.t", "temp.t"} {
		t.Run(table, func(t *testing.T) {
			for seed := range size(12, 300) {
				churn(t, table, uint64(seed))
				if t.Failed() {
					t.Fatalf("with dice %d", seed)
				}
			}
		})
	}
}

// churn fills and empties a table over and over with few pages in memory.
func churn(t *testing.T, table string, seed uint64) {
	t.Helper()
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	defer f.Close()
	db := sql.OpenDB(connector{f.URI(false, false), []string{"temp_store=FILE", "secure_delete=OFF", "synchronous=NORMAL"}})
	db.SetMaxOpenConns(1)
	defer db.Close()
	r := dice(seed)
	run(t, db, "CREATE TABLE "+table+"(id INTEGER PRIMARY KEY, b)")
	run(t, db, "PRAGMA main.cache_size=5; PRAGMA temp.cache_size=5")
	for range 4 {
		run(t, db, "BEGIN")
		for range 10 {
			switch r.IntN(5) {
			case 0, 1:
				run(t, db, fmt.Sprintf("INSERT INTO %s(b) VALUES(zeroblob(%d))", table, r.IntN(100_000)))
			case 2:
				run(t, db, fmt.Sprintf("DELETE FROM %s WHERE id %% 3 = %d", table, r.IntN(3)))
			case 3:
				run(t, db, fmt.Sprintf("INSERT INTO %s(b) SELECT hex(randomblob(%d)) FROM %s LIMIT 20", table, r.IntN(3000), table))
			case 4:
				run(t, db, "DELETE FROM "+table)
			}
		}
		run(t, db, []string{"COMMIT", "ROLLBACK"}[r.IntN(4)/3])
	}
	if s := ask[string](t, db, "PRAGMA integrity_check"); s != "ok" {
		t.Errorf("integrity_check: %.60q", s)
	}
	for n := range ask[int](t, db, "PRAGMA main.page_count") {
		if _, err := f.ReadPage(control(db), n+1); err != nil {
			t.Errorf("page %d: %v", n+1, err)
		}
	}
}

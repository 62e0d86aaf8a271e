package vault_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// What SQLite moved from one page to another when it split or joined them is
// nowhere once it is deleted or written over: secure_delete alone leaves it
// between the cells of the page where it was.
func TestWhatWasMovedLeavesNothingBehind(t *testing.T) {
	for seed := range size(6, 100) {
		r := dice(uint64(seed))
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		db := open(t, f, "synchronous=OFF")
		run(t, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT); CREATE INDEX byB ON t(b)")
		said := func() string { return fmt.Sprintf("secret%06d%s", r.IntN(1e6), strings.Repeat(".", r.IntN(700))) }
		for range 400 {
			run(t, db, "INSERT OR IGNORE INTO t VALUES(?, ?)", r.IntN(1_000_000), said())
		}
		for range 200 {
			run(t, db, "UPDATE t SET b = ? WHERE id = (SELECT id FROM t ORDER BY id LIMIT 1 OFFSET ?)", said(), r.IntN(400))
		}
		run(t, db, "UPDATE t SET b = 'removed for good'")
		for n := 1; n <= ask[int](t, db, "PRAGMA page_count"); n++ {
			b, err := f.ReadPage(control(db), n)
			must(t, err)
			if bytes.Contains(b, []byte("secret")) {
				t.Fatalf("dice %d: page %d still holds a word", seed, n)
			}
		}
		if s := ask[string](t, db, "PRAGMA integrity_check"); s != "ok" {
			t.Fatalf("integrity_check: %.60q", s)
		}
		must(t, db.Close())
		f.Close()
	}
}

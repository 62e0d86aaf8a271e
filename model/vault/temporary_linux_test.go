package vault_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a query needs for itself goes into a file that nobody can name but the
// system: it is looked at by way of the descriptor.
func TestTemporaryFilesAreSealed(t *testing.T) {
	for store, want := range map[string]bool{"FILE": true, "MEMORY": false} {
		t.Run("temp_store="+store, func(t *testing.T) {
			f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
			db := open(t, f, "temp_store="+store, "cache_size=20")
			run(t, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT)")
			run(t, db, "BEGIN")
			r := dice(1)
			for range 20_000 {
				run(t, db, "INSERT INTO t(b) VALUES(?)", fmt.Sprint(r.Uint64(), " ", strings.Repeat(marker+" ", 12)))
			}
			run(t, db, "COMMIT")
			rows, err := db.Query("SELECT b FROM t ORDER BY b")
			must(t, err)
			defer rows.Close()
			n, last, size := 0, "", 0
			for rows.Next() {
				var b string
				must(t, rows.Scan(&b))
				if b < last {
					t.Fatal("they are not sorted")
				}
				last = b
				if n++; n == 10 {
					size = withoutTrace(t)
				}
			}
			must(t, rows.Err())
			if n != 20_000 || (size > 1<<20) != want {
				t.Errorf("%d rows, %d bytes of temporary files", n, size)
			}
		})
	}
}

// withoutTrace looks into every file of this process that has no name any more
// and gives how long they are.
func withoutTrace(t *testing.T) (size int) {
	t.Helper()
	const all = "/proc/self/fd"
	open, err := os.ReadDir(all)
	must(t, err)
	for _, fd := range open {
		name := filepath.Join(all, fd.Name())
		if to, err := os.Readlink(name); err != nil || !strings.HasSuffix(to, "(deleted)") {
			continue
		}
		b, err := os.ReadFile(name)
		must(t, err)
		size += len(b)
		if bytes.Contains(b, []byte("witness")) || bytes.Contains(b, []byte("SQLite format")) {
			t.Error("a temporary file holds words in clear")
		}
	}
	return size
}

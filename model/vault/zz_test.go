package vault_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func TestZZHoles(t *testing.T) {
	for _, tbl := range []string{"t", "temp.t"} {
		for seed := range 60 {
			f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
			db := sql.OpenDB(connector{f.URI(false, false), []string{"temp_store=FILE", "secure_delete=OFF", "cache_size=5", "temp.cache_size=5", "synchronous=NORMAL"}})
			db.SetMaxOpenConns(1)
			r := dice(uint64(seed))
			_, err := db.Exec("PRAGMA cache_spill=1; CREATE TABLE " + tbl + "(id INTEGER PRIMARY KEY, b)")
			must(t, err)
			n := 0
			ex := func(q string) {
				if _, err := db.Exec(q); err != nil {
					t.Errorf("%s seed %d step %d %s: %v damaged %v", tbl, seed, n, q, err, f.Damaged())
				}
			}
			for n = range 40 {
				if n%10 == 0 {
					if n > 0 {
						ex("COMMIT")
					}
					ex("BEGIN")
				}
				switch r.IntN(5) {
				case 0, 1:
					ex(fmt.Sprintf("INSERT INTO %s(b) VALUES(zeroblob(%d))", tbl, r.IntN(100000)))
				case 2:
					ex(fmt.Sprintf("DELETE FROM %s WHERE id %% 3 = %d", tbl, r.IntN(3)))
				case 3:
					ex(fmt.Sprintf("INSERT INTO %s(b) SELECT hex(randomblob(%d)) FROM %s LIMIT 20", tbl, r.IntN(3000), tbl))
				case 4:
					ex("DELETE FROM " + tbl)
				}
			}
			ex("COMMIT")
			if s := ask[string](t, db, "PRAGMA integrity_check"); s != "ok" {
				t.Error(tbl, seed, strings.Split(s, "\n")[0])
			}
			if tbl == "t" {
				n := ask[int](t, db, "PRAGMA page_count")
				for i := range n {
					if _, err := f.ReadPage(control(db), i+1); err != nil {
						t.Error("page", i+1, "of", n, err)
						break
					}
				}
			}
			db.Close()
			f.Close()
			if t.Failed() {
				break
			}
		}
	}
}

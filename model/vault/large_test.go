package vault_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"guvoh/model/vault"
)

// SQLite locks the bytes from 1 GiB on, and Windows lets nobody else write
// them: a vault goes around them.
func TestAVaultOfMoreThanOneGibibyte(t *testing.T) {
	pieces := size(0, 1150)
	if pieces == 0 {
		t.Skip("only where GUVOH_PROVE is set: it writes more than a gibibyte")
	}
	const locks, hole = 0x40000000, 65536
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	db := open(t, f, "synchronous=NORMAL", "locking_mode=EXCLUSIVE")
	run(t, db, "CREATE TABLE a(id INTEGER PRIMARY KEY, d BLOB)")
	piece := func(n int) []byte {
		b := make([]byte, 1<<20)
		_, _ = rand.NewChaCha8([32]byte{byte(n), byte(n >> 8)}).Read(b)
		return b
	}
	for n := 0; n < pieces; {
		tx, err := db.Begin()
		must(t, err)
		for range 50 {
			_, err := tx.Exec("INSERT INTO a VALUES(?, ?)", n, piece(n))
			must(t, err)
			n++
		}
		must(t, tx.Commit())
	}
	must(t, db.Close())
	st, err := os.Stat(f.Path())
	must(t, err)
	if st.Size() < locks+hole {
		t.Fatalf("the file has only %d bytes", st.Size())
	}
	disk, err := os.Open(f.Path())
	must(t, err)
	defer disk.Close()
	untouched := make([]byte, hole)
	_, err = io.ReadFull(io.NewSectionReader(disk, locks, hole), untouched)
	must(t, err)
	if !bytes.Equal(untouched, make([]byte, hole)) {
		t.Error("the bytes by which SQLite locks were written")
	}

	f.Close()
	f, err = vault.Open(f.Path(), right)
	must(t, err)
	defer f.Close()
	db = open(t, f, "synchronous=NORMAL", "locking_mode=EXCLUSIVE")
	rows, err := db.Query("SELECT id, d FROM a ORDER BY id")
	must(t, err)
	n := 0
	for ; rows.Next(); n++ {
		var id int
		var d []byte
		must(t, rows.Scan(&id, &d))
		if id != n || !bytes.Equal(d, piece(n)) {
			t.Fatalf("piece %d is another", n)
		}
	}
	must(t, rows.Err())
	rows.Close()
	if n != pieces {
		t.Errorf("%d pieces of %d", n, pieces)
	}
	if s := ask[string](t, db, "PRAGMA integrity_check"); s != "ok" {
		t.Errorf("integrity_check: %.60q", s)
	}
	run(t, db, "DELETE FROM a WHERE id < 900; VACUUM")
	st, err = os.Stat(f.Path())
	must(t, err)
	if s := ask[string](t, db, "PRAGMA integrity_check"); s != "ok" || st.Size() >= locks || ask[int](t, db, "SELECT count(*) FROM a") != pieces-900 {
		t.Errorf("packed to %d bytes: %.60q", st.Size(), s)
	}
}

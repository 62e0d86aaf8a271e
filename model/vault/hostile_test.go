package vault_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model/vault"
	"guvoh/model/vault/internal/tape"
)

// A file from somebody who has its key may hold anything under a seal that
// fits. It must neither crash nor stop us; what it says is for others to check.
func TestPagesMadeToHarmUnderAValidSeal(t *testing.T) {
	tape.Lazy(true)
	defer tape.Lazy(false)
	path := filepath.Join(t.TempDir(), "a.guvoh")
	f := create(t, path)
	db := open(t, f)
	run(t, db, `CREATE TABLE t(id INTEGER PRIMARY KEY, tx INTEGER, b TEXT); CREATE INDEX byText ON t(b);
		CREATE TABLE w(a TEXT PRIMARY KEY, b) WITHOUT ROWID; CREATE VIEW v AS SELECT t.id, w.a FROM t JOIN w ON w.a = t.b || 'w';
		CREATE TRIGGER g AFTER UPDATE ON t BEGIN INSERT OR IGNORE INTO w VALUES(new.b, new.id); END;
		CREATE VIRTUAL TABLE words USING fts4(b)`)
	run(t, db, "BEGIN")
	r := dice(1)
	for n := range 120 {
		text := strings.Repeat(string(rune('a'+n%26)), r.IntN(1500))
		run(t, db, "INSERT INTO t(tx, b) VALUES(?, ?)", n, text)
		run(t, db, "INSERT INTO w VALUES(? || 'w', zeroblob(?))", text, n*60)
		run(t, db, "INSERT INTO words VALUES('some words ' || ?)", n)
	}
	run(t, db, "COMMIT; DELETE FROM t WHERE id % 5 = 0")
	must(t, f.Change(control(db), vault.MarkReady))
	must(t, db.Close())
	f.Close()
	whole, err := os.ReadFile(path)
	must(t, err)
	if err := useAll(t, path); err != nil {
		t.Fatalf("a sound file is refused: %v", err)
	}
	var slowest time.Duration
	refused := 0
	for seed := range size(40, 3000) {
		b := slices.Clone(whole)
		harm(t, f, b, dice(uint64(seed)))
		must(t, os.WriteFile(path, b, 0o600))
		begin := time.Now()
		if err := useAll(t, path); err != nil {
			refused++
		}
		slowest = max(slowest, time.Since(begin))
	}
	t.Logf("%d were refused, the slowest took %v", refused, slowest)
	if slowest > 20*time.Second {
		t.Errorf("one took %v", slowest)
	}
	if refused == 0 {
		t.Error("none was refused: this changes nothing that counts")
	}
}

// harm changes some pages and seals them again with the right key.
func harm(t *testing.T, f *vault.File, b []byte, r *rand.Rand) {
	t.Helper()
	last := pageOf(len(b) - 1)
	for range 1 + r.IntN(4) {
		number := 1 + r.IntN(last)
		if r.IntN(3) == 0 {
			number = 1 + r.IntN(3)
		}
		plain, ok := vault.OpenPage(f, int64(number), page(b, number))
		if !ok {
			t.Fatalf("page %d does not open", number)
		}
		switch at := r.IntN(len(plain) - 8); r.IntN(6) {
		case 0:
			plain[at] ^= 1 << r.IntN(8)
		case 1: // the header of a page, or of the database
			plain[r.IntN(100)] = byte(r.Uint32())
		case 2:
			binary.BigEndian.PutUint32(plain[at:], r.Uint32())
		case 3: // a pointer to some page
			binary.BigEndian.PutUint32(plain[at&^3:], uint32(r.IntN(last+2)))
		case 4:
			noise(r, plain[at:])
		case 5: // another page in its place
			other, ok := vault.OpenPage(f, int64(1+number%last), page(b, 1+number%last))
			if ok {
				copy(plain, other)
			}
		}
		copy(page(b, number), vault.SealPage(f, int64(number), plain))
	}
}

// useAll does what a program does with a file: it reads, checks, changes and
// packs it. The first failure is given; whatever comes, it must end.
func useAll(t *testing.T, path string) error {
	t.Helper()
	f, err := vault.Open(path, right)
	must(t, err) // the header is whole
	defer f.Close()
	db := sql.OpenDB(connector{f.URI(false, false), []string{"temp_store=MEMORY", "secure_delete=ON", "cell_size_check=ON"}})
	db.SetMaxOpenConns(1)
	defer db.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	var first error
	for _, q := range []string{
		"SELECT * FROM sqlite_schema", "PRAGMA integrity_check", "SELECT id, tx, b FROM t ORDER BY b", "SELECT * FROM w",
		"SELECT * FROM v", "SELECT rowid FROM words WHERE words MATCH 'some'", "UPDATE t SET b = b || 'x' WHERE id % 2 = 0",
		"DELETE FROM w WHERE a > 'm'", "INSERT INTO t(b) SELECT b FROM t LIMIT 50", "VACUUM",
	} {
		if err := drain(ctx, db, q); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// drain reads all that a statement gives.
func drain(ctx context.Context, db *sql.DB, query string) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]any, len(names))
	for i := range values {
		values[i] = new(sql.RawBytes)
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			return err
		}
		if names[0] == "integrity_check" && string(*values[0].(*sql.RawBytes)) != "ok" {
			err = sql.ErrNoRows
		}
	}
	if rows.Err() != nil {
		return rows.Err()
	}
	return err
}

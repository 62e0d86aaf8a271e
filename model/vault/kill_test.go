package vault_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"guvoh/model/vault"
)

// kept is how many of the last transactions of the workload are in the file.
const kept = 40

// testimony is the text of a row: the same each time, long enough to spill.
func testimony(tx, i int) (text, hash string) {
	r := dice(uint64(tx)*1000 + uint64(i))
	text = fmt.Sprintf("%s %d %d %s", marker, tx, i, strings.Repeat("witness of the second day ", r.IntN(120)))
	sum := sha256.Sum256([]byte(text))
	return text, hex.EncodeToString(sum[:])
}

func rowsOf(tx int) int { return 3 + tx%30 }

// openIn opens a file as a mode says, with so few pages in memory that SQLite
// writes before it commits.
func openIn(f *vault.File, m journalMode) (*sql.DB, error) {
	pragmas := append([]string{"temp_store=MEMORY", "secure_delete=ON", "busy_timeout=30000", "cache_size=12"}, m.pragmas...)
	db := sql.OpenDB(connector{f.URI(false, false) + m.uri, pragmas})
	db.SetMaxOpenConns(1)
	return db, db.Ping()
}

// writeWithoutEnd is the child that is killed. It says "row" and "commit" as
// it goes, and the number of each transaction that SQLite has acknowledged.
func writeWithoutEnd(args []string) error {
	f, err := vault.Open(args[0], right)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	db, err := openIn(f, modes[n])
	if err != nil {
		return err
	}
	var tx int
	if err := db.QueryRow("SELECT n FROM c").Scan(&tx); err != nil {
		return err
	}
	r := dice(uint64(tx))
	for {
		keep := r.IntN(10) > 0
		if err := oneTransaction(db, tx+1, keep); err != nil {
			return err
		}
		if keep {
			tx++
			fmt.Println(tx)
		}
	}
}

func oneTransaction(db *sql.DB, n int, keep bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for i := range rowsOf(n) {
		text, hash := testimony(n, i)
		if _, err := tx.Exec("INSERT INTO t(tx, i, b, h) VALUES(?, ?, ?, ?)", n, i, text, hash); err != nil {
			return err
		}
		os.Stdout.WriteString("row\n")
	}
	if _, err := tx.Exec("DELETE FROM t WHERE tx <= ?", n-kept); err != nil {
		return err
	}
	if _, err := tx.Exec("UPDATE c SET n = ?", n); err != nil {
		return err
	}
	if !keep {
		return nil
	}
	os.Stdout.WriteString("commit\n")
	return tx.Commit()
}

func TestNothingIsLostWhenTheProgramIsKilled(t *testing.T) {
	for n, m := range modes {
		t.Run(m.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "a.guvoh")
			f := create(t, path)
			db, err := openIn(f, m)
			must(t, err)
			run(t, db, `CREATE TABLE t(id INTEGER PRIMARY KEY, tx INTEGER, i INTEGER, b TEXT, h TEXT);
				CREATE INDEX byTx ON t(tx); CREATE INDEX byText ON t(b);
				CREATE TABLE seen(tx INTEGER PRIMARY KEY, rows INTEGER);
				CREATE TRIGGER counted AFTER INSERT ON t BEGIN
					INSERT INTO seen VALUES(new.tx, 1) ON CONFLICT(tx) DO UPDATE SET rows = rows + 1; END;
				CREATE TABLE c(n INTEGER); INSERT INTO c VALUES(0)`)
			db.Close()
			must(t, f.Save(vault.MarkReady))
			f.Close()
			r, acknowledged, hot := dice(uint64(n)), 0, 0
			kills := size(3, 1000)
			for range kills {
				acknowledged = max(acknowledged, kill(t, path, n, r.IntN(250)))
				noTrace(t, dir)
				hot += journals(t, dir)
				acknowledged = recovered(t, path, m, acknowledged)
				if t.Failed() {
					return
				}
			}
			t.Logf("%d kills, %d transactions, a journal was left %d times", kills, acknowledged, hot)
			if hot == 0 {
				t.Error("no kill left a journal: this tests nothing")
			}
		})
	}
}

// kill lets a child write, kills it after so many of its steps and gives the
// last transaction that it knew to be kept.
func kill(t *testing.T, path string, mode, steps int) int {
	t.Helper()
	c, out := child(t, "write without end", path, strconv.Itoa(mode))
	last, dead := 0, false
	for n := 0; out.Scan(); n++ {
		if tx, err := strconv.Atoi(out.Text()); err == nil {
			last = tx
		}
		if n >= steps && !dead {
			must(t, c.Process.Kill())
			dead = true
		}
	}
	c.Wait()
	if !dead {
		t.Fatal("the child ended by itself")
	}
	return last
}

func journals(t *testing.T, dir string) (n int) {
	t.Helper()
	for _, end := range []string{"-journal", "-wal"} {
		names, err := filepath.Glob(filepath.Join(dir, "*"+end))
		must(t, err)
		for _, name := range names {
			if st, err := os.Stat(name); err == nil && st.Size() > 0 {
				n++
			}
		}
	}
	return n
}

// recovered opens the file after a kill, looks at all of it and gives the last
// transaction in it.
func recovered(t *testing.T, path string, m journalMode, acknowledged int) int {
	t.Helper()
	f, err := vault.Open(path, right)
	must(t, err)
	defer f.Close()
	db, err := openIn(f, m)
	must(t, err)
	defer db.Close()
	if s := ask[string](t, db, "PRAGMA integrity_check"); s != "ok" {
		t.Errorf("integrity: %s", s)
	}
	last := ask[int](t, db, "SELECT n FROM c")
	if last < acknowledged || last > acknowledged+1 {
		t.Errorf("transaction %d was acknowledged, %d is the last in the file", acknowledged, last)
	}
	rows, err := db.Query("SELECT t.tx, i, b, h, seen.rows FROM t JOIN seen ON seen.tx = t.tx")
	must(t, err)
	defer rows.Close()
	count := map[int]int{}
	for rows.Next() {
		var tx, i, seen int
		var b, h string
		must(t, rows.Scan(&tx, &i, &b, &h, &seen))
		text, hash := testimony(tx, i)
		if b != text || h != hash || seen != rowsOf(tx) {
			t.Errorf("row %d of transaction %d is not what was written", i, tx)
		}
		count[tx]++
	}
	must(t, rows.Err())
	for tx := max(1, last-kept+1); tx <= last; tx++ {
		if count[tx] != rowsOf(tx) {
			t.Errorf("transaction %d has %d rows of %d", tx, count[tx], rowsOf(tx))
		}
		delete(count, tx)
	}
	if len(count) != 0 {
		t.Errorf("%d transactions are there that should not be", len(count))
	}
	return last
}

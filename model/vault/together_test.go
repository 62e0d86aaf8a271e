package vault_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model/vault"
)

// holdTheFile is a child that has a file open, as the product does, until its
// input ends.
func holdTheFile(args []string) error {
	f, err := vault.Open(args[0], right)
	if err != nil {
		return err
	}
	db, err := openIn(f, ours)
	if err != nil {
		return err
	}
	if _, err := db.Exec("INSERT INTO t(b) VALUES('held')"); err != nil {
		return err
	}
	fmt.Println("held")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func TestASecondProgramIsToldThatTheFileIsInUse(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	run(t, open(t, f), "CREATE TABLE t(b)")
	f.Close()
	c, out, in := childWithInput(t, "hold the file", f.Path())
	if !out.Scan() || out.Text() != "held" {
		t.Fatal("the child does not hold the file")
	}
	f, err := vault.Open(f.Path(), right)
	must(t, err)
	defer f.Close()
	db := sql.OpenDB(connector{f.URI(false, false) + "&_busy_timeout=1", ours.pragmas[:1]})
	defer db.Close()
	var e sqlite3.Error
	if err := db.QueryRow("SELECT b FROM t").Scan(new(string)); !errors.As(err, &e) || e.Code != sqlite3.ErrBusy {
		t.Errorf("got %v, want that it is busy", err)
	}
	in.Close()
	must(t, c.Wait())
	if s := ask[string](t, db, "SELECT b FROM t"); s != "held" {
		t.Errorf("after the first has gone: %q", s)
	}
}

// countOne adds one to a counter and a row to a list: readers must see both or
// neither.
func countOne(db *sql.DB, n int) error {
	ctx := context.Background()
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	size := n * 911 % 6000
	_, err = c.ExecContext(ctx, "UPDATE n SET v = v + 1")
	if err == nil {
		_, err = c.ExecContext(ctx, "INSERT INTO l(b, size) VALUES(?, ?)", strings.Repeat("z", size), size)
	}
	if err != nil {
		_, _ = c.ExecContext(ctx, "ROLLBACK")
		return err
	}
	_, err = c.ExecContext(ctx, "COMMIT")
	return err
}

// consistent reads everything and fails when it is not of one moment.
func consistent(db *sql.DB) (count int, err error) {
	var rows, wrong int
	err = db.QueryRow("SELECT (SELECT v FROM n), (SELECT count(*) FROM l), (SELECT count(*) FROM l WHERE length(b) <> size)").Scan(&count, &rows, &wrong)
	if err == nil && (count != rows || wrong != 0) {
		err = fmt.Errorf("%d counted, %d rows, %d of them wrong", count, rows, wrong)
	}
	return count, err
}

// countUp is a child that writes beside others.
func countUp(args []string) error {
	f, err := vault.Open(args[0], right)
	if err != nil {
		return err
	}
	mode, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	times, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	db, err := openIn(f, shared[mode])
	if err != nil {
		return err
	}
	for n := range times {
		if err := countOne(db, n); err != nil {
			return err
		}
	}
	return db.Close()
}

// shared are modes in which several connections have the file open. The
// product never does that.
var shared = []journalMode{
	mode("WAL NORMAL", "journal_mode=WAL synchronous=NORMAL wal_autocheckpoint=30"),
	mode("DELETE NORMAL", "journal_mode=DELETE synchronous=NORMAL"),
}

// counted makes a file to count in.
func counted(t *testing.T, m journalMode) *vault.File {
	t.Helper()
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	db, err := openIn(f, m)
	must(t, err)
	run(t, db, "CREATE TABLE n(v INTEGER); INSERT INTO n VALUES(0); CREATE TABLE l(id INTEGER PRIMARY KEY, b TEXT, size INTEGER)")
	must(t, db.Close())
	return f
}

func TestTwoProgramsWriteAndAThirdReads(t *testing.T) {
	for n, m := range shared {
		t.Run(m.name, func(t *testing.T) {
			f := counted(t, m)
			times := size(20, 400)
			var busy sync.WaitGroup
			var left atomic.Int32
			for range 2 {
				c, _ := child(t, "count up", f.Path(), strconv.Itoa(n), strconv.Itoa(times))
				left.Add(1)
				busy.Go(func() {
					defer left.Add(-1)
					if err := c.Wait(); err != nil {
						t.Error("a writer:", err)
					}
				})
			}
			db, err := openIn(f, m)
			must(t, err)
			defer db.Close()
			reads := 0
			for ; left.Load() > 0; reads++ {
				if _, err := consistent(db); err != nil {
					t.Error("a reader:", err)
					break
				}
			}
			busy.Wait()
			if n, err := consistent(db); err != nil || n != 2*times {
				t.Errorf("%d of %d were counted, %v", n, 2*times, err)
			}
			t.Logf("%d reads", reads)
		})
	}
}

func TestOneWritesAndOthersReadInOneProgram(t *testing.T) {
	for _, m := range shared {
		t.Run(m.name, func(t *testing.T) {
			f := counted(t, m)
			db, err := openIn(f, m)
			must(t, err)
			defer db.Close()
			db.SetMaxOpenConns(5)
			var readers sync.WaitGroup
			var done atomic.Bool
			var reads atomic.Int32
			for range 4 {
				readers.Go(func() {
					for !done.Load() {
						if _, err := consistent(db); err != nil {
							t.Error(err)
							return
						}
						reads.Add(1)
					}
				})
			}
			times := size(40, 2000)
			for n := range times {
				if err := countOne(db, n); err != nil {
					t.Error(err)
					break
				}
			}
			done.Store(true)
			readers.Wait()
			if n, err := consistent(db); err != nil || n != times {
				t.Errorf("%d of %d were counted, %v", n, times, err)
			}
			t.Logf("%d reads", reads.Load())
		})
	}
}

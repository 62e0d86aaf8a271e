package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/store"
)

// BenchmarkSaveOneField compares a durable save of one field, with its line
// of history, to a bare insert of one row with synchronous=FULL on the same
// disk. Both run in turns within one benchmark, so that a busy disk slows both.
// Aim: at most 3×.
func BenchmarkSaveOneField(b *testing.B) {
	db := mustCreate(b)
	c := newCase(b, db, "one")
	bare, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_sync=FULL&_journal=DELETE")
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	bare.SetMaxOpenConns(1)
	if _, err := bare.Exec("CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)"); err != nil {
		b.Fatal(err)
	}
	var ours, theirs time.Duration
	n := 0
	for b.Loop() {
		n++
		v := fmt.Sprintf("what was said, number %d", n)
		start := time.Now()
		if _, err := bare.Exec("INSERT INTO t(v) VALUES(?)", v); err != nil {
			b.Fatal(err)
		}
		theirs += time.Since(start)
		start = time.Now()
		if _, err := db.Do(ctx, "edit", set(c.ID, "title", text(v))); err != nil {
			b.Fatal(err)
		}
		ours += time.Since(start)
	}
	b.ReportMetric(float64(ours.Microseconds())/float64(n), "µs/save")
	b.ReportMetric(float64(theirs.Microseconds())/float64(n), "µs/bare-insert")
	b.ReportMetric(float64(ours)/float64(theirs), "ratio")
}

// BenchmarkOpen100k opens a file of 100,000 cases and reads the first screen
// of the list, beside SELECT … LIMIT 50 by the sqlite3 shell's own library on
// the same file.
func BenchmarkOpen100k(b *testing.B) {
	path := large(b, 100_000)
	var open, list, bare time.Duration
	n := 0
	for b.Loop() {
		n++
		start := time.Now()
		db, err := store.Open(path, options(b))
		if err != nil {
			b.Fatal(err)
		}
		open += time.Since(start)
		start = time.Now()
		numbers, err := db.CaseNumbers(ctx, store.CaseQuery{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := db.CaseRows(ctx, numbers[:50]); err != nil {
			b.Fatal(err)
		}
		list += time.Since(start)
		db.Close()

		start = time.Now()
		plain, err := sql.Open("sqlite3", "file:"+path+"?mode=ro")
		if err != nil {
			b.Fatal(err)
		}
		rows, err := plain.Query(`SELECT reference, title, status FROM "case" LIMIT 50`)
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
		}
		rows.Close()
		plain.Close()
		bare += time.Since(start)
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(n) }
	b.ReportMetric(ms(open), "ms/open")
	b.ReportMetric(ms(list), "ms/first-screen")
	b.ReportMetric(ms(bare), "ms/sqlite-select-50")
	b.ReportMetric(float64(open+list)/float64(bare), "ratio")
}

// BenchmarkFilter100k types a name into the search of the list of cases.
func BenchmarkFilter100k(b *testing.B) {
	const words = "person 777"
	db := mustOpen(b, large(b, 100_000))
	for b.Loop() {
		ns, err := db.CaseNumbers(ctx, store.CaseQuery{Words: words})
		if err != nil || len(ns) == 0 {
			b.Fatal(err, len(ns))
		}
	}
}

// large makes a file of n cases with a person each, once for all benchmarks;
// GUVOH_BENCH_FILE keeps it from one run to the next.
func large(b *testing.B, n int) string {
	b.Helper()
	path := os.Getenv("GUVOH_BENCH_FILE")
	if path == "" {
		path = filepath.Join(b.TempDir(), "large.guvoh")
	}
	if _, err := os.Stat(path); err == nil {
		return path
	}
	db, err := store.Create(path, options(b))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for at := 0; at < n; at += 5000 {
		_, err := db.Do(context.Background(), "import", func(tx *store.Tx) error {
			for i := at; i < min(at+5000, n); i++ {
				if err := putCase(tx, i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return path
}

func putCase(tx *store.Tx, i int) error {
	c, p := model.NewRecord("case"), model.NewRecord("person")
	name, part := model.NewRecord("person_name"), model.NewRecord("participant")
	c.Set("reference", text(fmt.Sprintf("UZ-%06d", i)))
	c.Set("title", text(fmt.Sprintf("Case of person %d", i)))
	c.Set("status", text("open"))
	name.Set("person", model.RefValue(p.ID))
	name.Set("text", text(fmt.Sprintf("Каримов Ислом %d", i)))
	part.Set("case", model.RefValue(c.ID))
	part.Set("person", model.RefValue(p.ID))
	part.Set("role", text("victim"))
	for _, r := range []model.Record{c, p, name, part} {
		if err := tx.Put(r); err != nil {
			return err
		}
	}
	return nil
}

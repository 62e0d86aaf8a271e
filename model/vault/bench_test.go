//go:build unix

package vault_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guvoh/bench/work"
	"guvoh/model/vault"
)

// subjects are a plain file and a vault in a folder, both opened as the
// product opens its files but for the journal.
func subjects(b testing.TB, dir string, m journalMode) []work.Subject {
	b.Helper()
	plain, sealed := filepath.Join(dir, "plain.db"), filepath.Join(dir, "sealed.guvoh")
	f, err := vault.Create(sealed, cheap, vault.NewPassphrase("right", ""))
	must(b, err)
	b.Cleanup(f.Close)
	pragmas := append([]string{"temp_store=MEMORY", "secure_delete=ON", "trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "cache_size=-16000"}, m.pragmas...)
	at := func(uri string) func() (*sql.DB, error) {
		return func() (*sql.DB, error) {
			db := sql.OpenDB(connector{uri, pragmas})
			db.SetMaxOpenConns(1)
			return db, db.PingContext(context.Background())
		}
	}
	return []work.Subject{
		{Name: "plain", Open: at("file:" + plain)},
		{Name: "sealed", Open: at(f.URI(false, false))},
	}
}

// memoryDisk gives a folder on a disk that syncs nothing, where the machine
// has one: what is measured there is the work of the processor.
func memoryDisk(b *testing.B) string {
	b.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "guvoh-bench-")
	if err != nil {
		return b.TempDir()
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// rounds does the work on a plain file and a vault in turns, and gives the
// least that each step cost.
func rounds(b *testing.B, folder func(*testing.B) string, n int, m journalMode, size work.Size) (plain, sealed map[string]work.Cost) {
	b.Helper()
	all := map[string][]map[string]work.Cost{}
	for range n {
		dir := folder(b)
		for _, s := range subjects(b, dir, m) {
			costs, err := work.Do(s, size)
			must(b, err)
			all[s.Name] = append(all[s.Name], costs)
		}
		os.RemoveAll(dir)
	}
	return work.Least(all["plain"]), work.Least(all["sealed"])
}

// goals are how much more time of the processor than plain SQLite each step
// may take.
var goals = map[string]float64{
	"commits of one row": 1.7, "rows in one commit": 1.3, "reads by key": 1.2, "full scan": 1.5,
	"attachments written": 2.0, "attachments read": 2.1,
}

// BenchmarkVault does the same work on plain SQLite and on a vault, three
// times in turns, and gives the least time of the processor for each, in
// milliseconds and as a ratio. It runs on a disk in memory, which syncs
// nothing; BenchmarkVaultOnDisk shows what is left of it where one waits for a
// disk. Full-text search needs a build tag that the product does not have: see
// bench/vault.
//
// The goal for commits was set where a journal is made and deleted for each.
// The product keeps its journal, which takes SQLite a quarter of the time;
// what is sealed for a commit, some pages twice, weighs more beside that.
func BenchmarkVault(b *testing.B) {
	measure(b, ours, work.Full)
	b.Run("a-journal-for-each", func(b *testing.B) {
		measure(b, mode("DELETE FULL", "journal_mode=DELETE synchronous=FULL"), work.Size{Commits: work.Full.Commits})
	})
}

// measure reports each step that the size asks for.
func measure(b *testing.B, m journalMode, size work.Size) {
	b.Helper()
	plain, sealed := rounds(b, memoryDisk, 3, m, size)
	for _, step := range work.Steps {
		s, ok := sealed[step.Name]
		if p := plain[step.Name]; ok && (size == work.Full || step.Name == work.Steps[0].Name) {
			b.Run(strings.ReplaceAll(step.Name, " ", "-"), func(b *testing.B) {
				b.ReportMetric(float64(p.CPU.Microseconds())/1000, "plain-ms")
				b.ReportMetric(float64(s.CPU.Microseconds())/1000, "sealed-ms")
				b.ReportMetric(float64(s.CPU)/float64(p.CPU), "ratio")
				if goal, ok := goals[step.Name]; ok {
					b.ReportMetric(goal, "goal")
				}
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// BenchmarkVaultOnDisk commits single rows on the disk of the temporary
// folder, which syncs: there the wall is what counts. Goal: a ratio of 1.1.
func BenchmarkVaultOnDisk(b *testing.B) {
	size := work.Size{Commits: 1000}
	plain, sealed := rounds(b, func(b *testing.B) string { return b.TempDir() }, 5, ours, size)
	p, s := plain["commits of one row"].Wall, sealed["commits of one row"].Wall
	b.ReportMetric(float64(p.Microseconds())/1000/float64(size.Commits), "plain-ms/commit")
	b.ReportMetric(float64(s.Microseconds())/1000/float64(size.Commits), "sealed-ms/commit")
	b.ReportMetric(float64(s)/float64(p), "ratio")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkVaultOpen500MB opens a vault of 500 MB and reads a row of it: all
// but the stretching of the passphrase. Goal: 30 ms.
func BenchmarkVaultOpen500MB(b *testing.B) {
	path := filepath.Join(memoryDisk(b), "large.guvoh")
	f, err := vault.Create(path, cheap, vault.NewPassphrase("right", ""))
	must(b, err)
	db, err := openIn(f, ours)
	must(b, err)
	run(b, db, "PRAGMA cache_size=-16000")
	run(b, db, "CREATE TABLE a(id INTEGER PRIMARY KEY, d BLOB)")
	for range 25 {
		run(b, db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) INSERT INTO a(d) SELECT randomblob(1 << 20) FROM n")
	}
	must(b, f.Change(control(db), vault.MarkReady))
	db.Close()
	f.Close()
	least := time.Hour
	for b.Loop() {
		begin := time.Now()
		f, err := vault.Open(path, right)
		must(b, err)
		db, err := openIn(f, ours)
		must(b, err)
		if n := ask[int](b, db, "SELECT length(d) FROM a WHERE id = 250"); n != 1<<20 {
			b.Fatal(fmt.Errorf("%d bytes", n))
		}
		least = min(least, time.Since(begin))
		db.Close()
		f.Close()
	}
	b.ReportMetric(float64(least.Microseconds())/1000, "ms/least")
}

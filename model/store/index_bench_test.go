package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// benchFile gives the path of a file that benchmarks share. GUVOH_BENCH_FILES names a
// folder that keeps it from one run to the next.
func benchFile(tb testing.TB, name string) string {
	tb.Helper()
	dir := os.Getenv("GUVOH_BENCH_FILES")
	if dir == "" {
		dir = tb.TempDir()
	}
	return filepath.Join(dir, name+".guvoh")
}

// toldBytes is how much text a case of toldFile has; GUVOH_BENCH_TEXT says otherwise.
const toldBytes = 2048

func benchText(tb testing.TB) int {
	tb.Helper()
	s := os.Getenv("GUVOH_BENCH_TEXT")
	if s == "" {
		return toldBytes
	}
	n, err := strconv.Atoi(s)
	must(tb, err)
	return max(n, toldBytes)
}

// sized gives a name of a file of n cases, with how much text each has where that is
// not the usual.
func sized(tb testing.TB, name string, n int) string {
	tb.Helper()
	if size := benchText(tb); size != toldBytes {
		return fmt.Sprintf("%s-%d-of-%d", name, n, size)
	}
	return fmt.Sprintf("%s-%d", name, n)
}

// toldFile makes a file of n cases with 2 kB of text each, without an index.
func toldFile(tb testing.TB, n int) (path string) {
	tb.Helper()
	path = benchFile(tb, sized(tb, "told", n))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	half := path + ".half"
	db, err := store.Create(half, options(tb))
	must(tb, err)
	l := newLibrary(3)
	for at := 0; at < n; at += 2000 {
		mustDo(tb, db, "import", func(tx *store.Tx) error {
			for i := at; i < min(n, at+2000); i++ {
				r := model.NewRecord("case")
				r.Set("title", text(l.text(40)))
				r.Set("reference", text(fmt.Sprintf("UZ-%06d", i)))
				r.Set("summary", text(l.text(benchText(tb)-48)))
				if err := tx.Put(r); err != nil {
					return err
				}
			}
			return nil
		})
	}
	db.Close()
	must(tb, os.Rename(half, path))
	return path
}

// indexed gives a file of toldFile, read in.
func indexed(tb testing.TB, n int) *store.DB {
	tb.Helper()
	path := benchFile(tb, sized(tb, "read", n))
	if _, err := os.Stat(path); err != nil {
		half := path + ".half"
		db := untold(tb, n, half)
		readWords(tb, db)
		db.Close()
		must(tb, os.Rename(half, path))
	}
	db := mustOpen(tb, path)
	readWords(tb, db) // one that was kept may be of an older program
	return db
}

// keptWhole tells whether a file was kept from another run, and has it read in: its index
// may be that of an older program.
func keptWhole(tb testing.TB, path string) bool {
	tb.Helper()
	if _, err := os.Stat(path); err != nil {
		return false
	}
	db, err := store.Open(path, options(tb))
	must(tb, err)
	defer db.Close()
	readWords(tb, db)
	return true
}

// untold gives a copy of toldFile.
func untold(tb testing.TB, n int, path string) *store.DB {
	tb.Helper()
	db := mustOpen(tb, toldFile(tb, n))
	os.Remove(path)
	must(tb, db.CopyTo(path))
	db.Close()
	return mustOpen(tb, path)
}

func pageCount(tb testing.TB, db *store.DB) (n int64) {
	tb.Helper()
	must(tb, db.SQL().QueryRow("SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count").Scan(&n))
	return n
}

// readTurns are how long turns took, by the clock and by the processor.
type readTurns struct{ clock, cpu []time.Duration }

// readInTurns reads all in, turn by turn: so long somebody may have to wait.
func readInTurns(tb testing.TB, db *store.DB) (t readTurns) {
	tb.Helper()
	for left := 1; left > 0; {
		began, used := time.Now(), cpu()
		var err error
		left, err = db.ReadIn(ctx, 1)
		must(tb, err)
		t.clock, t.cpu = append(t.clock, time.Since(began)), append(t.cpu, cpu()-used)
	}
	return t
}

func (t readTurns) report(b *testing.B) {
	for what, d := range map[string][]time.Duration{"turn": t.clock, "cpu-turn": t.cpu} {
		slices.Sort(d)
		b.ReportMetric(ms(d[len(d)*95/100]), "ms/"+what+"-p95")
		b.ReportMetric(ms(d[len(d)-1]), "ms/"+what+"-longest")
	}
	b.ReportMetric(float64(len(t.clock)), "turns")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkIndex reads a whole file in, and says how large the index is beside the
// text (aim: at most 1) and how long the longest turn was (aim: 100 ms), for which
// somebody may have to wait.
func BenchmarkIndex(b *testing.B) {
	n := benchCases()
	for b.Loop() {
		db := untold(b, n, filepath.Join(b.TempDir(), "copied.guvoh"))
		before, began, used := pageCount(b, db), time.Now(), cpu()
		t := readInTurns(b, db)
		b.ReportMetric(time.Since(began).Seconds(), "s/all")
		b.ReportMetric((cpu() - used).Seconds(), "cpu-s/all")
		b.ReportMetric(float64((pageCount(b, db)-before)*vault.PageSize)/float64(n*benchText(b)), "of-the-text")
		t.report(b)
		db.Close()
	}
}

// BenchmarkIndexOfLongTexts reads in what comes at once when attachments were looked
// into: interviews of 20,000 words and passages of a megabyte, in a file that holds
// others already. Aim: no turn over 100 ms.
func BenchmarkIndexOfLongTexts(b *testing.B) {
	db := untold(b, 2000, filepath.Join(b.TempDir(), "copied.guvoh"))
	readWords(b, db)
	l := newLibrary(5)
	var all readTurns
	for b.Loop() {
		b.StopTimer()
		mustDo(b, db, "import", func(tx *store.Tx) error {
			for _, size := range []int{140_000, 140_000, 1 << 20, 140_000, 140_000, 1 << 20} {
				r := model.NewRecord("case")
				r.Set("title", text("long"))
				r.Set("summary", text(l.text(size)))
				if err := tx.Put(r); err != nil {
					return err
				}
			}
			return nil
		})
		b.StartTimer()
		t := readInTurns(b, db)
		all.clock, all.cpu = append(all.clock, t.clock...), append(all.cpu, t.cpu...)
	}
	all.report(b)
}

// BenchmarkSaveWithIndex compares a save of one field in a file whose index knows
// all with the same save where nothing is noted for the index on the disk (aim: at
// most 1.5 times), and says what it takes to read that record in afterwards.
func BenchmarkSaveWithIndex(b *testing.B) {
	db := indexed(b, benchCases())
	id := firstCase(b, db)
	var on, off, in time.Duration
	n := 0
	save := func() time.Duration {
		n++
		start := time.Now()
		mustDo(b, db, "edit", set(id, "title", text(fmt.Sprintf("what was said, number %d", n))))
		return time.Since(start)
	}
	for b.Loop() {
		on += save()
		start := time.Now()
		readWords(b, db)
		in += time.Since(start)
		must(b, db.Exec("CREATE TEMP TABLE stale(row INTEGER PRIMARY KEY)")) // which stands before the file's own
		off += save()
		must(b, db.Exec("DROP TABLE temp.stale"))
	}
	b.ReportMetric(float64(on.Microseconds())/float64(n), "µs/save")
	b.ReportMetric(float64(on)/float64(off), "ratio")
	b.ReportMetric(float64(in.Microseconds())/float64(n)*2, "µs/read-in")
}

func firstCase(b *testing.B, db *store.DB) model.ID {
	b.Helper()
	ns, err := db.CaseNumbers(ctx, store.CaseQuery{})
	must(b, err)
	rows, err := db.CaseRows(ctx, ns[:1])
	must(b, err)
	return rows[0].ID
}

// BenchmarkWhileItReadsIn says how long a save and a search wait while a file is read
// in for the first time without a break.
func BenchmarkWhileItReadsIn(b *testing.B) {
	db := untold(b, benchCases(), filepath.Join(b.TempDir(), "copied.guvoh"))
	id := firstCase(b, db)
	stop, done := make(chan struct{}), make(chan error)
	go func() {
		for {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if _, err := db.ReadIn(ctx, 100*time.Millisecond); err != nil {
				done <- err
				return
			}
		}
	}()
	var saves, looks []time.Duration
	l := newLibrary(11)
	for b.Loop() {
		start := time.Now()
		mustDo(b, db, "edit", set(id, "title", text(fmt.Sprintf("number %d", len(saves)))))
		saves = append(saves, time.Since(start))
		start = time.Now()
		_, err := db.Look(ctx, store.Looked{Query: search.Parse(l.word(), true), Limit: 50, Patience: 20 * time.Millisecond})
		must(b, err)
		looks = append(looks, time.Since(start))
	}
	close(stop)
	must(b, <-done)
	for what, d := range map[string][]time.Duration{"save": saves, "search": looks} {
		slices.Sort(d)
		b.ReportMetric(float64(d[len(d)/2].Milliseconds()), "ms/"+what+"-p50")
		b.ReportMetric(float64(d[len(d)*95/100].Milliseconds()), "ms/"+what+"-p95")
		b.ReportMetric(float64(d[len(d)-1].Milliseconds()), "ms/"+what+"-longest")
	}
}

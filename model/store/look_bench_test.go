package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// A library is a made-up language of three scripts in which cases are told: so many
// words, a few of which are in every text and most in hardly any, as in a real one.
type library struct {
	dice *rand.Rand
	zipf *rand.Zipf
	all  []string
}

const vocabulary = 60_000

func newLibrary(seed uint64) *library {
	dice := rand.New(rand.NewPCG(seed, 7))
	l := &library{dice: dice, zipf: rand.NewZipf(dice, 1.07, 8, vocabulary-1)}
	scripts := [][]string{
		strings.Fields("ра ни ко то ва ли но ста пра ере де мо ти ся ка ро вы за ше хо жи да бе лу ца ний ский ова"),
		strings.Fields("ti on re sha in ed al co pri er di me ca st ou la th ing pe ro ve su ma ter ly ha no be"),
		strings.Fields("lar di gan oʻ qi sh ni ta mo bo ki chi ga ya zo ra li dan uv xo sa yu te ri gʻa ish na ba"),
	}
	words := rand.New(rand.NewPCG(1, 7)) // the same in every library
	seen := map[string]bool{}
	for len(l.all) < vocabulary {
		s := scripts[words.IntN(3)]
		var b strings.Builder
		for range 1 + words.IntN(4) + words.IntN(2) {
			b.WriteString(s[words.IntN(len(s))])
		}
		if w := b.String(); !seen[w] {
			seen[w] = true
			l.all = append(l.all, w)
		}
	}
	return l
}

func (l *library) word() string { return l.all[l.zipf.Uint64()] }

// names are of people in three spellings each, by which they are looked for.
var benchNames = [][]string{
	{"Хамидкариев", "Khamidkariev", "Hamidqoriyev"},
	{"Юлдашев", "Yuldashev", "Yoʻldoshev"},
	{"Рахимов", "Rakhimov", "Rahimov"},
	{"Жураев", "Dzhuraev", "Joʻrayev"},
	{"Тураев", "Turaev", "Toʻrayev"},
	{"Каримов", "Karimov", "Karimof"},
}

func (l *library) text(bytes int) string {
	var b strings.Builder
	for b.Len() < bytes {
		if l.dice.IntN(300) == 0 {
			n := benchNames[l.dice.IntN(len(benchNames))]
			b.WriteString(n[l.dice.IntN(3)])
		} else {
			b.WriteString(l.word())
		}
		b.WriteByte(" \n"[l.dice.IntN(60)/59])
		if l.dice.IntN(12) == 0 {
			b.WriteString(". ")
		}
	}
	return b.String()
}

// toldFile makes a file of n cases with 2 kB of text each, without an index, and gives
// how much text there is. GUVOH_BENCH_LOOK names a folder that keeps it.
func toldFile(tb testing.TB, n int) (path string, bytes int64) {
	tb.Helper()
	dir := os.Getenv("GUVOH_BENCH_LOOK")
	if dir == "" {
		dir = tb.TempDir()
	}
	path = filepath.Join(dir, fmt.Sprintf("told-%d.guvoh", n))
	if _, err := os.Stat(path); err == nil {
		return path, int64(n) * 2048
	}
	db, err := store.Create(path, options(tb))
	must(tb, err)
	defer db.Close()
	l := newLibrary(3)
	for at := 0; at < n; at += 2000 {
		mustDo(tb, db, "import", func(tx *store.Tx) error {
			for i := at; i < min(n, at+2000); i++ {
				r := model.NewRecord("case")
				r.Set("title", text(l.text(40)))
				r.Set("reference", text(fmt.Sprintf("UZ-%06d", i)))
				r.Set("summary", text(l.text(2000)))
				if err := tx.Put(r); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return path, int64(n) * 2048
}

func pageCount(tb testing.TB, db *store.DB) (n int64) {
	tb.Helper()
	must(tb, db.SQL().QueryRow("SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count").Scan(&n))
	return n
}

// BenchmarkIndex reads a whole file in, in pieces of a tenth of a second, and says
// how large the index is beside the text (aim: at most 1) and how long the longest
// piece took: so long somebody may have to wait.
func BenchmarkIndex(b *testing.B) {
	path, bytes := toldFile(b, benchCases())
	for b.Loop() {
		copied := filepath.Join(b.TempDir(), "indexed.guvoh")
		db := mustOpen(b, path)
		must(b, db.CopyTo(copied))
		db.Close()
		db = mustOpen(b, copied)
		before, began := pageCount(b, db), time.Now()
		var pieces []time.Duration
		for left := 1; left > 0; {
			start := time.Now()
			var err error
			left, err = db.ReadIn(ctx, 100*time.Millisecond)
			must(b, err)
			pieces = append(pieces, time.Since(start))
		}
		b.ReportMetric(time.Since(began).Seconds(), "s/all")
		b.ReportMetric(float64((pageCount(b, db)-before)*vault.PageSize)/float64(bytes), "of-the-text")
		slices.Sort(pieces)
		b.ReportMetric(float64(pieces[len(pieces)*95/100].Milliseconds()), "ms/piece-p95")
		b.ReportMetric(float64(pieces[len(pieces)-1].Milliseconds()), "ms/piece-longest")
		db.Close()
	}
}

// indexed gives a file of toldFile, read in.
func indexed(tb testing.TB, n int) *store.DB {
	tb.Helper()
	path, _ := toldFile(tb, n)
	db := mustOpen(tb, path)
	readWords(tb, db)
	return db
}

// questions gives lines as people type them, by what is typed.
func questions(l *library) map[string]func() string {
	some := func(from, to int) string { return l.all[from+l.dice.IntN(to-from)] }
	begin := func(w string, n int) string { return string([]rune(w)[:min(n, len([]rune(w)))]) }
	name := func() string { return benchNames[l.dice.IntN(len(benchNames))][l.dice.IntN(3)] }
	return map[string]func() string{
		"a common word":           func() string { return some(0, 40) + " " },
		"a word":                  func() string { return some(40, 4000) + " " },
		"a rare word":             func() string { return some(4000, vocabulary) + " " },
		"two words":               func() string { return some(0, 400) + " " + some(100, 4000) + " " },
		"a phrase":                func() string { return `"` + some(0, 40) + " " + some(0, 100) + `"` },
		"a word without another":  func() string { return some(40, 4000) + " -" + some(0, 40) },
		"a name":                  func() string { return name() + " " },
		"a name and a word":       func() string { return name() + " " + some(40, 1000) + " " },
		"three letters":           func() string { return begin(some(0, 4000), 3) },
		"four letters":            func() string { return begin(some(0, vocabulary), 4) },
		"a word and five letters": func() string { return some(0, 400) + " " + begin(some(0, 4000), 5) },
	}
}

// BenchmarkLook asks for the first fifty answers as a search line does, with marks
// and cases, in turns with the bare query of FTS5 for the numbers of the same
// answers, in the same file. Aim: the sum of all at most 1.5 times, half of them
// within 16 ms.
func BenchmarkLook(b *testing.B) {
	db := indexed(b, benchCases())
	var all, bare time.Duration
	var took []time.Duration
	ask := func(line string) (time.Duration, time.Duration) {
		q := search.Parse(line, true)
		start := time.Now()
		n := countRows(b, db, "spelling", store.MatchSpelled(q))
		if heard := store.MatchSounding(q); n < 50 && heard != "" {
			countRows(b, db, "sound", heard)
		}
		t := time.Since(start)
		start = time.Now()
		_, err := db.Look(ctx, store.Looked{Query: q, Limit: 50})
		must(b, err)
		return time.Since(start), t
	}
	for what, line := range questions(newLibrary(9)) {
		b.Run(strings.ReplaceAll(what, " ", "-"), func(b *testing.B) {
			var ours, theirs []time.Duration
			for b.Loop() {
				o, t := ask(line())
				ours, theirs = append(ours, o), append(theirs, t)
				all, bare, took = all+o, bare+t, append(took, o)
			}
			slices.Sort(ours)
			slices.Sort(theirs)
			at := func(d []time.Duration, share int) float64 { return float64(d[len(d)*share/100].Microseconds()) / 1000 }
			b.ReportMetric(at(ours, 50), "ms-p50")
			b.ReportMetric(at(ours, 95), "ms-p95")
			b.ReportMetric(at(theirs, 50), "ms-bare-p50")
			b.ReportMetric(at(theirs, 95), "ms-bare-p95")
		})
	}
	b.Run("all-of-these", func(b *testing.B) {
		for b.Loop() { // they were asked by now
		}
		slices.Sort(took)
		b.ReportMetric(float64(all)/float64(bare), "ratio")
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
		b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
	})
}

func countRows(b *testing.B, db *store.DB, half, match string) (n int) {
	rows, err := db.SQL().Query("SELECT rowid FROM "+half+" WHERE "+half+" MATCH ? ORDER BY rank LIMIT 50", match)
	must(b, err)
	defer rows.Close()
	for rows.Next() {
		n++
	}
	must(b, rows.Err())
	return n
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
	path, _ := toldFile(b, benchCases())
	copied := filepath.Join(b.TempDir(), "copied.guvoh")
	db := mustOpen(b, path)
	must(b, db.CopyTo(copied))
	db.Close()
	db = mustOpen(b, copied)
	must(b, db.ForgetWords(ctx))
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

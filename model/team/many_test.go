package team_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/pack"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

// duo is two members, of whom the first has written n packs.
func duo(t testing.TB, n int) (a, b *replica) {
	t.Helper()
	if st, err := os.Stat("/dev/shm"); err == nil && st.IsDir() { // where to sync costs nothing
		t.Setenv("TMPDIR", "/dev/shm")
	}
	folder := t.TempDir()
	a, b = newReplica(t, "Anora", "", folder), newReplica(t, "Bahrom", "", folder)
	a.found()
	b.join()
	a.letIn(b)
	a.sync()
	b.sync()
	id := a.create("one")
	for i := range n {
		a.set(id, "title", fmt.Sprint("word ", i))
		a.sync()
	}
	return a, b
}

func TestAThousandPacks(t *testing.T) {
	raced.OneByOne(t)
	n := 1000
	if testing.Short() {
		n = 50
	}
	a, b := duo(t, n)
	if got := len(packsOf(t, a)); got < n {
		t.Fatalf("%d packs", got)
	}
	s := b.sync()
	if len(s.Came) != 1 || s.Came[0].Entries < n {
		t.Errorf("%d merges", len(s.Came))
	}
	mustBeEqual(t, a, b)
	t.Run("a pass without news writes nothing", func(t *testing.T) {
		settled(t, a, b)
		before := files(t, a.folder)
		b.reopen()
		for range 3 {
			if s := b.sync(); len(s.Came) != 0 || s.Published.Packs != 0 {
				t.Errorf("%d merges, %d packs", len(s.Came), s.Published.Packs)
			}
		}
		after := files(t, a.folder)
		for name, x := range after {
			if string(before[name]) != string(x) && filepath.Base(name) != "state" {
				t.Error("something was written")
			}
		}
	})
	t.Run("one who comes later needs a pass", func(t *testing.T) {
		c := newReplica(t, "Dilbar", "", a.folder)
		c.join()
		a.letIn(c)
		c.sync()
		mustBeEqual(t, a, c)
	})
}

// BenchmarkPass measures a pass that finds nothing new among a thousand packs,
// beside what it costs to ask the system for their names alone.
func BenchmarkPass(b *testing.B) {
	one, two := duo(b, 1000)
	two.sync()
	one.sync()
	b.Run("names only", func(b *testing.B) {
		for b.Loop() {
			n := 0
			err := filepath.WalkDir(filepath.Join(one.folder, "team"), func(_ string, d os.DirEntry, err error) error {
				n++
				return err
			})
			if err != nil || n < 1000 {
				b.Fatal(n, err)
			}
		}
	})
	for _, r := range []*replica{one, two} {
		b.Run("nothing new for "+r.name, func(b *testing.B) {
			for b.Loop() {
				if s, err := r.team.Sync(ctx, nil); err != nil || len(s.Came) != 0 {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSeal measures what an entry costs in a folder.
func BenchmarkSeal(b *testing.B) {
	r := newReplica(b, "Anora", "", b.TempDir())
	id := r.create("one")
	r.do(func(tx *store.Tx) error {
		for i := range 4000 {
			if err := tx.Set(id, "title", model.TextValue(fmt.Sprintf("a value of twenty %d", i))); err != nil {
				return err
			}
		}
		return nil
	})
	ss, err := r.db.Streams(ctx)
	if err != nil || len(ss) != 1 {
		b.Fatal(err)
	}
	p := &pack.Pack{Stream: ss[0]}
	for l, err := range r.db.Links(ctx, ss[0].ID, 1, ss[0].Runs[0].Last) {
		if err != nil {
			b.Fatal(err)
		}
		p.Links = append(p.Links, journal.Link{Seq: l.Seq, Body: l.Body, Committed: l.Committed})
	}
	var e pack.Epoch
	var n sizeOf
	for b.Loop() {
		n = 0
		if err := e.Write(&n, p); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/float64(len(p.Links)), "bytes/entry")
}

type sizeOf int

func (s *sizeOf) Write(b []byte) (int, error) {
	*s += sizeOf(len(b))
	return len(b), nil
}

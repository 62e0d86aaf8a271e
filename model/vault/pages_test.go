package vault_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/model/vault"
)

// paged is a vault with some pages, and each of them as SQLite sees it.
func paged(t *testing.T) (path string, want [][]byte) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "a.guvoh")
	f := create(t, path)
	db := open(t, f)
	run(t, db, "CREATE TABLE t(b TEXT)")
	for i := range 40 {
		run(t, db, "INSERT INTO t VALUES(?)", fmt.Sprint(i, strings.Repeat("x", 1000)))
	}
	must(t, f.Change(control(db), vault.MarkReady))
	n, err := f.PageCount()
	must(t, err)
	if got := ask[int](t, db, "PRAGMA page_count"); n != got || n < 10 {
		t.Fatalf("%d pages, SQLite counts %d", n, got)
	}
	for i := range n {
		b, err := f.ReadPage(control(db), i+1)
		must(t, err)
		want = append(want, b)
	}
	must(t, db.Close())
	f.Close()
	return path, want
}

func openPages(t *testing.T, path string) *vault.Pages {
	t.Helper()
	p, err := vault.OpenPages(path, right)
	must(t, err)
	t.Cleanup(p.Close)
	return p
}

func TestPagesWithoutSQLite(t *testing.T) {
	t.Run("are those that SQLite reads", func(t *testing.T) {
		path, want := paged(t)
		p := openPages(t, path)
		for i := range want {
			if b, err := p.Read(i + 1); err != nil || !bytes.Equal(b, want[i]) {
				t.Errorf("page %d is another, %v", i+1, err)
			}
		}
		if _, err := p.Read(len(want) + 1); p.Count() != len(want) || !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("%d pages and not %d; behind them %v", p.Count(), len(want), err)
		}
		if _, err := vault.Open(path, right); !errors.Is(err, vault.ErrOpen) {
			t.Errorf("SQLite could open it meanwhile: %v", err)
		}
	})
	t.Run("are refused one by one when they are changed, moved or cut off", func(t *testing.T) {
		path, want := paged(t)
		b, err := os.ReadFile(path)
		must(t, err)
		at := func(page int) []byte { return b[131072+4096*(page-1):][:4096] }
		at(3)[77] ^= 1
		copy(at(5), at(6))
		must(t, os.WriteFile(path, b[:len(b)-1000], 0o600))
		if _, err := vault.Open(path, right); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("SQLite would get it: %v", err)
		}
		p := openPages(t, path)
		if p.Count() != len(want) {
			t.Errorf("%d pages, not %d", p.Count(), len(want))
		}
		for i := range want {
			_, err := p.Read(i + 1)
			if bad := i+1 == 3 || i+1 == 5 || i+1 == len(want); bad != errors.Is(err, vault.ErrDamaged) {
				t.Errorf("page %d: %v", i+1, err)
			}
		}
	})
	t.Run("need the key and the header", func(t *testing.T) {
		path, _ := paged(t)
		if _, err := vault.OpenPages(path, vault.Passphrase("wrong")); !errors.Is(err, vault.ErrWrongKey) {
			t.Errorf("got %v", err)
		}
		b, err := os.ReadFile(path)
		must(t, err)
		b[100] ^= 1
		b[65536+100] ^= 1
		must(t, os.WriteFile(path, b, 0o600))
		if _, err := vault.OpenPages(path, right); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("got %v", err)
		}
	})
}

// A page beyond the bytes by which SQLite locks lies further on.
func TestPagesBeyondOneGibibyte(t *testing.T) {
	if size(0, 1) == 0 {
		t.Skip("writes more than a gibibyte: in make prove")
	}
	path := filepath.Join(t.TempDir(), "a.guvoh")
	f := create(t, path)
	db := open(t, f, "journal_mode=OFF", "synchronous=OFF")
	run(t, db, "CREATE TABLE t(b)")
	for range 1100 {
		run(t, db, "INSERT INTO t VALUES(zeroblob(1048576))")
	}
	want := ask[int](t, db, "PRAGMA page_count")
	must(t, db.Close())
	f.Close()
	p := openPages(t, path)
	if p.Count() != want {
		t.Errorf("%d pages, not %d", p.Count(), want)
	}
	for page := 1; page <= want; page++ {
		if _, err := p.Read(page); err != nil && page != 1<<30/4096+1 {
			t.Fatalf("page %d: %v", page, err)
		}
	}
}

func TestHandover(t *testing.T) {
	path, want := paged(t)
	p := openPages(t, path)
	handed := p.File().Handover()
	p.Close()
	s, err := vault.Handed(handed)
	must(t, err)
	f, err := vault.Open(path, s)
	must(t, err)
	defer f.Close()
	if n := ask[int](t, open(t, f), "SELECT count(*) FROM t"); n != 40 || len(want) == 0 {
		t.Errorf("%d rows", n)
	}
	other := create(t, filepath.Join(t.TempDir(), "b.guvoh"))
	other.Close()
	if _, err := vault.Open(other.Path(), s); !errors.Is(err, vault.ErrWrongKey) {
		t.Errorf("it opens another file: %v", err)
	}
	if _, err := vault.Handed(handed[1:]); !errors.Is(err, vault.ErrWrongKey) {
		t.Errorf("half a key: %v", err)
	}
}

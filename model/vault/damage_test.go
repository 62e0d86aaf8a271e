package vault_test

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model/vault"
)

// A sample is a vault with some contents, which its tests damage.
type sample struct {
	path  string
	bytes []byte
	rows  string
}

func newSample(t testing.TB) sample {
	t.Helper()
	s := sample{path: filepath.Join(t.TempDir(), "a.guvoh")}
	f := create(t, s.path)
	db := open(t, f)
	run(t, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, tx INTEGER, b TEXT); CREATE INDEX byText ON t(b)")
	r := dice(1)
	run(t, db, "BEGIN")
	for n := range 300 {
		run(t, db, "INSERT INTO t(tx, b) VALUES(?, ?)", n, strings.Repeat(string(rune('a'+n%26)), r.IntN(3000)))
	}
	run(t, db, "COMMIT; DELETE FROM t WHERE id % 7 = 0") // leaves pages that nothing uses
	var err error
	s.rows, err = contents(db)
	must(t, err)
	must(t, f.Change(control(db), vault.MarkReady))
	must(t, db.Close())
	f.Close()
	s.bytes, err = os.ReadFile(s.path)
	must(t, err)
	return s
}

// look opens the file with the bytes given and reads all of it. A failure to
// open must leave the file as it is.
func (s sample) look(t testing.TB, b []byte) (rows string, damaged []int64, err error) {
	t.Helper()
	must(t, os.WriteFile(s.path, b, 0o600))
	f, err := vault.Open(s.path, right)
	if err != nil {
		if now, err := os.ReadFile(s.path); err != nil || !bytes.Equal(now, b) {
			t.Error("a file that does not open was changed")
		}
		return "", nil, err
	}
	defer f.Close()
	db := sql.OpenDB(connector{f.URI(true, true), nil})
	defer db.Close()
	var integrity string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&integrity); err != nil {
		return "", f.Damaged(), err
	}
	if rows, err = contents(db); err == nil && integrity != "ok" {
		err = fmt.Errorf("integrity_check: %.60q", integrity)
	}
	return rows, f.Damaged(), err
}

// flipped is a copy with one bit changed.
func flipped(b []byte, at int, r *rand.Rand) []byte {
	c := slices.Clone(b)
	c[at] ^= 1 << r.IntN(8)
	return c
}

func pageOf(at int) int { return (at-vault.HeaderSize)/vault.PageSize + 1 }

func TestEveryFlippedBitOfAPageIsFound(t *testing.T) {
	s, r := newSample(t), dice(2)
	unused := 0
	for range size(60, 400) {
		at := vault.HeaderSize + r.IntN(len(s.bytes)-vault.HeaderSize)
		rows, damaged, err := s.look(t, flipped(s.bytes, at, r))
		switch page := int64(pageOf(at)); {
		case err == nil && rows == s.rows && damaged == nil:
			unused++ // SQLite does not read a page that is free
		case err == nil:
			t.Errorf("a bit at %d: other rows and no error", at)
		case page > 1 && !slices.Contains(damaged, page):
			t.Errorf("a bit at %d: page %d is not among the damaged %v", at, page, damaged)
		}
		f, err := vault.Open(s.path, right)
		must(t, err)
		db := sql.OpenDB(connector{f.URI(true, true), nil})
		if _, err := f.ReadPage(control(db), pageOf(at)); !errors.Is(err, vault.ErrDamaged) {
			t.Errorf("a bit at %d: page %d reads with %v", at, pageOf(at), err)
		}
		db.Close()
		f.Close()
	}
	t.Logf("%d flips were in pages that nothing uses", unused)
}

func TestTheHeaderStandsTwice(t *testing.T) {
	s := newSample(t)
	rand := dice(3)
	for number := range 2 {
		first := number * vault.CopySize
		t.Run(fmt.Sprintf("copy %d with any bit flipped", number), func(t *testing.T) {
			body := int(binary.BigEndian.Uint32(s.bytes[20:])) + 24 + 64
			for n := range size(100, 1000) {
				at := first + n%body
				if n >= body {
					at = first + rand.IntN(vault.CopySize)
				}
				must(t, os.WriteFile(s.path, flipped(s.bytes, at, rand), 0o600))
				f, err := vault.Open(s.path, right)
				if err != nil {
					t.Errorf("byte %d: %v", at, err)
					continue
				}
				f.Close()
			}
		})
		for name, fill := range map[string]func([]byte){
			"zeros": func(b []byte) { clear(b) },
			"noise": func(b []byte) { noise(rand, b) },
			"ones":  func(b []byte) { copy(b, bytes.Repeat([]byte{255}, len(b))) },
		} {
			t.Run(fmt.Sprintf("copy %d under %s", number, name), func(t *testing.T) {
				b := slices.Clone(s.bytes)
				fill(b[first : first+vault.CopySize])
				if rows, _, err := s.look(t, b); err != nil || rows != s.rows {
					t.Error(err)
				}
				t.Run("is mended by the next change of keys", func(t *testing.T) {
					f, err := vault.Open(s.path, right)
					must(t, err)
					must(t, f.Save(vault.SetWipeAfter(0)))
					f.Close()
					b, err := os.ReadFile(s.path)
					must(t, err)
					if !bytes.Equal(b[:vault.CopySize], b[vault.CopySize:vault.HeaderSize]) {
						t.Error("the copies differ")
					}
				})
			})
			t.Run("both copies under "+name, func(t *testing.T) {
				b := slices.Clone(s.bytes)
				fill(b[8:vault.CopySize])
				fill(b[vault.CopySize+8 : vault.HeaderSize])
				want := vault.ErrDamaged
				if name != "zeros" {
					want = vault.ErrNewer // the number of the format is under it, too
				}
				if _, _, err := s.look(t, b); !errors.Is(err, want) {
					t.Errorf("but for the first bytes: %v", err)
				}
				fill(b[:vault.HeaderSize])
				if _, _, err := s.look(t, b); !errors.Is(err, vault.ErrNotVault) {
					t.Errorf("whole: %v", err)
				}
			})
		}
	}
}

func noise(r *rand.Rand, b []byte) {
	for i := range b {
		b[i] = byte(r.Uint32())
	}
}

func TestAFileThatIsCutShortIsFound(t *testing.T) {
	s := newSample(t)
	whole := len(s.bytes)
	for _, c := range []struct {
		length int
		want   error
	}{
		{0, vault.ErrNotVault},
		{7, vault.ErrNotVault},
		{8, vault.ErrDamaged},
		{100, vault.ErrDamaged},
		{vault.CopySize - 1, vault.ErrDamaged},
		{vault.CopySize, vault.ErrDamaged},
		{vault.HeaderSize - 1, vault.ErrDamaged},
		{vault.HeaderSize, vault.ErrDamaged},
		{vault.HeaderSize + 1, vault.ErrDamaged},
		{vault.HeaderSize + vault.PageSize - 1, vault.ErrDamaged},
		{whole - 1, vault.ErrDamaged},
		{whole - vault.PageSize + 1, vault.ErrDamaged},
		// A whole number of pages: SQLite finds that there should be more.
		{vault.HeaderSize + vault.PageSize, nil},
		{vault.HeaderSize + 3*vault.PageSize, nil},
		{whole - vault.PageSize, nil},
	} {
		_, _, err := s.look(t, s.bytes[:c.length])
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("cut to %d bytes: %v", c.length, err)
		}
	}
	if rows, _, err := s.look(t, s.bytes); err != nil || rows != s.rows {
		t.Errorf("whole: %v", err)
	}
}

// page gives the sealed bytes of one.
func page(b []byte, number int) []byte {
	at := vault.HeaderSize + (number-1)*vault.PageSize
	return b[at : at+vault.PageSize]
}

func TestAPageFitsNowhereElse(t *testing.T) {
	s := newSample(t)
	last := pageOf(len(s.bytes) - 1)
	keys, err := vault.Open(s.path, right)
	must(t, err)
	keys.Close() // what seals the pages outlives it
	broken := func(t *testing.T, number int, other []byte) {
		t.Helper()
		if _, ok := vault.OpenPage(keys, int64(number), other); ok {
			t.Errorf("page %d authenticates", number)
		}
		if number%16 != 1 {
			return
		}
		b := slices.Clone(s.bytes)
		copy(page(b, number), other)
		if rows, _, err := s.look(t, b); err == nil && rows != s.rows {
			t.Error("other rows and no error")
		}
	}
	t.Run("not at another place of the file", func(t *testing.T) {
		for number := 1; number <= last; number++ {
			broken(t, number, page(s.bytes, number%last+1))
		}
	})
	t.Run("not in a copy of the file, and none of the copy in it", func(t *testing.T) {
		must(t, os.WriteFile(s.path, s.bytes, 0o600))
		f, err := vault.Open(s.path, right)
		must(t, err)
		db := open(t, f)
		other := filepath.Join(t.TempDir(), "copy.guvoh")
		c, err := f.Copy(other)
		must(t, err)
		run(t, db, "VACUUM INTO ?", c.URI(false, false))
		must(t, db.Close())
		c.Close()
		f.Close()
		theirs, err := os.ReadFile(other)
		must(t, err)
		for number := 1; number <= min(last, pageOf(len(theirs)-1)); number++ {
			broken(t, number, page(theirs, number))
		}
	})
	t.Run("but an older state of the same page does, which only a record of changes can find", func(t *testing.T) {
		must(t, os.WriteFile(s.path, s.bytes, 0o600))
		f, err := vault.Open(s.path, right)
		must(t, err)
		db := open(t, f)
		run(t, db, "UPDATE t SET b = 'changed' WHERE id = 250")
		must(t, db.Close())
		f.Close()
		now, err := os.ReadFile(s.path)
		must(t, err)
		changed := 0
		for number := 2; number <= last; number++ {
			if bytes.Equal(page(now, number), page(s.bytes, number)) {
				continue
			}
			changed++
			if _, ok := vault.OpenPage(keys, int64(number), page(s.bytes, number)); !ok {
				t.Errorf("the old page %d does not authenticate", number)
			}
		}
		if changed == 0 {
			t.Error("no page was changed")
		}
	})
}

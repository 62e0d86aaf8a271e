package vault_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"guvoh/model/vault"
	"guvoh/model/vault/internal/tape"
)

// forge writes another header to a file, authenticated by a key or not.
func forge(t *testing.T, path string, key []byte, change func(*vault.Header)) {
	t.Helper()
	h, err := vault.ReadHeader(path)
	must(t, err)
	change(h)
	one, err := vault.Encode(h, key)
	must(t, err)
	b, err := os.ReadFile(path)
	must(t, err)
	copy(b, one)
	copy(b[vault.CopySize:], one)
	must(t, os.WriteFile(path, b, 0o600))
}

// emptyPlace empties a place, but not that of the passphrase we open with:
// places are drawn by chance.
func emptyPlace(h *vault.Header) {
	for n, was := range h.Places {
		if h.Places[n] = make([]byte, vault.PlaceSize); vault.HeaderOpens(h, right) {
			return
		}
		h.Places[n] = was
	}
}

func TestAForgedHeaderIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		key    bool // whether the forger has it
		change func(*vault.Header)
		want   error
	}{
		"one key fewer, without the key":  {false, emptyPlace, vault.ErrChanged},
		"nothing changed, without it":     {false, func(*vault.Header) {}, vault.ErrChanged},
		"never wiped, without the key":    {false, func(h *vault.Header) { h.WipeAfter = 0 }, vault.ErrChanged},
		"not ready, without the key":      {false, func(h *vault.Header) { h.Ready = false }, vault.ErrChanged},
		"a terabyte of memory":            {true, func(h *vault.Header) { h.KDF.Memory = 1 << 30 }, vault.ErrGreedy},
		"four thousand million rounds":    {true, func(h *vault.Header) { h.KDF.Time = 1<<32 - 1 }, vault.ErrGreedy},
		"more threads than anybody has":   {true, func(h *vault.Header) { h.KDF.Threads = 255 }, vault.ErrGreedy},
		"no rounds":                       {true, func(h *vault.Header) { h.KDF.Time = 0 }, vault.ErrGreedy},
		"no threads":                      {true, func(h *vault.Header) { h.KDF.Threads = 0 }, vault.ErrGreedy},
		"another cipher":                  {true, func(h *vault.Header) { h.Cipher = "rot13" }, vault.ErrNewer},
		"another way to stretch":          {true, func(h *vault.Header) { h.KDF.Name = "md5" }, vault.ErrNewer},
		"other pages":                     {true, func(h *vault.Header) { h.Page = 512 }, vault.ErrNewer},
		"a short id":                      {true, func(h *vault.Header) { h.ID = h.ID[:4] }, vault.ErrDamaged},
		"no salt":                         {true, func(h *vault.Header) { h.Salt = nil }, vault.ErrDamaged},
		"no salt to stretch with":         {true, func(h *vault.Header) { h.KDF.Salt = nil }, vault.ErrDamaged},
		"a place too few":                 {true, func(h *vault.Header) { h.Places = h.Places[1:] }, vault.ErrDamaged},
		"a place too short":               {true, func(h *vault.Header) { h.Places[3] = h.Places[3][:9] }, vault.ErrDamaged},
		"wiped after less than no guess":  {true, func(h *vault.Header) { h.WipeAfter = -1 }, vault.ErrDamaged},
		"a list of keys that is cut":      {true, func(h *vault.Header) { h.Private = h.Private[:9] }, vault.ErrDamaged},
		"a list of keys that is not ours": {true, func(h *vault.Header) { h.Private[99] ^= 1 }, vault.ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
			key := bytes.Repeat([]byte{7}, 32)
			if c.key {
				key = vault.DataKey(f)
			}
			f.Close()
			forge(t, f.Path(), key, c.change)
			before, err := os.ReadFile(f.Path())
			must(t, err)
			if _, err := vault.Open(f.Path(), right); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if now, err := os.ReadFile(f.Path()); err != nil || !bytes.Equal(now, before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestWhatIsNoVault(t *testing.T) {
	dir := t.TempDir()
	f := create(t, filepath.Join(dir, "a.guvoh"))
	f.Close()
	ours, err := os.ReadFile(f.Path())
	must(t, err)
	newer := slices.Clone(ours)
	for _, at := range []int{8, vault.CopySize + 8} {
		binary.BigEndian.PutUint32(newer[at:], 2)
	}
	rubbish := make([]byte, 300_000)
	noise(dice(4), rubbish)
	for name, c := range map[string]struct {
		bytes []byte
		want  error
	}{
		"an empty file":      {nil, vault.ErrNotVault},
		"random bytes":       {rubbish, vault.ErrNotVault},
		"zeros":              {make([]byte, 300_000), vault.ErrNotVault},
		"plain SQLite":       {append([]byte("SQLite format 3\x00"), make([]byte, 8176)...), vault.ErrPlain},
		"a newer format":     {newer, vault.ErrNewer},
		"line ends changed":  {bytes.ReplaceAll(ours, []byte("\r\n"), []byte("\n")), vault.ErrNotVault},
		"a header of two":    {slices.Concat(ours[vault.CopySize:vault.HeaderSize], ours[:vault.CopySize]), nil},
		"the second copy":    {ours[vault.CopySize:], vault.ErrDamaged},
		"something before":   {append([]byte{0}, ours...), vault.ErrNotVault},
		"a picture":          {append([]byte("\x89PNG\r\n\x1a\n"), rubbish...), vault.ErrNotVault},
		"an older neighbour": {slices.Concat(make([]byte, vault.CopySize), ours[vault.CopySize:]), nil},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "b.guvoh")
			must(t, os.WriteFile(path, c.bytes, 0o600))
			g, err := vault.Open(path, right)
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if err == nil {
				g.Close()
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, c.bytes) {
				t.Error("the file was changed")
			}
		})
	}
	t.Run("a folder", func(t *testing.T) {
		if _, err := vault.Open(dir, right); !errors.Is(err, vault.ErrNotVault) {
			t.Error(err)
		}
	})
	t.Run("nothing", func(t *testing.T) {
		if _, err := vault.Open(filepath.Join(dir, "none"), right); !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
	})
}

// A disk that refuses the header must leave the file and the open keys as they
// were, at whichever copy it refuses.
func TestAHeaderThatCannotBeWrittenChangesNothing(t *testing.T) {
	tape.Lazy(true)
	defer tape.Lazy(false)
	for _, what := range []byte{tape.Write, tape.Sync} {
		for n := 1; ; n++ {
			f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
			db := open(t, f, ours.pragmas...)
			run(t, db, "CREATE TABLE t(b)")
			old := f.Slots()
			tape.Fail(what, n, 10) // SQLITE_IOERR, once
			err := f.Change(control(db), vault.Add(vault.NewPassphrase("new", "")), vault.Remove(old[0].ID))
			if !tape.Mend() {
				must(t, err)
				if n < 3 {
					t.Errorf("only %d operations of the kind %c", n, what)
				}
				break
			}
			if err == nil {
				t.Errorf("%c %d: no error", what, n)
			}
			if now := f.Slots(); len(now) != 1 || now[0].ID != old[0].ID || !f.Opens(right) || f.Opens(vault.Passphrase("new")) {
				t.Errorf("%c %d: the open file has other keys", what, n)
			}
			opens := func(when string, yes, no vault.Secret) {
				t.Helper()
				h, err := vault.ReadHeaderOf(f.Path())
				must(t, err)
				if !vault.HeaderOpens(h, yes) || vault.HeaderOpens(h, no) {
					t.Errorf("%c %d: %s other keys open it", what, n, when)
				}
			}
			opens("after the failure", right, vault.Passphrase("new"))
			must(t, f.Change(control(db), vault.Add(vault.NewPassphrase("new", "")), vault.Remove(old[0].ID)))
			opens("after another try", vault.Passphrase("new"), right)
			must(t, db.Close())
			f.Close()
		}
	}
}

package vault_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"guvoh/model/vault"
)

func TestKeysThatWouldOpenAnotherFile(t *testing.T) {
	dir := t.TempDir()
	garden, err := vault.Create(filepath.Join(dir, "garden.guvoh"), cheap, vault.NewPassphrase("roses", ""))
	must(t, err)
	f := create(t, filepath.Join(dir, "a.guvoh"))
	must(t, f.Save(vault.Add(vault.NewDecoy("roses", garden))))
	if err := f.Save(vault.Add(vault.NewPassphrase("roses", ""))); !errors.Is(err, vault.ErrTaken) {
		t.Errorf("the passphrase of the harmless file: %v", err)
	}
	if err := f.Save(vault.Add(vault.NewPassphrase("right", ""))); !errors.Is(err, vault.ErrTaken) {
		t.Errorf("the passphrase that is there: %v", err)
	}
	garden.Close()
	if err := f.Save(vault.Add(vault.NewDecoy("tulips", garden))); !errors.Is(err, vault.ErrWrongKey) {
		t.Errorf("a harmless file that is closed: %v", err)
	}
	for _, n := range []int{0, 1, 15, 17, 33} {
		if err := f.Save(vault.Add(vault.NewRecovery(make([]byte, n), ""))); !errors.Is(err, vault.ErrEmpty) {
			t.Errorf("words of %d bytes: %v", n, err)
		}
	}
	var r age.Recipient = telling{}
	if err := f.Save(vault.Add(vault.NewRecipient(r, ""))); !errors.Is(err, vault.ErrForeign) {
		t.Errorf("a key whose stanza tells whose it is: %v", err)
	}
}

// telling is a kind of public key that we do not know.
type telling struct{}

func (telling) Wrap([]byte) ([]*age.Stanza, error) {
	return []*age.Stanza{{Type: "whose", Args: []string{"A."}}}, nil
}

// Another program changes the keys between our reading of the header and our
// lock. What it took away must not come back by what we change.
func TestKeysThatAnotherProgramChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.guvoh")
	f := create(t, path)
	must(t, f.Save(vault.Add(vault.NewPassphrase("left", ""))))
	db := open(t, f)
	run(t, db, "CREATE TABLE t(b)")
	must(t, f.Confirm(control(db)))
	b, err := os.ReadFile(path)
	must(t, err)
	other := filepath.Join(t.TempDir(), "b.guvoh")
	must(t, os.WriteFile(other, b, 0o600))
	g, err := vault.Open(other, right)
	must(t, err)
	for _, s := range g.Slots() {
		if s.Place >= 0 && len(g.Slots()) > 1 {
			must(t, g.Save(vault.Remove(s.ID)))
			break
		}
	}
	g.Close()
	changed, err := os.ReadFile(other)
	must(t, err)
	w, err := os.OpenFile(path, os.O_WRONLY, 0)
	must(t, err)
	_, err = w.WriteAt(changed[:131072], 0)
	must(t, err)
	must(t, w.Close())
	if err := f.Confirm(control(db)); !errors.Is(err, vault.ErrStale) {
		t.Errorf("got %v", err)
	}
}

// destroyed writes over the header as another program that wipes the file does.
func destroyed(t *testing.T, path string) []byte {
	t.Helper()
	b := bytes.Repeat([]byte{0xa5}, vault.HeaderSize)
	w, err := os.OpenFile(path, os.O_WRONLY, 0)
	must(t, err)
	_, err = w.WriteAt(b, 0)
	must(t, err)
	must(t, w.Close())
	return b
}

func TestKeysThatAnotherProgramDestroyedStayDestroyed(t *testing.T) {
	stays := func(t *testing.T, f *vault.File, change func(...vault.Change) error) {
		t.Helper()
		b := destroyed(t, f.Path())
		for _, c := range []vault.Change{vault.SetWipeAfter(3), vault.Add(vault.NewPassphrase("new", ""))} {
			if err := change(c); !errors.Is(err, vault.ErrStale) {
				t.Errorf("a change says %v", err)
			}
		}
		now, err := os.ReadFile(f.Path())
		must(t, err)
		if !bytes.Equal(now[:vault.HeaderSize], b) {
			t.Error("the header is written again")
		}
		if len(f.Slots()) != 1 || f.WipeAfter() != 0 {
			t.Error("the change is kept here")
		}
	}
	t.Run("when SQLite has the file open here", func(t *testing.T) {
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		db := open(t, f)
		run(t, db, "CREATE TABLE t(b)")
		stays(t, f, func(c ...vault.Change) error { return f.Change(control(db), c...) })
	})
	t.Run("when it does not", func(t *testing.T) {
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		stays(t, f, f.Save)
	})
}

// A passphrase takes seconds to be stretched. Whoever wipes the file meanwhile,
// or looks at its keys, does not wait for that.
func TestNobodyWaitsForAPassphrase(t *testing.T) {
	must := func(t *testing.T, what string, f func()) {
		t.Helper()
		done := make(chan struct{})
		go func() { f(); close(done) }()
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			t.Fatalf("%s waits", what)
		}
	}
	t.Run("that is looked up", func(t *testing.T) {
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		slow := vault.Slow{Begun: make(chan struct{}), Go: make(chan struct{})}
		found := make(chan bool, 1)
		go func() { _, ok := f.SlotOf(slow); found <- ok }()
		goOn := sync.OnceFunc(func() { close(slow.Go) })
		defer goOn()
		<-slow.Begun
		must(t, "looking at the keys", func() { f.Slots() })
		goOn()
		if <-found {
			t.Error("it opens something")
		}
	})
	t.Run("that is added, and what was wiped meanwhile stays so", func(t *testing.T) {
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		db := open(t, f)
		run(t, db, "CREATE TABLE t(b)")
		err := f.Change(control(db), func(*vault.File) (err error) {
			must(t, "looking at the keys", func() { f.Slots() })
			must(t, "destroying them", func() { err = f.Wipe(control(db), nil) })
			return err
		})
		if !errors.Is(err, vault.ErrWrongKey) {
			t.Errorf("the change says %v", err)
		}
		if _, err := vault.ReadHeaderOf(f.Path()); !errors.Is(err, vault.ErrNotVault) {
			t.Errorf("the header says %v", err)
		}
	})
}

func TestWipeOfAFileThatHasAnotherNameNow(t *testing.T) {
	dir := t.TempDir()
	f := create(t, filepath.Join(dir, "a.guvoh"))
	db := open(t, f)
	run(t, db, "CREATE TABLE t(b)")
	moved := filepath.Join(dir, "moved.guvoh")
	must(t, os.Rename(f.Path(), moved))
	other := create(t, f.Path())
	must(t, f.Wipe(control(db), func() { t.Error("it is said to be unreadable before it is") }))
	if _, err := vault.ReadHeaderOf(moved); !errors.Is(err, vault.ErrNotVault) {
		t.Errorf("the file says %v", err)
	}
	if _, err := vault.ReadHeaderOf(other.Path()); err != nil {
		t.Errorf("the one that has its name says %v", err)
	}
}

func TestACopyOfANewerFormat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.guvoh")
	f := create(t, path)
	f.Close()
	whole, err := os.ReadFile(path)
	must(t, err)
	at := func(change func(b []byte)) error {
		b := bytes.Clone(whole)
		change(b)
		must(t, os.WriteFile(path, b, 0o600))
		g, err := vault.Open(path, right)
		if err == nil {
			g.Close()
		}
		return err
	}
	t.Run("that is whole counts, and the older one beside it does not", func(t *testing.T) {
		for _, number := range []int{0, 1} {
			if err := at(func(b []byte) { vault.Reformat(b[number*65536:(number+1)*65536], 2) }); !errors.Is(err, vault.ErrNewer) {
				t.Errorf("copy %d: %v", number, err)
			}
		}
	})
	t.Run("that is damaged is only a damaged copy", func(t *testing.T) {
		if err := at(func(b []byte) { binary.BigEndian.PutUint32(b[8:], 2) }); err != nil {
			t.Error(err)
		}
	})
	t.Run("before the first is none", func(t *testing.T) {
		err := at(func(b []byte) { vault.Reformat(b[:65536], 0); vault.Reformat(b[65536:131072], 0) })
		if !errors.Is(err, vault.ErrDamaged) {
			t.Error(err)
		}
	})
}

func TestWhatCountsAsAWrongPassphrase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.guvoh")
	f := create(t, path)
	must(t, f.Save(vault.SetWipeAfter(3)))
	f.Close()
	stranger, err := age.GenerateX25519Identity()
	must(t, err)
	for range 3 {
		for _, s := range []vault.Secret{vault.Passphrase(""), vault.Identities{stranger}, vault.Words(make([]byte, 16))} {
			if _, err := vault.Open(path, s); !errors.Is(err, vault.ErrWrongKey) {
				t.Fatal(err)
			}
		}
	}
	i, err := vault.Inspect(path)
	must(t, err)
	if i.Attempts != 0 {
		t.Errorf("%d are counted", i.Attempts)
	}
	for n, want := range []error{vault.ErrWrongKey, vault.ErrWrongKey, vault.ErrWiped} {
		if _, err := vault.Open(path, vault.Once("wrong")); !errors.Is(err, want) {
			t.Errorf("try %d: %v", n+1, err)
		}
	}
}

package vault_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

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

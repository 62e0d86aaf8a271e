package vault_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	"filippo.io/age"
	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model/vault"
)

func TestOnce(t *testing.T) {
	t.Run("opens what its passphrase opens, again and again", func(t *testing.T) {
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		f.Close()
		once := vault.Once(right)
		for range 2 {
			g, err := vault.Open(f.Path(), once)
			must(t, err)
			g.Close()
		}
	})
	t.Run("does not stretch the passphrase a second time", func(t *testing.T) {
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		once := vault.Once(right)
		if !f.Opens(once) {
			t.Fatal("it does not open")
		}
		vault.Misremember(once)
		if !f.Opens(once) {
			t.Error("it was stretched anew")
		}
	})
	t.Run("stretches anew for another file", func(t *testing.T) {
		dir := t.TempDir()
		a, b := create(t, filepath.Join(dir, "a.guvoh")), create(t, filepath.Join(dir, "b.guvoh"))
		once := vault.Once(right)
		if !a.Opens(once) || !b.Opens(once) {
			t.Error("it does not open both")
		}
		vault.Misremember(once)
		if !a.Opens(once) || !b.Opens(once) {
			t.Error("it did not remember both")
		}
		if c := create(t, filepath.Join(dir, "c.guvoh")); c.Opens(once) {
			t.Error("it opens a file with another passphrase")
		}
	})
	t.Run("opens nothing any more when its slot was taken away", func(t *testing.T) {
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		once := vault.Once(right)
		slot, ok := f.SlotOf(once)
		if !ok {
			t.Fatal("it has no slot")
		}
		must(t, f.Save(vault.Add(vault.NewPassphrase("new", "")), vault.Remove(slot.ID)))
		f.Close()
		if _, err := vault.Open(f.Path(), once); !errors.Is(err, vault.ErrWrongKey) {
			t.Error(err)
		}
	})
	t.Run("of nothing opens nothing", func(t *testing.T) {
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		if f.Opens(vault.Once("")) {
			t.Error("it opens")
		}
	})
}

func TestSlotOf(t *testing.T) {
	dir := t.TempDir()
	other := create(t, filepath.Join(dir, "harmless.guvoh"))
	f := create(t, filepath.Join(dir, "a.guvoh"))
	secret := make([]byte, 16)
	secret[0] = 1
	classic, err := age.GenerateX25519Identity()
	must(t, err)
	hybrid, err := age.GenerateHybridIdentity()
	must(t, err)
	must(t, f.Save(
		vault.Add(vault.NewRecipient(classic.Recipient(), "classic")),
		vault.Add(vault.NewRecipient(hybrid.Recipient(), "hybrid")),
		vault.Add(vault.NewRecovery(secret, "sheet")),
		vault.Add(vault.NewPassphrase("second", "second")),
		vault.Add(vault.NewDecoy("harmless", other)),
	))
	for name, c := range map[string]struct {
		secret vault.Secret
		kind   vault.Kind
		label  string
	}{
		"the first passphrase":    {right, vault.KindPassphrase, ""},
		"another passphrase":      {vault.Passphrase("second"), vault.KindPassphrase, "second"},
		"one that is remembered":  {vault.Once("second"), vault.KindPassphrase, "second"},
		"the words of a sheet":    {vault.Words(secret), vault.KindRecovery, "sheet"},
		"a colleague's key":       {vault.Identities{classic}, vault.KindRecipient, "classic"},
		"another colleague's key": {vault.Identities{hybrid}, vault.KindRecipient, "hybrid"},
		"a decoy's passphrase":    {vault.Passphrase("harmless"), vault.KindDecoy, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, ok := f.SlotOf(c.secret)
			if !ok || s.Kind != c.kind || s.Label != c.label {
				t.Errorf("%v, %s %q", ok, s.Kind, s.Label)
			}
		})
	}
	t.Run("nothing that opens no slot has one", func(t *testing.T) {
		stranger, err := age.GenerateX25519Identity()
		must(t, err)
		for _, s := range []vault.Secret{vault.Passphrase("wrong"), vault.Words(make([]byte, 16)), vault.Identities{stranger}, f.Secret()} {
			if _, ok := f.SlotOf(s); ok {
				t.Errorf("a slot was found for a %T", s)
			}
		}
	})
}

func TestAPathFromWhereOneStands(t *testing.T) {
	t.Chdir(t.TempDir())
	other := create(t, "harmless.guvoh")
	f := create(t, "a.guvoh")
	if !filepath.IsAbs(f.Path()) {
		t.Error(f.Path())
	}
	must(t, f.Save(vault.Add(vault.NewDecoy("harmless", other))))
	run(t, open(t, f), "CREATE TABLE t(b TEXT)")
	f.Close()
	other.Close()
	g, err := vault.Open("a.guvoh", vault.Passphrase("harmless"))
	must(t, err)
	defer g.Close()
	if filepath.Base(g.Path()) != "harmless.guvoh" {
		t.Error("another file was opened")
	}
}

func TestKeysOfAFileThatCannotBeWritten(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	db := open(t, f)
	run(t, db, "CREATE TABLE t(b TEXT)")
	must(t, f.Change(control(db), vault.MarkReady))
	db.Close()
	db = sql.OpenDB(connector{dsn: f.URI(true, false)})
	defer db.Close()
	db.SetMaxOpenConns(1)
	if n := ask[int](t, db, "SELECT count(*) FROM t"); n != 0 {
		t.Fatalf("%d rows", n)
	}
	err := f.Change(control(db), vault.Add(vault.NewPassphrase("second", "")))
	if se := (sqlite3.Error{}); !errors.As(err, &se) || se.Code != sqlite3.ErrReadonly {
		t.Errorf("it says %v", err)
	}
	if f.Opens(vault.Passphrase("second")) || !f.Opens(right) {
		t.Error("the keys have changed all the same")
	}
}

package vault_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"filippo.io/age"

	"guvoh/model/vault"
)

// words are a secret of their own for each number.
func words(n int) []byte { return bytes.Repeat([]byte{byte(n + 1)}, 16) }

// opens tells what a file on the disk says to a secret; it leaves it closed.
func opens(path string, s vault.Secret) error {
	f, err := vault.Open(path, s)
	if err == nil {
		f.Close()
	}
	return err
}

func TestPlacesForKeys(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	one, err := os.Stat(f.Path())
	must(t, err)
	before, err := vault.ReadHeaderOf(f.Path())
	must(t, err)
	for n := 1; n < vault.Places; n++ {
		lock := vault.NewRecovery(words(n), "")
		if n%2 == 0 {
			lock = vault.NewPassphrase(passphrase(n), "")
		}
		must(t, f.Save(vault.Add(lock)))
	}
	t.Run("all of them can be used, and each opens", func(t *testing.T) {
		for n := 1; n < vault.Places; n++ {
			var s vault.Secret = vault.Words(words(n))
			if n%2 == 0 {
				s = vault.Passphrase(passphrase(n))
			}
			if !f.Opens(s) {
				t.Errorf("key %d does not open", n)
			}
		}
		if !f.Opens(right) || len(f.Slots()) != vault.Places {
			t.Errorf("%d slots, the first opens: %v", len(f.Slots()), f.Opens(right))
		}
	})
	t.Run("one more finds no room, and changes nothing", func(t *testing.T) {
		file, err := os.ReadFile(f.Path())
		must(t, err)
		for _, l := range []vault.Lock{vault.NewPassphrase("more", ""), vault.NewRecovery(words(99), "")} {
			if err := f.Save(vault.SetWipeAfter(5), vault.Add(l)); !errors.Is(err, vault.ErrNoRoom) {
				t.Error(err)
			}
		}
		now, err := os.ReadFile(f.Path())
		must(t, err)
		if !bytes.Equal(file, now) || len(f.Slots()) != vault.Places || f.WipeAfter() != 0 {
			t.Error("something has changed")
		}
	})
	t.Run("nobody can count those that are used", func(t *testing.T) {
		after, err := vault.ReadHeaderOf(f.Path())
		must(t, err)
		all, err := os.Stat(f.Path())
		must(t, err)
		if len(vault.Signed(before)) != len(vault.Signed(after)) || one.Size() != all.Size() {
			t.Errorf("the header has %d bytes with one key and %d with %d", len(vault.Signed(before)), len(vault.Signed(after)), vault.Places)
		}
		for n := range vault.Places {
			if len(before.Places[n]) != vault.PlaceSize || len(after.Places[n]) != vault.PlaceSize {
				t.Errorf("place %d has another length", n)
			}
		}
	})
	t.Run("one that is taken away is noise again, and free", func(t *testing.T) {
		was, err := vault.ReadHeaderOf(f.Path())
		must(t, err)
		s := f.Slots()[7]
		must(t, f.Save(vault.Remove(s.ID)))
		file, err := os.ReadFile(f.Path())
		must(t, err)
		now, err := vault.ReadHeaderOf(f.Path())
		must(t, err)
		for n := range vault.Places {
			if same := bytes.Equal(was.Places[n], now.Places[n]); same == (n == s.Place) {
				t.Errorf("place %d: the same is %v", n, same)
			}
		}
		if bytes.Contains(file, was.Places[s.Place][:40]) || f.Opens(vault.Words(words(7))) {
			t.Error("the key is still there")
		}
		must(t, f.Save(vault.Add(vault.NewPassphrase("another", ""))))
		if !f.Opens(vault.Passphrase("another")) {
			t.Error("another does not open")
		}
	})
}

func TestRecipientsUntilThereIsNoRoom(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	id, err := age.GenerateHybridIdentity()
	must(t, err)
	n := 0
	for ; n < 100; n++ {
		if err = f.Save(vault.Add(vault.NewRecipient(id.Recipient(), strings.Repeat("x", 100)))); err != nil {
			break
		}
	}
	if !errors.Is(err, vault.ErrNoRoom) || n < 12 {
		t.Errorf("%d colleagues fit, then %v", n, err)
	}
	if len(f.Slots()) != n+1 {
		t.Errorf("%d slots", len(f.Slots()))
	}
	f.Close()
	for name, s := range map[string]vault.Secret{"the passphrase": right, "a colleague": vault.Identities{id}} {
		if err := opens(f.Path(), s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestKeysAreChangedTogetherOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	f := create(t, filepath.Join(dir, "a.guvoh"))
	first := f.Slots()[0].ID
	harmless := create(t, filepath.Join(dir, "harmless.guvoh"))
	elsewhere := create(t, filepath.Join(t.TempDir(), "b.guvoh"))
	for name, c := range map[string]struct {
		changes []vault.Change
		want    error
	}{
		"a key that is not there":        {[]vault.Change{vault.Remove("none")}, vault.ErrNoSlot},
		"the last key":                   {[]vault.Change{vault.Remove(first)}, vault.ErrLastKey},
		"the last but a decoy":           {[]vault.Change{vault.Add(vault.NewDecoy("harmless", harmless)), vault.Remove(first)}, vault.ErrLastKey},
		"an empty passphrase":            {[]vault.Change{vault.SetWipeAfter(3), vault.Add(vault.NewPassphrase("", ""))}, vault.ErrEmpty},
		"no words":                       {[]vault.Change{vault.Add(vault.NewRecovery(nil, ""))}, vault.ErrEmpty},
		"an empty passphrase of a decoy": {[]vault.Change{vault.Add(vault.NewDecoy("", harmless))}, vault.ErrEmpty},
		"a decoy in another folder":      {[]vault.Change{vault.Add(vault.NewDecoy("decoy", elsewhere))}, vault.ErrFolder},
		"the same key twice":             {[]vault.Change{vault.Add(vault.NewPassphrase("new", "")), vault.Remove(first), vault.Remove(first)}, vault.ErrNoSlot},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			before, err := os.ReadFile(f.Path())
			must(t, err)
			if err := f.Save(c.changes...); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			now, err := os.ReadFile(f.Path())
			must(t, err)
			if !bytes.Equal(before, now) || len(f.Slots()) != 1 || f.WipeAfter() != 0 || !f.Opens(right) {
				t.Error("something has changed")
			}
		})
	}
	t.Run("a passphrase is changed in one step", func(t *testing.T) {
		must(t, f.Save(vault.Add(vault.NewPassphrase("new", "mine")), vault.Remove(first)))
		f.Close()
		if err := opens(f.Path(), right); !errors.Is(err, vault.ErrWrongKey) {
			t.Errorf("the old one: %v", err)
		}
		if err := opens(f.Path(), vault.Passphrase("new")); err != nil {
			t.Errorf("the new one: %v", err)
		}
	})
	t.Run("nothing is changed after the keys were forgotten", func(t *testing.T) {
		if err := f.Save(vault.SetWipeAfter(3)); err == nil {
			t.Error("no error")
		}
	})
}

func TestNothingOfAPersonIsInTheHeader(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	who := "Gulnora Ўткир"
	id, err := age.GenerateX25519Identity()
	must(t, err)
	must(t, f.Save(vault.Add(vault.NewPassphrase("another", who)), vault.Add(vault.NewRecipient(id.Recipient(), who)),
		vault.Add(vault.NewShares(words(1), 3, 5, who))))
	b, err := os.ReadFile(f.Path())
	must(t, err)
	for _, secret := range []string{"Gulnora", "Ўткир", "passphrase", "shares", "recovery", "another", id.Recipient().String(), f.Slots()[1].ID} {
		if bytes.Contains(b, []byte(secret)) {
			t.Errorf("%q stands in the file", secret)
		}
	}
	f.Close()
	g, err := vault.Open(f.Path(), right)
	must(t, err)
	defer g.Close()
	s := g.Slots()
	if len(s) != 4 || s[1].Label != who || s[2].Kind != vault.KindRecipient || s[3].Threshold != 3 || s[3].Shares != 5 {
		t.Error("what was noted of the keys is not there again")
	}
}

func TestALongLabelIsCutAtALetter(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	for n, text := range []string{strings.Repeat("ў", 200), "x" + strings.Repeat("ў", 200), strings.Repeat("€", 99), "  short \n", strings.Repeat("a", 120)} {
		must(t, f.Save(vault.Add(vault.NewRecovery(words(n), text))))
		got := f.Slots()[n+1].Label
		if !utf8.ValidString(got) || len(got) > 120 || !strings.HasPrefix(strings.TrimSpace(text), got) || len(got) < min(118, len(strings.TrimSpace(text))) {
			t.Errorf("label %d became one of %d bytes, valid: %v", n, len(got), utf8.ValidString(got))
		}
	}
}

func TestADecoyOpensAnotherFile(t *testing.T) {
	dir := t.TempDir()
	harmless := create(t, filepath.Join(dir, "harmless.guvoh"))
	f := create(t, filepath.Join(dir, "a.guvoh"))
	must(t, f.Save(vault.Add(vault.NewDecoy("decoy", harmless)), vault.SetWipeAfter(3)))
	if f.Opens(vault.Passphrase("decoy")) {
		t.Error("it is said to open this file")
	}
	f.Close()
	harmless.Close()
	attempts := func() int {
		t.Helper()
		i, err := vault.Inspect(f.Path())
		must(t, err)
		return i.Attempts
	}
	g, err := vault.Open(f.Path(), vault.Passphrase("decoy"))
	must(t, err)
	if g.Path() != harmless.Path() {
		t.Errorf("it opens %s", g.Path())
	}
	g.Close()
	t.Run("as any passphrase that opens it ends the count of wrong ones", func(t *testing.T) {
		if err := opens(f.Path(), vault.Passphrase("wrong")); !errors.Is(err, vault.ErrWrongKey) || attempts() != 1 {
			t.Fatalf("%v, %d attempts", err, attempts())
		}
		must(t, opens(f.Path(), vault.Passphrase("decoy")))
		if n := attempts(); n != 0 {
			t.Errorf("%d attempts are counted still, so that it can be told from others", n)
		}
	})
	t.Run("is a wrong passphrase once the other is gone", func(t *testing.T) {
		must(t, os.Rename(harmless.Path(), harmless.Path()+".away"))
		if err := opens(f.Path(), vault.Passphrase("decoy")); !errors.Is(err, vault.ErrWrongKey) || attempts() != 1 {
			t.Errorf("%v, %d attempts", err, attempts())
		}
		t.Run("or another lies in its place", func(t *testing.T) {
			create(t, harmless.Path()).Close()
			if err := opens(f.Path(), vault.Passphrase("decoy")); !errors.Is(err, vault.ErrWrongKey) || attempts() != 2 {
				t.Errorf("%v, %d attempts", err, attempts())
			}
		})
		must(t, opens(f.Path(), right))
	})
}

// wiped fails when anything opens the file, or what was in its header is
// still there.
func wiped(t *testing.T, path string, before []byte, secrets ...vault.Secret) {
	t.Helper()
	for n, s := range secrets {
		if err := opens(path, s); !errors.Is(err, vault.ErrNotVault) {
			t.Errorf("secret %d: %v", n, err)
		}
	}
	h, err := os.Open(path)
	must(t, err)
	defer h.Close()
	now := make([]byte, vault.HeaderSize)
	_, err = h.ReadAt(now, 0)
	must(t, err)
	for at := 0; at+64 <= vault.HeaderSize; at += 64 {
		if piece := before[at : at+64]; !bytes.Equal(piece, make([]byte, 64)) && bytes.Contains(now, piece) {
			t.Fatalf("what stood at %d is still there", at)
		}
	}
}

func TestAWipedFileOpensForNobody(t *testing.T) {
	id, err := age.GenerateX25519Identity()
	must(t, err)
	secrets := []vault.Secret{right, vault.Words(words(1)), vault.Identities{id}}
	locked := func(t *testing.T) (*vault.File, []byte) {
		t.Helper()
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		must(t, f.Save(vault.Add(vault.NewRecovery(words(1), "")), vault.Add(vault.NewRecipient(id.Recipient(), ""))))
		b, err := os.ReadFile(f.Path())
		must(t, err)
		return f, b
	}
	t.Run("when it was closed", func(t *testing.T) {
		f, before := locked(t)
		db := open(t, f)
		run(t, db, "CREATE TABLE t(b)")
		must(t, db.Close())
		secrets := append(slices.Clone(secrets), f.Secret())
		f.Close()
		for _, end := range []string{"-journal", "-wal"} {
			must(t, os.WriteFile(f.Path()+end, []byte("x"), 0o600))
		}
		must(t, vault.Wipe(f.Path()))
		wiped(t, f.Path(), before, secrets...)
		if left, err := filepath.Glob(f.Path() + "-*"); err != nil || len(left) > 0 {
			t.Errorf("left beside it: %v", left)
		}
	})
	t.Run("when SQLite had it open", func(t *testing.T) {
		f, before := locked(t)
		db := open(t, f, ours.pragmas...)
		run(t, db, "CREATE TABLE t(b)")
		secrets := append(slices.Clone(secrets), f.Secret())
		must(t, f.Wipe(control(db), nil))
		if err := f.Change(control(db), vault.MarkReady); err == nil {
			t.Error("its keys can still be changed")
		}
		must(t, db.Close())
		f.Close()
		wiped(t, f.Path(), before, secrets...)
	})
	t.Run("of one gibibyte, in less than two seconds", func(t *testing.T) {
		f, before := locked(t)
		must(t, os.Truncate(f.Path(), 1<<30))
		f.Close()
		begin := time.Now()
		must(t, vault.Wipe(f.Path()))
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("it took %v", took)
		}
		wiped(t, f.Path(), before, secrets...)
	})
	t.Run("with a damaged header, too", func(t *testing.T) {
		f, before := locked(t)
		f.Close()
		for _, at := range []int{100, vault.CopySize + 100} {
			before[at] ^= 1
		}
		must(t, os.WriteFile(f.Path(), before, 0o600))
		must(t, vault.Wipe(f.Path()))
		wiped(t, f.Path(), before, secrets...)
	})
	t.Run("and nothing else is ever wiped", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "picture.png")
		text := append([]byte("\x89PNG\r\n\x1a\n"), bytes.Repeat([]byte("picture "), 20_000)...)
		must(t, os.WriteFile(path, text, 0o600))
		if err := vault.Wipe(path); !errors.Is(err, vault.ErrNotVault) {
			t.Error(err)
		}
		if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, text) {
			t.Error("it was changed")
		}
	})
}

func TestWrongPassphrasesAreCountedAndWipeTheFile(t *testing.T) {
	f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	must(t, f.Save(vault.SetWipeAfter(3)))
	before, err := os.ReadFile(f.Path())
	must(t, err)
	f.Close()
	count := func(want int) {
		t.Helper()
		i, err := vault.Inspect(f.Path())
		must(t, err)
		if i.Attempts != want || i.WipeAfter != 3 {
			t.Errorf("%d attempts of %d, want %d", i.Attempts, i.WipeAfter, want)
		}
	}
	wrong := func(want error) {
		t.Helper()
		if err := opens(f.Path(), vault.Passphrase("wrong")); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
	wrong(vault.ErrWrongKey)
	wrong(vault.ErrWrongKey)
	count(2)
	must(t, opens(f.Path(), right)) // whoever knows it ends the count
	count(0)
	wrong(vault.ErrWrongKey)
	b, err := os.ReadFile(f.Path())
	must(t, err)
	clear(b[vault.AttemptsAt:vault.CopySize]) // one of the two counts is put back by somebody
	must(t, os.WriteFile(f.Path(), b, 0o600))
	count(1)
	wrong(vault.ErrWrongKey)
	wrong(vault.ErrWiped)
	wiped(t, f.Path(), before, right)

	t.Run("unless the file does not ask for it", func(t *testing.T) {
		f := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
		f.Close()
		before, err := os.ReadFile(f.Path())
		must(t, err)
		for range 20 {
			if err := opens(f.Path(), vault.Passphrase("wrong")); !errors.Is(err, vault.ErrWrongKey) {
				t.Fatal(err)
			}
		}
		if now, err := os.ReadFile(f.Path()); err != nil || !bytes.Equal(now, before) {
			t.Error("the file was changed")
		}
	})
}

func TestWhatAGuessCosts(t *testing.T) {
	floor := vault.Floor
	for took, want := range map[time.Duration]vault.Cost{
		0:                       {Time: 8, Memory: vault.Ceiling.Memory, Threads: 4}, // no clock is that fine
		10 * time.Millisecond:   {Time: 8, Memory: vault.Ceiling.Memory, Threads: 4},
		60 * time.Millisecond:   {Time: 8, Memory: vault.Ceiling.Memory, Threads: 4},
		100 * time.Millisecond:  {Time: 6, Memory: vault.Ceiling.Memory, Threads: 4},
		200 * time.Millisecond:  {Time: 3, Memory: vault.Ceiling.Memory, Threads: 4},
		250 * time.Millisecond:  {Time: 3, Memory: vault.Ceiling.Memory, Threads: 4},
		300 * time.Millisecond:  {Time: 3, Memory: 2 * floor.Memory, Threads: 4},
		500 * time.Millisecond:  {Time: 3, Memory: 2 * floor.Memory, Threads: 4},
		501 * time.Millisecond:  floor,
		1000 * time.Millisecond: floor,
		time.Minute:             floor,
	} {
		if got := vault.CostFor(took); got != want {
			t.Errorf("where the floor takes %v: %+v, want %+v", took, got, want)
		}
	}
	for d := time.Duration(0); d < 2*time.Second; d += 7 * time.Millisecond {
		c := vault.CostFor(d)
		between(t, fmt.Sprint("where the floor takes ", d), c)
	}
	between(t, "on this machine", vault.Calibrate())
}

// between fails when a cost is not between the floor and the ceiling.
func between(t *testing.T, when string, c vault.Cost) {
	t.Helper()
	low, high, most := vault.Floor, vault.Ceiling, vault.Limit
	if c.Time < low.Time || c.Time > high.Time || c.Memory < low.Memory || c.Memory > high.Memory || c.Threads != low.Threads {
		t.Errorf("%s: %+v is not between %+v and %+v", when, c, low, high)
	}
	if c.Time > most.Time || c.Memory > most.Memory || c.Threads > most.Threads {
		t.Errorf("%s: %+v is more than we bear ourselves", when, c)
	}
}

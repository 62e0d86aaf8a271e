package team_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/pack"
	"guvoh/model/store"
	"guvoh/model/team"
)

// forged is the newest pack of somebody, with one more entry that they never
// wrote.
func forged(t *testing.T, of *replica, signature []byte) *pack.Pack {
	t.Helper()
	packs, _, err := team.Packs(of.team)
	if err != nil || len(packs) == 0 {
		t.Fatal(err)
	}
	p := packs[0]
	body := bytes.Clone(p.Links[len(p.Links)-1].Body)
	e, _, err := journal.Decode(p.Stream.ID, body)
	if err != nil {
		t.Fatal(err)
	}
	e.Lamport++
	e.Ops = []journal.Op{{Field: "title", Value: model.TextValue("a lie")}}
	body = e.Encode(p.Stream.ID)
	_, committed, err := journal.Decode(p.Stream.ID, body)
	if err != nil {
		t.Fatal(err)
	}
	r := &p.Stream.Runs[0]
	r.Last++
	r.Hash = journal.Chain(r.Hash, p.Stream.ID, r.Last, committed)
	r.Signature = signature
	p.Links = append(p.Links, journal.Link{Seq: r.Last, Body: body})
	return p
}

// What a member can do who is one, and means harm.
func TestAMemberWhoForges(t *testing.T) {
	t.Run("what bears no sound signature goes into quarantine, once", func(t *testing.T) {
		a, b, c := trio(t)
		id := a.create("one")
		settled(t, a, b, c)
		signature := make([]byte, 64)
		if _, err := rand.Read(signature); err != nil {
			t.Fatal(err)
		}
		if err := team.WritePack(c.team, forged(t, a, signature)); err != nil {
			t.Fatal(err)
		}
		s := b.sync()
		if !has(s.Problems, team.Quarantined) || b.shows(id, "title") != "one" {
			t.Errorf("problems %v", s.Problems)
		}
		q, err := b.db.Quarantine(ctx)
		if err != nil || len(q) != 1 || q[0].Reason != store.Forged {
			t.Errorf("%d in quarantine, %v", len(q), err)
		}
		if s := b.sync(); len(s.Came) != 0 || len(s.Problems) != 0 {
			t.Errorf("again: problems %v", s.Problems)
		}
		t.Run("and the true entries come all the same", func(t *testing.T) {
			a.set(id, "title", "two")
			a.set(id, "title", "three")
			a.sync()
			if b.sync(); b.shows(id, "title") != "three" {
				t.Error("they did not come")
			}
		})
		t.Run("and are written again where only the lie would be left", func(t *testing.T) {
			mine := packsOf(t, a)
			if err := os.RemoveAll(filepath.Join(a.folder, "team", a.team.Status().Self.ID, "packs")); err != nil {
				t.Fatal(err)
			}
			b.sync()
			for _, name := range packsOf(t, b) {
				if filepath.Base(filepath.Dir(name)) == filepath.Base(filepath.Dir(mine[0])) && strings.HasPrefix(filepath.Base(name), "00000001-") {
					return
				}
			}
			t.Error("they were not")
		})
	})
	t.Run("a state in another's name is not believed", func(t *testing.T) {
		a, b, c := trio(t)
		if err := team.ForgeState(c.team, b.team.Status().Self.ID); err != nil {
			t.Fatal(err)
		}
		if s := a.sync(); len(s.Members) != 3 || !has(s.Problems, team.Forged) {
			t.Errorf("%d members, problems %v", len(s.Members), s.Problems)
		}
	})
	t.Run("nor is an epoch", func(t *testing.T) {
		a, b, c := trio(t)
		if err := team.ForgeEpoch(c.team, a.team.Status().Self.ID, b.team.Status().Self.ID); err != nil {
			t.Fatal(err)
		}
		for _, r := range []*replica{a, b} {
			if s := r.sync(); len(s.Members) != 3 {
				t.Errorf("%d members, problems %v", len(s.Members), s.Problems)
			}
		}
		if s := a.sync(); !has(s.Problems, team.Forged) {
			t.Errorf("problems %v", s.Problems)
		}
	})
	t.Run("what has no signature waits, and is no news", func(t *testing.T) {
		a, b, c := trio(t)
		a.create("one")
		settled(t, a, b, c)
		before := b.digest()
		if err := team.WritePack(c.team, forged(t, a, nil)); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if s := b.sync(); len(s.Came) != 0 || b.digest() != before {
				t.Error("it was taken")
			}
		}
	})
}

func TestARestoredBackup(t *testing.T) {
	a, b, c := trio(t)
	id := a.create("one")
	settled(t, a, b, c)
	if err := a.db.Close(); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(a.path)
	if err != nil {
		t.Fatal(err)
	}
	a.reopened()
	a.set(id, "title", "after the backup")
	a.attach([]byte("picture"))
	settled(t, a, b, c)
	want := a.digest()
	if err := a.db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(a.path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	a.reopened()
	if a.digest() == want {
		t.Fatal("the backup holds everything")
	}
	t.Run("gets its own later work back from the folder", func(t *testing.T) {
		settled(t, a, b, c)
		if a.digest() != want {
			t.Error("something is missing")
		}
	})
	t.Run("and goes on", func(t *testing.T) {
		a.set(id, "title", "and on")
		settled(t, a, b, c)
		mustBeEqual(t, a, b, c)
	})
}

// reopened opens a file that was closed.
func (r *replica) reopened() {
	r.t.Helper()
	var err error
	if r.db, err = store.Open(r.path, r.o); err != nil {
		r.t.Fatal(err)
	}
	r.open()
}

func TestTwoCopiesOnOneDevice(t *testing.T) {
	a, b, c := trio(t)
	a.create("one")
	settled(t, a, b, c)
	if err := a.db.Close(); err != nil {
		t.Fatal(err)
	}
	d := newReplica(t, "Anora", a.path, a.folder) // with the same profile
	a.reopened()
	d.open()
	a.create("in the first copy")
	d.create("in the second copy")
	settled(t, a, d, b, c)
	mustBeEqual(t, a, d, b, c)
}

func TestAPassThatIsCalledOff(t *testing.T) {
	a, b, _ := trio(t)
	for range 4 {
		a.create("one")
		a.reopen()
	}
	stopped, stop := context.WithCancel(ctx)
	_, err := a.team.Sync(stopped, func(s team.Step) {
		if s.What == "write" && s.Done == 2 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if n := len(packsOf(t, a)); n != 2 {
		t.Errorf("%d packs were written", n)
	}
	a.sync()
	b.sync()
	mustBeEqual(t, a, b)
}

func TestWhatAKilledProgramLeft(t *testing.T) {
	a, _, _ := trio(t)
	a.create("one")
	a.sync()
	part := filepath.Join(a.folder, filepath.FromSlash(filepath.Dir(packsOf(t, a)[0])), ".guvoh-x.part")
	if err := os.WriteFile(part, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if a.sync(); !there(part) {
		t.Error("a part that may be in use was removed")
	}
	a.now = a.now.AddDate(0, 0, 2)
	if a.sync(); there(part) {
		t.Error("it is still there")
	}
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// FuzzHoldings has anything for what a state says of streams.
func FuzzHoldings(f *testing.F) {
	f.Add([]byte{0, 0})
	f.Add(append(append([]byte{1, 1, 'a', 1}, make([]byte, 16+1+8+16)...), 1, 1, 2))
	f.Fuzz(func(t *testing.T, b []byte) {
		again, err := team.Holdings(b)
		if err != nil {
			return
		}
		if third, err := team.Holdings(again); err != nil || !bytes.Equal(again, third) {
			t.Error("what was written cannot be read")
		}
	})
}

// FuzzDeclaration has anything for what the author of an epoch says.
func FuzzDeclaration(f *testing.F) {
	f.Add([]byte(`{"guvoh_epoch":1,"number":1,"key":"AAAA","author":"a","members":[],"gone":[],"earlier":[]}`))
	f.Fuzz(func(t *testing.T, said []byte) { team.Declared(said) })
}

package team_test

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model/team"
	"guvoh/model/vault/vaulttest/raced"
)

func TestRemoval(t *testing.T) {
	a, b, c := trio(t)
	a.create("before")
	c.create("of Dilbar")
	settled(t, a, b, c)
	c.create("at the last moment")
	c.sync()
	if err := a.team.Remove(ctx, c.team.Status().Self.ID); err != nil {
		t.Fatal(err)
	}
	a.create("after")
	settled(t, a, b)
	mustBeEqual(t, a, b)
	had := c.digest()
	t.Run("the removed reads nothing new", func(t *testing.T) {
		s, err := c.team.Sync(ctx, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !has(s.Problems, team.Removed) || c.digest() != had {
			t.Errorf("problems %v", s.Problems)
		}
	})
	t.Run("and nobody reads what they write", func(t *testing.T) {
		had := a.digest()
		c.create("from a seized laptop")
		c.sync()
		s := a.sync()
		if !has(s.Problems, team.AfterRemoval) || a.digest() != had {
			t.Errorf("problems %v", s.Problems)
		}
		if len(s.Members) != 2 || len(s.Waiting) != 0 {
			t.Errorf("%d members, %d wait", len(s.Members), len(s.Waiting))
		}
	})
	t.Run("below whosever name they put it", func(t *testing.T) {
		had := a.digest()
		moved := 0
		for name, x := range files(t, a.folder) {
			if rest, ok := strings.CutPrefix(name, "team/"+c.team.Status().Self.ID+"/packs/"); ok {
				put(t, a.folder, "team/"+b.team.Status().Self.ID+"/packs/"+rest, x)
				moved++
			}
		}
		s := a.sync()
		if a.digest() != had || moved == 0 || !slices.ContainsFunc(s.Problems, func(p team.Problem) bool {
			return p.Code == team.AfterRemoval && p.Member == b.team.Status().Self.ID
		}) {
			t.Errorf("problems %v", s.Problems)
		}
	})
	t.Run("nor can they be let in under the old keys", func(t *testing.T) {
		if err := b.team.Admit(ctx, c.team.Status().Self.ID, "Dilbar"); !errors.Is(err, team.ErrNotWaits) {
			t.Error(err)
		}
	})
	t.Run("nor change the circle", func(t *testing.T) {
		d := newReplica(t, "Erkin", "", a.folder)
		d.join()
		c.sync()
		if err := c.team.Admit(ctx, d.team.Status().Self.ID, "Erkin"); err != nil {
			t.Fatal(err)
		}
		s := a.sync()
		if !has(s.Problems, team.Split) || len(s.Members) != 2 || len(s.Waiting) != 1 {
			t.Errorf("problems %v, %d members, %d wait", s.Problems, len(s.Members), len(s.Waiting))
		}
	})
	t.Run("who comes later reads what was before and after", func(t *testing.T) {
		e := newReplica(t, "Farida", "", a.folder)
		e.join()
		b.letIn(e)
		settled(t, a, b, e)
		mustBeEqual(t, a, b, e)
	})
}

func TestLeaving(t *testing.T) {
	a, b, c := trio(t)
	c.create("the last word")
	if err := c.team.Leave(ctx); err != nil {
		t.Fatal(err)
	}
	settled(t, a, b)
	mustBeEqual(t, a, b)
	if !strings.Contains(a.digest(), "the last word") {
		t.Error("what was written before leaving did not come")
	}
	if s := a.sync(); len(s.Members) != 2 {
		t.Errorf("%d members", len(s.Members))
	}
	if _, err := team.Open(c.db); !errors.Is(err, team.ErrNoTeam) {
		t.Error(err)
	}
	t.Run("and coming back, with new keys", func(t *testing.T) {
		c.join()
		a.letIn(c)
		settled(t, a, b, c)
		mustBeEqual(t, a, b, c)
	})
}

func TestTwoEpochsAtOnce(t *testing.T) {
	raced.OneByOne(t)
	t.Run("two members let somebody in at the same time", func(t *testing.T) {
		a, b, c := trio(t)
		d, e := newReplica(t, "Erkin", "", a.folder), newReplica(t, "Farida", "", a.folder)
		d.join()
		e.join()
		settled(t, a, b, c)
		apart(t, a, b)
		if err := a.team.Admit(ctx, d.team.Status().Self.ID, "Erkin"); err != nil {
			t.Fatal(err)
		}
		if err := b.team.Admit(ctx, e.team.Status().Self.ID, "Farida"); err != nil {
			t.Fatal(err)
		}
		a.create("a")
		b.create("b")
		for range 3 {
			a.sync()
			b.sync()
			carry(t, a.folder, c.folder, theirs(a))
			carry(t, b.folder, c.folder, theirs(b))
			c.sync()
			d.sync()
			e.sync()
			carry(t, c.folder, a.folder, nil)
			carry(t, c.folder, b.folder, nil)
		}
		if err := d.team.Accept(ctx, a.team.Status().Self.ID); err != nil {
			t.Fatal(err)
		}
		if err := e.team.Accept(ctx, b.team.Status().Self.ID); err != nil {
			t.Fatal(err)
		}
		all := []*replica{a, b, c, d, e}
		apart(t, d, e)
		for range 3 {
			for _, r := range all {
				r.sync()
			}
			meet(t, all...)
		}
		settled(t, all...)
		mustBeEqual(t, all...)
		for _, r := range all {
			if s := r.sync(); len(s.Members) != 5 || len(s.Problems) != 0 {
				t.Errorf("%s: %d members, problems %v", r.name, len(s.Members), s.Problems)
			}
		}
	})
	t.Run("one lets somebody in while another removes a third", func(t *testing.T) {
		a, b, c := trio(t)
		d := newReplica(t, "Erkin", "", a.folder)
		d.join()
		settled(t, a, b, c)
		apart(t, a, b)
		if err := a.team.Admit(ctx, d.team.Status().Self.ID, "Erkin"); err != nil {
			t.Fatal(err)
		}
		if err := b.team.Remove(ctx, c.team.Status().Self.ID); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			meet(t, a, b)
			a.sync()
			b.sync()
		}
		for _, r := range []*replica{a, b} {
			if s := r.sync(); len(s.Members) != 3 || len(s.Problems) != 0 {
				t.Errorf("%s: %d members, problems %v", r.name, len(s.Members), s.Problems)
			}
		}
		had := c.digest()
		a.create("after")
		a.sync()
		meet(t, a, b)
		carry(t, a.folder, c.folder, nil)
		if c.sync(); c.digest() != had {
			t.Error("the removed read on")
		}
	})
	t.Run("whom a removed member let in meanwhile waits again", func(t *testing.T) {
		a, b, c := trio(t)
		d := newReplica(t, "Erkin", "", a.folder)
		d.join()
		settled(t, a, b, c)
		apart(t, a, b, c)
		if err := c.team.Admit(ctx, d.team.Status().Self.ID, "Erkin"); err != nil {
			t.Fatal(err)
		}
		if err := a.team.Remove(ctx, c.team.Status().Self.ID); err != nil {
			t.Fatal(err)
		}
		carry(t, c.folder, b.folder, theirs(c)) // b believes that first
		b.sync()
		for range 3 {
			meet(t, a, b, c)
			a.sync()
			b.sync()
		}
		for _, r := range []*replica{a, b} {
			if s := r.sync(); len(s.Members) != 2 || len(s.Waiting) != 1 {
				t.Errorf("%s: %d members, %d wait", r.name, len(s.Members), len(s.Waiting))
			}
		}
	})
}

func TestTwoWhoRemoveEachOther(t *testing.T) {
	a, b, c := trio(t)
	apart(t, a, b, c)
	if err := a.team.Remove(ctx, b.team.Status().Self.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.team.Remove(ctx, a.team.Status().Self.ID); err != nil {
		t.Fatal(err)
	}
	carry(t, a.folder, c.folder, theirs(a)) // c hears of the one first
	c.sync()
	meet(t, a, b, c)
	if s := c.sync(); !has(s.Problems, team.Split) {
		t.Errorf("who reads both is not told: %v", s.Problems)
	}
	if s := b.sync(); !has(s.Problems, team.UnknownEpoch) {
		t.Errorf("who is shut out is not told that others write for another circle: %v", s.Problems)
	}
	a.create("after")
	a.sync()
	meet(t, a, b, c)
	c.sync()
	mustBeEqual(t, a, c)
	if had := b.digest(); had != func() string { b.sync(); return b.digest() }() {
		t.Error("the other side read on")
	}
}

func TestForgedCards(t *testing.T) {
	a, _, _ := trio(t)
	d := newReplica(t, "Erkin", "", a.folder)
	d.join()
	card := "team/" + d.team.Status().Self.ID + "/member"
	sound := files(t, a.folder)[card]
	var fields map[string]any
	if err := json.Unmarshal(sound, &fields); err != nil {
		t.Fatal(err)
	}
	public, _, _ := ed25519.GenerateKey(nil)
	for name, change := range map[string]func(map[string]any){
		"another device's key": func(m map[string]any) { m["device"] = []byte(public) },
		"another recipient":    func(m map[string]any) { m["recipient"] = "age1pq1" + strings.Repeat("q", 60) },
		"another signature":    func(m map[string]any) { m["signature"] = make([]byte, 64) },
	} {
		t.Run(name, func(t *testing.T) {
			copied := map[string]any{}
			for k, v := range fields {
				copied[k] = v
			}
			change(copied)
			b, err := json.Marshal(copied)
			if err != nil {
				t.Fatal(err)
			}
			put(t, a.folder, card, b)
			a.open()
			if s := a.sync(); len(s.Waiting) != 0 || !has(s.Problems, team.Forged) {
				t.Errorf("%d wait, problems %v", len(s.Waiting), s.Problems)
			}
		})
	}
	t.Run("under another name", func(t *testing.T) {
		put(t, a.folder, card, sound)
		put(t, a.folder, "team/"+strings.Repeat("a", 24)+"/member", sound)
		a.open()
		if s := a.sync(); len(s.Waiting) != 1 || !has(s.Problems, team.Forged) {
			t.Errorf("%d wait, problems %v", len(s.Waiting), s.Problems)
		}
	})
}

func TestReplay(t *testing.T) {
	a, b, c := trio(t)
	a.create("one")
	settled(t, a, b, c)
	old := files(t, a.folder)
	if err := a.team.Remove(ctx, c.team.Status().Self.ID); err != nil {
		t.Fatal(err)
	}
	settled(t, a, b)
	a.create("two")
	settled(t, a, b)
	t.Run("a folder put back to an old day changes nothing", func(t *testing.T) {
		if err := os.RemoveAll(filepath.Join(a.folder, "team")); err != nil {
			t.Fatal(err)
		}
		for name, x := range old {
			put(t, a.folder, name, x)
		}
		a.reopen()
		b.reopen()
		settled(t, a, b)
		mustBeEqual(t, a, b)
		for _, r := range []*replica{a, b} {
			if s := r.sync(); len(s.Members) != 2 {
				t.Errorf("%s: %d members", r.name, len(s.Members))
			}
		}
		had := c.digest()
		a.create("three")
		a.sync()
		if c.sync(); c.digest() != had {
			t.Error("the removed read on")
		}
	})
	t.Run("an epoch of somebody who was never a member counts for nothing", func(t *testing.T) {
		x := newReplica(t, "Xurshid", "", t.TempDir())
		x.found() // in a folder of their own, and then let the others in there
		carry(t, a.folder, x.folder, func(name string) bool { return strings.HasSuffix(name, "/member") })
		x.sync()
		for _, r := range []*replica{a, b} {
			if err := x.team.Admit(ctx, r.team.Status().Self.ID, r.name); err != nil {
				t.Fatal(err)
			}
		}
		x.create("a lie")
		x.sync()
		had := a.digest()
		carry(t, x.folder, a.folder, theirs(x))
		s := a.sync()
		if len(s.Members) != 2 || a.digest() != had || len(s.Waiting) != 1 {
			t.Errorf("%d members, %d wait", len(s.Members), len(s.Waiting))
		}
	})
}

package team_test

import (
	"fmt"
	"testing"

	"guvoh/model/team"
	"guvoh/model/vault/vaulttest/raced"
)

// What comes is given to the file in parts, so that nobody who leaves a field
// waits for all of it.
func TestMuchWorkComesInParts(t *testing.T) {
	raced.OneByOne(t)
	entries := func(s team.Status) (n, most int) {
		for _, r := range s.Came {
			n, most = n+r.Entries, max(most, r.Entries)
		}
		return n, most
	}
	t.Run("of whole sessions", func(t *testing.T) {
		a, b, _ := trio(t)
		a.works(200, 20)
		a.sync()
		team.AtOnce(b.team, 45)
		s := b.sync()
		if n, most := entries(s); n != 200 || most != 40 || len(s.Came) != 5 {
			t.Errorf("%d entries in %d merges, %d in the largest", n, len(s.Came), most)
		}
		mustBeEqual(t, a, b)
	})
	t.Run("of a session that was written piece by piece", func(t *testing.T) {
		a, b, _ := trio(t)
		id := a.create("one")
		for i := range 30 {
			a.set(id, "title", fmt.Sprint(i))
			a.sync()
		}
		team.AtOnce(b.team, 10)
		s := b.sync()
		if n, most := entries(s); n != 31 || most != 10 || len(s.Came) != 4 {
			t.Errorf("%d entries in %d merges, %d in the largest", n, len(s.Came), most)
		}
		mustBeEqual(t, a, b)
	})
	t.Run("but never of so many that the list of merges is full of them", func(t *testing.T) {
		a, b, _ := trio(t)
		id := a.create("one")
		for i := range 60 {
			a.set(id, "title", fmt.Sprint(i))
			a.sync()
		}
		team.AtOnce(b.team, 1)
		if s := b.sync(); len(s.Came) > 25 || len(s.Came) < 10 {
			t.Errorf("%d merges", len(s.Came))
		}
		mustBeEqual(t, a, b)
	})
	t.Run("and not behind a signature that is none", func(t *testing.T) {
		a, b, _ := trio(t)
		id := a.create("one")
		for i := range 5 {
			a.set(id, "title", fmt.Sprint(i))
			a.sync()
		}
		packs, _, err := team.Packs(a.team)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, p := range packs {
			if r := &p.Stream.Runs[0]; r.First > 1 && r.Last < 6 {
				n++
				r.Signature = make([]byte, 64)
				if err := team.WritePack(a.team, p); err != nil {
					t.Fatal(err)
				}
			}
		}
		team.AtOnce(b.team, 1)
		s := b.sync()
		if n == 0 || len(s.Problems) != 0 {
			t.Errorf("%d packs, problems %v", n, s.Problems)
		}
		mustBeEqual(t, a, b)
	})
}

package team_test

import (
	"bytes"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/team"
)

// says counts the entries below somebody's own name that hold a word, and gives
// how many attachments lie there.
func (r *replica) says(word string) (entries, attachments int) {
	r.t.Helper()
	packs, attachments, err := team.Packs(r.team)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, p := range packs {
		for _, l := range p.Links {
			if bytes.Contains(l.Body, []byte(word)) {
				entries++
			}
		}
	}
	return entries, attachments
}

func TestAnOrderOfRemovalCleansTheFolder(t *testing.T) {
	a, b, c := trio(t)
	id := a.create("Umarov")
	settled(t, a, b, c)
	b.set(id, "title", "Umarov, and more")
	settled(t, a, b, c)
	var evidence model.Record
	c.do(func(tx *store.Tx) (err error) {
		evidence, err = tx.Evidence(bytes.NewReader([]byte("a picture")), "x.jpg", "image/jpeg", nil)
		return err
	})
	settled(t, a, b, c)
	if n, _ := a.says("Umarov"); n != 1 {
		t.Fatalf("%d entries hold the word", n)
	}
	if n, _ := b.says("Umarov"); n != 1 {
		t.Fatalf("%d entries hold the word", n)
	}
	if _, n := c.says(""); n != 1 {
		t.Fatalf("%d attachments", n)
	}
	a.do(func(tx *store.Tx) error { return tx.Purge(id, "title", "consent was withdrawn") })
	a.do(func(tx *store.Tx) error { return tx.PurgeBytes(evidence.ID, "consent was withdrawn") })
	for range 2 {
		for _, r := range []*replica{a, b, c} {
			r.sync()
		}
	}
	for _, r := range []*replica{a, b, c} {
		if n, _ := r.says("Umarov"); n != 0 {
			t.Errorf("%d entries below the name of %s hold the word", n, r.name)
		}
	}
	if _, n := c.says(""); n != 0 {
		t.Errorf("%d attachments are left", n)
	}
	mustBeEqual(t, a, b, c)
	t.Run("and is not written again without end", func(t *testing.T) { settled(t, a, b, c) })
	t.Run("and does not come back with the next member", func(t *testing.T) {
		d := newReplica(t, "Erkin", "", a.folder)
		d.join()
		a.letIn(d)
		settled(t, a, b, c, d)
		mustBeEqual(t, a, d)
	})
}

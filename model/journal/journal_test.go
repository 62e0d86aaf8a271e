package journal_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
)

// sample is an entry with every part filled.
func sample(own model.ID) *journal.Entry {
	other := model.NewID()
	return &journal.Entry{
		Action: model.NewID(), Verb: "undo", Of: model.NewID(), At: time.UnixMilli(1402300000123).UTC(), Lamport: 77,
		Record: model.NewID(), Kind: "person", Salt: [16]byte{1, 2, 3},
		Ops: []journal.Op{
			{Field: "birth", Value: `{"words":"about 1975"}`, Preds: []journal.Pred{
				{Op: journal.OpID{Stream: own, Seq: 3, Index: 1}},
				{Op: journal.OpID{Stream: other, Seq: 900000, Index: 0}},
			}},
			{Field: "sex"},
			{Field: journal.Liveness, Value: "true", Preds: []journal.Pred{
				{Op: journal.OpID{Stream: other, Seq: 1}, Rel: journal.Covers},
			}},
		},
	}
}

func TestEntryBytes(t *testing.T) {
	own := model.NewID()
	e := sample(own)
	body := e.Encode(own)

	t.Run("read back as they were written", func(t *testing.T) {
		got, _, err := journal.Decode(own, body)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Encode(own), body) {
			t.Error("the entry changed on the way")
		}
		if got.Verb != e.Verb || !got.At.Equal(e.At) || got.Lamport != e.Lamport || got.Record != e.Record || len(got.Ops) != 3 {
			t.Error("a part of the entry is missing")
		}
	})
	t.Run("any flipped bit changes the committed hash or is refused", func(t *testing.T) {
		_, want, _ := journal.Decode(own, body)
		for i := range body {
			for bit := range 8 {
				bad := bytes.Clone(body)
				bad[i] ^= 1 << bit
				if _, got, err := journal.Decode(own, bad); err == nil && got == want {
					t.Fatalf("bit %d of byte %d is not covered", bit, i)
				}
			}
		}
	})
	t.Run("a cut entry is refused", func(t *testing.T) {
		for i := range body {
			if _, _, err := journal.Decode(own, body[:i]); err == nil {
				t.Fatalf("accepted after %d bytes", i)
			}
		}
	})
	t.Run("an erased value leaves the committed hash as it was", func(t *testing.T) {
		_, want, _ := journal.Decode(own, body)
		erased, err := journal.Erase(own, body, 0)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(erased, []byte("1975")) {
			t.Error("the value is still there")
		}
		if _, got, err := journal.Decode(own, erased); err != nil || got != want {
			t.Errorf("hash changed or entry unreadable: %v", err)
		}
	})
}

func FuzzDecode(f *testing.F) {
	own := model.NewID()
	f.Add(sample(own).Encode(own))
	f.Fuzz(func(t *testing.T, body []byte) {
		e, _, err := journal.Decode(own, body)
		if err != nil {
			return
		}
		again, _, err := journal.Decode(own, e.Encode(own))
		if err != nil || !bytes.Equal(again.Encode(own), e.Encode(own)) {
			t.Fatalf("an accepted entry is not read back as it was: %v", err)
		}
	})
}

// colleague is one copy of one record: a state, and every entry it has seen.
type colleague struct {
	state  *journal.State
	stream model.ID
	seq    uint64
	has    map[journal.OpID]bool
	log    []sent
}

type sent struct {
	stream model.ID
	seq    uint64
	entry  *journal.Entry
}

func (c *colleague) receive(s sent) {
	id := journal.OpID{Stream: s.stream, Seq: s.seq}
	if c.has[id] {
		return
	}
	c.has[id] = true
	c.state.Apply(s.stream, s.seq, s.entry, func(op journal.OpID) bool {
		return c.has[journal.OpID{Stream: op.Stream, Seq: op.Seq}]
	})
	c.log = append(c.log, s)
}

func (c *colleague) write(field string, v model.Value) {
	c.seq++
	e := &journal.Entry{Lamport: uint64(len(c.log)) + 1, Ops: []journal.Op{{
		Field: field, Value: v, Preds: c.state.Replacing(field, field == journal.Liveness && v == "true"),
	}}}
	c.receive(sent{c.stream, c.seq, e})
}

// TestColleagues edits copies apart and hands entries over in any order, with
// gaps and repeats, and asks that all end with one state and no value lost.
func TestColleagues(t *testing.T) {
	fields := []string{"name", "birth", "summary"}
	for seed := range uint64(400) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		team := make([]*colleague, 2+rnd.IntN(3))
		for i := range team {
			team[i] = &colleague{state: journal.NewState(), stream: model.NewID(), has: map[journal.OpID]bool{}}
		}
		for range 60 {
			c := team[rnd.IntN(len(team))]
			switch rnd.IntN(4) {
			case 0, 1:
				c.write(fields[rnd.IntN(len(fields))], model.IntValue(rnd.Int64N(1000)))
			case 2:
				c.write(journal.Liveness, model.BoolValue(rnd.IntN(2) == 0))
			case 3:
				other := team[rnd.IntN(len(team))]
				for _, i := range rnd.Perm(len(other.log)) {
					if rnd.IntN(3) > 0 { // some packs get lost on the way
						c.receive(other.log[i])
					}
				}
			}
		}
		all := map[journal.OpID]sent{}
		for _, c := range team {
			for _, s := range c.log {
				all[journal.OpID{Stream: s.stream, Seq: s.seq}] = s
			}
		}
		for _, c := range team {
			for _, k := range shuffled(rnd, all) {
				c.receive(all[k])
			}
		}
		number := numbering(team)
		for _, c := range team[1:] {
			if !bytes.Equal(c.state.Encode(number), team[0].state.Encode(number)) {
				t.Fatalf("seed %d: two colleagues with the same entries differ", seed)
			}
		}
		mustKeepAll(t, seed, team[0].state, all)
	}
}

// mustKeepAll works out by hand which ops nobody replaced: they, and only
// they, must be heads.
func mustKeepAll(t *testing.T, seed uint64, s *journal.State, all map[journal.OpID]sent) {
	t.Helper()
	replaced := map[journal.OpID]bool{}
	for _, x := range all {
		for _, o := range x.entry.Ops {
			for _, p := range o.Preds {
				if p.Rel == journal.Replaces {
					replaced[p.Op] = true
				}
			}
		}
	}
	want := map[string]int{}
	for id, x := range all {
		for i, o := range x.entry.Ops {
			if !replaced[journal.OpID{Stream: id.Stream, Seq: id.Seq, Index: uint32(i)}] {
				want[o.Field]++
			}
		}
	}
	for f, n := range want {
		if got := len(s.Heads(f)); got != n {
			t.Fatalf("seed %d: field %s has %d heads, not %d", seed, f, got, n)
		}
	}
}

func shuffled(rnd *rand.Rand, all map[journal.OpID]sent) []journal.OpID {
	keys := slices.SortedFunc(maps.Keys(all), func(a, b journal.OpID) int {
		return bytes.Compare(append(a.Stream[:], byte(a.Seq)), append(b.Stream[:], byte(b.Seq)))
	})
	rnd.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	return keys
}

func numbering(team []*colleague) func(model.ID) uint64 {
	n := map[model.ID]uint64{}
	for i, c := range team {
		n[c.stream] = uint64(i + 1)
	}
	return func(id model.ID) uint64 { return n[id] }
}

func TestDeletion(t *testing.T) {
	fresh := func() *colleague {
		return &colleague{state: journal.NewState(), stream: model.NewID(), has: map[journal.OpID]bool{}}
	}
	t.Run("a delete hides what its author had seen", func(t *testing.T) {
		c := fresh()
		c.write("name", `"a"`)
		c.write(journal.Liveness, "true")
		if gone, disputed := c.state.Deleted(); !gone || disputed {
			t.Errorf("deleted %v, disputed %v", gone, disputed)
		}
	})
	t.Run("a delete never beats an edit it has not seen", func(t *testing.T) {
		a, b := fresh(), fresh()
		a.write("name", `"a"`)
		b.receive(a.log[0])
		a.write(journal.Liveness, "true")
		b.write("name", `"b"`)
		a.receive(b.log[1])
		if gone, disputed := a.state.Deleted(); gone || !disputed {
			t.Errorf("deleted %v, disputed %v", gone, disputed)
		}
	})
	t.Run("a restore brings the record back", func(t *testing.T) {
		c := fresh()
		c.write("name", `"a"`)
		c.write(journal.Liveness, "true")
		c.write(journal.Liveness, "false")
		if gone, _ := c.state.Deleted(); gone {
			t.Error("still deleted")
		}
	})
}

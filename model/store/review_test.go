package store_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

// reviewed goes through a file in small turns.
func reviewed(t *testing.T, db *store.DB) []store.Pair {
	t.Helper()
	r, last := db.Review(), 0.0
	for last < 1 {
		part, err := r.Step(ctx, time.Millisecond)
		if err != nil {
			t.Fatal(err)
		}
		if part < last {
			t.Errorf("it was at %.2f of the way, and is at %.2f", last, part)
		}
		last = part
	}
	return r.Found()
}

// count gives the one number that a query gives.
func count(t *testing.T, db *store.DB, query string, args ...any) int {
	t.Helper()
	rows, err := db.Ask(query, args...)
	if err != nil {
		t.Fatal(err)
	}
	return int(rows[0][0].(int64))
}

// alikeAs compares two lists of pairs, whatever their order among equals.
func alikeAs(got, want []store.Pair) error {
	index := func(all []store.Pair) map[[2]model.ID]float64 {
		out := map[[2]model.ID]float64{}
		for _, p := range all {
			out[[2]model.ID{p.One, p.Other}] = math.Round(p.Score * 1e6)
		}
		return out
	}
	g, w := index(got), index(want)
	if !maps.Equal(g, w) {
		for p, s := range g {
			if w[p] != s {
				return fmt.Errorf("%s and %s have %.0f, not %.0f; %d pairs, not %d", p[0], p[1], s, w[p], len(g), len(w))
			}
		}
		return fmt.Errorf("%d pairs, not %d", len(g), len(w))
	}
	return nil
}

func TestAReviewIsKept(t *testing.T) {
	setUp := func(t *testing.T) (f folk, one, other model.ID) {
		f = folk{t, mustCreate(t)}
		one, other = f.one(nil, "Ganikhon Mamatkhanov"), f.one(nil, "Ганихон Маматханов")
		f.one(nil, "Salijon Abdurahmonov")
		if n := len(reviewed(t, f.db)); n != 1 {
			t.Fatalf("%d pairs", n)
		}
		return f, one, other
	}
	unpaired := func(t *testing.T, db *store.DB) int { return count(t, db, "SELECT count(*) FROM unpaired") }
	t.Run("with the file: the next compares only who changed", func(t *testing.T) {
		f, _, _ := setUp(t)
		path := f.db.Path()
		if err := f.db.Close(); err != nil {
			t.Fatal(err)
		}
		f.db = mustOpen(t, path)
		if n := unpaired(t, f.db); n != 0 {
			t.Errorf("%d are to be compared though nobody changed", n)
		}
		if n := len(reviewed(t, f.db)); n != 1 {
			t.Errorf("%d pairs", n)
		}
		f.one(nil, "Солижон Абдурахманов")
		f.readIn()
		if n := unpaired(t, f.db); n != 1 {
			t.Errorf("%d are to be compared, and one is new", n)
		}
		if n := len(reviewed(t, f.db)); n != 2 {
			t.Errorf("%d pairs", n)
		}
	})
	t.Run("and knows what was said since: an answer, a tie, who turned out to be whom", func(t *testing.T) {
		f, one, other := setUp(t)
		for name, say := range map[string]func(){
			"answer":     func() { f.judge(one, other, "unsure") },
			"tie":        func() { f.relate(other, one, "parent") },
			"identified": func() { mustDo(t, f.db, "edit", set(other, "identified_as", model.RefValue(one))) },
		} {
			say()
			if n := len(reviewed(t, f.db)); n != 0 {
				t.Errorf("%s: %d pairs", name, n)
			}
			if _, err := f.db.Undo(ctx); err != nil {
				t.Fatal(err)
			}
			if n := len(reviewed(t, f.db)); n != 1 {
				t.Errorf("%s taken back: %d pairs", name, n)
			}
		}
	})
	t.Run("and holds nothing of somebody who was removed for good", func(t *testing.T) {
		f, one, _ := setUp(t)
		n, err := f.db.Rows(ctx, "person_name", one)
		if err != nil || len(n) != 1 {
			t.Fatal(err)
		}
		mustDo(t, f.db, "purge", func(tx *store.Tx) error { return tx.Purge(n[0].ID, "text", "withdrawn") })
		if n := count(t, f.db, "SELECT count(*) FROM pair"); n != 0 {
			t.Errorf("%d pairs are kept", n)
		}
		if n := len(reviewed(t, f.db)); n != 0 {
			t.Errorf("%d pairs", n)
		}
		mustBeSound(t, f.db)
	})
	t.Run("and is made anew by a repair", func(t *testing.T) {
		f, _, _ := setUp(t)
		if err := f.db.Exec("UPDATE pair SET score = 0"); err != nil {
			t.Fatal(err)
		}
		if len(reviewed(t, f.db)) != 0 {
			t.Fatal("what is kept is not used")
		}
		if err := f.db.Repair(ctx); err != nil {
			t.Fatal(err)
		}
		if n := len(reviewed(t, f.db)); n != 1 {
			t.Errorf("%d pairs", n)
		}
	})
	t.Run("and a check tells when it names somebody who is not there", func(t *testing.T) {
		f, _, _ := setUp(t)
		if err := f.db.Exec("UPDATE pair SET other = 999"); err != nil {
			t.Fatal(err)
		}
		report, err := f.db.Check(ctx, nil)
		if err != nil || !report.OnlyIndex() {
			t.Fatalf("it does not tell, or of more (%v)", err)
		}
		if err := f.db.Repair(ctx); err != nil {
			t.Fatal(err)
		}
		if n := len(reviewed(t, f.db)); n != 1 {
			t.Errorf("%d pairs", n)
		}
		mustBeSound(t, f.db)
	})
	t.Run("and goes on in memory where its pages cannot be read", func(t *testing.T) {
		f, _, _ := setUp(t)
		if n := len(reviewed(t, spoiltPage(t, f.db, "pair"))); n != 1 {
			t.Errorf("%d pairs", n)
		}
	})
	t.Run("but not in a file that is open to look only", func(t *testing.T) {
		f, _, _ := setUp(t)
		path := f.db.Path()
		if err := f.db.Close(); err != nil {
			t.Fatal(err)
		}
		o := options(t)
		o.ReadOnly = true
		db, err := store.Open(path, o)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if n := len(reviewed(t, db)); n != 1 {
			t.Errorf("%d pairs", n)
		}
	})
}

// chance is two copies of a file in which something is done again and again.
type chance struct {
	t     *testing.T
	dice  *rand.Rand
	db    *store.DB
	other *store.DB
}

var chanceNames = []string{
	"Мирсобир Хамидкариев", "Mirsobir Khamidkariev", "Hamidqoriyev Mirsobir", "Ganikhon Mamatkhanov", "Ганихон Маматханов",
	"Salijon Abdurahmonov", "Солижон Абдурахманов", "Olim Karimov", "Олим Каримов", "Alim Karimov", "Karimov Olim Hasanovich", "Halim Karimov",
}

func (c *chance) of(db *store.DB, kind string) (model.Record, bool) {
	rs, err := db.Records(ctx, kind)
	if err != nil {
		c.t.Fatal(err)
	}
	if len(rs) == 0 {
		return model.Record{}, false
	}
	return rs[c.dice.IntN(len(rs))], true
}

func (c *chance) name() model.Value { return text(chanceNames[c.dice.IntN(len(chanceNames))]) }

// do does one thing to one of the copies, and gives what it was.
func (c *chance) do(db *store.DB) string {
	person, some := c.of(db, "person")
	another, _ := c.of(db, "person")
	if !some {
		return c.enter(db, person)
	}
	name, named := c.of(db, "person_name")
	act := func(verb string, fn func(*store.Tx) error) string {
		var refused *store.Refused
		if _, err := db.Do(ctx, verb, fn); err != nil && !errors.As(err, &refused) && !errors.Is(err, store.ErrNotFound) {
			c.t.Fatal(verb, err)
		}
		return verb
	}
	switch n := c.dice.IntN(20); {
	case n < 4:
		return c.enter(db, person)
	case n < 6 && named:
		return act("rename", set(name.ID, "text", c.name()))
	case n == 6 && named:
		return act("move", set(name.ID, "person", model.RefValue(another.ID)))
	case n == 7 && named:
		return act("delete", func(tx *store.Tx) error { return tx.Delete(name.ID) })
	case n == 8:
		return act("delete", func(tx *store.Tx) error { return tx.Delete(person.ID) })
	case n == 9:
		return act("paper", put(record("identity_document", "person", person, "number", fmt.Sprintf("AA 12345%d", c.dice.IntN(3)))))
	case n == 10:
		return act("birth", set(person.ID, "birth", born(c.t, []string{"1978", "1979", "5 May 1978"}[c.dice.IntN(3)])))
	case n == 11:
		return act("place", func(tx *store.Tx) error {
			p := model.NewRecord("place")
			p.Set("name", text([]string{"Tashkent", "Ташкент", "Namangan"}[c.dice.IntN(3)]))
			return errors.Join(tx.Put(p), tx.Set(person.ID, "birth_place", model.RefValue(p.ID)))
		})
	case n == 12:
		if place, some := c.of(db, "place"); some {
			return act("rename_place", set(place.ID, "name", text("Namangan")))
		}
	case n == 13 && person.ID != another.ID:
		return act("judge", func(tx *store.Tx) error {
			j := model.NewJudgement(person.ID, another.ID)
			j.Set("judgement", text("unsure"))
			return tx.Put(j)
		})
	case n == 14 && person.ID != another.ID:
		return act("relate", put(record("relationship", "person", person, "other", another, "kind", "sibling")))
	case n == 15:
		return act("group", set(person.ID, "kind", text("group")))
	case n == 16 && named:
		if name.Text("text") != "" {
			return act("purge", func(tx *store.Tx) error { return tx.Purge(name.ID, "text", "withdrawn") })
		}
	case n < 19:
		if _, err := db.Undo(ctx); err != nil && !errors.Is(err, store.ErrNothing) {
			c.t.Fatal("undo", err)
		}
		return "undo"
	}
	return c.merge(db)
}

func (c *chance) enter(db *store.DB, _ model.Record) string {
	p := model.NewRecord("person")
	n := record("person_name", "person", p, "text", "")
	n.Set("text", c.name())
	mustDo(c.t, db, "create", put(p, n))
	return "create"
}

// merge takes in what the other copy has, and now and then takes that back.
func (c *chance) merge(db *store.DB) string {
	from := c.other
	if db == c.other {
		from = c.db
	}
	r := mustMergeIn(c.t, db, from, store.Choice{Again: true})
	if len(r.Quarantine) > 0 {
		c.t.Fatalf("what a colleague wrote is in quarantine: %s", r.Quarantine[0].Reason)
	}
	if r.Merge == 0 || c.dice.IntN(3) > 0 {
		return "merge"
	}
	if _, err := db.Unmerge(ctx, r.Merge, nil); err != nil {
		c.t.Fatal("unmerge", err)
	}
	return "unmerge"
}

// hold compares what is kept with what is found in memory, and with what a repaired
// copy finds.
func (c *chance) hold(db *store.DB, did []string) {
	c.t.Helper()
	got := reviewed(c.t, db)
	f := folk{c.t, db}
	f.readIn()
	if err := alikeAs(got, f.pairs()); err != nil {
		c.t.Fatalf("kept, and made anew in memory: %v\nafter %q", err, did)
	}
	again := mustCopyTo(c.t, db, fmt.Sprint("z", len(did)))
	defer again.Close()
	if err := again.Repair(ctx); err != nil {
		c.t.Fatal(err)
	}
	if err := alikeAs(got, reviewed(c.t, again)); err != nil {
		c.t.Fatalf("kept, and made anew by a repair: %v\nafter %q", err, did)
	}
}

func TestWhateverIsDoneAReviewIsKeptAsIfMadeAnew(t *testing.T) {
	raced.OneByOne(t)
	defer store.FewTogether(5)() // so that keys become crowded and cease to be
	schedules := uint64(12)
	if testing.Short() {
		schedules = 3
	}
	for seed := range schedules {
		t.Run(fmt.Sprint("by the dice ", seed), func(t *testing.T) {
			first := mustCreate(t)
			c := &chance{t: t, dice: rand.New(rand.NewPCG(seed, 6))}
			c.db, c.other = mustCopyTo(t, first, "anora"), mustCopyTo(t, first, "bek")
			var did []string
			for i := range 60 {
				db := c.db
				if c.dice.IntN(3) == 0 {
					db = c.other
				}
				did = append(did, c.do(db))
				switch c.dice.IntN(8) {
				case 0: // it is read in now and then, and never whole
					if _, err := db.ReadIn(ctx, 0); err != nil {
						t.Fatal(err)
					}
				case 1: // and somebody looks for a moment
					if _, err := db.Review().Step(ctx, 0); err != nil {
						t.Fatal(err)
					}
				}
				if i%15 == 14 {
					c.hold(db, did)
				}
			}
			mustBeSound(t, c.db)
			mustBeSound(t, c.other)
		})
	}
}

package store_test

import (
	"slices"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/names"
	"guvoh/model/store"
)

// folk is a file of persons.
type folk struct {
	t  *testing.T
	db *store.DB
}

// one records a person under names; facts are fields of the person.
func (f folk) one(facts map[string]model.Value, texts ...string) model.ID {
	f.t.Helper()
	p := model.NewRecord("person")
	for field, v := range facts {
		p.Set(field, v)
	}
	rs := []model.Record{p}
	for _, s := range texts {
		rs = append(rs, record("person_name", "person", p, "text", s))
	}
	mustDo(f.t, f.db, "create", put(rs...))
	return p.ID
}

// readIn has the index know all.
func (f folk) readIn() {
	f.t.Helper()
	for {
		left, err := f.db.ReadIn(ctx, time.Second)
		if err != nil {
			f.t.Fatal(err)
		}
		if left == 0 {
			return
		}
	}
}

func (f folk) alike(p store.Probe) []store.Candidate {
	f.t.Helper()
	found, err := f.db.Alike(ctx, p, 10)
	if err != nil {
		f.t.Fatal(err)
	}
	return found
}

func (f folk) of(person model.ID) store.Probe {
	f.t.Helper()
	p, err := f.db.ProbeOf(ctx, person)
	if err != nil {
		f.t.Fatal(err)
	}
	return p
}

func (f folk) relate(one, other model.ID, kind string) {
	f.t.Helper()
	r := model.NewRecord("relationship")
	r.Set("person", model.RefValue(one))
	r.Set("other", model.RefValue(other))
	r.Set("kind", text(kind))
	mustDo(f.t, f.db, "create", put(r))
}

func (f folk) judge(one, other model.ID, answer string) {
	f.t.Helper()
	r := model.NewJudgement(one, other)
	r.Set("judgement", text(answer))
	mustDo(f.t, f.db, "judge", put(r))
}

// pairs goes through the whole file in small turns.
func (f folk) pairs() []store.Pair {
	f.t.Helper()
	p, last := f.db.Pairing(), 0.0
	for last < 1 {
		part, err := p.Step(ctx, time.Millisecond)
		if err != nil {
			f.t.Fatal(err)
		}
		if part < last {
			f.t.Errorf("it was at %.2f of the way, and is at %.2f", last, part)
		}
		last = part
	}
	return p.Found()
}

func persons(found []store.Candidate) []model.ID {
	out := make([]model.ID, len(found))
	for i, c := range found {
		out[i] = c.Person
	}
	return out
}

func born(t *testing.T, words string) model.Value {
	t.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

// inBoth runs a test with an index that knows all, and with one that knows
// nothing yet.
func inBoth(t *testing.T, test func(t *testing.T, f folk, ready func())) {
	t.Run("by the index", func(t *testing.T) {
		f := folk{t, mustCreate(t)}
		test(t, f, f.readIn)
	})
	t.Run("before the index knows them", func(t *testing.T) {
		test(t, folk{t, mustCreate(t)}, func() {})
	})
}

func TestWhoIsTypedMayBeRecordedAlready(t *testing.T) {
	mirsobir := []string{"Mirsobir Khamidkariev", "Мирсобир Хамидкариев", "Mirsobir Khamidkariyev", "Hamidqoriyev Mirsobir"}
	t.Run("four spellings of one man meet", func(t *testing.T) {
		inBoth(t, func(t *testing.T, f folk, ready func()) {
			for i, spelling := range mirsobir {
				id := f.one(nil, spelling)
				ready()
				for k, other := range mirsobir {
					found := f.alike(store.Probe{Names: []string{other}})
					if !slices.Contains(persons(found), id) {
						t.Errorf("spelling %d is not found from spelling %d", i, k)
					}
				}
			}
			if pairs := f.pairs(); len(pairs) != 6 {
				t.Errorf("%d pairs of four records", len(pairs))
			}
		})
	})
	t.Run("father and son, brothers and twins stay two", func(t *testing.T) {
		inBoth(t, func(t *testing.T, f folk, ready func()) {
			f.one(nil, "Karimov Olim Hasanovich")
			f.one(nil, "Каримов Ҳасан Олимович")
			f.one(nil, "Karimov Rustam Hasanovich")
			f.one(nil, "Yusupov Hasan Davronovich")
			f.one(nil, "Юсупов Хусан Давронович")
			ready()
			if pairs := f.pairs(); len(pairs) != 0 {
				t.Errorf("%d pairs are taken for one person", len(pairs))
			}
			if found := f.alike(store.Probe{Names: []string{"Yusupov Husan"}}); len(found) != 1 {
				t.Errorf("one of the twins is asked for, and %d are offered", len(found))
			}
		})
	})
	t.Run("the birth tells a father from a son of his name", func(t *testing.T) {
		f := folk{t, mustCreate(t)}
		f.one(map[string]model.Value{"birth": born(t, "1951")}, "Bekjanov Muhammad")
		son := store.Probe{Names: []string{"Мухаммад Бекжанов"}, Birth: born(t, "1982").Date()}
		if found := f.alike(son); len(found) != 0 {
			t.Errorf("%d are offered", len(found))
		}
		son.Birth = born(t, "1951").Date()
		found := f.alike(son)
		if len(found) != 1 {
			t.Fatalf("%d are offered", len(found))
		}
		if !slices.ContainsFunc(found[0].Why, func(r names.Reason) bool { return r.Code == names.WhyBirthSame }) {
			t.Error("that the births agree is not said")
		}
	})
	t.Run("a paper of one number brings two together whose names differ", func(t *testing.T) {
		inBoth(t, func(t *testing.T, f folk, ready func()) {
			one, other := f.one(nil, "Dilnoza Rahimova"), f.one(nil, "Nargiza Ismoilova")
			for id, number := range map[model.ID]string{one: "АА 123 45-67", other: "aa1234567"} {
				d := model.NewRecord("identity_document")
				d.Set("person", model.RefValue(id))
				d.Set("number", text(number))
				mustDo(t, f.db, "create", put(d))
			}
			ready()
			pairs := f.pairs()
			if len(pairs) != 1 {
				t.Fatalf("%d pairs", len(pairs))
			}
			c, err := f.db.Liken(ctx, one, other)
			if err != nil || len(c.Why) == 0 || c.Why[0].Code != store.WhyDocument {
				t.Errorf("the number is not said first (%v)", err)
			}
		})
	})
	t.Run("who is deleted, a group, or the person themselves is not offered", func(t *testing.T) {
		inBoth(t, func(t *testing.T, f folk, ready func()) {
			gone := f.one(nil, "Otabek Sattoriy")
			f.one(map[string]model.Value{"kind": text("group")}, "Otabek Sattoriy")
			self := f.one(nil, "Отабек Сатторий")
			ready()
			mustDo(t, f.db, "delete", func(tx *store.Tx) error { return tx.Delete(gone) })
			if found := f.alike(f.of(self)); len(found) != 0 {
				t.Errorf("%d are offered", len(found))
			}
			if pairs := f.pairs(); len(pairs) != 0 {
				t.Errorf("%d pairs", len(pairs))
			}
		})
	})
	t.Run("a name that was changed is met as it is now", func(t *testing.T) {
		f := folk{t, mustCreate(t)}
		id := f.one(nil, "Salijon Abdurahmonov")
		f.readIn()
		n, err := f.db.Rows(ctx, "person_name", id)
		if err != nil || len(n) != 1 {
			t.Fatal(err)
		}
		mustDo(t, f.db, "edit", set(n[0].ID, "text", text("Agzam Farmonov")))
		if len(f.alike(store.Probe{Names: []string{"Солижон Абдурахманов"}})) != 0 || len(f.alike(store.Probe{Names: []string{"Азам Фармонов"}})) != 1 {
			t.Error("it is met under the name that it had")
		}
	})
}

func TestWhoIsSettledIsNotOfferedAgain(t *testing.T) {
	setUp := func(t *testing.T) (f folk, one, other model.ID) {
		f = folk{t, mustCreate(t)}
		return f, f.one(nil, "Ganikhon Mamatkhanov"), f.one(nil, "Ганихон Маматханов")
	}
	offered := func(f folk, of model.ID) int { return len(f.alike(f.of(of))) }
	t.Run("nothing is said: both are offered, and they are a pair", func(t *testing.T) {
		f, one, other := setUp(t)
		if offered(f, one) != 1 || offered(f, other) != 1 || len(f.pairs()) != 1 {
			t.Error("they do not meet")
		}
	})
	for _, answer := range []string{"same", "not_same", "unsure"} {
		t.Run("a judgement: "+answer, func(t *testing.T) {
			f, one, other := setUp(t)
			f.judge(other, one, answer)
			if offered(f, one) != 0 || offered(f, other) != 0 || len(f.pairs()) != 0 {
				t.Error("they are offered again")
			}
			p := f.of(one)
			p.Settled = true
			if found := f.alike(p); len(found) != 1 || found[0].Judged != answer {
				t.Error("asked for, it does not say what was judged")
			}
			mustDo(t, f.db, "delete", func(tx *store.Tx) error { return tx.Delete(model.JudgementID(one, other)) })
			if offered(f, one) != 1 {
				t.Error("taken back, they are not offered")
			}
		})
	}
	t.Run("a relationship: nobody is their own father", func(t *testing.T) {
		f, one, other := setUp(t)
		f.relate(one, other, "parent")
		if offered(f, one) != 0 || offered(f, other) != 0 || len(f.pairs()) != 0 {
			t.Error("they are offered")
		}
		if c, err := f.db.Liken(ctx, other, one); err != nil || c.Related != "parent" || !c.Settled() {
			t.Errorf("asked, it does not say how they stand to one another (%v)", err)
		}
	})
	t.Run("that they are possibly one is no answer", func(t *testing.T) {
		f, one, other := setUp(t)
		f.relate(one, other, "same_person")
		if offered(f, one) != 1 {
			t.Error("they are not offered")
		}
	})
	t.Run("one turned out to be the other", func(t *testing.T) {
		f, one, other := setUp(t)
		mustDo(t, f.db, "edit", set(one, "identified_as", model.RefValue(other)))
		if offered(f, one) != 0 || offered(f, other) != 0 {
			t.Error("they are offered")
		}
	})
}

func TestNothingIsChangedByLooking(t *testing.T) {
	f := folk{t, mustCreate(t)}
	one := f.one(nil, "Ganikhon Mamatkhanov")
	f.one(nil, "Ганихон Маматханов")
	before, err := f.db.History(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	f.alike(f.of(one))
	f.pairs()
	after, err := f.db.History(ctx, "")
	if err != nil || len(after) != len(before) {
		t.Errorf("%d changes were made by looking (%v)", len(after)-len(before), err)
	}
	mustBeSound(t, f.db)
}

func TestAGivenNameAlone(t *testing.T) {
	inBoth(t, func(t *testing.T, f folk, ready func()) {
		mirsobir := f.one(map[string]model.Value{"birth": born(t, "1978")}, "Мирсобир Хамидкариев")
		for range 9 {
			f.one(nil, "Alisher Karimov")
		}
		ready()
		t.Run("finds who bears a rare one, as perhaps", func(t *testing.T) {
			got := f.alike(store.Probe{Names: []string{"Mirsobir"}})
			if len(got) != 1 || got[0].Person != mirsobir || got[0].Verdict != names.VerdictCheck {
				t.Errorf("%d found", len(got))
			}
		})
		t.Run("finds nobody where many bear it", func(t *testing.T) {
			if got := f.alike(store.Probe{Names: []string{"Alisher"}}); len(got) != 0 {
				t.Errorf("%d found", len(got))
			}
		})
		t.Run("finds nobody who was born in another time", func(t *testing.T) {
			p := store.Probe{Names: []string{"Mirsobir"}, Birth: born(t, "1941").Date()}
			if got := f.alike(p); len(got) != 0 {
				t.Errorf("%d found", len(got))
			}
		})
	})
}

package store_test

import (
	"context"
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
)

// neighbours are two cases with a person in each and one in both, and a third case
// that has nothing to do with them.
type neighbours struct {
	db                         *store.DB
	first, second, third       model.ID
	aziz, both, dilshod, apart model.ID
	detention, place           model.ID
}

func newNeighbours(t *testing.T) *neighbours {
	t.Helper()
	n := &neighbours{db: mustCreate(t)}
	word, ref := model.TextValue, model.RefValue
	mustDo(t, n.db, "create", func(tx *store.Tx) error {
		put := func(kind string, fields map[string]model.Value) model.ID {
			r := model.NewRecord(kind)
			for f, v := range fields {
				r.Set(f, v)
			}
			if err := tx.Put(r); err != nil {
				t.Fatal(err)
			}
			return r.ID
		}
		for _, id := range []*model.ID{&n.first, &n.second, &n.third} {
			*id = put("case", map[string]model.Value{"reference": word("2014/1"), "title": word("A secret title")})
		}
		in := func(name string, cases ...model.ID) model.ID {
			who := put("person", map[string]model.Value{"kind": word("individual"), "description": word("known by a scar")})
			put("person_name", map[string]model.Value{"person": ref(who), "text": word(name)})
			put("consent", map[string]model.Value{"person": ref(who), "purpose": word("name"), "decision": word("yes")})
			for _, c := range cases {
				put("participant", map[string]model.Value{"case": ref(c), "person": ref(who), "role": word("victim")})
			}
			return who
		}
		n.aziz, n.both = in("Aziz Karimov", n.first), in("Bobur Aliyev", n.first, n.second)
		n.dilshod, n.apart = in("Dilshod Umarov", n.second), in("Erkin Saidov", n.third)
		prison := put("place", map[string]model.Value{"name": word("Jaslyk"), "kind": word("prison")})
		n.place = put("place", map[string]model.Value{"name": word("Cell 4"), "within": ref(prison)})
		n.detention = put("detention", map[string]model.Value{"cases": model.RefsValue(n.first), "person": ref(n.aziz), "place": ref(n.place), "account": word("what he told")})
		put("interview", map[string]model.Value{"cases": model.RefsValue(n.first), "interviewee": ref(n.aziz)})
		put("evidence", map[string]model.Value{"cases": model.RefsValue(n.first), "title": word("A letter")})
		return nil
	})
	return n
}

func TestAround(t *testing.T) {
	ctx := context.Background()
	around := func(t *testing.T, n *neighbours, ids ...model.ID) *model.Snapshot {
		t.Helper()
		s, err := n.db.Around(ctx, ids...)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	there := func(s *model.Snapshot, id model.ID) bool { _, ok := s.Get(id); return ok }
	t.Run("a record everybody in its cases is met, with what they are called and allowed, and nobody else", func(t *testing.T) {
		n := newNeighbours(t)
		s := around(t, n, n.detention)
		if !there(s, n.aziz) || !there(s, n.both) || there(s, n.dilshod) || there(s, n.apart) {
			t.Error("somebody is missing, or too many are there")
		}
		if len(s.Rows("person_name", n.both)) != 1 || len(s.Linked("consent", "person", n.both)) != 1 {
			t.Error("a name or a consent is missing")
		}
		if !there(s, n.place) || len(s.OfKind("place")) != 2 {
			t.Errorf("%d places, want the cell and the prison above it", len(s.OfKind("place")))
		}
	})
	t.Run("somebody it is known in which other cases they are, though not who else is in these", func(t *testing.T) {
		n := newNeighbours(t)
		s := around(t, n, n.detention)
		if len(s.Linked("participant", "person", n.both)) != 2 || there(s, n.dilshod) {
			t.Error("another case is not known, or brings its people along")
		}
	})
	t.Run("a case nothing of it is told but that it is there", func(t *testing.T) {
		n := newNeighbours(t)
		s := around(t, n, n.first, n.second)
		c, ok := s.Get(n.first)
		if !ok || c.Text("title") != "" || c.Text("reference") != "" || there(s, n.third) || !there(s, n.dilshod) {
			t.Error("it tells of a case, or the people of one are missing")
		}
		if len(s.OfKind("detention"))+len(s.OfKind("interview"))+len(s.OfKind("evidence")) != 0 {
			t.Error("an account, an interview or evidence came along")
		}
	})
	t.Run("what is gone there is nothing", func(t *testing.T) {
		n := newNeighbours(t)
		mustDo(t, n.db, "delete", func(tx *store.Tx) error { return tx.Delete(n.second) })
		s := around(t, n, n.second, model.NewID())
		if there(s, n.second) || there(s, n.dilshod) {
			t.Error("a case that was deleted is there")
		}
	})
}

func TestCasesOf(t *testing.T) {
	ctx := context.Background()
	n := newNeighbours(t)
	for name, c := range map[string]struct{ of, want []model.ID }{
		"a record are those that it names":                 {[]model.ID{n.detention}, []model.ID{n.first}},
		"a person are those in which they are":             {[]model.ID{n.both}, []model.ID{n.first, n.second}},
		"several are told once each, in the order of them": {[]model.ID{n.dilshod, n.both, n.detention}, []model.ID{n.second, n.first}},
		"a place are none":                                 {[]model.ID{n.place}, nil},
		"what is not there are none":                       {[]model.ID{model.NewID()}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := n.db.CasesOf(ctx, c.of...)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range c.want {
				if !slices.Contains(got, id) {
					t.Error("a case is missing")
				}
			}
			if len(got) != len(c.want) || len(c.of) == 3 && got[0] != c.want[0] {
				t.Errorf("%d cases, want %d", len(got), len(c.want))
			}
		})
	}
}

package relation_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"guvoh/app/relation"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/export/exporttest"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest"
)

// told is a file with one case.
type told struct {
	*testing.T
	db     *store.DB
	w      *tr.Printer
	inCase model.ID
}

type fields map[string]model.Value

func text(s string) model.Value    { return model.TextValue(s) }
func ref(id model.ID) model.Value  { return model.RefValue(id) }
func refs(id model.ID) model.Value { return model.RefsValue(id) }

func tell(t *testing.T) *told {
	t.Helper()
	schema := exporttest.Schema(t)
	db, err := store.Create(filepath.Join(t.TempDir(), "test.guvoh"), store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: schema, Author: "A. Tester"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	f := &told{T: t, db: db, w: words.Printer("en", schema)}
	f.inCase = f.add("case", fields{"title": text("Held in Jaslyk")})
	return f
}

func (f *told) add(kind string, values fields) model.ID {
	f.Helper()
	r := model.NewRecord(kind)
	for name, v := range values {
		r.Set(name, v)
	}
	if _, err := f.db.Do(context.Background(), "create", func(tx *store.Tx) error { return tx.Put(r) }); err != nil {
		f.Fatal(err)
	}
	return r.ID
}

func (f *told) person(name string) model.ID {
	p := f.add("person", fields{"kind": text("individual")})
	f.add("person_name", fields{"person": ref(p), "text": text(name)})
	return p
}

func (f *told) unit(name string, partOf model.ID) model.ID {
	values := fields{"name": text(name)}
	if !partOf.IsZero() {
		values["part_of"] = ref(partOf)
	}
	return f.add("organisation", values)
}

func (f *told) inIt(person model.ID, role string) {
	f.add("participant", fields{"case": ref(f.inCase), "person": ref(person), "role": text(role)})
}

// did makes an act of one against another, and gives the act and the involvement.
func (f *told) did(who, victim model.ID, what string) (act, in model.ID) {
	event := f.add("event", fields{"cases": refs(f.inCase), "title": text("What happened")})
	act = f.add("act", fields{"event": ref(event), "type": text(what), "victim": ref(victim)})
	return act, f.add("involvement", fields{"act": ref(act), "who": ref(who), "degree": text("ordered"), "rank": text("Captain")})
}

func (f *told) read() relation.Web {
	f.Helper()
	w, err := relation.Read(context.Background(), f.db, f.w, f.inCase)
	if err != nil {
		f.Fatal(err)
	}
	return w
}

// between gives the links from one to another.
func between(w relation.Web, from, to model.ID) []relation.Link {
	return slices.DeleteFunc(slices.Clone(w.Links), func(l relation.Link) bool { return l.From != from.String() || l.To != to.String() })
}

func (f *told) day(words string) model.Value {
	d, err := model.ParseDate(words)
	if err != nil {
		f.Fatal(err)
	}
	return model.DateValue(d)
}

func TestWhoDidWhatToWhom(t *testing.T) {
	f := tell(t)
	victim, officer, alone := f.person("Aziz Karimov"), f.person("Bobur Aliyev"), f.person("Sabina Umarova")
	f.inIt(victim, "victim")
	f.inIt(alone, "witness")
	act, in := f.did(officer, victim, "torture")
	w := f.read()
	links := between(w, officer, victim)
	if len(links) != 1 || links[0].Sort != relation.Did || links[0].Record != in || links[0].Sources != 0 || links[0].Unsure != "" {
		t.Fatalf("the links are %v", links)
	}
	if want := f.w.Word("act_type", "torture") + ": " + f.w.Word("involvement_degree", "ordered"); links[0].Words != want {
		t.Errorf("it says %q, not %q", links[0].Words, want)
	}
	if n, _ := w.Node(victim.String()); n.Name != "Aziz Karimov" || !n.Subject || n.Role != f.w.Word("case_role", "victim") {
		t.Errorf("the victim is %v", n)
	}
	if n, _ := w.Node(officer.String()); n.Role != "Captain" || n.Subject {
		t.Errorf("the officer is %v", n)
	}
	if len(w.Alone) != 1 || w.Alone[0].ID != alone {
		t.Error("who stands to nobody is not said")
	}
	t.Run("sources of the act and of the part in it count", func(t *testing.T) {
		f.add("citation", fields{"subject": ref(act), "credibility": text("doubtful")})
		source := f.add("source", fields{"cases": refs(f.inCase), "title": text("Letter of the mother")})
		f.add("citation", fields{"subject": ref(in), "source": ref(source)})
		if l := between(f.read(), officer, victim)[0]; l.Sources != 2 || l.Unsure == "" || l.Cited != "Letter of the mother" {
			t.Errorf("%d sources (%s), not certain since %q", l.Sources, l.Cited, l.Unsure)
		}
	})
	t.Run("one source that is not doubted is enough", func(t *testing.T) {
		f.add("citation", fields{"subject": ref(act), "credibility": text("probably_true")})
		if l := between(f.read(), officer, victim)[0]; l.Sources != 3 || l.Unsure != "" {
			t.Errorf("%d sources, not certain since %q", l.Sources, l.Unsure)
		}
	})
	t.Run("who speaks of something else of the act bears out nothing, and casts no doubt away", func(t *testing.T) {
		other, _ := f.did(alone, victim, "torture")
		f.add("citation", fields{"subject": ref(other), "credibility": text("doubtful")})
		f.add("citation", fields{"subject": ref(other), "field": text("date"), "credibility": text("confirmed")})
		if l := between(f.read(), alone, victim)[0]; l.Sources != 1 || l.Unsure != f.w.T("relations.doubted") {
			t.Errorf("%d sources, not certain since %q", l.Sources, l.Unsure)
		}
	})
	t.Run("who says otherwise is no source of it", func(t *testing.T) {
		f.add("citation", fields{"subject": ref(in), "field": text("who"), "differs": text("Another did it."), "credibility": text("confirmed")})
		if l := between(f.read(), officer, victim)[0]; l.Sources != 3 || l.Unsure != f.w.T("relations.differs") {
			t.Errorf("%d sources, not certain since %q", l.Sources, l.Unsure)
		}
	})
	t.Run("who is deleted is not drawn", func(t *testing.T) {
		if _, err := f.db.Do(context.Background(), "delete", func(tx *store.Tx) error { return tx.Delete(officer) }); err != nil {
			t.Fatal(err)
		}
		if w := f.read(); len(w.Nodes) != 2 || len(w.Links) != 1 {
			t.Errorf("%d are drawn with %d links", len(w.Nodes), len(w.Links))
		}
	})
}

func TestTies(t *testing.T) {
	f := tell(t)
	victim, mother, officer, chief, stranger := f.person("A"), f.person("B"), f.person("C"), f.person("D"), f.person("E")
	ministry := f.unit("Ministry", model.ID{})
	department := f.unit("Department", ministry)
	f.inIt(victim, "victim")
	f.did(officer, victim, "torture")
	f.add("relationship", fields{"person": ref(mother), "kind": text("parent"), "other": ref(victim)})
	f.add("relationship", fields{"person": ref(officer), "kind": text("officer"), "other": ref(department), "certainty": text("likely")})
	f.add("relationship", fields{"person": ref(officer), "kind": text("subordinate"), "other": ref(chief)})
	f.add("relationship", fields{"person": ref(stranger), "kind": text("officer"), "other": ref(department)})
	f.add("relationship", fields{"person": ref(stranger), "kind": text("friend"), "other": ref(mother)})
	w := f.read()
	for name, c := range map[string]struct {
		from, to model.ID
		sort     relation.Sort
		rises    bool
		unsure   bool
	}{
		"family":              {mother, victim, relation.Family, false, false},
		"a unit, not certain": {officer, department, relation.Command, true, true},
		"who is above":        {officer, chief, relation.Command, true, false},
		"what it is part of":  {department, ministry, relation.Command, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			links := between(w, c.from, c.to)
			if len(links) != 1 {
				t.Fatalf("%d links", len(links))
			}
			if l := links[0]; l.Sort != c.sort || l.Rises != c.rises || (l.Unsure != "") != c.unsure {
				t.Errorf("it is %v", l)
			}
		})
	}
	t.Run("who is known to those around the case only does not join", func(t *testing.T) {
		if _, there := w.Node(stranger.String()); there {
			t.Error("a stranger is drawn")
		}
	})
}

func TestCustody(t *testing.T) {
	f := tell(t)
	held := f.person("A")
	f.inIt(held, "victim")
	prison, service := f.unit("Prison", model.ID{}), f.unit("Service", model.ID{})
	colony := f.add("place", fields{"name": text("Colony")})
	cell := f.add("place", fields{"name": text("Cell 5"), "within": ref(colony)})
	f.add("place_operator", fields{"place": ref(colony), "organisation": ref(service), "from": f.day("2010"), "to": f.day("2015")})
	for i, c := range []struct {
		from, to  string
		custodian model.ID
		told      int // links of who is said to have held
		concluded int // links of who ran the place
	}{
		{"2012", "2013", prison, 1, 1},
		{"2012", "2013", service, 1, 0}, // the same says no more
		{"2017", "2018", model.ID{}, 0, 0},
		{"2008", "2011", model.ID{}, 0, 1},
	} {
		t.Run(fmt.Sprint(c.from, " to ", c.to, " with ", c.told, " who held"), func(t *testing.T) {
			values := fields{"cases": refs(f.inCase), "person": ref(held), "place": ref(cell), "from": f.day(c.from), "to": f.day(c.to)}
			if !c.custodian.IsZero() {
				values["custodian"] = ref(c.custodian)
			}
			d := f.add("detention", values)
			told, concluded := 0, 0
			for _, l := range f.read().Links {
				switch {
				case l.Record == d && l.Unsure == "" && l.Sort == relation.Custody:
					told++
				case l.Record != d && l.Unsure != "" && l.Sort == relation.Custody:
					concluded++
				}
			}
			if told != c.told || concluded != c.concluded {
				t.Errorf("detention %d: %d held, %d ran the place", i, told, concluded)
			}
			if _, err := f.db.Do(context.Background(), "delete", func(tx *store.Tx) error { return tx.Delete(d) }); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestWhoTurnedOutToBeWhom(t *testing.T) {
	f := tell(t)
	victim, known := f.person("A"), f.person("B")
	unknown := f.add("person", fields{"kind": text("unidentified"), "description": text("The tall one"), "identified_as": ref(known)})
	f.inIt(victim, "victim")
	f.did(unknown, victim, "torture")
	w := f.read()
	if links := between(w, unknown, known); len(links) != 1 || links[0].Record != unknown {
		t.Errorf("the links are %v", links)
	}
}

// A word that is added to the vocabulary and not here would be drawn in grey.
func TestEveryKindOfRelationshipIsOfASort(t *testing.T) {
	words := exporttest.Schema(t).Vocabulary("relationship_kind").Words
	if len(words) < 10 {
		t.Fatalf("%d words", len(words))
	}
	for _, w := range words {
		if !relation.Knows(w.ID) {
			t.Errorf("it is not said what %s is about", w.ID)
		}
	}
}

package exchange_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"guvoh/app/exchange"
	"guvoh/export/pattern"
	"guvoh/model"
	"guvoh/model/store"
)

// telling writes records of patterns, some of which rest on a source: their own, that
// of what they are a row of, or none.
type telling struct {
	*rand.Rand
	all    []model.Record
	source model.ID
}

func (x *telling) put(kind string, fields map[string]model.Value) model.ID {
	r := model.NewRecord(kind)
	for name, v := range fields {
		r.Set(name, v)
	}
	x.all = append(x.all, r)
	if kind != "citation" && x.IntN(4) == 0 {
		x.put("citation", map[string]model.Value{"subject": model.RefValue(r.ID), "source": model.RefValue(x.source)})
	}
	return r.ID
}

func (x *telling) day() model.Value {
	if x.IntN(5) == 0 {
		return ""
	}
	day := fmt.Sprintf("2014-05-%02d", 1+x.IntN(28))
	return model.DateValue(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})
}

// tell tells of one case: what was done to somebody, where they were held, and what
// they were accused of.
func (x *telling) tell(place [2]model.ID, officer, judge, agency model.ID) {
	word, ref := model.TextValue, model.RefValue
	in := x.put("case", map[string]model.Value{"reference": word("2014/1"), "title": word("A case"), "status": word("open")})
	who := x.put("person", map[string]model.Value{"kind": word("individual"), "description": word("somebody")})
	for person, role := range map[model.ID]string{who: "victim", officer: "alleged_perpetrator", judge: "judge"} {
		x.put("participant", map[string]model.Value{"case": ref(in), "person": ref(person), "role": word(role)})
	}
	for i := range 2 {
		x.put("detention", map[string]model.Value{"cases": model.RefsValue(in), "person": ref(who), "place": ref(place[i]), "custodian": ref(agency), "from": x.day()})
		e := x.put("event", map[string]model.Value{"cases": model.RefsValue(in), "title": word("what happened"), "kind": word("transfer"), "place": ref(place[i]), "persons": model.RefsValue(who), "date": x.day()})
		for range 2 {
			act := x.put("act", map[string]model.Value{"event": ref(e), "type": word("torture"), "victim": ref(who), "methods": model.ListValue("beating")})
			for _, by := range []model.ID{officer, agency, judge} {
				if x.IntN(3) > 0 {
					x.put("involvement", map[string]model.Value{"act": ref(act), "who": ref(by), "degree": word("direct")})
				}
			}
		}
	}
	p := x.put("proceeding", map[string]model.Value{"cases": model.RefsValue(in), "kind": word("criminal"), "persons": model.RefsValue(who, judge), "body": ref(agency), "from": x.day()})
	x.put("step", map[string]model.Value{"proceeding": ref(p), "kind": word("hearing"), "body": ref(agency), "date": x.day()})
	x.put("charge", map[string]model.Value{"proceeding": ref(p), "person": ref(who), "code": word("Criminal Code"), "number": word("159"), "date": x.day()})
}

func TestATableOfPatternsSaysWhatAnOpenedOneSays(t *testing.T) {
	ctx := context.Background()
	db := create(t)
	x := &telling{Rand: rand.New(rand.NewPCG(3, 5))}
	x.source = x.put("source", map[string]model.Value{"title": model.TextValue("A letter")})
	var places [2]model.ID
	for i := range places {
		places[i] = x.put("place", map[string]model.Value{"name": model.TextValue(fmt.Sprint("Prison ", i)), "kind": model.TextValue("prison")})
	}
	officer := x.put("person", map[string]model.Value{"kind": model.TextValue("unidentified"), "description": model.TextValue("with a scar")})
	judge := x.put("person", map[string]model.Value{"kind": model.TextValue("individual"), "description": model.TextValue("the judge")})
	agency := x.put("organisation", map[string]model.Value{"name": model.TextValue("The service")})
	for range 12 {
		x.tell(places, officer, judge, agency)
	}
	_, err := db.Do(ctx, "create", func(tx *store.Tx) error {
		for _, r := range x.all {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range store.PatternKinds() {
		if by == store.ByProsecutor { // as judges
			continue
		}
		t.Run("by "+string(by), func(t *testing.T) { openAll(t, db, by) })
	}
}

func openAll(t *testing.T, db *store.DB, by store.PatternBy) {
	ctx, say := context.Background(), english(t)
	found, err := db.Patterns(ctx, by, store.PatternFilter{Least: 2})
	if err != nil || len(found) == 0 {
		t.Fatalf("%d patterns: %v", len(found), err)
	}
	sourced := 0
	for _, p := range found {
		s, err := db.PatternSnapshot(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		told, gone := pattern.Tell(say, s, exchange.FoundPatterns([]store.Pattern{p}, false)[0])
		table := [...]int{p.Cases, p.Persons, p.Records, p.Nobody, p.Undated, p.Unsourced()}
		opened := [...]int{told.Cases, told.Persons, told.Records, told.Nobody, told.Undated, told.Unsource}
		if table != opened || len(gone) > 0 {
			t.Errorf("the table says %v, the opened pattern %v; %d records are gone", table, opened, len(gone))
		}
		rows := map[model.ID]bool{}
		for _, r := range told.Rows {
			rows[r.Record] = r.Sourced
		}
		for _, o := range p.Occurrences() {
			if o.Sourced != rows[o.Record] {
				t.Errorf("of a %s the table says %v, the opened pattern %v", o.Kind, o.Sourced, rows[o.Record])
			}
			if o.Sourced {
				sourced++
			}
		}
	}
	if sourced == 0 {
		t.Error("nothing rests on a source")
	}
}

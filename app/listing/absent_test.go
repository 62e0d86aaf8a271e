package listing_test

import (
	"strings"
	"testing"

	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
)

// refused puts somebody into the file who said no, with a record of each kind that
// tells of them by a link of its own or of what it is a row of, and the like of
// somebody who said yes.
func (h house) refused(t *testing.T) {
	t.Helper()
	place := record("place", map[string]model.Value{"name": text("Jaslyk"), "kind": text("prison")})
	officer := record("person", map[string]model.Value{"kind": text("unidentified")})
	all := []model.Record{place, officer}
	for _, who := range []struct{ name, said string }{{"Rahmatov", "no"}, {"Yesbekov", "yes"}} {
		add := func(kind string, values map[string]model.Value) model.Value {
			r := record(kind, values)
			all = append(all, r)
			return model.RefValue(r.ID)
		}
		one := func(v model.Value) model.Value { return model.RefsValue(v.Ref()) }
		c := add("case", map[string]model.Value{"reference": text("Case of the one who said " + who.said)})
		p := add("person", map[string]model.Value{"kind": text("individual")})
		add("person_name", map[string]model.Value{"person": p, "text": text(who.name)})
		add("participant", map[string]model.Value{"case": c, "person": p, "role": text("victim")})
		add("participant", map[string]model.Value{"case": c, "person": model.RefValue(officer.ID), "role": text("official")})
		add("consent", map[string]model.Value{"person": p, "purpose": text("name"), "decision": text(who.said)})
		event := add("event", map[string]model.Value{"cases": one(c), "persons": one(p), "place": model.RefValue(place.ID)})
		act := add("act", map[string]model.Value{"event": event, "victim": p, "type": text("torture")})
		add("act", map[string]model.Value{"event": event, "type": text("torture")})
		add("involvement", map[string]model.Value{"act": act, "who": model.RefValue(officer.ID)})
		add("injury", map[string]model.Value{"person": p, "cases": one(c)})
		proceeding := add("proceeding", map[string]model.Value{"cases": one(c), "persons": one(p)})
		add("step", map[string]model.Value{"proceeding": proceeding})
		add("charge", map[string]model.Value{"proceeding": proceeding, "number": text("244")})
		add("sentence", map[string]model.Value{"proceeding": proceeding, "years": model.IntValue(8)})
		interview := add("interview", map[string]model.Value{"cases": one(c), "interviewee": p})
		add("block", map[string]model.Value{"interview": interview})
		add("interview_break", map[string]model.Value{"interview": interview})
		source := add("source", map[string]model.Value{"who": p})
		add("citation", map[string]model.Value{"subject": act, "source": source})
		add("evidence", map[string]model.Value{"cases": one(c), "persons": one(p)})
		add("evidence", map[string]model.Value{"cases": one(c)})
		add("intervention", map[string]model.Value{"cases": one(c), "persons": one(p)})
		add("relationship", map[string]model.Value{"person": model.RefValue(h.names["Zarina"].ID), "other": p})
	}
	if _, err := h.db.Do(ctx, "create", func(tx *store.Tx) error {
		for _, r := range all {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestNothingOfSomebodyWhoSaidNoIsInAListForOthers(t *testing.T) {
	h := open(t)
	h.refused(t)
	for kind, want := range map[string]int{ // of others
		"case": 2, "participant": 5, "event": 1, "act": 2, "involvement": 1, "injury": 1, "proceeding": 1, "step": 1, "charge": 1, "sentence": 1, "interview": 1,
		"block": 1, "interview_break": 1, "source": 1, "citation": 1, "evidence": 2, "intervention": 1, "relationship": 1,
	} {
		t.Run("no "+kind+" that tells of them", func(t *testing.T) {
			l := h.list("en", question.Column{})
			l.Question.Of, l.Outside = kind, true
			if _, r := rows(t, l); r.Rows != want {
				t.Errorf("%d records are listed and %d left out, want %d", r.Rows, r.LeftOut, want)
			}
		})
	}
	t.Run("nor in a cell of another record", func(t *testing.T) {
		acts := []question.Step{question.Rows("event", "place"), question.Rows("act", "event")}
		l := h.list("en", question.Column{Field: "name"}, question.Column{Path: acts[:1]}, question.Column{Path: append(acts, question.Rows("involvement", "act")), Field: "who"},
			question.Column{Path: acts, Show: question.Count})
		l.Question.Of, l.Outside = "place", true
		got, _ := rows(t, l)
		if row := strings.Join(got[1], "|"); !strings.HasPrefix(row, "Jaslyk|Event|") || strings.Count(row, ";") != 0 || !strings.HasSuffix(row, "|2") {
			t.Errorf("%q", row)
		}
	})
}

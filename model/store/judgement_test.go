package store_test

import (
	"slices"
	"testing"

	"guvoh/model"
)

func TestAJudgementGoesWithItsPersons(t *testing.T) {
	db := mustCreate(t)
	here, there := newCase(t, db, "here"), newCase(t, db, "there")
	otabek, _ := person(t, db, here.ID, "Otabek")
	again, _ := person(t, db, here.ID, "Отабек")
	stranger, _ := person(t, db, there.ID, "Otabek Karimov")
	guard, sameGuard := record("person"), record("person")
	event := record("event", "cases", here, "title", "the beating")
	act := record("act", "event", event, "victim", otabek)
	involved := []model.Record{record("involvement", "act", act, "who", guard), record("involvement", "act", act, "who", sameGuard)}
	judge := func(a, b model.Record, words string) model.Record {
		r := model.NewJudgement(a.ID, b.ID)
		r.Set("judgement", text(words))
		return r
	}
	both, across, guards := judge(again, otabek, "same"), judge(otabek, stranger, "unsure"), judge(guard, sameGuard, "same")
	mustDo(t, db, "create", put(append([]model.Record{guard, sameGuard, event, act, both, across, guards}, involved...)...))
	mustBeSound(t, db)
	s, err := db.Snapshot(ctx, here.ID)
	if err != nil {
		t.Fatal(err)
	}
	found := s.OfKind("judgement")
	has := func(r model.Record) bool {
		return slices.ContainsFunc(found, func(x model.Record) bool { return x.ID == r.ID })
	}
	t.Run("on two persons of the case it goes along", func(t *testing.T) {
		if !has(both) || !has(guards) {
			t.Errorf("%d came", len(found))
		}
	})
	t.Run("on a person of another case it stays, and so does that person", func(t *testing.T) {
		if _, came := s.Get(stranger.ID); came || has(across) {
			t.Error("it brought somebody of another case")
		}
	})
	t.Run("it is one record whoever of the two is named first", func(t *testing.T) {
		other := model.NewJudgement(otabek.ID, again.ID)
		other.Set("judgement", text("not_same"))
		mustDo(t, db, "edit", put(other))
		all, err := db.Records(ctx, "judgement")
		if err != nil || len(all) != 3 {
			t.Errorf("%d judgements (%v)", len(all), err)
		}
	})
}

package store_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

func TestSharePlan(t *testing.T) {
	h := newHousehold(t)
	says := func(p model.Record, purpose, decision string, more ...any) {
		t.Helper()
		mustDo(t, h.db, "create", put(record("consent", append([]any{"person", p, "purpose", purpose, "decision", decision}, more...)...)))
	}
	us := h.person(t, h.one, "caseworker", "Nodira Ours")
	said, conditional := h.person(t, h.one, "witness", "Said Yes"), h.person(t, h.one, "witness", "Said But")
	says(said, "lawyer", "yes")
	says(conditional, "lawyer", "yes", "withhold", "the village")
	says(h.victim, "lawyer", "yes", "recipients", "Ms. Petrova")
	says(h.witness, "share_colleagues", "no")
	says(h.officer, "share_colleagues", "no")
	says(h.both, "share_colleagues", "no", "cases", h.two)
	plan := func(t *testing.T, purpose string, cases ...model.ID) store.SharePlan {
		t.Helper()
		p, err := h.db.SharePlan(ctx, cases, purpose)
		must(t, err)
		return p
	}
	of := func(t *testing.T, p store.SharePlan, id model.ID) store.SharedPerson {
		t.Helper()
		i := slices.IndexFunc(p.Persons, func(s store.SharedPerson) bool { return s.ID == id })
		if i < 0 {
			t.Fatal("the person is not in the plan")
		}
		return p.Persons[i]
	}
	t.Run("tells who would go along, in which part, and what they said", func(t *testing.T) {
		p := plan(t, "lawyer", h.one.ID)
		for _, c := range []struct {
			who      model.Record
			role     string
			state    model.ConsentState
			asked    bool
			leaveOut bool
		}{
			{said, "witness", model.ConsentYes, true, false},
			{conditional, "witness", model.ConsentCondition, true, true},
			{h.victim, "victim", model.ConsentLimited, true, true},
			{h.witness, "witness", model.ConsentMissing, true, true},
			{h.officer, "alleged_perpetrator", model.ConsentMissing, false, false},
			{us, "caseworker", model.ConsentMissing, false, false},
		} {
			got := of(t, p, c.who.ID)
			if !slices.Equal(got.Roles, []string{c.role}) || got.Consent != c.state || got.Asked != c.asked || got.LeaveOut != c.leaveOut || got.Label == "" {
				t.Errorf("%s: %+v", c.role, got)
			}
		}
		if !of(t, p, us.ID).Ours || of(t, p, said.ID).Ours || of(t, p, said.ID).Record.IsZero() {
			t.Error("who is one of ours is not as it is")
		}
	})
	t.Run("proposes to colleagues everybody but who said no", func(t *testing.T) {
		p := plan(t, "share_colleagues", h.one.ID)
		for id, want := range map[model.ID]bool{h.victim.ID: false, said.ID: false, us.ID: false, h.witness.ID: true, h.officer.ID: true, h.both.ID: false} {
			if got := of(t, p, id); got.LeaveOut != want {
				t.Errorf("%v: %+v", want, got)
			}
		}
	})
	t.Run("takes the worst answer of several cases", func(t *testing.T) {
		if got := of(t, plan(t, "share_colleagues", h.one.ID, h.two.ID), h.both.ID); got.Consent != model.ConsentRefused || !got.LeaveOut {
			t.Errorf("%+v", got)
		}
	})
	t.Run("counts what would go along", func(t *testing.T) {
		p := plan(t, "", h.one.ID)
		if p.Composed != 2 || p.Deleted != 1 || p.Kinds["event"] != 2 || p.Records == 0 || p.Streams != 1 || len(p.Authors) != 1 || p.Authors[0].Claimed != "A. Tester" {
			t.Errorf("%+v", p)
		}
		if len(p.Attachments) != 2 || !p.Attachments[0].Here || p.Attachments[0].Size == 0 || p.Attachments[0].Label == "" {
			t.Errorf("attachments: %+v", p.Attachments)
		}
		if !slices.Contains(p.Sensitive, "residence.address") {
			t.Errorf("sensitive: %v", p.Sensitive)
		}
		if len(p.Cases) != 1 || p.Cases[0].Label != ofOne+" title" || p.Cases[0].Records != p.Records {
			t.Errorf("cases: %+v, %d records", p.Cases, p.Records)
		}
		_, report := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}, History: true, Composed: true})
		if n := p.Records + p.Composed + p.Deleted + 1; report.Entries < p.Entries || report.Records != n { // 1: the users' own word
			t.Errorf("%d entries and %d records went, not %d and %d", report.Entries, report.Records, p.Entries, n)
		}
	})
	t.Run("takes a no for that of all records of a person, and a yes for none but its own", func(t *testing.T) {
		again, unknown, other := h.person(t, h.one, "witness", "Twice Recorded"), h.person(t, h.one, "witness", "Nobody Known"), h.person(t, h.one, "witness", "Said Elsewhere")
		j := model.NewJudgement(h.witness.ID, again.ID)
		j.Set("judgement", text("same"))
		k := model.NewJudgement(said.ID, other.ID)
		k.Set("judgement", text("same"))
		mustDo(t, h.db, "judge", put(j, k))
		mustDo(t, h.db, "edit", set(unknown.ID, "identified_as", model.RefValue(again.ID)))
		p := plan(t, "share_colleagues", h.one.ID)
		for _, id := range []model.ID{again.ID, unknown.ID} {
			if got := of(t, p, id); got.Consent != model.ConsentRefused || !got.LeaveOut {
				t.Errorf("%+v", got)
			}
		}
		if got := of(t, plan(t, "lawyer", h.one.ID), other.ID); got.Consent != model.ConsentMissing {
			t.Errorf("%+v", got)
		}
	})
	t.Run("fails for what is no case", func(t *testing.T) {
		if _, err := h.db.SharePlan(ctx, []model.ID{h.victim.ID}, ""); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("fails with %v", err)
		}
	})
}

func TestMentions(t *testing.T) {
	h := newHousehold(t)
	named := record("note", "cases", h.one, "text", "Мы говорили с Дилшодом, его фамилия Zyxwitness.")
	plain := record("note", "cases", h.one, "text", "Nobody is named here.")
	russian := record("person_name", "person", h.officer, "text", "Юсупов Аброр", "family", "Юсупов")
	spoken := record("note", "cases", h.one, "text", "Рассказали о майоре Юсупове.")
	mustDo(t, h.db, "create", put(named, plain, russian, spoken))
	_, r := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}, LeaveOut: []model.ID{h.witness.ID, h.officer.ID}})
	want := []store.Mention{
		{Person: h.witness.ID, Record: named.ID, Kind: "note", Field: "text"},
		{Person: h.officer.ID, Record: spoken.ID, Kind: "note", Field: "text"},
	}
	for _, m := range want {
		if !slices.Contains(r.Mentions, m) {
			t.Errorf("a place where somebody is named was not found")
		}
	}
	if slices.ContainsFunc(r.Mentions, func(m store.Mention) bool { return m.Record == plain.ID }) {
		t.Error("a name was found where there is none")
	}
}

// Where people wrote apart, all that they wrote goes along, and is looked into.
func TestMentionsInWhatStandsBeside(t *testing.T) {
	h := newHousehold(t)
	whole := filepath.Join(t.TempDir(), "copy.guvoh")
	must(t, h.db.CopyTo(whole))
	away := colleague(t, whole)
	mustDo(t, h.db, "edit", set(h.event.ID, "account", text("Somebody saw it.")))
	mustDo(t, away, "edit", set(h.event.ID, "account", text("Dilshod Zyxwitness saw it.")))
	dated := record("event", "cases", h.one, "title", "dated", "date", model.DateValue(model.Date{
		Earliest: "2014-05-01", Latest: "2014-05-01", Precision: model.PrecisionDay, Words: "the day after Zyxwitness came",
	}))
	mustDo(t, h.db, "create", put(dated))
	mustTakeIn(t, h.db, away)
	_, r := h.share(t, store.ShareOptions{Cases: []model.ID{h.one.ID}, LeaveOut: []model.ID{h.witness.ID}})
	for _, m := range []store.Mention{
		{Person: h.witness.ID, Record: h.event.ID, Kind: "event", Field: "account"},
		{Person: h.witness.ID, Record: dated.ID, Kind: "event", Field: "date"},
	} {
		if !slices.Contains(r.Mentions, m) {
			t.Errorf("that somebody is named in the %s was not found", m.Field)
		}
	}
}

func TestPersonsLeftOutAreNowhereByName(t *testing.T) {
	h := newHousehold(t)
	for name, o := range map[string]store.ShareOptions{
		"of a share":                  {},
		"of a share with its history": {History: true, Attachments: true, Composed: true},
	} {
		t.Run(name, func(t *testing.T) {
			o.Cases, o.LeaveOut = []model.ID{h.one.ID}, []model.ID{h.victim.ID, h.witness.ID, h.both.ID, h.officer.ID}
			path, r := h.share(t, o)
			if found := holds(t, path, ofWitness, ofBoth, "Karim", "Dilshod", "Anora", "Yusupov"); len(found) > 0 {
				t.Errorf("its pages hold %v", found)
			}
			if r.Persons != 0 || r.LeftOut.Persons != 4 || r.LeftOut.Records == 0 {
				t.Errorf("%+v", r.LeftOut)
			}
		})
	}
	t.Run("of a snapshot", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a.guvoh")
		_, err := h.db.SnapshotTo(ctx, path, vault.NewPassphrase(string(vaulttest.Passphrase), ""), vaulttest.Cheap, store.SnapshotOptions{
			Cases: []model.ID{h.one.ID}, LeaveOut: []model.ID{h.victim.ID, h.witness.ID, h.both.ID, h.officer.ID}, Attachments: true,
		})
		must(t, err)
		if found := holds(t, path, ofWitness, ofBoth, "Karim", "Dilshod", "Anora", "Yusupov"); len(found) > 0 {
			t.Errorf("its pages hold %v", found)
		}
	})
}

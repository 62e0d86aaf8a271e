package exchange_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"guvoh/app/exchange"
	"guvoh/export/bundle"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

var made = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// prison is a file in which one prison stands in two cases. Who was held in the
// second of them said that they may be named before a court.
type prison struct {
	db         *store.DB
	first, two model.ID
	who        model.ID // of the second case
	dossier    model.Record
}

func newPrison(t *testing.T) *prison {
	t.Helper()
	p := &prison{db: create(t)}
	word, ref := model.TextValue, model.RefValue
	place := p.put(t, "place", map[string]model.Value{"name": word("Jaslyk"), "kind": word("prison")}).ID
	for i, name := range []string{"Aziz Karimov", "Dilshod Umarov"} {
		in := p.put(t, "case", map[string]model.Value{"reference": word([]string{"2014/17", "2015/2"}[i]), "title": word("Held")}).ID
		who := p.put(t, "person", map[string]model.Value{"kind": word("individual")}).ID
		p.put(t, "person_name", map[string]model.Value{"person": ref(who), "text": word(name)})
		p.put(t, "participant", map[string]model.Value{"case": ref(in), "person": ref(who), "role": word("victim")})
		p.put(t, "detention", map[string]model.Value{"cases": model.RefsValue(in), "person": ref(who), "place": ref(place)})
		for _, purpose := range []string{"name", "court"} {
			p.put(t, "consent", map[string]model.Value{"person": ref(who), "purpose": word(purpose), "decision": word("yes")})
		}
		if i == 0 {
			p.first = in
		} else {
			p.two, p.who = in, who
		}
	}
	p.dossier = p.put(t, "dossier", map[string]model.Value{"cases": model.RefsValue(p.first), "title": word("To the Court"), "profile": word("echr-annex"), "language": word("en")})
	return p
}

func (p *prison) put(t *testing.T, kind string, fields map[string]model.Value) model.Record {
	t.Helper()
	r := model.NewRecord(kind)
	for name, v := range fields {
		r.Set(name, v)
	}
	p.do(t, func(tx *store.Tx) error { return tx.Put(r) })
	return r
}

func (p *prison) do(t *testing.T, fn func(*store.Tx) error) {
	t.Helper()
	if _, err := p.db.Do(context.Background(), "create", fn); err != nil {
		t.Fatal(err)
	}
}

// enclose puts the annex in, and gives its evidence.
func (p *prison) enclose(t *testing.T) model.Record {
	t.Helper()
	ctx := context.Background()
	all, err := p.db.Patterns(ctx, store.ByPlace, store.PatternFilter{Least: 2})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d patterns, %v", len(all), err)
	}
	a, err := exchange.MakeAnnex(ctx, p.db, english(t), exchange.AnnexOrder{
		Dossier: p.dossier, Patterns: all, By: store.ByPlace, Filter: store.PatternFilter{Least: 2}, Purpose: "court", At: made,
	})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := p.db.Rows(ctx, "exhibit", p.dossier.ID)
	if err != nil {
		t.Fatal(err)
	}
	p.do(t, func(tx *store.Tx) error { return a.Into(tx, rows) })
	evidence, err := p.db.Records(ctx, "evidence")
	if err != nil || len(evidence) != 1 {
		t.Fatalf("%d pieces of evidence, %v", len(evidence), err)
	}
	return evidence[0]
}

// order is that of the dossier with the annex.
func (p *prison) order(t *testing.T) bundle.Order {
	t.Helper()
	ctx := context.Background()
	s, err := p.db.Snapshot(ctx, p.first)
	if err != nil {
		t.Fatal(err)
	}
	all, _, err := exchange.Profiles(ctx, p.db)
	if err != nil {
		t.Fatal(err)
	}
	return bundle.Order{Profile: profile.Find(all, "echr-annex"), Snapshot: s, Dossier: p.dossier.ID, Words: english(t), At: made}
}

func TestAnAnnexAmongTheExhibits(t *testing.T) {
	ctx := context.Background()
	refused := func(t *testing.T, p *prison, o bundle.Order) *exchange.ErrAnnex {
		t.Helper()
		var why *exchange.ErrAnnex
		if err := exchange.CheckAnnexes(ctx, p.db, o); !errors.As(err, &why) {
			t.Fatalf("it may leave: %v", err)
		}
		return why
	}
	t.Run("belongs to the case of the dossier, and brings nobody of another into it", func(t *testing.T) {
		p := newPrison(t)
		e := p.enclose(t)
		if !slices.Equal(e.Refs("cases"), []model.ID{p.first}) || !slices.Equal(e.Refs("tells_of"), []model.ID{p.two}) || slices.Contains(e.Refs("persons"), p.who) || len(e.Refs("persons")) != 1 {
			t.Error("it stands with other cases or persons")
		}
		if s := p.order(t).Snapshot; len(s.OfKind("case")) != 1 || len(s.OfKind("person")) != 1 {
			t.Errorf("%d cases and %d persons are in the case", len(s.OfKind("case")), len(s.OfKind("person")))
		}
	})
	t.Run("leaves with the dossier, which is remembered in all cases of which it tells", func(t *testing.T) {
		p := newPrison(t)
		p.enclose(t)
		o := p.order(t)
		if err := exchange.CheckAnnexes(ctx, p.db, o); err != nil {
			t.Fatal(err)
		}
		if cases := exchange.DossierCases(o, &bundle.Result{}); !slices.Equal(cases, []model.ID{p.first, p.two}) {
			t.Errorf("%d cases", len(cases))
		}
	})
	t.Run("does not leave once somebody of another case has taken their consent back", func(t *testing.T) {
		p := newPrison(t)
		e := p.enclose(t)
		p.put(t, "consent", map[string]model.Value{"person": model.RefValue(p.who), "cases": model.RefsValue(p.two), "purpose": model.TextValue("name"), "decision": model.TextValue("no")})
		if why := refused(t, p, p.order(t)); why.Evidence != e.ID || why.Unknown {
			t.Error("it is said of another exhibit, or for another reason")
		}
	})
	t.Run("nor once somebody who goes by another word in it has said no", func(t *testing.T) {
		p := newPrison(t)
		consents, err := p.db.Linked(ctx, "consent", "person", p.who)
		if err != nil {
			t.Fatal(err)
		}
		p.do(t, func(tx *store.Tx) error { // before it is made, they have said nothing
			for _, c := range consents {
				if err := tx.Delete(c.ID); err != nil {
					return err
				}
			}
			return nil
		})
		p.enclose(t)
		if err := exchange.CheckAnnexes(ctx, p.db, p.order(t)); err != nil {
			t.Fatal(err)
		}
		p.put(t, "consent", map[string]model.Value{"person": model.RefValue(p.who), "purpose": model.TextValue("name"), "decision": model.TextValue("no")})
		refused(t, p, p.order(t))
	})
	t.Run("nor once the one person of another case has said no, though no line names them", func(t *testing.T) {
		p := newPrison(t)
		officer := p.put(t, "person", map[string]model.Value{"kind": model.TextValue("unidentified"), "description": model.TextValue("with a scar")}).ID
		for _, in := range []model.ID{p.first, p.two} {
			p.put(t, "participant", map[string]model.Value{"case": model.RefValue(in), "person": model.RefValue(officer), "role": model.TextValue("alleged_perpetrator")})
		}
		all, err := p.db.Patterns(ctx, store.ByOfficer, store.PatternFilter{Least: 2})
		if err != nil || len(all) != 1 {
			t.Fatalf("%d patterns, %v", len(all), err)
		}
		a, err := exchange.MakeAnnex(ctx, p.db, english(t), exchange.AnnexOrder{
			Dossier: p.dossier, Patterns: all, By: store.ByOfficer, Filter: store.PatternFilter{Least: 2}, Purpose: "court", At: made,
		})
		if err != nil {
			t.Fatal(err)
		}
		p.do(t, func(tx *store.Tx) error { return a.Into(tx, nil) })
		if err := exchange.CheckAnnexes(ctx, p.db, p.order(t)); err != nil {
			t.Fatalf("before, it may not leave: %v", err)
		}
		p.put(t, "consent", map[string]model.Value{"person": model.RefValue(p.who), "purpose": model.TextValue("court"), "decision": model.TextValue("no")})
		refused(t, p, p.order(t))
	})
	t.Run("leaves as soon as it is made, whatever somebody said before", func(t *testing.T) {
		day := func(s string) model.Value {
			d, err := model.ParseDate(s)
			if err != nil {
				t.Fatal(err)
			}
			return model.DateValue(d)
		}
		for what, said := range map[string][]map[string]model.Value{
			"no to their name": {{"purpose": model.TextValue("name"), "decision": model.TextValue("no"), "given": day("1 March 2014")}},
			"no to everybody, then yes to this reader": {
				{"purpose": model.TextValue("name"), "decision": model.TextValue("no"), "given": day("1 March 2014")},
				{"purpose": model.TextValue("name"), "decision": model.TextValue("yes"), "given": day("2 April 2014"), "recipients": model.TextValue("European Court of Human Rights")},
			},
			"no to everybody, then yes to another": {
				{"purpose": model.TextValue("name"), "decision": model.TextValue("no"), "given": day("1 March 2014")},
				{"purpose": model.TextValue("name"), "decision": model.TextValue("yes"), "given": day("2 April 2014"), "recipients": model.TextValue("Committee against Torture")},
			},
		} {
			p := newPrison(t)
			consents, err := p.db.Linked(ctx, "consent", "person", p.who)
			if err != nil {
				t.Fatal(err)
			}
			p.do(t, func(tx *store.Tx) error {
				for _, c := range consents {
					if c.Text("purpose") == "name" {
						if err := tx.Delete(c.ID); err != nil {
							return err
						}
					}
				}
				return nil
			})
			for _, fields := range said {
				fields["person"] = model.RefValue(p.who)
				p.put(t, "consent", fields)
			}
			p.enclose(t)
			if err := exchange.CheckAnnexes(ctx, p.db, p.order(t)); err != nil {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
	t.Run("nor with a dossier that names nobody", func(t *testing.T) {
		p := newPrison(t)
		p.enclose(t)
		o := p.order(t)
		o.Redact = true
		refused(t, p, o)
	})
	t.Run("nor from a file in which a case of which it tells is not", func(t *testing.T) {
		p := newPrison(t)
		p.enclose(t)
		p.do(t, func(tx *store.Tx) error { return tx.Delete(p.two) })
		if why := refused(t, p, p.order(t)); !why.Unknown {
			t.Error("the reason is another")
		}
	})
}

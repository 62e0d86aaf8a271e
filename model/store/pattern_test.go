package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/store"
)

// tale builds the records of patterns, so that a test reads as what it tells.
type tale struct {
	tb  testing.TB
	db  *store.DB
	all []model.Record
}

func newTale(tb testing.TB) *tale { return &tale{tb: tb, db: mustCreate(tb)} }

func (s *tale) put(kind string, fields map[string]any) model.ID {
	r := model.NewRecord(kind)
	for name, v := range fields {
		switch v := v.(type) {
		case string:
			r.Set(name, text(v))
		case []string:
			r.Set(name, model.ListValue(v...))
		case model.ID:
			r.Set(name, model.RefValue(v))
		case []model.ID:
			r.Set(name, model.RefsValue(v...))
		case model.Date:
			r.Set(name, model.DateValue(v))
		}
	}
	s.all = append(s.all, r)
	return r.ID
}

// save writes what was told.
func (s *tale) save() {
	s.tb.Helper()
	mustDo(s.tb, s.db, "import", func(tx *store.Tx) error {
		for _, r := range s.all {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	s.all = nil
}

type fields = map[string]any

func (s *tale) case1(reference string) model.ID {
	return s.put("case", fields{"reference": reference, "title": "Case " + reference, "status": "open"})
}

func (s *tale) person(kind, name string) model.ID {
	p := s.put("person", fields{"kind": kind, "description": name})
	if kind == "individual" {
		s.put("person_name", fields{"person": p, "text": name})
	}
	return p
}

func on(tb testing.TB, words string) model.Date {
	tb.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		tb.Fatalf("%s: %v", words, err)
	}
	return d
}

// act tells of one act in an event of its own.
func (s *tale) act(in model.ID, victim model.ID, when string, methods []string, by ...model.ID) model.ID {
	f := fields{"cases": []model.ID{in}, "title": "what happened"}
	if when != "" {
		f["date"] = on(s.tb, when)
	}
	e := s.put("event", f)
	a := s.put("act", fields{"event": e, "type": "torture", "victim": victim, "methods": methods})
	for _, who := range by {
		s.put("involvement", fields{"act": a, "who": who, "degree": "direct"})
	}
	return a
}

func (s *tale) held(in, who, where model.ID, from, to string) model.ID {
	f := fields{"cases": []model.ID{in}, "person": who, "place": where}
	if from != "" {
		f["from"] = on(s.tb, from)
	}
	if to != "" {
		f["to"] = on(s.tb, to)
	}
	return s.put("detention", f)
}

func (s *tale) patterns(by store.PatternBy, f store.PatternFilter) []store.Pattern {
	s.tb.Helper()
	ps, err := s.db.Patterns(ctx, by, f)
	must(s.tb, err)
	return ps
}

// numbers tells a pattern in short.
func numbers(p store.Pattern) string {
	return fmt.Sprintf("%d cases, %d persons, %d records", p.Cases, p.Persons, p.Records)
}

func one(tb testing.TB, ps []store.Pattern) store.Pattern {
	tb.Helper()
	if len(ps) != 1 {
		tb.Fatalf("%d patterns, not one", len(ps))
	}
	return ps[0]
}

func TestTheSameOfficer(t *testing.T) {
	s := newTale(t)
	c1, c2, c3 := s.case1("1"), s.case1("2"), s.case1("3")
	v1, v2 := s.person("individual", "V1"), s.person("individual", "V2")
	officer := s.person("individual", "Rustam")
	scar1, scar2 := s.person("unidentified", "officer with a scar"), s.person("unidentified", "officer with a scar")
	act := s.act(c1, v1, "2014", nil, officer, scar1)
	s.act(c2, v2, "May 2014", nil, officer, scar2)
	s.act(c2, v2, "", nil, officer)
	s.put("participant", fields{"case": c3, "person": officer, "role": "alleged_perpetrator"})
	s.put("participant", fields{"case": c1, "person": officer, "role": "alleged_perpetrator"})
	source := s.put("source", fields{"title": "A letter"})
	cite := s.put("citation", fields{"subject": act, "source": source})
	s.save()

	t.Run("is found across cases, and once in each where an act says more", func(t *testing.T) {
		p := s.patterns(store.ByOfficer, store.PatternFilter{})[0]
		if p.Record != officer || p.Label != "Rustam" || numbers(p) != "3 cases, 2 persons, 4 records" || p.Nobody != 1 || p.Undated != 2 {
			t.Errorf("%s, %d without a person, %d without a date", numbers(p), p.Nobody, p.Undated)
		}
	})
	t.Run("has first and last dates no more exact than they were told", func(t *testing.T) {
		p := s.patterns(store.ByOfficer, store.PatternFilter{})[0]
		if p.First.Earliest != "2014-01-01" || p.First.Latest != "2014-05-31" || p.Last.Earliest != "2014-05-01" || p.Last.Latest != "2014-12-31" {
			t.Errorf("first %s to %s, last %s to %s", p.First.Earliest, p.First.Latest, p.Last.Earliest, p.Last.Latest)
		}
		for _, d := range []model.Date{p.First, p.Last} {
			if err := d.Validate(); err != nil {
				t.Error(err)
			}
		}
	})
	t.Run("is without a source where nobody cited one, and with one where the act has it", func(t *testing.T) {
		if p := s.patterns(store.ByOfficer, store.PatternFilter{})[0]; p.Sourced != 1 || p.Unsourced() != 3 {
			t.Errorf("%d with a source", p.Sourced)
		}
		mustDo(t, s.db, "delete", func(tx *store.Tx) error { return tx.Delete(cite) })
		if p := s.patterns(store.ByOfficer, store.PatternFilter{})[0]; p.Sourced != 0 {
			t.Error("a citation that was deleted still counts")
		}
	})
	t.Run("rests on what was cited for the event of the act as well, and on nothing that was cited for a case", func(t *testing.T) {
		now, err := s.db.Get(ctx, act)
		must(t, err)
		ofEvent, ofCase := s.put("citation", fields{"subject": now.Ref("event"), "source": source}), s.put("citation", fields{"subject": c3, "source": source})
		s.save()
		if p := s.patterns(store.ByOfficer, store.PatternFilter{})[0]; p.Sourced != 1 {
			t.Errorf("%d with a source", p.Sourced)
		}
		mustDo(t, s.db, "delete", func(tx *store.Tx) error { return errors.Join(tx.Delete(ofEvent), tx.Delete(ofCase)) })
	})
	t.Run("is not seen in two descriptions that are the same, until a person decides so", func(t *testing.T) {
		scarred := func() []store.Pattern {
			return slices.DeleteFunc(s.patterns(store.ByOfficer, store.PatternFilter{}), func(p store.Pattern) bool { return p.Record == officer })
		}
		ps := scarred()
		if len(ps) != 2 || !ps[0].Unidentified || ps[0].Cases != 1 || len(ps[0].Joined) != 0 {
			t.Fatalf("%d patterns", len(ps))
		}
		judge := func(say string) {
			t.Helper()
			r := model.NewJudgement(scar1, scar2)
			r.Set("judgement", text(say))
			mustDo(t, s.db, "judge", func(tx *store.Tx) error { return tx.Put(r) })
		}
		judge("unsure")
		if len(scarred()) != 2 {
			t.Error("whoever is unsure decides nothing")
		}
		judge("same")
		if p := one(t, scarred()); p.Cases != 2 || len(p.Joined) != 1 || p.Persons != 2 {
			t.Errorf("%s, %d joined", numbers(p), len(p.Joined))
		}
		judge("not_same")
		if len(scarred()) != 2 {
			t.Error("joined although they are not the same")
		}
		mustDo(t, s.db, "edit", set(scar1, "identified_as", model.RefValue(officer)))
		if p := s.patterns(store.ByOfficer, store.PatternFilter{})[0]; p.Record != officer || p.Unidentified || len(p.Joined) != 1 || p.Records != 5 {
			t.Errorf("identified later: %s, %d joined", numbers(p), len(p.Joined))
		}
	})
	t.Run("is gone when deleted, and so is what happened in a deleted act", func(t *testing.T) {
		mustDo(t, s.db, "delete", func(tx *store.Tx) error { return tx.Delete(act) })
		if p := s.patterns(store.ByOfficer, store.PatternFilter{})[0]; p.Cases != 3 || p.Records != 4 { // named in case 1, which no act there does any more
			t.Error(numbers(p))
		}
		mustDo(t, s.db, "delete", func(tx *store.Tx) error { return tx.Delete(officer) })
		for _, p := range s.patterns(store.ByOfficer, store.PatternFilter{}) {
			if p.Record == officer {
				t.Error("a deleted officer is listed")
			}
		}
	})
}

func TestPersonsAreCountedOnce(t *testing.T) {
	s := newTale(t)
	c1, c2 := s.case1("1"), s.case1("2")
	a, b, c := s.person("individual", "Aziz"), s.person("individual", "Азиз"), s.person("individual", "Azizbek")
	officer := s.person("individual", "Rustam")
	s.act(c1, a, "2014", nil, officer)
	s.act(c2, b, "2015", nil, officer)
	s.act(c2, c, "2016", nil, officer)
	s.save()
	judge := func(x, y model.ID, say string) {
		r := model.NewJudgement(x, y)
		r.Set("judgement", text(say))
		mustDo(t, s.db, "judge", func(tx *store.Tx) error { return tx.Put(r) })
	}
	judge(a, b, "same")
	t.Run("when somebody judged that two records are of one, and it says so", func(t *testing.T) {
		if p := one(t, s.patterns(store.ByOfficer, store.PatternFilter{})); p.Persons != 2 || p.Same != 1 {
			t.Errorf("%d persons, %d judged to be the same", p.Persons, p.Same)
		}
	})
	t.Run("but a chain that somebody contradicted joins nobody", func(t *testing.T) {
		judge(b, c, "same")
		if p := one(t, s.patterns(store.ByOfficer, store.PatternFilter{})); p.Persons != 1 || p.Same != 2 {
			t.Errorf("%d persons", p.Persons)
		}
		judge(a, c, "not_same")
		if p := one(t, s.patterns(store.ByOfficer, store.PatternFilter{})); p.Persons != 3 || p.Same != 0 {
			t.Errorf("%d persons though somebody said that they are not the same", p.Persons)
		}
	})
}

func TestPlacesOfDetention(t *testing.T) {
	s := newTale(t)
	c1, c2 := s.case1("1"), s.case1("2")
	v1, v2 := s.person("individual", "V1"), s.person("individual", "V2")
	country := s.put("place", fields{"name": "Uzbekistan", "kind": "country"})
	prison := s.put("place", fields{"name": "Jaslyk", "kind": "prison", "within": country})
	cell1 := s.put("place", fields{"name": "Cell 1", "kind": "cell", "within": prison})
	cell2 := s.put("place", fields{"name": "Cell 2", "kind": "cell", "within": prison})
	square := s.put("place", fields{"name": "Square", "kind": "street", "within": country})
	s.held(c1, v1, cell1, "3 May 2014", "10 May 2014")
	s.held(c1, v1, cell2, "10 May 2014", "")
	s.held(c2, v2, cell2, "2015", "")
	e := s.put("event", fields{"cases": []model.ID{c2}, "title": "beaten", "place": cell2})
	s.put("act", fields{"event": e, "type": "torture", "victim": v2})
	e2 := s.put("event", fields{"cases": []model.ID{c2}, "title": "shot", "place": square})
	s.put("act", fields{"event": e2, "type": "other", "victim": v2})
	s.save()
	t.Run("with all places below, and no place where nobody is held", func(t *testing.T) {
		ps := s.patterns(store.ByPlace, store.PatternFilter{})
		if len(ps) != 3 || ps[0].Record != prison || numbers(ps[0]) != "2 cases, 2 persons, 4 records" {
			t.Fatalf("%d places, first %s", len(ps), numbers(ps[0]))
		}
		if ps[1].Record != cell2 || ps[1].Within != "Jaslyk" {
			t.Error("a cell is not told by its prison")
		}
	})
	t.Run("or each by itself", func(t *testing.T) {
		ps := s.patterns(store.ByPlace, store.PatternFilter{Alone: true, Least: 2})
		if p := one(t, ps); p.Record != cell2 || p.Records != 3 {
			t.Error(numbers(p))
		}
	})
	t.Run("within a time: what may lie in it", func(t *testing.T) {
		ps := s.patterns(store.ByPlace, store.PatternFilter{From: "2014-01-01", To: "2014-05-05"})
		if p := ps[0]; p.Records != 1 || p.Cases != 1 {
			t.Error(numbers(p)) // the second began on 10 May, the third in 2015, the act has no date
		}
		if p := s.patterns(store.ByPlace, store.PatternFilter{From: "2015-06-01"})[0]; p.Records != 2 { // of what has no end nobody knows that it was over
			t.Error(numbers(p))
		}
	})
	t.Run("of some cases or statuses, in a place", func(t *testing.T) {
		if p := s.patterns(store.ByPlace, store.PatternFilter{Cases: []model.ID{c2}})[0]; p.Cases != 1 || p.Records != 2 {
			t.Error(numbers(p))
		}
		if n := len(s.patterns(store.ByPlace, store.PatternFilter{Statuses: []string{"closed"}})); n != 0 {
			t.Errorf("%d places in closed cases", n)
		}
		if p := s.patterns(store.ByPlace, store.PatternFilter{Places: []model.ID{cell1}, Alone: true}); len(p) != 1 || p[0].Record != cell1 {
			t.Errorf("%d places in cell 1", len(p))
		}
	})
}

func TestRoutes(t *testing.T) {
	s := newTale(t)
	c1, c2, c3 := s.case1("1"), s.case1("2"), s.case1("3")
	v1, v2, v3 := s.person("individual", "V1"), s.person("individual", "V2"), s.person("individual", "V3")
	police := s.put("place", fields{"name": "Police", "kind": "police_station"})
	remand := s.put("place", fields{"name": "Remand", "kind": "remand_prison"})
	cell := s.put("place", fields{"name": "Cell", "kind": "cell", "within": remand})
	camp := s.put("place", fields{"name": "Camp", "kind": "prison_camp"})
	for _, x := range []struct{ c, v model.ID }{{c1, v1}, {c2, v2}} {
		s.held(x.c, x.v, police, "1 May 2014", "3 May 2014")
		s.held(x.c, x.v, remand, "3 May 2014", "")
		s.held(x.c, x.v, cell, "2 June 2014", "")
		s.held(x.c, x.v, camp, "January 2015", "")
	}
	s.held(c3, v3, police, "May 2014", "")
	s.held(c3, v3, remand, "May 2014", "") // which was first nobody said
	s.held(c3, v3, camp, "2016", "")
	s.held(c3, v3, police, "", "")
	s.save()
	ps := s.patterns(store.ByRoute, store.PatternFilter{Least: 2})
	var got []string
	for _, p := range ps {
		var names []string
		for _, id := range p.Route {
			label, err := s.db.Label(ctx, id)
			must(t, err)
			names = append(names, label)
		}
		got = append(got, fmt.Sprintf("%s: %s", strings.Join(names, " "), numbers(p)))
	}
	// The third was in the camp last, but whether he came from the police station
	// or from the remand prison nobody said. A part that only the first two went is
	// in the whole.
	if want := []string{"Police Remand Camp: 2 cases, 2 persons, 8 records"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestMethodsAndCharges(t *testing.T) {
	s := newTale(t)
	c1, c2 := s.case1("1"), s.case1("2")
	v1, v2 := s.person("individual", "V1"), s.person("individual", "V2")
	s.act(c1, v1, "2014", []string{"punching", "kicking"})
	s.act(c2, v2, "2015", []string{"beating"})
	p1 := s.put("proceeding", fields{"cases": []model.ID{c1}, "kind": "criminal"})
	p2 := s.put("proceeding", fields{"cases": []model.ID{c2}, "kind": "criminal"})
	s.put("charge", fields{"proceeding": p1, "person": v1, "code": "CC", "number": "244", "index": "2", "part": "1"})
	s.put("charge", fields{"proceeding": p2, "person": v2, "code": "cc", "number": "244", "index": "2", "part": "3"})
	s.put("charge", fields{"proceeding": p2, "person": v2, "code": "CC", "number": "244"})
	s.put("charge", fields{"proceeding": p2, "person": v2, "title": "Extremism"})
	s.save()
	t.Run("ways of beating are beating, once for each act", func(t *testing.T) {
		if p := one(t, s.patterns(store.ByMethod, store.PatternFilter{Least: 2})); p.Word != "beating" || numbers(p) != "2 cases, 2 persons, 2 records" {
			t.Error(p.Word, numbers(p))
		}
		if n := len(s.patterns(store.ByMethod, store.PatternFilter{Least: 2, Alone: true})); n != 0 {
			t.Errorf("%d methods, each by itself", n)
		}
	})
	t.Run("parts of an article are the article, another index is another", func(t *testing.T) {
		if p := one(t, s.patterns(store.ByCharge, store.PatternFilter{Least: 2})); p.Article.Index != "2" || p.Article.Part != "" {
			t.Errorf("%+v", p.Article)
		}
		if n := len(s.patterns(store.ByCharge, store.PatternFilter{Alone: true})); n != 4 {
			t.Errorf("%d articles, each by itself", n)
		}
	})
}

func TestAgenciesProsecutorsAndJudges(t *testing.T) {
	s := newTale(t)
	c1, c2 := s.case1("1"), s.case1("2")
	v1, v2 := s.person("individual", "V1"), s.person("individual", "V2")
	judge := s.person("individual", "Judge")
	service := s.put("organisation", fields{"name": "Service"})
	unit := s.put("organisation", fields{"name": "Unit", "part_of": service})
	s.act(c1, v1, "2014", nil, unit)
	s.put("detention", fields{"cases": []model.ID{c2}, "person": v2, "custodian": service})
	p := s.put("proceeding", fields{"cases": []model.ID{c1}, "kind": "criminal", "persons": []model.ID{v1, judge}, "body": service})
	s.put("step", fields{"proceeding": p, "kind": "verdict", "body": unit, "date": on(t, "2 June 2015")})
	s.put("participant", fields{"case": c1, "person": judge, "role": "judge"})
	s.put("participant", fields{"case": c2, "person": judge, "role": "judge"})
	s.save()
	t.Run("an agency counts with its units, and judges do not count among those to whom it happened", func(t *testing.T) {
		ps := s.patterns(store.ByAgency, store.PatternFilter{})
		if ps[0].Record != service || numbers(ps[0]) != "2 cases, 2 persons, 4 records" || ps[1].Record != unit || numbers(ps[1]) != "1 cases, 1 persons, 2 records" {
			t.Errorf("%s; %s", numbers(ps[0]), numbers(ps[1]))
		}
		if alone := s.patterns(store.ByAgency, store.PatternFilter{Alone: true})[0]; alone.Record != service || alone.Records != 2 {
			t.Error(numbers(alone))
		}
	})
	t.Run("a judge is told by the proceeding where there is one, and else by being named", func(t *testing.T) {
		p := one(t, s.patterns(store.ByJudge, store.PatternFilter{}))
		if numbers(p) != "2 cases, 1 persons, 2 records" || p.Nobody != 1 {
			t.Error(numbers(p))
		}
		if n := len(s.patterns(store.ByProsecutor, store.PatternFilter{})); n != 0 {
			t.Errorf("%d prosecutors", n)
		}
	})
}

// BenchmarkPatterns looks for every sort of pattern among so many cases as
// GUVOH_BENCH_CASES says; each has a victim, two acts by one of some hundred
// officers, two detentions, a charge, and is in the index. GUVOH_BENCH_PATTERNS keeps
// the file.
func BenchmarkPatterns(b *testing.B) {
	db := mustOpen(b, manyCases(b))
	for _, by := range store.PatternKinds() {
		b.Run(string(by), func(b *testing.B) {
			var slowest time.Duration
			n, begun := 0, cpu()
			for b.Loop() {
				n++
				start := time.Now()
				ps, err := db.Patterns(ctx, by, store.PatternFilter{Least: 2})
				must(b, err)
				if len(ps) == 0 && by != store.ByProsecutor && by != store.ByJudge {
					b.Fatal("nothing was found")
				}
				slowest = max(slowest, time.Since(start))
			}
			b.ReportMetric(float64((cpu()-begun).Milliseconds())/float64(n), "cpu-ms/op") // a busy machine makes the rest slow
			b.ReportMetric(float64(slowest.Milliseconds()), "ms/slowest")
		})
	}
}

func manyCases(b *testing.B) string {
	b.Helper()
	n := 2000
	if _, err := fmt.Sscan(os.Getenv("GUVOH_BENCH_CASES"), &n); err != nil {
		n = 2000
	}
	path := os.Getenv("GUVOH_BENCH_PATTERNS")
	if path == "" {
		path = filepath.Join(b.TempDir(), "patterns.guvoh")
	}
	if keptWhole(b, path) {
		return path
	}
	db, err := store.Create(path, options(b))
	must(b, err)
	defer db.Close()
	s := &tale{tb: b, db: db}
	var officers, places []model.ID
	for i := range 100 {
		officers = append(officers, s.person("individual", fmt.Sprintf("Officer %d", i)))
		places = append(places, s.put("place", fields{"name": fmt.Sprintf("Prison %d", i), "kind": "prison"}))
	}
	service := s.put("organisation", fields{"name": "Service"})
	s.save()
	for i := range n {
		c, v := s.case1(fmt.Sprint(i)), s.person("individual", fmt.Sprintf("Victim %d", i))
		s.put("participant", fields{"case": c, "person": v, "role": "victim"})
		day := fmt.Sprintf("%d May %d", i%28+1, 2000+i%20)
		s.act(c, v, day, []string{"beating", "electrodes"}, officers[i%100])
		s.act(c, v, "", []string{"bag"}, officers[i%97], service)
		s.held(c, v, places[i%89], day, "")
		s.held(c, v, places[i%83], fmt.Sprintf("June %d", 2000+i%20), "")
		p := s.put("proceeding", fields{"cases": []model.ID{c}, "kind": "criminal", "persons": []model.ID{v}})
		s.put("charge", fields{"proceeding": p, "person": v, "code": "CC", "number": fmt.Sprint(100 + i%90)})
		if len(s.all) > 4000 || i == n-1 {
			s.save()
		}
	}
	readWords(b, db)
	return path
}

func TestWhatAnAnnexIsToldFrom(t *testing.T) {
	s := newTale(t)
	c, v := s.case1("1"), s.person("individual", "V1")
	prison := s.put("place", fields{"name": "Jaslyk", "kind": "prison"})
	d := s.held(c, v, prison, "2014", "")
	s.put("consent", fields{"person": v, "purpose": "name", "decision": "yes"})
	s.put("note", fields{"cases": []model.ID{c}, "text": "who else must not be known"})
	s.save()
	mustDo(t, s.db, "edit", set(d, "account", text("what he told")))
	snap, err := s.db.PatternSnapshot(ctx, one(t, s.patterns(store.ByPlace, store.PatternFilter{})))
	must(t, err)
	if r, ok := snap.Get(d); !ok || r.Get("account") != "" || r.Ref("place") != prison {
		t.Error("the detention is not there, or with what was told of it")
	}
	if len(snap.OfKind("consent")) != 1 || len(snap.OfKind("person_name")) != 1 || len(snap.OfKind("note")) != 0 {
		t.Error("consents and names come along, and notes do not")
	}
}

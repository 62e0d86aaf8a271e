package store_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/store"
	"guvoh/model/vault/vaulttest/raced"
)

func (s *tale) count(of store.StatisticsOf, f store.StatisticsFilter, by ...store.StatisticsBy) *store.Statistics {
	s.tb.Helper()
	got, err := s.db.Statistics(ctx, of, by, f)
	must(s.tb, err)
	return got
}

// inBars writes the bars that hold something, in their order.
func inBars(s *store.Statistics) string {
	var out []string
	for _, b := range s.Rows {
		if b.All() == 0 {
			continue
		}
		name := b.Word
		if b.Label != "" {
			name = b.Label
		}
		line := strings.Repeat(">", b.Depth) + name + string(b.Sort) + " " + fmt.Sprint(b.Sure)
		if b.Perhaps > 0 {
			line += fmt.Sprintf("+%d?", b.Perhaps)
		}
		out = append(out, line)
	}
	return strings.Join(out, ", ")
}

func says(t *testing.T, s *store.Statistics, want string) {
	t.Helper()
	if got := inBars(s); got != want {
		t.Errorf("%s: %s; not %s", s.By, got, want)
	}
}

// happened is a file in which things happened to three people, some of them not dated
// exactly, some not at all.
func happened(t *testing.T) (s *tale, c1, c2 model.ID) {
	s = newTale(t)
	c1, c2 = s.case1("1"), s.put("case", fields{"reference": "2", "title": "Case 2", "opened": on(t, "May 2020")})
	girl := s.put("person", fields{"kind": "individual", "description": "girl", "sex": "female", "birth": on(t, "2000")})
	man := s.put("person", fields{"kind": "individual", "description": "man", "sex": "male", "birth": on(t, "3 May 1980")})
	nobody := s.person("individual", "somebody")
	country := s.put("place", fields{"name": "Uzbekistan", "kind": "country"})
	town := s.put("place", fields{"name": "Qarshi", "kind": "city", "within": country})
	cell := s.put("place", fields{"name": "Cell 1", "kind": "cell", "within": town})
	service := s.put("organisation", fields{"name": "Service"})
	unit := s.put("organisation", fields{"name": "Unit", "part_of": service})
	e1 := s.put("event", fields{"cases": []model.ID{c1}, "title": "first", "date": on(t, "9 June 2014"), "place": town})
	e2 := s.put("event", fields{"cases": []model.ID{c1, c2}, "title": "second", "date": on(t, "2014")})
	e3 := s.put("event", fields{"cases": []model.ID{c2}, "title": "third"})
	a1 := s.put("act", fields{"event": e1, "type": "incommunicado_detention", "victim": girl})
	a2 := s.put("act", fields{"event": e1, "type": "torture", "victim": man, "methods": []string{"beating", "bag"}, "place": cell})
	s.put("act", fields{"event": e2, "type": "torture", "victim": man})
	s.put("act", fields{"event": e3, "type": "torture", "victim": nobody})
	s.put("involvement", fields{"act": a1, "who": unit})
	s.put("involvement", fields{"act": a2, "who": service})
	s.put("participant", fields{"case": c2, "person": nobody, "role": "victim"})
	s.save()
	return s, c1, c2
}

func TestStatistics(t *testing.T) {
	s, _, c2 := happened(t)
	none := store.StatisticsFilter{}
	t.Run("put a date where it surely belongs, and nowhere else", func(t *testing.T) {
		says(t, s.count(store.CountActs, none, store.PerMonth), "2014-06 2, 2014within 1, none 1")
		says(t, s.count(store.CountActs, none, store.PerYear), "2014 3, none 1")
	})
	t.Run("count what is below with what is above, once", func(t *testing.T) {
		says(t, s.count(store.CountActs, none, store.PerPlace), "Uzbekistan 2, >Qarshi 2, >>Cell 1 1, none 2")
		says(t, s.count(store.CountActs, none, store.PerType), "torture 3, arbitrary_detention 1, >incommunicado_detention 1")
		says(t, s.count(store.CountActs, none, store.PerAgency), "Service 2, >Unit 1, none 2")
	})
	t.Run("count a person, an event and a case once in each bar", func(t *testing.T) {
		says(t, s.count(store.CountPersons, none, store.PerType), "torture 2, arbitrary_detention 1, >incommunicado_detention 1")
		says(t, s.count(store.CountEvents, none, store.PerType), "torture 3, arbitrary_detention 1, >incommunicado_detention 1")
		says(t, s.count(store.CountCases, none, store.PerType), "torture 2, arbitrary_detention 1, >incommunicado_detention 1")
		says(t, s.count(store.CountCases, none, store.PerStatus), "open 1, none 1")
		says(t, s.count(store.CountCases, none, store.PerOpened), "2020-05 1, none 1")
	})
	t.Run("know an age only where the dates leave no doubt", func(t *testing.T) {
		// Born in 2000, she was 13 or 14 in June 2014: of both groups neither is hers.
		says(t, s.count(store.CountPersons, none, store.PerAge), "30-44 1, vague 1, none 1")
		says(t, s.count(store.CountPersons, none, store.PerSex), "female 1, male 1, none 1")
	})
	t.Run("within a time count as perhaps what only may have been in it, and tell of what has no date", func(t *testing.T) {
		got := s.count(store.CountActs, store.StatisticsFilter{From: "2014-06-01", To: "2014-06-30"}, store.PerType)
		says(t, got, "torture 1+1?, arbitrary_detention 1, >incommunicado_detention 1")
		if got.Undated != 1 || got.Total != (store.Tally{Sure: 2, Perhaps: 1}) {
			t.Errorf("%d without a date, %v in all", got.Undated, got.Total)
		}
	})
	t.Run("do not take a case for one without a date since it was at another time", func(t *testing.T) {
		got := s.count(store.CountCases, store.StatisticsFilter{From: "2013-01-01", To: "2013-12-31"}, store.PerType)
		if got.Total.All() != 0 || got.Undated != 1 { // in the second case one act has no date
			t.Errorf("%v, %d without a date", got.Total, got.Undated)
		}
	})
	t.Run("count what belongs to the answers to a question", func(t *testing.T) {
		q := question.Question{Of: "case", Where: question.Filled{Field: "opened"}}
		got := s.count(store.CountActs, store.StatisticsFilter{Question: &q}, store.PerType)
		says(t, got, "torture 2")
		got = s.count(store.CountCases, store.StatisticsFilter{Question: &q}, store.PerType)
		if got.Total.Sure != 1 {
			t.Errorf("%d cases, and not the one that was opened", got.Total.Sure)
		}
	})
	t.Run("cross two things at the same act", func(t *testing.T) {
		got := s.count(store.CountActs, none, store.PerSex, store.PerType)
		cell := func(sex, kind string) int {
			row := slices.IndexFunc(got.Rows, func(b store.Bar) bool { return b.Word == sex })
			col := slices.IndexFunc(got.Columns, func(b store.Bar) bool { return b.Word == kind })
			if row < 0 || col < 0 {
				return -1
			}
			return got.Cell(row, col).Sure
		}
		if cell("male", "torture") != 2 || cell("female", "torture") != 0 || cell("female", "arbitrary_detention") != 1 {
			t.Errorf("%d, %d, %d", cell("male", "torture"), cell("female", "torture"), cell("female", "arbitrary_detention"))
		}
	})
	t.Run("show months in which nothing is recorded between those in which something is", func(t *testing.T) {
		e := s.put("event", fields{"cases": []model.ID{c2}, "title": "fourth", "date": on(t, "September 2014")})
		s.put("act", fields{"event": e, "type": "other"})
		s.save()
		var words []string
		for _, b := range s.count(store.CountActs, none, store.PerMonth).Rows {
			words = append(words, b.Word+string(b.Sort))
		}
		if got := strings.Join(words, " "); got != "2014-06 2014-07 2014-08 2014-09 2014within none" {
			t.Error(got)
		}
	})
	t.Run("refuse what cannot be counted", func(t *testing.T) {
		for _, by := range [][]store.StatisticsBy{nil, {"colour"}, {store.PerSex, store.PerAge, store.PerType}} {
			if _, err := s.db.Statistics(ctx, store.CountActs, by, none); !errors.Is(err, store.ErrStatistics) {
				t.Errorf("by %s: %v", by, err)
			}
		}
		q := question.Question{Of: "place"}
		if _, err := s.db.Statistics(ctx, store.CountActs, []store.StatisticsBy{store.PerSex}, store.StatisticsFilter{Question: &q}); !errors.Is(err, store.ErrStatistics) {
			t.Errorf("%v", err)
		}
	})
}

func TestStatisticsForOthers(t *testing.T) {
	s := newTale(t)
	c1, c2 := s.case1("1"), s.case1("2")
	yes, no := s.person("individual", "yes"), s.person("individual", "no")
	s.put("consent", fields{"person": no, "purpose": "publish", "decision": "no"})
	s.act(c1, yes, "2014", nil)
	s.act(c1, no, "2014", nil)
	s.act(c2, no, "2015", nil)
	s.save()
	f := store.StatisticsFilter{Purpose: "publish"}
	for of, want := range map[store.StatisticsOf]string{
		store.CountActs: "2014 1", store.CountPersons: "2014 1", store.CountCases: "2014 1", store.CountEvents: "2014 1",
	} {
		says(t, s.count(of, f, store.PerYear), want)
	}
	says(t, s.count(store.CountActs, store.StatisticsFilter{}, store.PerYear), "2014 2, 2015 1")
}

func TestStatisticsThatDoNotNameEverything(t *testing.T) {
	s := newTale(t)
	c1 := s.case1("1")
	town := s.put("place", fields{"name": "Qarshi", "kind": "city"})
	home := s.put("place", fields{"name": "Home of Aziz", "kind": "home", "within": town})
	police := s.put("place", fields{"name": "Police", "kind": "police_station", "within": home})
	farm := s.put("place", fields{"name": "Farm of Bek", "kind": "home"})
	shop := s.put("place", fields{"name": "Shop of Bek", "kind": "workplace"})
	ring := s.put("place", fields{"name": "Ring", "kind": "home"})
	s.put("place", fields{"name": "Other end", "kind": "home", "within": ring})
	for _, at := range []model.ID{town, home, police, farm, shop, ring} {
		e := s.put("event", fields{"cases": []model.ID{c1}, "title": "it", "place": at})
		s.put("act", fields{"event": e, "type": "torture"})
	}
	s.save()
	private := func(kind string) bool { return kind != "city" && kind != "police_station" }
	got := s.count(store.CountActs, store.StatisticsFilter{Unnamed: private}, store.PerPlace)
	says(t, got, "Qarshi 3, >Police 1, other 3")
	if _, ok := got.Behind(store.StatisticsFilter{Unnamed: private}, got.Rows[2]); ok {
		t.Error("what is not named is asked for")
	}
}

func TestPersonsInStatisticsCountOnce(t *testing.T) {
	s := newTale(t)
	c := s.case1("1")
	a, b := s.person("individual", "Aziz"), s.person("individual", "Азиз")
	s.act(c, a, "2014", nil)
	s.act(c, b, "2014", nil)
	s.save()
	r := model.NewJudgement(a, b)
	r.Set("judgement", text("same"))
	mustDo(t, s.db, "judge", func(tx *store.Tx) error { return tx.Put(r) })
	got := s.count(store.CountPersons, store.StatisticsFilter{}, store.PerYear)
	says(t, got, "2014 1")
	if got.Same != 1 || got.Total.Sure != 1 {
		t.Errorf("%d the same, %d in all", got.Same, got.Total.Sure)
	}
}

// TestStatisticsAreAPlainRecount counts files made by chance once more by hand.
func TestStatisticsAreAPlainRecount(t *testing.T) {
	raced.OneByOne(t)
	files := uint64(4)
	if testing.Short() {
		files = 1
	}
	for seed := range files {
		db, d := diced(t, 100+seed)
		h := newRecount(t, db, d)
		for _, of := range store.StatisticsKinds() {
			for _, by := range store.StatisticsBys() {
				if by == store.PerAge {
					continue // which a table of its own tells
				}
				t.Run(fmt.Sprintf("file %d: %s by %s", seed, of, by), func(t *testing.T) {
					for _, f := range []store.StatisticsFilter{{}, {From: "2014-04-10", To: "2014-05-20"}, {From: "2014-05-01"}} {
						got, err := db.Statistics(ctx, of, []store.StatisticsBy{by}, f)
						must(t, err)
						h.compare(got, f)
					}
				})
			}
		}
	}
}

// recount knows the records of a file and counts them without any index.
type recount struct {
	t    *testing.T
	db   *store.DB
	live map[model.ID]model.Record
	one  map[model.ID]model.ID
}

func newRecount(t *testing.T, db *store.DB, d *dice) *recount {
	h := &recount{t: t, db: db, live: map[model.ID]model.Record{}, one: map[model.ID]model.ID{}}
	for _, r := range d.records {
		if now, err := db.Get(ctx, r.ID); err == nil && !now.Deleted {
			h.live[r.ID] = now
		}
	}
	judged, err := db.Records(ctx, "judgement")
	must(t, err)
	for _, j := range judged { // each judges two that no other does
		h.one[j.Ref("person")] = j.Ref("person")
		h.one[j.Ref("other")] = j.Ref("person")
	}
	for _, r := range h.live {
		if as := r.Ref("identified_as"); r.Kind == "person" && !as.IsZero() {
			h.join(r.ID, as)
		}
	}
	return h
}

// join puts two persons together, with all who are together with either.
func (h *recount) join(a, b model.ID) {
	if _, there := h.live[b]; !there {
		return
	}
	from, to := h.who(a), h.who(b)
	for id, one := range h.one {
		if one == from {
			h.one[id] = to
		}
	}
	h.one[a], h.one[b] = to, to
}

func (h *recount) who(id model.ID) model.ID {
	if one, ok := h.one[id]; ok {
		return one
	}
	return id
}

func (h *recount) ref(r model.Record, field, kind string) (model.Record, bool) {
	to, there := h.live[r.Ref(field)]
	return to, there && to.Kind == kind
}

// deeds gives what happened: each act, each event, each victim, each case, with the
// words in which it counts.
func (h *recount) each(of store.StatisticsOf, by store.StatisticsBy, fn func(unit string, keys []string, day model.Date)) {
	cases := func(r model.Record) (out []model.Record) {
		for _, id := range r.Refs("cases") {
			if c, there := h.live[id]; there && !slices.ContainsFunc(out, func(x model.Record) bool { return x.ID == c.ID }) {
				out = append(out, c)
			}
		}
		return out
	}
	tell := func(unit model.ID, act, event, person model.Record, in []model.Record) {
		day, place := event.Date("date"), event.Get("place")
		if act.Kind != "" {
			if act.Get("date") != "" {
				day = act.Date("date")
			}
			if act.Get("place") != "" {
				place = act.Get("place")
			}
		}
		fn(unit.String(), h.keys(by, act, person, in, day, place.Ref()), day)
	}
	for _, r := range h.live {
		switch r.Kind {
		case "act":
			e, there := h.ref(r, "event", "event")
			if !there {
				continue
			}
			v, _ := h.ref(r, "victim", "person")
			switch of {
			case store.CountActs:
				tell(r.ID, r, e, v, cases(e))
			case store.CountEvents:
				tell(e.ID, r, e, v, cases(e))
			case store.CountPersons:
				if v.Kind != "" {
					tell(h.who(v.ID), r, e, v, cases(e))
				}
			case store.CountCases:
				for _, c := range cases(e) {
					tell(c.ID, r, e, v, []model.Record{c})
				}
			}
		case "event":
			if of == store.CountEvents {
				tell(r.ID, model.Record{}, r, model.Record{}, cases(r))
			}
			for _, c := range cases(r) {
				if of == store.CountCases {
					tell(c.ID, model.Record{}, r, model.Record{}, []model.Record{c})
				}
			}
		case "case":
			if of == store.CountCases {
				tell(r.ID, model.Record{}, model.Record{}, model.Record{}, []model.Record{r})
			}
		case "participant":
			v, there := h.ref(r, "person", "person")
			c, in := h.live[r.Ref("case")]
			var within []model.Record
			if in {
				within = []model.Record{c}
			}
			switch {
			case !there || r.Text("role") != "victim":
			case of == store.CountPersons:
				tell(h.who(v.ID), model.Record{}, model.Record{}, v, within)
			case of == store.CountCases && in:
				tell(c.ID, model.Record{}, model.Record{}, v, within)
			}
		}
	}
}

// keys gives the values of something, each with all that it stands below.
func (h *recount) keys(by store.StatisticsBy, act, person model.Record, in []model.Record, day model.Date, place model.ID) (out []string) {
	month := func(d model.Date, n int) string {
		switch {
		case d.IsZero():
			return ""
		case d.Earliest != "" && d.Latest != "" && d.Earliest[:n] == d.Latest[:n]:
			return d.Earliest[:n]
		case n == 7 && d.Earliest != "" && d.Latest != "" && d.Earliest[:4] == d.Latest[:4]:
			return d.Earliest[:4] + "~"
		}
		return "vague"
	}
	switch by {
	case store.PerMonth:
		out = append(out, month(day, 7))
	case store.PerYear:
		out = append(out, month(day, 4))
	case store.PerOpened:
		for _, c := range in {
			out = append(out, month(c.Date("opened"), 7))
		}
	case store.PerStatus:
		for _, c := range in {
			out = append(out, c.Text("status"))
		}
	case store.PerSex:
		out = append(out, person.Text("sex"))
	case store.PerPlace:
		out = h.up(place, "within")
	case store.PerType:
		out = h.group("act_type", act.Text("type"))
	case store.PerMethod:
		for _, m := range act.List("methods") {
			out = append(out, h.group("act_method", m)...)
		}
	case store.PerAgency:
		for _, r := range h.live {
			if r.Kind == "involvement" && act.Kind != "" && r.Ref("act") == act.ID {
				if o, is := h.ref(r, "who", "organisation"); is {
					out = append(out, h.up(o.ID, "part_of")...)
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

func (h *recount) group(vocabulary, word string) []string {
	return []string{word, h.db.Schema().Word(vocabulary, word).Group}
}

func (h *recount) up(id model.ID, field string) (out []string) {
	for {
		r, there := h.live[id]
		if !there {
			return out
		}
		out = append(out, id.String())
		id = r.Ref(field)
	}
}

// compare counts the same and tells where the numbers are others.
func (h *recount) compare(got *store.Statistics, f store.StatisticsFilter) {
	h.t.Helper()
	by := got.By[0]
	sure, may := map[string]map[string]bool{}, map[string]map[string]bool{} // unit, then key
	h.each(got.Of, by, func(unit string, keys []string, day model.Date) {
		within := true
		if f.From+f.To != "" {
			if day.Earliest == "" && day.Latest == "" {
				return
			}
			if f.From != "" && day.Latest != "" && day.Latest < f.From || f.To != "" && day.Earliest != "" && day.Earliest > f.To {
				return
			}
			within = (f.From == "" || day.Earliest != "" && day.Earliest >= f.From) && (f.To == "" || day.Latest != "" && day.Latest <= f.To)
		}
		to := may
		if within {
			to = sure
		}
		if to[unit] == nil {
			to[unit] = map[string]bool{}
		}
		for _, k := range keys {
			to[unit][k] = true
		}
	})
	want, total := map[string]store.Tally{}, store.Tally{Sure: len(sure)}
	add := func(key string, t store.Tally) {
		x := want[key]
		want[key] = store.Tally{Sure: x.Sure + t.Sure, Perhaps: x.Perhaps + t.Perhaps}
	}
	for _, keys := range sure {
		if len(keys) == 0 {
			add("none", store.Tally{Sure: 1})
		}
		for k := range keys {
			add(k, store.Tally{Sure: 1})
		}
	}
	for unit, keys := range may {
		known, counted := sure[unit]
		if !counted {
			total.Perhaps++
		}
		if len(keys) == 0 && !counted {
			add("none", store.Tally{Perhaps: 1})
		}
		for k := range keys {
			if !known[k] {
				add(k, store.Tally{Perhaps: 1})
			}
		}
	}
	found := map[string]store.Tally{}
	for _, b := range got.Rows {
		if b.All() > 0 {
			found[b.Key] = b.Tally
		}
	}
	if !maps.Equal(found, want) || got.Total != total {
		h.t.Errorf("%s by %s, %q to %q: %d bars, %v in all; by hand %d bars, %v in all", got.Of, by, f.From, f.To, len(found), got.Total, len(want), total)
	}
}

func TestSumsOfStatistics(t *testing.T) {
	raced.OneByOne(t)
	db, _ := diced(t, 7)
	for _, by := range []store.StatisticsBy{store.PerMonth, store.PerYear, store.PerPlace, store.PerType, store.PerSex, store.PerAge} { // an act has one of each
		t.Run("by "+string(by), func(t *testing.T) {
			got, err := db.Statistics(ctx, store.CountActs, []store.StatisticsBy{by}, store.StatisticsFilter{})
			must(t, err)
			sum := 0
			for _, b := range got.Rows {
				if b.Depth == 0 {
					sum += b.Sure
				}
			}
			if sum != got.Total.Sure || sum == 0 {
				t.Errorf("%d in the bars, %d in all", sum, got.Total.Sure)
			}
			crossed, err := db.Statistics(ctx, store.CountActs, []store.StatisticsBy{by, store.PerType}, store.StatisticsFilter{})
			must(t, err)
			sum = 0
			for row, b := range crossed.Rows {
				for col := range crossed.Columns {
					if b.Depth == 0 {
						sum += crossed.Cell(row, col).Sure
					}
				}
			}
			if sum != got.Total.Sure {
				t.Errorf("%d where both meet, %d in all", sum, got.Total.Sure)
			}
		})
	}
}

// TestTheRecordsBehindABar asks the file for what a bar counts.
func TestTheRecordsBehindABar(t *testing.T) {
	s, c1, _ := happened(t)
	span := model.Date{Earliest: "2013-05-01", Latest: "2014-02-28", Precision: model.PrecisionSpan}
	e := s.put("event", fields{"cases": []model.ID{c1}, "title": "between two years", "date": span})
	s.put("act", fields{"event": e, "type": "other"})
	s.save()
	filters := map[string]store.StatisticsFilter{"everything": {}, "a question": {Question: &question.Question{Of: "case", Where: question.Filled{Field: "reference"}}}}
	for name, f := range filters {
		for _, of := range store.StatisticsKinds() {
			for _, by := range store.StatisticsBys() {
				got := s.count(of, f, by)
				for _, b := range got.Rows {
					q, ok := got.Behind(f, b)
					if ok == (by == store.PerAge) {
						t.Fatalf("%s by %s: %v", of, by, ok)
					}
					if !ok || b.All() == 0 {
						continue
					}
					a, err := s.db.Answer(ctx, q, 0, 0)
					if err != nil {
						t.Errorf("%s: %s by %s, %s%s: %v", name, of, by, b.Word, b.Sort, err)
					} else if rough := b.Sort == store.BarWithin || b.Sort == store.BarVague; len(a.Numbers) != b.All() && !rough || len(a.Numbers) < b.All() {
						t.Errorf("%s: %s by %s, %s%s: %d records, and the bar says %d", name, of, by, b.Word, b.Sort, len(a.Numbers), b.All())
					}
				}
			}
		}
	}
}

// BenchmarkStatistics counts among so many cases as GUVOH_BENCH_CASES says; see
// [BenchmarkPatterns].
func BenchmarkStatistics(b *testing.B) {
	db := mustOpen(b, manyCases(b))
	for _, by := range [][]store.StatisticsBy{{store.PerMonth}, {store.PerType}, {store.PerPlace}, {store.PerAgency}, {store.PerSex}, {store.PerAge}, {store.PerType, store.PerMonth}} {
		for _, of := range []store.StatisticsOf{store.CountActs, store.CountCases} {
			b.Run(fmt.Sprint(of, " by ", by), func(b *testing.B) {
				var slowest time.Duration
				n, begun := 0, cpu()
				for b.Loop() {
					n++
					start := time.Now()
					got, err := db.Statistics(ctx, of, by, store.StatisticsFilter{})
					must(b, err)
					if got.Total.Sure == 0 {
						b.Fatal("nothing was counted")
					}
					slowest = max(slowest, time.Since(start))
				}
				b.ReportMetric(float64((cpu()-begun).Milliseconds())/float64(n), "cpu-ms/op")
				b.ReportMetric(float64(slowest.Milliseconds()), "ms/slowest")
			})
		}
	}
}

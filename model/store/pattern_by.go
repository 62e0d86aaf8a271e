package store

import (
	"slices"
	"strings"

	"guvoh/model"
)

// officers compares by whoever is said to have had a part in an act, and by
// those who are named in a case as such while no act there names them.
func (s *sifting) officers() error {
	known := map[string]bool{} // who in which case is involved
	err := s.involved(func(who int32, f fact) {
		one := s.one.of(s.book.ids[who])
		for _, c := range s.book.cases[f.cases] {
			known[string(one[:])+string(c[:])] = true
		}
		s.addPerson(who, f)
	}, "person")
	if err != nil {
		return err
	}
	return s.inRole(func(who int32, f fact) {
		one := s.one.of(s.book.ids[who])
		for _, c := range s.book.cases[f.cases] {
			if known[string(one[:])+string(c[:])] {
				return
			}
		}
		s.addPerson(who, f)
	}, "alleged_perpetrator")
}

// addPerson puts a fact under a person.
func (s *sifting) addPerson(who int32, f fact) {
	if !s.wanted(f) {
		return
	}
	id := s.one.of(s.book.ids[who])
	s.add(id.String(), f, func() Pattern { return Pattern{Record: id} })
}

// involved reads who had a part in an act, of one kind of record.
func (s *sifting) involved(fn func(who int32, f fact), kind string) error {
	var done []fact
	var place byNumber // of an act in done, counted from 1
	err := s.acts("", "", func(n int64, f fact, _ strip) {
		done = append(done, f)
		place.put(n, int32(len(done)))
	})
	if err != nil {
		return err
	}
	of, err := s.owners("involvement")
	if err != nil {
		return err
	}
	return s.records("involvement", "t.who, t.degree", "", func(n int64, f fact, c strip) {
		at := place.at(int64(of.at(n)))
		if at == 0 {
			return
		}
		a := &done[at-1]
		if _, is := s.agencies.node[s.book.ids[s.book.id(c[0])]]; is != (kind == "organisation") {
			return
		}
		who := s.person(c[0])
		if who == 0 {
			return
		}
		f.cases, f.person, f.place, f.from, f.as = a.cases, a.person, a.place, a.from, s.book.word(c[1])
		fn(who, f)
	})
}

// inRole reads who is named in cases with some roles.
func (s *sifting) inRole(fn func(who int32, f fact), roles ...string) error {
	where := "t.role IN ('" + strings.Join(roles, "', '") + "')"
	return s.records("participant", `t.person, t.role, t."case"`, where, func(_ int64, f fact, c strip) {
		f.as, f.cases = s.book.word(c[1]), s.book.set(c[2], s.gone)
		if who := s.person(c[0]); who != 0 && f.cases != 0 {
			fn(who, f)
		}
	})
}

// notAffected are the roles of those who are in a proceeding to whom it does not
// happen.
var notAffected = []string{
	"lawyer", "caseworker", "interpreter", "clinician", "official", "investigator", "prosecutor", "judge", "spokesperson",
	"organisation_contact", "support_person", "witness", "informant", "alleged_perpetrator",
}

// beside reads who is named in some case in a role in which a proceeding does
// not happen to them.
func (s *sifting) beside() (map[int32]bool, error) {
	out := map[int32]bool{}
	err := s.inRole(func(who int32, _ fact) { out[who] = true }, notAffected...)
	return out, err
}

// inOffice compares by the persons who have a role in a case: what proceedings
// name them, in what acts they had a part, and, where neither tells more, that
// they are named there.
func (s *sifting) inOffice(role string) error {
	holders := map[model.ID]bool{}
	var named []struct {
		who int32
		f   fact
	}
	err := s.inRole(func(who int32, f fact) {
		holders[s.one.of(s.book.ids[who])] = true
		named = append(named, struct {
			who int32
			f   fact
		}{who, f})
	}, role)
	if err != nil || len(named) == 0 {
		return err
	}
	known := map[string]bool{}
	add := func(who int32, f fact) {
		one := s.one.of(s.book.ids[who])
		if !holders[one] {
			return
		}
		for _, c := range s.book.cases[f.cases] {
			known[string(one[:])+string(c[:])] = true
		}
		s.addPerson(who, f)
	}
	if err := s.involved(add, "person"); err != nil {
		return err
	}
	if err := s.proceedings(add); err != nil {
		return err
	}
	for _, n := range named {
		one := s.one.of(s.book.ids[n.who])
		if c := s.book.cases[n.f.cases][0]; !known[string(one[:])+string(c[:])] {
			s.addPerson(n.who, n.f)
		}
	}
	return nil
}

// proceedings gives each person who is in a proceeding, with those to whom it
// happens.
func (s *sifting) proceedings(fn func(who int32, f fact)) error {
	aside, err := s.beside()
	if err != nil {
		return err
	}
	return s.records("proceeding", `t.cases, t.persons, t."from", t."to", t.kind`, "t.persons IS NOT NULL", func(_ int64, f fact, c strip) {
		f.cases, f.from, f.to, f.lasting, f.as = s.book.set(c[0], s.gone), s.book.date(c[2]), s.book.date(c[3]), true, s.book.word(c[4])
		persons := string(c[1])
		for _, who := range listed(persons) {
			if at := s.person([]byte(who)); at != 0 {
				s.affected(f, persons, aside, func(f fact) { fn(at, f) })
			}
		}
	})
}

// affected gives a fact once for each person of a list to whom it happened, or
// once without any.
func (s *sifting) affected(f fact, persons string, aside map[int32]bool, fn func(fact)) {
	none := true
	for _, p := range listed(persons) {
		if at := s.person([]byte(p)); at != 0 && !aside[at] {
			f.person, none = at, false
			fn(f)
		}
	}
	if none {
		f.person = 0
		fn(f)
	}
}

// agencyFacts compares by organisations: who had a part in acts, who held
// people, before whom proceedings were, and who took steps in them.
func (s *sifting) agencyFacts() error {
	if err := s.involved(s.addAgency, "organisation"); err != nil {
		return err
	}
	err := s.detentions("t.custodian IS NOT NULL", "t.custodian", func(f fact, custodian []byte) {
		if at := s.person(custodian); at != 0 {
			s.addAgency(at, f)
		}
	})
	if err != nil {
		return err
	}
	aside, err := s.beside()
	if err != nil {
		return err
	}
	err = s.records("proceeding", `t.body, t.cases, t.persons, t."from", t.kind, t."to"`, "t.body IS NOT NULL", func(_ int64, f fact, c strip) {
		if at := s.person(c[0]); at != 0 {
			f.cases, f.from, f.as = s.book.set(c[1], s.gone), s.book.date(c[3]), s.book.word(c[4])
			f.to, f.lasting = s.book.date(c[5]), true
			s.affected(f, string(c[2]), aside, func(f fact) { s.addAgency(at, f) })
		}
	})
	if err != nil {
		return err
	}
	all, err := s.proceedingsOfSteps()
	if err != nil {
		return err
	}
	of, err := s.owners("step")
	if err != nil {
		return err
	}
	return s.records("step", "t.body, t.date, t.kind", "t.body IS NOT NULL", func(n int64, f fact, c strip) {
		p, there := all.of(of.at(n))
		if at := s.person(c[0]); at != 0 && there {
			f.cases, f.from, f.as = p.cases, s.book.date(c[1]), s.book.word(c[2])
			s.affected(f, p.persons, aside, func(f fact) { s.addAgency(at, f) })
		}
	})
}

// addAgency puts a fact under an organisation and all that it is a part of.
func (s *sifting) addAgency(at int32, f fact) {
	if !s.wanted(f) {
		return
	}
	all := s.agencies.above(s.book.ids[at])
	if s.filter.Alone {
		all = all[:min(1, len(all))]
	}
	for _, id := range all {
		if !s.gone[id] {
			s.add(id.String(), f, func() Pattern { return Pattern{Record: id} })
		}
	}
}

// detentions reads who was held where, with one more column.
func (s *sifting) detentions(where, column string, fn func(f fact, cell []byte)) error {
	if column == "" {
		column = "NULL"
	}
	return s.records("detention", `t.cases, t.person, t.place, t."from", t."to", t.kind, `+column, where, func(_ int64, f fact, c strip) {
		f.cases, f.person, f.place, f.from = s.book.set(c[0], s.gone), s.person(c[1]), s.person(c[2]), s.book.date(c[3])
		f.to, f.as, f.lasting = s.book.date(c[4]), s.book.word(c[5]), true
		fn(f, c[6])
	})
}

// held compares by where people were held, and by what was done there.
func (s *sifting) held() error {
	var all []fact
	holding := map[model.ID]bool{} // places in which a record says that somebody was held
	err := s.detentions("t.place IS NOT NULL", "", func(f fact, _ []byte) {
		if f.place != 0 {
			all = append(all, f)
			holding[s.book.ids[f.place]] = true
		}
	})
	if err != nil {
		return err
	}
	err = s.acts("t.type", "", func(_ int64, f fact, c strip) {
		if f.place != 0 {
			f.as = s.book.word(c[0])
			all = append(all, f)
		}
	})
	if err != nil {
		return err
	}
	for _, f := range all {
		if s.wanted(f) {
			s.addPlace(f, holding)
		}
	}
	return nil
}

func (s *sifting) addPlace(f fact, holding map[model.ID]bool) {
	all := s.places.above(s.book.ids[f.place])
	if s.filter.Alone {
		all = all[:min(1, len(all))]
	}
	for _, id := range all {
		if !s.gone[id] && (holding[id] || s.isDetention(id)) {
			s.add(id.String(), f, func() Pattern { return Pattern{Record: id} })
		}
	}
}

// detentionPlace is the word of the vocabulary under which places of detention
// stand.
const detentionPlace = "detention_place"

func (s *sifting) isDetention(id model.ID) bool {
	kind := s.places.node[id].kind
	return kind == detentionPlace || kind != "" && s.schema.Word("place_kind", kind).Group == detentionPlace
}

// methods compares by how acts were done.
func (s *sifting) methods() error {
	return s.acts("t.methods, t.type", "t.methods IS NOT NULL", func(_ int64, f fact, c strip) {
		if f.as = s.book.word(c[1]); !s.wanted(f) {
			return
		}
		for _, w := range s.withGroups(s.book.word(c[0])) {
			s.add(w, f, func() Pattern { return Pattern{Word: w} })
		}
	})
}

// withGroups gives the methods of a list, and the words under which they stand.
func (s *sifting) withGroups(list string) []string {
	if words, known := s.grouped[list]; known {
		return words
	}
	words := listed(list)
	for _, w := range slices.Clone(words) {
		if g := s.schema.Word("act_method", w).Group; g != "" && !s.filter.Alone && !slices.Contains(words, g) {
			words = append(words, g)
		}
	}
	s.grouped[list] = words
	return words
}

// charges compares by the articles that people are accused under.
func (s *sifting) charges() error {
	all, err := s.proceedingsOfSteps()
	if err != nil {
		return err
	}
	of, err := s.owners("charge")
	if err != nil {
		return err
	}
	return s.records("charge", `t.person, t.date, t.title, t.code, t.number, t."index", t.part, t.point, t.outcome`, "", func(n int64, f fact, c strip) {
		p, there := all.of(of.at(n))
		if !there {
			return
		}
		f.cases, f.person, f.from, f.as = p.cases, s.person(c[0]), s.book.date(c[1]), s.book.word(c[8])
		word := s.book.word
		a := Article{Title: word(c[2]), Code: word(c[3]), Number: word(c[4]), Index: word(c[5]), Part: word(c[6]), Point: word(c[7])}
		if a = a.counted(s.filter.Alone); a != (Article{}) && s.wanted(f) {
			s.add(s.articleKey(a), f, func() Pattern { return Pattern{Article: a} })
		}
	})
}

func (s *sifting) articleKey(a Article) string {
	key, known := s.articles[a]
	if !known {
		key = a.folded()
		s.articles[a] = key
	}
	return key
}

// counted is the article as it is compared: by its number, with its part and
// point where each stands for itself, or by its title where it has no number.
func (a Article) counted(alone bool) Article {
	if a.Number == "" {
		return Article{Title: a.Title, Code: a.Code}
	}
	a.Title = ""
	if !alone {
		a.Part, a.Point = "", ""
	}
	return a
}

func (a Article) folded() string {
	parts := []string{a.Code, a.Number, a.Index, a.Part, a.Point, a.Title}
	for i, p := range parts {
		parts[i] = model.Fold(strings.Join(strings.Fields(p), " "))
	}
	return strings.Join(parts, "\x00")
}

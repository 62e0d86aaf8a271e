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
	rest := joined("act", "a", "t.act") + eventOf("a")
	return s.records("involvement", `coalesce(t.who, ''), coalesce(t.degree, ''), `+actCells("a"), rest, "", []string{"unhex(t.act, '-')"}, func(f fact, c []string) {
		if _, is := s.agencies.node[s.book.ids[s.book.id(c[0])]]; is != (kind == "organisation") {
			return
		}
		f.as = s.book.word(c[1])
		s.ofAnAct(&f, c[2:])
		if who := s.person(c[0]); who != 0 {
			fn(who, f)
		}
	})
}

// inRole reads who is named in cases with some roles.
func (s *sifting) inRole(fn func(who int32, f fact), roles ...string) error {
	where := "t.role IN ('" + strings.Join(roles, "', '") + "')"
	return s.records("participant", `coalesce(t.person, ''), t.role, coalesce(t."case", '')`, "", where, nil, func(f fact, c []string) {
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
	return s.records("proceeding", `coalesce(t.cases, ''), coalesce(t.persons, ''), coalesce(t."from", ''), coalesce(t."to", ''), coalesce(t.kind, '')`,
		"", "t.persons IS NOT NULL", nil, func(f fact, c []string) {
			f.cases, f.from, f.to, f.lasting, f.as = s.book.set(c[0], s.gone), s.book.date(c[2]), s.book.date(c[3]), true, s.book.word(c[4])
			for _, who := range listed(c[1]) {
				if at := s.person(who); at != 0 {
					s.affected(f, c[1], aside, func(f fact) { fn(at, f) })
				}
			}
		})
}

// affected gives a fact once for each person of a list to whom it happened, or
// once without any.
func (s *sifting) affected(f fact, persons string, aside map[int32]bool, fn func(fact)) {
	none := true
	for _, p := range listed(persons) {
		if at := s.person(p); at != 0 && !aside[at] {
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
	err := s.detentions("t.custodian IS NOT NULL", "coalesce(t.custodian, '')", func(f fact, custodian string) {
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
	body := func(f fact, c []string) {
		if at := s.person(c[0]); at != 0 {
			f.cases, f.from, f.as = s.book.set(c[1], s.gone), s.book.date(c[3]), s.book.word(c[4])
			if f.lasting = f.kind == "proceeding"; f.lasting {
				f.to = s.book.date(c[5])
			}
			s.affected(f, c[2], aside, func(f fact) { s.addAgency(at, f) })
		}
	}
	err = s.records("proceeding", `coalesce(t.body, ''), coalesce(t.cases, ''), coalesce(t.persons, ''), coalesce(t."from", ''), coalesce(t.kind, ''), coalesce(t."to", '')`,
		"", "t.body IS NOT NULL", nil, body)
	if err != nil {
		return err
	}
	return s.records("step", `coalesce(t.body, ''), coalesce(p.cases, ''), coalesce(p.persons, ''), coalesce(t.date, ''), coalesce(t.kind, '')`,
		joined("proceeding", "p", "t.proceeding"), "t.body IS NOT NULL", []string{"unhex(t.proceeding, '-')"}, body)
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
func (s *sifting) detentions(where, cell string, fn func(f fact, cell string)) error {
	return s.records("detention", `coalesce(t.cases, ''), coalesce(t.person, ''), coalesce(t.place, ''), coalesce(t."from", ''), coalesce(t."to", ''), coalesce(t.kind, ''), `+cell,
		"", where, nil, func(f fact, c []string) {
			s.ofAnAct(&f, c)
			f.to, f.as, f.lasting = s.book.date(c[4]), s.book.word(c[5]), true
			fn(f, c[6])
		})
}

// held compares by where people were held, and by what was done there.
func (s *sifting) held() error {
	var all []fact
	holding := map[model.ID]bool{} // places in which a record says that somebody was held
	err := s.detentions("t.place IS NOT NULL", "''", func(f fact, _ string) {
		if f.place != 0 {
			all = append(all, f)
			holding[s.book.ids[f.place]] = true
		}
	})
	if err != nil {
		return err
	}
	err = s.records("act", actCells("t")+", coalesce(t.type, '')", eventOf("t"), "coalesce(t.place, e.place) IS NOT NULL", []string{"unhex(t.event, '-')"},
		func(f fact, c []string) {
			if s.ofAnAct(&f, c); f.place != 0 {
				f.as = s.book.word(c[4])
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
	return s.records("act", actCells("t")+", t.methods, coalesce(t.type, '')", eventOf("t"), "t.methods IS NOT NULL", []string{"unhex(t.event, '-')"},
		func(f fact, c []string) {
			s.ofAnAct(&f, c)
			if f.as = s.book.word(c[5]); !s.wanted(f) {
				return
			}
			words := listed(c[4])
			for _, w := range slices.Clone(words) {
				if g := s.schema.Word("act_method", w).Group; g != "" && !s.filter.Alone && !slices.Contains(words, g) {
					words = append(words, g)
				}
			}
			for _, w := range words {
				s.add(w, f, func() Pattern { return Pattern{Word: s.book.word(w)} })
			}
		})
}

// charges compares by the articles that people are accused under.
func (s *sifting) charges() error {
	return s.records("charge", `coalesce(p.cases, ''), coalesce(t.person, ''), '', coalesce(t.date, ''), coalesce(t.title, ''), coalesce(t.code, ''),
		coalesce(t.number, ''), coalesce(t."index", ''), coalesce(t.part, ''), coalesce(t.point, ''), coalesce(t.outcome, '')`,
		joined("proceeding", "p", "t.proceeding"), "", []string{"unhex(t.proceeding, '-')"},
		func(f fact, c []string) {
			s.ofAnAct(&f, c)
			f.as = s.book.word(c[10])
			a := Article{Title: c[4], Code: c[5], Number: c[6], Index: c[7], Part: c[8], Point: c[9]}
			if a = a.counted(s.filter.Alone); a != (Article{}) && s.wanted(f) {
				s.add(a.folded(), f, func() Pattern { return Pattern{Article: a} })
			}
		})
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

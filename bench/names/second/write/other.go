package main

import "strings"

// other writes the pairs of two people, ten of each person. Two of three are
// written by two hands.
func (s *set) other(i int, p person) {
	key := p.family.own + p.given.own
	w1 := s.any(p, way{})
	w2 := w1
	if s.r.Intn(3) > 0 {
		w2 = s.any(p, w1)
	}
	add := func(kind, a, b string) { s.add(key, kind, false, a, b) }
	order := s.r.Intn(3)
	full := func(x parts) string {
		if order == 0 {
			return x.gpf()
		}
		return x.fgp()
	}
	me := p.write(w1)

	near, nearly := s.near(p)
	brother := p
	brother.given = near
	if nearly {
		add("near given name", me.gf(), brother.write(w2).gf())
	}
	add("brothers and sisters", full(me), full(brother.write(w2)))

	far := p
	far.given = s.given(p.lang, p.man, p.given, p.father)
	add("brothers and sisters", full(me), full(far.write(w2)))

	parent := p
	parent.man, parent.family = true, p.familyOf(true)
	if p.lang != "ru" && p.lang != "uk" {
		parent.given, parent.father = p.father, s.given(p.lang, true, p.given, p.father)
		add("parent and child", full(me), full(parent.write(w2)))
		if p.man {
			grand := parent
			grand.father = p.given
			add("father and son, names changed about", full(me), full(grand.write(w2)))
		}
	}
	cousin := p
	cousin.father = s.father(p)
	add("another father", full(me), full(cousin.write(w2)))

	stranger := p
	stranger.family = s.family(p)
	add("another family", full(me), full(stranger.write(w2)))
	add("near family", stranger.write(w1).gf(), s.nearTo(p, stranger.family).write(w2).gf())

	spouse := p
	spouse.man, spouse.family = !p.man, p.familyOf(!p.man)
	spouse.given, spouse.father = s.given(p.lang, !p.man, p.given, p.father), s.father(p)
	if p.lang == "ru" || p.lang == "uk" {
		spouse.father = s.fatherOf(p.lang, !p.man)
	}
	x := spouse.write(w2)
	switch i % 3 {
	case 0:
		add("husband and wife", me.fgp(), x.fgp())
	case 1:
		add("husband and wife", me.gf(), x.gf())
	default:
		add("husband and wife", me.family+" "+initial(me.given), x.family+" "+initial(x.given))
	}
	if alike := s.sameLetter(p); alike.own != "" {
		y := p
		y.given = alike
		add("same family and initial", me.fg(), y.write(w2).fg())
	}
	if y := far.write(w2); initial(far.given.rus) != initial(p.given.rus) && initial(far.given.own) != initial(p.given.own) {
		add("same family, another initial", me.family+" "+initial(me.given), y.fg())
	} else {
		s.r.Intn(2) // so that what follows stays as it was
	}
}

// near gives a near given name, from the group of the person's own or from any.
func (s *set) near(p person) (term, bool) {
	all := groups(nearText, p.lang, sex(p.man))
	for _, g := range all {
		for i, n := range g {
			if read(p.lang, n).own == p.given.own {
				return read(p.lang, g[(i+1)%len(g)]), true
			}
		}
	}
	return s.given(p.lang, p.man, p.given, p.father), false
}

// given gives a given name of the language and sex that is none of those.
func (s *set) given(lang string, male bool, not ...term) term {
	all := groups(nearText, lang, sex(male))
	for {
		g := all[s.r.Intn(len(all))]
		t := read(lang, g[s.r.Intn(len(g))])
		ok := true
		for _, n := range not {
			ok = ok && !strings.HasPrefix(n.own, t.own) && !strings.HasPrefix(t.own, n.own)
		}
		if ok {
			return t
		}
	}
}

// sameLetter gives another given name with the same first letter.
func (s *set) sameLetter(p person) term {
	for _, g := range groups(nearText, p.lang, sex(p.man)) {
		for _, n := range g {
			t := read(p.lang, n)
			if !strings.HasPrefix(p.given.own, t.own) && !strings.HasPrefix(t.own, p.given.own) && initial(t.rus) == initial(p.given.rus) && initial(t.own) == initial(p.given.own) {
				return t
			}
		}
	}
	return term{}
}

func (s *set) father(p person) term {
	if p.lang == "ru" || p.lang == "uk" {
		for {
			if t := s.fatherOf(p.lang, p.man); t.own != p.father.own {
				return t
			}
		}
	}
	return s.given(p.lang, true, p.father, p.given)
}

// fatherOf gives the name after a father of anybody in the lists.
func (s *set) fatherOf(lang string, male bool) term {
	all := people()
	for {
		if q := all[s.r.Intn(len(all))]; q.lang == lang && q.man == male {
			return q.father
		}
	}
}

func (s *set) family(p person) term {
	all := groups(familiesText, p.lang)
	for {
		g := all[s.r.Intn(len(all))]
		f := g[s.r.Intn(len(g))]
		if f == man(p.family.own) {
			continue
		}
		if !p.man {
			f = woman(f)
		}
		return read(p.lang, f)
	}
}

// nearTo gives the person with a family of the same group as f.
func (s *set) nearTo(p person, f term) person {
	for _, g := range groups(familiesText, p.lang) {
		for i, n := range g {
			if n == man(f.own) {
				n = g[(i+1+s.r.Intn(len(g)-1))%len(g)]
				if !p.man {
					n = woman(n)
				}
				p.family = read(p.lang, n)
			}
		}
	}
	return p
}

package pairs

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// Pair is two names, and whether they are of one person.
type Pair struct {
	A, B string
	Same bool
	Kind string
	Real bool // of a known person
}

// person is a full name as its own country writes it.
type person struct {
	lang                  *language
	given, father, family string
	woman                 bool
}

// maker makes persons and pairs by dice that fall alike each time.
type maker struct {
	dice   *rand.Rand
	of     []language
	in     []Scheme
	report bool
	pairs  []Pair
}

// Make gives all pairs: of the half of the names that is reported, or of the
// half that may be looked at while working.
func Make(report bool) []Pair {
	m := &maker{dice: rand.New(rand.NewPCG(7, 11)), of: languages, in: Schemes, report: report}
	m.known()
	for range 900 {
		m.positive(m.person())
	}
	for range 450 {
		m.negative()
	}
	return m.pairs
}

func (m *maker) add(kind string, same bool, a, b string) {
	if m.dice.IntN(2) == 0 {
		a, b = b, a
	}
	m.pairs = append(m.pairs, Pair{A: a, B: b, Same: same, Kind: kind})
}

func (m *maker) one(list []string) string { return list[m.dice.IntN(len(list))] }

func (m *maker) person() person {
	l := &m.of[m.dice.IntN(len(m.of))]
	if m.dice.IntN(3) == 0 {
		l = &m.of[0]
	}
	p := person{lang: l, woman: m.dice.IntN(3) == 0}
	men := words(l.men, m.report)
	p.given, p.father = m.one(men), m.one(men)
	if p.woman {
		p.given = m.one(words(l.women, m.report))
	}
	p.family = m.one(words(l.families, m.report))
	if alikeLetters(p.given, p.father) || alikeLetters(p.given, p.family) || alikeLetters(p.father, p.family) {
		return m.person() // of a Karim Karimov nothing can be told
	}
	return p
}

// known makes pairs of all spellings of known people, and of people with others.
func (m *maker) known() {
	people := spellings(m.report)
	for i, p := range people {
		for x := range p {
			for _, y := range p[x+1:] {
				m.pairs = append(m.pairs, Pair{A: p[x], B: y, Same: true, Kind: "known person", Real: true})
			}
		}
		for _, q := range people[i+1:] {
			m.pairs = append(m.pairs, Pair{A: m.one(p), B: m.one(q), Kind: "two known people", Real: true})
		}
	}
}

func softEnd(s string) bool {
	r := []rune(s)
	return strings.ContainsRune("аеёиоуыэюяйӣіүұўь", unicode.ToLower(r[len(r)-1]))
}

// family gives the family name.
func (p person) familyName(zoda bool) string {
	end := "ов"
	if softEnd(p.family) {
		end = "ев"
	}
	root := p.family
	if zoda {
		return root + "зода"
	}
	if strings.HasSuffix(root, "ё") {
		root, end = strings.TrimSuffix(root, "ё"), "ёв"
	}
	if strings.HasSuffix(root, "ь") || strings.HasSuffix(root, "й") {
		root = strings.TrimRight(root, "ьй")
	}
	if p.woman {
		end += "а"
	}
	if strings.HasSuffix(root, "ов") || strings.HasSuffix(root, "ин") {
		end = strings.TrimPrefix(strings.TrimPrefix(end, "ов"), "ев")
	}
	return root + end
}

// fatherName gives the father's name, as Russian documents or as one's own do.
func (p person) fatherName(russian bool) []string {
	if russian || p.lang.own == "" || p.lang.code == "tg" {
		f := p.father
		switch {
		case strings.HasSuffix(f, "ий"):
			f = strings.TrimSuffix(f, "ий") + "ь"
			fallthrough
		case softEnd(f):
			f = strings.TrimRight(f, "ьй")
			if strings.HasSuffix(p.father, "я") || strings.HasSuffix(p.father, "а") && p.lang.code == "ru" {
				f = strings.TrimRight(f, "яа")
			}
			if p.woman {
				return []string{f + "евна"}
			}
			return []string{f + "евич"}
		}
		if p.woman {
			return []string{f + "овна"}
		}
		return []string{f + "ович"}
	}
	ends := strings.Fields(p.lang.own)
	if p.woman {
		return []string{p.father, ends[1]}
	}
	return []string{p.father, ends[0]}
}

// How a name is put together.
const (
	givenFamily = iota
	familyGiven
	familyComma
	full
	fullFirst // given, father's, family name
	initial
	alone
)

func (m *maker) form() int {
	switch d := m.dice.IntN(20); {
	case d < 5:
		return givenFamily
	case d < 8:
		return familyGiven
	case d < 9:
		return familyComma
	case d < 15:
		return full
	case d < 19:
		return fullFirst
	}
	return initial
}

func (m *maker) scheme(l *language) *Scheme {
	for {
		s := &m.in[m.dice.IntN(len(m.in))]
		if s.Only == "" || s.Only == l.code {
			return s
		}
	}
}

// write writes a person in a scheme and a form.
func (m *maker) write(p person, s *Scheme, form int) string {
	russian := s.Russian || m.dice.IntN(4) == 0
	zoda := p.lang.code == "tg" && !russian && m.dice.IntN(3) == 0
	given, family := s.Write(p.given), s.Write(p.familyName(zoda))
	var father []string
	for _, f := range p.fatherName(russian) {
		father = append(father, s.Write(f))
	}
	if len(father) == 2 {
		father = []string{father[0] + " " + strings.ToLower(father[1])}
	}
	f := father[0]
	switch form {
	case familyGiven:
		return family + " " + given
	case familyComma:
		return family + ", " + given
	case full:
		return family + " " + given + " " + f
	case fullFirst:
		return given + " " + f + " " + family
	case initial:
		r := []rune(given)
		return string(r[:1]) + ". " + family
	case alone:
		return family
	}
	return given + " " + family
}

func (m *maker) positive(p person) {
	a, b := m.form(), m.form()
	if a == initial && b == initial {
		b = full
	}
	s, t := m.scheme(p.lang), m.scheme(p.lang)
	kind := "spelling"
	if a == initial || b == initial {
		kind = "initial"
	}
	q := p
	if p.lang.code == "uz" && a != initial && b != initial && !strings.HasSuffix(p.given, "бек") && !strings.HasSuffix(p.given, "жон") && m.dice.IntN(8) == 0 {
		switch {
		case p.woman:
			q.given += "хон"
		case m.dice.IntN(3) == 0:
			q.given += "бек"
		default:
			q.given += "жон"
		}
		kind = "respect"
	}
	x, y := m.write(p, s, a), m.write(q, t, b)
	if kind == "spelling" && m.dice.IntN(10) == 0 {
		y, kind = m.slip(y), "slip"
	}
	m.add(kind, true, x, y)
}

// slip makes one slip of the hand, in a word of at least five letters.
func (m *maker) slip(name string) string {
	ws := strings.Fields(name)
	for range 20 {
		k := m.dice.IntN(len(ws))
		r := []rune(ws[k])
		if len(r) < 5 {
			continue
		}
		i := 1 + m.dice.IntN(len(r)-2)
		if !unicode.IsLetter(r[i]) || !unicode.IsLetter(r[i+1]) {
			continue
		}
		switch m.dice.IntN(4) {
		case 0:
			r[i], r[i+1] = r[i+1], r[i]
		case 1:
			r = append(r[:i], r[i+1:]...)
		case 2:
			r = append(r[:i+1], r[i:]...)
		default:
			from := []rune("abdegiklmnorstu")
			if r[i] >= 0x400 {
				from = []rune("абдегиклмнорсту")
			}
			r[i] = from[m.dice.IntN(len(from))]
		}
		ws[k] = string(r)
		break
	}
	return strings.Join(ws, " ")
}

// pairOf writes two people in schemes and forms of their own.
func (m *maker) pairOf(kind string, p, q person, forms ...int) {
	a, b := forms[m.dice.IntN(len(forms))], forms[m.dice.IntN(len(forms))]
	m.add(kind, false, m.write(p, m.scheme(p.lang), a), m.write(q, m.scheme(q.lang), b))
}

func (m *maker) negative() {
	p := m.person()
	men, women := words(p.lang.men, m.report), words(p.lang.women, m.report)
	all := []int{givenFamily, familyGiven, familyComma, full, fullFirst}
	other := func(list []string, not string) string {
		for {
			if w := m.one(list); w != not {
				return w
			}
		}
	}
	same := men
	if p.woman {
		same = women
	}

	q := p
	q.given = other(same, p.given)
	m.pairOf("brothers, sisters", p, q, all...)

	q = p
	q.given = nearest(same, p.given)
	m.pairOf("near given names", p, q, all...)

	q = p
	q.woman = !p.woman
	q.given = other(women, "")
	if p.woman {
		q.given = other(men, "")
	}
	m.pairOf("brother and sister", p, q, all...)

	q = person{lang: p.lang, given: p.father, father: other(men, p.father), family: p.family}
	m.pairOf("father and child", p, q, all...)

	q = p
	q.family = other(words(p.lang.families, m.report), p.family)
	m.pairOf("another family", p, q, all...)

	q = p
	q.father = other(men, p.father)
	m.pairOf("another father", p, q, full, fullFirst)

	p.woman, q.woman = false, false
	p.given = other(men, "")
	q = person{lang: p.lang, given: p.family, father: p.father, family: p.given}
	if !strings.HasSuffix(p.family, "ё") && !alikeLetters(p.given, p.family) && !strings.HasSuffix(p.familyName(false), q.family) && !strings.HasSuffix(p.family, "ин") && !strings.HasSuffix(q.family, "ин") && !strings.HasSuffix(q.family, "ов") {
		m.pairOf("swapped", p, q, givenFamily, familyGiven)
	}
}

// alikeLetters tells whether two names are one to the letter, or nearly.
func alikeLetters(a, b string) bool { return letters(a, b) < 2 }

// nearest gives the name of a list that shares most letters with one.
func nearest(list []string, name string) string {
	best, least := list[0], 1<<30
	for _, w := range list {
		if d := letters(w, name); w != name && d < least {
			best, least = w, d
		}
	}
	return best
}

func letters(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		last := row[0]
		row[0] = i + 1
		for j := range y {
			d := last
			if unicode.ToLower(x[i]) != unicode.ToLower(y[j]) {
				d++
			}
			last = row[j+1]
			row[j+1] = min(d, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}

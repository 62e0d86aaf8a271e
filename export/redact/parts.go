package redact

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guvoh/model"
	"guvoh/model/names"
)

// part is one word of somebody's name.
type part struct {
	word string
	role role
}

// role is which part of a name a word is, as far as it is known.
type role uint8

const (
	other role = iota
	family
	given
	patronymic
)

// titles are words that stand with names and are none.
var titles = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("dr doctor prof professor mr mrs ms miss sir madam judge general colonel major captain imam haji hoji hojji mulla mullah domla ustoz " +
		"д-р др доктор проф профессор г-н г-жа господин госпожа судья генерал полковник майор капитан имам хаджи ходжи хожи мулла домла устоз гражданин гражданка " +
		"family families group brothers sisters relatives people unknown unidentified anonymous witness victim семья семьи группа братья родственники неизвестный неизвестная свидетель " +
		"oila oilasi guruh guruhi nomaʼlum оила оиласи гуруҳ номаълум aka opa ака опа oʻgʻli ugli qizi kizi kyzy ogly ўғли угли оглы оғли қизи кизи кызы ibn bin bint al el de la van von der and of the и va") {
		m[model.Fold(w)] = true
	}
	return m
}()

// wordsOf gives the words of a name, without titles, initials and common nouns.
func wordsOf(name string) []string {
	var out []string
	capitals := strings.IndexFunc(name, unicode.IsUpper) >= 0
	for _, w := range strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune("'’‘ʻʼ`´.", r)
	}) {
		bare := strings.Trim(w, ".'’‘`´")
		if utf8.RuneCountInString(bare) < 2 || strings.HasSuffix(w, ".") && utf8.RuneCountInString(bare) <= 2 || titles[model.Fold(bare)] {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(bare); capitals && unicode.IsLower(first) && !strings.ContainsFunc(bare, unicode.IsUpper) {
			continue // "officer", in the name of an unknown officer
		}
		out = append(out, bare)
	}
	return out
}

// nameOf gives every word by which a person is known, each once, and the
// records' forms of the whole name.
func (r *redactor) nameOf(person model.Record) (parts []part, whole []string) {
	if n, ok := r.known[person.ID]; ok {
		return n.parts, n.whole
	}
	defer func() { r.known[person.ID] = known{parts, whole} }()
	add := func(text string, as role) {
		for _, w := range wordsOf(text) {
			if as == other {
				as = roleOf(w)
			}
			if i := indexOf(parts, w); i < 0 {
				parts = append(parts, part{w, as})
			} else if parts[i].role == other {
				parts[i].role = as
			}
		}
	}
	rows := r.s.Rows("person_name", person.ID)
	for _, n := range rows {
		add(n.Text("family"), family)
		add(n.Text("given"), given)
		add(n.Text("patronymic"), patronymic)
	}
	for _, n := range rows {
		for _, w := range wordsOf(n.Text("text")) {
			add(w, other)
		}
		if t := n.Text("text"); t != "" {
			whole = append(whole, t)
		}
	}
	return parts, whole
}

// known is the name of a person, once it was read.
type known struct {
	parts []part
	whole []string
}

// indexOf finds a word among parts that is written the same.
func indexOf(parts []part, w string) int {
	for i, p := range parts {
		if strings.EqualFold(p.word, w) {
			return i
		}
	}
	return -1
}

// roleOf guesses which part of a name a word is by how it ends.
func roleOf(w string) role {
	w = strings.ToLower(w)
	for _, e := range strings.Fields("ович евич ьич овна евна ична инична ovich evich ovna evna ovitch owitsch") {
		if strings.HasSuffix(w, e) {
			return patronymic
		}
	}
	for _, e := range strings.Fields("ов ев ёв ова ева ёва ский ская цкий ян янц ov ev ova eva off eff ow sky skiy skaya yan ian") {
		if strings.HasSuffix(w, e) && utf8.RuneCountInString(w) > 4 {
			return family
		}
	}
	return other
}

// speller compares words of names, and remembers how each may be read.
type speller struct {
	keys  map[string][]string
	forms map[string][]string
}

func newSpeller() *speller {
	return &speller{keys: map[string][]string{}, forms: map[string][]string{}}
}

func (s *speller) keysOf(w string) []string {
	k, ok := s.keys[w]
	if !ok {
		k = names.Keys(w)
		s.keys[w] = k
	}
	return k
}

// same tells whether two words of names are one, spelling and gender apart.
func (s *speller) same(a, b string) bool {
	if s.alike(a, b) {
		return true
	}
	x, y := masculine(a), masculine(b)
	return (x != a || y != b) && s.alike(x, y)
}

// fewSounds is below how many sounds a word is compared by its usual spellings,
// since its sounds are those of too many others.
const fewSounds = 5

func (s *speller) alike(a, b string) bool {
	short := false
	other := s.keysOf(b)
	meet := false
	for _, k := range s.keysOf(a) {
		short = short || len(k) < fewSounds
		meet = meet || slices.Contains(other, k)
	}
	if !meet || !short {
		return meet
	}
	forms, ok := s.forms[a]
	if !ok {
		forms = names.Forms(a)
		s.forms[a] = forms
	}
	return slices.ContainsFunc(forms, func(f string) bool { return strings.EqualFold(f, b) })
}

// readings gives the ways in which a word may be read as it stands and as men bear
// it. Words that are the same have one in common, since [speller.alike] asks for a
// key of both.
func (s *speller) readings(w string) []string {
	if m := masculine(w); m != w {
		return append(slices.Clone(s.keysOf(w)), s.keysOf(m)...)
	}
	return s.keysOf(w)
}

// feminine are the ends of family names that women bear.
var feminine = strings.Fields("ова ева ёва ина ova eva ina")

// masculine gives the form of a family name that men bear.
func masculine(w string) string {
	low := strings.ToLower(w)
	for _, e := range feminine {
		if strings.HasSuffix(low, e) && utf8.RuneCountInString(w) > 5 {
			_, n := utf8.DecodeLastRuneInString(w)
			return w[:len(w)-n]
		}
	}
	return w
}

package main

import (
	_ "embed"
	"strings"
)

//go:embed people.txt
var peopleText string

//go:embed near.txt
var nearText string

//go:embed families.txt
var familiesText string

// A term is a word in its own language and as Russian papers have it.
type term struct{ own, rus string }

// A person is made up: a language, a family, a given name and a father.
type person struct {
	lang                  string
	man                   bool
	family, given, father term
}

func read(lang, s string) term {
	own, rus, ok := strings.Cut(s, "=")
	if !ok {
		rus = russify(lang, own)
		if parts := strings.Split(own, "-"); len(parts) > 1 {
			rus = russify(lang, parts[0]) + "-" + russify(lang, parts[1])
		}
	}
	return term{own, rus}
}

func people() (all []person) {
	for _, line := range strings.Split(strings.TrimSpace(peopleText), "\n") {
		f := strings.Fields(line)
		all = append(all, person{f[0], f[1] == "m", read(f[0], f[2]), read(f[0], f[3]), read(f[0], f[4])})
	}
	return all
}

// groups gives the near names of the language: given names of a sex, or families.
func groups(text string, head ...string) (all [][]string) {
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		f := strings.Fields(line)
		if strings.Join(f[:len(head)], " ") == strings.Join(head, " ") {
			all = append(all, f[len(head):])
		}
	}
	return all
}

func sex(man bool) string {
	if man {
		return "m"
	}
	return "f"
}

// woman gives a family as a woman bears it, man as a man does.
func woman(f string) string {
	switch {
	case strings.HasSuffix(f, "ов"), strings.HasSuffix(f, "ев"), strings.HasSuffix(f, "ёв"), strings.HasSuffix(f, "ин"):
		return f + "а"
	case strings.HasSuffix(f, "ский"):
		return strings.TrimSuffix(f, "ий") + "ая"
	case strings.HasSuffix(f, "ський"):
		return strings.TrimSuffix(f, "ий") + "а"
	}
	return f
}

func man(f string) string {
	for _, e := range []string{"ова", "ева", "ёва", "ина"} {
		if strings.HasSuffix(f, e) {
			return strings.TrimSuffix(f, "а")
		}
	}
	if strings.HasSuffix(f, "ская") {
		return strings.TrimSuffix(f, "ая") + "ий"
	}
	return f
}

func (p person) familyOf(male bool) term {
	if male {
		return term{man(p.family.own), man(p.family.rus)}
	}
	return term{woman(p.family.own), woman(p.family.rus)}
}

// ovich makes the Russian name after a father; in Russian and Ukrainian the lists
// have it made.
func ovich(lang, father string, male bool) string {
	if lang == "ru" || lang == "uk" {
		return father
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(father, "й"), "ь")
	r := []rune(stem)
	v := "о"
	if stem != father || strings.ContainsRune("аяиоуеыӣәүј", r[len(r)-1]) {
		v = "е"
	}
	if male {
		return stem + v + "вич"
	}
	return stem + v + "вна"
}

// child makes the name after a father in the language of the person.
func child(lang, father string, male bool) string {
	pick := func(son, daughter string) string {
		if male {
			return son
		}
		return daughter
	}
	switch lang {
	case "uz":
		return father + pick(" ўғли", " қизи")
	case "kk":
		return father + pick("ұлы", "қызы")
	case "ky":
		return father + pick(" уулу", " кызы")
	case "az":
		return father + pick(" оғлу", " гызы")
	}
	return ovich(lang, father, male)
}

// A way is how one hand writes a name.
type way struct {
	rus   bool    // as Russian papers have it
	in    *system // nil: Cyrillic
	child bool    // the father's name in the style of the language
}

type parts struct{ family, given, father string }

func (p person) write(w way) parts {
	pick := func(t term) string {
		if w.rus {
			return t.rus
		}
		return t.own
	}
	out := parts{family: pick(p.family), given: pick(p.given)}
	if w.child {
		out.father = child(p.lang, pick(p.father), p.man)
		if w.rus {
			out.father = strings.NewReplacer("ўғли", "угли", "қизи", "кизи", "ұлы", "улы", "қызы", "кызы", "оғлу", "оглы").Replace(out.father)
		}
	} else {
		out.father = ovich(p.lang, pick(p.father), p.man)
	}
	if w.in != nil {
		out = parts{w.in.full(out.family), w.in.full(out.given), w.in.full(out.father)}
	}
	return out
}

func (x parts) fgp() string { return x.family + " " + x.given + " " + x.father }
func (x parts) gpf() string { return x.given + " " + x.father + " " + x.family }
func (x parts) fg() string  { return x.family + " " + x.given }
func (x parts) gf() string  { return x.given + " " + x.family }

// initial keeps the first letter; in Latin letters of two signs stay together.
func initial(s string) string {
	for _, two := range []string{"Shch", "Sch", "Zh", "Kh", "Ch", "Sh", "Yu", "Ya", "Yo", "Ye", "Oʻ", "O'", "O’", "O‘", "Gʻ", "G'", "Gh", "Dzh", "Ts"} {
		if strings.HasPrefix(s, two) {
			return two + "."
		}
	}
	return string([]rune(s)[:1]) + "."
}

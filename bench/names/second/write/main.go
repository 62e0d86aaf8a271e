// Command write writes the made pairs of the set second to pairs.tsv, with those
// written by hand.
//
// Its one job is to make them from people of nobody and from published tables of
// letters. It shares nothing with model/names nor with bench/names/pairs, so that an
// error in one is not repeated by the other.
//
//	go run ./second/write > second/pairs.tsv
package main

import (
	_ "embed"
	"fmt"
	"hash/fnv"
	"math/rand"
	"os"
	"strings"
)

//go:embed hand.txt
var handText string

// A set is the lines that are written so far.
type set struct {
	r    *rand.Rand
	done map[string]bool
}

// add writes a pair; key is what the halves are parted by.
func (s *set) add(key, kind string, same bool, a, b string) {
	a, b = strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " ")
	if a == b || s.done[a+"\t"+b] || s.done[b+"\t"+a] {
		return
	}
	s.done[a+"\t"+b] = true
	h := fnv.New32a()
	h.Write([]byte("second " + key))
	half := "look"
	if h.Sum32()>>7&1 == 1 {
		half = "held"
	}
	answer := "no"
	if same {
		answer = "yes"
	}
	if s.r.Intn(2) == 0 {
		a, b = b, a
	}
	fmt.Printf("%s\t%s\t%s\t%s\t%s\n", half, answer, kind, a, b)
}

func main() {
	s := &set{r: rand.New(rand.NewSource(20261129)), done: map[string]bool{}}
	for i, p := range people() {
		s.same(i, p)
		s.other(i, p)
		if i%2 == 0 {
			s.other(i+1, p)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(handText), "\n") {
		if !strings.HasPrefix(line, "#") {
			s.hand(line)
		}
	}
}

// hand writes the pairs of a line of hand.txt: of one person each spelling with the
// next and the first with the last, of different people each with each.
func (s *set) hand(line string) {
	f := strings.Split(line, "\t")
	if len(f) != 3 {
		fmt.Fprintf(os.Stderr, "hand.txt: %d fields\n", len(f))
		os.Exit(1)
	}
	all := strings.Split(f[2], " | ")
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			if f[0] == "no" || j == i+1 || i == 0 && j == len(all)-1 {
				s.add(all[0], f[1], f[0] == "yes", all[i], all[j])
			}
		}
	}
}

// latin gives a system for the side of a way.
func (s *set) latin(p person, rus bool) *system {
	if rus || p.lang == "ru" {
		return &russian[s.r.Intn(len(russian))]
	}
	y := own[p.lang]
	return &y[s.r.Intn(len(y))]
}

// any gives a way that is not the one before.
func (s *set) any(p person, not way) way {
	for {
		w := way{rus: s.r.Intn(2) == 0}
		if s.r.Intn(10) < 6 {
			w.in = s.latin(p, w.rus)
		}
		if p.lang == "ru" {
			w.rus = true
		}
		if w != not {
			return w
		}
	}
}

// titles are a man's and a woman's, in Russian and in the West; as many of each.
var titles = map[bool][2][]string{
	true: {
		{"г-н %s", "гр. %s", "адвокат %s", "подполковник %s", "журналист %s", "следователь %s", "доктор %s", "судья %s"},
		{"Mr %s", "Dr. %s", "Prof. %s", "Judge %s", "Lt. Col. %s", "Captain %s", "M. %s", "Herr %s"},
	},
	false: {
		{"г-жа %s", "гр. %s", "адвокат %s", "подполковник %s", "журналистка %s", "следователь %s", "доктор %s", "судья %s"},
		{"Mrs %s", "Dr. %s", "Prof. %s", "Judge %s", "Lt. Col. %s", "Captain %s", "Mme %s", "Frau %s"},
	},
}

// same writes the pairs of one person: the first five kinds of everybody, three of
// the others by turns.
func (s *set) same(i int, p person) {
	key := p.family.own + p.given.own
	add := func(kind, a, b string) { s.add(key, kind, true, a, b) }
	russianOnly := p.lang == "ru"
	cyrillic := p.write(way{rus: russianOnly})
	inRussian := p.write(way{rus: true})
	l1 := p.write(way{rus: russianOnly, in: s.latin(p, russianOnly)})
	add("script", cyrillic.fgp(), l1.fgp())
	y1 := s.latin(p, false)
	y2 := s.latin(p, true)
	for y2 == y1 {
		y2 = s.latin(p, true)
	}
	a, b := p.write(way{rus: russianOnly, in: y1}), p.write(way{rus: true, in: y2})
	add("spelling system", a.fg(), b.fg())
	y3 := s.latin(p, true)
	for y3 == y2 {
		y3 = s.latin(p, true)
	}
	c := p.write(way{rus: true, in: y3})
	add("two systems from Russian", b.gpf(), c.gpf())
	if russianOnly {
		add("order", inRussian.fgp(), c.gf())
	} else {
		add("Russian papers", cyrillic.fg(), inRussian.fgp())
	}
	if s.r.Intn(2) == 0 {
		add("order", c.family+", "+c.given, b.gf())
	} else {
		add("order", a.fgp(), c.gpf())
	}
	kinds := []func(){
		func() {
			if p.lang == "ru" || p.lang == "uk" || p.lang == "tk" || p.lang == "tg" {
				add("father's name missing", cyrillic.gf(), l1.fgp())
				return
			}
			add("father's name, style", p.write(way{child: true, in: y1}).fgp(), inRussian.fgp())
			x := p.write(way{rus: true, child: true, in: y3})
			add("father's name, style", x.fgp(), p.write(way{in: s.latin(p, false)}).gpf())
		},
		func() { add("father's name missing", inRussian.fgp(), a.gf()) },
		func() {
			add("father's name, initial", inRussian.fgp(), c.given+" "+initial(c.father)+" "+c.family)
			add("initials", inRussian.given+" "+inRussian.father+" "+inRussian.family, c.family+" "+initial(c.given)+" "+initial(c.father))
		},
		func() {
			add("initials", b.fgp(), initial(inRussian.given)+initial(inRussian.father)+" "+inRussian.family)
		},
		func() {
			x, _ := slip(s.r, inRussian.fgp(), -1)
			add("slip, one", inRussian.fgp(), x)
			x, _ = slip(s.r, b.gf(), -1)
			add("slip, one", x, c.gf())
		},
		func() {
			x, n := slip(s.r, inRussian.fgp(), -1)
			x, _ = slip(s.r, x, n)
			add("slip, two", inRussian.fgp(), x)
			x, n = slip(s.r, c.fgp(), -1)
			x, _ = slip(s.r, x, n)
			add("slip, two", x, inRussian.fgp())
		},
		func() { add("read by a machine", b.fgp(), misread(s.r, b.fgp())) },
		func() {
			add("read by a machine", cyrillic.fgp(), misread(s.r, inRussian.fgp()))
		},
		func() {
			n := s.r.Intn(3)
			x := inRussian
			add("case", x.fgp(), inCase(x.family, p.man, n)+" "+inCase(x.given, p.man, n)+" "+inCase(x.father, p.man, n))
			n = s.r.Intn(3)
			add("case", a.gf(), inCase(x.given, p.man, n)+" "+inCase(x.family, p.man, n))
		},
		func() { add("family missing", cyrillic.gpf(), b.given+" "+b.father) },
		func() {
			t := titles[p.man][0]
			add("title", fmt.Sprintf(t[s.r.Intn(len(t))], inRussian.gf()), a.fgp())
			t = titles[p.man][1]
			add("title", fmt.Sprintf(t[s.r.Intn(len(t))], c.gf()), cyrillic.fgp())
		},
		func() {
			x := p.write(way{rus: true, in: &russian[3+i%2]})
			add("passport zone", zone(x.family, x.given), cyrillic.fg())
		},
	}
	for k := 0; k < 3; k++ {
		kinds[(i*3+k)%len(kinds)]()
	}
}

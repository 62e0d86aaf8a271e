// Command names measures how well the package names finds that two names are of
// one person, beside what others do: go-unidecode with Jaro-Winkler, and Double
// Metaphone.
//
//	go run . [-set seen|unseen|outside|second] [-look] [-misses N]
package main

import (
	"flag"
	"fmt"
	"os"
	"sort"
	"strings"
	"time"

	"github.com/antzucaro/matchr"
	"github.com/mozillazg/go-unidecode"

	"guvoh/bench/names/outside"
	"guvoh/bench/names/pairs"
	"guvoh/bench/names/second"
	"guvoh/model/names"
)

func main() {
	look := flag.Bool("look", false, "the half of the names that may be looked at while working")
	misses := flag.Int("misses", 0, "print so many pairs that were judged wrong; only with -look")
	set := flag.String("set", "seen", "seen; unseen: names and tables that nothing was tuned to; outside, second: pairs written by somebody who had not read the code")
	flag.Parse()
	var all []pairs.Pair
	switch *set {
	case "seen":
		all = pairs.Make(!*look)
	case "unseen":
		all = pairs.Unseen(!*look)
	case "outside":
		all = outside.Pairs(!*look)
	case "second":
		all = second.Pairs(!*look)
	default:
		fmt.Fprintf(os.Stderr, "no set %q\n", *set)
		os.Exit(2)
	}
	ours := measure(all, func(a, b string) float64 { return names.Match(a, b).Score })
	same := 0
	for _, p := range all {
		if p.Same {
			same++
		}
	}
	fmt.Printf("%d pairs of one person, %d of two\n\n", same, len(all)-same)
	fmt.Printf("%-44s %6s %6s %6s %9s\n", "", "AP", "R@P95", "R@P98", "µs a pair")
	report("guvoh, model/names", ours)
	report("go-unidecode, Jaro-Winkler", measure(all, unidecodeWhole))
	report("go-unidecode, Jaro-Winkler, words aligned", measure(all, unidecodeWords))
	report("go-unidecode, Double Metaphone, words", measure(all, metaphone))
	fmt.Println()
	for _, at := range []struct {
		name  string
		score float64
	}{{"likely", names.Likely}, {"check", names.Check}} {
		p, r := at2(all, ours.scores, at.score)
		fmt.Printf("at %q (%.2f): precision %.3f, recall %.3f\n", at.name, at.score, p, r)
	}
	kinds(all, ours.scores)
	blocks(all)
	if *look {
		wrong(all, ours.scores, *misses)
	}
}

type measured struct {
	scores []float64
	ap     float64
	at     func(precision float64) float64
	each   time.Duration
}

func measure(all []pairs.Pair, score func(a, b string) float64) measured {
	m := measured{scores: make([]float64, len(all))}
	start := time.Now()
	for i, p := range all {
		m.scores[i] = score(p.A, p.B)
	}
	m.each = time.Since(start) / time.Duration(len(all))
	order := make([]int, len(all))
	total := 0
	for i := range order {
		order[i] = i
		if all[i].Same {
			total++
		}
	}
	sort.SliceStable(order, func(x, y int) bool { return m.scores[order[x]] > m.scores[order[y]] })
	type point struct{ p, r float64 }
	var curve []point
	hit := 0
	for n, i := range order {
		if all[i].Same {
			hit++
			m.ap += float64(hit) / float64(n+1)
		}
		if n+1 == len(order) || m.scores[order[n+1]] != m.scores[i] {
			curve = append(curve, point{float64(hit) / float64(n+1), float64(hit) / float64(total)})
		}
	}
	m.ap /= float64(total)
	m.at = func(precision float64) float64 {
		best := 0.0
		for _, c := range curve {
			if c.p >= precision {
				best = max(best, c.r)
			}
		}
		return best
	}
	return m
}

func report(name string, m measured) {
	fmt.Printf("%-44s %6.3f %6.3f %6.3f %9.2f\n", name, m.ap, m.at(.95), m.at(.98), float64(m.each.Nanoseconds())/1000)
}

func at2(all []pairs.Pair, scores []float64, threshold float64) (precision, recall float64) {
	var hit, found, total float64
	for i, p := range all {
		if p.Same {
			total++
		}
		if scores[i] >= threshold {
			found++
			if p.Same {
				hit++
			}
		}
	}
	return hit / found, hit / total
}

// kinds prints how each kind of pair is judged.
func kinds(all []pairs.Pair, scores []float64) {
	type count struct{ n, likely, check int }
	of := map[string]*count{}
	var order []string
	for i, p := range all {
		name := fmt.Sprintf("%v %s", p.Same, p.Kind)
		c := of[name]
		if c == nil {
			c = &count{}
			of[name] = c
			order = append(order, name)
		}
		c.n++
		if scores[i] >= names.Likely {
			c.likely++
		}
		if scores[i] >= names.Check {
			c.check++
		}
	}
	fmt.Printf("\n%-28s %6s %8s %8s\n", "same? kind", "pairs", "≥likely", "≥check")
	for _, k := range order {
		c := of[k]
		fmt.Printf("%-28s %6d %7.1f%% %7.1f%%\n", k, c.n, 100*float64(c.likely)/float64(c.n), 100*float64(c.check)/float64(c.n))
	}
}

// blocks prints how many pairs of one person share a key, and how many of two.
func blocks(all []pairs.Pair) {
	var same, found, other, load, keys, of float64
	for _, p := range all {
		a, b := names.Blocks(p.A), names.Blocks(p.B)
		keys += float64(len(a) + len(b))
		of += 2
		shared := share(a, b)
		if p.Same {
			same++
			if shared {
				found++
			}
		} else if p.Kind == "two known people" {
			other++
			if shared {
				load++
			}
		}
	}
	fmt.Printf("\nblocks: recall %.4f, %.1f keys a name", found/same, keys/of)
	if other > 0 {
		fmt.Printf(", shared by %.4f of strangers", load/other)
	}
	fmt.Println()
}

func share(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

func wrong(all []pairs.Pair, scores []float64, most int) {
	for i, p := range all {
		if most > 0 && (scores[i] >= names.Check) != p.Same {
			most--
			r := names.Match(p.A, p.B)
			fmt.Printf("%.3f %v %s | %s | %s |", r.Score, p.Same, p.Kind, p.A, p.B)
			for _, w := range r.Why {
				fmt.Printf(" %s/%s", w.Code, w.Role)
			}
			fmt.Println()
		}
		if most > 0 && p.Same && !share(names.Blocks(p.A), names.Blocks(p.B)) {
			fmt.Printf("BLOCK %s | %s | %v | %v\n", p.A, p.B, names.Blocks(p.A), names.Blocks(p.B))
		}
	}
}

func plain(s string) string { return strings.ToLower(unidecode.Unidecode(s)) }

func unidecodeWhole(a, b string) float64 { return matchr.JaroWinkler(plain(a), plain(b), false) }

// unidecodeWords gives each word of the shorter name its best in the longer one.
func unidecodeWords(a, b string) float64 {
	return aligned(strings.Fields(plain(a)), strings.Fields(plain(b)), func(x, y string) float64 { return matchr.JaroWinkler(x, y, false) })
}

func metaphone(a, b string) float64 {
	return aligned(strings.Fields(plain(a)), strings.Fields(plain(b)), func(x, y string) float64 {
		x1, x2 := matchr.DoubleMetaphone(x)
		y1, y2 := matchr.DoubleMetaphone(y)
		if x1 == y1 || x1 == y2 || x2 == y1 || x2 == y2 && x2 != "" {
			return 1
		}
		return 0
	})
}

func aligned(a, b []string, alike func(x, y string) float64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	sum := 0.0
	used := make([]bool, len(b))
	for _, x := range a {
		best, at := 0.0, -1
		for j, y := range b {
			if s := alike(x, y); !used[j] && s > best {
				best, at = s, j
			}
		}
		if at >= 0 {
			used[at] = true
		}
		sum += best
	}
	return sum / float64(max(len(a), 1))
}

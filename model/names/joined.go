package names

// joined tries two neighbours of one name as one word, where the other name may
// have them so: Abdul Karim, Kassym-Jomart, Abdu-Rahmon.
func joined(a, b *Name, best Result) Result { return joinedAgain(a, b, best, 1) }

// joinedAgain tries as many joints more, where one is not enough.
func joinedAgain(a, b *Name, best Result, more int) Result {
	for _, turned := range []bool{false, true} {
		longer := len(a.Parts)-has(a, Patronymic) > len(b.Parts)-has(b, Patronymic)
		for i := 1; i < len(a.Parts) && len(a.Parts) <= mostParts; i++ {
			if !longer && !a.Parts[i].hyphen || !joinable(&a.Parts[i-1], &a.Parts[i]) {
				continue
			}
			one, part := join2(a, i)
			if !anyLike(b, part) {
				continue
			}
			part.lookUp()
			r := compareNames(&one, b)
			if more > 0 && r.Score < Check {
				r = joinedAgain(&one, b, r, more-1)
			}
			if r.Score*.99 > best.Score {
				why := Reason{Code: WhyJoined, Role: part.Role, A: part.Text}
				if turned {
					turn(r.Why)
					why.A, why.B = "", why.A
				}
				best = verdict(r.Score*.99, append(r.Why, why))
			}
		}
		a, b = b, a
	}
	return best
}

func joinable(x, y *Part) bool {
	return (x.Role == Plain || x.Role == Given) && (y.Role == Plain || y.Role == Given || y.byEnding && y.Particle == "") && x.Script == y.Script
}

// join2 gives a name in which parts i-1 and i are one word.
func join2(n *Name, i int) (Name, *Part) {
	out := Name{Text: n.Text, Gender: n.Gender, Parts: make([]Part, 0, len(n.Parts)-1)}
	out.Parts = append(out.Parts, n.Parts[:i-1]...)
	x, y := &n.Parts[i-1], &n.Parts[i]
	p := Part{Text: x.Text + y.Text, Script: x.Script, whole: x.whole + y.whole, Particle: y.Particle, Respect: y.Respect}
	if k := len(x.whole); y.whole != "" && x.whole[k-1] == y.whole[0] {
		p.whole = x.whole + y.whole[1:]
	}
	p.root = p.whole
	p.end()
	if p.Role == Plain {
		p.Role = x.Role
	}
	out.Parts = append(append(out.Parts, p), n.Parts[i+1:]...)
	return out, &out.Parts[i-1]
}

// anyLike tells whether a name has a part that sounds like this one.
func anyLike(n *Name, p *Part) bool {
	for i := range n.Parts {
		if x := &n.Parts[i]; len(x.whole) > 3 && (similarity(x.root, p.root) > .8 || similarity(x.whole, p.whole) > .8) {
			return true
		}
	}
	return false
}

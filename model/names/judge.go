package names

// What a whole name is worth by what of it could be compared.
const (
	onlyFamily     = .80 // a family name alone, of which there are many
	onlyRare       = .86 // one that is made of no name in the list
	onlyGiven      = .72
	bothOneWord    = .92 // nothing but one word in both
	initialOnly    = .92 // the given name is an initial in one
	noFamily       = .89 // given and father's name
	fathersDiffer  = .6
	missingFather  = .985
	missingGiven   = .93 // a second given name in one
	missingCommon  = .965
	gendersDiffer  = .6
	oneRareName    = .92  // the same, where the given name is one and in no list: papers abroad leave a wife the -ov of her husband
	otherWay       = .975 // given and family name have changed places, and nothing tells which is which
	worstOf, allOf = .62, .38
)

// tally is what the parts that belong together add up to.
type tally struct {
	worst, sum, all       float64
	family, given, father bool // was compared
	initial               bool // the given name only as an initial
	fathers               float64
	missing               float64 // what parts that only one has leave of the score
	rare                  bool
	order                 bool
	silent                bool // nobody asks for the reasons
	why, against          []Reason
}

// says notes a reason for or against, where anybody asks.
func (t *tally) says(speaksFor bool, r Reason) {
	switch {
	case t.silent:
	case speaksFor:
		t.why = append(t.why, r)
	default:
		t.against = append(t.against, r)
	}
}

func (m *matcher) judge() Result {
	t := tally{worst: 1, missing: 1, fathers: 1, silent: m.silent}
	if !m.silent {
		t.why = make([]Reason, 0, 4)
	}
	m.pairs(&t)
	m.leftovers(&t)
	if t.all == 0 {
		return verdict(0, append(t.why, t.against...))
	}
	score := worstOf*t.worst + allOf*t.sum/t.all
	score *= m.extent(&t) * t.missing
	if t.father && t.fathers < .75 {
		score *= fathersDiffer
	}
	if t.order {
		t.says(true, Reason{Code: WhyOrder})
		if m.nothingTells() {
			score *= otherWay
		}
	}
	if g, h := m.a.Gender, m.b.Gender; g != NoGender && h != NoGender && g != h {
		if m.oneRareGiven() {
			score *= oneRareName
		} else {
			score *= gendersDiffer
		}
		t.says(false, Reason{Code: WhyGender})
	}
	return verdict(score, append(t.why, t.against...))
}

func verdict(score float64, why []Reason) Result {
	r := Result{Score: max(0, min(1, score)), Verdict: VerdictDifferent, Why: why}
	switch {
	case r.Score >= Likely:
		r.Verdict = VerdictLikely
	case r.Score >= Check:
		r.Verdict = VerdictCheck
	}
	return r
}

// oneRareGiven tells whether both have one given name that is in no list: brother
// and sister have two.
func (m *matcher) oneRareGiven() bool {
	for i := range m.n {
		j := m.best[i]
		if j < 0 {
			continue
		}
		a, b := &m.a.Parts[i], &m.b.Parts[j]
		if (a.Role == Given || a.Role == Plain) && (b.Role == Given || b.Role == Plain) {
			if a.known.have() || b.known.have() || m.like[i][j].score < alikeKnown {
				return false
			}
			return a.Script == Latin || b.Script == Latin
		}
	}
	return false
}

// pairs adds up the parts that belong together.
func (m *matcher) pairs(t *tally) {
	last := -1
	for i := range m.n {
		j := m.best[i]
		if j < 0 {
			continue
		}
		a, b, l := &m.a.Parts[i], &m.b.Parts[j], m.like[i][j]
		role := a.Role
		if role == Initial || role == Nickname || role == Plain || b.Role == Family {
			role = b.Role
		}
		if b.Role == Nickname && a.Role == Family {
			role = Family
		}
		t.add(role, a, b, l)
		if j < last {
			t.order = true
		}
		last = j
	}
}

// add counts two parts that belong together.
func (t *tally) add(role Role, a, b *Part, l likeness) {
	t.says(l.score >= .7, Reason{Code: l.code, Role: role, A: a.Text, B: b.Text})
	weight := 1.0
	switch {
	case a.Role == Nickname || b.Role == Nickname:
		if l.score < .7 {
			return // what is said in brackets need not agree
		}
		if role == Family {
			t.family = true // Karimova (Rahimova): what was her family's before
		} else {
			t.given = true
		}
	case a.Role == Patronymic && b.Role == Patronymic:
		t.father, t.fathers = true, l.score
		weight = .6
	case role == Family:
		t.family = true
		t.rare = !a.known.have() && !b.known.have()
	case role == Initial || l.code == WhyInitial:
		t.initial = true
		weight = .5
	default:
		t.given = true
	}
	t.sum += weight * l.score
	t.all += weight
	t.worst = min(t.worst, l.score)
}

// leftovers counts what only one of the names has.
func (m *matcher) leftovers(t *tally) {
	var used [mostParts]bool
	for i := range m.n {
		if j := m.best[i]; j >= 0 {
			used[j] = true
		} else {
			t.miss(&m.a.Parts[i], true)
		}
	}
	for j := range m.k {
		if !used[j] {
			t.miss(&m.b.Parts[j], false)
		}
	}
}

// miss counts a part that only one of the names has.
func (t *tally) miss(p *Part, inA bool) {
	r := Reason{Code: WhyMissing, Role: p.Role}
	if inA {
		r.A = p.Text
	} else {
		r.B = p.Text
	}
	t.says(false, r)
	switch p.Role {
	case Patronymic:
		t.missing *= missingFather
	case Initial, Nickname:
		t.missing *= .99
	case Family:
		if t.family {
			t.missing *= missingCommon
		}
	default:
		if t.given {
			t.missing *= missingGiven
		}
	}
}

// extent is what a name is worth by which of its parts could be compared.
func (m *matcher) extent(t *tally) float64 {
	switch {
	case t.family && t.given:
		return 1
	case t.family && t.initial:
		return initialOnly
	case m.n == 1 && m.k == 1:
		t.says(false, Reason{Code: WhyAlone, Role: m.a.Parts[0].Role})
		return bothOneWord
	case t.family:
		t.says(false, Reason{Code: WhyAlone, Role: Family})
		switch {
		case t.father:
			return noFamily
		case t.rare:
			return onlyRare
		}
		return onlyFamily
	}
	whole := has(m.a, Family) == 0 && has(m.b, Family) == 0
	compared, initials := 0, 0
	for i := range m.n {
		if j := m.best[i]; j >= 0 && m.a.Parts[i].Role != Nickname {
			if m.a.Parts[i].Role == Initial || m.b.Parts[j].Role == Initial {
				initials++
				continue
			}
			compared++
		}
	}
	switch {
	case whole && t.given && compared > 1:
		return 1
	case whole && t.given && initials > 0:
		return initialOnly // Ким Виктор, Ким В.
	case t.given && t.father:
		return noFamily
	}
	t.says(false, Reason{Code: WhyAlone, Role: Given})
	return onlyGiven
}

// nothingTells tells whether neither name has a part whose role is known by
// its ending, so that the order alone says which is the family's.
func (m *matcher) nothingTells() bool {
	for _, n := range []*Name{m.a, m.b} {
		for i := range n.Parts {
			if n.Parts[i].byEnding || n.Parts[i].Role == Family {
				return false
			}
		}
	}
	return true
}

package names

// mostParts is how many parts of a name are compared; what stands behind is not
// a name of one person.
const mostParts = 6

// matcher compares two names.
type matcher struct {
	a, b       *Name
	n, k       int // parts that are compared
	like       [mostParts][mostParts]likeness
	may        [mostParts][mostParts]bool
	taken      [mostParts]bool
	pick, best [mostParts]int // the part of b for each of a; -1 none
	most       float64
	silent     bool // nobody asks for the reasons
}

// has counts parts of a role.
func has(n *Name, roles ...Role) (count int) {
	for i := range n.Parts {
		for _, r := range roles {
			if n.Parts[i].Role == r {
				count++
			}
		}
	}
	return count
}

// compareNames gives how alike two names in their parts are.
func compareNames(a, b *Name) Result {
	m := matcher{a: a, b: b, n: min(len(a.Parts), mostParts), k: min(len(b.Parts), mostParts), most: -1}
	if m.n == 0 || m.k == 0 {
		return Result{Verdict: VerdictDifferent}
	}
	m.allow()
	for i := range m.n {
		for j := range m.k {
			if m.may[i][j] {
				m.like[i][j] = m.pair(i, j)
			}
		}
	}
	m.assign(0, 0)
	return m.judge()
}

// allow finds which parts may be one by their roles. A father's name is no given
// name, and a family name no father's: else a father is taken for his son.
func (m *matcher) allow() {
	type has3 struct{ family, father, plain int }
	count := func(n *Name) (h has3) {
		return has3{has(n, Family), has(n, Patronymic), has(n, Plain, Given)}
	}
	ha, hb := count(m.a), count(m.b)
	for i := range m.n {
		for j := range m.k {
			x, y := &m.a.Parts[i], &m.b.Parts[j]
			hx, hy := ha, hb
			if rank(x.Role) > rank(y.Role) {
				x, y, hx, hy = y, x, hy, hx
			}
			m.may[i][j] = mayBe(x.Role, y.Role, hx.family, hx.father, hx.plain, hy.family, hy.father, hy.plain)
		}
	}
}

// rank puts roles in order, so that each two have to be looked at once.
func rank(r Role) int {
	switch r {
	case Plain, Given:
		return 0
	case Family:
		return 1
	case Patronymic:
		return 2
	case Initial:
		return 3
	}
	return 4
}

// mayBe tells whether a part of role x may be one of role y, which is not
// before it in rank, by how many parts of which role their names have.
func mayBe(x, y Role, xFamily, xFather, xPlain, yFamily, yFather, yPlain int) bool {
	switch rank(y) {
	case 0:
		return true
	case 1:
		return rank(x) == 1 || xFamily == 0 && (xPlain > yPlain || xPlain > 1 || yPlain == 0)
	case 2:
		switch rank(x) {
		case 0:
			return xFather == 0 && xPlain > 1 && xPlain > yPlain
		case 1:
			return xFather == 0 && yFamily == 0
		}
		return true
	case 3:
		return rank(x) != 1
	}
	return rank(x) <= 1 || rank(x) == 4
}

// counts is how much a part says of a person.
func counts(r Role) float64 {
	switch r {
	case Family:
		return 1.2
	case Patronymic:
		return .6
	case Initial:
		return .5
	case Nickname:
		return .3
	}
	return 1
}

// assign finds which parts belong together so that they are most alike in all.
func (m *matcher) assign(i int, sum float64) {
	if i == m.n {
		if sum > m.most {
			m.most, m.best = sum, m.pick
		}
		return
	}
	for j := range m.k {
		if m.may[i][j] && !m.taken[j] {
			m.taken[j], m.pick[i] = true, j
			role := m.a.Parts[i].Role
			if rank(m.b.Parts[j].Role) > rank(role) {
				role = m.b.Parts[j].Role
			}
			worth := counts(role)
			if role == Nickname && m.like[i][j].score >= soundsTheSame && (m.a.Parts[i].Role == Family || m.b.Parts[j].Role == Family) {
				worth = counts(Family) // what her family's name was before
			}
			m.assign(i+1, sum+worth*m.like[i][j].score+.001)
			m.taken[j] = false
		}
	}
	m.pick[i] = -1
	m.assign(i+1, sum)
}

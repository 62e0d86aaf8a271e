package names

// Pet names are made from the beginning of a name by a few endings, of any name:
// Шоха of Шохрух and Шухрат, Улик of Улугбек, Айка of Айгерим, Бауке of Бауыржан.
// Which name it was, none of them tells: such a pair is one to look at.

// petEnding is one of them, and how much of the name stands before it.
type petEnding struct {
	phones      string
	least, most int
	consonant   bool // the last sound before it is a consonant
}

// petEndings: Russian -ик, -ка, -чик, -очка, -юша, -я, -ха, which Uzbek and Tajik have taken, and
// Kazakh and Kyrgyz -ке, -еке.
var petEndings = []petEnding{
	{"Cik", 3, 6, false},
	{"oCka", 2, 5, true},
	{"eCka", 2, 5, true},
	{"yuSa", 2, 4, true},
	{"ya", 3, 4, true},
	{"ik", 2, 4, true},
	{"eke", 2, 4, true},
	{"ka", 2, 4, false},
	{"ke", 2, 3, false},
	{"ha", 2, 3, false},
}

// petOf tells whether one of two words may be a pet name of the other.
func petOf(x, y string) bool { return pet(x, y) || pet(y, x) }

// pet tells whether the first may be a pet name of the second.
func pet(x, y string) bool {
	for i := range petEndings {
		e := &petEndings[i]
		n := len(x) - len(e.phones)
		if n < e.least || n > e.most || len(y) < n+2 || x[n:] != e.phones || e.consonant && isVowelPhone(x[n-1]) {
			continue
		}
		if nearly(x[:n], y[:n]) {
			return true
		}
	}
	return false
}

package names

// cost is counted in hundredths: 100 is a consonant put for another that has
// nothing to do with it.
type cost = uint16

const (
	unrelated    = 100
	vowelGone    = 35
	glideGone    = 8
	tutuqGone    = 3
	jotGone      = 12
	clusterVowel = 20 // Turkmen begins with no pr or fr: Pyragy is Fraghi
	swapped      = 55 // two neighbours in the wrong order
	firstWrong   = 40 // besides: the first letter of a name is rarely mistyped
	ngOne        = 20 // ң
	asTwo        = 4  // one letter for two, or two for one
	noDistance   = 9999
	vowelPhones  = "aoueiAUWO"
)

var (
	vowelPhone [128]bool
	apart      [128][128]uint8 // what it costs to put one phone for another
	gone       [128]uint8      // what it costs to leave one out
	heft       [128]uint8      // how much of a name a phone is
)

// confused lists phones that stand for one another: by the alphabets themselves
// (cost below 10), by the ways in which officials of another language wrote
// down what they heard (10 to 30), and by what hands and ears confuse.
var confused = []struct {
	cost  uint8
	pairs string
}{
	{2, "qk"},
	{6, "ao ei iy ou cs ie"},
	{8, "qg qh ye"},
	{10, "?g ?k ?q ?h ?y"},
	{20, "ae gk gh hk fp jC"},
	{25, "oe au dt bp vf zs SC sS cC"},
	{30, "ui vu bv jz jS cz hf jy ya yo yu"},
	{35, "ai eu gj"},
	{60, "mn lr nl"},
}

// readings are what letters may be that are read in several ways, with what it
// costs to take the one that is rarer.
var readings = map[byte]map[byte]uint8{
	'J': {'j': 0, 'y': 0},
	'H': {'C': 0, 'h': 2, 'S': 6},
	'K': {'k': 2, 'c': 2, 'j': 6, 's': 8, 'C': 12},
	'X': {'C': 0, 'j': 4},
	'G': {'S': 0, 'j': 0},
	'Z': {'s': 0, 'z': 2},
	'T': {'z': 0, 'c': 2},
	'D': {'C': 0, 'c': 2},
	'x': {'h': 0, 'k': 8},
	'F': {'S': 0, 's': 4},
	'V': {'j': 0, 'z': 4},
	'N': {'C': 0, 't': 4},
	'M': {'j': 0, 'd': 4},
	'P': {'S': 2, 's': 2},
	'E': {'e': 4, 'y': 8, '?': 2},
	'A': {'a': 2, 'e': 2},
	'U': {'o': 2, 'u': 2},
	'W': {'u': 2, 'i': 5, 'o': 5},
	'O': {'o': 2, 'e': 6},
	'Y': {'i': 2, 'y': 2},
	'w': {'v': 2, 'u': 2, 'o': 2},
	'I': {'i': 2, 'y': 2, 'e': 4},
}

func init() {
	for a := range apart {
		for b := range apart[a] {
			if a != b {
				apart[a][b] = unrelated
			}
		}
		gone[a], heft[a] = 85, 100
	}
	for _, v := range vowelPhones {
		vowelPhone[v] = true
		gone[v], heft[v] = vowelGone, 50
	}
	for _, v := range "aouei" {
		for _, w := range "aouei" {
			if v != w {
				apart[v][w] = 40
			}
		}
	}
	for _, c := range confused {
		for at := 0; at+1 < len(c.pairs); at += 3 {
			a, b := c.pairs[at], c.pairs[at+1]
			apart[a][b], apart[b][a] = c.cost, c.cost
		}
	}
	plain := apart
	for a := range byte(128) {
		for b := range byte(128) {
			if a != b && (readings[a] != nil || readings[b] != nil) {
				apart[a][b] = nearestReading(&plain, a, b)
			}
		}
	}
	gone['y'], heft['y'] = glideGone, 15
	gone['Y'], heft['Y'] = 20, 30
	gone['?'], heft['?'] = tutuqGone, 0
	gone['E'], heft['E'] = 12, 20
	gone['h'] = 45
	gone['J'], heft['J'] = 45, 80
	gone['w'], heft['w'], gone['I'], heft['I'] = vowelGone, 50, vowelGone, 50
}

// nearestReading is what it costs to put one phone for another when each is read
// as best suits.
func nearestReading(plain *[128][128]uint8, a, b byte) uint8 {
	own := func(c byte) map[byte]uint8 {
		if r := readings[c]; r != nil {
			return r
		}
		return map[byte]uint8{c: 0}
	}
	best := uint8(unrelated)
	for x, rare := range own(a) {
		for y, rarer := range own(b) {
			best = min(best, plain[x][y]+max(rare, rarer))
		}
	}
	return best
}

// merged is what it costs that two phones of one spelling are one of the other.
func merged(a, b, one byte) cost {
	switch one {
	case 'F', 'V', 'N', 'M':
		if (b == 'y' || b == 'Y' || b == 'J') && apart[a][one] <= 6 {
			return 0
		}
		if one == 'M' && a == 'd' && b == 'j' {
			return asTwo
		}
	case 'S':
		if a == 's' && b == 'h' || a == 'S' && (b == 'C' || b == 'X') {
			return asTwo
		}
	case 'C', 'H':
		if a == 't' && b == 'S' {
			return asTwo
		}
	case 'c', 'T':
		if a == 't' && b == 's' {
			return asTwo
		}
	case 'j', 'J':
		if a == 'd' && (b == 'j' || b == 'J' || b == 'z') {
			return asTwo
		}
	case 'x':
		if (a == 'k' || a == 'q') && (b == 's' || b == 'Z') {
			return 0
		}
	case 'n':
		if a == 'n' && b == 'g' {
			return ngOne
		}
	case 'h':
		if a == 'k' && b == 'h' {
			return asTwo
		}
	case 'A':
		if (a == 'y' || a == 'Y' || a == 'J') && b == 'a' {
			return asTwo // Ләйлә is Ляйля to Russians, Гөзәл Гёзал
		}
	case 'u', 'o', 'U', 'W':
		if one == 'U' && (a == 'y' || a == 'Y') && (b == 'o' || b == 'O') {
			return asTwo
		}
		if a == 'u' && b == 'y' || a == 'y' && b == 'u' {
			return glideGone
		}
	case 'g':
		if a == '?' && b == 'g' {
			return 0
		}
	}
	return noDistance
}

// mostPhones is the longest row of phones that is compared.
const mostPhones = 40

// distance gives how far two rows of phones are from each other. What is more
// than limit may be given as noDistance.
func distance(a, b string, limit cost) cost {
	if a == b {
		return 0
	}
	if len(a) > mostPhones {
		a = a[:mostPhones]
	}
	if len(b) > mostPhones {
		b = b[:mostPhones]
	}
	var rows [3][mostPhones + 1]cost
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := 1; j <= len(b); j++ {
		last[j] = last[j-1] + leaving(b, j-1)
	}
	for i := 1; i <= len(a); i++ {
		ca := a[i-1] & 127
		dropA := leaving(a, i-1)
		row[0] = last[0] + dropA
		least := row[0]
		for j := 1; j <= len(b); j++ {
			cb := b[j-1] & 127
			d := last[j-1] + cost(apart[ca][cb])
			if ca != cb {
				d += besides(a, b, i, j)
				d = min(d, last[j]+dropA, row[j-1]+leaving(b, j-1))
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d = min(d, before[j-2]+swapped)
				}
			} else {
				d = min(d, last[j]+dropA, row[j-1]+leaving(b, j-1))
			}
			if i > 1 {
				if m := merged(a[i-2]&127, ca, cb); m < noDistance {
					d = min(d, before[j-1]+m)
				}
			}
			if j > 1 {
				if m := merged(b[j-2]&127, cb, ca); m < noDistance {
					d = min(d, last[j-2]+m)
				}
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit && i > 1 {
			return noDistance
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// besides is what a substitution costs more at the beginning of a name.
func besides(a, b string, i, j int) cost {
	if i == 1 && j == 1 && apart[a[0]&127][b[0]&127] >= 60 {
		return firstWrong
	}
	return 0
}

// leaving is what it costs to leave out phone i of a word.
func leaving(of string, i int) cost {
	c := of[i] & 127
	switch {
	case c == 'J' && (i+1 == len(of) || of[i+1] == 'e' || of[i+1] == 'O'):
		return jotGone // je and jo are е and ё in half of Europe: Jelena, Fjodor; and j ends a root: Bajev
	case c == 'Y' && i+1 == len(of) && i > 2:
		return glideGone // Yuryev, Iurev
	case i == 0 && !vowelPhone[c] && gone[c] >= vowelGone:
		return 85 + firstWrong/2
	case i == 1 && vowelPhone[c] && len(of) > 2 && (of[2] == 'r' || of[2] == 'l') && (of[0] == 'p' || of[0] == 'f'):
		return clusterVowel
	case (c == 'g' || c == 'k' || c == 'q') && i == 1 && vowelPhone[of[0]&127]:
		return 30 // a tutuq that somebody heard: Agzam, Azam
	}
	return cost(gone[c])
}

// weight is how much of a name its phones are.
func weight(s string) cost {
	var w cost
	for i := 0; i < len(s); i++ {
		w += cost(heft[s[i]&127])
	}
	return w
}

// similarity is 1 for the same sounds, 0 for what has nothing in common.
func similarity(a, b string) float64 {
	if a == b {
		return 1
	}
	return similar(a, b, max(weight(a), weight(b)))
}

// similar is similarity by a weight that may be less than that of the words,
// where both share a part that says little.
func similar(a, b string, w cost) float64 {
	if w == 0 {
		return 0
	}
	d := distance(a, b, w)
	if d >= w {
		return 0
	}
	return 1 - float64(d)/float64(w)
}

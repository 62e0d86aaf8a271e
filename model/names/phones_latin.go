package names

// group is some Latin letters that are read as one. Longer ones come first.
type group struct {
	letters, phones string
}

// latinPhones are the groups by their first letter.
var latinPhones = func() (by [26][]group) {
	for _, g := range []group{
		{"schtsch", "S"},
		{"shh", "S"}, // GOST 7.79-2000, table B
		{"shch", "S"},
		{"szcz", "S"},
		{"chtch", "S"},
		{"dzsch", "j"},
		{"dsch", "j"},
		{"tsch", "C"},
		{"sjtj", "S"},
		{"tsj", "C"},
		{"dzj", "j"},
		{"dzs", "j"},
		{"tch", "C"},
		{"tsz", "tS"},
		{"tzh", "tj"},
		{"tsh", "tS"},
		{"sch", "G"},
		{"dzh", "j"},
		{"ddj", "j"},
		{"dj", "M"},
		{"sj", "F"},
		{"zj", "V"},
		{"tj", "N"},
		{"zh", "j"},
		{"kh", "h"},
		{"gh", "g"},
		{"sh", "S"},
		{"sz", "P"},
		{"cz", "C"},
		{"ph", "f"},
		{"th", "t"},
		{"ts", "c"},
		{"tz", "c"},
		{"tc", "c"}, // Russian passports of 2000: Kuznetcov
		{"ck", "k"},
		{"ch", "H"},
		{"qu", "k"},
		{"oo", "u"},
		{"ou", "u"},
		{"ee", "i"},
	} {
		first := g.letters[0] - 'a'
		by[first] = append(by[first], g)
	}
	return by
}()

// latin says the letters from i on.
func (p *speaker) latin(i int) int {
	r := p.in[i]
	if n := p.beside(i, r); n > 0 {
		return n
	}
	if (r == 't' || r == 's' || r == 'z') && p.is(i+1, 'j') && (p.is(i+2, 'o') || p.is(i+2, 'a')) && p.is(i+3, 'n') && i+4 == len(p.in) {
		p.say(p.letter(i, r)) // Eshmatjon, Ilyosjon: -jon begins with its own letter
		return 1
	}
groups:
	for _, g := range latinPhones[r-'a'] {
		for k := 1; k < len(g.letters); k++ {
			if !p.is(i+k, rune(g.letters[k])) {
				continue groups
			}
		}
		p.say(g.phones)
		n := len(g.letters)
		if g.letters[n-1] == 'j' && p.softO(i+n) {
			p.say("O")
			n++
		}
		return n
	}
	p.say(p.letter(i, r))
	return 1
}

// softO tells whether an o behind a j or a y is that of ё, which many write e.
func (p *speaker) softO(i int) bool {
	return p.is(i, 'o') && !p.is(i+1, '\'') && !p.is(i+1, 'u') && !p.is(i+1, 'o') && !(p.dutch && p.is(i+1, 'e'))
}

// beside says letters that read in their own way beside some others, and gives
// how many; 0 when these do not.
func (p *speaker) beside(i int, r rune) int {
	switch r {
	case 't':
		return p.afterT(i)
	case 's': // sz is sh in Polish, s in Hungarian, and either where nothing tells
		if p.is(i+1, 'z') && !p.is(i+2, 'c') && p.hungarian != (p.polish || p.german) {
			if p.hungarian {
				p.say("s")
			} else {
				p.say("S")
			}
			return 2
		}
	case 'c':
		if p.is(i+1, 'z') && !p.german {
			p.say("D") // Polish ч, but ц by GOST 7.79-2000, table B
			return 2
		}
		if p.is(i+1, 's') && p.hungarian {
			p.say("C")
			return 2
		}
		if p.is(i+1, 'k') && p.slavicEnd(i+2) {
			p.say("ck") // Zubrickij, Wysocki: no English ck
			return 2
		}
	case 'z':
		if p.is(i+1, 's') && p.hungarian && !p.is(i+2, 'h') {
			p.say("j")
			return 2
		}
	case 'o': // Dutch oe is u, German oe is ö; but Boev is Boyev
		if p.is(i+1, 'e') && (p.dutch || i+2 < len(p.in) && !p.vowelAt(i+2) && !p.is(i+2, 'v') && !p.is(i+2, 'w') && !p.is(i+2, 'f')) {
			if p.dutch {
				p.say("u")
			} else {
				p.say("U")
			}
			return 2
		}
	case 'e':
		if i == len(p.in)-1 && i >= 4 && p.is(i-1, 'n') && (p.is(i-2, 'i') || p.is(i-2, 'y')) {
			p.say("E") // French Poutine, Eltsine: the e is silent
			return 1
		}
		// Alekseev, Andreevich: no English ee
		if p.is(i+1, 'e') && (p.is(i+2, 'v') || p.is(i+2, 'w') || p.is(i+2, 'f')) {
			p.say("eye")
			return 2
		}
	case 'd': // Polish dż, Czech dž
		if p.is(i+1, 'ž') || p.is(i+1, 'ż') {
			p.say("j")
			return 2
		}
	case 'q': // qu is k in French, and two sounds in Uzbek: Quvondiq
		if p.is(i+1, 'u') && !(p.french && (p.is(i+2, 'e') || p.is(i+2, 'i'))) {
			p.say("q")
			return 1
		}
	case 'g': // French gu before e and i
		if p.french && p.is(i+1, 'u') && (p.is(i+2, 'e') || p.is(i+2, 'i')) {
			p.say("g")
			return 2
		}
	case 'y':
		if p.is(i+1, 'ï') && i > 0 && !p.vowelAt(i-1) {
			p.say("i") // French -skyï, where ï is no vowel
			return 1
		}
		if p.vowelAt(i + 1) {
			if i > 0 && !p.vowelAt(i-1) && !p.is(i-1, '\'') {
				p.say("Y") // Abdyeva, Vasilyev
			} else {
				p.say("y")
			}
			if p.softO(i + 1) {
				p.say("O")
				return 2
			}
			return 1
		}
	case 'i', 'j':
		return p.iota(i, r)
	}
	return 0
}

// slavicEnd tells whether the rest of a word is what follows the ck of -цкий and
// -цкая in any spelling.
func (p *speaker) slavicEnd(i int) bool {
	if n := len(p.in) - i; n < 1 || n > 3 {
		return false
	}
	switch string(p.in[i:]) {
	case "i", "y", "ij", "yj", "iy", "yi", "ii", "ý", "a", "aja", "aya", "aia", "aâ", "oj", "oy", "oi":
		return true
	}
	return false
}

// afterT says a t that makes no group with what follows it in some languages:
// German Sabachatchan, English Sabohathon, Davlatzoda.
func (p *speaker) afterT(i int) int {
	alone := false
	switch {
	case p.is(i+1, 'c'):
		alone = p.german && p.is(i+2, 'h')
	case p.is(i+1, 'h'):
		alone = i+4 == len(p.in) && (p.is(i+2, 'o') || p.is(i+2, 'a')) && p.is(i+3, 'n')
	case p.is(i+1, 'z'):
		alone = i > 0 && !p.german && !p.is(i+2, 'h')
	}
	if !alone {
		return 0
	}
	p.say("t")
	return 1
}

// iota says i before a vowel, which is a glide (Iuldash, Dzhuraiev, Ilias), and
// j, which is one in German, Polish and ISO 9.
func (p *speaker) iota(i int, r rune) int {
	if !p.vowelAt(i+1) || p.is(i+1, 'i') {
		return 0
	}
	if r == 'i' && i > 0 && p.is(i+1, 'e') && p.vowelAt(i-1) && i+2 < len(p.in) && !p.vowelAt(i+2) && !p.is(i+2, 'v') && !p.is(i+2, 'w') && !p.is(i+2, 'f') {
		p.say("E") // Aiezam by the table of passports
		return 2
	}
	switch {
	case r == 'j':
		p.say("J")
	case i > 0 && !p.vowelAt(i-1):
		p.say("Y") // Tatiana, Dmitriev: a vowel, a glide, or both
	default:
		p.say("y")
	}
	if p.softO(i + 1) {
		p.say("O")
		return 2
	}
	return 1
}

// letter gives what one Latin letter without marks is read as.
func (p *speaker) letter(i int, r rune) string {
	switch r {
	case 'c':
		if p.turkish {
			return "j"
		}
		return "K"
	case 'q':
		return "q"
	case 's':
		switch {
		case p.hungarian:
			return "P"
		case p.german && !p.is(i+1, 's') && !p.is(i-1, 's'):
			return "Z"
		}
	case 'z':
		if p.german {
			return "T"
		}
	case 'w':
		if p.karakalpak {
			return "w" // Quwanısh is Қуаныш
		}
		return "v"
	case 'y':
		if p.vowelAt(i - 1) {
			return "y"
		}
		return "i"
	case 'i':
		if i == len(p.in)-1 && p.vowelAt(i-1) || p.vowelAt(i-1) && !p.vowelAt(i+1) && p.is(i-1, 'a') {
			return "y" // Tokai, Husain
		}
	case 'j':
		return "J"
	case 'x':
		return "x"
	}
	return plainPhones[r-'a']
}

// plainPhones are letters that need no more thought.
var plainPhones = [26]string{
	"a", "b", "K", "d", "e", "f", "g", "h", "i", "J", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "v", "x", "i", "z",
}

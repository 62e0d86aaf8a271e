package names

// group is some Latin letters that are read as one. Longer ones come first.
type group struct {
	letters, phones string
}

// latinPhones are the groups by their first letter.
var latinPhones = func() (by [26][]group) {
	for _, g := range []group{
		{"schtsch", "S"},
		{"shch", "S"},
		{"szcz", "S"},
		{"chtch", "S"},
		{"dzsch", "j"},
		{"dsch", "j"},
		{"tsch", "C"},
		{"tch", "C"},
		{"tsz", "tS"},
		{"tzh", "tj"},
		{"tsh", "tS"},
		{"sch", "G"},
		{"dzh", "j"},
		{"ddj", "j"},
		{"dj", "j"},
		{"zh", "j"},
		{"kh", "h"},
		{"gh", "g"},
		{"sh", "S"},
		{"sz", "S"},
		{"cz", "C"},
		{"ph", "f"},
		{"th", "t"},
		{"ts", "c"},
		{"tz", "c"},
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
groups:
	for _, g := range latinPhones[r-'a'] {
		for k := 1; k < len(g.letters); k++ {
			if !p.is(i+k, rune(g.letters[k])) {
				continue groups
			}
		}
		p.say(g.phones)
		return len(g.letters)
	}
	p.say(p.letter(i, r))
	return 1
}

// beside says letters that read in their own way beside some others, and gives
// how many; 0 when these do not.
func (p *speaker) beside(i int, r rune) int {
	switch r {
	case 't':
		return p.afterT(i)
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
		if p.vowelAt(i + 1) {
			if i > 0 && !p.vowelAt(i-1) && !p.is(i-1, '\'') {
				p.say("Y") // Abdyeva, Vasilyev
			} else {
				p.say("y")
			}
			if p.is(i+1, 'o') && !p.is(i+2, '\'') && !p.is(i+2, 'u') && !p.is(i+2, 'o') {
				p.say("O") // yo is ё, which many write e
				return 2
			}
			return 1
		}
	case 'i', 'j':
		return p.iota(i, r)
	}
	return 0
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
	switch {
	case r == 'j':
		p.say("J")
	case i > 0 && !p.vowelAt(i-1):
		p.say("Y") // Tatiana, Dmitriev: a vowel, a glide, or both
	default:
		p.say("y")
	}
	if p.is(i+1, 'o') && !p.is(i+2, 'u') && !p.is(i+2, '\'') {
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
		if p.german && !p.is(i+1, 's') && !p.is(i-1, 's') {
			return "Z"
		}
	case 'z':
		if p.german {
			return "T"
		}
	case 'w':
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

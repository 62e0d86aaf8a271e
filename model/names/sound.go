package names

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"guvoh/model"
)

// letter is one letter of a word, small and put together with its marks.
type letter struct {
	r          rune
	start, end int // bytes in the text
	upper      bool
	after      bool // an apostrophe stands before it
}

// step is one way on through a word: some letters read as one.
type step struct {
	readings []string
	letters  int
}

// steps are the ways on from a letter. The second is there where two letters
// may be one or two: Farid-jon, Isʼhoq.
type steps struct{ one, two step }

// spell reads the letters of a piece of text, which begins at byte at.
func spell(letters []letter, s string, at int) []letter {
	apostrophe := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isApostrophe(r):
			apostrophe = true
		case isIgnored(r), unicode.IsSpace(r):
		case unicode.Is(unicode.M, r):
			if k := len(letters) - 1; k >= 0 {
				if c, ok := composed[[2]rune{letters[k].r, r}]; ok {
					letters[k].r = c
				}
				letters[k].end = at + i + n
			}
		default:
			small := unicode.ToLower(r)
			if a, ok := arabic[small]; ok {
				small = a
			}
			letters = append(letters, letter{r: small, start: at + i, end: at + i + n, upper: small != r && unicode.IsUpper(r), after: apostrophe})
			apostrophe = false
		}
		i += n
	}
	return letters
}

// reader finds the readings of the letters of one word.
type reader struct {
	letters []letter
	mixed   bool // Latin and Cyrillic letters in one word
	german  bool // w, sch: s may be read z, and z may be read ts
}

func newReader(letters []letter) reader {
	r := reader{letters: letters}
	var latin, cyrillic bool
	for i, l := range letters {
		latin = latin || l.r < 0x0250
		cyrillic = cyrillic || isCyrillic(l.r)
		r.german = r.german || l.r == 'w' || l.r == 's' && r.is(i+1, 'c') && r.is(i+2, 'h')
	}
	r.mixed = latin && cyrillic
	return r
}

// all gives the ways on from each letter.
func (r reader) all() []steps {
	out := make([]steps, len(r.letters))
	for i := range r.letters {
		out[i] = r.at(i)
	}
	return out
}

func (r reader) is(i int, want rune) bool {
	return 0 <= i && i < len(r.letters) && r.letters[i].r == want
}

func (r reader) vowelAt(i int) bool {
	return 0 <= i && i < len(r.letters) && isVowel(r.letters[i].r)
}

// at gives the ways on from letter i.
func (r reader) at(i int) steps {
	c := r.letters[i].r
	var s steps
	switch {
	case isCyrillic(c):
		s = r.cyrillicAt(i)
	case isLatin(c):
		s = r.latinAt(i)
	default:
		return one(string(c))
	}
	if r.mixed {
		if more := alike[c]; more != nil && s.one.letters == 1 {
			s.one.readings = append(slices.Clone(s.one.readings), more...)
		}
	}
	return s
}

// one is the way on over a single letter.
func one(readings ...string) steps { return steps{one: step{readings, 1}} }

// two is the way on over letters that may be one sound, or a sound each.
func two(first string, together ...string) steps {
	return steps{one: step{[]string{first}, 1}, two: step{together, 2}}
}

func (r reader) cyrillicAt(i int) steps {
	c := r.letters[i].r
	switch {
	case c == 'д' && (r.is(i+1, 'ж') || r.is(i+1, 'җ')):
		return two("d", "j") // Джамшид and Жамшид; Фариджон
	case c == 'т' && r.is(i+1, 'с'):
		return two("t", "c")
	case c == 'ш' && r.is(i+1, 'ч'):
		return steps{one: step{[]string{"S"}, 2}}
	case (c == 'й' || c == 'ј') && r.vowelAt(i+1):
		return steps{one: step{readNo, 1}} // Йулдош and Юлдаш
	case c == 'е' && r.mohammed(i, 'м', 'д', 'т'):
		return one("i", "a")
	case (c == 'х' || c == 'ҳ') && r.silentH(i):
		return one("", "h")
	}
	if readings := cyrillic[c]; readings != nil {
		return steps{one: step{readings, 1}}
	}
	return one(string(c))
}

// mohammed tells whether an e stands where some write a: Ахмед, Mehmet, Muhammed.
func (r reader) mohammed(i int, m, d, t rune) bool {
	return i > 1 && r.is(i-1, m) && (r.is(i+1, d) || r.is(i+1, t))
}

// silentH tells whether an h ends a long word after a vowel: Abdulloh, Abdullo.
func (r reader) silentH(i int) bool {
	return i == len(r.letters)-1 && i >= 4 && r.vowelAt(i-1)
}

func (r reader) latinAt(i int) steps {
	if begins[r.letters[i].r] {
		for n := min(longestGroup, len(r.letters)-i); n > 1; n-- {
			group := r.group(i, n)
			switch readings := latin[group]; {
			case readings == nil:
			case group == "dj":
				return two("d", readings...)
			case group == "sh":
				return two("s", readings...)
			case group == "ts":
				return two("t", readings...)
			default:
				return steps{one: step{readings, n}}
			}
		}
	}
	c := r.letters[i].r
	before := r.vowelAt(i + 1)
	switch {
	case c == 'y' && before:
		return steps{one: step{readNo, 1}} // ya, ye, yo, yu
	case c == 'e' && r.mohammed(i, 'm', 'd', 't'):
		return one("i", "a")
	case c == 'i' && before:
		return one("i", "") // Iuldash, Dzhuraiev
	case c == 'j' && before:
		return one("j", "") // Joʻrayev; Jelena
	case c == 'h' && r.silentH(i):
		return one("", "h")
	case c == 'f' && r.sharp(i):
		return one("v", "f") // Karimoff; Yusuf
	case r.german && c == 's':
		return one("s", "z")
	case r.german && c == 'z':
		return one("z", "c")
	}
	return steps{one: step{latinLetter(c), 1}}
}

// sharp tells whether an f, or the first of two, ends a word after a vowel.
func (r reader) sharp(i int) bool {
	last := len(r.letters) - 1
	return i >= 2 && (i == last || i == last-1 && r.is(last, 'f')) && (r.vowelAt(i-1) || r.is(i-1, 'f'))
}

// latinLetter gives the readings of a letter, without its marks where they say nothing.
func latinLetter(c rune) []string {
	if readings := latin[string(c)]; readings != nil {
		return readings
	}
	plain := model.Fold(string(c))
	if plain == "" {
		return readNo
	}
	if readings := latin[plain]; readings != nil {
		return readings
	}
	return []string{string(c)}
}

// group gives n letters as a string, or nothing where they cannot be one group.
func (r reader) group(i, n int) string {
	var b [24]byte
	out := b[:0]
	for k := i; k < i+n; k++ {
		if k > i && r.letters[k].after {
			return ""
		}
		out = utf8.AppendRune(out, r.letters[k].r)
	}
	return string(out)
}

// most is how many readings of one word are followed. A name has few; a row of
// o and ch that has more is none.
const most = 128

// spoken gives the readings of a word, without doubled sounds, in order.
func spoken(letters []letter) []string {
	r := newReader(letters)
	heads := make([][]string, len(letters)+1) // readings of the first i letters
	heads[0] = []string{""}
	for i := range letters {
		heads[i] = few(heads[i])
		ways := r.at(i)
		for _, way := range []step{ways.one, ways.two} {
			if way.letters == 0 {
				continue
			}
			for _, head := range heads[i] {
				for _, tail := range way.readings {
					heads[i+way.letters] = append(heads[i+way.letters], glue(head, tail))
				}
			}
		}
	}
	return few(heads[len(letters)])
}

// plainest gives the reading of a word that takes each letter for what it mostly is.
func plainest(word string) string {
	letters := spell(nil, word, 0)
	r := newReader(letters)
	s := ""
	for i := 0; i < len(letters); {
		way := r.at(i)
		if way.two.letters > 0 {
			way.one = way.two
		}
		s = glue(s, way.one.readings[0])
		i += way.one.letters
	}
	return s
}

func few(readings []string) []string {
	slices.Sort(readings)
	readings = slices.Compact(readings)
	return readings[:min(len(readings), most)]
}

// glue adds sounds to others; a sound that follows itself is said once.
func glue(head, tail string) string {
	for i := 0; i < len(tail); i++ {
		if n := len(head); n == 0 || head[n-1] != tail[i] || tail[i] >= utf8.RuneSelf {
			head += tail[i : i+1]
		}
	}
	return head
}

// Keys gives the ways in which a word can be read, in an alphabet of its own
// that no script stands behind. Spellings of one name have a key in common:
// Joʻrayev, Жўраев, Джураев, Dzhurayev, Djouraïev, Dschurajew. The keys are for
// comparing only; their form may change from one version to the next.
func Keys(word string) []string {
	keys := spoken(spell(nil, word, 0))
	return slices.DeleteFunc(keys, func(k string) bool { return k == "" })
}

// Same tells whether two words may be spellings of one.
func Same(a, b string) bool {
	other := Keys(b)
	return slices.ContainsFunc(Keys(a), func(k string) bool { return slices.Contains(other, k) })
}

package names

import (
	"unicode"
	"unicode/utf8"

	"guvoh/model"
)

// Phones are what the letters of a word sound like, one byte each, so that two
// spellings can be compared sound by sound. They are finer than the keys of
// [Keys], which only say whether two words may be one: here it counts how far
// apart they are. A letter that is read in several ways has a phone of its own,
// and [apart] says that it is near to each of them.
//
//	a o u e i    vowels
//	A U W O      ä ə ә; oʻ ў ө ö; ü ү; ё
//	y Y ?        the glide; Latin i before a vowel; ayn, tutuq and hard sign, which many leave out
//	b p d t g k q h j z s S C c f v m n l r
//	J H K G X    Latin j (j, y), ch (C, h, S), c (k, c, j), German sch (S, j), ç (C, j)
//	Z T x w I    German s and z, Latin x (h, ks), Arabic waw and yeh
//	F V N M      Latin sj, zj, tj, dj: one sound in Dutch and Swedish, a soft s, z, t, d elsewhere
//	D            cz (C, c)
//	P E          sz or Hungarian s (S, s); ie of passports (ъ, e)
//
// What they may be stands in [readings].

// Letters of one word are held in a buffer of this length; what is longer is no name.
const longest = 48

// phones reads a word. Doubled sounds are said once, and an h that ends a long
// word after a vowel is silent: Abdulloh, Abdulla.
func phones(word string) string { return phonesIn(word, mannerOf(word)) }

// phonesIn reads a word of a name that is spelled in some manner.
func phonesIn(word string, as manner) string {
	var letters [longest]rune
	n := foldLetters(&letters, word)
	var out [2 * longest]byte
	p := speaker{in: letters[:n], out: out[:0], manner: as}
	for i := 0; i < n; {
		i += p.at(i)
	}
	if k := len(p.out); k >= 5 && (p.out[k-1] == 'h' || p.out[k-1] == 'H' && p.german) && vowelPhone[p.out[k-2]] {
		p.out = p.out[:k-1]
	}
	return string(p.out)
}

// foldLetters writes the letters of a word in small, put together with their
// marks; every sign that is typed for a comma or a tutuq is an apostrophe.
func foldLetters(letters *[longest]rune, word string) int {
	n := 0
	for _, r := range word {
		switch {
		case n == longest:
			return n
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			if r == '`' {
				r = '\''
			}
			if '0' <= r && r <= '9' {
				r = letterOfDigit(word, r)
			}
		case isApostrophe(r):
			r = '\''
		case isIgnored(r):
			continue
		case unicode.Is(unicode.M, r):
			if n > 0 {
				if c, ok := composed[[2]rune{letters[n-1], r}]; ok {
					letters[n-1] = c
				}
			}
			continue
		default:
			r = unicode.ToLower(r)
			if a, ok := arabic[r]; ok {
				r = a
			}
		}
		if 'a' <= r && r <= 'z' || r >= utf8.RuneSelf || r == '\'' {
			letters[n] = r
			n++
		}
	}
	return n
}

// speaker turns letters into phones.
type speaker struct {
	in  []rune
	out []byte
	manner
}

// manner is the language by whose rules a name is spelled, where these give
// letters readings that they have in no other.
type manner struct{ german, turkish, french, polish, hungarian, dutch, karakalpak bool }

// mannerOf finds signs of a language in a whole name: w and sch, ş and ı, ou,
// cz, zs, sj.
func mannerOf(text string) (m manner) {
	next := func(i int) byte {
		if i < len(text) {
			return text[i] | 0x20
		}
		return 0
	}
	for i, r := range text {
		switch r {
		case 'w', 'W':
			m.german = true
		case 's', 'S':
			m.german = m.german || next(i+1) == 'c' && next(i+2) == 'h'
			m.dutch = m.dutch || next(i+1) == 'j'
		case 'z', 'Z':
			m.hungarian = m.hungarian || next(i+1) == 's' && next(i+2) != 'h'
			m.dutch = m.dutch || next(i+1) == 'j'
		case 'c', 'C':
			m.polish = m.polish || next(i+1) == 'z'
			m.hungarian = m.hungarian || next(i+1) == 's'
		case 'ş', 'ç', 'ğ', 'ı', 'ə', 'Ş', 'Ç', 'Ğ', 'Ə':
			m.turkish = true
		case 'á', 'ó', 'ú', 'ǵ', 'ń', 'Á', 'Ó', 'Ú', 'Ǵ', 'Ń', 'q', 'Q':
			m.karakalpak = true
		case 'ż', 'Ż', 'ł', 'Ł':
			m.polish = true
		case 'o', 'O':
			m.french = m.french || next(i+1) == 'u'
		case 'ï', 'é', 'Ï', 'É':
			m.french = true
		}
	}
	if m.karakalpak {
		m.german = false // its w is a sound of its own: Dáwletmurat, Kazakh Tilewberdi Asqar; no German has a q
	}
	return m
}

func (p *speaker) is(i int, r rune) bool { return 0 <= i && i < len(p.in) && p.in[i] == r }

func (p *speaker) vowelAt(i int) bool { return 0 <= i && i < len(p.in) && vowelLetter(p.in[i]) }

// say adds phones; one that follows itself is said once, also behind a tutuq
// (Zhe`e`nbekov by GOST).
func (p *speaker) say(phones string) {
	for i := 0; i < len(phones); i++ {
		n := len(p.out)
		if n > 1 && p.out[n-1] == '?' && p.out[n-2] == phones[i] {
			p.out = p.out[:n-1]
			continue
		}
		if n == 0 || p.out[n-1] != phones[i] {
			p.out = append(p.out, phones[i])
		}
	}
}

// at says what begins at letter i, and gives how many letters that were.
func (p *speaker) at(i int) int {
	r := p.in[i]
	switch {
	case 'a' <= r && r <= 'z':
		return p.latin(i)
	case r == '\'':
		p.apostrophe(i)
		return 1
	case isCyrillic(r):
		return p.cyrillic(i)
	}
	if r == 'š' && p.is(i+1, 'č') || r == 'ş' && p.is(i+1, 'ç') {
		p.say("S") // Czech, Italian and Turkish щ
		return 2
	}
	if n := p.article(i); n > 0 {
		return n
	}
	if said, ok := arabicPhones[r]; ok {
		p.say(said)
	} else {
		p.marked(i, r)
	}
	return 1
}

// apostrophe is the comma of oʻ and gʻ in Latin script, else a tutuq.
func (p *speaker) apostrophe(i int) {
	switch {
	case p.is(i-1, 'o'):
		if n := len(p.out); n > 0 && p.out[n-1] == 'o' {
			p.out[n-1] = 'U'
		}
	case p.is(i-1, 'g'), i == 0, i == len(p.in)-1:
	default:
		p.say("?")
	}
}

func (p *speaker) cyrillic(i int) int {
	r := p.in[i]
	switch r {
	case 'д':
		if p.is(i+1, 'ж') || p.is(i+1, 'җ') {
			p.say("j")
			return 2
		}
	case 'т':
		if p.is(i+1, 'с') {
			p.say("c")
			return 2
		}
	case 'ш':
		if p.is(i+1, 'ч') {
			p.say("S")
			return 2
		}
	case 'е', 'є':
		if i == 0 || p.vowelAt(i-1) || p.is(i-1, 'ъ') || p.is(i-1, 'ь') {
			p.say("y")
		}
		p.say("e")
		return 1
	}
	p.say(cyrillicPhones[r])
	return 1
}

// cyrillicPhones are those of Russian, Uzbek, Tajik, Kazakh, Kyrgyz, Ukrainian and Azerbaijani.
var cyrillicPhones = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'ё': "yO", 'ж': "j", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l", 'м': "m",
	'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "h", 'ц': "c", 'ч': "C", 'ш': "S", 'щ': "S",
	'ъ': "?", 'ы': "i", 'э': "e", 'ю': "yu", 'я': "ya",
	'қ': "q", 'ғ': "g", 'ҳ': "h", 'ў': "U", 'ҷ': "j", 'җ': "j", 'ӣ': "i", 'ӯ': "U", 'ә': "A", 'ө': "U", 'ү': "W", 'ұ': "U", 'ң': "n", 'һ': "h",
	'і': "i", 'ї': "yi", 'ґ': "g", 'ѓ': "g", 'ќ': "k", 'ҡ': "q", 'ҙ': "z", 'ҫ': "s",
	'ҝ': "g", 'ҹ': "j", 'ј': "y",
}

// arabicPhones are those of Arabic, Persian and Uzbek in Arabic letters, which
// mostly leave vowels out.
var arabicPhones = map[rune]string{
	'ا': "a", 'ب': "b", 'پ': "p", 'ت': "t", 'ث': "s", 'ج': "j", 'چ': "C", 'ح': "h", 'خ': "h", 'د': "d", 'ذ': "z", 'ر': "r", 'ز': "z", 'ژ': "j",
	'س': "s", 'ش': "S", 'ص': "s", 'ض': "z", 'ط': "t", 'ظ': "z", 'ع': "?", 'غ': "g", 'ف': "f", 'ق': "q", 'ک': "k", 'گ': "g", 'ل': "l", 'م': "m",
	'ن': "n", 'ه': "h", 'و': "w", 'ی': "I", 'ء': "?",
}

// article says the Arabic article inside a name, as the region does: Abdurauf,
// Sayfulloh, Muhiddin.
func (p *speaker) article(i int) int {
	if i == 0 || !p.is(i, 'ا') || !p.is(i+1, 'ل') {
		return 0
	}
	switch rest := string(p.in[i+2:]); {
	case rest == "دین":
		p.say("idin")
		return 5
	case rest == "له":
		p.say("ula")
		return 4
	case i == 3 && string(p.in[:3]) == "عبد":
		p.say("u")
		return 2
	}
	return 0
}

// marked says a Latin letter that bears a mark.
func (p *speaker) marked(i int, r rune) {
	said, ok := markedPhones[r]
	plain, bears := plainOf[r]
	switch {
	case r == 'ı' && p.vowelAt(i-1) != p.vowelAt(i+1) && i > 0:
		p.iota(i, 'i') // Kazakh of 2018: Beıbit, Álııa
	case r == 'ý' && !p.vowelAt(i-1) && !p.vowelAt(i+1):
		p.say("u") // the same: Qýat
	case r == 'ï' && !p.vowelAt(i-1) && !p.vowelAt(i+1):
		p.say("i") // Kazakh of the state agency: Şoqanovïç
	case ok:
		p.say(said)
	case bears:
		p.say(p.letter(i, plain))
	default:
		for _, plain := range model.Fold(string(r)) {
			if 'a' <= plain && plain <= 'z' {
				p.say(p.letter(i, plain))
			}
		}
	}
}

// markedPhones: ISO 9, Polish, Turkish, Turkmen, Azerbaijani, the Kazakh
// alphabets of 2017 to 2021, French ï, and scholars' letters for Arabic.
var markedPhones = map[rune]string{
	'č': "C", 'ć': "C", 'ç': "X", 'š': "S", 'ŝ': "S", 'ş': "S", 'ș': "S", 'ś': "s", 'ž': "j", 'ż': "j", 'ź': "z", 'ţ': "c", 'ț': "c",
	'ğ': "g", 'ǧ': "g", 'ġ': "g", 'ı': "i", 'ə': "A", 'ä': "A", 'ö': "U", 'ő': "U", 'ó': "U", 'ō': "o", 'ȯ': "U", 'ô': "U", 'ŏ': "U", 'ü': "W", 'ŭ': "U", 'ū': "u", 'û': "yu", 'â': "ya",
	'è': "e", 'é': "e", 'ê': "e", 'ë': "yO", 'ï': "y", 'î': "i", 'ī': "i", 'ý': "y", 'ÿ': "y", 'ň': "n", 'ñ': "n", 'ń': "n", 'ŋ': "n", 'ß': "s", 'ł': "l", 'æ': "A", 'œ': "e", 'ø': "U", 'å': "o",
	'ķ': "q", 'ḩ': "h", 'ḥ': "h", 'ḫ': "h", 'ẖ': "h", 'ẓ': "z", 'đ': "d", 'ð': "d", 'þ': "t",
}

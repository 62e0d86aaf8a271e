package names

import "unicode/utf8"

// Sound gives one key for a word, the same for nearly all spellings of a name:
// what the index of sounds holds. It is coarser than [Keys] and finds more. The
// word may be folded (see [model.Fold]) or as written; the key is of small Latin
// letters. It is "" for what no other spelling is known of, such as a number, or
// a word of a script that is not read. Its form may change from one version to
// the next; what keeps keys has to be made anew then.
//
//	a    a o u and what stands between them      e    e i y
//	i    vowels in a row, or with a glide        s    s, sh, ts
//	c    ch, j, zh, which folding makes one      h    h, kh, x, German ch
//
// Russian endings behind -ov and the Uzbek -ning are not in it, so that a name is
// found in the cases of its sentence.
func Sound(word string) string {
	var letters [longest]rune
	n := 0
	german, latin := false, false
	for _, r := range word {
		if r < utf8.RuneSelf {
			switch {
			case 'A' <= r && r <= 'Z':
				r += 'a' - 'A'
			case '0' <= r && r <= '9':
				return ""
			case r < 'a' || r > 'z':
				continue
			}
			latin = true
			german = german || r == 'w' || r == 'h' && n > 1 && letters[n-1] == 'c' && letters[n-2] == 's'
		} else if r = smallLetter(r); r == 0 {
			continue
		}
		if n == longest {
			return ""
		}
		letters[n] = r
		n++
	}
	var out [2 * longest]byte
	s := sounder{in: letters[:n], out: out[:0], german: german, latin: latin}
	return s.key()
}

// smallLetter gives a letter small; 0 for what is none.
func smallLetter(r rune) rune {
	switch {
	case 'а' <= r && r <= 'я', 'ѐ' <= r && r <= 'џ':
		return r
	case 'А' <= r && r <= 'Я':
		return r + 'а' - 'А'
	}
	return lowerLetter(r)
}

// sounder makes the key of one word.
type sounder struct {
	in            []rune
	out           []byte
	german, latin bool
}

func (s *sounder) key() string {
	for i := 0; i < len(s.in); {
		c, n := s.next(i)
		if c == vowels {
			c, n = s.run(i)
		}
		i += n
		if k := len(s.out); c != 0 && (k == 0 || s.out[k-1] != c) {
			s.out = append(s.out, c)
		}
	}
	s.end()
	if len(s.out) == 0 || len(s.out) == 1 && len(s.in) > 2 {
		return ""
	}
	return string(s.out)
}

// vowels is what next gives where a row of vowels begins.
const vowels = '+'

func (s *sounder) is(i int, r rune) bool { return i < len(s.in) && s.in[i] == r }

// next gives the key letter of what begins at i, and how many letters that are.
func (s *sounder) next(i int) (byte, int) {
	r := s.in[i]
	if r < utf8.RuneSelf {
		return s.latinNext(i, r)
	}
	if isCyrillic(r) {
		switch {
		case r == 'д' && s.is(i+1, 'ж'):
			return 'c', 2
		case r == 'т' && s.is(i+1, 'с'), r == 'ш' && s.is(i+1, 'ч'):
			return 's', 2
		}
		return cyrillicKeys[r&0xFF], 1
	}
	return otherKey(r), 1
}

// latinNext is next for the letters a to z.
func (s *sounder) latinNext(i int, r rune) (byte, int) {
	h := s.is(i+1, 'h')
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return vowels, 0
	case 's':
		switch {
		case s.is(i+1, 'c') && s.is(i+2, 'h') && !s.is(i+3, 't'):
			return 's', 3
		case h, s.is(i+1, 'z'):
			return 's', 2
		}
	case 'c':
		switch {
		case h && s.german && !(i > 0 && s.in[i-1] == 't'):
			return 'h', 2
		case h, s.is(i+1, 'z'):
			return 'c', 2
		case s.is(i+1, 'k'):
			return 'k', 2
		}
	case 't':
		switch {
		case s.is(i+1, 's') && s.is(i+2, 'c') && s.is(i+3, 'h'):
			return 'c', 4
		case s.is(i+1, 'c') && s.is(i+2, 'h'):
			return 'c', 3
		case (s.is(i+1, 's') || s.is(i+1, 'z')) && !s.is(i+2, 'h'):
			return 's', 2
		case h:
			return 't', 2
		}
	case 'd':
		switch {
		case s.is(i+1, 's') && s.is(i+2, 'c') && s.is(i+3, 'h'):
			return 'c', 4
		case s.is(i+1, 'z') && s.is(i+2, 'h'):
			return 'c', 3
		case s.is(i+1, 'j'), s.german && s.is(i+1, 'z'): // Polish dż, folded
			return 'c', 2
		}
	case 'z', 'k', 'g', 'p':
		if h {
			return [...]byte{'c', 'h', 'g', 'f'}[indexByte("zkgp", byte(r))], 2
		}
	case 'j':
		if s.german || i > 0 && i == len(s.in)-1 && s.in[i-1] == 'i' {
			return vowels, 0
		}
	case 'x':
		if s.foreignX(i) {
			s.out = append(s.out, 'k')
			return 's', 1
		}
	}
	return latinKeys[r-'a'], 1
}

func indexByte(s string, c byte) int {
	for i := range len(s) {
		if s[i] == c {
			return i
		}
	}
	return 0
}

// foreignX tells whether an x is ks, as in Alexander and Maxim; else it is the
// Uzbek one.
func (s *sounder) foreignX(i int) bool {
	return i > 1 && s.in[i-1] == 'e' && s.in[i-2] == 'l' || i == 2 && s.in[0] == 'm' && s.in[1] == 'a' && s.is(3, 'i')
}

// run reads a row of vowels and glides, and gives one letter for it.
func (s *sounder) run(i int) (byte, int) {
	start, n := i, 0
	front, back := true, byte(0)
	for i < len(s.in) {
		k, wide := vowelKey(s.in[i], s.german || i > start && i == len(s.in)-1)
		if k == 0 {
			break
		}
		if s.in[i] == 'o' && (s.is(i+1, 'u') || s.is(i+1, 'o')) || s.in[i] == 'e' && s.is(i+1, 'e') {
			i++ // French ou; Jeenbekov, Sooronbai
			if s.in[i] == 'e' {
				k = 'e'
			}
		}
		if k == 'a' {
			front = false
		}
		back = k
		n++
		if wide {
			n++
		}
		i++
	}
	length := i - start
	switch {
	case length == 0:
		return 0, 1
	case n == 1:
		return back, length
	case front && (start == 0 || onlyIota(s.in[start:i])):
		return 'e', length
	}
	return 'i', length
}

// onlyIota tells whether a row is nothing but i and glides: Dmitriy, Dmitrii.
func onlyIota(row []rune) bool {
	for _, r := range row {
		switch r {
		case 'i', 'y', 'j', 'и', 'й', 'ы', 'і':
		default:
			return false
		}
	}
	return true
}

// vowelKey gives the key letter of a vowel or a glide, and whether it is both.
func vowelKey(r rune, german bool) (key byte, wide bool) {
	switch r {
	case 'a', 'o', 'u', 'а', 'о', 'у', 'ў', 'ӯ', 'ө', 'ү', 'ұ', 'ә', 'ə':
		return 'a', false
	case 'e', 'i', 'y', 'е', 'и', 'й', 'ы', 'э', 'ӣ', 'і', 'є', 'ё':
		return 'e', false
	case 'ю', 'я':
		return 'a', true
	case 'ї':
		return 'e', true
	case 'j':
		if german {
			return 'e', false
		}
	}
	return 0, false
}

// end takes off what a name has at its end in a sentence, and a silent h.
func (s *sounder) end() {
	n := len(s.out)
	if n > 4 && s.out[n-1] == 'h' && isKeyVowel(s.out[n-2]) {
		n--
	}
	if n > 3 && s.out[n-1] == 'f' && isKeyVowel(s.out[n-2]) && s.latin && s.is(len(s.in)-2, 'f') {
		s.out[n-1] = 'v' // Karimoff
	}
	if n > 4 && s.out[n-3] == 'm' && s.out[n-2] == 'e' && (s.out[n-1] == 'd' || s.out[n-1] == 't') {
		s.out[n-2] = 'a' // Ahmed, Muhammed
	}
	for _, e := range [...]string{"neng", "dan", "ne", "ga", "da", "am", "em", "ai", "a", "e", "i"} {
		m := n - len(e)
		if m < 4 || string(s.out[m:n]) != e {
			continue
		}
		if s.out[m-1] == 'v' && isKeyVowel(s.out[m-2]) || e == "neng" && m > 3 {
			n = m
			break
		}
	}
	s.out = s.out[:n]
}

func isKeyVowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' }

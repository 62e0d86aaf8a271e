package hyphen

import "slices"

// uzbek divides Uzbek words, in Latin and in Cyrillic letters, by the rules
// "Koʻchirish qoidalari" that close the orthography in force (Oʻzbek tilining
// asosiy imlo qoidalari, resolution no. 339 of the Cabinet of Ministers,
// 24 August 1995):
//
//   - words are divided by syllables, and each syllable has one vowel:
//     toʻq-son, si-fatli, pax-takor;
//   - ʼ (in Cyrillic ъ) stays with the syllable before it: vaʼ-da, mashʼ-al;
//   - a single letter is neither left nor carried: aba-diy, mudo-faa;
//   - sh, ch and ng are one letter, as are oʻ and gʻ: pe-shona, pi-choq;
//   - of consonants that a word brought from another language two go over
//     together, and of three the first stays: dia-gramma, silin-drik.
//
// No list says which words came from elsewhere, nor where ng is one letter
// (de-ngiz) and where a word and its ending meet (men-ga). Both kinds of place
// are passed over, save where an ending of the language itself can be seen.
type uzbek struct{}

// sound is one letter of the word, of one character or two.
type sound struct {
	at    int    // where it begins
	name  string // in Latin letters
	vowel bool
	sign  bool // followed by ʼ, ъ or ь, with which a syllable ends
}

// Divide gives the ends of syllables that are sure.
func (uzbek) Divide(word []rune) []int {
	sounds, ok := spell(word)
	if !ok {
		return nil
	}
	var places []int
	last := -1 // the vowel before
	for i, s := range sounds {
		if !s.vowel {
			continue
		}
		if last >= 0 {
			if cut := border(sounds, last, i); cut >= before && len(sounds)-cut >= after {
				places = append(places, sounds[cut].at)
			}
		}
		last = i
	}
	return enough(word, places)
}

// border returns the first sound of the syllable of vowel j, when i is the
// vowel before it; 0 when nobody could say.
func border(sounds []sound, i, j int) int {
	for k := j - 1; k >= i; k-- {
		if sounds[k].sign && (k > i || j-i <= 2) {
			return k + 1
		}
	}
	between := j - i - 1
	if between <= 1 {
		if between == 1 && sounds[i+1].name == "ng" {
			return 0
		}
		return i + 1
	}
	head, tail := sounds[j-2].name, sounds[j-1].name
	switch {
	case ending(sounds[j-1:]):
		return j - 1
	case tail == "ng":
		return 0
	case !onset(head, tail):
		return j - 1
	case between == 2 && head != "s", head == "ng":
		return 0 // the word may be its own or from elsewhere
	case between == 2:
		return j - 1 // mas-kan, das-tur
	}
	return j - 2
}

// onset reports whether a syllable of a word from another language may begin
// with these two consonants.
func onset(first, second string) bool {
	switch second {
	case "r", "l":
		return slices.Contains([]string{"b", "d", "f", "g", "k", "p", "t", "v", "ng"}, first)
	case "t", "p", "k":
		return first == "s"
	}
	return false
}

// ending reports whether an ending of the language itself begins here, one of
// those that begin with l or r.
func ending(s []sound) bool {
	begins := func(names ...string) bool {
		for i, name := range names {
			if i >= len(s) || s[i].name != name {
				return false
			}
		}
		return true
	}
	next := func(i int) string {
		if i < len(s) {
			return s[i].name
		}
		return ""
	}
	switch {
	case begins("l", "a", "r"): // kitob-lari, but not deklaratsiya
		return next(3) != "a" && next(3) != "o"
	case begins("l", "i", "k"): // birgalik-da, but not respublika
		return len(s) == 3 || !s[3].vowel
	case begins("l", "i", "g"): // haq-ligi
		return next(3) == "i"
	}
	return begins("l", "a", "sh") || begins("l", "a", "n") || begins("l", "a", "b") || begins("r", "o", "q")
}

// spell reads a word as the sounds of Uzbek. It fails on a letter that Uzbek
// does not have.
func spell(word []rune) ([]sound, bool) {
	var sounds []sound
	for i := 0; i < len(word); i++ {
		r := word[i]
		next := rune(0)
		if i+1 < len(word) {
			next = word[i+1]
		}
		if pair := pairs[[2]rune{r, next}]; pair != "" && !(pair == "ng" && i+2 < len(word) && apostrophe(word[i+2])) {
			sounds = append(sounds, sound{at: i, name: pair})
			i++
			continue
		}
		switch {
		case apostrophe(next) && (r == 'o' || r == 'g'):
			sounds = append(sounds, sound{at: i, name: string(r) + "ʻ", vowel: r == 'o'})
			i++
		case apostrophe(r) || r == 'ъ' || r == 'ь':
			if len(sounds) == 0 || sounds[len(sounds)-1].sign {
				return nil, false
			}
			sounds[len(sounds)-1].sign = true
		case singles[r] != "":
			name := singles[r]
			sounds = append(sounds, sound{at: i, name: name, vowel: vowels[name]})
		default:
			return nil, false
		}
	}
	return sounds, true
}

// pairs are two characters that are one letter.
var pairs = map[[2]rune]string{{'s', 'h'}: "sh", {'c', 'h'}: "ch", {'n', 'g'}: "ng", {'н', 'г'}: "ng"}

// vowels are the names of sounds that make a syllable.
var vowels = map[string]bool{"a": true, "e": true, "i": true, "o": true, "u": true, "oʻ": true, "ya": true, "ye": true, "yo": true, "yu": true}

// singles are the letters of one character, both scripts, by their names.
var singles = func() map[rune]string {
	names := map[rune]string{}
	for _, r := range "abdefghijklmnopqrstuvxyz" {
		names[r] = string(r)
	}
	cyrillic := []rune("абвгджзийклмнопрстуфхцчшэқғҳўеёюя")
	latin := []string{
		"a", "b", "v", "g", "d", "j", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "x", "ts", "ch", "sh", "e",
		"q", "gʻ", "h", "oʻ", "ye", "yo", "yu", "ya",
	}
	for i, r := range cyrillic {
		names[r] = latin[i]
	}
	return names
}()

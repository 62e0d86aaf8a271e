package passphrase

import (
	"strings"
	"unicode"
)

// Latin letters of Uzbek and of usual transliterations, the longest first, and
// the Cyrillic ones for them.
var toCyrillic = strings.NewReplacer(
	"shch", "щ", "sh", "ш", "ch", "ч", "zh", "ж", "kh", "х", "ts", "ц", "yo", "е", "yu", "ю", "ya", "я", "ye", "е",
	"a", "а", "b", "б", "c", "к", "d", "д", "e", "е", "f", "ф", "g", "г", "h", "х", "i", "и", "j", "ж", "k", "к", "l", "л",
	"m", "м", "n", "н", "o", "о", "p", "п", "q", "к", "r", "р", "s", "с", "t", "т", "u", "у", "v", "в", "w", "в", "x", "х",
	"y", "й", "z", "з",
)

// The two ways in which Russian is mostly typed with Latin letters.
var toLatin = [...]*strings.Replacer{
	strings.NewReplacer(
		"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ж", "zh", "з", "z", "и", "i", "й", "y", "к", "k", "л", "l",
		"м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "ch",
		"ш", "sh", "щ", "sch", "ъ", "", "ы", "y", "ь", "", "э", "e", "ю", "yu", "я", "ya",
	),
	strings.NewReplacer(
		"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ж", "j", "з", "z", "и", "i", "й", "i", "к", "k", "л", "l",
		"м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "x", "ц", "ts", "ч", "ch",
		"ш", "sh", "щ", "sh", "ъ", "", "ы", "i", "ь", "", "э", "e", "ю", "u", "я", "ia",
	),
}

// spellings gives a folded word as it is, and then as it is typed in the other
// of the two scripts that our users write.
func spellings(word string) []string {
	all := []string{word}
	switch alphabetOf([]rune(word)) {
	case unicode.Latin:
		all = append(all, toCyrillic.Replace(word))
	case unicode.Cyrillic:
		for _, to := range toLatin {
			all = append(all, to.Replace(word))
		}
	}
	return all
}

// spaced are the scripts that write words of letters with spaces between them.
// Others (Chinese, Thai) are counted character by character.
var spaced = []*unicode.RangeTable{
	unicode.Latin, unicode.Cyrillic, unicode.Arabic, unicode.Greek, unicode.Armenian, unicode.Georgian, unicode.Hebrew,
	unicode.Devanagari, unicode.Bengali, unicode.Hangul,
}

// alphabetOf gives the one spaced script of all the letters; nil when there are
// several, none, or something that is no letter.
func alphabetOf(letters []rune) *unicode.RangeTable {
	for _, script := range spaced {
		if len(letters) > 0 && unicode.Is(script, letters[0]) {
			for _, r := range letters {
				if !unicode.Is(script, r) || !unicode.IsLetter(r) {
					return nil
				}
			}
			return script
		}
	}
	return nil
}

// The keys of a keyboard, row by row, with what each gives in English and in
// Russian, without and with Shift. The rows of one block have the same keys.
var (
	english        = [...]string{"`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./"}
	englishShifted = [...]string{"~!@#$%^&*()_+", "QWERTYUIOP{}|", "ASDFGHJKL:\"", "ZXCVBNM<>?"}
	russian        = [...]string{"ё1234567890-=", "йцукенгшщзхъ\\", "фывапролджэ", "ячсмитьбю."}
	numpad         = [...]string{"789", "456", "123", "0"}
)

// layouts carry a character to the one on the same key in the other language.
var layouts = func() [2]map[rune]rune {
	all := [2]map[rune]rune{{}, {}}
	for i, row := range english {
		en, ru := []rune(row), []rune(russian[i])
		for j := range en {
			if en[j] != ru[j] {
				all[0][en[j]], all[1][ru[j]] = fold(ru[j]), en[j]
			}
		}
		for j, shifted := range []rune(englishShifted[i]) {
			if ru[j] != en[j] && !unicode.IsLetter(shifted) {
				all[0][shifted] = fold(ru[j])
			}
		}
	}
	return all
}()

// switched gives the text as its keys would have written it with the keyboard in
// the other language, and whether that is any different.
func (s *subject) switched() ([]rune, bool) {
	to := layouts[0]
	for _, r := range s.folded {
		if unicode.Is(unicode.Cyrillic, r) {
			to = layouts[1]
			break
		}
	}
	out, differs := make([]rune, len(s.folded)), false
	for i, r := range s.folded {
		out[i] = r
		if other, ok := to[r]; ok {
			out[i], differs = other, true
		}
	}
	return out, differs
}

// Digits and signs that stand for letters, in either script.
var (
	latinDisguises = [...]map[rune]rune{
		{'4': 'a', '@': 'a', '8': 'b', '3': 'e', '6': 'g', '9': 'g', '1': 'i', '!': 'i', '|': 'l', '0': 'o', '$': 's', '5': 's', '7': 't', '+': 't', '2': 'z'},
		{'4': 'a', '@': 'a', '8': 'b', '3': 'e', '6': 'b', '9': 'q', '1': 'l', '!': 'l', '|': 'i', '0': 'o', '$': 's', '5': 's', '7': 't', '+': 't', '2': 'z'},
	}
	cyrillicDisguises = map[rune]rune{'4': 'ч', '@': 'а', '3': 'з', '6': 'б', '0': 'о', '1': 'и', '9': 'я', '$': 'с'}
)

// undisguised gives the text with letters in place of the digits and signs that
// may stand for them, in each way of reading those, and nothing when there are
// none.
func (s *subject) undisguised() [][]rune {
	ways := latinDisguises[:]
	for _, r := range s.folded {
		if unicode.Is(unicode.Cyrillic, r) {
			ways = []map[rune]rune{cyrillicDisguises}
			break
		}
	}
	var all [][]rune
	for _, way := range ways {
		out, differs := make([]rune, len(s.folded)), false
		for i, r := range s.folded {
			out[i] = r
			if letter, ok := way[r]; ok {
				out[i], differs = letter, true
			}
		}
		if differs {
			all = append(all, out)
		}
	}
	return all
}

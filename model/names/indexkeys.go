package names

import (
	"unicode"

	"guvoh/model"
)

// latinKeys are the key letters of a to z where nothing beside them changes them.
var latinKeys = [26]byte{
	vowels, 'b', 'c', 'd', vowels, 'f', 'g', 'h', vowels, 'c', 'k', 'l', 'm', 'n', vowels, 'p', 'k', 'r', 's', 't', vowels, 'v', 'v', 'h', vowels, 'z',
}

// cyrillicKeys are those of Cyrillic letters, by the last byte of their number;
// the blocks U+0400 and U+0500 have no two letters of our languages in one place.
var cyrillicKeys = func() (keys [256]byte) {
	for letters, key := range map[string]byte{
		"бԁ": 'b', "вѵ": 'v', "гғґҕѓ": 'g', "д": 'd', "жчҷҹҗӂӌ": 'c', "зҙӟѕ": 'z', "кқҡќҝӄ": 'k', "лљ": 'l', "м": 'm', "нңҥӊњ": 'n',
		"п": 'p', "р": 'r', "сшщцҫ": 's', "т": 't', "ф": 'f', "хҳһ": 'h', "аоуыэюяеёиўйӣӯәөүұіїє": vowels,
	} {
		for _, r := range letters {
			keys[r&0xFF] = key
		}
	}
	return keys
}()

// otherKey gives the key letter of Arabic consonants, and of Latin letters with
// marks that are not folded; 0 of any other.
func otherKey(r rune) byte {
	if said, ok := arabicPhones[r]; ok {
		switch c := said[0]; c {
		case 'a', '?', 'I', 'w':
			return 0
		case 'S':
			return 's'
		case 'C', 'j':
			return 'c'
		case 'q':
			return 'k'
		default:
			return c
		}
	}
	return 0
}

// lowerLetter gives a letter small and without marks, as folding leaves it; 0 for
// what is none.
func lowerLetter(r rune) rune {
	if !unicode.IsLetter(r) {
		return 0
	}
	r = unicode.ToLower(r)
	if a, ok := arabic[r]; ok {
		return a
	}
	if isLatin(r) {
		switch r {
		case 'š', 'ş', 'ș', 'ŝ':
			return 's'
		case 'ž', 'ż':
			return 'j'
		}
		for _, plain := range model.Fold(string(r)) {
			return plain
		}
	}
	return r
}

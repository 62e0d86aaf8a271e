package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dateEnding is the case of a Turkic noun that a word beside it asks for.
type dateEnding int

const (
	dateOf   dateEnding = iota // genitive: the beginning of
	dateFrom                   // ablative: after, since
	dateTo                     // dative: until
	dateMany                   // plural: the 1990s
)

// dateHarmony puts endings on words, as vowels and consonants of the word ask
// for. What ends in figures takes the ending of the number as it is spoken.
type dateHarmony struct {
	units, tens [10]string // numbers as they are spoken, from 0; tens[0] is a hundred
	sign        string     // between figures and their ending
	voiceless   string     // letters that harden the ending
	nasal       string     // letters after which Kazakh has н
	plain       string     // the word that ends in a vowel and belongs to nothing

	vowels  map[rune]int              // each vowel and its column below
	endings map[dateEnding][][]string // after a possessive, a vowel, a nasal, a hard consonant, any other: by column
}

// What an ending follows, and its row.
const (
	dateAfterOwned = iota
	dateAfterVowel
	dateAfterNasal
	dateAfterHard
	dateAfterOther
)

// end gives the piece with its ending.
func (h *dateHarmony) end(piece string, e dateEnding) string {
	word, sign := piece, ""
	last, _ := utf8.DecodeLastRuneInString(piece)
	if unicode.IsDigit(last) {
		word, sign = h.spoken(piece), h.sign
		if e == dateOf {
			return piece // figures stand before the word without one
		}
	}
	column := 0
	for _, r := range word {
		if c, ok := h.vowels[unicode.ToLower(r)]; ok {
			column = c
		}
	}
	return piece + sign + h.endings[e][h.row(word, sign != "")][column]
}

// row tells what an ending follows. A piece that ends in a vowel is the
// beginning, the summer, the June of something, but for one plain word.
func (h *dateHarmony) row(word string, figures bool) int {
	last, _ := utf8.DecodeLastRuneInString(word)
	_, vowel := h.vowels[last]
	switch {
	case vowel && (figures || h.plain != "" && strings.HasSuffix(word, h.plain)):
		return dateAfterVowel
	case vowel:
		return dateAfterOwned
	case strings.ContainsRune(h.nasal, last):
		return dateAfterNasal
	case strings.ContainsRune(h.voiceless, last):
		return dateAfterHard
	}
	return dateAfterOther
}

// spoken is the last word of the number at the end of a piece: of a clock time
// the minutes, or the hour when it is full.
func (h *dateHarmony) spoken(piece string) string {
	hour, full := strings.CutSuffix(piece, ":00")
	if full {
		piece = hour
	}
	n := len(piece)
	unit := int(piece[n-1] - '0')
	if unit != 0 || n < 2 || !unicode.IsDigit(rune(piece[n-2])) {
		return h.units[unit]
	}
	if ten := int(piece[n-2] - '0'); ten != 0 || !full {
		return h.tens[ten]
	}
	return h.units[0] // midnight, "00:00"
}

// Vowels by the columns of the tables of endings: those after which the ending
// has a, e, o, ö in Kyrgyz; ı, i, u, ü in a Turkish genitive.
var (
	turkishVowels = map[rune]int{'a': 0, 'ı': 0, 'e': 1, 'i': 1, 'o': 2, 'u': 2, 'ö': 3, 'ü': 3}
	kazakhVowels  = map[rune]int{
		'а': 0, 'о': 0, 'ұ': 0, 'ы': 0, 'у': 0, 'я': 0, 'ё': 0, 'ю': 0, 'ә': 1, 'е': 1, 'ө': 1, 'ү': 1, 'і': 1, 'и': 1, 'э': 1,
	}
	kyrgyzVowels = map[rune]int{
		'а': 0, 'ы': 0, 'я': 0, 'э': 1, 'е': 1, 'и': 1, 'о': 2, 'ё': 2, 'у': 3, 'ю': 3, 'ө': 4, 'ү': 4,
	}
)

var turkishEndings = &dateHarmony{
	units: [10]string{"sıfır", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"},
	tens:  [10]string{"yüz", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan"},
	sign:  "’", voiceless: "fstkçşhp", vowels: turkishVowels,
	endings: map[dateEnding][][]string{
		dateOf: {
			{"nın", "nin", "nun", "nün"}, {"nın", "nin", "nun", "nün"}, {"ın", "in", "un", "ün"}, {"ın", "in", "un", "ün"}, {"ın", "in", "un", "ün"},
		},
		dateMany: {{"lar", "ler", "lar", "ler"}, {"lar", "ler", "lar", "ler"}, nil, {"lar", "ler", "lar", "ler"}, {"lar", "ler", "lar", "ler"}},
		dateFrom: {
			{"ndan", "nden", "ndan", "nden"}, {"dan", "den", "dan", "den"}, {"dan", "den", "dan", "den"}, {"tan", "ten", "tan", "ten"}, {"dan", "den", "dan", "den"},
		},
	},
}

var kazakhEndings = &dateHarmony{
	units: [10]string{"нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"},
	tens:  [10]string{"жүз", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"},
	sign:  "-", voiceless: "кқпстшщфхцчһбвгд", nasal: "мнң", plain: "шілде", vowels: kazakhVowels,
	endings: map[dateEnding][][]string{
		dateOf:   {{"ның", "нің"}, {"ның", "нің"}, {"ның", "нің"}, {"тың", "тің"}, {"дың", "дің"}},
		dateFrom: {{"нан", "нен"}, {"дан", "ден"}, {"нан", "нен"}, {"тан", "тен"}, {"дан", "ден"}},
		dateTo:   {{"на", "не"}, {"ға", "ге"}, {"ға", "ге"}, {"қа", "ке"}, {"ға", "ге"}},
	},
}

var kyrgyzEndings = &dateHarmony{
	units: [10]string{"нөл", "бир", "эки", "үч", "төрт", "беш", "алты", "жети", "сегиз", "тогуз"},
	tens:  [10]string{"жүз", "он", "жыйырма", "отуз", "кырк", "элүү", "алтымыш", "жетимиш", "сексен", "токсон"},
	sign:  "-", voiceless: "кпстшщфхцч", vowels: kyrgyzVowels,
	endings: map[dateEnding][][]string{
		dateOf: {
			{"нын", "нин", "нун", "нун", "нүн"}, {"нын", "нин", "нун", "нун", "нүн"}, nil, {"тын", "тин", "тун", "тун", "түн"}, {"дын", "дин", "дун", "дун", "дүн"},
		},
		dateFrom: {
			{"нан", "нен", "нон", "нан", "нөн"}, {"дан", "ден", "дон", "дан", "дөн"}, nil, {"тан", "тен", "тон", "тан", "төн"}, {"дан", "ден", "дон", "дан", "дөн"},
		},
		dateTo: {
			{"на", "не", "но", "на", "нө"}, {"га", "ге", "го", "га", "гө"}, nil, {"ка", "ке", "ко", "ка", "кө"}, {"га", "ге", "го", "га", "гө"},
		},
	},
}

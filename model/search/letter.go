package search

import "strings"

// written gives a letter as words are compared where several letters are only ways to
// write it: those of Arabic script that keyboards and countries exchange, shapes of
// letters that PDFs hold in place of letters, two letters cast as one.
func written(r rune) string {
	switch {
	case r < 'ա':
		return string(r)
	case 'ﺀ' <= r && r <= 'ﻼ':
		r = arabicShapes[r-'ﺀ']
		if r == lamAlef {
			return "لا"
		}
	case 'ﭖ' <= r && r <= 'ﯿ':
		for base, shapes := range persianShapes {
			if strings.ContainsRune(shapes, r) {
				r = base
			}
		}
	case 'ａ' <= r && r <= 'ｚ':
		return string(r - 'ａ' + 'a')
	}
	if to, ok := sameAs[r]; ok {
		return to
	}
	return string(r)
}

// sameAs are letters that are written otherwise, too.
var sameAs = map[rune]string{
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ئ': "ي", 'ې': "ي", 'ک': "ك", 'ة': "ه", 'ۀ': "ه", 'ہ': "ه", 'ھ': "ه", 'ە': "ه", 'ؤ': "و",
	'և': "եվ", 'ւ': "վ", // Լևոն, ԼԵՎՈՆ, and Լեւոն in the older spelling
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st",
}

// lamAlef stands for the shapes of two letters in one.
const lamAlef = 0

// arabicShapes gives the letters of the shapes from U+FE80 on (Unicode, Arabic
// Presentation Forms-B): two of each letter that is not joined to the next, four of
// every other.
var arabicShapes = shapesOf("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")

func shapesOf(letters string) []rune {
	var out []rune
	for _, r := range letters {
		n := 4
		switch {
		case r == 'ء':
			n = 1
		case strings.ContainsRune("آأؤإاةدذرزوى", r):
			n = 2
		}
		for range n {
			out = append(out, r)
		}
	}
	for range 8 {
		out = append(out, lamAlef)
	}
	return out
}

// persianShapes are those of letters that Persian and Urdu add (Forms-A).
var persianShapes = map[rune]string{'پ': "ﭖﭗﭘﭙ", 'چ': "ﭺﭻﭼﭽ", 'ژ': "ﮊﮋ", 'ک': "ﮎﮏﮐﮑ", 'گ': "ﮒﮓﮔﮕ", 'ی': "ﯼﯽﯾﯿ"}

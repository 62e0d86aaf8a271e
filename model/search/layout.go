package search

import (
	"strings"
	"unicode"
)

// The keys of the two keyboards that are confused most, in their order.
const (
	latinKeys    = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:ZXCVBNM<>~"
	cyrillicKeys = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЯЧСМИТЬБЮЁ"
)

var toCyrillic, toLatin = keys(latinKeys, cyrillicKeys), keys(cyrillicKeys, latinKeys)

func keys(from, to string) map[rune]rune {
	m, t := map[rune]rune{}, []rune(to)
	for i, r := range []rune(from) {
		m[r] = t[i]
	}
	return m
}

// OtherLayout gives what a line would be if the keyboard had been switched to the
// other script: привет for ghbdtn, and the other way. It gives "" where both scripts
// stand in the line, or none: then nobody forgot to switch. Signs that mean
// something in a search line stay what they are.
func OtherLayout(line string) string {
	latin, cyrillic := false, false
	for _, r := range line {
		switch {
		case r < unicode.MaxASCII && unicode.IsLetter(r):
			latin = true
		case toLatin[r] != 0:
			cyrillic = true
		case unicode.IsLetter(r):
			return ""
		}
	}
	if latin == cyrillic {
		return ""
	}
	to := toCyrillic
	if cyrillic {
		to = toLatin
	}
	words := strings.Fields(line)
	for i, w := range words {
		if w == "OR" || w == "NOT" {
			continue
		}
		words[i] = strings.Map(func(r rune) rune {
			if k, ok := to[r]; ok {
				return k
			}
			return r
		}, w)
	}
	return strings.Join(words, " ")
}

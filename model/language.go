package model

import "strings"

// readsRussian are the languages whose readers mostly read Russian, too, and
// rather than English.
var readsRussian = map[string]bool{"tg": true, "ky": true, "kk": true}

// Languages gives the languages in which a word is looked for that a reader of
// lang ("kk", "ru-RU") needs, the first first: their own, Russian where it is
// read as widely, and English, in which every word is there.
func Languages(lang string) []string {
	base, _, _ := strings.Cut(lang, "-")
	switch {
	case base == "en":
		return []string{"en"}
	case readsRussian[base]:
		return []string{base, "ru", "en"}
	}
	return []string{base, "en"}
}

package names

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// common.txt lists names that are ordinary words too, written for this program.
//
//go:embed common.txt
var commonList string

var commonWords = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, line := range strings.Split(commonList, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(line) {
			for _, form := range Forms(w) {
				all[bare(form)] = true
			}
		}
	}
	return all
})

// bare is a word in small letters without its apostrophes, ё as е.
func bare(w string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case isApostrophe(r), isIgnored(r):
			return -1
		case r == 'ё':
			return 'е'
		}
		return r
	}, strings.ToLower(w))
}

// Careful tells whether a word of a name cannot be told from other words by its
// letters alone: it has three letters or fewer, or is an ordinary word as well
// (Вера, Umid, Rose). Such a word is looked for as a whole word only, in its
// usual spellings. With a capital it is taken for the name; in small letters it
// is doubtful, unless another part of the same name stands beside it.
func Careful(w string) bool {
	w = bare(w)
	return utf8.RuneCountInString(w) <= 3 || commonWords()[w]
}

package assets_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guvoh/assets"
)

// wordList gives the lines of a list as they stand in the file.
func wordList(t *testing.T, name string) []string {
	t.Helper()
	b, err := fs.ReadFile(assets.Wordlists, name+".txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}

// In Russian ё is left out, since many type е for it; in Uzbek every letter with
// an apostrophe, since keyboards disagree about that.
func TestWordsToDrawFrom(t *testing.T) {
	alphabet := map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`^[a-z]{3,9}$`),
		"ru": regexp.MustCompile(`^[а-я]{3,9}$`),
		"uz": regexp.MustCompile(`^[a-bd-vx-z]*(ch[a-bd-vx-z]*)*$`),
	}
	for _, lang := range languages {
		list := wordList(t, lang)
		t.Run("four dice pick a word of "+lang, func(t *testing.T) {
			if len(list) != 6*6*6*6 {
				t.Errorf("%d words, not 6^4", len(list))
			}
		})
		t.Run("the words of "+lang+" are sorted and none is the beginning of another", func(t *testing.T) {
			if !slices.IsSorted(list) {
				t.Error("not sorted")
			}
			for i, word := range list[1:] {
				if strings.HasPrefix(word, list[i]) {
					t.Errorf("%s begins with %s", word, list[i])
				}
			}
		})
		t.Run("every keyboard of "+lang+" types them", func(t *testing.T) {
			for _, word := range list {
				if n := len([]rune(word)); n < 3 || n > 9 || !alphabet[lang].MatchString(word) {
					t.Errorf("%q has a letter too few, too many or out of place", word)
				}
			}
		})
	}
}

func TestWordsToDrawFromNameNobody(t *testing.T) {
	names := slices.Concat(wordList(t, "names"), wordList(t, "places"))
	for _, lang := range languages {
		for _, word := range wordList(t, lang) {
			if slices.Contains(names, word) {
				t.Errorf("%s: %q is somebody's name or that of a place", lang, word)
			}
		}
	}
}

// What [passphrase.Judge] knows of people's habits is compared in lower case.
func TestHabitsAreInLowerCase(t *testing.T) {
	for _, name := range []string{"passwords", "names", "places", "frequent"} {
		for _, line := range wordList(t, name) {
			if line == "" || line != strings.ToLower(line) || strings.TrimSpace(line) != line {
				t.Errorf("%s: a line is empty, has capitals or spaces around it", name)
			}
			if name != "frequent" && strings.Contains(line, " ") {
				t.Errorf("%s: two words in a line", name)
			}
		}
	}
}

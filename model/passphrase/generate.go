package passphrase

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"

	"guvoh/assets"
)

// Words is how many words a passphrase gets unless a person asks for another
// number. Six different words out of 1296 are drawn in 2^62 ways. To try one of
// them costs an attacker one Argon2id of at least 64 MiB; at the speed and the
// price stated at [Level], half of all the ways are 24 million years of one
// graphics card, or seventy billion dollars of rent. Four words would be had for
// the price of a car.
const Words = 6

// Errors of [Generate].
var (
	ErrCount = errors.New("passphrase: cannot draw that many words from the list")
	ErrList  = errors.New("passphrase: more words in the list than can be drawn from")
)

// languages are those that have a list of words of their own.
var languages = []string{"en", "ru", "uz"}

// fallback is the language of the list for everybody else.
const fallback = "en"

// lists reads each list once, when the first of them is asked for.
var lists = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for _, lang := range languages {
		all[lang] = lines(lang)
	}
	return all
})

// lines gives the words of one embedded file.
func lines(name string) []string { return strings.Fields(text(name)) }

// text gives one embedded file. One that is not there stops the program, and so
// every test.
func text(name string) string {
	b, err := fs.ReadFile(assets.Wordlists, name+".txt")
	if err != nil {
		panic(err)
	}
	return string(b)
}

// List gives the words to draw from for a language tag as the program uses them
// ("en", "ru", "uz"): 1296 words, sorted. Any other language gets the English
// ones. The caller must not change the list.
func List(lang string) []string {
	if list, ok := lists()[lang]; ok {
		return list
	}
	return lists()[fallback]
}

// Generate draws n different words of a list, each with the same chance, and
// joins them with single spaces. Words that stand twice in the list count
// twice. Random is where chance comes from; nil means the operating system's,
// and tests give their own. It fails when n is below one or above the length of
// the list, and with whatever random fails with.
//
// That no word comes twice costs 0.02 bits of 62 and spares a person the doubt
// whether a doubled word is a mistake.
func Generate(list []string, n int, random io.Reader) (string, error) {
	switch {
	case n < 1 || n > len(list):
		return "", ErrCount
	case len(list) > 1<<16:
		return "", ErrList
	case random == nil:
		random = rand.Reader
	}
	words := make([]string, 0, n)
	taken := map[int]bool{}
	for len(words) < n {
		i, err := draw(len(list), random)
		if err != nil {
			return "", err
		}
		if !taken[i] {
			taken[i] = true
			words = append(words, list[i])
		}
	}
	return strings.Join(words, " "), nil
}

// draw gives a number below n, each with the same chance: two bytes make a
// number below 65536, and those above the last whole multiple of n are thrown
// away, since they would favour the small ones.
func draw(n int, random io.Reader) (int, error) {
	limit := 1 << 16 / n * n
	var b [2]byte
	for {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return 0, err
		}
		if x := int(b[0])<<8 | int(b[1]); x < limit {
			return x % n, nil
		}
	}
}

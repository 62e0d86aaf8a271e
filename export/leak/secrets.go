package leak

import (
	"context"
	"strings"
	"unicode/utf8"

	"guvoh/model/names"
)

// Search is a set of secrets, ready to be looked for in any number of files. It
// may be used by several goroutines at once.
type Search struct {
	secrets    []Secret
	finder     *names.Finder
	patterns   []int // the secret of each pattern of finder
	squeezed   *names.Finder
	squeezedOf []squeezed
	numbers    numbers
	days       days
	phrases    phrases
	windows    *windows
	allowed    map[int][]allowance // by secret
	printed    map[int]bool        // secrets that the document itself prints as a word
}

// fewLetters is how many sounds a name has that is also looked for in text from
// which everything but letters was taken.
const fewLetters = 8

// surely is how many sounds a name has whose bytes are looked for inside other
// words, too.
const surely = 7

// New prepares the search. What is allowed may stand in the file though a
// secret is among its words: tokens, and the sentences that the program prints
// in every document. It excuses a hit only inside itself; where it is the
// secret and nothing more, hits of that secret are doubtful.
func New(secrets []Secret, allowed []string) *Search {
	s, _ := Prepare(context.Background(), secrets, allowed)
	return s
}

// Prepare is [New] for secrets of thousands, which takes a while: the context ends it.
func Prepare(ctx context.Context, secrets []Secret, allowed []string) (*Search, error) {
	s := &Search{secrets: secrets, numbers: newNumbers(), days: days{of: map[date][]int{}}, windows: newWindows(), allowed: map[int][]allowance{}, printed: map[int]bool{}}
	var found, joined []names.Pattern
	for i, secret := range secrets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if strings.TrimSpace(secret.Text) == "" && secret.Sort != Day {
			continue
		}
		switch secret.Sort {
		case Name:
			found = append(found, names.Pattern{Who: i, Text: secret.Text})
			s.patterns = append(s.patterns, i)
			if n := sounds(secret.Text); n >= fewLetters {
				words := strings.Fields(secret.Text)
				joined = append(joined, names.Pattern{Who: i, Text: strings.Join(words, "")})
				s.squeezedOf = append(s.squeezedOf, newSqueezed(i, words))
			}
			if sounds(secret.Text) >= surely {
				s.windows.addName(i, secret.Text)
			}
		case Number:
			if n, ok := newNumber(i, secret.Text); ok {
				s.numbers.add(n)
				s.windows.addText(i, secret.Text, true, true)
				s.windows.addText(i, n.whole, true, true)
			}
		case Day:
			if d, ok := newDay(i, secret.Date); ok {
				s.days.add(d)
			}
		case Words:
			if p, ok := newPhrase(i, secret.Text); ok {
				s.phrases.all = append(s.phrases.all, p)
				s.windows.addText(i, secret.Text, true, true)
			}
		}
	}
	s.phrases.anchor()
	s.windows.ready()
	if s.finder = names.NewFinder(found); ctx.Err() != nil {
		return nil, ctx.Err()
	}
	s.squeezed = names.NewFinder(joined)
	s.allow(allowed)
	return s, ctx.Err()
}

// sounds gives how many sounds the shortest reading of a name has.
func sounds(name string) int {
	least := 0
	for _, w := range strings.Fields(name) {
		shortest := 0
		for _, k := range names.Keys(w) {
			if n := utf8.RuneCountInString(k); shortest == 0 || n < shortest {
				shortest = n
			}
		}
		least += shortest
	}
	return least
}

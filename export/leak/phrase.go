package leak

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"guvoh/model"
	"guvoh/model/names"
)

// phrase is words that must not be found in this order, whatever points and
// blanks stand between them. Each is compared folded, in the spellings that its
// letters make likely.
type phrase struct {
	secret int
	words  []map[string]bool
}

func newPhrase(secret int, text string) (phrase, bool) {
	p := phrase{secret: secret}
	for _, t := range tokens(text) {
		forms := map[string]bool{t.word: true}
		for _, f := range names.Forms(text[t.start:t.end]) {
			forms[model.Fold(f)] = true
		}
		p.words = append(p.words, forms)
	}
	return p, len(p.words) > 0
}

// token is a word or a number of a text, folded.
type token struct {
	word       string
	start, end int
}

func tokens(text string) []token {
	var out []token
	start := -1
	add := func(end int) {
		if start >= 0 {
			if w := model.Fold(text[start:end]); w != "" {
				out = append(out, token{w, start, end})
			}
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == 0xAD || isComma(r):
			if start < 0 {
				start = i
			}
		default:
			add(i)
		}
	}
	add(len(text))
	return out
}

// isComma tells whether r is one of the signs that belong to oʻ and gʻ.
func isComma(r rune) bool { return strings.ContainsRune("'’‘ʻʼ`", r) }

// phrases are those that must not be found. Each is looked up by the word in it that
// the fewest others have: streets have many houses.
type phrases struct {
	all []phrase
	by  map[string][]anchor // by each form of that word
}

// anchor is the word by which a phrase is looked up, and which of its words that is.
type anchor struct{ phrase, word int }

// anchor prepares the phrases to be looked up.
func (p *phrases) anchor() {
	have := map[string]int{}
	for _, x := range p.all {
		for _, forms := range x.words {
			for f := range forms {
				have[f]++
			}
		}
	}
	p.by = map[string][]anchor{}
	for k, x := range p.all {
		rarest, least := 0, 0
		for i, forms := range x.words {
			most := 0
			for f := range forms {
				most = max(most, have[f])
			}
			if i == 0 || most < least {
				rarest, least = i, most
			}
		}
		for f := range x.words[rarest] {
			p.by[f] = append(p.by[f], anchor{k, rarest})
		}
	}
}

// phrasesIn finds the phrases in a text.
func (s *Search) phrasesIn(text string, hit func(secret, start, end int)) {
	if len(s.phrases.all) == 0 {
		return
	}
	all := tokens(text)
	var found []anchor // a phrase and the token with which it begins
	for i, t := range all {
		for _, a := range s.phrases.by[t.word] {
			if from := i - a.word; from >= 0 && s.phrases.all[a.phrase].begins(all[from:]) {
				found = append(found, anchor{a.phrase, from})
			}
		}
	}
	slices.SortFunc(found, func(a, b anchor) int { return cmp.Or(cmp.Compare(a.word, b.word), cmp.Compare(a.phrase, b.phrase)) })
	for _, f := range found {
		p := s.phrases.all[f.phrase]
		hit(p.secret, all[f.word].start, all[f.word+len(p.words)-1].end)
	}
}

// begins tells whether a text begins with the phrase.
func (p phrase) begins(text []token) bool {
	if len(p.words) > len(text) {
		return false
	}
	for i, forms := range p.words {
		if !forms[text[i].word] {
			return false
		}
	}
	return true
}

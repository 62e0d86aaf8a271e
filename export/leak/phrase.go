package leak

import (
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

// phrasesIn finds the phrases in a text.
func (s *Search) phrasesIn(text string, hit func(secret, start, end int)) {
	if len(s.phrases) == 0 {
		return
	}
	all := tokens(text)
	for i, t := range all {
		for _, k := range s.firstWords[t.word] {
			p := s.phrases[k]
			if i+len(p.words) > len(all) {
				continue
			}
			same := true
			for j := 1; same && j < len(p.words); j++ {
				same = p.words[j][all[i+j].word]
			}
			if same {
				hit(p.secret, t.start, all[i+len(p.words)-1].end)
			}
		}
	}
}

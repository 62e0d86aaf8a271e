package leak

import (
	"strings"
	"unicode"

	"guvoh/model"
)

// allowance is a sentence in which a secret may stand: what the program prints
// in every document, or a token.
type allowance struct {
	text string // folded, with single blanks
}

// allow finds the allowed sentences that matter: those in which a secret is.
func (s *Search) allow(sentences []string) {
	done := map[string]bool{}
	for _, sentence := range sentences {
		folded, _ := foldAll(sentence)
		folded = strings.TrimSpace(folded)
		if folded == "" || done[folded] {
			continue
		}
		done[folded] = true
		s.each(sentence, func(secret, start, end int, _ bool) {
			inside, _ := foldAll(sentence[start:end])
			if strings.TrimSpace(inside) == folded {
				s.printed[secret] = true
				return
			}
			s.allowed[secret] = append(s.allowed[secret], allowance{folded})
		})
	}
}

// excused tells whether a hit stands inside a sentence that is allowed.
func (s *Search) excused(secret int, text string, start, end int) bool {
	for _, a := range s.allowed[secret] {
		from := max(0, start-2*len(a.text)-16)
		to := min(len(text), end+2*len(a.text)+16)
		folded, at := foldAll(text[from:to])
		for k := 0; ; {
			i := strings.Index(folded[k:], a.text)
			if i < 0 {
				break
			}
			i += k
			if from+at[i] <= start && end <= from+at[i+len(a.text)] {
				return true
			}
			k = i + 1
		}
	}
	return false
}

// foldAll folds a text, each run of blanks to one, and says for each byte of
// what comes out, and for its end, where in the text it stood.
func foldAll(text string) (string, []int) {
	var b strings.Builder
	at := make([]int, 0, len(text)+1)
	blank := false
	for i, r := range text {
		f := model.Fold(string(r))
		if unicode.IsSpace(r) {
			if blank {
				continue
			}
			f = " "
		}
		blank = f == " "
		b.WriteString(f)
		for range len(f) {
			at = append(at, i)
		}
	}
	return b.String(), append(at, len(text))
}

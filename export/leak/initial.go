package leak

import (
	"index/suffixarray"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guvoh/model"
	"guvoh/model/names"
)

// squeezed is a name that is looked for in a text from which all but letters is gone.
// There every "Ilhom Ismoilov" holds an "M. Ismoilov": an initial counts only where a
// word of the text itself begins or ends with it, or no document could name the one
// when the other is hidden.
type squeezed struct {
	secret      int
	first, last bool     // it begins, it ends with an initial
	whole, rest []string // its usual spellings, folded; the same without these initials
}

func newSqueezed(secret int, words []string) squeezed {
	n := len(words)
	q := squeezed{secret: secret, first: n > 1 && isInitial(words[0]), last: n > 1 && isInitial(words[n-1])}
	if !q.first && !q.last {
		return q
	}
	from, to := 0, n
	if q.first {
		from = 1
	}
	if q.last {
		to = n - 1
	}
	q.whole, q.rest = spellings(words), spellings(words[from:max(from, to)])
	return q
}

// isInitial tells whether a word of a name is an initial, or no longer than one.
func isInitial(word string) bool {
	return strings.Contains(word, ".") || utf8.RuneCountInString(word) <= 2
}

// spellings gives words as one, in each of their usual spellings, folded.
func spellings(words []string) []string {
	all := []string{""}
	for _, w := range words {
		forms := []string{lettersOf(model.Fold(w))}
		for _, f := range names.Forms(w) {
			if f = lettersOf(model.Fold(f)); !slices.Contains(forms, f) {
				forms = append(forms, f)
			}
		}
		var next []string
		for _, a := range all {
			for _, f := range forms {
				next = append(next, a+f)
			}
		}
		all = next
	}
	return all
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if isLetter(r) {
			return r
		}
		return -1
	}, s)
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.M, r) }

// letters is a text from which all but letters is gone, folded, with the places at
// which a word of the text began or ended.
type letters struct {
	folded *suffixarray.Index // to be asked for many names
	edges  map[int]bool
}

func squeeze(text string) letters {
	var b strings.Builder
	l := letters{edges: map[int]bool{}}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !isLetter(r) }) {
		l.edges[b.Len()] = true
		b.WriteString(lettersOf(model.Fold(word)))
	}
	l.edges[b.Len()] = true
	l.folded = suffixarray.New([]byte(b.String()))
	return l
}

// in tells whether a name that was found in a text stands in it with its initials as
// words of their own. One that stands there in no usual spelling does: it cannot be
// told, and something that must not be said is rather suspected than missed.
func (q squeezed) in(text func() letters) bool {
	if !q.first && !q.last {
		return true
	}
	l := text()
	if !slices.ContainsFunc(q.rest, func(s string) bool { return len(l.at(s, 1)) > 0 }) {
		return true
	}
	return slices.ContainsFunc(q.whole, func(s string) bool {
		return slices.ContainsFunc(l.at(s, -1), func(at int) bool { return (!q.first || l.edges[at]) && (!q.last || l.edges[at+len(s)]) })
	})
}

// at gives so many of the places at which letters stand; all of them when most is
// negative.
func (l letters) at(s string, most int) []int {
	if s == "" {
		return []int{0}
	}
	return l.folded.Lookup([]byte(s), most)
}

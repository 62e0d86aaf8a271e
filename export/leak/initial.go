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
// There every "Ilhom Ismoilov" holds an "M. Ismoilov", and every "Sherali Karimov" an
// "Ali Karimov": a list of people could name hardly anybody when others are hidden. So
// it counts where the words of the text stand, too:
//
//   - An initial counts only where a word of the text itself begins or ends with it.
//   - A name in a usual spelling is doubtful where it begins inside a word and is not
//     broken: that word is another name.
//   - In another spelling it is doubtful as well where it is as many words as it has: words
//     as they stand are looked for by themselves, and were not it.
type squeezed struct {
	secret      int
	words       []string
	first, last bool // it begins, it ends with an initial
}

func newSqueezed(secret int, words []string) squeezed {
	n := len(words)
	return squeezed{secret: secret, words: words, first: n > 1 && isInitial(words[0]), last: n > 1 && isInitial(words[n-1])}
}

// rest gives the words without initials at the ends.
func (q squeezed) rest() []string {
	from, to := 0, len(q.words)
	if q.first {
		from = 1
	}
	if q.last {
		to--
	}
	return q.words[from:max(from, to)]
}

// isInitial tells whether a word of a name is an initial, or no longer than one.
func isInitial(word string) bool {
	return strings.Contains(word, ".") || utf8.RuneCountInString(word) <= 2
}

// spelling is words written as one, and where in it each but the first begins.
type spelling struct {
	letters string
	breaks  []int
}

// spellings gives words as one, in each of their usual spellings, folded.
func spellings(words []string) []spelling {
	all := []spelling{{}}
	for i, w := range words {
		forms := []string{lettersOf(model.Fold(w))}
		for _, f := range names.Forms(w) {
			if f = lettersOf(model.Fold(f)); !slices.Contains(forms, f) {
				forms = append(forms, f)
			}
		}
		var next []spelling
		for _, a := range all {
			breaks := a.breaks
			if i > 0 {
				breaks = append(slices.Clone(breaks), len(a.letters))
			}
			for _, f := range forms {
				next = append(next, spelling{a.letters + f, breaks})
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
	plain  string       // before it is folded,
	begins map[int]bool // and where words begin in that
}

func squeeze(text string) letters {
	var b, plain strings.Builder
	l := letters{edges: map[int]bool{}, begins: map[int]bool{}}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !isLetter(r) }) {
		l.edges[b.Len()], l.begins[plain.Len()] = true, true
		plain.WriteString(word)
		b.WriteString(lettersOf(model.Fold(word)))
	}
	l.plain = plain.String()
	l.edges[b.Len()] = true
	l.folded = suffixarray.New([]byte(b.String()))
	return l
}

// in tells whether a name that was read in a text, here and there, stands in it, and
// whether that is doubtful.
func (q squeezed) in(l letters, read []names.Span) (is, doubtful bool) {
	likely := slices.ContainsFunc(read, func(s names.Span) bool { return l.begins[s.From] && l.words(s) != len(q.words) })
	if q.first || q.last {
		return q.byInitials(l, likely)
	}
	for _, s := range spellings(q.words) {
		for _, at := range l.at(s.letters, -1) {
			if l.edges[at] || slices.ContainsFunc(s.breaks, func(b int) bool { return !l.edges[at+b] }) {
				return true, false
			}
		}
	}
	return true, !likely
}

// byInitials is [squeezed.in] for a name with an initial. One that stands there in no
// usual spelling cannot be told: something that must not be said is rather suspected
// than missed.
func (q squeezed) byInitials(l letters, likely bool) (is, doubtful bool) {
	usual := slices.ContainsFunc(spellings(q.rest()), func(s spelling) bool { return len(l.at(s.letters, 1)) > 0 })
	if !usual {
		return true, !likely
	}
	return slices.ContainsFunc(spellings(q.words), func(s spelling) bool {
		return slices.ContainsFunc(l.at(s.letters, -1), func(at int) bool { return (!q.first || l.edges[at]) && (!q.last || l.edges[at+len(s.letters)]) })
	}), false
}

// words counts the words that begin in a part of the text, but for one of whose letters
// only the first was read: that is taken for an ending now and then.
func (l letters) words(s names.Span) (n int) {
	_, last := utf8.DecodeLastRuneInString(l.plain[:s.To])
	for at := s.From; at < s.To-last; at++ {
		if l.begins[at] {
			n++
		}
	}
	return n
}

// at gives so many of the places at which letters stand; all of them when most is
// negative.
func (l letters) at(s string, most int) []int {
	if s == "" {
		return []int{0}
	}
	return l.folded.Lookup([]byte(s), most)
}

package leak

import (
	"html"
	"io"
	"mime/quotedprintable"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// each calls hit for every secret in a text.
func (s *Search) each(text string, hit func(secret, start, end int, doubtful bool)) {
	for _, f := range s.finder.Find(text) {
		for _, p := range f.Patterns {
			hit(s.patterns[p], f.Start, f.End, f.Doubtful || s.secrets[s.patterns[p]].Weak)
		}
	}
	sure := func(secret, start, end int) { hit(secret, start, end, s.secrets[secret].Weak) }
	s.numbersIn(text, sure)
	s.daysIn(text, sure)
	s.phrasesIn(text, sure)
}

// text looks for the secrets in a text of the file, and in what it is when the
// escapes in it are undone.
func (l *look) text(where, text string) {
	l.plain(where, text)
	for _, v := range views(text) {
		l.plain(where, v)
	}
	l.encoded(where, text)
}

func (l *look) plain(where, text string) {
	text = composed(text)
	l.s.each(text, func(secret, start, end int, doubtful bool) {
		if !l.s.excused(secret, text, start, end) {
			l.hit(secret, where, start, doubtful || l.s.printed[secret])
		}
	})
}

// composed makes one letter of what some files keep as several, or as a
// ligature: é, ﬁ, the wide letters of East Asia.
func composed(text string) string {
	if norm.NFKC.IsNormalString(text) {
		return text
	}
	return norm.NFKC.String(strings.ReplaceAll(text, "´", "'"))
}

// joined looks for long names in a text from which all but letters is gone, so
// that it does not matter over how many lines and columns one was broken.
func (l *look) joined(where, text string) {
	text = composed(text)
	squeezedText := sync.OnceValue(func() letters { return squeeze(text) })
	for _, f := range l.s.squeezed.Find(lettersOf(text)) {
		for _, p := range f.Patterns {
			of := l.s.squeezedOf[p]
			if len(l.s.allowed[of.secret]) > 0 {
				continue
			}
			if is, doubtful := of.in(squeezedText(), f.Read); is {
				l.hit(of.secret, where, f.Start, doubtful || f.Doubtful || l.s.printed[of.secret])
			}
		}
	}
}

// fileName looks into a name of a file, in which a name stands in small letters
// as often as not.
func (l *look) fileName(where, name string) {
	l.text(where, name)
	l.s.each(titledWords(name), func(secret, start, _ int, doubtful bool) {
		l.hit(secret, where, start, doubtful)
	})
}

// titledWords writes every word with a capital.
func titledWords(s string) string {
	before := ' '
	return strings.Map(func(r rune) rune {
		c := r
		if !unicode.IsLetter(before) {
			c = unicode.ToTitle(r)
		}
		before = r
		return c
	}, strings.ReplaceAll(s, "_", " "))
}

var (
	entity    = regexp.MustCompile(`&(#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);`)
	percent   = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	unicodes  = regexp.MustCompile(`\\u[0-9A-Fa-f]{4}`)
	quoted    = regexp.MustCompile(`=[0-9A-F]{2}`)
	softBreak = regexp.MustCompile(`=\r?\n`)
)

// views gives what a text is when the escapes of HTML, of addresses, of JSON and
// of mail in it are undone.
func views(text string) []string {
	var out []string
	if entity.MatchString(text) {
		out = append(out, html.UnescapeString(text))
	}
	if percent.MatchString(text) {
		out = append(out, percent.ReplaceAllStringFunc(text, func(s string) string {
			c, _ := url.PathUnescape(s)
			return c
		}))
	}
	if unicodes.MatchString(text) {
		out = append(out, unicodes.ReplaceAllStringFunc(text, func(s string) string {
			n, _ := strconv.ParseUint(s[2:], 16, 32)
			return string(rune(n))
		}))
	}
	if quoted.MatchString(text) || softBreak.MatchString(text) {
		if b, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(text))); err == nil || len(b) > 0 {
			out = append(out, string(b))
		}
	}
	return out
}

package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// dateToken is one word, number or sign of a told date.
type dateToken struct {
	kind             dateTokenKind
	n                int    // what the kind says it is
	s                string // the same
	width            int    // digits of a number
	tight            bool   // nothing stood between this token and the one before
	year, month, day int    // of a numeric date; a year of 0 is none
	dayless          bool   // a numeric date of year and month
	either           bool   // a numeric date whose day and month could be exchanged
	vague            bool   // a clock hour that may be of either half of the day
}

// dateLexer turns text into tokens.
type dateLexer struct {
	text   string // what is left
	tokens []dateToken
	gap    bool // space stood before text
	clock  bool // a clock time was seen: "+05:00" is a zone
	iso    bool // it followed a T: "-03:00" is one, too
	joined bool // an apostrophe joins text to the figures before
}

const dateTextLimit = 400 // bytes; nobody tells a date in more

// dateLex splits text, and refuses what no date is told with.
func dateLex(text string) (tokens []dateToken, err error) {
	if len(text) > dateTextLimit {
		return nil, &DateError{Kind: DateUnclear}
	}
	l := dateLexer{text: dateElided.ReplaceAllString(dateCompose.Replace(text), "${1}${2}e ")}
	for l.text != "" {
		if err := l.next(); err != nil {
			return nil, err
		}
	}
	return l.tokens, nil
}

// dateCompose joins letters that some keyboards send in two, and makes all
// hyphens and all range dashes one.
var dateCompose = strings.NewReplacer("и\u0306", "й", "И\u0306", "Й", "е\u0308", "ё", "Е\u0308", "Ё",
	"a\u0300", "à", "A\u0300", "À", "e\u0300", "è", "e\u0301", "é", "E\u0301", "É", "u\u0302", "û", "o\u0302", "ô", "i\u0308", "ï",
	"a\u0301", "á", "i\u0301", "í", "o\u0301", "ó", "n\u0303", "ñ",
	"\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2010", "-", "\u2011", "-", "\u2212", "-", "—", "–", "‒", "–", "―", "–")

// next takes one token off the text.
func (l *dateLexer) next() error {
	r, size := utf8.DecodeRuneInString(l.text)
	switch {
	case '0' <= r && r <= '9':
		return l.figures()
	case r == '+' && l.clock:
		return l.offset(r)
	case r == '-' && l.iso && len(dateFigures(l.text[1:])) > 0:
		return l.offset(r)
	case unicode.IsLetter(r):
		if taken, err := l.zone(); taken || err != nil {
			return err
		}
		return l.words()
	}
	l.text = l.text[size:]
	return l.sign(r)
}

func (l *dateLexer) add(t dateToken) {
	t.tight = !l.gap && len(l.tokens) > 0
	l.tokens = append(l.tokens, t)
	l.gap = false
}

// sign takes a character that is neither digit nor letter.
func (l *dateLexer) sign(r rune) error {
	switch {
	case r == '-' && l.hyphen():
		l.add(dateToken{kind: dateTokDash, n: 1})
	case r == '-' || r == '–':
		l.add(dateToken{kind: dateTokDash})
	case r == '~' || r == '≈' || r == '?':
		l.add(dateToken{kind: dateTokAbout})
	case r == '&':
		l.add(dateToken{kind: dateTokAnd})
	case dateApostrophe(r) && l.endingAhead():
		l.joined = true
		return nil
	case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(".,()\"«»“”„", r) || dateApostrophe(r):
		l.gap = true
		return nil
	default:
		return &DateError{Kind: DateUnclear}
	}
	return nil
}

// endingAhead tells whether the apostrophe just read joins an ending to figures,
// as in 2014’ten.
func (l *dateLexer) endingAhead() bool {
	r, _ := utf8.DecodeRuneInString(l.text)
	return !l.gap && len(l.tokens) > 0 && dateIsNumber(l.tokens[len(l.tokens)-1]) && unicode.IsLetter(r)
}

// hyphen tells whether the hyphen just read has no space on either side.
func (l *dateLexer) hyphen() bool {
	r, _ := utf8.DecodeRuneInString(l.text)
	return !l.gap && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// words takes the longest phrase of the lexicon at the head of the text.
func (l *dateLexer) words() error {
	const most = 4 // words in a phrase
	var ends []int
	for i := 0; len(ends) < most; {
		n := dateWordLength(l.text[i:])
		if n == 0 {
			break
		}
		ends = append(ends, i+n)
		i += n
		for i < len(l.text) && strings.ContainsRune(" .-", rune(l.text[i])) {
			i++
		}
	}
	suffix := l.suffix(l.text[:ends[0]])
	l.joined = false
	if suffix {
		l.text = l.text[ends[0]:]
		return nil
	}
	for n := len(ends) - 1; n >= 0; n-- {
		if found := dateLookUp(l.text[:ends[n]]); found != nil {
			for _, w := range found {
				l.add(dateToken{kind: w.kind, n: w.n, s: w.s})
			}
			l.text = l.text[ends[n]:]
			return nil
		}
	}
	return &DateError{Kind: DateUnclear}
}

// suffix takes the ending of a number written in digits: 1990s, 1990-е, 9th, 9-го.
func (l *dateLexer) suffix(word string) bool {
	last := len(l.tokens) - 1
	if last >= 0 && l.tokens[last].kind == dateTokDash && l.tokens[last].n == 1 {
		last--
	}
	if last < 0 || l.gap || !dateIsNumber(l.tokens[last]) {
		return false
	}
	number, word := l.tokens[last], strings.ToLower(word)
	if l.joined && l.turkish(word, number) {
		return true
	}
	if number.kind != dateTokNumber {
		return false
	}
	switch word {
	case "s", "е", "х", "ые", "ых":
		if number.n%10 != 0 {
			return false
		}
		l.tokens = append(l.tokens[:last+1], dateToken{kind: dateTokDecade, tight: true})
	case "th", "st", "nd", "rd", "er", "º", "го", "ое", "й", "м", "му", "ум", "юм", "ші", "шы", "инчи", "нчи", "чи":
		l.tokens = l.tokens[:last+1]
	default:
		return false
	}
	return true
}

// turkish takes what an apostrophe joins to a number: 1990’ların, 2014’ten.
func (l *dateLexer) turkish(word string, number dateToken) bool {
	ending, decade := word, false
	for _, many := range []string{"lar", "ler"} {
		if rest, found := strings.CutPrefix(word, many); found && number.kind == dateTokNumber && number.n%10 == 0 {
			ending, decade = rest, true
		}
	}
	kind, ok := dateTurkishCases[ending]
	if !ok && !(decade && ending == "") {
		return false
	}
	if decade {
		l.add(dateToken{kind: dateTokDecade})
	}
	if ok {
		l.add(dateToken{kind: kind})
	}
	return true
}

// dateWordLength is the length of the word at the head of s, with the
// apostrophes inside it.
func dateWordLength(s string) int {
	end := 0
	for i, r := range s {
		switch {
		case unicode.IsLetter(r):
			end = i + utf8.RuneLen(r)
		case i == 0 || !dateApostrophe(r):
			return end
		}
	}
	return end
}

func dateApostrophe(r rune) bool { return strings.ContainsRune("'’‘ʻʼ`´ʹ", r) }

// dateLookUp finds a phrase in the lexicon: as it is, in Latin letters without
// Uzbek endings, or without those of its neighbours, whose meaning then follows.
func dateLookUp(phrase string) []dateWord {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(phrase) {
		switch {
		case unicode.IsLetter(r) && !dateApostrophe(r):
			if gap {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		case !dateApostrophe(r):
			gap = true
		}
	}
	word := strings.ReplaceAll(b.String(), "ё", "е")
	if w, ok := dateWords[word]; ok {
		return []dateWord{w}
	}
	if found := dateStem(dateUzbekCyrillic.Replace(b.String()), dateUzbekEndings, 2); found != nil {
		return found
	}
	return dateStem(word, dateEasternEndings, 3)
}

// dateStem looks a word up, and without its endings, as long as so many bytes are
// left: "often" does not end in -ten.
func dateStem(word string, endings []dateEnded, least int) []dateWord {
	if w, ok := dateOwnWords[word]; ok {
		return []dateWord{w}
	}
	for _, e := range endings {
		stem, cut := strings.CutSuffix(word, e.ending)
		if !cut || len(stem) < least {
			continue
		}
		if found := dateStem(stem, endings, least); found != nil {
			return append(found, dateWord{kind: e.kind})
		}
	}
	return nil
}

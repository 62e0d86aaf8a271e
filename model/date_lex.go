package model

import (
	"regexp"
	"strconv"
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
}

const dateTextLimit = 400 // bytes; nobody tells a date in more

// dateLex splits text, and refuses what no date is told with.
func dateLex(text string) (tokens []dateToken, err error) {
	if len(text) > dateTextLimit {
		return nil, &DateError{Kind: DateUnclear}
	}
	l := dateLexer{text: dateCompose.Replace(text)}
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
	"\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2010", "-", "\u2011", "-", "\u2212", "-", "—", "–", "‒", "–", "―", "–")

// dateForm is a pattern at the head of the text and what becomes of its groups.
// A take that adds no token leaves the text to the forms after it.
type dateForm struct {
	pattern *regexp.Regexp
	take    func(l *dateLexer, groups []string) error
}

// dateForms are tried in order before single numbers and words.
var dateForms = []dateForm{
	{regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?([Zz]|[+-]\d\d(?::?\d\d)?)?`), (*dateLexer).isoTime},
	{regexp.MustCompile(`^[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z0-9_+-]*)+`), (*dateLexer).zoneName},
	{regexp.MustCompile(`^(?i:utc|gmt) ?([+-]) ?(\d\d?)(?::?(\d\d))?`), (*dateLexer).zoneOffset},
	{regexp.MustCompile(`^(\+)(\d\d)(?::?(\d\d))?`), (*dateLexer).zonePlus},
	{regexp.MustCompile(`^(\d\d?):(\d\d)(?::\d\d)?`), (*dateLexer).clockTime},
	{regexp.MustCompile(`^(\d{4})([-./])(\d\d?)([-./])(\d\d?)`), (*dateLexer).yearFirst},
	{regexp.MustCompile(`^(\d\d?)([-./])(\d\d?)([-./])(\d+)`), (*dateLexer).dayFirst},
	{regexp.MustCompile(`^(\d{4})[-./](\d\d?)`), (*dateLexer).yearMonth},
	{regexp.MustCompile(`^(\d\d?)[-./](\d{4})`), (*dateLexer).monthYear},
	{regexp.MustCompile(`^(\d\d?)([./])(\d\d?)`), (*dateLexer).dayMonth},
	{regexp.MustCompile(`^\d+`), (*dateLexer).number},
}

// next takes one token off the text.
func (l *dateLexer) next() error {
	for _, form := range dateForms {
		groups := form.pattern.FindStringSubmatch(l.text)
		if groups == nil {
			continue
		}
		rest := l.text[len(groups[0]):]
		if rest != "" && '0' <= rest[0] && rest[0] <= '9' {
			continue // half a number is no number
		}
		before := len(l.tokens)
		if err := form.take(l, groups); err != nil {
			return err
		}
		if len(l.tokens) > before {
			l.text, l.gap = rest, false
			return nil
		}
	}
	r, size := utf8.DecodeRuneInString(l.text)
	if unicode.IsLetter(r) {
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
	case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(".,()\"«»“”„", r) || dateApostrophe(r):
		l.gap = true
		return nil
	default:
		return &DateError{Kind: DateUnclear}
	}
	return nil
}

// hyphen tells whether the hyphen just read has no space on either side.
func (l *dateLexer) hyphen() bool {
	r, _ := utf8.DecodeRuneInString(l.text)
	return !l.gap && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func dateInt(s string) int {
	n, _ := strconv.Atoi(s) // patterns let only a few digits through
	return n
}

func (l *dateLexer) isoTime(g []string) error {
	if err := l.yearFirst([]string{"", g[1][:4], "-", g[1][5:7], "-", g[1][8:]}); err != nil {
		return err
	}
	if err := l.clockTime([]string{"", g[2][:2], g[2][3:]}); err != nil {
		return err
	}
	switch {
	case g[3] == "":
		return nil
	case g[3] == "Z" || g[3] == "z":
		return l.zoneOffset([]string{"", "+", "00", ""})
	}
	return l.zoneOffset([]string{"", g[3][:1], g[3][1:3], strings.TrimPrefix(g[3][3:], ":")})
}

func (l *dateLexer) zoneName(g []string) error {
	first, _, _ := strings.Cut(g[0], "/")
	if dateLookUp(first) != nil {
		return nil // "May/June"
	}
	l.add(dateToken{kind: dateTokZone, s: g[0]})
	return nil
}

func (l *dateLexer) zonePlus(g []string) error {
	if !l.clock {
		return &DateError{Kind: DateUnclear}
	}
	return l.zoneOffset(g)
}

func (l *dateLexer) zoneOffset(g []string) error {
	hours, minutes := dateInt(g[2]), dateInt(g[3])
	if hours > 14 || minutes > 59 {
		return &DateError{Kind: DateNoSuchTime, Hour: hours, Minute: minutes}
	}
	l.add(dateToken{kind: dateTokZone, s: g[1] + dateClockText(60*hours+minutes)})
	return nil
}

// dateClockText writes minutes since midnight as "HH:MM".
func dateClockText(minutes int) string {
	h, m := strconv.Itoa(minutes/60), strconv.Itoa(minutes%60)
	return strings.Repeat("0", 2-len(h)) + h + ":" + strings.Repeat("0", 2-len(m)) + m
}

func (l *dateLexer) clockTime(g []string) error {
	hour, minute := dateInt(g[1]), dateInt(g[2])
	if hour > 23 || minute > 59 {
		return &DateError{Kind: DateNoSuchTime, Hour: hour, Minute: minute}
	}
	l.clock = true
	l.add(dateToken{kind: dateTokClock, n: 60*hour + minute})
	return nil
}

// yearFirst takes 2014-06-09 and its like.
func (l *dateLexer) yearFirst(g []string) error {
	if g[2] != g[4] {
		return nil
	}
	l.add(dateToken{kind: dateTokYMD, year: dateInt(g[1]), month: dateInt(g[3]), day: dateInt(g[5])})
	return nil
}

// dayFirst takes 9.6.2014 and its like: the day always comes first.
func (l *dateLexer) dayFirst(g []string) error {
	if g[2] != g[4] {
		return nil // "1-10.6.2014" is a stretch
	}
	if len(g[5]) != 4 {
		return &DateError{Kind: DateBadYear, Year: dateInt(g[5])}
	}
	t := dateToken{kind: dateTokYMD, year: dateInt(g[5]), month: dateInt(g[3]), day: dateInt(g[1])}
	t.either = g[2] != "." && t.day <= 12 && t.month <= 12 && t.day != t.month
	l.add(t)
	return nil
}

func (l *dateLexer) yearMonth(g []string) error {
	l.add(dateToken{kind: dateTokYMD, year: dateInt(g[1]), month: dateInt(g[2]), width: len(g[2]), dayless: true})
	return nil
}

func (l *dateLexer) monthYear(g []string) error {
	l.add(dateToken{kind: dateTokYMD, year: dateInt(g[2]), month: dateInt(g[1]), dayless: true})
	return nil
}

// dayMonth takes 9.6 of "9.6–12.6.2014", or 14.30 when a clock time is due.
func (l *dateLexer) dayMonth(g []string) error {
	a, b := dateInt(g[1]), dateInt(g[3])
	if b > 12 && g[2] == "." && len(g[3]) == 2 && len(l.tokens) > 0 {
		return l.clockTime([]string{"", g[1], g[3]})
	}
	l.add(dateToken{kind: dateTokYMD, month: b, day: a, either: g[2] == "/" && a <= 12 && b <= 12 && a != b})
	return nil
}

func (l *dateLexer) number(g []string) error {
	if len(g[0]) > 4 {
		return &DateError{Kind: DateUnclear}
	}
	l.add(dateToken{kind: dateTokNumber, n: dateInt(g[0]), width: len(g[0])})
	return nil
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
	if l.suffix(l.text[:ends[0]]) {
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
	if last < 0 || l.gap || l.tokens[last].kind != dateTokNumber {
		return false
	}
	number := l.tokens[last]
	switch strings.ToLower(word) {
	case "s", "е", "х", "ые", "ых":
		if number.n%10 != 0 {
			return false
		}
		l.tokens = append(l.tokens[:last+1], dateToken{kind: dateTokDecade, tight: true})
	case "th", "st", "nd", "rd", "го", "ое", "й", "м", "му":
		l.tokens = l.tokens[:last+1]
	default:
		return false
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

// dateLookUp finds a phrase in the lexicon: as it is, in Latin letters, or
// without Uzbek endings, whose meaning then follows.
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
	word := b.String()
	if w, ok := dateWords[strings.ReplaceAll(word, "ё", "е")]; ok {
		return []dateWord{w}
	}
	return dateUzbek(dateUzbekCyrillic.Replace(word), 4)
}

// dateUzbek looks a word up and cuts off at most so many endings.
func dateUzbek(word string, endings int) []dateWord {
	if w, ok := dateWords[word]; ok {
		return []dateWord{w}
	}
	if endings == 0 {
		return nil
	}
	for _, e := range dateUzbekEndings {
		stem, cut := strings.CutSuffix(word, e.ending)
		if !cut || len(stem) < 2 {
			continue
		}
		if found := dateUzbek(stem, endings-1); found != nil {
			return append(found, dateWord{kind: e.kind})
		}
	}
	return nil
}

package model

import (
	"errors"
	"slices"
	"strings"
)

// DateNote is something ReadDate decided that the words left open; a screen
// shows it beside what it understood.
type DateNote string

// The notes of ReadDate.
const (
	// DateNoteDayFirst: in 09/06/2014 the day was taken to come first.
	DateNoteDayFirst DateNote = "day_first"
	// DateNoteWidened: the words say more than a Date can hold, so it holds a
	// wider span; the words keep the rest.
	DateNoteWidened DateNote = "widened"
)

// ParseDate reads a date as it is told or typed in English, Russian, Uzbek,
// French, Spanish, Turkish, Kazakh, Kyrgyz or Tajik, or in figures. Empty text is the zero Date. Nothing depends on the day of
// reading: "yesterday" is refused. Every error is a *DateError; after any of
// them the words can still be kept as Date{Precision: PrecisionUnknown, Words: text}.
func ParseDate(text string) (Date, error) {
	d, _, err := ReadDate(text)
	return d, err
}

// ReadDate is ParseDate, and says also what it decided by itself.
func ReadDate(text string) (Date, []DateNote, error) {
	words := strings.TrimSpace(CleanText(text))
	if words == "" {
		return Date{}, nil, nil
	}
	told, twin := dateCutTwin(words)
	d, notes, err := dateRead(told)
	if err == nil && twin != "" && !dateIsTwin(d, twin) {
		err = &DateError{Kind: DateUnclear}
	}
	if err != nil {
		return Date{}, nil, err
	}
	d.Words = words
	return d, notes, nil
}

// dateCutTwin parts "9 June 1914 (Julian calendar; 22 June 1914)" at the semicolon.
func dateCutTwin(words string) (told, twin string) {
	told, twin, _ = strings.Cut(words, ";")
	return told, strings.TrimSuffix(strings.TrimSpace(twin), ")")
}

// dateIsTwin tells whether the text names the same days in the Gregorian calendar.
func dateIsTwin(d Date, text string) bool {
	twin, _, err := dateRead(text)
	return err == nil && d.Calendar != "" && twin.Calendar == "" &&
		twin.Earliest == d.Earliest && twin.Latest == d.Latest
}

// dateReader is the state of reading one date.
type dateReader struct {
	shape   dateShape
	notes   []DateNote
	between bool
}

func dateRead(text string) (Date, []DateNote, error) {
	tokens, err := dateLex(text)
	if err != nil {
		return Date{}, nil, err
	}
	if tokens, err = datePrepare(tokens); err != nil {
		return Date{}, nil, err
	}
	var r dateReader
	if tokens, err = r.setAside(tokens); err != nil {
		return Date{}, nil, err
	}
	if r.shape.kind != dateNever {
		if err := r.read(tokens); err != nil {
			return Date{}, nil, err
		}
	}
	d := r.shape.date()
	if err := d.Validate(); err != nil {
		var e *DateError
		if errors.As(err, &e) && e.Kind == DateBadField {
			err = &DateError{Kind: DateUnclear} // a mixture that no Date holds
		}
		return Date{}, nil, err
	}
	return d, r.notes, nil
}

func (r *dateReader) note(n DateNote) {
	if !slices.Contains(r.notes, n) {
		r.notes = append(r.notes, n)
	}
}

// setAside takes out what may stand anywhere: about, zone, calendar, unknown.
func (r *dateReader) setAside(tokens []dateToken) ([]dateToken, error) {
	var rest []dateToken
	unclear := &DateError{Kind: DateUnclear}
	content, unknown := false, false
	for _, t := range tokens {
		switch t.kind {
		case dateTokRelative:
			return nil, &DateError{Kind: DateRelative}
		case dateTokAbout:
			r.shape.about = true
		case dateTokUnknown:
			unknown = true
		case dateTokZone:
			if r.shape.zone != "" {
				return nil, unclear
			}
			r.shape.zone = t.s
		case dateTokCalendar:
			if r.shape.calendar != "" && r.shape.calendar != t.s {
				return nil, unclear
			}
			r.shape.calendar = t.s
		default:
			if t.kind == dateTokMonth && t.n > 100 && r.shape.calendar == "" {
				r.shape.calendar = CalendarSolarHijri
			}
			content = content || t.kind != dateTokFiller
			rest = append(rest, t)
		}
	}
	kept := dateKeptCalendars[r.shape.calendar]
	switch {
	case unknown && (content || r.shape.about), !unknown && !content && !kept:
		return nil, unclear
	case unknown || kept:
		r.shape = dateShape{kind: dateNever, calendar: r.shape.calendar}
	}
	return rest, nil
}

// read finds out the kind of date and reads its one or two ends.
func (r *dateReader) read(tokens []dateToken) error {
	tokens = r.findBetween(tokens)
	tokens, opened := dateWithout(tokens, dateTokFrom)
	if i := r.splitAt(tokens, opened); i >= 0 {
		b, _ := dateWithout(tokens[i+1:], dateTokGacha)
		return r.readTwo(tokens[:i], b)
	}
	if r.between {
		return &DateError{Kind: DateUnclear}
	}
	return r.readOne(tokens, opened)
}

// findBetween takes out the word for "between"; Uzbek "o'rtasida" is it only
// when two things are named.
func (r *dateReader) findBetween(tokens []dateToken) []dateToken {
	tokens, r.between = dateWithout(tokens, dateTokBetween)
	if dateIndex(tokens, dateTokAnd) >= 0 {
		rest, found := dateWithout(tokens, dateTokMiddle)
		r.between = r.between || found
		return rest
	}
	for i, t := range tokens {
		if t.kind == dateTokMiddle {
			tokens[i] = dateToken{kind: dateTokPortion, n: int(dateMid)}
		}
	}
	return tokens
}

// splitAt is where the two ends of a stretch part; -1 when there is one only.
func (r *dateReader) splitAt(tokens []dateToken, opened bool) int {
	var marks []dateTokenKind
	if r.between {
		marks = append(marks, dateTokAnd)
	}
	if dateHas(tokens, dateTokGacha, dateTokOnto) {
		marks = append(marks, dateTokDan)
	}
	marks = append(marks, dateTokDash, dateTokTo, dateTokUpTo)
	if opened {
		marks = append(marks, dateTokOnto, dateTokNotAfter)
	}
	for _, mark := range marks {
		i := dateIndex(tokens, mark)
		if i < 0 {
			continue
		}
		a, b := tokens[:i], tokens[i+1:]
		limit := !opened && !r.between && (mark == dateTokTo || mark == dateTokUpTo) &&
			dateHas(b, dateTokClock) && !dateHas(a, dateTokClock) && !dateHas(b, dateTokNumber, dateTokYMD)
		if dateContent(a) && dateContent(b) && !limit {
			return i
		}
	}
	return -1
}

// readTwo reads a stretch or a span from its ends.
func (r *dateReader) readTwo(first, last []dateToken) error {
	a, err := dateBagOf(dateDropOnto(first))
	if err != nil {
		return err
	}
	b, err := dateBagOf(dateDropOnto(last))
	if err != nil {
		return err
	}
	dateSettleDecades(&a, &b)
	bare := a // so that each end is filled from what the other said itself
	a.fill(b)
	b.fill(bare)
	from, err := a.piece(r.shape.calendar)
	if err != nil {
		return err
	}
	to, err := b.piece(r.shape.calendar)
	if err != nil {
		return err
	}
	r.noteOrder(a, b)
	if from.part == dateEither || to.part == dateEither {
		return &DateError{Kind: DateWhichWinter, Year: max(a.year, b.year)}
	}
	r.shape.a, r.shape.b = r.level(from, to)
	r.shape.kind = dateStretch
	night := a.part + b.part
	switch {
	case r.shape.a == r.shape.b:
		r.shape.kind = dateSingle
	case r.between:
		r.shape.kind = dateBetween
	case night == "night" && dateNextDay(r.shape.a, r.shape.b, r.shape.calendar):
		r.shape.part = night
		return nil
	}
	if night != "" {
		r.note(DateNoteWidened)
	}
	return nil
}

// dateNextDay tells whether b is the day after a.
func dateNextDay(a, b datePiece, calendar string) bool {
	c := dateCalendars[calendar]
	n, _ := a.bounds(c)
	m, _ := b.bounds(c)
	return a.unit == PrecisionDay && b.unit == PrecisionDay && m == n+1
}

// dateSettleDecades decides what "yillar" means after two years: decades only
// when both are round.
func dateSettleDecades(a, b *dateBag) {
	if b.decadeUz && !b.decade && a.year != 0 {
		b.decadeUz = a.year%10 == 0
		a.decadeUz = b.decadeUz
	}
}

// level brings both ends to one unit, the coarser of the two.
func (r *dateReader) level(a, b datePiece) (datePiece, datePiece) {
	if a.unit == b.unit {
		return a, b
	}
	r.note(DateNoteWidened)
	unit := dateRank[max(slices.Index(dateRank, a.unit), slices.Index(dateRank, b.unit))]
	if unit == PrecisionSeason {
		unit = PrecisionYear
	}
	c := dateCalendars[r.shape.calendar]
	first, _ := a.bounds(c)
	_, last := b.bounds(c)
	return c.unitAround(unit, first), c.unitAround(unit, last)
}

func (r *dateReader) noteOrder(bags ...dateBag) {
	for _, b := range bags {
		if b.either {
			r.note(DateNoteDayFirst)
		}
	}
}

// readOne reads a date with one end.
func (r *dateReader) readOne(tokens []dateToken, opened bool) error {
	kind, tokens, err := dateLimit(tokens, opened)
	if err != nil {
		return err
	}
	onto := dateOnto(tokens)
	b, err := dateBagOf(dateDropOnto(tokens))
	if err != nil {
		return err
	}
	p, err := b.piece(r.shape.calendar)
	if err != nil {
		return err
	}
	r.noteOrder(b)
	r.shape.kind, r.shape.part = kind, b.part
	r.shape.a, r.shape.b = p, p
	switch {
	case kind != dateSingle:
		return r.limit(p)
	case onto && p.unit == PrecisionDay:
		c := dateCalendars[r.shape.calendar]
		n, _ := p.bounds(c)
		r.shape.kind, r.shape.a = dateStretch, c.unitAround(PrecisionDay, n-1)
	}
	return nil
}

// limit settles what a before, after, since or until may stand with.
func (r *dateReader) limit(p datePiece) error {
	if r.shape.about && (r.shape.kind == dateBefore || r.shape.kind == dateAfter) {
		return &DateError{Kind: DateUnclear}
	}
	if p.part == dateEither {
		return &DateError{Kind: DateWhichWinter, Year: p.year}
	}
	early := r.shape.kind == dateAfter && p.part == dateEarly
	late := r.shape.kind == dateBefore && p.part == dateLate
	if r.shape.part != "" {
		// No one can say when the evening began: the day itself stays possible.
		r.note(DateNoteWidened)
		r.shape.part = ""
		early, late = r.shape.kind == dateAfter, r.shape.kind == dateBefore
	}
	// "Before the end of 2014" must not deny December.
	if early {
		r.shape.kind, r.shape.a.part = dateSince, dateWhole
	}
	if late {
		r.shape.kind, r.shape.b.part = dateUntil, dateWhole
	}
	return nil
}

// dateLimits are the marks of a date with one open end. The Uzbek ones follow
// "-dan".
var dateLimits = map[dateTokenKind]dateKind{
	dateTokBefore: dateBefore, dateTokAfter: dateAfter, dateTokTo: dateUntil,
	dateTokUpTo: dateBefore, dateTokNotAfter: dateUntil, dateTokGacha: dateBefore,
	dateTokThenAfter: dateAfter, dateTokThenBefore: dateBefore,
	dateTokThenSince: dateSince, dateTokThenUntil: dateUntil,
}

// dateLimit takes out the one mark that says which end is open.
func dateLimit(tokens []dateToken, opened bool) (dateKind, []dateToken, error) {
	tokens, dan := dateWithout(tokens, dateTokDan)
	kind, marks := dateSingle, 0
	var rest []dateToken
	for _, t := range tokens {
		k, ok := dateLimits[t.kind]
		if !ok {
			rest = append(rest, t)
			continue
		}
		kind = k
		marks++
	}
	if marks == 0 && (opened || dan) {
		return dateSince, rest, nil
	}
	if marks > 1 || opened {
		return kind, nil, &DateError{Kind: DateUnclear}
	}
	return kind, rest, nil
}

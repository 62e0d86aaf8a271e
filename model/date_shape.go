package model

import (
	"regexp"
	"unicode/utf8"
)

// dateKind is the form in which a date is told.
type dateKind int

const (
	dateSingle  dateKind = iota // "May 2014"
	dateStretch                 // "3–10 May 2014": both ends known to the unit
	dateSince                   // "since 2012": a alone, still possible itself
	dateUntil                   // "until June 2014": b alone, still possible itself
	dateBefore                  // "before 2014": b alone, not possible itself
	dateAfter                   // "after May 2014": a alone, not possible itself
	dateBetween                 // "between August and November 2008": somewhere inside
	dateNever                   // "unknown"
)

// dateShape is a Date taken apart for reading and printing: the two are each
// other's inverse because both go through it.
type dateShape struct {
	kind           dateKind
	a, b           datePiece // the first and the last piece; b alone for until and before
	about          bool
	part           string
	calendar, zone string
}

// date puts the shape together. It does not check it.
func (s dateShape) date() Date {
	d := Date{PartOfDay: s.part, Calendar: s.calendar, Zone: s.zone}
	if s.about {
		d.Qualifier = QualifierAbout
	}
	if s.kind == dateNever {
		d.Precision = PrecisionUnknown
		return d
	}
	c := dateCalendars[s.calendar]
	aFirst, aLast := s.a.bounds(c)
	bFirst, bLast := s.b.bounds(c)
	d.Precision = s.a.unit
	switch s.kind {
	case dateSingle:
		d.Earliest, d.Latest, d.From, d.Until = dateISO(aFirst), dateISO(aLast), s.a.clock, s.a.clock
	case dateStretch, dateBetween:
		d.Earliest, d.Latest, d.From, d.Until = dateISO(aFirst), dateISO(bLast), s.a.clock, s.b.clock
	case dateSince:
		d.Earliest, d.From = dateISO(aFirst), s.a.clock
	case dateAfter:
		d.Earliest, d.From, d.Qualifier = dateISO(aLast+1), s.a.clock, QualifierAfter
	case dateUntil:
		d.Latest, d.Until, d.Precision = dateISO(bLast), s.b.clock, s.b.unit
	case dateBefore:
		d.Latest, d.Until, d.Precision, d.Qualifier = dateISO(bFirst-1), s.b.clock, s.b.unit, QualifierBefore
	}
	// "before 14:30" leaves the day itself possible.
	if s.kind == dateAfter && s.a.clock != "" {
		d.Earliest = dateISO(aLast)
	}
	if s.kind == dateBefore && s.b.clock != "" {
		d.Latest = dateISO(bFirst)
	}
	if s.kind == dateBetween {
		d.Precision = PrecisionSpan
	}
	if s.part != "" && d.Precision == PrecisionDay {
		d.Precision = PrecisionPartOfDay
	}
	return d
}

var (
	dateClockForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
	dateZoneForm  = regexp.MustCompile(`^([+-](0\d|1[0-4]):[0-5]\d|[A-Z][A-Za-z]+(/[A-Z][A-Za-z0-9_+-]*)+)$`)
)

var datePartsOfDay = map[string]bool{
	"morning": true, "afternoon": true, "evening": true, "night": true,
	"dawn": true, "noon": true, "midnight": true,
}

func dateBad(field string) error { return &DateError{Kind: DateBadField, Field: field} }

// checkFields looks at each field alone.
func (d Date) checkFields() error {
	for _, day := range []struct{ field, value string }{{"earliest", d.Earliest}, {"latest", d.Latest}} {
		if _, ok := dateFromISO(day.value); day.value != "" && !ok {
			return dateBad(day.field)
		}
	}
	switch {
	case d.From != "" && (d.Earliest == "" || !dateClockForm.MatchString(d.From)):
		return dateBad("from")
	case d.Until != "" && (d.Latest == "" || !dateClockForm.MatchString(d.Until)):
		return dateBad("until")
	case d.Zone != "" && (d.From+d.Until == "" || !dateZoneForm.MatchString(d.Zone)):
		return dateBad("zone")
	case d.PartOfDay != "" && !datePartsOfDay[d.PartOfDay]:
		return dateBad("part_of_day")
	case !utf8.ValidString(d.Words):
		return dateBad("words")
	}
	switch d.Qualifier {
	case QualifierNone, QualifierAbout, QualifierBefore, QualifierAfter:
	default:
		return dateBad("qualifier")
	}
	sameDay := d.Earliest == d.Latest && d.Until != "" && d.From > d.Until
	if d.Latest != "" && d.Earliest > d.Latest || sameDay {
		return &DateError{Kind: DateInverted, Earliest: d.Earliest, Latest: d.Latest}
	}
	return nil
}

// shape takes a date apart, or says which field does not fit the others.
func (d Date) shape() (dateShape, error) {
	if err := d.checkFields(); err != nil {
		return dateShape{}, err
	}
	s := dateShape{
		about: d.Qualifier == QualifierAbout, part: d.PartOfDay,
		calendar: d.Calendar, zone: d.Zone,
	}
	if d.Precision == PrecisionUnknown {
		s.kind = dateNever
		return s, d.checkUnknown()
	}
	c, ok := dateCalendars[d.Calendar]
	if !ok {
		return s, dateBad("calendar")
	}
	if d.Precision == PrecisionSpan {
		return s, s.between(c, d)
	}
	return s, s.plain(c, d)
}

func (d Date) checkUnknown() error {
	_, converted := dateCalendars[d.Calendar]
	switch {
	case d.Earliest != "":
		return dateBad("earliest")
	case d.Latest != "":
		return dateBad("latest")
	case d.Qualifier != QualifierNone:
		return dateBad("qualifier")
	case d.PartOfDay != "":
		return dateBad("part_of_day")
	case !converted && !dateKeptCalendars[d.Calendar]:
		return dateBad("calendar")
	}
	return nil
}

// between fills in the ends of a span: in the largest unit that fits both.
func (s *dateShape) between(c dateCalendar, d Date) error {
	s.kind = dateBetween
	first, ok1 := dateFromISO(d.Earliest)
	last, ok2 := dateFromISO(d.Latest)
	switch {
	case !ok1:
		return dateBad("earliest")
	case !ok2:
		return dateBad("latest")
	case d.PartOfDay != "":
		return dateBad("part_of_day")
	case d.Qualifier == QualifierBefore || d.Qualifier == QualifierAfter:
		return dateBad("qualifier")
	case d.From != "" || d.Until != "":
		return s.betweenTimes(c, d, first, last)
	}
	for _, unit := range []Precision{PrecisionYear, PrecisionMonth, PrecisionDay} {
		a, b := c.unitAround(unit, first), c.unitAround(unit, last)
		aFirst, _ := a.bounds(c)
		_, bLast := b.bounds(c)
		if a != b && aFirst == first && bLast == last {
			s.a, s.b = a, b
			return s.checkYears(c)
		}
	}
	return dateBad("precision") // one day alone is no span
}

func (s *dateShape) betweenTimes(c dateCalendar, d Date, first, last int) error {
	if d.From == "" {
		return dateBad("from")
	}
	if d.Until == "" {
		return dateBad("until")
	}
	s.a, s.b = c.unitAround(PrecisionTime, first), c.unitAround(PrecisionTime, last)
	s.a.clock, s.b.clock = d.From, d.Until
	if s.a == s.b {
		return dateBad("precision")
	}
	return s.checkYears(c)
}

// checkYears keeps the names of both ends within the years a date can have.
func (s *dateShape) checkYears(c dateCalendar) error {
	if s.a.year < c.firstYear || s.b.year > c.lastYear {
		return &DateError{Kind: DateBadYear, Year: s.a.year}
	}
	return nil
}

// plain fills in the ends of a date that names its unit.
func (s *dateShape) plain(c dateCalendar, d Date) error {
	unit := d.Precision
	if unit == PrecisionPartOfDay {
		unit = PrecisionDay
	}
	if err := d.checkUnit(unit); err != nil {
		return err
	}
	first, hasFirst := dateFromISO(d.Earliest)
	last, hasLast := dateFromISO(d.Latest)
	switch {
	case hasFirst && hasLast:
		return s.closed(c, d, unit, first, last)
	case hasFirst && d.PartOfDay == "" && d.Qualifier != QualifierBefore:
		return s.open(c, d, unit, first)
	case hasLast && d.PartOfDay == "" && d.Qualifier != QualifierAfter:
		return s.ended(c, d, unit, last)
	case d.PartOfDay != "":
		return dateBad("part_of_day")
	case hasFirst || hasLast:
		return dateBad("qualifier")
	}
	return dateBad("earliest")
}

// checkUnit sees that the precision is one, and that clock times, part of day
// and calendar go with it.
func (d Date) checkUnit(unit Precision) error {
	timed := unit == PrecisionTime
	switch {
	case datePartsOf[unit] == nil:
		return dateBad("precision")
	case (timed && d.Earliest != "") != (d.From != ""):
		return dateBad("from")
	case (timed && d.Latest != "") != (d.Until != ""):
		return dateBad("until")
	case d.PartOfDay == "" && d.Precision == PrecisionPartOfDay,
		d.PartOfDay != "" && (timed || d.Precision == PrecisionDay):
		return dateBad("part_of_day")
	case unit == PrecisionSeason && d.Calendar == CalendarSolarHijri:
		return dateBad("precision") // our seasons are months of the other calendars
	}
	return nil
}

func (s *dateShape) closed(c dateCalendar, d Date, unit Precision, first, last int) error {
	if d.Qualifier == QualifierBefore || d.Qualifier == QualifierAfter {
		return dateBad("qualifier")
	}
	var ok bool
	if s.a, ok = c.exactly(unit, first, last); ok && d.From == d.Until {
		s.a.clock = d.From
		return nil
	}
	s.kind = dateStretch
	if unit == PrecisionTime {
		return s.betweenTimes(c, d, first, last)
	}
	if s.a, s.b, ok = c.apart(unit, first, last); !ok {
		return dateBad("latest")
	}
	// The one stretch with a part of day is the night from one day to the next.
	if s.part != "" && (s.part != "night" || unit != PrecisionDay || last != first+1) {
		return dateBad("part_of_day")
	}
	return nil
}

func (s *dateShape) open(c dateCalendar, d Date, unit Precision, first int) error {
	var found []datePiece
	s.kind = dateSince
	if d.Qualifier == QualifierAfter {
		s.kind = dateAfter
		if unit != PrecisionTime {
			first--
		}
		found = c.ending(unit, first)
	} else {
		found = c.starting(unit, first)
	}
	// "after early 2014" would deny most of the year that it may mean.
	if len(found) == 0 || s.kind == dateAfter && found[0].part == dateEarly {
		return dateBad("earliest")
	}
	s.a = found[0]
	s.a.clock = d.From
	return nil
}

func (s *dateShape) ended(c dateCalendar, d Date, unit Precision, last int) error {
	var found []datePiece
	s.kind = dateUntil
	if d.Qualifier == QualifierBefore {
		s.kind = dateBefore
		if unit != PrecisionTime {
			last++
		}
		found = c.starting(unit, last)
	} else {
		found = c.ending(unit, last)
	}
	if len(found) == 0 || s.kind == dateBefore && found[0].part == dateLate {
		return dateBad("latest")
	}
	s.b = found[0]
	s.b.clock = d.Until
	return nil
}

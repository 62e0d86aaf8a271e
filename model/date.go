package model

import (
	"fmt"
	"slices"
	"strings"
)

// Precision says how finely a Date is known.
type Precision string

// The precisions of a Date, from the finest to none at all.
const (
	PrecisionTime      Precision = "time"
	PrecisionPartOfDay Precision = "partofday"
	PrecisionDay       Precision = "day"
	PrecisionMonth     Precision = "month"
	PrecisionSeason    Precision = "season"
	PrecisionYear      Precision = "year"
	PrecisionDecade    Precision = "decade"
	PrecisionSpan      Precision = "span"
	PrecisionUnknown   Precision = "unknown"
)

// Qualifier says how a Date stands to the unit it names.
type Qualifier string

// The qualifiers of a Date.
const (
	QualifierNone   Qualifier = ""
	QualifierAbout  Qualifier = "about"
	QualifierBefore Qualifier = "before"
	QualifierAfter  Qualifier = "after"
)

// Date is a point or a span of time as far as it is known, never further.
//
// Earliest and Latest are the first and the last day that remain possible,
// always in the Gregorian calendar. Precision names the unit that was told, so
// that a year is never taken for its first of January:
//
//	2014                       year, 2014-01-01 to 2014-12-31
//	early January 2016         month, 2016-01-01 to 2016-01-10 (a third of it)
//	winter 2013–2014           season, 2013-12-01 to 2014-02-28
//	winter 2013                season, 2012-12-01 to 2014-02-28: either winter
//	3–10 May 2014              day, both bounds: it lasted, both ends are known
//	since 2012, until May 2014 year and month, one bound: the named unit is still possible
//	after May 2014             month and "after", from 2014-06-01: May is not possible
//	between May and July 2014  span: somewhere inside
//	unknown                    unknown, no bounds
//
// Clock times go with precision time, and with a span of hours; a moment has
// the same one at both ends. A part of day goes with a single day (precision
// partofday), a single larger unit ("June 2014, evening"), or, a night, with the
// two days it joins.
type Date struct {
	Earliest, Latest string    // calendar day "YYYY-MM-DD"; "" when that end is open
	From, Until      string    // clock time "HH:MM" of Earliest and Latest; "" when not known
	Precision        Precision // "" only in the zero Date
	Qualifier        Qualifier
	PartOfDay        string // "morning", "afternoon", "evening", "night", "dawn", "noon", "midnight" or ""
	Calendar         string // the calendar it was told in; "" is the Gregorian
	Zone             string // IANA name or "+05:00" of the clock times; "" when not known
	Words            string // exactly as told or typed, in any language
}

// IsZero tells whether nothing at all was said about the date.
func (d Date) IsZero() bool { return d == Date{} }

// DateErrorKind is the reason why a date cannot be taken.
type DateErrorKind string

// The reasons in a DateError.
const (
	DateUnclear     DateErrorKind = "unclear"       // the text was not understood
	DateRelative    DateErrorKind = "relative"      // "yesterday": depends on the day it is read
	DateNoYear      DateErrorKind = "no_year"       // Month and Day without their year; either may be 0
	DateNoSuchDay   DateErrorKind = "no_such_day"   // Year, Month, Day; Month and Year may be 0
	DateNoSuchMonth DateErrorKind = "no_such_month" // Month; Year and Day as far as told
	DateNoSuchTime  DateErrorKind = "no_such_time"  // Hour, Minute
	DateBadYear     DateErrorKind = "bad_year"      // Year: two digits, or outside 1000 to 2999
	DateInverted    DateErrorKind = "inverted"      // Earliest lies after Latest
	DateWeekday     DateErrorKind = "weekday"       // Year, Month, Day is another Weekday (0 is Sunday)
	DateWhichWinter DateErrorKind = "which_winter"  // Year: "winter 2013" where one winter must be meant
	DateBadField    DateErrorKind = "bad_field"     // Field holds a value it cannot hold
)

// DateError says why a date cannot be taken, in parts from which a screen makes
// one plain sentence in its own language. It never carries the words given.
type DateError struct {
	Kind             DateErrorKind
	Field            string // the key as in JSON, for DateBadField
	Year, Month, Day int
	Hour, Minute     int
	Weekday          int    // the weekday the date really has, 0 is Sunday
	Earliest, Latest string // for DateInverted
}

// Error names the reason and the numbers, for logs and tests.
func (e *DateError) Error() string {
	text := "date: " + strings.ReplaceAll(string(e.Kind), "_", " ")
	switch e.Kind {
	case DateNoSuchDay, DateWeekday:
		return fmt.Sprintf("%s: %04d-%02d-%02d", text, e.Year, e.Month, e.Day)
	case DateNoSuchMonth:
		return fmt.Sprintf("%s: %d", text, e.Month)
	case DateNoSuchTime:
		return fmt.Sprintf("%s: %02d:%02d", text, e.Hour, e.Minute)
	case DateBadYear, DateWhichWinter:
		return fmt.Sprintf("%s: %d", text, e.Year)
	case DateInverted:
		return fmt.Sprintf("%s: %s after %s", text, e.Earliest, e.Latest)
	case DateBadField:
		return text + ": " + e.Field
	}
	return text
}

// Validate tells what is wrong with the date, as a *DateError. The zero Date
// is valid: nothing was said.
func (d Date) Validate() error {
	if d.IsZero() {
		return nil
	}
	_, err := d.shape()
	return err
}

// Day is the day of the date when it is known exactly.
func (d Date) Day() (string, bool) {
	if d.Earliest == "" || d.Earliest != d.Latest || d.Qualifier != QualifierNone {
		return "", false
	}
	return d.Earliest, true
}

// Compare puts dates in order: by the earliest moment that is possible, then
// by the latest, then the finer precision first. A date open to the past stands
// where its end is ("before 2014" just before 2014), and what is not known comes
// last. It is 0 only for dates that differ in nothing but their words.
func (d Date) Compare(e Date) int { return strings.Compare(d.SortKey(), e.SortKey()) }

// datePrecisions, in the order in which equal bounds sort.
var datePrecisions = []Precision{
	PrecisionTime, PrecisionPartOfDay, PrecisionDay, PrecisionMonth,
	PrecisionSeason, PrecisionYear, PrecisionDecade, PrecisionSpan,
}

// SortKey is a text whose byte order is the order of Compare. It is kept in
// files, so its form must not change.
func (d Date) SortKey() string {
	rank := strings.Join([]string{d.PartOfDay, d.Calendar, d.Zone}, "/")
	if d.IsZero() {
		return "~~"
	}
	if d.Earliest+d.Latest == "" {
		return "~" + rank
	}
	from, until := d.hours()
	start := d.Earliest + "T" + from
	end := d.Latest + "T" + until
	if d.Earliest == "" {
		start = end
	}
	if d.Latest == "" {
		end = "9999-12-31T24:00"
	}
	qualifier := map[Qualifier]int{QualifierBefore: 0, QualifierNone: 1, QualifierAbout: 2, QualifierAfter: 3}
	open := 1
	if d.Earliest == "" {
		open = 0 // what ends at a moment stands before what happens in it
	}
	return fmt.Sprintf("%s/%s/%d%d%d/%s", start, end, slices.Index(datePrecisions, d.Precision)+1,
		open, qualifier[d.Qualifier], rank)
}

// dateHours are the hours by which parts of one day sort. A night and a
// midnight may belong to either end of the day.
var dateHours = map[string][2]string{
	"dawn": {"03:00", "08:00"}, "morning": {"05:00", "12:00"}, "noon": {"11:30", "13:00"},
	"afternoon": {"12:00", "18:00"}, "evening": {"17:00", "24:00"},
}

// hours are the clock times of both ends, as wide as they may be.
func (d Date) hours() (from, until string) {
	from, until = "00:00", "24:00"
	if h, ok := dateHours[d.PartOfDay]; ok && d.Precision == PrecisionPartOfDay {
		from, until = h[0], h[1]
	}
	if d.From != "" {
		from = d.From
	}
	if d.Until != "" {
		until = d.Until
	}
	return from, until
}

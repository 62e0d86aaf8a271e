package model

import "time"

// dateBag gathers the words of one point in time, in whatever order the
// language puts them.
type dateBag struct {
	year, month, day int
	season           dateSeason
	clock            int // minutes since midnight, plus 1
	part             string
	portion          datePart
	weekday          int // plus 1
	decade           bool
	decadeUz         bool
	hasSeason        bool
	bothYears        bool // the winter was told with both its years
	hasDay           bool // day may be an impossible 0
	hasMonth         bool
	vague            bool // the clock hour may be of either half of the day
	either           bool // day and month of a numeric date could be exchanged
	solar            bool // the month is one of the Solar Hijri calendar
}

// dateBagOf fills a bag; a second value for anything is refused.
func dateBagOf(tokens []dateToken) (dateBag, error) {
	var b dateBag
	for _, t := range tokens {
		ok := true
		switch t.kind {
		case dateTokFiller:
		case dateTokNumber:
			if err := b.number(t); err != nil {
				return b, err
			}
		case dateTokYMD:
			ok = b.numeric(t)
		case dateTokMonth:
			ok = !b.hasMonth
			b.hasMonth, b.month, b.solar = true, t.n%100, t.n > 100
		case dateTokSeason:
			ok = !b.hasSeason
			b.hasSeason, b.season = true, dateSeason(t.n)
			if t.year != 0 {
				ok = ok && b.year == 0
				b.year, b.bothYears = t.year, true
			}
		case dateTokPart:
			ok = b.part == ""
			b.part = t.s
		case dateTokPortion:
			ok = b.portion == dateWhole
			b.portion = datePart(t.n)
		case dateTokClock:
			ok = b.clock == 0
			b.clock, b.vague = t.n+1, t.vague
		case dateTokWeekday:
			ok = b.weekday == 0
			b.weekday = t.n + 1
		case dateTokDecade:
			b.decade = true
		case dateTokDecadeUz:
			b.decadeUz = true
		default:
			ok = false
		}
		if !ok {
			return b, &DateError{Kind: DateUnclear}
		}
	}
	return b, b.settleClock()
}

// number takes a bare number: a year by its four digits, else a day.
func (b *dateBag) number(t dateToken) error {
	switch {
	case t.width == 4 && b.year == 0:
		b.year = t.n
	case t.width == 4:
		return &DateError{Kind: DateUnclear}
	case t.width == 3 || t.n > 31 || b.hasDay && b.hasMonth && b.year == 0:
		return &DateError{Kind: DateBadYear, Year: t.n}
	case t.width < 3 && !b.hasDay:
		b.hasDay, b.day = true, t.n
	default:
		return &DateError{Kind: DateUnclear}
	}
	return nil
}

func (b *dateBag) numeric(t dateToken) bool {
	if b.hasMonth || b.hasDay && !t.dayless || b.year != 0 && t.year != 0 {
		return false
	}
	b.hasMonth, b.month, b.either = true, t.month, t.either
	if t.year != 0 {
		b.year = t.year
	}
	if !t.dayless {
		b.hasDay, b.day = true, t.day
	}
	return true
}

// settleClock makes one clock time of an hour and a part of day.
func (b *dateBag) settleClock() error {
	if b.clock == 0 || b.part == "" {
		if b.vague {
			return &DateError{Kind: DateUnclear}
		}
		return nil
	}
	hour := (b.clock - 1) / 60
	later := false
	switch b.part {
	case "afternoon", "evening":
		later = hour < 12
	case "night":
		later = hour >= 8 && hour < 12
	}
	if b.vague && hour == 12 && (b.part == "night" || b.part == "midnight") {
		b.clock -= 12 * 60
	}
	if later {
		b.clock += 12 * 60
	}
	if h, ok := dateHours[b.part]; ok && (dateClockText(b.clock-1) < h[0] || dateClockText(b.clock-1) > h[1]) {
		return &DateError{Kind: DateUnclear} // "14:30 in the morning"
	}
	b.part, b.vague = "", false
	return nil
}

// dateRank orders what a bag can name from the finest.
var dateRank = []Precision{PrecisionTime, PrecisionDay, PrecisionMonth, PrecisionSeason, PrecisionYear, PrecisionDecade}

// unit is the finest thing the bag names; "" when it names none.
func (b *dateBag) unit() Precision {
	switch {
	case b.clock != 0:
		return PrecisionTime
	case b.hasDay:
		return PrecisionDay
	case b.hasMonth:
		return PrecisionMonth
	case b.hasSeason:
		return PrecisionSeason
	case b.decade || b.decadeUz && b.year%10 == 0:
		return PrecisionDecade
	case b.year != 0:
		return PrecisionYear
	}
	return ""
}

// fill lends the bag what only the other end of a stretch names: the year of
// "August" in "August and November 2008", the day of "16:00".
func (b *dateBag) fill(other dateBag) {
	portion := b.portion != dateWhole && b.unit() == ""
	part := b.part != "" && b.unit() == ""
	if (b.clock != 0 || part) && !b.hasDay && !b.hasMonth && b.year == 0 {
		b.hasDay, b.day = other.hasDay, other.day
	}
	if (b.hasDay || portion || part) && !b.hasMonth {
		b.hasMonth, b.month, b.solar = other.hasMonth, other.month, other.solar
	}
	if portion && !b.hasMonth && !b.hasSeason {
		b.hasSeason, b.season, b.decade = other.hasSeason, other.season, other.decade
	}
	if b.year == 0 {
		b.year = other.year
	}
}

// piece is the unit the bag names, checked against the calendar.
func (b *dateBag) piece(calendar string) (datePiece, error) {
	c := dateCalendars[calendar]
	p := datePiece{unit: b.unit(), part: b.portion, year: b.year, month: b.month, day: b.day}
	switch {
	case b.hasMonth && (b.month < 1 || b.month > 12):
		return p, &DateError{Kind: DateNoSuchMonth, Year: b.year, Month: b.month, Day: b.day}
	case b.hasDay && (b.day < 1 || b.day > 31):
		return p, &DateError{Kind: DateNoSuchDay, Year: b.year, Month: b.month, Day: b.day}
	case p.unit == "" || b.hasDay && !b.hasMonth || p.unit == PrecisionTime && !b.hasDay:
		return p, &DateError{Kind: DateUnclear}
	case b.year == 0 && b.hasDay && !b.solar && b.day > dateCalendars[CalendarGregorian].monthDays(2000, b.month):
		return p, &DateError{Kind: DateNoSuchDay, Month: b.month, Day: b.day}
	case b.year == 0:
		return p, &DateError{Kind: DateNoYear, Month: b.month, Day: b.day}
	case b.year < c.firstYear || b.year > c.lastYear:
		return p, &DateError{Kind: DateBadYear, Year: b.year}
	case b.hasSeason && b.hasMonth || b.decade && p.unit != PrecisionDecade || b.solar != (calendar == CalendarSolarHijri && b.hasMonth):
		return p, &DateError{Kind: DateUnclear}
	case b.hasDay && b.day > c.monthDays(b.year, b.month):
		return p, &DateError{Kind: DateNoSuchDay, Year: b.year, Month: b.month, Day: b.day}
	}
	if b.hasSeason {
		p.season = b.season
		if p.season == dateWinter && !b.bothYears {
			if p.part != dateWhole {
				return p, &DateError{Kind: DateWhichWinter, Year: b.year}
			}
			p.part = dateEither
		}
	}
	if b.clock != 0 {
		p.clock = dateClockText(b.clock - 1)
	}
	return p, b.checkWeekday(c, p)
}

// checkWeekday holds the weekday that was told against the day.
func (b *dateBag) checkWeekday(c dateCalendar, p datePiece) error {
	if b.weekday == 0 {
		return nil
	}
	if !b.hasDay {
		return &DateError{Kind: DateUnclear}
	}
	n, _ := p.bounds(c)
	if real := int(time.Unix(int64(n)*dateDaySeconds, 0).UTC().Weekday()); real != b.weekday-1 {
		return &DateError{Kind: DateWeekday, Year: p.year, Month: p.month, Day: p.day, Weekday: real}
	}
	return nil
}

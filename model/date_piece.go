package model

// datePart is the part of a unit that was told: "early May", "mid-2014".
type datePart int

const (
	dateWhole datePart = iota
	dateEarly
	dateMid
	dateLate
	dateFirstHalf
	dateSecondHalf
	// dateEither is a winter told with one year: it may have begun in
	// December of that year or of the year before.
	dateEither
)

// dateSeason counts from winter, which takes the year of its December.
type dateSeason int

const (
	dateWinter dateSeason = iota
	dateSpring
	dateSummer
	dateAutumn
)

// datePiece is one unit of a calendar, or a part of one, as people name it.
// Seasons are those of the northern half of the earth, in whole months.
type datePiece struct {
	unit             Precision // time, day, month, season, year, decade
	part             datePart
	year, month, day int
	season           dateSeason
	clock            string // "HH:MM" when unit is time
}

// bounds gives the first and the last day of the piece.
func (p datePiece) bounds(c dateCalendar) (first, last int) {
	switch p.unit {
	case PrecisionDecade:
		from, to := dateSlice(p.part, 10, [2]int{4, 7})
		return c.number(p.year+from, 1, 1), c.number(p.year+to, 1, 1) - 1
	case PrecisionYear:
		from, to := dateSlice(p.part, 12, [2]int{4, 8})
		return c.month(p.year, 1+from), c.month(p.year, 1+to) - 1
	case PrecisionSeason:
		if p.part == dateEither {
			return c.month(p.year-1, 12), c.month(p.year+1, 3) - 1
		}
		start := 3 * int(p.season) // months of spring begin with 3
		if p.season == dateWinter {
			start = 12
		}
		from, to := dateSlice(p.part, 3, [2]int{1, 2})
		return c.month(p.year, start+from), c.month(p.year, start+to) - 1
	case PrecisionMonth:
		from, to := dateSlice(p.part, c.monthDays(p.year, p.month), [2]int{10, 20})
		first = c.number(p.year, p.month, 1)
		return first + from, first + to - 1
	}
	n := c.number(p.year, p.month, p.day)
	return n, n
}

// month is the first day of a month; months after the twelfth run into the next year.
func (c dateCalendar) month(year, month int) int {
	return c.number(year+(month-1)/12, (month-1)%12+1, 1)
}

// dateSlice cuts a unit of size steps: thirds end at the cuts, halves in the middle.
func dateSlice(part datePart, size int, cuts [2]int) (from, to int) {
	switch part {
	case dateEarly:
		return 0, cuts[0]
	case dateMid:
		return cuts[0], cuts[1]
	case dateLate:
		return cuts[1], size
	case dateFirstHalf:
		return 0, size / 2
	case dateSecondHalf:
		return size / 2, size
	}
	return 0, size
}

// datePartsOf lists the parts each unit is told in, the whole first.
var datePartsOf = map[Precision][]datePart{
	PrecisionTime:   {dateWhole},
	PrecisionDay:    {dateWhole},
	PrecisionMonth:  {dateWhole, dateEarly, dateMid, dateLate, dateFirstHalf, dateSecondHalf},
	PrecisionSeason: {dateWhole, dateEarly, dateMid, dateLate},
	PrecisionYear:   {dateWhole, dateEarly, dateMid, dateLate, dateFirstHalf, dateSecondHalf},
	PrecisionDecade: {dateWhole, dateEarly, dateMid, dateLate, dateFirstHalf, dateSecondHalf},
}

// unitAround is the whole unit that holds the day.
func (c dateCalendar) unitAround(unit Precision, number int) datePiece {
	year, month, day := c.civil(number)
	p := datePiece{unit: unit, year: year}
	switch unit {
	case PrecisionDecade:
		p.year -= year % 10
	case PrecisionSeason:
		p.season = dateSeason(month / 3 % 4)
		if month < 3 {
			p.year--
		}
	case PrecisionMonth:
		p.month = month
	case PrecisionDay, PrecisionTime:
		p.month, p.day = month, day
	}
	return p
}

// pieces lists the unit that holds the day and all its parts.
func (c dateCalendar) pieces(unit Precision, number int) []datePiece {
	whole := c.unitAround(unit, number)
	if whole.year < c.firstYear || whole.year > c.lastYear {
		return nil
	}
	var all []datePiece
	for _, part := range datePartsOf[unit] {
		p := whole
		p.part = part
		all = append(all, p)
	}
	if unit == PrecisionSeason && whole.season == dateWinter && whole.year < c.lastYear {
		all = append(all, datePiece{unit: unit, part: dateEither, year: whole.year + 1})
	}
	return all
}

// exactly finds the piece with just these bounds.
func (c dateCalendar) exactly(unit Precision, first, last int) (datePiece, bool) {
	for _, p := range c.pieces(unit, first) {
		if f, l := p.bounds(c); f == first && l == last {
			return p, true
		}
	}
	return datePiece{}, false
}

// starting lists the pieces that begin with the day, the largest first.
func (c dateCalendar) starting(unit Precision, first int) []datePiece {
	return c.pick(unit, first, func(f, _ int) bool { return f == first })
}

// ending lists the pieces that end with the day, the largest first.
func (c dateCalendar) ending(unit Precision, last int) []datePiece {
	return c.pick(unit, last, func(_, l int) bool { return l == last })
}

func (c dateCalendar) pick(unit Precision, number int, fits func(first, last int) bool) []datePiece {
	var found []datePiece
	for _, p := range c.pieces(unit, number) {
		if p.part != dateEither && fits(p.bounds(c)) {
			found = append(found, p)
		}
	}
	return found
}

// apart finds the pieces by which a stretch that does not fill one piece is
// told: one that begins with first, and a later one that ends with last.
func (c dateCalendar) apart(unit Precision, first, last int) (a, b datePiece, ok bool) {
	for _, a := range c.starting(unit, first) {
		_, aLast := a.bounds(c)
		for _, b := range c.ending(unit, last) {
			if bFirst, _ := b.bounds(c); aLast < bFirst {
				return a, b, true
			}
		}
	}
	return datePiece{}, datePiece{}, false
}

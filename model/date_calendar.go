package model

import "time"

// The calendars a date can be told in. Julian and Solar Hijri dates convert
// exactly; of the others only the words are kept.
const (
	CalendarGregorian  = ""
	CalendarJulian     = "julian"
	CalendarSolarHijri = "solarhijri"
	CalendarHijri      = "hijri"
	CalendarHebrew     = "hebrew"
	CalendarEthiopian  = "ethiopian"
	CalendarBuddhist   = "buddhist"
)

// dateKeptCalendars are those of which only the words are kept: their days
// follow from a sighting of the moon, or from rules nobody here can check.
var dateKeptCalendars = map[string]bool{
	CalendarHijri: true, CalendarHebrew: true, CalendarEthiopian: true, CalendarBuddhist: true,
}

// dateCalendar counts days. Day 0 is 1 January 1970, Gregorian.
type dateCalendar struct {
	firstYear, lastYear int // years that can be named
	number              func(year, month, day int) int
	civil               func(number int) (year, month, day int)
}

var dateCalendars = map[string]dateCalendar{
	CalendarGregorian:  {1000, 2999, dateGregorianNumber, dateGregorianCivil},
	CalendarJulian:     {1000, 2999, dateJulianNumber, dateJulianCivil},
	CalendarSolarHijri: {1178, 1501, dateSolarNumber, dateSolarCivil},
}

// monthDays is how many days the month has.
func (c dateCalendar) monthDays(year, month int) int {
	if month == 12 {
		return c.number(year+1, 1, 1) - c.number(year, 12, 1)
	}
	return c.number(year, month+1, 1) - c.number(year, month, 1)
}

const dateDaySeconds = 24 * 60 * 60

func dateGregorianNumber(year, month, day int) int {
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / dateDaySeconds)
}

func dateGregorianCivil(number int) (year, month, day int) {
	y, m, d := time.Unix(int64(number)*dateDaySeconds, 0).UTC().Date()
	return y, int(m), d
}

// dateJulianEpoch is day 0 counted from 1 March 4801 BC of the Julian calendar,
// where its four-year cycle of leap days begins.
const dateJulianEpoch = 2440588 + 32082

func dateJulianNumber(year, month, day int) int {
	before := (14 - month) / 12 // January and February end the year before
	y, m := year+4800-before, month+12*before-3
	return day - 1 + (153*m+2)/5 + 365*y + y/4 - dateJulianEpoch
}

func dateJulianCivil(number int) (year, month, day int) {
	n := number + dateJulianEpoch
	y := (4*n + 3) / 1461
	rest := n - 1461*y/4
	m := (5*rest + 2) / 153
	return y - 4800 + m/10, m + 3 - 12*(m/10), rest - (153*m+2)/5 + 1
}

// dateSolarNumber uses eight leap years in 33, which agrees with the observed
// equinox from 1178 to 1501; hence the years that can be named.
func dateSolarNumber(year, month, day int) int {
	leaps := (8*year+21)/33 - (8*1393+21)/33
	start := dateGregorianNumber(2014, 3, 21) + 365*(year-1393) + leaps // 1 Farvardin
	return start + 30*(month-1) + min(month-1, 6) + day - 1
}

func dateSolarCivil(number int) (year, month, day int) {
	year = 1393 + (number-dateGregorianNumber(2014, 3, 21))/366 + 1
	for dateSolarNumber(year, 1, 1) > number {
		year--
	}
	month = 12
	for dateSolarNumber(year, month, 1) > number {
		month--
	}
	return year, month, number - dateSolarNumber(year, month, 1) + 1
}

// dateISO writes a day number as the fields of a Date hold it.
func dateISO(number int) string {
	return time.Unix(int64(number)*dateDaySeconds, 0).UTC().Format(time.DateOnly)
}

// dateFromISO reads what dateISO wrote, and nothing else.
func dateFromISO(day string) (int, bool) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil || len(day) != len(time.DateOnly) || t.Year() < 500 || t.Year() > 3100 {
		return 0, false
	}
	return int(t.Unix() / dateDaySeconds), true
}

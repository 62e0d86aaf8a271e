package question

import (
	"strconv"
	"strings"
	"time"
)

// Range is the days from one to another, both with it; an end that is "" is
// open. An end is a day "2014-05-03", a month "2014-05" or a year "2014", of
// which the first or the last day counts, or "today", "today+14", "today-30",
// which a saved question reads anew each day.
type Range struct {
	From, To string
}

// Days gives the first and the last day of the range, "" where it is open. ok is
// false when an end is none of the forms above, or the last day lies before the
// first, or both are open.
func (r Range) Days(today string) (first, last string, ok bool) {
	first, fine := day(r.From, today, false)
	last, good := day(r.To, today, true)
	return first, last, fine && good && (r.From != "" || r.To != "") && (first == "" || last == "" || first <= last)
}

// farthest is by how many days "today" can be moved: a hundred years.
const farthest = 36525

func day(s, today string, last bool) (string, bool) {
	if s == "" {
		return "", true
	}
	if by, ok := strings.CutPrefix(s, "today"); ok {
		t, err := time.Parse(time.DateOnly, today)
		if err != nil {
			return "", false
		}
		if by == "" {
			return today, true
		}
		n, err := strconv.Atoi(by)
		if err != nil || by[0] != '+' && by[0] != '-' || max(n, -n) > farthest {
			return "", false
		}
		return t.AddDate(0, 0, n).Format(time.DateOnly), true
	}
	for _, form := range []struct {
		layout       string
		years, month int
	}{{time.DateOnly, 0, 0}, {"2006-01", 0, 1}, {"2006", 1, 0}} {
		t, err := time.Parse(form.layout, s)
		if err != nil {
			continue
		}
		if last && form.years+form.month > 0 {
			t = t.AddDate(form.years, form.month, -1)
		}
		return t.Format(time.DateOnly), t.Year() >= 1
	}
	return "", false
}

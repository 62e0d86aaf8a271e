package model

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// dateFigure is one number of a text and the sign before it, if that joins it
// to the number before.
type dateFigure struct {
	sign   byte // '-', '.', '/', ':' or 0
	n      int
	digits int
	end    int // where the figure ends in the text
}

// dateFigures reads the joined numbers at the head of s, six at most.
func dateFigures(s string) []dateFigure {
	var all []dateFigure
	for i := 0; i < len(s) && len(all) < 6; {
		f := dateFigure{}
		if len(all) > 0 {
			if strings.IndexByte("-./:", s[i]) < 0 {
				break
			}
			f.sign = s[i]
			i++
		}
		start := i
		for i < len(s) && '0' <= s[i] && s[i] <= '9' {
			i++
		}
		if i == start {
			break
		}
		f.digits, f.end = i-start, i
		f.n, _ = strconv.Atoi(s[start:min(i, start+9)]) // more digits are refused by their count
		all = append(all, f)
	}
	return all
}

func (f dateFigure) short() bool { return f.digits <= 2 }
func (f dateFigure) year() bool  { return f.digits == 4 }

// dates tells whether the sign may stand inside a numeric date.
func (f dateFigure) dates() bool { return f.sign == '-' || f.sign == '.' || f.sign == '/' }

// figures takes the longest form of date or time that the numbers at the head
// of the text make.
func (l *dateLexer) figures() error {
	f := dateFigures(l.text)
	three := len(f) > 2 && f[1].dates() && f[1].sign == f[2].sign && f[1].short()
	two := len(f) > 1 && f[1].dates()
	switch {
	case len(f) > 1 && f[1].sign == ':' && f[0].short():
		return l.clockTime(f)
	case three && f[0].year() && f[2].short():
		l.take(f[2], dateToken{kind: dateTokYMD, year: f[0].n, month: f[1].n, day: f[2].n})
	case three && f[0].short():
		return l.dayFirst(f)
	case two && f[0].year() && f[1].short():
		l.take(f[1], dateToken{kind: dateTokYMD, year: f[0].n, month: f[1].n, width: f[1].digits, dayless: true})
	case two && f[0].short() && f[1].year():
		l.take(f[1], dateToken{kind: dateTokYMD, year: f[1].n, month: f[0].n, dayless: true})
	case two && f[0].short() && f[1].short() && f[1].sign != '-':
		return l.dayMonth(f)
	case f[0].digits > 4:
		return &DateError{Kind: DateUnclear}
	default:
		l.take(f[0], dateToken{kind: dateTokNumber, n: f[0].n, width: f[0].digits})
	}
	return nil
}

// take adds the token and moves past the figure that ends it.
func (l *dateLexer) take(last dateFigure, t dateToken) {
	l.add(t)
	l.text = l.text[last.end:]
}

// clockTime takes 14:30 and 14:30:15, of which the seconds go: no Date holds them.
func (l *dateLexer) clockTime(f []dateFigure) error {
	hour, minute, last := f[0].n, f[1].n, f[1]
	if hour > 23 || minute > 59 || f[1].digits != 2 {
		return &DateError{Kind: DateNoSuchTime, Hour: hour, Minute: minute}
	}
	if len(f) > 2 && f[2].sign == ':' {
		last = f[2]
		if len(f) > 3 && f[3].sign == '.' {
			last = f[3]
		}
	}
	end := len(l.tokens) - 1
	l.iso = end >= 0 && !l.gap && l.tokens[end].kind == dateTokFiller && l.tokens[end].tight
	l.clock = true
	l.take(last, dateToken{kind: dateTokClock, n: 60*hour + minute})
	return nil
}

// dayFirst takes 9.6.2014 and its like: the day always comes first.
func (l *dateLexer) dayFirst(f []dateFigure) error {
	if !f[2].year() {
		return &DateError{Kind: DateBadYear, Year: f[2].n}
	}
	day, month := f[0].n, f[1].n
	either := f[1].sign != '.' && day <= 12 && month <= 12 && day != month
	l.take(f[2], dateToken{kind: dateTokYMD, year: f[2].n, month: month, day: day, either: either})
	return nil
}

// dayMonth takes 9.6 of "9.6–12.6.2014", or 14.30 when a clock time is due.
func (l *dateLexer) dayMonth(f []dateFigure) error {
	day, month := f[0].n, f[1].n
	if month > 12 && f[1].sign == '.' && f[1].digits == 2 && len(l.tokens) > 0 {
		return l.clockTime(f[:2])
	}
	either := f[1].sign == '/' && day <= 12 && month <= 12 && day != month
	l.take(f[1], dateToken{kind: dateTokYMD, month: month, day: day, either: either})
	return nil
}

var (
	dateZoneName   = regexp.MustCompile(`^[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z0-9_+-]*)+`)
	dateZoneOffset = regexp.MustCompile(`^(?i:utc|gmt) ?([+-]) ?\d`)
)

// zone takes "Asia/Tashkent" and "UTC+5".
func (l *dateLexer) zone() (bool, error) {
	if head := dateZoneOffset.FindStringSubmatch(l.text); head != nil {
		l.text = head[1] + l.text[len(head[0])-1:]
		return true, l.offset(rune(head[1][0]))
	}
	name := dateZoneName.FindString(l.text)
	first, _, found := strings.Cut(name, "/")
	if !found || dateLookUp(first) != nil { // "May/June" is no zone
		return false, nil
	}
	l.add(dateToken{kind: dateTokZone, s: name})
	l.text = l.text[len(name):]
	return true, nil
}

// offset takes +5, +05, +0500 and +05:00 after their sign.
func (l *dateLexer) offset(sign rune) error {
	f := dateFigures(l.text[1:])
	if len(f) == 0 {
		return &DateError{Kind: DateUnclear}
	}
	hours, minutes, last := f[0].n, 0, f[0]
	switch {
	case f[0].year():
		hours, minutes = f[0].n/100, f[0].n%100
	case len(f) > 1 && f[1].sign == ':' && f[1].digits == 2:
		minutes, last = f[1].n, f[1]
	}
	if hours > 14 || minutes > 59 {
		return &DateError{Kind: DateNoSuchTime, Hour: hours, Minute: minutes}
	}
	l.text = l.text[1:]
	l.take(last, dateToken{kind: dateTokZone, s: string(sign) + dateClockText(60*hours+minutes)})
	return nil
}

// dateClockText writes minutes since midnight as "HH:MM".
func dateClockText(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

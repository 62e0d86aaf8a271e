package model

import (
	"fmt"
	"strings"
)

// dateTongue prints what a date says in one language.
type dateTongue interface {
	text(s dateShape) string
	calendar(id string) string // its name
	apart() string             // stands before the same days in the Gregorian calendar
}

var dateTongues = map[string]dateTongue{
	"en": dateEnglish, "ru": dateRussian, "uz": dateUzbekLatin, "uz-Cyrl": dateInCyrillic(dateUzbekLatin),
	"fr": dateFrench, "es": dateSpanish,
	"tr": dateTurkish, "kk": dateKazakh, "ky": dateKyrgyz, "tg": dateTajik,
}

// In prints the date for a reader of one of the languages of dateTongues; any
// other language is given English. It says exactly what the date holds: ParseDate of
// it gives the same date, apart from the words. A date told in another calendar
// is followed by the same days in the Gregorian one. The zero Date prints as "".
// A date that does not validate prints as "".
func (d Date) In(lang string) string {
	if d.IsZero() {
		return ""
	}
	s, err := d.shape()
	if err != nil {
		return ""
	}
	tongue := dateTongues[dateTongueOf(lang)]
	text := tongue.text(s)
	if s.calendar == CalendarGregorian {
		return text
	}
	name := tongue.calendar(s.calendar)
	if s.kind == dateNever {
		return fmt.Sprintf("%s (%s)", text, name)
	}
	return fmt.Sprintf("%s (%s%s%s)", text, name, tongue.apart(), d.twin().In(lang))
}

// dateTongueOf finds the language for a tag such as "ru-RU".
func dateTongueOf(lang string) string {
	if _, ok := dateTongues[lang]; ok {
		return lang
	}
	base, rest, _ := strings.Cut(lang, "-")
	if _, ok := dateTongues[base]; !ok {
		return "en"
	}
	if base == "uz" && strings.HasPrefix(rest, "Cyrl") {
		return "uz-Cyrl"
	}
	return base
}

// twin is the same days told in the Gregorian calendar.
func (d Date) twin() Date {
	d.Calendar, d.Words, d.Zone, d.PartOfDay = "", "", "", ""
	switch d.Precision {
	case PrecisionSpan:
	case PrecisionTime:
		if d.Qualifier == QualifierBefore || d.Qualifier == QualifierAfter {
			d.Qualifier = QualifierNone // the day itself stays possible
		}
		fallthrough
	default:
		d.Precision, d.From, d.Until = PrecisionDay, "", ""
	}
	return d
}

func (l dateLanguage) calendar(id string) string { return l.calendars[id] }

func (l dateLanguage) apart() string { return "; " }

func (l dateLanguage) text(s dateShape) string { return datePrinter{l, s}.text() }

// datePrinter prints in a language whose nouns have cases, or no forms at all.
type datePrinter struct {
	lang  dateLanguage
	shape dateShape
}

func (p datePrinter) text() string {
	s, l := p.shape, p.lang
	var text string
	switch s.kind {
	case dateNever:
		return l.unknown
	case dateSingle:
		text = p.single()
	case dateStretch:
		text = p.roughly(p.stretch())
	case dateBetween:
		text = p.roughlyBetween()
	case dateSince:
		text = p.roughly(l.frame(l.since, p.piece(s.a, dateGenitive)))
	case dateAfter:
		text = l.frame(l.after, p.piece(s.a, dateGenitive))
	case dateUntil:
		text = p.roughly(l.frame(l.until, p.piece(s.b, dateGenitive)))
	case dateBefore:
		text = l.frame(l.before, p.piece(s.b, dateGenitive))
	}
	if s.part != "" {
		text += ", " + l.parts[s.part]
	}
	return text + dateZoneText(s.zone)
}

// dateZoneText is a time zone behind a clock time; "" for none.
func dateZoneText(zone string) string {
	switch {
	case zone == "":
		return ""
	case !strings.Contains(zone, "/"):
		zone = "UTC" + zone
	}
	return " (" + zone + ")"
}

// single prints one piece. The day alone is said to be about, not its hour.
func (p datePrinter) single() string {
	if p.shape.about {
		return p.lang.frame(p.lang.about, p.piece(p.shape.a, dateGenitive))
	}
	return p.piece(p.shape.a, dateNominative)
}

func (p datePrinter) roughly(text string) string {
	if p.shape.about {
		return p.lang.frame(p.lang.roughly, text)
	}
	return text
}

// stretch prints both ends, and what they share once.
func (p datePrinter) stretch() string {
	a, b := p.shape.a, p.shape.b
	sameYear := a.year == b.year
	whole := a.part == dateWhole && b.part == dateWhole
	switch {
	case a.unit == PrecisionTime && sameYear && a.month == b.month && a.day == b.day:
		return p.piece(a, dateNominative) + "–" + b.clock
	case a.unit == PrecisionDay && sameYear && a.month == b.month:
		return p.lang.day(p.lang, fmt.Sprintf("%d–%d", a.day, b.day), p.month(a, dateGenitive), p.year(a))
	case a.unit == PrecisionMonth && sameYear && whole:
		months := p.month(a, dateNominative) + "–" + p.month(b, dateNominative)
		return p.lang.month(p.lang, months, p.year(a))
	case a.unit == PrecisionYear && whole:
		return fmt.Sprintf(p.lang.years, a.year, b.year)
	case a.unit == PrecisionDay && sameYear:
		from, to := p.lang.share(p, a, b, dateNominative)
		return from + " – " + to
	}
	return p.piece(a, dateNominative) + " – " + p.piece(b, dateNominative)
}

func (p datePrinter) roughlyBetween() string {
	a, b := p.shape.a, p.shape.b
	l := p.lang
	from, to := p.piece(a, dateInstrumental), p.piece(b, dateInstrumental)
	lead := ""
	switch sameYear := a.year == b.year; {
	case a.unit == PrecisionTime && sameYear && a.month == b.month && a.day == b.day:
		day := a
		day.unit, day.clock = PrecisionDay, ""
		lead, from, to = p.piece(day, dateNominative)+", ", a.clock, b.clock
	case a.unit == PrecisionYear:
		from, to = l.betweenYears(a.year, b.year)
	case sameYear && a.unit != PrecisionTime:
		from, to = l.share(p, a, b, dateInstrumental)
	}
	return lead + p.roughly(fmt.Sprintf(l.between, from, to))
}

// piece prints a unit or a part of one, in the case that its place asks for.
func (p datePrinter) piece(x datePiece, c dateCase) string {
	l := p.lang
	if x.part != dateWhole && x.part != dateEither {
		whole := x
		whole.part = dateWhole
		return l.portion(l, x, p.piece(whole, dateGenitive), c)
	}
	switch x.unit {
	case PrecisionDecade:
		return l.frame(strings.Replace(l.decade[c], "%d", "%s", 1), fmt.Sprint(x.year))
	case PrecisionYear:
		return fmt.Sprintf(l.year[c], x.year)
	case PrecisionSeason:
		if x.season == dateWinter && x.part != dateEither {
			return fmt.Sprintf(l.winter, l.seasons[x.season][c], x.year, x.year+1)
		}
		return fmt.Sprintf(l.season, l.seasons[x.season][c], x.year)
	case PrecisionMonth:
		return l.month(l, p.month(x, c), p.year(x))
	}
	day := l.day(l, fmt.Sprint(x.day), p.month(x, dateGenitive), p.year(x))
	if x.clock != "" {
		day += ", " + x.clock
	}
	return day
}

// year is the year as it stands beside a month or a day.
func (p datePrinter) year(x datePiece) string { return fmt.Sprintf(p.lang.beside, x.year) }

func (p datePrinter) month(x datePiece, c dateCase) string {
	if p.shape.calendar == CalendarSolarHijri {
		return p.lang.solarMonths[x.month-1][c]
	}
	return p.lang.months[x.month-1][c]
}

package model

import (
	"fmt"
	"strings"
)

// dateRomance prints dates in French or Spanish. There a preposition melts with
// the article behind it ("de le" is "du", "a el" is "al"), so a piece is first
// said with its article and then put behind what its place asks for.
type dateRomance struct {
	months, solarMonths [12]string
	seasons             [4]string // with the article: "l’été", "el verano"
	portions            map[datePart]string
	parts               map[string]string
	calendars           map[string]string
	articles            []string          // what a piece that stands alone goes without
	melt                *strings.Replacer // of a preposition and an article, and of vowels that meet

	first           string // the first of a month: "1er"
	beside          string // between a season or a month and its year
	ofMonth         string // between a day and its month
	the             string // the article of a day
	mid             string // before a month or a year; "" when the middle is told as the other parts are
	decade, unknown string // "les années %d"

	of, to, and               string
	about, roughly            string
	before, after             string
	since, until, between     string
	in                        map[Precision]string // behind "au plus tard"; a day needs nothing
	inThird, inHalf, twinSign string

	alone string                    // before a third that stands alone; "" when it loses its article instead
	hour  func(clock string) string // with the article where hours have one
}

// calendar names one that is not the Gregorian.
func (l dateRomance) calendar(id string) string { return l.calendars[id] }

// apart stands between the name of a calendar and the Gregorian days.
func (l dateRomance) apart() string { return l.twinSign }

func (l dateRomance) text(s dateShape) string {
	text := l.span(s)
	switch {
	case s.kind == dateStretch && s.part != "": // the one such stretch is a night
	case s.part != "":
		text += ", " + l.parts[s.part]
	}
	return text + dateZoneText(s.zone)
}

func (l dateRomance) span(s dateShape) string {
	a, b := s.a, s.b
	switch s.kind {
	case dateNever:
		return l.unknown
	case dateSingle:
		if s.about {
			return l.behind(l.about, l.definite(a, s.calendar))
		}
		return l.byItself(a, s.calendar)
	case dateStretch, dateBetween:
		return l.both(s)
	case dateSince:
		return l.rough(s, l.behind(l.since, l.definite(a, s.calendar)))
	case dateAfter:
		return l.behind(l.after, l.definite(a, s.calendar))
	case dateUntil:
		return l.rough(s, l.until+" "+l.within(b, s.calendar))
	}
	return l.behind(l.before, l.definite(b, s.calendar))
}

func (l dateRomance) rough(s dateShape, text string) string {
	if s.about {
		return l.roughly + " " + text
	}
	return text
}

// behind puts a piece with its article behind a preposition.
func (l dateRomance) behind(preposition, piece string) string {
	return strings.TrimPrefix(l.melt.Replace(" "+preposition+" "+piece), " ")
}

// both prints a stretch or a span from its two ends, the shared day first.
func (l dateRomance) both(s dateShape) string {
	a, b := s.a, s.b
	lead, from, to := "", l.start(a, b, s.calendar), l.definite(b, s.calendar)
	if a.unit == PrecisionTime && a.year == b.year && a.month == b.month && a.day == b.day {
		day := a
		day.unit, day.clock = PrecisionDay, ""
		lead, from, to = l.byItself(day, s.calendar)+", ", l.hour(a.clock), l.hour(b.clock)
	}
	if s.kind == dateBetween {
		return lead + l.rough(s, l.between+" "+from+" "+l.and+" "+to)
	}
	text := l.behind(l.of, from) + " " + l.behind(l.to, to)
	if s.part != "" {
		text = l.parts["overnight"] + " " + text
	}
	if lead == "" {
		return l.rough(s, text)
	}
	return l.rough(s, lead+text)
}

// start is the first of two ends, without what the other says for both.
func (l dateRomance) start(a, b datePiece, calendar string) string {
	if a.year == b.year {
		switch {
		case a.unit == PrecisionDay && a.month == b.month:
			return l.the + l.ordinal(a.day)
		case a.unit == PrecisionDay:
			return l.the + l.ordinal(a.day) + l.ofMonth + l.month(a, calendar)
		case a.unit == PrecisionMonth && a.part == dateWhole && b.part == dateWhole:
			return l.month(a, calendar)
		}
	}
	return l.definite(a, calendar)
}

// definite is a piece as it stands behind a preposition: with its article.
func (l dateRomance) definite(x datePiece, calendar string) string {
	if x.part != dateWhole && x.part != dateEither {
		whole := x
		whole.part = dateWhole
		said := l.definite(whole, calendar)
		if x.part == dateMid && l.mid != "" && datePlainUnit(x.unit) {
			return l.mid + said
		}
		return l.behind(l.portions[x.part]+" "+l.of, said)
	}
	switch x.unit {
	case PrecisionDecade:
		return fmt.Sprintf(l.decade, x.year)
	case PrecisionYear:
		return fmt.Sprint(x.year)
	case PrecisionSeason:
		years := fmt.Sprint(x.year)
		if x.season == dateWinter && x.part != dateEither {
			years = fmt.Sprintf("%d-%d", x.year, x.year+1)
		}
		return l.seasons[x.season] + l.beside + years
	case PrecisionMonth:
		return l.month(x, calendar) + l.beside + fmt.Sprint(x.year)
	}
	day := l.the + l.ordinal(x.day) + l.ofMonth + l.month(x, calendar) + l.beside + fmt.Sprint(x.year)
	if x.clock != "" {
		day += " " + l.behind(l.to, l.hour(x.clock))
	}
	return day
}

// datePlainUnit tells months and years, which have no article, from the rest.
func datePlainUnit(unit Precision) bool { return unit == PrecisionMonth || unit == PrecisionYear }

// byItself is a piece with nothing before it.
func (l dateRomance) byItself(x datePiece, calendar string) string {
	said := l.definite(x, calendar)
	third := dateEarly <= x.part && x.part <= dateLate
	switch {
	case third && l.alone != "": // "a principios de mayo"
		return l.behind(l.alone, said)
	case third && x.part != dateMid && datePlainUnit(x.unit): // "début mai", but "fin des années 1990"
		part := l.portions[x.part]
		x.part = dateWhole
		return l.bare(part) + " " + l.definite(x, calendar)
	}
	return l.bare(said)
}

func (l dateRomance) bare(piece string) string {
	for _, article := range l.articles {
		if rest, cut := strings.CutPrefix(piece, article); cut {
			return rest
		}
	}
	return piece
}

// within is a piece that names a last possible time: "au plus tard en juin 2014".
func (l dateRomance) within(x datePiece, calendar string) string {
	said, in := l.definite(x, calendar), l.in[x.unit]
	switch {
	case x.part == dateFirstHalf || x.part == dateSecondHalf:
		in = l.inHalf
	case x.part != dateWhole:
		in = l.inThird
	}
	if in == "" {
		return said
	}
	return l.behind(in, said)
}

func (l dateRomance) ordinal(day int) string {
	if day == 1 {
		return l.first
	}
	return fmt.Sprint(day)
}

func (l dateRomance) month(x datePiece, calendar string) string {
	if calendar == CalendarSolarHijri {
		return l.solarMonths[x.month-1]
	}
	return l.months[x.month-1]
}

func dateTwelve(words string) [12]string { return [12]string(strings.Fields(words)) }

var dateFrench = dateRomance{
	months:      dateTwelve("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
	solarMonths: dateTwelve("farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand"),
	seasons:     [4]string{"l’hiver", "le printemps", "l’été", "l’automne"},
	portions: map[datePart]string{
		dateEarly: "le début", dateMid: "le milieu", dateLate: "la fin",
		dateFirstHalf: "la première moitié", dateSecondHalf: "la seconde moitié",
	},
	parts: map[string]string{
		"morning": "le matin", "afternoon": "l’après-midi", "evening": "le soir", "night": "la nuit",
		"dawn": "à l’aube", "noon": "à midi", "midnight": "à minuit", "overnight": "dans la nuit",
	},
	calendars: map[string]string{
		CalendarJulian: "calendrier julien", CalendarSolarHijri: "hégire solaire", CalendarHijri: "hégire lunaire",
		CalendarHebrew: "calendrier hébraïque", CalendarEthiopian: "calendrier éthiopien", CalendarBuddhist: "calendrier bouddhique",
	},
	articles: []string{"le ", "la ", "les ", "l’"},
	melt: strings.NewReplacer(" de le ", " du ", " de les ", " des ", " à le ", " au ", " à les ", " aux ",
		" de a", " d’a", " de e", " d’e", " de o", " d’o"),
	first: "1er", beside: " ", ofMonth: " ", the: "le ", mid: "la mi-",
	decade: "les années %d", unknown: "date inconnue",
	of: "de", to: "à", and: "et", about: "vers", roughly: "approximativement", before: "avant", after: "après",
	since: "depuis", until: "au plus tard", between: "entre",
	in: map[Precision]string{
		PrecisionMonth: "en", PrecisionYear: "en", PrecisionSeason: "à", PrecisionDecade: "dans",
	},
	inThird: "à", inHalf: "dans", twinSign: "\u00a0; ",

	hour: func(clock string) string {
		hour, minute, _ := strings.Cut(clock, ":")
		hour = strings.TrimPrefix(hour, "0")
		if hour == "" {
			hour = "0"
		}
		if minute == "00" {
			return hour + "\u00a0h"
		}
		return hour + "\u00a0h\u00a0" + minute
	},
}

var dateSpanish = dateRomance{
	months:      dateTwelve("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
	solarMonths: dateTwelve("farvardín ordibehesht jordad tir mordad shahrivar mehr abán azar dey bahmán esfand"),
	seasons:     [4]string{"el invierno", "la primavera", "el verano", "el otoño"},
	portions: map[datePart]string{
		dateEarly: "principios", dateMid: "mediados", dateLate: "finales",
		dateFirstHalf: "la primera mitad", dateSecondHalf: "la segunda mitad",
	},
	// "Tarde" ends and "noche" begins within the evening, so it takes both words.
	parts: map[string]string{
		"morning": "por la mañana", "afternoon": "por la tarde", "evening": "por la tarde-noche", "night": "por la noche",
		"dawn": "al amanecer", "noon": "al mediodía", "midnight": "a medianoche", "overnight": "en la noche",
	},
	calendars: map[string]string{
		CalendarJulian: "calendario juliano", CalendarSolarHijri: "hégira solar", CalendarHijri: "hégira lunar",
		CalendarHebrew: "calendario hebreo", CalendarEthiopian: "calendario etíope", CalendarBuddhist: "calendario budista",
	},
	articles: []string{"el ", "la "},
	melt:     strings.NewReplacer(" de el ", " del ", " a el ", " al "),
	first:    "1", beside: " de ", ofMonth: " de ", the: "el ",
	decade: "la década de %d", unknown: "fecha desconocida",
	of: "de", to: "a", and: "y", about: "hacia", roughly: "aproximadamente", before: "antes de", after: "después de",
	since: "desde", until: "a más tardar", between: "entre",
	in: map[Precision]string{
		PrecisionMonth: "en", PrecisionYear: "en", PrecisionSeason: "en", PrecisionDecade: "en",
	},
	inThird: "a", inHalf: "en", twinSign: "; ",

	alone: "a",
	hour: func(clock string) string {
		if strings.HasPrefix(clock, "01:") {
			return "la " + clock
		}
		return "las " + clock
	},
}

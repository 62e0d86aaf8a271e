package model

import (
	"fmt"
	"strings"
)

// dateCase is the grammatical case a piece stands in. English and Uzbek have
// one form for all three.
type dateCase int

const (
	dateNominative   dateCase = iota
	dateGenitive              // after about, before, after, since
	dateInstrumental          // after Russian "между"
)

type dateInflected [3]string

// dateLanguage is all the words and orders that one language prints dates with.
// Patterns with one place take a piece; those of years take numbers.
type dateLanguage struct {
	months, solarMonths [12]dateInflected
	seasons             [4]dateInflected
	portions            map[datePart]dateInflected
	parts               map[string]string
	calendars           map[string]string

	beside, season, winter string        // "%d"; "%[1]s %[2]d" with the season; with both years
	year, decade           dateInflected // "%d"
	about, roughly         string        // "%s"
	before, after          string
	since, until           string
	between                string // "%s", "%s"
	years                  string // "%d", "%d": a stretch of years
	unknown                string

	day     func(l dateLanguage, day, month, year string) string
	month   func(l dateLanguage, month, year string) string
	portion func(l dateLanguage, x datePiece, whole string, c dateCase) string
	// share prints two ends within one year, the year said once, in the case asked.
	share        func(p datePrinter, a, b datePiece, c dateCase) (from, to string)
	betweenYears func(a, b int) (from, to string)

	endings *dateHarmony // of languages that decline what stands before a word
}

// frame puts a piece into a pattern. Where an Uzbek ending meets it, the soft
// sign of a Cyrillic month gives way.
func (l dateLanguage) frame(pattern, piece string) string {
	if l.endings != nil {
		for mark, e := range map[string]dateEnding{"[from]": dateFrom, "[to]": dateTo, "[many]": dateMany} {
			if before, after, found := strings.Cut(pattern, mark); found {
				pattern, piece = before+after, l.endings.end(piece, e)
			}
		}
	}
	if strings.HasPrefix(pattern, "%sдан") {
		piece = strings.TrimSuffix(piece, "ь")
	}
	return fmt.Sprintf(pattern, piece)
}

func dateSame(words string) (all [12]dateInflected) {
	for i, w := range strings.Fields(words) {
		all[i] = dateInflected{w, w, w}
	}
	return all
}

// dateDeclined reads "nominative genitive instrumental" for each month.
func dateDeclined(words string) (all [12]dateInflected) {
	for i, w := range strings.Fields(words) {
		all[i/3][i%3] = w
	}
	return all
}

func dateOne(words ...string) (all [4]dateInflected) {
	for i, w := range words {
		all[i] = dateInflected{w, w, w}
	}
	return all
}

func datePlainYears(format string) func(a, b int) (string, string) {
	return func(a, b int) (string, string) { return fmt.Sprintf(format, a), fmt.Sprintf(format, b) }
}

var dateEnglish = dateLanguage{
	months:      dateSame("January February March April May June July August September October November December"),
	solarMonths: dateSame("Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand"),
	seasons:     dateOne("winter", "spring", "summer", "autumn"),
	portions: map[datePart]dateInflected{
		dateEarly: {"early "}, dateMid: {"mid-"}, dateLate: {"late "},
		dateFirstHalf: {"the first half of "}, dateSecondHalf: {"the second half of "},
	},
	parts: map[string]string{
		"morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "night",
		"dawn": "dawn", "noon": "noon", "midnight": "midnight",
	},
	calendars: map[string]string{
		CalendarJulian: "Julian calendar", CalendarSolarHijri: "Solar Hijri calendar", CalendarHijri: "Hijri calendar",
		CalendarHebrew: "Hebrew calendar", CalendarEthiopian: "Ethiopian calendar", CalendarBuddhist: "Buddhist calendar",
	},
	beside: "%d", season: "%s %d", winter: "%s %d–%d",
	year: dateInflected{"%d", "%d", "%d"}, decade: dateInflected{"the %ds", "the %ds", "the %ds"},
	about: "about %s", roughly: "roughly %s", before: "before %s", after: "after %s",
	since: "since %s", until: "not later than %s", between: "between %s and %s", unknown: "date unknown",
	years: "%d–%d",

	day:   func(_ dateLanguage, day, month, year string) string { return day + " " + month + " " + year },
	month: func(_ dateLanguage, month, year string) string { return month + " " + year },
	portion: func(l dateLanguage, x datePiece, whole string, _ dateCase) string {
		lead := l.portions[x.part][0]
		if bare, decade := strings.CutPrefix(whole, "the "); decade && x.part <= dateLate {
			return "the " + lead + bare
		}
		return lead + whole
	},
	share: func(p datePrinter, a, b datePiece, c dateCase) (string, string) {
		from := p.month(a, c)
		if a.unit == PrecisionDay && a.month == b.month {
			from = fmt.Sprint(a.day)
		} else if a.unit == PrecisionDay {
			from = fmt.Sprint(a.day) + " " + from
		}
		return from, p.piece(b, c)
	},
	betweenYears: datePlainYears("%d"),
}

var dateRussian = dateLanguage{
	months: dateDeclined("январь января январём февраль февраля февралём март марта мартом апрель апреля апрелем " +
		"май мая маем июнь июня июнем июль июля июлем август августа августом сентябрь сентября сентябрём " +
		"октябрь октября октябрём ноябрь ноября ноябрём декабрь декабря декабрём"),
	solarMonths: dateDeclined("фарвардин фарвардина фарвардином ордибехешт ордибехешта ордибехештом хордад хордада хордадом " +
		"тир тира тиром мордад мордада мордадом шахривар шахривара шахриваром мехр мехра мехром абан абана абаном " +
		"азар азара азаром дей дея деем бахман бахмана бахманом эсфанд эсфанда эсфандом"),
	seasons: [4]dateInflected{
		{"зима", "зимы", "зимой"}, {"весна", "весны", "весной"}, {"лето", "лета", "летом"}, {"осень", "осени", "осенью"},
	},
	portions: map[datePart]dateInflected{
		dateEarly: {"начало", "начала"}, dateMid: {"середина", "середины"}, dateLate: {"конец", "конца"},
		dateFirstHalf: {"первая половина", "первой половины"}, dateSecondHalf: {"вторая половина", "второй половины"},
	},
	parts: map[string]string{
		"morning": "утром", "afternoon": "днём", "evening": "вечером", "night": "ночью",
		"dawn": "на рассвете", "noon": "в полдень", "midnight": "в полночь",
	},
	calendars: map[string]string{
		CalendarJulian: "юлианский календарь", CalendarSolarHijri: "солнечная хиджра", CalendarHijri: "лунная хиджра",
		CalendarHebrew: "еврейский календарь", CalendarEthiopian: "эфиопский календарь", CalendarBuddhist: "буддийский календарь",
	},
	beside: "%d года", season: "%s %d года", winter: "%s %d–%d годов",
	year:   dateInflected{"%d год", "%d года", "%d годом"},
	decade: dateInflected{"%d-е годы", "%d-х годов", "%d-ми годами"},
	about:  "около %s", roughly: "примерно %s", before: "до %s", after: "после %s",
	since: "с %s", until: "не позднее %s", between: "между %s и %s", unknown: "дата неизвестна",
	years: "%d–%d годы",

	day:   func(_ dateLanguage, day, month, year string) string { return day + " " + month + " " + year },
	month: func(_ dateLanguage, month, year string) string { return month + " " + year },
	portion: func(l dateLanguage, x datePiece, whole string, c dateCase) string {
		return l.portions[x.part][min(c, dateGenitive)] + " " + whole
	},
	share: func(p datePrinter, a, b datePiece, c dateCase) (string, string) {
		from := p.month(a, c)
		if a.unit == PrecisionDay && a.month == b.month {
			from = fmt.Sprint(a.day)
		} else if a.unit == PrecisionDay {
			from = fmt.Sprint(a.day) + " " + p.month(a, dateGenitive)
		}
		return from, p.piece(b, c)
	},
	betweenYears: func(a, b int) (string, string) { return fmt.Sprint(a), fmt.Sprintf("%d годами", b) },
}

var dateUzbekLatin = dateLanguage{
	months:      dateSame("yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr"),
	solarMonths: dateSame("hamal savr javzo saraton asad sunbula mezon aqrab qavs jadiy dalv hut"),
	seasons:     dateOne("qishi", "bahori", "yozi", "kuzi"),
	portions: map[datePart]dateInflected{
		dateEarly: {"boshi"}, dateMid: {"oʻrtalari"}, dateLate: {"oxiri"},
		dateFirstHalf: {"birinchi yarmi"}, dateSecondHalf: {"ikkinchi yarmi"},
	},
	parts: map[string]string{
		"morning": "ertalab", "afternoon": "tushdan keyin", "evening": "kechqurun", "night": "tunda",
		"dawn": "tongda", "noon": "tushda", "midnight": "yarim tunda",
	},
	calendars: map[string]string{
		CalendarJulian: "yulian taqvimi", CalendarSolarHijri: "hijriy-shamsiy taqvim", CalendarHijri: "hijriy-qamariy taqvim",
		CalendarHebrew: "yahudiy taqvimi", CalendarEthiopian: "efiop taqvimi", CalendarBuddhist: "buddaviy taqvim",
	},
	beside: "%d-yil", season: "%[2]d-yil %[1]s", winter: "%[2]d–%[3]d-yillar %[1]s",
	year:   dateInflected{"%d-yil", "%d-yil", "%d-yil"},
	decade: dateInflected{"%d-yillar", "%d-yillar", "%d-yillar"},
	about:  "%s atrofida", roughly: "taxminan %s", before: "%sdan oldin", after: "%sdan keyin",
	since: "%sdan boshlab", until: "%sdan kechikmay", between: "%s va %s oraligʻida", unknown: "sana nomaʼlum",
	years: "%d-yil – %d-yil",

	day:   func(_ dateLanguage, day, month, year string) string { return year + " " + day + "-" + month },
	month: func(_ dateLanguage, month, year string) string { return year + " " + month },
	portion: func(l dateLanguage, x datePiece, whole string, _ dateCase) string {
		return whole + " " + l.portions[x.part][0]
	},
	share:        dateShareYearFirst("%d-%s"),
	betweenYears: datePlainYears("%d-yil"),
}

// dateInCyrillic is the Uzbek language in its Cyrillic letters.
func dateInCyrillic(l dateLanguage) dateLanguage {
	forms := func(f *dateInflected) {
		for i := range f {
			f[i] = dateCyrillic(f[i])
		}
	}
	l.months = dateSame("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь")
	for i := range l.solarMonths {
		forms(&l.solarMonths[i])
	}
	for i := range l.seasons {
		forms(&l.seasons[i])
	}
	portions := map[datePart]dateInflected{}
	for part, f := range l.portions {
		forms(&f)
		portions[part] = f
	}
	l.portions = portions
	l.parts, l.calendars = dateCyrillicMap(l.parts), dateCyrillicMap(l.calendars)
	forms(&l.year)
	forms(&l.decade)
	for _, s := range []*string{
		&l.beside, &l.season, &l.winter, &l.about, &l.roughly, &l.before,
		&l.after, &l.since, &l.until, &l.between, &l.unknown, &l.years,
	} {
		*s = dateCyrillic(*s)
	}
	l.betweenYears = datePlainYears(l.beside)
	return l
}

func dateCyrillicMap(m map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range m {
		out[k] = dateCyrillic(v)
	}
	return out
}

// dateCyrillic writes Uzbek Latin text in Cyrillic letters and leaves the verbs
// of patterns alone.
func dateCyrillic(s string) string {
	s = dateToCyrillic.Replace(" " + s)
	return strings.TrimPrefix(s, " ")
}

var dateToCyrillic = strings.NewReplacer(
	"%d", "%d", "%s", "%s", "%[1]s", "%[1]s", "%[2]d", "%[2]d", "%[3]d", "%[3]d",
	"oʻ", "ў", "gʻ", "ғ", "ʼ", "ъ", "sh", "ш", "ch", "ч", "yo", "ё", "yu", "ю", "ya", "я", "ye", "е", " e", " э",
	"a", "а", "b", "б", "v", "в", "g", "г", "d", "д", "e", "е", "j", "ж", "z", "з", "i", "и", "y", "й",
	"k", "к", "q", "қ", "l", "л", "m", "м", "n", "н", "o", "о", "p", "п", "r", "р", "s", "с", "t", "т",
	"u", "у", "f", "ф", "x", "х", "h", "ҳ",
)

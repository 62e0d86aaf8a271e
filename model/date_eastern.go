package model

import "fmt"

// The languages of this file put an ending on what stands before "after" or
// "until", so their patterns say which: %s[from], %s[to]. Tajik, as Persian,
// says it in front.

var dateTurkish = dateLanguage{
	months:      dateSame("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
	solarMonths: dateSame("ferverdin ordibeheşt hordad tir mordad şehriver mehr aban azer dey behmen isfend"),
	seasons:     dateOne("kışı", "ilkbaharı", "yazı", "sonbaharı"),
	portions: map[datePart]dateInflected{
		dateEarly: {"başı"}, dateMid: {"ortası"}, dateLate: {"sonu"},
		dateFirstHalf: {"ilk yarısı"}, dateSecondHalf: {"ikinci yarısı"},
	},
	parts: map[string]string{
		"morning": "sabah", "afternoon": "öğleden sonra", "evening": "akşam", "night": "gece",
		"dawn": "şafakta", "noon": "öğlen", "midnight": "gece yarısı",
	},
	calendars: map[string]string{
		CalendarJulian: "Jülyen takvimi", CalendarSolarHijri: "hicri şemsi takvim", CalendarHijri: "hicri kameri takvim",
		CalendarHebrew: "İbrani takvimi", CalendarEthiopian: "Etiyopya takvimi", CalendarBuddhist: "Budist takvimi",
	},
	beside: "%d", season: "%[2]d %[1]s", winter: "%[2]d–%[3]d %[1]s",
	year:   dateInflected{"%d", "%d", "%d"},
	decade: dateInflected{"%d[many]", "%d[many]", "%d[many]"},
	about:  "%s civarı", roughly: "yaklaşık %s", before: "%s[from] önce", after: "%s[from] sonra",
	since: "%s[from] itibaren", until: "en geç %s", between: "%s ile %s arası", unknown: "tarih bilinmiyor",
	years: "%d–%d",

	day:          func(_ dateLanguage, day, month, year string) string { return day + " " + month + " " + year },
	month:        func(_ dateLanguage, month, year string) string { return month + " " + year },
	portion:      datePortionOf,
	share:        dateEnglish.share,
	betweenYears: datePlainYears("%d"),
	endings:      turkishEndings,
}

var dateKazakh = dateLanguage{
	months:      dateSame("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
	solarMonths: dateSame(persianInCyrillic),
	seasons:     dateOne("қысы", "көктемі", "жазы", "күзі"),
	portions: map[datePart]dateInflected{
		dateEarly: {"басы"}, dateMid: {"ортасы"}, dateLate: {"соңы"},
		dateFirstHalf: {"бірінші жартысы"}, dateSecondHalf: {"екінші жартысы"},
	},
	parts: map[string]string{
		"morning": "таңертең", "afternoon": "түстен кейін", "evening": "кешке", "night": "түнде",
		"dawn": "таң ата", "noon": "түсте", "midnight": "түн ортасында",
	},
	calendars: map[string]string{
		CalendarJulian: "юлиан күнтізбесі", CalendarSolarHijri: "күн хижрасы күнтізбесі", CalendarHijri: "ай хижрасы күнтізбесі",
		CalendarHebrew: "еврей күнтізбесі", CalendarEthiopian: "эфиопия күнтізбесі", CalendarBuddhist: "будда күнтізбесі",
	},
	beside: "%d жылғы", season: "%[2]d жылдың %[1]s", winter: "%[2]d–%[3]d жылдардың %[1]s",
	year:   dateInflected{"%d жыл", "%d жыл", "%d жыл"},
	decade: dateInflected{"%d жылдар", "%d жылдар", "%d жылдар"},
	about:  "%s шамасында", roughly: "шамамен %s", before: "%s[to] дейін", after: "%s[from] кейін",
	since: "%s[from] бастап", until: "%s[from] кешіктірмей", between: "%s және %s аралығында", unknown: "күні белгісіз",
	years: "%d жыл – %d жыл",

	day:          func(_ dateLanguage, day, month, year string) string { return year + " " + day + " " + month },
	month:        func(_ dateLanguage, month, year string) string { return year + " " + month },
	portion:      datePortionOf,
	share:        dateShareYearFirst("%d %s"),
	betweenYears: datePlainYears("%d жыл"),
	endings:      kazakhEndings,
}

var dateKyrgyz = dateLanguage{
	months:      dateSame("январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры"),
	solarMonths: dateSame(persianInCyrillic),
	seasons:     dateOne("кышы", "жазы", "жайы", "күзү"),
	portions: map[datePart]dateInflected{
		dateEarly: {"башы"}, dateMid: {"ортосу"}, dateLate: {"аягы"},
		dateFirstHalf: {"биринчи жарымы"}, dateSecondHalf: {"экинчи жарымы"},
	},
	parts: map[string]string{
		"morning": "эртең менен", "afternoon": "түштөн кийин", "evening": "кечинде", "night": "түндө",
		"dawn": "таң эрте", "noon": "түштө", "midnight": "түн ортосунда",
	},
	calendars: map[string]string{
		CalendarJulian: "юлиан календары", CalendarSolarHijri: "күн хижрасы календары", CalendarHijri: "ай хижрасы календары",
		CalendarHebrew: "еврей календары", CalendarEthiopian: "эфиопия календары", CalendarBuddhist: "будда календары",
	},
	beside: "%d-жылдын", season: "%[2]d-жылдын %[1]s", winter: "%[2]d–%[3]d-жылдардын %[1]s",
	year:   dateInflected{"%d-жыл", "%d-жыл", "%d-жыл"},
	decade: dateInflected{"%d-жылдар", "%d-жылдар", "%d-жылдар"},
	about:  "%s чамасында", roughly: "болжол менен %s", before: "%s[to] чейин", after: "%s[from] кийин",
	since: "%s[from] баштап", until: "%s[from] кечиктирбей", between: "%s жана %s аралыгында", unknown: "күнү белгисиз",
	years: "%d-жыл – %d-жыл",

	day:          func(_ dateLanguage, day, month, year string) string { return year + " " + day + "-" + month },
	month:        func(_ dateLanguage, month, year string) string { return year + " " + month },
	portion:      datePortionOf,
	share:        dateShareYearFirst("%d-%s"),
	betweenYears: datePlainYears("%d-жыл"),
	endings:      kyrgyzEndings,
}

var dateTajik = dateLanguage{
	months:      dateTajikMonths("январ феврал март апрел май июн июл август сентябр октябр ноябр декабр"),
	solarMonths: dateTajikMonths("ҳамал савр ҷавзо саратон асад сунбула мизон ақраб қавс ҷадӣ далв ҳут"),
	seasons:     dateOne("зимистони", "баҳори", "тобистони", "тирамоҳи"),
	portions: map[datePart]dateInflected{
		dateEarly: {"аввали"}, dateMid: {"миёнаи"}, dateLate: {"охири"},
		dateFirstHalf: {"нимаи аввали"}, dateSecondHalf: {"нимаи дуюми"},
	},
	parts: map[string]string{
		"morning": "субҳ", "afternoon": "баъд аз нисфирӯзӣ", "evening": "бегоҳӣ", "night": "шаб",
		"dawn": "саҳар", "noon": "нисфирӯзӣ", "midnight": "нисфи шаб",
	},
	calendars: map[string]string{
		CalendarJulian: "тақвими юлианӣ", CalendarSolarHijri: "ҳиҷрии шамсӣ", CalendarHijri: "ҳиҷрии қамарӣ",
		CalendarHebrew: "тақвими яҳудӣ", CalendarEthiopian: "тақвими ҳабашӣ", CalendarBuddhist: "тақвими буддоӣ",
	},
	beside: "соли %d", season: "%s соли %d", winter: "%s солҳои %d–%d",
	year:   dateInflected{"соли %d", "соли %d", "соли %d"},
	decade: dateInflected{"солҳои %d", "солҳои %d", "солҳои %d"},
	about:  "тақрибан %s", roughly: "тақрибан %s", before: "пеш аз %s", after: "баъд аз %s",
	since: "аз %s", until: "на дертар аз %s", between: "байни %s ва %s", unknown: "сана номаълум",
	years: "соли %d – соли %d",

	day:   func(_ dateLanguage, day, month, year string) string { return day + " " + month + " " + year },
	month: func(_ dateLanguage, month, year string) string { return month + " " + year },
	portion: func(l dateLanguage, x datePiece, whole string, _ dateCase) string {
		return l.portions[x.part][0] + " " + whole
	},
	share:        dateEnglish.share,
	betweenYears: datePlainYears("соли %d"),
}

// persianInCyrillic are the months of the Solar Hijri calendar as in Iran.
const persianInCyrillic = "фарвардин ордибехешт хордад тир мордад шахривар мехр абан азар дей бахман эсфанд"

// dateTajikMonths join a month to the year behind it by и.
func dateTajikMonths(words string) [12]dateInflected {
	all := dateSame(words)
	for i, m := range all {
		w := m[0]
		if w != "ҷадӣ" {
			w += "и"
		}
		all[i] = dateInflected{w, w, w}
	}
	return all
}

// datePortionOf puts the part behind the whole, which it belongs to.
func datePortionOf(l dateLanguage, x datePiece, whole string, _ dateCase) string {
	return l.endings.end(whole, dateOf) + " " + l.portions[x.part][0]
}

// dateShareYearFirst prints two ends within the year that stands before both.
func dateShareYearFirst(day string) func(p datePrinter, a, b datePiece, c dateCase) (string, string) {
	return func(p datePrinter, a, b datePiece, c dateCase) (string, string) {
		to := p.month(b, c)
		if b.unit == PrecisionDay {
			to = fmt.Sprintf(day, b.day, to)
		}
		return p.piece(a, c), to
	}
}

package model

import (
	"cmp"
	"slices"
	"strings"
)

// dateTokenKind is what a word or number of a told date stands for.
type dateTokenKind int

const (
	dateTokNumber   dateTokenKind = iota // n, width digits
	dateTokYMD                           // a whole numeric date: year, month, day
	dateTokClock                         // n minutes since midnight
	dateTokMonth                         // n
	dateTokSeason                        // n
	dateTokPart                          // s, part of day
	dateTokPortion                       // n, a datePart
	dateTokDecade                        // "s" of 1990s
	dateTokDecadeUz                      // "yillar", "années": years, or a decade beside a round year
	dateTokWeekday                       // n
	dateTokZone                          // s
	dateTokCalendar                      // s
	dateTokHour                          // "hours", "soat"; n 24 when it counts from midnight: "h"
	dateTokMinute                        // "minutes"
	dateTokHalfDay                       // n: 0 am, 12 pm
	dateTokAbout
	dateTokBefore    // before the words
	dateTokAfter     //
	dateTokFrom      // from, since
	dateTokTo        // to, until: the end of a stretch, or alone a limit
	dateTokUpTo      // Russian "до": the end of a stretch, or alone "before"
	dateTokNotAfter  // not later than
	dateTokDan       // Uzbek -dan: from, or part of the four that follow it
	dateTokGacha     // Uzbek -gacha: up to
	dateTokThenAfter // keyin
	dateTokThenBefore
	dateTokThenSince
	dateTokThenUntil
	dateTokBetween
	dateTokMiddle // Uzbek "o'rtasida": between two things, the middle of one
	dateTokAnd
	dateTokOf   // French "de", Spanish "de": begins a stretch, or says nothing
	dateTokAt   // French "à", Spanish "a": ends a stretch that was begun, or says nothing
	dateTokY    // Spanish "y": and; Uzbek "y.": year
	dateTokOnto // "в ночь на 10 июня", "в ночь с 9 на 10 июня"; n 1: "10-iyunga o'tar kechasi"
	dateTokDash // n 1 when it is a hyphen with no space beside it
	dateTokUnknown
	dateTokRelative
	dateTokFiller
)

// dateWord is one row of the lexicon. Words are separated by commas; all
// languages share one table, because a told date may mix them.
type dateWord struct {
	kind  dateTokenKind
	n     int
	s     string
	words string
}

// dateLexicon holds words folded as dateFoldWord does: small letters, no
// apostrophes, е for ё. Uzbek stands in Latin letters only (its Cyrillic words are
// carried over before the look-up), and without the endings that
// dateUzbekEndings lists.
var dateLexicon = []dateWord{
	{dateTokMonth, 1, "", "january,jan,январь,января,январе,январем,январю,янв,yanvar"},
	{dateTokMonth, 2, "", "february,feb,февраль,февраля,феврале,февралем,февралю,фев,февр,fevral"},
	{dateTokMonth, 3, "", "march,mar,март,марта,марте,мартом,марту,мар,mart"},
	{dateTokMonth, 4, "", "april,apr,апрель,апреля,апреле,апрелем,апрелю,апр,aprel"},
	{dateTokMonth, 5, "", "may,май,мая,мае,маем,маю"},
	{dateTokMonth, 6, "", "june,jun,июнь,июня,июне,июнем,июню,июн,iyun"},
	{dateTokMonth, 7, "", "july,jul,июль,июля,июле,июлем,июлю,июл,iyul"},
	{dateTokMonth, 8, "", "august,aug,август,августа,августе,августом,августу,авг,avgust"},
	{dateTokMonth, 9, "", "september,sept,sep,сентябрь,сентября,сентябре,сентябрем,сентябрю,сент,сен,sentabr,sentyabr"},
	{dateTokMonth, 10, "", "october,oct,октябрь,октября,октябре,октябрем,октябрю,окт,oktabr,oktyabr"},
	{dateTokMonth, 11, "", "november,nov,ноябрь,ноября,ноябре,ноябрем,ноябрю,ноя,нояб,noyabr"},
	{dateTokMonth, 12, "", "december,dec,декабрь,декабря,декабре,декабрем,декабрю,дек,dekabr"},

	// Months of the Solar Hijri calendar, Persian and Afghan; 100 marks them.
	{dateTokMonth, 101, "", "farvardin,hamal,фарвардин,фарвардина,хамаль,хамаля"},
	{dateTokMonth, 102, "", "ordibehesht,sawr,saur,ордибехешт,ордибехешта,савр,савра,savr"},
	{dateTokMonth, 103, "", "khordad,jawza,хордад,хордада,джауза,javzo"},
	{dateTokMonth, 104, "", "tir,saratan,тир,тира,саратан,саратана,saraton"},
	{dateTokMonth, 105, "", "mordad,asad,мордад,мордада,асад,асада"},
	{dateTokMonth, 106, "", "shahrivar,sonbola,шахривар,шахривара,сунбула,sunbula"},
	{dateTokMonth, 107, "", "mehr,mizan,мехр,мехра,мизан,мизана,mezon"},
	{dateTokMonth, 108, "", "aban,aqrab,абан,абана,акраб,акраба"},
	{dateTokMonth, 109, "", "azar,qaws,азар,азара,каус,кауса,qavs"},
	{dateTokMonth, 110, "", "dey,jadi,дей,дея,джади,jadiy"},
	{dateTokMonth, 111, "", "bahman,dalw,бахман,бахмана,далв,далва,dalv"},
	{dateTokMonth, 112, "", "esfand,hut,эсфанд,эсфанда,хут,хута"},

	{dateTokSeason, int(dateWinter), "", "winter,зима,зимы,зиме,зиму,зимой,qish"},
	{dateTokSeason, int(dateSpring), "", "spring,весна,весны,весне,весну,весной,bahor"},
	{dateTokSeason, int(dateSummer), "", "summer,лето,лета,лете,лету,летом,yoz"},
	{dateTokSeason, int(dateAutumn), "", "autumn,fall,осень,осени,осенью,kuz"},

	{dateTokPart, 0, "dawn", "dawn,daybreak,sunrise,рассвет,рассвете,рассвета,tong,erta tong,sahar,tong sahar"},
	{dateTokPart, 0, "morning", "morning,в первой половине дня,утро,утра,утром,утру,ertalab,ertalabki"},
	{dateTokPart, 0, "noon", "noon,midday,полдень,полдня,полудня,peshin,tush,tush payti"},
	{dateTokPart, 0, "afternoon", "afternoon,daytime,днем,дня,после обеда,во второй половине дня,после полудня,tushdan keyin,tushdan song,kunduzi,kunduz"},
	{dateTokPart, 0, "evening", "evening,вечер,вечера,вечером,вечеру,kechqurun,kechki,kechki payt,oqshom,shom"},
	{dateTokPart, 0, "night", "night,nighttime,overnight,ночь,ночи,ночью,tun,kechasi"},
	{dateTokPart, 0, "midnight", "midnight,полночь,полуночи,yarim tun,yarim kecha"},

	{dateTokPortion, int(dateEarly), "", "early,early in,ранний,ранней,ранним,в первых числах,beginning of,the beginning of,start of,the start of,beginning,start,начало,начале,начала,началу,началом,bosh"},
	{dateTokPortion, int(dateMid), "", "mid,middle of,the middle of,middle,середина,середине,середины,середину,серединой,ortalari"},
	{dateTokPortion, int(dateLate), "", "late,late in,поздний,поздней,поздним,в последних числах,end of,the end of,end,конец,конце,конца,концу,концом,oxir"},
	{dateTokPortion, int(dateFirstHalf), "", "first half of,the first half of,first half,первая половина,первой половине,первой половины,первую половину,birinchi yarmi"},
	{dateTokPortion, int(dateSecondHalf), "", "second half of,the second half of,second half,вторая половина,второй половине,второй половины,вторую половину,ikkinchi yarmi"},

	{dateTokDecadeUz, 0, "", "yillar"},

	{dateTokWeekday, 1, "", "monday,mon,понедельник,понедельника,пн,dushanba"},
	{dateTokWeekday, 2, "", "tuesday,tue,tues,вторник,вторника,вт,seshanba"},
	{dateTokWeekday, 3, "", "wednesday,wed,среда,среду,среды,ср,chorshanba"},
	{dateTokWeekday, 4, "", "thursday,thu,thur,thurs,четверг,четверга,чт,payshanba"},
	{dateTokWeekday, 5, "", "friday,fri,пятница,пятницу,пятницы,пт,juma"},
	{dateTokWeekday, 6, "", "saturday,sat,суббота,субботу,субботы,сб,shanba"},
	{dateTokWeekday, 0, "", "sunday,sun,воскресенье,воскресенья,вс,yakshanba"},

	{dateTokZone, 0, "+00:00", "utc,gmt,z"},
	{dateTokZone, 0, "Asia/Tashkent", "tashkent time,по ташкентскому времени,по ташкенту,toshkent vaqti,toshkent vaqti bilan"},
	{dateTokZone, 0, "Europe/Moscow", "moscow time,msk,мск,по московскому времени,по москве,moskva vaqti,moskva vaqti bilan"},

	{dateTokCalendar, 0, CalendarJulian, "julian calendar,julian,old style,os,o s,юлианский календарь,по юлианскому календарю,по старому стилю,ст ст,старого стиля,yulian taqvimi,yulian taqvimi boyicha,eski uslub"},
	{dateTokCalendar, 0, CalendarSolarHijri, "solar hijri calendar,solar hijri,sh,солнечная хиджра,солнечной хиджры,солнечной хиджре,hijriy shamsiy taqvim,hijriy shamsiy"},
	{dateTokCalendar, 0, CalendarHijri, "hijri calendar,hijri,ah,лунная хиджра,лунной хиджры,хиджры,по хиджре,г х,hijriy qamariy taqvim,hijriy qamariy,hijriy," +
		"muharram,safar,rabi al awwal,rabi al thani,jumada al ula,jumada al thani,rajab,shaban,ramadan,ramazan,ramazon,shawwal,dhu al qadah,dhu al hijjah," +
		"мухаррам,мухаррама,сафар,сафара,раджаб,раджаба,шаабан,шаабана,рамадан,рамадана,рамазан,рамазана,шавваль,шавваля"},
	{dateTokCalendar, 0, CalendarHebrew, "hebrew calendar,еврейский календарь,yahudiy taqvimi"},
	{dateTokCalendar, 0, CalendarEthiopian, "ethiopian calendar,эфиопский календарь,efiop taqvimi"},
	{dateTokCalendar, 0, CalendarBuddhist, "buddhist calendar,буддийский календарь,buddaviy taqvim"},

	{dateTokHour, 0, "", "oclock,hours,hour,час,часа,часов,часам,ч,soat"},
	{dateTokMinute, 0, "", "minutes,minute,минут,минуты,минута,мин,daqiqa"},
	{dateTokHalfDay, 0, "", "am,a m"},
	{dateTokHalfDay, 12, "", "pm,p m"},

	{dateTokAbout, 0, "", "about,on or about,in or about,at or about,around,on or around,in or around,approximately,approx,roughly,circa,ca,c,perhaps,probably,около,примерно,приблизительно,ориентировочно,где то,taxminan,atrofi,chamasi,tahminan"},
	{dateTokBefore, 0, "", "before,prior to,earlier than,ранее,раньше"},
	{dateTokAfter, 0, "", "after,later than,после,позднее,позже"},
	{dateTokFrom, 0, "", "from,since,starting from,beginning from,not before,not earlier than,no earlier than,с,со,начиная с,не ранее,не раньше"},
	{dateTokTo, 0, "", "to,until,till,through,thru,up to,по"},
	{dateTokUpTo, 0, "", "до,вплоть до"},
	{dateTokNotAfter, 0, "", "by,not later than,no later than,not after,at the latest,к,ко,не позднее,не позже"},
	{dateTokDan, 0, "", "dan"},
	{dateTokGacha, 0, "", "gacha,qadar"},
	{dateTokThenAfter, 0, "", "keyin,song"},
	{dateTokThenBefore, 0, "", "oldin,avval,ilgari"},
	{dateTokThenSince, 0, "", "beri,buyon,boshlab,etiboran"},
	{dateTokThenUntil, 0, "", "kechikmay,kechiktirmay,kechikmasdan"},
	{dateTokBetween, 0, "", "between,между,oraligi,oraliq,orasi"},
	{dateTokMiddle, 0, "", "ortasi"},
	{dateTokAnd, 0, "", "and,и,va,bilan,hamda"},

	{dateTokOnto, 0, "", "на"},
	{dateTokOnto, 1, "", "otar"},

	{dateTokUnknown, 0, "", "unknown,date unknown,not known,date not known,неизвестно,неизвестна,дата неизвестна,не известно,nomalum,sana nomalum,sanasi nomalum,malum emas"},
	{dateTokRelative, 0, "", "yesterday,today,tomorrow,tonight,now,ago,last,next,this,present,currently,вчера,сегодня,завтра,позавчера,сейчас,теперь,назад,прошлом,прошлого,прошлой,прошлый,этом,этого,недавно,kecha,bugun,ertaga,hozir,otgan,shu,bu,yaqinda"},

	{dateTokFiller, 0, "", "the,of,in,on,at,a,during,dated,year,month,sometime,date,calendar," +
		"г,гг,год,года,году,годом,годы,годов,годах,годами,месяц,месяца,месяце,в,во,от,числа,время," +
		"yil,y,oy,oyi,kun,kuni,sana,sanasi,da,ning,t"},
}

// dateEnded is an ending that is cut off a word, and what it means.
type dateEnded struct {
	ending string
	kind   dateTokenKind
}

// dateUzbekEndings are cut off a word that is not known with them, one after
// the other; two kinds of them mean something.
var dateUzbekEndings = dateEndingsOf(map[dateTokenKind]string{
	dateTokGacha: "gacha kacha", dateTokDan: "dan", dateTokFiller: "ning da ga gi si i lar",
})

// dateEndingsOf lists endings, the longer before the shorter.
func dateEndingsOf(words map[dateTokenKind]string) []dateEnded {
	var all []dateEnded
	for kind, endings := range words {
		for _, e := range strings.Fields(endings) {
			all = append(all, dateEnded{e, kind})
		}
	}
	slices.SortFunc(all, func(a, b dateEnded) int {
		return cmp.Or(cmp.Compare(len(b.ending), len(a.ending)), cmp.Compare(a.ending, b.ending))
	})
	return all
}

// dateUzbekCyrillic carries Uzbek Cyrillic letters over to Latin ones without
// apostrophes.
var dateUzbekCyrillic = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "д", "d", "е", "e", "ё", "yo", "ж", "j",
	"з", "z", "и", "i", "й", "y", "к", "k", "қ", "q", "л", "l", "м", "m", "н", "n", "о", "o",
	"п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ў", "o", "ф", "f", "х", "x", "ҳ", "h",
	"ц", "s", "ч", "ch", "ш", "sh", "ъ", "", "ь", "", "э", "e", "ю", "yu", "я", "ya",
)

// dateOwnWords is both lexicons by word or phrase.
var dateOwnWords = func() map[string]dateWord {
	words := map[string]dateWord{}
	for _, row := range slices.Concat(dateLexicon, dateEasternLexicon) {
		for _, w := range strings.Split(row.words, ",") {
			words[w] = row
		}
	}
	return words
}()

// dateWords is every word or phrase.
var dateWords = dateWithRomance(dateOwnWords)

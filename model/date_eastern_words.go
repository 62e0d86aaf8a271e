package model

import "strings"

// dateEasternLexicon holds the words of Turkish, Kazakh, Kyrgyz and Tajik that
// the other languages do not have. They are folded as those of dateLexicon, but
// stay in their own letters, and stand without dateEasternEndings. Turkish words
// stand also as capitals without dots are read: KASIM.
//
// Kazakh жаз is summer and Kyrgyz жаз is spring: alone it names neither, and what
// stands before it tells.
var dateEasternLexicon = []dateWord{
	{dateTokMonth, 1, "", "ocak,ocağ,қаңтар,январ"},
	{dateTokMonth, 2, "", "şubat,subat,ақпан,феврал"},
	{dateTokMonth, 3, "", "наурыз"},
	{dateTokMonth, 4, "", "nisan,сәуір,апрел"},
	{dateTokMonth, 5, "", "mayıs,mayis,мамыр"},
	{dateTokMonth, 6, "", "haziran,маусым"},
	{dateTokMonth, 7, "", "temmuz,шілде"},
	{dateTokMonth, 8, "", "ağustos,agustos,тамыз"},
	{dateTokMonth, 9, "", "eylül,eylul,қыркүйек,қыркүйег,сентябр"},
	{dateTokMonth, 10, "", "ekim,қазан,октябр"},
	{dateTokMonth, 11, "", "kasım,kasim,қараша,ноябр"},
	{dateTokMonth, 12, "", "aralık,aralik,aralığ,желтоқсан,декабр"},

	{dateTokMonth, 101, "", "ferverdin,ҳамал"},
	{dateTokMonth, 102, "", "ordibeheşt,савр"},
	{dateTokMonth, 103, "", "hordad,ҷавзо"},
	{dateTokMonth, 104, "", "саратон"},
	{dateTokMonth, 106, "", "şehriver"},
	{dateTokMonth, 107, "", "мизон"},
	{dateTokMonth, 108, "", "ақраб"},
	{dateTokMonth, 109, "", "azer,қавс"},
	{dateTokMonth, 110, "", "ҷадӣ"},
	{dateTokMonth, 111, "", "behmen"},
	{dateTokMonth, 112, "", "isfend,ҳут"},

	{dateTokSeason, int(dateWinter), "", "kış,kiş,қыс,кыш,зимистон"},
	{dateTokSeason, int(dateSpring), "", "ilkbahar,көктем,жылдын жаз,жылдардын жаз,жыл жаз"},
	{dateTokSeason, int(dateSummer), "", "yaz,жылдың жаз,жылғы жаз,жай,тобистон"},
	{dateTokSeason, int(dateAutumn), "", "sonbahar,güz,күз,тирамоҳ"},

	{dateTokPart, 0, "dawn", "şafak,таң ата,таң атқанда,таң эрте,таң атканда,саҳар"},
	{dateTokPart, 0, "morning", "sabah,sabahleyin,таңертең,таңертеңгілік,эртең менен,субҳ,субҳи"},
	{dateTokPart, 0, "noon", "öğlen,öğle,түс,түш,нисфирӯзӣ"},
	{dateTokPart, 0, "afternoon", "öğleden sonra,түстен кейін,түштөн кийин,баъд аз нисфирӯзӣ,пас аз нисфирӯзӣ"},
	{dateTokPart, 0, "evening", "akşam,кешке,кешкісін,кечинде,кечкисин,бегоҳӣ,бегоҳ"},
	{dateTokPart, 0, "night", "gece,geceleyin,түн,шаб,шабона"},
	{dateTokPart, 0, "midnight", "gece yarısı,gece yarisi,түн ортасы,түн ортосу,нисфи шаб"},

	{dateTokPortion, int(dateEarly), "", "baş,басы,башы,аввали,ибтидои"},
	{dateTokPortion, int(dateMid), "", "orta,ортасы,ортосу,миена,миенаҳо"},
	{dateTokPortion, int(dateLate), "", "son,соңы,соңу,аягы,акыры,охир"},
	{dateTokPortion, int(dateFirstHalf), "", "ilk yarı,ilk yari,birinci yarı,бірінші жартысы,биринчи жарымы,нимаи аввал,нимаи аввали,нимаи якуми"},
	{dateTokPortion, int(dateSecondHalf), "", "ikinci yarı,екінші жартысы,экинчи жарымы,нимаи дуюм,нимаи дуюми"},

	{dateTokDecadeUz, 0, "", "жылдар,солҳо,солҳои,yıllar"},

	{dateTokWeekday, 1, "", "pazartesi,дүйсенбі,дүйшөмбү,душанбе"},
	{dateTokWeekday, 2, "", "salı,сейсенбі,шейшемби,сешанбе"},
	{dateTokWeekday, 3, "", "çarşamba,сәрсенбі,шаршемби,чоршанбе"},
	{dateTokWeekday, 4, "", "perşembe,бейсенбі,бейшемби,панҷшанбе"},
	{dateTokWeekday, 5, "", "cuma,жұма,жума,ҷумъа"},
	{dateTokWeekday, 6, "", "cumartesi,сенбі,ишемби,шанбе"},
	{dateTokWeekday, 0, "", "pazar,жексенбі,жекшемби,якшанбе"},

	{dateTokCalendar, 0, CalendarJulian, "jülyen takvim,eski takvim,юлиан күнтізбе,ескі стиль,юлиан календар,эски стиль,тақвими юлианӣ"},
	{dateTokCalendar, 0, CalendarSolarHijri, "hicri şemsi takvim,hicri şemsi,күн хижрасы күнтізбе,күн хижрасы календар,ҳиҷрии шамсӣ"},
	{dateTokCalendar, 0, CalendarHijri, "hicri kameri takvim,hicri kameri,hicri,ай хижрасы күнтізбе,ай хижрасы календар,ҳиҷрии қамарӣ"},
	{dateTokCalendar, 0, CalendarHebrew, "i̇brani takvim,ibrani takvim,еврей күнтізбе,еврей календар,тақвими яҳудӣ"},
	{dateTokCalendar, 0, CalendarEthiopian, "etiyopya takvim,эфиопия күнтізбе,эфиопия календар,тақвими ҳабашӣ"},
	{dateTokCalendar, 0, CalendarBuddhist, "budist takvim,будда күнтізбе,будда календар,тақвими буддоӣ"},

	{dateTokHour, 0, "", "saat,сағат,саат,соат,соати"},
	{dateTokMinute, 0, "", "dakika,минут,дақиқа"},

	{dateTokAbout, 0, "", "yaklaşık,civar,sıraları,dolayları,dolaylarında,шамасы,шамамен,чамасы,болжол менен,тақрибан,такрибан,қарибӣ"},
	{dateTokBefore, 0, "", "пеш аз,то пеш аз"},
	{dateTokAfter, 0, "", "баъд аз,пас аз"},
	{dateTokFrom, 0, "", "аз"},
	{dateTokUpTo, 0, "", "то"},
	{dateTokNotAfter, 0, "", "en geç,на дертар аз,дертар не аз"},
	{dateTokDan, 0, "", "дан,ден,тан,тен,нан,нен,дон,дөн,тон,төн,нон,нөн"},
	{dateTokGacha, 0, "", "kadar,dek,дейін,чейин"},
	{dateTokThenAfter, 0, "", "sonra,кейін,соң,кийин"},
	{dateTokThenBefore, 0, "", "önce,бұрын,мурун,мурда"},
	{dateTokThenSince, 0, "", "itibaren,bu yana,бастап,бері,баштап,бери"},
	{dateTokThenUntil, 0, "", "кешіктірмей,кечиктирбей"},
	{dateTokBetween, 0, "", "ara,arası,arasında,аралығы,аралыгы,байн,байни,дар байни"},
	{dateTokAnd, 0, "", "ile,ve,және,жана,мен,бен,пен,менен,ва"},

	{dateTokUnknown, 0, "", "tarih bilinmiyor,bilinmiyor,күні белгісіз,белгісіз,күнү белгисиз,белгисиз,сана номаълум,номаълум"},
	{dateTokRelative, 0, "", "dün,bugün,yarın,geçen,şimdi,кеше,бүгін,ертең,былтыр,бүгүн,эртең,кечээ,өткөн,дирӯз,имрӯз,фардо,гузашта"},

	{dateTokFiller, 0, "", "yıl,ay,ayı,gün,günü,tarih,tarihi,tarihinde,жыл,жылғы,жылы,ай,айы,күн,күні,күнү,сол,соли,моҳ,моҳи,рӯз,рӯзи,санаи,дар,ға,ге,қа,ке,га,го,гө,ка,кө"},
}

// dateEasternEndings are cut off as dateUzbekEndings are. The longer stand first.
var dateEasternEndings = dateEndingsOf(map[dateTokenKind]string{
	dateTokDan: "nden ndan дан ден тан тен нан нен дон дөн тон төн нон нөн dan den tan ten",
	dateTokFiller: "дың дің тың тің ның нің дын дин дун дүн тын тин тун түн нын нин нун нүн " +
		"nın nin nün ın in un ün да де та те до дө то тө нда нде ғы гі қы кі гы ки гу гү " +
		"ға ге қа ке на не га го гө ка ко кө но нө да ҳо " +
		"ы і у ү и сы сі су сү ı i u ü sı si su sü da de ta te nda nde",
})

// dateTurkishCases are the endings that an apostrophe joins to figures.
var dateTurkishCases = func() map[string]dateTokenKind {
	cases := map[string]dateTokenKind{"dan": dateTokDan, "den": dateTokDan, "tan": dateTokDan, "ten": dateTokDan}
	for _, e := range strings.Fields("a e ya ye da de ta te ı i u ü yı yi yu yü sı si ın in un ün nın nin nun nün") {
		cases[e] = dateTokFiller
	}
	return cases
}()

package pairs

import (
	"math/rand/v2"
	"strings"
)

// The third set: names, tables and habits that no other file here has, to see
// whether what holds for the first two holds for more than they do. Its names
// are those of registers of voters, scholars and athletes of the region; its
// tables are named below. It was written once, and judged as it is: what it
// shows is mended by a rule of a script in model/names or not at all, and no
// name goes from here into the list of given names.
var (
	// ALA-LC 1997, with the marks that library catalogues leave out or keep.
	alaLC = table{"ё": "ë", "й": "ĭ", "ц": "ts", "э": "ė", "ю": "iu", "я": "ia", "ў": "ŭ", "қ": "q", "ғ": "gh", "ҳ": "ḣ", "ҷ": "j", "ӣ": "ī", "ӯ": "ū", "ә": "ă", "ө": "ȯ", "ү": "u̇", "ұ": "ū", "ң": "n͡g", "і": "ī"}
	// ISO/R 9:1968, as scholars write Russian.
	scholars = table{"ё": "ë", "ж": "ž", "й": "j", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "э": "è", "ю": "ju", "я": "ja", "қ": "ķ", "ғ": "ġ", "ҳ": "ḥ", "ў": "ŭ"}
	// Kazakh, decree of January 2021.
	kazakh2021 = table{"ә": "ä", "ж": "j", "ғ": "ğ", "и": "i", "й": "i", "қ": "q", "ң": "ñ", "ө": "ö", "у": "u", "ұ": "ū", "ү": "ü", "х": "h", "һ": "h", "ч": "ch", "ш": "ş", "ы": "y", "і": "ı", "я": "ia", "ю": "iu", "ц": "ts"}
	// Kazakh, decree of February 2018.
	kazakh2018 = table{"ә": "á", "ж": "j", "ғ": "ǵ", "и": "ı", "й": "ı", "қ": "q", "ң": "ń", "ө": "ó", "у": "ý", "ұ": "u", "ү": "ú", "х": "h", "һ": "h", "ч": "ch", "ш": "sh", "ы": "y", "і": "i", "я": "ıa", "ю": "ıý", "ц": "ts"}
	// Kyrgyz, BGN/PCGN 1979, and as passports of 2004 have it.
	kyrgyz = table{"ж": "j", "й": "y", "ң": "ng", "ө": "ö", "ү": "ü", "х": "kh", "ы": "y"}
	// Tajik, the passports' table of 2008.
	tajik = table{"ғ": "gh", "ӣ": "i", "қ": "q", "ӯ": "u", "ҳ": "h", "ҷ": "j", "ж": "zh", "ё": "yo", "ъ": "", "х": "kh", "й": "y"}
	// Azerbaijani, law of 1992, as that press writes its neighbours.
	azeri = table{"ж": "j", "х": "x", "ч": "ç", "ш": "ş", "ы": "ı", "дж": "c", "қ": "q", "г": "q", "ғ": "ğ", "ҳ": "h", "ў": "ö", "й": "y", "ц": "s"}
	// Czech, ČSN 01 0185.
	czech = table{"ж": "ž", "й": "j", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "ю": "ju", "я": "ja", "ё": "jo", "дж": "dž"}
	// Hungarian, the Academy's rules.
	hungarian = table{"ж": "zs", "й": "j", "с": "sz", "х": "h", "ц": "c", "ч": "cs", "ш": "s", "ю": "ju", "я": "ja", "ё": "jo", "дж": "dzs"}
	// Dutch, Taalunie.
	dutch = table{"ж": "zj", "й": "j", "х": "ch", "у": "oe", "ч": "tsj", "ш": "sj", "ю": "joe", "я": "ja", "ё": "jo", "дж": "dzj"}
	// Swedish, Nationalencyklopedin.
	swedish = table{"ж": "zj", "й": "j", "х": "ch", "ч": "tj", "ш": "sj", "щ": "sjtj", "ю": "ju", "я": "ja", "ё": "jo", "дж": "dzj"}
	// Spanish, Fundéu.
	spanish = table{"ж": "zh", "й": "i", "х": "j", "ц": "ts", "ш": "sh", "ю": "iu", "я": "ia", "ё": "io", "ы": "i", "дж": "dzh"}
	// Italian press.
	italian = table{"ж": "zh", "й": "j", "х": "kh", "ч": "ch", "ш": "sh", "ю": "ju", "я": "ja", "дж": "dzh"}
	// Finnish, SFS 4900.
	finnish = table{"ж": "ž", "й": "i", "х": "h", "ч": "tš", "ш": "š", "ю": "ju", "я": "ja", "ё": "jo", "дж": "dž"}
)

// unseenSchemes are ways to write that the first two sets do not know.
var unseenSchemes = []Scheme{
	{Name: "own Cyrillic", Write: func(w string) string { return w }},
	{Name: "Russian letters", Write: russified, Russian: true},
	{Name: "Uzbek Latin ʻ", Write: commas("ʻ"), Only: "uz"},
	{Name: "Uzbek Latin ‘", Write: commas("‘"), Only: "uz"},
	{Name: "Uzbek Latin ´", Write: commas("´"), Only: "uz"},
	{Name: "Uzbek 2019", Write: func(w string) string {
		return strings.NewReplacer("oʻ", "ŏ", "Oʻ", "Ŏ", "gʻ", "ğ", "Gʻ", "Ğ", "sh", "ş", "Sh", "Ş", "ch", "c", "Ch", "C").Replace(write(w, uzbek1995, "ye"))
	}, Only: "uz"},
	{Name: "ALA-LC", Write: afterRussian(alaLC, "e"), Russian: true},
	{Name: "ALA-LC own", Write: func(w string) string { return write(w, alaLC, "e") }},
	{Name: "scholars", Write: afterRussian(scholars, "e"), Russian: true},
	{Name: "Kazakh 2021", Write: func(w string) string { return write(w, kazakh2021, "e") }, Only: "kk"},
	{Name: "Kazakh 2018", Write: func(w string) string { return write(w, kazakh2018, "e") }, Only: "kk"},
	{Name: "Kyrgyz BGN", Write: func(w string) string { return write(w, kyrgyz, "ye") }, Only: "ky"},
	{Name: "Tajik passport", Write: func(w string) string { return write(w, tajik, "e") }, Only: "tg"},
	{Name: "Turkmen", Write: func(w string) string { return write(w, turkmen, "ýe") }, Only: "tk"},
	{Name: "Azerbaijani", Write: func(w string) string { return write(w, azeri, "ye") }},
	{Name: "Czech", Write: afterRussian(czech, "je"), Russian: true},
	{Name: "Hungarian", Write: afterRussian(hungarian, "je"), Russian: true},
	{Name: "Dutch", Write: afterRussian(dutch, "je"), Russian: true},
	{Name: "Swedish", Write: afterRussian(swedish, "je"), Russian: true},
	{Name: "Spanish", Write: afterRussian(spanish, "ie"), Russian: true},
	{Name: "Italian", Write: afterRussian(italian, "e"), Russian: true},
	{Name: "Finnish", Write: afterRussian(finnish, "je"), Russian: true},
	{Name: "passport", Write: afterRussian(icao, "e"), Russian: true},
	{Name: "passport office", Write: afterDeeper(icao, "e"), Russian: true, Only: "uz"},
	{Name: "German", Write: afterRussian(german, "je"), Russian: true},
	{Name: "French", Write: afterRussian(french, "ie"), Russian: true},
	{Name: "Polish", Write: afterRussian(polish, "je"), Russian: true},
	{Name: "English", Write: afterRussian(english, "e"), Russian: true},
}

// unseenLanguages have names that the first two sets do not have.
var unseenLanguages = []language{
	{
		code: "uz", own: "ўғли қизи", ending: true, ovich: true,
		men: `Абдуғаффор Абдумалик Абдуғани Аъзам Аскар Ақмал Бекмурод Боймурод Бурҳон Жўра Зайниддин Зиёвуддин Иқбол Исломбек Илёс Лазиз Маматкарим Мақсадбек Миржалол Миркомил Мираброр Мирзақул Муҳсин Муртазо Мусо Нажмиддин Неъматилла Низомиддин Нишонбой Ориф Рўзимурод
Самандар Саттор Сайфиддин Соибжон Сухроб Тожиддин Тошмурод Тулқинжон Урол Файзиддин Фатҳулла Хайриддин Холиқ Худойберди Чингиз Шодиёр Шомурод Шоқосим Эшмат Юнусали Эшмурод Яшнар Қамбар Қурбонбой Қўзи Ҳабибулла Ҳайитбой Ҳамдам Ҳамробек Ҳафиз`,
		women:    `Адиба Азода Баҳринисо Гулбадан Гулсанам Дилзода Зарифа Карима Манзура Матлуба Мадинабону Мунаввар Норхол Ойдин Рисолат Саломат Соҳиба Тожихон Турсуной Феруза Хумора Чарос Шарофат Ширин Эъзоза Қумри Ҳулкар Ҳанифа`,
		families: `Абдуғаффор Авлоқул Аллаёр Арслон Аъзам Бердиқул Болта Бўри Дадажон Дўсмат Ёрмат Жабборберган Қаҳҳор Зиёвуддин Ибодулла Икром Йўлчи Каттабек Мавлон Мадраҳим Мадёр Мўйдин Нурмуҳаммад Ниёз Оққул Пардабой Рўзмет Сотвол Сувон Тиллаxўжа Тошмуҳаммад Турғунбой Узоқ Фозил Худойназар Хўжамурод Чўлибой Шомирза Эркабой Эшбой Ўразбой Қосимхўжа Қўлдош Ғойиб Ҳайит Ҳожимат`,
	},
	{
		code: "tg", own: "зода", ending: true, ovich: true,
		men:      `Абдухалим Амирбек Анушервон Асадулло Бузургмеҳр Гулмурод Ғаюр Давлаталӣ Дониёл Зикриё Зубайдулло Имомалӣ Қимат Қудратулло Лоиқ Мирзошариф Муъмин Неъматулло Одинамад Раҷабалӣ Рӯзӣ Саймуддин Сайдамир Толибшоҳ Ҳабибулло Хуршед Ҷаҳонгир Ҷумъа Шодӣ Эраҷ Ятим`,
		women:    `Адиба Бибихонум Гулрухсор Дилбархон Заррина Қумрӣ Маҳина Мастона Мунаввара Нозанин Оҷарой Рудоба Салима Саломат Субҳия Тозагул Фируза Хосият Чаман Шукрона`,
		families: `Абдуғаффор Алӣ Асрор Бобоҷон Ғоиб Давлатёр Ёқуб Зуҳур Иброҳим Искандар Қаюм Қодир Меҳрубон Мулло Нуъмон Ойматов Раҳматулло Саидмурод Тӯра Умар Ҳоҷӣ Холиқ Ҷамшед Ҷабор Шамсулло Шоҳмурод`,
	},
	{
		code: "kk", own: "ұлы қызы", ending: true, ovich: true,
		men:      `Ақан Аманкелді Бағдат Бейбіт Бердібек Дүйсен Ерболат Есенғали Жақсыбек Жарылқасын Жеңіс Кемел Қабдеш Қасымхан Құдайберген Мәулен Мейрам Нұрғиса Ораз Сапарғали Сәрсенбай Сырым Тәжібай Тілеуберді Төреғали Шәкәрім Шоқан Ыбырай Үмбет Әбіш Әлихан Әмірхан Өтеген`,
		women:    `Ақерке Ақмарал Баян Гауһар Жаңыл Зейнеп Күләш Қаракөз Қызжібек Майра Мөлдір Нұргүл Роза Сәуле Тоғжан Үміт Шарбану Әйгерім Әлия Әсия`,
		families: `Ақбай Алдаберген Байтұрсын Баймұрат Бөкейхан Дулат Ермағамбет Есім Жансүгір Жүргенбай Көшім Құнанбай Қонысбай Мыңжасар Нұрмағамбет Орынбай Сарсенбай Сыздық Тәуекел Тілеу Шоқай Шәкір Ұзақ Үсенбай Әлімжан Өмірәлі`,
	},
	{
		code: "ky", own: "уулу кызы", ending: true, ovich: true,
		men:      `Абдыкерим Алымбек Арстанбек Бейшенбек Бөрүбай Дөөлөт Жоробек Жолдошбек Качкынбай Келдибек Кеңешбек Кыдырмаамбет Мамбетжунус Мелис Молдобек Мырзакмат Орозмамат Өскөн Сагынбек Сейит Субан Сүйүнбек Тагай Түгөлбай Үсөн Шайлообек Ыманалы Эгемберди`,
		women:    `Айчүрөк Бегимай Бүбүсара Дамира Жаңыл Жийде Каныкей Кызжибек Махабат Нурзат Салима Тамара Төлөгөн Үмүт Шаарбүбү Ырыс`,
		families: `Абылгазы Аширалы Бейшеналы Бөкөн Жаңыбай Жетиген Жусуп Кыдыраалы Көкөй Мамбетказы Мырзабек Нышан Ормон Сманкул Сыдыкбек Табылды Төрөкан Түлөбердi Чынгожо Эсенгул Эсенаман Үсөнбай`,
	},
	{
		code: "tk", own: "оглы гызы", ending: true, ovich: true,
		men:      `Акмырат Аннагелди Байраммырат Батыр Бабамырат Гочмырат Дөвран Ишангулы Керим Магтымгулы Мекан Мыратберди Мырат Мәлик Непес Оразгелди Пиргулы Розымырат Сүлейман Тәчмырат Хыдыр Чарымырат Шатлык Эсен`,
		women:    `Абадан Аҗап Биби Гүлалек Гүлнар Дүрли Енеш Маҗера Огулбиби Огулнур Оразсолтан Тәҗигүл Чынар Энеҗан`,
		families: `Амангелди Аннагурбан Бабагелди Гурбандурды Дурдымырат Җума Кадыр Мәммет Мухамметберди Непес Нурягды Хыдырберди Ходҗагелди Чарыгелди Ягмыр Эсенов`,
	},
	{
		code: "ru", own: "", ending: true, ovich: true,
		men:      `Аркадий Артемий Богдан Валентин Всеволод Герман Егор Захар Игнатий Лев Макар Матвей Родион Семён Юлиан Эдуард Феликс Филипп Ян`,
		women:    `Алёна Ангелина Василиса Виктория Жанна Злата Клавдия Лидия Полина Рената Снежана Таисия Ульяна Эльвира Яна`,
		families: `Абрам Бирюк Вишняк Горбач Горшен Дягиле Ермак Жук Зубар Кочетк Лихачё Мельник Носк Осип Пахом Рыж Сафон Тихон Уварь Хлебник Чех Шубн Щедр Юдаш Ястреб`,
	},
}

// short names of each of which one long form is meant, with the long form: from
// dictionaries of Russian names and from how families call one another.
var shortNames = []string{
	"Аркаша Аркадий", "Арсюша Арсений", "Боря Борис", "Валя Валентин", "Вадик Вадим", "Витя Виктор", "Вова Владимир", "Гена Геннадий", "Гриша Григорий", "Дима Дмитрий", "Женя Евгений", "Коля Николай", "Костя Константин", "Лёша Алексей",
	"Миша Михаил", "Паша Павел", "Петя Пётр", "Рома Роман", "Саша Александр", "Серёжа Сергей", "Стас Станислав", "Тоха Антон", "Федя Фёдор", "Юра Юрий", "Яша Яков", "Эдик Эдуард",
	"Аня Анна", "Даша Дарья", "Катя Екатерина", "Лена Елена", "Лиза Елизавета", "Люда Людмила", "Маша Мария", "Надя Надежда", "Наташа Наталья", "Оля Ольга", "Света Светлана", "Соня Софья", "Таня Татьяна", "Юля Юлия",
}

// Unseen gives the pairs of the third set: of the half of its names that is
// reported, or of the half that may be looked at.
func Unseen(report bool) []Pair {
	m := &maker{dice: rand.New(rand.NewPCG(2026, 11)), of: unseenLanguages, in: unseenSchemes, report: report}
	for range 1500 {
		m.positive(m.person())
	}
	for range 220 {
		m.twoSlips(m.person())
		m.initials(m.person())
		m.capitals(m.person())
	}
	for _, s := range shortNames {
		m.nickname(s)
	}
	for range 450 {
		m.negative()
	}
	return m.pairs
}

// twoSlips makes two slips in the longest word, one or two letters apart at least.
func (m *maker) twoSlips(p person) {
	x, y := m.write(p, m.scheme(p.lang), full), m.write(p, m.scheme(p.lang), full)
	ws := strings.Fields(y)
	at := 0
	for i := range ws {
		if len([]rune(ws[i])) > len([]rune(ws[at])) {
			at = i
		}
	}
	if len([]rune(ws[at])) < 8 {
		return
	}
	ws[at] = m.slip(m.slip(ws[at]))
	m.add("two slips", true, x, strings.Join(ws, " "))
}

// initials writes one of two names as papers do: Х. М. Каримов, Каримов Х.М.
func (m *maker) initials(p person) {
	s := m.scheme(p.lang)
	for !s.Russian {
		s = m.scheme(p.lang)
	}
	first := func(w string) string {
		for _, r := range s.Write(w) {
			return string(r) + "."
		}
		return ""
	}
	family := s.Write(p.familyName(false))
	short := first(p.given) + first(p.father) + " " + family
	if m.dice.IntN(2) == 0 {
		short = family + " " + first(p.given) + " " + first(p.father)
	}
	m.add("two initials", true, short, m.write(p, s, []int{full, fullFirst, givenFamily}[m.dice.IntN(3)]))
}

// capitals writes the family name, or all, in capitals, as passports do.
func (m *maker) capitals(p person) {
	x := m.write(p, m.scheme(p.lang), full)
	if m.dice.IntN(2) == 0 {
		x = strings.ToUpper(x)
	} else if head, rest, ok := strings.Cut(x, " "); ok {
		x = strings.ToUpper(head) + " " + rest
	}
	m.add("capitals", true, x, m.write(p, m.scheme(p.lang), givenFamily))
}

// nickname has one called by a short name.
func (m *maker) nickname(both string) {
	call, name, _ := strings.Cut(both, " ")
	l := &m.of[len(m.of)-1]
	p := person{lang: l, given: name, father: m.one(words(l.men, m.report)), family: m.one(words(l.families, m.report)), woman: strings.HasSuffix(name, "а") || strings.HasSuffix(name, "я")}
	q := p
	q.given = call
	m.add("short form", true, m.write(p, m.scheme(l), full), m.write(q, m.scheme(l), givenFamily))
}

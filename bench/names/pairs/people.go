package pairs

import (
	"hash/fnv"
	"strings"
)

// known are people of public life, each with spellings that stand in print.
const known = `
Ислам Каримов;Islom Karimov;Ислом Каримов;Islam Karimov;Islam Karimow;Islam Abduganijewitsch Karimow;Islam Kerimov;Islom Abdugʻaniyevich Karimov;Islam Abdouganiïevitch Karimov
Шавкат Мирзиёев;Shavkat Mirziyoyev;Chavkat Mirzioïev;Schawkat Mirsijojew;Szawkat Mirzijojew;Şevket Mirziyoyev;Shavkat Mirziyaev;Shavkat Miromonovich Mirziyoyev;Mirziyoyev Shavkat
Нурсултан Назарбаев;Nursultan Nazarbayev;Nursułtan Nazarbajew;Noursoultan Nazarbaïev;Nursultan Nasarbajew;Нұрсұлтан Назарбаев;Nursultan Abishevich Nazarbayev;Нурсултан Абишевич Назарбаев;Nūrsūltan Nazarbaev
Эмомали Рахмон;Emomali Rahmon;Эмомалӣ Раҳмон;Emomalii Rahmon;Emomali Rachmon;Imomali Rakhmon;Имомали Рахмонов;Emomali Rahmonov;Imomali Rahmanov
Гурбангулы Бердымухамедов;Gurbanguly Berdimuhamedow;Gurbanguly Berdymukhamedov;Gurbanguly Berdimuhamedov;Gourbangouly Berdimouhamedov;Kurbanguly Berdymukhammedov;Gurbanguly Mälikgulyýewiç Berdimuhamedow
Сердар Бердымухамедов;Serdar Berdimuhamedow;Serdar Berdymukhamedov;Sardar Berdimuhamedov
Сапармурат Ниязов;Saparmyrat Nyýazow;Saparmurat Niyazov;Saparmurad Niyazov;Saparmurat Nijasow;Saparmyrat Ataýewiç Nyýazow
Касым-Жомарт Токаев;Kassym-Jomart Tokayev;Қасым-Жомарт Тоқаев;Qasym-Jomart Toqaev;Kassym-Schomart Tokajew;Kasym-Żomart Tokajew;Kasım Cömert Tokayev;Kassym-Jomart Tokaïev
Курманбек Бакиев;Kurmanbek Bakiyev;Kourmanbek Bakiev;Kurmanbek Bakijew;Курманбек Салиевич Бакиев
Роза Отунбаева;Roza Otunbayeva;Rosa Otunbajewa;Roza Otounbaïeva;Otunbayeva Roza Isakovna
Алмазбек Атамбаев;Almazbek Atambayev;Almasbek Atambajew;Almazbek Atambaïev;Алмазбек Шаршенович Атамбаев
Сооронбай Жээнбеков;Sooronbay Jeenbekov;Sooronbai Dscheenbekow;Sooronbaï Jeenbekov;Sooronbay Zheenbekov
Садыр Жапаров;Sadyr Japarov;Sadyr Zhaparov;Sadyr Dschaparow;Садыр Нургожоевич Жапаров
Аскар Акаев;Askar Akayev;Askar Akajew;Аскар Акаевич Акаев;Askar Akaev
Мухаммад Салих;Muhammad Solih;Мухаммад Солих;Muhammad Salih;Mohammad Salih
Мирсобир Хамидкариев;Mirsobir Khamidkariev;Mirsobir Khamidkariyev;Hamidqoriyev Mirsobir;Мирсобир Хамидкарьев;Khamidkariyev Mirsobir
Мутабар Таджибаева;Mutabar Tadjibayeva;Mutabar Tojiboyeva;Mutabar Tajibaeva;Mutabar Tadschibajewa
Азимжан Аскаров;Azimjon Asqarov;Azimzhan Askarov;Azimjan Askarov;Азимжон Аскаров;Asimschan Askarow
Гульнара Каримова;Gulnora Karimova;Gulnara Karimova;Gulnara Karimowa;Гулнора Каримова;Goulnara Karimova
Лола Каримова;Lola Karimova;Lola Karimova-Tillyaeva;Лола Каримова-Тилляева
Елена Урлаева;Elena Urlaeva;Yelena Urlayeva;Elena Urlajewa;Jelena Urlajewa
Улугбек Хайдаров;Ulugʻbek Haydarov;Ulugbek Khaidarov;Ulugbek Haydarov
Жамшид Каримов;Jamshid Karimov;Джамшид Каримов;Djamshid Karimov;Dschamschid Karimow
Санджар Умаров;Sanjar Umarov;Санжар Умаров;Sandschar Umarow
Акзам Тургунов;Agzam Turgunov;Akzam Turgunov;Аъзам Турғунов;Aʼzam Turgʻunov;Agsam Turgunow
Исроил Холдаров;Isroil Kholdarov;Isroiljon Xoldorov;Исроил Холдоров;Isroil Holdarov
Салижон Абдурахманов;Salijon Abdurahmonov;Solijon Abdurakhmanov;Salidjon Abdurakhmanov;Солижон Абдураҳмонов
Дилмурод Саидов;Dilmurod Saidov;Dilmurod Sayyid;Дилмурад Саидов;Dilmurad Saidow
Бобомурод Раззаков;Bobomurod Razzoqov;Bobomurod Razzakov;Бобомурад Раззаков
Уктам Пардаев;Oʻktam Pardayev;Uktam Pardaev;Ўктам Пардаев
Машраб Жумаев;Mashrab Jumayev;Mashrab Jumaev;Машраб Джумаев
Мурад Джураев;Murod Joʻrayev;Murad Juraev;Murod Jurayev;Мурод Жўраев;Murad Dzhuraev;Mourad Djouraïev
Рустам Иноятов;Rustam Inoyatov;Рустам Расулович Иноятов;Rustam Inojatow
Закир Алматов;Zokir Almatov;Zakir Almatov;Зокир Алматов;Sakir Almatow
Артур Авакян;Artur Avakian;Artur Avakyan;Arthur Avakian
Арамаис Авакян;Aramais Avakian;Aramais Avakyan;Арамаис Арамович Авакян
Максат Исаков;Maksat Isakov;Maqsat Isaqov;Maxat Issakow
Мухтар Аблязов;Mukhtar Ablyazov;Muhtar Ablyazov;Muchtar Abljasow;Moukhtar Abliazov;Мұхтар Әблязов
Жанболат Мамай;Zhanbolat Mamai;Janbolat Mamai;Жанболат Мамай;Schanbolat Mamai
Макс Бокаев;Max Bokaev;Maks Bokayev;Макс Боқаев;Max Bokajew
Талгат Аян;Talgat Ayan;Талғат Аян;Talghat Ajan
Мухиддин Кабири;Muhiddin Kabiri;Mukhiddin Kabiri;Муҳиддин Кабирӣ;Muchiddin Kabiri
Бузургмехр Ёров;Buzurgmehr Yorov;Buzurgmekhr Yorov;Бузургмеҳр Ёров;Busurgmehr Jorow
Махмадали Хаит;Mahmadali Hayit;Makhmadali Hait;Маҳмадалӣ Ҳайит
Умарали Кувватов;Umarali Quvvatov;Umarali Kuvvatov;Умаралӣ Қувватов
Саидумар Хусайни;Saidumar Husaini;Saidumar Khusaini;Саидумар Ҳусайнӣ
Борис Шихмурадов;Boris Shikhmuradov;Boris Şyhmyradow;Boris Schichmuradow
Огулсапар Мурадова;Ogulsapar Muradova;Ogulsapar Myradowa;Ogulsapar Mouradova
Гулгелди Аннаниязов;Gulgeldy Annaniyazov;Gulgeldi Annanyýazow;Gulgeldi Annaniazov
Мурад Гарабаев;Murad Garabayev;Myrat Garabaýew;Murad Garabaev
Чингиз Айтматов;Chingiz Aitmatov;Tschingis Aitmatow;Çıngız Aytmatov;Czingiz Ajtmatow;Tchinguiz Aïtmatov;Chyngyz Aytmatov
Мухтар Ауэзов;Mukhtar Auezov;Мұхтар Әуезов;Muchtar Auesow;Moukhtar Aouezov
Шараф Рашидов;Sharof Rashidov;Sharaf Rashidov;Шароф Рашидов;Scharaf Raschidow;Szaraf Raszydow;Charaf Rachidov
Абдулла Кадыри;Abdulla Qodiriy;Abdulla Kadiri;Абдулла Қодирий;Abdullah Kadiri
Хамза Хакимзаде Ниязи;Hamza Hakimzoda Niyoziy;Khamza Khakimzade Niyazi;Ҳамза Ҳакимзода Ниёзий
Зульфия Исраилова;Zulfiya Isroilova;Zulfia Israilova;Sulfija Israilowa
Рустам Касымджанов;Rustam Kasimdzhanov;Rustam Qosimjonov;Рустам Қосимжонов;Rustam Kassimdschanow
Нодирбек Абдусатторов;Nodirbek Abdusattorov;Нодирбек Абдусатторов;Nodirbek Abdusattarov;Nodirbek Abdoussattorov
Ташпулат Туляганов;Toshpoʻlat Toʻlaganov;Tashpulat Tulyaganov;Тошпўлат Тўлаганов
Джохар Дудаев;Dzhokhar Dudayev;Djokhar Doudaïev;Dschochar Dudajew;Cahar Dudayev;Dżochar Dudajew
Алишер Усманов;Alisher Usmanov;Alisher Usmonov;Alischer Usmanow;Aliszer Usmanow;Alişer Usmanov
Абдулазиз Камилов;Abdulaziz Kamilov;Abdulaziz Komilov;Абдулазиз Комилов;Abdulasis Kamilow
Эльмира Базарова;Elmira Bazarova;Elmira Bozorova;Эльмира Бозорова
Сергей Наумов;Sergey Naumov;Sergei Naumov;Sergej Naumow;Serguei Naoumov
Наталья Бухарова;Natalya Bukharova;Natalia Bukharova;Natalja Bucharowa
Владимир Козлов;Vladimir Kozlov;Wladimir Koslow;Uladzimir Kozlov
Евгений Жовтис;Yevgeny Zhovtis;Evgeny Zhovtis;Jewgeni Schowtis;Evgueni Jovtis
Толекан Исмаилова;Tolekan Ismailova;Tolekan Ismailowa;Төлөйкан Исмаилова
Азиза Абдирасулова;Aziza Abdirasulova;Asisa Abdirasulowa;Aziza Abdyrasulova
Шахида Якуб;Shahida Yakub;Шохида Ёқуб;Shohida Yoqub;Schahida Jakub
Аваз Таваккал;Avaz Tavakkal;Avaz Tavakal
Надира Исакова;Nadira Isakova;Nodira Isoqova;Нодира Исоқова
Урмат Казакбаев;Urmat Kazakbaev;Urmat Kazakbayev;Urmat Kasakbajew
Равшан Джеенбеков;Ravshan Jeenbekov;Ravshan Dzheenbekov;Rawschan Dscheenbekow
Омурбек Текебаев;Omurbek Tekebayev;Өмүрбек Текебаев;Omurbek Tekebajew;Omourbek Tekebaïev
Феликс Кулов;Felix Kulov;Feliks Kulov;Felix Kulow
Замира Сыдыкова;Zamira Sydykova;Samira Sydykowa;Zamira Sydikova
Гулчехра Бобокулова;Gulchekhra Bobokulova;Gyulchekhra Bobokulova;Гюльчехра Бобокулова;Gulchehra Boboqulova
Сайфулло Сафаров;Saifullo Safarov;Sayfullo Safarov;Сайфулло Сафаров
Зайд Саидов;Zayd Saidov;Zaid Saidov;Зайд Шерович Саидов;Said Saidow
Хикматулло Сайфуллозода;Hikmatullo Sayfullozoda;Khikmatullo Saifullozoda;Ҳикматулло Сайфуллозода
Дододжон Атовуллоев;Dodojon Atovulloev;Dododzhon Atovulloyev;Dodojon Atovullo
Файзали Хасанов;Fayzali Hasanov;Faizali Khasanov;Фаиз Али Хасанов
Юсуф Рузимурадов;Yusuf Ruzimuradov;Юсуф Рўзимуродов;Yusuf Roʻzimurodov;Jusuf Rusimuradow
Ганихон Маматханов;Ganihon Mamatkhanov;Gʻanixon Mamatxonov;Ғанихон Маматхонов;Ganikhan Mamatkhanov
Алишер Караматов;Alisher Karamatov;Alisher Karomatov;Алишер Кароматов
Зафаржон Рахимов;Zafarjon Rahimov;Zafar Rakhimov;Зафаржон Раҳимов;Safardschon Rachimow
Носим Исаков;Nosim Isakov;Nosim Isoqov;Насим Исаков
Эркин Кулиев;Erkin Kuliev;Erkin Quliyev;Эркин Қулиев
Хабибулла Акпулатов;Habibulla Oqpoʻlatov;Khabibulla Akpulatov;Ҳабибулла Оқпўлатов
Саиджахон Зайнабитдинов;Saidjahon Zaynabiddinov;Saidzhakhon Zaynabitdinov;Saidjahon Zainabitdinov
Анвар Алихонов;Anvar Alikhonov;Anvar Alixonov;Anwar Alichonow
`

// spellings gives known people; half of them to look at, half to report.
func spellings(report bool) (people [][]string) {
	for _, line := range strings.Split(strings.TrimSpace(known), "\n") {
		if half(line) == report {
			people = append(people, strings.Split(line, ";"))
		}
	}
	return people
}

// half tells in which half of the names a text is.
func half(text string) bool {
	h := fnv.New32a()
	h.Write([]byte(text))
	return h.Sum32()>>7&1 == 1
}

package names_test

import (
	"testing"

	"guvoh/model/names"
)

func TestNamesAsPapersWriteThem(t *testing.T) {
	for what, pairs := range map[string]string{
		"in the letters of Azerbaijani": `
			Рүстәмов Ҹавид = Rustamov Javid
			Ҝүлнар Ејвазова = Gulnar Eyvazova`,
		"as Russian passports of 2000 have ц": `
			Kuznetcov Igor = Кузнецов Игорь
			Tcoi Viktor Robertovich = Цой Виктор Робертович`,
		"with the father's name of Kazakhs behind a bek": `
			Ибраев Нурлан Оразбекұлы = Ibrayev Nurlan Orazbekovich
			Ибраев Нурлан Оразбекович = Ibrayev Nurlan Orazbekuly`,
		"by the Kazakh state agency": `
			Tilewov Asqar = Тілеуов Асқар
			Ïbraev Oljas Muratovïç = Ибраев Олжас Муратович`,
		"with a soft vowel as Russians hear it": `
			Ибраева Ләззат = Ибраева Ляззат`,
		"with a title before it": `
			г-н Тимур Салимов = Salimov Timur
			г-на Тимура Салимова = Salimov Timur
			г-на Азиза Салимова = Салимов Азиз
			гр-ке Салимовой Лоле Тимуровне = Салимова Лола Тимуровна
			Lt. Col. Timur Salimov = Салимов Тимур Олимович
			M. Timur Salimov = Салимов Тимур Олимович
			Mrs Lola Suleymanowa = Сулейманова Лола Тимуровна
			Captain Timur Özışık = Тимур Озышык
			Judge Timur Salimov = Тимур Салимов`,
		"with -ский in the spellings of the West": `
			Trubetzkoj Lew = Трубецкой Лев
			Wysotzkij Wladimir Semjonowitsch = Высоцкий Владимир Семёнович
			Lewitzkaja Darja = Левицкая Дарья
			Wysocki Władimir = Vladimir Vysotsky
			Levickaja Viktorija = Левицька Вікторія
			Ščerbina Pavel = Щербина Павел
			Şçerbina Pavel = Щербина Павел
			Lukitsch Wladislaw Kusmitsch = Лукич Владислав Кузьмич`,
		"in the lines of a passport that a machine reads": `
			SALIMOV<<TIMUR<<<<<<<<<<<< = Салимов Тимур
			KIM<<VIKTOR<ALEKSEEVICH = Ким Виктор`,
		"read by a machine with digits in them": `
			Sa1imov Timur = Салимов Тимур
			5alimov Timur = Salimov Timur
			Салимов Тимур Ка6ирович = Салимов Тимур Кабирович`,
		"with a family that ends as a father's name": `
			Якубович Лев Аркадьевич = Yakubovich, Lev
			Lev Arkadyevich Yakubovich = Якубович Лев`,
		"with the family of before a marriage": `
			Зулайхо Салимова (Юсупова) = Зулайхо Юсупова`,
	} {
		t.Run(what, func(t *testing.T) { judged(t, pairs, names.VerdictLikely) })
	}
	t.Run("and what is less sure makes one look", func(t *testing.T) {
		judged(t, `
			Jaworskij W. S. = Вячеслав Степанович Яворский
			Karimowa Nodira Olim kisi = Каримова Нодира Олимовна
			Л. А. Якубович = Yakubovich Lev Arkadyevich
			Ким В. = Виктор Ким
			Berdimurodova Mamura = Berdimurodova Marnura
			Алиева Вагифа Гасан оглы = Алиев Вагиф Гасан оглы
			Мельник Романом Петровичем = Мельник Роман Петрович
			Тищенко Вячеславом = Тищенко Вячеслав
			Виктора Нечипоренко = Виктор Нечипоренко
			Салимова Хож-Ахмеда = Салимов Хож-Ахмед`, names.VerdictCheck, names.VerdictLikely)
		judged(t, `Ким В. = Виктор Ким`, names.VerdictCheck)
	})
	t.Run("and an initial of another letter is of somebody else", func(t *testing.T) {
		judged(t, `
			Каримова А. = Каримова Умида
			Каримов Д. = Каримов Темур
			Каримов А. = Каримов Өмір`, names.VerdictDifferent)
	})
	t.Run("and a number behind a name is none of its letters", func(t *testing.T) {
		if n := names.Parse("Каримов 2"); len(n.Parts) != 1 {
			t.Errorf("%d parts", len(n.Parts))
		}
	})
}

package names_test

import (
	"slices"
	"testing"

	"guvoh/model/names"
)

func TestNamesInAnotherCase(t *testing.T) {
	t.Run("that no nominative has are read as what they are", func(t *testing.T) {
		judged(t, `
			Каримова Ислама Абдуганиевича = Islom Karimov
			Каримову Исламу Абдуганиевичу = Каримовым Исламом Абдуганиевичем
			Хамидкариевым Мирсобиром = Hamidqoriyev Mirsobir
			ХАМИДКАРИЕВЫМ МИРСОБИРОМ = Хамидкариев Мирсобир
			Юлдашевой Гульнарой Рустамовной = Yoʻldosheva Gulnora
			Урлаевой Елены = Елена Урлаева
			Достоевскому Федору = Fyodor Dostoyevsky
			Саидовым Тохиром Олим угли = Saidov Tohir Olim oʻgʻli
			гражданину Саидову Бахтиёру Олимовичу = Baxtiyor Saidov
			Мирзиёев Шавкатнинг = Shavkat Mirziyoyev
			Shavkat Mirziyoyevga = Шавкат Мирзиёев
			Нұрсұлтан Назарбаевтың = Нурсултан Назарбаев
			Şevket Mirziyoyev'in = Шавкат Мирзиёев`, names.VerdictLikely, names.VerdictCheck)
	})
	t.Run("that may be a man's genitive or a woman's name make one look", func(t *testing.T) {
		judged(t, `
			Хамидкариева Мирсобира = Хамидкариев Мирсобир
			Джураева Мурада = Murod Joʻrayev
			Рахмонова Эмомали = Эмомали Рахмонов
			Хамидкариеву Мирсобиру = Мирсобир Хамидкариев`, names.VerdictCheck)
	})
	t.Run("do not make a woman of the list a man, nor one brother another", func(t *testing.T) {
		judged(t, `
			Каримова Азиза = Каримов Азиз
			Aziza Karimova = Каримов Азиз
			Karimova Aziza = Karimov Aziz
			Каримова И.А. = Каримов И.А.
			Рашида Юсупова = Рашид Юсупов
			Азиз Каримов = Азиза Каримова
			Каримова Гульнара Рустамовна = Каримов Гульнар Рустамович
			Каримова Хасана Олимовича = Каримов Хусан Олимович
			Каримову Олиму = Каримов Халим
			Саидовым Рустамом Олимовичем = Саидов Рустам Салимович
			Karimova Mirsobira = Karimov Hamid`, names.VerdictDifferent)
	})
	t.Run("say so", func(t *testing.T) {
		r := names.Match("Хамидкариевым Мирсобиром", "Khamidkariev Mirsobir")
		if !slices.Contains(r.Why, names.Reason{Code: names.WhyCase}) {
			t.Errorf("%+v", r.Why)
		}
		if !slices.Contains(r.Why, names.Reason{Code: names.WhyScript, Role: names.Family, A: "Хамидкариевым", B: "Khamidkariev"}) {
			t.Errorf("the parts are not shown as they are written: %+v", r.Why)
		}
	})
	t.Run("share keys with the nominative", func(t *testing.T) {
		a, b := names.Blocks("Хамидкариевым Мирсобиром"), names.Blocks("Hamidqoriyev Mirsobir")
		if !slices.ContainsFunc(a, func(k string) bool { return !names.Alone(k) && slices.Contains(b, k) }) {
			t.Errorf("%v and %v", a, b)
		}
	})
}

func TestWhatStandsAroundAName(t *testing.T) {
	t.Run("is no part of it", func(t *testing.T) {
		judged(t, `
			полковник Саидов Олим Рустамович = Olim Saidov
			Муфтий Зиёвуддин Бобохонов = Ziyovuddin Boboxonov
			Hoji Akbar Turajonzoda = Акбар Тураджонзода
			Abd al-Aziz Karimov = Абдулазиз Каримов
			Абд ар-Рахман Юсупов = Abdurahmon Yusupov
			Zayn ad-Din Karimov = Zayniddin Karimov
			Saif Ullah Karimov = Sayfulla Karimov
			Boris Eltsine = Boris Yeltsin
			Shherbakov Evgenij = Щербаков Евгений
			Czaryov Dmitrij = Царёв Дмитрий
			Czingiz Ajtmatow = Чингиз Айтматов
			Magtymguly Pyragy = Махтумкули Фраги
			Dáwletmurat Tájimuratov = Даулетмурат Тажимуратов`, names.VerdictLikely)
	})
	t.Run("may be another family name of hers", func(t *testing.T) {
		judged(t, `
			Karimova (Xudoynazarova) Shahlo = Шахло Худойназарова
			Рано Убайдуллаева, урождённая Пулатова = Rano Pulatova
			Ольга Свиридова-Тен = Ольга Тен
			Bermet Jumagulov = Жумагулова Бермет`, names.VerdictLikely, names.VerdictCheck)
	})
	t.Run("does not hide that Karimov Hoji is no Karimov", func(t *testing.T) {
		judged(t, `
			Karimov Hoji Olimovich = Karimov Olim
			Hoji Karimov = Akbar Karimov`, names.VerdictDifferent)
	})
	t.Run("leaves Rauf his name in Arabic script", func(t *testing.T) {
		judged(t, `
			Abdurauf Fitrat = عبدالرئوف فطرت
			Muhiddin Kabiri = محی`+"\u200c"+`الدین کبیری
			Muhiddin Kabiri = محي الدين كبيري
			Heydar Aliyev = حیدر علی`+"\u200c"+`اف`, names.VerdictCheck)
	})
}

func TestPetNamesAndSlips(t *testing.T) {
	t.Run("that are made by an ending make one look", func(t *testing.T) {
		judged(t, `
			Шоха Эрматов = Shuhrat Ermatov
			Улик Шермухамедов = Ulugʻbek Shermuhamedov
			Леночка Ешмагамбетова = Лениза Ешмагамбетова
			Бауке Ешмагамбетов = Бауыржан Ешмагамбетов
			Vereshcahgin Anatoly = Vereshchagin Anatoly`, names.VerdictCheck)
	})
	t.Run("do not make two of one family one", func(t *testing.T) {
		judged(t, `
			Шоха Эрматов = Bahodir Ermatov
			Rafik Karimov = Rahim Karimov
			Malika Karimova = Madina Karimova
			А. Каримов И. = Каримов О. Б.`, names.VerdictDifferent)
	})
	t.Run("of which the list knows one name are never probably one person", func(t *testing.T) {
		judged(t, `
			Karimov Rashid Olimovich = Karimov Rashod Olimovich
			Karimova Malika = Maliha Karimova`, names.VerdictCheck)
	})
}

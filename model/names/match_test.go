package names_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/model/names"
)

// verdictOf are pairs, each with the least or the only verdict that is right.
func judged(t *testing.T, pairs string, right ...string) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(pairs), "\n") {
		a, b, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok {
			t.Fatalf("no pair: %s", line)
		}
		r := names.Match(a, b)
		if !slices.Contains(right, r.Verdict) {
			t.Errorf("%s = %s: %s (%.3f), not %s; %v", a, b, r.Verdict, r.Score, right[0], r.Why)
		}
		if back := names.Match(b, a); back.Score != r.Score || back.Verdict != r.Verdict {
			t.Errorf("%s = %s: %.4f one way and %.4f the other", a, b, r.Score, back.Score)
		}
	}
}

func TestSpellingsOfOneName(t *testing.T) {
	for what, pairs := range map[string]string{
		"in another script": `
			Mirsobir Khamidkariev = Мирсобир Хамидкариев
			Hamidqoriyev Mirsobir = Мирсобир Хамидкариев
			Мутабар Таджибаева = Mutabar Tojiboyeva
			Гурбангулы Бердымухамедов = Gurbanguly Berdimuhamedow`,
		"in the Latin of other countries": `
			Schawkat Mirsijojew = Шавкат Мирзиёев
			Szawkat Mirzijojew = Shavkat Mirziyoyev
			Mourad Djouraïev = Murod Joʻrayev
			Scherzod Chodschajew = Sherzod Xo'jayev
			Çingiz Aytmatov = Chingiz Aitmatov
			Nūrsūltan Nazarbaev = Нурсултан Назарбаев
			Həsən Hüseynov = Гасан Гусейнов`,
		"with every apostrophe": `
			Oʻktam Joʻrayev = O'ktam Jo'rayev
			O‘ktam Jo‘rayev = Oktam Jorayev
			O` + "`" + `ktam Jo` + "`" + `rayev = Ўктам Жўраев
			Aʼzam Toʻrayev = Агзам Тураев`,
		"with the father's name in each style": `
			Karimov Aziz Olim oʻgʻli = Азиз Олимович Каримов
			Азиз Олим угли Каримов = Aziz Olimovitch Karimov
			Нұрсұлтан Әбішұлы Назарбаев = Nursultan Abishevich Nazarbayev
			Aziz Karimov = Каримов Азиз Олимович`,
		"in another order, with titles and nicknames": `
			Mr. Aziz Karimov = Karimov, Aziz
			Aziz "Shef" Karimov = Каримов Азиз
			Бакыт уулу Азамат = Azamat Bakyt uulu`,
		"with words joined": `
			Kassym-Jomart Tokayev = Касымжомарт Токаев
			Abdul Karim Hasanov = Abdukarim Hasanov
			Фаридджон Саидов = Farid Saidov`,
		"with respect": `
			Isroiljon Xoldorov = Исроил Холдаров
			Azizxon aka Karimov = Aziz Karimov`,
		"with a letter left out": `
			Mirsobr Khamidkariev = Mirsobir Khamidkariev
			Mutabr Tadjibayeva = Mutabar Tadjibayeva`,
		"by the list": `
			Magomed Aliev = Muhammad Aliyev
			Helena Urlaeva = Елена Урлаева
			Yusup Karimov = Юсуф Каримов`,
	} {
		t.Run(what, func(t *testing.T) { judged(t, pairs, names.VerdictLikely) })
	}
}

func TestNamesAtWhichAPersonShouldLook(t *testing.T) {
	for what, pairs := range map[string]string{
		"short forms": `
			Sasha Petrov = Александр Петров
			Dilya Karimova = Dilnoza Karimova
			Dilya Karimova = Дилбар Каримова`,
		"initials": `
			M. Khamidkariev = Мирсобир Хамидкариев
			Ш. Мирзиёев = Shavkat Mirziyoyev
			Y. Karimov = Юсуф Каримов
			Каримов Е.А. = Evgeny Karimov`,
		"a rare family name alone": `
			Khamidkariyev = Мирсобир Хамидкариев
			Khamidkariyev = Hamidqoriyev`,
		"a family name without its ending": `
			Muhammad Bekjon = Мухаммад Бекжанов
			Азамат Бакытов = Бакыт уулу Азамат`,
		"Arabic script": `
			محمد صالح = Muhammad Salih
			اسلام کریموف = Islom Karimov`,
		"one slip of the hand": `
			Mirsobir Khamitkariev = Mirsobir Khamirkariev
			Shavkat Miriyoyev = Shavkat Mirziyoyev`,
	} {
		t.Run(what, func(t *testing.T) { judged(t, pairs, names.VerdictCheck) })
	}
}

func TestNamesOfTwoPeople(t *testing.T) {
	for what, pairs := range map[string]string{
		"twins": `
			Hasan Karimov = Husan Karimov
			Хасан Каримов = Husan Karimov
			Zuhra Karimova = Fotima Karimova`,
		"brothers with near names": `
			Olim Karimov = Halim Karimov
			Jamoliddin Sobirov = Kamoliddin Sobirov
			Abdurahim Karimov = Абдурахмон Каримов
			Islom Karimov = Ilhom Karimov
			Каримов Аброр Олимович = Каримов Акрам Олимович`,
		"father and son": `
			Каримов Азиз Олимович = Karimov Olim Azizovich
			Olim Karimov = Aziz Olimovich Karimov
			Karimov Aziz Olim oʻgʻli = Karimov Olim`,
		"a man and a woman": `
			Aziz Karimov = Aziza Karimova
			Nodir Karimov = Nodira Karimova
			Саша Петров = Саша Петрова
			Karimov A. = Karimova A.`,
		"changed places": `
			Karim Hasanov = Hasan Karimov
			Usmon Salimov = Салим Усманов`,
		"another father": `
			Каримов Азиз Олимович = Каримов Азиз Рустамович
			Aziz Olim oʻgʻli Karimov = Aziz Halim oʻgʻli Karimov`,
		"another family": `
			Aziz Salimov = Aziz Salomov
			Aziz Rahimov = Aziz Rahmonov
			Rustam Inoyatov = Rustam Qosimjonov`,
		"nothing but initials": `
			A. K. = А. К.`,
		"a common family name alone": `
			Karimov = Islom Karimov`,
		"nothing": `
			 .  = Islom Karimov
			東京 = 大阪`,
	} {
		t.Run(what, func(t *testing.T) { judged(t, strings.ReplaceAll(pairs, " . ", "."), names.VerdictDifferent) })
	}
}

func TestAResultSaysWhy(t *testing.T) {
	for _, c := range []struct {
		a, b string
		code string
		role names.Role
	}{
		{"Aziz Karimov", "Aziz Karimov", names.WhySame, names.Family},
		{"Азиз Каримов", "Aziz Karimov", names.WhyScript, names.Family},
		{"Aziz Karimow", "Aziz Karimov", names.WhySpelling, names.Family},
		{"Aziz Karimov", "Aziz Olimovich Karimov", names.WhyMissing, names.Patronymic},
		{"Aziz Olimovich Karimov", "Aziz Rustamovich Karimov", names.WhyDiffers, names.Patronymic},
		{"Aziz Olim oʻgʻli Karimov", "Aziz Olimovich Karimov", names.WhyStyle, names.Patronymic},
		{"Sasha Petrov", "Aleksandr Petrov", names.WhyShort, names.Given},
		{"Mirsobr Karimov", "Mirsobir Karimov", names.WhyTypo, names.Given},
		{"Aziz Karimov", "Karimov Aziz", names.WhyOrder, names.Plain},
		{"Aziz Karimov", "Aziza Karimova", names.WhyGender, names.Plain},
		{"Nodir Karimov", "Nodira Karimova", names.WhyGender, names.Given},
		{"A. Karimov", "Aziz Karimov", names.WhyInitial, names.Given},
		{"Isroil Karimov", "Isroiljon Karimov", names.WhyRespect, names.Given},
		{"Kassym-Jomart Tokayev", "Kassymjomart Tokayev", names.WhyJoined, names.Given},
		{"Hasan Karimov", "Husan Karimov", names.WhyKnown, names.Given},
		{"محمد صالح", "Muhammad Salih", names.WhyArabic, names.Plain},
		{"Karimov", "Islom Karimov", names.WhyAlone, names.Family},
	} {
		r := names.Match(c.a, c.b)
		if !slices.ContainsFunc(r.Why, func(w names.Reason) bool { return w.Code == c.code && w.Role == c.role }) {
			t.Errorf("%s = %s: no %s of %q in %+v", c.a, c.b, c.code, c.role, r.Why)
		}
	}
	t.Run("with the parts as they are written", func(t *testing.T) {
		r := names.Match("Азиз Каримов", "Karimow Aziz")
		if !slices.Contains(r.Why, names.Reason{Code: names.WhyScript, Role: names.Given, A: "Азиз", B: "Aziz"}) {
			t.Errorf("%+v", r.Why)
		}
	})
}

func TestWhatElseIsKnownOfTwoPeople(t *testing.T) {
	person := func(first, last string) names.Person {
		return names.Person{Names: []string{"A. Karimov"}, BirthFirst: first, BirthLast: last}
	}
	other := names.Person{Names: []string{"Aziz Karimov", "Aziz Olimovich Karimov"}, BirthFirst: "1975-03-02", BirthLast: "1975-03-02"}
	unknown := names.Compare(person("", ""), other)
	for _, c := range []struct {
		what        string
		first, last string
		code        string
		more        int
	}{
		{"the same day speaks for them", "1975-03-02", "1975-03-02", names.WhyBirthSame, 1},
		{"the same year speaks for them", "1975-01-01", "1975-12-31", names.WhyBirthSame, 1},
		{"a decade says nothing", "1970-01-01", "1979-12-31", "", 0},
		{"an open end says nothing", "1970-01-01", "", "", 0},
		{"another day of a year makes one look", "1975-04-02", "1975-04-02", names.WhyBirthNear, -1},
		{"the year after makes one look", "1976-01-01", "1976-12-31", names.WhyBirthNear, -1},
		{"ten years speak against them", "1985-01-01", "1985-12-31", names.WhyBirthOther, -1},
		{"the years of a father speak against them", "1950-01-01", "1950-12-31", names.WhyBirthOther, -1},
	} {
		t.Run(c.what, func(t *testing.T) {
			r := names.Compare(person(c.first, c.last), other)
			has := c.code == "" || slices.ContainsFunc(r.Why, func(w names.Reason) bool { return w.Code == c.code })
			if !has || sign(r.Score-unknown.Score) != c.more {
				t.Errorf("%.3f, without it %.3f: %+v", r.Score, unknown.Score, r.Why)
			}
		})
	}
	t.Run("the best of their names counts", func(t *testing.T) {
		p := names.Person{Names: []string{"A. Karimov", "Азиз Каримов", "Boss"}}
		if r := names.Compare(p, other); r.Verdict != names.VerdictLikely || unknown.Verdict != names.VerdictCheck {
			t.Errorf("%+v", r)
		}
	})
	t.Run("another gender speaks against them", func(t *testing.T) {
		a, b := person("", ""), other
		a.Gender, b.Gender = "female", "male"
		if r := names.Compare(a, b); r.Verdict != names.VerdictDifferent {
			t.Errorf("%+v", r)
		}
	})
	t.Run("the same place speaks for them, in any script", func(t *testing.T) {
		a, b := names.Person{Names: []string{"Sasha Petrov"}, Place: "Ташкент"}, names.Person{Names: []string{"Aleksandr Petrov"}, Place: "Toshkent"}
		near := names.Compare(a, b)
		b.Place = "Bukhara"
		if far := names.Compare(a, b); near.Score <= far.Score {
			t.Errorf("%.3f and %.3f", near.Score, far.Score)
		}
	})
	t.Run("nobody is like nobody", func(t *testing.T) {
		if r := names.Compare(names.Person{}, names.Person{BirthFirst: "1975-01-01", BirthLast: "1975-01-01"}); r.Score != 0 || r.Verdict != names.VerdictDifferent {
			t.Errorf("%+v", r)
		}
	})
	t.Run("the same birth does not make two of two names", func(t *testing.T) {
		twin := names.Person{Names: []string{"Husan Karimov"}, BirthFirst: "1975-03-02", BirthLast: "1975-03-02", Place: "Toshkent"}
		brother := twin
		brother.Names = []string{"Hasan Karimov"}
		if r := names.Compare(twin, brother); r.Verdict != names.VerdictDifferent {
			t.Errorf("%+v", r)
		}
	})
}

func sign(x float64) int {
	switch {
	case x > 1e-9:
		return 1
	case x < -1e-9:
		return -1
	}
	return 0
}

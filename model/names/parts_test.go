package names_test

import (
	"fmt"
	"strings"
	"testing"

	"guvoh/model/names"
)

// told writes the parts of a name as role:text:gender, so that a table can be read.
func told(n names.Name) string {
	var all []string
	for _, p := range n.Parts {
		s := string(p.Role) + ":" + p.Text
		if p.Particle != "" {
			s += "+" + p.Particle
		}
		if p.Respect != "" {
			s += "~" + p.Respect
		}
		if p.Gender != names.NoGender {
			s += "/" + string(p.Gender)[:1]
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func TestANameIsTakenApart(t *testing.T) {
	for _, c := range []struct{ what, name, want string }{
		{"in Russian order", "Каримов Азиз Олимович", "family:Каримов/m given:Азиз patronymic:Олимович/m"},
		{"of a woman", "Гулнора Исломовна Каримова", "given:Гулнора patronymic:Исломовна/f family:Каримова/f"},
		{"with oʻgʻli", "Karimov Aziz Olim oʻgʻli", "family:Karimov/m given:Aziz patronymic:Olim+oʻgʻli/m"},
		{"with a typewriter's apostrophes", "Karimova Nodira Olim qizi", "family:Karimova/f given:Nodira patronymic:Olim+qizi/f"},
		{"with ʻ typed as '", "Aziz Olim o'g'li Karimov", "given:Aziz patronymic:Olim+o'g'li/m family:Karimov/m"},
		{"with угли", "Каримов Азиз Олим угли", "family:Каримов/m given:Азиз patronymic:Олим+угли/m"},
		{"with uulu first", "Бакыт уулу Азамат", "patronymic:Бакыт+уулу/m :Азамат"},
		{"with a Kazakh -uly", "Нұрсұлтан Әбішұлы Назарбаев", "given:Нұрсұлтан patronymic:Әбішұлы/m family:Назарбаев/m"},
		{"with a Turkmen ogly", "Meret Aman ogly Atayew", "given:Meret patronymic:Aman+ogly/m family:Atayew/m"},
		{"with zoda", "Rustami Rahmonzoda", "given:Rustami family:Rahmonzoda"},
		{"with ibn", "Aziz ibn Karim", ":Aziz patronymic:Karim+ibn/m"},
		{"with a comma", "Kim, Viktor", "family:Kim given:Viktor"},
		{"with initials", "А.О. Каримов", "initial:А initial:О family:Каримов/m"},
		{"with an initial of two letters", "Sh. Mirziyoyev", "initial:Sh family:Mirziyoyev/m"},
		{"with an initial close by", "М.Хамидкариев", "initial:М family:Хамидкариев/m"},
		{"with the family name in capitals", "Aziz KIM", "given:Aziz family:KIM"},
		{"with a nickname in quotes", "Азиз «Шеф» Каримов", "given:Азиз nickname:Шеф family:Каримов/m"},
		{"with another name in brackets", "Aziz Karimov (Azizov)", "given:Aziz family:Karimov/m nickname:Azizov"},
		{"with a title", "Mr. Aziz Karimov", "given:Aziz family:Karimov/m"},
		{"with a hyphen", "Kassym-Jomart Tokayev", "given:Kassym given:Jomart family:Tokayev/m"},
		{"with a word of respect", "Azizjon aka Karimov", "given:Azizjon~aka family:Karimov/m"},
		{"as Germans write", "Schawkat Mirsijojew", "given:Schawkat family:Mirsijojew/m"},
		{"as the French write", "Karimoff Aziz", "family:Karimoff/m given:Aziz"},
		{"of one word", "Khamidkariyev", "family:Khamidkariyev/m"},
		{"with Ильич", "Фёдор Ильич Воробьёв", "given:Фёдор patronymic:Ильич/m family:Воробьёв/m"},
		{"with Ilyich abroad", "Fedor Ilyich Vorobyov", "given:Fedor patronymic:Ilyich/m family:Vorobyov/m"},
		{"with Ilitch", "Fiodor Ilitch", ":Fiodor patronymic:Ilitch/m"},
		{"with Кузьмич", "Кузьмич", "patronymic:Кузьмич/m"},
		{"with Лукич, Никитич and Фомич", "Лукич Никитич Фомич", "patronymic:Лукич/m patronymic:Никитич/m patronymic:Фомич/m"},
		{"of no word", " ., - ", ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := told(names.Parse(c.name)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	t.Run("and its script is told", func(t *testing.T) {
		for text, want := range map[string]names.Script{"Karim": names.Latin, "Həsən": names.Latin, "Карим": names.Cyrillic, "کریم": names.Arabic, "გიორგი": names.OtherWrite} {
			if n := names.Parse(text); len(n.Parts) != 1 || n.Parts[0].Script != want {
				t.Errorf("%s: %+v", text, n.Parts)
			}
		}
	})
	t.Run("and its gender", func(t *testing.T) {
		for text, want := range map[string]names.Gender{
			"Каримов Азиз": names.Male, "Karimova A.": names.Female, "Gulnora Karimov": names.Female, "Саша Ким": names.NoGender,
			"Чолпонбек Разаков": names.Male, "Mrs. Karim": names.Female, "Nodira Olim qizi": names.Female,
		} {
			if got := names.Parse(text).Gender; got != want {
				t.Errorf("%s: %q, not %q", text, got, want)
			}
		}
	})
}

func ExampleParse() {
	n := names.Parse("Hamidqoriyev Mirsobir Hamid oʻgʻli")
	for _, p := range n.Parts {
		fmt.Printf("%s: %s\n", p.Role, strings.TrimSpace(p.Text+" "+p.Particle))
	}
	// Output:
	// family: Hamidqoriyev
	// given: Mirsobir
	// patronymic: Hamid oʻgʻli
}

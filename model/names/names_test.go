package names_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"guvoh/model/names"
)

// spellings are rows of one name each, as files of the region spell it: Uzbek
// Latin with every apostrophe, Uzbek and Russian Cyrillic, BGN/PCGN, ICAO 9303,
// ISO 9, and newspapers in English, German, French, Polish and Turkish.
var spellings = map[string]string{
	"a family name with oʻ":        "Joʻrayev Joʼrayev Jo‘rayev Jo’rayev Jo'rayev Jo`rayev Jo´rayev Joraev Жўраев Джураев Жураев Dzhurayev Dzhuraev Juraev Zhuraev Žuraev Dschurajew Djouraïev Dżurajew",
	"a family name with x":         "Хамидкариев Xamidkariyev Khamidkariev Khamidkaryev Hamidkariev Chamidkarijew Khamidkarieff Khamidkariyev",
	"a given name with gʻ and jon": "Gʻulomjon G'ulomjon Ғуломжон Гуломжон Гуломджон Гулямджан Gulomzhon Gulyamjan Ghulomjon Goulomdjon",
	"o and a":                      "Mirsobir Mirsabir Мирсобир Мирсабир",
	"e and a before d":             "Ahmad Ahmed Ахмад Ахмед Аҳмад Akhmed Achmed",
	"Muhammad":                     "Muhammad Mohammad Mohammed Muhammed Мухаммад Муҳаммад Мухаммед",
	"a silent h":                   "Abdulloh Abdullo Abdulla Abdullah Абдуллоҳ Абдулло Абдулла Abdoullah",
	"yo and yoʻ":                   "Yoʻldoshev Юлдашев Йўлдошев Yuldashev Iuldashev Iouldachev Juldaschew Ûldašev",
	"q and k":                      "Qodirov Қодиров Кадыров Кодиров Kadyrov Kodirow",
	"h of two kinds":               "Hoshimov Ҳошимов Хашимов Khashimov Xoshimov Choschimow",
	"shch":                         "Щербаков Shcherbakov Schtscherbakow Ŝerbakov Szczerbakow Chtcherbakov",
	"ya":                           "Авакян Avakyan Avakian Avakân Awakjan",
	"ts":                           "Кузнецов Kuznetsov Kuznecov Kusnezow Kouznetsov",
	"x as ks":                      "Алексей Aleksey Alexei Alexey Aleksej Alexeï",
	"dj between two parts":         "Faridjon Фариджон Faridzhon",
	"letters composed of two":      "Жўраев Жу\u0306раев",
	"a soft hyphen inside":         "Khamidkariev Khamid\u00ADkariev",
}

func TestSpellingsOfOneNameMeet(t *testing.T) {
	for what, row := range spellings {
		t.Run(what, func(t *testing.T) {
			all := strings.Fields(row)
			for i, w := range all[1:] {
				if !names.Same(all[0], w) {
					t.Errorf("spelling %d does not meet the first", i+1)
				}
			}
		})
	}
}

func TestDifferentNamesStayApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"Karim", "Rahim"},
		{"Karimov", "Karimova"},
		{"Хасан", "Хусан"},
		{"Аваков", "Авакян"},
		{"Olim", "Halim"},
		{"Норматов", "Нормативы"},
		{"Jamoliddin", "Kamoliddin"},
		{"Лев", "Лет"},
	} {
		if names.Same(pair[0], pair[1]) {
			t.Errorf("%s and %s meet", pair[0], pair[1])
		}
	}
}

func TestForms(t *testing.T) {
	for name, want := range map[string]string{
		"Joʻrayev":    "jo'rayev jo‘rayev jo’rayev jo`rayev joʼrayev jorayev жўраев джураев жураев dzhurayev dzhuraev",
		"Жўраев":      "joʻrayev jo'rayev jorayev жураев zhuraev",
		"Хамидкариев": "khamidkariev xamidkariyev hamidkariev chamidkarijew khamidkariyev",
		"Alisher":     "алишер",
		"Щербаков":    "shcherbakov schtscherbakow szczerbakow",
	} {
		forms := names.Forms(name)
		for _, w := range strings.Fields(want) {
			if !slices.Contains(forms, w) {
				t.Errorf("%s has no form %s", name, w)
			}
		}
		if forms[0] != strings.ToLower(name) {
			t.Errorf("%s does not come first among its forms", name)
		}
	}
	t.Run("they stay few", func(t *testing.T) {
		if n := len(names.Forms("Gʻulomjon Shavkat oʻgʻli Yoʻldoshxoʻjayev")); n > 200 {
			t.Errorf("%d forms", n)
		}
	})
}

// at gives what of a text is found, sure places as they are, doubtful ones with
// a question mark.
func at(f *names.Finder, text string) []string {
	var out []string
	for _, x := range f.Find(text) {
		s := text[x.Start:x.End]
		if x.Doubtful {
			s += "?"
		}
		out = append(out, s)
	}
	return out
}

func one(words ...string) *names.Finder {
	var ps []names.Pattern
	for _, w := range words {
		ps = append(ps, names.Pattern{Text: w})
	}
	return names.NewFinder(ps)
}

func TestANameInASentence(t *testing.T) {
	man := one("Хамидкариев", "Мирсобир")
	for text, want := range map[string][]string{
		"Мирсобира Хамидкариева увезли":                    {"Мирсобира Хамидкариева"},
		"передали Хамидкариеву":                            {"Хамидкариеву"},
		"вместе с Мирсобиром Хамидкариевым.":               {"Мирсобиром Хамидкариевым"},
		"о Хамидкариеве писали":                            {"Хамидкариеве"},
		"жена, Хамидкариева Н.":                            {"Хамидкариева Н."},
		"Хамидкариевой не сказали":                         {"Хамидкариевой"},
		"семья Хамидкариевых":                              {"Хамидкариевых"},
		"Хамидкариев М. был":                               {"Хамидкариев М."},
		"М. С. Хамидкариев":                                {"М. С. Хамидкариев"},
		"Хамидкариев, Мирсобир":                            {"Хамидкариев, Мирсобир"},
		"Мирсобир Собирович Хамидкариев":                   {"Мирсобир Собирович Хамидкариев"},
		"Mirsobir Sobir oʻgʻli Khamidkariev":               {"Mirsobir Sobir oʻgʻli Khamidkariev"},
		"Khamidkariev’s teeth":                             {"Khamidkariev’s"},
		"Khamidkariev's brother":                           {"Khamidkariev's"},
		"the Khamidkarievs":                                {"Khamidkarievs"},
		"Xamidkariyevning tishlari":                        {"Xamidkariyevning"},
		"Mirsobirni urishdi, Mirsobirdan soʻrashdi":        {"Mirsobirni", "Mirsobirdan"},
		"Мирсобирнинг акаси, Мирсобирга":                   {"Мирсобирнинг", "Мирсобирга"},
		"Mirsobirjonni, Мирсобиржон-ака":                   {"Mirsobirjonni", "Мирсобиржон"},
		"l’affaire d’Hamidkariev":                          {"Hamidkariev"},
		"affaire Khamidkarieff":                            {"Khamidkarieff"},
		"KHAMIDKARIEV v. RUSSIA":                           {"KHAMIDKARIEV"},
		"khamidkariev in small letters":                    {"khamidkariev"},
		"Khamid-\nkariev over a line":                      {"Khamid-\nkariev"},
		"Khamid\nkariev without a hyphen":                  {"Khamid\nkariev"},
		"Х а м и д к а р и е в spaced":                     {"Х а м и д к а р и е в"},
		"K h a m i d k a r i e v":                          {"K h a m i d k a r i e v"},
		"scan_khamidkariev_2014.pdf":                       {"khamidkariev"},
		"FreeMirsobirNow":                                  {"Mirsobir"},
		"mkhamidkariev@example.org":                        {"mkhamidkariev"},
		"Хaмидкapиев with Latin letters":                   {"Хaмидкapиев"},
		"Ха\u0301мидкари\u0301ев with stress":              {"Ха\u0301мидкари\u0301ев"},
		"хороший мир соберётся":                            nil,
		"Мирсобирович is his son, Мирсобиров another name": nil,
	} {
		if got := at(man, text); !slices.Equal(got, want) {
			t.Errorf("in %q: %q", text, got)
		}
	}
}

func TestWordsThatAreNamesToo(t *testing.T) {
	t.Run("with a capital they are the name, in small letters doubtful", func(t *testing.T) {
		f := one("Вера")
		for text, want := range map[string][]string{
			"Вера пришла":             {"Вера"},
			"за его веру":             {"веру?"},
			"пришла с Верой":          {"Верой"},
			"ВЕРА":                    {"ВЕРА"},
			"верный, проверка, Верти": nil,
			"Vera came; she was very": {"Vera"},
		} {
			if got := at(f, text); !slices.Equal(got, want) {
				t.Errorf("in %q: %q", text, got)
			}
		}
	})
	t.Run("beside the family name they are the name", func(t *testing.T) {
		if got := at(one("Umid", "Qodirov"), "umid qodirov keldi"); !slices.Equal(got, []string{"umid qodirov"}) {
			t.Errorf("%q", got)
		}
	})
	t.Run("three letters are found as a word only", func(t *testing.T) {
		f := one("Ali")
		for text, want := range map[string][]string{
			"Ali keldi, Alining": {"Ali", "Alining"},
			"Alisher, alias":     nil,
			"ali":                {"ali?"},
			"Али, Алига":         {"Али", "Алига"},
		} {
			if got := at(f, text); !slices.Equal(got, want) {
				t.Errorf("in %q: %q", text, got)
			}
		}
	})
}

func TestHyphenatedWords(t *testing.T) {
	for _, c := range [][3]string{
		{"Вера", "с Ве-\nрой", "Ве-\nрой"},
		{"Karim", "Ka-\nrim keldi", "Ka-\nrim"},
		{"Joʻrayev", "Dzhu\u00ADra-\nyev", "Dzhu\u00ADra-\nyev"},
		{"Umid", "Umid-\nning", "Umid"},
		{"Вера", "прове-\nра", ""},
		{"Joʻrayev", "Joʻra\uFFFE\r\nyevni", "Joʻra\uFFFE\r\nyevni"},
	} {
		got := strings.Join(at(one(c[0]), c[1]), "; ")
		if got != c[2] {
			t.Errorf("in %q: %q", c[1], got)
		}
	}
}

func TestPeopleOfAPlace(t *testing.T) {
	f := one("Qoʻyliq", "Андижан")
	for text, want := range map[string]string{
		"qoʻyliqlik bir kishi": "qoʻyliqlik", "Қўйлиқликлар": "Қўйлиқликлар", "на Куйликском базаре": "Куйликском", "андижанцы": "андижанцы", "андижанского суда": "андижанского",
	} {
		if got := strings.Join(at(f, text), "; "); got != want {
			t.Errorf("in %q: %q", text, got)
		}
	}
}

func TestSeveralWordsTogether(t *testing.T) {
	f := names.NewFinder([]names.Pattern{{Who: 1, Text: "Aramais Avakian"}, {Who: 1, Text: "А. Авакян"}, {Who: 1, Text: "K. Avakian"}})
	for text, want := range map[string][]string{
		"Aramais Avakian":                    {"Aramais Avakian"},
		"Авакяна Арамаиса":                   {"Авакяна Арамаиса"},
		"Aramais (Hrachevich) Avakian":       {"Aramais (Hrachevich) Avakian"},
		"#AramaisAvakian":                    {"AramaisAvakian"},
		"Авакяну А., а также А. Г. Авакяном": {"Авакяну А.", "А. Г. Авакяном"},
		"К. Авакяна":                         {"К. Авакяна"},
		"Artur Avakian":                      nil,
		"Avakian alone":                      nil,
		"Aramais. Then, much later, Avakian": nil,
	} {
		if got := at(f, text); !slices.Equal(got, want) {
			t.Errorf("in %q: %q", text, got)
		}
	}
}

func TestTheCaseIsKnown(t *testing.T) {
	f := one("Хамидкариев", "Мирсобир", "Вера")
	for text, want := range map[string][2]names.Case{
		"Хамидкариева":           {names.Genitive, names.Nominative},
		"Хамидкариеву":           {names.Dative, names.Accusative},
		"Мирсобиру Хамидкариеву": {names.Dative, names.Accusative},
		"Хамидкариевым":          {names.Instrumental, names.Instrumental},
		"Вере":                   {names.Dative, names.Dative},
		"Веру":                   {names.Accusative, names.Accusative},
		"Хамидкариев":            {names.Nominative, names.Nominative},
	} {
		x := f.Find(text)
		if len(x) != 1 || x[0].Male != want[0] || x[0].Female != want[1] {
			t.Errorf("%q: %+v", text, x)
		}
	}
	for text, want := range map[string]string{
		"Mirsobirning": "ning", "Mirsobirjondan": "dan", "Khamidkariev’s": "’s", "Мирсобирларга": "ларга", "Mirsobir": "",
	} {
		if x := f.Find(text); len(x) != 1 || x[0].Suffix != want {
			t.Errorf("%q: %+v", text, x)
		}
	}
}

func TestOrdinaryTextIsLeftAlone(t *testing.T) {
	b, err := os.ReadFile("../../assets/sample/press-release.txt")
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile("../../assets/wordlists/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for _, x := range one(strings.Fields(string(list))...).Find(text) {
		if s := text[x.Start:x.End]; !x.Doubtful && !slices.Contains([]string{"Artur", "John", "Mirsobir"}, strings.TrimRight(s, "’'s")) {
			t.Errorf("%q is taken for a name", s)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Мирсобира Хамидкариева", "Khamid-\nkariev ʻʼ'’")
	f.Add("М. С.", "d’Али ʻ")
	f.Add("", "\xff\xfe")
	f.Fuzz(func(t *testing.T, name, text string) {
		finder := names.NewFinder([]names.Pattern{{Who: 1, Text: name}, {Who: 1, Text: "Mirsobir"}})
		end := -1
		for _, x := range finder.Find(text) {
			if x.Start < 0 || x.End > len(text) || x.Start >= x.End || x.Start < end {
				t.Fatalf("place %d to %d of %d bytes", x.Start, x.End, len(text))
			}
			end = x.End
		}
		for _, form := range names.Forms(name) {
			if form == "" {
				t.Fatal("an empty form")
			}
		}
	})
}

func TestEveryFormOfANameIsFound(t *testing.T) {
	list, err := os.ReadFile("../../assets/wordlists/names.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := append(strings.Fields(string(list)), "Хамидкариев", "Жўраев", "Gʻulomjon", "Щербаков", "Юлдашев", "Ёқубов", "Цветаева", "Каримжонова", "Ўткир", "Исҳоқов", "Ҳошимов", "Алексеев", "Джахонгир")
	for _, name := range all {
		f := one(name)
		for i, form := range names.Forms(name) {
			r := []rune(form)
			text := strings.ToUpper(string(r[:1])) + string(r[1:])
			if x := f.Find(text); len(x) == 0 || x[0].Doubtful {
				t.Errorf("form %d of %s, %s, is not found", i, name, form)
			}
		}
	}
}

package search_test

import (
	"slices"
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/search"
)

func labels(t *testing.T) *search.Labels {
	t.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	return search.NewLabels(s)
}

// codesOf gives the codes of the first term of a line, or of all when they are the same.
func codesOf(l *search.Labels, line string) []string {
	q := l.Coded(search.Parse(line, true))
	if q.Empty() {
		return nil
	}
	codes := slices.Clone(q.Any[0].Terms[0].Codes)
	for _, t := range q.Any[0].Terms[1:] {
		codes = slices.DeleteFunc(codes, func(c string) bool { return !slices.Contains(t.Codes, c) })
	}
	return codes
}

func TestAWordOfAVocabularyIsKnown(t *testing.T) {
	l := labels(t)
	falanga, beating := search.CodeOfWord("act_method", "falanga"), search.CodeOfWord("act_method", "beating")
	for name, c := range map[string]struct {
		line, code string
		known      bool
	}{
		"by what it is called in English":              {"falanga ", falanga, true},
		"by what it is called in Russian":              {"ФАЛАНГА ", falanga, true},
		"by what it is called in Turkish":              {"falaka ", falanga, true},
		"by its beginning while it is typed":           {"falan", falanga, true},
		"by one of its words":                          {"подошвам ", falanga, true},
		"by several, one behind the other":             {`"soles of the feet"`, falanga, true},
		"by all of it in Kazakh, with a hyphen":        {"ұрып-соғу ", beating, true},
		"not by words in another order":                {`"feet soles"`, falanga, false},
		"not by the beginning of a word that is whole": {"falan ", falanga, false},
		"not by one of its small words":                {"on ", falanga, false},
		"not by the name it has in the program":        {"act_method ", falanga, false},
		"not by a code":                                {falanga + " ", falanga, false},
	} {
		t.Run(name, func(t *testing.T) {
			if slices.Contains(codesOf(l, c.line), c.code) != c.known {
				t.Errorf("known: %v", !c.known)
			}
		})
	}
}

func TestADateThatIsTypedIsKnownWhateverItsForm(t *testing.T) {
	l := labels(t)
	day, month, year := "§d20140609", "§m201406", "§y2014"
	for line, code := range map[string]string{
		"9 June 2014": day, "09.06.2014": day, "2014-06-09": day, "9 июня 2014": day, "9 июня 2014 года": day, "9-iyun 2014": day,
		"9 juin 2014": day, "le 9 juin 2014": day, "9 de junio de 2014": day, "9 Haziran 2014": day,
		"June 2014": month, "июнь 2014": month, "06.2014": month, "2014": year,
		"early June 2014": "", "about 2014": "", "June": "", "14": "", "summer 2014": "", "3–10 May 2014": "",
		`"9 June 2014"`: "",
	} {
		t.Run(line, func(t *testing.T) {
			d, err := model.ParseDate(line)
			codes := codesOf(l, line)
			codes = slices.DeleteFunc(codes, func(c string) bool { return !slices.Contains([]string{day, month, year}, c) })
			if want := strings.Fields(code); !slices.Equal(codes, want) {
				t.Errorf("its codes are %q; read alone it is %v, %v", codes, d.Precision, err)
			}
		})
	}
	t.Run("among other words", func(t *testing.T) {
		q := l.Coded(search.Parse("Qarshi 9 June 2014 beaten ", true))
		var with []int
		for i, term := range q.Any[0].Terms {
			if slices.Contains(term.Codes, day) {
				with = append(with, i)
			}
		}
		if !slices.Equal(with, []int{1, 2, 3}) {
			t.Errorf("terms %v are the date", with)
		}
	})
}

func TestTheCodesOfADateReachAsFarAsItIsKnown(t *testing.T) {
	for words, want := range map[string][]string{
		"9 June 2014":       {"§y2014", "§m201406", "§d20140609"},
		"June 2014":         {"§y2014", "§m201406"},
		"early June 2014":   {"§y2014", "§m201406"},
		"3–10 May 2014":     {"§y2014", "§m201405"},
		"2014":              {"§y2014"},
		"winter 2013–2014":  nil,
		"since 2012":        nil,
		"until May 2014":    nil,
		"9 June 2014 20:15": {"§y2014", "§m201406", "§d20140609"},
	} {
		t.Run(words, func(t *testing.T) {
			d, err := model.ParseDate(words)
			if err != nil {
				t.Fatal(err)
			}
			if got := search.CodesOfDate(d); !slices.Equal(got, want) {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestNoTwoWordsOfVocabulariesHaveOneCode(t *testing.T) {
	seen := map[string]string{}
	for _, w := range [][2]string{{"a", "b_c"}, {"a_b", "c"}, {"a", "b-c"}, {"a", "B_c"}, {"ab", "c"}, {"a", "bc"}, {"a", "b5fc"}, {"a", "b§5fc"}} {
		code := search.CodeOfWord(w[0], w[1])
		if other := seen[code]; other != "" {
			t.Errorf("%v and %s: %s", w, other, code)
		}
		seen[code] = w[0] + "/" + w[1]
	}
}

func TestWhatGoesByACodeIsMarkedWhereItIsTold(t *testing.T) {
	l := labels(t)
	parts := []search.Part{
		{Text: "They came at night."},
		{Text: "Избиение, Удары по подошвам ног", Coded: []search.Coded{
			{Code: search.CodeOfWord("act_method", "beating"), To: len("Избиение")},
			{Code: search.CodeOfWord("act_method", "falanga"), From: len("Избиение, "), To: len("Избиение, Удары по подошвам ног")},
		}},
	}
	look := func(line string) search.Answer {
		return l.Coded(search.Parse(line, true)).Matcher(search.NewSounds()).LookAt(parts)
	}
	t.Run("by the label alone", func(t *testing.T) {
		a := look("falanga")
		if !a.Found || !a.Exact || a.Text != 1 || len(a.Marks) != 1 || a.Marks[0].From != len("Избиение, ") {
			t.Errorf("%+v", a)
		}
	})
	t.Run("beside a word that was written", func(t *testing.T) {
		if a := look("falanga night "); !a.Found || !a.Exact {
			t.Errorf("%+v", a)
		}
	})
	t.Run("and not when it must not occur", func(t *testing.T) {
		if a := look("night -falanga "); a.Found {
			t.Errorf("%+v", a)
		}
	})
	t.Run("and its words are no words of the record", func(t *testing.T) {
		if a := search.Parse("подошвам ", true).Matcher(search.NewSounds()).LookAt(parts); a.Found {
			t.Errorf("%+v", a)
		}
	})
}

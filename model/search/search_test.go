package search_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"guvoh/model/search"
)

func TestAWordIsFound(t *testing.T) {
	for name, c := range map[string]struct{ line, text string }{
		"in capitals":                                   {"ташкент", "ТАШКЕНТ"},
		"with a Turkish capital i":                      {"istanbul", "İSTANBUL"},
		"with a Turkish small i":                        {"isparta", "Isparta ve ısparta"},
		"with a sharp s":                                {"strasse", "Straße"},
		"with a capital sharp s":                        {"straße", "STRAẞE"},
		"with a sigma at its end":                       {"ΟΔΟΣ", "στην οδος εκεινη"},
		"with yo":                                       {"ещё", "еще раз"},
		"with an apostrophe of any kind":                {"Oʻgʻil", "o'g`il"},
		"before an apostrophe that ends a quotation":    {"prison", "the 'prison' of"},
		"with marks of its own":                         {"й", "и\u0306"},
		"with Arabic vowels":                            {"محمد", "مُحَمَّد"},
		"drawn out":                                     {"محمد", "محـــمد"},
		"in Arabic digits":                              {"2014", "سنة ٢٠١٤"},
		"in Persian digits":                             {"2014", "سال ۲۰۱۴"},
		"with a soft hyphen in it":                      {"interrogation", "inter\u00ADrogation"},
		"of two with a hyphen":                          {"Al-Khwarizmi", "al-Khwarizmi"},
		"of two with a hyphen, apart":                   {"Al-Khwarizmi", "Al Khwarizmi"},
		"of two with a hyphen, joined":                  {"Al-Khwarizmi", "the Alkhwarizmi district"},
		"of two with a dash for a hyphen":               {"Al-Khwarizmi", "Al–Khwarizmi"},
		"that is half of one with a hyphen":             {"khwarizmi", "Al-Khwarizmi"},
		"as a date with points":                         {"12.05.2014", "on 12.05.2014 at night"},
		"as a date with strokes":                        {"12.05.2014", "12/05/2014"},
		"of one letter":                                 {"room 3", "in room 3"},
		"in a language without spaces":                  {"北京", "我们在北京被捕"},
		"while it is typed":                             {"interrog", "interrogation"},
		"while it is typed, in Cyrillic":                {"допро", "допросили"},
		"by its beginning, as asked":                    {"a* ", "room about"},
		"with the sign of direction around it":          {"\u202Bمحمد\u202C", "محمد"},
		"behind a bracket":                              {"(prison", "prison"},
		"in quotes behind a bracket":                    {"(“cold room”)", "the cold room"},
		"between a minus and a space":                   {"cold - room", "room, cold"},
		"that is a plus and digits":                     {"+998 90 123", "call +998 90 123 45"},
		"by one of two":                                 {"nukus | qarshi", "of Qarshi"},
		"by one of two in words":                        {"nukus OR qarshi", "of Qarshi"},
		"when the line begins with or":                  {"OR qarshi", "of Qarshi"},
		"when a word behind it must not be and is not":  {"qarshi -nukus", "of Qarshi"},
		"when a word in words must not be and is not":   {"qarshi NOT nukus", "of Qarshi"},
		"when a quotation that must not be is not":      {`qarshi -"of nukus"`, "of Qarshi and of the Nukus"},
		"in quotation marks that are not closed yet":    {`"cold roo`, "the cold room"},
		"as a word whose letters are full width digits": {"１２", "12"},
	} {
		t.Run(name, func(t *testing.T) {
			q := search.Parse(c.line, true)
			if found, exact := q.Answers(c.text); !found || !exact {
				t.Errorf("found: %v, as typed: %v", found, exact)
			}
			marks := q.Marks(c.text)
			if len(marks) == 0 {
				t.Error("nothing is marked")
			}
			sound(t, c.text, marks)
		})
	}
	for name, c := range map[string]struct{ line, text string }{
		"that goes on":                        {"cold ", "colder"},
		"that begins elsewhere":               {"risk", "asterisk"},
		"of which one is missing":             {"cold warm", "cold"},
		"that must not be there":              {"cold -room", "cold room"},
		"that must not be, spelled otherwise": {`cold -"room"`, "cold ROOM"},
		"when the order is another":           {`"room cold"`, "cold room"},
		"when a hyphen's order is another":    {"khwarizmi-al", "al khwarizmi"},
		"when the date is another":            {"12.05.2014", "05.12.2014"},
		"by two letters that are typed":       {"ro", "room"},
		"when only what must not be is asked": {"-cold", "warm"},
		"when the line says nothing":          {" - “” * ", "anything"},
	} {
		t.Run("and is not found "+name, func(t *testing.T) {
			if found, _ := search.Parse(c.line, true).Answers(c.text); found {
				t.Error("it is")
			}
		})
	}
}

func TestQuotationMarksOfAllLanguages(t *testing.T) {
	for _, line := range []string{
		`"cold room"`, "“cold room”", "„cold room“", "„cold room”", "«cold room»", "»cold room«", "‹cold room›", "›cold room‹",
		"”cold room”", "「cold room」", "《cold room》", "‚cold room‘", "＂cold room＂", `„cold room"`, `“cold room"`,
	} {
		q := search.Parse(line, false)
		if len(q.Any) != 1 || len(q.Any[0].Terms) != 1 || len(q.Any[0].Terms[0].Words) != 2 || !q.Any[0].Terms[0].Exact {
			t.Errorf("%s is not two words behind each other: %+v", line, q)
		}
	}
}

func TestWordsOfTwoFieldsAreNotBehindEachOther(t *testing.T) {
	q := search.Parse(`"cold room"`, false)
	if found, _ := q.Answers("it was cold", "room three"); found {
		t.Error("they are")
	}
	a := search.Parse("cold three", false).Matcher(search.NewSounds()).Look("it was cold", "a cold room, number three", "three")
	if !a.Found || a.Text != 1 || len(a.Marks) != 2 {
		t.Errorf("the field that answers best is %d, with %d marks", a.Text, len(a.Marks))
	}
}

func TestMarks(t *testing.T) {
	text := strings.Repeat("a cold room. ", 2000)
	q := search.Parse(`room cold "cold room"`, false)
	marks := q.Marks(text)
	if len(marks) != 2000 {
		t.Errorf("%d marks", len(marks))
	}
	sound(t, text, marks)
	t.Run("of a script from right to left stand where its letters do", func(t *testing.T) {
		text := "قال الشاهد إن محمد كان هناك"
		marks := search.Parse("محمد", false).Marks(text)
		if len(marks) != 1 || text[marks[0].From:marks[0].To] != "محمد" {
			t.Errorf("%v", marks)
		}
	})
}

// sound fails unless marks lie on the borders of letters, in order, none over another.
func sound(t *testing.T, text string, marks []search.Mark) {
	t.Helper()
	last := 0
	for _, m := range marks {
		if m.From < last || m.To <= m.From || m.To > len(text) {
			t.Fatalf("the mark from %d to %d of %d, behind %d", m.From, m.To, len(text), last)
		}
		for _, at := range []int{m.From, m.To} {
			if at < len(text) && utf8.ValidString(text) && !utf8.RuneStart(text[at]) {
				t.Fatalf("a letter is cut at %d", at)
			}
		}
		last = m.To
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("Nothing of note was said. ", 40) + "He was held in a cold room of the prison\nfor three weeks. " + strings.Repeat("Nobody came. ", 40)
	q := search.Parse("cold prison", false)
	e := q.Excerpt(long, 80)
	if !strings.HasPrefix(e.Text, "He was held") || !e.Before || !e.After || len(e.Marks) != 2 || strings.Contains(e.Text, "\n") {
		t.Errorf("%+v", e)
	}
	if n := utf8.RuneCountInString(e.Text); n > 80 || n < 60 {
		t.Errorf("it has %d letters", n)
	}
	for i, want := range []string{"cold", "prison"} {
		if m := e.Marks[i]; e.Text[m.From:m.To] != want {
			t.Errorf("marked is %q", e.Text[m.From:m.To])
		}
	}
	for name, c := range map[string]struct {
		line, text    string
		width         int
		before, after bool
		want          string
	}{
		"of a short text is all of it":                    {"cold", " It was\tcold.\n", 40, false, false, "It was cold."},
		"without an answer is the beginning":              {"warm", "One two three four five six seven", 12, false, true, "One two"},
		"of one endless word is cut":                      {"warm", strings.Repeat("я", 100), 10, false, true, strings.Repeat("я", 10)},
		"of a long sentence begins with a word":           {"needle", strings.Repeat("straw ", 50) + "needle " + strings.Repeat("straw ", 50), 30, true, true, "straw needle straw straw straw"},
		"goes to the end where the end is near":           {"needle", strings.Repeat("straw ", 50) + "needle.", 30, true, false, "straw needle."},
		"where more of what was asked stands is chosen":   {"a b", "a " + strings.Repeat("x ", 90) + "a b", 20, true, false, "x x a b"},
		"where it is spelled as typed is chosen":          {"Хамидкариев", "Khamidkariev " + strings.Repeat("x ", 90) + "Хамидкариев", 30, true, false, "x x x x Хамидкариев"},
		"does not take a letter from its mark at the end": {"warm", "аааааа\u0306\u0306 б", 6, false, true, "аааааа\u0306\u0306"},
	} {
		t.Run(name, func(t *testing.T) {
			e := search.Parse(c.line, false).Excerpt(c.text, c.width)
			if e.Text != c.want || e.Before != c.before || e.After != c.after {
				t.Errorf("got %q, before %v, after %v", e.Text, e.Before, e.After)
			}
			sound(t, e.Text, e.Marks)
		})
	}
}

func TestOtherLayout(t *testing.T) {
	for in, want := range map[string]string{
		"ghbdtn": "привет", "GHBDTN": "ПРИВЕТ", "руддщ": "hello", "nfirtyn n.hmvf": "ташкент тюрьма", "nfirtyn OR yerec": "ташкент OR нукус",
		`"[jkjlyfz rfvthf"`: `"холодная камера"`, "привет hello": "", "2014": "", "": "", "محمد": "", "oʻzbek": "",
	} {
		if got := search.OtherLayout(in); got != want {
			t.Errorf("%q gives %q, not %q", in, got, want)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, line := range []string{`cold "room`, "Al-Khwarizmi*", "-a | b", "12.05.2014", "محمد", "„İẞς“", "и\u0306", "北京 x", "\xff\xfe"} {
		f.Add(line, "a cold room of Al-Khwarizmi, İẞς и\u0306 北京 محمد on 12/05/2014 \xff", uint8(20))
	}
	f.Fuzz(func(t *testing.T, line, text string, width uint8) {
		for _, unfinished := range []bool{false, true} {
			q := search.Parse(line, unfinished)
			marks := q.Marks(text)
			sound(t, text, marks)
			if found, exact := q.Answers(text); exact && !found || found && len(marks) == 0 {
				t.Errorf("found %v, as typed %v, %d marks", found, exact, len(marks))
			}
			e := q.Excerpt(text, int(width))
			sound(t, e.Text, e.Marks)
			if utf8.ValidString(text) && !utf8.ValidString(e.Text) {
				t.Error("a letter is cut")
			}
		}
		search.OtherLayout(line)
		for _, tok := range search.Tokens(text) {
			if strings.ContainsAny(tok.Fold, " \"'*¶") || tok.Fold == "" || tok.To <= tok.From {
				t.Errorf("a word is %q", tok.Fold)
			}
			again := search.Tokens(tok.Fold)
			if len(again) != 1 || again[0].Fold != tok.Fold {
				t.Errorf("%q is folded again to %v", tok.Fold, again)
			}
		}
	})
}

func ExampleQuery_Excerpt() {
	e := search.Parse("room", false).Excerpt("He was there for weeks. The room was cold. Nobody came.", 20)
	fmt.Printf("%s %v %v", e.Text, e.Before, e.After)
	// Output: The room was cold. true true
}

package tr_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/vault/vaulttest/raced"
)

func bundle(t *testing.T) *tr.Bundle {
	t.Helper()
	b, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func schema(t *testing.T) *model.Schema {
	t.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestLanguages(t *testing.T) {
	b := bundle(t)
	want := []tr.Language{
		{Tag: "en", Name: "English"},
		{Tag: "es", Name: "Español"},
		{Tag: "fr", Name: "Français"},
		{Tag: "kk", Name: "Қазақша"},
		{Tag: "ky", Name: "Кыргызча"},
		{Tag: "ru", Name: "Русский"},
		{Tag: "tg", Name: "Тоҷикӣ"},
		{Tag: "tr", Name: "Türkçe"},
		{Tag: "uz", Name: "Oʻzbekcha"},
	}
	if got := fmt.Sprint(b.Languages()); got != fmt.Sprint(want) {
		t.Errorf("languages %v, want %v", got, want)
	}
	for from, want := range map[string]string{
		"ru_RU.UTF-8": "ru", "uz-Latn-UZ": "uz", "UZ": "uz", "en-GB": "en", "C": "en", "": "en", "kk_KZ.UTF-8": "kk", "fr_FR.UTF-8": "fr", "de_DE": "en",
	} {
		if got := b.Match(from); got != want {
			t.Errorf("%q is served in %s, want %s", from, got, want)
		}
	}
	if got := b.Match("de_DE", "ru_RU"); got != "ru" {
		t.Errorf("the second preference is not taken: %s", got)
	}
}

func TestDocumentsAreWrittenInTheLanguagesOfProfiles(t *testing.T) {
	b := bundle(t)
	p := b.Printer("ru", schema(t))
	want := []tr.Language{
		{Tag: "en", Name: "English"},
		{Tag: "es", Name: "Español"},
		{Tag: "fr", Name: "Français"},
		{Tag: "ru", Name: "Русский"},
		{Tag: "uz", Name: "Oʻzbekcha"},
	}
	if got := fmt.Sprint(b.Documents()); got != fmt.Sprint(want) || fmt.Sprint(p.Documents()) != got {
		t.Errorf("languages of documents %v, want %v", got, want)
	}
	for tag, words := range map[string]string{"fr": "Chef d’accusation", "es-MX": "Cargo", "ru": "Обвинение", "kk": "Обвинение", "de": "Charge"} {
		if got := p.In(tag).Kind("charge"); got != words {
			t.Errorf("in %s: %q, want %q", tag, got, words)
		}
	}
	fr := p.In("fr")
	if got := fr.T("dossier.quoted", tr.V{"Text": "Guvoh"}); got != "«\u00a0Guvoh\u00a0»" {
		t.Errorf("quoted %q", got)
	}
	if got := fr.In("uz").T("action.save"); got != "Saqlash" {
		t.Errorf("back in Uzbek: %q", got)
	}
}

func TestCounts(t *testing.T) {
	b := bundle(t)
	for lang, want := range map[string]map[int]string{
		"en": {0: "0 cases", 1: "1 case", 2: "2 cases", 1234: "1,234 cases"},
		"ru": {
			0: "0 дел", 1: "1 дело", 2: "2 дела", 4: "4 дела", 5: "5 дел", 11: "11 дел", 14: "14 дел",
			21: "21 дело", 22: "22 дела", 25: "25 дел", 101: "101 дело", 111: "111 дел", 1234: "1234 дела",
			100000: "100\u00a0000 дел", 1000001: "1\u00a0000\u00a0001 дело",
		},
		"uz": {0: "0 ta ish", 1: "1 ta ish", 5: "5 ta ish", 12345: "12\u00a0345 ta ish"},
		"fr": {
			0: "0 affaire", 1: "1 affaire", 2: "2 affaires", 12345: "12\u00a0345 affaires",
			1000000: "1\u00a0000\u00a0000 d’affaires", 1000001: "1\u00a0000\u00a0001 affaires",
		},
		"es": {0: "0 casos", 1: "1 caso", 2: "2 casos", 12345: "12\u00a0345 casos", 2000000: "2\u00a0000\u00a0000 de casos"},
	} {
		p := b.Printer("en", nil).In(lang)
		for n, s := range want {
			if got := p.Count("case", n); got != s {
				t.Errorf("%s %d: %q, want %q", lang, n, got, s)
			}
		}
	}
}

func TestEveryKindAndFieldHasWords(t *testing.T) {
	raced.OneByOne(t)
	s := schema(t)
	for _, lang := range spoken(areas(t)) {
		t.Run("in "+lang, func(t *testing.T) {
			p := bundle(t).Printer(lang, s)
			inWindow := p.Lang() == lang
			if !inWindow {
				p = p.In(lang)
			}
			said := func(what, words string) {
				if words == "" || strings.Contains(words, "no value") || strings.Contains(words, "{{") ||
					strings.HasPrefix(words, "kind.") || strings.HasPrefix(words, "field.") ||
					strings.HasPrefix(words, "section.") || strings.HasPrefix(words, "problem.") {
					t.Errorf("%s: %q", what, words)
				}
			}
			for _, k := range s.Kinds() {
				said(k.Name, p.Kind(k.Name))
				said(k.Name+" in plural", p.Kinds(k.Name))
				said(k.Name+" counted", p.Count(k.Name, 3))
				labels := map[string]string{}
				for _, f := range k.Fields {
					label := p.Field(k.Name, f.Name)
					said(k.Name+"."+f.Name, label)
					if f.Section != "" {
						said("section "+f.Section, p.Section(f.Section))
					}
					if other := labels[label]; other != "" {
						t.Errorf("%s: %s and %s have one label", k.Name, other, f.Name)
					}
					labels[label] = f.Name
				}
			}
			for _, v := range s.Vocabularies() {
				if p.Vocabulary(v) == v {
					t.Errorf("the list %s has no name", v)
				}
			}
			if !inWindow {
				return // what follows is said in the window
			}
			for _, f := range []model.Fault{
				model.Missing, model.UnknownField, model.UnknownTerm, model.WrongKind,
				model.NoRecord, model.NotClinician, model.Loop, model.Backwards,
			} {
				said(string(f), p.Problem(model.Problem{Kind: "person", Field: "birth", Code: f}))
			}
			for _, kind := range model.CustomTypes {
				if key := "type." + string(kind); p.T(key) == key {
					t.Errorf("%s has no name", key)
				}
			}
		})
	}
}

// Words for fields that are gone would be translated for nobody.
func TestNoWordsAreLeftOver(t *testing.T) {
	s := schema(t)
	for key := range areas(t)["record"]["en"] {
		parts := strings.Split(key, ".")
		switch parts[0] {
		case "kind":
			if s.Kind(parts[1]) == nil {
				t.Errorf("%s: no such kind", key)
			}
		case "vocabulary":
			if s.Vocabulary(parts[1]) == nil {
				t.Errorf("%s: no such list", key)
			}
		case "field", "help":
			if key != parts[0]+".note_of" && !serves(s, parts[1:]) {
				t.Errorf("%s: no such field", key)
			}
		case "section", "problem", "type":
		default:
			t.Errorf("%s does not belong among the words of the record", key)
		}
	}
	if got := bundle(t).Printer("en", s).Help("case", "title"); got != "" {
		t.Errorf("help for a plain title: %q", got)
	}
}

func serves(s *model.Schema, path []string) bool {
	if len(path) == 2 {
		k := s.Kind(path[0])
		if k == nil {
			return false
		}
		_, ok := k.Field(path[1])
		return ok
	}
	for _, k := range s.Kinds() {
		if _, ok := k.Field(path[0]); ok {
			return true
		}
	}
	return false
}

func TestFieldWords(t *testing.T) {
	p := bundle(t).Printer("uz", schema(t))
	for got, want := range map[string]string{
		p.Field("event", "account"):                 "Nima boʻldi",
		p.Field("custody", "evidence"):              "Dalil",
		p.Field("act", "type_note"):                 "Qilmish turi: izoh",
		p.Word("act_type", "torture"):               "Qiynoqqa solish",
		p.Word("act_type", "forcible_return"):       "Qiynoq xavfi bor joyga majburiy qaytarish (refoulement)",
		p.Word("act_type", "no_such_word"):          "no_such_word",
		p.Word("no_such_list", "torture"):           "torture",
		p.Section(""):                               "",
		p.Vocabulary("our_own_list"):                "our_own_list",
		p.WordHelp("yes_no", "yes"):                 "",
		bundle(t).Printer("uz", nil).Word("a", "b"): "b",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if p.Help("person", "birth") == "" || p.Help("act", "type_note") == "" || p.WordHelp("reliability", "reliable") == "" {
		t.Error("help is missing")
	}
}

func record(t *testing.T, kind string, values map[string]string) model.Record {
	t.Helper()
	r := model.Record{ID: model.NewID(), Kind: kind, Values: map[string]model.Value{}}
	for name, s := range values {
		r.Values[name] = model.TextValue(s)
	}
	return r
}

func TestFieldsAndWordsOfTheUsersOwn(t *testing.T) {
	field := record(t, "field", map[string]string{
		"kind": "person", "type": "text", "label_ru": "Кличка {{.Count}}", "label_uz": "Laqab", "help_uz": "Uyda",
	})
	term := record(t, "term", map[string]string{"vocabulary": "act_type", "label_ru": "Своё слово"})
	own := schema(t).With([]model.Record{field, term})
	name, id := model.CustomFieldName(field.ID), model.CustomTermID(term.ID)
	b := bundle(t)
	if got := b.Printer("uz", own).Field("person", name); got != "Laqab" {
		t.Errorf("Uzbek label %q", got)
	}
	if got := b.Printer("uz", own).Help("person", name); got != "Uyda" {
		t.Errorf("Uzbek help %q", got)
	}
	if got := b.Printer("en", own).Field("person", name); got != "Кличка {{.Count}}" {
		t.Errorf("without an English label the users' own words stand as typed, not %q", got)
	}
	if got := b.Printer("ru", own).Word("act_type", id); got != "Своё слово" {
		t.Errorf("own word %q", got)
	}
}

func TestTypedWordsAreNeverTemplates(t *testing.T) {
	p := bundle(t).Printer("en", schema(t))
	typed := `{{.Count}} {{template "x"}} %d`
	if got := p.T("field.note_of", tr.V{"Field": typed}); got != typed+": note" {
		t.Errorf("%q", got)
	}
}

func TestDateProblems(t *testing.T) {
	b := bundle(t)
	for _, kind := range []model.DateErrorKind{
		model.DateUnclear, model.DateRelative, model.DateNoYear, model.DateNoSuchDay, model.DateNoSuchMonth,
		model.DateNoSuchTime, model.DateBadYear, model.DateInverted, model.DateWeekday, model.DateWhichWinter,
		model.DateBadField,
	} {
		for _, l := range b.Languages() {
			e := &model.DateError{
				Kind: kind, Field: "latest", Year: 2015, Month: 2, Day: 31, Hour: 25, Minute: 7, Weekday: 3,
				Earliest: "2015-03-02", Latest: "2015-03-01",
			}
			s, ok := b.Printer(l.Tag, nil).DateProblem(fmt.Errorf("field birth: %w", e))
			if !ok || strings.Contains(s, "date.") || strings.Contains(s, "no value") || strings.Contains(s, "{{") {
				t.Errorf("%s in %s: %q", kind, l.Tag, s)
			}
		}
	}
	sentences := map[string]*model.DateError{
		"Даты 31 февраля 2015 года не существует.":            {Kind: model.DateNoSuchDay, Year: 2015, Month: 2, Day: 31},
		"Даты 31 апреля не существует.":                       {Kind: model.DateNoSuchDay, Month: 4, Day: 31},
		"Ни в одном месяце нет 32-го числа.":                  {Kind: model.DateNoSuchDay, Day: 32},
		"Времени 25:07 не существует.":                        {Kind: model.DateNoSuchTime, Hour: 25, Minute: 7},
		"Какая зима имеется в виду: 2012–2013 или 2013–2014?": {Kind: model.DateWhichWinter, Year: 2013},
	}
	for want, e := range sentences {
		if got, _ := b.Printer("ru", nil).DateProblem(e); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if _, ok := b.Printer("ru", nil).DateProblem(errors.New("another")); ok {
		t.Error("another error is taken for a date's")
	}
}

func TestWordsThatAreMissing(t *testing.T) {
	b, err := tr.New(fstest.MapFS{
		"a.en.json":        {Data: []byte(`{"only.english":"Only {{.What}}","count.x":{"one":"{{.Count}} day","other":"{{.Count}} days"}}`)},
		"a.ru.json":        {Data: []byte(`{"both.x":"Оба"}`)},
		"language.en.json": {Data: []byte(`{"language.name":"English"}`)},
		"language.ru.json": {Data: []byte(`{"language.name":"Русский"}`)},
		"fyne.en.json":     {Data: []byte(`{}`)},
		"fyne.ru.json":     {Data: []byte(`{}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := b.Printer("ru", nil)
	if got := p.T("only.english", tr.V{"What": "here"}); got != "Only here" {
		t.Errorf("a word missing in Russian: %q", got)
	}
	if got := p.N("count.x", 21); got != "21 days" {
		t.Errorf("English words follow English rules: %q", got)
	}
	if got := p.T("nowhere.at_all"); got != "nowhere.at_all" {
		t.Errorf("a word missing everywhere is its key: %q", got)
	}
}

func TestFilesThatCannotBeTaken(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"no name of its own":  {"a.en.json": {Data: []byte(`{"k.x":"1"}`)}},
		"a key in two areas":  {"a.en.json": {Data: []byte(`{"k.x":"1"}`)}, "b.en.json": {Data: []byte(`{"k.x":"2"}`)}},
		"no English at all":   {"a.ru.json": {Data: []byte(`{"k.x":"1"}`)}},
		"broken JSON":         {"a.en.json": {Data: []byte(`{"k.x":`)}},
		"a name without area": {"en.json": {Data: []byte(`{"k.x":"1"}`)}},
	} {
		if _, err := tr.New(files); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// New reads a language when it is first spoken, so a file that is broken would
// be seen late.
func TestEveryLanguageCanBeRead(t *testing.T) {
	if err := tr.ReadAll(assets.Locale); err != nil {
		t.Error(err)
	}
	broken := fstest.MapFS{"a.en.json": {Data: []byte(`{"k.x":"1"}`)}, "a.ru.json": {Data: []byte(`{"k.x":`)}}
	if tr.ReadAll(broken) == nil {
		t.Error("a broken file is not seen")
	}
}

func TestOnePrinterServesManyAtOnce(t *testing.T) {
	p := bundle(t).Printer("ru", schema(t))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for n := range 50 {
				_ = p.Count("person", n) + p.Field("act", "type_note") + p.T("action.save")
			}
		})
	}
	wg.Wait()
	if got := p.Count("person", 3); got != "3 человека" {
		t.Errorf("%q", got)
	}
}

func BenchmarkWord(b *testing.B) {
	all, err := tr.New(assets.Locale)
	if err != nil {
		b.Fatal(err)
	}
	p := all.Printer("ru", nil)
	for b.Loop() {
		_ = p.T("action.save")
	}
}

// What a start costs, also of one command, beside reading all languages.
func BenchmarkFirstWord(b *testing.B) {
	b.Run("in Russian", func(b *testing.B) {
		for b.Loop() {
			all, err := tr.New(assets.Locale)
			if err != nil {
				b.Fatal(err)
			}
			_ = all.Printer("ru", nil).T("action.save")
		}
	})
	b.Run("all languages", func(b *testing.B) {
		for b.Loop() {
			if err := tr.ReadAll(assets.Locale); err != nil {
				b.Fatal(err)
			}
		}
	})
}

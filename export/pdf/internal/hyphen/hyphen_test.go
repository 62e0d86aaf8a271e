package hyphen_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	data "guvoh/assets/hyphen"
	"guvoh/export/pdf/internal/hyphen"
)

// divided writes a word with all its hyphens.
func divided(t testing.TB, lang, word string) string {
	t.Helper()
	d := hyphen.For(lang)
	if d == nil {
		t.Fatalf("nobody divides %s", lang)
	}
	letters := []rune(word)
	var b strings.Builder
	from := 0
	for _, at := range d.Divide(letters) {
		b.WriteString(string(letters[from:at]) + "-")
		from = at
	}
	return b.String() + string(letters[from:])
}

func TestWordsByPatterns(t *testing.T) {
	for lang, words := range map[string][]string{
		"en":    {"de-ten-tion", "in-ter-rog-a-tion", "con-fes-sion", "hu-mi-li-at-ing", "testi-mony", "uni-ver-sity", "there", "taken"},
		"en-US": {"state-ment"},
		"ru": {
			"за-дер-жа-ние", "до-прос", "об-ви-ня-е-мого", "ис-пра-ви-тель-ной", "без-опас-но-сти", "подъ-езде", "ёлоч-ный", "неод-но-кратно",
			"го-су-дар-ствен-ной", "вслед-ствие", "пытки", "также",
		},
		"fr": {"dé-ten-tion", "in-ter-ro-ga-toire", "té-moi-gnage", "au-jour-d’hui", "l'in-ter-ro-ga-toire", "res-pon-sa-bi-lité"},
		"es": {"de-ten-ción", "in-te-rro-ga-to-rio", "tes-ti-mo-nio", "ex-tra-di-ción"},
	} {
		for _, want := range words {
			if got := divided(t, lang, strings.ReplaceAll(want, "-", "")); got != want {
				t.Errorf("%s: %s, want %s", lang, got, want)
			}
		}
	}
}

// The first of each script are the examples that the orthography itself gives,
// as far as they leave three letters for the next line.
func TestUzbekWordsByTheirSyllables(t *testing.T) {
	for _, want := range []string{
		"toʻq-son", "si-fatli", "pax-ta-kor", "maʼ-ri-fat", "aba-diy", "eshik-dan", "mu-do-faa", "mat-baa", "si-lin-drik", "pe-shay-von", "pe-shona", "bi-chiqchi",
		"qa-moq-xona", "ter-govchi", "gu-voh-lik", "maj-bu-ran", "hibs-xo-na-dagi", "ji-no-yat-chi-larni", "hu-quq-la-ri-ning", "sanʼ-at-kor", "sheʼ-ri-yat",
		"oʻqi-tuv-chi-la-ri-miz", "toʻgʻ-ri-si-dagi", "ki-tob-lari", "koʻp-roq", "bir-ga-likda", "po-lit-siya", "in-sti-tut-lar", "mi-nistr-lik",
		"pi-cho’q", "qo'l-la-rimni", "to‘q-son", // as people type ʻ

		"қа-моқ-хо-нада", "қўл-ла-римни", "ки-шан-лашди", "са-мо-лётга", "чи-қа-ришди", "тер-говчи", "эшит-мади", "санъ-ат-кор", "маъ-ри-фат", "по-ли-ция",
		"ҳу-қуқ-ла-ри-нинг", "тўғ-ри-си-даги", "аль-бом-лар", "жи-но-ят-чи-ларни",
	} {
		if got := divided(t, "uz", strings.ReplaceAll(want, "-", "")); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestUzbekPlacesThatAreNotSureArePassedOver(t *testing.T) {
	for _, c := range []struct{ word, want, why string }{
		{"mengaku", "mengaku", "n and g belong to two syllables"},
		{"dengizni", "dengizni", "and here to one"},
		{"денгизни", "денгизни", "in Cyrillic, too"},
		{"inglizlar", "ingliz-lar", "ing-liz or in-gliz"},
		{"vaʼda", "vaʼda", "two letters are too few for a line"},
		{"monografiya", "mo-nogra-fiya", "mono-grafiya, as the word was made elsewhere"},
		{"deklaratsiya", "dekla-rat-siya", "the like; -lar- is no ending here"},
		{"respublikamiz", "res-publi-ka-miz", "the like; -lik- is no ending here"},
		{"problemalar", "proble-ma-lar", "the like"},
	} {
		if got := divided(t, "uz", c.word); got != c.want {
			t.Errorf("%s, want %s: %s", got, c.want, c.why)
		}
	}
}

func TestNoLetterOfTwoSignsIsDivided(t *testing.T) {
	for _, word := range strings.Fields("shoshilinch chiqishdi toʻgʻrisida choʻchqa ishchilarning oshxonachi choʻloqlanish gʻoʻzaning boʻshashish kengashlarining singlisining mashhurlik") {
		got := divided(t, "uz", word)
		for _, letter := range []string{"s-h", "c-h", "n-g", "o-ʻ", "g-ʻ"} {
			if strings.Contains(got, letter) {
				t.Error(got)
			}
		}
	}
}

func TestWordsOfAnotherLanguageStayWhole(t *testing.T) {
	for lang, word := range map[string]string{"en": "задержание", "ru": "detention", "fr": "қамоқхонада", "es": "задержание", "uz": "выстрелы"} {
		if got := divided(t, lang, word); got != word {
			t.Errorf("%s: %s", lang, got)
		}
	}
	for _, lang := range []string{"", "ar", "tg", "de", "x"} {
		if hyphen.For(lang) != nil {
			t.Errorf("%q is divided", lang)
		}
	}
}

func TestEachListOfPatternsHasItsLicence(t *testing.T) {
	for _, lang := range []string{"en-gb", "ru", "fr", "es"} {
		if _, err := data.Read(lang); err != nil {
			t.Error(err)
		}
		if text, err := fs.ReadFile(data.Licences(), "hyph-"+lang+"-LICENSE.txt"); err != nil || len(text) < 1000 {
			t.Errorf("%s: %d bytes of licence, %v", lang, len(text), err)
		}
	}
}

func FuzzDivide(f *testing.F) {
	for _, s := range []string{"", "ʻ", "ngʻng", "санъъат", "l'", "ооо", "\U0010FFFF", "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		word := []rune(s)
		for _, lang := range []string{"en", "ru", "fr", "es", "uz"} {
			places := hyphen.For(lang).Divide(word)
			if !slices.IsSorted(places) {
				t.Fatal("not in order")
			}
			for i, at := range places {
				if at < 2 || len(word)-at < 3 || i > 0 && places[i-1] == at {
					t.Fatalf("a place at %d of %d", at, len(word))
				}
			}
		}
	})
}

func BenchmarkDivide(b *testing.B) {
	word := []rune("государственной")
	d := hyphen.For("ru")
	for b.Loop() {
		d.Divide(word)
	}
}

package assets_test

import (
	"bytes"
	"encoding/json"
	"image/png"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/model"
)

// documents are the languages in which documents are written, and languages those
// that the program speaks.
var (
	documents = []string{"en", "ru", "uz", "fr", "es"}
	languages = documents[:3]
)

// inCyrillic are the languages written in its letters.
var inCyrillic = map[string]bool{"ru": true, "tg": true, "ky": true, "kk": true}

// spoken are the languages of documents and of the window, which is spoken in one
// when Fyne's own words are there.
func spoken(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(assets.Locale, "fyne.*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no words: %v", err)
	}
	all := slices.Clone(documents)
	for _, name := range names {
		if tag := strings.Split(name, ".")[1]; !slices.Contains(all, tag) {
			all = append(all, tag)
		}
	}
	return all
}

func vocabularies(t *testing.T) map[string]*model.Vocabulary {
	t.Helper()
	names, err := fs.Glob(assets.Vocabularies, "*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no vocabularies: %v", err)
	}
	all := map[string]*model.Vocabulary{}
	for _, name := range names {
		b, err := fs.ReadFile(assets.Vocabularies, name)
		if err != nil {
			t.Fatal(err)
		}
		v := &model.Vocabulary{}
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		if err := d.Decode(v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[strings.TrimSuffix(name, ".json")] = v
	}
	return all
}

func TestVocabularies(t *testing.T) {
	all, spoken := vocabularies(t), spoken(t)
	snake := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	huridocs := regexp.MustCompile(`^[0-9]{14}$`)
	for name, v := range all {
		t.Run(name+" has unique ids and a label in every language", func(t *testing.T) {
			if v.ID != name {
				t.Errorf("its id is %q", v.ID)
			}
			ids := map[string]bool{}
			for _, w := range v.Words {
				if !snake.MatchString(w.ID) || ids[w.ID] {
					t.Errorf("id %q is not snake_case or stands twice", w.ID)
				}
				ids[w.ID] = true
				if w.Huridocs != "" && !huridocs.MatchString(w.Huridocs) {
					t.Errorf("%s: HURIDOCS code %q is not 12 digits and the number of the list", w.ID, w.Huridocs)
				}
				if len(w.Label) != len(spoken) || (w.Help != nil && len(w.Help) != len(spoken)) {
					t.Errorf("%s: a language too few or too many", w.ID)
				}
			}
			for _, w := range v.Words {
				if w.Group != "" && !ids[w.Group] {
					t.Errorf("%s stands under %q, which is not there", w.ID, w.Group)
				}
			}
			for _, lang := range spoken {
				labels := map[string]string{}
				for _, w := range v.Words {
					label := w.Label[lang]
					if label == "" || strings.TrimSpace(label) != label {
						t.Errorf("%s: bad label in %s", w.ID, lang)
					}
					if other, twice := labels[strings.ToLower(label)]; twice {
						t.Errorf("%s and %s have one label in %s", w.ID, other, lang)
					}
					labels[strings.ToLower(label)] = w.ID
				}
			}
		})
	}
}

func TestEveryVocabularyServesAField(t *testing.T) {
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, k := range s.Kinds() {
		for _, f := range k.Fields {
			used[f.Vocabulary] = true
		}
	}
	for _, id := range s.Vocabularies() {
		if !used[id] {
			t.Errorf("no field uses the vocabulary %s", id)
		}
	}
}

func TestConsentPurposesOfTheModelAreWords(t *testing.T) {
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range s.Kinds() {
		for _, f := range k.Fields {
			if _, ok := s.Vocabulary("consent_purpose").Word(f.Consent); f.Consent != "" && !ok {
				t.Errorf("%s.%s is freed by %q, which nobody can be asked", k.Name, f.Name, f.Consent)
			}
		}
	}
}

// A letter of the wrong alphabet looks right, but sorts,
// searches and reads aloud wrong.
func TestLabelsKeepToTheirAlphabet(t *testing.T) {
	cyrillic := regexp.MustCompile(`\p{Cyrillic}`)
	mixed := regexp.MustCompile(`[A-Za-z]\p{Cyrillic}|\p{Cyrillic}[A-Za-z]`)
	loose := regexp.MustCompile(`«[^\x{00a0}]|[^\x{00a0}][»:;?!%]`) // what French keeps together with no-break spaces
	spoken := spoken(t)
	for name, v := range vocabularies(t) {
		for _, w := range v.Words {
			for _, lang := range spoken {
				said := w.Label[lang] + " " + w.Help[lang]
				if inCyrillic[lang] && mixed.MatchString(said) {
					t.Errorf("%s.%s: Latin letters in a Cyrillic word in %s", name, w.ID, lang)
				}
				if !inCyrillic[lang] && cyrillic.MatchString(said) {
					t.Errorf("%s.%s: Cyrillic letters in %s", name, w.ID, lang)
				}
			}
			if s := w.Label["fr"] + w.Help["fr"]; loose.MatchString(s) || strings.ContainsAny(s, `'"`) {
				t.Errorf("%s.%s: a sign that French writes otherwise", name, w.ID)
			}
			if s := w.Label["es"] + w.Help["es"]; strings.ContainsAny(s, `'"`) || strings.Contains(s, "« ") {
				t.Errorf("%s.%s: quotation marks that Spanish writes otherwise", name, w.ID)
			}
			if strings.ContainsAny(w.Label["uz"]+w.Help["uz"], "'`‘’") {
				t.Errorf("%s.%s: an apostrophe where Uzbek has ʻ or ʼ", name, w.ID)
			}
		}
	}
}

func TestCountriesAreTheWholeOfISO3166(t *testing.T) {
	n := 0
	for _, w := range vocabularies(t)["country"].Words {
		if len(w.ID) == 2 && w.ID != "su" && w.ID != "yu" && w.ID != "xk" {
			n++
		}
	}
	if n != 249 {
		t.Errorf("%d countries and territories; ISO 3166-1 has 249", n)
	}
}

func TestIconIsASquarePicture(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(assets.Icon))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 512 || b.Dy() != 512 {
		t.Errorf("%v, not 512 × 512", b)
	}
	if _, _, _, alpha := img.At(0, 0).RGBA(); alpha != 0 {
		t.Error("the corner is not transparent")
	}
}

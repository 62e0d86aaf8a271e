package aloud_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"guvoh/app/aloud"
	"guvoh/assets"
	"guvoh/model"
)

func book(t *testing.T) aloud.Book {
	t.Helper()
	b, err := aloud.Load(assets.Consent)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryLanguageAsksTheSame(t *testing.T) {
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	b := book(t)
	for _, lang := range []string{"en", "ru", "uz"} {
		if _, ok := b[lang]; !ok {
			t.Errorf("there is no text in %s", lang)
		}
	}
	want := b["en"]
	for _, lang := range b.Languages() {
		t.Run(lang+" has every purpose that is asked by name", func(t *testing.T) {
			for _, w := range schema.Vocabulary("consent_purpose").Words {
				if has := b[lang].Purposes[w.ID] != ""; has == (w.ID == "other") {
					t.Errorf("%s is asked: %v", w.ID, has)
				}
			}
			if n, m := len(b[lang].Purposes), len(want.Purposes); n != m {
				t.Errorf("%d purposes and not %d", n, m)
			}
		})
		t.Run(lang+" reads the same lines in the same order", func(t *testing.T) {
			got := b[lang]
			if !slices.Equal(shape(got.Before), shape(want.Before)) || !slices.Equal(shape(got.After), shape(want.After)) {
				t.Errorf("it reads %v and %v", shape(got.Before), shape(got.After))
			}
			d := got.Details
			for _, s := range []string{d.Recipients, d.Withhold, d.Expires} {
				if strings.TrimSpace(s) == "" {
					t.Error("a detail is not asked")
				}
			}
		})
	}
}

// shape says of lines what must be alike in every language.
func shape(lines []aloud.Line) (out []string) {
	for _, l := range lines {
		s := l.ID + "/" + l.When
		if l.Do != "" {
			s += "/do"
		}
		if strings.TrimSpace(l.Say) == "" {
			s += "/nothing is said"
		}
		out = append(out, s)
	}
	return out
}

func TestALanguageIsChosen(t *testing.T) {
	b := book(t)
	for _, c := range []struct {
		name string
		of   []string
		want string
	}{
		{"the first that there is", []string{"xx", "uz", "ru"}, "uz"},
		{"without its script", []string{"uz-Cyrl"}, "uz"},
		{"English when there is none", []string{"xx"}, "en"},
		{"English when nothing is known", nil, "en"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := b.Choose(c.of...); got != c.want {
				t.Errorf("it is %s and not %s", got, c.want)
			}
		})
	}
}

func TestWhatCannotBeReadAloud(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"a folder without English":   {"ru.json": {Data: []byte(`{}`)}},
		"a word that nobody expects": {"en.json": {Data: []byte(`{"befor": []}`)}},
		"what is no JSON":            {"en.json": {Data: []byte(`{`)}},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			if _, err := aloud.Load(files); err == nil {
				t.Error("it was taken")
			}
		})
	}
}

package model_test

import (
	"testing"

	"guvoh/assets"
	"guvoh/model"
)

func TestAWordIsSaidInTheNextBestLanguage(t *testing.T) {
	all := model.Word{ID: "x", Label: map[string]string{
		"en": "Torture", "ru": "Пытки", "uz": "Qiynoq", "fr": "Torture (fr)", "es": "Tortura",
	}}
	for lang, want := range map[string]string{
		"en": "Torture", "ru": "Пытки", "uz": "Qiynoq", "fr": "Torture (fr)", "es": "Tortura", "de": "Torture", "": "Torture",
	} {
		if got := all.In(lang); got != want {
			t.Errorf("in %q: %q, want %q", lang, got, want)
		}
	}
	own := model.Word{ID: "y", Label: map[string]string{"ru": "Своё слово", "uz": "Oʻz soʻzi"}}
	if got := own.In("fr"); got != "Своё слово" {
		t.Errorf("a word that users named in two languages is %q in French", got)
	}
	if got := (model.Word{ID: "z"}).In("es"); got != "z" {
		t.Errorf("a word without names is %q", got)
	}
}

func TestListsAreSaidInEveryLanguageOfDocuments(t *testing.T) {
	s, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"en": "Enforced disappearance", "ru": "Насильственное исчезновение", "fr": "Disparition forcée", "es": "Desaparición forzada",
	} {
		if got := s.Word("act_type", "enforced_disappearance").In(lang); got != want {
			t.Errorf("in %s: %q, want %q", lang, got, want)
		}
	}
}

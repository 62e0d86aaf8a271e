package model_test

import (
	"slices"
	"testing"

	"guvoh/model"
)

func TestLanguages(t *testing.T) {
	for lang, want := range map[string][]string{
		"en-GB": {"en"}, "uz": {"uz", "en"}, "ru-RU": {"ru", "en"}, "tr": {"tr", "en"}, "": {"", "en"},
		"kk": {"kk", "ru", "en"}, "ky-KG": {"ky", "ru", "en"}, "tg": {"tg", "ru", "en"},
	} {
		if got := model.Languages(lang); !slices.Equal(got, want) {
			t.Errorf("a reader of %q is given %v, want %v", lang, got, want)
		}
	}
	t.Run("a word that Kazakh lacks is said in Russian and not in English", func(t *testing.T) {
		w := model.Word{ID: "x", Label: map[string]string{"en": "Burn", "ru": "Ожог"}}
		for lang, want := range map[string]string{"kk": "Ожог", "tr": "Burn", "ru": "Ожог"} {
			if got := w.In(lang); got != want {
				t.Errorf("%s: %q, want %q", lang, got, want)
			}
		}
	})
}

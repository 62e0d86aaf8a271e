package naming_test

import (
	"strings"
	"testing"

	"guvoh/app/naming"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model/names"
	"guvoh/model/store"
)

func TestEveryReasonHasWords(t *testing.T) {
	bundle, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	codes := []string{
		names.WhySame, names.WhyScript, names.WhySpelling, names.WhyStyle, names.WhyRespect, names.WhyShort, names.WhyTypo, names.WhyNear,
		names.WhyInitial, names.WhyJoined, names.WhyOrder, names.WhyMissing, names.WhyDiffers, names.WhyKnown, names.WhyGender, names.WhyAlone,
		names.WhyArabic, names.WhyCase, names.WhyBirthSame, names.WhyBirthNear, names.WhyBirthOther, names.WhyPlaceSame, store.WhyDocument,
	}
	for _, lang := range []string{"en", "ru", "uz"} {
		w := bundle.Printer(lang, nil)
		said := map[string]bool{}
		for _, code := range codes {
			s := naming.Why(w, names.Reason{Code: code, Role: names.Family})
			if s == "" || strings.Contains(s, code+"_") || strings.Contains(s, "alike.") || said[s] {
				t.Errorf("%s: %s is said as %q", lang, code, s)
			}
			said[s] = true
		}
		for _, r := range []names.Role{names.Plain, names.Given, names.Family, names.Patronymic, names.Initial, names.Nickname} {
			if s := naming.Part(w, r); s == "" || strings.Contains(s, ".") || s == string(r) {
				t.Errorf("%s: the part %q is called %q", lang, r, s)
			}
		}
		for _, v := range []string{names.VerdictLikely, names.VerdictCheck, names.VerdictDifferent} {
			if s := naming.Verdict(w, v); s == v {
				t.Errorf("%s: %s has no words", lang, v)
			}
		}
		if s := naming.Why(w, names.Reason{Code: names.WhySame, Role: names.Given, A: "Ali", B: "Ali"}); strings.Count(s, "Ali") != 1 {
			t.Errorf("%s: two parts that are written alike are said twice", lang)
		}
		if s := naming.Why(w, names.Reason{Code: "of a newer program", A: "x"}); !strings.Contains(s, "of a newer program") {
			t.Errorf("%s: what is not known is said as %q", lang, s)
		}
	}
}

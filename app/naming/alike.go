package naming

import (
	"strings"

	"guvoh/app/tr"
	"guvoh/model/names"
	"guvoh/model/store"
)

// Verdict says how alike two persons, or two names, are found to be.
func Verdict(w *tr.Printer, verdict string) string {
	if key := "alike.verdict." + verdict; w.Has(key) {
		return w.T(key)
	}
	return verdict
}

// Why says one reason for or against two persons, or two names, being one: of
// which part of the name it speaks, what was found, and the parts as written. A
// code that only a newer program knows is shown as it stands.
func Why(w *tr.Printer, r names.Reason) string {
	what := r.Code
	if key := "alike.why." + r.Code; w.Has(key) {
		what = w.T(key)
	}
	data := tr.V{"What": what, "Part": Part(w, r.Role), "A": r.A, "B": r.B}
	key := "alike.reason"
	switch {
	case aboutWhole(r.Code):
		return what
	case r.A != "" && r.B != "" && r.A != r.B:
		key = "alike.reason.two"
	case r.A != "" || r.B != "":
		key, data["A"] = "alike.reason.one", r.A
		if r.A == "" {
			data["A"] = r.B
		}
	}
	return w.T(key, data)
}

// aboutWhole tells whether a reason speaks of no part of a name.
func aboutWhole(code string) bool {
	switch code {
	case names.WhyOrder, names.WhyArabic, names.WhyCase, names.WhyBirthSame, names.WhyBirthNear, names.WhyBirthOther, names.WhyPlaceSame, store.WhyDocument:
		return true
	}
	return false
}

// Part names a part of a name.
func Part(w *tr.Printer, r names.Role) string {
	if r == names.Plain {
		return w.T("alike.part.plain")
	}
	if key := "alike.part." + string(r); w.Has(key) {
		return w.T(key)
	}
	return string(r)
}

// Whys says all the reasons in one line, at most so many; 0 is all.
func Whys(w *tr.Printer, why []names.Reason, most int) string {
	if most == 0 {
		most = len(why)
	}
	said := make([]string, 0, len(why))
	for _, r := range why[:min(most, len(why))] {
		said = append(said, Why(w, r))
	}
	return strings.Join(said, "; ")
}

// Against tells whether a reason speaks against two being one.
func Against(code string) bool {
	switch code {
	case names.WhyDiffers, names.WhyKnown, names.WhyGender, names.WhyBirthOther:
		return true
	}
	return false
}

// Doubtful tells whether a reason neither agrees nor differs: something is
// missing on one side, or nearly agrees.
func Doubtful(code string) bool {
	switch code {
	case names.WhyMissing, names.WhyAlone, names.WhyArabic, names.WhyNear, names.WhyTypo, names.WhyBirthNear:
		return true
	}
	return false
}

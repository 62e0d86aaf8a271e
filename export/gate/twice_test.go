package gate_test

import (
	"testing"

	"guvoh/export"
	"guvoh/export/exporttest"
	"guvoh/export/profile"
)

func TestOnePersonRecordedTwice(t *testing.T) {
	for name, c := range map[string]struct{ answer, text, want string }{
		"who both appear are noted":                     {"same", "Otabek Karimov and Jasur Aliyev were seen.", "same_twice"},
		"of whom one appears are no matter":             {"same", "Otabek Karimov was seen.", ""},
		"who are judged to be two are no matter":        {"not_same", "Otabek Karimov and Jasur Aliyev were seen.", ""},
		"of whom nobody is sure are no matter":          {"unsure", "Otabek Karimov and Jasur Aliyev were seen.", ""},
		"whom the document does not name are no matter": {"same", "Somebody was seen.", ""},
	} {
		t.Run("two records "+name, func(t *testing.T) {
			k := exporttest.NewCase(t)
			a := k.Add("person", `{"kind": "individual"}`)
			k.Add("person_name", `{"person": %s, "text": "Otabek Karimov"}`, a)
			b := k.Add("person", `{"kind": "individual"}`)
			k.Add("person_name", `{"person": %s, "text": "Jasur Aliyev"}`, b)
			k.Add("judgement", `{"person": %s, "other": %s, "judgement": "`+c.answer+`"}`, a, b)
			found := check(t, k, &profile.Profile{ID: "test"}, says(c.text))
			if got := codes(found); got != c.want {
				t.Fatalf("found %q", got)
			}
			for _, f := range found {
				if f.Severity != export.Note || f.Record != a || f.Person != b {
					t.Error("it is more than a note, or of others")
				}
			}
		})
	}
}

package casefile_test

import (
	"testing"

	"guvoh/app/screen/casefile"
	"guvoh/app/tr"
	"guvoh/assets"
	"guvoh/model"
)

// ownNames are the sections that are not called as what they list is called
// elsewhere, with the reason.
var ownNames = map[string]string{
	"overview":  "it is the case itself, and no list",
	"people":    "in a case they are its people; that each takes part in it need not be said there",
	"timeline":  "it lists records of many kinds",
	"detention": "it is what happened to somebody; its times are counted elsewhere",
	"grid":      "it shows facts against the articles alleged, not the articles alone",
}

// lanes are the rows of the timeline that show one kind of record.
var lanes = map[string]string{"proceedings": "proceeding", "interviews": "interview"}

func TestAListIsCalledTheSameEverywhere(t *testing.T) {
	schema, err := model.NewSchema(assets.Vocabularies)
	if err != nil {
		t.Fatal(err)
	}
	words, err := tr.New(assets.Locale)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "ru", "uz", "fr", "es", "tr", "kk", "ky", "tg"} {
		t.Run(lang, func(t *testing.T) {
			w := words.Printer(lang, schema)
			for id, names := range casefile.SectionNames(w) {
				name, kind := names[0], names[1]
				switch why, own := ownNames[id]; {
				case own && why == "":
					t.Errorf("section %s has a name of its own and no reason", id)
				case !own && name != w.Kinds(kind):
					t.Errorf("section %s is called %q in a case and %q elsewhere", id, name, w.Kinds(kind))
				}
			}
			for lane, kind := range lanes {
				if name := w.T("timeline.lane." + lane); name != w.Kinds(kind) {
					t.Errorf("on the timeline %s are %q, and %q elsewhere", kind, name, w.Kinds(kind))
				}
			}
		})
	}
	for id := range ownNames {
		if _, there := casefile.SectionNames(words.Printer("en", schema))[id]; !there {
			t.Errorf("there is no section %s any more", id)
		}
	}
}

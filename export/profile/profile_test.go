package profile_test

import (
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"guvoh/assets"
	"guvoh/export/profile"
)

// shipped is the text of a profile that is right.
func shipped(t testing.TB) string {
	t.Helper()
	b, err := fs.ReadFile(assets.Profiles, "int-full.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestLoad(t *testing.T) {
	t.Run("the shipped profiles are right, and found by their id", func(t *testing.T) {
		all, err := profile.Load(assets.Profiles)
		if err != nil {
			t.Fatal(err)
		}
		p := profile.Find(all, "int-full")
		if p == nil {
			t.Fatal("no int-full")
		}
		if p.Page.Size != "A4" || p.Page.Margin.Left != 20 || p.Type.Body < 10 || p.Type.Body > 11 {
			t.Errorf("page %+v, type %+v", p.Page, p.Type)
		}
		if profile.Find(all, "none") != nil {
			t.Error("found a profile that is not there")
		}
	})
	t.Run("each has a title and a purpose in every language of the program", func(t *testing.T) {
		all, err := profile.Load(assets.Profiles)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range all {
			for _, lang := range []string{"en", "ru", "uz"} {
				if p.Title[lang] == "" || p.About[lang] == "" {
					t.Errorf("%s has no words in %s", p.ID, lang)
				}
			}
			if p.TitleIn("uz-Latn") != p.Title["uz"] || p.TitleIn("de") != p.Title["en"] {
				t.Error("a title is not found by language")
			}
		}
	})
	t.Run("a file not named after its id is refused", func(t *testing.T) {
		_, err := profile.Load(fstest.MapFS{"other.json": {Data: []byte(shipped(t))}})
		if err == nil || !strings.Contains(err.Error(), "int-full") {
			t.Errorf("error %v", err)
		}
	})
}

func TestParseRefuses(t *testing.T) {
	good := shipped(t)
	if _, err := profile.Parse([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"a key it does not know":           {`"contents": 2`, `"contents": 2, "limit": {"pages": 20}`},
		"two profiles in one file":         {`{"type": "own"}`, `{"type": "own"}]} {"a": [1`},
		"an id that is no id":              {`"id": "int-full"`, `"id": "../x"`},
		"no English title":                 {`"en": "Full case file"`, `"fr": "Dossier"`},
		"no version of the rule":           {`"rule_version": "1"`, `"rule_version": ""`},
		"a day that is no day":             {`"as_of": "2026-05"`, `"as_of": "2026-13"`},
		"an identity that is not known":    {`"identity": "full"`, `"identity": "masked"`},
		"a confidence that is not known":   {`"page": "design"`, `"page": "sure"`},
		"a paper that is not known":        {`"size": "A4"`, `"size": "A5"`},
		"margins that leave no room":       {`"left": 20`, `"left": 79}, "landscape": false, "margin_mm": {"left": 90`},
		"letters too small to read":        {`"body_pt": 10.5`, `"body_pt": 4`},
		"lines that run into each other":   {`"line": 1.3`, `"line": 0.5`},
		"a contents of ten levels":         {`"contents": 2`, `"contents": 10`},
		"a section twice":                  {`{"type": "own"}`, `{"type": "notes"}`},
		"a section without a type":         {`{"type": "own"}`, `{"pictures": true}`},
		"a field to omit without its kind": {`{"type": "own"}`, `{"type": "own", "omit": ["religion"]}`},
	} {
		t.Run("a profile with "+name+" is refused", func(t *testing.T) {
			bad := strings.Replace(good, change[0], change[1], 1)
			if bad == good {
				t.Fatal("nothing changed")
			}
			if _, err := profile.Parse([]byte(bad)); err == nil {
				t.Error("it is taken")
			}
		})
	}
}

func TestTheRulesOfABody(t *testing.T) {
	b, err := fs.ReadFile(assets.Profiles, "echr-r39.json")
	if err != nil {
		t.Fatal(err)
	}
	good, err := profile.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("what is written is what was read", func(t *testing.T) {
		once, err := good.Encode()
		if err != nil {
			t.Fatal(err)
		}
		again, err := profile.Parse(once)
		if err != nil {
			t.Fatal(err)
		}
		if twice, err := again.Encode(); err != nil || string(twice) != string(once) || !reflect.DeepEqual(again, good) {
			t.Errorf("it changed on its way: %v", err)
		}
	})
	for name, spoil := range map[string]func(p *profile.Profile){
		"a language no document is written in": func(p *profile.Profile) { p.Languages = []string{"la"} },
		"a format that is not made":            func(p *profile.Profile) { p.Formats = []string{"rtf"} },
		"another identity that is not known":   func(p *profile.Profile) { p.Identities = []string{"masked"} },
		"consent of nobody known":              func(p *profile.Profile) { p.Consents = []profile.Consent{{Purpose: "court", Of: "bystanders"}} },
		"a limit of nothing":                   func(p *profile.Profile) { p.Limits = []profile.Limit{{What: "pages"}} },
		"a limit of a section it has not":      func(p *profile.Profile) { p.Limits = []profile.Limit{{What: "pages", Of: "x", Max: 3}} },
		"a clock without a time":               func(p *profile.Profile) { p.Clocks = []profile.Clock{{Key: "a", From: []string{"case.opened"}}} },
		"hours without a zone":                 func(p *profile.Profile) { p.Hours.Zone = "" },
		"hours of nowhere":                     func(p *profile.Profile) { p.Hours.Town = nil },
		"a State until a day that is none": func(p *profile.Profile) {
			p.Forum = &profile.Forum{States: []profile.State{{Country: "ru", Until: "2022-02-31x"}}}
		},
		"parts of less than no page":        func(p *profile.Profile) { p.PartPages = -1 },
		"exhibits numbered in no known way": func(p *profile.Profile) { p.Exhibits.Scheme = "roman" },
		"a column nobody knows":             func(p *profile.Profile) { p.Exhibits.Columns = []string{"smell"} },
		"a group without a title":           func(p *profile.Profile) { p.Exhibits.Groups = []profile.Group{{Key: "a"}} },
		"pictures sharper than any printer": func(p *profile.Profile) { p.Exhibits.DPI = 5000 },
		"a question without words":          func(p *profile.Profile) { p.Sections[0].Fields = []profile.Field{{Key: "a"}} },
		"a question twice": func(p *profile.Profile) {
			p.Sections[0].Fields = append(p.Sections[0].Fields[:1:1], p.Sections[0].Fields[0])
		},
		"a choice without words": func(p *profile.Profile) {
			p.Sections[0].Fields = []profile.Field{{Key: "a", Label: profile.Words{"en": "A"}, Choices: []profile.Choice{{Key: "b"}}}}
		},
		"a section inside that stands twice": func(p *profile.Profile) {
			p.Sections[0].Sections = []profile.Section{{Key: p.Sections[1].Name(), Type: "text"}}
		},
		"a section for each of something unknown": func(p *profile.Profile) { p.Sections[0].Each = "day" },
		"notes larger than the text":              func(p *profile.Profile) { p.Type.Note = 14 },
		"a face it has not":                       func(p *profile.Profile) { p.Type.Face = "comic" },
	} {
		t.Run("a profile with "+name+" is refused", func(t *testing.T) {
			p, err := profile.Parse(b)
			if err != nil {
				t.Fatal(err)
			}
			spoil(&p)
			if _, err := p.Encode(); err == nil {
				t.Error("it is taken")
			}
		})
	}
	t.Run("a file of gigantic size is not even read", func(t *testing.T) {
		if _, err := profile.Parse(append(b, make([]byte, 3<<20)...)); err == nil {
			t.Error("it is taken")
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(shipped(f)))
	f.Add([]byte(`{"id":"a","sections":[{"type":"x"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := profile.Parse(b)
		if err != nil {
			return
		}
		if p.ID == "" || len(p.Sections) == 0 || p.TitleIn("en") == "" || p.Type.Body <= 0 {
			t.Errorf("taken without what a profile needs: %+v", p)
		}
	})
}

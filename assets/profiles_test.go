package assets_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"testing"

	"guvoh/assets"
)

// Profiles are chosen and filled in in the window, so their words stand in its
// languages; documents are written in fewer. What a form in English prints as it
// is stands in English alone.
func TestWordsOfProfilesStandInEveryLanguage(t *testing.T) {
	spoken := spoken(t)
	names, err := fs.Glob(assets.Profiles, "*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d profiles: %v", len(names), err)
	}
	for _, name := range names {
		t.Run(path.Base(name), func(t *testing.T) {
			data, err := fs.ReadFile(assets.Profiles, name)
			if err != nil {
				t.Fatal(err)
			}
			var profile any
			if err := json.Unmarshal(data, &profile); err != nil {
				t.Fatal(err)
			}
			if n := lacking(t, "", profile, spoken); n < 2 {
				t.Errorf("only %d texts were looked at", n)
			}
		})
	}
}

// lacking names each text below a value that a language lacks, and counts the
// texts.
func lacking(t *testing.T, at string, value any, spoken []string) (n int) {
	t.Helper()
	switch v := value.(type) {
	case []any:
		for _, part := range v {
			n += lacking(t, at, part, spoken)
		}
	case map[string]any:
		if _, text := v["en"].(string); text {
			for _, lang := range spoken {
				if len(v) == 1 {
					break
				}
				if words, _ := v[lang].(string); words == "" {
					t.Errorf("%s: not in %s", at, lang)
				}
			}
			return 1
		}
		for key, part := range v {
			n += lacking(t, at+"."+key, part, spoken)
		}
	}
	return n
}

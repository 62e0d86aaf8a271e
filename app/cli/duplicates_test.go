package cli_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// twice is a file in which one man is recorded twice, and a father and a son
// once each.
func twice(t *testing.T) (file string) {
	t.Helper()
	dir := t.TempDir()
	file = filepath.Join(dir, "people.guvoh")
	must(t, "init", file)
	var records []string
	for i, name := range []string{"Mirsobir Khamidkariev", "Мирсобир Хамидкариев", "Karimov Olim Hasanovich", "Каримов Ҳасан Олимович"} {
		id := func(of int) string { return fmt.Sprintf("000%d000%d-0000-4000-8000-000000000000", of, i+1) }
		records = append(records,
			fmt.Sprintf(`{"kind":"person","id":%q,"fields":{"kind":"individual"}}`, id(1)),
			fmt.Sprintf(`{"kind":"person_name","id":%q,"fields":{"person":%q,"text":%q}}`, id(2), id(1), name))
	}
	must(t, "import", file, put(t, dir, "people.json", `{"format":"guvoh-data","version":1,"records":[`+strings.Join(records, ",")+`]}`))
	return file
}

func TestDuplicates(t *testing.T) {
	type answer struct {
		Pairs []struct {
			Persons [2]struct{ ID, Label string }
			Score   float64
			Verdict string
			Why     []struct{ Code, Part, A, B string }
			Judged  *string
		}
	}
	ask := func(t *testing.T, args ...string) (got answer) {
		t.Helper()
		if err := json.Unmarshal([]byte(must(t, append([]string{"duplicates"}, args...)...)), &got); err != nil {
			t.Fatal(err)
		}
		return got
	}
	t.Run("are listed with their reasons, in the language asked for", func(t *testing.T) {
		file := twice(t)
		for lang, words := range map[string]string{"en": "the same in another script", "ru": "то же в другой письменности", "uz": "boshqa yozuvda aynan shu"} {
			said := mustSay(t, "duplicates", file, "--lang", lang)
			for _, w := range []string{words, "Mirsobir Khamidkariev", "Мирсобир Хамидкариев"} {
				if !strings.Contains(said, w) {
					t.Errorf("%s: %q is not said", lang, w)
				}
			}
			if strings.Contains(said, "Karimov Olim") {
				t.Errorf("%s: father and son are taken for one", lang)
			}
		}
	})
	t.Run("as JSON, and those that are judged only with --all", func(t *testing.T) {
		file := twice(t)
		got := ask(t, file, "--json")
		if len(got.Pairs) != 1 || got.Pairs[0].Verdict != "likely" || got.Pairs[0].Score < 0.93 || len(got.Pairs[0].Why) == 0 || got.Pairs[0].Judged != nil {
			t.Fatalf("%+v", got)
		}
		p := got.Pairs[0].Persons
		must(t, "same", file, p[0].ID[:8], p[1].ID[:8], "not_same")
		if got := ask(t, file, "--json"); len(got.Pairs) != 0 {
			t.Errorf("%d pairs are left", len(got.Pairs))
		}
		if got := ask(t, file, "--all", "--json"); len(got.Pairs) != 1 || got.Pairs[0].Judged == nil || *got.Pairs[0].Judged != "not_same" {
			t.Errorf("%+v", got)
		}
	})
	t.Run("of a file without any says so", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "empty.guvoh")
		must(t, "init", file)
		if said := must(t, "duplicates", file); !strings.Contains(said, "Nobody") {
			t.Errorf("it says %q", said)
		}
	})
}

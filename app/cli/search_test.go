package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
)

type searched struct {
	Query string
	Hits  []struct {
		ID, Kind, Label, Of, Field string
		Exact                      bool
		Excerpt                    struct {
			Text  string
			Marks []struct {
				From, To int
				Exact    bool
			}
		}
		Page  int
		Cases []string
	}
	More   bool
	Unread int
}

func searchFor(t *testing.T, file, query string) searched {
	t.Helper()
	var out searched
	if err := json.Unmarshal([]byte(must(t, "search", file, query, "--json")), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// named is a person with a name in Cyrillic, in a case, as interchange data.
const named = `{"format":"guvoh-data","version":1,"records":[
{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90","kind":"case","fields":{"title":"Дело","reference":"2014/17"}},
{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e91","kind":"person","fields":{}},
{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e92","kind":"person_name","fields":{"person":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e91","text":"Хамидкариев Мирсобир"}},
{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e93","kind":"participant","fields":{"case":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90","person":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e91"}}]}`

func TestSearch(t *testing.T) {
	_, file := sample(t)
	must(t, "import", file, writeDoc(t, named))
	t.Run("finds a name in both scripts, the one that was written first", func(t *testing.T) {
		out := searchFor(t, file, "Khamidkariev")
		if len(out.Hits) < 5 || !out.Hits[0].Exact || out.More {
			t.Fatalf("%d hits", len(out.Hits))
		}
		last := out.Hits[len(out.Hits)-1]
		if last.Exact || last.Kind != "person_name" || last.Of != "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e91" || last.Field != "text" {
			t.Errorf("the last is %s %s of %s", last.Kind, last.Field, last.Of)
		}
		if len(last.Cases) != 1 || last.Cases[0] != "3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90" {
			t.Errorf("%d cases", len(last.Cases))
		}
		m := last.Excerpt.Marks
		if len(m) != 1 || m[0].Exact || string([]rune(last.Excerpt.Text)[m[0].From:m[0].To]) != "Хамидкариев" {
			t.Errorf("%d marks", len(m))
		}
		sorted := true
		for i, h := range out.Hits[1:] {
			sorted = sorted && (!h.Exact || out.Hits[i].Exact)
		}
		if !sorted {
			t.Error("what is written otherwise stands before what is spelled so")
		}
	})
	t.Run("knows phrases, beginnings, what must not be there, and either", func(t *testing.T) {
		for query, some := range map[string]bool{
			`"fish farm"`: true, `"farm fish"`: false, "pris*": true, "fish -farm": false, "zzz OR Avakian": true, "zzz Avakian": false,
		} {
			if got := len(searchFor(t, file, query).Hits); (got > 0) != some {
				t.Errorf("%s: %d hits", query, got)
			}
		}
	})
	t.Run("finds a telephone in any grouping, and a word without its hyphen", func(t *testing.T) {
		must(t, "import", file, writeDoc(t, `{"format":"guvoh-data","version":1,"records":[
			{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e9a","kind":"note","fields":{"text":"Call Ulug-zoda at +998 90 123-45-67"}}]}`))
		for _, query := range []string{"+998901234567", "90 1234567", "1234567", "ulugzoda", "Улугзода"} {
			out := searchFor(t, file, query)
			if len(out.Hits) != 1 || out.Hits[0].Field != "text" || len(out.Hits[0].Excerpt.Marks) != 1 {
				t.Errorf("%s: %d hits", query, len(out.Hits))
			}
		}
	})
	t.Run("says in words what is written otherwise", func(t *testing.T) {
		out := must(t, "search", file, "Khamidkariev")
		first, other, ok := strings.Cut(out, "Other spellings and scripts:\n")
		if !ok || !strings.Contains(first, "SAMPLE-1") || !strings.Contains(other, "2014/17") || strings.Contains(first, "2014/17") {
			t.Error("the two are not told apart")
		}
	})
}

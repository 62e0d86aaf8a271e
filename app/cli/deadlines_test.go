package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/cli"
)

// The clock of these tests stands at 4 May 2026, 10:30 in Greenwich.
const dueData = `{"format": "guvoh-data", "version": 1, "records": [
 {"id": "10000000-0000-4000-8000-000000000001", "kind": "case", "fields": {"reference": "2026/9", "title": "A removal", "countries": ["tr"]}},
 {"id": "10000000-0000-4000-8000-000000000002", "kind": "proceeding", "fields": {"cases": ["10000000-0000-4000-8000-000000000001"], "kind": "extradition"}},
 {"id": "10000000-0000-4000-8000-000000000003", "kind": "step", "fields": {"proceeding": "10000000-0000-4000-8000-000000000002", "kind": "appeal_decision", "learned": "5 January 2026"}},
 {"id": "10000000-0000-4000-8000-000000000004", "kind": "deadline", "fields": {"cases": ["10000000-0000-4000-8000-000000000001"], "title": "Power of attorney", "due": "1 May 2026"}},
 {"id": "10000000-0000-4000-8000-000000000005", "kind": "deadline", "fields": {"cases": ["10000000-0000-4000-8000-000000000001"], "title": "Copies", "due": "2 May 2026", "status": "done"}}
]}`

func TestDeadlines(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "due.guvoh")
	must(t, "init", file)
	t.Run("of an empty file there are none", func(t *testing.T) {
		if said := must(t, "deadlines", file); !strings.Contains(said, "Nothing is due") {
			t.Errorf("%q", said)
		}
	})
	put(t, dir, "data.json", dueData)
	must(t, "import", file, filepath.Join(dir, "data.json"))
	t.Run("what is over stands first, and a legal time limit names its body", func(t *testing.T) {
		said := must(t, "deadlines", file)
		over, attorney, court := strings.Index(said, "Overdue"), strings.Index(said, "Power of attorney"), strings.Index(said, "European Court of Human Rights")
		if over < 0 || attorney < over || court < attorney || !strings.Contains(said, "over for 3 days") || strings.Contains(said, "Copies") {
			t.Error(said)
		}
	})
	t.Run("in Russian and in Uzbek", func(t *testing.T) {
		for lang, want := range map[string]string{"ru": "Просрочено", "uz": "Muddati oʻtgan"} {
			if said := must(t, "deadlines", file, "--lang", lang); !strings.Contains(said, want) {
				t.Errorf("%s: %q", lang, said)
			}
		}
	})
	t.Run("of a case what is done, too", func(t *testing.T) {
		if said := must(t, "deadlines", file, "2026/9"); !strings.Contains(said, "Copies") {
			t.Error(said)
		}
	})
	t.Run("as JSON with the rule, its source and how sure it is", func(t *testing.T) {
		var got struct {
			Now       string
			Deadlines []struct {
				Group, Source, Due string
				Days               int `json:"days_left"`
				Clock              *struct {
					Key, URL, Confidence string
					AsOf                 string `json:"as_of"`
				}
			}
		}
		if err := json.Unmarshal([]byte(must(t, "deadlines", file, "--json")), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Deadlines) != 2 || got.Deadlines[0].Group != "over" || got.Deadlines[0].Days != -3 || got.Deadlines[0].Clock != nil {
			t.Fatalf("%+v", got)
		}
		c := got.Deadlines[1]
		if c.Due != "2026-05-05" || c.Group != "week" || c.Clock == nil || c.Clock.Key != "four_months" || c.Clock.Confidence != "recalled" || c.Clock.AsOf == "" || c.Clock.URL == "" {
			t.Errorf("%+v", c)
		}
	})
	t.Run("a case that is not there is said", func(t *testing.T) {
		refuses(t, dir, cli.Failed, "", "deadlines", file, "2099/1")
	})
}

package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/cli"
)

func TestListOfAnswers(t *testing.T) {
	dir, file := sample(t)
	asked := put(t, dir, "held.json", `{"of":"case","where":{"linked":["detention.cases"],"where":{"field":"from","until":"to","date":{"how":"overlaps","from":"2014-07","to":"2014-07"}}},`+
		`"columns":[{"field":"reference"},{"field":"status"},{"path":["participant.case","person>person"]},{"path":["event.cases"],"show":"count"},{"field":"safety_note"}]}`)
	t.Run("a question that is not there is named, and not the case file", func(t *testing.T) {
		for _, args := range [][]string{{"list", file, "--where", "nobody.json"}, {"statistics", file, "--by", "month", "--where", "nobody.json"}} {
			if a := run(args...); a.code != cli.Failed || !strings.Contains(a.err, "nobody.json") || strings.Contains(a.err, file) {
				t.Errorf("%d %s", a.code, a.err)
			}
		}
	})
	t.Run("as a table, with what is only perhaps marked", func(t *testing.T) {
		a := run("list", file, "--where", asked)
		if a.code != cli.Done || !strings.Contains(a.out, "perhaps") || !strings.Contains(a.err, "sensitive") {
			t.Fatalf("%d\n%s\n%s", a.code, a.out, a.err)
		}
	})
	t.Run("as JSON", func(t *testing.T) {
		var got struct {
			Of      string
			Columns []struct{ Title, Field, Show string }
			Rows    []struct {
				Perhaps bool
				Cells   []any
			}
		}
		if err := json.Unmarshal([]byte(run("list", file, "--where", asked, "--json").out), &got); err != nil {
			t.Fatal(err)
		}
		if got.Of != "case" || len(got.Columns) != 4 || len(got.Rows) == 0 || got.Columns[3].Show != "count" {
			t.Fatalf("%+v", got)
		}
		if _, number := got.Rows[0].Cells[3].(float64); !number {
			t.Error("a count is no number")
		}
	})
	t.Run("with columns as they are typed", func(t *testing.T) {
		out := must(t, "list", file, "--columns", "reference, event.cases/act.event/type, #deadline.cases")
		if !strings.Contains(out, "Torture") {
			t.Error(out)
		}
	})
	t.Run("that is kept is found by its title", func(t *testing.T) {
		data := put(t, dir, "saved.json", fmt.Sprintf(`{"format":"guvoh-data","version":1,"records":[`+
			`{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e01","kind":"saved_search","fields":{"title":"All persons","question":%q}},`+
			`{"id":"3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e02","kind":"saved_search","fields":{"title":"Of tomorrow","question":%q}}]}`,
			`{"of":"person","columns":[{},{"field":"sex"}]}`, `{"of":"case","where":{"moon":"full"}}`))
		must(t, "import", file, data)
		if out := must(t, "list", file, "--saved", "all PERSONS"); len(strings.Split(out, "\n")) < 5 {
			t.Error(out)
		}
		refuses(t, dir, cli.Failed, "parts that this program does not know", "list", file, "--saved", "Of tomorrow")
		refuses(t, dir, cli.Failed, "No saved question", "list", file, "--saved", "another")
		if out := must(t, "data", file); !strings.Contains(out, "moon") {
			t.Error("the question of a newer program is gone")
		}
	})
	t.Run("is written as CSV, spreadsheet and PDF", func(t *testing.T) {
		for _, ending := range []string{"csv", "xlsx", "pdf"} {
			out := filepath.Join(dir, "list."+ending)
			if a := run("list", file, "--where", asked, "-o", out); a.code != cli.Done || !strings.Contains(a.err, "have not allowed") {
				t.Fatalf("%s: %d %s", ending, a.code, a.err)
			}
			if len(text(t, out)) < 100 {
				t.Errorf("%s is empty", ending)
			}
		}
	})
	t.Run("for others names nobody who did not allow it and holds no free words", func(t *testing.T) {
		out := filepath.Join(dir, "others.csv")
		a := run("list", file, "--columns", "title, reference, participant.case/person>person, summary, status", "--outside", "-o", out)
		if a.code != cli.Done {
			t.Fatal(a.err)
		}
		got := text(t, out)
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got, "\uFEFF"))).ReadAll()
		if err != nil || len(rows) < 2 || len(rows[0]) != 3 {
			t.Fatalf("%v %q", err, rows)
		}
		if strings.Contains(got, "Khamidkariev") || !strings.Contains(got, "[Name ") {
			t.Error("somebody is named")
		}
	})
	t.Run("for others is remembered, and one for ourselves is not", func(t *testing.T) {
		out := must(t, "data", file)
		if n := strings.Count(out, `"kind": "issue"`) + strings.Count(out, `"kind":"issue"`); n != 1 || !strings.Contains(out, "others.csv") || strings.Contains(out, `"list.csv"`) {
			t.Errorf("%d documents are remembered", n)
		}
	})
	t.Run("is refused where it is wrong", func(t *testing.T) {
		bad := put(t, dir, "bad.json", `{"of":"case","where":{"field":"colour","is":["red"]}}`)
		refuses(t, dir, cli.Failed, "no such field", "list", file, "--where", bad)
		refuses(t, dir, cli.Failed, "no question", "list", file, "--where", put(t, dir, "none.json", `[]`))
		refuses(t, dir, cli.WrongUse, "not both", "list", file, "--where", bad, "--saved", "x")
		refuses(t, dir, cli.WrongUse, "no column", "list", file, "--columns", "a/b/c")
		refuses(t, dir, cli.WrongUse, ".csv", "list", file, "-o", filepath.Join(dir, "x.jpg"))
		refuses(t, dir, cli.Failed, "ourselves only", "list", file, "--outside", "--where", put(t, dir, "notes.json", `{"of":"note"}`))
	})
}

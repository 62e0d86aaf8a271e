package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/cli"
)

func TestPatterns(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "sample.guvoh")
	must(t, "init", file, "--sample")
	t.Run("of the published cases are those that stand in them", func(t *testing.T) {
		var got struct {
			Caution  string
			Patterns []struct {
				Label                   string
				Cases, Persons, Records int
				Unsourced               int `json:"without_source"`
				Undated                 int `json:"without_date"`
				Occurrences             []struct{ Kind, As string }
			}
		}
		read := func(args ...string) {
			t.Helper()
			got.Patterns = nil
			if err := json.Unmarshal([]byte(must(t, append([]string{"patterns", file, "--json"}, args...)...)), &got); err != nil {
				t.Fatal(err)
			}
		}
		labels := func() string {
			var all []string
			for _, p := range got.Patterns {
				all = append(all, p.Label)
			}
			return strings.Join(all, "; ")
		}
		// Counted by hand in assets/sample/cases.json. Security forces: one act in
		// the first case, two in the third. Russian authorities: a proceeding and a
		// decision in the first, an act in the third.
		read("--by", "agency")
		if labels() != "Uzbekistani security forces; Russian authorities" {
			t.Fatal(labels())
		}
		if p := got.Patterns[0]; p.Cases != 2 || p.Persons != 3 || p.Records != 3 || p.Undated != 3 || p.Unsourced != 0 {
			t.Errorf("%+v", p)
		}
		if p := got.Patterns[1]; p.Cases != 2 || p.Persons != 2 || p.Records != 3 || p.Undated != 2 {
			t.Errorf("%+v", p)
		}
		if !strings.Contains(got.Caution, "not of what happened") {
			t.Error("no caution")
		}
		read("--by", "method")
		if labels() != "" {
			t.Error("no method is in two of the cases: " + labels())
		}
		read("--by", "method", "--least", "1")
		if p := got.Patterns[0]; p.Label != "Beating" || p.Cases != 1 || p.Records != 2 {
			t.Errorf("%+v", p)
		}
		read("--by", "place", "--least", "1")
		if labels() != "Moscow, Russia; Prison camp; Interrogation room, Prison camp; Punishment cells, Prison camp" {
			t.Error(labels())
		}
		for _, p := range got.Patterns {
			if p.Label == "Prison camp" && (p.Records != 3 || p.Persons != 1) {
				t.Errorf("%+v", p)
			}
		}
		read("--by", "officer", "--least", "1")
		for _, p := range got.Patterns {
			if !strings.Contains(p.Label, "(not identified)") || p.Cases != 1 {
				t.Errorf("%+v", p)
			}
		}
		if len(got.Patterns) != 3 {
			t.Errorf("%d officers", len(got.Patterns))
		}
		read("--by", "charge", "--least", "1")
		if len(got.Patterns) != 3 {
			t.Error(labels())
		}
		read("--by", "route", "--least", "1")
		if len(got.Patterns) != 0 {
			t.Error("the press release says in no order where he was held: " + labels())
		}
	})
	t.Run("are a table with the caution beside it", func(t *testing.T) {
		out := must(t, "patterns", file, "--by", "agency")
		if !strings.Contains(out, "Uzbekistani security forces") || !strings.Contains(out, "not of what happened") {
			t.Error("the table lacks a line")
		}
		if !strings.Contains(must(t, "patterns", file, "--by", "judge"), "Nothing is shared") {
			t.Error("that nothing is shared is not said")
		}
	})
	t.Run("name nobody outside who did not allow it", func(t *testing.T) {
		out := filepath.Join(dir, "annex.csv")
		must(t, "patterns", file, "--by", "agency", "-o", out)
		cells := table(t, out)
		if !strings.HasPrefix(cells[0][0], "Counts are counts of records") || len(cells) != 8 {
			t.Fatalf("%d lines", len(cells))
		}
		all := text(t, out)
		if strings.Contains(all, "Khamidkariev") || !strings.Contains(all, "[Name A]") || !strings.Contains(all, "Uzbekistani security forces") {
			t.Error("a name is in the annex, or its token is not")
		}
		inside := filepath.Join(dir, "inside.csv")
		must(t, "patterns", file, "--by", "agency", "--inside", "-o", inside)
		if !strings.Contains(text(t, inside), "Mirsobir Khamidkariev") {
			t.Error("inside, people are named")
		}
	})
	t.Run("become a PDF", func(t *testing.T) {
		out := filepath.Join(dir, "annex.pdf")
		must(t, "patterns", file, "--by", "agency", "--least", "1", "-o", out)
		if b := text(t, out); !strings.HasPrefix(b, "%PDF") {
			t.Error("no PDF")
		}
	})
	t.Run("are asked for rightly", func(t *testing.T) {
		refuses(t, dir, cli.WrongUse, "officer, place", "patterns", file, "--by", "colour")
		refuses(t, dir, cli.WrongUse, "--by", "patterns", file)
		refuses(t, dir, cli.WrongUse, "--least", "patterns", file, "--by", "judge", "--least", "0")
		refuses(t, dir, cli.WrongUse, "--until", "patterns", file, "--by", "judge", "--until", "soon")
		refuses(t, dir, cli.WrongUse, ".csv", "patterns", file, "--by", "agency", "-o", filepath.Join(dir, "x.jpg"))
	})
}

func text(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func table(t *testing.T, path string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text(t, path), "\uFEFF")))
	r.FieldsPerRecord = -1
	cells, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return cells
}

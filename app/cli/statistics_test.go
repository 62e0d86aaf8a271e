package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/app/cli"
)

func TestStatistics(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "sample.guvoh")
	must(t, "init", file, "--sample")
	type number struct{ Sure, Perhaps int }
	type bar struct {
		Label, Sort, Word string
		Depth             int
		Number            number
		Cells             []number
	}
	var got struct {
		Caution, Count string
		Total          number
		Undated        int
		Rows, Columns  []bar
	}
	read := func(t *testing.T, args ...string) {
		t.Helper()
		got.Rows, got.Columns = nil, nil
		if err := json.Unmarshal([]byte(must(t, append([]string{"statistics", file, "--json"}, args...)...)), &got); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("count each act in one bar of its kind, at the top", func(t *testing.T) {
		read(t, "--by", "type")
		sum := 0
		for _, b := range got.Rows {
			if b.Depth == 0 {
				sum += b.Number.Sure
			}
		}
		if sum != got.Total.Sure || sum == 0 || got.Count != "acts" || !strings.Contains(got.Caution, "not of what happened") {
			t.Errorf("%d in the bars, %d in all", sum, got.Total.Sure)
		}
	})
	t.Run("cross two things", func(t *testing.T) {
		read(t, "--count", "cases", "--by", "type,year")
		if len(got.Columns) == 0 || len(got.Rows) == 0 || len(got.Rows[0].Cells) != len(got.Columns) {
			t.Errorf("%d rows, %d columns", len(got.Rows), len(got.Columns))
		}
	})
	t.Run("leave out what has no date when a time is asked for, and tell how many", func(t *testing.T) {
		read(t, "--by", "type")
		all := got.Total.Sure
		read(t, "--by", "type", "--after", "1900", "--until", "2100")
		if got.Total.Sure+got.Total.Perhaps+got.Undated != all {
			t.Errorf("%d and %d perhaps and %d without a date, and not %d", got.Total.Sure, got.Total.Perhaps, got.Undated, all)
		}
	})
	t.Run("are a table with the caution below it", func(t *testing.T) {
		out := must(t, "statistics", file, "--by", "status", "--count", "cases")
		if !strings.Contains(out, "not of what happened") || !strings.Contains(out, "Cases, in all: 3.") {
			t.Error("the table lacks a line")
		}
	})
	t.Run("are files, and for others without a number by which somebody is known", func(t *testing.T) {
		for _, end := range []string{"pdf", "xlsx", "csv"} {
			out := filepath.Join(dir, "inside."+end)
			must(t, "statistics", file, "--by", "place", "-o", out)
			if text(t, out) == "" {
				t.Errorf("%s is empty", end)
			}
		}
		out := filepath.Join(dir, "outside.csv")
		must(t, "statistics", file, "--count", "persons", "--by", "sex", "--outside", "--purpose", "publish", "--recipient", "A newspaper", "-o", out)
		cells := table(t, out)
		for _, row := range cells[1 : len(cells)-1] {
			for _, c := range row[1:] {
				if c != "fewer than 5" && !strings.HasSuffix(c, "0") && !strings.HasSuffix(c, "5") {
					t.Errorf("%q leaves the file", c)
				}
			}
		}
		if !strings.HasPrefix(cells[len(cells)-1][0], "Counts are counts of records") {
			t.Error("the caution is not in it")
		}
		if issues := must(t, "list", file, "--where", put(t, dir, "issues.json", `{"of":"issue"}`)); !strings.Contains(issues, "outside.csv") && !strings.Contains(issues, "Persons") {
			t.Error("what was given out is not remembered")
		}
	})
	t.Run("are asked for rightly", func(t *testing.T) {
		refuses(t, dir, cli.WrongUse, "--by", "statistics", file)
		refuses(t, dir, cli.WrongUse, "month", "statistics", file, "--by", "colour")
		refuses(t, dir, cli.WrongUse, "month", "statistics", file, "--by", "type,sex,age")
		refuses(t, dir, cli.WrongUse, "persons", "statistics", file, "--by", "type", "--count", "stones")
		refuses(t, dir, cli.WrongUse, "--until", "statistics", file, "--by", "type", "--until", "soon")
		refuses(t, dir, cli.WrongUse, "--outside", "statistics", file, "--by", "type", "--purpose", "court")
		refuses(t, dir, cli.WrongUse, "--purpose", "statistics", file, "--by", "type", "--outside")
		refuses(t, dir, cli.WrongUse, ".xlsx", "statistics", file, "--by", "type", "-o", filepath.Join(dir, "x.jpg"))
		refuses(t, dir, cli.WrongUse, "--json", "statistics", file, "--by", "type", "--outside", "--purpose", "court", "--json")
		refuses(t, dir, cli.Failed, "other records", "statistics", file, "--by", "type", "--where", put(t, dir, "places.json", `{"of":"place"}`))
	})
}

package statistics_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/exporttest"
	"guvoh/export/pdf"
	"guvoh/export/statistics"
	"guvoh/export/table"
	"guvoh/export/text"
)

var at = time.Date(2026, 5, 4, 10, 30, 0, 0, time.UTC)

func input(t *testing.T, lang string) statistics.Input {
	t.Helper()
	return statistics.Input{
		Of: "act", By: []string{"place"}, Words: exporttest.Words(t, lang, exporttest.Schema(t)), At: at, Total: statistics.Number{Sure: 23, Perhaps: 2},
		Rows: []statistics.Bar{
			{Record: true, Label: "Uzbekistan", Kind: "country", Number: statistics.Number{Sure: 17, Perhaps: 2}},
			{Record: true, Label: "Jaslyk", Kind: "prison_camp", Depth: 1, Number: statistics.Number{Sure: 13}},
			{Record: true, Label: "House of Karimov", Kind: "home", Depth: 1, Number: statistics.Number{Sure: 2}},
			{Sort: "none", Number: statistics.Number{Sure: 6}},
		},
	}
}

func crossed(t *testing.T) statistics.Input {
	in := input(t, "en")
	in.By = []string{"place", "sex"}
	in.Columns = []statistics.Bar{{Word: "female", Number: statistics.Number{Sure: 9}}, {Sort: "none", Number: statistics.Number{Sure: 14}}}
	in.Cells = [][]statistics.Number{{{Sure: 8}, {Sure: 9, Perhaps: 2}}, {{Sure: 6}, {Sure: 7}}, {{Sure: 1}, {Sure: 1}}, {{Sure: 1}, {Sure: 5}}}
	return in
}

func written(t *testing.T, in statistics.Input) string {
	t.Helper()
	var b bytes.Buffer
	if err := text.Write(&b, statistics.Document(in)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestADocumentOfNumbers(t *testing.T) {
	t.Run("says that they are numbers of records, in every language", func(t *testing.T) {
		for _, lang := range []string{"en", "ru", "uz"} {
			in := input(t, lang)
			got := written(t, in)
			if !strings.Contains(strings.Join(strings.Fields(got), " "), in.Words.T("pattern.caution")) {
				t.Errorf("%s: the caution is not in it", lang)
			}
		}
	})
	t.Run("has the same numbers in the drawing and in the table", func(t *testing.T) {
		in := input(t, "en")
		drawings, undrawn := in.Charts(200, 0)
		_, rows := in.Table()
		if len(drawings) != 1 || undrawn != 0 || len(rows) != len(in.Rows) {
			t.Fatalf("%d drawings, %d rows", len(drawings), len(rows))
		}
		var said []string
		for _, s := range drawings[0].Shapes {
			said = append(said, s.Words)
		}
		all := strings.Join(said, "|")
		for _, w := range []string{"Uzbekistan", "17 + 2?", "13", in.Words.T("statistics.bar.none"), "6"} {
			if !strings.Contains(all, w) {
				t.Errorf("%q is not drawn", w)
			}
		}
		if strings.Join(rows[1], "|") != "\u2003Jaslyk|13|0" {
			t.Errorf("%q", rows[1])
		}
	})
	t.Run("prints", func(t *testing.T) {
		for _, in := range []statistics.Input{input(t, "en"), crossed(t)} {
			var b bytes.Buffer
			if _, err := pdf.Write(&b, statistics.Document(in), pdf.Options{Missing: pdf.Boxes}); err != nil || b.Len() == 0 {
				t.Error(err)
			}
		}
	})
	t.Run("crosses two things", func(t *testing.T) {
		in := crossed(t)
		heads, rows := in.Table()
		if len(heads) != 4 || strings.Join(rows[0], "|") != "Uzbekistan|8|9, perhaps 2 more|17, perhaps 2 more" {
			t.Errorf("%q, %q", heads, rows[0])
		}
	})
}

func TestNumbersForOthers(t *testing.T) {
	in := crossed(t)
	in.Outside = true
	t.Run("are none by which somebody could be recognised, nor any difference of two", func(t *testing.T) {
		for n, want := range map[int]string{0: "0", 1: "few", 4: "few", 5: "5", 7: "5", 8: "10", 12: "10", 13: "15", 98: "100"} {
			shown, note := in.Shown(n)
			switch {
			case want == "few" && note == in.Words.T("statistics.few") && shown == 4:
			case note == "" && in.Written(statistics.Number{Sure: n}) == want && shown%5 == 0:
			default:
				t.Errorf("%d is told as %d %q", n, shown, note)
			}
		}
		for _, d := range numbersDrawn(t, in) {
			if d != "0" && d != "5" && d != "10" && d != "15" && d != "20" && d != "25" {
				t.Errorf("%q is drawn", d)
			}
		}
	})
	t.Run("do not tell by the order of the rows which of them is larger", func(t *testing.T) {
		in := input(t, "en")
		in.Outside = true
		place := func(label string, depth, n int) statistics.Bar {
			return statistics.Bar{Record: true, Label: label, Kind: "city", Depth: depth, Number: statistics.Number{Sure: n}}
		}
		in.Rows = []statistics.Bar{
			place("Samarkand", 0, 12), place("Upper", 1, 3), place("Lower", 1, 1), place("Qarshi", 0, 4),
			{Sort: "other", Number: statistics.Number{Sure: 4}},
			place("Bukhara", 0, 2), place("Andijan", 0, 21),
			{Sort: "none", Number: statistics.Number{Sure: 90}},
		}
		var got []string
		_, rows := in.Table()
		for _, r := range rows {
			got = append(got, strings.TrimSpace(r[0]))
		}
		w := in.Words
		if want := []string{"Andijan", "Samarkand", "Lower", "Upper", "Bukhara", "Qarshi", w.T("statistics.other.place"), w.T("statistics.bar.none")}; !slices.Equal(got, want) {
			t.Errorf("%q, not %q", got, want)
		}
	})
	t.Run("divide nothing that is fewer than five", func(t *testing.T) {
		in := crossed(t)
		in.Outside = true
		in.Rows[1].Number = statistics.Number{Sure: 3}
		in.Columns[0].Number = statistics.Number{Sure: 12}
		_, rows := in.Table()
		if got := strings.Join(rows[1][1:], "|"); got != "–|–|"+in.Words.T("statistics.few") {
			t.Errorf("a row of three is told as %q", got)
		}
		if rows[0][1] != "10" {
			t.Errorf("what is more is told as %q", rows[0][1])
		}
		in.Columns[0].Number = statistics.Number{Sure: 2}
		_, rows = in.Table()
		if rows[0][1] != "–" || rows[0][2] == "–" {
			t.Errorf("with a column of two the first row is %q", rows[0])
		}
		drawings, _ := in.Charts(200, 0)
		drawn := 0
		for _, s := range drawings[0].Shapes {
			if s.Words == "–" {
				drawn++
			}
		}
		if drawn != 4 {
			t.Errorf("%d numbers are withheld in the drawing", drawn)
		}
	})
	t.Run("show no part of fewer than five", func(t *testing.T) {
		in := input(t, "en")
		in.Outside = true
		place := func(label, kind string, depth, n int) statistics.Bar {
			return statistics.Bar{Record: true, Label: label, Kind: kind, Depth: depth, Number: statistics.Number{Sure: n}}
		}
		in.Rows = []statistics.Bar{
			place("Tajikistan", "country", 0, 3), place("Khatlon", "region", 1, 3), place("Kulob", "city", 2, 3),
			place("Uzbekistan", "country", 0, 20), place("Bukhara", "city", 1, 2),
		}
		labels := func() (out []string) {
			_, rows := in.Table()
			for _, r := range rows {
				out = append(out, strings.TrimSpace(r[0]))
			}
			return out
		}
		if got := labels(); !slices.Equal(got, []string{"Uzbekistan", "Bukhara", "Tajikistan"}) {
			t.Errorf("with a country of three the rows are %q", got)
		}
		if drawings, _ := in.Charts(200, 0); len(drawings) != 1 || slices.ContainsFunc(drawings[0].Shapes, func(s doc.Shape) bool { return strings.Contains(s.Words, "Kulob") }) {
			t.Error("a town of a country of three is drawn")
		}
		in.Total = statistics.Number{Sure: 3, Perhaps: 1}
		if got := labels(); len(got) != 0 {
			t.Errorf("of four in all the rows are %q", got)
		}
		said := strings.Join(strings.Fields(written(t, in)), " ")
		if strings.Contains(said, "Tajikistan") || !strings.Contains(said, in.Words.T("statistics.few")) || !strings.Contains(said, in.Words.T("statistics.method.whole")) {
			t.Error("of four in all something is told, or not why there is nothing")
		}
		in.Outside = false
		if got := labels(); len(got) != 5 {
			t.Errorf("for ourselves the rows are %q", got)
		}
	})
	t.Run("name no column where there are fewer than five in all", func(t *testing.T) {
		in := crossed(t)
		in.Outside, in.Total = true, statistics.Number{Sure: 2}
		var b bytes.Buffer
		if err := table.CSV(&b, statistics.List(in, table.Words{})); err != nil {
			t.Fatal(err)
		}
		facts := statistics.List(in, table.Words{}).Facts
		if !slices.ContainsFunc(facts, func(f table.Fact) bool { return f.Value == in.Words.T("statistics.method.few") }) {
			t.Error("a spreadsheet does not say that it is rounded")
		}
		if heads, rows := in.Table(); len(heads) != 2 || len(rows) != 0 || strings.Contains(b.String(), in.Words.Word("sex", "female")) {
			t.Errorf("%q, %d rows", heads, len(rows))
		}
	})
	t.Run("name no place that is not of the public, and count it where it lies", func(t *testing.T) {
		got := written(t, in)
		if strings.Contains(got, "Karimov") || !strings.Contains(got, "Jaslyk") {
			t.Error("a home is named, or a prison is not")
		}
		in.Rows[2].Depth = 0
		if got := written(t, in); strings.Contains(got, "Karimov") || !strings.Contains(got, in.Words.T("statistics.other.place")) {
			t.Error("a home is named, or is not there at all")
		}
	})
	t.Run("say so", func(t *testing.T) {
		if !strings.Contains(strings.Join(strings.Fields(written(t, in)), " "), in.Words.T("statistics.method.few")) {
			t.Error("it is not said that they are rounded")
		}
		if !strings.Contains(strings.Join(strings.Fields(written(t, in)), " "), in.Words.T("statistics.method.absent")) {
			t.Error("that not everybody may be counted is not said")
		}
	})
}

// numbersDrawn gives the words of a drawing that are numbers.
func numbersDrawn(t *testing.T, in statistics.Input) (out []string) {
	t.Helper()
	drawings, _ := in.Charts(200, 0)
	for _, d := range drawings {
		for _, s := range d.Shapes {
			if s.Words != "" && strings.Trim(s.Words, "0123456789") == "" {
				out = append(out, s.Words)
			}
		}
	}
	return out
}

func TestNumbersForASpreadsheet(t *testing.T) {
	var b bytes.Buffer
	if err := table.CSV(&b, statistics.List(input(t, "en"), table.Words{})); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(strings.TrimPrefix(b.String(), "\uFEFF")), "\r\n")
	if len(lines) != 6 || lines[1] != "Uzbekistan,17,2" || !strings.Contains(lines[5], "Counts are counts of records") {
		t.Errorf("%q", lines)
	}
}

func TestManyRows(t *testing.T) {
	in := input(t, "en")
	in.By, in.Rows = []string{"place"}, nil
	for range 90 {
		in.Rows = append(in.Rows, statistics.Bar{Record: true, Label: "Prison", Kind: "prison", Number: statistics.Number{Sure: 1}})
	}
	in.Rows = append(in.Rows, statistics.Bar{Sort: "none", Number: statistics.Number{Sure: 7}})
	drawings, undrawn := in.Charts(200, 0)
	var said []string
	for _, d := range drawings {
		for _, s := range d.Shapes {
			said = append(said, s.Words)
		}
	}
	if undrawn != 31 || !strings.Contains(strings.Join(said, "|"), in.Words.T("statistics.bar.none")) {
		t.Errorf("%d are not drawn, or what is not recorded is not", undrawn)
	}
	if _, rows := in.Table(); len(rows) != 91 {
		t.Errorf("%d rows in the table", len(rows))
	}
}

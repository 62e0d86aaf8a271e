package table_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/table"
)

// typed are texts that people type and spreadsheets or readers stumble over.
var typed = []string{
	"Хамидкариев Мирсобир", `=HYPERLINK("http://x")`, "+998 90 123", "-", "@SUM(A1)", "  =1+1", "\u200e=1+1", "＝1+1",
	"two\nlines, \"quoted\"; and, commas", "_x0041_ & <b>", "tab\there", "001", "محمد", "1E5",
}

func list(cells ...string) table.List {
	return table.List{
		Title: "Overdue", Lang: "en", Made: time.Date(2014, 5, 20, 9, 0, 0, 0, time.UTC),
		Facts:   []table.Fact{{"Asked", "cases with =a deadline"}, {"Found", "2 cases"}},
		Caution: "These are counts of records.",
		Columns: []table.Column{{Title: "Words"}, {Title: "=Count", Weight: 0.5}},
		Words:   table.Words{List: "List: [1]", About: "List: [1] about a very long name indeed", Cut: "[cut]"},
		Rows:    rowsOf(cells),
	}
}

func rowsOf(cells []string) iter.Seq2[[]table.Cell, error] {
	return func(yield func([]table.Cell, error) bool) {
		for i, s := range cells {
			if !yield([]table.Cell{table.Text(s), table.Number(int64(i) - 1)}, nil) {
				return
			}
		}
	}
}

func write(t *testing.T, to func(io.Writer, table.List) error, l table.List) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := to(&b, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCSV(t *testing.T) {
	out := write(t, table.CSV, list(typed...))
	t.Run("begins with the mark of UTF-8 and ends its lines as RFC 4180 has it", func(t *testing.T) {
		if !bytes.HasPrefix(out, []byte("\xef\xbb\xbfWords,'=Count\r\n")) || !bytes.HasSuffix(out, []byte("\r\n")) {
			t.Errorf("%q", out[:30])
		}
	})
	rows, err := csv.NewReader(bytes.NewReader(out[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	t.Run("holds what was typed, and no formula", func(t *testing.T) {
		for i, s := range typed {
			got := rows[i+1][0]
			if strings.TrimPrefix(got, "'") != s {
				t.Errorf("row %d is another", i)
			}
			first := strings.TrimLeft(got, " \t\n\u200e")
			if strings.ContainsAny(first[:1], "=+-@") || strings.HasPrefix(first, "＝") {
				t.Errorf("row %d is a formula", i)
			}
		}
	})
	t.Run("holds none either where a spreadsheet parts cells by semicolons", func(t *testing.T) {
		for typed, want := range map[string]string{
			"a;=HYPERLINK(1)": "a;'=HYPERLINK(1)", "a; @b": "a; '@b", "a\n-b": "a\n'-b", "a\t+b": "a\t'+b", `a;"=b"`: `a;"'=b"`, "=a;=b": "'=a;'=b",
			"a; b;c\n\nd - e = f": "a; b;c\n\nd - e = f", ";": ";", "": "", "a\r\n＝b": "a\r\n'＝b",
		} {
			out := write(t, table.CSV, list(typed))
			rows, err := csv.NewReader(bytes.NewReader(out[3:])).ReadAll()
			if got := strings.ReplaceAll(rows[1][0], "\r\n", "\n"); err != nil || got != strings.ReplaceAll(want, "\r\n", "\n") {
				t.Errorf("%q is written as %q", typed, rows[1][0])
			}
		}
	})
	t.Run("leaves numbers numbers", func(t *testing.T) {
		if rows[1][1] != "-1" {
			t.Errorf("%q", rows[1][1])
		}
	})
}

// cellsOf reads the first sheet of a spreadsheet as XML has it.
func cellsOf(t *testing.T, b []byte) (texts []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(part, new(struct{})); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		var sheet struct {
			Cells []struct {
				Text    string `xml:"is>t"`
				Formula string `xml:"f"`
			} `xml:"sheetData>row>c"`
		}
		if f.Name != "xl/worksheets/sheet1.xml" {
			continue
		}
		if err := xml.Unmarshal(part, &sheet); err != nil {
			t.Fatal(err)
		}
		for _, c := range sheet.Cells {
			if c.Formula != "" {
				t.Error("a cell is a formula")
			}
			texts = append(texts, c.Text)
		}
	}
	return texts
}

func TestXLSX(t *testing.T) {
	l := list(append(typed, strings.Repeat("ab😀", 20000))...)
	out := write(t, table.XLSX, l)
	t.Run("is the same bytes each time", func(t *testing.T) {
		if !bytes.Equal(out, write(t, table.XLSX, l)) {
			t.Error("it changed")
		}
	})
	cells := cellsOf(t, out)
	t.Run("says that a cell was cut, and cuts no letter in two", func(t *testing.T) {
		last := cells[len(cells)-2]
		if !strings.HasSuffix(last, " [cut]") || len(last) < 40000 || strings.ContainsRune(last, '\uFFFD') {
			t.Errorf("%d bytes", len(last))
		}
	})
	t.Run("says the same to another program", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "list.xlsx")
		if err := os.WriteFile(path, write(t, table.XLSX, list(typed...)), 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := exec.Command("xlsx2csv", path).Output()
		if err != nil {
			t.Fatal("xlsx2csv (make test installs it): ", err)
		}
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range typed {
			// It does not know that _x005F_ stands for a _ (ECMA-376, ST_Xstring).
			if got := rows[i+1]; strings.ReplaceAll(got[0], "_x005F_", "_") != want || got[1] != strconv.Itoa(i-1) {
				t.Errorf("row %d reads %q, %q", i, got[0], got[1])
			}
		}
	})
}

func TestASpreadsheetCanBeReadAndPrintedAsItIs(t *testing.T) {
	long := strings.Repeat("a word or two ", 12)
	out := write(t, table.XLSX, list("short", long, "one\ntwo\nthree", strings.Repeat("x", 100_000)))
	z, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	part := func(name string) string {
		f, err := z.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		b, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	sheet := part("xl/worksheets/sheet1.xml")
	t.Run("a row is as high as its words", func(t *testing.T) {
		var rows struct {
			Rows []struct {
				Height int `xml:"ht,attr"`
			} `xml:"sheetData>row"`
		}
		if err := xml.Unmarshal([]byte(sheet), &rows); err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, r := range rows.Rows {
			got = append(got, r.Height)
		}
		// The heads and a short text go without; a height above 409 points is refused by Excel.
		if len(got) != 5 || got[0] != 0 || got[1] != 0 || got[2] < 8*15 || got[2] > 12*15 || got[3] != 3*15 || got[4] > 409 || got[4] < 300 {
			t.Errorf("%v", got)
		}
	})
	t.Run("a page holds all columns, and their heads", func(t *testing.T) {
		for _, want := range []string{`fitToPage="1"`, `fitToWidth="1" fitToHeight="0"`, `orientation="landscape"`} {
			if !strings.Contains(sheet, want) {
				t.Errorf("no %s", want)
			}
		}
		if book := part("xl/workbook.xml"); !strings.Contains(book, `localSheetId="0">'List   1'!$1:$1<`) {
			t.Errorf("the heads are not said to be those of each page: %s", book)
		}
	})
}

func TestWhatCannotBeReadEndsTheWriting(t *testing.T) {
	broken := errors.New("gone")
	l := list()
	l.Rows = func(yield func([]table.Cell, error) bool) { yield(nil, broken) }
	for name, to := range map[string]func(io.Writer, table.List) error{"csv": table.CSV, "xlsx": table.XLSX, "pdf": func(_ io.Writer, l table.List) error {
		_, err := table.Tree(l)
		return err
	}} {
		if err := to(io.Discard, l); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTooManyRowsAreRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("it writes a million rows")
	}
	l := list()
	row := []table.Cell{{}}
	l.Rows = func(yield func([]table.Cell, error) bool) {
		for range 1<<20 + 1 {
			if !yield(row, nil) {
				return
			}
		}
	}
	if err := table.XLSX(io.Discard, l); !errors.Is(err, table.ErrTooMany) {
		t.Error(err)
	}
}

func TestTree(t *testing.T) {
	d, err := table.Tree(list("one", "two"))
	if err != nil {
		t.Fatal(err)
	}
	var facts, rows, caution int
	for _, b := range d.Blocks[0].(*doc.Section).Blocks {
		switch b := b.(type) {
		case *doc.KeyValues:
			facts = len(b.Rows)
		case *doc.Table:
			rows = len(b.Rows)
			if b.Columns[1].Align != doc.End {
				t.Error("numbers do not stand at the right")
			}
		case *doc.Callout:
			caution++
		}
	}
	if facts != 2 || rows != 2 || caution != 1 {
		t.Errorf("%d facts, %d rows, %d cautions", facts, rows, caution)
	}
}

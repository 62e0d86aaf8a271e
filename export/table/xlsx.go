package table

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// What a sheet takes (ECMA-376; the figures are those of Excel).
const (
	mostRows    = 1 << 20
	mostColumns = 1 << 14
	longestCell = 32767
)

// XLSX writes a list as a spreadsheet (ECMA-376, Office Open XML): one sheet with
// the list, its first row fixed, and one that says what it is. It fails with
// [ErrTooMany] when the list has more rows than a sheet takes.
//
// The seven parts that are needed are written here and by no library: a library
// that reads and writes all of that format is larger than the rest of the
// exports together, and reading is not wanted.
func XLSX(w io.Writer, l List) error {
	if len(l.Columns) > mostColumns {
		return ErrTooMany
	}
	z := zip.NewWriter(w)
	for _, p := range []struct{ name, text string }{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", rootLinks},
		{"xl/workbook.xml", fmt.Sprintf(workbook, escape(sheetName(l.Words.List, "1")), escape(sheetName(l.Words.About, "2")))},
		{"xl/_rels/workbook.xml.rels", bookLinks},
		{"xl/styles.xml", styles},
	} {
		if err := part(z, p.name, func(b *bufio.Writer) error {
			_, err := b.WriteString(p.text)
			return err
		}); err != nil {
			return err
		}
	}
	s := &sheet{cut: l.Words.Cut}
	if err := part(z, "xl/worksheets/sheet1.xml", func(b *bufio.Writer) error { return s.list(b, l) }); err != nil {
		return err
	}
	if err := part(z, "xl/worksheets/sheet2.xml", func(b *bufio.Writer) error { return s.about(b, l) }); err != nil {
		return err
	}
	return z.Close()
}

// noHour stands as the time of every part: that of ZIP's own beginning.
var noHour = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func part(z *zip.Writer, name string, write func(*bufio.Writer) error) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: noHour})
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

const (
	declared     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	contentTypes = declared + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
	rootLinks = declared + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookLinks = declared + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/>` +
		`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	workbook = declared + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` +
		`<sheet name="%[1]s" sheetId="1" r:id="rId1"/><sheet name="%[2]s" sheetId="2" r:id="rId2"/></sheets>` +
		// On paper the heads of the columns stand on each page.
		`<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'%[1]s'!$1:$1</definedName></definedNames></workbook>`
	// The cell formats: 0 plain, 1 a heading, 2 text that wraps and is text whatever
	// it looks like.
	styles = declared + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"><alignment vertical="top"/></xf>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
	// On paper a sheet is as wide as the page, whatever its columns, and as many pages
	// long as it needs.
	sheetBegins = declared + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`
	usualRows = `<sheetFormatPr defaultRowHeight="15"/>`
	onPaper   = `<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="%s" fitToWidth="1" fitToHeight="0"/>` +
		`<headerFooter><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`
)

// sheet writes the rows of a sheet.
type sheet struct {
	cut    string
	row    int
	widths []float64 // of its columns, in letters
}

func (s *sheet) list(b *bufio.Writer, l List) error {
	s.row, s.widths = 0, nil
	b.WriteString(sheetBegins + `<sheetViews><sheetView workbookViewId="0" tabSelected="1">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` + usualRows + `<cols>`)
	titles := make([]Cell, len(l.Columns))
	for i, c := range l.Columns {
		weight := c.Weight
		if weight == 0 {
			weight = 1
		}
		wide := min(24*weight, 80)
		fmt.Fprintf(b, `<col min="%d" max="%d" width="%.1f" customWidth="1"/>`, i+1, i+1, wide)
		titles[i], s.widths = Text(c.Title), append(s.widths, float64(wide))
	}
	b.WriteString(`</cols><sheetData>`)
	s.cells(b, titles, 1)
	for row, err := range l.Rows {
		if err != nil {
			return err
		}
		if s.row == mostRows {
			return ErrTooMany
		}
		s.cells(b, row, 2)
	}
	b.WriteString(`</sheetData>`)
	if len(l.Columns) > 0 {
		fmt.Fprintf(b, `<autoFilter ref="A1:%s%d"/>`, column(len(l.Columns)-1), s.row)
	}
	_, err := fmt.Fprintf(b, onPaper, "landscape")
	return err
}

// about says what the list is.
func (s *sheet) about(b *bufio.Writer, l List) error {
	s.row, s.widths = 0, []float64{24, 90}
	b.WriteString(sheetBegins + usualRows + `<cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="90" customWidth="1"/></cols><sheetData>`)
	s.cells(b, []Cell{Text(l.Title)}, 1)
	for _, f := range l.Facts {
		s.cells(b, []Cell{Text(f.Label), Text(f.Value)}, 2)
	}
	if l.Caution != "" {
		s.cells(b, []Cell{{}, Text(l.Caution)}, 2)
	}
	b.WriteString(`</sheetData>`)
	_, err := fmt.Fprintf(b, onPaper, "portrait")
	return err
}

// cells writes a row. Errors of a bufio.Writer stay in it until it is flushed.
func (s *sheet) cells(b *bufio.Writer, cells []Cell, style int) {
	s.row++
	fmt.Fprintf(b, `<row r="%d"`, s.row)
	if n := s.lines(cells); n > 1 {
		fmt.Fprintf(b, ` ht="%d"`, min(n*lineHeight, highestRow))
	}
	b.WriteString(">")
	for i, c := range cells {
		at := column(i) + strconv.Itoa(s.row)
		switch {
		case c.Counts:
			fmt.Fprintf(b, `<c r="%s" s="0"><v>%d</v></c>`, at, c.Number)
		case c.Text != "":
			fmt.Fprintf(b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, style, s.text(c.Text))
		}
	}
	b.WriteString(`</row>`)
}

const (
	lineHeight = 15  // points
	highestRow = 405 // what Excel shows at most, in whole lines
)

// lines estimates how many lines a row needs. Not every program finds the height of
// rows when it opens a file, and where it does not, lines would lie on each other. It
// is not said to be the height that somebody chose, so those that do are free to.
func (s *sheet) lines(cells []Cell) int {
	most := 1
	for i, c := range cells {
		if c.Counts || i >= len(s.widths) || len(c.Text) < int(s.widths[i]) && !strings.Contains(c.Text, "\n") {
			continue
		}
		n := 0
		for _, line := range strings.Split(c.Text, "\n") {
			n += broken(line, s.widths[i]*0.9)
		}
		most = max(most, n)
	}
	return most
}

// broken is on how many lines words stand that break at their spaces.
func broken(line string, width float64) int {
	n, at := 1, 0.0
	for _, word := range strings.Fields(line) {
		w := float64(utf8.RuneCountInString(word))
		if at > 0 && at+w > width {
			n, at = n+1, 0
		}
		for ; w > width; w -= width {
			n++
		}
		at += w + 1
	}
	return n
}

// text is what stands in a cell. Excel counts UTF-16 units; a character has two
// at most.
func (s *sheet) text(t string) string {
	if units(t) > longestCell {
		room, end := longestCell-units(s.cut)-1, 0
		for i, r := range t {
			if room -= len16(r); room < 0 {
				end = i
				break
			}
		}
		t = t[:end] + " " + s.cut
	}
	return escape(t)
}

func units(s string) (n int) {
	for _, r := range s {
		n += len16(r)
	}
	return n
}

func len16(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// escape makes text fit for XML. A text such as "_x0041_" would be read as the
// letter whose number it holds, so its first underscore is written as a number.
func escape(s string) string {
	var b strings.Builder
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	for i := strings.Index(s, "_x"); i >= 0; i = strings.Index(s, "_x") {
		_ = xml.EscapeText(&b, []byte(s[:i])) // a builder does not fail
		b.WriteString("_x005F_")
		s = s[i+1:]
	}
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// column gives the letters of a column, counted from 0.
func column(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// sheetName makes a name that a sheet may have: not empty, 31 units at most, none
// of some signs.
func sheetName(s, other string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, s)
	if s = strings.TrimSpace(s); s == "" {
		return other
	}
	for units(s) > 31 {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s
}

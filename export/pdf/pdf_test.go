package pdf_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/export/pdf/pdftest"
	"guvoh/export/pdfcheck"
	"guvoh/model/vault/vaulttest/raced"
)

// tool runs one of the programs that judge a PDF.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	return pdftest.Tool(t, name, args...)
}

// printed prints a document into a file, which must keep to what it claims.
func printed(t *testing.T, d *doc.Document) (path string, rep pdf.Report) {
	t.Helper()
	var b bytes.Buffer
	rep, err := pdf.Write(&b, d, pdf.Options{Reader: reader, Missing: pdf.Boxes})
	if err != nil {
		t.Fatal(err)
	}
	if faults, err := pdfcheck.Check(b.Bytes()); err != nil || len(faults) > 0 {
		t.Errorf("the file is not what it says: %v, %q", err, faults)
	}
	path = filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, rep
}

// pageTexts returns the text of each page.
func pageTexts(t *testing.T, path string) []string {
	t.Helper()
	text := tool(t, "pdftotext", "-enc", "UTF-8", "-layout", path, "-")
	pages := strings.Split(text, "\f")
	return pages[:len(pages)-1]
}

// flat joins all words with single spaces.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestEveryWordCanBeSearched(t *testing.T) {
	path, rep := printed(t, caseFile(t))
	text := flat(tool(t, "pdftotext", "-enc", "UTF-8", path, "-"))
	for _, want := range []string{
		"Mirsobir Khamidkariev", "Мирсобир Хамидкариев", "Мирсобир Ҳамидқориев", "მირსობირ ხამიდკარიევი",
		"qoʻllarimni", "Gʻiyosov", "қўлларимни", "Ғиёсов", "ҳеч ким", "обеспечительную меру Европейского Суда",
		"officers of the Russian Federal Security Service", "отделения полиции № 7",
		"no source recorded", "This picture cannot be drawn.", "зубы.jpg", "CONFIDENTIAL", "The exact dates are not recorded.",
		"HY-602", "SIZO-1", "14/03/2023", "مقدم", "Oʻgʻirlab ketish va majburan qaytarish", "بتاريخ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("not found: %s", want)
		}
	}
	if len(rep.Missing) > 0 {
		t.Errorf("missing: %q", rep.Missing)
	}
	if len(rep.Damaged) != 1 || rep.Damaged[0].Name != "зубы.jpg" {
		t.Errorf("%d damaged pictures reported, want one", len(rep.Damaged))
	}
}

func TestFileIsSound(t *testing.T) {
	path, rep := printed(t, caseFile(t))
	if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Error(out)
	}
	info := tool(t, "pdfinfo", path)
	for _, want := range []string{
		"Title: +Abduction of Mirsobir Khamidkariev", "Author: +Documentation unit", "Subject: +UZ-2014-0001",
		fmt.Sprintf("Pages: +%d", rep.Pages), "A4", "JavaScript: +no", "Encrypted: +no",
	} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo lacks %q:\n%s", want, info)
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(tool(t, "pdffonts", path)), "\n")[2:] {
		if !regexp.MustCompile(`^[A-Z]{6}\+\S+ .* yes yes yes`).MatchString(line) {
			t.Errorf("font is not an embedded, named, searchable subset: %s", line)
		}
	}
	raw := tool(t, "qpdf", "--qdf", "--object-streams=disable", path, "-")
	for _, want := range []string{"/DisplayDocTitle true", "/OutputIntents", "/PageLabels", "/S /D", "sRGB IEC61966-2.1", "/ID [", "<dc:title>"} {
		if !strings.Contains(raw, want) {
			t.Errorf("the file lacks %s", want)
		}
	}
	if n := strings.Count(raw, "/Subtype /Link"); n < 20 || n != strings.Count(raw, "/F 4") {
		t.Errorf("%d links, %d of them printable", n, strings.Count(raw, "/F 4"))
	}
	if strings.Contains(raw, "CAMERA-OWNER") {
		t.Error("notes of the camera got into the file")
	}
}

func TestContentsOutlineAndPagesAgree(t *testing.T) {
	d := caseFile(t)
	path, _ := printed(t, d)
	pages := pageTexts(t, path)
	outline := outlinePages(t, path)
	numbers := doc.Number(d)
	if len(numbers.Headings) == 0 || len(outline) != len(numbers.Headings) {
		t.Fatalf("%d headings, %d bookmarks", len(numbers.Headings), len(outline))
	}
	for _, h := range numbers.Headings {
		title := strings.TrimSpace(h.Number + "  " + h.Section.Title)
		on := 0
		for said, page := range outline {
			if said == fmt.Sprintf("%s – p. %d", title, page) {
				on = page
			}
		}
		if on == 0 {
			t.Errorf("no bookmark %q", title)
			continue
		}
		line := strings.TrimSpace(h.Number + " " + h.Section.Title)
		if !hasLine(pages[on-1], line) {
			t.Errorf("%q: the bookmark leads to page %d, where it is not", title, on)
		}
		if h.Level <= 2 && !hasLine(pages[1], fmt.Sprintf("%s %d", line, on)) {
			t.Errorf("%q stands on page %d; the contents say otherwise", title, on)
		}
	}
	for i, p := range pages {
		if want := fmt.Sprintf("page %d of %d", i+1, len(pages)); !strings.Contains(p, want) {
			t.Errorf("page %d is not labelled %q", i+1, want)
		}
	}
}

func hasLine(page, want string) bool {
	for _, l := range strings.Split(page, "\n") {
		if flat(l) == want {
			return true
		}
	}
	return false
}

// bookmark is an entry of the outline as qpdf tells it.
type bookmark struct {
	Title string     `json:"title"`
	Page  int        `json:"destpageposfrom1"`
	Kids  []bookmark `json:"kids"`
}

// outlinePages returns the page that each bookmark leads to.
func outlinePages(t *testing.T, path string) map[string]int {
	t.Helper()
	var told struct {
		Outlines []bookmark `json:"outlines"`
	}
	if err := json.Unmarshal([]byte(tool(t, "qpdf", "--json", "--json-key=outlines", path)), &told); err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	var walk func([]bookmark)
	walk = func(list []bookmark) {
		for _, b := range list {
			found[b.Title] = b.Page
			walk(b.Kids)
		}
	}
	walk(told.Outlines)
	return found
}

func TestReferencesNameTheRightPage(t *testing.T) {
	d := caseFile(t)
	path, _ := printed(t, d)
	pages := pageTexts(t, path)
	text := flat(strings.Join(pages, " "))
	m := regexp.MustCompile(`Evidence 1, page (\d+)`).FindAllStringSubmatch(text, -1)
	if len(m) != 4 {
		t.Fatalf("%d references found, want 4", len(m))
	}
	for _, r := range m {
		if n, _ := strconv.Atoi(r[1]); n < 1 || n > len(pages) || !hasLine(pages[n-1], "6 Evidence") {
			t.Errorf("reference to page %s, where the evidence does not begin", r[1])
		}
	}
	m = regexp.MustCompile(`described in section (\S+), page (\d+)\.`).FindAllStringSubmatch(text, -1)
	if len(m) != 1 || m[0][1] != "4" {
		t.Fatalf("reference to the acts: %q", m)
	}
	if n, _ := strconv.Atoi(m[0][2]); !hasLine(pages[n-1], "4 Acts") {
		t.Errorf("the acts do not begin on page %d", n)
	}
}

func TestReferencesAcrossManyPagesStandStill(t *testing.T) {
	raced.OneByOne(t)
	const n = 300
	d := &doc.Document{Title: "References", Page: doc.Page{Body: 18, Margin: doc.Margin{Top: 40, Right: 20, Bottom: 40, Left: 20}}}
	for i := range n {
		to := (i*7 + 300) % n
		d.Blocks = append(d.Blocks, &doc.Paragraph{Anchor: fmt.Sprint(i), Text: doc.Text{
			{Text: fmt.Sprintf("target-%d. ", i) + prose(100+i%37)}, {Text: fmt.Sprintf(" ref-%d=", to)}, doc.PageRef(fmt.Sprint(to)), {Text: "."},
		}})
	}
	path, rep := printed(t, d)
	if rep.Pages < 101 {
		t.Fatalf("%d pages do not reach three digits", rep.Pages)
	}
	pages := strings.Split(tool(t, "pdftotext", "-raw", path, "-"), "\f")
	on := map[string]string{}
	for i, p := range pages {
		for _, m := range regexp.MustCompile(`target-(\d+)\.`).FindAllStringSubmatch(p, -1) {
			on[m[1]] = strconv.Itoa(i + 1)
		}
	}
	refs := regexp.MustCompile(`ref-\s*(\d+)=\s*(\d+)\.`).FindAllStringSubmatch(strings.Join(pages, " "), -1)
	if len(refs) != n {
		t.Fatalf("%d references found of %d", len(refs), n)
	}
	for _, r := range refs {
		if on[r[1]] != r[2] {
			t.Errorf("target %s stands on page %s and is said to be on %s", r[1], on[r[1]], r[2])
		}
	}
}

func TestSameTreeSameBytes(t *testing.T) {
	var first []byte
	for range 3 {
		var b bytes.Buffer
		if _, err := pdf.Write(&b, caseFile(t), pdf.Options{Reader: reader}); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		} else if !bytes.Equal(first, b.Bytes()) {
			t.Fatal("the bytes differ")
		}
	}
}

func TestANarrowColumnIsAsWideAsItsLongestWord(t *testing.T) {
	table := func(word string) string {
		d := &doc.Document{Title: "Steps", Blocks: []doc.Block{&doc.Table{
			Columns: []doc.Column{{Title: "What", Weight: 30}, {Title: "Court", Weight: 1}},
			Rows:    []doc.Row{{Cells: []doc.Text{doc.Plain("Removal from the country"), doc.Plain(word)}}},
		}}}
		path, _ := printed(t, d)
		return tool(t, "pdftotext", path, "-")
	}
	for _, word := range []string{"Administrative", "Государственная"} {
		if !strings.Contains(table(word), word) {
			t.Errorf("a word of %d letters is cut", len([]rune(word)))
		}
	}
	if long := strings.Repeat("m", 300); strings.Contains(table(long), long) {
		t.Error("an endless word pushes the rest off the page")
	}
}

func TestTableHeadIsRepeated(t *testing.T) {
	d := &doc.Document{Title: "Long table", Words: doc.Words{PageOf: "%d-bet, jami %d"}}
	table := &doc.Table{Columns: []doc.Column{{Title: "Number", Weight: 1}, {Title: "What was done", Weight: 4}}}
	for i := range 300 {
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.Text{doc.Plain(fmt.Sprintf("row-%d", i)), doc.Plain("Taken away")}})
	}
	d.Blocks = []doc.Block{table}
	path, rep := printed(t, d)
	if rep.Pages < 5 {
		t.Fatalf("%d pages", rep.Pages)
	}
	seen := 0
	for i, p := range pageTexts(t, path) {
		if strings.Count(p, "What was done") != 1 {
			t.Errorf("page %d: the head stands %d times", i+1, strings.Count(p, "What was done"))
		}
		rows := strings.Count(p, "row-")
		seen += rows
		if rows < 2 {
			t.Errorf("page %d has %d rows", i+1, rows)
		}
		if !strings.Contains(p, fmt.Sprintf("%d-bet, jami %d", i+1, rep.Pages)) {
			t.Errorf("page %d is not numbered in the document's words", i+1)
		}
	}
	if seen != 300 {
		t.Errorf("%d rows of 300", seen)
	}
}

func TestFootnotesStandOnThePageThatCallsThem(t *testing.T) {
	d := &doc.Document{Title: "Notes"}
	for i := range 60 {
		d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Text{{Text: prose(60) + fmt.Sprintf("call-%d", i)}, doc.Note(doc.Span{Text: fmt.Sprintf("note-%d %s", i, prose(i%4*15))})}})
	}
	path, _ := printed(t, d)
	for i, p := range pageTexts(t, path) {
		calls := regexp.MustCompile(`call-(\d+?)\d{1,2}\b`).FindAllString(p, -1)
		notes := regexp.MustCompile(`note-\d+`).FindAllString(p, -1)
		if len(calls) != len(notes) {
			t.Errorf("page %d calls %d notes and has %d", i+1, len(calls), len(notes))
		}
	}
}

func TestLongNoteRunsOn(t *testing.T) {
	d := &doc.Document{Title: "Long note", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Text{{Text: "Called here"}, doc.Note(doc.Span{Text: prose(3000) + "the-end"})}}}}
	path, rep := printed(t, d)
	text := tool(t, "pdftotext", path, "-")
	if !strings.Contains(text, "the-end") || rep.Pages < 2 || strings.Count(flat(text), "plain-clothes") != strings.Count(prose(3000), "plain-clothes") {
		t.Errorf("the note is not whole on %d pages", rep.Pages)
	}
}

func TestLongInterviewIsWhole(t *testing.T) {
	raced.OneByOne(t)
	words := 0
	section := interview(1100).(*doc.Section)
	for _, b := range section.Blocks {
		doc.Texts(b, func(x doc.Text) { words += len(strings.Fields(x.String())) })
	}
	if words < 20_000 {
		t.Fatalf("only %d words", words)
	}
	d := &doc.Document{Title: "Interview", Blocks: []doc.Block{section}}
	path, rep := printed(t, d)
	if rep.Pages < 40 {
		t.Errorf("%d pages", rep.Pages)
	}
	pages := strings.Split(strings.TrimSuffix(tool(t, "pdftotext", "-raw", path, "-"), "\f"), "\f")
	answers := 0
	for i, p := range pages {
		answers += strings.Count(flat(p), "teeth broke.")
		if !strings.Contains(p, "Translation (English)") {
			t.Errorf("page %d lacks the heads of its columns", i+1)
		}
	}
	if answers != 275 {
		t.Errorf("%d of 275 answers found", answers)
	}
}

func TestHeadingIsNotLeftAlone(t *testing.T) {
	for fill := 28; fill < 42; fill++ {
		d := &doc.Document{Title: "Headings"}
		for range fill {
			d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Plain("line")})
		}
		d.Blocks = append(d.Blocks, &doc.Section{Title: "Heading", Blocks: []doc.Block{&doc.Figure{Open: opener(photo(t, 90, 60, 1)), Caption: doc.Plain("caption-of-it")}}})
		path, _ := printed(t, d)
		for _, p := range pageTexts(t, path) {
			if strings.Contains(p, "Heading") != strings.Contains(p, "caption-of-it") {
				t.Fatalf("after %d lines the heading is alone", fill)
			}
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var b bytes.Buffer
	_, err := pdf.Write(&b, caseFile(t), pdf.Options{Reader: reader, Context: ctx, Progress: func(done, total int) {
		if done > total/4 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestProgressGrowsToItsEnd(t *testing.T) {
	var steps []int
	var end int
	_, err := pdf.Write(&bytes.Buffer{}, caseFile(t), pdf.Options{Reader: reader, Progress: func(done, total int) { steps, end = append(steps, done), total }})
	if err != nil {
		t.Fatal(err)
	}
	if len(steps) < 20 || !slices.IsSorted(steps) || steps[len(steps)-1] != end {
		t.Errorf("steps %v of %d", steps, end)
	}
}

type fullDisk struct{ left int }

var errFull = errors.New("disk full")

func (f *fullDisk) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestFullDiskIsToldOf(t *testing.T) {
	for _, room := range []int{10, 60_000, 100_000} {
		if _, err := pdf.Write(&fullDisk{room}, caseFile(t), pdf.Options{Reader: reader}); !errors.Is(err, errFull) {
			t.Errorf("with room for %d bytes: %v", room, err)
		}
	}
}

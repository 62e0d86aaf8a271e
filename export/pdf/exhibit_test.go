package pdf_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/model/vault/vaulttest/raced"
)

// foreign is a PDF of somebody else: so many pages of a kind of paper.
func foreign(t testing.TB, paper doc.Page, pages int) []byte {
	t.Helper()
	d := &doc.Document{Title: "Somebody else's", Page: paper}
	for i := range pages {
		d.Blocks = append(d.Blocks, &doc.PageBreak{}, &doc.Section{Title: fmt.Sprintf("Foreign page %d", i+1), Blocks: []doc.Block{
			&doc.Paragraph{Text: doc.Plain(strings.Repeat("Qoʻllarimni bogʻlashdi. Протокол допроса № 17. ", 60))},
		}})
	}
	var b bytes.Buffer
	if _, err := pdf.Write(&b, d, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sheets(widthMM, heightMM float64, pages ...int) []doc.Sheet {
	var all []doc.Sheet
	for _, n := range pages {
		all = append(all, doc.Sheet{Page: n, Width: widthMM * 72 / 25.4, Height: heightMM * 72 / 25.4})
	}
	return all
}

// bundle is a document with exhibits of each kind.
func bundle(t testing.TB) *doc.Document {
	upright, lying := foreign(t, doc.Page{}, 3), foreign(t, doc.Page{Landscape: true}, 1)
	opened := func(b []byte) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
	}
	exhibit := func(n int, title string) *doc.Exhibit {
		return &doc.Exhibit{
			Number: fmt.Sprintf("Ex. %d", n), Title: title, Anchor: fmt.Sprintf("ex-%d", n), Stamp: fmt.Sprintf("2014/17 – Ex. %d", n),
			Name: "file", SHA256: strings.Repeat("0123456789abcdef", 4),
		}
	}
	record, map1, photo1, mail, broken := exhibit(1, "Record of interrogation"), exhibit(2, "Map of the camp"), exhibit(3, "Photograph"), exhibit(4, "Letter"), exhibit(5, "Broken file")
	record.Cover = []doc.Block{&doc.KeyValues{Rows: []doc.KeyValue{{Label: "Exhibit", Value: doc.Plain("Ex. 1")}, {Label: "Date", Value: doc.Plain("9 June 2014")}}}}
	record.Sheets, record.Open = sheets(210, 297, 1, 2, 3), opened(upright)
	map1.Sheets, map1.Open = sheets(297, 210, 1), opened(lying)
	photo1.Blocks = []doc.Block{&doc.Figure{Open: opener(photo(t, 600, 400, 6)), Alt: "A wall", Height: 240}}
	mail.Blocks = []doc.Block{&doc.KeyValues{Rows: []doc.KeyValue{{Label: "From", Value: doc.Plain("a@example.org")}}}, &doc.Paragraph{Text: doc.Plain(strings.Repeat("What was written. ", 900))}}
	broken.Sheets, broken.Open = sheets(210, 297, 1), opened([]byte("no PDF"))
	return &doc.Document{
		Title: "Bundle", Lang: "en", Watermark: "DRAFT", Head: doc.RunningHead{Left: "2014/17", Right: "CONFIDENTIAL"},
		Blocks: []doc.Block{
			&doc.Section{Title: "Facts", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Text{{Text: "He was beaten ("}, doc.Link("Ex. 1", "ex-1"), {Text: ", p. "}, doc.PageRef("ex-1"), {Text: "; map on p. "}, doc.PageRef("ex-2"), {Text: ")."}}}}},
			&doc.Section{Title: "Exhibits", NewPage: true, Blocks: []doc.Block{record, map1, photo1, mail, broken}},
			&doc.Section{Title: "After the exhibits", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("The end.")}}},
		},
	}
}

func TestExhibits(t *testing.T) {
	d := bundle(t)
	var b bytes.Buffer
	rep, err := pdf.Write(&b, d, pdf.Options{Reader: reader})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "bundle.pdf")
	if folder := os.Getenv("GUVOH_RENDER"); folder != "" {
		path = filepath.Join(folder, "bundle.pdf")
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %s", out)
	}
	text := func(page int) string {
		out, err := exec.Command("pdftotext", "-layout", "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	t.Run("each page bears the stamp of its exhibit and its number", func(t *testing.T) {
		for page := rep.Starts["ex-1"]; page < rep.Pages; page++ {
			want := regexp.MustCompile(fmt.Sprintf(`2014/17 – Ex\. [1-5] – page %d of %d\s+page %d of %d`, page, rep.Pages, page, rep.Pages))
			if got := text(page); !want.MatchString(got) {
				t.Errorf("page %d: %q", page, got)
			}
		}
		if got := text(1); strings.Contains(got, "Ex. 1 –") {
			t.Error("a page before the exhibits is stamped")
		}
	})
	first := rep.Starts["ex-1"] + 1 // behind the cover
	t.Run("pages of the file come in their order, with words to search for", func(t *testing.T) {
		for i := range 3 {
			if got := text(first + i); !strings.Contains(got, fmt.Sprintf("Foreign page %d", i+1)) || !strings.Contains(got, "Qoʻllarimni") || !strings.Contains(got, "CONFIDENTIAL") {
				t.Errorf("page %d: %.300q", first+i, got)
			}
		}
	})
	t.Run("what lies is printed lying", func(t *testing.T) {
		out, err := exec.Command("pdfinfo", "-f", "1", "-l", fmt.Sprint(rep.Pages), path).Output()
		if err != nil {
			t.Fatal(err)
		}
		for page := 1; page <= rep.Pages; page++ {
			size := regexp.MustCompile(fmt.Sprintf(`Page +%d size: +([\d.]+) x ([\d.]+)`, page)).FindStringSubmatch(string(out))
			lying := size[1] > size[2]
			if want := page == rep.Starts["ex-2"]; lying != want {
				t.Errorf("page %d is %s by %s", page, size[1], size[2])
			}
		}
	})
	t.Run("nothing is painted on the evidence", func(t *testing.T) {
		if got := wordsDrawn(t, path, rep.Starts["ex-1"]+1); strings.Contains(got, "/Wm Do") {
			t.Error("the watermark stands behind a page of evidence")
		}
		if got := wordsDrawn(t, path, 1); !strings.Contains(got, "/Wm Do") {
			t.Error("the watermark is nowhere")
		}
	})
	t.Run("what cannot be drawn is said", func(t *testing.T) {
		if len(rep.Undrawn) != 1 || rep.Undrawn[0].Number != "Ex. 5" || len(rep.Damaged) != 0 {
			t.Errorf("%v %v", rep.Undrawn, rep.Damaged)
		}
		if got := text(rep.Starts["ex-5"]); !strings.Contains(got, "cannot be drawn") || !strings.Contains(got, "01234567 89abcdef") {
			t.Errorf("%q", got)
		}
	})
	t.Run("what follows starts a page without a stamp", func(t *testing.T) {
		if got := text(rep.Pages); !strings.Contains(got, "The end.") || strings.Contains(got, "Ex. 5") {
			t.Errorf("%q", got)
		}
	})
	t.Run("references lead to the first page of an exhibit", func(t *testing.T) {
		if got := text(1); !strings.Contains(got, fmt.Sprintf("(Ex. 1, p. %d; map on p. %d)", rep.Starts["ex-1"], rep.Starts["ex-2"])) {
			t.Errorf("%q", got)
		}
	})
	t.Run("the volume claims what its exhibits allow", func(t *testing.T) {
		if got := rep.Volumes[0]; got.Claim != pdf.A2B || len(got.Because) != 2 {
			t.Errorf("%+v", got)
		}
	})
	t.Run("without a reader nothing is decoded and all is said", func(t *testing.T) {
		rep, err := pdf.Write(io.Discard, d, pdf.Options{})
		if err != nil || len(rep.Undrawn) != 3 || len(rep.Damaged) != 1 {
			t.Errorf("%v %v, %v", rep.Undrawn, rep.Damaged, err)
		}
	})
}

// wordsDrawn gives the content of a page.
func wordsDrawn(t testing.TB, path string, page int) string {
	t.Helper()
	out, err := exec.Command("sh", "-c", fmt.Sprintf(`qpdf --pages "$0" %d -- --qdf --object-streams=disable "$0" -`, page), path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// tall is a picture of numbered lines, as a website is saved.
func tall(t testing.TB, width, height int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetGray(x, y, color.Gray{Y: byte(y / 20 * 20 % 200)})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsManyTimesHigherThanWideIsCut(t *testing.T) {
	raced.OneByOne(t)
	site := tall(t, 800, 8000)
	long := foreign(t, doc.Page{}, 1)
	long = regexp.MustCompile(`/MediaBox \[0 0 595\.28 841\.89\]`).ReplaceAll(long, []byte("/MediaBox [0 -9 595.3 4999]"))
	d := &doc.Document{Title: "Tall", Blocks: []doc.Block{
		&doc.Exhibit{Number: "Ex. 1", Title: "Website", Stamp: "Ex. 1", Blocks: []doc.Block{&doc.Figure{Open: opener(site), Height: 240, Caption: doc.Plain("a website")}}},
		&doc.Exhibit{Number: "Ex. 2", Title: "Long page", Stamp: "Ex. 2", Anchor: "ex-2", Sheets: []doc.Sheet{{Page: 1, Width: 595, Height: 5008}}, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(long)), nil }},
	}}
	var b bytes.Buffer
	rep, err := pdf.Write(&b, d, pdf.Options{Reader: reader})
	if err != nil || len(rep.Undrawn) > 0 || len(rep.Damaged) > 0 {
		t.Fatalf("%+v, %v", rep, err)
	}
	if folder := os.Getenv("GUVOH_RENDER"); folder != "" {
		_ = os.WriteFile(filepath.Join(folder, "tall.pdf"), b.Bytes(), 0o600)
	}
	if n := rep.Starts["ex-2"] - 1; n < 6 || n > 9 {
		t.Errorf("the website takes %d pages", n)
	}
	if n := rep.Pages - rep.Starts["ex-2"] + 1; n < 4 || n > 7 {
		t.Errorf("the long page takes %d pages", n)
	}
	path := filepath.Join(t.TempDir(), "tall.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("qpdf: %s", out)
	}
	out, err := exec.Command("pdfimages", "-list", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	objects := map[string]bool{}
	for _, m := range regexp.MustCompile(`image +800 +8000 .* (\d+)  0 `).FindAllStringSubmatch(string(out), -1) {
		objects[m[1]] = true
	}
	if len(objects) != 1 {
		t.Errorf("the picture stands in the file %d times:\n%s", len(objects), out)
	}
}

func TestExhibitsInVolumes(t *testing.T) {
	d := bundle(t)
	var files []*bytes.Buffer
	create := func(int, int) (io.WriteCloser, error) {
		files = append(files, &bytes.Buffer{})
		return struct {
			io.Writer
			io.Closer
		}{files[len(files)-1], io.NopCloser(nil)}, nil
	}
	rep, err := pdf.WriteVolumes(create, d, pdf.Options{Reader: reader}, pdf.Limit{Pages: 4, Parts: true})
	if err != nil || len(files) < 3 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	seen := map[string]int{}
	for i, f := range files {
		path := filepath.Join(t.TempDir(), "part.pdf")
		if err := os.WriteFile(path, f.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
			t.Errorf("part %d: %s", i+1, out)
		}
		out, err := exec.Command("pdftotext", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, title := range regexp.MustCompile(`Foreign page \d`).FindAllString(string(out), -1) {
			seen[title]++
		}
		if int64(f.Len()) != rep.Volumes[i].Bytes {
			t.Errorf("part %d has %d bytes, reported %d", i+1, f.Len(), rep.Volumes[i].Bytes)
		}
	}
	if seen["Foreign page 1"] != 2 || seen["Foreign page 2"] != 1 || seen["Foreign page 3"] != 1 {
		t.Errorf("pages of exhibits in the parts: %v", seen)
	}
	t.Run("a limit in bytes is kept with foreign pages", func(t *testing.T) {
		files = nil
		whole := 0
		for _, v := range rep.Volumes {
			whole += int(v.Bytes)
		}
		limit := int64(whole / 2)
		rep, err := pdf.WriteVolumes(create, d, pdf.Options{Reader: reader}, pdf.Limit{Bytes: limit})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range rep.Volumes {
			if v.Bytes > limit {
				t.Errorf("%d bytes, more than %d", v.Bytes, limit)
			}
		}
	})
}

func TestExhibitsAreTheSameBytes(t *testing.T) {
	d := bundle(t)
	var first []byte
	for range 2 {
		var b bytes.Buffer
		if _, err := pdf.Write(&b, d, pdf.Options{Reader: reader}); err != nil {
			t.Fatal(err)
		}
		if first != nil && !bytes.Equal(first, b.Bytes()) {
			t.Fatal("not the same twice")
		}
		first = b.Bytes()
	}
}

func TestPrintingOfExhibitsCanBeStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := pdf.Write(io.Discard, bundle(t), pdf.Options{Reader: reader, Context: ctx}); err == nil {
		t.Error("it went on")
	}
}

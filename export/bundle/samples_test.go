package bundle_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	_ "image/png"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"guvoh/export/bundle"
	"guvoh/export/exporttest"
	"guvoh/export/pdf/pdftest"
	"guvoh/export/profile"
	"guvoh/model/vault/vaulttest/raced"
)

// samples is the folder in which the published cases lie as each profile prints
// them, for whoever wants to see what comes out before trying the program.
const samples = "../../docs/samples"

// golden tells whether expected outputs are to be recorded anew.
var golden = os.Getenv("UPDATE_GOLDEN") == "1"

// sampleOrder asks for the first published case as a body wants it first.
func sampleOrder(t *testing.T, p *profile.Profile) bundle.Order {
	t.Helper()
	s := exporttest.Samples(t)[0]
	o := order(t, s, p.ID)
	if len(p.Languages) > 0 {
		o.Words = exporttest.Words(t, p.Languages[0], s.Schema)
	}
	if len(p.Formats) > 0 {
		o.Format = p.Formats[0]
	}
	o.Name = p.ID
	return o
}

// TestSamples keeps docs/samples what the program makes.
func TestSamples(t *testing.T) {
	raced.Slow(t) // draws hundreds of pages
	all := map[string]bundle.Order{}
	for _, p := range exporttest.Profiles(t) {
		all[p.ID] = sampleOrder(t, &p)
	}
	twin := all["adv-brief"]
	twin.Redact, twin.Name = true, "adv-brief-without-names"
	all[twin.Name] = twin
	archive := all["int-full"]
	archive.Format, archive.Name = "html", "int-full"
	all["int-full as HTML"] = archive
	seen := map[string]bool{"README.md": true}
	for id, o := range all {
		t.Run("the sample of "+id+" says what the program prints", func(t *testing.T) {
			_, to := make1(t, o)
			for _, name := range to.names {
				seen[name] = true
				compare(t, filepath.Join(samples, name), to.of[name].Bytes())
			}
		})
	}
	entries, err := os.ReadDir(samples)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !seen[e.Name()] {
			t.Errorf("%s is of no profile any more", e.Name())
		}
	}
}

// compare compares what a file says, not its bytes: those of compressed data
// differ with the version of the compiler's library.
func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if golden {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("there is none (make golden): %v", err)
	}
	if !bytes.Equal(says(t, path, got), says(t, path, want)) {
		t.Errorf("%s says something else (look at it, then make golden)", filepath.Base(path))
	}
}

// says gives the words of a file.
func says(t *testing.T, path string, data []byte) []byte {
	t.Helper()
	if filepath.Ext(path) == ".pdf" {
		return []byte(pdftest.Tool(t, "pdftotext", "-layout", pdftest.Open(t, data).Path, "-"))
	}
	if filepath.Ext(path) == ".docx" {
		return unzipped(t, data)
	}
	return data
}

// pages are the pages that are compared as pictures, each for what it shows.
var pages = []struct {
	profile string
	page    int
	why     string
}{
	{"echr-r39", 1, "the notice on the face"},
	{"echr-r39", 3, "a table of steps, and numbered paragraphs with footnotes"},
	{"echr-form-helper", 2, "boxes of a form"},
	{"echr-annex", 3, "justified and divided lines between wide margins"},
	{"uk-ftt-bundle", 2, "contents of a bundle"},
	{"us-eoir", 1, "a caption on Letter"},
	{"us-eoir", 4, "double lines in Times"},
	{"un-wgad", 2, "a questionnaire"},
	{"ip-mlr", 1, "a cover that is confidential"},
	{"int-custody", 2, "a register on its side"},
	{"int-full", 3, "a person and the drawings"},
	{"adv-ua", 1, "a page without a cover"},
}

// TestPages compares key pages as pictures with those that somebody has looked
// at.
func TestPages(t *testing.T) {
	raced.Slow(t) // draws hundreds of pages
	made, dir := map[string]string{}, t.TempDir()
	for _, p := range pages {
		t.Run(fmt.Sprintf("page %d of %s looks as it did: %s", p.page, p.profile, p.why), func(t *testing.T) {
			if made[p.profile] == "" {
				o := sampleOrder(t, find(t, p.profile))
				o.Format = "pdf"
				_, to := make1(t, o)
				path := filepath.Join(dir, p.profile+".pdf")
				if err := os.WriteFile(path, to.of[to.names[0]].Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
				made[p.profile] = path
			}
			root := filepath.Join(t.TempDir(), "page")
			number := strconv.Itoa(p.page)
			pdftest.Tool(t, "pdftoppm", "-r", "50", "-gray", "-png", "-singlefile", "-f", number, "-l", number, made[p.profile], root)
			got, err := os.ReadFile(root + ".png")
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", "pages", p.profile+"-"+number+".png")
			if golden {
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("there is none (make golden): %v", err)
			}
			if d := difference(t, got, want); d > 1.5 {
				t.Errorf("it differs by %.1f of 255 on average (look at it, then make golden)", d)
			}
		})
	}
}

// difference gives how far two pictures are from each other, pixel by pixel.
func difference(t *testing.T, a, b []byte) float64 {
	t.Helper()
	one, _, err := image.Decode(bytes.NewReader(a))
	if err != nil {
		t.Fatal(err)
	}
	two, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if one.Bounds() != two.Bounds() {
		return 255
	}
	sum, n := 0.0, 0
	for y := one.Bounds().Min.Y; y < one.Bounds().Max.Y; y++ {
		for x := one.Bounds().Min.X; x < one.Bounds().Max.X; x++ {
			p, _, _, _ := one.At(x, y).RGBA()
			q, _, _, _ := two.At(x, y).RGBA()
			sum += max(float64(p), float64(q)) - min(float64(p), float64(q))
			n++
		}
	}
	return sum / float64(n) / 257
}

// TestDifference shows that another page is told apart.
func TestDifference(t *testing.T) {
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join("testdata", "pages", name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if d := difference(t, read("echr-r39-1.png"), read("echr-r39-3.png")); d < 5 {
		t.Errorf("two other pages differ by %.1f only", d)
	}
}

// unzipped gives the parts of a Word file one behind the other.
func unzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString(f.Name + "\n")
		if _, err := out.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		_ = r.Close()
	}
	return out.Bytes()
}

package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/exhibit"
	"guvoh/export/pdf"
	"guvoh/model"
)

// printed is a case to be printed in a language.
type printed struct {
	name, lang string
	snap       *model.Snapshot
}

// toPDF prints a document to a file.
func toPDF(t *testing.T, path string, d *doc.Document) pdf.Report {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	report, err := pdf.Write(f, d, pdf.Options{Reader: exhibit.DecodeHere(), Producer: export.Program, Missing: pdf.Boxes})
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return report
}

// TestRender prints two cases. With GUVOH_RENDER set to a folder it prints all
// cases of these tests there, to be looked at.
func TestRender(t *testing.T) {
	dir := os.Getenv("GUVOH_RENDER")
	snaps := sampleCases(t)
	cases := []printed{{"sample-2", "ru", snaps[1]}, {"full", "en", fullCase(t)}}
	if dir == "" {
		dir = t.TempDir()
	} else {
		cases = append(cases,
			printed{"sample-1", "en", snaps[0]}, printed{"sample-3", "uz", snaps[2]},
			printed{"invented", "en", invented(t)}, printed{"invented", "uz", invented(t)}, printed{"full", "ru", fullCase(t)},
			printed{"sample-2", "fr", snaps[1]}, printed{"invented", "fr", invented(t)}, printed{"invented", "es", invented(t)})
	}
	for _, c := range cases {
		t.Run(c.name+" is printed with every letter; only the broken picture is damaged", func(t *testing.T) {
			d, _ := export.Build(order(intFull(t), c.snap, words(t, c.lang, c.snap.Schema)))
			report := toPDF(t, filepath.Join(dir, c.name+"-"+c.lang+".pdf"), d)
			for _, r := range report.Missing {
				if r < 0x2E80 { // the faces have no Chinese, which the full case uses on purpose
					t.Errorf("no face has %U", r)
				}
			}
			for _, f := range report.Damaged {
				if f.Name != "broken.jpg" {
					t.Errorf("a picture of %d letters in its name cannot be drawn", len(f.Name))
				}
			}
		})
	}
}

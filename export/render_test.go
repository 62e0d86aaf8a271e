package export_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"guvoh/export"
	"guvoh/model"
)

// TestRender prints the cases of these tests. With GUVOH_RENDER set to a folder
// they stay there to be looked at.
func TestRender(t *testing.T) {
	dir := os.Getenv("GUVOH_RENDER")
	if dir == "" {
		dir = t.TempDir()
	}
	snaps := sampleCases(t)
	for _, c := range []struct {
		name, lang string
		snap       *model.Snapshot
	}{
		{"sample-1", "en", snaps[0]},
		{"sample-2", "ru", snaps[1]},
		{"sample-3", "uz", snaps[2]},
		{"invented", "en", invented(t)},
		{"invented", "uz", invented(t)},
		{"full", "en", fullCase(t)},
	} {
		t.Run(c.name+" is printed with every letter; only the broken picture is damaged", func(t *testing.T) {
			d, _ := export.Build(intFull(t), c.snap, words(t, c.lang, c.snap.Schema), at)
			report, err := export.Write(context.Background(), filepath.Join(dir, c.name+"-"+c.lang+".pdf"), d, nil)
			if err != nil {
				t.Fatal(err)
			}
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

package export_test

import (
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"guvoh/assets"
	"guvoh/export"
)

// TestEveryFactOfTheSampleIsInItsPDF takes the facts of the press release one
// by one and looks for each in the text that any viewer finds in the PDF.
func TestEveryFactOfTheSampleIsInItsPDF(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Fatal("pdftotext is not installed; run: make deps")
	}
	facts, err := fs.ReadFile(assets.Sample, "facts.txt")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, snap := range sampleCases(t) {
		path := filepath.Join(t.TempDir(), "case.pdf")
		d, _ := export.Build(order(intFull(t), snap, words(t, "en", snap.Schema)))
		toPDF(t, path, d)
		out, err := exec.Command("pdftotext", "-enc", "UTF-8", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		texts[snap.Case.Text("reference")] = squeeze(string(out))
	}
	looked := 0
	for line := range strings.Lines(string(facts)) {
		ref, fact, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		looked++
		if !strings.Contains(texts[ref], squeeze(fact)) {
			t.Errorf("%s does not say: %s", ref, fact)
		}
	}
	if looked < 50 {
		t.Errorf("%d facts were looked for", looked)
	}
}

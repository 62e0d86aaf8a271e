//go:build uitest

package uitest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// ruling is what a PDF says that a test adds as evidence, a sentence a page;
// its words are made up, too.
var ruling = []string{"A ruling that nobody ever gave.", "Signed by someone who does not exist."}

func writeRuling(t *testing.T, path string) {
	t.Helper()
	if err := os.WriteFile(path, printed(t, ruling[0], "\f", ruling[1]), 0o600); err != nil {
		t.Fatal(err)
	}
}

// paper counts the points of the screen that are as white as a page.
func paper(points []byte) (n int) {
	for i := 0; i+2 < len(points); i += 4 {
		if points[i] == 255 && points[i+1] == 255 && points[i+2] == 255 {
			n++
		}
	}
	return n
}

func TestWindowShowsAPDFAndLeavesNothingOfIt(t *testing.T) {
	p := newPlace(t)
	path := filepath.Join(p.dir, "0-ruling.pdf") // outside the home, where it counts as no trace
	writeRuling(t, path)
	file := p.file("cases.guvoh")
	p.run(t, "init", file, "--sample", "--author", "Office 2")
	p.run(t, "attach", file, "SAMPLE-1", path)
	w := open(t, p, file)
	w.unlock("cases.guvoh")
	w.hit("Home", "Return") // the case changed last stands first
	w.section(evidence)
	w.until("page", func() bool { return paper(capture(t)) > 300_000 })
	w.hit(slices.Repeat([]string{"Tab"}, 9)...) // the page: behind the list, history, delete, next page and show large
	first := w.last
	w.press("Next")
	second := w.last
	w.press("Return") // larger
	w.hit("ctrl+plus", "Down")
	w.press("Escape")
	t.Run("the page that was read is there again when the larger view is closed", func(t *testing.T) {
		if !bytes.Equal(w.last, second) || bytes.Equal(w.last, first) {
			t.Error("it is not")
		}
	})
	w.close()
	t.Run("nothing of it lies anywhere, not even in the file for who has no key", func(t *testing.T) {
		if found := p.search(t, append(ruling, "0-ruling")); len(found) != 0 {
			t.Errorf("words of the PDF lie in %q", found)
		}
	})
}

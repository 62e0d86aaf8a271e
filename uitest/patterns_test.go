//go:build uitest

package uitest

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestWindowPatterns compares cases by keys alone: a pattern is chosen in the table,
// its records are looked at in time and as rows, one of them is opened and left, and
// the pattern is saved as an annex for a court.
func TestWindowPatterns(t *testing.T) {
	p := newPlace(t)
	file := p.file("cases.guvoh")
	p.run(t, "init", file, "--sample", "--author", "Office 2")
	p.invent(t, file, "interview", "removal", "dossier", "search", "find", "common")
	annex := p.file("annex.pdf")

	w := open(t, p, file)
	w.unlock("cases.guvoh")
	w.press("ctrl+shift+p")
	w.rest()
	table := bytes.Clone(w.last)
	w.press("Return") // the first of the patterns
	w.rest()
	one := bytes.Clone(w.last)
	if bytes.Equal(table, one) {
		t.Fatal("the pattern does not open")
	}
	w.press("Down") // its records have the keyboard
	w.rest()
	if bytes.Equal(one, w.last) {
		t.Error("no other record is chosen")
	}
	one = bytes.Clone(w.last)
	w.press("Return") // to the record in its case
	w.rest()
	if bytes.Equal(one, w.last) {
		t.Error("the record does not open")
	}
	w.press("alt+Left") // and back to the pattern
	w.rest()
	w.keepPicture("pattern")

	w.press("ctrl+shift+e")
	w.rest()
	w.press("Tab", "Tab", "Tab") // for whom, by which name, what kind of file, and its place
	w.press("ctrl+a")
	w.write(annex)
	w.press("Return")
	w.until("annex", func() bool { _, err := os.Stat(annex); return err == nil })
	w.rest()
	w.press("Escape") // back to the table
	w.rest()
	w.close()

	t.Run("the annex says what it counts, and has the records and the drawing", func(t *testing.T) {
		said := text(t, annex)
		for _, words := range []string{"Counts are counts of records", "What is shared", "A disc is a day that is known", "How it was counted"} {
			if !strings.Contains(strings.Join(strings.Fields(said), " "), words) {
				t.Errorf("%q is not in it", words)
			}
		}
		command(t, "qpdf", "--check", annex)
	})
	t.Run("that it left is remembered", func(t *testing.T) {
		d := p.read(t, file)
		d.has(t, "issue", "file_name", "annex.pdf")
		d.has(t, "issue", "purpose", "court")
	})
}

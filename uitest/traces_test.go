//go:build uitest

package uitest

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"guvoh/model/vault/vaulttest"
)

// document is what a test adds as evidence; its words are made up, too.
const document = "A letter that nobody ever wrote."

func TestWindowLeavesNothingBesideTheFile(t *testing.T) {
	p := newPlace(t)
	letter := filepath.Join(p.dir, "letter.txt") // outside the home, where it counts as no trace
	if err := os.WriteFile(letter, []byte(document), 0o600); err != nil {
		t.Fatal(err)
	}
	w := open(t, p)
	w.create("cases.guvoh")
	w.recordCase()
	t.Run("no window bears a word of the case", func(t *testing.T) {
		out := xdotool(t, "search", "--name", "", "getwindowname", "%@")
		names := strings.Split(out, "\n")
		if !slices.Contains(names, "Guvoh") {
			t.Fatal("our own window is not among those asked for their name")
		}
		for _, mark := range marks() {
			if strings.Contains(out, mark) {
				t.Error("a window tells what the case is about")
			}
		}
	})
	w.press("ctrl+i")
	w.press("ctrl+a")
	w.write(letter)
	w.press("Return")
	w.press("ctrl+e")
	w.press("End") // the full case file, which needs no composing
	w.press("Return")
	w.press("ctrl+a")
	w.write(p.file("dossier.pdf"))
	w.press("Return")
	w.until("dossier", func() bool { _, err := os.Stat(p.file("dossier.pdf")); return err == nil })
	w.close()

	t.Run("the file added is evidence", func(t *testing.T) {
		p.read(t, p.file("cases.guvoh")).has(t, "evidence", "file_name", "letter.txt")
	})
	t.Run("the dossier holds what was typed", func(t *testing.T) {
		out, err := exec.Command("pdftotext", "-enc", "UTF-8", p.file("dossier.pdf"), "-").Output()
		if err != nil {
			t.Fatalf("pdftotext: %v", err)
		}
		printed := strings.Join(strings.Fields(string(out)), " ")
		for _, said := range []string{told.title, told.victim, told.officer, told.event, told.question, told.answered, "letter.txt"} {
			if !strings.Contains(printed, said) {
				t.Error("something that was typed is not printed")
			}
		}
	})
	t.Run("nothing of it lies anywhere in clear", func(t *testing.T) {
		if found := p.search(t, append(marks(), string(vaulttest.Passphrase), "CREATE TABLE")); len(found) != 0 {
			t.Errorf("words of the case lie in %q", found)
		}
		for _, path := range p.files(t) {
			t.Log("written:", path)
		}
		if err := os.WriteFile(filepath.Join(p.tmp, "left"), wide(told.question, binary.LittleEndian), 0o600); err != nil {
			t.Fatal(err)
		}
		if found := p.search(t, marks()); !slices.Equal(found, []string{"tmp/left"}) {
			t.Error("a word that is left would not be found")
		}
	})
}

// marks are words that nothing but the case can have brought in.
func marks() []string {
	return []string{
		"Sinovov", "Xayoliy", "Taken from the bazaar", told.question, told.asked, told.answer, "took me away", document,
	}
}

// files lists what lies in the place, but for the dossier, which was asked for.
func (p place) files(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, root := range []string{p.home, p.tmp} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && filepath.Ext(path) != ".pdf" {
				rel, _ := filepath.Rel(p.dir, path)
				out = append(out, rel)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// search gives the files that hold one of the marks, in their name or in
// their bytes, in any of the ways in which programs write text.
func (p place) search(t *testing.T, marks []string) []string {
	t.Helper()
	var found []string
	for _, rel := range p.files(t) {
		b, err := os.ReadFile(filepath.Join(p.dir, rel))
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, rel...)
		if slices.ContainsFunc(marks, func(m string) bool {
			return bytes.Contains(b, []byte(m)) || bytes.Contains(b, wide(m, binary.LittleEndian)) || bytes.Contains(b, wide(m, binary.BigEndian))
		}) {
			found = append(found, rel)
		}
	}
	return found
}

func wide(text string, order binary.AppendByteOrder) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

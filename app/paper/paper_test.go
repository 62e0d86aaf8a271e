package paper_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"guvoh/app/paper"
	"guvoh/export/doc"
)

// page is a document with a word to look for; PDF packs the text, so the tests
// look at what kind of file arrives, and tests of export/pdf at what is in it.
func page() *doc.Document {
	return &doc.Document{Title: "Sheet", Lang: "en", Blocks: []doc.Block{&doc.Paragraph{Text: doc.Plain("words")}}}
}

// printer puts a printing system of our own first in PATH: what it is given
// lies afterwards in the folder.
func printer(t *testing.T, script string) (folder string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no printing system that takes a PDF through a pipe")
	}
	folder = t.TempDir()
	if script != "" {
		path := filepath.Join(folder, "lp")
		text := "#!/bin/sh\ncd '" + folder + "' || exit 1\n" + script
		if err := os.WriteFile(path, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+"/usr/bin"+string(os.PathListSeparator)+"/bin")
	return folder
}

func TestPrint(t *testing.T) {
	t.Run("hands the sheet over through a pipe, under a name that says nothing", func(t *testing.T) {
		folder := printer(t, "cat > sheet\necho \"$@\" > arguments\n")
		if !paper.CanPrint() {
			t.Fatal("the printer is not seen")
		}
		if err := paper.Print(t.Context(), page()); err != nil {
			t.Fatal(err)
		}
		sheet, err := os.ReadFile(filepath.Join(folder, "sheet"))
		if err != nil || !bytes.HasPrefix(sheet, []byte("%PDF-")) {
			t.Errorf("no PDF arrived: %v", err)
		}
		arguments, err := os.ReadFile(filepath.Join(folder, "arguments"))
		if err != nil || !strings.HasSuffix(strings.TrimSpace(string(arguments)), "Guvoh -") {
			t.Errorf("%q, %v", arguments, err)
		}
	})
	t.Run("says when nothing was taken", func(t *testing.T) {
		printer(t, "exit 1\n")
		if err := paper.Print(t.Context(), page()); !errors.Is(err, paper.ErrNotPrinted) {
			t.Errorf("got %v", err)
		}
	})
}

func TestSave(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sheet.pdf")
	if err := paper.Save(t.Context(), nil, path, page()); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Errorf("no PDF lies there: %v", err)
	}
	if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("others can read the key: %v, %v", st.Mode(), err)
	}
}

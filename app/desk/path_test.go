package desk_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
)

func TestNewPath(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	w, dir := b.Desk.Words, t.TempDir()
	there := filepath.Join(dir, "there.pdf")
	b.Must(os.WriteFile(there, nil, 0o600))
	for path, key := range map[string]string{
		"":                               "file.name_missing",
		dir:                              "", // with its ending it is a name in the folder above
		filepath.Join(dir, ".pdf"):       "file.name_missing",
		"sheet.pdf":                      "file.whole_path",
		filepath.Join(dir, "x", "a.pdf"): "file.no_folder",
		there:                            "problem.store.exists",
		filepath.Join(dir, "there"):      "problem.store.exists",
		filepath.Join(dir, "new.PDF"):    "",
		filepath.Join(dir, "new"):        "",
	} {
		want := ""
		if key != "" {
			want = w.T(key)
		}
		whole, got := desk.NewPath(w, path, ".pdf")
		if got != want {
			t.Errorf("%q: said %q, not %q", path, got, want)
		}
		if got == "" && filepath.Ext(whole) != ".pdf" && filepath.Ext(whole) != ".PDF" {
			t.Errorf("%q has no ending", whole)
		}
	}
}

func TestHome(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("USERPROFILE", dir)
	if got := desk.Home(); got != dir {
		t.Errorf("without a folder of documents it is %q", got)
	}
	docs := filepath.Join(dir, "Documents")
	if err := os.WriteFile(docs, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := desk.Home(); got != dir || desk.IsFolder(docs) || !desk.IsFolder(dir) {
		t.Errorf("a file is taken for a folder: %q", got)
	}
	if err := os.Remove(docs); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(docs, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := desk.Home(); got != docs {
		t.Errorf("with documents it is %q", got)
	}
}

func TestMoment(t *testing.T) {
	at := time.Date(2026, 3, 9, 8, 5, 0, 0, time.Local)
	for lang, want := range map[string]string{"en": "9 March 2026, 08:05", "ru": "9 марта 2026 года, 08:05", "uz": "2026-yil 9-mart, 08:05"} {
		b := desktest.New(t, desktest.Look{Lang: lang})
		if got := desk.Moment(b.Desk.Words, at); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

//go:build uitest

package uitest

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// bakery is the case that two people edit apart.
const bakery = "e57a0000-0000-4000-8000-0000000000b1"

// put brings records into a closed file, as the named person.
func (p place) put(t *testing.T, file, author string, records ...map[string]any) {
	t.Helper()
	b, err := json.Marshal(map[string]any{"format": "guvoh-data", "version": 1, "records": records})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "data.json")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	p.run(t, "import", file, path, "--author", author)
}

func caseWith(id, title string) map[string]any {
	return map[string]any{"id": id, "kind": "case", "fields": map[string]any{"title": title, "status": "open"}}
}

// apart makes a file and the copy of a colleague, edited apart: one title holds
// two values when they meet, and the colleague has recorded one more case.
func (p place) apart(t *testing.T) (ours, theirs string) {
	t.Helper()
	ours, theirs = p.file("cases.guvoh"), p.file("colleague.guvoh")
	p.run(t, "init", ours, "--author", "Office 1")
	p.put(t, ours, "Office 1", caseWith(bakery, "The bakery"))
	copyFile(t, ours, theirs)
	p.put(t, theirs, "Office 3", caseWith(bakery, "The bakery on the corner"), caseWith("e57a0000-0000-4000-8000-0000000000b2", "The mill"))
	p.put(t, ours, "Office 1", caseWith(bakery, "The old bakery"))
	return ours, theirs
}

// copyFile copies a file that is closed, as a person does.
func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
}

// lookInto goes to what a colleague's file brings, from anywhere in the file.
func (w *window) lookInto(file string) {
	w.t.Helper()
	w.hit("ctrl+0")
	w.press("Return") // choose the file
	w.press("ctrl+a")
	w.write(file)
	w.press("Return")
	w.rest()
}

func TestWindowMergesByKeysAlone(t *testing.T) {
	p := newPlace(t)
	ours, theirs := p.apart(t)
	w := open(t, p)
	w.openFile(ours)
	w.lookInto(theirs)
	t.Run("looking changes nothing, and the arrows move through what comes", func(t *testing.T) {
		w.press("Down", "Down")
		w.press("space") // left out
		w.press("space") // and not
	})
	w.press("ctrl+Return")
	w.rest()
	t.Run("the conflicts can be seen from there", func(t *testing.T) {
		w.press("Tab", "Return")
		w.press("alt+Left")
		w.rest()
	})
	w.close()
	t.Run("everything came, and nothing was chosen", func(t *testing.T) {
		d := p.read(t, ours)
		d.has(t, "case", "title", "The mill")
		if n := len(d.values("case", "title")); n != 2 {
			t.Errorf("%d cases", n)
		}
		kept, err := filepath.Glob(p.file("cases.before-merge-*.guvoh"))
		if err != nil || len(kept) != 1 {
			t.Errorf("%d copies from before the merge: %v", len(kept), err)
		}
	})
	t.Run("the merge is taken back from the list of earlier merges", func(t *testing.T) {
		w := open(t, p)
		w.openFile(ours)
		w.press("ctrl+0")
		w.press("Tab", "Tab", "Tab") // give, team, earlier merges
		w.press("Return")            // the list
		w.press("Return")            // the newest
		w.press("shift+Tab", "shift+Tab")
		w.press("Return") // take it back?
		w.press("Tab", "Return")
		w.rest()
		w.close()
		d := p.read(t, ours)
		d.has(t, "case", "title", "The old bakery")
		if n := len(d.values("case", "title")); n != 1 {
			t.Errorf("%d cases after the merge was taken back", n)
		}
	})
}

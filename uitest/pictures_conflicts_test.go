//go:build uitest

package uitest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// apartTours are walks through a file to which a colleague's work came, some
// of it against our own.
var apartTours = []tour{
	{"en", `{"language":"en"}`, []string{"waits", "conflict", "news", "conflicts", "compared"}},
	{"ru", `{"language":"ru"}`, []string{"conflict", "conflicts"}},
	{"uz-150", `{"language":"uz","size":150}`, []string{"conflict"}},
	{"en-dark", `{"language":"en","look":"dark"}`, []string{"conflicts"}},
}

// The same case as two people wrote on in it, neither knowing of the other.
const (
	writtenHere = `{"format": "guvoh-data", "version": 1, "records": [
 {"id": "e57a0000-0000-4000-8000-000000000001", "kind": "case", "fields": {"title": "Deportation of a seamstress"}},
 {"id": "e57a0000-0000-4000-8000-000000000002", "kind": "person", "fields": {"occupation": "Seamstress, head of a workshop"}},
 {"id": "e57a0000-0000-4000-8000-000000000111", "kind": "event", "fields": {"account": "Four people in plain clothes came in shortly after nine. They asked for her by name and showed no paper. She was taken out through the yard."}}
]}`
	writtenThere = `{"format": "guvoh-data", "version": 1, "records": [
 {"id": "e57a0000-0000-4000-8000-000000000001", "kind": "case", "fields": {"title": "Deportation to Uzbekistan", "team": "Office 3"}},
 {"id": "e57a0000-0000-4000-8000-000000000002", "kind": "person", "fields": {"occupation": "Seamstress at home", "education": "College of light industry"}},
 {"id": "e57a0000-0000-4000-8000-000000000111", "kind": "event", "fields": {"account": "Three people in plain clothes came in shortly after nine. They asked for her by name and showed a paper without a stamp. She was taken out through the yard."}}
]}`
)

// TestPicturesOfConflicts makes those of what two people wrote apart.
func TestPicturesOfConflicts(t *testing.T) {
	p, file, dir := studio(t)
	p.parted(t, file)
	for _, tour := range apartTours {
		t.Run(tour.suffix, func(t *testing.T) {
			p.settings(t, tour.settings)
			w := open(t, p)
			w.press("ctrl+F11")
			for _, stop := range tour.stops {
				w.decide(file, stop)
				save(t, filepath.Join(dir, stop+"-"+tour.suffix+".png"))
			}
			w.kill()
		})
	}
}

// parted has somebody in Office 3 write on in a copy of the file, somebody here
// write on in the file, and the copy come here.
func (p place) parted(t *testing.T, file string) {
	t.Helper()
	copied, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	other := p.file("office-3.guvoh")
	if err := os.WriteFile(other, copied, 0o600); err != nil {
		t.Fatal(err)
	}
	for of, words := range map[string]string{file: writtenHere, other: writtenThere} {
		data := filepath.Join(t.TempDir(), "data.json")
		if err := os.WriteFile(data, []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
		by, author := p, "Office 2"
		if of == other {
			by, author = newPlace(t), "Office 3" // another computer, which signs with a key of its own
		}
		by.run(t, "import", of, data, "--author", author)
	}
	p.run(t, "merge", file, other)
}

// decide goes to where something waits, each time from the list of cases.
func (w *window) decide(file, stop string) {
	w.t.Helper()
	w.openFile(file)
	w.press("ctrl+1")
	if stop == "waits" {
		return
	}
	w.hit("Home", "Return")
	switch stop {
	case "conflict": // the case itself holds two titles
	case "news", "conflicts", "compared":
		// Before the sections: the way back to the cases, and above it what waits.
		back := map[string]int{"news": 3, "conflicts": 4, "compared": 4}[stop]
		w.hit(slices.Repeat([]string{"shift+Tab"}, back)...)
		w.hit("Return")
	}
	if stop == "compared" {
		w.rest()
		w.hit("Down")
		w.press("ctrl+shift+d")
	}
	w.rest()
}

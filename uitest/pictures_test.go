//go:build uitest

package uitest

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"guvoh/model/vault/vaulttest"
)

// largest is how many bytes a picture may have: the README loads them all.
const largest = 150 << 10

// tour is a walk through the window in one language and look, with the
// pictures that are taken on it.
type tour struct {
	suffix   string
	settings string
	stops    []string
}

var tours = []tour{
	{"en", `{"language":"en"}`, []string{
		"welcome", "passphrase", "recovery", "unlock", "cases", "case", "people", "event", "act", "injury", "interview", "evidence",
		"history", "words", "search", "keys", "backups",
	}},
	{"ru", `{"language":"ru"}`, []string{"welcome", "unlock", "cases", "case", "event", "act", "interview", "words", "search", "keys"}},
	{"uz", `{"language":"uz"}`, []string{"welcome", "passphrase", "cases", "people", "event", "interview", "history", "keys"}},
	{"en-dark", `{"language":"en","look":"dark"}`, []string{"unlock", "interview", "event"}},
	{"ru-contrast", `{"language":"ru","look":"contrast"}`, []string{"people"}},
	{"uz-150", `{"language":"uz","size":150}`, []string{"cases", "event"}},
}

// TestPictures makes the pictures of the README and of docs, into the folder
// that GUVOH_PICTURES names.
func TestPictures(t *testing.T) {
	p, file, dir := studio(t)
	for _, tour := range tours {
		t.Run(tour.suffix, func(t *testing.T) {
			p.settings(t, tour.settings)
			w := open(t, p)
			w.press("ctrl+F11") // the whole screen, without the frame of this window manager
			for _, stop := range tour.stops {
				w.visit(file, stop)
				save(t, filepath.Join(dir, stop+"-"+tour.suffix+".png"))
			}
			w.kill()
		})
	}
}

// studio makes a file with the sample and the invented case, in a place whose
// name can be shown, and tells where the pictures go.
func studio(t *testing.T) (p place, file, dir string) {
	t.Helper()
	dir = os.Getenv("GUVOH_PICTURES")
	if dir == "" {
		t.Skip("GUVOH_PICTURES names no folder: run make shots")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	home := filepath.Join(os.TempDir(), "office-2")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(home) })
	p = newPlace(t)
	p.home = home
	file = p.file("cases.guvoh")
	p.run(t, "init", file, "--sample", "--author", "Office 2")
	// The invented case is changed last, and so stands first in the list of cases.
	p.invent(t, file, "search", "interview", "removal", "dossier")
	return p, file, dir
}

// visit goes to a screen by the keyboard, from wherever the one before was.
func (w *window) visit(file, stop string) {
	w.t.Helper()
	switch stop {
	case "welcome": // the first of a tour, while no file is open
		return
	case "passphrase":
		w.newFile("cases-2.guvoh")
		w.press("Tab", "Return") // one is suggested
		return
	case "recovery":
		w.newFile("cases-3.guvoh")
		w.write(string(vaulttest.Passphrase))
		w.press("Return")
		w.write(string(vaulttest.Passphrase))
		w.opened("cases-3.guvoh", "Return")
		w.press("Return") // a sheet is made
		return
	case "unlock":
		w.nameFile(file)
		return
	}
	w.openFile(file)
	w.press("ctrl+1")
	switch stop {
	case "history":
		w.press("ctrl+5")
	case "words":
		w.press("ctrl+6")
	case "search":
		w.press("ctrl+f")
		w.write("Khamidkariev")
	case "keys":
		w.press("ctrl+7")
	case "backups":
		w.press("ctrl+8")
	case "cases":
	default:
		w.hit("Home", "Return") // the case changed last stands first
		w.inCase(stop)
	}
}

func (w *window) inCase(stop string) {
	w.t.Helper()
	switch stop {
	case "people":
		w.section(people)
	case "event":
		w.section(events)
		w.hit("Escape", "Down") // the list, its second event
	case "act":
		w.section(events)
		w.hit("Escape", "Down")
		// Back from the sections: sources (3), their heading, add act, three acts.
		w.hit("Escape")
		w.hit(slices.Repeat([]string{"shift+Tab"}, 8)...)
		w.hit("Return")
	case "injury":
		w.section(injuries)
		w.hit(slices.Repeat([]string{"shift+Tab"}, 4)...) // its sources, below the drawing
	case "interview":
		w.section(interviews)
	case "evidence":
		w.section(evidence)
	}
}

// nameFile closes what is open, whatever it is, and names the file to open, so
// that every stop begins at the same place.
func (w *window) nameFile(file string) {
	w.t.Helper()
	w.hit("Escape", "Escape")
	w.hit("ctrl+w")
	w.press("ctrl+o")
	w.press("ctrl+a")
	w.write(file)
	w.press("Return")
}

// openFile opens the file anew.
func (w *window) openFile(file string) {
	w.t.Helper()
	w.nameFile(file)
	w.write(string(vaulttest.Passphrase))
	w.opened(filepath.Base(file), "Return")
}

// newFile goes to where the passphrase of a new file is chosen.
func (w *window) newFile(name string) {
	w.t.Helper()
	w.hit("Escape", "Escape")
	w.hit("ctrl+w")
	w.press("ctrl+n")
	w.press("ctrl+a")
	w.write(w.place.file(name))
	w.press("Return")
}

// save takes the picture and sees that it is small.
func save(t *testing.T, path string) {
	t.Helper()
	if err := picture(path); err != nil {
		t.Fatal(err)
	}
	small(t, path)
}

func small(t *testing.T, path string) {
	t.Helper()
	if info, err := os.Stat(path); err != nil || info.Size() > largest {
		t.Errorf("%s: %v, or larger than %d bytes", filepath.Base(path), err, largest)
	}
}

func command(t *testing.T, name string, args ...string) {
	t.Helper()
	if msg, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, msg)
	}
}

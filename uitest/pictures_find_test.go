//go:build uitest

package uitest

import (
	"path/filepath"
	"slices"
	"testing"
)

// findTours are walks through what is asked of a file, what its cases have in
// common, and who may be recorded twice.
var findTours = []tour{
	{"en", `{"language":"en"}`, []string{"ask", "found", "perhaps", "patterns", "pattern", "twice"}},
	{"ru", `{"language":"ru"}`, []string{"found", "patterns", "twice"}},
	{"uz", `{"language":"uz"}`, []string{"found", "pattern", "twice"}},
	{"en-dark", `{"language":"en","look":"dark"}`, []string{"found", "pattern"}},
}

// TestPicturesOfQuestions makes those of questions, patterns and persons who
// may be recorded twice.
func TestPicturesOfQuestions(t *testing.T) {
	p, file, dir := studio(t)
	p.invent(t, file, "find", "common")
	for _, tour := range findTours {
		t.Run(tour.suffix, func(t *testing.T) {
			p.settings(t, tour.settings)
			w := open(t, p)
			w.press("ctrl+F11")
			for _, stop := range tour.stops {
				w.openFile(file)
				w.find(stop)
				save(t, filepath.Join(dir, stop+"-"+tour.suffix+".png"))
			}
			w.kill()
		})
	}
}

// find goes to a stop of a tour from the list of cases.
func (w *window) find(stop string) {
	w.t.Helper()
	switch stop {
	case "ask", "found", "perhaps":
		w.press("ctrl+shift+f")
	case "patterns", "pattern":
		w.press("ctrl+shift+p")
	case "twice":
		w.press("ctrl+shift+2")
	}
	w.rest() // what is kept is read in beside the keyboard
	switch stop {
	case "found": // the second of those that are kept
		w.hit(slices.Repeat([]string{"Tab"}, 4)...) // past what can be done with the first
		w.press("Return")
	case "perhaps": // the first, and an answer of which it is not certain
		w.press("Return")
		w.rest()
		w.press("F6")
		w.hit("End")
	case "pattern":
		w.press("Return")
	}
	w.rest()
}

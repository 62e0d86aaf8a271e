//go:build uitest

package uitest

import (
	"path/filepath"
	"testing"
)

// findTours are walks through the questions that are asked of a file.
var findTours = []tour{
	{"en", `{"language":"en"}`, []string{"ask", "found", "perhaps"}},
	{"ru", `{"language":"ru"}`, []string{"found"}},
}

// TestPicturesOfQuestions makes those of questions and their answers.
func TestPicturesOfQuestions(t *testing.T) {
	p, file, dir := studio(t)
	p.invent(t, file, "find")
	for _, tour := range findTours {
		t.Run(tour.suffix, func(t *testing.T) {
			p.settings(t, tour.settings)
			w := open(t, p)
			w.press("ctrl+F11")
			for _, stop := range tour.stops {
				w.openFile(file)
				w.press("ctrl+shift+f")
				switch stop {
				case "found": // the second of those that are kept
					w.hit("Tab", "Tab", "Tab", "Tab") // past what can be done with the first
					w.press("Return")
				case "perhaps": // the first, and an answer of which it is not certain
					w.press("Return")
					w.press("F6")
					w.hit("End")
				}
				save(t, filepath.Join(dir, stop+"-"+tour.suffix+".png"))
			}
			w.kill()
		})
	}
}

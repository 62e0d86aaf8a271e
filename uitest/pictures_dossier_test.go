//go:build uitest

package uitest

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// dossierTours are walks through the work on the dossier of the invented case.
// Each stop begins where the one before ended. What is made stands last: it
// leaves its mark on the case.
var dossierTours = []tour{
	{"ru", `{"language":"ru"}`, []string{"composer", "missing", "export"}},
	{"uz", `{"language":"uz"}`, []string{"bodies", "composer"}},
	{"uz-150", `{"language":"uz","size":150}`, []string{"composer"}},
	{"en-dark", `{"language":"en","look":"dark"}`, []string{"composer", "pages"}},
	{"en", `{"language":"en"}`, []string{
		"bodies", "composer", "missing", "facts", "exhibits", "pages", "export", "twin", "made", "forms",
	}},
}

// TestPicturesOfDossiers makes those of the work on a dossier.
func TestPicturesOfDossiers(t *testing.T) {
	p, file, dir := studio(t)
	for _, tour := range dossierTours {
		t.Run(tour.suffix, func(t *testing.T) {
			p.settings(t, tour.settings)
			w := open(t, p)
			w.press("ctrl+F11")
			w.openFile(file)
			w.hit("Home", "Return")
			w.press("ctrl+e")
			w.rest()
			for _, stop := range tour.stops {
				w.compose(stop)
				save(t, filepath.Join(dir, stop+"-"+tour.suffix+".png"))
			}
			w.kill()
		})
	}
	t.Run("pages", func(t *testing.T) {
		out := filepath.Join(p.dir, "request.pdf")
		p.run(t, "dossier", file, "EXAMPLE-1", "--profile", "echr-r39", "-o", out)
		for _, page := range printedPages {
			if page.of == "" {
				page.of = out
			}
			page.save(t, dir)
		}
	})
}

// compose goes to the next stop of a tour.
func (w *window) compose(stop string) {
	w.t.Helper()
	switch stop {
	case "bodies":
		w.hit(slices.Repeat([]string{"Down"}, 5)...) // from the dossier that is under way to the request of Rule 39
	case "composer":
		w.hit("Home", "Return")
		w.rest()
		w.hit(slices.Repeat([]string{"alt+Next"}, 6)...) // the facts
		w.hit("Down", "Down", "Down", "Down", "Down")    // into words of one's own
	case "missing":
		w.press("alt+1")
	case "facts":
		w.press("alt+2")
		w.hit(slices.Repeat([]string{"Down"}, 6)...)
	case "exhibits":
		w.press("alt+3")
		w.hit("Down")
	case "pages":
		before := paper(w.last)
		w.press("alt+4")
		w.until("page", func() bool { return paper(capture(w.t)) > before+40_000 })
	case "export":
		w.press("ctrl+shift+e")
	case "twin":
		w.press("shift+Tab", "shift+Tab", "shift+Tab") // more, how people are named, the version
		w.press("Down", "Down", "Return")
	case "made":
		w.press("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab") // who gets it, language, file, and round to the button
		w.press("Return")
		w.write("Read and found right.")
		w.press("Tab", "Tab") // cancel, export
		w.press("Return")
		w.until("file", func() bool {
			made, _ := filepath.Glob(w.place.file("*.pdf"))
			return len(made) > 0
		})
	case "forms":
		w.press("Return")
		w.press("ctrl+9")
		w.rest()
		w.hit("Home", "Down", "Down", "Down", "Down", "Return") // the request of Rule 39
	}
	w.rest()
}

// sheet is a page of a printed dossier that is shown in docs.
type sheet struct {
	name string
	of   string // a file of docs/samples; "" is the dossier of the invented case
	has  string // words that stand on it, and on no page behind it
}

var printedPages = []sheet{
	{"cover", "", "RULE 39"},
	{"facts", "", "sewing workshop"},
	{"documents", "", "List of documents"},
	{"exhibit", "", "Annex 1 – page"},
	{"body", "", "Medical findings"},
	{"timeline", "int-full", "4 Timeline"},
	{"relations", "int-full", "6 Who stands how to whom"},
	{"twin", "adv-brief-without-names", "Key facts"},
}

// save draws the page.
func (s sheet) save(t *testing.T, dir string) {
	t.Helper()
	path := s.of
	if filepath.Ext(path) == "" {
		path = filepath.Join("..", "docs", "samples", path+".pdf")
	}
	out, err := exec.Command("pdftotext", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	page := 0
	for i, said := range strings.Split(string(out), "\f") { // the contents name it, too, on a page before
		if strings.Contains(strings.Join(strings.Fields(said), " "), s.has) {
			page = i + 1
		}
	}
	if page == 0 {
		t.Fatalf("no page for %s", s.name)
	}
	base, n := filepath.Join(dir, "dossier-"+s.name), strconv.Itoa(page)
	command(t, "pdftoppm", "-r", "80", "-png", "-singlefile", "-f", n, "-l", n, path, base)
	command(t, "mogrify", "-strip", "+dither", "-colors", "48", base+".png")
	small(t, base+".png")
}

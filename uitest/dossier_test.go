//go:build uitest

package uitest

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// composed is what the test of dossiers types.
var composed = struct{ destination, measure, told, reason, unsaid, killed string }{
	destination: "Uzbekistan", measure: "Not to remove her while the Court looks at the case.",
	told: "She told it twice, and twice nobody wrote it down, see", reason: "She is asked on Monday.",
	unsaid: "Read aloud to the team.", killed: "The escorts came for her at dawn and were sent away once more",
}

func TestWindowDossier(t *testing.T) {
	p := newPlace(t)
	file := p.file("cases.guvoh")
	p.run(t, "init", file, "--sample", "--author", "Office 2")
	p.invent(t, file, "interview", "removal")
	full, twin := p.file("request.pdf"), p.file("public.pdf")

	w := open(t, p, file)
	w.unlock("cases.guvoh")
	w.hit("Home", "Return") // the case changed last stands first
	w.beginDossier("Rule 39")
	w.answer()
	w.tellFacts()
	w.passOver()
	w.lookAtPages()
	w.export(full, false)
	w.export(twin, true)
	w.dieWriting(file)

	t.Run("the file asked for says what was typed and what was recorded", func(t *testing.T) {
		said := text(t, full)
		for _, words := range []string{composed.destination, composed.measure, composed.told + " Annex 1", "Guloyim Ertakova", "RULE 39", "INV-114"} {
			if !strings.Contains(said, words) {
				t.Error("something that was typed or recorded is not printed")
			}
		}
	})
	t.Run("the public twin says it without her name, in the text and in the bytes", func(t *testing.T) {
		if said := text(t, twin); !strings.Contains(said, composed.measure) {
			t.Error("what was typed is not printed")
		}
		if !named(t, full) {
			t.Fatal("a name would not be found")
		}
		if named(t, twin) {
			t.Error("the twin holds a name")
		}
	})
	t.Run("both are sound", func(t *testing.T) {
		for _, path := range []string{full, twin} {
			command(t, "qpdf", "--check", path)
		}
	})

	d := p.read(t, file)
	t.Run("everything is kept in the case", func(t *testing.T) {
		d.has(t, "dossier", "profile", "echr-r39")
		d.has(t, "answer", "text", composed.destination)
		d.has(t, "answer", "text", composed.measure)
		d.has(t, "paragraph", "text", composed.told+" Annex 1")
		d.has(t, "exception", "reason", composed.reason)
		if n := len(d.values("exhibit", "evidence")); n != 1 {
			t.Errorf("%d exhibits, want the one that was cited", n)
		}
		if n := len(d.values("issue", "title")); n != 2 {
			t.Errorf("the case remembers %d dossiers that were given out, want 2", n)
		}
	})
	t.Run("a kill in the middle of a word loses nothing", func(t *testing.T) { d.has(t, "paragraph", "text", composed.killed) })
	t.Run("nothing else lies on the disk in clear", func(t *testing.T) {
		if found := p.search(t, []string{"Ertakova", "Эртакова", composed.told, composed.measure, composed.killed, composed.reason}); len(found) != 0 {
			t.Errorf("words of the dossier lie in %q", found)
		}
		p.run(t, "check", file)
	})
}

// beginDossier finds a body by a word and begins a dossier for it.
func (w *window) beginDossier(word string) {
	w.t.Helper()
	w.press("ctrl+e")
	w.rest()
	w.press("Up") // to the line that finds a body
	w.write(word)
	w.press("Return") // to what was found
	w.press("Return")
	w.rest()
}

// answer goes to the section of the State and the measure, which stands behind
// the cover, the applicant and the representative, and answers its questions.
func (w *window) answer() {
	w.t.Helper()
	w.press("alt+Next", "alt+Next", "alt+Next")
	w.rest()
	w.write(composed.destination) // the first question without an answer has the keyboard
	w.press("Return")
	w.write(composed.measure)
}

// tellFacts takes the facts of the record as paragraphs, writes one between
// them and cites an exhibit in it.
func (w *window) tellFacts() {
	w.t.Helper()
	w.press("alt+Next", "alt+Next", "alt+Next") // the removal, the proceedings, the facts
	w.press("ctrl+shift+t")
	w.rest()
	w.press("ctrl+Return")
	w.write(composed.told)
	w.press("alt+3")
	w.press("Return") // among the exhibits
	w.rest()
	w.press("Insert") // cited where the caret was
	w.rest()
}

// passOver passes the first thing that is missing over, with a reason.
func (w *window) passOver() {
	w.t.Helper()
	w.press("alt+1")
	w.press("Tab", "Tab") // go there, pass over
	w.press("Return")
	w.write(composed.reason)
	w.press("Tab", "Tab") // cancel, pass over
	w.press("Return")
	w.rest()
}

// lookAtPages looks for the paragraph in the pages as they will print.
func (w *window) lookAtPages() {
	w.t.Helper()
	before := paper(w.last)
	w.press("alt+4")
	w.until("page", func() bool { return paper(capture(w.t)) > before+40_000 })
	w.rest()
	if found(w.last) != 0 {
		w.t.Fatal("a place would seem found without looking for it")
	}
	w.press("ctrl+f")
	w.write("twice nobody")
	w.until("place found", func() bool { return found(capture(w.t)) > 50 })
	w.rest()
	w.press("Escape")
}

// found counts the points that have the colour of a place that was found: the
// orange of app/preview on paper.
func found(points []byte) (n int) {
	for i := 0; i+2 < len(points); i += 4 {
		if b, g, r := int(points[i]), int(points[i+1]), int(points[i+2]); r > 240 && g > 180 && g < 205 && b > 120 && b < 150 {
			n++
		}
	}
	return n
}

// export makes the files of the dossier that is open.
func (w *window) export(path string, hide bool) {
	w.t.Helper()
	w.press("ctrl+shift+e")
	w.rest()
	w.press("ctrl+a")
	w.write(path)
	if hide {
		w.press("shift+Tab", "shift+Tab", "shift+Tab") // more, how people are named, the version
		w.press("Down", "Down", "Return")
		w.rest()
		w.press("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab") // who gets it, language, file, and round to the button
	}
	w.press("Return") // asks for a reason, since something is missing
	w.write(composed.unsaid)
	w.press("Tab", "Tab") // cancel, export
	xdotool(w.t, "key", "Return")
	w.until("file", func() bool { _, err := os.Stat(path); return err == nil })
	w.rest()
	w.press("Return") // done
}

// dieWriting is killed in the middle of writing and opens the file again.
func (w *window) dieWriting(file string) {
	w.t.Helper()
	w.press("ctrl+Return")
	w.write(composed.killed)
	<-time.After(lost) // by then the program promises to have it
	w.kill()
	again := open(w.t, w.place, file)
	again.unlock(filepath.Base(file))
	again.close()
}

// text gives what stands on the pages, in one line.
func text(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// named tells whether a PDF holds the name of the applicant: on its pages, or
// unpacked anywhere in its bytes.
func named(t *testing.T, path string) bool {
	t.Helper()
	plain := filepath.Join(t.TempDir(), "plain.pdf")
	command(t, "qpdf", "--qdf", "--object-streams=disable", path, plain)
	data, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	said, lower := text(t, path), bytes.ToLower(data)
	return slices.ContainsFunc([]string{"Guloyim", "Ertakova", "Гулойим", "Эртакова"}, func(name string) bool {
		utf16 := wide(name, binary.BigEndian)
		return strings.Contains(said, name) || bytes.Contains(data, []byte(name)) || bytes.Contains(data, utf16) ||
			bytes.Contains(lower, []byte(hex.EncodeToString(utf16)))
	})
}

// TestWindowDossierOnARussianKeyboard presses the keys by where they are, not
// by what they mean: a shortcut is found at its place in every layout.
func TestWindowDossierOnARussianKeyboard(t *testing.T) {
	const q, e, t5, j, y, f, n, v = "24", "26", "28", "44", "29", "41", "57", "55"
	p := newPlace(t)
	file := p.file("cases.guvoh")
	p.run(t, "init", file, "--author", "Office 2")
	p.invent(t, file, "interview")
	w := open(t, p, file)
	w.unlock("cases.guvoh")
	w.hit("Home", "Return")
	if err := look.layout(true); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := look.layout(false); err != nil {
			t.Error(err)
		}
	})
	w.press("ctrl+" + e)
	w.rest()
	w.press("Return") // the first body: additional submissions
	w.rest()
	w.press("alt+Next")
	w.press("ctrl+shift+" + t5)
	w.rest()
	w.press("ctrl+Return")
	w.press("shift+"+j, y, f, "space", n, f, v)
	w.press("ctrl+shift+" + e)
	w.rest()
	w.press("Escape")
	xdotool(t, "key", "ctrl+"+q)
	w.wait()

	d := p.read(t, file)
	d.has(t, "dossier", "profile", "echr-annex")
	d.has(t, "paragraph", "text", "Она там")
	if all := d.values("paragraph", "text"); len(all) < 4 {
		t.Errorf("%d paragraphs, want those of the record, too", len(all))
	}
}

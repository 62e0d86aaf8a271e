//go:build uitest

package uitest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guvoh/model/vault/vaulttest"
)

// A day of a person who documents: a file is made, a man is interviewed, what he
// told is recorded, looked at and printed, and the file is locked in between. The
// mouse is not touched. Each step asks something of the program that only a
// person at the keyboard would notice missing; what came of it is read from the
// file and from the printed page at the end.

// day is such a day in one language, with one keyboard.
type day struct {
	*window
	say     tale
	russian bool   // the keyboard that lies on the table
	file    string // the notebook
	scan    string // a paper that was brought
	dossier string
	empty   []byte // the locked screen of a notebook in which nothing stands
}

// TestWindowADayInEnglish and the one in Russian are the same day.
func TestWindowADayInEnglish(t *testing.T) { spend(t, english, false) }

func TestWindowADayOnARussianKeyboard(t *testing.T) { spend(t, russian, true) }

func spend(t *testing.T, say tale, russian bool) {
	p := newPlace(t)
	p.settings(t, `{"language":"`+say.lang+`"}`)
	d := &day{window: open(t, p), say: say, file: p.file("cases.guvoh"), scan: filepath.Join(p.dir, "0-ruling.pdf"), dossier: p.file("dossier.pdf")}
	writeRuling(t, d.scan)
	d.lay(russian)
	t.Cleanup(func() { d.lay(false) })

	began := time.Now()
	part := func(name string, do func()) {
		do()
		t.Logf("%-28s %4.0f s", name, time.Since(began).Seconds())
	}
	part("a notebook", d.morning)
	part("who is in the room", d.introduce)
	part("consent", d.askConsent)
	part("the account, and a kill", d.listen)
	part("words marked, list, breaks", d.mark)
	part("read back, and the end", d.partFrom)
	part("locked for lunch", d.lunch)
	part("event and act", d.recordEvent)
	part("detention", d.recordDetention)
	part("body map", d.recordInjury)
	part("evidence", d.attach)
	part("a deadline", d.recordDeadline)
	part("time and relations", d.lookAround)
	part("articles", d.weigh)
	part("statistics, what is missing", d.count)
	part("keys and commands", d.help)
	part("dossier", d.compose)
	d.press("ctrl+q")
	d.wait()
	d.believe(t)
}

// lay puts a keyboard on the table.
func (d *day) lay(russian bool) {
	d.t.Helper()
	if err := look.layout(russian); err != nil {
		d.t.Fatal(err)
	}
	d.russian = russian
}

// latin has something typed in Latin letters, as a path or a passphrase is.
func (d *day) latin(do func()) {
	d.t.Helper()
	if was := d.russian; was {
		d.lay(false)
		defer d.lay(true)
	}
	do()
}

// press presses keys by where they are, whatever letters they bear.
func (d *day) press(keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		if d.russian {
			key = placed(key)
		}
		if key == placed("ctrl+q") || key == "ctrl+q" {
			xdotool(d.t, "key", key) // there will be no picture
			continue
		}
		d.window.press(key)
	}
}

// quick presses keys without waiting for each to show, as who knows the way does.
func (d *day) quick(keys ...string) {
	d.t.Helper()
	for i, key := range keys {
		if d.russian {
			keys[i] = placed(key)
		}
	}
	xdotool(d.t, append([]string{"key", "--delay", "30"}, keys...)...)
	d.rest()
}

// to goes anywhere by the list of commands and places.
func (d *day) to(place string) {
	d.t.Helper()
	d.press("ctrl+k")
	d.write(place)
	d.rest() // records are looked for as well
	d.press("Return")
	d.rest()
}

// begin takes the first step that an empty section offers.
func (d *day) begin() {
	d.t.Helper()
	d.quick("shift+Tab", "shift+Tab", "Return")
}

// choose types into a field that has choices, and takes the first that fits.
func (d *day) choose(words string) {
	d.t.Helper()
	d.write(words)
	d.rest()
	d.press("Return")
}

// morning makes the notebook, says who writes, and opens a case with a person in it.
func (d *day) morning() {
	d.latin(func() {
		d.press("ctrl+n", "ctrl+a")
		d.write(d.file)
		d.press("Return")
		d.rest()
		d.write(string(vaulttest.Passphrase))
		d.press("Return")
		d.write(string(vaulttest.Passphrase))
		d.opened(filepath.Base(d.file), "Return")
	})
	d.rest()
	d.press("Tab", "Return") // no recovery sheet now
	d.rest()
	d.write(d.say.writer)
	d.press("Return")
	d.lock()
	d.empty = d.last
	d.unlockFile()
	d.press("ctrl+shift+n")
	d.rest()
	d.write(d.say.title)
	d.to(d.say.people)
	d.begin()
	d.choose(d.say.man)
	d.rest()
	d.choose(d.say.victim) // the role is asked next
}

// lunch locks the file and comes back. The locked screen is, point by point, that
// of a notebook in which nothing stands.
func (d *day) lunch() {
	d.t.Helper()
	d.rest()
	before := d.last
	d.lock()
	if !bytes.Equal(d.last, d.empty) {
		d.keepPicture("locked")
		d.t.Error("the locked screen is not that of an empty file")
	}
	d.unlockFile()
	if !alike(before, d.last) {
		d.keepPicture("after-lunch")
		d.t.Error("after the lock it does not stand where it stood before")
	}
}

// lock presses the quick key, and waits for the process that knows nothing.
func (d *day) lock() {
	d.t.Helper()
	key := "ctrl+l"
	if d.russian {
		key = placed(key)
	}
	xdotool(d.t, "key", key)
	d.until("lock", func() bool { return !held(d.file) && d.resumed() })
	xdotool(d.t, "windowfocus", "--sync", d.id())
	d.rest()
}

// unlockFile opens the file that is locked.
func (d *day) unlockFile() {
	d.t.Helper()
	d.latin(func() {
		d.write(string(vaulttest.Passphrase))
		d.opened(filepath.Base(d.file), "Return")
	})
	d.rest()
}

// believe reads what the day left behind.
func (d *day) believe(t *testing.T) {
	in := d.place.read(t, d.file)
	t.Run("the interview is kept, from consent to referral", func(t *testing.T) { d.believeInterview(t, in) })
	t.Run("what was recorded is kept", func(t *testing.T) { d.believeRecords(t, in) })
	t.Run("the dossier says it", func(t *testing.T) { d.believeDossier(t, in) })
	t.Run("nothing of it lies on the disk in clear, and the file is sound", func(t *testing.T) {
		marks := []string{d.say.answer, d.say.title, ruling[0], string(vaulttest.Passphrase)}
		if found := d.place.search(t, marks); len(found) != 0 {
			t.Errorf("words of the case lie in %q", found)
		}
		d.place.run(t, "check", d.file)
	})
}

// alike tells whether two pictures show the same but for a line or two, such as
// what says when something was saved.
func alike(a, b []byte) bool {
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	differ := 0
	for i := 0; i+3 < len(a); i += 4 {
		if !bytes.Equal(a[i:i+4], b[i:i+4]) {
			differ++
		}
	}
	return differ < len(a)/4/100
}

func contains(t *testing.T, said string, words ...string) {
	t.Helper()
	for i, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("the words number %d are not printed", i+1)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

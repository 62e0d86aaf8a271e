//go:build uitest

package uitest

import (
	"encoding/json"
	"os"
	"slices"
	"syscall"
	"testing"

	"guvoh/model/vault/vaulttest"
)

// data is a file as "guvoh data" gives it.
type data struct {
	Records []struct {
		ID     string
		Kind   string
		Fields map[string]any
	}
}

// read gives what is in a closed file.
func (p place) read(t testing.TB, file string) data {
	t.Helper()
	// Outside the home: this copy is plain text and no trace of the window's.
	out := t.TempDir() + "/data.json"
	p.run(t, "data", file, "-o", out)
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var d data
	if err := json.Unmarshal(b, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// values gives a field of every record of a kind.
func (d data) values(kind, field string) []any {
	var out []any
	for _, r := range d.Records {
		if r.Kind == kind {
			out = append(out, r.Fields[field])
		}
	}
	return out
}

// has fails unless one record of the kind holds that value. It does not say
// what the others hold: the habit of tests must be that of the program.
func (d data) has(t *testing.T, kind, field string, want any) {
	t.Helper()
	if !slices.Contains(d.values(kind, field), want) {
		t.Errorf("%s.%s: what was entered is not in the file", kind, field)
	}
}

// told is what the test types. The persons are made up; the letters are those
// of the three languages.
var told = struct{ title, victim, officer, event, date, question, asked, answer, answered string }{
	title: "Case of Olim Sinovov", victim: "Olim Sinovov", officer: "Zobit Xayoliy",
	event: "Taken from the bazaar", date: "about 9 June 2014, evening",
	question: "Что было потом?", asked: "What happened then?",
	answer: "Oʻsha kuni meni olib ketishdi.", answered: "That day they took me away.",
}

// create makes a new file with the keyboard: its place, its passphrase, no
// recovery sheet for now, and who writes in it.
func (w *window) create(name string) {
	w.t.Helper()
	w.press("ctrl+n")
	w.press("ctrl+a")
	w.write(w.place.file(name))
	w.press("Return")
	w.choosePassphrase(name)
	w.signIn()
}

// choosePassphrase has a new file locked with the passphrase of all tests.
func (w *window) choosePassphrase(name string) {
	w.t.Helper()
	w.write(string(vaulttest.Passphrase))
	w.press("Return") // to the second line
	w.write(string(vaulttest.Passphrase))
	w.opened(name, "Return")
	w.press("Tab", "Return") // no recovery sheet now
}

// unlock opens the file that waits for its key, and goes to its cases.
func (w *window) unlock(name string) {
	w.t.Helper()
	w.write(string(vaulttest.Passphrase))
	w.opened(name, "Return")
	w.press("ctrl+1")
}

// opened presses a key and waits until the program has the file open.
func (w *window) opened(name, key string) {
	w.t.Helper()
	xdotool(w.t, "key", key)
	w.until("open file", func() bool { return held(w.place.file(name)) })
	w.still()
}

// held reports whether a program has the file open: SQLite then holds its lock
// bytes, which begin at 1 GiB (see its file format, "the lock-byte page").
func held(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: 0x40000000, Len: 512}
	err = syscall.FcntlFlock(f.Fd(), syscall.F_GETLK, &lock)
	return err == nil && lock.Type != syscall.F_UNLCK
}

// signIn passes the question who writes in the file, which is asked once on
// each computer.
func (w *window) signIn() {
	w.t.Helper()
	w.write("Office 2")
	w.press("Return")
}

// recordCase types a whole small case, by the keyboard alone.
func (w *window) recordCase() {
	w.t.Helper()
	w.press("ctrl+shift+n")
	w.write(told.title) // a new case waits for its title

	w.leaveRecord()
	w.section(people)
	w.begin() // the line for a name
	w.write(told.victim)
	w.press("Return")

	w.leaveRecord()
	w.section(events)
	w.begin()
	w.write(told.event)
	w.hit("Tab", "Tab", "Tab") // kind, its note, date
	w.write(told.date)
	w.hit("Tab", "Tab", "Tab", "Tab", "Tab") // place, persons, what happened, more fields, add act
	w.press("Return")
	w.write("tort")
	w.press("Return") // the kind of act; the methods come next
	w.write("beat")
	w.press("Return")
	w.hit("Tab")
	w.write(told.victim)
	w.press("Return")
	w.hit("Tab")
	w.write(told.officer)
	w.press("Return") // create new:
	w.press("Return") // a person
	w.hit("Tab")
	w.press("Return") // add the act
	w.still()         // the message that says so goes by itself, and its buttons with it

	w.leaveRecord()
	w.section(interviews)
	w.hit("Tab", "Tab") // all cases, new: what is offered first is the room
	w.press("Return")
	w.write(told.victim)
	w.press("Return")
	w.leaveRecord()
	// The ways to begin an account stand last; the ring of Tab has no end.
	w.hit("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab")
	w.press("Return") // a question
	w.write(told.question)
	w.hit("Tab")
	w.write(told.asked)
	w.press("ctrl+Return") // the answer
	w.write(told.answer)
	w.hit("Tab")
	w.write(told.answered)
}

// begin takes the first step that a section without records offers. It stands
// last, and the ring of Tab has no end: one step back from the sections is
// the way to all cases, two are the end.
func (w *window) begin() {
	w.t.Helper()
	w.hit("shift+Tab", "shift+Tab")
	w.press("Return")
}

// leaveRecord goes from a field to the list of records and on to the sections.
func (w *window) leaveRecord() {
	w.t.Helper()
	w.hit("Escape", "Escape")
}

func TestWindowRecordsACaseByKeyboard(t *testing.T) {
	p := newPlace(t)
	w := open(t, p)
	w.create("cases.guvoh")
	w.recordCase()
	w.close()

	d := p.read(t, p.file("cases.guvoh"))
	d.has(t, "case", "title", told.title)
	d.has(t, "person_name", "text", told.victim)
	d.has(t, "person_name", "text", told.officer)
	d.has(t, "event", "title", told.event)
	d.has(t, "act", "type", "torture")
	d.has(t, "block", "original", told.question)
	d.has(t, "block", "translation", told.asked)
	d.has(t, "block", "original", told.answer)
	d.has(t, "block", "translation", told.answered)
	if date, _ := d.values("event", "date")[0].(map[string]any); date["earliest"] != "2014-06-09" || date["qualifier"] != "about" {
		t.Error("event.date: it was not understood")
	}
	t.Run("the act joins victim and perpetrator", func(t *testing.T) {
		person := map[any]string{}
		for _, r := range d.Records {
			if r.Kind == "person_name" {
				person[r.Fields["text"]] = r.Fields["person"].(string)
			}
		}
		d.has(t, "act", "victim", person[told.victim])
		d.has(t, "involvement", "who", person[told.officer])
		d.has(t, "interview", "interviewee", person[told.victim])
	})
	t.Run("the file is sound and opens again", func(t *testing.T) {
		p.run(t, "check", p.file("cases.guvoh"))
		again := open(t, p, p.file("cases.guvoh"))
		again.unlock("cases.guvoh")
		again.close()
		if now := p.read(t, p.file("cases.guvoh")); len(now.Records) != len(d.Records) {
			t.Errorf("%d records before, %d after it was only looked at", len(d.Records), len(now.Records))
		}
	})
}

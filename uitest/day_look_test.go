//go:build uitest

package uitest

import (
	"bytes"
	"testing"
	"time"
)

// tomorrow is the day after that on which the test runs, as people write it.
func tomorrow() string { return time.Now().AddDate(0, 0, 1).Format("2.1.2006") }

// lookAround walks through time and through who stands how to whom, opens what is
// chosen there, and comes back.
func (d *day) lookAround() {
	d.t.Helper()
	d.to(d.say.timeline)
	d.hit("Home")
	d.press("Right", "plus", "0")
	d.until("empty foot of the timeline", d.nothingSaid) // what the deadline said goes by itself
	d.thereAndBack("timeline")
	d.to(d.say.ties)
	d.quick("Tab", "Tab", "Tab", "Return") // all cases, new, all relations
	d.hit("Up")
	d.thereAndBack("relations")
}

// nothingSaid tells whether no message stands at the foot of the window, where
// nothing else is.
func (d *day) nothingSaid() bool {
	const wide, y, from, to = 1280, 745, 500, 780 // of the display; see scripts/display.sh
	d.last = capture(d.t)
	row := d.last[4*(y*wide+from) : 4*(y*wide+to)]
	return bytes.Equal(row[4:], row[:len(row)-4])
}

// thereAndBack opens what is chosen and comes back to the same picture.
func (d *day) thereAndBack(name string) {
	d.t.Helper()
	d.rest()
	before := bytes.Clone(d.last)
	d.keepPicture(name + "-left") // to be held beside the one found, should they differ
	d.press("Return")
	d.rest()
	if alike(before, d.last) {
		d.t.Errorf("%s: what is chosen does not open", name)
	}
	d.press("alt+Left")
	d.rest()
	if !alike(before, d.last) {
		d.keepPicture(name)
		d.t.Errorf("%s: who comes back finds it otherwise", name)
	}
}

// weigh alleges an article and marks a fact as bearing on it.
func (d *day) weigh() {
	d.t.Helper()
	d.to(d.say.grid)
	d.press("ctrl+shift+a")
	d.choose(d.say.article)
	d.quick("Tab", "Tab", "Tab", "Return") // its part, cancel, add
	d.press("Down")
	d.press("1")
	d.rest()
}

// count looks at statistics, at the records behind a number, and at what a body
// would find missing.
func (d *day) count() {
	d.t.Helper()
	d.press("ctrl+shift+g")
	d.rest()
	d.thereAndBack("statistics")
	d.press("ctrl+1")
	d.rest()
	d.press("Return")
	d.rest()
	before := bytes.Clone(d.last)
	d.press("ctrl+shift+m")
	d.rest()
	d.press("Up")
	d.write(d.say.missing)
	d.press("Return") // to what was found: beside it stands what it would lack
	d.rest()
	if alike(before, d.last) {
		d.t.Error("it is not said what is missing")
	}
	d.press("alt+Left")
	d.rest()
}

// help calls up the sheet of keys, and takes it away.
func (d *day) help() {
	d.t.Helper()
	before := bytes.Clone(d.last)
	for _, key := range []string{"F1", "ctrl+F1"} {
		d.press(key)
		d.rest()
		d.press("Escape")
		d.rest()
		if !alike(before, d.last) {
			d.keepPicture("help")
			d.t.Errorf("%s: Escape does not lead back", key)
		}
	}
}

// compose begins a dossier, takes in the facts, writes a sentence of its own and
// makes the file.
func (d *day) compose() {
	d.t.Helper()
	d.press("ctrl+e")
	d.rest()
	d.press("Up")
	d.write(d.say.missing)
	d.press("Return", "Return")
	d.rest()
	d.press("alt+Next")
	d.press("ctrl+shift+t")
	d.rest()
	d.press("ctrl+Return")
	d.write(d.say.measure)
	d.rest()
	d.press("ctrl+shift+e")
	d.rest()
	d.latin(func() {
		d.press("ctrl+a")
		d.write(d.dossier)
		d.press("Return") // asks for a reason, since something is missing
	})
	d.rest()
	d.write(d.say.tired)
	d.press("Tab", "Tab") // cancel, export
	xdotool(d.t, "key", "Return")
	d.until("dossier", func() bool { return exists(d.dossier) })
	d.rest()
	d.press("Return") // done
	d.rest()
}

func (d *day) believeDossier(t *testing.T, in data) {
	in.has(t, "paragraph", "text", d.say.measure)
	if n := len(in.values("dossier", "profile")); n != 1 {
		t.Errorf("%d dossiers were begun, want 1: to look what is missing begins none", n)
	}
	in.has(t, "issue", "file_name", "dossier.pdf")
	contains(t, text(t, d.dossier), d.say.measure, d.say.event, d.say.man)
	command(t, "qpdf", "--check", d.dossier)
}

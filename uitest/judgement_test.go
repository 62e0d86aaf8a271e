//go:build uitest

package uitest

import (
	"testing"
)

// TestWindowJudgement says by keys alone whether two records are of one person: from
// the list of the whole file and while somebody is typed, with a reason and without,
// and takes that back. The records stay two, whatever is said.
func TestWindowJudgement(t *testing.T) {
	p := newPlace(t)
	file := p.file("cases.guvoh")
	p.run(t, "init", file, "--sample", "--author", "Office 2")
	p.invent(t, file, "asked")
	persons := len(p.read(t, file).values("person", "kind"))
	const reason = "One passport in two spellings."

	w := open(t, p, file)
	w.unlock("cases.guvoh")
	w.step("from the list, with a reason", func(t *testing.T) {
		w.press("ctrl+shift+2")
		w.rest()
		w.hit("r") // the key is no part of the reason
		w.rest()
		w.write(reason)
		w.press("Escape") // nobody has answered
		w.rest()
		w.hit("r")
		w.rest()
		w.write(reason)
		w.hit("Tab", "Tab", "Tab", "Tab") // cancel, unsure, not the same, the same
		w.press("Return")
		w.rest()
		w.close()
		d := p.read(t, file)
		d.has(t, "judgement", "judgement", "same")
		d.has(t, "judgement", "account", reason)
		if n := len(d.values("judgement", "judgement")); n != 1 {
			t.Errorf("%d answers", n)
		}
	})
	w = open(t, p, file)
	w.unlock("cases.guvoh")
	w.step("which a key does not replace unseen, and which is taken back where it stands", func(t *testing.T) {
		w.press("ctrl+shift+2")
		w.rest()
		w.hit("shift+Tab") // to what is decided
		w.press("Return")
		w.rest()
		w.hit("d") // asks, with the reason before their eyes
		w.rest()
		w.press("Escape")
		w.rest()
		w.close()
		p.read(t, file).has(t, "judgement", "account", reason)
	})
	w = open(t, p, file)
	w.unlock("cases.guvoh")
	w.step("and somebody who is typed is perhaps known", func(t *testing.T) {
		w.press("ctrl+shift+2")
		w.rest()
		w.hit("shift+Tab")
		w.press("Return")
		w.rest()
		w.hit("Tab", "Tab", "Tab") // to either record, and what takes the answer back
		w.press("Return")
		w.rest()
		w.press("ctrl+2")
		w.rest()
		w.hit("shift+Tab", "shift+Tab") // past the line of searching
		w.press("Return")
		w.write("Kadyrov Jasur")
		w.rest() // who is in the file already is named below
		w.press("Return")
		w.rest()
		w.keepPicture("typed")
		w.hit("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab") // more, leave it, unsure, not the same
		w.press("Return")
		w.rest()
		w.close()
	})
	d := p.read(t, file)
	d.has(t, "person_name", "text", "Kadyrov Jasur")
	d.has(t, "judgement", "judgement", "not_same")
	if said := d.values("judgement", "judgement"); len(said) != 1 {
		t.Errorf("%d answers stand: one was taken back", len(said))
	}
	if n := len(d.values("person", "kind")); n != persons+1 {
		t.Errorf("%d persons, %d and one were there", n, persons)
	}
}

//go:build uitest

package uitest

import (
	"testing"
)

// recordEvent records what happened, what was done, to whom and by whom, on one
// screen.
func (d *day) recordEvent() {
	d.t.Helper()
	d.to(d.say.events)
	d.add()
	d.write(d.say.event)
	d.quick("Tab", "Tab", "Tab") // kind, its note, date
	d.write("9.6.2014")
	d.quick("Tab", "Tab", "Tab", "Tab", "Tab") // place, persons, what happened, more fields, add act
	d.press("Return")
	d.choose(d.say.torture)
	d.choose(d.say.beating)
	d.quick("Tab")
	d.choose(d.say.man)
	d.quick("Tab")
	d.choose(d.say.officer) // who was marked in the account
	d.quick("Tab")
	d.press("Return") // add the act
	d.rest()
}

// add makes a record in the section where one is, from the sections on.
func (d *day) add() {
	d.t.Helper()
	d.quick("Tab", "Tab", "Return") // all cases, new
}

// recordDetention records since when he was held.
func (d *day) recordDetention() {
	d.t.Helper()
	d.to(d.say.detention)
	d.add()
	d.choose(d.say.man)
	d.quick("Tab", "Tab", "Tab", "Tab") // to the person, kind, its note, held from
	d.write(d.say.held)
}

// recordInjury sets a mark on the figure by keys, and says what it is.
func (d *day) recordInjury() {
	d.t.Helper()
	d.to(d.say.injuries)
	d.quick("Tab", "Tab", "Tab", "Tab", "Return") // all cases, new, link, the body map
	d.press("Up", "Up", "Return")
	d.rest()
	d.choose(d.say.bruise)
	d.quick("Tab", "Tab", "Tab", "Tab", "Tab", "Tab") // its note, part, its note, side, its note, size
	d.write(d.say.size)
}

// attach brings a paper into the case.
func (d *day) attach() {
	d.t.Helper()
	d.press("ctrl+i")
	d.latin(func() {
		d.press("ctrl+a")
		d.write(d.scan)
		d.press("Return")
	})
	d.rest()
}

// recordDeadline records what has to be done by tomorrow, sees it on the first
// screen, and says there that it is done.
func (d *day) recordDeadline() {
	d.t.Helper()
	d.to(d.say.deadlines)
	d.add()
	d.write(d.say.task)
	d.quick("Tab", "Tab", "Tab")
	d.write(tomorrow())
	d.press("ctrl+d")
	d.rest()
	d.press("alt+d")    // done
	d.press("alt+Left") // to the case
	d.rest()
}

func (d *day) believeRecords(t *testing.T, in data) {
	in.has(t, "case", "title", d.say.title)
	in.has(t, "participant", "role", "victim")
	in.has(t, "event", "title", d.say.event)
	in.has(t, "act", "type", "torture")
	who := map[any]any{}
	for _, r := range in.Records {
		if r.Kind == "person_name" {
			who[r.Fields["text"]] = r.Fields["person"]
		}
	}
	in.has(t, "act", "victim", who[d.say.man])
	in.has(t, "involvement", "who", who[d.say.officer])
	in.has(t, "detention", "person", who[d.say.man])
	if from, _ := in.values("detention", "from")[0].(map[string]any); from["earliest"] != "2014-06-12" {
		t.Error("detention.from: it was not understood")
	}
	in.has(t, "injury", "kind", "bruise")
	in.has(t, "injury", "size", d.say.size)
	in.has(t, "injury", "person", who[d.say.man])
	in.has(t, "evidence", "file_name", "0-ruling.pdf")
	in.has(t, "deadline", "title", d.say.task)
	in.has(t, "deadline", "status", "done")
	in.has(t, "complaint", "article", "echr_3")
	if n := len(in.values("bearing", "fact")); n != 1 {
		t.Errorf("%d facts bear on the article, want 1", n)
	}
}

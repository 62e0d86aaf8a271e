//go:build uitest

package uitest

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// introduce goes into the room and says who is in it.
func (d *day) introduce() {
	d.t.Helper()
	d.press("ctrl+shift+i")
	d.rest()
	d.choose(d.say.man) // he is in the case
	d.quick("Tab", "Tab")
	d.choose(d.say.spoken)
	d.quick("Tab", "Tab", "Tab") // the note of the languages, the interpreter, who asks
	d.choose(d.say.asker)
	d.quick("Tab", "Tab", "Tab", "Tab", "Tab", "Tab") // others, place, how, its note, beginning, asked before
	d.press("space")
	d.press("ctrl+Return") // on to consent
	d.rest()
}

// The purposes are asked one after the other; a few are not given.
const purposes = 18

var refused = map[int]string{1: "2", 3: "3"} // sound: no; pictures: ask again

// askConsent reads aloud what is to be read, and keeps each answer as it is given.
func (d *day) askConsent() {
	d.t.Helper()
	for range 4 {
		d.press("Return") // what stands before the questions; the interpreter's line is not among it
	}
	d.press("Return")
	for n := range purposes {
		answer := "1"
		if other := refused[n]; other != "" {
			answer = other
		}
		d.press(answer)
		if n == 0 { // after a yes it is asked what must not be told
			d.press("shift+Tab", "shift+Tab", "shift+Tab")
			d.write(d.say.withheld)
			d.press("ctrl+Return")
			continue
		}
		d.press("Return")
	}
	d.press("alt+3") // past what stands behind the questions, to the account
	d.rest()
}

// listen takes down a question and an answer, is cut short in the middle of a
// word by a kill, and goes on at that word.
func (d *day) listen() {
	d.t.Helper()
	d.write(d.say.question)
	d.quick("Return", "Return")
	d.write(d.say.answer)
	d.write(d.say.cut)
	<-time.After(lost) // by then the program promises to have it
	d.kill()
	again := open(d.t, d.place, d.file)
	d.window = again
	d.unlockFile()
	d.press("ctrl+shift+i") // the interview that was going on
	d.rest()
	d.write(d.say.rest)
}

// mark says what words stand for, without leaving the text; then the list is
// looked at, a time is set and a break is taken.
func (d *day) mark() {
	d.t.Helper()
	d.pick(d.say.officer)
	d.press("ctrl+m")
	d.choose(d.say.asPerson)
	d.pick(d.say.place)
	d.press("ctrl+m")
	d.choose(d.say.asPlace)
	d.pick(d.say.deed)
	d.press("ctrl+m")
	d.choose(d.say.asAct)
	d.choose(d.say.torture)
	d.rest()
	d.press("ctrl+j")
	d.press("space") // asked, and not known
	d.press("ctrl+j")
	d.press("ctrl+t")
	d.write(d.say.at)
	d.press("Return")
	d.press("ctrl+b")
	d.press("ctrl+b")
}

// pick selects words of the answer by keys: from its beginning, letter by letter.
func (d *day) pick(words string) {
	d.t.Helper()
	at := len([]rune(d.say.answer[:strings.Index(d.say.answer, words)]))
	keys := append([]string{"ctrl+Home"}, slices.Repeat([]string{"Right"}, at)...)
	d.hit(keys...)
	d.hit(slices.Repeat([]string{"shift+Right"}, len([]rune(words)))...)
}

// partFrom reads the account back, asks whether it stands, and ends the interview.
func (d *day) partFrom() {
	d.t.Helper()
	d.press("ctrl+Next")
	d.rest()
	d.press("Return") // the question stands as it is
	d.press("shift+Tab", "shift+Tab", "shift+Tab")
	d.write(d.say.correction)
	d.press("ctrl+Return") // that was the last passage
	d.press("Return")      // all was read back
	d.rest()
	d.quick("Tab", "Tab", "Down")
	d.press("Return") // confirmed: yes
	d.quick("Tab", "Tab")
	d.write(d.say.confirmed)
	d.press("Tab")
	d.write(d.say.tired)
	d.press("Tab", "Return") // a referral
	d.rest()
	d.quick("Tab", "Tab")
	d.write(d.say.referred)
	d.quick("Tab", "Tab", "Tab", "Tab", "Tab", "Tab") // what help, its note, date, outcome, end, the button
	d.press("Return")
	d.rest()
}

func (d *day) believeInterview(t *testing.T, in data) {
	in.has(t, "block", "original", d.say.question)
	in.has(t, "block", "original", d.say.answer+d.say.cut+d.say.rest)
	in.has(t, "block", "original", d.say.correction)
	in.has(t, "block", "at", d.say.at)
	in.has(t, "consent", "withhold", d.say.withheld)
	count := map[any]int{}
	for _, decision := range in.values("consent", "decision") {
		count[decision]++
	}
	if count["yes"] != purposes-2 || count["no"] != 1 || count["ask_again"] != 1 {
		t.Errorf("%v answers about purposes", count)
	}
	for _, words := range []string{d.say.officer, d.say.place, d.say.deed} {
		in.has(t, "citation", "quote", words)
	}
	in.has(t, "person_name", "text", d.say.officer)
	in.has(t, "place", "name", d.say.place)
	in.has(t, "interview", "read_back", "yes")
	in.has(t, "interview", "acknowledged", "yes")
	in.has(t, "interview", "acknowledgement", d.say.confirmed)
	in.has(t, "interview", "wellbeing", d.say.tired)
	in.has(t, "referral", "to_words", d.say.referred)
	for _, kind := range []string{"interview_break", "interview"} {
		if n := len(in.values(kind, "cases")); n != 1 {
			t.Errorf("%d records of the kind %s, want 1", n, kind)
		}
	}
	if in.values("interview", "end")[0] == nil {
		t.Error("the interview has no end")
	}
}

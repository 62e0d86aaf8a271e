package interviewing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/ongoing"
	"guvoh/app/screen/interviewing"
	"guvoh/app/ui"
	"guvoh/model"
)

func TestBeginning(t *testing.T) {
	t.Run("an interview begins now, in the case", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.interview = model.ID{}
		s.interview = interviewing.Interview(s.open(""))
		r := s.Get(s.interview)
		if d := r.Date("start"); d.Earliest != "2026-11-28" || d.From != "14:30" || d.Precision != model.PrecisionTime || d.Validate() != nil {
			t.Errorf("it began %s %s", d.Earliest, d.From)
		}
		if !slices.Contains(r.Refs("cases"), s.inCase) || interviewing.Step(s.room) != "before" {
			t.Error("it is of no case, or not at its beginning")
		}
	})
	t.Run("one that has words goes on with the account", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.New1("block", map[string]model.Value{"interview": model.RefValue(s.interview), "original": model.TextValue("Да.")})
		if got := interviewing.Step(s.open("")); got != "account" {
			t.Errorf("it goes on with %s", got)
		}
	})
	t.Run("that nobody asked before is kept apart from that nobody thought of asking", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("before")
		w := s.Desk.Words
		for _, c := range desktest.Find[*ui.Check](s.Bench) {
			if c.Label() == w.T("room.nobody_before") {
				c.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
			}
		}
		notes := s.linked("note", "about", s.interview)
		if len(notes) != 1 || notes[0].Text("title") != w.T("room.earlier.ask") {
			t.Fatalf("there are %d notes", len(notes))
		}
		s.Desk.Undo()
		if len(s.linked("note", "about", s.interview)) != 0 {
			t.Error("undo does not take it back")
		}
	})
	t.Run("who is interviewed takes part in the case", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		p := s.New1("person", nil)
		s.Set(s.DB, s.interview, "interviewee", model.RefValue(p.ID))
		s.open("before")
		interviewing.GoTo(s.room, "consent")
		if len(s.linked("participant", "person", p.ID)) != 1 {
			t.Error("they do not")
		}
	})
	t.Run("one that was deleted shows nothing and breaks nothing", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.Desk.Delete(s.Get(s.interview))
		s.open("account")
		s.do("room.mark")
		s.do("room.break")
		s.do("room.next")
		s.Clock.Pass()
		if !desktest.Says(s.Bench, s.Desk.Words.T("room.gone")) {
			t.Error("it does not say so")
		}
	})
}

func TestConsent(t *testing.T) {
	t.Run("is read in the language of the interviewee, the interpreter's line only with one", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("consent")
		if !desktest.Says(s.Bench, "Biz odamlar") && !desktest.Says(s.Bench, "odamlar") {
			t.Error("it is not read in Uzbek")
		}
		if !slices.Contains(interviewing.Lines(s.room), "before.interpreter") {
			t.Error("what the interpreter does is not said")
		}
		s.Set(s.DB, s.interview, "interpreter", "")
		s.open("consent")
		if slices.Contains(interviewing.Lines(s.room), "before.interpreter") {
			t.Error("it is said without one")
		}
	})
	t.Run("asks every purpose but the nameless one, one after the other, by Enter alone", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("consent")
		lines := interviewing.Lines(s.room)
		for _, want := range lines {
			if got := interviewing.Line(s.room); got != want {
				t.Fatalf("%s is read and not %s", got, want)
			}
			s.do("room.next")
		}
		if interviewing.Step(s.room) != "account" {
			t.Error("after the last line it does not go on to the account")
		}
		for _, w := range s.DB.Schema().Vocabulary("consent_purpose").Words {
			if slices.Contains(lines, "purpose."+w.ID) == (w.ID == "other") {
				t.Errorf("%s", w.ID)
			}
		}
	})
	t.Run("an answer is kept at once, with how, when and through whom", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("consent")
		interviewing.GoToLine(s.room, "purpose.court")
		s.Press(fyne.Key1)
		s.Reopen() // nothing waits for a commit
		cs := s.linked("consent", "person", s.man)
		if len(cs) != 1 {
			t.Fatalf("there are %d", len(cs))
		}
		c := cs[0]
		if c.Text("purpose") != "court" || c.Text("decision") != "yes" || c.Text("how") != "oral" || c.Ref("interview") != s.interview ||
			c.Ref("interpreter") != s.between || c.Date("given").From != "14:30" || !slices.Contains(c.Refs("cases"), s.inCase) {
			t.Error("something of it is missing")
		}
	})
	t.Run("another answer changes the one of this interview, and those of others stay", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		old := s.New1("consent", map[string]model.Value{"person": model.RefValue(s.man), "purpose": model.TextValue("media"), "decision": model.TextValue("yes")})
		s.open("consent")
		interviewing.GoToLine(s.room, "purpose.media")
		if !desktest.Says(s.Bench, s.Desk.Words.Word("consent_decision", "yes")) {
			t.Error("what was said before is not shown")
		}
		s.Press(fyne.Key1)
		s.Press(fyne.Key2)
		cs := s.linked("consent", "person", s.man)
		if len(cs) != 2 || s.Get(old.ID).Text("decision") != "yes" {
			t.Fatalf("there are %d", len(cs))
		}
		for _, c := range cs {
			if c.ID != old.ID && c.Text("decision") != "no" {
				t.Error("the second answer does not count")
			}
		}
		s.Desk.Undo()
		s.Desk.Undo()
		if len(s.linked("consent", "person", s.man)) != 1 {
			t.Error("undo does not take the answers back")
		}
	})
	t.Run("after a yes the details are asked and go into it", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("consent")
		interviewing.GoToLine(s.room, "purpose.name")
		s.Press(fyne.Key1)
		desktest.Under(s.Bench, s.Desk.Words.Field("consent", "recipients")).SetText("only the court")
		s.do("room.next")
		if c := s.linked("consent", "person", s.man)[0]; c.Text("recipients") != "only the court" {
			t.Error("they do not")
		}
		if interviewing.Line(s.room) == "purpose.name" {
			t.Error("it does not go on")
		}
	})
	t.Run("nothing is begun to be written down after a no to keeping the account", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("consent")
		interviewing.GoToLine(s.room, "purpose.record")
		s.Press(fyne.Key2)
		if !desktest.Says(s.Bench, s.Desk.Words.T("room.no_record")) {
			t.Error("it does not say what that means")
		}
		interviewing.GoTo(s.room, "account")
		if len(s.blocks()) != 0 {
			t.Error("a passage was begun")
		}
	})
	t.Run("without an interviewee nobody can answer", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.Set(s.DB, s.interview, "interviewee", "")
		s.open("consent")
		interviewing.GoToLine(s.room, "purpose.court")
		s.Press(fyne.Key1)
		if len(s.Records("consent")) != 0 {
			t.Error("somebody did")
		}
	})
}

func TestAccount(t *testing.T) {
	t.Run("goes question, answer, question by Enter in an empty line", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.tell("When did they come?", "Early, before dawn.", "Who?")
		s.do("room.next")
		bs := s.blocks()
		if len(bs) != 4 {
			t.Fatalf("there are %d passages", len(bs))
		}
		for i, want := range []struct{ kind, words string }{{"question", "When did they come?"}, {"answer", "Early, before dawn."}, {"question", "Who?"}, {"answer", ""}} {
			if bs[i].Text("kind") != want.kind || bs[i].Text("original") != want.words {
				t.Errorf("passage %d is a %s of %d letters", i, bs[i].Text("kind"), len(bs[i].Text("original")))
			}
		}
		if bs[1].Ref("speaker") != s.man || bs[0].Ref("speaker") != s.interviewer {
			t.Error("somebody else speaks")
		}
	})
	t.Run("a passage within a text is no end of it", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.Type("one")
		s.Press(fyne.KeyReturn)
		s.Type("two")
		if len(s.blocks()) != 1 || s.caret().Text() != "one\ntwo" {
			t.Error("it ended")
		}
	})
	t.Run("Enter in an empty passage turns it, and leaves none behind", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.Press(fyne.KeyReturn)
		if bs := s.blocks(); len(bs) != 1 || bs[0].Text("kind") != "answer" {
			t.Errorf("there are %d", len(bs))
		}
		s.Type("He said")
		if s.caret().Text() != "He said" {
			t.Error("the keyboard is elsewhere")
		}
	})
	t.Run("a passage bears the time of its first key, and keeps it", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.at = s.at.Add(2 * time.Minute)
		s.Type("W")
		s.at = s.at.Add(5 * time.Minute)
		s.Type("hen?")
		s.Press(fyne.KeyReturn, fyne.KeyReturn)
		bs := s.blocks()
		if bs[0].Text("at") != "14:32" || bs[1].Text("at") != "" {
			t.Errorf("%q and %q", bs[0].Text("at"), bs[1].Text("at"))
		}
		if got := interviewing.List(s.room).Block(bs[0].ID.String()).Time; got != "14:32" {
			t.Errorf("%q is shown", got)
		}
	})
	t.Run("the time can be put right", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.Type("When?")
		s.do("room.time")
		s.Focused().(*ui.Entry).SetText("00:12:40")
		s.Press(fyne.KeyReturn)
		if got := s.blocks()[0].Text("at"); got != "00:12:40" {
			t.Errorf("it is %q", got)
		}
	})
	t.Run("to look only, nothing is begun", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.ReadOnly()
		s.open("account")
		s.do("room.next")
		if len(s.blocks()) != 0 {
			t.Error("something was")
		}
	})
}

func TestBreaks(t *testing.T) {
	s := newStory(t, desktest.Look{})
	s.open("account")
	if got := interviewing.Elapsed(s.room); got != s.Desk.Words.N("room.elapsed_minutes", 0) {
		t.Errorf("it says %q", got)
	}
	s.at = s.at.Add(46 * time.Minute)
	s.Clock.Pass()
	if got := interviewing.Quiet(s.room); got != s.Desk.Words.N("room.break_due", 46) {
		t.Errorf("after 46 minutes it says %q", got)
	}
	s.do("room.break")
	if got := interviewing.Quiet(s.room); !strings.Contains(got, "15:16") {
		t.Errorf("in the break it says %q", got)
	}
	s.at = s.at.Add(10 * time.Minute)
	s.do("room.break")
	rows := s.linked("interview_break", "interview", s.interview)
	if len(rows) != 1 || rows[0].Date("from").From != "15:16" || rows[0].Date("to").From != "15:26" {
		t.Fatalf("%d breaks", len(rows))
	}
	s.at = s.at.Add(10 * time.Minute)
	s.Clock.Pass()
	if got := interviewing.Quiet(s.room); got != "" {
		t.Errorf("ten minutes after it, it says %q", got)
	}
	if got := interviewing.Elapsed(s.room); got != s.Desk.Words.T("room.elapsed", map[string]any{"Hours": 1, "Minutes": 6}) {
		t.Errorf("it says %q", got)
	}
}

func TestReadingBack(t *testing.T) {
	told := func(t *testing.T) *story {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.tell("When?", "In May.")
		interviewing.GoTo(s.room, "read_back")
		return s
	}
	t.Run("goes passage by passage, and says at the end that all was read", func(t *testing.T) {
		s := told(t)
		s.do("room.next")
		if at, of, _ := interviewing.Reading(s.room); at != 1 || of != 2 {
			t.Fatalf("%d of %d", at, of)
		}
		s.do("room.next")
		s.do("room.next")
		if s.Get(s.interview).Text("read_back") != "yes" || interviewing.Step(s.room) != "closing" {
			t.Error("it is not kept")
		}
	})
	t.Run("a correction stands behind the passage, and the words stay", func(t *testing.T) {
		s := told(t)
		s.do("room.next")
		_, _, line := interviewing.Reading(s.room)
		ui.Focus(line)
		s.Type("No, in June.")
		s.Clock.Pass()
		s.Reopen() // typed, and not yet left
		bs := s.blocks()
		if len(bs) != 3 || bs[2].Text("kind") != "correction" || bs[2].Text("original") != "No, in June." || bs[1].Text("original") != "In May." {
			t.Fatalf("there are %d passages", len(bs))
		}
		if bs[2].Ref("speaker") != s.man {
			t.Error("somebody else said it")
		}
	})
	t.Run("one without words leaves nothing", func(t *testing.T) {
		s := told(t)
		_, _, line := interviewing.Reading(s.room)
		ui.Focus(line)
		s.Type("x")
		s.Press(fyne.KeyBackspace)
		s.do("room.next")
		if len(s.blocks()) != 2 {
			t.Errorf("there are %d passages", len(s.blocks()))
		}
	})
	t.Run("words that are changed stay in the history", func(t *testing.T) {
		s := told(t)
		s.do("room.next")
		e := interviewing.ChangeWords(s.room)
		ui.Focus(e)
		e.ToEnd()
		s.Type(" I am sure.")
		s.do("room.next")
		b := s.blocks()[1]
		if b.Text("original") != "In May. I am sure." {
			t.Fatalf("%d letters", len(b.Text("original")))
		}
		s.Desk.Undo()
		if s.Get(b.ID).Text("original") != "In May." {
			t.Error("the words before are gone")
		}
	})
	t.Run("without an account it says so", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("read_back")
		if !desktest.Says(s.Bench, s.Desk.Words.T("room.read_nothing")) {
			t.Error("it does not")
		}
	})
}

func TestTheEnd(t *testing.T) {
	s := newStory(t, desktest.Look{})
	s.open("closing")
	if _, on, _ := ongoing.Of(s.DB); !on {
		t.Fatal("it does not go on")
	}
	s.at = s.at.Add(90 * time.Minute)
	s.do("room.next") // going on once too often ends nothing
	if s.Get(s.interview).Get("end") != "" {
		t.Fatal("it ended")
	}
	desktest.Button(s.Bench, s.Desk.Words.T("room.end")).OnTapped()
	if got := s.Get(s.interview).Date("end"); got.From != "16:00" {
		t.Errorf("it ended at %q", got.From)
	}
	s.room.Leave()
	if _, on, _ := ongoing.Of(s.DB); on {
		t.Error("it still goes on")
	}
	if to := s.Went1(); to.Screen != desk.ScreenCase || to.Record != s.interview {
		t.Errorf("it leads to %s", to.Screen)
	}
}

func TestComingBack(t *testing.T) {
	back := func(t *testing.T, s *story, want string, at int) {
		t.Helper()
		s.open("")
		if interviewing.Step(s.room) != "account" {
			t.Fatalf("it comes back to %s", interviewing.Step(s.room))
		}
		if e := s.caret(); e.Text() != want || e.Caret() != at {
			t.Errorf("the caret is behind %d letters of %d", e.Caret(), len([]rune(e.Text())))
		}
	}
	t.Run("after a crash, to the word", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.tell("Qachon?", "Тонг отмасдан олдин келишди.")
		s.Press(fyne.KeyHome)
		s.Press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
		s.Type("!")
		s.Clock.Pass()
		s.Type("lost, as it was typed less than a second before")
		s.Reopen()
		back(t, s, "Тонг! отмасдан олдин келишди.", 5)
	})
	t.Run("after a lock, although nothing has the keyboard any more", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.tell("When?", "Before dawn.")
		s.Press(fyne.KeyLeft, fyne.KeyLeft)
		s.Window().Canvas().Unfocus() // as the window does before it closes the file
		s.room.Leave()
		s.Desk.Saver.Commit()
		s.Reopen()
		back(t, s, "Before dawn.", 10)
	})
	t.Run("to the purpose that was being asked, in the language that was chosen", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("consent")
		interviewing.GoToLine(s.room, "purpose.media")
		s.Reopen()
		s.open("")
		if got := interviewing.Line(s.room); got != "purpose.media" {
			t.Errorf("it reads %s", got)
		}
	})
	t.Run("to the passage that was being read back", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.tell("When?", "In May.", "Who?")
		interviewing.GoTo(s.room, "read_back")
		if at, _, _ := interviewing.Reading(s.room); at != 0 {
			t.Errorf("reading begins with passage %d", at+1)
		}
		s.do("room.next")
		s.Reopen()
		s.open("")
		if at, of, _ := interviewing.Reading(s.room); at != 1 || of != 3 {
			t.Errorf("it is at %d of %d", at+1, of)
		}
	})
	t.Run("to another interview it does not lead", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("consent")
		other := s.New1("interview", map[string]model.Value{"cases": model.RefsValue(s.inCase)})
		s.interview = other.ID
		if got := interviewing.Step(s.open("")); got != "before" {
			t.Errorf("it is at %s", got)
		}
	})
}

func TestParts(t *testing.T) {
	s := newStory(t, desktest.Look{})
	s.open("before")
	for _, want := range []string{"consent", "account", "read_back", "closing", "closing"} {
		s.do("room.step_after")
		if got := interviewing.Step(s.room); got != want {
			t.Fatalf("%s follows and not %s", got, want)
		}
		if s.Focused() == nil {
			t.Errorf("in %s nothing has the keyboard", want)
		}
	}
	s.do("room.step_before")
	s.do("room.step.account")
	if got := interviewing.Step(s.room); got != "account" {
		t.Errorf("it is %s", got)
	}
	if !s.room.Absorbs() {
		t.Error("something else is to be seen")
	}
}

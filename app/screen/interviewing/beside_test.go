package interviewing_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interviewing"
	"guvoh/app/ui"
	"guvoh/app/ui/editor"
	"guvoh/model"
)

func TestTheChecklist(t *testing.T) {
	t.Run("ticks itself as facts are recorded", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		if box, _ := interviewing.Item(s.room, "arrest_when"); box.Checked() {
			t.Fatal("it is ticked from the beginning")
		}
		d, _ := model.ParseDate("3 May 2014")
		s.Desk.Add("event", map[string]model.Value{
			"cases": model.RefsValue(s.inCase), "title": model.TextValue("Arrest"),
			"kind": model.TextValue("arrest"), "date": model.DateValue(d), "persons": model.RefsValue(s.man),
		})
		s.Clock.Pass()
		if box, note := interviewing.Item(s.room, "arrest_when"); !box.Checked() || !box.Disabled() || note != "" {
			t.Error("it is not ticked, or can be unticked")
		}
		if box, _ := interviewing.Item(s.room, "arrest_where"); box.Checked() {
			t.Error("another is ticked, too")
		}
	})
	t.Run("what was asked and is not known is ticked by hand, as a note that undo takes back", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		box, _ := interviewing.Item(s.room, "doctor_present")
		box.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		notes := s.linked("note", "about", s.interview)
		if _, note := interviewing.Item(s.room, "doctor_present"); len(notes) != 1 || note != s.Desk.Words.T("room.asked_not_known") {
			t.Fatalf("%d notes; it says %q", len(notes), note)
		}
		if notes[0].Text("title") != box.Label() {
			t.Error("the note does not say what was asked")
		}
		s.Desk.Undo()
		if box.Checked() {
			t.Error("it stays ticked")
		}
		box.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace}) // a note that was deleted comes back
		if len(s.linked("note", "about", s.interview)) != 1 || !box.Checked() {
			t.Error("it cannot be ticked again")
		}
		box.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		if len(s.linked("note", "about", s.interview)) != 0 || box.Checked() {
			t.Error("it cannot be unticked")
		}
	})
	t.Run("is the one that the acts call for, until somebody chooses", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		e := s.New1("event", map[string]model.Value{"cases": model.RefsValue(s.inCase), "title": model.TextValue("x")})
		s.New1("act", map[string]model.Value{"event": model.RefValue(e.ID), "type": model.TextValue("enforced_disappearance")})
		s.open("account")
		if got := interviewing.Checklist(s.room); got != "enforced_disappearance" {
			t.Errorf("it is %s", got)
		}
	})
	t.Run("is reached by a key, and left by Escape for the word one was at", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.tell("Where were you taken?")
		s.do("room.beside")
		if _, ok := s.Focused().(*ui.Check); !ok {
			t.Fatalf("%T has the keyboard", s.Focused())
		}
		s.Press(fyne.KeyEscape)
		if s.caret().Text() != "Where were you taken?" {
			t.Error("the text has not the keyboard")
		}
	})
}

func TestMarking(t *testing.T) {
	words := "They took me to the basement of the building on Lenin street."
	select1 := func(s *story, part string) {
		i := strings.Index(words, part)
		s.caret().Select(editor.Range{From: len([]rune(words[:i])), To: len([]rune(words[:i])) + len([]rune(part))})
	}
	opened := func(t *testing.T) *story {
		s := newStory(t, desktest.Look{})
		s.open("account")
		s.tell("Where?", words)
		return s
	}
	choose := func(s *story, typed string) {
		s.Type(typed)
		s.Press(fyne.KeyReturn)
	}
	t.Run("selected words become a place and its proof, in one action that undo takes back", func(t *testing.T) {
		s := opened(t)
		select1(s, "the basement of the building")
		s.do("room.mark")
		before := s.actions()
		choose(s, s.Desk.Words.T("room.mark_as.place"))
		if n := s.actions(); n != before+1 {
			t.Errorf("it took %d actions", n-before)
		}
		block := s.blocks()[1]
		cs := s.linked("citation", "block", block.ID)
		if len(cs) != 1 || cs[0].Text("quote") != "the basement of the building" {
			t.Fatalf("%d citations", len(cs))
		}
		if p := s.Get(cs[0].Ref("subject")); p.Kind != "place" || p.Text("name") != "the basement of the building" || p.Text("words") == "" {
			t.Errorf("it is a %s", p.Kind)
		}
		if src := s.Get(cs[0].Ref("source")); src.Ref("interview") != s.interview || src.Ref("who") != s.man {
			t.Error("the source is not this interview")
		}
		if got := interviewing.List(s.room).Underlined(block.ID.String(), ui.Original); len(got) != 1 || got[0] != "the basement of the building" {
			t.Errorf("%d places are underlined", len(got))
		}
		if s.caret().Text() != words {
			t.Error("the keyboard left the text")
		}
		s.Clock.Pass()
		if box, _ := interviewing.Item(s.room, "witnesses"); box.Checked() {
			t.Error("that this person is a source counts as another witness")
		}
		s.Desk.Undo()
		if len(s.linked("citation", "block", block.ID)) != 0 || len(s.Records("place")) != 0 {
			t.Error("undo leaves something behind")
		}
		if got := interviewing.List(s.room).Underlined(block.ID.String(), ui.Original); len(got) != 0 {
			t.Error("the line stays")
		}
	})
	t.Run("what is typed next stands behind them and not in their place", func(t *testing.T) {
		s := opened(t)
		select1(s, "the basement of the building")
		s.do("room.mark")
		choose(s, s.Desk.Words.T("room.mark_as.place"))
		s.Type(", yes")
		if got := s.caret().Text(); !strings.Contains(got, "the basement of the building, yes") {
			t.Error("the words that were marked are gone")
		}
	})
	t.Run("they prove what is recorded already", func(t *testing.T) {
		s := opened(t)
		e := s.New1("event", map[string]model.Value{"cases": model.RefsValue(s.inCase), "title": model.TextValue("Transfer")})
		select1(s, "They took me")
		s.do("room.mark")
		choose(s, "Transfer")
		cs := s.linked("citation", "block", s.blocks()[1].ID)
		if len(cs) != 1 || cs[0].Ref("subject") != e.ID || len(s.Records("event")) != 1 {
			t.Errorf("%d citations, %d events", len(cs), len(s.Records("event")))
		}
	})
	t.Run("an act is asked what it was and in which event, and is done to the victim", func(t *testing.T) {
		s := opened(t)
		select1(s, "They took me")
		s.do("room.mark")
		choose(s, s.Desk.Words.T("room.mark_as.act"))
		choose(s, s.Desk.Words.Word("act_type", "abduction"))
		acts := s.Records("act")
		if len(acts) != 1 || acts[0].Text("type") != "abduction" || acts[0].Ref("victim") != s.man {
			t.Fatalf("%d acts", len(acts))
		}
		if e := s.Get(acts[0].Ref("event")); !slices.Contains(e.Refs("cases"), s.inCase) {
			t.Error("its event is of no case")
		}
		select1(s, "the basement")
		s.do("room.mark")
		choose(s, s.Desk.Words.T("room.mark_as.act"))
		choose(s, s.Desk.Words.Word("act_type", "secret_detention"))
		s.Press(fyne.KeyReturn) // the event that is there is offered first
		if acts = s.Records("act"); len(acts) != 2 || acts[0].Ref("event") != acts[1].Ref("event") || len(s.Records("source")) != 1 {
			t.Errorf("%d acts, %d sources", len(acts), len(s.Records("source")))
		}
	})
	t.Run("a person belongs to the case", func(t *testing.T) {
		s := opened(t)
		select1(s, "They")
		s.do("room.mark")
		choose(s, s.Desk.Words.T("room.mark_as.person"))
		cs := s.linked("citation", "block", s.blocks()[1].ID)
		if len(cs) != 1 || len(s.linked("participant", "person", cs[0].Ref("subject"))) != 1 {
			t.Error("they do not")
		}
	})
	t.Run("without a selection it says how to make one, and Escape makes nothing", func(t *testing.T) {
		s := opened(t)
		s.do("room.mark")
		if s.Last() != s.Desk.Words.T("room.select_first") {
			t.Errorf("it says %q", s.Last())
		}
		select1(s, "They")
		s.do("room.mark")
		before := s.actions()
		s.Press(fyne.KeyEscape)
		if s.actions() != before || s.caret().Selected() != "They" {
			t.Error("something was made, or the selection is gone")
		}
	})
}

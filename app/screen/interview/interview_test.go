package interview_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interview"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/modeltest"
)

// open shows the interview of a story with the keyboard in its last block.
func open(s *story) *interview.Pane {
	p := s.Open(interview.New, s.inCase, s.interview).(*interview.Pane)
	p.Focus()
	return p
}

func (s *story) kept() []model.Record {
	s.TB.Helper()
	rs, err := s.DB.Rows(context.Background(), "block", s.interview)
	if err != nil {
		s.TB.Fatal(err)
	}
	return rs
}

// actions gives how many actions the file knows.
func (s *story) actions() int {
	s.TB.Helper()
	as, err := s.DB.Actions(context.Background(), 1000)
	if err != nil {
		s.TB.Fatal(err)
	}
	return len(as)
}

func (s *story) ctrl(key fyne.KeyName) {
	s.TB.Helper()
	s.Shortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault})
}

func (s *story) alt(key fyne.KeyName) {
	s.TB.Helper()
	s.Shortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
}

func (s *story) caret() *ui.Editor {
	s.TB.Helper()
	e, ok := s.Window().Canvas().Focused().(*ui.Editor)
	if !ok {
		s.TB.Fatalf("%T has the keyboard", s.Window().Canvas().Focused())
	}
	return e
}

func shown(p *interview.Pane) (texts []string) {
	for _, b := range interview.List(p).Blocks() {
		texts = append(texts, b.Original)
	}
	return texts
}

func TestWordsAreKept(t *testing.T) {
	t.Run("a second after they were typed they survive a crash", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(3)
		p := open(s)
		s.caret().ToEnd()
		s.Type(" И ещё раз.")
		if interview.State(p) != s.Desk.Words.T("state.saving") {
			t.Errorf("the state is %q", interview.State(p))
		}
		s.Clock.Pass()
		s.Type(" lost")
		s.Reopen()
		if got := s.kept()[2].Text("original"); !strings.HasSuffix(got, " И ещё раз.") {
			t.Errorf("%d letters were kept", len(got))
		}
	})
	t.Run("they become one line of history when the keyboard leaves the block", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(4)
		open(s)
		before := s.actions()
		s.Type("abc")
		s.Press(fyne.KeyTab)
		s.Type("def")
		if s.actions() != before {
			t.Error("typing in one block made actions")
		}
		s.Press(fyne.KeyUp)
		if s.actions() != before+1 {
			t.Errorf("%d actions, want %d", s.actions(), before+1)
		}
		if b := s.kept()[3]; !strings.HasPrefix(b.Text("original"), "abc") || !strings.HasPrefix(b.Text("translation"), "def") {
			t.Error("one of the two texts was not kept")
		}
	})
	t.Run("they become history after a pause, and the caret stays", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(2)
		p := open(s)
		before := s.actions()
		s.Type("abc")
		s.Clock.Pass()
		if s.actions() != before+1 || s.caret().Caret() != 3 {
			t.Errorf("%d actions, want %d; the caret is at %d", s.actions(), before+1, s.caret().Caret())
		}
		if interview.State(p) != s.Desk.Words.T("state.saved") {
			t.Errorf("the state is %q", interview.State(p))
		}
	})
	t.Run("they are committed when the pane is left", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(2)
		p := open(s)
		s.Type("abc")
		p.Leave()
		if s.Desk.Saver.Dirty() || !strings.HasPrefix(s.kept()[1].Text("original"), "abc") {
			t.Error("they are not")
		}
	})
}

func TestBlocks(t *testing.T) {
	t.Run("a new answer is the interviewee's and a new question the first interviewer's", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.blocks(1, func(_ int, r *model.Record) { r.Set("kind", model.TextValue("note")) })
		p := open(s)
		s.ctrl(fyne.KeyReturn)
		s.ctrl(fyne.KeyReturn)
		bs := s.kept()
		if len(bs) != 3 || bs[1].Text("kind") != "question" || bs[2].Text("kind") != "answer" {
			t.Fatalf("there are %d blocks", len(bs))
		}
		if bs[1].Ref("speaker") != s.interviewer || bs[2].Ref("speaker") != s.interviewee {
			t.Error("somebody else speaks")
		}
		if b := interview.List(p).Blocks()[2]; b.Speaker != s.Desk.TitleOf(s.interviewee) {
			t.Error("the name is not shown")
		}
		s.Type("Да.")
		s.Press(fyne.KeyUp)
		if s.kept()[2].Text("original") != "Да." {
			t.Error("the new block does not take words")
		}
	})
	t.Run("undo brings a deleted block back whole, to its place", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(5)
		p := open(s)
		s.Press(fyne.KeyUp, fyne.KeyUp)
		s.Type("only just typed ")
		want := shown(p)
		s.ctrl(fyne.KeyDelete)
		if len(shown(p)) != 4 || len(s.kept()) != 4 {
			t.Fatalf("%d shown, %d kept", len(shown(p)), len(s.kept()))
		}
		s.Offer()
		if got := shown(p); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%d blocks came back otherwise", len(got))
		}
	})
	t.Run("a move is one action and undo takes it back", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(4)
		p := open(s)
		want, before := shown(p), s.actions()
		s.alt(fyne.KeyUp)
		s.alt(fyne.KeyUp)
		if s.actions() != before+2 || s.kept()[1].Text("original") != want[3] {
			t.Fatalf("%d actions, want %d", s.actions(), before+2)
		}
		s.Desk.Undo()
		s.Desk.Undo()
		if got := shown(p); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("they stand as %q", got)
		}
	})
	t.Run("a long text pasted is one action, and one undo", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(2)
		p := open(s)
		want, before := shown(p), s.actions()
		text := strings.Repeat(strings.Repeat("слово ", 100)+"\n\n", 40)
		fyne.CurrentApp().Clipboard().SetContent(text)
		s.Shortcut(&fyne.ShortcutPaste{})
		bs := s.kept()
		if len(bs) != 41 || s.actions() != before+1 {
			t.Fatalf("%d blocks, %d actions, want %d", len(bs), s.actions(), before+1)
		}
		for _, b := range bs[1:] {
			if b.Text("kind") != "answer" || b.Ref("speaker") != s.interviewee || b.Text("original") == "" {
				t.Fatal("a block lost its kind, its speaker or its words")
			}
		}
		s.Desk.Undo()
		if got := shown(p); strings.Join(got, "|") != strings.Join(want, "|") || len(s.kept()) != 2 {
			t.Errorf("%d blocks stand after undo", len(got))
		}
	})
	t.Run("a change of kind changes the usual speaker with it", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(1)
		p := open(s)
		id := interview.List(p).Blocks()[0].ID
		interview.List(p).OnKind(id, "answer")
		if b := s.kept()[0]; b.Text("kind") != "answer" || b.Ref("speaker") != s.interviewee {
			t.Error("it does not")
		}
	})
	t.Run("every word of the vocabulary can be chosen", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(1)
		p := open(s)
		for _, w := range s.DB.Schema().Vocabulary("block_kind").Words {
			interview.List(p).OnKind(interview.List(p).Blocks()[0].ID, w.ID)
			if s.kept()[0].Text("kind") != w.ID {
				t.Errorf("%s was not kept", w.ID)
			}
		}
	})
	t.Run("what another part of the window writes is shown without moving the caret", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(4)
		p := open(s)
		s.caret().SetCaret(2)
		s.Desk.Set(s.kept()[0].ID, "original", model.TextValue("From elsewhere"))
		if shown(p)[0] != "From elsewhere" || s.caret().Caret() != 2 {
			t.Errorf("the caret is at %d", s.caret().Caret())
		}
	})
	t.Run("a file to look at cannot be changed", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(2)
		s.ReadOnly()
		p := open(s)
		s.Type("no")
		if s.Desk.Saver.Dirty() || strings.HasPrefix(shown(p)[1], "no") {
			t.Error("it was")
		}
	})
}

func TestSpeakers(t *testing.T) {
	say := func(s *story, name string) model.Record {
		p := open(s)
		l := interview.List(p)
		id := l.Blocks()[1].ID
		l.GoTo(id, ui.Original)
		l.OnSpeaker(id, name)
		l.GoTo(l.Blocks()[0].ID, ui.Original)
		return s.kept()[1]
	}
	t.Run("a name typed in any case is the person of the interview", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(2)
		b := say(s, "  o'ktam  RAHIMOV ")
		if b.Ref("speaker") != s.interprets || b.Get("speaker_words") != "" {
			t.Error("it was not found")
		}
	})
	t.Run("a person of the case counts too", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		other := s.person("Мухаббат")
		s.fill(2)
		if b := say(s, "мухаббат"); b.Ref("speaker") != other {
			t.Error("it was not found")
		}
	})
	t.Run("a name nobody has stays as typed", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(2)
		if b := say(s, "his mother"); b.Text("speaker_words") != "his mother" || b.Get("speaker") != "" {
			t.Error("it did not")
		}
	})
	t.Run("a name that two have is nobody's", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.person("Мухаббат")
		s.person("Мухаббат")
		s.fill(2)
		if b := say(s, "Мухаббат"); b.Get("speaker") != "" || b.Text("speaker_words") != "Мухаббат" {
			t.Error("one was chosen")
		}
	})
	t.Run("a name taken out leaves nobody", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(2)
		if b := say(s, ""); b.Get("speaker") != "" || b.Get("speaker_words") != "" {
			t.Error("somebody is left")
		}
	})
}

func TestAroundTheAccount(t *testing.T) {
	t.Run("a consent is kept with two choices and undone with one", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		p := open(s)
		interview.ShowPage(p, 1)
		interview.Consent(p, "court", "ask_again")
		rs, err := s.DB.Linked(context.Background(), "consent", "person", s.interviewee)
		if err != nil || len(rs) != 1 {
			t.Fatalf("%d consents, %v", len(rs), err)
		}
		c := rs[0]
		if c.Text("purpose") != "court" || c.Text("decision") != "ask_again" || c.Ref("interview") != s.interview || c.Refs("cases")[0] != s.inCase {
			t.Error("it says something else")
		}
		s.Desk.Undo()
		if rs, _ := s.DB.Linked(context.Background(), "consent", "person", s.interviewee); len(rs) != 0 {
			t.Error("it is still there")
		}
	})
	t.Run("a new interview opens its head and asks who is interviewed", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.interview = s.newInterview()
		open(s)
		if s.Window().Canvas().Focused() == nil {
			t.Error("nothing has the keyboard")
		}
	})
	t.Run("the find line counts and leaves with Escape", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(60)
		p := open(s)
		interview.List(p).GoTo(interview.List(p).Blocks()[0].ID, ui.Original)
		interview.ToggleFind(p)
		s.Type("шрам")
		if got := interview.Found(p); !strings.HasPrefix(got, "1 of ") {
			t.Errorf("it says %q", got)
		}
		s.Press(fyne.KeyReturn)
		if got := interview.Found(p); !strings.HasPrefix(got, "2 of ") {
			t.Errorf("then %q", got)
		}
		s.Press(fyne.KeyEscape)
		s.caret()
	})
	t.Run("a deleted interview says so and comes back", func(t *testing.T) {
		s := newStory(t, desktest.Look{})
		s.fill(3)
		p := open(s)
		r, _ := s.Desk.Get(s.interview)
		s.Desk.Delete(r)
		s.Desk.Undo()
		if len(shown(p)) != 3 {
			t.Errorf("%d blocks came back", len(shown(p)))
		}
	})
}

// An account of 20,000 words must open at once and take keys at once.
func TestALongAccountIsFluid(t *testing.T) {
	if testing.Short() {
		t.Skip("times are measured")
	}
	s := newStory(t, desktest.Look{Size: fyne.NewSize(1100, 800)})
	s.long(420)
	best := func(n int, f func()) time.Duration {
		b := time.Hour
		for range n {
			at := time.Now()
			f()
			b = min(b, time.Since(at))
		}
		return b
	}
	if d := best(3, func() { open(s) }); d > 300*time.Millisecond {
		t.Errorf("it opens in %v", d)
	}
	if d := best(20, func() { s.Type("ы") }); d > 5*time.Millisecond {
		t.Errorf("a key takes %v", d)
	}
}

func BenchmarkLongAccount(b *testing.B) {
	s := newStory(b, desktest.Look{Size: fyne.NewSize(1100, 800)})
	s.long(420)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			open(s)
		}
	})
	b.Run("key", func(b *testing.B) {
		open(s)
		for b.Loop() {
			s.Type("ы")
		}
	})
	b.Run("leave a block", func(b *testing.B) {
		open(s)
		for b.Loop() {
			s.Type("ы")
			s.Press(fyne.KeyTab)
			s.Press(fyne.KeyUp)
		}
	})
}

func TestACaseWithEverythingInItOpens(t *testing.T) {
	s := newStory(t, desktest.Look{})
	rs := modeltest.FullCase(s.DB.Schema())
	s.Put(rs...)
	for _, r := range rs {
		if r.Kind != "interview" {
			continue
		}
		p := s.Open(interview.New, r.Refs("cases")[0], r.ID).(*interview.Pane)
		interview.ShowPage(p, 1)
		s.Settle()
		interview.ShowPage(p, 0)
		for _, b := range interview.List(p).Blocks() {
			want, _ := s.Desk.Get(parse(b.ID))
			if b.Original != want.Text("original") || b.Translation != want.Text("translation") || b.Speaker == "" {
				t.Errorf("block %s is not shown whole", b.ID)
			}
		}
		p.Leave()
	}
}

func parse(s string) model.ID {
	id, err := model.ParseID(s)
	if err != nil {
		panic(err)
	}
	return id
}

package interview_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interview"
	"guvoh/app/ui"
)

func TestState(t *testing.T) {
	t.Run("says in whole words that typing is on its way to the disk", func(t *testing.T) {
		s := newStory(t, desktest.Look{Size: fyne.NewSize(700, 600)})
		s.fill(1)
		p := open(s)
		s.Type("a")
		if have, want := interview.StateRoom(p); have < want {
			t.Errorf("%q has %.0f of the %.0f it needs", interview.State(p), have, want)
		}
	})
}

func TestHead(t *testing.T) {
	t.Run("makes room when somebody types in the account, and what was typed in it is kept", func(t *testing.T) {
		s := newStory(t, desktest.Look{Size: fyne.NewSize(900, 800)})
		s.fill(1)
		p := open(s)
		interview.ToggleHead(p)
		before := s.Get(s.interview).Get("start")
		small := interview.List(p).Size().Height
		start := desktest.Row(s.Bench, s.Desk.Words.Field("interview", "start")).Input().(*ui.DateField)
		s.Window().Canvas().Focus(start.FocusTarget())
		s.Type(", 10:00")
		interview.List(p).GoTo(s.kept()[0].ID.String(), ui.Original)
		s.Type("So")
		if h := interview.List(p).Size().Height; h < small+150 {
			t.Errorf("the account has %.0f, with the head open %.0f", h, small)
		}
		if got := s.caret().Text(); !strings.HasSuffix(got, "So") && !strings.HasPrefix(got, "So") {
			t.Errorf("the words went elsewhere (%d letters in the block)", len(got))
		}
		if s.Get(s.interview).Get("start") == before {
			t.Error("the start typed in the head is lost")
		}
	})
}

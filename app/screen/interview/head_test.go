package interview_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interview"
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

package interview_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interview"
	"guvoh/app/ui"
)

// TestLook makes pictures to look at; nothing is compared.
func TestLook(t *testing.T) {
	desktest.InLooks(t, map[string]desktest.Look{
		"light-en": {Lang: "en"},
		"dark-ru":  {Lang: "ru", Mode: ui.Dark, Size: fyne.NewSize(1180, 800)},
		"big-uz":   {Lang: "uz", Scale: 2, Size: fyne.NewSize(1000, 1000)},
		"narrow":   {Lang: "en", Mode: ui.HighContrast, Size: fyne.NewSize(480, 800)},
	}, func(t *testing.T, name string, l desktest.Look) {
		s := newStory(t, l)
		s.fill(60)
		p := s.Open(interview.New, s.inCase, s.interview).(*interview.Pane)
		p.Focus()
		s.Shot("interview-" + name)
		interview.ShowPage(p, 1)
		s.Shot("interview-around-" + name)
		interview.ShowPage(p, 0)
		interview.ToggleHead(p)
		interview.ToggleFind(p)
		s.Type("шрам")
		s.Shot("interview-head-" + name)
		fresh := s.newInterview()
		q := s.Open(interview.New, s.inCase, fresh).(*interview.Pane)
		q.Focus()
		s.Shot("interview-empty-" + name)
	})
}

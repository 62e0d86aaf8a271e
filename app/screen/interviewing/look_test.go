package interviewing_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/interviewing"
	"guvoh/app/ui"
	"guvoh/app/ui/editor"
)

// TestLook makes pictures to look at; nothing is compared.
func TestLook(t *testing.T) {
	looks := map[string]desktest.Look{
		"light-en": {Lang: "en", Size: fyne.NewSize(1280, 760)},
		"dark-ru":  {Lang: "ru", Mode: ui.Dark, Size: fyne.NewSize(1280, 760)},
		"big-uz":   {Lang: "uz", Scale: 1.6, Size: fyne.NewSize(1280, 800)},
	}
	desktest.InLooks(t, looks, func(t *testing.T, name string, l desktest.Look) {
		s := newStory(t, l)
		s.open("before")
		s.Shot("room-before-" + name)
		interviewing.GoTo(s.room, "consent")
		s.Shot("room-read-" + name)
		interviewing.GoToLine(s.room, "purpose.court")
		s.Press(fyne.Key2)
		interviewing.GoToLine(s.room, "purpose.name")
		s.Press(fyne.Key1)
		s.Shot("room-consent-" + name)
		interviewing.GoTo(s.room, "account")
		s.tell("When did they come?", "They came early in the morning, before the call to prayer. There were six of them, four in plain clothes. They did not show any paper.",
			"Where were you taken?", "To the basement of the building on Lenin street. I heard the trams.")
		s.caret().Select(editor.Range{From: 3, To: 31})
		s.do("room.mark")
		s.Shot("room-mark-" + name)
		s.Type(s.Desk.Words.T("room.mark_as.place"))
		s.Press(fyne.KeyReturn)
		s.Shot("room-account-" + name)
		interviewing.GoTo(s.room, "read_back")
		s.do("room.next")
		s.Shot("room-back-" + name)
		interviewing.GoTo(s.room, "closing")
		s.Shot("room-closing-" + name)
	})
}

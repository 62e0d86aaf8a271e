package keys

import (
	"fyne.io/fyne/v2"

	"guvoh/app/ask"
)

// ask puts a question of this screen up.
func (s *Screen) ask(title string, body fyne.CanvasObject, first fyne.Focusable, yes string, submit func(*ask.Form)) *ask.Form {
	return ask.Show(s.d, ask.Spec{
		Title: title, Body: body, First: first, Yes: yes, Submit: submit, Gone: func() bool { return s.gone },
	})
}

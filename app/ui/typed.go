package ui

import (
	"strings"

	"fyne.io/fyne/v2"
)

// Typed gives the longer texts that stand in the boxes over a window and can be
// changed there, from the lowest box to the topmost. Lines are not among them:
// what is longer than a line is what nobody can type again by heart, and a
// passphrase is a line.
func Typed(c fyne.Canvas) []string {
	var out []string
	for _, o := range c.Overlays().List() {
		if l, ok := o.(*layer); ok {
			typedIn(l.box, func(text string) { out = append(out, text) })
		}
	}
	return out
}

// typedIn visits the texts within an object of ours.
func typedIn(o fyne.CanvasObject, take func(text string)) {
	switch o := o.(type) {
	case *Editor:
		if text := strings.TrimSpace(o.Text()); text != "" && !o.IsReadOnly() {
			take(text)
		}
	case *fyne.Container:
		for _, part := range o.Objects {
			typedIn(part, take)
		}
	case *dialogBox:
		typedIn(o.body, take)
	case *Field:
		typedIn(o.input, take)
	case *Card:
		typedIn(o.inner, take)
	case *wideBox:
		typedIn(o.inner, take)
	case *Scroll:
		typedIn(o.inner.Content, take)
	}
}

package evidence

import (
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
)

// SaveTo saves the bytes to a path.
func SaveTo(p *Pane, path string) { p.saveTo(path) }

// AskSave opens the dialog that asks for the path.
func AskSave(p *Pane) { p.askSave() }

// Check takes the SHA-256 anew.
func Check(p *Pane) { p.checkBytes() }

// WriteNew writes the bytes of an attachment to a path where nothing is yet.
var WriteNew = writeNew

// Verdict tells whether a banner says how a check or a saving ended.
func Verdict(p *Pane) bool { return len(p.verdict.Objects) > 0 }

// Preview gives what stands for the material.
func Preview(p *Pane) fyne.CanvasObject {
	if len(p.preview.object.Objects) == 0 {
		return nil
	}
	return p.preview.object.Objects[0]
}

// Text gives the text that is shown; "" when it is something else.
func Text(p *Pane) string {
	if e, ok := Preview(p).(*ui.Editor); ok {
		return e.Text()
	}
	return ""
}

// Buttons tells whether the bytes can be saved and checked.
func Buttons(p *Pane) bool { return p.save.Visible() && p.check.Visible() }

// Eights parts a SHA-256.
var Eights = eights

// Lines gives how many lines a parted SHA-256 has.
func Lines(sha string) int { return strings.Count(eights(sha), "\n") + 1 }

// Decode reads the text of a file.
var Decode = decode

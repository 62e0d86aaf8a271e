package recordform

import (
	"fyne.io/fyne/v2"

	"guvoh/app/ui"
)

// helpKey opens the whole help of the field that has the keyboard: what it
// means, how to choose, an example.
const helpKey = fyne.KeyF1

// helpFocused opens or closes the help of the field that has the keyboard; a note
// stands inside the row of its field, whose help it then is. It gives false where
// no field of the form has it.
func (f *Form) helpFocused() bool {
	in := f.keys.field
	if in == nil || in.b.inputs[in.f.Name] != in || f.d.Host.Window().Canvas().Focused() == nil {
		return false
	}
	if in.row == nil {
		if in = in.b.inputs[in.f.NoteOf]; in == nil || in.row == nil {
			return false
		}
	}
	if !in.row.ToggleHelp() {
		return false
	}
	f.relayout()
	ui.Reveal(in.row)
	return true
}

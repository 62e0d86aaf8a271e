package recordform

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// keys are what a form hears from the window while it is shown: Escape closes
// the row that has the keyboard, F1 explains the field that has it, F4 tells of the field that has it, Alt with an
// arrow moves the row whose line has it.
type keys struct {
	in   *card // the open row that last had the keyboard; nil for the form itself
	line *card // the closed row that has it
	// field is the one that last had the keyboard.
	field *input
	back  func(*fyne.KeyEvent)
	on    bool
}

var up, down = &desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt},
	&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt}

func (f *Form) listen() {
	c := f.d.Host.Window().Canvas()
	f.keys.back, f.keys.on = c.OnTypedKey(), true
	c.SetOnTypedKey(f.key)
	c.AddShortcut(up, func(fyne.Shortcut) { f.shift(-1) })
	c.AddShortcut(down, func(fyne.Shortcut) { f.shift(1) })
}

// deafen hands the window's keys back to who had them.
func (f *Form) deafen() {
	if !f.keys.on {
		return
	}
	f.keys.on = false
	c := f.d.Host.Window().Canvas()
	c.SetOnTypedKey(f.keys.back)
	c.RemoveShortcut(up)
	c.RemoveShortcut(down)
}

// key takes what no widget had a use for.
func (f *Form) key(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape && f.keys.on && f.keys.in != nil && f.keys.in.open != nil {
		c := f.keys.in
		f.keys.in = c.l.b.card
		c.collapse()
		return
	}
	if ev.Name == helpKey && f.keys.on && f.helpFocused() {
		return
	}
	if ev.Name == aboutKey && f.keys.on && f.aboutFocused() {
		return
	}
	if f.keys.back != nil {
		f.keys.back(ev)
	}
}

func (f *Form) shift(by int) {
	if c := f.keys.line; c != nil && c.open == nil {
		c.l.move(c, by)
	}
}

package shell

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// byPlace does what Alt and a letter do, for a key that bears no Latin letter. The
// toolkit goes by the place of such a key for Ctrl alone.
func (s *Shell) byPlace(place int) {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	if !ok {
		return
	}
	held, name := d.CurrentKeyModifiers(), LetterAt(runtime.GOOS, place)
	if held&alt == 0 || held&^(alt|shift) != 0 || name == fyne.KeyUnknown {
		return // Ctrl with Alt writes the third letter of a key
	}
	wanted := shortcut(name, held).ShortcutName()
	var do func()
	s.eachCommand(func(_, _ string, i *fyne.MenuItem) {
		if i.Shortcut != nil && i.Shortcut.ShortcutName() == wanted {
			do = i.Action
		}
	})
	if do != nil { // not before: a command may make the menu anew
		do()
	}
}

// The rows of letters of an American keyboard, and the number that the oldest
// keyboards of the PC gave the first key of each. Windows still counts so, and
// Linux up to where it hands keys to X, which has 8 added to all.
var letterRows = []struct {
	first   int
	letters string
}{{16, "QWERTYUIOP"}, {30, "ASDFGHJKL"}, {44, "ZXCVBNM"}}

// appleLetters are the letters of a Mac by the number of their key; a dot is
// another key.
const appleLetters = "ASDFHGZXCV.BQWERYT.............OU.IP.LJ.K....NM"

// LetterAt gives the letter that the key at this place has on an American keyboard,
// by the name of the system that counts the places; "" where there is none.
func LetterAt(system string, place int) fyne.KeyName {
	if system == "darwin" {
		if place >= 0 && place < len(appleLetters) && appleLetters[place] != '.' {
			return fyne.KeyName(appleLetters[place])
		}
		return fyne.KeyUnknown
	}
	if system != "windows" {
		place -= 8
	}
	for _, row := range letterRows {
		if i := place - row.first; i >= 0 && i < len(row.letters) {
			return fyne.KeyName(row.letters[i])
		}
	}
	return fyne.KeyUnknown
}

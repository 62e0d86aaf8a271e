package shell

import (
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/tr"
	"guvoh/app/ui"
)

// showShortcuts lists every command of the menu that has a shortcut, so that
// the list can never be out of date.
func (s *Shell) showShortcuts() {
	var lines []string
	for _, m := range s.window.MainMenu().Items {
		for _, i := range m.Items {
			if k, ok := i.Shortcut.(fyne.KeyboardShortcut); ok {
				lines = append(lines, s.keyName(k)+"   "+i.Label)
			}
		}
	}
	lines = append(lines, "", s.words.T("help.keys"))
	ui.Message(s.window.Canvas(), s.words.T("action.shortcuts"), strings.Join(lines, "\n"))
}

func (s *Shell) keyName(k fyne.KeyboardShortcut) string {
	var parts []string
	for _, m := range []struct {
		bit  fyne.KeyModifier
		name string
	}{{ctrl, "Ctrl"}, {alt, "Alt"}, {shift, "Shift"}} {
		if k.Mod()&m.bit != 0 {
			parts = append(parts, m.name)
		}
	}
	return strings.Join(append(parts, string(k.Key())), "+")
}

func (s *Shell) showAbout() {
	ui.Message(s.window.Canvas(), s.words.T("action.about"), s.words.T("about.text", tr.V{"Version": s.Version}))
}

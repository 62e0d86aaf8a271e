package shell

import (
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/tr"
	"guvoh/app/ui"
)

// Sheet gives the keys that work at the present place: every command of the menu
// that has a shortcut and can be given, and what the fields and lists hear. It is
// made from the menu, so it can never be out of date.
func (s *Shell) Sheet() []ui.KeyGroup {
	var groups []ui.KeyGroup
	s.eachCommand(func(group, label string, i *fyne.MenuItem) {
		k, ok := i.Shortcut.(fyne.KeyboardShortcut)
		if !ok {
			return
		}
		if n := len(groups); n == 0 || groups[n-1].Title != group {
			groups = append(groups, ui.KeyGroup{Title: group})
		}
		last := &groups[len(groups)-1]
		last.Lines = append(last.Lines, ui.KeyLine{Keys: s.keyName(k), Does: label})
	})
	everywhere := ui.KeyGroup{Title: s.words.T("quick.everywhere")}
	for _, line := range strings.Split(s.words.T("help.keys"), "\n") {
		if keys, does, ok := strings.Cut(line, ": "); ok {
			everywhere.Lines = append(everywhere.Lines, ui.KeyLine{Keys: keys, Does: does})
		}
	}
	everywhere.Lines = append(everywhere.Lines, ui.KeyLine{Keys: string(fyne.KeyF1), Does: s.words.T("quick.f1")})
	return append(groups, everywhere)
}

// showShortcuts shows the keys that work here.
func (s *Shell) showShortcuts() {
	var d *ui.Dialog
	done := ui.NewButton(s.words.T("action.close"), nil, ui.Primary, func() { d.Close() })
	d = ui.NewDialog(s.window.Canvas(), ui.DialogSpec{
		Title: s.words.T("action.shortcuts"), Body: ui.KeySheet(s.Sheet()), Buttons: []*ui.Button{done}, Width: 860,
	})
	d.Show()
}

// key hears what neither a widget nor a screen had a use for.
func (s *Shell) key(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyF1 {
		s.command(s.showShortcuts)()
	}
}

// signs are the keys that are not known by the names the toolkit gives them.
var signs = map[fyne.KeyName]string{
	fyne.KeyLeft: "←", fyne.KeyRight: "→", fyne.KeyUp: "↑", fyne.KeyDown: "↓",
	fyne.KeyReturn: "Enter", fyne.KeyEnter: "Enter", fyne.KeyEqual: "+", fyne.KeyMinus: "−",
	fyne.KeyPageUp: "Page Up", fyne.KeyPageDown: "Page Down", fyne.KeyDelete: "Del",
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
	name := string(k.Key())
	if sign := signs[k.Key()]; sign != "" {
		name = sign
	}
	return strings.Join(append(parts, name), "+")
}

func (s *Shell) showAbout() {
	ui.Message(s.window.Canvas(), s.words.T("action.about"), s.words.T("about.text", tr.V{"Version": s.Version}))
}

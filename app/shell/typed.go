package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/app/ui/clip"
)

// typedSetting is where the words of a box stand among the settings of the file,
// from a lock until somebody has them back. The file is sealed, and settings are
// neither journalled nor shared.
const typedSetting = "words of a box"

// keepTyped keeps what was typed into a box that is still open when the window is
// locked: the box goes, and its words belong to no record yet.
func (s *Shell) keepTyped() {
	if s.desk == nil || s.desk.DB.ReadOnly() {
		return
	}
	words := ui.Typed(s.window.Canvas())
	if len(words) == 0 {
		return
	}
	before, err := s.desk.DB.Setting(typedSetting)
	now := strings.Join(words, "\n\n")
	switch {
	case strings.HasSuffix(before, now): // by a lock that the disk refused
		return
	case before != "":
		now = before + "\n\n" + now
	}
	if err == nil { // or what is kept there would be lost for these
		err = s.desk.DB.SetSetting(typedSetting, now)
	}
	if err != nil {
		fyne.LogError("the words of a box are not kept", err)
	}
}

// giveBack shows the words of a box that was open when the window was locked.
// They stay in the file until the person says that they are no longer needed.
func (s *Shell) giveBack() {
	d := s.desk
	if d == nil || d.DB.ReadOnly() {
		return
	}
	text, err := d.DB.Setting(typedSetting)
	if d.Fail(err); text == "" {
		return
	}
	words := ui.NewAutoEditor(3, 260)
	words.SetText(text)
	words.SetReadOnly(true)
	var box *ui.Dialog
	again := ui.NewButton(s.words.T("action.copy"), theme.ContentCopyIcon(), ui.Plain, func() { clip.Put(text) })
	done := ui.NewButton(s.words.T("quick.typed_done"), nil, ui.Primary, func() {
		if err := d.DB.SetSetting(typedSetting, ""); err != nil {
			d.Fail(err)
			return
		}
		box.Close()
	})
	later := ui.NewButton(s.words.T("quick.typed_later"), nil, ui.Plain, func() { box.Close() })
	box = ui.NewDialog(s.window.Canvas(), ui.DialogSpec{
		Title: s.words.T("quick.typed_title"), Width: 560,
		Body:    ui.NewStack(2, ui.NewText(s.words.T("quick.typed_why"), ui.TextStyle{}), words),
		Buttons: []*ui.Button{done, later, again},
	})
	box.Show()
}

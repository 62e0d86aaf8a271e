package shell

import "path/filepath"

// program is what the window is called while it names no file.
const program = "Guvoh"

// retitle calls the window after the program, and after the open file as well
// where a person asked for that: task bars, lists of windows and recorders of
// the screen show titles to whoever looks.
func (s *Shell) retitle() {
	title := program
	if s.desk != nil && s.settings.FileInTitle {
		title = filepath.Base(s.asked) + " – " + program
	}
	s.window.SetTitle(title)
}

// SetFileInTitle lets the window's title name the open file, or not.
func (s *Shell) SetFileInTitle(on bool) {
	s.settings.FileInTitle = on
	s.keepSettings()
	s.retitle()
}

package shell

import "guvoh/app/desk"

// absorbs tells whether the pane that is shown wants nothing around it.
func (s *Shell) absorbs() bool {
	a, ok := s.pane.(desk.Absorbing)
	return ok && a.Absorbs()
}

// fillScreen gives the whole screen to a pane that wants nothing around it, and
// takes it back afterwards. A person who had it before keeps it.
func (s *Shell) fillScreen() {
	switch want := s.absorbs(); {
	case want && !s.window.FullScreen():
		s.filled = true
		s.window.SetFullScreen(true)
	case !want && s.filled:
		s.filled = false
		s.window.SetFullScreen(false)
	}
}

package shell

import "guvoh/app/finding"

// Finding gives what keeps the index of the open file.
func (s *Shell) Finding() *finding.Work { return s.finding }

// keepIndex begins to keep the index of the file that was opened.
func (s *Shell) keepIndex() {
	s.finding = finding.Begin(s.desk, finding.WithUntouched(s.idle.Since))
}

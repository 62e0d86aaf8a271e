package search

import "guvoh/app/finding"

// keeper is a window that keeps the index of its file.
type keeper interface{ Finding() *finding.Work }

// index gives what keeps the index; nil where nobody does.
func (s *Screen) index() *finding.Work {
	if k, ok := s.d.Host.(keeper); ok {
		return k.Finding()
	}
	return nil
}

// filesUnread says of how many files of evidence nobody has read the text yet.
func (s *Screen) filesUnread() string { return s.index().Says(s.d.Words) }

// watch follows them: what is said of them changes, and once all are read, what is
// found may. unwatch ends that.
func (s *Screen) watch() (unwatch func()) {
	before := s.index().Status()
	return s.index().OnStatus(func() {
		now := s.index().Status()
		switch {
		case s.left:
		case before.Working && !now.Working:
			s.refresh()
		default:
			s.tell()
		}
		before = now
	})
}

package shell

import (
	"guvoh/app/keypaper"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// AskWipe asks whether the keys of the open file shall be destroyed.
func (s *Shell) AskWipe() { s.askWipe() }

// learnKey finds out which key of the file was used to open it, in the
// background: of a harmless notebook a passphrase is stretched once more for
// it, and opening one must not take longer than opening any other file.
func (s *Shell) learnKey(secret vault.Secret) {
	d := s.desk
	var key vault.Slot
	var known bool
	var err error
	s.Runner.Do(func() {
		if key, known = d.DB.KeyOf(secret); known {
			err = keypaper.Opened(d.DB, key)
		}
	}, func() {
		if s.desk != d || !known {
			return
		}
		d.Key = key.ID
		d.Fail(err)
		if s.pane != nil {
			s.pane.Changed(store.Changes{})
		}
	})
}

// toDo says how many things about keys wait for the person; "" is none.
func (s *Shell) toDo() string {
	if s.desk.DB.ReadOnly() {
		return ""
	}
	n := len(store.Originals(s.desk.DB.Path()))
	if what, _ := keypaper.Remind(s.desk.DB); what != keypaper.Nothing {
		n++
	}
	if n == 0 {
		return ""
	}
	return s.words.Number(n)
}

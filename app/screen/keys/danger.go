package keys

import (
	"errors"
	"os"
	"path/filepath"
	"slices"

	"guvoh/app/ask"
	"guvoh/app/desk"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// ---- a harmless notebook ----

// errItself says that a file was named as its own harmless notebook.
var errItself = errors.New("a file cannot stand for itself")

// askDecoy asks which file shall open instead of this one.
func (s *Screen) askDecoy() {
	ui.AskPath(s.d.Host.Window(), ui.PathSpec{
		Title: s.t("keys.decoy"), Text: s.t("keys.decoy_where"), Yes: s.t("keys.decoy_next"), Ext: []string{extension},
		Path: filepath.Dir(s.d.DB.Path()) + string(filepath.Separator),
		Check: func(path string) string {
			if err := s.fit(path); err != nil {
				return s.decoySentence(err)
			}
			return ""
		},
		Then: s.askDecoyKey,
	})
}

// fit tells, before anybody types its passphrase, why a file cannot stand for
// this one.
func (s *Screen) fit(path string) error {
	other, err := os.Stat(path)
	if err != nil {
		return err
	}
	if this, err := os.Stat(s.d.DB.Path()); err == nil && os.SameFile(this, other) {
		return errItself
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if filepath.Dir(abs) != filepath.Dir(s.d.DB.Path()) {
		return vault.ErrFolder
	}
	return store.Sealed(abs)
}

func (s *Screen) decoySentence(err error) string {
	switch {
	case errors.Is(err, errItself):
		return s.t("keys.decoy_itself")
	case errors.Is(err, errSame):
		return s.t("keys.decoy_same")
	}
	return desk.Sentence(s.d.Words, err)
}

// askDecoyKey asks for the passphrase of the harmless file.
func (s *Screen) askDecoyKey(path string) {
	p := ask.NewSecret(s.d, s.d.Words.T("keys.decoy_passphrase", tr.V{"Name": filepath.Base(path)}))
	body := ui.NewStack(2.4, ui.NewText(s.t("keys.decoy_text"), ui.TextStyle{}), p.Object())
	f := s.ask(s.t("keys.decoy"), body, p.Entry, s.t("keys.decoy_do"), func(f *ask.Form) {
		text, ok := p.Take()
		if !ok {
			return
		}
		var err error
		f.Run(func() {
			if _, there := s.d.DB.KeyOf(text); there {
				err = errSame
				return
			}
			err = s.d.DB.AddDecoy(string(text), path)
		}, func() {
			switch {
			case errors.Is(err, store.ErrWrongKey):
				p.Wrong(s.t("keys.decoy_wrong"))
			case err != nil:
				f.Say(s.decoySentence(err))
			default:
				s.ended(f, nil, "keys.decoy_done")
			}
		})
	})
	p.Entry.OnSubmitted = func(string) { f.Press() }
}

// ---- after wrong passphrases ----

// tries are the numbers of wrong passphrases after which the keys may go; 0
// never. Fewer than five would punish slips of the finger.
var tries = []int{0, 5, 10, 20}

// loadLimits shows which number is chosen, and gives its button.
func (s *Screen) loadLimits() (chosen *ui.Button) {
	now := s.d.DB.WipeAfter()
	choices := tries
	if !slices.Contains(choices, now) { // set by a command
		choices = append(slices.Clone(choices), now)
		slices.Sort(choices)
	}
	s.limits.Objects = nil
	for _, n := range choices {
		style := ui.Plain
		if n == now {
			style = ui.Primary
		}
		b := ui.NewButton(s.limitName(n), nil, style, func() { s.chooseLimit(n) })
		if n == now {
			chosen = b
		}
		if s.d.DB.ReadOnly() {
			b.Disable()
		}
		s.limits.Add(b)
	}
	s.limits.Refresh()
	return chosen
}

func (s *Screen) limitName(n int) string {
	if n == 0 {
		return s.t("keys.limit_off")
	}
	return s.d.Words.N("keys.limit_count", n)
}

// chooseLimit asks first where work may be destroyed.
func (s *Screen) chooseLimit(n int) {
	switch {
	case n == s.d.DB.WipeAfter():
	case n == 0:
		s.setLimit(nil, 0)
	default:
		s.ask(s.d.Words.N("keys.limit_title", n), ui.NewText(s.d.Words.N("keys.limit_text", n), ui.TextStyle{}), nil, s.t("keys.limit_do"), func(f *ask.Form) { s.setLimit(f, n) }).Grave()
	}
}

// setLimit has the keys go after n wrong passphrases. f is the form that asked;
// nil where none was needed.
func (s *Screen) setLimit(f *ask.Form, n int) {
	var err error
	s.d.Runner.Do(func() { err = s.d.DB.ChangeKeys(vault.SetWipeAfter(n)) }, func() {
		if s.gone {
			return
		}
		if f != nil {
			f.Close()
		}
		s.d.Fail(err)
		ui.Focus(s.loadLimits())
		if err == nil {
			s.d.Host.Toast(s.limitSaid(n), "", nil)
		}
	})
}

func (s *Screen) limitSaid(n int) string {
	if n == 0 {
		return s.t("keys.limit_never")
	}
	return s.d.Words.N("keys.limit_set", n)
}

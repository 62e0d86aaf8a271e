package keys

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"guvoh/app/ask"
	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// extension ends the name of a case file.
const extension = ".guvoh"

// errSame says that a new passphrase opens the file already, and errWrong that
// a present one does not.
var (
	errSame  = errors.New("the passphrase opens the file already")
	errWrong = errors.New("this is no passphrase of the file")
)

// newPassphrase is a line for a passphrase that is to be chosen.
func (s *Screen) newPassphrase() *gate.PassphraseInput {
	name := filepath.Base(s.d.DB.Path())
	return gate.NewPassphraseInput(s.d.Words, strings.TrimSuffix(name, filepath.Ext(name)))
}

// askChange asks for the present passphrase and for the one in its place.
func (s *Screen) askChange() {
	now, next := ask.NewSecret(s.d, s.t("keys.present")), s.newPassphrase().Named(s.t("keys.new"))
	body := ui.NewStack(2.4, ui.NewText(s.t("keys.change_text"), ui.TextStyle{}), now.Object(), next.Object())
	f := s.ask(s.t("keys.change_title"), body, now.Entry, s.t("keys.change_do"), func(f *ask.Form) {
		old, ok := now.Take()
		if !ok {
			return
		}
		text, ok := next.Take()
		if !ok {
			return
		}
		var key string
		var err error
		f.Run(func() { key, err = s.change(old, vault.Passphrase(text)) }, func() {
			switch {
			case errors.Is(err, errWrong):
				now.Wrong(s.t("keys.present_wrong"))
			case err != nil:
				f.Say(s.sentence(err))
			default:
				if s.d.Key == key {
					s.d.Key = s.newest()
				}
				f.Close()
				s.load()
				s.changed()
			}
		})
	})
	next.OnSubmit(f.Press)
	now.Entry.OnSubmitted = func(string) { ui.Focus(next.First()) }
}

// change puts a passphrase in the place of another, and gives the id that the
// other had.
func (s *Screen) change(old, text vault.Passphrase) (key string, err error) {
	db := s.d.DB
	slot, ok := db.KeyOf(old)
	if !ok || slot.Kind != vault.KindPassphrase {
		return "", errWrong
	}
	if _, there := db.KeyOf(text); there {
		return "", errSame
	}
	add, remove := vault.Add(vault.NewPassphrase(string(text), slot.Label)), vault.Remove(slot.ID)
	err = db.ChangeKeys(add, remove)
	if errors.Is(err, store.ErrNoRoom) { // the old one's place will do
		err = db.ChangeKeys(remove, add)
	}
	return slot.ID, err
}

// newest is the key that was added last.
func (s *Screen) newest() string {
	all := s.d.DB.Keys()
	return all[len(all)-1].ID
}

// sentence says what went wrong in a form.
func (s *Screen) sentence(err error) string {
	if errors.Is(err, errSame) {
		return s.t("keys.same")
	}
	return desk.Sentence(s.d.Words, err)
}

// changed says what a change of passphrase does not reach, and offers what does.
func (s *Screen) changed() {
	s.offer("keys.changed_title", s.t("keys.changed_text"), "keys.renew_do", s.askRenew)
}

// offer says something and offers one thing to do about it.
func (s *Screen) offer(title, text, yes string, do func()) {
	var d *ui.Dialog
	no := ui.NewButton(s.t("recovery.done"), nil, ui.Primary, func() { d.Close() })
	act := ui.NewButton(s.t(yes), nil, ui.Plain, func() { d.Close(); do() })
	d = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: s.t(title), Body: ui.NewText(text, ui.TextStyle{}), Buttons: []*ui.Button{act, no}, Width: 520,
	})
	d.Show()
}

// askAnother asks for a passphrase of somebody else's.
func (s *Screen) askAnother() {
	whose := ui.NewEntry(s.t("keys.whose_example"), nil)
	next := s.newPassphrase()
	body := ui.NewStack(2.4, ui.NewText(s.t("keys.another_text"), ui.TextStyle{}), ui.NewField(s.t("keys.whose"), whose), next.Object())
	f := s.ask(s.t("keys.another_title"), body, whose, s.t("keys.add_do"), func(f *ask.Form) {
		text, ok := next.Take()
		if !ok {
			return
		}
		label := strings.TrimSpace(model.CleanText(whose.Text))
		var err error
		f.Run(func() {
			if _, there := s.d.DB.KeyOf(vault.Passphrase(text)); there {
				err = errSame
				return
			}
			err = s.d.DB.ChangeKeys(vault.Add(vault.NewPassphrase(text, label)))
		}, func() { s.ended(f, err, "keys.another_done") })
	})
	next.OnSubmit(f.Press)
	whose.OnSubmitted = func(string) { ui.Focus(next.First()) }
}

// ended closes a form whose work went well, and says so; else what went wrong.
func (s *Screen) ended(f *ask.Form, err error, said string) {
	if err != nil {
		f.Say(s.sentence(err))
		return
	}
	f.Close()
	s.load()
	s.d.Host.Toast(s.t(said), "", nil)
}

// ---- a new file with new keys ----

// askRenew asks where the file with new keys shall lie.
func (s *Screen) askRenew() {
	path := strings.TrimSuffix(s.d.DB.Path(), filepath.Ext(s.d.DB.Path())) + "-2" + extension
	ui.AskPath(s.d.Host.Window(), ui.PathSpec{
		Title: s.t("keys.renew_title"), Text: s.t("keys.renew_where"), Yes: s.t("keys.renew_next"), Save: true, Path: path,
		Check: func(path string) string { _, problem := desk.NewPath(s.d.Words, path, extension); return problem },
		Then: func(path string) {
			whole, _ := desk.NewPath(s.d.Words, path, extension)
			s.askRenewed(whole)
		},
	})
}

// askRenewed asks for the passphrase of the new file.
func (s *Screen) askRenewed(path string) {
	next := s.newPassphrase()
	body := ui.NewStack(2.4, ui.NewText(s.t("keys.renew_text"), ui.TextStyle{}), next.Object())
	f := s.ask(s.t("keys.renew_title"), body, next.First(), s.t("keys.renew_make"), func(f *ask.Form) {
		text, ok := next.Take()
		if !ok {
			return
		}
		var there bool
		f.Run(func() { _, there = s.d.DB.KeyOf(vault.Passphrase(text)) }, func() {
			if there { // or whoever knows the old one would open the new file, too
				f.Say(s.t("keys.renew_same"))
				return
			}
			f.Close()
			s.renew(path, text)
		})
	})
	next.OnSubmit(f.Press)
}

// renew makes the file and says what is still to be done.
func (s *Screen) renew(path, text string) {
	d := s.d // the screen may be made anew meanwhile
	if !d.Saver.Commit() {
		return
	}
	var err error
	d.Host.Busy(desk.Work{
		Title: "keys.renewing", Whole: true,
		Do: func(context.Context, func(done, total int)) { err = d.DB.RenewTo(path, text, s.Cost) },
		Done: func() {
			if err != nil {
				d.Fail(err)
				return
			}
			s.offer("keys.renewed_title", s.t("keys.renewed_text"), "keys.renewed_open", func() { s.Open(path) })
		},
	})
}

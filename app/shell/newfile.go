package shell

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/keypaper"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// choose has the person choose the passphrase of a new file.
func (s *Shell) choose(path string, fill func(*store.DB) error) {
	s.parting(func() {
		if !s.CloseFile() {
			return
		}
		s.standFor(func() fyne.CanvasObject {
			return gate.NewChoose(gate.ChooseSpec{
				Words: s.words, Runner: s.Runner, Title: "choose.title", Text: "choose.text", Yes: "choose.create",
				Hints: []string{stem(path)}, Done: func(passphrase string) { s.create(path, passphrase, fill) }, Back: s.leaveGate,
			}).Object()
		})
	})
}

func stem(path string) string {
	name := filepath.Base(path)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// askSeal offers to seal a file of the first version.
func (s *Shell) askSeal(path string) {
	s.standFor(func() fyne.CanvasObject {
		return gate.NewChoose(gate.ChooseSpec{
			Words: s.words, Runner: s.Runner, Title: "seal.title", Text: "seal.text", Yes: "seal.do",
			Hints: []string{stem(path)}, Done: func(passphrase string) { s.seal(path, passphrase) }, Back: s.leaveGate,
		}).Object()
	})
}

func (s *Shell) seal(path, passphrase string) {
	var db *store.DB
	var err error
	o := s.options()
	o.Secret = vault.Passphrase(passphrase)
	s.busy("seal.working", func(ctx context.Context) {
		if _, err = store.Seal(ctx, path, o); err == nil {
			db, err = store.Open(path, o)
		}
	}, func() {
		switch {
		case errors.Is(err, context.Canceled):
			s.leaveGate()
		case err != nil:
			s.leaveGate()
			s.fail(err)
		default:
			s.asked = path
			s.work(db, desk.Route{Screen: desk.ScreenCases})
			s.offerRecovery()
		}
	})
}

// tellOriginals says that an unsealed original still lies beside the file.
func (s *Shell) tellOriginals() {
	originals := store.Originals(s.desk.DB.Path())
	s.Toast(s.words.N("seal.original", len(originals)), s.words.T("seal.discard"), func() {
		var err error
		s.behind("seal.discarding", func() {
			for _, o := range originals {
				err = errors.Join(err, store.Discard(o))
			}
		}, func() { s.said(err, s.words.T("seal.discarded")) })
	})
}

// ---- the recovery sheet ----

// offerRecovery offers a recovery sheet for the file that was just made.
func (s *Shell) offerRecovery() {
	s.standFor(func() fyne.CanvasObject {
		s.sheet = gate.NewRecovery(keypaper.Sheet(s.desk, func() {
			s.stand = nil
			s.show()
			s.greet()
		}))
		return s.sheet.Object()
	})
}

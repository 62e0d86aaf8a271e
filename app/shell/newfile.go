package shell

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/paper"
	"guvoh/app/ui"
	"guvoh/export/sheet"
	"guvoh/model/slip39"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// choose has the person choose the passphrase of a new file.
func (s *Shell) choose(path string, fill func(*store.DB) error) {
	if !s.CloseFile() {
		return
	}
	s.standFor(func() fyne.CanvasObject {
		return gate.NewChoose(gate.ChooseSpec{
			Words: s.words, Runner: s.Runner, Title: "choose.title", Text: "choose.text", Yes: "choose.create",
			Hints: []string{stem(path)}, Done: func(passphrase string) { s.create(path, passphrase, fill) }, Back: s.leaveGate,
		}).Object()
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
		return gate.NewRecovery(s.recovery(s.desk, func() {
			s.stand = nil
			s.show()
			s.greet()
		})).Object()
	})
}

// recovery says how a recovery sheet of the open file is made, printed, saved
// and tried.
func (s *Shell) recovery(d *desk.Desk, done func()) gate.RecoverySpec {
	var made time.Time
	sheetOf := func(words []string) sheet.RecoveryInput {
		return sheet.RecoveryInput{Words: strings.Join(words, " "), Date: made}
	}
	spec := gate.RecoverySpec{
		Words: s.words, Runner: s.Runner, Done: done,
		Make: func() ([]string, error) {
			made = time.Now()
			words, err := NewRecoveryWords(d.DB)
			return words, err
		},
		Opens:     func(secret []byte) bool { return d.DB.Opens(vault.Words(secret)) },
		Rehearsed: func() { s.desk.Fail(d.DB.SetSetting(rehearsedKey, "yes")) },
		Save: func(words []string) {
			s.askPath("recovery.save", "recovery.save_why", "recovery-sheet.pdf", func(path string) error {
				document, err := sheet.Recovery(s.words, sheetOf(words))
				if err == nil {
					err = paper.Save(context.Background(), path, document)
				}
				return err
			}, "recovery.saved")
		},
	}
	if paper.CanPrint() {
		spec.Print = func(words []string) {
			var err error
			s.behind("recovery.printing", func() {
				document, fault := sheet.Recovery(s.words, sheetOf(words))
				if err = fault; err == nil {
					err = paper.Print(context.Background(), document)
				}
			}, func() { s.said(err, s.words.T("recovery.printed")) })
		}
	}
	return spec
}

// rehearsedKey is the setting that remembers, in the file, that its recovery
// sheet was tried.
const rehearsedKey = "recovery rehearsed"

// secretBytes is how much chance is behind the words of a recovery sheet: 128
// bits, which nobody can try, and twenty words to write down.
const secretBytes = 16

// NewRecoveryWords gives a file a key that twenty words open, and the words.
func NewRecoveryWords(db *store.DB) ([]string, error) {
	secret := make([]byte, secretBytes)
	rand.Read(secret)
	defer clear(secret)
	shares, err := slip39.Split(secret, 1, 1, nil)
	if err != nil {
		return nil, err
	}
	if err := db.ChangeKeys(vault.Add(vault.NewRecovery(secret, ""))); err != nil {
		return nil, err
	}
	return strings.Fields(shares[0]), nil
}

// askPath asks where to save, saves, and says how that ended.
func (s *Shell) askPath(title, text, name string, save func(path string) error, done string) {
	ui.AskPath(s.window, ui.PathSpec{
		Title: s.words.T(title), Text: s.words.T(text), Yes: s.words.T("action.save"), Save: true,
		Path: filepath.Join(home(), name),
		OnPath: func(path string) {
			var err error
			s.behind("file.exporting", func() { err = save(path) }, func() { s.said(err, s.words.T(done)) })
		},
	})
}

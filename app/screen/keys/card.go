package keys

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/keypaper"
	"guvoh/app/paper"
	"guvoh/app/ui"
	"guvoh/app/ui/clip"
	"guvoh/export/sheet"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// askCard shows the contact card of whoever sits here. It asks for the
// passphrase of their key, or makes the key the first time.
func (s *Screen) askCard() {
	if _, err := os.Lstat(s.IdentityPath); err == nil {
		s.openCard()
		return
	}
	s.makeCard()
}

// openCard asks for the passphrase of the key that is there.
func (s *Screen) openCard() {
	p := s.present(s.t("unlock.identity_passphrase"))
	body := ui.NewStack(2.4, ui.NewText(s.t("keys.card_open"), ui.TextStyle{}), p.object())
	f := s.ask(s.t("keys.card"), body, p.entry, s.t("keys.show"), func(f *form) {
		text, ok := s.take(p)
		if !ok {
			return
		}
		var id *vault.Identity
		var err error
		f.run(func() { id, err = vault.OpenIdentity(s.IdentityPath, text) }, func() {
			switch {
			case errors.Is(err, vault.ErrWrongKey):
				p.entry.Load("")
				p.field.SetError(s.t("keys.card_wrong"))
				ui.Focus(p.entry)
			case err != nil:
				f.say.SetText(desk.Sentence(s.d.Words, store.Classify(err)))
			default:
				f.close()
				s.showCard(id)
			}
		})
	})
	p.entry.OnSubmitted = func(string) { f.press() }
}

// makeCard makes a key, sealed by a passphrase of its own.
func (s *Screen) makeCard() {
	next := gate.NewPassphraseInput(s.d.Words)
	classic := ui.NewCheck(s.t("keys.card_short"), false, nil)
	body := ui.NewStack(2.4, ui.NewText(s.t("keys.card_make"), ui.TextStyle{}), next.Object(),
		ui.NewStack(0.6, classic, ui.NewCaption(s.t("keys.card_short_why"))))
	f := s.ask(s.t("keys.card"), body, next.First(), s.t("keys.card_do"), func(f *form) {
		text, ok := next.Take()
		if !ok {
			return
		}
		var id *vault.Identity
		var err error
		short := classic.Checked()
		f.run(func() {
			if err = os.MkdirAll(filepath.Dir(s.IdentityPath), 0o700); err == nil {
				id, err = vault.CreateIdentity(s.IdentityPath, vault.Passphrase(text), s.Cost, short)
			}
		}, func() {
			if err != nil {
				f.say.SetText(desk.Sentence(s.d.Words, store.Classify(err)))
				return
			}
			f.close()
			s.showCard(id)
		})
	})
	next.OnSubmit(f.press)
}

// showCard shows the public part of a key, and lets it go to others.
func (s *Screen) showCard(id *vault.Identity) {
	name := ui.NewEntry(s.t("keys.card_name_example"), nil)
	name.Load(s.d.DB.Author())
	in := func() sheet.CardInput {
		return sheet.CardInput{Name: strings.TrimSpace(model.CleanText(name.Text)), Recipient: id.Recipient(), Date: time.Now()}
	}
	key := ui.NewAutoEditor(2, 84)
	key.SetText(id.Recipient())
	key.SetReadOnly(true)
	out := func(do func(*desk.Desk, sheet.CardInput)) func() { return func() { do(s.d, in()) } }
	ways := ui.NewFlow(
		ui.NewButton(s.t("keys.card_pdf"), theme.DocumentSaveIcon(), ui.Plain, out(keypaper.SaveCard)),
		ui.NewButton(s.t("keys.card_txt"), theme.DocumentSaveIcon(), ui.Plain, out(keypaper.SaveCardText)))
	if paper.CanPrint() {
		ways.Add(ui.NewButton(s.t("recovery.print"), theme.DocumentPrintIcon(), ui.Plain, out(keypaper.PrintCard)))
	}
	ways.Add(ui.NewButton(s.t("action.copy"), theme.ContentCopyIcon(), ui.Plain, func() {
		clip.Put(sheet.CardText(s.d.Words, in()))
		s.d.Host.Toast(s.t("keys.card_copied"), "", nil)
	}))
	body := ui.NewStack(2.4, ui.NewText(s.t("sheet.card.lead"), ui.TextStyle{}),
		ui.NewField(s.t("keys.card_name"), name),
		ui.NewStack(1.4, ui.NewSection(s.t("sheet.card.fingerprint"), s.t("keys.card_compare")), fingerprint(sheet.FingerprintOf(id.Recipient()))),
		ui.NewField(s.t("sheet.card.key"), fyne.CanvasObject(key)), ways)
	var d *ui.Dialog
	done := ui.NewButton(s.t("action.close"), nil, ui.Primary, func() { d.Close() })
	d = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: s.t("keys.card"), Body: body, Buttons: []*ui.Button{done}, First: done, Width: 560,
	})
	d.Show()
}

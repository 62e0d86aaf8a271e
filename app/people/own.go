package people

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ask"
	"guvoh/app/desk"
	"guvoh/app/gate"
	"guvoh/app/keypaper"
	"guvoh/app/paper"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/app/ui/clip"
	"guvoh/export/sheet"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// ShowCard shows the contact card of whoever sits here. It asks for the
// passphrase of their key, or makes the key the first time. What is written
// here bears their name from then on.
func (p *People) ShowCard() {
	p.unlock(request{"keys.card", "keys.card_open", "keys.show"}, func(id *vault.Identity) {
		signed := p.sign(id)
		p.changed()
		p.showCard(id, signed)
	})
}

// Sign has whoever sits here answer for what this computer writes in this file.
func (p *People) Sign() {
	p.unlock(request{"people.sign", "people.sign_text", "people.sign_do"}, func(id *vault.Identity) {
		if p.sign(id) {
			p.d.Host.Toast(p.t("people.signed_now"), "", nil)
		}
		p.changed()
	})
}

// sign certifies this device by an identity, once; true when that is done.
func (p *People) sign(id *vault.Identity) bool {
	db := p.d.DB
	if db.ReadOnly() || db.DeviceKey() == nil {
		return false
	}
	by, err := db.CertifiedBy(context.Background())
	if err == nil && !holds(by, id.Signing().Public().(ed25519.PublicKey)) {
		err = db.Certify(id.Signing())
	}
	if err == nil {
		err = db.SetOwnCard(id.Card(p.ownName()))
	}
	p.d.Fail(err)
	return err == nil
}

func holds(all []ed25519.PublicKey, key ed25519.PublicKey) bool {
	for _, k := range all {
		if k.Equal(key) {
			return true
		}
	}
	return false
}

// ownName is how the person goes by on their card, as far as it is known.
func (p *People) ownName() string {
	if own, there, err := p.d.DB.OwnCard(); err == nil && there && own.Name != "" {
		return own.Name
	}
	return p.d.DB.Author()
}

// request says for what the passphrase of somebody's own key is asked: keys of
// words for the title, the sentence and the button.
type request struct{ title, text, yes string }

// unlock opens the key of whoever sits here, or makes it the first time.
func (p *People) unlock(r request, then func(*vault.Identity)) {
	if _, err := os.Lstat(p.IdentityPath); err == nil {
		p.openIdentity(r, then)
		return
	}
	p.makeIdentity(r, then)
}

// openIdentity asks for the passphrase of the key that is there.
func (p *People) openIdentity(r request, then func(*vault.Identity)) {
	secret := ask.NewSecret(p.d, p.t("unlock.identity_passphrase"))
	f := p.ask(ask.Spec{
		Title: p.t(r.title), Yes: p.t(r.yes), First: secret.Entry,
		Body: ui.NewStack(2.4, ui.NewText(p.t(r.text), ui.TextStyle{}), secret.Object()),
		Submit: func(f *ask.Form) {
			text, ok := secret.Take()
			if !ok {
				return
			}
			var id *vault.Identity
			var err error
			f.Run(func() { id, err = vault.OpenIdentity(p.IdentityPath, text) }, func() {
				switch {
				case errors.Is(err, vault.ErrWrongKey):
					secret.Wrong(p.t("keys.card_wrong"))
				case err != nil:
					f.Say(p.sentence(err))
				default:
					f.Close()
					then(id)
				}
			})
		},
	})
	secret.Entry.OnSubmitted = func(string) { f.Press() }
}

// makeIdentity makes a key, sealed by a passphrase of its own.
func (p *People) makeIdentity(r request, then func(*vault.Identity)) {
	next := gate.NewPassphraseInput(p.d.Words)
	classic := ui.NewCheck(p.t("keys.card_short"), false, nil)
	f := p.ask(ask.Spec{
		Title: p.t(r.title), Yes: p.t("keys.card_do"), First: next.First(),
		Body: ui.NewStack(2.4, ui.NewText(p.t("keys.card_make"), ui.TextStyle{}), next.Object(),
			ui.NewStack(0.6, classic, ui.NewCaption(p.t("keys.card_short_why")))),
		Submit: func(f *ask.Form) {
			text, ok := next.Take()
			if !ok {
				return
			}
			var id *vault.Identity
			var err error
			short := classic.Checked()
			f.Run(func() {
				if err = os.MkdirAll(filepath.Dir(p.IdentityPath), 0o700); err == nil {
					id, err = vault.CreateIdentity(p.IdentityPath, vault.Passphrase(text), p.Cost, short)
				}
			}, func() {
				if err != nil {
					f.Say(p.sentence(err))
					return
				}
				f.Close()
				then(id)
			})
		},
	})
	next.OnSubmit(f.Press)
}

// showCard shows the public part of a key, and lets it go to others.
func (p *People) showCard(id *vault.Identity, signed bool) {
	name := ui.NewEntry(p.t("keys.card_name_example"), nil)
	name.Load(p.ownName())
	in := func() sheet.CardInput {
		c := id.Card(strings.TrimSpace(model.CleanText(name.Text)))
		if !p.d.DB.ReadOnly() {
			p.d.Fail(p.d.DB.SetOwnCard(c))
		}
		return sheet.CardInput{Card: c, Date: time.Now()}
	}
	card := id.Card("")
	parts := []fyne.CanvasObject{ui.NewText(p.t("sheet.card.lead"), ui.TextStyle{})}
	if signed {
		parts = append(parts, ui.NewBanner(ui.Success, p.t("people.signed_now")))
	}
	parts = append(parts, ui.NewField(p.t("keys.card_name"), name), p.ways(in),
		ui.NewStack(1.4, ui.NewSection(p.t("sheet.card.fingerprint"), p.t("keys.card_compare")), fingerprint(card)),
		p.keysOf(card))
	var d *ui.Dialog
	done := ui.NewButton(p.t("action.close"), nil, ui.Primary, func() { d.Close(); p.changed() })
	d = ui.NewDialog(p.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: p.t("keys.card"), Body: ui.NewStack(2.4, parts...), Buttons: []*ui.Button{done}, First: done, Width: 560,
		Cancel: done.OnTapped,
	})
	d.Show()
}

// keysOf shows both keys of a card, and its code beside them.
func (p *People) keysOf(c vault.Card) fyne.CanvasObject {
	written := func(text string, least float32) *ui.Editor {
		e := ui.NewAutoEditor(1, least)
		e.SetText(text)
		e.SetReadOnly(true)
		return e
	}
	keys := []fyne.CanvasObject{ui.NewField(p.t("sheet.card.key"), written(c.Recipient, 84))}
	if c.Signing != nil {
		keys = append(keys, ui.NewField(p.t("sheet.card.signing"), written(c.SigningText(), 60)))
	}
	parts := ui.NewStack(2, keys...)
	if code := picture(c); code != nil {
		return ui.NewStack(2, parts, ui.NewStack(0.8, ui.NewCaption(p.t("people.code")), code))
	}
	return parts
}

// picture is the code of a card, dark on white in every look, since scanners
// want it so; nil when no code can hold it.
func picture(c vault.Card) fyne.CanvasObject {
	b, err := sheet.CardCode(c)
	if err != nil {
		return nil
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	code := canvas.NewImageFromImage(img)
	code.ScaleMode, code.FillMode = canvas.ImageScalePixels, canvas.ImageFillContain
	code.SetMinSize(fyne.NewSquareSize(float32(img.Bounds().Dx()) / 10 * 3)) // a module is ten pixels of the picture, and three points here
	return container.NewHBox(code)
}

// ways are the buttons by which a card goes to others.
func (p *People) ways(in func() sheet.CardInput) fyne.CanvasObject {
	out := func(do func(*desk.Desk, sheet.CardInput)) func() { return func() { do(p.d, in()) } }
	ways := ui.NewFlow(
		ui.NewButton(p.t("keys.card_pdf"), theme.DocumentSaveIcon(), ui.Plain, out(keypaper.SaveCard)),
		ui.NewButton(p.t("keys.card_txt"), theme.DocumentSaveIcon(), ui.Plain, out(keypaper.SaveCardText)),
		ui.NewButton(p.t("people.card_code"), theme.DocumentSaveIcon(), ui.Plain, out(keypaper.SaveCardCode)))
	if paper.CanPrint() {
		ways.Add(ui.NewButton(p.t("recovery.print"), theme.DocumentPrintIcon(), ui.Plain, out(keypaper.PrintCard)))
	}
	ways.Add(ui.NewButton(p.t("action.copy"), theme.ContentCopyIcon(), ui.Plain, func() {
		clip.Put(sheet.CardText(p.d.Words, in()))
		p.d.Host.Toast(p.t("keys.card_copied"), "", nil)
	}))
	return ways
}

// Standing says how what is written here is signed.
type Standing int

// The standings.
const (
	Unsigned Standing = iota // this computer has no key of its own
	Device                   // by this computer, for which nobody answers
	Named                    // a person answers for it
	Looking                  // nothing is written: the file is open to look only
)

// StandingOf gives how what is written at a desk is signed, and the name on the
// card of who answers for it, as far as that is known.
func StandingOf(d *desk.Desk) (s Standing, name string, err error) {
	switch {
	case d.DB.ReadOnly():
		return Looking, "", nil
	case d.DB.DeviceKey() == nil:
		return Unsigned, "", nil
	}
	by, err := d.DB.CertifiedBy(context.Background())
	if err != nil || len(by) == 0 {
		return Device, "", err
	}
	own, there, err := d.DB.OwnCard()
	if !there {
		return Named, "", err
	}
	return Named, own.Name, err
}

// standing shows that, with what can be done about it.
func (p *People) standing() fyne.CanvasObject {
	s, name, err := StandingOf(p.d)
	p.d.Fail(store.Classify(err))
	act := func(key string) fyne.CanvasObject { return ui.NewButton(p.t(key), nil, ui.Plain, p.Sign) }
	switch {
	case s == Looking:
		return nil
	case s == Unsigned:
		return ui.NewBanner(ui.Warning, p.t("people.no_device"))
	case s == Device && p.IdentityPath == "":
		return ui.NewActionRow(theme.ComputerIcon(), p.t("people.unnamed"), p.t("people.unnamed_why")).Boxed()
	case s == Device:
		return ui.NewActionRow(theme.ComputerIcon(), p.t("people.unnamed"), p.t("people.unnamed_why"), act("people.sign_open")).Boxed()
	}
	title := p.t("people.named_nobody")
	if name != "" {
		title = p.t("people.named", tr.V{"Name": name})
	}
	return ui.NewActionRow(theme.ConfirmIcon(), title, p.t("people.named_why")).Boxed()
}

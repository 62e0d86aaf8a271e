package keys_test

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/keypaper"
	"guvoh/app/screen/keys"
	"guvoh/app/ui"
	"guvoh/export/sheet"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// bench is a desk with the screen on it, and what the window was asked for.
type bench struct {
	*desktest.Bench
	identity string
	opened   []string
	wiped    int
}

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l)}
	b.identity = filepath.Join(t.TempDir(), "config", vault.IdentityName)
	b.Desk.Key = b.DB.Keys()[0].ID
	return b
}

func (b *bench) open() {
	b.TB.Helper()
	b.Show(func(d *desk.Desk, r desk.Route) desk.Pane {
		return keys.New(d, r, keys.Tools{
			IdentityPath: b.identity, Cost: vaulttest.Cheap,
			Open: func(path string) { b.opened = append(b.opened, path) },
			Wipe: func() { b.wiped++ },
		})
	}, desk.Route{Screen: desk.ScreenKeys})
}

func (b *bench) t(key string) string { return b.Desk.Words.T(key) }

// tap takes the topmost button with those words.
func (b *bench) tap(key string) {
	b.TB.Helper()
	test.Tap(desktest.Button(b.Bench, b.t(key)))
}

// act takes the button of the row with that title.
func (b *bench) act(title, button string) {
	b.TB.Helper()
	test.Tap(b.button(title, button))
}

func (b *bench) button(title, button string) *ui.Button {
	b.TB.Helper()
	for _, r := range desktest.Find[*ui.ActionRow](b.Bench) {
		if r.Title() != title {
			continue
		}
		for _, o := range test.LaidOutObjects(r) {
			if w, ok := o.(*ui.Button); ok && w.Label() == button {
				return w
			}
		}
	}
	b.TB.Fatalf("no %q in the row %q", button, title)
	return nil
}

// dismiss takes down what is on top.
func (b *bench) dismiss() {
	over := b.Window().Canvas().Overlays()
	for top := over.Top(); top != nil; top = over.Top() {
		over.Remove(top)
	}
}

// full gives the file every kind of key.
func (b *bench) full() {
	b.TB.Helper()
	db := b.DB
	id, err := vault.CreateIdentity(filepath.Join(b.TB.TempDir(), "farrukh"), "somebody's own passphrase", vaulttest.Cheap, false)
	b.Must(err)
	r, err := vault.ParseRecipient(id.Recipient())
	b.Must(err)
	secret := []byte("0123456789abcdef")
	b.Must(db.ChangeKeys(
		vault.Add(vault.NewRecovery(secret, "")), vault.Add(vault.NewShares([]byte("fedcba9876543210"), 2, 3, "")),
		vault.Add(vault.NewRecipient(r, "Farrukh"))))
	all := db.Keys()
	for _, name := range []string{"Farrukh", "Lola"} {
		n, err := db.AddColleague(b.TB.Context(), store.ColleagueOf(id.Card(name)))
		b.Must(err)
		b.Must(db.VerifyColleague(b.TB.Context(), n, true))
		if id, err = vault.CreateIdentity(filepath.Join(b.TB.TempDir(), name), "somebody's own passphrase", vaulttest.Cheap, true); err != nil {
			b.TB.Fatal(err)
		}
	}
	b.Must(keypaper.Annotate(db, all[1].ID, func(n *keypaper.Note) { n.Tried = true }))
	b.Must(keypaper.Annotate(db, all[2].ID, func(n *keypaper.Note) { n.Set, n.Keepers = "academic acid", []string{"A.", "", "Lola"} }))
	b.Must(keypaper.Annotate(db, all[3].ID, func(n *keypaper.Note) { n.Fingerprint = sheet.FingerprintOf(id.Card("")).Digits }))
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		shot := func(what string) { b.Shot("keys-" + name + "-" + what) }
		b.open()
		shot("new")
		b.full()
		b.ReadOnly()
		b.open()
		shot("readonly")
		b.Reopen()
		b.Desk.Key = b.DB.Keys()[0].ID
		b.open()
		shot("full")
		scroll := desktest.Find[*ui.Scroll](b.Bench)
		scroll[len(scroll)-1].ScrollTo(520)
		shot("middle")
		scroll[len(scroll)-1].ScrollTo(5000)
		shot("end")
		for _, d := range []struct{ name, row, button string }{
			{"change", "keys.passphrase", "keys.change"},
			{"another", "keys.another", "keys.add"},
			{"colleague", "keys.colleague", "keys.add"},
			{"card", "keys.card", "keys.show"},
			{"renew", "keys.renew", "keys.renew_do"},
			{"decoy", "keys.decoy", "keys.choose"},
		} {
			b.act(b.t(d.row), b.t(d.button))
			shot(d.name)
			b.dismiss()
		}
		b.act(b.t("keys.passphrase"), b.t("keys.change"))
		b.fill(b.t("keys.present"), "wrong")
		b.fill(b.t("keys.new"), strong)
		b.fill(b.t("choose.again"), strong)
		b.tap("keys.change_do")
		shot("wrong")
		b.fill(b.t("keys.present"), string(vaulttest.Passphrase))
		b.tap("keys.change_do")
		shot("changed")
		b.dismiss()
		b.act(b.t("keys.colleague"), b.t("keys.add"))
		id, err := vault.CreateIdentity(filepath.Join(t.TempDir(), "lola"), strong, vaulttest.Cheap, false)
		b.Must(err)
		desktest.Row(b.Bench, b.t("keys.card_text")).Input().(*ui.Editor).SetText(id.Recipient())
		shot("pasted")
		b.tap("keys.colleague_next")
		shot("compare")
		b.dismiss()
		b.act(b.t("keys.card"), b.t("keys.show"))
		b.fill(b.t("choose.passphrase"), strong)
		b.fill(b.t("choose.again"), strong)
		b.tap("keys.card_do")
		shot("mycard")
		b.dismiss()
		test.Tap(desktest.Button(b.Bench, b.Desk.Words.N("keys.limit_count", 5)))
		shot("limit")
		b.dismiss()
		b.tap("keys.about")
		shot("about")
		b.dismiss()
		b.act(b.t("keys.kind.recovery"), b.t("action.remove"))
		shot("remove")
		b.dismiss()
		b.act(b.t("keys.recovery"), b.t("keys.make"))
		shot("recovery")
		b.open()
		b.act(b.t("keys.shares"), b.t("keys.make"))
		shot("shares")
		b.tap("shares.make")
		shot("share")
	})
}

package people_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk/desktest"
	"guvoh/app/ui"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		shot := func(what string) { b.Shot("people-" + name + "-" + what) }
		dismiss := func() {
			over := b.Window().Canvas().Overlays()
			for top := over.Top(); top != nil; top = over.Top() {
				over.Remove(top)
			}
		}
		b.open()
		shot("new")
		b.tap("people.sign_open")
		shot("sign")
		dismiss()
		b.Must(os.MkdirAll(filepath.Dir(b.identity), 0o700))
		_, err := vault.CreateIdentity(b.identity, strong, vaulttest.Cheap, false)
		b.Must(err)
		test.Tap(desktest.Button(b.Bench, b.Desk.Words.T("keys.show")))
		b.Type(strong)
		b.Press(fyne.KeyReturn)
		shot("card")
		scroll := desktest.Find[*ui.Scroll](b.Bench)
		scroll[0].ScrollTo(2000)
		shot("card-end")
		dismiss()
		ctx := context.Background()
		n, err := b.DB.AddColleague(ctx, store.ColleagueOf(somebody(t, "Dilbar Karimova", false)))
		b.Must(err)
		b.Must(b.DB.VerifyColleague(ctx, n, true))
		_, err = b.DB.AddColleague(ctx, store.ColleagueOf(somebody(t, "Фаррух", true)))
		b.Must(err)
		old := store.ColleagueOf(somebody(t, "Otabek", true))
		old.Signing = nil
		_, err = b.DB.AddColleague(ctx, old)
		b.Must(err)
		b.open()
		shot("full")
		b.tap("people.add")
		shot("add")
		dismiss()
		b.tap("people.compare")
		shot("compare")
		b.tap("people.verify")
		shot("compare-first")
		dismiss()
		b.paste(somebody(t, "Dilbar Karimova", true).Text("Card"))
		b.tap("people.add_do")
		shot("changed")
		dismiss()
		b.tap("action.remove")
		shot("remove")
	})
}

package colleagues

import (
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"guvoh/app/gate"
	"guvoh/app/ui"
	"guvoh/model/passphrase"
	"guvoh/model/vault"
)

// way is how a person opens what a colleague gave them.
type way struct {
	name  string // the end of the key that says when to take it
	key   string // of its words
	input fyne.CanvasObject
	first fyne.Focusable
	// take gives what makes the secret, away from the window; false where
	// something is missing, which it says itself.
	take func() (func() (vault.Secret, error), bool)
}

// askKey asks what opens a colleague's file, and hands that on. said is what
// went wrong before; "" the first time.
func (f *frame) askKey(name, said string, open func(func() (vault.Secret, error))) {
	ways := []way{f.byPassphrase(), f.byWords()}
	if st, err := os.Stat(f.IdentityPath); err == nil && st.Mode().IsRegular() {
		ways = append(ways, f.byIdentity())
	}
	var box *ui.Dialog
	var submit func()
	at := 0
	place := container.NewStack()
	why := ui.NewCaption("")
	choices := ui.NewFlow()
	show := func(i int) {
		at = i
		choices.Objects = nil
		for j, one := range ways {
			style := ui.Quiet
			if j == i {
				style = ui.Plain
			}
			choices.Add(ui.NewButton(f.t(one.key), nil, style, nil))
		}
		place.Objects = []fyne.CanvasObject{ways[i].input}
		why.SetText(f.t("colleagues.key_why." + ways[i].name))
	}
	var turn func(i int)
	turn = func(i int) {
		show(i)
		for j, o := range choices.Objects {
			o.(*ui.Button).OnTapped = func() { turn(j) }
		}
		choices.Refresh()
		place.Refresh()
		if box != nil {
			box.Refresh()
			ui.Focus(ways[i].first)
		}
	}
	turn(0)
	parts := []fyne.CanvasObject{ui.NewText(f.d.Words.T("colleagues.key_text", map[string]any{"Name": name}), ui.TextStyle{})}
	if said != "" {
		parts = append(parts, ui.NewBanner(ui.Problem, said))
	}
	parts = append(parts, choices, why, place)
	submit = func() {
		if make, ok := ways[at].take(); ok {
			box.Close()
			open(make)
			return
		}
		box.Refresh()
	}
	for _, one := range ways {
		if e, ok := one.first.(*ui.Entry); ok {
			e.OnSubmitted = func(string) { submit() }
		}
	}
	cancel := func() {
		box.Close()
		f.d.Host.Replace(hubRoute())
	}
	no := ui.NewButton(f.t("action.cancel"), nil, ui.Plain, cancel)
	yes := ui.NewButton(f.t("action.open"), nil, ui.Primary, submit)
	box = ui.NewDialog(f.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: f.t("colleagues.key_title"), Body: ui.NewStack(2, parts...), Buttons: []*ui.Button{no, yes},
		First: ways[0].first, Width: 520, Cancel: cancel, Accept: submit,
	})
	box.Show()
}

// secret is a line of letters that nobody should read.
func (f *frame) secret(label string) (entry *ui.Entry, field *ui.Field, object fyne.CanvasObject) {
	entry = ui.NewSecretEntry("", func(string) { field.SetError("") })
	field = ui.NewField(f.t(label), entry)
	return entry, field, ui.NewStack(1.2, field, ui.NewCheck(f.t("unlock.show"), false, entry.ShowLetters))
}

func (f *frame) byPassphrase() way {
	entry, field, object := f.secret("unlock.passphrase")
	return way{name: "passphrase", key: "colleagues.key.passphrase", input: object, first: entry, take: func() (func() (vault.Secret, error), bool) {
		if entry.Text == "" {
			field.SetError(f.t("unlock.empty"))
			return nil, false
		}
		text := entry.Text
		return func() (vault.Secret, error) { return vault.Passphrase(passphrase.Normalize(text)), nil }, true
	}}
}

func (f *frame) byWords() way {
	in := gate.NewWordsInput(f.d.Words)
	return way{name: "words", key: "colleagues.key.words", input: in.Object(), first: in.First(), take: func() (func() (vault.Secret, error), bool) {
		secret, ok := in.Take()
		return func() (vault.Secret, error) { return vault.Words(secret), nil }, ok
	}}
}

func (f *frame) byIdentity() way {
	entry, field, object := f.secret("unlock.identity_passphrase")
	return way{name: "own", key: "colleagues.key.own", input: object, first: entry, take: func() (func() (vault.Secret, error), bool) {
		if entry.Text == "" {
			field.SetError(f.t("unlock.empty"))
			return nil, false
		}
		text, path := entry.Text, f.IdentityPath
		return func() (vault.Secret, error) {
			id, err := vault.OpenIdentity(path, vault.Passphrase(passphrase.Normalize(text)))
			if err != nil {
				return nil, err
			}
			return id.Secret(), nil
		}, true
	}}
}

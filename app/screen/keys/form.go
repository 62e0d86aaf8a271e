package keys

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/ui"
	"guvoh/model/passphrase"
	"guvoh/model/vault"
)

// form is a dialog whose answer takes a second or two, since a passphrase is
// stretched for it. Meanwhile it stays, says so, and takes no other answer.
type form struct {
	s       *Screen
	box     *ui.Dialog
	yes, no *ui.Button
	say     *ui.Text // how it goes, and what went wrong with no line in particular
	busy    bool
}

// ask puts a form up. submit hears that the person wants it; it works with
// [form.run] and ends with [form.close].
func (s *Screen) ask(title string, body fyne.CanvasObject, first fyne.Focusable, yes string, submit func(*form)) *form {
	f := &form{s: s, say: ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle})}
	answer := func() {
		if !f.busy {
			submit(f)
			f.box.Refresh()
		}
	}
	f.no = ui.NewButton(s.t("action.cancel"), nil, ui.Plain, f.cancel)
	f.yes = ui.NewButton(yes, nil, ui.Primary, answer)
	f.box = ui.NewDialog(s.d.Host.Window().Canvas(), ui.DialogSpec{
		Title: title, Body: ui.NewStack(2, body, f.say), Buttons: []*ui.Button{f.no, f.yes},
		First: first, Width: 520, Cancel: f.cancel, Accept: answer,
	})
	f.box.Show()
	return f
}

// grave makes the harmless answer the one that has the keyboard.
func (f *form) grave() {
	f.yes.SetStyle(ui.Danger)
	ui.Focus(f.no)
}

// press answers the form, for Enter in its last line.
func (f *form) press() { f.yes.OnTapped() }

func (f *form) cancel() {
	if !f.busy {
		f.box.Close()
	}
}

func (f *form) close() { f.box.Close() }

// run works away from the window. done is not called when the screen was left
// meanwhile, as when the window locked: there is nobody to tell.
func (f *form) run(work, done func()) {
	f.setBusy(true)
	f.say.SetColor(ui.ColorSubtle)
	f.say.SetText(f.s.t("keys.working"))
	f.s.d.Runner.Do(work, func() {
		if f.s.gone {
			return
		}
		f.setBusy(false)
		f.say.SetText("")
		f.say.SetColor(theme.ColorNameError)
		done()
		f.box.Refresh()
	})
}

func (f *form) setBusy(on bool) {
	f.busy = on
	for _, b := range []*ui.Button{f.yes, f.no} {
		if on {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// present is a line for a passphrase that exists already.
type present struct {
	entry *ui.Entry
	field *ui.Field
	show  *ui.Check
}

func (s *Screen) present(label string) *present {
	p := &present{}
	p.entry = ui.NewSecretEntry("", func(string) { p.field.SetError("") })
	p.field = ui.NewField(label, p.entry)
	p.show = ui.NewCheck(s.t("unlock.show"), false, p.entry.ShowLetters)
	return p
}

func (p *present) object() fyne.CanvasObject { return ui.NewStack(1.2, p.field, p.show) }

// take gives what was typed, or says that it is missing.
func (s *Screen) take(p *present) (vault.Passphrase, bool) {
	if p.entry.Text == "" {
		p.field.SetError(s.t("unlock.empty"))
		return "", false
	}
	return vault.Passphrase(passphrase.Normalize(p.entry.Text)), true
}

// Package ask puts questions in a box over the window whose answer takes a
// moment, since a passphrase is stretched or a file is read for it.
//
// Its one job is that such a box stays while it works, says so, takes no other
// answer meanwhile, and says what went wrong in its own place. Screens and the
// parts they share use it; none repeats it.
//
// Rules of the package: work never runs on the window's goroutine; what was
// typed as a passphrase is dropped with the box; when the screen that asked was
// left, as when the window locks, nothing is said any more.
package ask

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/ui"
	"guvoh/model/passphrase"
	"guvoh/model/vault"
)

// Spec says what is asked.
type Spec struct {
	Title  string
	Body   fyne.CanvasObject
	First  fyne.Focusable // gets the keyboard; nil means the button
	Yes    string         // the button that answers
	No     string         // the button that does not; "" means Cancel
	Submit func(*Form)    // hears that the person wants it
	Gone   func() bool    // the screen that asks was left; nil: it never is
	Width  float32        // at 100 %; 0 means 520
}

// Form is a box that is up.
type Form struct {
	Spec
	d       *desk.Desk
	box     *ui.Dialog
	yes, no *ui.Button
	say     *ui.Text // how it goes, and what went wrong with no line in particular
	busy    bool
}

// Show puts a box up. Submit works with [Form.Run] and ends with [Form.Close].
func Show(d *desk.Desk, spec Spec) *Form {
	if spec.Width == 0 {
		spec.Width = 520
	}
	if spec.No == "" {
		spec.No = d.Words.T("action.cancel")
	}
	f := &Form{Spec: spec, d: d, say: ui.NewText("", ui.TextStyle{Size: theme.SizeNameCaptionText, Color: ui.ColorSubtle})}
	f.no = ui.NewButton(spec.No, nil, ui.Plain, f.cancel)
	f.yes = ui.NewButton(spec.Yes, nil, ui.Primary, f.answer)
	f.box = ui.NewDialog(d.Host.Window().Canvas(), ui.DialogSpec{
		Title: spec.Title, Body: ui.NewStack(2, spec.Body, f.say), Buttons: []*ui.Button{f.no, f.yes},
		First: spec.First, Width: spec.Width, Cancel: f.cancel, Accept: f.answer,
	})
	f.box.Show()
	return f
}

func (f *Form) answer() {
	if !f.busy {
		f.Submit(f)
		f.box.Refresh()
	}
}

// Grave makes the harmless answer the one that has the keyboard.
func (f *Form) Grave() {
	f.yes.SetStyle(ui.Danger)
	ui.Focus(f.no)
}

// Press answers the box, for Enter in its last line.
func (f *Form) Press() { f.yes.OnTapped() }

// Say says what went wrong with no line in particular.
func (f *Form) Say(sentence string) {
	f.say.SetColor(theme.ColorNameError)
	f.say.SetText(sentence)
}

func (f *Form) cancel() {
	if !f.busy {
		f.box.Close()
	}
}

// Close takes the box down.
func (f *Form) Close() { f.box.Close() }

// Refresh lays the box out again after its body changed height.
func (f *Form) Refresh() { f.box.Refresh() }

// Run works away from the window. done is not called when the screen was left
// meanwhile: there is nobody to tell.
func (f *Form) Run(work, done func()) {
	f.setBusy(true)
	f.say.SetColor(ui.ColorSubtle)
	f.say.SetText(f.d.Words.T("keys.working"))
	f.d.Runner.Do(work, func() {
		if f.Gone != nil && f.Gone() {
			return
		}
		f.setBusy(false)
		f.say.SetText("")
		f.say.SetColor(theme.ColorNameError)
		done()
		f.box.Refresh()
	})
}

func (f *Form) setBusy(on bool) {
	f.busy = on
	for _, b := range []*ui.Button{f.yes, f.no} {
		if on {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

// Secret is a line for a passphrase that exists already.
type Secret struct {
	d     *desk.Desk
	Entry *ui.Entry
	field *ui.Field
	show  *ui.Check
}

// NewSecret makes an empty line under a label.
func NewSecret(d *desk.Desk, label string) *Secret {
	s := &Secret{d: d}
	s.Entry = ui.NewSecretEntry("", func(string) { s.field.SetError("") })
	s.field = ui.NewField(label, s.Entry)
	s.show = ui.NewCheck(d.Words.T("unlock.show"), false, s.Entry.ShowLetters)
	return s
}

// Object gives what is shown.
func (s *Secret) Object() fyne.CanvasObject { return ui.NewStack(1.2, s.field, s.show) }

// Take gives what was typed, or says that it is missing.
func (s *Secret) Take() (vault.Passphrase, bool) {
	if s.Entry.Text == "" {
		s.field.SetError(s.d.Words.T("unlock.empty"))
		return "", false
	}
	return vault.Passphrase(passphrase.Normalize(s.Entry.Text)), true
}

// Wrong empties the line, says why, and gives it the keyboard.
func (s *Secret) Wrong(sentence string) {
	s.Entry.Load("")
	s.field.SetError(sentence)
	ui.Focus(s.Entry)
}

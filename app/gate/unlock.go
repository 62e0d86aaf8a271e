package gate

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"guvoh/app/desk"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/passphrase"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// UnlockSpec says what an [Unlock] asks for.
type UnlockSpec struct {
	Words  *tr.Printer
	Runner task.Runner
	Name   string // of the file, where the person has just chosen it
	// Try opens the file with a secret, away from the window, and says then
	// how that ended, on the window's goroutine. Whoever shows the pane takes
	// it away when it went well.
	Try func(s vault.Secret, done func(error))
	// Identity opens the person's own key by its passphrase; nil where this
	// computer keeps none.
	Identity func(passphrase string) (vault.Secret, error)
	Other    func() // another file is wanted
	Wipe     func() // the keys of this one shall be destroyed
	Wrong    int    // how many wrong keys were tried before
}

// Unlock asks for the key of a file.
type Unlock struct {
	UnlockSpec
	box   *fyne.Container
	wrong int          // keys in a row
	busy  bool         // a key is being tried, or the next must wait
	say   *ui.Text     // what is going on
	field *ui.Field    // where a wrong key is told
	used  func()       // forgets what was typed
	hands []*ui.Button // cannot be pressed while busy
}

// NewUnlock makes the pane; show its Object.
func NewUnlock(spec UnlockSpec) *Unlock {
	u := &Unlock{UnlockSpec: spec, box: container.NewStack(), wrong: spec.Wrong}
	u.askPassphrase()
	if u.wrong > 0 { // shown anew: the pause goes on
		u.wait(pause(u.wrong))
	}
	return u
}

// Object gives what is shown.
func (u *Unlock) Object() fyne.CanvasObject { return u.box }

// Wrong gives how many wrong keys were tried in a row.
func (u *Unlock) Wrong() int { return u.wrong }

func (u *Unlock) t(key string) string { return u.Words.T(key) }

// show puts a way of opening on the screen.
func (u *Unlock) show(here, text string, first fyne.Focusable, parts ...fyne.CanvasObject) {
	title := u.t("unlock.title")
	if u.Name != "" {
		title = u.Words.T("unlock.title_of", tr.V{"Name": u.Name})
	}
	u.box.Objects = []fyne.CanvasObject{page(ui.LockIcon(), title, text, append(parts, u.say, u.ways(here))...)}
	u.box.Refresh()
	u.Runner.Do(func() {}, func() { ui.Focus(first) })
}

// ways are the other ways in, and out.
func (u *Unlock) ways(here string) fyne.CanvasObject {
	link := func(key string, do func()) fyne.CanvasObject { return ui.NewButton(u.t(key), nil, ui.Link, do) }
	in := container.NewHBox()
	for _, w := range []struct {
		key string
		do  func()
	}{{byPassphrase, u.askPassphrase}, {byWords, u.askWords}, {byIdentity, u.askIdentity}} {
		if w.key != here && (w.key != byIdentity || u.Identity != nil) {
			in.Add(link(w.key, w.do))
		}
	}
	out := container.NewHBox(link("unlock.other_file", u.Other), link("unlock.wipe", u.Wipe))
	return ui.NewStack(0.6, container.NewCenter(in), container.NewCenter(out))
}

// The ways in, by the keys of their words.
const (
	byPassphrase = "unlock.by_passphrase"
	byWords      = "unlock.by_words"
	byIdentity   = "unlock.by_identity"
)

func (u *Unlock) fresh(field *ui.Field, used func(), hands ...*ui.Button) {
	u.say, u.field, u.used, u.hands = ui.NewCaption(""), field, used, hands
}

func (u *Unlock) askPassphrase() {
	u.askSecret(byPassphrase, "unlock.passphrase", "unlock.text", func(text string) (vault.Secret, error) {
		return vault.Passphrase(passphrase.Normalize(text)), nil
	})
}

// askIdentity opens the person's own key first, and the file with it.
func (u *Unlock) askIdentity() {
	u.askSecret(byIdentity, "unlock.identity_passphrase", "unlock.identity_text", u.Identity)
}

// askSecret asks for one line of letters that nobody should read.
func (u *Unlock) askSecret(here, label, text string, make func(text string) (vault.Secret, error)) {
	entry := ui.NewSecretEntry("", func(string) { u.field.SetError("") })
	field := ui.NewField(u.t(label), entry)
	show := ui.NewCheck(u.t("unlock.show"), false, entry.ShowLetters)
	var open *ui.Button
	submit := func() {
		if entry.Text == "" {
			u.field.SetError(u.t("unlock.empty"))
			return
		}
		text := entry.Text
		u.try(func() (vault.Secret, error) { return make(text) })
	}
	open = ui.NewButton(u.t("unlock.open"), nil, ui.Primary, submit)
	entry.OnSubmitted = func(string) { submit() }
	u.fresh(field, func() { entry.Load("") }, open)
	u.show(here, u.t(text), entry, ui.NewStack(1.6, field, show), open)
}

func (u *Unlock) askWords() {
	w := NewWordsInput(u.Words)
	var open *ui.Button
	submit := func() {
		secret, ok := w.Take()
		if ok {
			u.try(func() (vault.Secret, error) { return vault.Words(secret), nil })
		}
	}
	open = ui.NewButton(u.t("unlock.use_words"), nil, ui.Primary, submit)
	u.fresh(w.field, w.Clear, open)
	u.show(byWords, u.t("unlock.words_text"), w.editor, w.Object(), open)
}

// try tries a key, unless another is being tried or the next must still wait.
func (u *Unlock) try(make func() (vault.Secret, error)) {
	if u.busy {
		return
	}
	u.setBusy(true)
	u.say.SetText(u.t("unlock.opening"))
	var secret vault.Secret
	var err error
	u.Runner.Do(func() { secret, err = make() }, func() {
		if err != nil {
			u.ended(err)
			return
		}
		u.Try(secret, u.ended)
	})
}

func (u *Unlock) ended(err error) {
	u.setBusy(false)
	u.say.SetText("")
	u.used()
	switch {
	case err == nil:
	case errors.Is(err, store.ErrWrongKey):
		u.wrong++
		u.field.SetError(u.t("problem.store.wrong_key"))
		u.wait(pause(u.wrong))
	default:
		u.field.SetError(desk.Sentence(u.Words, err))
	}
}

// longest is how many seconds the next try waits at most: longer would lock
// out who has shaking hands, and hold up nobody who copies the file.
const longest = 30

// pause is how many seconds the next try waits after so many wrong ones.
func pause(wrong int) int {
	if wrong < 2 {
		return 0 // anybody mistypes
	}
	return min(1<<min(wrong-2, 10), longest)
}

// wait counts down until the next key may be tried.
func (u *Unlock) wait(seconds int) {
	if seconds <= 0 {
		u.setBusy(false)
		u.say.SetText("")
		return
	}
	u.setBusy(true)
	u.say.SetText(u.Words.N("unlock.wait", seconds))
	u.Runner.After(time.Second, func() { u.wait(seconds - 1) })
}

func (u *Unlock) setBusy(on bool) {
	u.busy = on
	for _, b := range u.hands {
		if on {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

package shell

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/gate"
	"guvoh/app/presence"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/passphrase"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// Away is what a locked window remembers: which file, and where the person was
// in it. It goes to the process that takes over and nowhere else.
type Away struct {
	Path    string   `json:"path"`
	Screen  string   `json:"screen"`
	Case    model.ID `json:"case"`
	Section string   `json:"section"`
	Record  model.ID `json:"record"`
	Wiped   bool     `json:"wiped"` // nothing to come back to: its keys were destroyed
	Kept    bool     `json:"-"`     // the process could not be replaced, and may still hold the key
}

// route is the place to come back to. What was searched for is not among it:
// words that a person typed stay in the file.
func (a Away) route() desk.Route {
	return desk.Route{Screen: a.Screen, Case: a.Case, Section: a.Section, Record: a.Record}
}

// Lock keeps every word, closes the file and forgets its key: the process is
// replaced by a fresh one that asks for it, since a program cannot empty its
// own memory (see docs/threat-model.md). When the disk refuses the last words
// the window stays as it is and says so: nothing is lost for the sake of a
// lock. Long work is waited for. Longer words in a box that is open belong to no
// record yet; they are kept in the file and shown when it is opened again.
func (s *Shell) Lock() {
	switch {
	case s.working:
		s.lockLater = true
		return
	case s.desk == nil:
		s.dropTyped()
		return
	}
	at := s.Place()
	s.keepTyped()
	away := Away{Path: s.asked, Screen: at.Screen, Case: at.Case, Section: at.Section, Record: at.Record}
	if !s.CloseFile() {
		s.Runner.After(lockAgain, func() {
			if s.desk != nil {
				s.Lock()
			}
		})
		return
	}
	s.replace(away)
}

// lockAgain is when a lock is tried again that the disk refused: a stick may be
// plugged in meanwhile.
const lockAgain = 30 * time.Second

// replace hands on to a fresh process, or goes on in this one where there can be
// none.
func (s *Shell) replace(away Away) {
	s.keepSettings()
	if s.Restart != nil {
		state, err := json.Marshal(away)
		if err == nil {
			err = s.Restart(state) // comes back only when it failed
		}
		fyne.LogError("the process was not replaced", err)
		away.Kept = true
	}
	s.Resume(away)
}

// dropTyped forgets what was typed where a key is asked for or chosen.
func (s *Shell) dropTyped() {
	if s.stand != nil {
		s.dismiss()
		s.speak()
		ui.ClearClipboard()
	}
}

// dismiss takes down every dialog: what it asks about is gone.
func (s *Shell) dismiss() {
	over := s.window.Canvas().Overlays()
	for top := over.Top(); top != nil; top = over.Top() {
		over.Remove(top)
	}
}

// ResumeFrom is Resume for what another process left.
func (s *Shell) ResumeFrom(state []byte) error {
	var away Away
	if err := json.Unmarshal(state, &away); err != nil {
		return err
	}
	s.Resume(away)
	return nil
}

// Resume asks for the key of a file that was locked, and comes back to where
// the person was. Nothing on the screen says which file it is.
func (s *Shell) Resume(a Away) {
	if a.Wiped {
		s.leaveGate()
		ui.Message(s.window.Canvas(), s.words.T("action.wipe"), s.words.T(a.either("wipe.done", "wipe.done_kept")))
		return
	}
	s.askKey(a.Path, "", a.route())
	if a.Kept {
		ui.Message(s.window.Canvas(), s.words.T("unlock.title"), s.words.T("unlock.kept"))
	}
}

// either chooses what to say by whether the process was replaced.
func (a Away) either(replaced, kept string) string {
	if a.Kept {
		return kept
	}
	return replaced
}

// Open closes the present file and asks for the key of another.
func (s *Shell) Open(path string) {
	s.parting(func() {
		if s.CloseFile() {
			s.askKey(path, filepath.Base(path), desk.Route{Screen: desk.ScreenToday})
		}
	})
}

// waiting is a file whose key is asked for.
type waiting struct {
	path, name string
	route      desk.Route
	gate       *gate.Unlock
}

// askKey asks for the key of a file, when it is one that a key can open.
func (s *Shell) askKey(path, name string, to desk.Route) {
	switch err := store.Sealed(path); {
	case errors.Is(err, store.ErrUnsealed):
		s.askSeal(path)
		return
	case err != nil:
		s.standFor(nil)
		s.fail(err)
		return
	}
	s.waiting = &waiting{path: path, name: name, route: to}
	s.standFor(s.unlockPane)
}

// standFor shows what stands before a file; nil is the welcome.
func (s *Shell) standFor(pane func() fyne.CanvasObject) {
	s.stand = pane
	s.speak()
}

func (s *Shell) unlockPane() fyne.CanvasObject {
	w := s.waiting
	spec := gate.UnlockSpec{
		Words: s.words, Runner: s.Runner, Name: w.name, Try: s.Unlock, Other: s.leaveGate, Wipe: s.askWipe,
	}
	if st, err := os.Stat(s.IdentityPath); err == nil && st.Mode().IsRegular() {
		spec.Identity = s.identity
	}
	if w.gate != nil { // shown anew in another language: wrong keys still count
		spec.Wrong = w.gate.Wrong()
	}
	w.gate = gate.NewUnlock(spec)
	return w.gate.Object()
}

// identity opens the person's own key.
func (s *Shell) identity(text string) (vault.Secret, error) {
	id, err := vault.OpenIdentity(s.IdentityPath, vault.Passphrase(passphrase.Normalize(text)))
	if err != nil {
		return nil, err
	}
	return id.Secret(), nil
}

// leaveGate goes back to the welcome.
func (s *Shell) leaveGate() {
	s.waiting = nil
	s.standFor(nil)
}

// Unlock tries a key on the file that waits for one, away from the window, and
// says then how that ended. A file that can only be looked at is opened so.
func (s *Shell) Unlock(secret vault.Secret, done func(error)) {
	w := s.waiting
	if w == nil || s.working {
		done(nil)
		return
	}
	var db *store.DB
	var err error
	if p, ok := secret.(vault.Passphrase); ok {
		secret = vault.Once(p)
	}
	s.working = true
	s.Runner.Do(func() { db, err = s.openWith(w.path, secret) }, func() {
		s.working = false
		switch {
		case err == nil:
			s.waiting, s.stand, s.asked = nil, nil, w.path
			s.opened(db, w.route)
			s.learnKey(secret)
		case errors.Is(err, store.ErrWiped):
			s.leaveGate()
			s.fail(err)
		}
		done(err)
		s.ended()
	})
}

func (s *Shell) openWith(path string, secret vault.Secret) (*store.DB, error) {
	o := s.options()
	o.Secret = secret
	db, err := store.Open(path, o)
	if errors.Is(err, store.ErrReadOnly) {
		o.ReadOnly = true
		db, err = store.Open(path, o)
	}
	if err == nil {
		_ = exchange.SweepParts(db) // what cannot be removed now is tried the next time
	}
	return db, err
}

// askWipe asks whether the keys of the file that is open, or waits for its key,
// shall be destroyed.
func (s *Shell) askWipe() {
	if s.desk == nil && s.waiting == nil {
		return
	}
	var d *ui.Dialog
	no := ui.NewButton(s.words.T("action.cancel"), nil, ui.Plain, func() { d.Close() })
	yes := ui.NewButton(s.words.T("wipe.do"), nil, ui.Danger, func() { d.Close(); s.wipe() })
	d = ui.NewDialog(s.window.Canvas(), ui.DialogSpec{
		Title: s.words.T("wipe.title"), Body: ui.NewText(s.words.T("wipe.text"), ui.TextStyle{}),
		Buttons: []*ui.Button{no, yes}, First: no, Width: 520,
		Accept: func() {}, // Enter destroys nothing unless that button has the keyboard
	})
	d.Show()
}

// wipe destroys the keys at once: whoever asks for it has no time. What was
// being typed is not kept, since nobody could read it any more.
func (s *Shell) wipe() {
	var err error
	if s.desk != nil {
		if err = s.desk.DB.Wipe(); err == nil {
			s.forget()
		}
	} else {
		err = store.Wipe(s.waiting.path)
	}
	if err != nil {
		s.fail(err)
		return
	}
	s.replace(Away{Wiped: true}) // this process still holds the key that the file has no more
}

// ---- when to lock ----

// never is the choice of a person who wants no lock for being away.
const never = -1

// lockChoices are the minutes without a sign of a person that settings offer.
var lockChoices = []int{1, 2, 5, 10, 15, 30, never}

// watchIdle locks the window when nobody sits at it.
func (s *Shell) watchIdle() {
	if s.Clock.Wall == nil {
		s.Clock = presence.SystemClock
	}
	s.idle = presence.NewIdle(s.Runner.After, s.Clock, s.Lock)
	ui.OnActivity(s.window.Canvas(), s.idle.Touch)
	s.limitIdle()
}

func (s *Shell) limitIdle() {
	limit := time.Duration(s.settings.LockAfter) * time.Minute
	if s.settings.LockAfter == never {
		limit = 0
	}
	s.idle.Limit(limit)
}

// SetLockAfter changes after how many minutes without a sign of a person the
// window locks; -1 never.
func (s *Shell) SetLockAfter(minutes int) {
	s.settings.LockAfter = minutes
	s.settings = s.settings.sane()
	s.keepSettings()
	s.limitIdle()
	s.speak()
}

// System hears what the system tells of the computer, on the window's
// goroutine. Sleep waits until the file is closed and this process has ended,
// which lets the system go on by itself; after long work it waits no longer.
func (s *Shell) System(e presence.Event) {
	s.Lock()
	e.Done()
}

func (s *Shell) lockName(minutes int) string {
	if minutes == never {
		return s.words.T("settings.lock_never")
	}
	return s.words.N("settings.lock_minutes", minutes)
}

// Package shell is the window around the screens: the menu with every
// shortcut, going to places and coming back, opening and closing files, the
// welcome, the look and the language.
//
// Rules of the package: it knows no record and no screen by name of package;
// the screens it shows are given to it. Every command that has a shortcut
// stands in the main menu, since only there do shortcuts work while somebody
// types, on every keyboard layout; the list of commands and places and the sheet
// of keys are made from it. The window's title never names a case or a
// person, and a file only where the person at the window asked for it.
package shell

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"guvoh/app/desk"
	"guvoh/app/finding"
	"guvoh/app/form"
	"guvoh/app/gate"
	"guvoh/app/presence"
	"guvoh/app/task"
	"guvoh/app/teamwork"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/app/ui/activity"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
)

// Config is what a shell is made from.
type Config struct {
	App          fyne.App
	Bundle       *tr.Bundle
	Schema       *model.Schema // the built-in kinds
	Runner       task.Runner
	SettingsPath string // "" keeps no settings
	IdentityPath string // where the person's own key lies, or will; "" keeps none
	Clock        presence.Clock
	Cost         vault.Cost // of a guess at the passphrase of a new file; measured when zero
	// Restart replaces this process by a fresh one that is handed the state;
	// it comes back only when that failed. Nil stays in this process.
	Restart func(state []byte) error
	Version string
	Icon    fyne.Resource
	Screens map[string]func(*desk.Desk, desk.Route) desk.Pane
	// Commands that belong to screens: what the menu offers while a case is open.
	AddFiles func(d *desk.Desk, c model.ID, paths []string)
	Dossier  func(d *desk.Desk, c model.ID)
	// CasePlaces are the sections of a case, for its screens that have none of their own.
	CasePlaces func(d *desk.Desk, c model.ID) []desk.Place
	// Ongoing tells where an interview was going on that has no end; ok is false for none.
	Ongoing func(d *desk.Desk) (to desk.Route, ok bool)
	// Sample fills a new file with the published cases.
	Sample func(*store.DB) error
	// Import and Data carry records in and out in the interchange format.
	Import func(ctx context.Context, d *desk.Desk, path string) (records int, err error)
	Data   func(ctx context.Context, d *desk.Desk, path string) (records int, err error)
}

// Shell is the one window of the program.
type Shell struct {
	Config
	settings Settings
	window   fyne.Window
	words    *tr.Printer
	root     *ui.Root
	desk     *desk.Desk // nil while no file is open
	pane     desk.Pane
	places   []desk.Route // the way back; the last is where we are
	recent   []desk.Route // where records were looked at since the file was opened, the newest first
	working  bool         // long work holds the file: commands wait until it is done

	stand     func() fyne.CanvasObject // makes what stands before a file; nil: the welcome
	waiting   *waiting                 // the file whose key is asked for
	idle      *presence.Idle
	backups   schedule
	team      *teamwork.Work // what the open file and its team folder do; nil while none is open
	finding   *finding.Work  // keeps the index of the open file; nil while none is open
	nav       *ui.Sidebar    // the way to other places, where it is shown
	line      *ui.StatusLine // says how things stand, where it is shown
	author    string         // who writes, as the line says it
	kept      time.Time      // when something was last written; zero: not since the file was opened
	sheet     *gate.Recovery // of a file that was just made, while it stands before the file
	lockLater bool           // to be locked when the work is done
	quitLater bool           // to end when the work is done
	asked     string         // the path of the open file as the person named it

	filled bool // the window fills the screen for the sake of the pane

	saidUnsigned bool // the person knows that what is written here is not signed
}

// New makes the window with the welcome in it. language is what the system
// speaks, for a first start.
func New(c Config, language ...string) *Shell {
	s := &Shell{Config: c, settings: Settings{}.sane()}
	if c.SettingsPath != "" {
		s.settings = LoadSettings(c.SettingsPath)
	}
	if s.settings.Language == "" {
		s.settings.Language = c.Bundle.Match(language...)
	}
	Forgetful(c.App)
	ui.SetRunner(c.Runner)
	if s.settings.Device == "" {
		s.settings.Device = newDevice(c.SettingsPath)
	}
	if c.SettingsPath != "" {
		if err := s.settings.Save(c.SettingsPath); err != nil { // now, so that the device keeps its word
			fyne.LogError("settings are not kept", err)
		}
	}
	s.window = c.App.NewWindow(program)
	s.window.SetIcon(c.Icon)
	s.window.SetMaster()
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(s.settings.Width, s.settings.Height))
	s.window.SetCloseIntercept(s.Quit)
	s.window.SetOnDropped(s.dropped)
	s.root = ui.NewRoot(container.NewStack())
	s.window.SetContent(s.root)
	s.watchIdle()
	activity.OnNameless(s.byPlace)
	s.speak()
	return s
}

// Window gives the window, to show it and to test it.
func (s *Shell) Window() fyne.Window { return s.window }

// Desk gives what the screens work at; nil while no file is open.
func (s *Shell) Desk() *desk.Desk { return s.desk }

// Place gives where the person is.
func (s *Shell) Place() desk.Route {
	if len(s.places) == 0 {
		return desk.Route{}
	}
	return s.places[len(s.places)-1]
}

// speak puts everything into the chosen language and look, and shows the
// present place again.
func (s *Shell) speak() {
	schema := s.Schema
	if s.desk != nil {
		schema = s.desk.DB.Schema()
	}
	s.words = s.Bundle.Printer(s.settings.Language, schema)
	if err := s.Bundle.InstallFyne(s.settings.Language); err != nil {
		fyne.LogError("words of the toolkit", err) // its few words stay English; ours do not depend on them
	}
	ui.SetLabels(desk.Labels(s.words))
	s.App.Settings().SetTheme(ui.NewTheme(looks[s.settings.Look], float32(s.settings.Size)/100))
	if s.desk != nil {
		s.desk.Words = s.words
	}
	s.menu()
	s.show()
}

var looks = map[string]ui.Mode{"light": ui.Light, "dark": ui.Dark, "contrast": ui.HighContrast}

// show makes the pane of the present place anew.
func (s *Shell) show() {
	if s.stand != nil && s.sheet != nil && s.sheet.Shown() { // larger letters, another look: the words stay
		s.menu()
		return
	}
	s.leave()
	ui.Unfocus(s.window.Canvas()) // or keys would still go to what is taken away
	s.retitle()
	s.line = nil
	if s.window.Canvas().Overlays().Top() == nil { // else the box that is up has the keys
		s.window.Canvas().SetOnTypedKey(s.key)
	}
	switch {
	case s.stand != nil:
		s.fillScreen()
		s.root.SetContent(s.stand())
		s.menu()
		return
	case s.desk == nil:
		s.fillScreen()
		s.root.SetContent(s.welcome())
		return
	}
	s.nav = nil
	s.pane = s.open(s.Place())
	s.fillScreen()
	s.root.SetContent(s.withStatus(s.frame(s.pane)))
	s.menu()
}

func (s *Shell) open(r desk.Route) desk.Pane {
	if r.Screen == desk.ScreenSettings {
		return s.settingsPane(s.desk)
	}
	return s.Screens[r.Screen](s.desk, r)
}

// leave commits what is typed before its pane goes away; false when the disk
// refuses it.
func (s *Shell) leave() (kept bool) {
	if s.sheet != nil {
		s.sheet.Leave()
		s.sheet = nil
	}
	if s.pane != nil {
		s.pane.Leave()
	}
	kept = s.desk == nil || s.desk.Saver.Commit()
	s.pane = nil
	return kept
}

// Go shows another place; the present one can be come back to.
func (s *Shell) Go(r desk.Route) {
	s.leave()
	s.stand = nil
	s.visited(r)
	s.places = append(s.places, r)
	if len(s.places) > 60 {
		s.places = s.places[len(s.places)-60:]
	}
	s.show()
}

// Replace shows another place instead of the present one.
func (s *Shell) Replace(r desk.Route) {
	s.leave()
	if len(s.places) > 0 {
		s.places = s.places[:len(s.places)-1]
	}
	s.visited(r)
	s.places = append(s.places, r)
	s.show()
}

// Here takes note of where in its place the person now is, so that coming back
// and a change of language find it again. Nothing is shown anew.
func (s *Shell) Here(r desk.Route) {
	if n := len(s.places); n > 0 {
		s.places[n-1] = r
		s.visited(r)
	}
}

// Back shows the place before.
func (s *Shell) Back() {
	if len(s.places) < 2 {
		return
	}
	s.leave()
	s.places = s.places[:len(s.places)-1]
	s.show()
}

// Toast shows a sentence for some seconds.
func (s *Shell) Toast(text, action string, f func()) { s.root.Toast(text, action, f) }

// Changed tells the pane what was written. Words and fields of the users' own
// change every form, so the whole place is made anew.
func (s *Shell) Changed(c store.Changes) {
	if !c.Empty() {
		s.kept = time.Now()
		s.showStatus()
	}
	for _, kind := range c.Records {
		if kind == "term" || kind == "field" {
			s.team.Soon(c)
			s.finding.Soon(c)
			s.runLater(s.speak)
			return
		}
	}
	if s.pane != nil {
		s.pane.Changed(c)
	}
	s.team.Soon(c)
	s.finding.Soon(c)
	s.refreshUndo()
}

// runLater runs f once the present event is done with.
func (s *Shell) runLater(f func()) { s.Runner.Do(func() {}, f) }

// work makes the desk for a file that was opened, at a place in it.
func (s *Shell) work(db *store.DB, at desk.Route) {
	d := &desk.Desk{DB: db, Words: s.words, Runner: s.Runner, Host: s}
	d.Saver = form.NewSaver(db, s.Runner, s.Changed, d.Fail)
	if keys := db.Keys(); len(keys) == 1 {
		d.Key = keys[0].ID
	}
	s.desk = d
	s.watchBackups()
	s.watchTeam()
	s.keepIndex()
	s.watchStatus()
	s.places = []desk.Route{{Screen: desk.ScreenCases}}
	switch at.Screen {
	case desk.ScreenToday:
		s.places[0] = at
	case desk.ScreenCases, "":
	default:
		s.places = append(s.places, at)
	}
	s.speak()
	s.runLater(s.giveBack)
}

// Quit commits what is typed, makes a last backup where one is due, closes the
// file and ends the program. When the disk refuses the last words, the window
// stays and says so.
func (s *Shell) Quit() {
	if s.working {
		return
	}
	s.parting(func() {
		if !s.CloseFile() {
			return
		}
		s.keepSettings()
		ui.ClearClipboard() // of what was copied while no file was open, such as a passphrase that was made
		s.window.SetCloseIntercept(nil)
		s.App.Quit()
	})
}

// End is Quit for when nobody is there to be asked: the system ends the
// session. It makes no last backup, and waits for long work.
func (s *Shell) End() {
	s.quitLater = s.working
	if s.working {
		return
	}
	s.keepTyped()
	if !s.CloseFile() {
		return
	}
	s.keepSettings()
	ui.ClearClipboard()
	s.App.Quit()
}

func (s *Shell) keepSettings() {
	if s.SettingsPath == "" {
		return
	}
	size := s.window.Canvas().Size()
	s.settings.Width, s.settings.Height = size.Width, size.Height
	if err := s.settings.Save(s.SettingsPath); err != nil {
		fyne.LogError("settings are not kept", err)
	}
}

// CloseFile lets go of the open file; false when words could not be kept.
func (s *Shell) CloseFile() bool {
	if s.desk == nil {
		return true
	}
	s.window.Canvas().Unfocus() // a line keeps what was typed in it when the keyboard leaves
	if s.pane != nil {
		s.pane.Leave()
	}
	if !s.desk.Saver.Commit() {
		s.pane = nil
		s.show() // the pane was left: it would hear nothing any more
		return false
	}
	s.endBackups()
	s.team.End()
	s.finding.End()
	if err := s.desk.DB.Close(); err != nil {
		s.desk.Fail(err)
	}
	s.forget()
	return true
}

// forget drops what the window holds of a file that is closed.
func (s *Shell) forget() {
	s.pane, s.desk, s.places, s.recent, s.stand, s.asked = nil, nil, nil, nil, nil, ""
	s.team.End() // of a file whose keys were destroyed
	s.finding.End()
	s.team, s.finding, s.nav, s.line = nil, nil, nil, nil
	s.dismiss() // a dialog would ask about a file that is gone, and show what is in it
	s.root.CloseToast()
	s.retitle()
	ui.Forget()
	ui.ClearClipboard()
}

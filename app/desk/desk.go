// Package desk is what every screen works at: the open file, the words of the
// reader's language, and the ways to write, to move about and to be told.
//
// Its one job is to keep screens from knowing each other and the window. A
// screen gets a *Desk, shows what it finds in the file, and reports what the
// person wants; it navigates by [Route] and never holds another screen.
//
// Rules: everything is called on the window's goroutine; every write goes
// through [Desk.Do] or the [form.Saver]; failures are said once, here, in one
// plain sentence.
package desk

import (
	"context"

	"fyne.io/fyne/v2"

	"guvoh/app/form"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// Route names a place in the program, so that going there and coming back is
// only a value.
type Route struct {
	Screen  string   // one of the Screen… constants
	Case    model.ID // the case shown, if any
	Section string   // within a case: "people", "events", "interviews"…
	Record  model.ID // the record to open there, if any
	Words   string   // what is being searched for, on lists
	Spot    Spot     // where in Record
}

// The screens.
const (
	ScreenCases    = "cases"    // the list of cases
	ScreenCase     = "case"     // one case and its sections
	ScreenRecords  = "records"  // persons, organisations, places of the whole file: Section is the kind
	ScreenHistory  = "history"  // what was changed, by whom
	ScreenWords    = "words"    // the users' own words and fields
	ScreenSearch   = "search"   // what a search found: Words
	ScreenKeys     = "keys"     // what opens the file
	ScreenBackups  = "backups"  // where copies of the file go
	ScreenDossiers = "dossiers" // the dossiers of a case, and the bodies to which another could go
	ScreenDossier  = "dossier"  // a dossier being composed: Record, and Section by its name in the profile
	ScreenProfiles = "profiles" // the forms of dossier: Section is the id of one
	// What goes to colleagues and comes from them: Section is "" for the overview,
	// "take", "give", "merges", "team" or "cards".
	ScreenColleagues = "colleagues"
	ScreenDuplicates = "duplicates" // persons who may be recorded twice: Section "", "unsure" or "decided"
	ScreenConflicts  = "conflicts"  // fields with several values; Section "quarantine": what came and was not taken
	ScreenSettings   = "settings"   // language, look, size, author
)

// Pane is a screen, or a part of one, as the window keeps it.
type Pane interface {
	fyne.CanvasObject
	// Changed hears what an action wrote, the screen's own actions too, and
	// shows again what concerns it. It must not take the keyboard away.
	Changed(store.Changes)
	// Leave is called before the pane is taken away: what is typed is
	// committed by the desk afterwards.
	Leave()
}

// Command is something that can be done in a pane. One without a key is a line
// between others. Its shortcut needs Ctrl or Alt; a bare function key is shown in
// the menu and heard by the pane itself.
type Command struct {
	Key    string // its words
	Name   fyne.KeyName
	Mod    fyne.KeyModifier
	Writes bool // is of no use in a file that is open to look only
	Do     func()
}

// Commander is a pane with commands of its own. They stand in the menu, under a
// title of theirs, as long as the pane is shown.
type Commander interface {
	Commands() (title string, all []Command)
}

// Host is the window as a screen sees it.
type Host interface {
	Go(Route)                            // show another place; the present one can be come back to
	Replace(Route)                       // as Go, without a step to come back to
	Back()                               // to the place before
	Toast(text, action string, f func()) // a sentence for some seconds; action may be ""
	Changed(store.Changes)               // tell every pane
	Busy(Work)                           // long work on the file
	Window() fyne.Window
}

// Work is long work on the open file. While it goes on a message shows how far
// it is, no command is carried out and the file stays open; short work shows
// nothing.
type Work struct {
	Title string // what the message says, as a key of words
	// Do runs away from the window and ends soon after its context does. It may
	// tell step how much of all is done.
	Do func(ctx context.Context, step func(done, total int))
	// Says, which may be nil, tells what is being done just now. It is asked on
	// the window's goroutine, again and again, while Do goes on.
	Says func() string
	// Done runs on the window's goroutine once Do has ended.
	Done func()
	// Whole is work that cannot be stopped half way.
	Whole bool
	Stop  string // what stopping it is called, as a key of words; "" is "Cancel"
}

// Desk is what a screen works at. It lasts as long as one file is open in one
// language; after a switch of language every screen is made anew.
type Desk struct {
	DB     *store.DB
	Words  *tr.Printer
	Runner task.Runner
	Saver  *form.Saver
	Host   Host
	Key    string // which of its keys opened the file, by id; "" while that is not known
	// Asked are the last searches, the newest first. They are kept nowhere else,
	// and go with the desk when the file is closed.
	Asked []string
}

// Do carries out one action, after committing what is being typed. It says a
// failure itself and then gives false.
func (d *Desk) Do(verb string, fn func(*store.Tx) error) bool {
	if !d.Saver.Commit() {
		return false
	}
	c, err := d.DB.Do(context.Background(), verb, fn)
	if err != nil {
		d.Fail(err)
		return false
	}
	if !c.Empty() {
		d.Host.Changed(c)
	}
	return true
}

// Set writes one field of one record at once: a choice, a link, a tick.
func (d *Desk) Set(id model.ID, field string, v model.Value) bool {
	return d.Do("edit", func(tx *store.Tx) error { return tx.Set(id, field, v) })
}

// Add makes a record and gives it back; ok is false when that failed.
func (d *Desk) Add(kind string, values map[string]model.Value) (r model.Record, ok bool) {
	r = model.NewRecord(kind)
	for f, v := range values {
		r.Set(f, v)
	}
	return r, d.Do("create", func(tx *store.Tx) error { return tx.Put(r) })
}

// NewCase makes a case and goes there, with its title waiting to be typed.
func (d *Desk) NewCase() {
	c, ok := d.Add("case", map[string]model.Value{
		"title": model.TextValue(d.Words.T("case.untitled")), "status": model.TextValue("open"),
	})
	if ok {
		d.Host.Go(Route{Screen: ScreenCase, Case: c.ID, Section: "overview", Record: c.ID})
	}
}

// Delete hides a record and offers to take that back. No question is asked
// first: nothing is lost.
func (d *Desk) Delete(r model.Record) bool {
	if !d.Saver.Commit() { // undo shall bring back the last words, too
		return false
	}
	d.Saver.Forget(r.ID)
	if !d.Do("delete", func(tx *store.Tx) error { return tx.Delete(r.ID) }) {
		return false
	}
	d.Host.Toast(d.Words.T("toast.deleted", tr.V{"Kind": d.Words.Kind(r.Kind)}), d.Words.T("action.undo"), d.Undo)
	return true
}

// Undo takes back the newest action; Redo brings it back.
func (d *Desk) Undo() { d.step(d.DB.Undo, "toast.undone", "toast.nothing_to_undo") }

// Redo brings back what the newest undo took back.
func (d *Desk) Redo() { d.step(d.DB.Redo, "toast.redone", "toast.nothing_to_redo") }

func (d *Desk) step(f func(context.Context) (store.Changes, error), done, nothing string) {
	if !d.Saver.Commit() {
		return
	}
	c, err := f(context.Background())
	switch {
	case err == store.ErrNothing:
		d.Host.Toast(d.Words.T(nothing), "", nil)
	case err != nil:
		d.Fail(err)
	default:
		d.Host.Changed(c)
		d.Host.Toast(d.Words.T(done), "", nil)
	}
}

// Rows gives the rows of an owner in order; none, and a sentence, on failure.
func (d *Desk) Rows(kind string, owner model.ID) []model.Record {
	rs, err := d.DB.Rows(context.Background(), kind, owner)
	d.Fail(err)
	return rs
}

// OfCase gives the records of a kind that name the case, in order.
func (d *Desk) OfCase(kind string, c model.ID) []model.Record {
	field := "cases"
	if kind == "participant" {
		field = "case"
	}
	rs, err := d.DB.Linked(context.Background(), kind, field, c)
	d.Fail(err)
	return rs
}

// Get reads a record; ok is false when it is not there or was deleted.
func (d *Desk) Get(id model.ID) (r model.Record, ok bool) {
	r, err := d.DB.Get(context.Background(), id)
	return r, err == nil && !r.Deleted
}

// Last gives the position behind the last of the rows.
func Last(rows []model.Record) model.Value {
	last := ""
	for _, r := range rows {
		last = max(last, r.Text("position"))
	}
	return model.TextValue(model.Between(last, ""))
}

package ui

import (
	"time"

	"guvoh/app/ui/clip"
	"guvoh/app/ui/editor"
)

// Labels holds every word the widgets of this package show. The app fills it
// for the chosen language; an empty string shows nothing, never English.
type Labels struct {
	Edit editor.Labels // the words of the editor's context menu

	OK, Cancel, Close, Save, Delete string // dialog buttons
	Browse, Path, Choose            string // path chooser
	Clear, Remove, Open, Back       string
	Search, NothingFound            string // pickers
	CreateNew                       string // "Create new…" in RefPicker
	AddNote, Note                   string // the note beside a coded value
	Add                             string // placeholder of TermsPicker and "add" buttons
	Help, Required                  string
	FieldHelp, FieldAbout           string // the signs beside a field: what it means; who wrote what stands in it
	Source, NoSource                string // the source slot of a Field
	Understood                      string // "Understood: %s" under a DateField; without %s the reading stands alone
	Dismiss, Undo, Working          string

	// The block list.
	Question, Answer, NoteBlock       string
	Speaker, Original, Translation    string
	AddBlock, DeleteBlock             string
	MoveUp, MoveDown                  string
	NoPicture, PictureTooBig, Loading string

	// Pages and pictures.
	PageOf                     func(page, of int) string // "page 3 of 12"
	PageBefore, PageAfter      string
	Enlarge                    string // over the whole window
	Larger, Smaller, WholePage string
}

var words Labels

// SetLabels replaces the words used by widgets made or refreshed from now on.
// Call it on the UI goroutine and rebuild or refresh the window afterwards.
func SetLabels(l Labels) { words = l }

// Words returns the labels in use.
func Words() Labels { return words }

// Runner runs work away from the UI goroutine; the app injects its own.
type Runner interface {
	// Do runs work elsewhere and then done on the UI goroutine.
	Do(work, done func())
	// After runs f on the UI goroutine after d, unless cancel is called first.
	After(d time.Duration, f func()) (cancel func())
}

type inline struct{}

func (inline) Do(work, done func())                        { work(); done() }
func (inline) After(time.Duration, func()) (cancel func()) { return func() {} }

var runner Runner = inline{}

// SetRunner injects the runner. Without one, work runs at once where it is
// asked for and nothing ever happens later, which suits tests.
func SetRunner(r Runner) {
	if r == nil {
		r = inline{}
	}
	runner = r
	clip.SetAfter(r.After)
}

// ClearClipboard takes off the clipboard what was copied from our widgets, if
// it is still there: for the end of the program, and when a file is closed or
// locked. Otherwise it goes by itself after clip.Stay.
func ClearClipboard() { clip.Clear() }

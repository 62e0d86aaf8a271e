package gate

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/desk"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/app/ui"
)

// RecoverySpec says what a [Recovery] does.
type RecoverySpec struct {
	Words  *tr.Printer
	Runner task.Runner
	// Draw draws the words of a new key, which the file does not have yet.
	Draw func() (words []string, err error)
	// Keep gives the file the key of the words drawn last, once they are on
	// paper: a key that nobody has on paper would only be one more to guess.
	Keep func() error
	// Opens reports, away from the window, whether what words stand for opens
	// this file.
	Opens func(secret []byte) bool
	// Rehearsed hears that the paper was tried and opens the file.
	Rehearsed func()
	Save      func(words []string) // as a PDF, where the person says
	Print     func(words []string) // nil where there is no printer
	Done      func()               // takes the pane away
	Several   bool                 // the paper is a set of key shares, not one sheet
}

// Recovery takes a person from the offer of a recovery sheet over its words to
// the proof that what stands on the paper opens the file.
type Recovery struct {
	RecoverySpec
	box   *fyne.Container
	words []string
	stay  stay
	shown bool // words are on the screen
	kept  bool // the file has their key
}

// NewRecovery makes the pane, which begins with the offer; show its Object.
func NewRecovery(spec RecoverySpec) *Recovery {
	r := &Recovery{RecoverySpec: spec, box: container.NewStack(), stay: stay{runner: spec.Runner}}
	r.offer()
	return r
}

// NewRehearsal makes the pane for a sheet that was made before.
func NewRehearsal(spec RecoverySpec) *Recovery {
	r := &Recovery{RecoverySpec: spec, box: container.NewStack(), stay: stay{runner: spec.Runner}}
	r.rehearse()
	return r
}

// Object gives what is shown.
func (r *Recovery) Object() fyne.CanvasObject { return r.box }

// Leave forgets the words, for when something else is shown in the pane's place.
func (r *Recovery) Leave() {
	r.stay.end()
	r.words = nil
}

// Shown reports whether words are on the screen that were not written down yet.
func (r *Recovery) Shown() bool { return r.shown }

// Escape goes out, but not while the words are shown: they are not shown again
// once a key was hit by mistake.
func (r *Recovery) Escape() {
	if !r.shown {
		r.leave()
	}
}

func (r *Recovery) t(key string) string { return r.RecoverySpec.Words.T(key) }

func (r *Recovery) show(title, text string, first fyne.Focusable, parts ...fyne.CanvasObject) {
	r.stay.end()
	r.shown = false
	r.box.Objects = []fyne.CanvasObject{page(ui.KeyIcon(), r.t(title), r.t(text), parts...)}
	r.box.Refresh()
	r.Runner.Do(func() {}, func() { ui.Focus(first) })
}

func (r *Recovery) leave() {
	r.Leave()
	r.Done()
}

func (r *Recovery) offer() {
	problem := ui.NewText("", ui.TextStyle{Color: theme.ColorNameError})
	var words []string
	var err error
	var yes *ui.Button
	yes = ui.NewButton(r.t("recovery.make"), nil, ui.Primary, func() {
		yes.Disable()
		r.Runner.Do(func() { words, err = r.Draw() }, func() {
			yes.Enable()
			if err != nil {
				problem.SetText(desk.Sentence(r.RecoverySpec.Words, err))
				return
			}
			r.words, r.kept = words, false
			r.write()
		})
	})
	later := ui.NewButton(r.t("recovery.later"), nil, ui.Plain, r.leave)
	r.show("recovery.title", "recovery.text", yes, yes, problem,
		ui.NewStack(0.8, later, ui.NewCaption(r.t("recovery.later_why"))))
}

// write shows the words, to be brought to paper.
func (r *Recovery) write() {
	problem := ui.NewText("", ui.TextStyle{Color: theme.ColorNameError})
	var err error
	var next *ui.Button
	next = ui.NewButton(r.t("recovery.written"), nil, ui.Primary, func() {
		if r.kept { // shown again
			r.rehearse()
			return
		}
		next.Disable()
		r.Runner.Do(func() { err = r.Keep() }, func() {
			next.Enable()
			if err != nil {
				problem.SetText(desk.Sentence(r.RecoverySpec.Words, err))
				return
			}
			r.kept = true
			r.rehearse()
		})
	})
	ways := []fyne.CanvasObject{}
	if r.Print != nil {
		ways = append(ways, ui.NewButton(r.t("recovery.print"), theme.DocumentPrintIcon(), ui.Plain, func() { r.Print(r.words) }))
	}
	ways = append(ways, ui.NewButton(r.t("recovery.save"), theme.DocumentSaveIcon(), ui.Plain, func() { r.Save(r.words) }))
	r.show("recovery.title", "recovery.words", next, Grid(r.words), ui.NewFlow(ways...), problem, next)
	r.stay.begin()
	r.shown = true
}

// gridColumns is how many columns of words stand side by side: few enough for
// large letters.
const gridColumns = 4

// Grid shows numbered words, row by row, as they stand on the sheet.
func Grid(words []string) fyne.CanvasObject {
	grid := container.NewGridWithColumns(gridColumns)
	for i, word := range words {
		grid.Add(ui.NewText(fmt.Sprintf("%d  %s", i+1, word), ui.TextStyle{Bold: true, Single: true}))
	}
	return grid
}

// rehearse has the words typed from the paper.
func (r *Recovery) rehearse() {
	in := NewWordsInput(r.RecoverySpec.Words)
	var right bool
	var secret []byte
	check := ui.NewButton(r.t("recovery.check"), nil, ui.Primary, nil)
	check.OnTapped = func() {
		got, ok := in.Take()
		if !ok {
			return
		}
		secret = got
		check.Disable()
		r.Runner.Do(func() { right = r.Opens(secret); clear(secret) }, func() {
			check.Enable()
			if !right {
				in.field.SetError(r.t(r.either("recovery.wrong_sheet", "shares.wrong")))
				return
			}
			r.Rehearsed()
			r.proved()
		})
	}
	others := []fyne.CanvasObject{ui.NewButton(r.t("recovery.skip"), nil, ui.Link, r.leave)}
	if r.words != nil {
		others = append([]fyne.CanvasObject{ui.NewButton(r.t("recovery.show"), nil, ui.Link, r.write)}, others...)
	}
	r.show("recovery.rehearse", r.either("recovery.rehearse_text", "shares.rehearse_text"), in.editor, in.Object(), check, ui.NewFlow(others...))
}

func (r *Recovery) proved() {
	r.words = nil
	done := ui.NewButton(r.t("recovery.done"), nil, ui.Primary, r.leave)
	r.show(r.either("recovery.title", "shares.title"), r.either("recovery.right", "shares.right"), done, done)
}

// either chooses between what is said of one sheet and of key shares.
func (r *Recovery) either(one, several string) string {
	if r.Several {
		return several
	}
	return one
}

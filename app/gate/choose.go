package gate

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/passphrase"
)

// ChooseSpec says for what a passphrase is chosen. Title, Text and Yes are
// keys of words.
type ChooseSpec struct {
	Words            *tr.Printer
	Runner           task.Runner
	Title, Text, Yes string
	Hints            []string                // what it must not be built on, such as the name of the file
	Done             func(passphrase string) // hears the passphrase, normalised
	Back             func()
}

// Choose has a person choose a passphrase, says how good it is and why, and
// suggests one where they like.
type Choose struct {
	ChooseSpec
	object fyne.CanvasObject
	input  *PassphraseInput
}

// NewChoose makes the pane; show its Object.
func NewChoose(spec ChooseSpec) *Choose {
	c := &Choose{ChooseSpec: spec, input: NewPassphraseInput(spec.Words, spec.Hints...)}
	yes := ui.NewButton(spec.Words.T(spec.Yes), nil, ui.Primary, c.submit)
	back := ui.NewButton(spec.Words.T("choose.cancel"), nil, ui.Plain, spec.Back)
	c.input.OnSubmit(c.submit)
	c.object = page(ui.KeyIcon(), spec.Words.T(spec.Title), spec.Words.T(spec.Text), c.input.Object(), ui.NewToolbar(back, nil, yes))
	spec.Runner.Do(func() {}, func() { ui.Focus(c.input.First()) })
	return c
}

// Object gives what is shown.
func (c *Choose) Object() fyne.CanvasObject { return c.object }

func (c *Choose) submit() {
	if text, ok := c.input.Take(); ok {
		c.Done(text)
	}
}

// PassphraseInput takes a new passphrase twice; it stands in panes and dialogs.
type PassphraseInput struct {
	words        *tr.Printer
	hints        []string
	entry, again *ui.Entry
	field, twice *ui.Field
	meter        *ui.Meter
	why          *ui.Text
	show         *ui.Check
	object       fyne.CanvasObject
}

// NewPassphraseInput makes an empty one. hints are what it must not be built on.
func NewPassphraseInput(w *tr.Printer, hints ...string) *PassphraseInput {
	in := &PassphraseInput{words: w, hints: hints, meter: ui.NewMeter(), why: ui.NewCaption("")}
	in.entry = ui.NewSecretEntry("", func(string) { in.judge() })
	in.again = ui.NewSecretEntry("", func(string) { in.twice.SetError("") })
	in.field = ui.NewField(w.T("choose.passphrase"), in.entry).SetHelp(w.T("choose.help"))
	in.twice = ui.NewField(w.T("choose.again"), in.again)
	in.show = ui.NewCheck(w.T("unlock.show"), false, in.showLetters)
	suggest := ui.NewButton(w.T("choose.suggest"), theme.ViewRefreshIcon(), ui.Plain, in.suggest)
	in.object = ui.NewStack(2, ui.NewStack(1.2, in.field, in.meter, in.why, container.NewHBox(suggest, in.show)), in.twice)
	in.judge()
	return in
}

// Named says for what the passphrase is, where "Passphrase" would not be clear.
func (in *PassphraseInput) Named(label string) *PassphraseInput {
	in.field.SetLabel(label)
	return in
}

// Object gives what is shown, First what gets the keyboard.
func (in *PassphraseInput) Object() fyne.CanvasObject { return in.object }

// First gives what gets the keyboard.
func (in *PassphraseInput) First() fyne.Focusable { return in.entry }

// OnSubmit has Enter in the second line do what the button does.
func (in *PassphraseInput) OnSubmit(f func()) {
	in.again.OnSubmitted = func(string) { f() }
	in.entry.OnSubmitted = func(string) { ui.Focus(in.again) }
}

func (in *PassphraseInput) showLetters(on bool) {
	in.entry.ShowLetters(on)
	in.again.ShowLetters(on)
}

// suggest fills in words drawn by chance, in the reader's language, and shows
// them: they must be learnt.
func (in *PassphraseInput) suggest() {
	text, err := passphrase.Generate(passphrase.List(in.words.Lang()), passphrase.Words, nil)
	if err != nil {
		in.field.SetError(err.Error()) // no chance left in the system: never seen
		return
	}
	in.entry.Load(text)
	in.show.Load(true)
	in.showLetters(true)
	in.judge()
	in.why.SetText(in.words.T("choose.suggested"))
}

// tones are the colours of the levels.
var tones = map[passphrase.Level]ui.Tone{
	passphrase.TooWeak: ui.Problem, passphrase.Weak: ui.Problem, passphrase.Fair: ui.Warning, passphrase.Strong: ui.Success,
}

// judge says how good what was typed is, and why.
func (in *PassphraseInput) judge() {
	in.field.SetError("")
	defer ui.Resized(in.field)
	if in.entry.Text == "" {
		in.meter.Set(0, ui.Neutral, "")
		in.why.SetText("")
		return
	}
	v := passphrase.Judge(in.entry.Text, in.hints...)
	in.meter.Set(int(v.Level)+1, tones[v.Level], in.words.T("passphrase.level."+v.Level.String()))
	why := ""
	if len(v.Reasons) > 0 {
		why = in.words.T("passphrase.reason."+string(v.Reasons[0])) + " " + in.words.T("passphrase.advice."+string(v.Reasons[0]))
	}
	in.why.SetText(why)
}

// Take gives the passphrase, normalised, or says what is wrong with it.
func (in *PassphraseInput) Take() (text string, ok bool) {
	text = in.entry.Text
	switch {
	case text == "":
		in.field.SetError(in.words.T("unlock.empty"))
	case passphrase.Check(text) != nil:
		in.field.SetError(in.words.T("choose.control"))
	case passphrase.Judge(text, in.hints...).Level == passphrase.TooWeak:
		in.field.SetError(in.words.T("choose.weak"))
	case passphrase.Normalize(in.again.Text) != passphrase.Normalize(text):
		in.twice.SetError(in.words.T("choose.differ"))
	default:
		return passphrase.Normalize(text), true
	}
	return "", false
}

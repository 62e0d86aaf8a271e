package gate

import (
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/tr"
	"guvoh/app/ui"
	"guvoh/model/slip39"
)

// WordsInput takes the words of a recovery sheet, or of one key share after
// the other until there are enough.
type WordsInput struct {
	words  *tr.Printer
	editor *ui.Editor
	field  *ui.Field
	state  *ui.Text // what is there and what is missing
	object fyne.CanvasObject
	shares []string
}

// NewWordsInput makes an empty one; show its Object.
func NewWordsInput(w *tr.Printer) *WordsInput {
	in := &WordsInput{words: w, editor: ui.NewAutoEditor(3, 160), state: ui.NewCaption("")}
	in.field = ui.NewField(w.T("words.label"), in.editor)
	in.editor.OnChanged = func() {
		in.field.SetError("")
		in.hint(in.editor.Text())
	}
	in.object = ui.NewStack(1.2, in.field, in.state)
	return in
}

// Object gives what is shown.
func (in *WordsInput) Object() fyne.CanvasObject { return in.object }

// Clear forgets what was typed and taken.
func (in *WordsInput) Clear() {
	in.editor.SetText("")
	in.shares = nil
	in.state.SetText("")
}

// hint says how many words there are, and what the one being typed may become.
func (in *WordsInput) hint(text string) {
	typed := strings.Fields(text)
	line := in.words.N("words.count", len(typed))
	if n := len(typed); n > 0 && !strings.HasSuffix(text, " ") && !strings.HasSuffix(text, "\n") {
		if may := slip39.Complete(typed[n-1]); len(may) > 0 && len(may) <= 6 && len(typed[n-1]) < 4 {
			line += "   " + strings.Join(may, ", ")
		}
	}
	in.state.SetText(line)
}

// Take takes what was typed as one sheet. It gives the secret once the sheets
// taken so far are enough, and otherwise says what is wrong or missing.
func (in *WordsInput) Take() (secret []byte, ok bool) {
	text := strings.TrimSpace(in.editor.Text())
	if text == "" {
		in.field.SetError(in.words.T("words.empty"))
		return nil, false
	}
	share, err := slip39.Parse(text)
	if err != nil {
		in.field.SetError(in.words.WordsProblem(err))
		return nil, false
	}
	secret, err = slip39.Combine(append(in.shares[:len(in.shares):len(in.shares)], text))
	var few *slip39.TooFewError
	switch {
	case err == nil:
		in.Clear()
		return secret, true
	case errors.As(err, &few):
		in.shares = append(in.shares, text)
		in.editor.SetText("")
		in.state.SetText(in.words.N("words.more", few.Need-few.Have, tr.V{"Have": few.Have, "Need": few.Need, "Number": share.Index}))
	default:
		in.field.SetError(in.words.WordsProblem(err))
	}
	return nil, false
}

// First gives what takes the words.
func (in *WordsInput) First() fyne.Focusable { return in.editor }

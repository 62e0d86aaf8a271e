package recordform

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"guvoh/app/ui"
	"guvoh/model"
)

// input is one field in the form: its widget, and the value it stands for.
type input struct {
	b      *body
	f      model.Field
	row    *ui.Field           // nil for a note, which stands inside its field's row
	focus  fyne.Focusable      // what takes the keyboard
	put    func(v model.Value) // shows a value without telling anybody
	shown  model.Value         // what the widget stands for
	cited  string              // what the source slot says
	warned bool                // the widget says itself what is wrong
	off    func()              // greys the widget out
}

// newInput makes the widget of a field, with its note, label and help.
func (b *body) newInput(f model.Field) *input {
	in := &input{b: b, f: f}
	b.inputs[f.Name] = in
	w := in.widget()
	words := b.f.d.Words
	in.row = ui.NewField(words.Field(b.kind.Name, f.Name), w).
		SetHelp(words.Help(b.kind.Name, f.Name)).SetMore(words.HelpMore(b.kind.Name, f.Name)).SetRequired(f.Required)
	in.load(b.value(f.Name))
	if note := b.inputs[f.Name+"_note"]; note != nil {
		note.load(b.value(f.Name + "_note"))
	}
	if in.off != nil && (b.f.readOnly() || asReceived(b.kind.Name, f.Name)) {
		in.off()
	}
	return in
}

// widget makes what a field of its type is edited with.
func (in *input) widget() fyne.CanvasObject {
	if options := in.b.choices(in.f); options != nil {
		return in.choice(options)
	}
	switch in.f.Type {
	case model.Long:
		return in.long()
	case model.Texts:
		return in.texts()
	case model.Term:
		return in.term()
	case model.Terms:
		return in.terms()
	case model.Partial:
		return in.date()
	case model.Ref:
		return in.ref()
	case model.Refs:
		return in.refs()
	case model.Int:
		return in.number()
	case model.Bool:
		return in.yesNo()
	case model.Mark:
		return in.point()
	}
	return in.line()
}

// wide tells whether the field takes both columns: long texts, and the words
// by which the record is known unless a short field stands alone before them.
func (in *input) wide(lone bool) bool {
	named := in.f.Type == model.Text && slices.Contains(in.b.kind.Label, in.f.Name) && (in.f.Required || in.f.Name == "title")
	return in.f.Type == model.Long || named && !lone
}

// load shows a value that was not typed here.
func (in *input) load(v model.Value) {
	in.shown = v
	in.put(v)
}

// typed takes note of what stands in the widget while somebody types.
func (in *input) typed(v model.Value) {
	in.shown = v
	in.b.f.d.Saver.Type(in.b.rec.ID, in.f.Name, v)
	in.b.typing()
	if root := in.b.f.body; root != nil && root.perhaps != nil {
		root.perhaps.Typed(in.b.kind.Name, in.f.Name)
	}
}

// choose writes a choice at once. When it is refused, the widget shows again
// what stands.
func (in *input) choose(v model.Value) {
	in.shown = v
	if !in.b.f.d.Set(in.b.rec.ID, in.f.Name, v) {
		in.load(in.b.value(in.f.Name))
	}
}

// watch notes that the keyboard is here, and commits what was typed when it leaves.
func (in *input) watch(on bool) {
	if on {
		in.b.f.keys.in, in.b.f.keys.line, in.b.f.keys.field = in.b.card, nil, in
		return
	}
	in.b.f.d.Saver.Commit()
}

// say shows a problem of the widget's own at the field; "" takes it away.
func (in *input) say(problem string) {
	in.warned = problem != ""
	if in.row != nil {
		in.row.SetError(problem)
	}
}

// clean gives words as they are kept: without what does not belong in text, and nothing at all when there is only space.
func clean(s string) string {
	if s = model.CleanText(s); strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}

// line is one line of text.
func (in *input) line() fyne.CanvasObject {
	e := ui.NewEntry("", func(s string) { in.typed(model.TextValue(clean(s))) })
	e.OnFocus(in.watch)
	in.focus, in.off = e, e.Disable
	in.put = func(v model.Value) {
		if in.f.Type == model.Int {
			e.Load(string(v))
		} else {
			e.Load(v.Text())
		}
	}
	return e
}

// long is a text of paragraphs, as high as it is long.
func (in *input) long() fyne.CanvasObject {
	e := ui.NewAutoEditor(2, 0)
	e.OnChanged = func() { in.typed(model.TextValue(clean(e.Text()))) }
	e.OnHeight = in.b.f.relayout
	e.OnFocus = in.watch
	in.focus, in.off = e, func() { e.SetReadOnly(true) }
	in.put = func(v model.Value) {
		if s := v.Text(); s != e.Text() {
			e.SetText(s)
		}
	}
	return e
}

// number is a whole number. Nothing else can be typed, so that what stands
// there is always what is kept.
func (in *input) number() fyne.CanvasObject {
	if asReceived(in.b.kind.Name, in.f.Name) {
		return in.line()
	}
	var e *ui.Entry
	e = ui.NewEntry("", func(s string) {
		digits := strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
		if len(digits) > maxDigits {
			digits = digits[:maxDigits]
		}
		if digits != s {
			e.Load(digits)
			in.say(in.b.f.d.Words.T("form.digits_only"))
		} else {
			in.say("")
		}
		in.typed(numberValue(digits))
	})
	e.OnFocus(func(on bool) {
		if !on {
			in.say("")
			in.put(in.shown) // "007" is 7
		}
		in.watch(on)
	})
	in.focus, in.off = e, e.Disable
	in.put = func(v model.Value) { e.Load(string(v)) }
	return e
}

// maxDigits keeps a number within what the file holds.
const maxDigits = 15

func numberValue(digits string) model.Value {
	if digits == "" {
		return ""
	}
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		digits = "0"
	}
	return model.Value(digits)
}

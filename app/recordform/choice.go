package recordform

import (
	"context"

	"fyne.io/fyne/v2"

	"guvoh/app/naming"
	"guvoh/app/ui"
	"guvoh/model"
)

// choices gives the options of a text field whose values come from a list
// that is no vocabulary: names of fields, kinds and types, of profiles and what
// is in them; nil for any other.
func (b *body) choices(f model.Field) []ui.Option {
	schema, words := b.f.d.DB.Schema(), b.f.d.Words
	var out []ui.Option
	switch b.kind.Name + "." + f.Name {
	case "citation.field":
		subject, _ := b.f.d.Get(b.rec.Ref("subject"))
		k := schema.Kind(subject.Kind)
		if k == nil {
			return nil
		}
		for _, fld := range k.Fields {
			if fld.Type != model.Position && fld.NoteOf == "" {
				out = append(out, ui.Option{ID: fld.Name, Label: words.Field(k.Name, fld.Name)})
			}
		}
	case "field.kind":
		for _, k := range schema.Kinds() {
			if !k.Composed {
				out = append(out, ui.Option{ID: k.Name, Label: words.Kind(k.Name)})
			}
		}
	case "field.vocabulary", "term.vocabulary":
		for _, id := range schema.Vocabularies() {
			out = append(out, ui.Option{ID: id, Label: words.Vocabulary(id)})
		}
	case "field.type":
		for _, t := range model.CustomTypes {
			out = append(out, ui.Option{ID: string(t), Label: words.T("type." + string(t))})
		}
	default:
		for _, c := range naming.Choices(context.Background(), b.f.d.DB, words, b.rec, f.Name) {
			out = append(out, ui.Option{ID: c.Key, Label: c.Label})
		}
	}
	return out
}

// choice is a text that is chosen from a list.
func (in *input) choice(options []ui.Option) fyne.CanvasObject {
	s := ui.NewTermSelect(options, in.b.placeholder(in.f), func(id string) { in.choose(model.TextValue(id)) })
	s.OnFocus(in.watch)
	in.focus, in.off = s.FocusTarget(), s.Disable
	in.put = func(v model.Value) { s.Load(v.Text()) }
	return s
}

// placeholder says what an empty choice means.
func (b *body) placeholder(f model.Field) string {
	switch {
	case b.kind.Name == "citation" && f.Name == "field":
		return b.f.d.Words.T("form.whole_record")
	case f.Type == model.Bool:
		return b.f.d.Words.T("state.not_known")
	}
	return b.f.d.Words.T("action.choose")
}

// vocabulary gives the words of a list as options, grouped where the list is.
func (b *body) vocabulary(id string) []ui.Option {
	v := b.f.d.DB.Schema().Vocabulary(id)
	if v == nil {
		return nil
	}
	words := b.f.d.Words
	out := make([]ui.Option, 0, len(v.Words))
	for _, w := range v.Words {
		o := ui.Option{ID: w.ID, Label: w.In(words.Lang()), Hint: words.WordHelp(id, w.ID)}
		if w.Group != "" {
			o.Group = words.Word(id, w.Group)
		}
		out = append(out, o)
	}
	return out
}

// term is one word of a vocabulary, with its note beside it.
func (in *input) term() fyne.CanvasObject {
	s := ui.NewTermSelect(in.b.vocabulary(in.f.Vocabulary), in.b.placeholder(in.f), func(id string) { in.choose(model.TextValue(id)) })
	s.OnFocus(in.watch)
	in.focus, in.off = s.FocusTarget(), s.Disable
	in.put = func(v model.Value) { s.Load(v.Text()) }
	if note := in.note(); note != nil {
		s.OnNote = func(text string) { note.typed(model.TextValue(clean(text))) }
		note.put = func(v model.Value) { s.SetNote(v.Text()) }
	}
	return s
}

// note is the field beside a coded one that explains it; nil when there is none.
func (in *input) note() *input {
	f, ok := in.b.kind.Field(in.f.Name + "_note")
	if !ok || f.NoteOf != in.f.Name {
		return nil
	}
	n := &input{b: in.b, f: f}
	in.b.inputs[f.Name] = n
	return n
}

// terms is several words of a vocabulary, with a note below them.
func (in *input) terms() fyne.CanvasObject {
	p := ui.NewTermsPicker(in.b.vocabulary(in.f.Vocabulary), in.b.f.d.Words.T("action.add"), func(ids []string) {
		in.choose(model.ListValue(ids...))
		in.b.f.relayout()
	})
	p.OnFocus(in.watch)
	in.focus = p.FocusTarget()
	in.put = func(v model.Value) { p.Load(v.List()) }
	in.off = p.Disable
	note := in.note()
	if note == nil {
		return p
	}
	e := ui.NewEntry(ui.Words().Note, func(text string) { note.typed(model.TextValue(clean(text))) })
	e.OnFocus(note.watch)
	note.focus = e
	open := ui.NewNoteButton(nil)
	open.OnTapped = func() {
		open.Hide()
		e.Show()
		in.b.f.relayout()
		in.b.f.focusOn(e)
	}
	e.Hide()
	note.put = func(v model.Value) {
		e.Load(v.Text())
		if v != "" {
			e.Show()
			open.Hide()
		}
	}
	in.off = func() { p.Disable(); e.Disable(); open.Disable() }
	return ui.NewStack(1, ui.NewRow(0, p, open), e)
}

// yesNo is yes, no, or not known.
func (in *input) yesNo() fyne.CanvasObject {
	w := in.b.f.d.Words
	options := []ui.Option{{ID: "true", Label: w.T("action.yes")}, {ID: "false", Label: w.T("action.no")}}
	s := ui.NewTermSelect(options, in.b.placeholder(in.f), func(id string) { in.choose(model.Value(id)) })
	s.OnFocus(in.watch)
	in.focus, in.off = s.FocusTarget(), s.Disable
	in.put = func(v model.Value) { s.Load(string(v)) }
	return s
}

package recordform_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/exchange"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
)

// TestEveryField takes the case in which every field of every kind holds a
// value through the window: each value is shown, can be changed to another by
// what a person does, and changed back; then the records are what they were.
func TestEveryField(t *testing.T) {
	b := newBench(t)
	records := b.Fill()
	before := document(t, b)
	done := map[string]bool{}
	for _, r := range records {
		f := b.show(r.ID, recordform.Options{})
		recordform.OpenAll(f, true)
		k := b.DB.Schema().Kind(r.Kind)
		t.Run("of a "+r.Kind+" is shown", func(t *testing.T) {
			for _, fld := range k.Fields {
				if fld.Type == model.Position {
					continue // shown as the order of the rows
				}
				if w := widgetOf(t, f, fld); w != nil && shows(b, w, fld) != r.Get(fld.Name) {
					t.Errorf("the widget of %q does not show the value", fld.Name)
				}
			}
		})
		if done[r.Kind] {
			continue
		}
		done[r.Kind] = true
		t.Run("of a "+r.Kind+" is changed and changed back", func(t *testing.T) {
			other := model.Record{Kind: r.Kind}
			for _, fld := range k.Fields {
				other.Set(fld.Name, b.another(r, fld, records))
			}
			b.editAll(f, k, other)
			now := b.Get(r.ID)
			for _, fld := range editable(k) {
				got, was, want := now.Get(fld.Name), r.Get(fld.Name), other.Get(fld.Name)
				if got != want || want == was && was != "" {
					t.Errorf("%q does not hold the other value", fld.Name)
				}
			}
			b.editAll(f, k, r)
			now = b.Get(r.ID)
			for name, v := range r.Values {
				if now.Get(name) != v {
					t.Errorf("%q is not what it was", name)
				}
			}
			if len(now.Values) != len(r.Values) {
				t.Errorf("%d fields hold something, before %d", len(now.Values), len(r.Values))
			}
		})
	}
	for _, k := range b.DB.Schema().Kinds() {
		if !done[k.Name] {
			t.Errorf("no record of kind %q was shown", k.Name)
		}
	}
	if document(t, b) != before {
		t.Error("written out in the interchange format the file is not what it was")
	}
}

// document is the whole file in the interchange format.
func document(t *testing.T, b *bench) string {
	t.Helper()
	var out strings.Builder
	if _, err := exchange.Write(context.Background(), b.DB, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// fixed are fields that no form changes: what custody rests on, and what the
// users' own words and fields are, once records hold them.
var fixed = []string{
	"judgement.person", "judgement.other", "bearing.complaint", "bearing.fact",
	"evidence.file_name", "evidence.media_type", "evidence.size", "evidence.sha256",
	"issue.file_name", "issue.format", "issue.pages", "issue.size", "issue.sha256",
	"term.vocabulary", "field.kind", "field.type", "field.vocabulary",
	"injury.point", // it is set on the body map
}

// editable are the fields of a kind that a person can change in its form. The
// order of rows is changed in their owner's.
func editable(k *model.Kind) (out []model.Field) {
	for _, fld := range k.Fields {
		if fld.Type != model.Position && !slices.Contains(fixed, k.Name+"."+fld.Name) {
			out = append(out, fld)
		}
	}
	return out
}

// editAll gives every field its value in r: choices one by one, then all that
// is typed, which leaving the form keeps as one action.
func (b *bench) editAll(f *recordform.Form, k *model.Kind, r model.Record) {
	b.TB.Helper()
	typed := func(fld model.Field) bool {
		return slices.Contains([]model.Type{model.Text, model.Long, model.Partial, model.Int}, fld.Type)
	}
	for _, pass := range []bool{false, true} {
		for _, fld := range editable(k) {
			if typed(fld) == pass {
				edit(b, f, fld, r.Get(fld.Name))
			}
		}
	}
	f.Leave()
}

// widgetOf gives what shows a field: the input of its row, or of the row of
// the field whose note it is.
func widgetOf(t testing.TB, f *recordform.Form, fld model.Field) fyne.CanvasObject {
	t.Helper()
	name := fld.Name
	if fld.NoteOf != "" {
		name = fld.NoteOf
	}
	row := recordform.Row(f, name)
	if row == nil {
		t.Errorf("%q has no row", name)
		return nil
	}
	return row.Input()
}

// inside finds an object of a type in what a field is edited with.
func inside[T any](o fyne.CanvasObject) (found T, ok bool) {
	if w, is := o.(T); is {
		return w, true
	}
	if c, is := o.(*fyne.Container); is {
		for _, o := range c.Objects {
			if w, is := inside[T](o); is {
				return w, true
			}
		}
	}
	return found, false
}

// shows reads a value off a widget as a person would.
func shows(b *bench, w fyne.CanvasObject, fld model.Field) model.Value {
	if s, ok := w.(*ui.TermSelect); ok {
		switch {
		case fld.NoteOf != "":
			return model.TextValue(s.Note())
		case fld.Type == model.Bool:
			return model.Value(s.Value())
		}
		return model.TextValue(s.Value())
	}
	switch fld.Type {
	case model.Long:
		return model.TextValue(w.(*ui.Editor).Text())
	case model.Terms:
		p, _ := inside[*ui.TermsPicker](w)
		return model.ListValue(p.Values()...)
	case model.Ref:
		id, _ := model.ParseID(w.(*ui.RefPicker).Value())
		return model.RefValue(id)
	case model.Int:
		return model.Value(w.(*ui.Entry).Text)
	case model.Partial, model.Texts, model.Refs, model.Mark: // in words, or as chips: what the form takes them for
		return recordform.Shown(b.form, fld.Name)
	}
	e, _ := inside[*ui.Entry](w)
	return model.TextValue(e.Text)
}

// another gives a value that the field may hold besides the one it holds.
func (b *bench) another(r model.Record, fld model.Field, records []model.Record) model.Value {
	was := r.Get(fld.Name)
	switch fld.Type {
	case model.Term:
		for _, w := range b.DB.Schema().Vocabulary(fld.Vocabulary).Words {
			if v := model.TextValue(w.ID); v != was {
				return v
			}
		}
		return "" // the list has no other word
	case model.Terms:
		items := was.List()
		for _, w := range b.DB.Schema().Vocabulary(fld.Vocabulary).Words {
			if !slices.Contains(items, w.ID) {
				return model.ListValue(append(items, w.ID)...)
			}
		}
		return model.ListValue(items[:len(items)-1]...)
	case model.Texts:
		return model.ListValue(append(was.List(), "another")...)
	case model.Partial:
		d, _ := model.ParseDate("about May 1999")
		return model.DateValue(d)
	case model.Ref:
		return b.anotherLink(r, fld, records)
	case model.Refs:
		return model.RefsValue(was.Refs()[:len(was.Refs())-1]...)
	case model.Int:
		return model.IntValue(12345)
	case model.Bool:
		yes, _ := was.Bool()
		return model.BoolValue(!yes)
	}
	if r.Kind == "citation" && fld.Name == "field" {
		return model.TextValue("kind")
	}
	return model.TextValue("another")
}

// anotherLink gives a record that the link may point at, or no link where any
// other would lead in a circle.
func (b *bench) anotherLink(r model.Record, fld model.Field, records []model.Record) model.Value {
	if slices.Contains([]string{"within", "part_of", "identified_as", "translation_of"}, fld.Name) {
		return ""
	}
	for _, to := range records {
		if v := model.RefValue(to.ID); v != r.Get(fld.Name) && to.ID != r.ID && fld.Accepts(to.Kind) {
			return v
		}
	}
	return ""
}

// edit does what a person does to give a field a value.
func edit(b *bench, f *recordform.Form, fld model.Field, v model.Value) {
	b.TB.Helper()
	w := widgetOf(b.TB, f, fld)
	if s, ok := w.(*ui.TermSelect); ok {
		switch {
		case fld.NoteOf != "":
			s.SetNote(v.Text())
			s.OnNote(v.Text())
		case fld.Type == model.Bool:
			s.OnChanged(string(v))
		default:
			s.OnChanged(v.Text())
		}
		return
	}
	switch fld.Type {
	case model.Terms:
		p, _ := inside[*ui.TermsPicker](w)
		p.OnChanged(v.List())
	case model.Ref:
		w.(*ui.RefPicker).OnChanged(v.Text())
	case model.Texts:
		editTexts(w, v.List())
	case model.Refs:
		editRefs(w, v)
	case model.Long:
		e := w.(*ui.Editor)
		e.SetText(v.Text())
		e.OnChanged()
	case model.Partial:
		text := v.Date().Words
		if text == "" {
			text = b.Desk.Words.Date(v.Date())
		}
		w.(*ui.DateField).FocusTarget().(*ui.Entry).SetText(text)
	case model.Int:
		w.(*ui.Entry).SetText(string(v))
	default:
		e, _ := inside[*ui.Entry](w)
		e.SetText(v.Text())
	}
}

// editTexts types the words that are missing and takes away the last if it is
// one too many.
func editTexts(w fyne.CanvasObject, items []string) {
	if n := chips(w); len(n) > len(items) {
		n[len(n)-1].OnRemove()
		return
	}
	e, _ := inside[*ui.Entry](w)
	e.SetText(items[len(items)-1])
	e.OnSubmitted(e.Text)
}

func editRefs(w fyne.CanvasObject, v model.Value) {
	ids := v.Refs()
	if n := chips(w); len(n) > len(ids) {
		n[len(n)-1].OnRemove()
		return
	}
	p, _ := inside[*ui.RefPicker](w)
	p.OnChanged(ids[len(ids)-1].String())
}

func chips(o fyne.CanvasObject) (out []*ui.Chip) {
	if c, ok := o.(*ui.Chip); ok {
		return []*ui.Chip{c}
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, o := range c.Objects {
			out = append(out, chips(o)...)
		}
	}
	return out
}

package recordform_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

func entry(f *recordform.Form, field string) *ui.Entry {
	return recordform.FocusOf(f, field).(*ui.Entry)
}

func TestTyping(t *testing.T) {
	t.Run("is on the disk as a draft within a second and in the journal after leaving the field", func(t *testing.T) {
		b := newBench(t)
		p := b.person("Mirsobir Khamidkariev")
		b.show(p.ID, recordform.Options{})
		before := b.changes(p.ID)
		test.Type(b.focus("occupation"), "Film producer")
		if n := b.changes(p.ID); n != before {
			t.Errorf("%d changes are in the journal while somebody types", n-before)
		}
		b.Clock.Pass()
		if got := b.afterCrash(p.ID, "occupation"); got != "Film producer" {
			t.Errorf("after a crash the field holds %d characters of 13", len(got))
		}
		b.leave()
		if got := b.Get(p.ID).Text("occupation"); got != "Film producer" {
			t.Error("what was typed is not in the record after leaving the field")
		}
		if n := b.changes(p.ID); n != before+1 {
			t.Errorf("leaving the field made %d changes, want 1", n-before)
		}
	})
	t.Run("says that it is being saved, and then that it is", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		if s := recordform.State(f); s != "" {
			t.Errorf("before anything was typed the form says %q, which the window says already", s)
		}
		test.Type(b.focus("occupation"), "x")
		if s := recordform.State(f); !strings.HasPrefix(s, b.Desk.Words.T("state.saving")) {
			t.Errorf("while typing the form says %q", s)
		}
		b.leave()
		if s := recordform.State(f); !strings.HasPrefix(s, b.Desk.Words.T("state.saved")) {
			t.Errorf("afterwards the form says %q", s)
		}
	})
	t.Run("of a date that is not understood keeps the words and says why", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		test.Type(b.focus("birth"), "31 February 1979")
		w := recordform.Row(f, "birth").Input().(*ui.DateField)
		if text, problem := w.Reading(); !problem || text == "" {
			t.Errorf("the field says %q, problem %v", text, problem)
		}
		b.leave()
		d := b.Get(p.ID).Date("birth")
		if d.Precision != model.PrecisionUnknown || d.Words != "31 February 1979" {
			t.Errorf("kept as precision %q with %d characters of words", d.Precision, len(d.Words))
		}
	})
	t.Run("of a date shows what was understood", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		test.Type(b.focus("birth"), "about may 1979")
		if text, problem := recordform.Row(f, "birth").Input().(*ui.DateField).Reading(); problem || !strings.Contains(text, "May 1979") {
			t.Errorf("the field says %q, problem %v", text, problem)
		}
	})
	t.Run("of a number takes digits only", func(t *testing.T) {
		b := newBench(t)
		r := model.NewRecord("injury")
		b.Put(r)
		f := b.show(r.ID, recordform.Options{})
		recordform.OpenAll(f, true)
		test.Type(b.focus("count"), "0a7")
		if recordform.Row(f, "count").Error() != "" {
			t.Error("a problem is still said although digits came last")
		}
		b.leave()
		if n, ok := b.Get(r.ID).Get("count").Int(); !ok || n != 7 {
			t.Errorf("kept as %d, %v", n, ok)
		}
	})
}

func TestChoices(t *testing.T) {
	t.Run("of a term are kept at once", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		s := recordform.Row(f, "sex").Input().(*ui.TermSelect)
		s.Load("male")
		s.OnChanged("male")
		if got := b.Get(p.ID).Text("sex"); got != "male" {
			t.Errorf("the record holds %q", got)
		}
	})
	t.Run("that the rules refuse are said and taken back in the form", func(t *testing.T) {
		b := newBench(t)
		r := model.NewRecord("injury")
		b.Put(r)
		f := b.show(r.ID, recordform.Options{})
		recordform.OpenAll(f, true)
		s := recordform.Row(f, "consistency").Input().(*ui.TermSelect)
		s.Load("consistent")
		s.OnChanged("consistent")
		if s.Value() != "" || b.Get(r.ID).Get("consistency") != "" {
			t.Error("a degree of consistency without a clinician stands in the form")
		}
		if b.Window().Canvas().Overlays().Top() == nil {
			t.Error("nothing was said")
		}
	})
}

func TestRows(t *testing.T) {
	t.Run("a name is added with the keyboard in it", func(t *testing.T) {
		b := newBench(t)
		p := b.person()
		f := b.show(p.ID, recordform.Options{})
		recordform.Add(f, "person_name")
		o := b.Focused()
		if o == nil {
			t.Fatal("nothing has the keyboard")
		}
		test.Type(o, "Rasul Khudainazarov")
		b.leave()
		names, err := b.DB.Rows(context.Background(), "person_name", p.ID)
		b.Must(err)
		if len(names) != 1 || names[0].Text("text") != "Rasul Khudainazarov" {
			t.Fatalf("the person has %d names, or not the one typed", len(names))
		}
		if got := recordform.Title(f); got != "Rasul Khudainazarov" {
			t.Error("the title does not say the new name")
		}
	})
	t.Run("change places by one value", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A", "B", "C")
		f := b.show(p.ID, recordform.Options{})
		ids := recordform.Rows(f, "person_name")
		before := b.changes(ids[0]) + b.changes(ids[1])
		recordform.Move(f, ids[2], -2+1)
		want := []model.ID{ids[0], ids[2], ids[1]}
		if got := recordform.Rows(f, "person_name"); !slices.Equal(got, want) {
			t.Error("the last row did not move up by one")
		}
		if after := b.changes(ids[0]) + b.changes(ids[1]); after != before {
			t.Error("the neighbours were written too")
		}
		recordform.Move(f, ids[2], 1)
		if got := recordform.Rows(f, "person_name"); !slices.Equal(got, ids) {
			t.Error("the row did not move back")
		}
	})
	t.Run("that are deleted come back by undo, still open in their place", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A", "B")
		f := b.show(p.ID, recordform.Options{})
		ids := recordform.Rows(f, "person_name")
		recordform.Line(f, ids[0]).TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
		if got := recordform.Rows(f, "person_name"); !slices.Equal(got, ids[1:]) {
			t.Fatal("the row is still there")
		}
		if b.Offer == nil {
			t.Fatal("no undo was offered")
		}
		b.Offer()
		if got := recordform.Rows(f, "person_name"); !slices.Equal(got, ids) {
			t.Error("undo did not bring the row back to its place")
		}
	})
	t.Run("move by Alt and an arrow from their line", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A", "B")
		f := b.show(p.ID, recordform.Options{})
		ids := recordform.Rows(f, "person_name")
		b.Window().Canvas().Focus(recordform.Line(f, ids[1]))
		recordform.Shift(f, -1)
		if got := recordform.Rows(f, "person_name"); !slices.Equal(got, []model.ID{ids[1], ids[0]}) {
			t.Error("the row did not move up")
		}
		if b.Window().Canvas().Focused() != recordform.Line(f, ids[1]) {
			t.Error("the keyboard did not stay on the row")
		}
	})
	t.Run("close by Escape from a field in them", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		id := recordform.Rows(f, "person_name")[0]
		recordform.Toggle(f, id)
		b.Window().Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if b.Window().Canvas().Focused() != recordform.Line(f, id) {
			t.Error("the keyboard is not on the line of the row")
		}
		f.Leave()
		if b.Window().Canvas().OnTypedKey() != nil {
			t.Error("a form that was left still hears the window's keys")
		}
	})
	t.Run("open in place and close again with the keyboard on the line", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		id := recordform.Rows(f, "person_name")[0]
		b.Window().Canvas().Focus(recordform.Line(f, id))
		recordform.Line(f, id).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		row := recordform.RowIn(f, id, "text")
		if row == nil || row.Input().(*ui.Entry).Text != "A" {
			t.Fatal("the row did not open with its text")
		}
		recordform.Toggle(f, id)
		if b.Window().Canvas().Focused() != recordform.Line(f, id) {
			t.Error("the keyboard is not on the line")
		}
	})
}

func TestDelete(t *testing.T) {
	t.Run("leaves a word where the record was, and undo brings the form back", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		b.Desk.Delete(p)
		if len(desktest.Find[*ui.EmptyState](b.Bench)) == 0 {
			t.Error("nothing says that the record was deleted")
		}
		b.Desk.Undo()
		if recordform.Title(f) != "A" {
			t.Error("the form did not come back")
		}
	})
}

func TestCreateFromAPicker(t *testing.T) {
	t.Run("makes the record and the link in one action", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		recordform.Create(f, "birth_place", "Tashkent")
		place := b.Get(b.Get(p.ID).Ref("birth_place"))
		if place.Kind != "place" || place.Text("name") != "Tashkent" {
			t.Fatal("no place of that name is linked")
		}
		b.Desk.Undo()
		if b.Get(p.ID).Get("birth_place") != "" || !b.Get(place.ID).Deleted {
			t.Error("one undo did not take both back")
		}
	})
	t.Run("makes a person with a name", func(t *testing.T) {
		b := newBench(t)
		r := model.NewRecord("detention")
		b.Put(r)
		f := b.show(r.ID, recordform.Options{})
		recordform.Create(f, "person", "Kayum Ortikov")
		label, err := b.DB.Label(context.Background(), b.Get(r.ID).Ref("person"))
		b.Must(err)
		if label != "Kayum Ortikov" {
			t.Error("the person linked does not go by the name typed")
		}
	})
	t.Run("offers the records of the case first, and no record twice", func(t *testing.T) {
		b := newBench(t)
		c := model.NewRecord("case")
		near, far := b.person("Zafar"), b.person("Aziz")
		pa := model.NewRecord("participant")
		pa.Set("case", model.RefValue(c.ID))
		pa.Set("person", model.RefValue(near.ID))
		d := model.NewRecord("detention")
		b.Put(c, pa, d)
		f := b.show(d.ID, recordform.Options{Case: c.ID})
		got := recordform.Offers(f, "person", "")
		if len(got) != 2 || got[0].ID != near.ID.String() || got[1].ID != far.ID.String() {
			t.Errorf("%d offered, or in another order", len(got))
		}
	})
}

func TestOwnFields(t *testing.T) {
	t.Run("are shown and saved as any other", func(t *testing.T) {
		b := newBench(t)
		fld := model.NewRecord("field")
		fld.Set("kind", model.TextValue("person"))
		fld.Set("type", model.TextValue("text"))
		fld.Set("label_en", model.TextValue("Shoe size"))
		if !b.Desk.Do("create", func(tx *store.Tx) error { return tx.Put(fld) }) {
			t.Fatal("the field was not added")
		}
		p := b.person("A")
		name := model.CustomFieldName(fld.ID)
		p.Set(name, model.TextValue("40"))
		b.Put(p)
		f := b.show(p.ID, recordform.Options{})
		if e := entry(f, name); e.Text != "40" {
			t.Error("the field does not show what it holds")
		}
		b.focus(name)
		entry(f, name).SetText("41")
		b.leave()
		if got := b.Get(p.ID).Text(name); got != "41" {
			t.Errorf("the record holds %q", got)
		}
	})
}

func TestChanged(t *testing.T) {
	t.Run("neither steals the keyboard nor overwrites what is being typed", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		o := b.focus("occupation")
		test.Type(o, "Produ")
		c, err := b.DB.Do(context.Background(), "edit", func(tx *store.Tx) error {
			if err := tx.Set(p.ID, "occupation", model.TextValue("Businessman")); err != nil {
				return err
			}
			return tx.Set(p.ID, "education", model.TextValue("Film school"))
		})
		b.Must(err)
		f.Changed(c)
		if entry(f, "occupation").Text != "Produ" {
			t.Error("what was being typed was overwritten")
		}
		if b.Window().Canvas().Focused() != o {
			t.Error("the keyboard was taken away")
		}
		if entry(f, "education").Text != "Film school" {
			t.Error("the other field, which came into view, does not show its value")
		}
		test.Type(o, "cer")
		b.leave()
		if got := b.Get(p.ID).Text("occupation"); got != "Producer" {
			t.Errorf("kept are %d characters of 8", len(got))
		}
	})
	t.Run("shows after undo what stood there before, in the field that has the keyboard too", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		o := b.focus("occupation")
		test.Type(o, "Producer")
		b.Desk.Saver.Commit()
		b.Desk.Undo()
		if got := entry(f, "occupation").Text; got != "" {
			t.Errorf("the field still shows %d characters", len(got))
		}
		b.Clock.Pass()
		if b.Desk.Saver.Dirty() {
			t.Error("showing the value was taken for typing")
		}
	})
}

func TestHead(t *testing.T) {
	t.Run("says what is still to be filled in, and no longer when it is", func(t *testing.T) {
		b := newBench(t)
		r := model.NewRecord("event")
		b.Put(r)
		f := b.show(r.ID, recordform.Options{})
		label := b.Desk.Words.Field("event", "title")
		if !strings.Contains(recordform.State(f), label) {
			t.Errorf("the state says %q", recordform.State(f))
		}
		test.Type(b.focus("title"), "Abduction")
		b.leave()
		if strings.Contains(recordform.State(f), label) {
			t.Errorf("the state still says %q", recordform.State(f))
		}
	})
	t.Run("asks for no source of those who only work on the cases", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		p.Set("occupation", model.TextValue("Teacher"))
		b.Put(p)
		for _, part := range []struct {
			role string
			asks bool
		}{{"caseworker", false}, {"interpreter", false}, {"witness", true}} {
			b.New1("participant", map[string]model.Value{"person": model.RefValue(p.ID), "role": model.TextValue(part.role)})
			if recordform.Unsourced(b.Desk, p) != part.asks {
				t.Errorf("with a part as %s too it is %v", part.role, !part.asks)
			}
		}
	})
	t.Run("says that facts have no source until the first is named", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		p.Set("occupation", model.TextValue("Teacher"))
		b.Put(p)
		f := b.show(p.ID, recordform.Options{})
		if !recordform.SaysUnsourced(f) {
			t.Error("nothing is said of the missing source")
		}
		cite := model.NewRecord("citation")
		cite.Set("subject", model.RefValue(p.ID))
		cite.Set("field", model.TextValue("occupation"))
		c, err := b.DB.Do(context.Background(), "create", func(tx *store.Tx) error { return tx.Put(cite) })
		b.Must(err)
		f.Changed(c)
		if recordform.SaysUnsourced(f) {
			t.Error("it is still said")
		}
	})
}

func TestSources(t *testing.T) {
	// cited makes a person with two facts, of which one has a source.
	cited := func(b *bench) (model.Record, model.Record) {
		p := b.person("A")
		p.Set("occupation", model.TextValue("Teacher"))
		p.Set("education", model.TextValue("School 12"))
		b.Put(p)
		return p, b.New1("citation", map[string]model.Value{"subject": model.RefValue(p.ID), "field": model.TextValue("occupation")})
	}
	slot := func(f *recordform.Form, field string) *ui.Button {
		for _, o := range test.LaidOutObjects(recordform.Row(f, field)) {
			if b, ok := o.(*ui.Button); ok && b.Visible() && b.Label() != "" {
				return b
			}
		}
		return nil
	}
	t.Run("are counted at the field, and their lack is said where other facts have one", func(t *testing.T) {
		b := newBench(t)
		p, _ := cited(b)
		f := b.show(p.ID, recordform.Options{})
		if s := slot(f, "occupation"); s == nil || s.Label() != b.Desk.Words.Count("source", 1) {
			t.Error("the field with a source does not say so")
		}
		if s := slot(f, "education"); s == nil || s.Label() != b.Desk.Words.T("state.without_source") {
			t.Error("the field without a source does not say so")
		}
		if slot(f, "birth") != nil {
			t.Error("an empty field speaks of sources")
		}
	})
	t.Run("are opened from the field", func(t *testing.T) {
		b := newBench(t)
		p, c := cited(b)
		f := b.show(p.ID, recordform.Options{})
		slot(f, "occupation").OnTapped()
		if recordform.RowIn(f, c.ID, "quote") == nil {
			t.Error("the source did not open")
		}
	})
	t.Run("are begun from a field that has none", func(t *testing.T) {
		b := newBench(t)
		p, _ := cited(b)
		f := b.show(p.ID, recordform.Options{})
		slot(f, "education").OnTapped()
		made := b.Records("citation")
		if len(made) != 2 || !slices.ContainsFunc(made, func(r model.Record) bool { return r.Text("field") == "education" }) {
			t.Errorf("%d citations, or none of the field", len(made))
		}
	})
}

func TestHistory(t *testing.T) {
	t.Run("puts an earlier value back", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A")
		f := b.show(p.ID, recordform.Options{})
		for _, s := range []string{"Teacher", "Trader"} {
			b.focus("occupation")
			entry(f, "occupation").SetText(s)
			b.leave()
		}
		recordform.ShowHistory(f)
		if !desktest.Says(b.Bench, "Trader") {
			t.Error("the last value is not in the history")
		}
		desktest.Button(b.Bench, b.Desk.Words.T("form.put_back")).OnTapped()
		if got := b.Get(p.ID).Text("occupation"); got != "Teacher" {
			t.Error("the value before the last was not put back")
		}
		if entry(f, "occupation").Text != "Teacher" {
			t.Error("the form does not show it")
		}
		if b.Window().Canvas().Overlays().Top() != nil {
			t.Error("the history is still open")
		}
	})
}

func TestTags(t *testing.T) {
	t.Run("are kept from their first letter and become a chip when the keyboard leaves", func(t *testing.T) {
		b := newBench(t)
		c := b.New1("case", map[string]model.Value{"title": model.TextValue("A"), "tags": model.ListValue("torture")})
		f := b.show(c.ID, recordform.Options{})
		test.Type(b.focus("tags"), "extra")
		b.Desk.Saver.Commit() // a pause in typing
		if got := b.Get(c.ID).List("tags"); !slices.Equal(got, []string{"torture", "extra"}) {
			t.Errorf("after a pause %d tags are kept", len(got))
		}
		test.Type(recordform.FocusOf(f, "tags"), "dition")
		b.leave()
		if got := b.Get(c.ID).List("tags"); !slices.Equal(got, []string{"torture", "extradition"}) {
			t.Errorf("afterwards %d tags are kept, or half a word", len(got))
		}
		if n := len(chips(recordform.Row(f, "tags").Input())); n != 2 {
			t.Errorf("%d chips are shown", n)
		}
	})
}

func TestReadOnly(t *testing.T) {
	t.Run("a file that is only looked at offers nothing to change", func(t *testing.T) {
		b := newBench(t)
		p := b.person("A", "B")
		b.ReadOnly()
		f := b.show(p.ID, recordform.Options{})
		if !entry(f, "occupation").Disabled() {
			t.Error("a field can be typed in")
		}
		recordform.Move(f, recordform.Rows(f, "person_name")[1], -1)
		if s := recordform.State(f); s != b.Desk.Words.T("form.read_only") {
			t.Errorf("the state says %q", s)
		}
	})
}

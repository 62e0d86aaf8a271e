package words_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/screen/words"
	"guvoh/app/ui"
	"guvoh/model"
)

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Fill()
		b.Show(words.New, at(""))
		b.Shot("words-" + name + "-first")
		b.Show(words.New, at("kind:person"))
		b.Shot("words-" + name + "-fields")
		test.Tap(desktest.Button(b, b.Desk.Words.T("words.add_field")))
		b.Shot("words-" + name + "-addfield")
		b.Window().Canvas().Overlays().Remove(b.Window().Canvas().Overlays().Top())
		test.Tap(desktest.Button(b, b.Desk.Words.T("words.new_list")))
		b.Shot("words-" + name + "-newlist")
	})
}

func at(section string) desk.Route { return desk.Route{Screen: desk.ScreenWords, Section: section} }

func open(t *testing.T, section string) *desktest.Bench {
	t.Helper()
	b := desktest.New(t, desktest.Look{})
	b.Show(words.New, at(section))
	return b
}

// tap takes a button and types into what it opens.
func tap(b *desktest.Bench, label string) {
	b.TB.Helper()
	test.Tap(desktest.Button(b, label))
}

func write(b *desktest.Bench, label, words string) { desktest.Under(b, label).SetText(words) }

// choose picks an option of the drop-down with that label.
func choose(b *desktest.Bench, label, id string) {
	s := desktest.Row(b, label).Input().(*ui.TermSelect)
	s.Load(id)
	s.OnChanged(id)
}

func addWord(b *desktest.Bench, en, ru string) model.Record {
	b.TB.Helper()
	tap(b, "Add a word")
	write(b, "Label in English", en)
	write(b, "Label in Russian", ru)
	tap(b, "Save")
	rs := b.Records("term")
	if len(rs) == 0 {
		b.TB.Fatal("no word was added")
	}
	return rs[len(rs)-1]
}

func TestWordsOfOnesOwn(t *testing.T) {
	t.Run("a word is added and can be chosen in forms", func(t *testing.T) {
		b := open(t, "list:act_method")
		r := addWord(b, "Hanging by the wrists", "Подвешивание за запястья")
		w, ok := b.DB.Schema().Vocabulary("act_method").Word(model.CustomTermID(r.ID))
		if !ok || w.In("ru") != "Подвешивание за запястья" || !w.Custom {
			t.Errorf("%v %v", w, ok)
		}
		if !desktest.Says(b, "Hanging by the wrists") || b.Went1().Section != "list:act_method" {
			t.Error("the list does not show it")
		}
	})
	t.Run("it is changed, and one undo takes that back", func(t *testing.T) {
		b := open(t, "list:act_method")
		r := addWord(b, "Hangin", "")
		tap(b, "Edit")
		write(b, "Label in English", "Hanging")
		tap(b, "Save")
		if got := b.Get(r.ID).Text("label_en"); got != "Hanging" {
			t.Errorf("%q", got)
		}
		b.Desk.Undo()
		if got := b.Get(r.ID).Text("label_en"); got != "Hangin" || !desktest.Says(b, "Hangin") {
			t.Errorf("%q after undo", got)
		}
	})
	t.Run("what the program brings is to be read only", func(t *testing.T) {
		b := open(t, "list:act_method")
		list := desktest.Find[*ui.Columns](b)[0]
		list.Select(0)
		list.OnSelect(0)
		if !desktest.Button(b, "Edit").Disabled() || !desktest.Button(b, "Delete").Disabled() {
			t.Error("a built-in word can be changed")
		}
	})
	t.Run("a word without a label is not taken", func(t *testing.T) {
		b := open(t, "list:act_method")
		tap(b, "Add a word")
		tap(b, "Save")
		if desktest.Row(b, "Label in English").Error() == "" || len(b.Records("term")) != 0 {
			t.Error("it was taken")
		}
	})
	t.Run("a word that is not used can be deleted", func(t *testing.T) {
		b := open(t, "list:act_method")
		addWord(b, "Hanging", "")
		tap(b, "Delete")
		if len(b.Records("term")) != 0 || desktest.Says(b, "Hanging") {
			t.Error("it is still there")
		}
		b.Offer()
		if len(b.Records("term")) != 1 {
			t.Error("it does not come back")
		}
	})
	t.Run("a word that stands in a record stays", func(t *testing.T) {
		b := open(t, "list:act_method")
		r := addWord(b, "Hanging", "")
		b.New1("act", map[string]model.Value{"methods": model.ListValue(model.CustomTermID(r.ID))})
		tap(b, "Delete")
		if len(b.Records("term")) != 1 || !desktest.Says(b, "1 record holds it") {
			t.Error("it was deleted, or nothing was said")
		}
	})
}

func TestListOfOnesOwn(t *testing.T) {
	newList := func(b *desktest.Bench, name string) {
		tap(b, "New list of words")
		write(b, "Name of the list", name)
		write(b, "Label in English", "Hunger strike")
		tap(b, "Save")
	}
	t.Run("a new list begins with its first word", func(t *testing.T) {
		b := open(t, "")
		newList(b, "Protest")
		if v := b.DB.Schema().Vocabulary("Protest"); v == nil || len(v.Words) != 1 {
			t.Fatal("no list")
		}
		if b.Went1().Section != "list:Protest" || !desktest.Says(b, "Hunger strike") {
			t.Error("it is not shown")
		}
	})
	for _, name := range []string{"", "country", "Countries"} {
		t.Run("no list can be called "+name, func(t *testing.T) {
			b := open(t, "")
			newList(b, name)
			if desktest.Row(b, "Name of the list").Error() == "" || len(b.Records("term")) != 0 {
				t.Error("it was taken")
			}
		})
	}
}

func TestFieldsOfOnesOwn(t *testing.T) {
	addField := func(b *desktest.Bench, fill func()) {
		b.TB.Helper()
		tap(b, "Add a field")
		write(b, "Label in English", "Clan")
		fill()
		tap(b, "Save")
	}
	own := func(b *desktest.Bench) model.Field {
		b.TB.Helper()
		rs := b.Records("field")
		if len(rs) != 1 {
			b.TB.Fatalf("%d fields", len(rs))
		}
		f, ok := b.DB.Schema().Kind("person").Field(model.CustomFieldName(rs[0].ID))
		if !ok {
			b.TB.Fatal("persons have no such field")
		}
		return f
	}
	t.Run("a field appears in the form of its kind and keeps what is typed", func(t *testing.T) {
		b := open(t, "kind:person")
		addField(b, func() {
			choose(b, "What it holds", "text")
			write(b, "Help in English", "As the family says it")
		})
		f := own(b)
		if f.Type != model.Text || f.Helps["en"] != "As the family says it" || f.Sensitive {
			t.Errorf("%+v", f)
		}
		p := b.New1("person", nil)
		form := recordform.New(b.Desk, p.ID, recordform.Options{})
		b.Root.SetContent(form)
		form.FocusField(f.Name)
		b.Type("Kongrat")
		b.Desk.Saver.Commit()
		if got := b.Get(p.ID).Text(f.Name); got != "Kongrat" {
			t.Errorf("%q was kept", got)
		}
	})
	t.Run("a coded field needs a list", func(t *testing.T) {
		b := open(t, "kind:person")
		addField(b, func() { choose(b, "What it holds", "term") })
		if desktest.Row(b, "List of words").Error() == "" {
			t.Fatal("it was taken without one")
		}
		choose(b, "List of words", "country")
		tap(b, "Save")
		if f := own(b); f.Vocabulary != "country" || f.Type != model.Term {
			t.Errorf("%+v", f)
		}
	})
	t.Run("a field without a type is not taken", func(t *testing.T) {
		b := open(t, "kind:person")
		addField(b, func() {})
		if desktest.Row(b, "What it holds").Error() == "" {
			t.Error("it was taken")
		}
	})
	t.Run("a sensitive one says so", func(t *testing.T) {
		b := open(t, "kind:person")
		addField(b, func() {
			choose(b, "What it holds", "long")
			test.Tap(desktest.Find[*ui.Check](b)[0])
		})
		if !own(b).Sensitive {
			t.Error("it leaves the house")
		}
	})
	t.Run("what it holds cannot be changed later, what it is called can", func(t *testing.T) {
		b := open(t, "kind:person")
		addField(b, func() { choose(b, "What it holds", "text") })
		tap(b, "Edit")
		write(b, "Label in English", "Tribe")
		tap(b, "Save")
		if f := own(b); f.Labels["en"] != "Tribe" || f.Type != model.Text {
			t.Errorf("%+v", f)
		}
	})
	t.Run("a field that holds something is not deleted", func(t *testing.T) {
		b := open(t, "kind:person")
		addField(b, func() { choose(b, "What it holds", "text") })
		p := b.New1("person", map[string]model.Value{own(b).Name: model.TextValue("Kongrat")})
		tap(b, "Delete")
		if len(b.Records("field")) != 1 {
			t.Fatal("it was deleted")
		}
		b.Window().Canvas().Overlays().Remove(b.Window().Canvas().Overlays().Top())
		b.Desk.Set(p.ID, own(b).Name, "")
		tap(b, "Delete")
		if len(b.Records("field")) != 0 {
			t.Error("an empty one stays")
		}
	})
}

func TestPlacesAreFoundByName(t *testing.T) {
	b := open(t, "")
	desktest.Line(b, "Find a list").SetText("countr")
	places := desktest.Find[*ui.Sidebar](b)[0]
	b.Window().Canvas().Focus(desktest.Line(b, "countr"))
	b.Press(fyne.KeyDown, fyne.KeyHome, fyne.KeyReturn)
	if places.Selected() != "list:country" || !desktest.Says(b, "Afghanistan") {
		t.Errorf("%q is shown", places.Selected())
	}
}

func TestOnlyKindsThatAFormShowsGetFieldsOfTheirOwn(t *testing.T) {
	b := open(t, "")
	find := desktest.Line(b, "Find a list")
	for _, k := range b.DB.Schema().Kinds() {
		label := b.Desk.Words.Kind(k.Name)
		find.SetText(label)
		said := 0
		for _, x := range desktest.Find[*canvas.Text](b) {
			if x.Visible() && x.Text == label {
				said++
			}
		}
		listed := said > 1 // the filter says it, too
		if want := !k.Composed && k.Name != "term" && k.Name != "field"; listed != want {
			t.Errorf("a %s is offered: %v", k.Name, listed)
		}
	}
}

func TestTheScreenOfAFullFile(t *testing.T) {
	b := desktest.New(t, desktest.Look{Lang: "uz"})
	b.Fill()
	b.Show(words.New, at(""))
	places := desktest.Find[*ui.Sidebar](b)[0]
	for _, id := range b.DB.Schema().Vocabularies() {
		places.OnSelect("list:" + id)
	}
	for _, k := range b.DB.Schema().Kinds() {
		places.OnSelect("kind:" + k.Name)
	}
	r, err := b.DB.Check(context.Background(), nil)
	if err != nil || !r.OK() {
		t.Errorf("looking changed the file: %v %v", r.Findings, err)
	}
}

package records_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/recordform"
	"guvoh/app/screen/records"
	"guvoh/app/ui"
	"guvoh/model"
)

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Show(records.New, of("person"))
		b.Shot("records-" + name + "-none")
		b.Sample()
		for _, kind := range []string{"person", "organisation", "place"} {
			r := of(kind)
			r.Record = b.Records(kind)[0].ID
			b.Show(records.New, r)
			b.Shot("records-" + name + "-" + kind)
		}
		test.Tap(desktest.Button(b, b.Desk.Words.T("action.add")))
		b.Shot("records-" + name + "-add")
		b.Window().Canvas().Overlays().Remove(b.Window().Canvas().Overlays().Top())
		b.Fill()
		r := of("person")
		r.Record = b.Records("person")[16].ID
		b.Show(records.New, r)
		b.Shot("records-" + name + "-nasty")
	})
}

func of(kind string) desk.Route { return desk.Route{Screen: desk.ScreenRecords, Section: kind} }

func open(t *testing.T, kind string) (*desktest.Bench, *ui.Columns) {
	t.Helper()
	b := desktest.New(t, desktest.Look{})
	b.Sample()
	b.Show(records.New, of(kind))
	return b, desktest.Find[*ui.Columns](b)[0]
}

// shown gives the record whose form is shown.
func shown(b *desktest.Bench) model.ID {
	for _, f := range desktest.Find[*recordform.Form](b) {
		return f.Record()
	}
	return model.ID{}
}

// choose chooses the line with those words.
func choose(t *testing.T, b *desktest.Bench, words string) model.ID {
	t.Helper()
	line := desktest.Line(b, "Find by any word")
	line.SetText(words)
	b.Window().Canvas().Focus(line)
	b.Press(fyne.KeyReturn, fyne.KeyReturn)
	return shown(b)
}

func TestRecordsOfTheFile(t *testing.T) {
	t.Run("lists the persons of every case", func(t *testing.T) {
		b, _ := open(t, "person")
		for _, words := range []string{"Mirsobir Khamidkariev", "Artur Avakian", "John Dalhuisen"} {
			if !desktest.Says(b, words) {
				t.Errorf("%q is not shown", words)
			}
		}
	})
	t.Run("shows the chosen one once the choice rests", func(t *testing.T) {
		b, _ := open(t, "person")
		b.Press(fyne.KeyDown, fyne.KeyDown)
		if !shown(b).IsZero() {
			t.Error("a form was made while running through the list")
		}
		b.Clock.Pass()
		if got := b.Desk.TitleOf(shown(b)); got != "Artur Avakian" {
			t.Errorf("%q is shown", got)
		}
	})
	t.Run("Enter goes into the form", func(t *testing.T) {
		b, list := open(t, "person")
		b.Press(fyne.KeyReturn)
		if shown(b).IsZero() || b.Focused() == nil || b.Focused() == fyne.Focusable(list) {
			t.Errorf("the keyboard is in %T", b.Focused())
		}
	})
	t.Run("says in which cases a person is met, and leads there", func(t *testing.T) {
		b, _ := open(t, "person")
		id := choose(t, b, "artur avakian")
		var chip *ui.Chip
		for _, c := range desktest.Find[*ui.Chip](b) {
			for _, o := range test.LaidOutObjects(c) {
				if text, ok := o.(*canvas.Text); ok && strings.HasPrefix(text.Text, "SAMPLE-2") {
					chip = c
				}
			}
		}
		if chip == nil {
			t.Fatal("no chip leads to the case")
		}
		test.Tap(chip)
		went := b.Went1()
		if went.Screen != desk.ScreenCase || went.Section != "people" || went.Record != id {
			t.Errorf("went to %v", went)
		}
	})
	t.Run("finds nothing and says so", func(t *testing.T) {
		b, _ := open(t, "organisation")
		desktest.Line(b, "Find by any word").SetText("zzz")
		if !desktest.Says(b, "Nothing matches.") {
			t.Error("nothing is said")
		}
		test.Tap(desktest.Button(b, "Clear"))
		if !desktest.Says(b, "Amnesty International") {
			t.Error("clearing did not bring them back")
		}
	})
	t.Run("opens the record of its route and chooses its line", func(t *testing.T) {
		b, _ := open(t, "place")
		r := of("place")
		r.Record = b.Records("place")[3].ID
		b.Show(records.New, r)
		if shown(b) != r.Record || desktest.Find[*ui.Columns](b)[0].Selected() < 0 {
			t.Error("it is not shown")
		}
	})
}

// late is a runner that answers in the order that a test chooses.
type late struct{ queue []func() }

func (r *late) Do(work, done func()) { r.queue = append(r.queue, func() { work(); done() }) }

func (r *late) After(time.Duration, func()) func() { return func() {} }

// next answers the last question that was asked, as a quick one overtakes a slow one.
func (r *late) next() bool {
	n := len(r.queue)
	if n == 0 {
		return false
	}
	f := r.queue[n-1]
	r.queue = r.queue[:n-1]
	f()
	return true
}

func TestTheKeyboardIsInTheListHoweverLongTheFileTakes(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	b.Sample()
	r := &late{}
	b.Desk.Runner = r
	b.Show(records.New, of("person"))
	for r.next() {
		if b.Focused() == fyne.Focusable(desktest.Button(b, "Add")) {
			t.Fatal("Enter would record a person")
		}
	}
	if b.Focused() != fyne.Focusable(desktest.Find[*ui.Columns](b)[0]) {
		t.Errorf("the keyboard is in %T", b.Focused())
	}
}

func TestAFileWithoutPersonsOffersTheFirstToEnter(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	b.Show(records.New, of("person"))
	b.Press(fyne.KeyReturn)
	b.Type("Aziza")
	b.Press(fyne.KeyReturn)
	if got := b.Desk.TitleOf(shown(b)); got != "Aziza" {
		t.Errorf("%q is shown", got)
	}
}

func TestPlaceShowsTheWayUp(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	city := b.New1("place", map[string]model.Value{"name": model.TextValue("Tashkent")})
	prison := b.New1("place", map[string]model.Value{"name": model.TextValue("Prison X"), "within": model.RefValue(city.ID)})
	cell := b.New1("place", map[string]model.Value{"name": model.TextValue("cell 4"), "within": model.RefValue(prison.ID)})
	r := of("place")
	r.Record = prison.ID
	b.Show(records.New, r)
	if !desktest.Says(b, "Prison X · Tashkent") {
		t.Error("the line of the cell does not say where it is")
	}
	for _, heading := range []string{"Lies in", "Within it"} {
		if !desktest.Says(b, heading) {
			t.Errorf("%q is not shown", heading)
		}
	}
	b.Desk.Set(cell.ID, "within", model.RefValue(city.ID))
	if desktest.Says(b, "Within it") || desktest.Says(b, "Prison X · Tashkent") {
		t.Error("a cell that was moved is still shown within")
	}
	t.Run("a place within itself does not hang", func(t *testing.T) {
		a, z := model.NewRecord("place"), model.NewRecord("place")
		a.Set("name", model.TextValue("A"))
		z.Set("name", model.TextValue("Z"))
		b.Put(a, z)
		b.Desk.Set(a.ID, "within", model.RefValue(z.ID)) // the other way round is refused
		b.Show(records.New, of("place"))
		if !desktest.Says(b, "A") {
			t.Error("not shown")
		}
	})
}

func TestAPersonIdentifiedLaterIsLinkedBothWays(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	officer := b.New1("person", map[string]model.Value{"description": model.TextValue("officer with a scar, room 3")})
	person := b.New1("person", map[string]model.Value{"pseudonym": model.TextValue("B.")})
	r := of("person")
	r.Record = person.ID
	b.Show(records.New, r)
	const heading = "Recorded before it was known who this is"
	if desktest.Says(b, heading) {
		t.Error("nobody was identified yet")
	}
	b.Desk.Set(officer.ID, "identified_as", model.RefValue(person.ID))
	if !desktest.Says(b, heading) || b.Get(officer.ID).Deleted {
		t.Error("the record made before is not shown beside the person")
	}
}

func TestAddAndDelete(t *testing.T) {
	b, list := open(t, "person")
	before := len(b.Records("person"))
	test.Tap(desktest.Button(b, "Add"))
	b.Type("Каримов Бахтиёр")
	b.Press(fyne.KeyReturn)
	id := shown(b)
	if got := b.Desk.TitleOf(id); got != "Каримов Бахтиёр" {
		t.Fatalf("%q is shown", got)
	}
	if len(b.Records("person")) != before+1 || list.Selected() < 0 {
		t.Error("it is not chosen in the list")
	}
	if !desktest.Says(b, "In no case yet") {
		t.Error("it does not say that the person is in no case")
	}
	b.Desk.Undo()
	if len(b.Records("person")) != before {
		t.Error("one undo did not take the person back")
	}
	b.Desk.Redo()
	if !b.Desk.Delete(b.Get(id)) || len(b.Records("person")) != before {
		t.Error("not deleted")
	}
	if desktest.Says(b, "Каримов Бахтиёр") {
		t.Error("the list still shows it")
	}
	b.Offer() // undo, from the toast
	if shown(b) != id || len(b.Records("person")) != before+1 {
		t.Error("it did not come back")
	}
}

func TestANewPersonWhoMayBeInTheFileAlready(t *testing.T) {
	add := func(t *testing.T) (*desktest.Bench, *ui.Columns) {
		t.Helper()
		b, list := open(t, "person")
		test.Tap(desktest.Button(b, "Add"))
		return b, list
	}
	perhaps := func(b *desktest.Bench) *ui.ActionRow {
		for _, r := range desktest.Find[*ui.ActionRow](b) {
			if r.Visible() && r.Title() == b.Desk.Words.T("alike.perhaps", map[string]any{"Name": "Mirsobir Khamidkariev"}) {
				return r
			}
		}
		return nil
	}
	for _, name := range []string{"Мирсобир Хамидкариев", "Hamidqoriyev Mirsobir", "Mirsobir Khamidkariyev"} {
		t.Run("is named below "+name+" once typing rests, with the case and why", func(t *testing.T) {
			b, _ := add(t)
			b.Type(name)
			at := b.Focused()
			if perhaps(b) != nil {
				t.Fatal("it is said while somebody types")
			}
			b.Clock.Pass()
			row := perhaps(b)
			if row == nil {
				t.Fatal("it is not said")
			}
			if words := row.Text(); !strings.Contains(words, "SAMPLE-1") || !strings.Contains(words, "Mirsobir") {
				t.Error("the case or the reason is missing")
			}
			if b.Focused() != at {
				t.Error("it took the keyboard")
			}
		})
	}
	t.Run("is opened by keys instead, and nobody is recorded", func(t *testing.T) {
		b, list := add(t)
		before := len(b.Records("person"))
		b.Type("Мирсобир Хамидкариев")
		b.Clock.Pass()
		b.Press(fyne.KeyTab, fyne.KeyReturn)
		if got := b.Desk.TitleOf(shown(b)); got != "Mirsobir Khamidkariev" {
			t.Errorf("%q is shown", got)
		}
		if len(b.Records("person")) != before || list.Selected() < 0 || b.Window().Canvas().Overlays().Top() != nil {
			t.Error("somebody was recorded, or the dialog is still there")
		}
	})
	t.Run("is recorded all the same by Enter", func(t *testing.T) {
		b, _ := add(t)
		b.Type("Мирсобир Хамидкариев")
		b.Clock.Pass()
		b.Press(fyne.KeyReturn)
		if got := b.Desk.TitleOf(shown(b)); got != "Мирсобир Хамидкариев" {
			t.Errorf("%q is shown", got)
		}
	})
	t.Run("is forgotten when the name becomes another, or too short to say", func(t *testing.T) {
		b, _ := add(t)
		b.Type("Мирсобир Хамидкариев")
		b.Clock.Pass()
		name := b.Focused().(*ui.Entry)
		name.SetText("М")
		if perhaps(b) != nil {
			t.Error("it is still said")
		}
		b.Clock.Pass()
		if perhaps(b) != nil {
			t.Error("it is said again")
		}
	})
	t.Run("is asked for by nothing but persons", func(t *testing.T) {
		b, _ := open(t, "organisation")
		test.Tap(desktest.Button(b, "Add"))
		b.Type("Mirsobir Khamidkariev")
		b.Clock.Pass()
		if perhaps(b) != nil {
			t.Error("a person is offered for an organisation")
		}
	})
}

func TestTypingInTheFormChangesTheList(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	o := b.New1("organisation", map[string]model.Value{"name": model.TextValue("Old name")})
	r := of("organisation")
	r.Record = o.ID
	b.Show(records.New, r)
	b.Desk.Set(o.ID, "name", model.TextValue("Prosecutor of Jizzakh"))
	if desktest.Says(b, "Old name") || !desktest.Says(b, "Prosecutor of Jizzakh") {
		t.Error("the list shows the old name")
	}
}

func TestWhatWasGivenOutIsListedAndNotMadeByHand(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": model.TextValue("one")})
	issue := b.New1("issue", map[string]model.Value{
		"cases": model.RefsValue(c.ID), "profile": model.TextValue("int-full"), "recipient": model.TextValue("The Court"),
		"sha256": model.TextValue("00ff"), "language": model.TextValue("fr"),
	})
	b.Show(records.New, desk.Route{Screen: desk.ScreenRecords, Section: "issue", Record: issue.ID})
	for _, words := range []string{"Issued documents", "The Court · Full case file", "French"} {
		if !desktest.Says(b, words) {
			t.Errorf("%q is not shown", words)
		}
	}
	if desktest.Says(b, "int-full") {
		t.Error("a key is shown")
	}
	if !desktest.Button(b, "Add").Disabled() {
		t.Error("one can be made by hand")
	}
}

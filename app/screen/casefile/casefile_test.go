package casefile_test

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/casefile"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

type bench struct {
	*desktest.Bench
	c model.Record // the case
}

// newBench makes a desk with one case in the file.
func newBench(tb testing.TB, l desktest.Look) *bench {
	b := &bench{Bench: desktest.New(tb, l)}
	b.c = b.New1("case", map[string]model.Value{"reference": model.TextValue("UZ-1"), "title": model.TextValue("Extradited in secret")})
	return b
}

// open shows a section of the case.
func (b *bench) open(section string, o ...casefile.Option) *casefile.Screen {
	return b.openWith(section, nil, o...)
}

func (b *bench) openWith(section string, details map[string]casefile.Detail, o ...casefile.Option) *casefile.Screen {
	b.TB.Helper()
	pane := b.Show(func(d *desk.Desk, r desk.Route) desk.Pane { return casefile.New(d, r, details, o...) },
		desk.Route{Screen: desk.ScreenCase, Case: b.c.ID, Section: section})
	return pane.(*casefile.Screen)
}

// events puts n events into the case.
func (b *bench) events(n int) (ids []model.ID) {
	b.TB.Helper()
	var rs []model.Record
	position := ""
	for i := range n {
		r := model.NewRecord("event")
		position = model.Between(position, "")
		r.Set("cases", model.RefsValue(b.c.ID))
		r.Set("title", model.TextValue(fmt.Sprintf("Event %03d", i)))
		r.Set("position", model.TextValue(position))
		rs, ids = append(rs, r), append(ids, r.ID)
	}
	b.Put(rs...)
	return ids
}

// person makes a person who is in no case.
func (b *bench) person(name string) model.Record {
	p := b.New1("person", nil)
	b.New1("person_name", map[string]model.Value{"person": model.RefValue(p.ID), "text": model.TextValue(name)})
	return p
}

func TestSections(t *testing.T) {
	t.Run("say how many records they hold", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.events(3)
		s := b.open("overview")
		if got := casefile.Count(s, "events"); got != "3" {
			t.Errorf("events: %q", got)
		}
		if got := casefile.Count(s, "notes"); got != "" {
			t.Errorf("notes: %q, want nothing", got)
		}
	})
	t.Run("that are screens of their own lead there", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		s := b.open("overview")
		casefile.Section(s, "timeline")
		if r := b.Went1(); r.Screen != desk.ScreenTimeline || r.Case.IsZero() {
			t.Errorf("it leads to %q", r.Screen)
		}
	})
	t.Run("open with their first record", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		ids := b.events(3)
		s := b.open("overview")
		casefile.Section(s, "events")
		if casefile.OpenRecord(s) != ids[0] || !slices.Equal(casefile.Listed(s), ids) {
			t.Error("the list or the record open is another")
		}
	})
	t.Run("that are empty say what belongs there and offer the first step", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		for _, id := range []string{
			"events", "injuries", "detention", "proceedings", "interviews", "evidence", "sources",
			"consents", "deadlines", "interventions", "notes",
		} {
			s := b.open(id)
			if !desktest.Says(b.Bench, b.Desk.Words.T("casefile.empty."+id)) && len(desktest.Find[*ui.EmptyState](b.Bench)) == 0 {
				t.Errorf("%s: nothing is said", id)
			}
			desktest.Button(b.Bench, b.Desk.Words.T("casefile.new."+id)).Tapped(nil)
			if len(casefile.Listed(s)) != 1 || casefile.OpenRecord(s).IsZero() {
				t.Errorf("%s: its button did not make and open a record", id)
			}
		}
	})
	t.Run("of 500 records are listed without putting them all into words", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		b.events(500)
		s := b.open("events")
		if n := len(casefile.Listed(s)); n != 500 {
			t.Fatalf("%d listed", n)
		}
		if n := casefile.Worked(s); n > 60 {
			t.Errorf("%d lines were worked out for one screen", n)
		}
	})
	t.Run("show what the shell gives for their kind", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		ids := b.events(1)
		var got []model.ID
		detail := func(d *desk.Desk, c, record model.ID) desk.Pane {
			got = append(got, c, record)
			return &blank{}
		}
		b.openWith("events", map[string]casefile.Detail{"event": detail})
		if !slices.Equal(got, []model.ID{b.c.ID, ids[0]}) {
			t.Errorf("the pane was asked for %d ids, or others", len(got))
		}
	})
	t.Run("take new records the way the shell says", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		asked := model.ID{}
		s := b.open("evidence", casefile.WithAdd("evidence", func(_ *desk.Desk, c model.ID) { asked = c }))
		casefile.Add(s)
		if asked != b.c.ID || len(b.Records("evidence")) != 0 {
			t.Error("the shell was not asked, or a record was made all the same")
		}
	})
}

// blank is a pane that shows nothing.
type blank struct{ widget.Separator }

func (*blank) Leave()                {}
func (*blank) Changed(store.Changes) {}

func TestPeople(t *testing.T) {
	t.Run("a name makes person, name and part in the case in one action", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		s := b.open("people")
		casefile.CreatePerson(s, "Rasul Khudainazarov")
		listed := casefile.Listed(s)
		if len(listed) != 1 || casefile.OpenRecord(s) != listed[0] {
			t.Fatal("the person is not listed and open")
		}
		label, err := b.DB.Label(context.Background(), listed[0])
		b.Must(err)
		if label != "Rasul Khudainazarov" {
			t.Error("the person goes by another name")
		}
		b.Desk.Undo()
		if len(casefile.Listed(s)) != 0 || len(b.Records("person")) != 0 || len(b.Records("person_name")) != 0 {
			t.Error("one undo did not take all of it back")
		}
	})
	t.Run("who are in the file already are found, and taken into the case once", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		p := b.person("Zafar")
		s := b.open("people")
		if o := casefile.Offers(s, "zaf"); len(o) != 1 || o[0].ID != p.ID.String() {
			t.Fatalf("%d offered", len(o))
		}
		casefile.AddPerson(s, p.ID)
		if !slices.Equal(casefile.Listed(s), []model.ID{p.ID}) || len(b.Records("person")) != 1 {
			t.Error("the person was not put into the case as they are")
		}
		if o := casefile.Offers(s, "zaf"); len(o) != 1 || o[0].Hint != b.Desk.Words.T("form.in_this_case") {
			t.Error("it is not said that the person is in the case")
		}
		casefile.AddPerson(s, p.ID)
		if len(casefile.Listed(s)) != 1 || len(b.Records("participant")) != 1 {
			t.Error("the person is in the case twice")
		}
	})
	t.Run("have their role asked next, whether they are new or were in the file", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		s := b.open("people")
		casefile.CreatePerson(s, "Zafar")
		role := b.Focused()
		casefile.AddPerson(s, b.person("Aziz").ID)
		if _, ok := role.(interface{ TypedRune(rune) }); !ok || b.Focused() == role || reflect.TypeOf(b.Focused()) != reflect.TypeOf(role) {
			t.Error("the keyboard is elsewhere")
		}
	})
	t.Run("that are taken out of the case stay in the file", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		s := b.open("people")
		casefile.CreatePerson(s, "Zafar")
		casefile.Remove(s)
		if len(casefile.Listed(s)) != 0 || len(b.Records("person")) != 1 {
			t.Error("the person is still in the case, or gone from the file")
		}
		if b.Offer == nil {
			t.Fatal("no undo was offered")
		}
		b.Offer()
		if len(casefile.Listed(s)) != 1 {
			t.Error("undo did not bring them back")
		}
	})
	t.Run("bring their relationships with them", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		s := b.open("people")
		casefile.CreatePerson(s, "Zafar")
		other := b.person("Aziz")
		b.New1("relationship", map[string]model.Value{"person": model.RefValue(other.ID), "other": model.RefValue(casefile.OpenRecord(s))})
		if got := casefile.Count(s, "relationships"); got != "1" {
			t.Errorf("relationships: %q", got)
		}
	})
}

func TestList(t *testing.T) {
	t.Run("moves a record by one value with Alt and an arrow", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		ids := b.events(3)
		s := b.open("events")
		casefile.ListFocus(s).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt})
		if want := []model.ID{ids[1], ids[0], ids[2]}; !slices.Equal(casefile.Listed(s), want) {
			t.Error("the first record is not the second now")
		}
		if casefile.OpenRecord(s) != ids[0] {
			t.Error("another record is open")
		}
		b.Desk.Undo()
		if !slices.Equal(casefile.Listed(s), ids) {
			t.Error("undo did not move it back")
		}
	})
	t.Run("offers to move a record only to where it can go", func(t *testing.T) {
		offers := func(s *casefile.Screen, where string, up, down bool) {
			t.Helper()
			if u, d := casefile.Moves(s); u.Disabled() == up || d.Disabled() == down {
				t.Errorf("%s: up %v, down %v", where, !u.Disabled(), !d.Disabled())
			}
		}
		one := newBench(t, desktest.Look{})
		one.events(1)
		offers(one.open("events"), "alone", false, false)
		b := newBench(t, desktest.Look{})
		b.events(3)
		s := b.open("events")
		b.Window().Canvas().Focus(casefile.ListFocus(s))
		offers(s, "first", false, true)
		b.Press(fyne.KeyDown)
		offers(s, "between", true, true)
		_, down := casefile.Moves(s)
		b.Window().Canvas().Focus(down)
		b.Press(fyne.KeySpace)
		offers(s, "moved to the end", true, false)
		if b.Focused() != casefile.ListFocus(s) {
			t.Error("the keyboard stayed on a button that is grey")
		}
	})
	t.Run("opens by arrows and goes into the record by Enter", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		ids := b.events(3)
		s := b.open("events")
		b.Window().Canvas().Focus(casefile.ListFocus(s))
		b.Press(fyne.KeyDown)
		if casefile.OpenRecord(s) != ids[1] {
			t.Error("Down did not open the second record")
		}
		b.Press(fyne.KeyEnd)
		if casefile.OpenRecord(s) != ids[2] {
			t.Error("End did not open the last record")
		}
		b.Press(fyne.KeyReturn)
		if b.Focused() == casefile.ListFocus(s) {
			t.Error("Enter left the keyboard in the list")
		}
		b.Press(fyne.KeyEscape)
		if b.Focused() != casefile.ListFocus(s) {
			t.Error("Escape did not lead back to the list")
		}
		b.Press(fyne.KeyEscape)
		if b.Focused() != casefile.SideFocus(s) {
			t.Error("Escape did not lead from the list to the sections")
		}
	})
	t.Run("opens the neighbour of a record that is deleted, and undo brings it back", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		ids := b.events(3)
		s := b.open("events")
		b.Window().Canvas().Focus(casefile.ListFocus(s))
		b.Press(fyne.KeyDown, fyne.KeyDelete)
		if !slices.Equal(casefile.Listed(s), []model.ID{ids[0], ids[2]}) || casefile.OpenRecord(s) != ids[2] {
			t.Error("the record is still there, or another than its neighbour is open")
		}
		b.Offer()
		if !slices.Equal(casefile.Listed(s), ids) {
			t.Error("undo did not bring it back to its place")
		}
	})
	t.Run("offers a filter where there is much to look through, and sifts by it", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		ids := b.events(12)
		s := b.open("events")
		if !casefile.FilterOffered(s) {
			t.Error("there is no filter for 12 records")
		}
		casefile.Filter(s, "EVENT 011")
		if !slices.Equal(casefile.Listed(s), ids[11:]) {
			t.Errorf("%d records are left", len(casefile.Listed(s)))
		}
		casefile.Section(s, "notes")
		casefile.Section(s, "events")
		if len(casefile.Listed(s)) != 12 {
			t.Error("the filter stayed after coming back")
		}
	})
	t.Run("marks what is incomplete and what has no source", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		ids := b.events(1)
		half := b.New1("event", map[string]model.Value{"cases": model.RefsValue(b.c.ID)})
		known := b.New1("event", map[string]model.Value{"cases": model.RefsValue(b.c.ID), "title": model.TextValue("Known"), "account": model.TextValue("He was seized.")})
		s := b.open("events")
		if _, _, badge := casefile.Said(s, half.ID); badge != b.Desk.Words.T("casefile.incomplete") {
			t.Errorf("without a title: %q", badge)
		}
		if _, _, badge := casefile.Said(s, known.ID); badge != b.Desk.Words.T("state.without_source") {
			t.Errorf("without a source: %q", badge)
		}
		if _, _, badge := casefile.Said(s, ids[0]); badge != "" {
			t.Errorf("with nothing but a title: %q", badge)
		}
	})
	t.Run("links records of other cases, several in one action", func(t *testing.T) {
		b := newBench(t, desktest.Look{})
		other := b.New1("case", map[string]model.Value{"title": model.TextValue("Other")})
		var ids []model.ID
		for _, title := range []string{"A", "B"} {
			r := b.New1("source", map[string]model.Value{"title": model.TextValue(title), "cases": model.RefsValue(other.ID)})
			ids = append(ids, r.ID)
		}
		s := b.open("sources")
		if !casefile.Join(s, ids...) || len(casefile.Listed(s)) != 2 {
			t.Fatal("they are not in the case")
		}
		if got := b.Get(ids[0]).Refs("cases"); !slices.Equal(got, []model.ID{other.ID, b.c.ID}) {
			t.Error("the record lost its other case")
		}
		b.Desk.Undo()
		if len(casefile.Listed(s)) != 0 {
			t.Error("one undo did not take both back")
		}
	})
}

func TestRoom(t *testing.T) {
	t.Run("in a small window the record has all of it, and Escape leads back to the list", func(t *testing.T) {
		b := newBench(t, desktest.Look{Size: fyne.NewSize(720, 520)})
		b.events(3)
		s := b.open("events")
		if !casefile.Narrow(s) {
			t.Fatal("list and record share a window of 720")
		}
		b.Window().Canvas().Unfocus()
		b.Press(fyne.KeyEscape)
		if casefile.Narrow(s) || !casefile.OpenRecord(s).IsZero() {
			t.Error("the record is still open")
		}
	})
}

// TestLook makes pictures to look at; nothing is compared.
func TestLook(t *testing.T) {
	if os.Getenv("GUVOH_SHOTS") == "" {
		t.Skip("pictures are made only when asked for")
	}
	for name, l := range desktest.Looks {
		t.Run(name, func(t *testing.T) {
			b := &bench{Bench: desktest.New(t, l)}
			b.Sample()
			b.c = b.Records("case")[0]
			for _, section := range []string{"overview", "people", "events", "proceedings", "evidence", "deadlines"} {
				b.open(section)
				b.Shot("casefile-" + name + "-" + section)
			}
		})
	}
	t.Run("nasty", func(t *testing.T) {
		b := &bench{Bench: desktest.New(t, desktest.Look{})}
		b.Fill()
		b.c = b.Records("case")[0]
		for _, section := range []string{"people", "interviews", "relationships", "notes"} {
			b.open(section)
			b.Shot("casefile-nasty-" + section)
		}
	})
}

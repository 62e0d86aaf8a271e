package history_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/history"
	"guvoh/app/ui"
	"guvoh/model"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return history.New(d, r) }

var ofFile = desk.Route{Screen: desk.ScreenHistory}

func of(id model.ID) desk.Route { return desk.Route{Screen: desk.ScreenHistory, Record: id} }

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Sample()
		c := b.Records("case")[0]
		b.Desk.Set(c.ID, "status", model.TextValue("closed"))
		b.Desk.Undo()
		b.Desk.Set(c.ID, "title", model.TextValue("A new title that is rather longer than any column will ever be wide"))
		b.Show(screen, ofFile)
		b.Shot("history-" + name + "-file")
		b.Show(screen, of(c.ID))
		b.Shot("history-" + name + "-record")
		b.Show(screen, ofFile)
		b.Press(fyne.KeyEnd, fyne.KeyReturn)
		b.Show(screen, b.Went1())
		b.Shot("history-" + name + "-action")
	})
}

// open makes a place, renames it twice and opens its history.
func open(t *testing.T) (*desktest.Bench, model.Record) {
	t.Helper()
	b := desktest.New(t, desktest.Look{})
	p := b.New1("place", map[string]model.Value{"name": model.TextValue("Tashkent")})
	b.Desk.Set(p.ID, "name", model.TextValue("Toshkent"))
	b.Desk.Set(p.ID, "name", model.TextValue("Toshkent shahri"))
	b.Show(screen, of(p.ID))
	return b, p
}

func TestHistoryOfTheFile(t *testing.T) {
	b, p := open(t)
	b.Show(screen, ofFile)
	t.Run("says what was done, by whom and to what, newest first", func(t *testing.T) {
		for _, words := range []string{"Import", "Change", "A. Tester", "Toshkent shahri"} {
			if !desktest.Says(b, words) {
				t.Errorf("%q is not shown", words)
			}
		}
	})
	t.Run("leads to what an action wrote, and from there to the record", func(t *testing.T) {
		b.Press(fyne.KeyHome, fyne.KeyReturn)
		back := b.Went[len(b.Went)-2]
		b.Show(screen, b.Went1())
		if !desktest.Says(b, "Toshkent") || desktest.Says(b, "Tashkent") {
			t.Error("not just the last change is shown")
		}
		b.Press(fyne.KeyReturn)
		if got := b.Went1(); got.Record != p.ID {
			t.Errorf("went to %v", got)
		}
		b.Show(screen, back)
		if desktest.Find[*ui.Columns](b)[0].Selected() != 0 {
			t.Error("the action is not chosen when one comes back")
		}
	})
	t.Run("shows an undo as an undo", func(t *testing.T) {
		b.Desk.Undo()
		if !desktest.Says(b, "Undone") {
			t.Error("not shown")
		}
	})
}

func TestHistoryOfARecord(t *testing.T) {
	t.Run("shows every value that a field ever had", func(t *testing.T) {
		b, _ := open(t)
		for _, words := range []string{"Tashkent", "Toshkent", "Toshkent shahri", "recorded"} {
			if !desktest.Says(b, words) {
				t.Errorf("%q is not shown", words)
			}
		}
	})
	t.Run("puts an earlier value back, and that can be undone", func(t *testing.T) {
		b, p := open(t)
		b.Press(fyne.KeyHome)
		test.Tap(desktest.Button(b, "Put the earlier value back"))
		if got := b.Get(p.ID).Text("name"); got != "Toshkent" {
			t.Fatalf("it holds %q", got)
		}
		b.Offer()
		if got := b.Get(p.ID).Text("name"); got != "Toshkent shahri" {
			t.Errorf("after undo it holds %q", got)
		}
	})
	t.Run("keeps the chosen line when something new is written", func(t *testing.T) {
		b, p := open(t)
		list := desktest.Find[*ui.Columns](b)[0]
		b.Press(fyne.KeyHome)
		b.Desk.Set(p.ID, "address", model.TextValue("1, Main street"))
		if list.Selected() != 1 {
			t.Errorf("line %d is chosen", list.Selected())
		}
	})
	t.Run("the making of a record cannot be put back", func(t *testing.T) {
		b, _ := open(t)
		b.Press(fyne.KeyEnd)
		for !desktest.Button(b, "Put the earlier value back").Disabled() {
			b.Press(fyne.KeyUp)
			if desktest.Find[*ui.Columns](b)[0].Selected() == 0 {
				t.Fatal("it can")
			}
		}
	})
	t.Run("counts the rows of the record, without what only files them", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		p := b.New1("person", nil)
		b.New1("person_name", map[string]model.Value{
			"person": model.RefValue(p.ID), "text": model.TextValue("Каримов Бахтиёр"), "position": model.TextValue("m"),
		})
		b.Show(screen, of(p.ID))
		if !desktest.Says(b, "Каримов Бахтиёр") || desktest.Says(b, "Position") {
			t.Error("the name is not shown, or its place in the list is")
		}
	})
	t.Run("says that a record was deleted and came back", func(t *testing.T) {
		b, p := open(t)
		b.Desk.Delete(b.Get(p.ID))
		if !desktest.Says(b, "deleted") {
			t.Error("the deletion is not shown")
		}
		b.Desk.Undo()
		if !desktest.Says(b, "brought back") {
			t.Error("the return is not shown")
		}
	})
}

func TestEveryFieldOfEveryKindHasAHistory(t *testing.T) {
	b := desktest.New(t, desktest.Look{Lang: "ru"})
	seen := map[string]bool{}
	for _, r := range b.Fill() {
		if seen[r.Kind] {
			continue
		}
		seen[r.Kind] = true
		b.Show(screen, of(r.ID))
		if desktest.Find[*ui.Columns](b)[0].Selected() < 0 {
			t.Errorf("%s has no history", r.Kind)
		}
	}
}

func TestHistorySaysKeysInWords(t *testing.T) {
	b := desktest.New(t, desktest.Look{})
	c := b.New1("case", map[string]model.Value{"title": model.TextValue("one")})
	d := b.New1("dossier", map[string]model.Value{
		"cases": model.RefsValue(c.ID), "title": model.TextValue("Application"), "profile": model.TextValue("int-full"),
	})
	b.Desk.Set(d.ID, "profile", model.TextValue("int-custody"))
	row := b.New1("paragraph", map[string]model.Value{"dossier": model.RefValue(d.ID), "section": model.TextValue("evidence")})
	b.Desk.Set(row.ID, "text", model.TextValue("He was taken away."))
	b.Show(screen, of(d.ID))
	for _, words := range []string{"Full case file", "Evidence and custody register", "Paragraph", "He was taken away."} {
		if !desktest.Says(b, words) {
			t.Errorf("%q is not shown", words)
		}
	}
	for _, key := range []string{"int-full", "int-custody"} {
		if desktest.Says(b, key) {
			t.Errorf("the key %s is shown", key)
		}
	}
}

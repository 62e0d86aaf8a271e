package search_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/search"
	"guvoh/app/ui"
	"guvoh/model"
)

func screen(d *desk.Desk, r desk.Route) desk.Pane { return search.New(d, r) }

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Sample()
		for _, words := range []string{"", "avakian", "zzz"} {
			b.Show(screen, desk.Route{Screen: desk.ScreenSearch, Words: words})
			b.Shot("search-" + name + "-" + words)
		}
	})
}

func open(t *testing.T, words string) *desktest.Bench {
	t.Helper()
	b := desktest.New(t, desktest.Look{})
	b.Sample()
	b.Show(screen, desk.Route{Screen: desk.ScreenSearch, Words: words})
	return b
}

func TestSearch(t *testing.T) {
	t.Run("starts in the line, and finds as one types", func(t *testing.T) {
		b := open(t, "")
		if !desktest.Says(b, "Write a name, a place or any word above.") {
			t.Error("it does not say how to begin")
		}
		b.Type("dalhuisen")
		if !desktest.Says(b, "John Dalhuisen") {
			t.Error("not found")
		}
	})
	t.Run("goes by keys alone from the line to the record in its case", func(t *testing.T) {
		b := open(t, "fish farm")
		b.Press(fyne.KeyDown, fyne.KeyReturn)
		went := b.Went1()
		r := b.Get(went.Record)
		if r.ID.IsZero() || (went.Screen != desk.ScreenCase && went.Screen != desk.ScreenRecords) {
			t.Errorf("went to %v", went)
		}
	})
	t.Run("is come back to with its words and its hit", func(t *testing.T) {
		b := open(t, "avakian")
		b.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
		first := b.Went1()
		b.Show(screen, b.Went[0])
		b.Press(fyne.KeyReturn)
		if b.Went1() != first || desktest.Line(b, "avakian").Text != "avakian" {
			t.Errorf("%v is chosen, not %v", b.Went1(), first)
		}
	})
	t.Run("says a person once, not again by each name", func(t *testing.T) {
		b := open(t, "khamidkariev")
		if !desktest.Says(b, "Mirsobir Khamidkariev") || desktest.Says(b, "Name") {
			t.Error("a name is shown beside its person")
		}
	})
	t.Run("says when nothing is found", func(t *testing.T) {
		b := open(t, "zzz")
		if !desktest.Says(b, "Nothing found.") || !desktest.Says(b, "0 records found") {
			t.Error("nothing is said")
		}
		b.Press(fyne.KeyReturn) // must not open what is not there
		if len(b.Went) != 0 {
			t.Error("went somewhere")
		}
	})
	t.Run("says when there is more than it shows", func(t *testing.T) {
		b := open(t, "")
		var many []model.Record
		for range 201 {
			r := model.NewRecord("note")
			r.Set("text", model.TextValue("the same word"))
			many = append(many, r)
		}
		b.Put(many...)
		b.Type("same word")
		if !desktest.Says(b, "Only the first 200 are shown") {
			t.Error("nothing is said")
		}
	})
	t.Run("follows what is written elsewhere", func(t *testing.T) {
		b := open(t, "petrosyan")
		b.Desk.Add("note", map[string]model.Value{"text": model.TextValue("Petrosyan called")})
		if !desktest.Says(b, "1 record found") {
			t.Error("the new note is not found")
		}
	})
}

func TestAnOlderAnswerIsDropped(t *testing.T) {
	b := open(t, "")
	slow := &late{}
	b.Desk.Runner = slow
	line := desktest.Find[*ui.Entry](b)[0]
	line.SetText("dalhuisen")
	line.SetText("khamidkariev")
	slow.answers[1]()
	slow.answers[0]()
	if !desktest.Says(b, "Mirsobir Khamidkariev") || desktest.Says(b, "John Dalhuisen") {
		t.Error("an older answer took the place of the newer")
	}
}

// late answers when the test says so.
type late struct{ answers []func() }

func (l *late) Do(work, done func()) { work(); l.answers = append(l.answers, done) }

func (l *late) After(time.Duration, func()) func() { return func() {} }

package preview_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/exchange"
	"guvoh/app/preview"
	"guvoh/app/reader"
	"guvoh/app/task"
	"guvoh/app/ui"
	"guvoh/export/bundle"
	"guvoh/export/exhibit"
	"guvoh/export/pdfview"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/worker"
)

// TestMain lets the test program be the worker, as main does.
func TestMain(m *testing.M) {
	worker.Serve(exhibit.Job)
	os.Exit(m.Run())
}

var at = time.Date(2026, time.March, 5, 14, 5, 0, 0, time.UTC)

// screen is the pane with the window around it.
type screen struct {
	widget.BaseWidget
	pages *preview.Pane
	led   []string
	drawn int
}

func (s *screen) Changed(store.Changes) {}
func (s *screen) Leave()                { s.pages.Leave() }

func (s *screen) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.pages) }

// shown shows a pane that has drawn nothing yet.
func shown(t testing.TB, l desktest.Look) (*desktest.Bench, *screen) {
	t.Helper()
	b := desktest.New(t, l)
	b.Sample()
	s := &screen{}
	b.Show(func(d *desk.Desk, _ desk.Route) desk.Pane {
		s.pages = preview.New(d)
		s.ExtendBaseWidget(s)
		s.pages.OnAnchor = func(a string) { s.led = append(s.led, a) }
		s.pages.OnDrawn = func() { s.drawn++ }
		return s
	}, desk.Route{})
	t.Cleanup(func() {
		if b.Pane != nil {
			s.pages.Leave()
		}
	})
	return b, s
}

// order asks for the dossier of the first case of the sample as it is now.
func order(b *desktest.Bench, id string) bundle.Order {
	b.TB.Helper()
	all, _, err := exchange.Profiles(context.Background(), b.DB)
	b.Must(err)
	p := profile.Find(all, id)
	snap, err := b.DB.Snapshot(context.Background(), b.Records("case")[0].ID)
	b.Must(err)
	return bundle.Order{Profile: p, Snapshot: snap, Words: b.Desk.Words.In("en"), At: at}
}

func pictures(b *desktest.Bench) (n int) {
	for _, i := range desktest.Find[*canvas.Image](b) {
		if i.Visible() && i.Image != nil && i.Size().Width > 100 {
			n++
		}
	}
	return n
}

// lit counts the places that are marked on the pages.
func lit(b *desktest.Bench) (n int) {
	for _, r := range desktest.Find[*canvas.Rectangle](b) {
		if r.Visible() && r.CornerRadius == 2 {
			n++
		}
	}
	return n
}

func TestLook(t *testing.T) {
	if testing.Short() {
		t.Skip("draws many pages")
	}
	looks := map[string]desktest.Look{
		"light-en": {}, "dark-ru": {Lang: "ru", Mode: ui.Dark}, "side-en": {Size: fyne.NewSize(340, 620)},
		"big-uz": {Lang: "uz", Scale: 1.5}, "contrast-ru": {Lang: "ru", Mode: ui.HighContrast, Size: fyne.NewSize(420, 700)},
	}
	desktest.InLooks(t, looks, func(t *testing.T, name string, l desktest.Look) {
		b, s := shown(t, l)
		s.pages.Print(order(b, "int-full"))
		s.pages.Focus()
		b.Press(fyne.KeyPageDown, fyne.KeyPageDown)
		b.Shot("preview-" + name)
		b.Desk.Host.Window().Canvas().Focused().(interface{ Find() }).Find()
		b.Type("court")
		b.Shot("preview-find-" + name)
		b.Press(fyne.KeyEscape)
		b.Press(fyne.KeyPageDown, fyne.KeyPageDown, fyne.KeyPageDown)
		b.Press(fyne.KeyReturn)
		b.Shot("preview-list-" + name)
	})
}

func where(page int) string { return "Page " + string(rune('0'+page)) + " of" }

func TestPages(t *testing.T) {
	if testing.Short() {
		t.Skip("draws many pages")
	}
	t.Run("are drawn at once, and only those in view", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		s.pages.Print(order(b, "int-full"))
		if s.drawn != 1 || s.pages.Pages() < 5 || !desktest.Says(b, where(1)) {
			t.Fatalf("drawn %d times, %d pages", s.drawn, s.pages.Pages())
		}
		if n := pictures(b); n == 0 || n > 3 {
			t.Errorf("%d pages have a picture", n)
		}
	})
	t.Run("say quietly that they are being drawn, and the old ones stay meanwhile", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		s.pages.Print(order(b, "int-full"))
		n := s.pages.Pages()
		b.New1("note", map[string]model.Value{"cases": model.RefsValue(b.Records("case")[0].ID), "title": model.TextValue("One more")})
		s.pages.Print(order(b, "int-full"))
		if !desktest.Says(b, "Being drawn") || s.drawn != 1 || s.pages.Pages() != n || pictures(b) == 0 {
			t.Fatal("the old pages do not stay until the new are there")
		}
		b.Clock.Pass()
		if desktest.Says(b, "Being drawn") || s.drawn != 2 {
			t.Errorf("drawn %d times", s.drawn)
		}
	})
	t.Run("are not drawn anew when nothing has changed", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		o := order(b, "int-full")
		s.pages.Print(o)
		o.At = o.At.Add(time.Minute)
		s.pages.Print(o)
		b.Clock.Pass()
		if s.drawn != 1 {
			t.Errorf("drawn %d times", s.drawn)
		}
	})
	t.Run("keep the place when pages come before it", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		s.pages.Print(order(b, "int-full"))
		last := lastRecord(s)
		s.pages.GoTo(last)
		for i := range 40 {
			b.New1("note", map[string]model.Value{
				"cases": model.RefsValue(b.Records("case")[0].ID), "title": model.TextValue("Note"), "text": model.TextValue(strings.Repeat("words of a note ", 60+i)),
			})
		}
		before := s.pages.Pages()
		s.pages.Print(order(b, "int-full"))
		b.Clock.Pass()
		if s.pages.Pages() <= before {
			t.Fatal("no pages came")
		}
		if !slices.Contains(s.pages.PageAnchors(pageNow(t, b)), last) {
			t.Errorf("after pages came, page %d is shown, where it does not begin", pageNow(t, b)+1)
		}
	})
	t.Run("are turned, sized and left by keys", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		s.pages.Print(order(b, "int-full"))
		s.pages.Focus()
		b.Press(fyne.KeyPageDown)
		if !desktest.Says(b, where(2)) {
			t.Error("Page Down does not turn")
		}
		b.Press(fyne.KeyEnd)
		if pageNow(t, b) != s.pages.Pages()-1 {
			t.Error("End does not go to the end")
		}
		b.Press(fyne.KeyHome)
		if !desktest.Says(b, where(1)) {
			t.Error("Home does not go back")
		}
		if !desktest.Says(b, "140 %") && !desktest.Says(b, "140%") {
			t.Error("they do not fit the width at first")
		}
		if !ui.Zoom(b.Window().Canvas(), 1) || !desktest.Says(b, "175") {
			t.Error("the keys for larger letters do not make the pages larger")
		}
		b.Type("0")
		if !desktest.Says(b, "140") {
			t.Error("0 does not fit them again")
		}
		back := 0
		b.Window().Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { back++ })
		b.Press(fyne.KeyEscape)
		if back != 1 {
			t.Error("Escape is kept")
		}
	})
	t.Run("lead to the record that is told of, by the list of the page and by a double tap", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		s.pages.Print(order(b, "int-full"))
		s.pages.GoTo(lastRecord(s))
		here := s.pages.PageAnchors(pageNow(t, b))
		s.pages.Focus()
		b.Press(fyne.KeyReturn) // the list
		b.Press(fyne.KeyReturn) // its first
		if len(s.led) != 1 || s.led[0] != here[0] {
			t.Errorf("led to %v, not %v", s.led, here)
		}
		body := b.Focused().(fyne.DoubleTappable)
		body.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(400, 1e7)})
		if len(s.led) != 2 {
			t.Error("a double tap leads nowhere")
		}
	})
	t.Run("go where they are told once they are there", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		s.pages.GoTo("s-persons")
		s.pages.Print(order(b, "int-full"))
		if pageNow(t, b) == 0 {
			t.Error("the section is not shown")
		}
	})
	t.Run("tell how many pages each section takes", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		if s.pages.Measured() != nil {
			t.Error("before anything is drawn something was measured")
		}
		s.pages.Print(order(b, "int-full"))
		if m := s.pages.Measured(); m["persons"] < 1 || m["persons"] > float64(s.pages.Pages()) {
			t.Errorf("measured %v", m)
		}
	})
	t.Run("are let go of when they are left", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		s.pages.Print(order(b, "int-full"))
		s.pages.Leave()
		s.pages.Print(order(b, "int-full"))
		b.Clock.Pass()
		if s.drawn != 1 {
			t.Error("something is drawn after leaving")
		}
	})
	t.Run("shown over the window are not taken away by new ones", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		s.pages.Print(order(b, "int-full"))
		s.pages.Enlarge()
		b.New1("note", map[string]model.Value{"cases": model.RefsValue(b.Records("case")[0].ID), "title": model.TextValue("One more")})
		s.pages.Print(order(b, "int-full"))
		b.Clock.Pass()
		if s.drawn != 1 {
			t.Fatal("the pages were exchanged under the reader")
		}
		b.Press(fyne.KeyEscape)
		if s.drawn != 2 {
			t.Error("the new pages are not shown afterwards")
		}
	})
}

func pageNow(t testing.TB, b *desktest.Bench) int {
	t.Helper()
	for _, x := range desktest.Find[*ui.Text](b) {
		if rest, ok := strings.CutPrefix(x.Text(), "Page "); ok {
			n := 0
			for _, r := range rest {
				if r < '0' || r > '9' {
					break
				}
				n = 10*n + int(r-'0')
			}
			return n - 1
		}
	}
	t.Fatal("it is not said which page is shown")
	return 0
}

// lastRecord gives the last anchor of a record in the pages.
func lastRecord(s *screen) string {
	for i := s.pages.Pages() - 1; i >= 0; i-- {
		if all := s.pages.PageAnchors(i); len(all) > 0 {
			return all[len(all)-1]
		}
	}
	return ""
}

func TestFinding(t *testing.T) {
	if testing.Short() {
		t.Skip("draws many pages")
	}
	find := func(t *testing.T) (*desktest.Bench, *screen) {
		b, s := shown(t, desktest.Look{})
		s.pages.Print(order(b, "int-full"))
		s.pages.Focus()
		b.Focused().(interface{ Find() }).Find()
		return b, s
	}
	t.Run("words are found in all pages, one place after the other", func(t *testing.T) {
		b, _ := find(t)
		b.Type("Uzbekistan")
		b.Clock.Pass()
		if !desktest.Says(b, "1 of ") {
			t.Fatal("nothing is found")
		}
		b.Press(fyne.KeyReturn)
		if !desktest.Says(b, "2 of ") {
			t.Error("Enter does not go on")
		}
		b.Press(fyne.KeyUp)
		if !desktest.Says(b, "1 of ") {
			t.Error("Up does not go back")
		}
	})
	t.Run("what is nowhere is said to be", func(t *testing.T) {
		b, _ := find(t)
		b.Type("zzzz")
		b.Clock.Pass()
		if !desktest.Says(b, b.Desk.Words.T("state.nothing_found")) {
			t.Error("it is not said")
		}
	})
	t.Run("Escape closes the line and goes back to the pages", func(t *testing.T) {
		b, _ := find(t)
		b.Type("the")
		b.Press(fyne.KeyReturn)
		if pictures(b) == 0 || lit(b) == 0 {
			t.Fatal("nothing is marked on the page")
		}
		b.Press(fyne.KeyEscape)
		if _, pages := b.Focused().(interface{ Find() }); !pages || lit(b) != 0 {
			t.Error("the pages have not got the keyboard")
		}
	})
	t.Run("is done again when the pages are others", func(t *testing.T) {
		b, s := find(t)
		b.Type("quinquereme")
		b.Clock.Pass()
		b.New1("note", map[string]model.Value{"cases": model.RefsValue(b.Records("case")[0].ID), "title": model.TextValue("A quinquereme")})
		s.pages.Print(order(b, "int-full"))
		b.Clock.Pass()
		if !desktest.Says(b, "of 1") {
			t.Error("the new words are not found")
		}
	})
}

// later keeps work until a test lets it run.
type later struct {
	task.Inline
	works []func()
}

func (l *later) Do(work, done func()) {
	l.works = append(l.works, func() {
		work()
		if done != nil {
			done()
		}
	})
}

func (l *later) run() {
	for len(l.works) > 0 {
		next := l.works[0]
		l.works = l.works[1:]
		next()
	}
}

func TestDrawing(t *testing.T) {
	t.Run("is given up when something changes meanwhile, and begun again when typing rests", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		slow := &later{}
		b.Desk.Runner = slow
		s.pages.Print(order(b, "int-full"))
		s.pages.Print(order(b, "int-full")) // another snapshot: something changed
		slow.run()
		if s.drawn != 0 {
			t.Fatal("pages were shown that are not wanted any more")
		}
		slow.Pass()
		slow.run()
		if s.drawn != 1 {
			t.Errorf("drawn %d times", s.drawn)
		}
	})
	t.Run("that fails leaves the old pages and says that they are old", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		s.pages.Print(order(b, "echr-bundle"))
		n := s.pages.Pages()
		preview.FailWith(s.pages, pdfview.ErrTooSlow)
		s.pages.Print(order(b, "echr-bundle"))
		b.Clock.Pass()
		if s.drawn != 1 || s.pages.Pages() != n || !desktest.Says(b, "before your last changes") {
			t.Errorf("drawn %d times, %d pages", s.drawn, s.pages.Pages())
		}
	})
	t.Run("that fails at first says why in the place of the pages", func(t *testing.T) {
		b, s := shown(t, desktest.Look{})
		preview.FailWith(s.pages, pdfview.ErrTooSlow)
		s.pages.Print(order(b, "echr-bundle"))
		if desktest.Says(b, "Being drawn") || !desktest.Says(b, reader.Sentence(b.Desk.Words, pdfview.ErrTooSlow)) {
			t.Error("it is not said")
		}
	})
}

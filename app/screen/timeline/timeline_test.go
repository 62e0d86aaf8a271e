package timeline_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/timeline"
	"guvoh/app/timeaxis"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
)

func text(s string) model.Value { return model.TextValue(s) }

func on(tb testing.TB, words string) model.Value {
	tb.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		tb.Fatal(err)
	}
	return model.DateValue(d)
}

// told is a case with two persons.
type told struct {
	*desktest.Bench
	inCase, aziz, bobur model.ID
}

func tell(tb testing.TB, l desktest.Look) *told {
	tb.Helper()
	b := &told{Bench: desktest.New(tb, l)}
	b.inCase = b.New1("case", map[string]model.Value{"title": text("Held in Jaslyk"), "reference": text("2014/17")}).ID
	b.aziz, b.bobur = b.somebody("Aziz Karimov"), b.somebody("Bobur Aliyev")
	return b
}

func (b *told) somebody(name string) model.ID {
	p := b.New1("person", map[string]model.Value{"kind": text("individual")}).ID
	b.New1("person_name", map[string]model.Value{"person": model.RefValue(p), "text": text(name)})
	b.New1("participant", map[string]model.Value{"case": model.RefValue(b.inCase), "person": model.RefValue(p)})
	return p
}

// event makes an event; without a date where that is "".
func (b *told) event(title, date string, persons ...model.ID) model.Record {
	values := map[string]model.Value{"cases": model.RefsValue(b.inCase), "title": text(title)}
	if date != "" {
		values["date"] = on(b.TB, date)
	}
	if len(persons) > 0 {
		values["persons"] = model.RefsValue(persons...)
	}
	return b.New1("event", values)
}

func (b *told) show(person model.ID) {
	b.Show(timeline.New, desk.Route{Screen: desk.ScreenTimeline, Case: b.inCase, Record: person})
	b.Settle()
}

func (b *told) chart() *timeline.Chart {
	b.TB.Helper()
	all := desktest.Find[*timeline.Chart](b.Bench)
	if len(all) != 1 {
		b.TB.Fatalf("%d charts", len(all))
	}
	return all[0]
}

func (b *told) words() []string {
	var out []string
	for _, it := range b.chart().Items() {
		out = append(out, it.Words)
	}
	return out
}

func (b *told) chosen() string {
	c := b.chart()
	for _, it := range c.Items() {
		if it.Key == c.Chosen() {
			return it.Words
		}
	}
	return ""
}

func TestWhatStandsOnTheTimeline(t *testing.T) {
	b := tell(t, desktest.Look{})
	raid := b.event("The raid", "9 June 2014 at 14:30", b.aziz)
	b.event("The trial", "3–10 November 2014", b.aziz)
	b.event("A warning", "9 June 2014 at 07:15", b.bobur)
	b.event("Some other year", "2012")
	b.New1("act", map[string]model.Value{"event": model.RefValue(raid.ID), "type": text("torture"), "victim": model.RefValue(b.bobur)})
	b.New1("detention", map[string]model.Value{"cases": model.RefsValue(b.inCase), "person": model.RefValue(b.aziz), "from": on(t, "June 2014")})
	b.event("Nobody knows when", "")
	b.show(model.ID{})
	t.Run("is in the order of time, hours too, and an act stands with its event", func(t *testing.T) {
		got := b.words()
		order := []int{slices.Index(got, "Some other year"), slices.Index(got, "A warning"), slices.Index(got, "The raid"), slices.Index(got, "The trial")}
		if len(got) != 5 || order[0] != 0 || !slices.IsSorted(order) {
			t.Errorf("%q", got)
		}
	})
	t.Run("is as wide as it is known", func(t *testing.T) {
		for _, it := range b.chart().Items() {
			first, last, _ := it.Reach()
			switch it.Words {
			case "The raid":
				if first != last || first != timeaxis.Of(2014, 6, 9, 14, 30) {
					t.Errorf("the raid is from %v to %v", first.Time(), last.Time())
				}
			case "Some other year":
				if last-first != 366*timeaxis.Day || it.Lasting {
					t.Errorf("the year is %d days", (last-first)/timeaxis.Day)
				}
			case "The trial":
				if !it.Lasting || last-first != 8*timeaxis.Day {
					t.Errorf("the trial is %d days", (last-first)/timeaxis.Day)
				}
			}
		}
	})
	t.Run("and what has no date is listed and leads to its record", func(t *testing.T) {
		if !desktest.Says(b.Bench, b.Desk.Words.N("timeline.undated", 1)) {
			t.Error("nothing is said of it")
		}
		desktest.Button(b.Bench, "Nobody knows when").Tapped(nil)
		if r := b.Went1(); r.Screen != desk.ScreenCase || r.Section != "events" {
			t.Errorf("it leads to %v", r.Screen)
		}
	})
}

func TestByTheKeysAlone(t *testing.T) {
	b := tell(t, desktest.Look{})
	first := b.event("First", "2010")
	b.event("Second", "9 June 2014")
	b.event("Third", "10 June 2014")
	b.New1("interview", map[string]model.Value{"cases": model.RefsValue(b.inCase), "interviewee": model.RefValue(b.aziz), "start": on(t, "1 May 2015")})
	b.show(model.ID{})
	c := b.chart()
	if b.Focused() != fyne.Focusable(c) || b.chosen() != "First" {
		t.Fatalf("the chart has not the keyboard, or %q is chosen", b.chosen())
	}
	t.Run("arrows go from one to the next in time", func(t *testing.T) {
		b.Press(fyne.KeyRight, fyne.KeyRight)
		if b.chosen() != "Third" {
			t.Errorf("%q is chosen", b.chosen())
		}
		b.Press(fyne.KeyLeft)
		if b.chosen() != "Second" || !desktest.Says(b.Bench, "9 June 2014") {
			t.Errorf("%q is chosen, or its date is not said", b.chosen())
		}
	})
	t.Run("down leads to the nearest of the next lane, and up back", func(t *testing.T) {
		b.Press(fyne.KeyDown)
		if got := b.chart().Items(); c.Chosen() != got[len(got)-1].Key {
			t.Error("the interview is not chosen")
		}
		b.Press(fyne.KeyUp)
		if b.chosen() != "Third" {
			t.Errorf("%q is chosen", b.chosen())
		}
	})
	t.Run("plus and minus change how much is seen, 0 shows all of it", func(t *testing.T) {
		whole := c.View()
		for range 12 {
			c.TypedRune('+')
		}
		if c.View().Scale < whole.Scale*50 {
			t.Errorf("from %g to %g only", whole.Scale, c.View().Scale)
		}
		b.Press(fyne.KeyHome)
		if x := c.View().X(c.Items()[0].Begin.First); b.chosen() != "First" || x < 0 || x > c.View().Width {
			t.Error("the first is not in view")
		}
		if c.TypedRune('0'); c.View() != whole {
			t.Error("not all of it is seen")
		}
	})
	t.Run("Page Down moves on", func(t *testing.T) {
		c.Zoom(1)
		c.Zoom(1)
		before := c.View().From
		if b.Press(fyne.KeyPageDown); c.View().From <= before {
			t.Error("it did not move")
		}
		c.Zoom(0)
	})
	t.Run("Enter opens the record, Escape goes back", func(t *testing.T) {
		b.Press(fyne.KeyHome, fyne.KeyReturn)
		if r := b.Went1(); r.Record != first.ID {
			t.Error("another record is opened")
		}
		b.Press(fyne.KeyEscape)
		if b.Went1() != (desk.Route{}) {
			t.Error("Escape does not go back")
		}
	})
}

func TestByTheMouse(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.event("First", "2010")
	second := b.event("Second", "9 June 2014")
	b.show(model.ID{})
	c := b.chart()
	key := c.Items()[1].Key
	t.Run("the wheel zooms around the pointer, sideways it moves", func(t *testing.T) {
		at := c.Place(key)
		c.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(0, 10)})
		if now := c.Place(key); now.X < at.X-2 || now.X > at.X+2 {
			t.Errorf("what was under the pointer went from %.0f to %.0f", at.X, now.X)
		}
		before := c.View()
		c.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(10, 0)})
		if c.View().Scale != before.Scale || c.View().From >= before.From {
			t.Error("it did not move, or it was zoomed")
		}
		c.Zoom(0)
	})
	t.Run("a click chooses, another opens", func(t *testing.T) {
		c.Tapped(&fyne.PointEvent{Position: c.Place(key)})
		if b.chosen() != "Second" || len(b.Went) != 0 {
			t.Fatalf("%q is chosen", b.chosen())
		}
		c.Tapped(&fyne.PointEvent{Position: c.Place(key)})
		if b.Went1().Record != second.ID {
			t.Error("it is not opened")
		}
	})
}

func TestWhereSourcesDiffer(t *testing.T) {
	b := tell(t, desktest.Look{})
	arrest := b.event("The arrest", "9 June 2014")
	b.event("The trial", "November 2014")
	protocol := b.New1("source", map[string]model.Value{"cases": model.RefsValue(b.inCase), "title": text("Police report")})
	b.New1("citation", map[string]model.Value{
		"subject": model.RefValue(arrest.ID), "field": text("date"), "source": model.RefValue(protocol.ID), "differs_date": on(t, "11 June 2014"),
	})
	b.show(model.ID{})
	it := b.chart().Items()[0]
	if len(it.Others) != 1 || it.Others[0].First != timeaxis.Of(2014, 6, 11, 0, 0) {
		t.Errorf("the other date is %v", it.Others)
	}
	if it.Begin.First != timeaxis.Of(2014, 6, 9, 0, 0) {
		t.Error("the record's own date is another")
	}
	if !desktest.Says(b.Bench, "Police report") || !desktest.Says(b.Bench, "11 June 2014") {
		t.Error("who says what is not said")
	}
	if !desktest.Says(b.Bench, b.Desk.Words.N("timeline.differing", 1)) {
		t.Error("that sources differ is not said")
	}
	b.Press(fyne.KeyRight)
	_, all := b.Pane.(desk.Commander).Commands()
	i := slices.IndexFunc(all, func(c desk.Command) bool { return c.Key == "timeline.next_differing" })
	if all[i].Do(); b.chosen() != "The arrest" {
		t.Errorf("the next that differs is %q", b.chosen())
	}
	b.Desk.Set(arrest.ID, "date", on(t, "11.06.2014"))
	if it := b.chart().Items()[0]; len(it.Others) != 0 || it.Doubted || desktest.Says(b.Bench, b.Desk.Words.N("timeline.differing", 1)) {
		t.Error("a source that says the same is said to differ")
	}
	if !desktest.Says(b.Bench, "Police report") {
		t.Error("it is no source any more")
	}
}

func TestFilters(t *testing.T) {
	b := tell(t, desktest.Look{})
	raid := b.event("The raid", "9 June 2014")
	b.New1("act", map[string]model.Value{"event": model.RefValue(raid.ID), "type": text("torture"), "victim": model.RefValue(b.bobur)})
	b.event("A letter", "July 2014", b.aziz)
	b.event("A rumour", "May 2014")
	b.New1("residence", map[string]model.Value{"person": model.RefValue(b.bobur), "address": text("Nukus"), "from": on(t, "2001")})
	t.Run("a person's part holds the events in whose acts they were, and their homes", func(t *testing.T) {
		b.show(b.bobur)
		if got := b.words(); len(got) != 2 || !slices.Contains(got, "The raid") {
			t.Errorf("%q", got)
		}
		if !desktest.Says(b.Bench, b.Desk.Words.N("timeline.nobody", 1)) {
			t.Error("that something names nobody is not said")
		}
	})
	t.Run("a lane is taken away and brought back", func(t *testing.T) {
		b.show(model.ID{})
		all := len(b.words())
		var events *ui.Check
		for _, c := range desktest.Find[*ui.Check](b.Bench) {
			if c.Label() == b.Desk.Words.T("timeline.lane.events") {
				events = c
			}
		}
		events.Tapped(nil)
		if got := len(b.words()); got != all-3 {
			t.Errorf("%d of %d are left", got, all)
		}
		events.Tapped(nil)
		if got := len(b.words()); got != all {
			t.Errorf("%d of %d came back", got, all)
		}
	})
	t.Run("where nothing is left, a button brings everything back", func(t *testing.T) {
		b.show(model.ID{})
		for _, c := range desktest.Find[*ui.Check](b.Bench) {
			c.Tapped(nil)
		}
		desktest.Button(b.Bench, b.Desk.Words.T("timeline.all")).Tapped(nil)
		if len(b.words()) != 4 {
			t.Errorf("%q", b.words())
		}
	})
	t.Run("without a case all of a person's cases are shown", func(t *testing.T) {
		b.Show(timeline.New, desk.Route{Screen: desk.ScreenTimeline, Record: b.bobur})
		if got := b.words(); len(got) != 2 {
			t.Errorf("%q", got)
		}
	})
}

func TestComingBack(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.event("First", "2010")
	second := b.event("Second", "9 June 2014")
	b.show(model.ID{})
	for range 6 {
		b.chart().Zoom(1)
	}
	was := b.chart().View()
	b.Show(timeline.New, desk.Route{Screen: desk.ScreenTimeline, Case: b.inCase, Record: b.aziz})
	b.Show(timeline.New, desk.Route{Screen: desk.ScreenTimeline, Case: b.inCase})
	if b.chart().View().Scale == was.Scale {
		t.Error("what was left in between is not forgotten")
	}
	for range 6 {
		b.chart().Zoom(1)
	}
	was = b.chart().View()
	b.Show(timeline.New, desk.Route{Screen: desk.ScreenTimeline, Case: b.inCase, Spot: desk.Spot{Row: second.ID}})
	if b.chart().View().Scale != was.Scale || b.chosen() != "Second" {
		t.Error("it is not as it was left, or what was open is not chosen")
	}
}

func TestWordsWithoutRoom(t *testing.T) {
	b := tell(t, desktest.Look{})
	for i := range 60 {
		b.event(fmt.Sprint("The same day, number ", i), "9 June 2014", b.aziz)
	}
	b.event("Long before", "1980")
	b.show(model.ID{})
	if !desktest.Says(b.Bench, "without words") {
		t.Error("how many have no words is not said")
	}
	c := b.chart()
	last := c.Items()[60]
	painted := func() bool {
		return slices.ContainsFunc(test.WidgetRenderer(c).Objects(), func(o fyne.CanvasObject) bool {
			words, ok := o.(*canvas.Text)
			return ok && words.Text == last.Words
		})
	}
	if painted() {
		t.Fatal("there is room for all of them")
	}
	if b.Press(fyne.KeyEnd); !painted() {
		t.Error("the words of the chosen one are not shown")
	}
}

func TestTheMouseSaysWordsWithoutRoom(t *testing.T) {
	c := large(t)
	var items []timeaxis.Item
	for i := range 60 {
		at := timeaxis.Of(2010, 1+i, 1, 0, 0)
		items = append(items, timeaxis.Item{Key: fmt.Sprint(i), Words: fmt.Sprintf("What happened to somebody, number %d", i), Begin: timeaxis.Span{First: at, Last: at + timeaxis.Day}})
	}
	c.SetItems([]string{"Events"}, items)
	painted := func(words string) bool {
		return slices.ContainsFunc(test.WidgetRenderer(c).Objects(), func(o fyne.CanvasObject) bool {
			t, ok := o.(*canvas.Text)
			return ok && t.Text == words
		})
	}
	hidden := 0
	for _, it := range c.Items() {
		if painted(it.Words) {
			continue
		}
		hidden++
		c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: c.Place(it.Key)}})
		if !painted(it.Words) {
			t.Errorf("number %s is not named under the mouse", it.Key)
		}
		if c.MouseOut(); painted(it.Words) {
			t.Errorf("number %s stays named", it.Key)
		}
	}
	if hidden == 0 {
		t.Error("all of them have room")
	}
}

func TestNothingYet(t *testing.T) {
	b := tell(t, desktest.Look{})
	b.show(model.ID{})
	desktest.Button(b.Bench, b.Desk.Words.T("timeline.to_events")).Tapped(nil)
	if b.Went1().Section != "events" {
		t.Error("nothing leads on")
	}
}

func TestItShowsWhatIsWritten(t *testing.T) {
	b := tell(t, desktest.Look{})
	e := b.event("The raid", "9 June 2014")
	b.event("Later", "2015")
	b.show(model.ID{})
	b.Press(fyne.KeyRight)
	b.chart().Zoom(1)
	was := b.chart().View()
	b.Desk.Set(e.ID, "date", on(t, "10 June 2014"))
	if got := b.chart().Items()[0].Begin.First; got != timeaxis.Of(2014, 6, 10, 0, 0) {
		t.Errorf("it stands at %v", got.Time())
	}
	if b.chosen() != "Later" || b.chart().View().Scale != was.Scale {
		t.Error("what is chosen or seen did not stay")
	}
	b.Desk.Do("delete", func(tx *store.Tx) error { return tx.Delete(e.ID) })
	if got := b.words(); len(got) != 1 {
		t.Errorf("%q", got)
	}
	b.Desk.Undo()
	if got := b.words(); len(got) != 2 {
		t.Errorf("after undo %q", got)
	}
}

func TestLooks(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Sample()
		for i, c := range b.Records("case") {
			b.Show(timeline.New, desk.Route{Screen: desk.ScreenTimeline, Case: c.ID})
			b.Settle()
			b.Shot("timeline-" + string(rune('a'+i)) + "-" + name)
			for _, chart := range desktest.Find[*timeline.Chart](b) {
				for range 8 {
					chart.Zoom(1)
				}
				b.Shot("timeline-close-" + string(rune('a'+i)) + "-" + name)
			}
		}
	})
}

// TestADayIsRound looks at the sign of a day from afar: as high as it is wide,
// whatever the size of the letters.
func TestADayIsRound(t *testing.T) {
	for _, size := range []float32{1, 1.5, 2} {
		b := tell(t, desktest.Look{Scale: size})
		b.event("Taken", "9 June 2014")
		b.event("Released", "9 June 2024")
		b.show(model.ID{})
		round := 0
		for _, o := range test.WidgetRenderer(b.chart()).Objects() {
			r, ok := o.(*canvas.Rectangle)
			if !ok {
				continue
			}
			if w := r.Size().Width; r.CornerRadius > 0 && w > timeaxis.Least-1 && w < timeaxis.Least+1 {
				round++
				if h := r.Size().Height; h != w || r.CornerRadius != w/2 {
					t.Errorf("at %.1f a day is %v wide and %v high", size, w, h)
				}
			}
		}
		if round != 2 {
			t.Errorf("at %.1f there are %d", size, round)
		}
	}
}

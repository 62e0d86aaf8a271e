package today_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/today"
	"guvoh/app/ui"
	"guvoh/model"
)

// now is a Thursday, 14:05 in Tashkent and 10:05 in Strasbourg.
var now = time.Date(2026, time.March, 5, 14, 5, 0, 0, zone("Asia/Tashkent"))

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

type fields = map[string]model.Value

func text(s string) model.Value { return model.TextValue(s) }

func date(t testing.TB, words string) model.Value {
	t.Helper()
	d, err := model.ParseDate(words)
	if err != nil {
		t.Fatal(err)
	}
	return model.DateValue(d)
}

// bench is a file with a case that a court has decided, from which somebody is to
// be removed.
type bench struct {
	*desktest.Bench
	at             time.Time
	c              model.Record
	over, soon     model.Record
	flight, answer model.Record
	step           model.Record
}

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l), at: now}
	b.c = b.New1("case", fields{"reference": text("2026/3"), "title": text("Mirsobir Khamidkariev"), "countries": model.ListValue("tr")})
	of := model.RefsValue(b.c.ID)
	b.over = b.New1("deadline", fields{"cases": of, "title": text("Complaint to the prosecutor"), "due": date(t, "2 March 2026")})
	b.soon = b.New1("deadline", fields{"cases": of, "title": text("Translate the order"), "due": date(t, "5 March 2026 18:00")})
	b.flight = b.New1("deadline", fields{"cases": of, "title": text("Flight to Tashkent"), "kind": text("removal"), "due": date(t, "9 March 2026 12:00"), "zone": text("Europe/Istanbul")})
	b.answer = b.New1("intervention", fields{"cases": of, "title": text("Letter to the ministry"), "kind": text("letter"), "date": date(t, "1 January 2026")})
	p := b.New1("proceeding", fields{"cases": of, "kind": text("extradition"), "title": text("Extradition")})
	b.step = b.New1("step", fields{"proceeding": model.RefValue(p.ID), "kind": text("appeal_decision"), "learned": date(t, "10 December 2025")})
	return b
}

func (b *bench) open(r desk.Route) *today.Screen {
	b.TB.Helper()
	r.Screen = desk.ScreenToday
	p := b.Show(func(d *desk.Desk, r desk.Route) desk.Pane {
		return today.New(d, r, today.Tools{Now: func() time.Time { return b.at }})
	}, r)
	b.looked()
	return p.(*today.Screen)
}

// looked waits until all of the file was looked through: on a busy machine that
// takes several turns.
func (b *bench) looked() {
	for !desktest.Says(b.Bench, b.Desk.Words.T("due.caution")) {
		b.Clock.Pass()
	}
}

func (b *bench) list() *ui.Results {
	b.TB.Helper()
	b.looked()
	all := desktest.Find[*ui.Results](b.Bench)
	if len(all) != 1 {
		b.TB.Fatalf("%d lists", len(all))
	}
	return all[0]
}

// choose selects the row that has these words in it.
func (b *bench) choose(words string) {
	b.TB.Helper()
	for i, r := range b.list().Rows() {
		if contains(r.Text, words) {
			b.list().Select(i)
			return
		}
	}
	b.TB.Fatalf("no row %q", words)
}

func contains(s, part string) bool {
	for i := 0; i+len(part) <= len(s); i++ {
		if s[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

func (b *bench) run(s *today.Screen, key string) {
	b.TB.Helper()
	_, all := s.Commands()
	for _, c := range all {
		if c.Key == key {
			c.Do()
			return
		}
	}
	b.TB.Fatalf("no command %q", key)
}

func TestWhatIsDue(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.open(desk.Route{})
	var groups []string
	hints := map[string]string{}
	for _, r := range b.list().Rows() {
		if r.Sort == ui.ResultPart {
			groups = append(groups, r.Title)
			continue
		}
		hints[r.Text] = r.Hint
	}
	t.Run("stands in groups, what is over first", func(t *testing.T) {
		want := []string{"Overdue (1)", "Until the end of today (1)", "In the next 7 days (2)", "Later (1)", "Waiting for an answer (1)"}
		for i := range want {
			if i >= len(groups) || groups[i] != want[i] {
				t.Fatalf("%q", groups)
			}
		}
	})
	t.Run("says in words how much time is left", func(t *testing.T) {
		for text, want := range map[string]string{"Complaint": "over for 3 days", "Translate": "3 h 55 min left", "Letter": "for 63 days"} {
			found := false
			for row, hint := range hints {
				found = found || contains(row, text) && hint == want
			}
			if !found {
				t.Errorf("%s: %q", text, hints)
			}
		}
	})
	t.Run("begins with the first entry, shown in full", func(t *testing.T) {
		if b.Focused() != fyne.Focusable(b.list()) || !desktest.Says(b.Bench, "Complaint to the prosecutor") {
			t.Error("it does not")
		}
	})
	t.Run("shows of a legal clock the rule, the source, the day and how sure it is", func(t *testing.T) {
		b.choose("Four months")
		for _, want := range []string{"Article 35", "laweuro.com", "May 2026", "look before you rely", "10 December 2025"} {
			if !desktest.Says(b.Bench, want) {
				t.Errorf("%q is not said", want)
			}
		}
	})
	t.Run("says the hour in Strasbourg and here, and until when they read", func(t *testing.T) {
		b.choose("One working day")
		for _, want := range []string{"In Strasbourg it is 10:05", "10:00 (Strasbourg)", "here"} {
			if !desktest.Says(b.Bench, want) {
				t.Errorf("%q is not said", want)
			}
		}
	})
	t.Run("Enter opens the place", func(t *testing.T) {
		b.choose("Complaint")
		b.Press(fyne.KeyReturn)
		if r := b.Went1(); r.Screen != desk.ScreenCase || r.Case != b.c.ID || r.Section != "deadlines" || r.Record != b.over.ID || r.Spot.Field != "due" {
			t.Errorf("%+v", r)
		}
		b.choose("Four months")
		b.Press(fyne.KeyReturn)
		if r := b.Went1(); r.Case != b.c.ID || r.Section != "proceedings" || r.Spot.Row != b.step.ID || r.Spot.Field != "learned" {
			t.Errorf("%+v", r)
		}
	})
}

func TestAnswers(t *testing.T) {
	b := newBench(t, desktest.Look{})
	s := b.open(desk.Route{})
	has := func(words string) bool {
		for _, r := range b.list().Rows() {
			if contains(r.Text, words) {
				return true
			}
		}
		return false
	}
	t.Run("done goes from the list, and comes back", func(t *testing.T) {
		b.choose("Complaint")
		b.run(s, "today.done")
		if has("Complaint") || b.Get(b.over.ID).Text("status") != "done" {
			t.Error("it stands there")
		}
		b.Offer()
		if !has("Complaint") || b.Get(b.over.ID).Text("status") == "done" {
			t.Error("it is gone")
		}
	})
	t.Run("a clock becomes a deadline", func(t *testing.T) {
		b.choose("Four months")
		b.run(s, "today.make")
		if all := b.Records("deadline"); len(all) != 4 {
			t.Fatalf("%d deadlines", len(all))
		}
		if !has("European Court of Human Rights: Four months") {
			t.Error("it is not in the list")
		}
	})
	t.Run("not for this case asks why, and Escape leaves everything", func(t *testing.T) {
		b.choose("One working day")
		b.run(s, "today.not_here")
		b.Type("Withdrawn")
		b.Press(fyne.KeyEscape)
		if !has("One working day") {
			t.Error("it is gone")
		}
		b.run(s, "today.not_here")
		b.Type("Withdrawn")
		desktest.Button(b.Bench, "Not for this case").OnTapped()
		if has("One working day") {
			t.Error("it stands there")
		}
	})
	t.Run("a new deadline asks for its case, with that of the chosen entry proposed", func(t *testing.T) {
		b.choose("Complaint")
		b.run(s, "today.new")
		desktest.Button(b.Bench, "Go on").OnTapped()
		if r := b.Went1(); r.Case != b.c.ID || r.Section != "deadlines" || r.Record.IsZero() || r.Spot.Field != "title" {
			t.Errorf("%+v", r)
		}
	})
	t.Run("the emergency asks for its case", func(t *testing.T) {
		b.run(s, "urgent.menu")
		desktest.Button(b.Bench, "Go on").OnTapped()
		if r := b.Went1(); r.Screen != desk.ScreenEmergency || r.Case != b.c.ID {
			t.Errorf("%+v", r)
		}
	})
}

func TestTimePasses(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.open(desk.Route{})
	b.choose("Translate")
	b.at = b.at.Add(4 * time.Hour)
	b.Clock.Pass()
	i := b.list().Selected()
	if r := b.list().Rows()[i]; !contains(r.Text, "Translate") || r.Hint != "over for 5 min" || r.Tone != ui.Problem {
		t.Errorf("%+v", r)
	}
}

func TestInACase(t *testing.T) {
	b := newBench(t, desktest.Look{})
	other := b.New1("case", fields{"title": text("Another")})
	b.New1("deadline", fields{"cases": model.RefsValue(other.ID), "title": text("Elsewhere"), "due": date(t, "6 March 2026")})
	b.open(desk.Route{Case: b.c.ID, Record: b.flight.ID})
	for _, r := range b.list().Rows() {
		if contains(r.Text, "Elsewhere") {
			t.Error("another case is shown")
		}
	}
	if r := b.list().Rows()[b.list().Selected()]; !contains(r.Text, "Flight") {
		t.Errorf("%q is chosen", r.Text)
	}
}

func TestNothingIsDue(t *testing.T) {
	b := &bench{Bench: desktest.New(t, desktest.Look{}), at: now}
	b.open(desk.Route{})
	if !desktest.Says(b.Bench, "Nothing is due") || !desktest.Says(b.Bench, "learned of") {
		t.Error("nobody is told what would stand here")
	}
	if desktest.Says(b.Bench, "backups") {
		t.Error("an empty file is asked for backups")
	}
}

func TestWhatElseWaits(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.open(desk.Route{})
	if !desktest.Says(b.Bench, "No backups are made") {
		t.Error("nobody is told of backups")
	}
	desktest.Button(b.Bench, "Backups").OnTapped()
	if b.Went1().Screen != desk.ScreenBackups {
		t.Errorf("%+v", b.Went1())
	}
	them := b.Colleague("Dilnoza")
	b.Set(them, b.c.ID, "title", text("Mirsobir Khamidkariev, abducted"))
	b.Take(them)
	if !desktest.Says(b.Bench, "work came to 1 case") {
		t.Error("nobody is told of what came")
	}
	desktest.Button(b.Bench, "Look").OnTapped()
	if b.Went1().Case != b.c.ID {
		t.Errorf("%+v", b.Went1())
	}
}

func TestMany(t *testing.T) {
	b := newBench(t, desktest.Look{})
	var rs []model.Record
	for range 60 {
		r := model.NewRecord("deadline")
		r.Set("title", text("One of many"))
		r.Set("due", date(t, "6 March 2026"))
		rs = append(rs, r)
	}
	b.Put(rs...)
	b.open(desk.Route{})
	more := -1
	for i, r := range b.list().Rows() {
		if r.Sort == ui.ResultMore {
			more = i
		}
	}
	if more < 0 || b.list().Rows()[more].Title != "Show 22 more" {
		t.Fatalf("row %d", more)
	}
	b.list().Select(more)
	b.Press(fyne.KeyReturn)
	if n := len(b.list().Rows()); n != 60+6+5 {
		t.Errorf("%d rows", n)
	}
}

func TestAFileThatIsOpenToLookOnly(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.ReadOnly()
	s := b.open(desk.Route{})
	b.choose("Complaint")
	b.run(s, "today.done")
	b.run(s, "today.new")
	if b.Get(b.over.ID).Text("status") == "done" || len(b.Went) != 0 {
		t.Error("something was written")
	}
}

func TestHowItLooks(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		b.open(desk.Route{})
		i := 0
		for k, r := range b.list().Rows() {
			if r.Icon != nil && r.Sort == ui.ResultPlace && i == 0 && k > 3 {
				i = k
			}
		}
		b.list().Select(i)
		b.Shot("today-" + name)
	})
}

func TestAGroupOfHundreds(t *testing.T) {
	b := newBench(t, desktest.Look{})
	var all []model.Record
	for range 300 {
		r := model.NewRecord("deadline")
		r.Set("cases", model.RefsValue(b.c.ID))
		r.Set("title", text("Answer"))
		r.Set("due", date(t, "1 February 2026"))
		all = append(all, r)
	}
	b.Put(all...)
	b.open(desk.Route{})
	b.Clock.Pass()
	count := func() (n int) {
		for _, r := range b.list().Rows() {
			if r.Sort == ui.ResultPlace && contains(r.Text, "Answer") {
				n++
			}
		}
		return n
	}
	more := func() bool {
		for i, r := range b.list().Rows() {
			if r.Sort == ui.ResultMore {
				b.list().Select(i)
				ui.Focus(b.list())
				b.Press(fyne.KeyReturn)
				return true
			}
		}
		return false
	}
	t.Run("shows its first, and more by steps until all are there", func(t *testing.T) {
		seen := []int{count()}
		for more() {
			seen = append(seen, count())
		}
		if len(seen) != 3 || seen[0] >= 50 || seen[1] <= 200 || seen[1] >= 300 || seen[2] != 300 {
			t.Errorf("it shows %v", seen)
		}
	})
	t.Run("what was asked for stays when the time is said anew", func(t *testing.T) {
		b.at = b.at.Add(time.Minute)
		b.Clock.Pass()
		if n := count(); n != 300 {
			t.Errorf("it shows %d", n)
		}
	})
}

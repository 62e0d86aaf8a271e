package composer_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"guvoh/app/compose"
	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/composer"
	"guvoh/app/task"
	"guvoh/app/ui"
	"guvoh/assets"
	"guvoh/export/profile"
	"guvoh/model"
)

// bench is a dossier of a sample case that is being composed.
type bench struct {
	*desktest.Bench
	c, dossier model.Record
	s          *composer.Screen
}

// compose begins a dossier by a profile of the first sample case.
func begin(tb testing.TB, profile string, l desktest.Look) *bench {
	tb.Helper()
	b := &bench{Bench: desktest.New(tb, l)}
	b.c = sample(b.Bench, "SAMPLE-1")
	chooser := b.Show(newChooser, desk.Route{Screen: desk.ScreenDossiers, Case: b.c.ID}).(*composer.Chooser)
	composer.Pick(chooser, profile)
	composer.Start(chooser)
	all := b.Records("dossier")
	if len(all) != 1 {
		tb.Fatalf("%d dossiers were made", len(all))
	}
	b.dossier = all[0]
	b.open("")
	return b
}

// open shows the dossier, at a section.
func (b *bench) open(section string) {
	b.TB.Helper()
	r := desk.Route{Screen: desk.ScreenDossier, Case: b.c.ID, Record: b.dossier.ID, Section: section}
	b.s = b.Show(newComposer, r).(*composer.Screen)
	b.Clock.Pass()
}

func (b *bench) rows(kind string) []model.Record {
	b.TB.Helper()
	rs, err := b.DB.Rows(context.Background(), kind, b.dossier.ID)
	b.Must(err)
	return rs
}

// texts gives the words of the paragraphs as they are kept.
func (b *bench) texts() (out []string) {
	for _, r := range b.rows("paragraph") {
		out = append(out, r.Text("text"))
	}
	return out
}

func (b *bench) actions() int {
	b.TB.Helper()
	as, err := b.DB.Actions(context.Background(), 1000)
	b.Must(err)
	return len(as)
}

func (b *bench) key(name fyne.KeyName, mod fyne.KeyModifier) {
	b.TB.Helper()
	b.Shortcut(&desktop.CustomShortcut{KeyName: name, Modifier: mod})
}

const (
	ctrl = fyne.KeyModifierShortcutDefault
	alt  = fyne.KeyModifierAlt
)

// write makes paragraphs in the section at hand by keys alone.
func (b *bench) write(texts ...string) {
	b.TB.Helper()
	for i, t := range texts {
		if i == 0 && len(composer.Passages(b.s)) == 0 {
			composer.Focus(b.s, "section")
			b.Press(fyne.KeyReturn) // the button that offers the first paragraph
		} else {
			b.key(fyne.KeyReturn, ctrl)
		}
		b.Type(t)
	}
	b.Clock.Pass()
}

func TestChoosingABody(t *testing.T) {
	t.Run("every profile is listed, and a dossier begins with what the case knows", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		chooser := b.Show(newChooser, desk.Route{Screen: desk.ScreenDossiers, Case: b.c.ID}).(*composer.Chooser)
		listed := composer.Listed(chooser)
		if len(listed) != 20 || listed[0] != b.dossier.ID.String() || !slices.Contains(listed, "un-wgad") {
			t.Errorf("listed are %v", listed)
		}
		if b.dossier.Text("language") != "en" || b.dossier.Text("status") != "draft" || len(b.dossier.Refs("applicants")) != 1 {
			t.Error("the dossier does not begin with language, status and applicants")
		}
		if title := b.dossier.Text("title"); !strings.HasSuffix(title, "SAMPLE-1") {
			t.Errorf("the title is %q", title)
		}
		composer.Pick(chooser, b.dossier.ID.String())
		composer.Start(chooser)
		if r := b.Went1(); r.Screen != desk.ScreenDossier || r.Record != b.dossier.ID {
			t.Errorf("going on leads to %+v", r)
		}
	})
	t.Run("it says at once whether the body may decide", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		c := sample(b, "SAMPLE-1")
		chooser := b.Show(newChooser, desk.Route{Screen: desk.ScreenDossiers, Case: c.ID}).(*composer.Chooser)
		composer.Pick(chooser, "echr-r39")
		if !desktest.Says(b, "In part") || !desktest.Says(b, "never was a party") {
			t.Error("nothing is said of the State over which the Court does not decide")
		}
	})
	t.Run("what needs no composing is made at once", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		c := sample(b, "SAMPLE-1")
		var asked string
		own := tools()
		own.Export = func(_ *desk.Desk, _, dossier model.ID, profile string) {
			if dossier.IsZero() {
				asked = profile
			}
		}
		chooser := b.Show(func(d *desk.Desk, r desk.Route) desk.Pane { return composer.NewChooser(d, r, own) },
			desk.Route{Screen: desk.ScreenDossiers, Case: c.ID}).(*composer.Chooser)
		composer.Pick(chooser, "int-full")
		composer.Start(chooser)
		if asked != "int-full" || len(b.Records("dossier")) != 0 {
			t.Errorf("asked for %q, %d dossiers", asked, len(b.Records("dossier")))
		}
	})
	t.Run("profiles of the users' own are there, and those that cannot be read are counted", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		c := sample(b, "SAMPLE-1")
		all, err := profile.Load(assets.Profiles)
		b.Must(err)
		own := profile.Find(all, "adv-brief")
		data, err := own.Encode()
		b.Must(err)
		for key, text := range map[string]string{"own-brief": string(data), "own-bad": "{}"} {
			b.New1("profile", map[string]model.Value{"key": model.TextValue(key), "title": model.TextValue("Our brief"), "data": model.TextValue(text)})
		}
		chooser := b.Show(newChooser, desk.Route{Screen: desk.ScreenDossiers, Case: c.ID}).(*composer.Chooser)
		if listed := composer.Listed(chooser); listed[len(listed)-1] != "own-brief" {
			t.Errorf("the last is %s", listed[len(listed)-1])
		}
		composer.Pick(chooser, "own-brief")
		if heads := composer.Heads(chooser); heads[len(heads)-1] != "1 of your own cannot be read" {
			t.Error("nothing is said of the one that cannot be read")
		}
		composer.Start(chooser)
		if got := b.Records("dossier"); len(got) != 1 || got[0].Text("profile") != "own-brief" {
			t.Error("no dossier was begun by it")
		}
	})
	t.Run("in a file that is open to look only nothing begins", func(t *testing.T) {
		b := desktest.New(t, desktest.Look{})
		c := sample(b, "SAMPLE-1")
		b.ReadOnly()
		chooser := b.Show(newChooser, desk.Route{Screen: desk.ScreenDossiers, Case: c.ID}).(*composer.Chooser)
		composer.Pick(chooser, "echr-r39")
		composer.Start(chooser)
		if len(b.Went) != 0 {
			t.Error("something began")
		}
	})
}

func TestParagraphs(t *testing.T) {
	t.Run("words are on the disk a second after they were typed", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		composer.Section(b.s, "risk")
		composer.Section(b.s, "irreversible")
		b.write("He may be handed over any day.")
		b.Reopen()
		if got := b.texts(); !slices.Equal(got, []string{"He may be handed over any day."}) {
			t.Errorf("kept is %q", got)
		}
	})
	t.Run("they are written, split, joined, moved and deleted by keys", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		composer.Section(b.s, "irreversible")
		b.write("one two", "three")
		b.Press(fyne.KeyUp, fyne.KeyHome)
		for range 4 {
			b.Press(fyne.KeyRight)
		}
		b.key(fyne.KeyReturn, ctrl)
		if got := b.texts(); !slices.Equal(got, []string{"one", "two", "three"}) {
			t.Fatalf("after the split %q", got)
		}
		b.Press(fyne.KeyHome, fyne.KeyBackspace)
		if got := b.texts(); !slices.Equal(got, []string{"one two", "three"}) {
			t.Fatalf("after joining %q", got)
		}
		b.key(fyne.KeyDown, alt)
		if got := b.texts(); !slices.Equal(got, []string{"three", "one two"}) {
			t.Fatalf("after moving %q", got)
		}
		b.key(fyne.KeyDelete, ctrl)
		if got := b.texts(); !slices.Equal(got, []string{"three"}) {
			t.Fatalf("after deleting %q", got)
		}
		b.Offer()
		if got := b.texts(); !slices.Equal(got, []string{"three", "one two"}) {
			t.Errorf("after undoing %q", got)
		}
	})
	t.Run("they are numbered as they will be printed", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		composer.Section(b.s, "irreversible")
		b.write("one", "two")
		ps := composer.Passages(b.s)
		numbers := composer.Numbers(b.s)
		if len(ps) != 2 || numbers[0] == numbers[1] || numbers[0] == "1" {
			t.Errorf("the numbers are %v; the facts before have some, too", numbers)
		}
	})
}

func TestFactsFlowIn(t *testing.T) {
	t.Run("they become linked paragraphs in one action, and undo takes them back", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		composer.Section(b.s, "facts")
		flow := len(composer.Passages(b.s))
		before := b.actions()
		composer.Take(b.s)
		rows := b.rows("paragraph")
		if flow == 0 || len(rows) != flow || b.actions() != before+1 {
			t.Fatalf("%d facts, %d paragraphs, %d actions", flow, len(rows), b.actions()-before)
		}
		for _, r := range rows {
			if len(r.Refs("about")) != 1 || r.Text("text") != "" {
				t.Error("a paragraph is not linked, or has words of its own")
			}
		}
		b.Clock.Pass()
		b.Desk.Undo()
		b.Clock.Pass()
		if len(b.rows("paragraph")) != 0 || len(composer.Passages(b.s)) != flow {
			t.Error("undo did not bring back what flows in")
		}
	})
	t.Run("own words begin with those of the record and keep the link", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		composer.Section(b.s, "facts")
		composer.Take(b.s)
		b.Clock.Pass()
		told := composer.Told(b.s)[0]
		b.Press(fyne.KeyReturn)
		r := b.rows("paragraph")[0]
		if r.Text("text") != told || len(r.Refs("about")) != 1 {
			t.Fatalf("the paragraph has %d letters, the record %d", len(r.Text("text")), len(told))
		}
		b.Type(" More.")
		b.Clock.Pass()
		if composer.Changed(b.s)[0] {
			t.Error("it says that the record changed")
		}
		about := b.Get(r.Refs("about")[0])
		b.Desk.Set(about.ID, "account", model.TextValue("It was otherwise."))
		b.Clock.Pass()
		if !composer.Changed(b.s)[0] {
			t.Fatal("it does not say that the record changed after the words were written")
		}
		composer.Right(b.s, 0)
		b.Clock.Pass()
		if composer.Changed(b.s)[0] {
			t.Error("it goes on saying so though somebody found the words right")
		}
		composer.Theirs(b.s, 0)
		b.Clock.Pass()
		if got := composer.Told(b.s)[0]; !strings.Contains(got, "It was otherwise.") || b.rows("paragraph")[0].Text("text") != "" {
			t.Error("the record does not speak again")
		}
	})
	t.Run("a fact is inserted behind the paragraph at hand and marked as used", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		composer.Section(b.s, "risk")
		b.open("irreversible")
		b.write("one", "two")
		b.Press(fyne.KeyUp)
		facts := composer.Facts(b.s)
		if len(facts) == 0 {
			t.Fatal("no facts are listed")
		}
		composer.Insert(b.s, facts[0])
		rows := b.rows("paragraph")
		if len(rows) != 3 || len(rows[1].Refs("about")) != 1 {
			t.Fatalf("%d paragraphs", len(rows))
		}
		b.Clock.Pass()
		if !composer.View(b.s).Used[rows[1].Refs("about")[0]] {
			t.Error("the fact is not marked as used")
		}
	})
}

func TestQuestions(t *testing.T) {
	answers := func(b *bench) map[string]string {
		out := map[string]string{}
		for _, r := range b.rows("answer") {
			out[r.Text("field")] = r.Text("text")
		}
		return out
	}
	t.Run("the record answers until somebody writes another answer, and can be taken back", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		b.open("states")
		row := desktest.Row(b.Bench, "Respondent State")
		if row == nil || len(answers(b)) != 0 {
			t.Fatal("there is an answer")
		}
		composer.FocusQuestion(b.s, "states.respondent")
		e := b.Focused().(*ui.Editor)
		if e.Text() == "" {
			t.Fatal("what the record says is not shown")
		}
		b.Press(fyne.KeyReturn)
		b.Type("Russian Federation")
		b.Clock.Pass()
		if got := answers(b)["states.respondent"]; got != "R" { // the first letter makes it, the others are a draft
			t.Errorf("the answer is %q", got)
		}
		composer.FocusQuestion(b.s, "states.destination")
		if got := answers(b)["states.respondent"]; got != "Russian Federation" {
			t.Errorf("the answer is %q", got)
		}
		desktest.Button(b.Bench, "Take the record’s again").OnTapped()
		if len(answers(b)) != 0 {
			t.Error("the answer is still there")
		}
	})
	t.Run("an answer that was emptied goes when the keyboard leaves it", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		b.open("states")
		composer.FocusQuestion(b.s, "states.destination")
		b.Type("U")
		b.Press(fyne.KeyBackspace)
		composer.FocusQuestion(b.s, "states.measure")
		if len(answers(b)) != 0 {
			t.Errorf("kept is %v", answers(b))
		}
	})
	t.Run("each applicant has answers of their own", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		b.open("applicant")
		composer.FocusQuestion(b.s, "applicant.file")
		b.Type("1-234/2014")
		composer.Section(b.s, "facts")
		want := "applicant.file." + b.dossier.Refs("applicants")[0].String()
		if answers(b)[want] != "1-234/2014" {
			t.Errorf("kept is %v", answers(b))
		}
	})
	t.Run("of boxes only one can be ticked, unless several may", func(t *testing.T) {
		b := begin(t, "un-tb", desktest.Look{})
		b.open("author")
		checks := desktest.Find[*ui.Check](b.Bench)
		checks[0].Tapped(nil)
		checks[2].Tapped(nil)
		if got := answers(b)["author.behalf"]; got != "other" || checks[0].Checked() || !checks[2].Checked() {
			t.Errorf("ticked is %q", got)
		}
		b = begin(t, "un-wgad", desktest.Look{})
		b.open("arbitrary")
		checks = desktest.Find[*ui.Check](b.Bench)
		checks[0].Tapped(nil)
		checks[1].Tapped(nil)
		if got := answers(b)["arbitrary.category"]; !strings.HasPrefix(got, "i, ii") {
			t.Errorf("ticked is %q", got)
		}
	})
	t.Run("boxes that the record ticks can be unticked", func(t *testing.T) {
		b := begin(t, "un-wgad", desktest.Look{})
		act := b.Records("act")[0]
		b.Desk.Set(act.ID, "type", model.TextValue("forced_confession"))
		b.open("arbitrary")
		checks := desktest.Find[*ui.Check](b.Bench)
		if !checks[2].Checked() {
			t.Fatal("the record does not tick it")
		}
		checks[2].Tapped(nil)
		b.Clock.Pass()
		if got := answers(b)["arbitrary.category"]; got != "-" || desktest.Find[*ui.Check](b.Bench)[2].Checked() {
			t.Errorf("the answer is %q", got)
		}
	})
}

func TestMissing(t *testing.T) {
	t.Run("what is missing is said, and leads to where it is set right", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		i := composer.CheckAt(b.s, "states", "destination")
		if i < 0 {
			t.Fatal("a required answer is not missed")
		}
		composer.OpenCheck(b.s, i)
		if composer.At(b.s) != "states" {
			t.Fatalf("it leads to %q", composer.At(b.s))
		}
		b.Type("Uzbekistan")
		b.Clock.Pass()
		if composer.CheckAt(b.s, "states", "destination") >= 0 {
			t.Error("it is still missed while the answer is being typed")
		}
	})
	t.Run("a warning is passed over with a reason, and that can be taken back", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		i := composer.CheckAt(b.s, "states", "destination")
		if !composer.PassOver(b.s, i, "The order names none.") {
			t.Fatal("it cannot be passed over")
		}
		b.Clock.Pass()
		if rows := b.rows("exception"); len(rows) != 1 || rows[0].Text("reason") != "The order names none." {
			t.Fatalf("%d exceptions are kept", len(rows))
		}
		v := composer.View(b.s)
		last := v.Checks[len(v.Checks)-1]
		if !last.Passed() || v.Reason(last) == "" {
			t.Fatal("it is not shown as passed over")
		}
		composer.TakeBack(b.s, len(v.Checks)-1)
		b.Clock.Pass()
		if len(b.rows("exception")) != 0 || composer.CheckAt(b.s, "states", "destination") < 0 {
			t.Error("it does not stand again")
		}
	})
	t.Run("the outline says how each section stands", func(t *testing.T) {
		b := begin(t, "echr-r39", desktest.Look{})
		v := composer.View(b.s)
		for name, want := range map[string]compose.State{"facts": compose.Done, "irreversible": compose.Missing, "representative": compose.Nothing} {
			if got := v.Section(name).State; got != want {
				t.Errorf("%s stands at %d, want %d", name, got, want)
			}
		}
	})
}

func TestKeys(t *testing.T) {
	b := begin(t, "echr-r39", desktest.Look{})
	composer.Focus(b.s, "outline")
	for i, want := range []string{"section", "side", "outline"} {
		b.Press(fyne.KeyF6)
		if got := composer.Here(b.s); got != want {
			t.Fatalf("F6 for the %d. time leads to %q, want %q", i+1, got, want)
		}
	}
	composer.Focus(b.s, "side")
	for _, want := range []string{"section", "outline"} {
		b.Press(fyne.KeyEscape)
		if got := composer.Here(b.s); got != want {
			t.Fatalf("Escape leads to %q, want %q", got, want)
		}
	}
	b.Press(fyne.KeyDown)
	if composer.At(b.s) != "applicant" {
		t.Errorf("the arrow leads to %q", composer.At(b.s))
	}
	went := len(b.Went)
	b.Press(fyne.KeyEscape)
	if len(b.Went) != went+1 {
		t.Error("Escape in the outline does not lead out")
	}
	b.open("facts")
	composer.Focus(b.s, "section")
	b.Press(fyne.KeyF6) // out of an editor
	if got := composer.Here(b.s); got != "side" {
		t.Errorf("F6 in a paragraph leads to %q", got)
	}
}

func TestDeleting(t *testing.T) {
	b := begin(t, "echr-r39", desktest.Look{})
	_, commands := b.s.Commands()
	for _, c := range commands {
		if c.Key == "compose.cmd.delete" {
			c.Do()
		}
	}
	if r := b.Went1(); r.Screen != desk.ScreenDossiers {
		t.Errorf("it leads to %q", r.Screen)
	}
	b.Offer()
	if len(b.Records("dossier")) != 1 {
		t.Error("it cannot be brought back")
	}
}

func TestReadOnly(t *testing.T) {
	b := begin(t, "echr-r39", desktest.Look{})
	b.ReadOnly()
	b.open("irreversible")
	before := b.actions()
	composer.Take(b.s)
	composer.AddAll(b.s)
	b.open("states")
	composer.FocusQuestion(b.s, "states.destination")
	b.Type("x")
	b.Clock.Pass()
	if b.actions() != before || len(b.rows("answer"))+len(b.rows("paragraph"))+len(b.rows("exhibit")) != 0 {
		t.Error("something was written")
	}
}

func TestHeading(t *testing.T) {
	b := begin(t, "echr-r39", desktest.Look{})
	composer.Section(b.s, "irreversible")
	b.write("one", "two")
	composer.Heading(b.s)
	b.Type("Why now")
	b.Press(fyne.KeyReturn)
	b.Type("So: ")
	b.Clock.Pass()
	rows := b.rows("paragraph")
	if rows[1].Text("heading") != "Why now" || rows[1].Text("text") != "So: two" || rows[0].Text("heading") != "" {
		t.Errorf("kept are %q over %q", rows[1].Text("heading"), rows[1].Text("text"))
	}
}

func TestDragging(t *testing.T) {
	b := begin(t, "echr-r39", desktest.Look{})
	composer.Section(b.s, "irreversible")
	b.write("one", "two", "three")
	composer.Drop(b.s, 2, 0)
	if got := b.texts(); !slices.Equal(got, []string{"three", "one", "two"}) {
		t.Fatalf("dragged to the front: %q", got)
	}
	composer.Drop(b.s, 0, -1)
	if got := b.texts(); !slices.Equal(got, []string{"one", "two", "three"}) {
		t.Fatalf("dragged to the end: %q", got)
	}
	b.Desk.Undo()
	b.Clock.Pass()
	if got := composer.Passages(b.s); len(got) != 3 || b.texts()[0] != "three" {
		t.Error("undo did not bring it back")
	}
}

// later is a runner whose answers wait until a test lets them come.
type later struct {
	task.Runner
	answers []func()
}

func (l *later) Do(work, done func()) {
	work()
	l.answers = append(l.answers, done)
}

func (l *later) come() {
	answers := l.answers
	l.answers = nil
	for _, done := range answers {
		done()
	}
}

func TestChangesWhileItIsWorkedOut(t *testing.T) {
	b := begin(t, "echr-r39", desktest.Look{})
	runner := &later{Runner: b.Desk.Runner}
	b.Desk.Runner = runner
	r := desk.Route{Screen: desk.ScreenDossier, Case: b.c.ID, Record: b.dossier.ID, Section: "facts"}
	b.s = b.Show(newComposer, r).(*composer.Screen)
	event := b.Desk.OfCase("event", b.c.ID)[0]
	b.Desk.Set(event.ID, "title", model.TextValue("Changed meanwhile"))
	for range 3 {
		runner.come()
		b.Clock.Pass()
	}
	runner.come()
	if got, _ := composer.View(b.s).Snapshot.Get(event.ID); got.Text("title") != "Changed meanwhile" {
		t.Error("a record that changed while the dossier was looked at is shown as it was")
	}
}

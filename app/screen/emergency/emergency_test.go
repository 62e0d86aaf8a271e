package emergency_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"guvoh/app/desk"
	"guvoh/app/desk/desktest"
	"guvoh/app/screen/emergency"
	"guvoh/app/ui"
	"guvoh/model"
)

// now is a Thursday, 16:05 in Tashkent and 12:05 in Strasbourg.
var now = time.Date(2026, time.March, 5, 16, 5, 0, 0, time.FixedZone("", 5*3600))

// bench is the published case, whose man is to be removed.
type bench struct {
	*desktest.Bench
	c    model.ID
	made []model.ID // dossiers of which files were asked for
}

func newBench(t *testing.T, l desktest.Look) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, l)}
	b.Sample()
	for _, c := range b.Records("case") {
		if c.Text("reference") == "SAMPLE-1" {
			b.c = c.ID
		}
	}
	return b
}

func (b *bench) open() *emergency.Screen {
	b.TB.Helper()
	p := b.Show(func(d *desk.Desk, r desk.Route) desk.Pane {
		return emergency.New(d, r, emergency.Tools{Now: func() time.Time { return now }, Export: func(_ *desk.Desk, _, dossier model.ID, profile string) {
			if profile != emergency.Form {
				b.TB.Errorf("by %s", profile)
			}
			b.made = append(b.made, dossier)
		}})
	}, desk.Route{Screen: desk.ScreenEmergency, Case: b.c})
	return p.(*emergency.Screen)
}

func (b *bench) dossiers() (out []model.Record) {
	for _, r := range b.Records("dossier") {
		if r.Text("profile") == emergency.Form {
			out = append(out, r)
		}
	}
	return out
}

func missing(b *bench) int {
	n := 0
	for _, t := range desktest.Find[*ui.Text](b.Bench) {
		if rest, ok := strings.CutPrefix(t.Text(), "Still missing: "); ok {
			for _, r := range rest {
				n = n*10 + int(r-'0')
			}
		}
	}
	return n
}

func TestTheSheet(t *testing.T) {
	b := newBench(t, desktest.Look{})
	s := b.open()
	t.Run("begins one dossier with what is known, and finds it again", func(t *testing.T) {
		all := b.dossiers()
		if len(all) != 1 || len(all[0].Refs("applicants")) == 0 {
			t.Fatalf("%d dossiers", len(all))
		}
		s = b.open()
		if len(b.dossiers()) != 1 {
			t.Error("another was begun")
		}
	})
	t.Run("says how and until when it is sent, and when that was looked up", func(t *testing.T) {
		for _, want := range []string{"+33 3 90 21 43 50", "r39.echr.coe.int", "In Strasbourg it is 12:05", "May 2026"} {
			if !desktest.Says(b.Bench, want) {
				t.Errorf("%q is not said", want)
			}
		}
	})
	t.Run("asks when the removal is, first of all, and counts from it", func(t *testing.T) {
		before := missing(b)
		if before == 0 {
			t.Fatal("nothing is missing in a request that nobody wrote")
		}
		b.Type("10 March 2026 12:00")
		b.Press(fyne.KeyReturn)
		b.Clock.Pass()
		var removal model.Record
		for _, r := range b.Records("deadline") {
			if r.Text("kind") == "removal" {
				removal = r
			}
		}
		if d := removal.Date("due"); d.Earliest != "2026-03-10" || d.From != "12:00" || d.Zone != "+05:00" || removal.Refs("cases")[0] != b.c {
			t.Fatalf("%+v", d)
		}
		if missing(b) >= before {
			t.Errorf("%d are missing, before %d", missing(b), before)
		}
		if n := len(b.Records("deadline")); n < 1 {
			t.Errorf("%d deadlines", n)
		}
	})
	t.Run("a part is written on the spot, letter by letter, into the dossier", func(t *testing.T) {
		before := missing(b)
		b.write("The risk", "He will be tortured.")
		b.Clock.Pass()
		found := false
		for _, p := range b.Records("paragraph") {
			found = found || p.Text("section") == "risk" && p.Text("text") == "He will be tortured." && p.Ref("dossier") == b.dossiers()[0].ID
		}
		if !found || missing(b) != before-1 {
			t.Errorf("written: %t; %d are missing, before %d", found, missing(b), before)
		}
	})
	t.Run("one key makes the PDF", func(t *testing.T) {
		_, all := s.Commands()
		all[0].Do()
		if len(b.made) != 1 || b.made[0] != b.dossiers()[0].ID {
			t.Errorf("%d were asked for", len(b.made))
		}
	})
	t.Run("a removal that is known is not asked for again", func(t *testing.T) {
		b.open()
		if desktest.Says(b.Bench, "When will the removal be?") || !desktest.Says(b.Bench, "10 March 2026, 12:00") {
			t.Error("it is")
		}
	})
}

// write types into the part with that title.
func (b *bench) write(title, words string) {
	b.TB.Helper()
	ui.Focus(desktest.Row(b.Bench, title).Input().(*ui.Editor))
	b.Type(words)
}

func TestAFileThatIsOpenToLookOnly(t *testing.T) {
	b := newBench(t, desktest.Look{})
	b.ReadOnly()
	b.open()
	if len(b.dossiers()) != 0 {
		t.Error("a dossier was begun")
	}
}

func TestHowItLooks(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := newBench(t, l)
		b.open()
		b.Shot("emergency-" + name)
	})
}

package finding_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/app/desk/desktest"
	"guvoh/app/finding"
	"guvoh/export/exhibit"
	"guvoh/model"
	"guvoh/model/search"
	"guvoh/model/store"
	"guvoh/model/worker"
)

// TestMain lets the test program be the worker, as main does.
func TestMain(m *testing.M) {
	worker.Serve(exhibit.CalmJob)
	os.Exit(m.Run())
}

var ctx = context.Background()

// bench is a file with a case, and the work for it.
type bench struct {
	*desktest.Bench
	work  *finding.Work
	still time.Duration // for how long nobody touched the window
	heard []finding.Status
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: desktest.New(t, desktest.Look{}), still: time.Hour}
	b.New1("case", map[string]model.Value{"title": model.TextValue("The prison of Qarshi"), "status": model.TextValue("open")})
	return b
}

func (b *bench) begin() {
	b.work = finding.Begin(b.Desk, finding.WithUntouched(func() time.Duration { return b.still }))
	b.work.OnStatus(func() { b.heard = append(b.heard, b.work.Status()) })
	b.TB.Cleanup(b.work.End)
}

// attach makes evidence of bytes, as the window does.
func (b *bench) attach(name, text string) string {
	b.TB.Helper()
	var sha string
	c, err := b.DB.Do(ctx, "attach", func(tx *store.Tx) error {
		r, err := tx.Evidence(strings.NewReader(text), name, "", nil)
		sha = r.Text("sha256")
		return err
	})
	b.Must(err)
	if b.work != nil {
		b.work.Soon(c)
	}
	return sha
}

// pass lets as much time pass as a few files need.
func (b *bench) pass() {
	for range 40 {
		b.Clock.Pass()
	}
}

func (b *bench) unsearched() store.Unsearched {
	b.TB.Helper()
	u, err := b.DB.Unsearched(ctx)
	b.Must(err)
	return u
}

func (b *bench) found(words string) []store.Match {
	b.TB.Helper()
	m, err := b.DB.Look(ctx, store.Looked{Query: search.Parse(words, false), Limit: 10})
	b.Must(err)
	return m.Found
}

func TestTheIndexIsKept(t *testing.T) {
	t.Run("once the file is open", func(t *testing.T) {
		b := newBench(t)
		b.begin()
		b.pass()
		if u := b.unsearched(); u != (store.Unsearched{}) {
			t.Errorf("%+v is left", u)
		}
	})
	t.Run("after something was written", func(t *testing.T) {
		b := newBench(t)
		b.begin()
		b.pass()
		c, err := b.DB.Do(ctx, "create", func(tx *store.Tx) error {
			r := model.NewRecord("note")
			r.Set("text", model.TextValue("He was seen there."))
			return tx.Put(r)
		})
		b.Must(err)
		b.work.Soon(c)
		b.pass()
		if u := b.unsearched(); u.Records != 0 || b.work.Status().Working {
			t.Errorf("%+v is left, %+v", u, b.work.Status())
		}
	})
	t.Run("with the text of what is attached", func(t *testing.T) {
		b := newBench(t)
		b.begin()
		b.pass()
		sha := b.attach("a.html", "<html><p>They took him to Nukus.")
		b.attach("b.bin", strings.Repeat("\x01\x02\xff", 90))
		if len(b.found("Nukus")) != 0 {
			t.Fatal("it is found before it was read")
		}
		b.pass()
		m := b.found("Nukus")
		if len(m) != 1 || m[0].SHA256 != sha {
			t.Fatalf("%d found", len(m))
		}
		if s := b.work.Status(); s != (finding.Status{}) {
			t.Errorf("%+v", s)
		}
		if !slices.ContainsFunc(b.heard, func(s finding.Status) bool { return s.Attachments > 0 && s.Working }) {
			t.Error("nobody heard that it was being read")
		}
	})
	t.Run("not while somebody types", func(t *testing.T) {
		b := newBench(t)
		b.still = 0
		b.begin()
		b.pass()
		if b.unsearched().Records == 0 {
			t.Error("it was read in all the same")
		}
		b.still = time.Second
		b.pass()
		if b.unsearched().Records != 0 {
			t.Error("it was not read in afterwards")
		}
	})
	t.Run("not when somebody began to type while an attachment was read, until they stop", func(t *testing.T) {
		b := newBench(t)
		b.begin()
		b.pass()
		sha := b.attach("a.txt", "They took him to Nukus.")
		for range 40 {
			b.Clock.Pass()
			if len(b.heard) > 0 && b.heard[len(b.heard)-1].Attachments > 0 {
				b.still = 0 // the text was found by now, and is not kept yet
			}
		}
		if result, err := b.DB.ReadResult(ctx, sha); err != nil || result != "" {
			t.Errorf("%q, %v", result, err)
		}
		b.still = time.Second
		b.pass()
		if len(b.found("Nukus")) != 1 {
			t.Error("it is not found afterwards")
		}
	})
	t.Run("not once the file is closed", func(t *testing.T) {
		b := newBench(t)
		b.begin()
		b.work.End()
		b.pass()
		b.work.Soon(store.Changes{Verb: "edit", Records: map[model.ID]string{model.NewID(): "case"}})
		b.pass()
		if b.unsearched().Records == 0 {
			t.Error("it was read in all the same")
		}
	})
	t.Run("not in a file that is only looked at, of which it is said", func(t *testing.T) {
		b := newBench(t)
		b.attach("a.txt", "They took him to Nukus.")
		b.ReadOnly()
		before := b.unsearched()
		b.begin()
		b.pass()
		if s := b.work.Status(); before.Attachments != 1 || s.Attachments != 1 || s.Records != before.Records || s.Working {
			t.Errorf("%+v, %+v", before, s)
		}
		if b.unsearched() != before {
			t.Error("something was written")
		}
	})
	t.Run("and what went wrong is said, and tried again", func(t *testing.T) {
		b := newBench(t)
		db := b.DB
		b.begin()
		b.Desk.DB.Close()
		b.pass()
		if s := b.work.Status(); s.Err == nil || s.Working {
			t.Errorf("%+v", s)
		}
		b.DB = db
		b.Reopen()
		if b.unsearched().Records == 0 {
			t.Error("there is nothing left to read")
		}
	})
}

func TestWhatIsSaidOfTheIndex(t *testing.T) {
	b := newBench(t)
	var none *finding.Work
	if none.Says(b.Desk.Words) != "" || none.Status() != (finding.Status{}) {
		t.Error("something is said of no file")
	}
	none.Soon(store.Changes{})
	none.End()
	b.attach("a.txt", "one")
	b.ReadOnly()
	b.begin()
	if got := b.work.Says(b.Desk.Words); got != b.Desk.Words.N("reading.attachments", 1) {
		t.Errorf("%q", got)
	}
}

package dossier_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/dossier"
	"guvoh/app/ui"
	"guvoh/export/exhibit"
	"guvoh/model"
	"guvoh/model/worker"
)

// TestMain lets the test program be the worker, as main does.
func TestMain(m *testing.M) {
	worker.Serve(exhibit.Job)
	os.Exit(m.Run())
}

func TestLook(t *testing.T) {
	desktest.InLooks(t, desktest.Looks, func(t *testing.T, name string, l desktest.Look) {
		b := desktest.New(t, l)
		b.Sample()
		c := b.Records("case")[0]
		in := model.RefsValue(c.ID)
		b.New1("event", map[string]model.Value{"cases": in, "title": model.TextValue("A night in the cellar")})
		b.New1("detention", map[string]model.Value{"cases": in})
		dossier.Show(b.Desk, c.ID)
		b.Shot("dossier-" + name)
	})
}

func open(t *testing.T) (*desktest.Bench, model.Record) {
	t.Helper()
	b := desktest.New(t, desktest.Look{})
	b.Sample()
	c := b.Records("case")[0]
	return b, c
}

func path(b *desktest.Bench) *ui.Entry { return desktest.Under(b, "Where to put it") }

func isPDF(t *testing.T, path string) bool {
	t.Helper()
	data, err := os.ReadFile(path)
	return err == nil && bytes.HasPrefix(data, []byte("%PDF-"))
}

func TestDossier(t *testing.T) {
	t.Run("is made beside the file, under the reference and the day", func(t *testing.T) {
		b, c := open(t)
		dossier.Show(b.Desk, c.ID)
		want := filepath.Join(filepath.Dir(b.DB.Path()), c.Text("reference")+"-int-full-"+time.Now().Format("2006-01-02")+".pdf")
		if got := path(b).Text; got != want {
			t.Fatalf("it would lie at %s, not %s", got, want)
		}
		b.Press("Return")
		if !isPDF(t, want) {
			t.Fatal("no PDF was made")
		}
		data, _ := os.ReadFile(want)
		sum := sha256.Sum256(data)
		digest := hex.EncodeToString(sum[:])
		if !desktest.Says(b, "1 file is made") || !desktest.Says(b, filepath.Base(want)) || !desktest.Says(b, " pages") || !desktest.Says(b, digest[:8]) || !desktest.Says(b, "PDF/A-2a") {
			t.Error("it is not said what was made")
		}
		test.Tap(desktest.Button(b, "Copy the checksum"))
		if got := fyne.CurrentApp().Clipboard().Content(); got != digest {
			t.Errorf("on the clipboard is %q", got)
		}
		if len(b.Records("issue")) != 0 {
			t.Error("what stays in the house was entered as given out")
		}
		b.Press("Escape")
		if b.Window().Canvas().Overlays().Top() != nil {
			t.Error("a dialog is left open")
		}
	})
	t.Run("is read over the window, and no other program is opened", func(t *testing.T) {
		b, c := open(t)
		dossier.Show(b.Desk, c.ID)
		test.Tap(desktest.Button(b, "Export"))
		test.Tap(desktest.Button(b, "Look at it"))
		b.Clock.Pass()
		if !desktest.Says(b, "Page 1 of ") || desktest.Says(b, b.Desk.Words.T("pdf.page_damaged")) {
			t.Error("it is not")
		}
		b.Press("Escape")
		if !desktest.Says(b, "1 file is made") {
			t.Error("Escape does not lead back to what was made")
		}
	})
	t.Run("never takes the place of a file that is there", func(t *testing.T) {
		b, c := open(t)
		dossier.Show(b.Desk, c.ID)
		taken := path(b).Text
		if err := os.WriteFile(taken, []byte("%PDF-1.4 somebody's"), 0o600); err != nil {
			t.Fatal(err)
		}
		b.Press("Return")
		row := desktest.Row(b, "Where to put it")
		if !strings.Contains(row.Error(), filepath.Base(taken)) || path(b).Text == taken {
			t.Fatalf("said %q and offers %q", row.Error(), path(b).Text)
		}
		offered := path(b).Text
		b.Press("Return")
		if data, _ := os.ReadFile(taken); string(data) != "%PDF-1.4 somebody's" {
			t.Error("it was written over")
		}
		if !isPDF(t, offered) {
			t.Error("the free name was not used")
		}
	})
	for name, bad := range map[string]string{
		"without a name": "", "with half a path": "here.pdf", "in no folder": "/no/such/folder/a.pdf",
	} {
		t.Run("is not made "+name, func(t *testing.T) {
			b, c := open(t)
			dossier.Show(b.Desk, c.ID)
			path(b).SetText(bad)
			test.Tap(desktest.Button(b, "Export"))
			if desktest.Row(b, "Where to put it").Error() == "" || b.Last() != "" {
				t.Error("nothing was said")
			}
		})
	}
	t.Run("always ends in .pdf, so that no case file can be hit", func(t *testing.T) {
		b, c := open(t)
		dossier.Show(b.Desk, c.ID)
		path(b).SetText(b.DB.Path())
		test.Tap(desktest.Button(b, "Export"))
		if !isPDF(t, b.DB.Path()+".pdf") {
			t.Error("it was put elsewhere")
		}
		b.Get(c.ID) // the file still answers
	})
	t.Run("goes by a name without tricks", func(t *testing.T) {
		b, _ := open(t)
		c := b.New1("case", map[string]model.Value{"title": model.TextValue("x"), "reference": model.TextValue("../../Дело №7\u202e/a")})
		dossier.Show(b.Desk, c.ID)
		got := path(b).Text
		if filepath.Dir(got) != filepath.Dir(b.DB.Path()) || !strings.HasPrefix(filepath.Base(got), "Дело--7-a-int-full-20") {
			t.Errorf("%q", got)
		}
	})
	t.Run("speaks the language chosen", func(t *testing.T) {
		b, c := open(t)
		dossier.Show(b.Desk, c.ID)
		language := desktest.Row(b, "Language of the document").Input().(*ui.TermSelect)
		language.OnChanged("")
		if language.Value() != "en" {
			t.Error("no language at all can be chosen")
		}
		language.OnChanged("ru")
		at := path(b).Text
		test.Tap(desktest.Button(b, "Export"))
		data, err := os.ReadFile(at)
		if err != nil || !bytes.Contains(data, []byte("/Lang (ru")) {
			t.Errorf("the document does not say that it is Russian: %v", err)
		}
	})
}

func TestWhatIsGoodToKnowIsSaid(t *testing.T) {
	b, c := open(t)
	dossier.Show(b.Desk, c.ID)
	before := desktest.Says(b, "No source is recorded for")
	b.Window().Canvas().Overlays().Remove(b.Window().Canvas().Overlays().Top())
	in := model.RefsValue(c.ID)
	e := b.New1("event", map[string]model.Value{"cases": in, "title": model.TextValue("A night in the cellar")})
	b.New1("act", map[string]model.Value{"event": model.RefValue(e.ID)})
	dossier.Show(b.Desk, c.ID)
	if before || !desktest.Says(b, "No source is recorded for") {
		t.Errorf("before the event without a source: %v, with it: not said", before)
	}
}

// queue keeps work until the test lets it be done.
type queue struct{ jobs [][2]func() }

func (q *queue) Do(work, done func())               { q.jobs = append(q.jobs, [2]func(){work, done}) }
func (q *queue) After(time.Duration, func()) func() { return func() {} }
func (q *queue) run() {
	j := q.jobs[0]
	q.jobs = q.jobs[1:]
	j[0]()
	if j[1] != nil {
		j[1]()
	}
}

func TestCancel(t *testing.T) {
	b, c := open(t)
	q := &queue{}
	b.Desk.Runner = q
	dossier.Show(b.Desk, c.ID)
	q.run() // the case is read
	q.run() // what is good to know
	at := path(b).Text
	test.Tap(desktest.Button(b, "Export"))
	q.run() // the dialog is gone
	if !b.Working {
		t.Error("the window does not know of it, and would lock in the middle")
	}
	test.Tap(desktest.Button(b, "Cancel"))
	q.run() // the work
	if b.Last() != "Stopped. No document was made." {
		t.Errorf("said %q", b.Last())
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(at), "*.pdf*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
	if b.Window().Canvas().Overlays().Top() != nil {
		t.Error("a dialog is left open")
	}
}

func TestFailuresAreSaid(t *testing.T) {
	t.Run("a case that is gone", func(t *testing.T) {
		b, c := open(t)
		b.Desk.Delete(c)
		dossier.Show(b.Desk, c.ID)
		if !desktest.Says(b, "This could not be done") {
			t.Error("nothing was said")
		}
	})
	t.Run("a file that appears while the dossier is made", func(t *testing.T) {
		b, c := open(t)
		q := &queue{}
		b.Desk.Runner = q
		dossier.Show(b.Desk, c.ID)
		q.run()
		q.run()
		at := path(b).Text
		test.Tap(desktest.Button(b, "Export"))
		q.run()
		if err := os.WriteFile(at, []byte("%PDF-1.4 somebody's"), 0o600); err != nil {
			t.Fatal(err)
		}
		q.run()
		if data, _ := os.ReadFile(at); string(data) != "%PDF-1.4 somebody's" || !desktest.Says(b, "already there") {
			t.Error("it was written over, or nothing was said")
		}
	})
	if os.Getuid() != 0 {
		t.Run("a folder that cannot be written", func(t *testing.T) {
			b, c := open(t)
			dir := t.TempDir()
			if err := os.Chmod(dir, 0o500); err != nil {
				t.Fatal(err)
			}
			dossier.Show(b.Desk, c.ID)
			path(b).SetText(filepath.Join(dir, "a.pdf"))
			test.Tap(desktest.Button(b, "Export"))
			if !desktest.Says(b, "may not be read or written by you") {
				t.Error("nothing was said")
			}
		})
	}
}

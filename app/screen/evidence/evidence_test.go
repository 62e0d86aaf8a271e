package evidence_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/evidence"
	"guvoh/app/task"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/store"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

// shelf is a case that takes evidence.
type shelf struct {
	*desktest.Bench
	inCase model.ID
	dir    string
}

func newShelf(t testing.TB, l desktest.Look) *shelf {
	t.Helper()
	s := &shelf{Bench: desktest.New(t, l), dir: t.TempDir()}
	c := model.NewRecord("case")
	c.Set("title", model.TextValue("Test"))
	s.inCase = c.ID
	s.Put(c)
	return s
}

func (s *shelf) file(name string, content []byte) string {
	s.TB.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		s.TB.Fatal(err)
	}
	return path
}

func (s *shelf) drop(paths ...string) { evidence.AddFiles(s.Desk, s.inCase, paths) }

func (s *shelf) all() []model.Record {
	s.TB.Helper()
	rs, err := s.DB.Records(context.Background(), "evidence")
	if err != nil {
		s.TB.Fatal(err)
	}
	return rs
}

// alter changes rows behind the store's back, as only a holder of the key can.
func (s *shelf) alter(query string) {
	s.TB.Helper()
	s.Must(s.DB.Close())
	v, err := vault.Open(s.DB.Path(), vaulttest.Passphrase)
	s.Must(err)
	defer v.Close()
	db, err := sql.Open("sqlite3", v.URI(false, false))
	s.Must(err)
	r, err := db.Exec(query)
	s.Must(err)
	s.Must(db.Close())
	if n, _ := r.RowsAffected(); n != 1 {
		s.TB.Fatalf("%d rows were changed", n)
	}
}

func (s *shelf) custody(of model.ID) (actions []string) {
	s.TB.Helper()
	rs, err := s.DB.Rows(context.Background(), "custody", of)
	if err != nil {
		s.TB.Fatal(err)
	}
	for _, r := range rs {
		actions = append(actions, r.Text("action"))
	}
	return actions
}

func (s *shelf) open(r model.Record) *evidence.Pane {
	p := s.Open(evidence.New, s.inCase, r.ID).(*evidence.Pane)
	return p
}

// dialog tells whether a message is up, and closes it.
func (s *shelf) dialog() bool {
	c := s.Window().Canvas()
	if c.Overlays().Top() == nil {
		return false
	}
	s.Press(fyne.KeyReturn)
	return true
}

func picture(w, h int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), 120, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func TestDroppedFiles(t *testing.T) {
	t.Run("become evidence of the case, with the first line of custody", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		s.drop(s.file("Справка.txt", []byte("выдана 9 июня")), s.file("x.jpg", picture(40, 30)))
		rs := s.all()
		if len(rs) != 2 || s.dialog() {
			t.Fatalf("%d arrived", len(rs))
		}
		for _, r := range rs {
			if r.Refs("cases")[0] != s.inCase || len(s.custody(r.ID)) != 1 || r.Text("sha256") == "" {
				t.Errorf("%s is not whole", r.ID)
			}
		}
		if s.Said[len(s.Said)-1] != s.Desk.Words.N("evidence.added", 2) {
			t.Errorf("it says %q", s.Said)
		}
	})
	t.Run("can be taken back, whatever was done since", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		s.drop(s.file("a.txt", []byte("a")), s.file("b.txt", []byte("b")))
		s.Desk.Set(s.inCase, "title", model.TextValue("Other"))
		s.Offer()
		if len(s.all()) != 0 {
			t.Errorf("%d are left", len(s.all()))
		}
		if c, _ := s.Desk.Get(s.inCase); c.Text("title") != "Other" {
			t.Error("something else was taken back")
		}
	})
	refused := func(name string, path func(s *shelf) string) {
		t.Run(name+" is refused in a sentence, and the others arrive", func(t *testing.T) {
			s := newShelf(t, desktest.Look{})
			s.drop(s.file("before.txt", []byte("1")), path(s), s.file("after.txt", []byte("2")))
			if n := len(s.all()); n != 2 {
				t.Errorf("%d arrived", n)
			}
			if !s.dialog() {
				t.Error("nothing is said")
			}
			if r, err := s.DB.Check(context.Background(), nil); err != nil || !r.OK() || r.Attachments != 2 {
				t.Errorf("the file is not as it should be: %v, %d attachments", err, r.Attachments)
			}
		})
	}
	refused("an empty file", func(s *shelf) string { return s.file("empty.txt", nil) })
	refused("a folder", func(s *shelf) string { return s.dir })
	refused("a file that is gone", func(s *shelf) string { return filepath.Join(s.dir, "gone") })
	refused("a file of 2 GB", func(s *shelf) string {
		path := s.file("long.mp4", nil)
		if err := os.Truncate(path, 2<<30); err != nil {
			t.Fatal(err)
		}
		return path
	})
	if os.Geteuid() != 0 { // who may read everything cannot be refused
		refused("a file one may not read", func(s *shelf) string {
			path := s.file("locked.txt", []byte("x"))
			if err := os.Chmod(path, 0); err != nil {
				t.Fatal(err)
			}
			return path
		})
	}
	t.Run("one that is no picture but is named like one is kept as it is, and said", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		s.drop(s.file("photo.jpg", []byte("these are words")))
		rs := s.all()
		if len(rs) != 1 || rs[0].Text("media_type") != "text/plain" || !s.dialog() {
			t.Fatalf("%d arrived", len(rs))
		}
		if got := evidence.Text(s.open(rs[0])); got != "these are words" {
			t.Errorf("it shows %q", got)
		}
	})
	t.Run("the same bytes twice are two arrivals, and said", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		s.drop(s.file("a.txt", []byte("same")))
		s.drop(s.file("b.txt", []byte("same")))
		if len(s.all()) != 2 || !s.dialog() {
			t.Errorf("%d arrived", len(s.all()))
		}
	})
	t.Run("in a file to look at nothing arrives", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		path := s.file("a.txt", []byte("a"))
		s.ReadOnly()
		s.drop(path)
		if len(s.all()) != 0 || !s.dialog() {
			t.Error("something did")
		}
	})
}

// keeper runs work at once and notes whether the window knew of it.
type keeper struct {
	*task.Inline
	s       *shelf
	unknown int
}

func (k *keeper) Do(work, done func()) {
	if !k.s.Working {
		k.unknown++
	}
	k.Inline.Do(work, done)
}

func TestTheWindowKnowsOfLongWork(t *testing.T) { // so that it does not lock in the middle
	s := newShelf(t, desktest.Look{})
	k := &keeper{Inline: s.Clock, s: s}
	runner := s.Desk.Runner
	for name, work := range map[string]func(*evidence.Pane){
		"adding":   func(*evidence.Pane) { s.drop(s.file("a.txt", []byte("a")), s.file("b.txt", []byte("b"))) },
		"saving":   func(p *evidence.Pane) { evidence.SaveTo(p, filepath.Join(s.dir, "out.bin")) },
		"checking": evidence.Check,
	} {
		t.Run(name, func(t *testing.T) {
			s.Desk.Runner = runner
			s.drop(s.file("c.txt", []byte("c")))
			for s.dialog() { // the same bytes again
			}
			p := s.open(s.all()[0])
			s.Desk.Runner, k.unknown = k, 0
			work(p)
			if k.unknown != 0 || s.Working {
				t.Errorf("%d works go on behind its back; one seems to go on: %v", k.unknown, s.Working)
			}
		})
	}
}

func TestWhatStopsAddingFiles(t *testing.T) {
	s := newShelf(t, desktest.Look{})
	q := &later{}
	s.Desk.Runner = q
	s.drop(s.file("a.txt", []byte("a")), s.file("b.txt", []byte("b")), s.file("c.txt", []byte("c")))
	if len(q.works) != 1 {
		t.Fatalf("%d works wait, so that others may come between the files", len(q.works))
	}
	desktest.Button(s.Bench, s.Desk.Words.T("action.cancel")).OnTapped()
	q.works[0]()
	if len(s.all()) != 0 || s.Last() != s.Desk.Words.T("evidence.none_added") || s.dialog() {
		t.Errorf("%d arrived, and it says %q", len(s.all()), s.Said)
	}
}

// later keeps work until a test lets it run.
type later struct {
	task.Inline
	works []func()
}

func (l *later) Do(work, done func()) {
	l.works = append(l.works, func() {
		work()
		done()
	})
}

func TestPreview(t *testing.T) {
	show := func(t *testing.T, name string, content []byte) *evidence.Pane {
		s := newShelf(t, desktest.Look{})
		s.drop(s.file(name, content))
		return s.open(s.all()[0])
	}
	t.Run("a picture is drawn", func(t *testing.T) {
		if o := evidence.Preview(show(t, "a.jpg", picture(400, 300))); o == nil {
			t.Error("it is not")
		} else if _, banner := o.(*ui.Banner); banner {
			t.Error("a sentence stands in its place")
		}
	})
	t.Run("a picture cut short does not stop the program", func(t *testing.T) {
		show(t, "a.jpg", picture(400, 300)[:300])
	})
	t.Run("text is shown, in UTF-16 too", func(t *testing.T) {
		if got := evidence.Text(show(t, "a.txt", []byte("\xff\xfe\x14\x04\x30\x04"))); got != "Да" {
			t.Errorf("it shows %q", got)
		}
	})
	t.Run("letters are not guessed", func(t *testing.T) {
		if _, ok := evidence.Decode([]byte("\xc4\xe0")); ok {
			t.Error("they are")
		}
	})
	t.Run("a text over 1 MB and what cannot be shown get a sentence", func(t *testing.T) {
		for name, content := range map[string][]byte{
			"a.txt": []byte(strings.Repeat("long ", 300_000)), "a.pdf": []byte("%PDF-1.4 …"), "a.bin": {0, 1, 2, 3},
		} {
			if _, banner := evidence.Preview(show(t, name, content)).(*ui.Banner); !banner {
				t.Errorf("%s has none", name)
			}
		}
	})
	t.Run("evidence without a file says that it is a description", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		r := model.NewRecord("evidence")
		r.Set("title", model.TextValue("A shirt"))
		s.Put(r)
		if p := s.open(r); evidence.Buttons(p) || evidence.Preview(p) != nil {
			t.Error("it does not")
		}
	})
	t.Run("evidence whose bytes are elsewhere says so", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		r := model.NewRecord("evidence")
		r.Set("title", model.TextValue("Lost"))
		r.Set("media_type", model.TextValue("text/plain"))
		r.Set("sha256", model.TextValue(strings.Repeat("ab", 32)))
		s.Put(r)
		p := s.open(r)
		if _, banner := evidence.Preview(p).(*ui.Banner); !banner {
			t.Error("the preview does not")
		}
		evidence.Check(p)
		if !evidence.Verdict(p) {
			t.Error("the check does not")
		}
	})
	t.Run("a hash is parted into eights on two lines", func(t *testing.T) {
		if got := evidence.Eights(strings.Repeat("0123456789abcdef", 4)); evidence.Lines(strings.Repeat("0", 64)) != 2 || !strings.HasPrefix(got, "01234567 89abcdef ") {
			t.Errorf("it reads %q", got)
		}
	})
}

func TestSaving(t *testing.T) {
	content := []byte("GUVOH-TEST-MATERIAL, exactly these bytes\r\n\x00")
	arrived := func(t *testing.T) (*shelf, *evidence.Pane, model.Record) {
		s := newShelf(t, desktest.Look{})
		s.drop(s.file("as received.bin", content))
		r := s.all()[0]
		return s, s.open(r), r
	}
	t.Run("gives the bytes as received and notes it in the custody", func(t *testing.T) {
		s, p, r := arrived(t)
		path := filepath.Join(s.dir, "out.bin")
		evidence.SaveTo(p, path)
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, content) {
			t.Fatalf("%d bytes, %v", len(got), err)
		}
		if got := s.custody(r.ID); strings.Join(got, " ") != "received exported" {
			t.Errorf("the custody says %q", got)
		}
		if left, _ := filepath.Glob(filepath.Join(s.dir, ".guvoh-*")); len(left) != 0 {
			t.Error("a part is left behind")
		}
	})
	t.Run("never writes over anything", func(t *testing.T) {
		s, p, r := arrived(t)
		path := s.file("there.txt", []byte("mine"))
		evidence.SaveTo(p, path)
		if got, _ := os.ReadFile(path); string(got) != "mine" {
			t.Error("it did")
		}
		if got := s.custody(r.ID); len(got) != 1 || !evidence.Verdict(p) {
			t.Errorf("the custody says %q", got)
		}
	})
	t.Run("into a folder that is not there says so and leaves no trace", func(t *testing.T) {
		s, p, r := arrived(t)
		evidence.SaveTo(p, filepath.Join(s.dir, "no", "out.bin"))
		if len(s.custody(r.ID)) != 1 || !evidence.Verdict(p) {
			t.Error("it does not")
		}
	})
	t.Run("the dialog warns that the copy is not sealed", func(t *testing.T) {
		s, p, _ := arrived(t)
		evidence.AskSave(p)
		if !desktest.Says(s.Bench, s.Desk.Words.T("evidence.save_warning")) {
			t.Error("it does not")
		}
	})
	t.Run("the dialog proposes a name that every system takes", func(t *testing.T) {
		s, p, _ := arrived(t)
		evidence.AskSave(p)
		e, ok := s.Window().Canvas().Focused().(*ui.Entry)
		if !ok || filepath.Base(e.Text) != "as received.bin" {
			t.Error("it does not")
		}
	})
	t.Run("a check proves sound bytes and notes it when asked", func(t *testing.T) {
		s, p, r := arrived(t)
		evidence.Check(p)
		s.Offer()
		if got := s.custody(r.ID); strings.Join(got, " ") != "received verified" {
			t.Errorf("the custody says %q", got)
		}
	})
	t.Run("altered bytes are found and are not handed on", func(t *testing.T) {
		s, _, r := arrived(t)
		s.alter("UPDATE chunk SET bytes = CAST(replace(CAST(bytes AS TEXT), 'GUVOH', 'XUVOH') AS BLOB)")
		s.Reopen()
		path := filepath.Join(s.dir, "out.bin")
		if err := evidence.WriteNew(context.Background(), path, s.DB, r.Text("sha256")); !errors.Is(err, store.ErrHash) {
			t.Errorf("saving says %v", err)
		}
		if _, err := os.Lstat(path); err == nil {
			t.Error("they were handed on")
		}
	})
	t.Run("a cancelled saving leaves nothing", func(t *testing.T) {
		s, _, r := arrived(t)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		path := filepath.Join(s.dir, "out.bin")
		if err := evidence.WriteNew(ctx, path, s.DB, r.Text("sha256")); err == nil {
			t.Error("it succeeded")
		}
		if left, _ := filepath.Glob(filepath.Join(s.dir, "*out*")); len(left) != 0 {
			t.Error("something is left")
		}
	})
}

// TestLook makes pictures to look at; nothing is compared.
func TestLook(t *testing.T) {
	desktest.InLooks(t, map[string]desktest.Look{
		"light-en": {Lang: "en", Size: fyne.NewSize(820, 1200)},
		"dark-ru":  {Lang: "ru", Mode: ui.Dark, Size: fyne.NewSize(900, 1200)},
		"big-uz":   {Lang: "uz", Scale: 2, Size: fyne.NewSize(900, 1700)},
		"narrow":   {Lang: "en", Mode: ui.HighContrast, Size: fyne.NewSize(480, 1300)},
	}, func(t *testing.T, name string, l desktest.Look) {
		s := newShelf(t, l)
		s.drop(s.file("Фото со шрамом над бровью, июнь 2014, комната 3, снято родственниками.jpg", picture(1200, 800)))
		p := s.open(s.all()[0])
		evidence.Check(p)
		s.Shot("evidence-picture-" + name)
		desktest.Button(s.Bench, s.Desk.Words.T("widget.enlarge")).OnTapped()
		s.Shot("evidence-picture-large-" + name)
		s.Press(fyne.KeyEscape)
		pdfLooks(t, s, name)
		s.Sample()
		for _, r := range s.all() {
			if r.Text("media_type") == "text/plain" {
				s.open(r)
				s.Shot("evidence-text-" + name)
			}
		}
		s.drop(s.dir, s.file("empty.txt", nil), s.file("scan.png", []byte("no")), s.file("again.jpg", picture(1200, 800)))
		s.Shot("evidence-remarks-" + name)
	})
}

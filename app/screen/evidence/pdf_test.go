package evidence_test

import (
	"bytes"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"guvoh/app/desk/desktest"
	"guvoh/app/screen/evidence"
	"guvoh/app/task"
	"guvoh/app/ui"
	"guvoh/export/doc"
	"guvoh/export/pdf"
)

// decision prints a PDF with a line on each of its pages.
func decision(t testing.TB, lines ...string) []byte {
	t.Helper()
	d := &doc.Document{Title: "Decision", Lang: "ru"}
	for i, line := range lines {
		if i > 0 {
			d.Blocks = append(d.Blocks, &doc.PageBreak{})
		}
		d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Plain(line)})
	}
	var b bytes.Buffer
	if _, err := pdf.Write(&b, d, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shown takes a file in and shows it, once what is drawn is drawn.
func (s *shelf) shown(name string, content []byte) *evidence.Pane {
	s.TB.Helper()
	s.drop(s.file(name, content))
	for _, r := range s.all() {
		if r.Text("file_name") == name {
			p := s.open(r)
			s.Clock.Pass()
			return p
		}
	}
	s.TB.Fatal("it did not arrive")
	return nil
}

func (s *shelf) pages() *ui.Pages {
	s.TB.Helper()
	found := desktest.Find[*ui.Pages](s.Bench)
	if len(found) != 1 {
		s.TB.Fatalf("%d documents are shown", len(found))
	}
	return found[0]
}

func TestPDF(t *testing.T) {
	three := decision(t, "Первая", "Вторая", "Третья")
	t.Run("is read in the pane, by keys alone", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		s.shown("Решение.pdf", three)
		pages := s.pages()
		pages.Focus()
		for _, step := range []struct {
			key  fyne.KeyName
			says string
		}{{fyne.KeyPageDown, "Page 2 of 3"}, {fyne.KeyEnd, "Page 3 of 3"}, {fyne.KeyPageUp, "Page 2 of 3"}, {fyne.KeyHome, "Page 1 of 3"}} {
			if s.Press(step.key); !desktest.Says(s.Bench, step.says) {
				t.Errorf("%s does not lead to %q but to %d", step.key, step.says, pages.At())
			}
		}
		if desktest.Says(s.Bench, s.Desk.Words.T("pdf.page_damaged")) || desktest.Says(s.Bench, s.Desk.Words.T("state.loading")) {
			t.Error("a page is not drawn")
		}
	})
	t.Run("is read over the whole window, and Escape comes back", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		s.shown("a.pdf", three)
		pages := s.pages()
		pages.Focus()
		s.Press(fyne.KeyReturn, fyne.KeyPageDown)
		s.Clock.Pass()
		if s.Window().Canvas().Overlays().Top() == nil {
			t.Fatal("it does not open")
		}
		s.Press(fyne.KeyPlus, fyne.KeyDown, fyne.KeyEscape)
		if s.Window().Canvas().Overlays().Top() != nil || pages.At() != 1 {
			t.Errorf("it comes back to %d", pages.At())
		}
	})
	t.Run("is let go of when the pane is left, and so is the larger view", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		p := s.shown("a.pdf", three)
		pages := s.pages()
		pages.Enlarge()
		p.Leave()
		if s.Window().Canvas().Overlays().Top() != nil {
			t.Error("the larger view is still there")
		}
		pages.Focus()
		if s.Press(fyne.KeyPageDown); !desktest.Says(s.Bench, s.Desk.Words.T("pdf.closed")) {
			t.Error("a page is drawn all the same")
		}
	})
	t.Run("that is opened too late for whoever left is let go of", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		s.drop(s.file("a.pdf", three))
		late := &held{}
		s.Desk.Runner = late
		p := s.open(s.all()[0])
		if !desktest.Says(s.Bench, s.Desk.Words.T("pdf.opening")) {
			t.Error("it does not say that it is being opened")
		}
		p.Leave()
		late.run()
		if n := len(desktest.Find[*ui.Pages](s.Bench)); n != 0 {
			t.Error("it is shown to nobody")
		}
	})
	t.Run("that is damaged says so and offers a copy, with its warning", func(t *testing.T) {
		s := newShelf(t, desktest.Look{})
		s.shown("a.pdf", three[:len(three)/3])
		if !desktest.Says(s.Bench, s.Desk.Words.T("pdf.damaged")) {
			t.Fatal("it does not say so")
		}
		desktest.Button(s.Bench, s.Desk.Words.T("evidence.save")).OnTapped()
		if !desktest.Says(s.Bench, s.Desk.Words.T("evidence.save_warning")) {
			t.Error("there is no warning")
		}
	})
}

// held keeps work until a test lets it run.
type held struct {
	task.Inline
	works []func()
}

func (h *held) Do(work, done func()) {
	h.works = append(h.works, func() {
		work()
		if done != nil {
			done()
		}
	})
}

func (h *held) run() {
	for _, f := range h.works {
		f()
	}
	h.works = nil
}

func TestWhatIsNotShownIsOfferedAsACopy(t *testing.T) {
	for name, content := range map[string][]byte{"a.zip": []byte("PK\x03\x04rest"), "long.txt": []byte(strings.Repeat("long ", 300_000))} {
		t.Run(name, func(t *testing.T) {
			s := newShelf(t, desktest.Look{})
			s.shown(name, content)
			if len(desktest.Find[*ui.Banner](s.Bench)) != 1 {
				t.Fatal("it does not say so")
			}
			n := 0
			for _, b := range desktest.Find[*ui.Button](s.Bench) {
				if b.Label() == s.Desk.Words.T("evidence.save") && b.Visible() {
					n++
				}
			}
			if n != 1 {
				t.Errorf("a copy is offered %d times", n)
			}
		})
	}
}

func TestAPictureIsShownLarge(t *testing.T) {
	s := newShelf(t, desktest.Look{})
	p := s.shown("a.jpg", picture(400, 300))
	desktest.Button(s.Bench, s.Desk.Words.T("widget.enlarge")).OnTapped()
	s.Clock.Pass()
	if s.Window().Canvas().Overlays().Top() == nil || desktest.Says(s.Bench, s.Desk.Words.T("widget.no_picture")) {
		t.Fatal("it is not")
	}
	p.Leave()
	if s.Window().Canvas().Overlays().Top() != nil {
		t.Error("it stays when the pane is left")
	}
}

// pdfLooks makes pictures of a PDF and of what stands in the place of one.
func pdfLooks(t *testing.T, s *shelf, name string) {
	long := strings.Repeat("Судебная коллегия установила, что заявление о пытках не проверено: медицинское освидетельствование не назначено, свидетели не допрошены. ", 14)
	s.shown("Определение областного суда от 9 июня 2014 года.pdf", decision(t, long, long, long))
	s.pages().Focus()
	s.Press(fyne.KeyPageDown)
	s.Shot("evidence-pdf-" + name)
	s.Press(fyne.KeyReturn)
	s.Clock.Pass()
	s.Clock.Pass()
	s.Shot("evidence-pdf-large-" + name)
	s.Press(fyne.KeyEscape)
	s.shown("damaged.pdf", []byte("%PDF-1.4 …"))
	desktest.Button(s.Bench, s.Desk.Words.T("evidence.save")).OnTapped()
	s.Shot("evidence-pdf-damaged-" + name)
	s.Press(fyne.KeyEscape)
}

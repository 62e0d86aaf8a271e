package pdfview_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/export/doc"
	"guvoh/export/pdf"
	"guvoh/export/pdfview"
)

// made writes a PDF of objects, of which the first is the catalogue. Streams
// are given as dictionary, "stream" and content.
func made(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

func stream(dict, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(content), content)
}

// page1 makes a PDF of one page with a box and a content; more are its entries.
func page1(box, content, more string, objects ...string) []byte {
	return made(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[" + box + "]/Contents 4 0 R" + more + ">>",
		stream("", content),
	}, objects...)...)
}

// bound makes a PDF of pages with the same content, each with entries of its own.
func bound(content string, pages ...string) []byte {
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", stream("", content)}
	kids := ""
	for _, page := range pages {
		objects = append(objects, "<</Type/Page/Parent 2 0 R/Contents 3 0 R"+page+">>")
		kids += fmt.Sprintf("%d 0 R ", len(objects))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(pages))
	return made(objects...)
}

// red fills the lower left quarter of a page of 200 by 100.
func red() []byte { return page1("0 0 200 100", "1 0 0 rg 0 0 100 50 re f", "") }

func open(t testing.TB, data []byte) *pdfview.Document {
	t.Helper()
	d, err := pdfview.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func render(t testing.TB, d *pdfview.Document, page, width int) image.Image {
	t.Helper()
	m, err := d.Render(t.Context(), page, width)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func at(m image.Image, x, y int) color.RGBA { return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA) }

var (
	redInk = color.RGBA{255, 0, 0, 255}
	paper  = color.RGBA{255, 255, 255, 255}
)

// dossier prints a document of ours.
func dossier(t testing.TB, paragraphs ...string) []byte {
	t.Helper()
	d := &doc.Document{Title: "Test", Lang: "ru"}
	for i, p := range paragraphs {
		if i > 0 {
			d.Blocks = append(d.Blocks, &doc.PageBreak{})
		}
		d.Blocks = append(d.Blocks, &doc.Paragraph{Text: doc.Plain(p)})
	}
	var b bytes.Buffer
	if _, err := pdf.Write(&b, d, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// qpdf gives what qpdf makes of a PDF.
func qpdf(t *testing.T, data []byte, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Fatal(`qpdf is not installed; "make test" installs it`)
	}
	in, out := filepath.Join(t.TempDir(), "in.pdf"), filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("qpdf", append([]string{in, out}, args...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	made, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestAPageIsDrawn(t *testing.T) {
	t.Run("as wide as asked for, in its shape and its colours", func(t *testing.T) {
		m := render(t, open(t, red()), 0, 400)
		if m.Bounds() != image.Rect(0, 0, 400, 200) {
			t.Fatalf("it is %v", m.Bounds())
		}
		if at(m, 50, 150) != redInk || at(m, 50, 50) != paper || at(m, 300, 150) != paper {
			t.Errorf("it is %v, %v, %v", at(m, 50, 150), at(m, 50, 50), at(m, 300, 150))
		}
	})
	t.Run("turned as it says", func(t *testing.T) {
		d := open(t, page1("0 0 200 100", "1 0 0 rg 0 0 100 50 re f", "/Rotate 90"))
		m := render(t, d, 0, 100)
		if w, h, err := d.Size(0); err != nil || w != 100 || h != 200 {
			t.Errorf("it says %v by %v, %v", w, h, err)
		}
		if m.Bounds() != image.Rect(0, 0, 100, 200) || at(m, 25, 50) != redInk || at(m, 75, 50) != paper {
			t.Errorf("it is %v, %v, %v", m.Bounds(), at(m, 25, 50), at(m, 75, 50))
		}
	})
	t.Run("on white where it is transparent", func(t *testing.T) {
		d := open(t, page1("0 0 100 100", "/G gs 0 g 0 0 50 100 re f", "/Resources<</ExtGState<</G<</ca 0.5/BM/Multiply>>>>>>"))
		m := render(t, d, 0, 100)
		if c := at(m, 25, 50); c.A != 255 || c.R < 120 || c.R > 135 || at(m, 75, 50) != paper {
			t.Errorf("it is %v and %v", c, at(m, 75, 50))
		}
	})
	t.Run("with what was noted on it", func(t *testing.T) {
		d := open(t, page1("0 0 100 100", "", "/Annots[5 0 R]",
			"<</Type/Annot/Subtype/Square/Rect[0 0 50 50]/F 4/AP<</N 6 0 R>>>>",
			stream("/Type/XObject/Subtype/Form/BBox[0 0 50 50]", "1 0 0 rg 0 0 50 50 re f")))
		if c := at(render(t, d, 0, 100), 25, 75); c != redInk {
			t.Errorf("it is %v", c)
		}
	})
	t.Run("from a dossier of our own, with its words", func(t *testing.T) {
		d := open(t, dossier(t, "Первая страница: oʻgʻirlab ketish", "Вторая страница"))
		if d.Pages() != 2 {
			t.Fatalf("%d pages", d.Pages())
		}
		for i, want := range []string{"oʻgʻirlab", "Вторая"} {
			if words, err := d.Text(i); err != nil || !strings.Contains(words, want) {
				t.Errorf("page %d does not say it: %v", i, err)
			}
		}
		if dark(render(t, d, 0, 600)) == 0 {
			t.Error("the page is empty")
		}
	})
	t.Run("in Cyrillic, though the PDF brings no letters", func(t *testing.T) {
		cyrillic := "/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[192/afii10017/afii10018/afii10019/afii10020]>>"
		names := []string{"TimesNewRomanPSMT", "TimesNewRomanPS-BoldMT", "ArialMT", "Arial,Bold", "CourierNewPSMT", "Calibri", "Verdana-Bold"}
		var pages []string
		for _, name := range names {
			pages = append(pages, "/MediaBox[0 0 200 100]/Resources<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/"+name+
				"/FirstChar 192/LastChar 195/Widths[700 600 600 500]"+cyrillic+">>>>>>")
		}
		d := open(t, bound("BT /F 40 Tf 10 30 Td <C0C1C2C3> Tj ET", pages...))
		for i, name := range names {
			if dark(render(t, d, i, 200)) < 200 {
				t.Errorf("%s: the page is empty", name)
			}
		}
	})
	t.Run("as many as there are", func(t *testing.T) {
		const n = 5_000
		pages := make([]string, n)
		for i := range pages {
			pages[i] = fmt.Sprintf("/MediaBox[0 0 %d 100]", 100+i)
		}
		d := open(t, bound("", pages...))
		if d.Pages() != n {
			t.Fatalf("%d pages", d.Pages())
		}
		if w, _, err := d.Size(n - 1); err != nil || w != 100+n-1 {
			t.Errorf("the last is %v wide, %v", w, err)
		}
		if m := render(t, d, n-1, 510); m.Bounds().Dx() != 510 {
			t.Errorf("it is %v", m.Bounds())
		}
	})
}

// dark counts the pixels that somebody wrote on.
func dark(m image.Image) (n int) {
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if at(m, x, y).G < 128 {
				n++
			}
		}
	}
	return n
}

func TestWhatCannotBeShownSaysWhy(t *testing.T) {
	for _, c := range []struct {
		name string
		data func() []byte
		want error
	}{
		{"nothing", func() []byte { return nil }, pdfview.ErrNotPDF},
		{"a text", func() []byte { return []byte("these are words") }, pdfview.ErrNotPDF},
		{"a mark and nothing more", func() []byte { return []byte("%PDF-1.7\n") }, pdfview.ErrDamaged},
		{"no pages", func() []byte { return made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>") }, pdfview.ErrNoPages},
		{"too many bytes", func() []byte { return make([]byte, pdfview.MaxBytes+1) }, pdfview.ErrTooBig},
		{"a password", func() []byte { return qpdf(t, red(), "--encrypt", "secret", "owner", "256", "--") }, pdfview.ErrLocked},
		{"an old password", func() []byte {
			return qpdf(t, red(), "--allow-weak-crypto", "--encrypt", "secret", "owner", "40", "--")
		}, pdfview.ErrLocked},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := pdfview.Open(t.Context(), c.data())
			if !errors.Is(err, c.want) || d != nil {
				t.Errorf("it says %v, want %v", err, c.want)
			}
		})
	}
	t.Run("a PDF that only forbids printing opens", func(t *testing.T) {
		if d := open(t, qpdf(t, red(), "--encrypt", "", "owner", "256", "--print=none", "--")); d.Pages() != 1 {
			t.Errorf("%d pages", d.Pages())
		}
	})
	t.Run("more pages than are shown", func(t *testing.T) {
		kids := strings.Repeat("3 0 R ", pdfview.MaxPages+1)
		data := made("<</Type/Catalog/Pages 2 0 R>>", fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, pdfview.MaxPages+1),
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
		if _, err := pdfview.Open(t.Context(), data); !errors.Is(err, pdfview.ErrTooBig) {
			t.Errorf("it says %v", err)
		}
	})
	t.Run("a page that is not there", func(t *testing.T) {
		d := open(t, red())
		for _, page := range []int{-1, 1} {
			if _, err := d.Render(t.Context(), page, 100); !errors.Is(err, pdfview.ErrNoPage) {
				t.Errorf("page %d: %v", page, err)
			}
		}
	})
	t.Run("a page that is promised and missing leaves the others", func(t *testing.T) {
		d := open(t, made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 9 0 R]/Count 2>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"))
		if _, err := d.Render(t.Context(), 1, 100); !errors.Is(err, pdfview.ErrDamaged) {
			t.Errorf("it says %v", err)
		}
		render(t, d, 0, 100)
	})
	t.Run("a context that has ended", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := pdfview.Open(ctx, red()); !errors.Is(err, context.Canceled) {
			t.Errorf("it says %v", err)
		}
	})
}

// PDFium itself is fuzzed by its makers day and night; Go's fuzzing sees
// nothing of what runs in the sandbox, and slows the sandbox down a hundredfold.
func TestDamageNeverDoesMoreThanFail(t *testing.T) {
	whole := dossier(t, "Слова", "Ещё слова")
	t.Run("cut short anywhere", func(t *testing.T) {
		for i := range 6 {
			try(t, whole[:len(whole)*i/6])
		}
	})
	t.Run("with bytes changed anywhere", func(t *testing.T) {
		r := rand.New(rand.NewPCG(3, 14))
		for range 8 {
			data := bytes.Clone(whole)
			for range 20 {
				data[r.IntN(len(data))] = byte(r.Uint32())
			}
			try(t, data)
		}
	})
	t.Run("one whose table of contents is elsewhere than it says is read all the same", func(t *testing.T) {
		d := open(t, regexp.MustCompile(`startxref\n\d+`).ReplaceAll(red(), []byte("startxref\n7")))
		if at(render(t, d, 0, 200), 50, 75) != redInk {
			t.Error("it is not")
		}
	})
}

// try opens what may be anything and draws its first page.
func try(t *testing.T, data []byte) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	known := func(err error, more ...error) bool {
		return err == nil || errors.Is(err, pdfview.ErrDamaged) || errors.Is(err, context.DeadlineExceeded) ||
			slices.ContainsFunc(more, func(e error) bool { return errors.Is(err, e) })
	}
	d, err := pdfview.Open(ctx, data)
	if err == nil {
		defer d.Close()
		_, err = d.Render(ctx, 0, 60)
	} else if known(err, pdfview.ErrNotPDF, pdfview.ErrNoPages, pdfview.ErrLocked, pdfview.ErrTooBig) {
		return
	}
	if !known(err) {
		t.Errorf("it says %v", err)
	}
}

func TestLimits(t *testing.T) {
	t.Run("a page ten kilometres wide becomes a picture of bearable size", func(t *testing.T) {
		boxes := []string{"0 0 28346457 28346457", "0 0 28346457 100", "0 0 1 28346457", "0 0 0 0", "-1e30 -1e30 1e30 1e30"}
		var pages []string
		for _, box := range boxes {
			pages = append(pages, "/MediaBox["+box+"]")
		}
		d := open(t, bound("1 0 0 rg 0 0 100 50 re f", pages...))
		for i, box := range boxes {
			m := render(t, d, i, 3000)
			if b := m.Bounds(); b.Empty() || b.Dx()*b.Dy() > pdfview.MaxPixels {
				t.Errorf("%s: %v", box, b)
			}
		}
	})
	t.Run("no shape is more than the limit, or nothing", func(t *testing.T) {
		for _, w := range []float64{0, 1e-30, 1, 595, 1e9, 1e38} {
			for _, h := range []float64{0, 1e-30, 1, 842, 1e9, 1e38} {
				for _, px := range []int{-5, 0, 1, 800, 1 << 40} {
					if s := pdfview.Pixels(w, h, px); s.X < 1 || s.Y < 1 || s.X*s.Y > pdfview.MaxPixels {
						t.Fatalf("%v by %v at %d: %v", w, h, px, s)
					}
				}
			}
		}
	})
	t.Run("more pixels than are drawn give a smaller picture of the same shape", func(t *testing.T) {
		if s := pdfview.Pixels(200, 100, 1_000_000); s.X < 5_600 || s.X > 5_700 || s.Y < 2_800 || s.Y > 2_850 {
			t.Errorf("it is %v", s)
		}
	})
	t.Run("a page without end is ended, and the others are drawn", func(t *testing.T) {
		d := open(t, endless())
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		if _, err := d.Render(ctx, 0, 100); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("it says %v", err)
		}
		if at(render(t, d, 1, 200), 50, 75) != redInk {
			t.Error("the next page is not drawn")
		}
	})
	t.Run("closing ends what is being drawn", func(t *testing.T) {
		d := open(t, endless())
		ended := make(chan error)
		go func() {
			_, err := d.Render(t.Context(), 0, 100)
			ended <- err
		}()
		time.AfterFunc(100*time.Millisecond, d.Close)
		if err := <-ended; !errors.Is(err, pdfview.ErrClosed) {
			t.Errorf("it says %v", err)
		}
		if _, err := d.Render(t.Context(), 1, 100); !errors.Is(err, pdfview.ErrClosed) {
			t.Errorf("then it says %v", err)
		}
		d.Close()
	})
	t.Run("a picture that unpacks to gigabytes does not", func(t *testing.T) {
		d := open(t, made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
			stream("", "100 0 0 100 0 0 cm /I Do"),
			stream("/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/RunLengthDecode", "\x81\x00\x80"),
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>"))
		if _, err := d.Render(t.Context(), 0, 100); err != nil && !errors.Is(err, pdfview.ErrDamaged) {
			t.Errorf("it says %v", err)
		}
		render(t, d, 1, 100)
	})
}

// endless makes a PDF whose first page draws a form that draws a form ten
// times, and so on, ten thousand million squares in all; the second is red.
func endless() []byte {
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 5 0 R/Resources<</XObject<</F 7 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 6 0 R>>",
		stream("", "/F Do"),
		stream("", "1 0 0 rg 0 0 100 50 re f"),
	}
	for i := range 10 {
		objects = append(objects, stream(
			fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<</XObject<</F %d 0 R>>>>", 8+i), strings.Repeat("/F Do ", 10)))
	}
	return made(append(objects, stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]", "0 0 9 9 re f"))...)
}

func TestNothingGetsOut(t *testing.T) {
	t.Run("the sandbox sees our typefaces and nothing else", func(t *testing.T) {
		faces := 0
		err := fs.WalkDir(pdfview.Typefaces, ".", func(name string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				faces++
				if path.Dir(name) != "usr/share/fonts" || path.Ext(name) != ".ttf" {
					t.Errorf("it sees %s", name)
				}
			}
			return err
		})
		if err != nil || faces != 18 {
			t.Errorf("it sees %d typefaces, %v", faces, err)
		}
		for _, name := range []string{"etc/passwd", "usr/share/fonts/../fonts/Arial-Bold.ttf", "usr/share/fonts/other.ttf", "/etc/passwd"} {
			if _, err := pdfview.Typefaces.Open(name); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: %v", name, err)
			}
		}
		path := filepath.Join(t.TempDir(), "a.pdf")
		if err := os.WriteFile(path, red(), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := pdfview.OpenPath(path); err == nil {
			t.Error("it opens a file of the machine")
		}
	})
	t.Run("scripts and actions of a document are left alone", func(t *testing.T) {
		mark := filepath.Join(t.TempDir(), "ran")
		d := open(t, made(
			"<</Type/Catalog/Pages 2 0 R/OpenAction[<</S/JavaScript/JS(app.launchURL\\('https://example.org'\\);)/Next<</S/Launch/F(/usr/bin/touch)/Win<</F(touch)/P("+mark+")>>>>>>]>>",
			"<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/AA<</O<</S/Launch/F(/usr/bin/touch "+mark+")>>>>>>"))
		render(t, d, 0, 100)
		if _, err := os.Lstat(mark); err == nil {
			t.Error("it was launched")
		}
	})
	t.Run("the memory is overwritten when a document is closed", func(t *testing.T) {
		d := open(t, page1("0 0 9 9", "% GUVOH-TEST-MARK", ""))
		memory := pdfview.Memory(d)
		if !bytes.Contains(memory, []byte("GUVOH-TEST-MARK")) {
			t.Fatal("it is not where it is looked for")
		}
		d.Close()
		for _, b := range memory {
			if b != 0 {
				t.Fatal("something is left")
			}
		}
	})
}

func TestAMachineThatLetsNobodyMakeCodeDrawsTheSame(t *testing.T) {
	data := dossier(t, "Слова, Gʻiyosov")
	m, err := pdfview.Unable(data, image.Pt(600, 0))
	if err != nil {
		t.Fatal(err)
	}
	if other := render(t, open(t, data), 0, 600); dark(m) == 0 || !bytes.Equal(m.(*image.RGBA).Pix, other.(*image.RGBA).Pix) {
		t.Error("it does not")
	}
}

// TestMain gives the tests a home of their own, in which nothing may be left.
func TestMain(m *testing.M) {
	home, err := os.MkdirTemp("", "")
	if err != nil {
		panic(err)
	}
	for _, name := range []string{"HOME", "TMPDIR", "TMP", "TEMP", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"} {
		os.Setenv(name, home)
	}
	status := m.Run()
	if left, err := os.ReadDir(home); err != nil || len(left) != 0 {
		fmt.Printf("%d things are written, %v\n", len(left), err)
		status = 1
	}
	os.RemoveAll(home)
	os.Exit(status)
}

package pdfcopy_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"guvoh/export/exhibit/internal/pdfcopy"
)

// sample is a PDF with most of what pages have: streams packed and not, fonts,
// drawings inside drawings, layers, annotations.
func sample() []byte {
	objects := []string{
		"<</Type /Catalog /Pages 2 0 R /OCProperties <</OCGs [9 0 R] /D <</OFF [9 0 R]>>>>>>",
		"<</Type /Pages /Count 2 /Kids [3 0 R 4 0 R] /MediaBox [0 0 300 400]>>",
		"<</Type /Page /Parent 2 0 R /Contents [5 0 R 5 0 R] /Resources 6 0 R /Annots [10 0 R]>>",
		"<</Type /Page /Parent 2 0 R /Contents 5 0 R /Resources 6 0 R /Rotate 90 /Group <</S /Transparency /CS /DeviceRGB>>>>",
		stream("", "q /P /L BDC /OC /L BDC (x) Tj EMC BT /F 9 Tf [(a\\)b) -20 <41>] TJ ET EMC /X Do /G gs /Pattern cs /T scn 0 0 9 9 re f BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"),
		"<</Font <</F 7 0 R>> /XObject <</X 8 0 R>> /Properties <</L 9 0 R>> /ExtGState <</G <</ca 0.5 /SMask <</S /Alpha /G 8 0 R>>>>>> /Pattern <</T 11 0 R>>>>",
		"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /W [1 [500]]>>]>>",
		stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "0 0 1 rg 0 0 9 9 re f"),
		"<</Type /OCG /Name (x)>>",
		"<</Type /Annot /Subtype /Stamp /Rect [1 1 9 9] /AP <</N 8 0 R>>>>",
		stream("/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources <<>>", "0 0 4 4 re f"),
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var places []int
	for i, o := range objects {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, at)
	return b.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// copied opens a PDF and copies its pages; whatever comes of it, it is one of
// our errors or a whole copy.
func copied(t testing.TB, data []byte) bool {
	t.Helper()
	f, err := pdfcopy.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		ours(t, err)
		return false
	}
	pages := make([]int, min(f.Pages(), 20))
	for i := range pages {
		pages[i] = i + 1
	}
	c, err := f.Copy(pages)
	if err != nil {
		ours(t, err)
		return false
	}
	taken := 0
	for _, s := range c.Sheets {
		if s.Form < 0 || s.Form > len(c.Objects) || !(s.Width > 0) || !(s.Height > 0) {
			t.Errorf("a page is %+v of %d objects", s, len(c.Objects))
		}
		if s.Form > 0 && c.Objects[s.Form-1].Stream {
			taken++
		}
	}
	if taken == 0 {
		t.Error("a copy without a page")
	}
	for i, o := range c.Objects {
		if strings.ContainsAny(o.Text, "\n()%") || strings.Count(o.Text, "<<") != strings.Count(o.Text, ">>") {
			t.Errorf("object %d is %q", i+1, o.Text)
		}
	}
	return true
}

func ours(t testing.TB, err error) {
	t.Helper()
	for _, known := range []error{pdfcopy.ErrDamaged, pdfcopy.ErrPassword, pdfcopy.ErrLoop, pdfcopy.ErrTooMuch, pdfcopy.ErrNoPage} {
		if errors.Is(err, known) {
			return
		}
	}
	t.Errorf("an error that is none of ours: %v", err)
}

// TestDamage spoils bytes at random, cuts and doubles pieces: whatever comes of
// it, it ends in time, and the same twice.
func TestDamage(t *testing.T) {
	whole := sample()
	if !copied(t, whole) {
		t.Fatal("the sample is not copied")
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	packed, err := exec.Command("qpdf", "--object-streams=generate", path, "-").Output()
	if err != nil {
		t.Fatal("qpdf: ", err)
	}
	samples := [][]byte{whole, packed}
	dice := rand.New(rand.NewPCG(5, 6))
	taken := 0
	for i := range 600 {
		b := bytes.Clone(samples[i%len(samples)])
		switch i % 4 {
		case 0, 1:
			for range 1 + dice.IntN(20) {
				b[dice.IntN(len(b))] = byte(dice.IntN(256))
			}
		case 2:
			at := dice.IntN(len(b))
			b = slices.Delete(b, at, min(at+dice.IntN(200), len(b)))
		case 3:
			at := dice.IntN(len(b))
			b = slices.Insert(b, at, b[at:min(at+dice.IntN(200), len(b))]...)
		}
		began := time.Now()
		is := copied(t, b)
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("it took %v", took)
		}
		if again := copied(t, b); again != is {
			t.Errorf("once it is copied and once not: %d", i)
		}
		if is {
			taken++
		}
	}
	t.Logf("%d of 600 are copied", taken)
	if taken == 0 || taken == 600 {
		t.Errorf("%d of 600 are copied", taken)
	}
}

func TestContentIsWrittenAnew(t *testing.T) {
	off := func(layer string) bool { return layer == "off" }
	for content, want := range map[string]string{
		"q 1 0 0 1 5 5 cm /A Do Q": "q\n1 0 0 1 5 5 cm\n/A Do\nQ",
		"Q Q 0 g q":                "0 g\nq\nQ",
		"/OC /off BDC 0 0 m 9 9 l S 0 0 9 9 re W f (x) Tj EMC":    "0 0 m\n9 9 l\nn\n0 0 9 9 re\nW\nn",
		"/OC /on BDC (x) Tj EMC":                                  "(x) Tj",
		"/OC /off BDC /P BMC (x) ' /OC /on BDC q EMC EMC Q EMC f": "T*\nq\nQ\nf",
		"/Span <</ActualText (a) /MCID 3>> BDC (b) Tj EMC":        "/Span <</ActualText (a)>> BDC\n(b) Tj\nEMC",
		"/P <</MCID 0>> BDC (b) Tj":                               "(b) Tj",
		"1 2 nonsense 3 w":                                        "3 w",
		"(never closed":                                           "",
		"[1 2":                                                    "",
		"BI /W 1 /H 1 /I true ID xEIx EI f":                       "BI /W 1 /H 1 ID xEIx\nEI\nf",
		"/A#42 Do % remark\n/C\nDo":                               "/A#42 Do\n/C\nDo",
		"EMC EMC 1 w":                                             "1 w",
	} {
		if got := strings.TrimSpace(string(pdfcopy.Rewrite([]byte(content), off))); got != want {
			t.Errorf("%q became %q, want %q", content, got, want)
		}
	}
}

// FuzzRewrite gives content that is none. What is written is written the same
// when it is read again, but for inline pictures, whose end nothing says for
// certain.
func FuzzRewrite(f *testing.F) {
	f.Add([]byte("q /OC /off BDC (x) Tj EMC Q"))
	f.Add([]byte("BI /W 1 ID \x00 EI"))
	f.Add([]byte("[(a) <41> <</B [1]>>] TJ"))
	f.Fuzz(func(t *testing.T, content []byte) {
		none := func(string) bool { return false }
		once := pdfcopy.Rewrite(content, func(layer string) bool { return layer == "off" })
		again := pdfcopy.Rewrite(once, none)
		if !bytes.Contains(content, []byte("BI")) && !bytes.Equal(once, again) {
			t.Errorf("%q became %q and then %q", content, once, again)
		}
	})
}

func FuzzOpen(f *testing.F) {
	f.Add(sample())
	f.Add([]byte("%PDF-1.7\n1 0 obj<</Pages 1 0 R/Kids[1 0 R]>>endobj trailer<</Root 1 0 R/Size 2>>"))
	f.Fuzz(func(t *testing.T, b []byte) { copied(t, b) })
}

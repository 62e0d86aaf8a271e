package exhibit_test

import (
	"bytes"
	"fmt"
	"image"
	_ "image/png"
	"slices"
	"strings"
	"testing"

	"guvoh/export/exhibit"
)

// reader is a reader with real workers.
func reader(t testing.TB) *exhibit.Reader {
	t.Helper()
	r := exhibit.New()
	t.Cleanup(r.Close)
	return r
}

// drawn draws a page with poppler, 72 pixels to the inch.
func drawn(t testing.TB, pdf []byte, page int) image.Image {
	t.Helper()
	n := fmt.Sprint(page)
	out := run(t, pdf, "sh", "-c", `pdftoppm -r 72 -png -cropbox -f `+n+` -l `+n+` "$0" > "$1"`, "IN", "OUT")
	img, _, err := image.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// difference is the mean difference of two pictures in steps of grey; huge for
// different sizes.
func difference(a, b image.Image) float64 {
	if a.Bounds().Size() != b.Bounds().Size() {
		return 1000
	}
	sum, size := 0.0, a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, d := range []int{int(r1) - int(r2), int(g1) - int(g2), int(b1) - int(b2)} {
				sum += float64(max(d, -d)) / 257 / 3
			}
		}
	}
	return sum / float64(size.X*size.Y)
}

// odd is PDFs that are made in unusual ways and look as they look.
func odd(t testing.TB) map[string][]byte {
	plain := onePage(sheet)
	m := newMaker()
	f := m.add(helvetica)
	c1, c2 := m.stream("", "q 0.5 0 0 0.5 0 0 cm"), m.stream("/Filter /FlateDecode", deflated(marks+" Q "+marks))
	inherits := m.file("", fmt.Sprintf("/MediaBox [0 0 300 400] /Rotate 90 /Resources <</Font <</F1 %d 0 R>>>>", f), m.add("<</Type /Page /Parent 2 0 R /Contents [%d 0 R %d 0 R]>>", c1, c2))
	pic := strings.Repeat("\xff\x00\x00\x00\xff\x00\x00\x00\xff\xff\xff\x00", 3)
	all := map[string][]byte{
		"a plain page":                     plain,
		"a page turned by 90":              onePage(sheet + "/Rotate 90"),
		"a page turned by 180":             onePage(sheet + "/Rotate 180"),
		"a page turned by -90":             onePage(sheet + "/Rotate -90"),
		"a page that is cut":               onePage(sheet + "/CropBox [50 100 250 390]"),
		"a page cut and turned":            onePage(sheet + "/CropBox [50 100 250 390] /Rotate 270"),
		"a cut larger than the page":       onePage(sheet + "/CropBox [-50 -100 900 900]"),
		"corners in the wrong order":       onePage("/MediaBox [300 400 0 0]"),
		"a page away from the origin":      onePage("/MediaBox [-100 50 250 390]"),
		"what is said above all pages":     inherits,
		"objects in streams":               run(t, plain, "qpdf", "--object-streams=generate", "IN", "OUT"),
		"a file for the web":               run(t, plain, "qpdf", "--linearize", "IN", "OUT"),
		"encrypted with RC4":               run(t, plain, "qpdf", "--allow-weak-crypto", "--encrypt", "", "x", "128", "--use-aes=n", "--", "IN", "OUT"),
		"encrypted with AES-128":           run(t, plain, "qpdf", "--allow-weak-crypto", "--encrypt", "", "x", "128", "--use-aes=y", "--", "IN", "OUT"),
		"encrypted with AES-256":           run(t, plain, "qpdf", "--encrypt", "", "x", "256", "--", "IN", "OUT"),
		"a table of objects that is wrong": bytes.Replace(plain, []byte("startxref\n"), []byte("startxref\n1"), 1),
		"no table of objects":              slices.Concat(plain[:bytes.LastIndex(plain, []byte("xref\n0"))], plain[bytes.LastIndex(plain, []byte("trailer")):bytes.LastIndex(plain, []byte("startxref"))]),
		"words before its beginning":       append([]byte("From the scanner of office 3\r\n"), plain...),
		"white space and remarks":          onePage(sheet + "% a remark\n /Rotate % another\n 0"),
		"states that are never put back":   with(func(m *maker) (string, string) { return "", "q q 1 0 0 rg " + marks + "q q q" }),
		"states put back too often":        with(func(m *maker) (string, string) { return "", "q " + marks + "Q Q Q Q" }),
		"operators that nobody knows":      with(func(m *maker) (string, string) { return "", "BX 1 2 foo (bar) baz EX " + marks + " ) ] >> }" }),
		"a picture inside the page": with(func(m *maker) (string, string) {
			return "", "q 90 0 0 90 100 100 cm BI /W 4 /H 3 /BPC 8 /CS /RGB ID " + pic + " EI Q " + marks
		}),
		"strings with brackets and returns": with(func(m *maker) (string, string) {
			return "", "BT /F1 18 Tf 20 300 Td (a\\)b\\\n(c)) Tj <48656C6C6F> Tj [(x) -500 (y)] TJ ET " + marks
		}),
	}
	for name, build := range drawings {
		all[name] = with(build)
	}
	all["remarks with and without a drawing"] = annotated()
	all["layers that are off"] = layered(func(off, _ int) string { return fmt.Sprintf("/BaseState /ON /OFF [%d 0 R]", off) })
	all["layers that are off unless they are on"] = layered(func(_, on int) string { return fmt.Sprintf("/BaseState /OFF /ON [%d 0 R]", on) })
	return all
}

// drawings are pages that draw with more than lines and words.
var drawings = map[string]func(m *maker) (string, string){
	"a picture with a soft mask": func(m *maker) (string, string) {
		mask := m.stream("/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8", "\x00\x80\xc0\xff")
		pic := m.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Interpolate false /SMask %d 0 R", mask), "\xff\x00\x00\x00\xff\x00\x00\x00\xff\x80\x80\x80")
		return fmt.Sprintf("/XObject <</I %d 0 R>>", pic), marks + "q 200 0 0 200 50 100 cm /I Do Q"
	},
	"a picture of few colours, packed twice": func(m *maker) (string, string) {
		pic := m.stream("/Type /XObject /Subtype /Image /Width 4 /Height 2 /ColorSpace [/Indexed /DeviceRGB 3 <000000FF000000FF000000FF>] /BitsPerComponent 2 /Filter [/ASCIIHexDecode /FlateDecode]", fmt.Sprintf("%X>", deflated("\x1b\xe4")))
		return fmt.Sprintf("/XObject <</I %d 0 R>>", pic), marks + "q 200 0 0 100 50 100 cm /I Do Q"
	},
	"drawings inside drawings": func(m *maker) (string, string) {
		inner := m.stream("/Type /XObject /Subtype /Form /BBox [0 0 50 50] /Matrix [1 0.2 0 1 0 0]", "0 1 0 rg 0 0 50 50 re f")
		outer := m.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources <</XObject <</In#6Eer %d 0 R>>>>", inner), "/Inner Do q 2 0 0 2 60 60 cm /Inner Do Q")
		return fmt.Sprintf("/XObject <</O %d 0 R>>", outer), marks + "q 1 0 0 1 50 50 cm /O Do Q"
	},
	"a drawing that takes the resources of its page": func(m *maker) (string, string) {
		f := m.stream("/Type /XObject /Subtype /Form /BBox [0 0 300 400]", "BT /F1 30 Tf 40 60 Td (in the form) Tj ET")
		return fmt.Sprintf("/XObject <</O %d 0 R>>", f), marks + "/O Do"
	},
	"tiles and shades": func(m *maker) (string, string) {
		tile := m.stream("/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 10 10] /XStep 10 /YStep 10 /Resources <<>>", "0 0.5 0 rg 0 0 5 5 re f")
		fn := m.add("<</FunctionType 2 /Domain [0 1] /C0 [1 0 0] /C1 [0 0 1] /N 1>>")
		shade := m.add("<</ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 300 0] /Function %d 0 R /Extend [true true]>>", fn)
		return fmt.Sprintf("/Pattern <</T %d 0 R>> /Shading <</S %d 0 R>>", tile, shade), "q 0 0 300 100 re W n /S sh Q /Pattern cs /T scn 50 150 200 80 re f " + marks
	},
	"letters that are drawings": func(m *maker) (string, string) {
		a, b := m.stream("", "500 0 0 0 400 400 d1 0 0 400 400 re f"), m.stream("", "500 0 d0 1 0 0 rg 0 0 400 200 re f")
		f := m.add("<</Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar 98 /Widths [500 500] /Encoding <</Differences [97 /a /b]>> /CharProcs <</a %d 0 R /b %d 0 R>>>>", a, b)
		return fmt.Sprintf("/Font <</F1 %d 0 R>>", f), "BT /F1 60 Tf 40 200 Td (abba) Tj ET"
	},
	"colours that shine through": func(m *maker) (string, string) {
		f := m.stream("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Group <</S /Transparency /CS /DeviceRGB /I true>> /Resources <</ExtGState <</G <</ca 0.5>>>>>>", "/G gs 0 0 1 rg 40 40 200 300 re f")
		return fmt.Sprintf("/XObject <</O %d 0 R>> /ExtGState <</H <</ca 0.6 /BM /Multiply>>>>", f), marks + "/H gs /O Do"
	},
	"data packed with LZW": func(m *maker) (string, string) {
		// "-----A---B" as the specification packs it (ISO 32000-1, 7.4.4.2)
		pic := m.stream("/Type /XObject /Subtype /Image /Width 5 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /LZWDecode", "\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01")
		return fmt.Sprintf("/XObject <</I %d 0 R>>", pic), marks + "q 200 0 0 100 50 100 cm /I Do Q"
	},
	"marked content of a structure": func(m *maker) (string, string) {
		return "/Properties <</P0 <</MCID 0>>>>", "/P <</MCID 1>> BDC " + marks + " EMC /Artifact BMC 0 1 0 rg 5 5 20 20 re f EMC /P /P0 BDC EMC EMC"
	},
}

// annotated is a page with annotations of every kind: shown, hidden, with
// states, turned and stretched.
func annotated() []byte {
	m := newMaker()
	f := m.add(helvetica)
	look := m.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Matrix [0 1 -1 0 10 0] /Resources <</Font <</F1 %d 0 R>>>>", f), "1 1 0 rg 0 0 10 5 re f 0 g BT /F1 4 Tf 1 1 Td (seen) Tj ET")
	off := m.stream("/Subtype /Form /BBox [0 0 10 10]", "0 0 0 rg 0 0 10 10 re f")
	stamp := m.add("<</Type /Annot /Subtype /Stamp /Rect [50 50 150 100] /AP <</N %d 0 R>> /F 4>>", look)
	hidden := m.add("<</Type /Annot /Subtype /Stamp /Rect [150 50 250 100] /AP <</N %d 0 R>> /F 2>>", off)
	box := m.add("<</Type /Annot /Subtype /Widget /FT /Btn /Rect [200 300 220 320] /AS /On /AP <</N <</On %d 0 R /Off %d 0 R>>>>>>", look, off)
	page := m.page(fmt.Sprintf("%s /Resources <</Font <</F1 %d 0 R>>>> /Annots [%d 0 R %d 0 R %d 0 R]", sheet, f, stamp, hidden, box), marks)
	return m.file("", "", page)
}

// layered is a page with words on a layer that is off and a square on one that
// is on, as config says.
func layered(config func(off, on int) string) []byte {
	m := newMaker()
	f := m.add(helvetica)
	off, on := m.add("<</Type /OCG /Name (off)>>"), m.add("<</Type /OCG /Name (on)>>")
	rule := m.add("<</Type /OCMD /OCGs [%d 0 R %d 0 R] /P /AllOn>>", off, on)
	form := m.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /OC %d 0 R", off), "0 0 0 rg 0 0 300 400 re f")
	content := "/OC /L0 BDC BT /F1 40 Tf 20 100 Td (HIDDEN) Tj ET 0 0 100 100 re f /X Do EMC /OC /L1 BDC 0 1 0 rg 200 20 50 50 re f EMC " +
		"/OC /R BDC 0 0 1 rg 0 0 300 50 re f EMC /X Do " + marks
	page := m.page(fmt.Sprintf("%s /Resources <</Font <</F1 %d 0 R>> /Properties <</L0 %d 0 R /L1 %d 0 R /R %d 0 R>> /XObject <</X %d 0 R>>>>", sheet, f, off, on, rule, form), content)
	return m.file(fmt.Sprintf("/OCProperties <</OCGs [%d 0 R %d 0 R] /D <<%s>>>>", off, on, config(off, on)), "", page)
}

func TestPagesLookAsTheyDoInTheirFile(t *testing.T) {
	r := reader(t)
	for name, data := range odd(t) {
		t.Run(name, func(t *testing.T) {
			info, err := r.Inspect(ctx, file(data))
			if err != nil || info.Refused != "" || info.Kind != exhibit.PDF || len(info.Pages) != 1 || info.Has(exhibit.Rasterised) {
				t.Fatalf("%+v, %v", info, err)
			}
			pages, err := r.Pages(ctx, file(data), []int{1})
			if err != nil {
				t.Fatal(err)
			}
			out, err := enclosed(pages)
			if err != nil {
				t.Fatal(err)
			}
			if said, err := tryRun(t, out, "qpdf", "--check", "IN"); err != nil {
				t.Errorf("qpdf: %s", said)
			}
			if d := difference(drawn(t, data, 1), drawn(t, out, 1)); d > 0.5 {
				t.Errorf("differs by %.2f", d)
			}
			if int64(len(out)) > pages.Bytes+2000 {
				t.Errorf("%d bytes, at most %d were said", len(out), pages.Bytes)
			}
		})
	}
}

func TestUnitsOfAPage(t *testing.T) {
	r := reader(t)
	info, err := r.Inspect(ctx, file(onePage(sheet+"/UserUnit 2.5 /Rotate 90")))
	if err != nil || len(info.Pages) != 1 || info.Pages[0].Width != 1000 || info.Pages[0].Height != 750 {
		t.Errorf("%+v, %v", info, err)
	}
	pages, err := r.Pages(ctx, file(onePage(sheet+"/UserUnit 2.5")), []int{1})
	if err != nil {
		t.Fatal(err)
	}
	out, err := enclosed(pages)
	if err != nil {
		t.Fatal(err)
	}
	large := drawn(t, out, 1)
	if large.Bounds().Dx() != 750 {
		t.Fatalf("%v", large.Bounds())
	}
	if r, g, _, _ := large.At(100, 125).RGBA(); r>>8 < 200 || g>>8 > 50 { // the red corner
		t.Errorf("the page is not as large as its unit says: %v", large.At(100, 125))
	}
}

func TestOnlyTheChosenPagesAreTaken(t *testing.T) {
	m := newMaker()
	var all []int
	for i := range 5 {
		f := m.add(helvetica)
		pic := m.stream("/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8", strings.Repeat(string(rune('a'+i)), 10_000))
		all = append(all, m.page(fmt.Sprintf("%s /Resources 20 0 R", sheet), fmt.Sprintf("BT /F1 30 Tf 50 200 Td (page %d) Tj ET /I%d Do", i+1, i)))
		_, _ = f, pic
	}
	if n := m.add("<</Font <</F1 3 0 R>> /XObject <</I0 4 0 R /I1 8 0 R /I2 12 0 R /I3 16 0 R>>>>"); n != 23 {
		t.Fatalf("the common resources are object %d", n)
	}
	data := bytes.ReplaceAll(m.file("", "", all...), []byte("/Resources 20 0 R"), []byte("/Resources 23 0 R"))
	r := reader(t)
	pages, err := r.Pages(ctx, file(data), []int{4, 2, 2})
	if err != nil {
		t.Fatal(err)
	}
	out, err := enclosed(pages)
	if err != nil {
		t.Fatal(err)
	}
	said := string(run(t, out, "pdftotext", "IN", "-"))
	if got := strings.Fields(said); !slices.Equal(got, []string{"page", "4", "page", "2", "page", "2"}) {
		t.Errorf("%q", got)
	}
	if n := len(out); n > 25_000 {
		t.Errorf("%d bytes: pictures of other pages came along", n)
	}
	part, err := pages.Part(ctx, []int{0})
	if err != nil || len(part.Sheets) != 1 || part.Sheets[0].Page != 4 || part.Objects >= pages.Objects {
		t.Errorf("%+v, %v", part, err)
	}
	if _, err := r.Pages(ctx, file(data), []int{6}); err == nil {
		t.Error("a page that is not there was given")
	}
}

func TestTheSamePagesAreTheSameBytes(t *testing.T) {
	for name, data := range odd(t) {
		var first []byte
		for range 3 {
			r := exhibit.New()
			pages, err := r.Pages(ctx, file(data), []int{1})
			if err != nil {
				t.Fatal(name, err)
			}
			out, err := enclosed(pages)
			r.Close()
			if err != nil {
				t.Fatal(name, err)
			}
			if first != nil && !bytes.Equal(first, out) {
				t.Fatalf("%s: not the same twice", name)
			}
			first = out
		}
	}
}

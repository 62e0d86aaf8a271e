package exhibit_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"guvoh/export/exhibit"
	"guvoh/model/vault/vaulttest/raced"
)

// secret must not be found in anything that is made of the file.
const secret = "SECRET-WORD"

// loaded is a PDF with everything that must stay behind, and a page.
func loaded() []byte {
	m := newMaker()
	f := m.add(helvetica)
	js := m.add("<</S /JavaScript /JS (app.alert\\('" + secret + "'\\))>>")
	enclosedFile := m.stream("/Type /EmbeddedFile", secret)
	spec := m.add("<</Type /Filespec /F (%s.txt) /EF <</F %d 0 R>>>>", secret, enclosedFile)
	meta := m.stream("/Type /Metadata /Subtype /XML", "<x:xmpmeta>"+secret+"</x:xmpmeta>")
	piece := m.stream("", secret)
	look := m.stream("/Type /XObject /Subtype /Form /BBox [0 0 10 10]", "0 1 0 rg 0 0 10 10 re f")
	link := m.add("<</Type /Annot /Subtype /Link /Rect [0 0 50 50] /A <</S /URI /URI (http://%s.example)>>>>", secret)
	clip := m.add("<</Type /Annot /Subtype /FileAttachment /Rect [0 0 5 5] /FS %d 0 R /Contents (%s) /AP <</N %d 0 R>>>>", spec, secret, look)
	film := m.add("<</Type /Annot /Subtype /RichMedia /Rect [0 0 5 5] /Contents (%s)>>", secret)
	field := m.add("<</Type /Annot /Subtype /Widget /FT /Tx /T (%s) /V (filled in) /Rect [9 9 99 20]>>", secret)
	remark := m.add("<</Type /Annot /Subtype /FreeText /Rect [9 99 99 120] /Contents (%s)>>", secret)
	signed := m.add("<</Type /Annot /Subtype /Widget /FT /Sig /V <</Name (%s)>> /Rect [0 0 0 0]>>", secret)
	pic := m.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Metadata %d 0 R /Interpolate true /OPI <</2.0 <</F (%s)>>>>", meta, secret), "abc")
	unused := m.stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "% "+secret)
	page := m.page(fmt.Sprintf("%s /AA <</O %d 0 R>> /Metadata %d 0 R /PieceInfo <</X <</Private %d 0 R>>>> /Annots [%d 0 R %d 0 R %d 0 R %d 0 R %d 0 R %d 0 R] "+
		"/Resources <</Font <</F1 %d 0 R>> /XObject <</I %d 0 R /U %d 0 R>>>>", sheet, js, meta, piece, link, clip, film, field, remark, signed, f, pic, unused),
		"/P <</Lang (xx) /Note ("+secret+")>> BDC "+marks+" EMC q 40 0 0 40 9 9 cm /I Do Q % "+secret+"\n")
	m.trailer = fmt.Sprintf("/Info <</Title (%s) /Author (%s)>>", secret, secret)
	return m.file(fmt.Sprintf("/OpenAction %d 0 R /Names <</JavaScript <</Names [(a) %d 0 R]>> /EmbeddedFiles <</Names [(b) %d 0 R]>>>> /Metadata %d 0 R "+
		"/AcroForm <</Fields [%d 0 R %d 0 R] /SigFlags 3 /XFA (%s)>>", js, js, spec, meta, field, signed, secret), "", page)
}

func TestNothingComesAlongThatIsNotSeen(t *testing.T) {
	r := reader(t)
	data := loaded()
	info, err := r.Inspect(ctx, file(data))
	if err != nil || info.Refused != "" {
		t.Fatalf("%+v, %v", info, err)
	}
	for _, w := range []exhibit.Fault{
		exhibit.Script, exhibit.Attachments, exhibit.XFA, exhibit.Signature, exhibit.Multimedia, exhibit.FieldAppearance, exhibit.RemarkAppearance,
	} {
		if !info.Has(w) {
			t.Errorf("%s is not said: %v", w, info.Warnings)
		}
	}
	pages, err := r.Pages(ctx, file(data), []int{1})
	if err != nil {
		t.Fatal(err)
	}
	out, err := enclosed(pages)
	if err != nil {
		t.Fatal(err)
	}
	plain := run(t, out, "qpdf", "--qdf", "--object-streams=disable", "IN", "OUT")
	for _, word := range []string{secret, "JavaScript", "/AA", "EmbeddedFile", "Metadata", "/Annot", "PieceInfo", "Interpolate", "/URI", "BDC", "/Lang"} {
		if bytes.Contains(plain, []byte(word)) {
			t.Errorf("%s came along", word)
		}
	}
	if !bytes.Contains(plain, []byte("(Protocol 17)")) {
		t.Error("the words of the page did not come along")
	}
}

func TestWhatBreaksTheRulesOfArchivesIsSaid(t *testing.T) {
	breaking := map[exhibit.Breach]func(m *maker) (string, string){
		exhibit.FontMissing: func(m *maker) (string, string) { return "", marks },
		exhibit.CMYK:        func(m *maker) (string, string) { return "", "0 1 0 0 k 0 0 9 9 re f" },
		exhibit.JPX: func(m *maker) (string, string) {
			p := m.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /Filter /JPXDecode", "jp2")
			return fmt.Sprintf("/XObject <</I %d 0 R>>", p), "/I Do"
		},
		exhibit.Transfer: func(m *maker) (string, string) {
			return "/ExtGState <</G <</TR <</FunctionType 2 /Domain [0 1] /N 1>>>>>>", "/G gs 0 0 9 9 re f"
		},
		exhibit.Blend:   func(m *maker) (string, string) { return "/ExtGState <</G <</BM /Wild>>>>", "/G gs 0 0 9 9 re f" },
		exhibit.Nesting: func(m *maker) (string, string) { return "", strings.Repeat("q ", 29) + strings.Repeat("Q ", 29) },
	}
	r := reader(t)
	for breach, build := range breaking {
		t.Run(string(breach), func(t *testing.T) {
			info, err := r.Inspect(ctx, file(with(build)))
			if err != nil || len(info.Breaches) != 1 || info.Breaches[0] != breach {
				t.Errorf("%+v, %v", info, err)
			}
		})
	}
	t.Run("inks inside a picture, a mixed colour and a shade are found", func(t *testing.T) {
		for name, build := range map[string]func(m *maker) (string, string){
			"picture": func(m *maker) (string, string) {
				p := m.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceCMYK /BitsPerComponent 8", "abcd")
				return fmt.Sprintf("/XObject <</I %d 0 R>>", p), "/I Do"
			},
			"mixed": func(m *maker) (string, string) {
				f := m.add("<</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 0 0] /N 1>>")
				return fmt.Sprintf("/ColorSpace <</S [/Separation /Ink /DeviceCMYK %d 0 R]>>", f), "/S cs 1 scn 0 0 9 9 re f"
			},
		} {
			if info, err := r.Inspect(ctx, file(with(build))); err != nil || len(info.Breaches) != 1 || info.Breaches[0] != exhibit.CMYK {
				t.Errorf("%s: %+v, %v", name, info, err)
			}
		}
	})
	t.Run("a page that keeps them breaks none", func(t *testing.T) {
		clean := with(func(m *maker) (string, string) {
			return "/ExtGState <</G <</ca 0.5 /BM /Multiply>>>>", "/G gs 1 0 0 rg 0 0 9 9 re f"
		})
		info, err := r.Inspect(ctx, file(clean))
		if err != nil || len(info.Breaches) != 0 || info.Searchable() {
			t.Errorf("%+v, %v", info, err)
		}
	})
}

// looped is a drawing that draws itself by way of another.
func looped() []byte {
	return with(func(m *maker) (string, string) {
		n := len(m.objects) + 1
		m.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources <</XObject <</B %d 0 R>>>>", n+1), "1 0 0 rg 0 0 50 50 re f /B Do")
		m.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources <</XObject <</A %d 0 R>>>>", n), "/A Do")
		return fmt.Sprintf("/XObject <</A %d 0 R>>", n), marks + "/A Do"
	})
}

func TestHostilePDFsComeToAnEnd(t *testing.T) {
	raced.OneByOne(t)
	r := reader(t)
	bomb := deflated(strings.Repeat("0 0 1 1 re f ", 40<<20/13))
	deep := strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)
	laughs := with(func(m *maker) (string, string) {
		inner := m.stream("/Type /XObject /Subtype /Form /BBox [0 0 300 400]", "0 0 1 1 re f")
		for range 9 {
			inner = m.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 300 400] /Resources <</XObject <</A %d 0 R>>>>", inner), strings.Repeat("/A Do ", 10))
		}
		return fmt.Sprintf("/XObject <</A %d 0 R>>", inner), "/A Do"
	})
	kids := onePage(sheet)
	kids = bytes.Replace(kids, []byte("/Kids [5 0 R ]"), []byte("/Kids [2 0 R ]"), 1)
	inks := make([]string, 0, 40)
	m := newMaker()
	for range 40 { // 40 streams of 40 MB each, packed to nothing
		inks = append(inks, fmt.Sprintf("%d 0 R", m.stream("/Filter /FlateDecode", bomb)))
	}
	bombs := m.file("", "", m.add("<</Type /Page /Parent 2 0 R %s /Contents [%s]>>", sheet, strings.Join(inks, " ")))
	whole := onePage(sheet)
	type hostile struct {
		data []byte
		want []exhibit.Fault // "" is that it is printed
	}
	for name, c := range map[string]hostile{
		"nothing":                        {nil, []exhibit.Fault{exhibit.Empty}},
		"a beginning and nothing else":   {[]byte("%PDF-1.7\n"), []exhibit.Fault{exhibit.Damaged}},
		"a password":                     {run(t, whole, "qpdf", "--encrypt", "open", "x", "256", "--", "IN", "OUT"), []exhibit.Fault{exhibit.Password}},
		"a drawing that draws itself":    {looped(), []exhibit.Fault{""}},
		"a tree of pages without leaves": {kids, []exhibit.Fault{exhibit.Damaged}},
		"arrays 20,000 deep":             {onePage(sheet + "/X " + deep), []exhibit.Fault{"", exhibit.Damaged}},
		"the first half":                 {whole[:len(whole)/2], []exhibit.Fault{"", exhibit.Damaged}},
		"a length without end":           {bytes.Replace(whole, []byte("/Length "), []byte("/Length 99999"), 1), []exhibit.Fault{"", exhibit.Damaged}},
		"a page larger than the world":   {onePage("/MediaBox [0 0 1e30 1e30]"), []exhibit.Fault{"", exhibit.TooLarge, exhibit.Damaged}},
		"a thousand million drawings":    {laughs, []exhibit.Fault{"", exhibit.TooSlow, exhibit.TooLarge}},
		"a page of 1.6 GB of drawing":    {bombs, []exhibit.Fault{"", exhibit.TooLarge, exhibit.TooSlow}},
	} {
		t.Run(name, func(t *testing.T) {
			info, err := r.Inspect(ctx, file(c.data))
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if info.Refused == want {
					return
				}
			}
			t.Errorf("%q, not one of %q", info.Refused, c.want)
		})
	}
}

func TestADamagedPDFIsDrawnAsPictures(t *testing.T) {
	r := reader(t)
	data := looped()
	info, err := r.Inspect(ctx, file(data))
	if err != nil || !info.Has(exhibit.Rasterised) || len(info.Pages) != 1 || info.Searchable() {
		t.Fatalf("%+v, %v", info, err)
	}
	pages, err := r.Pages(ctx, file(data), []int{1})
	if err != nil || !pages.Rasterised {
		t.Fatalf("%+v, %v", pages, err)
	}
	out, err := enclosed(pages)
	if err != nil {
		t.Fatal(err)
	}
	if said, err := tryRun(t, out, "qpdf", "--check", "IN"); err != nil {
		t.Errorf("qpdf: %s", said)
	}
	if r, g, _, _ := drawn(t, out, 1).At(50, 40).RGBA(); r>>8 < 200 || g>>8 > 50 {
		t.Errorf("the page is not to be seen on the picture: %v", drawn(t, out, 1).At(50, 40))
	}
	if len(out) > 200_000 || int64(len(out)) > pages.Bytes+2000 {
		t.Errorf("%d bytes, at most %d were said", len(out), pages.Bytes)
	}
}

func TestOnlyTheDamagedPageIsDrawnAsAPicture(t *testing.T) {
	m := newMaker()
	f := m.add(helvetica)
	res := fmt.Sprintf("%s /Resources <</Font <</F1 %d 0 R>>>>", sheet, f)
	packed := deflated(strings.Repeat("1 0 0 rg 100 100 100 100 re f ", 200))
	broken := m.stream("/Filter /FlateDecode", packed[:len(packed)-25]+strings.Repeat("\xff", 25))
	data := m.file("", "", m.page(res, marks), m.add("<</Type /Page /Parent 2 0 R /Contents %d 0 R %s>>", broken, sheet), m.page(res, marks))
	r := reader(t)
	info, err := r.Inspect(ctx, file(data))
	if err != nil || len(info.Pages) != 3 || info.Pages[0].Drawn || !info.Pages[1].Drawn || info.Pages[2].Drawn || !info.Has(exhibit.Rasterised) {
		t.Fatalf("%+v, %v", info, err)
	}
	pages, err := r.Pages(ctx, file(data), []int{3, 2, 1})
	if err != nil || !pages.Rasterised || !slices.Equal(pages.Sheets, []exhibit.Page{info.Pages[2], info.Pages[1], info.Pages[0]}) {
		t.Fatalf("%+v, %v", pages, err)
	}
	out, err := enclosed(pages)
	if err != nil {
		t.Fatal(err)
	}
	if said, err := tryRun(t, out, "qpdf", "--check", "IN"); err != nil {
		t.Errorf("qpdf: %s", said)
	}
	if got := strings.Count(string(run(t, out, "pdftotext", "IN", "-")), "Protocol 17"); got != 2 {
		t.Errorf("the words of %d pages can be searched for", got)
	}
	if int64(len(out)) > pages.Bytes+2000 {
		t.Errorf("%d bytes, at most %d were said", len(out), pages.Bytes)
	}
	sound, err := r.Pages(ctx, file(data), []int{1, 3})
	if err != nil || sound.Rasterised {
		t.Errorf("%+v, %v", sound, err)
	}
}

func TestAPageIsDrawnForPaintingOn(t *testing.T) {
	raster, err := exhibit.Rasterise(ctx, file(onePage(sheet+"/Rotate 90")))
	if err != nil {
		t.Fatal(err)
	}
	defer raster.Close()
	img, err := raster.Page(ctx, 1, 144)
	if err != nil || img.Bounds().Dx() != 800 || img.Bounds().Dy() != 600 || raster.Pages() != 1 {
		t.Errorf("%v, %v", img.Bounds(), err)
	}
	if _, err := raster.Page(ctx, 2, 144); err == nil {
		t.Error("a page that is not there was drawn")
	}
	if _, err := exhibit.Rasterise(ctx, file([]byte("no PDF"))); err == nil {
		t.Error("what is no PDF was opened")
	}
}

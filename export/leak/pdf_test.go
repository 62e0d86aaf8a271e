package leak_test

import (
	"archive/zip"
	"bytes"
	"encoding/ascii85"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"guvoh/export/leak"
	"guvoh/model/vault/vaulttest/raced"
)

// hello draws words that hold no secret.
const hello = "BT /F1 12 Tf 72 700 Td (Hello, nobody) Tj ET"

func TestAPDFWithoutSecrets(t *testing.T) {
	expect(t, found(t, leak.New(secrets(t), nil), "Dossier 1.pdf", file(hello)))
}

func TestWhereAPDFKeepsWords(t *testing.T) {
	raced.OneByOne(t)
	s := leak.New(secrets(t), nil)
	ascii := "Mirsobir"
	xmp := `<?xpacket begin=""?><x:xmpmeta><dc:title>Хамидкариев</dc:title></x:xmpmeta>`
	var a85 bytes.Buffer
	w := ascii85.NewEncoder(&a85)
	_, _ = w.Write([]byte(ascii))
	_ = w.Close()
	for what, c := range map[string]struct {
		file []byte
		want string
	}{
		"drawn letters":                    {file("BT /F1 12 Tf 72 700 Td (Mirsobir) Tj ET"), "given"},
		"letters under a black box":        {file("BT /F1 12 Tf 72 700 Td (Mirsobir) Tj ET 0 g 60 690 200 30 re f"), "given"},
		"letters of white on white":        {file("1 g BT /F1 12 Tf 72 700 Td (Mirsobir) Tj ET"), "given"},
		"letters that are not drawn":       {file("BT 3 Tr /F1 12 Tf 72 700 Td (Mirsobir) Tj ET"), "given"},
		"letters off the page":             {file("BT /F1 12 Tf -900 -900 Td (Mirsobir) Tj ET"), "given"},
		"letters kerned apart":             {file("BT /F1 12 Tf 72 700 Td [(Mi) -20 (rs) 30 (obir)] TJ ET"), "given"},
		"letters set one by one":           {file("BT /F1 12 Tf 72 700 Td (M) Tj 10 0 Td (i) Tj 4 0 Td (r) Tj 6 0 Td (s) Tj 6 0 Td (o) Tj 6 0 Td (b) Tj 6 0 Td (i) Tj 4 0 Td (r) Tj ET"), "given"},
		"a word over two lines":            {file("BT /F1 12 Tf 72 700 Td (with Mirso-) Tj 0 -14 Td (bir at home) Tj ET"), "given"},
		"a string in hexadecimal":          {file("BT /F1 12 Tf 72 700 Td <4D6972736F626972> Tj ET"), "given"},
		"a string with octal escapes":      {file(`BT /F1 12 Tf 72 700 Td (\115irs\157bir) Tj ET`), "given"},
		"text read out in place of drawn":  {file("/Span << /ActualText " + wideHex("Хамидкариев") + " >> BDC " + hello + " EMC"), "family"},
		"a title in the catalog":           {file(hello, "%catalog /Info2 ("+ascii+")"), "given"},
		"a string in UTF-16":               {file(hello, "<< /Title "+wideHex("М. Хамидкариев")+" >>"), "family"},
		"a string in UTF-8":                {file(hello, "<< /Title (Хамидкариев) >>"), "family"},
		"a name with escapes":              {file(hello, "<< /#4Dirsobir 1 >>"), "given"},
		"an alternative text":              {file(hello, "<< /Type /StructElem /Alt "+wideHex("Портрет Хамидкариева")+" >>"), "family"},
		"a date in a string":               {file(hello, "<< /Title (born 12.05.1985) >>"), "birth"},
		"metadata":                         {file(hello, stream("/Type /Metadata /Subtype /XML", []byte(xmp))), "family"},
		"packed metadata":                  {file(hello, stream("/Type /Metadata /Subtype /XML /Filter /FlateDecode", deflated([]byte(xmp)))), "family"},
		"a form that nothing draws":        {file(hello, stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", []byte("BT /F1 9 Tf (Mirsobir) Tj ET"))), "given"},
		"an object stream":                 {file(hello, stream("/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", deflated([]byte("90 0 << /T (Mirsobir) >>")))), "given"},
		"a stream in ASCII85":              {file(hello, stream("/Filter /ASCII85Decode", append(a85.Bytes(), "~>"...))), "given"},
		"a stream in hexadecimal":          {file(hello, stream("/Filter /ASCIIHexDecode", []byte(hex.EncodeToString([]byte(ascii))+">"))), "given"},
		"a stream of run lengths":          {file(hello, stream("/Filter /RunLengthDecode", append([]byte{byte(len(ascii) - 1)}, ascii+"\x80"...))), "given"},
		"a stream packed twice":            {file(hello, stream("/Filter [/FlateDecode /FlateDecode]", deflated(deflated([]byte(ascii))))), "given"},
		"a stream with a predictor":        {file(hello, stream("/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 8 >>", deflated([]byte("\x02Mirsobir")))), "given"},
		"a comment":                        {file(hello, "null % Mirsobir\n"), "given"},
		"words after the end":              {append(file(hello), "Mirsobir"...), "given"},
		"words before the beginning":       {append([]byte("Mirsobir\n"), file(hello)...), "given"},
		"UTF-16 bytes after the end":       {append(file(hello), wide("Хамидкариев", binary.LittleEndian)...), "family"},
		"Base64 in a stream":               {file(hello, stream("", []byte("0KXQsNC80LjQtNC60LDRgNC40LXQsg=="))), "family"},
		"a picture's EXIF":                 {file(hello, stream("/Type /XObject /Subtype /Image /Filter /DCTDecode", jpegWith("Exif\x00\x00II*\x00", "Mirsobir"))), "given"},
		"a picture's XMP":                  {file(hello, stream("/Type /XObject /Subtype /Image /Filter /DCTDecode", jpegWith("http://ns.adobe.com/xap/1.0/\x00", "<x:xmpmeta><a>&#1061;амидкариев</a></x:xmpmeta>"))), "family"},
		"a picture's comment in UTF-16":    {file(hello, stream("/Type /XObject /Subtype /Image /Filter /DCTDecode", jpegWith("UNICODE\x00", string(wide("Ali", binary.LittleEndian))))), "short"},
		"the name of an attachment":        {file(hello, "<< /Type /Filespec /F (khamidkariev.pdf) /UF "+wideHex("khamidkariev.pdf")+" >>"), "family"},
		"an attachment":                    {file(hello, stream("/Type /EmbeddedFile", []byte("words of Мирсобира"))), "given"},
		"an archive attached":              {file(hello, stream("/Type /EmbeddedFile /Filter /FlateDecode", deflated(zipped(t, "a.txt", "АА 1234567")))), "passport"},
		"a PDF attached":                   {file(hello, stream("/Type /EmbeddedFile", file("BT /F1 12 Tf 72 700 Td (Mirsobir) Tj ET"))), "given"},
		"a file name in an archive":        {file(hello, stream("/Type /EmbeddedFile", zipped(t, "scan_vera_1.txt", "x"))), "common"},
		"what an earlier save left behind": {append(file("BT /F1 12 Tf 72 700 Td (Mirsobir) Tj ET"), file(hello)[9:]...), "given"},
	} {
		t.Run(what, func(t *testing.T) {
			expect(t, found(t, s, "out.pdf", c.file), strings.Fields(c.want)...)
		})
	}
	t.Run("the name of the file", func(t *testing.T) {
		expect(t, found(t, s, "dossier_khamidkariev-vera.pdf", file(hello)), "family", "common")
	})
}

func TestLettersOfAFontOfItsOwn(t *testing.T) {
	cmap := "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" +
		"2 beginbfrange <0010> <0012> <0425> <0020> <0021> [<0430> <043C>] endbfrange 1 beginbfchar <0030> <00690064> endbfchar endcmap"
	page := "BT /F2 12 Tf 72 700 Td <00100020> Tj <0021> Tj ET BT /F1 9 Tf 72 600 Td (x) Tj ET"
	f := file(page, "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R >>", stream("", []byte(cmap)))
	f = bytes.Replace(f, []byte("/Font << "), []byte("/Font << /F2 5 0 R "), 1)
	s := leak.New([]leak.Secret{{ID: "letters", Text: "Хам"}}, nil)
	hits, err := s.Search(t.Context(), "out.pdf", repaired(f))
	if err != nil {
		t.Fatal(err)
	}
	expect(t, ids(hits), "letters")
}

// repaired leaves it to readers to find the objects again.
func repaired(f []byte) []byte {
	k := bytes.LastIndex(f, []byte("xref\n0"))
	return append(bytes.Clone(f[:k]), "trailer\n<< /Size 9 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"...)
}

func TestWhereItCannotLook(t *testing.T) {
	for what, f := range map[string][]byte{
		"an encrypted PDF":             bytes.Replace(file(hello), []byte("trailer\n<<"), []byte("trailer\n<< /Encrypt << /Filter /Standard >>"), 1),
		"a stream in an unknown form":  file(hello, stream("/Filter /Secret", []byte("Mirsobir"))),
		"a damaged stream":             file(hello, stream("/Filter /FlateDecode", []byte("this is not packed at all"))),
		"an object that is cut":        []byte("%PDF-1.7\n1 0 obj\n<< /A [ 1 2"),
		"a PDF without pages":          []byte("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n"),
		"an archive that is cut":       zipped(t, "a.txt", "x")[:40],
		"an encrypted archive":         encryptedZip(t),
		"a PDF in it that is locked":   file(hello, stream("/Type /EmbeddedFile", []byte("%PDF-1.7\ntrailer << /Encrypt 1 0 R >>"))),
		"archives in archives, deeper": nested(t, 9),
		"a PNG that is cut":            []byte("\x89PNG\r\n\x1a\n\x00\x00\xFF\xFFtEXt"),
	} {
		t.Run(what, func(t *testing.T) { refused(t, f) })
	}
}

func jpegWith(head, words string) []byte {
	body := head + words
	b := []byte{0xFF, 0xD8, 0xFF, 0xE1, byte((len(body) + 2) >> 8), byte(len(body) + 2)}
	return append(append(b, body...), 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9)
}

func zipped(t *testing.T, name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err == nil {
		_, err = f.Write([]byte(text))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encryptedZip(t *testing.T) []byte {
	t.Helper()
	b := zipped(t, "a.txt", "x")
	k := bytes.Index(b, []byte("PK\x01\x02"))
	b[6] |= 1
	b[k+8] |= 1
	return b
}

func nested(t *testing.T, depth int) []byte {
	t.Helper()
	b := zipped(t, "a.txt", "x")
	for i := range depth {
		b = zipped(t, fmt.Sprintf("%d.zip", i), string(b))
	}
	return b
}

package leak_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"guvoh/export/leak"
)

func TestOtherFiles(t *testing.T) {
	s := leak.New(secrets(t), nil)
	cyrillic := func(m *charmap.Charmap) []byte {
		b, err := m.NewEncoder().Bytes([]byte("Дело Хамидкариева, Москва"))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	picture := base64.StdEncoding.EncodeToString(jpegWith("Exif\x00\x00", "Mirsobir"))
	for what, c := range map[string]struct {
		file []byte
		want string
	}{
		"text":                               {[]byte("Дело Хамидкариева"), "family"},
		"text without secrets":               {[]byte("Дело закрыто"), ""},
		"text in Windows-1251":               {cyrillic(charmap.Windows1251), "family"},
		"text in KOI8-R":                     {cyrillic(charmap.KOI8R), "family"},
		"text in UTF-16":                     {append([]byte{0xFF, 0xFE}, wide("Дело Хамидкариева", binary.LittleEndian)...), "family"},
		"HTML":                               {[]byte("<html><body><p>Mirsobir</p></body></html>"), "given"},
		"HTML that breaks a word by a tag":   {[]byte("<p>M<b>irso</b>bir <i>Xamid</i>kariyev</p>"), "given family"},
		"a word in an attribute":             {[]byte("<img alt='портрет Хамидкариева'>"), "family"},
		"a comment in HTML":                  {[]byte("<p>x</p><!-- Mirsobir -->"), "given"},
		"a picture inside HTML":              {[]byte("<img src='data:image/jpeg;base64," + picture + "'>"), "given"},
		"a Word document":                    {docx(t, "<w:p><w:r><w:t>Khamid</w:t></w:r><w:r><w:t>kariev</w:t></w:r></w:p>"), "family"},
		"its properties":                     {docx(t, "<w:p/>"), ""},
		"a PNG with a comment":               {png("tEXt", "Author\x00Ali"), "short"},
		"a PNG with a packed comment":        {png("zTXt", "Author\x00\x00"+string(deflated([]byte("Mirsobir")))), "given"},
		"a PNG with packed UTF-8":            {png("iTXt", "Title\x00\x01\x00ru\x00\x00"+string(deflated([]byte("Хамидкариев")))), "family"},
		"words after the end of a PNG":       {append(png("tEXt", "A\x00b"), "Mirsobir"...), "given"},
		"a packed file":                      {gzipped(t, "vera.txt", "Mirsobir"), "common given"},
		"bytes of nobody's format":           {append(bytes.Repeat([]byte{1, 0, 200}, 50), "Xamidkariyev"...), "family"},
		"bytes with UTF-16 in them":          {append(bytes.Repeat([]byte{1, 0, 200}, 50), wide("ХАМИДКАРИЕВ", binary.BigEndian)...), "family"},
		"a passport number in UTF-16":        {append(bytes.Repeat([]byte{1, 0, 200}, 50), wide("AA 1234567", binary.BigEndian)...), "passport"},
		"nothing at all":                     {nil, ""},
		"Base64 at any place in other bytes": {append(bytes.Repeat([]byte{1, 0, 200}, 50), base64.StdEncoding.EncodeToString([]byte("xxХамидкариевxx"))...), "family"},
	} {
		t.Run(what, func(t *testing.T) {
			expect(t, found(t, s, "out", c.file), strings.Fields(c.want)...)
		})
	}
	t.Run("its author", func(t *testing.T) {
		b := docx(t, "<w:p/>", "docProps/core.xml", "<cp:coreProperties><dc:creator>Mirsobir</dc:creator></cp:coreProperties>")
		expect(t, found(t, s, "out.docx", b), "given")
	})
}

func docx(t *testing.T, body string, more ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	parts := append([]string{"[Content_Types].xml", "<Types/>", "word/document.xml", "<?xml version='1.0'?><w:document><w:body>" + body + "</w:body></w:document>"}, more...)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte(parts[i+1]))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func png(chunk, data string) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	add := func(name, data string) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(data)))
		b = append(append(b, name...), data...)
		b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(name+data)))
	}
	add("IHDR", "\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00")
	add(chunk, data)
	add("IEND", "")
	return b
}

func gzipped(t *testing.T, name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Name = name
	_, _ = w.Write([]byte(text))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

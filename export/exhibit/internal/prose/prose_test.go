package prose_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"guvoh/export/exhibit/internal/prose"
)

const testimony = "Протокол допроса свидетеля от 9 июня 2014 года. Свидетель показал, что его били по ногам.\n\nПодпись отсутствует."

// dump writes pieces as a person compares them.
func dump(t *prose.Text) string {
	var b strings.Builder
	for _, p := range t.Pieces {
		fmt.Fprintf(&b, "%s", p.Kind)
		if p.Level > 0 {
			fmt.Fprintf(&b, "%d", p.Level)
		}
		b.WriteString(" ")
		if p.Label != "" {
			fmt.Fprintf(&b, "[%s] ", p.Label)
		}
		b.WriteString(words(p.Spans))
		for _, row := range p.Rows {
			for _, c := range row {
				fmt.Fprintf(&b, "| %s ", words(c))
			}
			b.WriteString("|")
		}
		if p.Part != "" {
			b.WriteString(p.Part)
		}
		if p.Kind == prose.File {
			fmt.Fprintf(&b, "%d %.8s", p.Size, p.Sum)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func words(spans []prose.Span) string {
	var b strings.Builder
	for _, s := range spans {
		sign := map[prose.Style]string{prose.Bold: "*", prose.Italic: "_", prose.Bold | prose.Italic: "*_", prose.Mono: "`"}[s.Style]
		b.WriteString(sign + s.Text + sign)
		if len(s.Note) > 0 {
			b.WriteString("^(" + words(s.Note) + ")")
		}
	}
	return b.String()
}

func same(t *testing.T, got *prose.Text, err error, want string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if d := dump(got); strings.TrimSpace(d) != strings.TrimSpace(want) {
		t.Errorf("got\n%s\nwant\n%s", d, want)
	}
}

func TestTextsInEveryEncoding(t *testing.T) {
	western := "Die Zeugin sagt: „Er wurde geschlagen.“ Größe 1,80 m; né à Besançon."
	for name, c := range map[string]struct {
		encoding encoding.Encoding
		text     string
		charset  string
		guessed  bool
	}{
		"UTF-8":                    {unicode.UTF8, testimony, "utf-8", false},
		"UTF-8 with a mark":        {unicode.UTF8BOM, testimony, "utf-8", false},
		"UTF-16 with a mark":       {unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), testimony, "utf-16le", false},
		"UTF-16 the other way":     {unicode.UTF16(unicode.BigEndian, unicode.UseBOM), testimony, "utf-16be", false},
		"UTF-16 without a mark":    {unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), testimony, "utf-16le", true},
		"Windows in Cyrillic":      {charmap.Windows1251, testimony, "windows-1251", true},
		"KOI8":                     {charmap.KOI8R, testimony, "koi8-r", true},
		"DOS in Cyrillic":          {charmap.CodePage866, testimony, "ibm866", true},
		"Windows in Western Latin": {charmap.Windows1252, western, "windows-1252", true},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := c.encoding.NewEncoder().Bytes([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			got, err := prose.ReadPlain(bytes.NewReader(b), "")
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, p := range got.Pieces {
				all = append(all, words(p.Spans))
			}
			if strings.Join(all, "\n\n") != c.text || got.Charset != c.charset || (len(got.Notes) > 0) != c.guessed {
				t.Errorf("%s %v: %q", got.Charset, got.Notes, all)
			}
		})
	}
	t.Run("what is said of the encoding is believed where it fits", func(t *testing.T) {
		b, _ := charmap.KOI8R.NewEncoder().Bytes([]byte("ОН"))
		got, err := prose.ReadPlain(bytes.NewReader(b), "koi8-r")
		same(t, got, err, "p ОН")
		if len(got.Notes) > 0 {
			t.Errorf("%v", got.Notes)
		}
	})
}

func TestTextsAsTheyStand(t *testing.T) {
	got, err := prose.ReadPlain(strings.NewReader("a\tb\nlonger\tc\n\n\n   x  y\x07\r\nlast 🙏 line\f"), "")
	same(t, got, err, "p `a\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0b\nlonger\u00a0\u00a0c`\np `\u00a0\u00a0\u00a0x \u00a0y\nlast [U+1F64F] line`")
	if fmt.Sprint(got.Notes) != "[emoji]" {
		t.Errorf("%v", got.Notes)
	}
	t.Run("one endless line becomes several paragraphs", func(t *testing.T) {
		got, err := prose.ReadPlain(strings.NewReader(strings.Repeat("word ", 10_000)), "")
		if err != nil || len(got.Pieces) < 5 {
			t.Errorf("%d, %v", len(got.Pieces), err)
		}
	})
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"nothing but space": {" \n\t\n", prose.ErrEmpty},
		"words after zeros": {"\x00\x01\x02\xff\xfe nothing that anybody knows", prose.ErrUnknown},
		"other data":        {strings.Repeat("\x01\x02\x03\xff\xfe\x80", 100), prose.ErrUnknown},
		"too much":          {strings.Repeat("word\n", prose.MaxText/5+1), prose.ErrTooLarge},
	} {
		if _, err := prose.ReadPlain(strings.NewReader(c.text), ""); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWebPages(t *testing.T) {
	got, err := prose.ReadWeb(strings.NewReader(`<!doctype html><html><head><title>News &amp; facts</title><style>p{}</style><script>alert(1)</script></head>
<body><h2>In the camp</h2><p>He was <b>beaten</b> and <i>threat</i>ened.<br>Twice.</p><ul><li>one</li><li>two <p>more</li></ul>
<blockquote>They said so</blockquote><table><tr><th>Date</th><td>9 June</td></tr></table><img src=x alt="a wall"><iframe>no</iframe></body>`), "")
	same(t, got, err, `
h1 News & facts
h2 In the camp
p He was *beaten* and _threat_ened.
Twice.
i1 one
i1 two 
p more
q They said so
p *Date* | 9 June
p [a wall]`)
	t.Run("the page says its encoding", func(t *testing.T) {
		b, _ := charmap.Windows1251.NewEncoder().Bytes([]byte("<meta charset=windows-1251><p>Пытки"))
		got, err := prose.ReadWeb(bytes.NewReader(b), "")
		same(t, got, err, "p Пытки")
	})
}

const mailHead = "From 1@example.org Mon Jun  9 12:00:00 2014\r\nReceived: by mx\r\nFrom: =?koi8-r?B?4c7OwQ==?= <anna@example.org>\r\nTo: office@example.org\r\nSubject: =?utf-8?Q?Re:_=D0=BF?=\r\n =?utf-8?Q?=D1=80=D0=BE=D1=82=D0=BE=D0=BA=D0=BE=D0=BB?=\r\nDate: Mon, 9 Jun 2014 12:00:00 +0500\r\n"

func TestMails(t *testing.T) {
	head := "k [from] Анна <anna@example.org>\nk [to] office@example.org\nk [date] Mon, 9 Jun 2014 12:00:00 +0500\nk [subject] Re: протокол\n"
	for name, c := range map[string]struct{ body, want string }{
		"of plain text":   {"Content-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=CF=F0=E8=E2=E5=F2,=20=\r\nworld\r\n", "p Привет, world"},
		"in two forms":    {"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain words\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--b--\r\n", "p plain words"},
		"of a page alone": {"Content-Type: text/html; charset=utf-8\r\n\r\n<p>only <b>this</b>", "p only *this*"},
		"with files": {
			"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"o\"\r\n\r\npreamble\r\n--o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSee below\r\n--i--\r\n" +
				"--o\r\nContent-Type: image/jpeg; name=\"=?utf-8?B?0YTQvtGC0L4uanBn?=\"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\naGVs\r\n bG8=\r\n" +
				"--o\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename*=utf-8''%D1%81.txt\r\n\r\nabc\r\n--o--\r\n",
			"p See below\ne [фото.jpg] 5 2cf24dba\ne [с.txt] 3 ba7816bf",
		},
	} {
		t.Run(name, func(t *testing.T) {
			mail := mailHead + c.body
			if !prose.IsMail([]byte(mail)) {
				t.Error("not taken for a mail")
			}
			got, err := prose.ReadMail(strings.NewReader(mail))
			same(t, got, err, head+c.want)
		})
	}
	t.Run("that break off give what there is", func(t *testing.T) {
		got, err := prose.ReadMail(strings.NewReader(mailHead + "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\nhalf a"))
		same(t, got, err, head+"p half a")
		if fmt.Sprint(got.Notes) != "[truncated]" {
			t.Errorf("%v", got.Notes)
		}
	})
	t.Run("of parts without end are refused", func(t *testing.T) {
		deep := mailHead + "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
		for range 200 {
			deep += "--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
		}
		wide := mailHead + "Content-Type: multipart/mixed; boundary=y\r\n\r\n" + strings.Repeat("--y\r\n\r\na\r\n", 2000)
		if _, err := prose.ReadMail(strings.NewReader(wide)); !errors.Is(err, prose.ErrTooLarge) {
			t.Errorf("%v", err)
		}
		if _, err := prose.ReadMail(strings.NewReader(deep)); err != nil && !errors.Is(err, prose.ErrTooLarge) {
			t.Errorf("%v", err)
		}
	})
	t.Run("a letter is none", func(t *testing.T) {
		for _, s := range []string{"Dear Sir,\nsubject: nothing", "From: me", testimony, ""} {
			if prose.IsMail([]byte(s)) {
				t.Errorf("%q", s)
			}
		}
	})
}

func FuzzPlain(f *testing.F) {
	f.Add([]byte(testimony), "")
	f.Add([]byte("\xff\xfea\x00"), "utf-16")
	f.Fuzz(func(t *testing.T, b []byte, said string) { sound(t)(prose.ReadPlain(bytes.NewReader(b), said)) })
}

func FuzzWeb(f *testing.F) {
	f.Add([]byte("<p>a<b>c</b><li><table><tr><td>x"))
	f.Fuzz(func(t *testing.T, b []byte) { sound(t)(prose.ReadWeb(bytes.NewReader(b), "")) })
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(mailHead + "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\nhalf a"))
	f.Add([]byte(mailHead + "\r\nwords"))
	f.Fuzz(func(t *testing.T, b []byte) { sound(t)(prose.ReadMail(bytes.NewReader(b))) })
}

// sound checks what every text must be.
func sound(t *testing.T) func(got *prose.Text, err error) {
	return func(got *prose.Text, err error) {
		if err != nil {
			return
		}
		if len(got.Pieces) == 0 {
			t.Error("nothing, and no error")
		}
		for _, p := range got.Pieces {
			if strings.ContainsAny(words(p.Spans), "\x00\x07\x1b") {
				t.Errorf("control signs in %q", words(p.Spans))
			}
		}
	}
}

package prose

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"unicode/utf8"
)

// The labels of fields of a message.
var mailFields = []struct{ label, header string }{
	{"from", "From"},
	{"to", "To"},
	{"cc", "Cc"},
	{"bcc", "Bcc"},
	{"reply_to", "Reply-To"},
	{"date", "Date"},
	{"subject", "Subject"},
	{"message_id", "Message-Id"},
}

const (
	mostParts = 500
	maxMail   = 256 << 20 // of a message with all that is attached
)

// IsMail tells whether a file begins as an e-mail does.
func IsMail(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	lines, known := 0, 0
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 || lines == 40 {
			break
		}
		lines++
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, found := bytes.Cut(line, []byte(":"))
		if !found || len(name) == 0 || bytes.ContainsAny(name, " \t") {
			_, rest, more := bytes.Cut(head, []byte("\n")) // behind the line that mailboxes put before a mail
			return lines == 1 && more && bytes.HasPrefix(line, []byte("From ")) && IsMail(rest)
		}
		switch strings.ToLower(string(name)) {
		case "received", "from", "return-path", "mime-version", "date", "subject", "delivered-to", "message-id", "to", "x-mailer":
			known++
		}
	}
	return known >= 2
}

// ReadMail reads an e-mail: its head, its text, and the list of what is
// attached with the digest of each.
func ReadMail(r io.Reader) (*Text, error) {
	w := &writer{}
	limited := &io.LimitedReader{R: r, N: maxMail + 1}
	msg, err := mail.ReadMessage(withoutEnvelope(limited))
	if err != nil {
		return nil, ErrDamaged
	}
	for _, f := range mailFields {
		for _, v := range msg.Header[f.header] {
			w.add(Piece{Kind: Field, Label: f.label, Spans: []Span{{Text: w.header(v)}}})
		}
	}
	m := &mailReader{w: w}
	m.part(header(msg.Header), msg.Body, 0)
	if limited.N <= 0 {
		return nil, ErrTooLarge
	}
	for _, f := range m.files {
		w.add(f)
	}
	if len(m.files) > 0 {
		w.note("attachments")
	}
	return w.done()
}

// withoutEnvelope passes over the line before the head that mailboxes have.
func withoutEnvelope(r io.Reader) io.Reader {
	first := make([]byte, 5)
	n, _ := io.ReadFull(r, first)
	if string(first[:n]) != "From " {
		return io.MultiReader(bytes.NewReader(first[:n]), r)
	}
	one := make([]byte, 1)
	for k := 0; k < 4<<10; k++ {
		if _, err := io.ReadFull(r, one); err != nil || one[0] == '\n' {
			break
		}
	}
	return r
}

// header decodes a line of the head.
func (w *writer) header(v string) string {
	d := &mime.WordDecoder{CharsetReader: func(name string, in io.Reader) (io.Reader, error) {
		b, err := readAll(in, 64<<10)
		text, _, _ := decode(b, name)
		return strings.NewReader(text), err
	}}
	out, err := d.DecodeHeader(v)
	if err != nil {
		out = v
	}
	if !utf8.ValidString(out) {
		w.note("characters_guessed")
		out, _, _ = decode([]byte(v), "")
	}
	return strings.Join(strings.Fields(out), " ")
}

// header is the head of a message or of a part.
type header map[string][]string

func (h header) get(name string) string {
	if v := h[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// mailReader goes through the parts of a message.
type mailReader struct {
	w     *writer
	files []Piece
	parts int
}

// part reads a part and those inside it.
func (m *mailReader) part(h header, body io.Reader, depth int) {
	if m.parts++; m.parts > mostParts || depth > maxDepth {
		m.w.fail(ErrTooLarge)
		return
	}
	kind, params, err := mime.ParseMediaType(h.get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	place, about, _ := mime.ParseMediaType(h.get("Content-Disposition"))
	body = decodedBody(h.get("Content-Transfer-Encoding"), body)
	name := about["filename"]
	if name == "" {
		name = params["name"]
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "":
		m.inside(kind, params["boundary"], body, depth)
	case place != "attachment" && name == "" && kind == "text/plain":
		m.plain(body, params["charset"])
	case place != "attachment" && name == "" && kind == "text/html":
		m.web(body, params["charset"])
	default:
		m.file(kind, m.w.header(name), body)
	}
}

// inside reads the parts of a part. Of several forms of one text the plainest
// is taken.
func (m *mailReader) inside(kind, boundary string, body io.Reader, depth int) {
	r := multipart.NewReader(body, boundary)
	chosen := false
	for {
		p, err := r.NextRawPart()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				m.w.note("truncated")
			}
			return
		}
		before := len(m.w.text.Pieces)
		if kind == "multipart/alternative" && chosen {
			continue
		}
		m.part(header(p.Header), p, depth+1)
		chosen = chosen || len(m.w.text.Pieces) > before
		if m.w.err != nil {
			return
		}
	}
}

// bytes reads the text of a part, as far as it is there.
func (m *mailReader) bytes(body io.Reader) []byte {
	b, err := readAll(body, MaxText)
	switch {
	case errors.Is(err, ErrTooLarge):
		m.w.fail(err)
	case err != nil:
		m.w.note("truncated")
	}
	return b
}

func (m *mailReader) plain(body io.Reader, charset string) {
	text, name, guessed := decode(m.bytes(body), charset)
	m.w.text.Charset = name
	if guessed {
		m.w.note("characters_guessed")
	}
	m.w.lines(text)
}

func (m *mailReader) web(body io.Reader, charset string) {
	text, name := decodeWeb(m.bytes(body), charset)
	m.w.text.Charset = name
	m.w.web(text)
}

// file notes what is attached: its name, its size and its digest.
func (m *mailReader) file(kind, name string, body io.Reader) {
	sum := sha256.New()
	n, err := io.Copy(sum, body)
	if err != nil {
		m.w.note("truncated")
	}
	if name == "" {
		name = kind
	}
	m.files = append(m.files, Piece{Kind: File, Label: name, Size: n, Sum: hex.EncodeToString(sum.Sum(nil))})
}

// decodedBody undoes how bytes are written for the way.
func decodedBody(how string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(how)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, &onlyBase64{r: body})
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}

// onlyBase64 passes nothing on but what belongs to the code.
type onlyBase64 struct{ r io.Reader }

func (o *onlyBase64) Read(p []byte) (int, error) {
	for {
		n, err := o.r.Read(p)
		kept := 0
		for _, c := range p[:n] {
			if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
				p[kept] = c
				kept++
			}
		}
		if kept > 0 || err != nil {
			return kept, err
		}
	}
}

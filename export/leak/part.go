package leak

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"
)

// kind is what a part of a file is, by its first bytes.
type kind uint8

const (
	kindOther kind = iota
	kindText
	kindMarkup
	kindPDF
	kindZip
	kindGzip
	kindJPEG
	kindPNG
)

// kindOf knows a file by its first bytes.
func kindOf(b []byte) kind {
	head := b[:min(len(b), 1024)]
	switch {
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return kindZip
	case bytes.HasPrefix(b, []byte{0x1F, 0x8B, 8}):
		return kindGzip
	case bytes.HasPrefix(b, []byte{0xFF, 0xD8, 0xFF}):
		return kindJPEG
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return kindPNG
	case bytes.Contains(head, []byte("%PDF-")):
		return kindPDF
	case bytes.HasPrefix(bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n"), []byte("<")) && isText(head):
		return kindMarkup
	case isText(head):
		return kindText
	}
	return kindOther
}

// isText tells whether bytes have no control characters, cut or not.
func isText(b []byte) bool {
	if bytes.HasPrefix(b, []byte{0xFE, 0xFF}) || bytes.HasPrefix(b, []byte{0xFF, 0xFE}) {
		return true
	}
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B || c == 0x7F {
			return false
		}
	}
	return len(b) > 0
}

// Limits of what is unpacked, so that a part that was made to unpack without
// end is refused.
const (
	maxDepth  = 6
	maxUnpack = 2 << 30
)

// deferredPart is a file found inside a text; it is looked into after it.
type deferredPart struct {
	where string
	data  []byte
}

// part looks into a file, or a file inside one.
func (l *look) part(where string, b []byte, depth int) error {
	if err := l.ctx.Err(); err != nil {
		return err
	}
	if l.size += len(b); depth > maxDepth || l.size > maxUnpack {
		return fmt.Errorf("%s: %w", inside(where, "part"), ErrUnread)
	}
	var err error
	switch kindOf(b) {
	case kindPDF:
		err = l.pdf(where, b, depth)
	case kindZip:
		err = l.zip(where, b, depth)
	case kindGzip:
		err = l.gzip(where, b, depth)
	case kindJPEG:
		l.jpeg(inside(where, "picture"), b)
	case kindPNG:
		err = l.png(inside(where, "picture"), b)
	case kindMarkup:
		l.markup(inside(where, "text"), b)
	case kindText:
		l.textual(inside(where, "text"), b)
	default:
		l.bytesOf(inside(where, "bytes"), b, fewInPacked)
	}
	if err != nil {
		return err
	}
	more := l.deferred
	l.deferred = nil
	for _, p := range more {
		if err := l.part(p.where, p.data, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// fewInPacked is how many letters in a row are no chance in packed data;
// fewInPlain is the same for places that hold text and little else.
const (
	fewInPacked = 12
	fewInPlain  = 2
)

// inside names a part of a part.
func inside(where, part string) string {
	if where == "" {
		return part
	}
	return where + " > " + part
}

// zip looks into an archive, which DOCX and its like are.
func (l *look) zip(where string, b []byte, depth int) error {
	l.bytesOf(inside(where, "bytes"), b, 0)
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return fmt.Errorf("%s: %w", inside(where, "archive"), ErrUnread)
	}
	l.text(inside(where, "comment"), r.Comment)
	for i, f := range r.File {
		here := inside(where, fmt.Sprintf("entry %d", i+1))
		l.fileName(inside(here, "name"), f.Name)
		l.text(inside(here, "comment"), f.Comment)
		l.bytesOf(inside(here, "header"), f.Extra, fewInPlain)
		if f.FileInfo().IsDir() {
			continue
		}
		data, err := read(f)
		if err != nil {
			return fmt.Errorf("%s: %w", here, ErrUnread)
		}
		if err := l.part(here, data, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func read(f *zip.File) ([]byte, error) {
	const encrypted = 1
	if f.Flags&encrypted != 0 {
		return nil, ErrUnread
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return limited(r)
}

func limited(r io.Reader) ([]byte, error) {
	const most = 512 << 20
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && len(b) > most {
		err = ErrUnread
	}
	return b, err
}

func (l *look) gzip(where string, b []byte, depth int) error {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("%s: %w", inside(where, "archive"), ErrUnread)
	}
	l.fileName(inside(where, "name"), r.Name)
	l.text(inside(where, "comment"), r.Comment)
	data, err := limited(r)
	if err != nil {
		return fmt.Errorf("%s: %w", inside(where, "archive"), ErrUnread)
	}
	return l.part(inside(where, "content"), data, depth+1)
}

var (
	tag     = regexp.MustCompile(`<[^<>]*>`)
	comment = regexp.MustCompile(`<!--|-->`)
	dataURI = regexp.MustCompile(`data:[a-z]+/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=\s]+)`)
)

// markup looks into HTML and XML: as it stands, for attributes; and without its
// tags, once as if they parted words and once as if they did not.
func (l *look) markup(where string, b []byte) {
	l.textual(where, b)
	if !utf8.Valid(b) {
		return
	}
	text := comment.ReplaceAllString(dataURI.ReplaceAllString(string(b), ""), " ")
	for _, between := range []string{"\n", ""} {
		bare := tag.ReplaceAllString(text, between)
		l.text(where, bare)
		l.joined(where, bare)
	}
}

package exhibit

import (
	"bytes"
	"io"
	"mime"
	"path"
	"strings"

	"guvoh/export/exhibit/internal/picture"
	"guvoh/export/exhibit/internal/prose"
	"guvoh/model/worker"
)

// written is what the worker found in a file of words, or where the pictures
// of a file with several begin.
type written struct {
	*prose.Text
	Frames []uint32
}

// kindOfWords judges what a file of words is, by its bytes first and by what is
// said of it where they do not tell.
func (s *side) kindOfWords(head []byte) (Kind, string) {
	said, _, _ := mime.ParseMediaType(s.open.mediaType)
	ending := strings.ToLower(path.Ext(s.open.name))
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		if prose.IsDOCX(s.file, s.file.size) {
			return Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
		}
		return Other, "application/zip"
	case prose.IsRTF(head):
		return Other, "application/rtf" // its words alone are read, see textOfWords
	case prose.IsMail(head), said == "message/rfc822", ending == ".eml":
		return Message, "message/rfc822"
	case bytes.HasPrefix(start, []byte("<!doctype html")), bytes.HasPrefix(start, []byte("<html")), said == "text/html":
		return Web, "text/html"
	}
	return Text, "text/plain"
}

// read reads the file as words, once.
func (s *side) read() (*prose.Text, error) {
	if s.open.text != nil {
		return s.open.text, nil
	}
	head, err := s.head(4 << 10)
	if err != nil {
		return nil, err
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	_, params, _ := mime.ParseMediaType(s.open.mediaType)
	var t *prose.Text
	switch kind, _ := s.kindOfWords(head); kind {
	case Document:
		t, err = prose.ReadDOCX(s.file, s.file.size)
	case Message:
		t, err = prose.ReadMail(s.file)
	case Web:
		t, err = prose.ReadWeb(s.file, params["charset"])
	case Text:
		t, err = prose.ReadPlain(s.file, params["charset"])
	default:
		err = prose.ErrUnknown
	}
	s.open.text = t
	return t, err
}

// inspectWords reads a file of words through.
func (s *side) inspectWords(info *Info) error {
	t, err := s.read()
	if err != nil {
		return err
	}
	info.Charset = t.Charset
	for _, n := range t.Notes {
		info.Warnings = append(info.Warnings, Fault(n))
	}
	return nil
}

// blocks sends what is written, or where the pictures of a file begin.
func (s *side) blocks() error {
	head, err := s.head(64)
	if err != nil {
		return err
	}
	if picture.Kind(head) != "" {
		p, err := s.picture()
		if err != nil {
			return err
		}
		return s.json(written{Frames: p.Frames()}, nil)
	}
	t, err := s.read()
	return s.json(written{Text: t}, err)
}

// part sends the bytes of a picture inside a document.
func (s *side) part(body *worker.Fields) error {
	name := string(body.Bytes(maxName))
	if !body.Whole() {
		return errNonsense
	}
	r, err := prose.DOCXPart(s.file, s.file.size, name)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = io.CopyBuffer(dataWriter{s}, struct{ io.Reader }{r}, make([]byte, maxPiece))
	return err
}

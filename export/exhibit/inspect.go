package exhibit

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/exhibit/internal/pdfcopy"
	"guvoh/export/exhibit/internal/picture"
	"guvoh/export/exhibit/internal/prose"
	"guvoh/export/exhibit/internal/recording"
	"guvoh/model/worker"
)

// opened is what the worker knows of its file.
type opened struct {
	name, mediaType string
	pdf             *pdfcopy.File
	picture         *picture.Picture
	text            *prose.Text
}

// faults are the codes of what a PDF is refused for.
var faults = []struct {
	err   error
	fault Fault
}{
	{pdfcopy.ErrPassword, Password},
	{pdfcopy.ErrLoop, Loop},
	{pdfcopy.ErrTooMuch, TooLarge},
	{pdfcopy.ErrDamaged, Damaged},
	{pdfcopy.ErrNoPage, Damaged},
	{picture.ErrHEIC, HEIC},
	{picture.ErrTooLarge, TooLarge},
	{picture.ErrUnknown, Unsupported},
	{picture.ErrUnreadable, Damaged},
	{prose.ErrTooLarge, TooLarge},
	{prose.ErrUnknown, Unsupported},
	{prose.ErrEmpty, Empty},
	{prose.ErrDamaged, Damaged},
}

// head gives the first bytes of the file.
func (s *side) head(n int) ([]byte, error) {
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	b := make([]byte, min(int64(n), s.file.size))
	_, err := io.ReadFull(s.file, b)
	return b, err
}

// inspect says what the file is.
func (s *side) inspect() (Info, error) {
	head, err := s.head(4 << 10)
	if err != nil {
		return Info{}, err
	}
	var info Info
	switch drawn, heard := picture.Kind(head), recording.Kind(head); {
	case isPDF(head):
		info = Info{Kind: PDF, MediaType: "application/pdf"}
		err = s.inspectPDF(&info)
	case drawn != "":
		info = Info{Kind: Picture, MediaType: drawn}
		err = s.inspectPicture(&info)
	case heard != "":
		info = Info{Kind: Recording, MediaType: heard, Duration: recording.Length(s.file, s.file.size)}
	default:
		kind, media := s.kindOfWords(head)
		info = Info{Kind: kind, MediaType: media}
		if err = s.inspectWords(&info); errors.Is(err, prose.ErrUnknown) {
			info = Info{Kind: Other, MediaType: strings.TrimSuffix(media, "text/plain")}
		}
	}
	if err != nil {
		info = Info{Kind: info.Kind, MediaType: info.MediaType, Refused: faultOf(err)}
	}
	return info, nil
}

// isPDF looks for the mark in the first 1,024 bytes, as readers agree to
// (ISO 32000-2, 7.5.2).
func isPDF(head []byte) bool {
	return bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-"))
}

// pdf opens the file as a PDF, once.
func (s *side) pdf() (*pdfcopy.File, error) {
	if s.open.pdf == nil {
		f, err := pdfcopy.Open(s.file, s.file.size)
		if err != nil {
			return nil, err
		}
		s.open.pdf = f
	}
	return s.open.pdf, nil
}

// inspectPDF makes a copy of all pages, as for printing, and says what it is.
func (s *side) inspectPDF(info *Info) error {
	f, err := s.pdf()
	if err != nil {
		return err
	}
	all := make([]int, f.Pages())
	for i := range all {
		all[i] = i + 1
	}
	c, err := f.Copy(all)
	if err != nil {
		return err
	}
	for i, p := range c.Sheets {
		info.Pages = append(info.Pages, Page{Sheet: doc.Sheet{Page: i + 1, Width: p.Width, Height: p.Height}, Words: p.Words, Drawn: p.Form == 0})
	}
	for _, b := range c.Breaks {
		info.Breaches = append(info.Breaches, Breach(b))
	}
	for _, n := range c.Notes {
		info.Warnings = append(info.Warnings, Fault(n))
	}
	return nil
}

// planned is what a copy of pages needs.
type planned struct {
	Objects  int
	Bytes    int64 // no more than which they take in a file
	Forms    []int // numbers of the pages' objects; 0 for those that are damaged
	Pages    []Page
	Breaches []Breach
	Warnings []Fault
}

func (s *side) plan(body *worker.Fields) (planned, error) {
	c, err := s.makeCopy(body)
	if err != nil {
		return planned{}, err
	}
	p := planned{Objects: len(c.Objects)}
	for _, o := range c.Objects {
		const around, longer = 80, 12 // the words around an object, and what a reference grows by
		p.Bytes += int64(len(o.Data) + len(o.Text) + around + longer*strings.Count(o.Text, "{"))
	}
	for _, sheet := range c.Sheets {
		p.Forms = append(p.Forms, sheet.Form)
		p.Pages = append(p.Pages, Page{Sheet: doc.Sheet{Width: sheet.Width, Height: sheet.Height}, Words: sheet.Words, Drawn: sheet.Form == 0})
	}
	for _, b := range c.Breaks {
		p.Breaches = append(p.Breaches, Breach(b))
	}
	for _, n := range c.Notes {
		p.Warnings = append(p.Warnings, Fault(n))
	}
	return p, nil
}

func (s *side) makeCopy(body *worker.Fields) (*pdfcopy.Copy, error) {
	f, err := s.pdf()
	if err != nil {
		return nil, err
	}
	pages := make([]int, max(min(body.Int(), pdfcopy.MaxPages), 0))
	for i := range pages {
		pages[i] = int(body.Int())
	}
	if !body.Whole() {
		return nil, errNonsense
	}
	return f.Copy(pages)
}

// copy sends the objects that pages need.
func (s *side) copy(body *worker.Fields) error {
	c, err := s.makeCopy(body)
	if err != nil {
		return err
	}
	for _, o := range c.Objects {
		length := int64(-1)
		if o.Stream {
			length = int64(len(o.Data))
		}
		if err := s.say(sayObject, worker.PutBytes(worker.PutInt(nil, length), o.Text)); err != nil {
			return err
		}
		if err := s.pieces(sayData, o.Data); err != nil {
			return err
		}
	}
	return nil
}

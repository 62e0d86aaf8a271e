// Package pdf prints a document tree as a PDF.
//
// The way of a document: blocks become boxes (compose), boxes find their pages
// (paging), pages are drawn and compressed (paint, pen), a thin canvas makes a
// file of them with their fonts (canvas), and that is finished with structure,
// links, outline and metadata (finish). Page numbers inside the text are found
// by going round until they stand still. A document in volumes is laid out and
// numbered as one, and then cut.
//
// Rules: the same tree gives the same bytes. No text and no picture makes it
// fail or panic; a character that no face has is told, never left out. Nothing
// is written before all pages are drawn. Pictures stream from their openers
// into the file and are never all in memory. Nothing but the canvas knows
// gofpdf.
package pdf

import (
	"context"
	"fmt"
	"io"
	"strings"

	"guvoh/export/doc"
	"guvoh/export/exhibit"
)

// Options are the wishes of a caller about one printing.
type Options struct {
	// Context cancels the printing; nil for never.
	Context context.Context
	// Progress is told how far the work is, from one goroutine at a time. Done
	// grows to total; total may not. Nil for silence.
	Progress func(done, total int)
	// Producer names the program in the file; empty for "Guvoh".
	Producer string
	// Reader decodes pictures and the pages of exhibits. Nil decodes nothing, so
	// that a note stands in the place of each.
	Reader *exhibit.Reader
	// Missing says what becomes of characters that no face has.
	Missing Missing
	// Neutral leaves out of the metadata who made the file, with which program
	// and on which day.
	Neutral bool
	// NoClaim leaves out of the metadata that the file is made for archives, as
	// PDF/A says it. Without it the file claims as much as is true.
	NoClaim bool
	// Vet says what a volume that holds a foreign file may claim. Nil goes by
	// what the reader finds in the pages that are printed.
	Vet func(*doc.Exhibit) Verdict
	// Attachments are carried inside the first volume. Courts get none.
	Attachments []Attachment

	part int // of ISO 19005, as tests want it; zero for what fits
}

// Missing says what becomes of characters that no face has.
type Missing uint8

// What becomes of characters that no face has. For what goes to a court it is
// to refuse.
const (
	Refuse Missing = iota // nothing is written, the error is a *MissingError
	Boxes                 // each is printed as a box and told in the report
)

// MissingError says which characters of a document no face has, and where they
// stand. It does not say what is written around them.
type MissingError struct {
	Places []MissingPlace // in reading order
}

// MissingPlace is where characters stand that no face has.
type MissingPlace struct {
	Runes  []rune
	Anchor string // of the block, or the nearest one before it; empty for none
	Block  string // kind of the block, such as "paragraph"
}

func (e *MissingError) Error() string {
	var places []string
	for _, p := range e.Places {
		codes := make([]string, len(p.Runes))
		for i, r := range p.Runes {
			codes[i] = fmt.Sprintf("U+%04X", r)
		}
		place := p.Block
		if p.Anchor != "" {
			place += " " + p.Anchor
		}
		places = append(places, place+": "+strings.Join(codes, " "))
	}
	return "pdf: no face has these characters: " + strings.Join(places, "; ")
}

// Level is what a file claims of itself in the terms of ISO 19005 (PDF/A).
type Level string

// The levels, from none. A file of level a is also PDF/UA-1: structured for
// people who hear it.
const (
	Plain Level = ""         // PDF 1.7
	A2B   Level = "PDF/A-2b" // looks the same for ever
	A2A   Level = "PDF/A-2a" // and is structured, with all text searchable
	A3B   Level = "PDF/A-3b" // the same with attachments
	A3A   Level = "PDF/A-3a"
)

// Verdict is what a foreign file allows the volume that holds it to claim.
type Verdict struct {
	Best   Level    // A2A, A2B or Plain
	Faults []string // codes of what keeps it from more
}

// Attachment is a file carried inside the PDF.
type Attachment struct {
	Name         string // as a reader will save it
	MediaType    string // such as "application/json"
	Description  string
	Relationship Relationship
	SHA256       string // hexadecimal; when it is given, other bytes are refused
	Open         func() (io.ReadCloser, error)
}

// Relationship says how an attachment stands to the document.
type Relationship string

// The relationships of ISO 19005-3.
const (
	Unspecified Relationship = ""
	Source      Relationship = "Source"      // the document was made from it
	Data        Relationship = "Data"        // what a table or drawing shows
	Alternative Relationship = "Alternative" // the same in another form
	Supplement  Relationship = "Supplement"  // something more
)

// Limit says how large a file may be. The zero value is no limit.
type Limit struct {
	Pages int   // the most pages of a file; zero for any
	Bytes int64 // the most bytes of a file; zero for any
	// Parts cuts at any page, as for a fax, and heads each page with the part it
	// belongs to. Otherwise the file is cut before an exhibit, and inside one, or
	// inside what stands before the first, only where it is too long by itself.
	Parts bool
}

// TooLargeError says that a page is larger by itself than a file may be.
type TooLargeError struct {
	Page  int
	Bytes int64
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("pdf: page %d alone needs a file of %d bytes", e.Page, e.Bytes)
}

// Report says what a reader of the document should know about its printing.
type Report struct {
	Pages   int
	Starts  map[string]int // number of the page on which each anchor stands
	Missing []rune         // characters that no face has; printed as boxes
	Damaged []*doc.Figure  // pictures that could not be drawn, in reading order
	Undrawn []*doc.Exhibit // exhibits whose pages could not be drawn, in reading order
	Volumes []Volume       // the files, in order; at least one
}

// Volume is one of the files that a document was printed into.
type Volume struct {
	First, Pages int // number of its first page, and how many it has
	Bytes        int64
	Claim        Level
	Because      []Hindrance // why it claims no more
}

// Hindrance is an exhibit that keeps its volume from a higher claim.
type Hindrance struct {
	Exhibit *doc.Exhibit
	Faults  []string // as vetted; empty for one that nobody looked at
}

// Write prints the document into one file.
func Write(w io.Writer, d *doc.Document, opt Options) (Report, error) {
	return WriteVolumes(func(int, int) (io.WriteCloser, error) { return open{w}, nil }, d, opt, Limit{})
}

// open is a writer that its owner closes.
type open struct{ io.Writer }

func (open) Close() error { return nil }

// WriteVolumes prints the document into as many files as the limit asks for,
// with one numbering. create is called for each volume in turn, from 1, with
// the number of volumes, and the writer closed before the next. It is called
// when all that can be wrong with the document is known.
func WriteVolumes(create func(volume, of int) (io.WriteCloser, error), d *doc.Document, opt Options, limit Limit) (rep Report, err error) {
	defer guard(&err)
	if opt.Context == nil {
		opt.Context = context.Background()
	}
	if opt.Producer == "" {
		opt.Producer = "Guvoh"
	}
	r := newPrinting(d, opt, limit)
	if err := r.prepare(); err != nil {
		return Report{}, err
	}
	rep = r.report()
	for i, v := range r.volumes {
		w, err := create(i+1, len(r.volumes))
		if err != nil {
			return rep, err
		}
		written, err := r.write(w, v)
		if closed := w.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return rep, err
		}
		rep.Volumes = append(rep.Volumes, written)
	}
	r.progress(1, 1, whole)
	return rep, nil
}

package exhibit

import (
	"io"
	"slices"
	"time"

	"guvoh/export/doc"
)

// File is a file as it was received.
type File struct {
	// Open gives its bytes, the same each time. A file that gives an io.Seeker
	// is read where it is needed; any other is held in memory when it must be
	// read out of order, as a PDF must.
	Open      func() (io.ReadCloser, error)
	Size      int64  // in bytes; 0 when it is not known
	Name      string // as received
	MediaType string // as it was said to be
}

// Kind says what a file is, judged by its bytes.
type Kind string

// The kinds of file.
const (
	PDF       Kind = "pdf"
	Picture   Kind = "picture"
	Text      Kind = "text"
	Web       Kind = "web"      // HTML
	Message   Kind = "message"  // an e-mail
	Document  Kind = "document" // DOCX
	Recording Kind = "recording"
	Other     Kind = "other"
)

// Kinds gives every kind.
var Kinds = []Kind{PDF, Picture, Text, Web, Message, Document, Recording, Other}

// Fault is what is wrong with a file, or what of it is not printed. Each has a
// sentence in every language ("exhibit.fault.<fault>").
type Fault string

// The faults for which a file cannot be printed at all.
const (
	Empty       Fault = "empty"       // no bytes
	Unsupported Fault = "unsupported" // a kind of file that we do not print
	HEIC        Fault = "heic"        // a picture of a telephone that no kept library in Go reads
	Password    Fault = "password"    // opens with a password only
	Damaged     Fault = "damaged"     // cannot be read
	Loop        Fault = "loop"        // a drawing that draws itself
	TooLarge    Fault = "too_large"   // over a limit
	TooSlow     Fault = "too_slow"    // reading it does not end
	Died        Fault = "died"        // the process that read it broke down
)

// The faults that are only to be known.
const (
	Script            Fault = "script"                        // JavaScript and other actions are left out
	Attachments       Fault = "attachments"                   // files inside it are not printed
	Portfolio         Fault = "portfolio"                     // its content is files inside it
	HiddenLayer       Fault = "hidden_layer"                  // layers that are off are not printed
	FieldAppearance   Fault = "field_without_appearance"      // a form field that every reader draws otherwise is missing
	RemarkAppearance  Fault = "annotation_without_appearance" // the same of a remark
	XFA               Fault = "xfa"                           // a form that only one reader shows
	Signature         Fault = "signature"                     // a digital signature that the printed copy does not have
	Multimedia        Fault = "multimedia"                    // sound, film or models on a page
	Encrypted         Fault = "encrypted"                     // it was encrypted without a password
	HiddenText        Fault = "hidden_text"                   // words that are not shown
	Emoji             Fault = "emoji"                         // small pictures among the letters are printed by their number
	Rasterised        Fault = "rasterised"                    // pages that are damaged are printed as pictures
	Animated          Fault = "animated"                      // only the first of its pictures is printed
	PicturesLeftOut   Fault = "pictures_left_out"             // pictures inside it that cannot be printed
	Truncated         Fault = "truncated"                     // it ends before its end
	CharactersGuessed Fault = "characters_guessed"            // its encoding is not said and was guessed
	Fields            Fault = "fields"                        // contents worked out by a program, such as a date, are as they were last saved
	Changes           Fault = "changes"                       // tracked changes are printed as accepted
	Comments          Fault = "comments"                      // comments are not printed
)

// Faults gives every fault.
var Faults = []Fault{
	Empty, Unsupported, HEIC, Password, Damaged, Loop, TooLarge, TooSlow, Died,
	Script, Attachments, Portfolio, HiddenLayer, FieldAppearance, RemarkAppearance, XFA, Signature, Multimedia,
	Encrypted, HiddenText, Emoji, Rasterised, Animated, PicturesLeftOut, Truncated, CharactersGuessed, Fields, Changes, Comments,
}

// Breach is a rule of PDF/A-2b that the pages of a file break.
type Breach string

// The breaches. What can be put right without changing what is seen is put
// right and is none.
const (
	FontMissing Breach = "font_missing" // letters of a font that is not in the file
	CMYK        Breach = "cmyk"         // inks of a printer without saying which
	JPX         Breach = "jpx"          // pictures in JPEG 2000, which PDF/A allows in part
	LZW         Breach = "lzw"          // an old way of packing
	Transfer    Breach = "transfer"     // colours changed for a printer
	Blend       Breach = "blend"        // colours mixed in a way nobody knows
	Nesting     Breach = "nesting"      // more states inside each other than allowed
)

// Breaches gives every breach.
var Breaches = []Breach{FontMissing, CMYK, JPX, LZW, Transfer, Blend, Nesting}

// Page is a page of a PDF.
type Page struct {
	doc.Sheet
	Words bool `json:"words"`           // text on it can be searched for; false for a mere picture of text
	Drawn bool `json:"drawn,omitempty"` // it is damaged and printed as a picture
}

// Info says what a file is and how it can be printed. It can be kept as JSON.
type Info struct {
	Kind      Kind          `json:"kind"`
	MediaType string        `json:"media_type"` // judged by the bytes; may be empty
	Pages     []Page        `json:"pages,omitempty"`
	Pictures  int           `json:"pictures,omitempty"` // of a picture: how many stand in the file, as in a fax
	Width     int           `json:"width,omitempty"`    // of a picture held upright, in pixels
	Height    int           `json:"height,omitempty"`
	Duration  time.Duration `json:"duration,omitempty"` // of a recording; 0 when it cannot be read
	Charset   string        `json:"charset,omitempty"`  // of a text
	Breaches  []Breach      `json:"breaches,omitempty"` // of the pages of a PDF, sorted
	Warnings  []Fault       `json:"warnings,omitempty"` // sorted
	Refused   Fault         `json:"refused,omitempty"`  // why it cannot be printed; empty when it can
}

// Printable reports whether there is anything to print of the file itself.
func (i Info) Printable() bool { return i.Refused == "" && i.Kind != Recording && i.Kind != Other }

// Sheets gives the pages of a PDF for a document.
func (i Info) Sheets() []doc.Sheet {
	var all []doc.Sheet
	for _, p := range i.Pages {
		all = append(all, p.Sheet)
	}
	return all
}

// Searchable reports whether text can be searched for on every page of a PDF.
func (i Info) Searchable() bool {
	return !slices.ContainsFunc(i.Pages, func(p Page) bool { return !p.Words })
}

// Has reports whether there is such a warning.
func (i Info) Has(w Fault) bool { return slices.Contains(i.Warnings, w) }

// Refusal says that a file cannot be printed, and why.
type Refusal struct{ Fault Fault }

func (r *Refusal) Error() string { return "the exhibit cannot be printed: " + string(r.Fault) }

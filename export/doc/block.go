package doc

import (
	"io"
	"strconv"
)

// Block is a piece of a document that stands on its own lines: a pointer to
// one of the types of this file.
type Block interface{ block() }

// Section is a titled part. Its level is its depth in the tree: a section in
// Document.Blocks has level 1. Sections deeper than level 3 look like level 3.
type Section struct {
	Title   string
	Number  string // printed before the title; empty for automatic numbering, if the document asks for it
	Plain   bool   // never numbered
	NewPage bool   // starts a page
	Anchor  string
	Blocks  []Block
}

// Paragraph is running text.
type Paragraph struct {
	Text     Text
	Numbered bool // part of the one numbering of paragraphs that runs through the document
	Lang     string
	Anchor   string
}

// KeyValue is a label and what it stands for.
type KeyValue struct {
	Label string
	Value Text
}

// KeyValues is a list of labels with their values beside them, aligned. Rows
// with an empty value are printed as they are: leaving out is the profile's
// decision.
type KeyValues struct {
	Rows   []KeyValue
	Anchor string
}

// Align says where text stands in its column.
type Align uint8

// The alignments. Start is the left for most scripts and the right for Arabic
// and Hebrew.
const (
	Start Align = iota
	End
	Centre
)

// Column is a column of a table.
type Column struct {
	Title  string
	Weight float64 // share of the width; zero counts as 1
	Align  Align
}

// Row is a row of a table. A row with Band set holds one cell that spans all
// columns and heads the rows below it.
type Row struct {
	Cells  []Text
	Band   bool
	Anchor string
}

// Table is a table. Its head is repeated on each page it reaches.
type Table struct {
	Title   string // above the table; may be empty
	Bare    bool   // no rules: its columns only hold what stands side by side
	Columns []Column
	Rows    []Row
	Anchor  string
}

// Figure is a picture with its caption.
type Figure struct {
	// Open gives the bytes of the picture (JPEG, PNG, GIF, TIFF, WebP or BMP). It
	// may be called more than once and must give the same bytes each time.
	Open    func() (io.ReadCloser, error)
	Caption Text
	Alt     string  // what the picture shows, for those who cannot see it
	Name    string  // name of the file as received; printed when it cannot be drawn
	SHA256  string  // digest of the file as received, hexadecimal; printed when it cannot be drawn
	Height  float64 // greatest height in millimetres; zero for the renderer's choice
	Anchor  string
}

// Picture is a picture that is safe to hand on: decoded, turned upright, and
// without what a camera wrote into it.
type Picture struct {
	Bytes         io.ReadCloser
	Media         string // media type, such as "image/png"
	Width, Height int    // in pixels
}

// Gallery is a set of figures printed side by side, two to a row.
type Gallery struct {
	Figures []*Figure
}

// Quote is what someone said or wrote.
type Quote struct {
	Text   Text
	By     Text // who said it, where it is found; may be empty
	Lang   string
	Anchor string
}

// Turn is one block of an account: a question, an answer or a note.
type Turn struct {
	Label  string // short mark in the gutter, such as "Q 12" or "A"
	Left   Text   // the original
	Right  Text   // the translation
	Anchor string
}

// Parallel is an account with its translation beside it. Turns start level
// with each other and run on over the page. When no turn has a right side the
// left one takes the whole width.
type Parallel struct {
	LeftTitle, RightTitle string
	LeftLang, RightLang   string
	Turns                 []Turn
}

// Item is an entry of a list.
type Item struct {
	Text Text
	Sub  []Item
}

// List is a list with bullets, or with numbers when Ordered.
type List struct {
	Ordered bool
	Items   []Item
}

// Happening is an entry of a chronology.
type Happening struct {
	When   string // as it is printed, such as "about 9 June 2014"
	Text   Text
	Source Text // printed small below; may be empty
	Anchor string
}

// Chronology is a list of happenings with their dates in the gutter.
type Chronology struct {
	Entries []Happening
}

// CalloutKind says how loud a callout is.
type CalloutKind uint8

// The kinds of callout.
const (
	Info    CalloutKind = iota // something to know
	Gap                        // something that is missing or not sourced
	Warning                    // something that must not be overlooked
)

// Callout is a short remark set off from the text.
type Callout struct {
	Kind  CalloutKind
	Title string
	Text  Text
}

// Hash is a digest on lines of its own, grouped by eight, with a label.
type Hash struct {
	Label string // such as SHA-256
	Hex   string
}

// Grid is words that people copy and compare by hand: large, each in a cell of
// its own, read along the rows.
type Grid struct {
	Columns  int // cells in a row; less than 1 counts as 1
	Words    []string
	Numbered bool // each cell carries its number, from 1
}

// Blank is room to write on by hand: ruled lines with a label before them.
type Blank struct {
	Label string
	Lines int // less than 1 counts as 1
}

// Beside is a figure with blocks at its right, all on one page. Sections do not
// belong in it: they would have no bookmark.
type Beside struct {
	Figure *Figure
	Blocks []Block
}

// Exhibit is a piece of evidence enclosed with the document. It starts a page.
// Its pages are those of a foreign file, printed as they are inside a frame, or
// the blocks that stand in their place.
type Exhibit struct {
	Number string // as it is cited, such as "Ex. 7"; the first part of its outline entry
	Title  string
	Lang   string // of the exhibit; may be empty
	Anchor string // of its first page
	Stamp  string // printed on each of its pages beside the evidence and never on it, with the number of the page

	// Cover is printed on a page of its own before the exhibit; empty for none.
	Cover []Block

	// Sheets are the pages of the file behind Open that are printed, in order.
	// Without any, Blocks are printed.
	Sheets []Sheet
	Blocks []Block

	// Open gives the bytes of a PDF. It may be called more than once and must
	// give the same bytes each time.
	Open   func() (io.ReadCloser, error)
	Name   string // name of the file as received
	SHA256 string // digest of the file as received, hexadecimal
}

// Sheet is a page of a foreign file.
type Sheet struct {
	Page          int     // in its file, counted from 1
	Width, Height float64 // in points, as it is read: turned upright
}

// SheetAnchor names a page of the file of an exhibit, from the anchor of the
// exhibit: a link to it leads to where that page is printed. It is empty for an
// exhibit without an anchor.
func SheetAnchor(exhibit string, page int) string {
	if exhibit == "" {
		return ""
	}
	return exhibit + "-p" + strconv.Itoa(page)
}

// Drawing is a picture of lines and words. Its measures are in millimetres,
// from the upper left corner. It is shrunk where it does not fit, words and
// all, and never enlarged.
type Drawing struct {
	Width, Height float64
	Shapes        []Shape
	Caption       Text
	Alt           string // what it shows, for those who cannot see it
	Anchor        string
}

// Hue says what a colour means; the renderer knows which one it is.
type Hue uint8

// The hues.
const (
	NoHue  Hue = iota // not drawn
	Ink               // what is said
	Soft              // frames, scales, what stands behind
	Faint             // surfaces
	Accent            // what the eye shall find first
	Alarm             // what must not be overlooked
	Paper             // white
)

// Shape is a line, a surface or words in a drawing. Exactly one of Path and
// Words is used.
type Shape struct {
	// Path holds steps as SVG writes them, absolute: "M", "L", "C" and "Z"
	// followed by their coordinates.
	Path   []Step
	Stroke Hue
	Width  float64   // of the stroke
	Dash   []float64 // lengths on and off; nil for a whole line
	Fill   Hue

	Words string
	At    Point   // where their base line starts, ends or has its middle
	Size  float64 // of words, in points
	Style Style
	Hue   Hue // of words
	Align Align
}

// Step is a step of a path.
type Step struct {
	Op byte    // 'M', 'L', 'C' or 'Z'
	P  []Point // one for M and L, three for C, none for Z
}

// Point is a place in a drawing.
type Point struct{ X, Y float64 }

// Together keeps its blocks on one page where they fit on one.
type Together struct {
	Blocks []Block
}

// PageBreak starts a new page.
type PageBreak struct{}

func (*Section) block()    {}
func (*Paragraph) block()  {}
func (*KeyValues) block()  {}
func (*Table) block()      {}
func (*Figure) block()     {}
func (*Gallery) block()    {}
func (*Quote) block()      {}
func (*Parallel) block()   {}
func (*List) block()       {}
func (*Chronology) block() {}
func (*Callout) block()    {}
func (*Hash) block()       {}
func (*Grid) block()       {}
func (*Blank) block()      {}
func (*Beside) block()     {}
func (*Exhibit) block()    {}
func (*Drawing) block()    {}
func (*Together) block()   {}
func (*PageBreak) block()  {}

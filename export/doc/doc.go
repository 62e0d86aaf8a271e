// Package doc is the document tree: what a document says, in order, before
// anyone decides how it looks.
//
// A profile builds the tree, a renderer (PDF first, others later) prints it.
// The rules that keep the two apart:
//
//   - The tree holds plain values only. It knows no case, no person and no
//     paper: a length in it is a wish of the profile, never a position.
//   - Everything a reader can see comes from the tree, including the few words
//     a renderer adds itself ("page 3 of 12"), so that a document is wholly in
//     one language. See [Words].
//   - The same tree is always printed the same. Its date is given by the
//     caller; nothing here asks for the time.
//   - Numbers of sections, numbered paragraphs and footnotes follow from the
//     tree alone ([Number]), so all renderers agree on them. Page numbers are
//     the renderer's and are asked for with [PageRef].
//   - Text may hold anything a person typed. A line feed in it is a line
//     break; renderers must survive the rest.
package doc

import "time"

// Document is one document, from cover to last page.
type Document struct {
	Title   string // printed on the cover and shown as the window title of a viewer
	Subject string
	Author  string
	Lang    string // BCP 47 tag of the main language, such as "en" or "uz-Latn"

	// Date is the date of making. The caller fixes it: the same tree with the
	// same date gives the same bytes.
	Date time.Time

	Page      Page
	Head      RunningHead
	Watermark string // drawn large and light behind the text of every page; may be empty
	Words     Words

	// NumberSections numbers sections 1, 1.1, 1.1.1 unless a section says
	// otherwise.
	NumberSections bool

	Cover    *Cover    // nil for none
	Contents *Contents // table of contents after the cover; nil for none
	Blocks   []Block
}

// PaperSize is a sheet of paper.
type PaperSize int

// The paper sizes that courts ask for.
const (
	A4 PaperSize = iota
	Letter
)

// Page is the page set-up. The zero value of every field stands for a sensible
// choice of the renderer.
type Page struct {
	Size      PaperSize
	Landscape bool
	Margin    Margin
	Body      float64 // size of body text in points
	Note      float64 // size of footnotes in points
	Leading   float64 // line height as a multiple of the text size
	Face      Face
	Justified bool // lines of running text end at the right edge
	Single    bool // each page is a sheet of its own: none says which of how many it is
}

// Face is a family of letters.
type Face int

// The families.
const (
	Charis Face = iota // Charis SIL
	Times              // a face with the measures of Times New Roman, which some courts ask for
)

// Margin holds the white edges of a page in millimetres.
type Margin struct {
	Top, Right, Bottom, Left float64
}

// RunningHead is the line at the top of every page but the cover.
type RunningHead struct {
	Left, Right string
}

// Words are the words a renderer prints by itself. An empty field stands for
// English.
type Words struct {
	PageOf     string // two %d verbs: the page and the number of pages; "page %d of %d"
	Contents   string // title of the table of contents; "Contents"
	Continued  string // after the title of a table that runs on over the page; "continued"
	BadPicture string // under a picture that cannot be drawn; "This picture cannot be drawn."
	BadExhibit string // in place of a document that cannot be drawn; "This document cannot be drawn."
	PartOf     string // on each page of a document in parts; two %d verbs; "part %d of %d"
	InVolume   string // after a page number in another volume; one %d verb; "volume %d"
	VolumeOf   string // on each page of a document in volumes; two %d verbs; "volume %d of %d"
	AtPage     string // at the end of an entry of the outline; one %d verb; "p. %d"
	Figure     string // what is read out before the caption of a picture; "Figure"
	Link       string // what is read out for a link to a page; one %d verb; "Go to page %d"
}

// WithDefaults returns w with its empty fields filled in English.
func (w Words) WithDefaults() Words {
	fill := func(s *string, english string) {
		if *s == "" {
			*s = english
		}
	}
	fill(&w.PageOf, "page %d of %d")
	fill(&w.Contents, "Contents")
	fill(&w.Continued, "continued")
	fill(&w.BadPicture, "This picture cannot be drawn.")
	fill(&w.BadExhibit, "This document cannot be drawn.")
	fill(&w.PartOf, "part %d of %d")
	fill(&w.InVolume, "volume %d")
	fill(&w.VolumeOf, "volume %d of %d")
	fill(&w.AtPage, "p. %d")
	fill(&w.Figure, "Figure")
	fill(&w.Link, "Go to page %d")
	return w
}

// Cover is the first page.
type Cover struct {
	Caption  *Table // the head of a court's first page, in place of the kicker; nil for none
	Kicker   string // small line above the title, such as the name of the organisation
	Title    string // empty for the title of the document
	Subtitle string
	Badge    string     // such as CONFIDENTIAL
	Notice   []string   // lines printed bold on the face of the document, such as RULE 39 – URGENT
	Blocks   []Block    // below the title, such as the caption of the case; no sections
	Facts    []KeyValue // who made it, when, for whom
	Foot     Text       // at the foot of the cover, such as the terms of use
}

// Contents asks for a table of contents.
type Contents struct {
	Depth int // deepest level of section listed; zero for 2
}

// Levels returns the number of levels listed.
func (c *Contents) Levels() int {
	if c.Depth > 0 {
		return c.Depth
	}
	return 2
}

// Package table writes a list as a file that other programs open: CSV, a
// spreadsheet, or a document to print.
//
// Its one job is that what stands on the screen stands in the file, no more and
// no less, and does no harm there. Rules of the package:
//
//   - It knows no record and no file: it gets words and numbers, row by row, and
//     holds one row at a time but for what is printed.
//   - No cell is ever a formula. What a person typed is text, also where it begins
//     with a sign by which a spreadsheet knows a formula.
//   - The same list gives the same bytes. No name of a person, a computer or a
//     program is in them, nor the hour.
package table

import (
	"errors"
	"iter"
	"time"
)

// List is a list to be written.
type List struct {
	Title   string
	Lang    string // BCP 47 tag of its words
	Facts   []Fact // what was asked, how many there are, when: not in CSV
	Caution string // printed large: not in CSV
	Made    time.Time
	Columns []Column
	// Rows gives the rows in their order, as often as it is asked. A row that
	// cannot be read ends the writing with its error.
	Rows  iter.Seq2[[]Cell, error]
	Words Words
}

// Fact is a label and what it says of the list.
type Fact struct{ Label, Value string }

// Column is one column.
type Column struct {
	Title  string
	Weight float64 // its share of the width; zero counts as 1
}

// Cell is what one row holds in a column: words, or a number.
type Cell struct {
	Text   string
	Number int64
	Counts bool // it is Number
}

// Words are the words that a list needs besides its own. They stand in the
// reader's language.
type Words struct {
	List, About string // the names of the two sheets of a spreadsheet
	Cut         string // at the end of what is too long for a cell
	PageOf      string // two %d verbs: the page and the number of pages
	Continued   string // after the title of a table that runs on over the page
	BadPicture  string
}

// ErrTooMany says that a list has more rows or columns than the form of file
// takes.
var ErrTooMany = errors.New("table: more rows or columns than this form of file takes")

// Text is a cell of words.
func Text(s string) Cell { return Cell{Text: s} }

// Number is a cell of a number.
func Number(n int64) Cell { return Cell{Number: n, Counts: true} }

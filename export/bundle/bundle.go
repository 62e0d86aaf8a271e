// Package bundle makes the files of a dossier.
//
// Its one job is to be the one door for window and command line: order → files
// and a report. The way of an order: exhibits are looked at (exhibit), who must
// not appear is taken out (redact), the document is built (export), the gate
// says what should be known (gate), pages are printed (pdf, docx, html, text),
// and every finished file is searched for what must not be in it (leak).
//
// Rules of the package: a dossier is made whole or not at all, and nothing is
// made of one that the gate stops; what is to be hidden is hidden before
// anything is built, and one hit of the search refuses all files; nothing is
// written anywhere but into the files that the caller gives, and nothing of a
// dossier from which something was taken out before it was searched; the same
// order gives the same bytes. No error and no name of a redacted file says a word of
// the record.
package bundle

import (
	"io"
	"time"

	"guvoh/export"
	"guvoh/export/doc"
	"guvoh/export/gate"
	"guvoh/export/leak"
	"guvoh/export/pdf"
	"guvoh/export/profile"
	"guvoh/export/redact"
	"guvoh/model"
)

// Order says which dossier is wanted, for whom and how.
type Order struct {
	Profile  *profile.Profile
	Snapshot *model.Snapshot
	Dossier  model.ID // zero when the record alone speaks
	Words    export.Words
	At       time.Time

	Recipient string // who gets it; empty for whom the dossier names, else the body
	Redact    bool   // take out the names of people, and all that leads to them
	Identity  string // how hidden people are called, of [profile.Identities]; empty as the dossier or the profile has it
	Format    string // of [profile.Formats]; empty for pdf
	Archive   Archive
	Volumes   profile.Volumes // zero as the dossier or the profile has it
	Parts     bool            // for a fax: parts of so many pages as the profile says
	Seal      string          // passphrase of a sealed copy; empty for none
	Strict    bool            // warnings that nobody passed over stop it, too

	// Looked and Paint are what a person decided about exhibits of a redacted
	// dossier; see [redact.Plan].
	Looked map[string]bool
	Paint  map[string][]redact.Bar

	// Tells knows of a whole file which records tell of some persons alone, where the
	// snapshot is but a part of it, as of a list; see [redact.Plan].
	Tells func(absent map[model.ID]bool) func(record model.ID) (bool, error)

	// Name is that of the file without its ending, as the caller chose it; empty
	// for [Name].
	Name string
	// Exhibits knows the files of evidence; see [NewExhibits].
	Exhibits *Exhibits
	// Progress is told how far a step is. Done grows to total. Nil for silence.
	Progress func(step Step, done, total int)
}

// Archive is what a PDF shall claim in the terms of ISO 19005.
type Archive string

// What a PDF may claim.
const (
	ArchiveUsual Archive = ""     // PDF/A-2a, or as much of it as is true
	Archive3     Archive = "3a"   // the same with attachments: the exhibits that are not printed as they are
	ArchiveNone  Archive = "none" // nothing
)

// Step is a part of the work.
type Step string

// The steps, in their order.
const (
	StepExhibits Step = "exhibits" // looking at the files of evidence
	StepRedact   Step = "redact"   // taking out what must not appear
	StepPrint    Step = "print"
	StepSearch   Step = "search" // for what must not be in the files
)

// Steps gives every step.
func Steps() []Step { return []Step{StepExhibits, StepRedact, StepPrint, StepSearch} }

// Draft is a dossier before it is printed.
type Draft struct {
	Document *doc.Document
	Findings []export.Finding
	Clocks   []gate.Deadline
	// Hidden are the persons who are taken out since they did not allow what the
	// profile needs.
	Hidden []model.ID
	// Taken is what was taken out; nil when nothing was.
	Taken *redact.Result

	order  Order
	built  []export.Finding // of building
	before *doc.Document    // as it would be if nothing had been taken out
	files  vetted           // of the exhibits
}

// File is one of the files that were made.
type File struct {
	Name   string
	Format string
	First  int // number of its first page; 0 where there are no pages
	Pages  int
	Size   int64
	SHA256 string
	Claim  pdf.Level
	// Because are the exhibits that keep it from claiming more.
	Because []pdf.Hindrance
	Sealed  bool // opens with the passphrase only
}

// Result is what was made.
type Result struct {
	Title    string // of the document
	Files    []File
	Pages    int // of all files together
	Findings []export.Finding
	Hidden   []model.ID     // persons who are taken out since they did not allow it
	Taken    *redact.Result // what was taken out; nil when nothing was
	// Doubtful are places where a common word may be a hidden name. Somebody
	// should look at them.
	Doubtful []leak.Hit
	Withheld int // places of an annex of patterns that would have named somebody
}

// Target is a file that grows where nobody sees it, and can be read again
// before anybody does.
type Target interface {
	io.Writer
	io.ReaderAt
}

// Create begins the file of that name, with its ending.
type Create func(name string) (Target, error)

// Refused says that the gate stops a dossier, or warns where the order is
// strict. Nothing was made.
type Refused struct {
	Findings []export.Finding // all of them
}

func (r *Refused) Error() string { return "the dossier is stopped" }

// Leaked says that something that must not leave was found in a finished file.
// Nothing was made.
type Leaked struct {
	Hits []leak.Hit
}

func (l *Leaked) Error() string { return "what must not leave was found in a finished file" }

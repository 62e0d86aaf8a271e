package interchange

import (
	"errors"
	"fmt"
	"strings"

	"guvoh/model"
)

// The faults of a document as a whole.
var (
	ErrNotData = errors.New("not a guvoh-data document")
	ErrNewer   = errors.New("the document was made with a newer version of Guvoh")
	ErrChanged = errors.New("the document was changed while it was read")
)

// SyntaxError says where a document stops being JSON.
type SyntaxError struct{ Line int }

func (e *SyntaxError) Error() string { return fmt.Sprintf("line %d is not JSON", e.Line) }

// Fault names what is wrong with one part of a document; each language has
// one sentence for it ("cli.data.<fault>").
type Fault string

// The faults of one part of a document.
const (
	NotArray     Fault = "not_array"     // "records" or "attachments" is no array
	NotObject    Fault = "not_object"    // a record, its fields or an attachment is no object
	UnknownKey   Fault = "unknown_key"   // a member that the format does not have; Field names it
	Repeated     Fault = "repeated"      // a member stands twice in one object; Field names it
	Lacking      Fault = "lacking"       // a member that must be there is not; Field names it
	BadID        Fault = "bad_id"        // the id is no UUID
	Twice        Fault = "twice"         // an earlier record or attachment has the same id or SHA-256
	UnknownKind  Fault = "unknown_kind"  // there is no such kind of record
	UnknownField Fault = "unknown_field" // the kind has no such field
	UnknownTerm  Fault = "unknown_term"  // the field's vocabulary, Want, has no such word
	BadShape     Fault = "bad_shape"     // the value has not the form Want
	BadDate      Fault = "bad_date"      // Date says why
	BadBase64    Fault = "bad_base64"    // the bytes of an attachment cannot be read
	BadSize      Fault = "bad_size"      // there are more or fewer bytes than "size" says
	BadHash      Fault = "bad_hash"      // the bytes do not have the SHA-256 they stand under
	Empty        Fault = "empty"         // an attachment without any bytes
	BrokenRule   Fault = "broken_rule"   // Rule says which
)

// The parts of a document that a [Problem] can be about.
const (
	PartDocument   = "document"
	PartRecord     = "record"
	PartAttachment = "attachment"
)

// Problem is one thing that is wrong with a document.
type Problem struct {
	Part   string // PartDocument, PartRecord or PartAttachment
	Number int    // of the record or attachment, counted from 1
	Fault  Fault
	ID     string // of the record, or the SHA-256 of the attachment; "" when it has none that makes sense
	Kind   string
	Field  string
	Want   string           // for BadShape a type of field or a Form…; for UnknownTerm the vocabulary
	Date   *model.DateError // for BadDate
	Rule   model.Fault      // for BrokenRule
}

// The forms, besides the types of field, that [Problem.Want] names.
const (
	FormSHA256     = "sha256"
	FormKind       = "kind_name"
	FormOwnType    = "own_type"
	FormSize       = "size"
	FormVocabulary = "vocabulary_name"
)

func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.Part)
	if p.Number > 0 {
		fmt.Fprintf(&b, " %d", p.Number)
	}
	for _, s := range []string{p.Kind, p.ID} {
		if s != "" {
			b.WriteString(" " + s)
		}
	}
	if p.Field != "" {
		fmt.Fprintf(&b, ", %q", p.Field)
	}
	b.WriteString(": " + string(p.Fault))
	if p.Want != "" {
		b.WriteString(" (" + p.Want + ")")
	}
	if p.Date != nil {
		b.WriteString(": " + p.Date.Error())
	}
	if p.Rule != "" {
		b.WriteString(": " + string(p.Rule))
	}
	return b.String()
}

// MaxProblems is how many problems an [Invalid] names.
const MaxProblems = 20

// Invalid says that a document was refused, and everything that is wrong.
type Invalid struct {
	Problems []Problem // the first MaxProblems, in the order of the document
	More     int       // how many there are besides
}

func (e *Invalid) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.Error()
	}
	s := strings.Join(lines, "; ")
	if e.More > 0 {
		s += fmt.Sprintf(" (and %d more)", e.More)
	}
	return s
}

func (e *Invalid) add(p Problem) {
	if len(e.Problems) < MaxProblems {
		e.Problems = append(e.Problems, p)
		return
	}
	e.More++
}

// name gives a name out of a document when it looks like one: what may be a
// person's words is not repeated.
func name(s string) string {
	if s == "" || len(s) > 64 {
		return ""
	}
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "" {
		return ""
	}
	return s
}

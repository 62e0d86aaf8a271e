// Package redact makes a case without its secrets out of a case.
//
// Its one job is snapshot + plan → snapshot, before anything is laid out.
// Rules of the package:
//
//   - Nothing is covered up. What is hidden is not in the snapshot that comes
//     out: not in a field, not in a file name, not in bytes of evidence.
//   - What is not known to be harmless goes. A kind or a field without a rule
//     is treated as text in which every secret is looked for; a field that the
//     schema does not know is dropped; a file that nobody has looked through is
//     withheld.
//   - One person has one token for one recipient, in every document.
//   - It says what it did ([Result.Withheld]) and what it could not do
//     ([Result.Warnings]), by ids, fields and codes.
//   - The original snapshot is not touched. The same snapshot and plan give the
//     same result.
package redact

import (
	"context"

	"guvoh/export/leak"
	"guvoh/model"
	"guvoh/model/names"
)

// Plan says what is hidden, from whom, and what stands in its place.
type Plan struct {
	Recipient string // of kind pseudonym, field recipient: whose tokens are used
	Lang      string // of the document, "en", "ru", "uz"
	Style     Style
	Words     Words

	// Hidden are the persons, places and organisations whose names go.
	Hidden map[model.ID]Hide
	// HideSharing hides, too, whoever else has a name in common with somebody
	// hidden. Without it that name stays where it stands alone, with a warning.
	HideSharing bool
	// Keep are the rules of [Rules] that are not applied, by id.
	Keep map[string]bool
	// Frees tells whether a person's consent frees a purpose (of the vocabulary
	// consent_purpose) for this recipient; nil frees nothing.
	Frees func(person model.ID, purpose string) bool
	// Pictures lets pictures of hidden persons through where consent frees them.
	Pictures bool

	// Looked are the exhibits, by SHA-256, that a person has looked through for
	// this recipient. All others are withheld.
	Looked map[string]bool
	// Paint says what is painted over in exhibits, by SHA-256.
	Paint map[string][]Bar
}

// Hide is why somebody or something is hidden, and how far.
type Hide struct {
	Why Reason
	// Absent leaves out, with the name, all that is recorded of a person: whose
	// consent is withdrawn is not in the document at all.
	Absent bool
}

// Style is how hidden persons are named.
type Style uint8

// The styles.
const (
	Pseudonym Style = iota // a token: "[Name A]", "[Officer 1]"
	Initials               // "A.B."
	Letter                 // "X", "Y": none that the name begins with
)

// Bar is a part of a page to be painted over, in fractions of its width and
// height from the top left as it is to be read. Page counts from 0.
type Bar struct {
	Page                     int
	Left, Top, Right, Bottom float64
}

// Token is what stands in place of a name.
type Token struct {
	About     model.ID
	Recipient string
	Text      string
}

// Words are the words that stand in place of what is hidden, in the language of
// the document.
type Words interface {
	// Token gives the token of the nth of its sort, from 0: "[Name A]".
	Token(sort TokenSort, n int) string
	// InCase gives a token in a grammatical case, where the language has any and
	// the token takes them; else the token.
	InCase(token string, c names.Case) string
	// Mark is what stands for what has no token: "[number]", "[date]".
	Mark(m Mark) string
}

// TokenSort is a sort of token.
type TokenSort string

// The sorts of token. The words for each stand in the locale.
const (
	TokenPerson       TokenSort = "person"
	TokenOfficial     TokenSort = "official"
	TokenLawyer       TokenSort = "lawyer"
	TokenPlace        TokenSort = "place"
	TokenOrganisation TokenSort = "organisation"
)

// Mark is a sort of thing that is hidden without a token.
type Mark string

// The sorts of mark.
const (
	MarkName    Mark = "name" // of one of several hidden persons, nobody can say which
	MarkNumber  Mark = "number"
	MarkDate    Mark = "date"
	MarkTime    Mark = "time"
	MarkAddress Mark = "address"
	MarkText    Mark = "text"
	MarkExhibit Mark = "exhibit" // the title of evidence that is withheld
)

// Result is what was done.
type Result struct {
	Secrets  []leak.Secret // to be looked for in the finished file
	Allowed  []string      // what may stand there all the same, for [leak.New]
	Tokens   []Token       // those that are new and have to be kept
	Withheld []Entry
	Warnings []Warning
}

// Entry is one thing that was taken out.
type Entry struct {
	Record model.ID
	Kind   string
	Field  string // empty for the whole record
	Reason Reason
}

// Reason is why something was taken out, a code for which each language has
// its words.
type Reason string

// Warning is something that taking out did not solve.
type Warning struct {
	Code   WarningCode
	Record model.ID
	Kind   string
	Field  string
	Other  model.ID // for SharedName, who has it too
	Rule   string   // for Rare and LeftOver, which of [Rules]
}

// WarningCode is a code for which each language has its words.
type WarningCode string

// Apply makes the snapshot without the secrets. It reads evidence, and so takes
// a while where there is much; the context ends it.
func Apply(ctx context.Context, snap *model.Snapshot, plan Plan) (*model.Snapshot, *Result, error) {
	return nil, nil, errNotYet
}

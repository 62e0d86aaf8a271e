// Package redact makes a case without its secrets out of a case.
//
// Its one job is snapshot + plan → snapshot, before anything is laid out.
// Rules of the package:
//
//   - Nothing is covered up. What is hidden is not in the snapshot that comes
//     out: not in a field, not in a file name, not in bytes of evidence.
//   - What is not known to be harmless goes. A field without a rule is taken for
//     text in which every secret is looked for; a field or a kind that the schema
//     does not know is left out; a file that cannot be read is withheld.
//   - One person has one token for one recipient, in every document.
//   - A text that still holds a secret after everything is taken out goes as a
//     whole. What is taken out is looked for by the same means as leak uses, so
//     that a finished file is refused for our mistakes and not for our gaps.
//   - It says what it did ([Result.Withheld]) and what it could not do
//     ([Result.Warnings]), by ids, fields and codes, never by words.
//   - The original snapshot is not touched. The same snapshot and plan give the
//     same result.
package redact

import (
	"guvoh/export/exhibit"
	"guvoh/export/leak"
	"guvoh/model"
	"guvoh/model/names"
)

// Plan says what is hidden, from whom, and what stands in its place.
type Plan struct {
	Recipient string // as in kind pseudonym, field recipient: whose tokens are used
	Lang      string // of the document: "en", "ru", "uz" …
	Style     Style
	Words     Words // nil for signs that belong to no language

	// Hidden are the persons, places and organisations whose names go; see
	// [Persons] for the usual choice.
	Hidden map[model.ID]Hide
	// HideSharing hides, too, whoever else has a name in common with somebody
	// hidden. Without it that name stays where it stands alone, with a warning.
	HideSharing bool

	// Tells knows of a whole file which records tell of some persons alone, where the
	// snapshot holds but a part of it; nil asks the snapshot only.
	Tells func(absent map[model.ID]bool) func(record model.ID) (bool, error)

	// Outside makes a document for readers who may know nothing but what it
	// says: what is internal or sensitive goes, [Rules] are applied, and evidence
	// is withheld unless somebody looked it through. Without it only what leads
	// to the hidden goes, which is for a court that may know all others.
	Outside bool
	// Keep are the rules of [Rules] that are not applied, by id.
	Keep map[string]bool
	// Frees tells whether a person's consent frees a purpose (of the vocabulary
	// consent_purpose) for this recipient; nil frees nothing.
	Frees func(person model.ID, purpose string) bool
	// Pictures lets pictures of hidden persons through where consent frees them.
	Pictures bool

	// Looked are the exhibits, by SHA-256, that a person has looked through for
	// this recipient. Outside, all others are withheld.
	Looked map[string]bool
	// Paint says what is painted over in exhibits, by SHA-256.
	Paint map[string][]Bar
	// Reader decodes pictures; nil decodes none, so that they are withheld.
	Reader *exhibit.Reader

	// Fixed are the sentences that the program itself prints.
	Fixed []string
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
// height from the top left as it is to be read. Page counts from 0. What is
// painted is larger: its size shall not tell how long a name is.
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

// The sorts of token.
const (
	TokenPerson       TokenSort = "person"
	TokenOfficial     TokenSort = "official"
	TokenLawyer       TokenSort = "lawyer"
	TokenPlace        TokenSort = "place"
	TokenOrganisation TokenSort = "organisation"
)

// TokenSorts gives every sort of token.
var TokenSorts = []TokenSort{TokenPerson, TokenOfficial, TokenLawyer, TokenPlace, TokenOrganisation}

// Mark is a sort of thing that is hidden without a token.
type Mark string

// The sorts of mark.
const (
	MarkName    Mark = "name" // of one of several hidden persons, nobody can say which
	MarkNumber  Mark = "number"
	MarkDate    Mark = "date"
	MarkTime    Mark = "time"
	MarkAddress Mark = "address"
	MarkText    Mark = "text"    // a text that could not be told apart from its secrets
	MarkExhibit Mark = "exhibit" // the title of evidence, where the same holds
)

// Marks gives every sort of mark.
var Marks = []Mark{MarkName, MarkNumber, MarkDate, MarkTime, MarkAddress, MarkText, MarkExhibit}

// Result is what was done.
type Result struct {
	Hidden   map[model.ID]Hide // with those whom rules have hidden besides
	Secrets  []leak.Secret     // to be looked for in the finished file
	Allowed  []string          // what may stand there all the same, for [leak.New]
	Search   *leak.Search      // of these secrets with what is allowed, ready; it is large where they are many
	Tokens   []Token           // those that are new and have to be kept
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

// The reasons why somebody is hidden.
const (
	NoConsent Reason = "no_consent" // nothing allows the name
	Withdrawn Reason = "withdrawn"  // consent was taken back
	Identity  Reason = "identity"   // the body's rule
	Chosen    Reason = "chosen"     // by whoever makes the document
	Sharing   Reason = "sharing"    // has a name in common with somebody hidden
	ByRule    Reason = "by_rule"    // one of [Rules]
)

// The reasons why something is taken out.
const (
	HoldsName     Reason = "name"          // of somebody hidden
	HoldsNumber   Reason = "number"        // of a document, a telephone
	HoldsDate     Reason = "date"          // made coarser
	HoldsPlace    Reason = "place"         // made coarser
	HoldsAddress  Reason = "address"       //
	LeadsThere    Reason = "leads_there"   // it tells who it is without a name
	Internal      Reason = "internal"      // it is for our own use
	Sensitive     Reason = "sensitive"     // and no consent frees it
	About         Reason = "about"         // of somebody who is left out
	NotLooked     Reason = "not_looked"    // nobody has looked this file through
	SecretInside  Reason = "secret_inside" // its text names somebody hidden
	PictureOf     Reason = "picture_of"    // it shows somebody hidden
	Recording     Reason = "recording"     // a voice tells who it is
	NotDrawn      Reason = "not_drawn"     // it cannot be drawn, and so not painted
	NotSeparable  Reason = "not_separable" // a secret was left in it however it was cut
	UnknownField  Reason = "unknown"       // of a newer program
	Painted       Reason = "painted"       // a copy without what was painted over stands in its place
	TextRewritten Reason = "rewritten"     // a copy with tokens stands in its place
)

// Warning is something that taking out did not solve.
type Warning struct {
	Code   WarningCode
	Record model.ID
	Kind   string
	Field  string
	Other  model.ID // for SharedName, who has it too
	Rule   string   // for LeftOver, which of [Rules]
}

// WarningCode is a code for which each language has its words.
type WarningCode string

// The codes of a Warning.
const (
	SharedName   WarningCode = "shared_name"   // a part of the name is left, since Other, who is named, has it too
	CommonWord   WarningCode = "common_word"   // a word that is also a hidden name was left, being written small
	SmallLetters WarningCode = "small_letters" // a word written small was taken for a hidden name
	BesideOther  WarningCode = "beside_other"  // a hidden given name stood beside another family name: is it the same person?
	InitialsWeak WarningCode = "initials_weak" // where few people live, initials are a name
	LeftOver     WarningCode = "left_over"     // a text holds what often leads to a person
	Rare         WarningCode = "rare"          // so much is told of a hidden person that together it may be a name
	NotRead      WarningCode = "not_read"      // evidence that cannot be searched is let through
)

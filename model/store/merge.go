package store

import (
	"context"
	"io"
	"iter"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
)

// Source is the journal of another copy: somebody's file (package foreign), a
// pack of a team folder (package pack), or an open file of ours ([DB] is one).
// Nothing of it is believed: each link is proved by its stream's chain and
// signature before it is used.
type Source interface {
	// Streams gives what the copy holds of each stream. No two have one id.
	Streams(ctx context.Context) ([]journal.Stream, error)
	// Links gives the links of a stream from one number to another, both
	// included, which lie in one of its runs.
	Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error]
	// Certificates gives which persons answer for which devices.
	Certificates(ctx context.Context) ([]journal.Certificate, error)
	// AttachmentList gives the attachments whose bytes the copy holds.
	AttachmentList(ctx context.Context) ([]journal.Attachment, error)
	// WriteAttachment writes the bytes of one of them. What was written counts
	// only when it does not fail.
	WriteAttachment(ctx context.Context, w io.Writer, a journal.Attachment) error
}

// Choice says what of a merge is wanted.
type Choice struct {
	Way      string            // "file" or "folder": how the work came
	LeaveOut map[model.ID]bool // records of which nothing new is to be taken now
	// Again takes also what was left out of an earlier merge, or came by one
	// that was taken back, but for the records in LeaveOut.
	Again bool
	// WithoutBytes leaves the attachments for another time: they are awaited.
	WithoutBytes bool
	// Step, which may be nil, hears how far it is, done of total.
	Step func(done, total int)
}

// Mergedness is what happened to a record in a merge.
type Mergedness string

// The ways in which a merge touches a record.
const (
	MergedNew      Mergedness = "new"
	MergedChanged  Mergedness = "changed"
	MergedDeleted  Mergedness = "deleted"
	MergedRestored Mergedness = "restored"
	MergedPurged   Mergedness = "purged" // values or bytes of it are gone for good
)

// MergeReport says what a merge would do, or did.
type MergeReport struct {
	Merge   int64     `json:"merge,omitempty"` // its number in this file; 0 for a preview and where nothing came
	At      time.Time `json:"at"`
	Way     string    `json:"way"`
	Entries int       `json:"entries"` // changes of records that came

	New       int `json:"new"` // records
	Changed   int `json:"changed"`
	Deleted   int `json:"deleted"`
	Restored  int `json:"restored"`
	Purged    int `json:"purged"`
	Conflicts int `json:"conflicts"` // fields that have more than one value since
	LeftOut   int `json:"left_out"`  // records

	People      []Part        `json:"people"`      // who wrote what came
	Records     []Merged      `json:"records"`     // the first of them: conflicts, purges and deletions before the rest
	More        int           `json:"more"`        // records that are not listed
	Attachments []MergedBytes `json:"attachments"` // whose bytes came or are still awaited
	Quarantine  []Quarantined `json:"quarantine"`  // what was not taken
	Awaited     []Gap         `json:"awaited"`     // what is known to be missing still
}

// Nothing reports whether nothing came that was not here.
func (r MergeReport) Nothing() bool {
	return r.Entries == 0 && r.LeftOut == 0 && len(r.Quarantine) == 0 && r.came() == 0
}

func (r MergeReport) came() (n int) {
	for _, a := range r.Attachments {
		if a.Came {
			n++
		}
	}
	return n
}

// Trust says how sure it is who wrote something.
type Trust string

// The degrees of trust.
const (
	Own        Trust = "own"        // this device in this file
	Verified   Trust = "verified"   // a colleague whose fingerprint was compared
	Unverified Trust = "unverified" // signed, but nobody here compared the fingerprint
	Unsigned   Trust = "unsigned"   // written before there were signatures, or without a key
)

// Author is who wrote something.
type Author struct {
	Name     string `json:"name"`    // of the colleague's card when there is one, else what the writer claims
	Claimed  string `json:"claimed"` // what the writer claims
	Trust    Trust  `json:"trust"`
	Device   string `json:"device"`   // the key of the device, in hexadecimal; "" when it has none
	Identity string `json:"identity"` // of who answers for it; "" when nobody does
}

// Part is what one author wrote of what came.
type Part struct {
	Author  Author    `json:"author"`
	Entries int       `json:"entries"`
	From    time.Time `json:"from"` // as the writers' machines claim
	To      time.Time `json:"to"`
}

// Merged is one record that a merge touches.
type Merged struct {
	Record     model.ID      `json:"record"`
	Kind       string        `json:"kind"`
	Label      string        `json:"-"` // the words by which a person knows it, after the merge; never kept in a report
	Cases      []model.ID    `json:"cases"`
	What       Mergedness    `json:"what"`
	Fields     []MergedField `json:"fields"`
	LeftOut    bool          `json:"left_out"`        // nothing of it is taken
	LeftBefore bool          `json:"left_out_before"` // it was left out of an earlier merge
}

// MergedField is one field of such a record. Values are never kept in a report.
type MergedField struct {
	Field    string      `json:"field"` // or a register of the journal
	Before   model.Value `json:"-"`     // what is shown here before
	After    model.Value `json:"-"`     // and after
	Came     []Claim     `json:"came"`  // what was written, the newest first
	Conflict bool        `json:"conflict"`
	Long     bool        `json:"-"` // the values are too long, or too many, to be given here
}

// Claim is a value with who wrote it, and when as their machine claims.
type Claim struct {
	Field  string       `json:"-"` // that the value is of; in a disputed delete another than the conflict's
	Value  model.Value  `json:"-"`
	Author Author       `json:"author"`
	At     time.Time    `json:"at"`
	Verb   string       `json:"verb"`
	Gone   bool         `json:"gone"` // the value was purged
	Op     journal.OpID `json:"-"`
}

// MergedBytes is an attachment of a merge.
type MergedBytes struct {
	SHA256 string   `json:"sha256"`
	Size   int64    `json:"size"`
	Came   bool     `json:"came"`   // false: a record names it, and its bytes are still awaited
	Record model.ID `json:"record"` // the evidence, where known
}

// QuarantineReason is why something is in quarantine.
type QuarantineReason string

// See docs/design.md for what each means and what a person can do.
const (
	Forged    QuarantineReason = "forged"     // the signature is not that of the device it names
	Forked    QuarantineReason = "forked"     // another entry with the same number is here: a file or a machine was copied while it was open
	Broken    QuarantineReason = "broken"     // the chain does not hold: entries were changed, taken out or put in
	Malformed QuarantineReason = "malformed"  // the bytes make no sense
	Unproven  QuarantineReason = "unproven"   // a stream of a device without its signature
	OtherKind QuarantineReason = "other_kind" // its record is here as one of another kind; all else of the stream was taken
)

// Quarantined is what came of one stream and was not taken.
type Quarantined struct {
	Stream  model.ID         `json:"stream"`
	Author  Author           `json:"author"`
	Reason  QuarantineReason `json:"reason"`
	Entries int              `json:"entries"`
	From    uint64           `json:"from"` // number of the first in the stream
	New     bool             `json:"new"`  // it was not in quarantine before
}

// Gap is a part of a stream that is known to exist and has not come.
type Gap struct {
	Stream  model.ID  `json:"stream"`
	Author  Author    `json:"author"`
	Entries int       `json:"entries"`
	Since   time.Time `json:"since"` // of the entry before it, or the stream's beginning
}

// Merge is one merge that was carried out.
type Merge struct {
	N      int64
	At     time.Time
	Way    string
	Report MergeReport // with labels and values as they are now
	Undone time.Time   // zero unless it was taken back
}

// Conflict is a field that holds more than one value.
type Conflict struct {
	Record model.ID
	Kind   string
	Field  string  // or journal.Liveness: deleted by one, kept or changed by another
	Values []Claim // the one that is shown first; of very many the different ones before all others
	More   int     // values that are not listed
}

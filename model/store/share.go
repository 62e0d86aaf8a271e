package store

import (
	"context"
	"errors"
	"time"

	"guvoh/model"
	"guvoh/model/vault"
)

// ShareOptions say what goes along in a share.
type ShareOptions struct {
	Cases       []model.ID // which cases
	LeaveOut    []model.ID // persons of whom nothing goes along, see [DB.SharePlan]
	History     bool       // also what the records held before, and what was deleted
	Attachments bool       // also the bytes of evidence
	Composed    bool       // also dossiers that are being composed of the cases
	// Step, which may be nil, hears how far it is, done of total.
	Step func(done, total int)
}

// ShareReport says what went into a file that was made to be given away, and
// what did not. It holds counts and ids, no names.
type ShareReport struct {
	Cases           int       `json:"cases"`
	Records         int       `json:"records"`
	Persons         int       `json:"persons"`
	Entries         int       `json:"entries"`          // of the journal, whole; 1 stream of them in a snapshot
	Bare            int       `json:"bare"`             // of which only the commitment went
	Streams         int       `json:"streams"`          // writing sessions
	Attachments     int       `json:"attachments"`      // whose bytes went
	AttachmentBytes int64     `json:"attachment_bytes"` // how many
	Awaited         int       `json:"awaited"`          // attachments that are named and whose bytes did not go
	LeftOut         LeftOut   `json:"left_out"`
	Mentions        []Mention `json:"mentions"` // where somebody who was left out is named all the same
	Size            int64     `json:"size"`     // of the file, in bytes
	Origin          Origin    `json:"origin"`
}

// LeftOut counts what did not go along, and never says who or what.
type LeftOut struct {
	Persons     int      `json:"persons"`          // by choice
	Records     int      `json:"records"`          // theirs, and those of kinds that do not go
	Values      int      `json:"values"`           // of fields that do not go; in a share, old values
	Attachments int      `json:"attachments"`      // whose bytes stayed
	Kinds       []string `json:"kinds,omitempty"`  // kinds of which nothing went
	Fields      []string `json:"fields,omitempty"` // "kind.field" of which nothing went
}

// Mention is a place where the words name a person who was left out. Nobody
// but a reader can take a name out of a sentence.
type Mention struct {
	Person model.ID `json:"person"`
	Record model.ID `json:"record"`
	Kind   string   `json:"kind"`
	Field  string   `json:"field"`
}

// ShareTo writes a new file with some cases of this one, which lock opens: the
// recipient of a colleague or a passphrase. It appears whole or not at all. Its
// holder can work in it, and it merges back by the ids of its records: the
// chain and the signature of each stream still prove who wrote what, and of
// what was left out only commitments are in it, so that nothing of it is there
// and nothing of it is ever taken for deleted. A zero cost is measured for this
// machine. It fails with [ErrExists], and with [ErrNotFound] when a case is not
// there.
func (db *DB) ShareTo(ctx context.Context, path string, lock vault.Lock, cost vault.Cost, o ShareOptions) (ShareReport, error) {
	return ShareReport{}, errSkeleton
}

// SharePlan is what a person should know before cases are given away.
type SharePlan struct {
	Cases       []SharedCase       `json:"cases"`
	Persons     []SharedPerson     `json:"persons"` // those of the cases first
	Attachments []SharedAttachment `json:"attachments"`
	Records     int                `json:"records"`   // without composed ones
	Composed    int                `json:"composed"`  // dossiers and what is theirs
	Deleted     int                `json:"deleted"`   // records that go along only with the history
	Kinds       map[string]int     `json:"kinds"`     // how many records of each kind
	Entries     int                `json:"entries"`   // of the journal
	Streams     int                `json:"streams"`   // writing sessions
	Authors     []Author           `json:"authors"`   // who wrote them: their names go along in a share
	Sensitive   []string           `json:"sensitive"` // "kind.field" of sensitive fields that hold something
	Conflicts   int                `json:"conflicts"` // fields with more than one value
}

// SharedCase is one of the cases.
type SharedCase struct {
	ID      model.ID `json:"id"`
	Label   string   `json:"label"`
	Records int      `json:"records"`
}

// SharedPerson is a person who would go along.
type SharedPerson struct {
	ID      model.ID           `json:"id"`
	Label   string             `json:"label"`
	Roles   []string           `json:"roles"`   // words of vocabulary case_role; none for somebody who is only pointed at
	Consent model.ConsentState `json:"consent"` // as to the purpose that was asked for
	Record  model.ID           `json:"record"`  // the consent in which that stands; zero when there is none
	Asked   bool               `json:"asked"`   // it is for this person to say: not an official, a suspect or one of ours
	Ours    bool               `json:"ours"`    // known only as one who works on the case
	// LeaveOut is what we propose: see [DB.SharePlan].
	LeaveOut bool `json:"leave_out"`
}

// SharedAttachment is a piece of evidence that would go along.
type SharedAttachment struct {
	Record model.ID `json:"record"`
	Label  string   `json:"label"`
	SHA256 string   `json:"sha256"`
	Size   int64    `json:"size"`
	Here   bool     `json:"here"` // its bytes are in this file
}

// SharePlan gives what a person should know before giving away cases for a
// purpose (a word of vocabulary consent_purpose: share_colleagues,
// share_partners, lawyer…).
//
// Whom we propose to leave out: whoever said no to the purpose or took their
// consent back, whatever their part; and for any purpose but share_colleagues
// everybody whose say it is and who has not said yes without a condition.
// Colleagues work on one file already, so to them somebody who was never asked
// goes along and is flagged. Those who are no source of the case (officials,
// suspects, lawyers, our own people) are not asked, but their no counts.
func (db *DB) SharePlan(ctx context.Context, cases []model.ID, purpose string) (SharePlan, error) {
	return SharePlan{}, errSkeleton
}

// SnapshotOptions say what goes into a snapshot for somebody outside.
type SnapshotOptions struct {
	Cases       []model.ID
	LeaveOut    []model.ID      // persons
	Sensitive   bool            // sensitive fields, too
	Without     map[string]bool // kinds ("injury") and fields ("case.summary") that stay here
	Attachments bool            // also the bytes of evidence
	Composed    bool            // also dossiers
	By          string          // who makes it, as its readers shall know it; "" does not say
	// Note gives the title and the words of a note that tells a reader in the
	// file what it is, from what is known of it. nil: no note.
	Note func(Origin) (title, text string)
	Step func(done, total int)
}

// SnapshotTo writes a new file for somebody outside: what the records of some
// cases hold now, as one action of nobody in particular, without history. What
// its holder changes comes back as [Proposal]s only. The same ids stand in it.
// Left out always: who works on the case and how (see outside.go).
func (db *DB) SnapshotTo(ctx context.Context, path string, lock vault.Lock, cost vault.Cost, o SnapshotOptions) (ShareReport, error) {
	return ShareReport{}, errSkeleton
}

// Origin is what a file says of itself that was made of another.
type Origin struct {
	Kind    string     `json:"kind"` // OriginShare or OriginSnapshot
	At      time.Time  `json:"at"`
	By      string     `json:"by"`               // who made it
	Device  string     `json:"device,omitempty"` // in hexadecimal; of a share
	Cases   []model.ID `json:"cases"`
	History bool       `json:"history"`
	Heads   []string   `json:"heads"`           // SHA-256 of the newest chain hash of each stream it was made of, sorted
	Stream  model.ID   `json:"stream,omitzero"` // of a snapshot: the stream that holds it
	LeftOut LeftOut    `json:"left_out"`
	Signed  bool       `json:"-"` // by the device that it names
}

// Faults of origins.
var (
	ErrSnapshot   = errors.New("this is a snapshot for people outside: what was changed in it comes back as proposals only")
	ErrNoSnapshot = errors.New("this is no snapshot for people outside")
)

// The kinds of origin.
const (
	OriginShare    = "share"
	OriginSnapshot = "snapshot"
)

// Origin says what file this one was made of; false when of none.
func (db *DB) Origin(ctx context.Context) (Origin, bool, error) {
	return Origin{}, false, errSkeleton
}

// OriginOf reads what a source says of itself; false when it says nothing.
func OriginOf(ctx context.Context, src Source) (Origin, bool, error) {
	return Origin{}, false, errSkeleton
}

// Proposal is what the holder of a snapshot would have changed in one record.
type Proposal struct {
	Record      model.ID        `json:"record"`
	Kind        string          `json:"kind"`
	Label       string          `json:"-"`     // as the file here knows it, or as they wrote it
	Cases       []model.ID      `json:"cases"` // that it belongs to here
	What        Mergedness      `json:"what"`  // MergedNew, MergedChanged, MergedDeleted or MergedRestored
	Fields      []ProposedField `json:"fields"`
	Author      Author          `json:"author"` // as they claim
	At          time.Time       `json:"at"`     // of the newest change, as their machine claimed
	Attachments []MergedBytes   `json:"attachments"`
}

// ProposedField is one field of such a record.
type ProposedField struct {
	Field    string      `json:"field"`
	Was      model.Value `json:"-"`       // in the snapshot
	Now      model.Value `json:"-"`       // here
	Proposed model.Value `json:"-"`       // what would stand here; of a list of links, with those that were not in the snapshot
	Changed  bool        `json:"changed"` // it was changed here, too, since the snapshot was made
}

// Acceptance says which proposals are taken.
type Acceptance struct {
	// Whole names records that are taken with all that is proposed of them;
	// Fields single fields of a record.
	Whole  map[model.ID]bool
	Fields map[model.ID][]string
	// Note, when it holds words, is kept as a note in the cases concerned: who
	// proposed it and on what it rests.
	Note string
}

// Proposals gives what the holder of a snapshot changed in it, as against the
// snapshot and as against what stands here now. It fails with [ErrNoSnapshot]
// for any other source.
func (db *DB) Proposals(ctx context.Context, src Source) ([]Proposal, error) {
	return nil, errSkeleton
}

// AcceptProposals writes the chosen proposals as one action of the person at
// this file, with the bytes of evidence that belong to them. The rules are
// those of anything typed: it fails with a [*Refused] when one is broken.
func (db *DB) AcceptProposals(ctx context.Context, src Source, a Acceptance) (Changes, error) {
	return Changes{}, errSkeleton
}

package store

import (
	"context"
	"time"

	"guvoh/model"
)

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

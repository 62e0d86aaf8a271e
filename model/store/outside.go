package store

import (
	"context"

	"guvoh/model"
	"guvoh/model/vault"
)

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

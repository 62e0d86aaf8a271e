package store

// Being written: each of these moves to its own file within the hour.

import (
	"context"
	"errors"
	"io"
	"iter"

	"guvoh/model"
	"guvoh/model/journal"
)

var errSkeleton = errors.New("not yet written")

// Preview says what [DB.Merge] would do, and keeps nothing of it.
func (db *DB) Preview(ctx context.Context, src Source, c Choice) (MergeReport, error) {
	return MergeReport{}, errSkeleton
}

// Merge takes what src holds and we lack, in one transaction.
func (db *DB) Merge(ctx context.Context, src Source, c Choice) (MergeReport, error) {
	return MergeReport{}, errSkeleton
}

// Merges gives the merges that were carried out, the newest first.
func (db *DB) Merges(ctx context.Context) ([]Merge, error) { return nil, errSkeleton }

// Unmerge takes a merge back: what came by it is here no more, as if it had
// been left out. What was written here since stays.
func (db *DB) Unmerge(ctx context.Context, n int64, step func(done, total int)) (MergeReport, error) {
	return MergeReport{}, errSkeleton
}

// A DB is a Source.
func (db *DB) Streams(ctx context.Context) ([]journal.Stream, error) { return nil, errSkeleton }

func (db *DB) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	return nil
}
func (db *DB) Certificates(ctx context.Context) ([]journal.Certificate, error) {
	return nil, errSkeleton
}
func (db *DB) AttachmentList(ctx context.Context) ([]journal.Attachment, error) {
	return nil, errSkeleton
}
func (db *DB) WriteAttachment(ctx context.Context, w io.Writer, a journal.Attachment) error {
	return errSkeleton
}

// Conflicts gives the fields of the records that hold more than one value; of
// all records when none is named. ConflictsOfCase: of everything in a case.
func (db *DB) Conflicts(ctx context.Context, ids ...model.ID) ([]Conflict, error) {
	return nil, errSkeleton
}
func (db *DB) ConflictsOfCase(ctx context.Context, c model.ID) ([]Conflict, error) {
	return nil, errSkeleton
}
func (db *DB) CountConflicts(ctx context.Context) (int, error) { return 0, errSkeleton }

// Resolve ends a conflict: v is the value now, and every value that stood there
// is in the history. For journal.Liveness v is true (delete) or false (keep).
func (t *Tx) Resolve(id model.ID, field string, v model.Value) error { return errSkeleton }

// Blame gives who wrote the value that each field of a record shows.
func (db *DB) Blame(ctx context.Context, id model.ID) (map[string]Claim, error) {
	return nil, errSkeleton
}

// News gives the cases to which others' work came since they were last looked
// at; NewsOf what that was; Looked says that they were looked at.
func (db *DB) News(ctx context.Context) ([]model.ID, error)             { return nil, errSkeleton }
func (db *DB) NewsOf(ctx context.Context, c model.ID) ([]Change, error) { return nil, errSkeleton }
func (db *DB) Looked(ctx context.Context, c model.ID) error             { return errSkeleton }

// Purge orders every value that a field of a record ever held, as far as it is
// known here, out of this file and every copy that the order reaches; of all
// fields when field is "". PurgeBytes does so with the bytes of a piece of
// evidence. reason is kept, and must not name anybody.
func (t *Tx) Purge(id model.ID, field, reason string) error     { return errSkeleton }
func (t *Tx) PurgeBytes(evidence model.ID, reason string) error { return errSkeleton }

// Purged gives the fields of a record of which a value was purged, with who
// ordered it; the reason is the claim's value.
func (db *DB) Purged(ctx context.Context, id model.ID) (map[string]Claim, error) {
	return nil, errSkeleton
}

// Quarantine gives what is in quarantine, by stream; QuarantinedChanges what
// it says, as far as it can be read; TakeOver writes that anew as one's own
// action, beside what stands there; DropQuarantined forgets it.
func (db *DB) Quarantine(ctx context.Context) ([]Quarantined, error) { return nil, errSkeleton }
func (db *DB) QuarantinedChanges(ctx context.Context, stream model.ID) ([]Change, error) {
	return nil, errSkeleton
}
func (db *DB) TakeOver(ctx context.Context, stream model.ID) (Changes, error) {
	return Changes{}, errSkeleton
}
func (db *DB) DropQuarantined(ctx context.Context, stream model.ID) error { return errSkeleton }

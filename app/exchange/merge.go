package exchange

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/vault"
)

// Guest is a colleague's file, open as one that somebody else made: nothing of
// it is believed before it is proved. Its methods are called one after the
// other.
type Guest struct {
	*foreign.Guest
	Path string
}

// ErrItself says that the file to merge is the one that is open.
var ErrItself = errors.New("the file to merge is the open file itself")

// GuestError says that a colleague's file could not be used. Err is a
// [*foreign.Refused], [store.ErrWrongKey], [ErrItself], [ErrNoFile], or what
// the system said. [WhyNot] puts it into words.
type GuestError struct {
	Path string
	Err  error
}

func (e *GuestError) Error() string { return e.Path + ": " + e.Err.Error() }

func (e *GuestError) Unwrap() error { return e.Err }

// OpenGuest opens a colleague's file with whatever opens it: the key of the
// open file, which opens every copy of it, else the first of the secrets that
// does. It fails with a [*GuestError], or when ctx is done. [Guest.Close] must
// be called.
func OpenGuest(ctx context.Context, db *store.DB, path string, secrets ...vault.Secret) (*Guest, error) {
	if err := usable(db, path); err != nil {
		return nil, &GuestError{path, err}
	}
	keys := vault.Any{db.Secret()}
	for _, s := range secrets {
		if s != nil {
			keys = append(keys, s)
		}
	}
	before, _ := vault.Inspect(path) // of the first version, or of nobody: its state says nothing
	file, err := foreign.Open(ctx, path, foreign.Options{Secret: keys})
	if err != nil {
		return nil, guestError(ctx, path, err)
	}
	if after, _ := vault.Inspect(path); !bytes.Equal(before.State, after.State) { // somebody wrote in it while it was copied
		file.Close()
		return nil, &GuestError{path, store.ErrUnclosed}
	}
	return &Guest{file, path}, nil
}

// usable refuses what is no other file.
func usable(db *store.DB, path string) error {
	there, err := os.Stat(path)
	if err != nil {
		return bare(err)
	}
	if !there.Mode().IsRegular() {
		return ErrNoFile
	}
	ours, err := os.Stat(db.Path())
	if err == nil && os.SameFile(ours, there) {
		return ErrItself
	}
	for _, beside := range []string{"-journal", "-wal"} { // what is half done would be missing, or half there
		if st, err := os.Lstat(path + beside); err == nil && st.Size() > 0 {
			return store.ErrUnclosed
		}
	}
	return nil
}

// guestError says which file a failure is about; that a person stopped is about
// none.
func guestError(ctx context.Context, path string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &GuestError{path, err}
}

// named is guestError for what a colleague's file is refused for while it is
// read; other failures stay what they are.
func (g *Guest) named(ctx context.Context, err error) error {
	if refused := (*foreign.Refused)(nil); errors.As(err, &refused) {
		return guestError(ctx, g.Path, err)
	}
	return err
}

// Snapshot reports whether the file is a snapshot that was made for somebody
// outside, and what it says of itself: what was changed in it comes back as
// proposals, see [Proposals].
func (g *Guest) Snapshot(ctx context.Context) (store.Origin, bool, error) {
	o, ok, err := store.OriginOf(ctx, g.Guest)
	return o, ok && o.Kind == store.OriginSnapshot, g.named(ctx, err)
}

// Proposals gives what the holder of a snapshot would have changed; see
// [store.DB.Proposals].
func Proposals(ctx context.Context, db *store.DB, g *Guest) ([]store.Proposal, error) {
	p, err := db.Proposals(ctx, g.Guest)
	return p, g.named(ctx, err)
}

// Accept takes some of what was proposed, as one action of the person here,
// which can be undone like any other; see [store.DB.AcceptProposals].
func Accept(ctx context.Context, db *store.DB, g *Guest, a store.Acceptance) (store.Changes, error) {
	c, err := db.AcceptProposals(ctx, g.Guest, a)
	return c, g.named(ctx, err)
}

// Preview says what [Merge] would do, and keeps nothing of it.
func Preview(ctx context.Context, db *store.DB, g *Guest, c store.Choice) (store.MergeReport, error) {
	c.Way = wayFile
	r, err := db.Preview(ctx, g.Guest, c)
	r.Merge = 0 // nothing has that number yet, and nothing can be taken back by it
	return r, g.named(ctx, err)
}

// wayFile is how work comes that a person brings as a file.
const wayFile = "file"

// Merged is what came of a merge, or of taking one back.
type Merged struct {
	store.MergeReport
	Kept string // the path of the copy of the file as it was before; "" where nothing changed
}

// Merge takes from a colleague's file what is wanted of it. Before anything is
// changed a sealed copy of the file is kept (see [store.DB.Keep]); where none
// can be, it fails with a [*KeepError] and nothing is merged. Where nothing new
// came no copy is left. copying, which may be nil, hears how far the copy is.
func Merge(ctx context.Context, db *store.DB, g *Guest, c store.Choice, copying func(done, total int)) (Merged, error) {
	c.Way = wayFile
	nothing, err := nothingNew(ctx, db, g.Guest, c)
	if err != nil {
		return Merged{}, g.named(ctx, err)
	}
	if nothing {
		r, err := db.Merge(ctx, g.Guest, c)
		return Merged{MergeReport: r}, g.named(ctx, err)
	}
	kept, err := keep(ctx, db, store.BeforeMerge, copying)
	if err != nil {
		return Merged{}, err
	}
	r, err := db.Merge(ctx, g.Guest, c)
	if err != nil || !changes(r) {
		return Merged{MergeReport: r}, g.named(ctx, errors.Join(err, db.Forget(kept)))
	}
	return Merged{r, kept.Path}, nil
}

// Unmerge takes the merge with that number back; see [store.DB.Unmerge]. A copy
// of the file as it was is kept, as before a merge: the colleague's file may be
// gone. copying and step may be nil.
func Unmerge(ctx context.Context, db *store.DB, n int64, copying, step func(done, total int)) (Merged, error) {
	kept, err := keep(ctx, db, store.BeforeUndo, copying)
	if err != nil {
		return Merged{}, err
	}
	r, err := db.Unmerge(ctx, n, step)
	if err != nil {
		return Merged{MergeReport: r}, errors.Join(err, db.Forget(kept))
	}
	m, err := db.MergeByNumber(ctx, n)
	if err == nil { // whose work it was
		r.Way, r.People = m.Way, m.Report.People
	}
	return Merged{r, kept.Path}, err
}

// KeepError says that no copy of the file could be kept, so that nothing was
// merged or taken back.
type KeepError struct{ Err error }

func (e *KeepError) Error() string { return "no copy could be kept: " + e.Err.Error() }

func (e *KeepError) Unwrap() error { return e.Err }

func keep(ctx context.Context, db *store.DB, what string, copying func(done, total int)) (store.Kept, error) {
	k, err := db.Keep(ctx, what, copying)
	if err != nil && ctx.Err() == nil && k.Path == "" { // else the copy is there
		return k, &KeepError{err}
	}
	return k, err
}

// changes reports whether a merge changed anything in the file.
func changes(r store.MergeReport) bool {
	return r.Merge != 0 || r.Entries > 0 || slices.ContainsFunc(r.Quarantine, func(q store.Quarantined) bool { return q.New }) ||
		slices.ContainsFunc(r.Attachments, func(a store.MergedBytes) bool { return a.Came })
}

// nothingNew reports whether another copy holds nothing that would change the
// file. It is quick where that shows by the numbers of what is there.
func nothingNew(ctx context.Context, db *store.DB, src store.Source, c store.Choice) (bool, error) {
	theirs, err := src.Streams(ctx)
	if err != nil {
		return false, err
	}
	ours, err := db.Streams(ctx)
	if err != nil {
		return false, err
	}
	here := map[model.ID][]journal.Run{}
	for _, s := range ours {
		here[s.ID] = s.Runs
	}
	for _, s := range theirs {
		for _, r := range s.Runs {
			if !covered(r, here[s.ID]) {
				return false, nil
			}
		}
	}
	c.Step = nil
	r, err := db.Preview(ctx, src, c)
	return err == nil && !changes(r), err
}

// covered reports whether there is a run that holds every number of another.
func covered(r journal.Run, by []journal.Run) bool {
	return slices.ContainsFunc(by, func(b journal.Run) bool { return b.First <= r.First && r.Last <= b.Last })
}

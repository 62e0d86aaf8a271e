package interchange

import (
	"context"
	"errors"
	"fmt"
	"io"

	"guvoh/model"
)

// Target is one action of the store, as a document needs it: *store.Tx.
type Target interface {
	Get(model.ID) (model.Record, error)
	Put(model.Record) error
	Undelete(model.ID) error
	Attach(io.Reader) (sha256 string, size int64, err error)
}

// Outcome says what an import did.
type Outcome struct {
	Added, Changed, Same int // records
	Attachments          int
}

// Into writes the document into an action: a record that is not in the file is
// added, one that is there is changed in the fields that the document names,
// and nothing is deleted. A record that somebody deleted comes back. notFound
// is the error by which the target says that it has no such record.
func (f *File) Into(ctx context.Context, t Target, notFound error) (Outcome, error) {
	var out Outcome
	for _, a := range f.Attachments {
		sha, _, err := t.Attach(cancelled{ctx, f.Open(a)})
		if err != nil {
			return out, fmt.Errorf("attachment %s: %w", a.SHA256, err)
		}
		if sha != a.SHA256 {
			return out, fmt.Errorf("attachment %s: %w", a.SHA256, ErrChanged)
		}
		out.Attachments++
	}
	for _, r := range f.Records {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		old, err := t.Get(r.ID)
		switch {
		case errors.Is(err, notFound):
			out.Added++
		case err != nil:
			return out, err
		case old.Deleted || differs(old, r):
			out.Changed++
		default:
			out.Same++
			continue
		}
		if old.Deleted {
			if err := t.Undelete(r.ID); err != nil {
				return out, err
			}
		}
		if err := t.Put(r); err != nil {
			return out, err
		}
	}
	return out, nil
}

func differs(old, r model.Record) bool {
	for f, v := range r.Values {
		if old.Get(f) != v {
			return true
		}
	}
	return old.Kind != r.Kind
}

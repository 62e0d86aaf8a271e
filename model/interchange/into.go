package interchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

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
//
// A link to a record that the document says is elsewhere is left out when it is
// not in the file either. Documents hold no links to deleted records, so one
// that the file still has is no difference.
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
	at := place{t, notFound}
	for _, r := range f.Records {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		old, found, err := at.look(r.ID)
		if err == nil {
			r, err = at.fit(f, r, old)
		}
		switch {
		case err != nil:
			return out, err
		case !found:
			out.Added++
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

// place is where a document goes.
type place struct {
	target   Target
	notFound error
}

func (p place) look(id model.ID) (r model.Record, found bool, err error) {
	r, err = p.target.Get(id)
	if errors.Is(err, p.notFound) {
		return model.Record{}, false, nil
	}
	return r, err == nil, err
}

// fit gives a record as it goes into the file: its links as [File.Into] says.
func (p place) fit(f *File, r, old model.Record) (model.Record, error) {
	k := f.schema.Kind(r.Kind)
	fitted := r.Clone()
	for name, v := range r.Values {
		field, _ := k.Field(name)
		if field.Type != model.Ref && field.Type != model.Refs || v == old.Get(name) {
			continue
		}
		ids, err := keep(v.Refs(), func(id model.ID) (bool, error) {
			if !f.elsewhere[id] {
				return true, nil // where it leads is for the file to check
			}
			_, found, err := p.look(id)
			return found, err
		})
		if err != nil {
			return r, err
		}
		seen, err := keep(old.Refs(name), func(id model.ID) (bool, error) {
			to, _, err := p.look(id)
			return !to.Deleted, err
		})
		if err != nil {
			return r, err
		}
		switch {
		case slices.Equal(ids, seen) || len(ids) == 0 && v != "":
			delete(fitted.Values, name)
		case len(ids) < len(v.Refs()):
			fitted.Values[name] = linksValue(field, ids)
		}
	}
	return fitted, nil
}

package account

import (
	"context"
	"errors"
	"slices"

	"guvoh/model"
	"guvoh/model/store"
)

// Past gives the account of a merge that was carried out. A report keeps no
// values, so they are read from the history; of a merge that was taken back
// there are none, and a value that was purged since is said to be so.
func Past(ctx context.Context, db *store.DB, m store.Merge) (Account, error) {
	a := Account{MergeReport: m.Report, Undone: !m.Undone.IsZero()}
	if a.Merge = m.N; a.Undone {
		a.At = m.Undone
	}
	a.Records = slices.Clone(a.Records)
	for i := range a.Records {
		r := &a.Records[i]
		label, err := db.Label(ctx, r.Record)
		if err == nil {
			r.Label = label
		}
		came, err := cameWith(ctx, db, m, r.Record)
		if errors.Is(err, store.ErrNotFound) { // it was left out, and has not come since
			continue
		}
		if err != nil {
			return a, err
		}
		r.Fields = slices.Clone(r.Fields)
		for k := range r.Fields {
			fill(&r.Fields[k], came)
		}
	}
	return a, nil
}

// cameWith gives what came to a record by a merge, the newest first.
func cameWith(ctx context.Context, db *store.DB, m store.Merge, id model.ID) ([]store.Change, error) {
	if !m.Undone.IsZero() {
		return nil, nil
	}
	all, err := db.History(ctx, "", id)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c store.Change) bool { return c.Merge != m.N || c.Field == "" })
	slices.Reverse(all)
	return all, nil
}

// fill gives a field of a report its values.
func fill(f *store.MergedField, came []store.Change) {
	var claims []store.Claim
	for _, c := range came {
		if c.Field == f.Field {
			claims = append(claims, store.Claim{Value: c.To, Author: c.By, At: c.At, Verb: c.Verb, Gone: c.ToGone})
			f.Before = c.From // in the end that of the oldest
		}
	}
	if len(claims) == 0 {
		f.Long = true // no values are known
		return
	}
	f.Came, f.After = claims, claims[0].Value
}

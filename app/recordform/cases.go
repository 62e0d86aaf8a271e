package recordform

import (
	"context"
	"slices"

	"guvoh/model"
	"guvoh/model/store"
)

// CasesOf gives the cases in which a record is met: its own, those of the
// record whose row it is, and for a person those they take part in.
func CasesOf(ctx context.Context, db *store.DB, r model.Record) ([]model.ID, error) {
	for range 8 { // rows of rows, never deeper
		switch {
		case r.Kind == "case":
			return []model.ID{r.ID}, nil
		case r.Kind == "participant":
			return []model.ID{r.Ref("case")}, nil
		case len(r.Refs("cases")) > 0:
			return r.Refs("cases"), nil
		}
		k := db.Schema().Kind(r.Kind)
		if k == nil || k.Parent == "" || r.Ref(k.Parent).IsZero() {
			break
		}
		owner, err := db.Get(ctx, r.Ref(k.Parent))
		if err != nil {
			return nil, err
		}
		r = owner
	}
	var out []model.ID
	persons := []model.ID{r.ID}
	if r.Kind != "person" {
		persons = []model.ID{r.Ref("person"), r.Ref("other")}
	}
	for _, p := range persons {
		if p.IsZero() {
			continue
		}
		parts, err := db.Linked(ctx, "participant", "person", p)
		if err != nil {
			return nil, err
		}
		for _, part := range parts {
			if c := part.Ref("case"); !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

package exchange

import (
	"cmp"
	"context"
	"slices"

	"guvoh/assets"
	"guvoh/export/profile"
	"guvoh/model"
	"guvoh/model/store"
)

// Profiles gives every profile that a dossier can follow: those that come with
// the program, then the users' own by their keys. A key of theirs that is the
// id of one of ours is passed over, since a dossier that names it means ours.
// broken are the records of profiles that cannot be read. Without a file there
// are only ours.
func Profiles(ctx context.Context, db *store.DB) (all []profile.Profile, broken []model.ID, err error) {
	if all, err = profile.Load(assets.Profiles); err != nil || db == nil {
		return all, nil, err
	}
	records, err := db.Records(ctx, "profile")
	if err != nil {
		return nil, nil, err
	}
	shipped := len(all)
	for _, r := range records {
		key := r.Text("key")
		if key == "" || profile.Find(all, key) != nil {
			continue
		}
		p, err := profile.Parse([]byte(r.Text("data")))
		if err != nil {
			broken = append(broken, r.ID)
			continue
		}
		p.ID = key
		all = append(all, p)
	}
	slices.SortStableFunc(all[shipped:], func(a, b profile.Profile) int { return cmp.Compare(a.ID, b.ID) })
	return all, broken, nil
}

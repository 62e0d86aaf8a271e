package store

import (
	"context"
	"slices"

	"guvoh/model"
	"guvoh/model/names"
)

// names finds, by the place in ids, who of some persons is named in words: by any
// name that stood in the file. A family name alone counts unless somebody who goes
// along bears it. It is nil when none of them has a name.
func (c *choosing) names(ctx context.Context, ids []model.ID) (*names.Finder, error) {
	var patterns []names.Pattern
	for who, id := range ids {
		rows, err := c.rows(ctx, chooseRecord+"n IN (SELECT source FROM link WHERE target = ? AND field = 'person') AND +kind = 'person_name'", id[:])
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			es, err := c.entries(ctx, "SELECT id, body FROM entry WHERE record = ? ORDER BY id", r.n)
			if err != nil {
				return nil, err
			}
			for _, e := range es {
				for _, o := range e.Ops {
					text := o.Value.Text()
					if text != "" && (o.Field == "text" || o.Field == "family" && !c.bears(text)) {
						patterns = append(patterns, names.Pattern{Who: who, Text: text})
					}
				}
			}
		}
	}
	if len(patterns) == 0 {
		return nil, nil
	}
	return names.NewFinder(patterns), nil
}

// standing gives what stands in the fields of the chosen records besides what they
// show: where people wrote apart, all of it goes along in a share.
func (c *choosing) standing(ctx context.Context) (map[model.ID][]Conflict, error) {
	ids, err := c.db.ids(ctx, "SELECT r.id FROM conflict c JOIN record r ON r.n = c.record GROUP BY r.n")
	if err != nil {
		return nil, err
	}
	all := map[model.ID][]Conflict{}
	for _, id := range ids {
		if _, goes := c.chosen[id]; !goes {
			continue
		}
		if all[id], err = c.db.Conflicts(ctx, id); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// mentions finds where the words of the chosen records name somebody who was left
// out; beside are further values of their fields.
func (c *choosing) mentions(ids []model.ID, finder *names.Finder, beside map[model.ID][]Conflict) []Mention {
	if finder == nil {
		return nil
	}
	schema := c.db.Schema()
	var out []Mention
	for _, id := range c.order {
		r := c.chosen[id]
		k := schema.Kind(r.Kind)
		if k == nil {
			continue
		}
		for _, f := range k.Fields {
			who := named(finder, f, r.Get(f.Name))
			for _, in := range beside[id] {
				for _, v := range in.Values {
					if in.Field == f.Name {
						who = append(who, named(finder, f, v.Value)...)
					}
				}
			}
			slices.Sort(who)
			for _, who := range slices.Compact(who) {
				out = append(out, Mention{Person: ids[who], Record: id, Kind: r.Kind, Field: f.Name})
			}
		}
	}
	return out
}

// bears reports whether somebody who goes along has that family name.
func (c *choosing) bears(family string) bool {
	for _, r := range c.chosen {
		if f := r.Text("family"); r.Kind == "person_name" && f != "" && names.Same(f, family) {
			return true
		}
	}
	return false
}

// named gives who is named in a field of words, each once.
func named(finder *names.Finder, f model.Field, v model.Value) (who []int) {
	var words []string
	switch f.Type {
	case model.Text, model.Long:
		words = []string{v.Text()}
	case model.Texts:
		words = v.List()
	case model.Partial:
		words = []string{v.Date().Words}
	}
	for _, w := range words {
		for _, found := range finder.Find(w) {
			if !found.Doubtful && !slices.Contains(who, found.Who) {
				who = append(who, found.Who)
			}
		}
	}
	return who
}

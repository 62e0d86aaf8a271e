package store

import (
	"slices"

	"guvoh/model"
	"guvoh/model/names"
)

// mentions finds where the words of the chosen records name somebody who was
// left out. A family name alone counts unless somebody who goes along bears it.
func (c *choosing) mentions(ids []model.ID, given []model.Record) []Mention {
	var patterns []names.Pattern
	for _, n := range given {
		who := slices.Index(ids, n.Ref("person"))
		patterns = append(patterns, names.Pattern{Who: who, Text: n.Text("text")})
		if f := n.Text("family"); f != "" && !c.bears(f) {
			patterns = append(patterns, names.Pattern{Who: who, Text: f})
		}
	}
	if len(patterns) == 0 {
		return nil
	}
	finder := names.NewFinder(patterns)
	schema := c.db.Schema()
	var out []Mention
	for _, id := range c.order {
		r := c.chosen[id]
		k := schema.Kind(r.Kind)
		if k == nil {
			continue
		}
		for _, f := range k.Fields {
			for _, who := range named(finder, f, r.Get(f.Name)) {
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

package export

import (
	"slices"

	"guvoh/model"
)

// End is where a path ends in a field: which records have it, and which words
// their coded field must hold.
type End struct {
	Kind, Field string
	Filter      string   // the coded field that chooses among the records; "" for all of them
	Words       []string // what it may hold
}

// End says where the path ends, for whoever looks for such records in a whole
// file; ok is false when that cannot be told from the path alone.
func (p Path) End(schema *model.Schema) (e End, ok bool) {
	if len(p.steps) < 2 {
		return End{}, false
	}
	at, last := p.steps[len(p.steps)-2], p.steps[len(p.steps)-1]
	k := schema.Kind(at.name)
	if k == nil {
		return End{}, false
	}
	if _, has := k.Field(last.name); !has || len(last.filters) > 0 {
		return End{}, false
	}
	e = End{Kind: k.Name, Field: last.name}
	for _, f := range at.filters {
		if f.nth == 0 && !f.no && len(f.values) > 0 {
			e.Filter, e.Words = f.field, f.values
			break
		}
	}
	return e, true
}

// Kinds gives the kinds of record that the path names.
func (p Path) Kinds(schema *model.Schema) []string {
	var kinds []string
	for i, step := range p.steps {
		name := step.name
		if other, ok := pathNames[name]; ok && i == 0 {
			name = other
		}
		if schema.Kind(name) != nil && !slices.Contains(kinds, name) {
			kinds = append(kinds, name)
		}
	}
	return kinds
}

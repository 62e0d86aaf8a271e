package relation

import (
	"cmp"
	"errors"
	"slices"

	"guvoh/model"
	"guvoh/model/store"
)

// way says what a kind of relationship is about, and how it is drawn.
type way struct {
	sort   Sort
	mutual bool
	rises  bool // who is named second stands above the first
	unsure bool // the word itself says so
}

// ways are the kinds of relationship. A word of the users' own is Other.
var ways = map[string]way{
	"parent": {sort: Family}, "child": {sort: Family, rises: true}, "sibling": {sort: Family, mutual: true},
	"spouse": {sort: Family, mutual: true}, "partner": {sort: Family, mutual: true}, "former_spouse": {sort: Family, mutual: true},
	"grandparent": {sort: Family}, "grandchild": {sort: Family, rises: true},
	"uncle_aunt": {sort: Family}, "nephew_niece": {sort: Family, rises: true}, "cousin": {sort: Family, mutual: true},
	"in_law": {sort: Family, mutual: true}, "relative": {sort: Family, mutual: true}, "guardian": {sort: Family},

	"superior": {sort: Command}, "subordinate": {sort: Command, rises: true},
	"employer": {sort: Command}, "employee": {sort: Command, rises: true},
	"member": {sort: Command, rises: true}, "alleged_member": {sort: Command, rises: true, unsure: true},
	"founder": {sort: Command, rises: true}, "leader": {sort: Command, rises: true}, "officer": {sort: Command, rises: true},

	"friend": {sort: Other, mutual: true}, "neighbour": {sort: Other, mutual: true}, "acquaintance": {sort: Other, mutual: true},
	"colleague": {sort: Other, mutual: true}, "business_partner": {sort: Other, mutual: true}, "cellmate": {sort: Other, mutual: true},
	"co_defendant": {sort: Other, mutual: true}, "lawyer": {sort: Other}, "doctor": {sort: Other}, "interpreter": {sort: Other},
	"sympathiser": {sort: Other, unsure: true}, "same_person": {sort: Other, mutual: true, unsure: true},
	"other": {sort: Other, mutual: true}, "unknown": {sort: Other, mutual: true}, "": {sort: Other, mutual: true},
}

// relationships reads those of the persons of the case. Who is at their other end
// joins; whom those know in turn does not.
func (r *reader) relationships() error {
	seen := map[model.ID]bool{}
	for _, person := range slices.Clone(r.inCase) {
		for _, field := range []string{"person", "other"} {
			all, err := r.db.Linked(r.ctx, "relationship", field, person)
			if err != nil {
				return err
			}
			for _, rel := range all {
				if seen[rel.ID] {
					continue
				}
				seen[rel.ID] = true
				if err := r.relationship(rel); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (r *reader) relationship(rel model.Record) error {
	kind := rel.Text("kind")
	how, known := ways[kind]
	if !known {
		how.sort = Other
	}
	other, err := r.db.Get(r.ctx, rel.Ref("other"))
	if err != nil {
		return ignoreMissing(err)
	}
	leads := kind == "leader" || kind == "founder"
	if leads && other.Kind == "person" {
		how.rises = false // who leads a person stands above them
	}
	cited, err := r.cited(rel.ID, "", "person", "kind", "other", "certainty")
	if err != nil {
		return err
	}
	words := r.w.Word("relationship_kind", cmp.Or(kind, "unknown"))
	l := Link{
		Record: rel.ID, Sort: how.sort, Words: words, Mutual: how.mutual, Rises: how.rises, Leads: leads && other.Kind == "organisation",
	}
	switch sure := rel.Text("certainty"); {
	case sure != "" && sure != "certain":
		l.Unsure = r.w.Word("certainty", sure)
	case how.unsure:
		l.Unsure = words
	}
	return r.link(rel.Ref("person"), rel.Ref("other"), l, cited)
}

// ignoreMissing passes over a record that is not in the file.
func ignoreMissing(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}

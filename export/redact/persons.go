package redact

import (
	"slices"

	"guvoh/model"
)

// IsPublic tells whether in a role somebody acts for a State. They are named for what
// they did, and nobody's consent is asked for that.
func IsPublic(role string) bool { return model.InOffice(role) }

// Persons gives whom a document for readers outside hides: everybody whose
// consent does not free the name, but those who have a part in the case only as
// officials, and those who have no name in it. Frees says whose consent frees which purpose, as in [Plan].
func Persons(snap *model.Snapshot, frees func(person model.ID, purpose string) bool) map[model.ID]Hide {
	hidden := map[model.ID]Hide{}
	for _, p := range snap.OfKind("person") {
		if frees != nil && frees(p.ID, "name") || onlyPublic(snap, p.ID) || nameless(snap, p) {
			continue
		}
		hidden[p.ID] = Hide{Why: NoConsent}
	}
	return hidden
}

// nameless tells whether a person is a group, or somebody not yet identified, of
// whom no name is recorded: there is nothing to hide in "six men in plain clothes".
func nameless(snap *model.Snapshot, p model.Record) bool {
	return p.Text("kind") != "individual" && p.Text("kind") != "" && p.Text("pseudonym") == "" && len(snap.Rows("person_name", p.ID)) == 0
}

// onlyPublic tells whether all parts that a person has are of an official.
func onlyPublic(snap *model.Snapshot, person model.ID) bool {
	all := roles(snap, person)
	return len(all) > 0 && !slices.ContainsFunc(all, func(r string) bool { return !IsPublic(r) })
}

func roles(snap *model.Snapshot, person model.ID) []string {
	var out []string
	for _, p := range snap.Linked("participant", "person", person) {
		if r := p.Text("role"); r != "" {
			out = append(out, r)
		}
	}
	for _, i := range snap.Linked("involvement", "who", person) {
		if i.Ref("who") == person {
			out = append(out, "alleged_perpetrator")
		}
	}
	return out
}

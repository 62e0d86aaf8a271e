package desk

// Place is a place with its name in the reader's language.
type Place struct {
	Name  string
	Route Route
}

// Placed is a pane that has places of its own, such as the sections of a case:
// the list of commands and places offers them while the pane is shown.
type Placed interface{ Places() []Place }

// SectionMissing is the section of a route to the dossiers of a case when
// somebody asks what is missing for a body, and not for a dossier.
const SectionMissing = "missing"

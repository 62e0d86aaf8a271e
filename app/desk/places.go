package desk

// Place is a place with its name in the reader's language.
type Place struct {
	Name  string
	Route Route
}

// Placed is a pane that has places of its own, such as the sections of a case:
// the list of commands and places offers them while the pane is shown.
type Placed interface{ Places() []Place }

package names

// Case is the grammatical case in which a name stands.
type Case uint8

// The cases that are told apart. A token in place of a name must stand in the
// same one, or who did it becomes who suffered it.
const (
	Nominative Case = iota
	Genitive        // also the accusative of what lives, in Russian
	Dative
	Accusative
	Instrumental
	Prepositional
	Oblique // one of the others, of which the ending does not tell which
)

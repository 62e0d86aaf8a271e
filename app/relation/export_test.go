package relation

// Knows tells whether it is said what a kind of relationship is about.
func Knows(kind string) bool {
	_, ok := ways[kind]
	return ok
}

package search

// AllKinds gives every kind that the search can be narrowed to.
func AllKinds() (out []string) {
	for _, s := range sorts {
		out = append(out, s.kinds...)
	}
	return out
}

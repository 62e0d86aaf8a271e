package export

import (
	"maps"
	"slices"
)

// SectionTypes gives the types of section that a profile may ask for.
func SectionTypes() []string { return slices.Collect(maps.Keys(builders)) }

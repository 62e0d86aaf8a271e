package export

import (
	"maps"
	"slices"
)

// Save lets a test fail in the middle of writing.
var Save = save

// SectionTypes gives the types of section that a profile may ask for.
func SectionTypes() []string { return slices.Collect(maps.Keys(builders)) }

package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

var patternsSign = sign("patterns", "M12 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM5 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM19 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"+
	"M10.2 9.3 6.6 14l1.6 1.2 3.6-4.7zM13.8 9.3 17.4 14l-1.6 1.2-3.6-4.7zM9 17h6v2H9z")

// PatternsIcon is the sign of what several have in common.
func PatternsIcon() fyne.Resource { return theme.NewThemedResource(patternsSign) }

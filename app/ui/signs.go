package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// The toolkit has no sign for what is locked, nor for what opens it, none for
// people who work together, and no box of which only a part is ticked.
var (
	lockSign = sign("lock", `M7 10V7a5 5 0 0 1 10 0v3h1.5a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 20.5v-9A1.5 1.5 0 0 1 5.5 10zm2 0h6V7a3 3 0 0 0-6 0z`)
	keySign  = sign("key", `M14.5 3a6.5 6.5 0 0 0-6.2 8.4L3 16.6V21h4.4v-2.4h2.4v-2.4h2l1-1A6.5 6.5 0 1 0 14.5 3zm1.8 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z`)
	pairSign = sign("pair", `M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2 20v-2a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5v2zM17 11a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM18 20h4v-1.5a5 5 0 0 0-5-5h-.8a7 7 0 0 1 1.8 4.5z`)
	partSign = sign("part", `M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm2 8v2h10v-2z`)
)

func sign(name, path string) fyne.Resource {
	return fyne.NewStaticResource(name+".svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">`+
		`<path fill="#000000" fill-rule="evenodd" d="`+path+`"/></svg>`))
}

// Signs of the parts of a case for which the toolkit has none.
var (
	injurySign    = sign("injury", `M12 1.8a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4zM5 8.6h14v2.3h-4.4V22h-2.2v-6h-.8v6H9.4V10.9H5z`)
	detentionSign = sign("detention", `M3 3h18v18H3zM5 5v14h2.3V5zM8.9 5v14h2.3V5zM12.8 5v14h2.3V5zM16.7 5v14H19V5z`)
	speechSign    = sign("speech", `M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4.5V17H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM7 7v2h10V7zM7 11v2h7v-2z`)
	tieSign       = sign("tie", `M5.5 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM18.5 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM9.6 11h4.8v2H9.6z`)
)

// InjuryIcon is the sign of what is seen on a body.
func InjuryIcon() fyne.Resource { return theme.NewThemedResource(injurySign) }

// DetentionIcon is the sign of being held.
func DetentionIcon() fyne.Resource { return theme.NewThemedResource(detentionSign) }

// SpeechIcon is the sign of what somebody tells.
func SpeechIcon() fyne.Resource { return theme.NewThemedResource(speechSign) }

// TieIcon is the sign of how two stand to each other.
func TieIcon() fyne.Resource { return theme.NewThemedResource(tieSign) }

// LockIcon is the sign of a file that waits for its key.
func LockIcon() fyne.Resource { return theme.NewThemedResource(lockSign) }

// KeyIcon is the sign of what opens a file.
func KeyIcon() fyne.Resource { return theme.NewThemedResource(keySign) }

// ColleaguesIcon is the sign of people who work together.
func ColleaguesIcon() fyne.Resource { return theme.NewThemedResource(pairSign) }

// partIcon is a box under which some things are ticked and others are not.
func partIcon() fyne.Resource { return theme.NewThemedResource(partSign) }

// NewIcon shows an icon large, in the colour of the program; side is in points
// at 100 %.
func NewIcon(res fyne.Resource, side float32) fyne.CanvasObject {
	var in fyne.Resource = res
	if t, ok := res.(*theme.ThemedResource); ok {
		in = theme.NewPrimaryThemedResource(t)
	}
	return container.NewGridWrap(fyne.NewSquareSize(side*textScale()), widget.NewIcon(in))
}

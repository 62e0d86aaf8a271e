// Package body holds outlines of the human body on which injuries are marked.
// It imports nothing, so that drawing needs no window.
//
// One file for each view of the vocabulary body_view, <view>.json, and
// <view>-child.json where a child is built otherwise: paths as SVG writes them,
// in units of the file's own width and height; places of the vocabulary
// body_site as shares of them, for each side. "Left" is the left of the person.
// Areas say which place a point belongs to: each is a line, in the units of the
// file, and how far around it the place reaches. One without a side belongs to
// the half on which the point lies, or to the middle.
//
// The figures of genitals and perineum lie in a folder of their own. They are
// drawn only where somebody asks for them by name, and there are none of a
// child.
package body

import (
	"embed"
	"io/fs"
)

//go:embed *.json
var views embed.FS

//go:embed locked/*.json
var locked embed.FS

// Views holds the figures that may always be drawn.
func Views() fs.FS { return views }

// Locked holds the figures that are drawn only when asked for.
func Locked() fs.FS {
	f, err := fs.Sub(locked, "locked")
	if err != nil {
		panic(err) // a wrong name of what is embedded above
	}
	return f
}

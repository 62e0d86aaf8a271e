package ui

import "fyne.io/fyne/v2"

// LeafOf gives what is shown over the window.
func LeafOf(e *Enlarged) fyne.CanvasObject { return e.leaf }

// OffsetOf gives how far it is moved.
func OffsetOf(e *Enlarged) fyne.Position { return e.view.Offset }

// MendFace mends a face as if it were Fyne's regular one.
func MendFace(face fyne.Resource) fyne.Resource { return romanDots.mend(face)() }

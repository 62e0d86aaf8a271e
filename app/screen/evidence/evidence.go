// Package evidence shows a piece of evidence and takes new ones in.
//
// Its one job is that the bytes stay what they were when they arrived and that
// a person can see, check and hand them on. Rules of the package: bytes are
// read away from the window; nothing is ever written over; what leaves the
// file is written down in its custody.
package evidence

import (
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/model"
)

// New shows a piece of evidence.
func New(d *desk.Desk, caseID, record model.ID) desk.Pane {
	return recordform.New(d, record, recordform.Options{Case: caseID})
}

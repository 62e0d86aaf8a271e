// Package event shows an event with all that was done in it: victim, act and
// perpetrator on one screen.
package event

import (
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/model"
)

// New shows an event.
func New(d *desk.Desk, caseID, record model.ID) desk.Pane {
	return recordform.New(d, record, recordform.Options{Case: caseID})
}

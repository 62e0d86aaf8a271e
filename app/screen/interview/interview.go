// Package interview shows an interview: who, when and where above the account,
// block by block, original and translation side by side.
package interview

import (
	"guvoh/app/desk"
	"guvoh/app/recordform"
	"guvoh/model"
)

// New shows an interview.
func New(d *desk.Desk, caseID, record model.ID) desk.Pane {
	return recordform.New(d, record, recordform.Options{Case: caseID})
}

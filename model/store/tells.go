package store

import (
	"context"

	"guvoh/model"
)

// Telling knows which records tell of some persons: what is about them, the rows of
// that, and what rests on it. It is for one goroutine.
type Telling struct{ by choosing }

// TellsOf gives what knows which records tell of these persons. It judges by the
// same links as a share from which they are left out, and more strictly of an event:
// one of which nobody else is named tells of them.
func (db *DB) TellsOf(persons map[model.ID]bool) *Telling {
	return &Telling{choosing{view: db.view(), leaveOut: persons, composed: true, events: true, refused: map[model.ID]refusal{}}}
}

// Tells reports whether a record tells of one of the persons. One that is not there
// tells nothing.
func (t *Telling) Tells(ctx context.Context, id model.ID) (bool, error) {
	if len(t.by.leaveOut) == 0 {
		return false, nil
	}
	why, err := t.by.whyOf(ctx, id)
	return why == isTheirs, classify(err)
}

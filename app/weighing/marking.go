package weighing

import (
	"errors"
	"slices"

	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// Mark says, in an action, how a fact bears on an article; "" takes back what was
// said. The record of it stays the same one whoever marks the cell, so that two
// colleagues who disagree see that.
func Mark(tx *store.Tx, complaint, fact model.ID, cell Cell, mark string) error {
	if mark == "" {
		if cell.Bearing.IsZero() {
			return nil
		}
		return tx.Delete(cell.Bearing)
	}
	r := model.NewBearing(complaint, fact)
	if !cell.Bearing.IsZero() {
		r.ID = cell.Bearing
	}
	was, err := tx.Get(r.ID)
	switch {
	case err == nil && was.Deleted:
		if err := tx.Restore(r.ID); err != nil {
			return err
		}
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return err
	}
	if len(cell.Conflicts) > 0 { // whoever marks it has seen what stands there
		if err := tx.Resolve(r.ID, "bearing", model.TextValue(mark)); err != nil {
			return err
		}
	}
	r.Set("bearing", model.TextValue(mark))
	return tx.Put(r)
}

// Argument is what an article alleged gives a dossier: a heading, and the facts
// that support it, in the order of time.
type Argument struct {
	Complaint model.ID
	Heading   string
	About     []model.ID
}

// Arguments gives the articles of the grid as a dossier in a language argues
// them. Facts that cut against an article, or are only needed, stay here.
func (g *Grid) Arguments(in *tr.Printer) []Argument {
	var out []Argument
	for k, a := range g.Articles {
		arg := Argument{Complaint: a.Record.ID, Heading: Name(in, a.Record)}
		for _, f := range g.Facts {
			if f.Cells[k].Mark == Supports && !slices.Contains(arg.About, f.Record.ID) {
				arg.About = append(arg.About, f.Record.ID)
			}
		}
		out = append(out, arg)
	}
	return out
}

package weighing

import (
	"errors"
	"slices"

	"guvoh/model"
	"guvoh/model/store"
)

// Difference is a source that says otherwise than the record does.
type Difference struct {
	Record      model.ID
	Citation    model.ID
	Field       string // its name; "" where the source differs as a whole
	Label       string // the field in words
	Here        string // what the record holds
	Says        string // what the source says instead
	Source      string
	Reliability string
	Credibility string
	Who         string
	Takes       bool // what the source says can become the value of the record

	holds, says model.Value // what was read, of the record and of the source
}

// ErrChanged is that a difference is no longer the one that was seen.
var ErrChanged = errors.New("the record or what its source says was changed meanwhile")

// differences gives what sources say otherwise than the record.
func (r *reader) differences(rec model.Record) []Difference {
	k := r.snap.Schema.Kind(rec.Kind)
	var out []Difference
	for _, c := range r.snap.Rows("citation", rec.ID) {
		says := r.says(rec, c)
		if says == "" {
			continue
		}
		s := r.source(rec, c)
		d := Difference{
			Record: rec.ID, Citation: c.ID, Field: c.Text("field"), Label: s.Field, Says: says,
			Source: s.Title, Reliability: s.Reliability, Credibility: s.Credibility, Who: s.Who,
		}
		if f, ok := k.Field(d.Field); ok {
			d.Here = r.tell.Value(rec, f, rec.Get(f.Name))
			d.holds, d.says = rec.Get(f.Name), takes(f, c)
			d.Takes = d.says != ""
		} else {
			d.Field, d.Label = "", ""
		}
		out = append(out, d)
	}
	return out
}

// says puts into words what a source says otherwise than the record; "" where it says
// what the record says by now.
func (r *reader) says(rec, c model.Record) string {
	k := r.snap.Schema.Kind(rec.Kind)
	f, ok := k.Field(c.Text("field"))
	was := rec.When() // of what a source says of the record as a whole
	if ok {
		was = rec.Date(f.Name)
	}
	says, d := c.Text("differs"), c.Date("differs_date")
	if ok && says == r.tell.Value(rec, f, rec.Get(f.Name)) {
		says = ""
	}
	switch {
	case d.IsZero() || d.Alike(was):
		return says
	case says == "":
		return r.say.Date(d)
	}
	return says + " (" + r.say.Date(d) + ")"
}

// takes gives what a field would hold if a citation were followed; "" where a
// person has to choose, since words are no word of a list and no record.
func takes(f model.Field, citation model.Record) model.Value {
	switch f.Type {
	case model.Partial:
		return citation.Get("differs_date")
	case model.Text, model.Long:
		return citation.Get("differs")
	}
	return ""
}

// Follow makes what a source says the value of the record, in an action. The
// sources that were followed until then differ from now on: each keeps what it
// says, so that choosing the other way is one step as well. Where no source would
// keep what the record said, note (a sentence that says it) stands with the source
// that is followed: nothing goes out of sight. Where the record or the source says
// something else by now, or one of the two is gone, it writes nothing and fails with
// [ErrChanged]: nobody has seen that, and the note would not be true of it.
func Follow(tx *store.Tx, schema *model.Schema, d Difference, note string) error {
	rec, err := tx.Get(d.Record)
	if errors.Is(err, store.ErrNotFound) {
		return ErrChanged
	}
	if err != nil {
		return err
	}
	all, err := tx.Rows("citation", rec.ID)
	if err != nil {
		return err
	}
	f, ok := fieldOf(schema, rec.Kind, d.Field)
	i := slices.IndexFunc(all, func(c model.Record) bool { return c.ID == d.Citation })
	if !ok || i < 0 || all[i].Text("field") != d.Field {
		return ErrChanged
	}
	was, now := rec.Get(f.Name), takes(f, all[i])
	if was != d.holds || now != d.says {
		return ErrChanged
	}
	if now == "" || now == was {
		return nil
	}
	kept, err := turn(tx, all, f, was, now)
	if err != nil {
		return err
	}
	if !kept && was != "" {
		if before := all[i].Text("account"); before != "" {
			note = before + "\n" + note
		}
		if err := tx.Set(all[i].ID, "account", model.TextValue(note)); err != nil {
			return err
		}
	}
	return tx.Set(rec.ID, f.Name, now)
}

func fieldOf(schema *model.Schema, kind, field string) (model.Field, bool) {
	k := schema.Kind(kind)
	if k == nil {
		return model.Field{}, false
	}
	return k.Field(field)
}

// turn has each source of a field differ from the value that it has now where it
// says the one that it had, and tells whether any keeps that.
func turn(tx *store.Tx, all []model.Record, f model.Field, was, now model.Value) (kept bool, err error) {
	keeps := "differs"
	if f.Type == model.Partial {
		keeps = "differs_date"
	}
	for _, c := range all {
		if c.Text("field") != f.Name {
			continue
		}
		switch says := c.Get(keeps); {
		case says == now: // what the record says now
			err = tx.Set(c.ID, keeps, "")
		case says == was:
			kept = true
		case says == "" && was != "" && c.Get("differs") == "" && c.Get("differs_date") == "": // it agreed until now
			kept = true
			err = tx.Set(c.ID, keeps, was)
		}
		if err != nil {
			return kept, err
		}
	}
	return kept, nil
}

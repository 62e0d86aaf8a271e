package weighing

import (
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
}

// differences gives what sources say otherwise than the record.
func (r *reader) differences(rec model.Record) []Difference {
	k := r.snap.Schema.Kind(rec.Kind)
	var out []Difference
	for _, c := range r.snap.Rows("citation", rec.ID) {
		says := c.Text("differs")
		if d := c.Date("differs_date"); !d.IsZero() {
			if on := r.say.Date(d); says == "" {
				says = on
			} else {
				says += " (" + on + ")"
			}
		}
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
			d.Takes = takes(f, c) != ""
		} else {
			d.Field, d.Label = "", ""
		}
		out = append(out, d)
	}
	return out
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
// says, so that choosing the other way is one step as well.
func Follow(tx *store.Tx, schema *model.Schema, d Difference) error {
	rec, err := tx.Get(d.Record)
	if err != nil {
		return err
	}
	all, err := tx.Rows("citation", rec.ID)
	if err != nil {
		return err
	}
	k := schema.Kind(rec.Kind)
	if k == nil {
		return nil
	}
	f, ok := k.Field(d.Field)
	if !ok {
		return nil
	}
	keeps := "differs"
	if f.Type == model.Partial {
		keeps = "differs_date"
	}
	var now model.Value
	for _, c := range all {
		if c.ID == d.Citation {
			now = takes(f, c)
		}
	}
	was := rec.Get(f.Name)
	if now == "" || now == was {
		return nil
	}
	for _, c := range all {
		if c.Text("field") != f.Name {
			continue
		}
		switch c.Get(keeps) {
		case now: // it says what the record says now
			err = tx.Set(c.ID, keeps, "")
		case "":
			if was != "" && c.Get("differs") == "" && c.Get("differs_date") == "" {
				err = tx.Set(c.ID, keeps, was)
			}
		}
		if err != nil {
			return err
		}
	}
	return tx.Set(rec.ID, f.Name, now)
}

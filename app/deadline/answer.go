package deadline

import (
	"errors"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/store"
)

// Answers that a person gives of an entry: words of the vocabulary
// deadline_status.
const (
	Open     = "open"    // of a clock: it becomes a deadline of its own
	Done     = "done"    // it was done
	NotForUs = "dropped" // it is no matter in this case
)

// CanAnswer tells whether something can be said of an entry: of deadlines and
// clocks; a consent and a letter are looked at where they stand.
func (e Entry) CanAnswer() bool {
	return e.Source == Recorded || e.Source == Clock && !e.Record.IsZero()
}

// Say writes, in an action, what a person says of an entry. Of a clock a deadline
// is made, with the rule it rests on and in the words of a language; its id
// follows from the clock, so that colleagues who say something of it apart write
// one record. reason may be empty.
func Say(tx *store.Tx, e Entry, status, lang, reason string, now time.Time) error {
	id := e.Record
	if e.Source == Clock {
		r, err := made(tx, e, lang)
		if err != nil {
			return err
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
		if err := tx.Put(r); err != nil {
			return err
		}
		id = r.ID
	}
	if err := tx.Set(id, "status", model.TextValue(status)); err != nil {
		return err
	}
	done := model.Value("")
	if status == Done {
		day := now.Format(time.DateOnly)
		done = model.DateValue(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay})
	}
	if err := tx.Set(id, "done", done); err != nil {
		return err
	}
	if reason != "" {
		return tx.Set(id, "account", model.TextValue(reason))
	}
	return nil
}

// made is the deadline that stands for a clock.
func made(tx *store.Tx, e Entry, lang string) (model.Record, error) {
	r := model.Record{ID: e.Made, Kind: "deadline", Values: map[string]model.Value{}}
	title := e.Rule.Title.In(lang)
	if body := e.Rule.Body.In(lang); body != "" {
		title = body + ": " + title
	}
	r.Set("cases", model.RefsValue(e.Case))
	r.Set("title", model.TextValue(title))
	r.Set("kind", model.TextValue("limitation"))
	due := e.Due.Date
	due.Zone = ""
	if e.Due.Hour {
		due.Zone = e.Zone.String()
		r.Set("zone", model.TextValue(e.Zone.String()))
	}
	r.Set("due", model.DateValue(due))
	basis := []string{e.Rule.Text.In(lang)}
	if e.Rule.Source != "" {
		basis = append(basis, e.Rule.Source)
	}
	if e.Rule.AsOf != "" {
		basis = append(basis, e.Rule.AsOf)
	}
	r.Set("basis", model.TextValue(strings.Join(basis, " · ")))
	from, err := tx.Get(e.Record)
	if err != nil {
		return r, err
	}
	if p := from.Ref("proceeding"); !p.IsZero() && from.Kind == "step" {
		r.Set("proceeding", model.RefValue(p))
	}
	return r, nil
}

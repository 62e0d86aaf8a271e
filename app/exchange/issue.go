package exchange

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"time"

	"guvoh/export"
	"guvoh/export/bundle"
	"guvoh/model"
	"guvoh/model/store"
)

// Issue is a document that was given out, as its cases remember it: a dossier, a
// list or an annex of patterns.
type Issue struct {
	Cases    []model.ID // of which it tells
	Dossier  model.ID   // zero where nobody composed one
	Title    string     // that it bore
	Profile  string
	Language string
	Reader   string // who gets it
	Purpose  string // of the vocabulary consent_purpose; "" where none was said
	At       time.Time
	Withheld string // what was withheld and why, in words
	Account  string // what else is to be remembered of it
	// Exhibits are the numbers of the exhibits, by their rows. They are never
	// given to others from now on.
	Exhibits map[model.ID]int
	Result   *bundle.Result
}

// Record remembers that a document was given out, as one action: a record of
// each of its files, the words by which it calls people, and the numbers of its
// exhibits. It gives the records of the files.
func Record(ctx context.Context, db *store.DB, i Issue) (ids []model.ID, err error) {
	_, err = db.Do(ctx, "issue", func(tx *store.Tx) (err error) {
		ids, err = i.Into(tx)
		return err
	})
	return ids, err
}

// Into is [Record] inside an action.
func (i Issue) Into(tx *store.Tx) (ids []model.ID, err error) {
	for _, f := range i.Result.Files {
		r := i.record(f)
		if err := tx.Put(r); err != nil {
			return nil, err
		}
		ids = append(ids, r.ID)
	}
	return ids, i.keep(tx)
}

// record is what is remembered of one file.
func (i Issue) record(f bundle.File) model.Record {
	r := model.NewRecord("issue")
	day := i.At.Format(time.DateOnly)
	r.Set("cases", model.RefsValue(i.Cases...))
	r.Set("dossier", model.RefValue(i.Dossier))
	r.Set("date", model.DateValue(model.Date{Earliest: day, Latest: day, Precision: model.PrecisionDay}))
	for field, s := range map[string]string{
		"title": i.Title, "profile": i.Profile, "language": i.Language, "recipient": i.Reader, "withheld": i.Withheld,
		"purpose": i.Purpose, "account": i.Account,
		"file_name": f.Name, "format": f.Format, "sha256": f.SHA256,
	} {
		r.Set(field, model.TextValue(s))
	}
	r.Set("pages", model.IntValue(int64(f.Pages)))
	r.Set("size", model.IntValue(f.Size))
	return r
}

// keep keeps what the next document has to be the same in.
func (i Issue) keep(tx *store.Tx) error {
	if i.Result.Taken != nil {
		for _, t := range i.Result.Taken.Tokens {
			r := model.NewRecord("pseudonym")
			r.Set("about", model.RefValue(t.About))
			r.Set("recipient", model.TextValue(t.Recipient))
			r.Set("text", model.TextValue(t.Text))
			if err := tx.Put(r); err != nil {
				return err
			}
		}
	}
	rows := slices.SortedFunc(maps.Keys(i.Exhibits), func(a, b model.ID) int { return bytes.Compare(a[:], b[:]) })
	for _, row := range rows {
		err := tx.Put(model.Record{ID: row, Kind: "exhibit", Values: map[string]model.Value{
			"number": model.IntValue(int64(i.Exhibits[row])), "issued": model.BoolValue(true),
		}})
		if err != nil {
			return err
		}
	}
	return nil
}

// PassOver records why findings were passed over, as one action. Those that stop
// and those that were passed over before are left alone.
func PassOver(ctx context.Context, db *store.DB, dossier model.ID, findings []export.Finding, reason string) (int, error) {
	n := 0
	_, err := db.Do(ctx, "except", func(tx *store.Tx) (err error) {
		n, err = Except(tx, dossier, findings, reason)
		return err
	})
	return n, err
}

// Except is [PassOver] inside an action. It tells how many it passed over.
func Except(tx *store.Tx, dossier model.ID, findings []export.Finding, reason string) (n int, err error) {
	for _, f := range findings {
		if f.Severity != export.Warning || !f.Exception.IsZero() {
			continue
		}
		r := model.NewRecord("exception")
		r.Set("dossier", model.RefValue(dossier))
		r.Set("code", model.TextValue(string(f.Code)))
		r.Set("record", model.RefValue(f.Record))
		r.Set("field", model.TextValue(f.Spot()))
		r.Set("reason", model.TextValue(reason))
		if err := tx.Put(r); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

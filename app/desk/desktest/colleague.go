package desktest

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"

	"guvoh/model"
	"guvoh/model/store"
)

// Colleague gives a copy of the file as it is now, open for somebody else. What
// they write in it comes by [Bench.Take].
func (b *Bench) Colleague(name string) *store.DB {
	b.TB.Helper()
	data, err := os.ReadFile(b.DB.Path())
	b.Must(err)
	path := filepath.Join(b.TB.TempDir(), name+".guvoh")
	b.Must(os.WriteFile(path, data, 0o600))
	o := b.options()
	o.Author = name
	secret := sha256.Sum256([]byte(name)) // another device signs there
	o.DeviceSecret = secret[:]
	db, err := store.Open(path, o)
	b.Must(err)
	b.TB.Cleanup(func() { db.Close() })
	return db
}

// Take merges the file of a colleague and tells the pane what came, as the
// window does.
func (b *Bench) Take(from store.Source) store.MergeReport {
	b.TB.Helper()
	report, err := b.DB.Merge(context.Background(), from, store.Choice{Way: "file"})
	b.Must(err)
	c := store.Changes{Verb: "merge", Records: map[model.ID]string{}}
	for _, r := range report.Records {
		c.Records[r.Record] = r.Kind
	}
	b.Changed(c)
	return report
}

// Set writes a field of a record in a file, as an action of whoever has it open.
func (b *Bench) Set(db *store.DB, id model.ID, field string, v model.Value) {
	b.TB.Helper()
	_, err := db.Do(context.Background(), "edit", func(tx *store.Tx) error { return tx.Set(id, field, v) })
	b.Must(err)
}

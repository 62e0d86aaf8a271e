// Package exchange carries records into a file and out of it, for the window
// and for the command line alike.
//
// Its one job is to tie the interchange format (package interchange) and the
// embedded sample to the store: each import is one action, and each document
// written reaches the disk whole or not at all.
package exchange

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/interchange"
	"guvoh/model/store"
)

// Import reads a document and writes it into the file as one action. It fails
// with what interchange.Read or the store fails with, and then has changed
// nothing.
func Import(ctx context.Context, db *store.DB, path string) (interchange.Outcome, error) {
	f, err := os.Open(path)
	if err != nil {
		return interchange.Outcome{}, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return interchange.Outcome{}, err
	}
	doc, err := interchange.Read(ctx, f, st.Size(), db.Schema())
	if err != nil {
		return interchange.Outcome{}, err
	}
	var out interchange.Outcome
	_, err = db.Do(ctx, "import", func(tx *store.Tx) (err error) {
		out, err = doc.Into(ctx, tx, store.ErrNotFound)
		return err
	})
	return out, err
}

// Write writes the named cases with all that belongs to them, or every record
// of the file when none is named.
func Write(ctx context.Context, db *store.DB, w io.Writer, cases ...model.ID) (interchange.Summary, error) {
	if len(cases) == 0 {
		return interchange.Write(ctx, w, interchange.Source{
			Schema:  db.Schema(),
			Records: func(kind string) ([]model.Record, error) { return db.Records(ctx, kind) },
			Open:    db.OpenAttachment,
		})
	}
	snaps := make([]*model.Snapshot, len(cases))
	for i, id := range cases {
		var err error
		if snaps[i], err = db.Snapshot(ctx, id); err != nil {
			return interchange.Summary{}, err
		}
	}
	return interchange.Write(ctx, w, interchange.Of(db.Schema(), snaps...))
}

// WriteFile is Write into a file that only its owner can read. The file
// appears whole or not at all; one that is there is replaced.
func WriteFile(ctx context.Context, db *store.DB, path string, cases ...model.ID) (s interchange.Summary, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".guvoh-*.tmp") // created readable by its owner only
	if err != nil {
		return s, err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if s, err = Write(ctx, db, f, cases...); err != nil {
		return s, err
	}
	if err = f.Sync(); err != nil {
		return s, err
	}
	if err = f.Close(); err != nil {
		return s, err
	}
	return s, os.Rename(f.Name(), path)
}

// Sample writes the published sample cases into the file as one action, with
// the bytes of their evidence.
func Sample(ctx context.Context, db *store.DB) error {
	b, err := fs.ReadFile(assets.Sample, "cases.json")
	if err != nil {
		return err
	}
	doc, err := interchange.Read(ctx, bytes.NewReader(b), int64(len(b)), db.Schema())
	if err != nil {
		return err
	}
	_, err = db.Do(ctx, "sample", func(tx *store.Tx) error {
		for _, r := range doc.Records {
			if sha := r.Text("sha256"); sha != "" {
				if err := attach(tx, r.Text("file_name"), sha); err != nil {
					return err
				}
			}
		}
		_, err := doc.Into(ctx, tx, store.ErrNotFound)
		return err
	})
	return err
}

func attach(tx *store.Tx, name, sha string) error {
	f, err := assets.Sample.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	got, _, err := tx.Attach(f)
	if err == nil && got != sha {
		return fmt.Errorf("sample %s: %w", name, store.ErrHash)
	}
	return err
}

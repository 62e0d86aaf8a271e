// Package exchange brings records, material for evidence and the published
// sample into an open file, and records out of it, for the window and for the
// command line alike.
//
// Its one job is that both do this in the same way: each thing brought in is
// one action, whole or not at all, and each thing written reaches the disk
// whole or not at all and never over a case file. Rules of the package: it
// shows nothing; its errors name the path that a person gave, ids and field
// names, never what somebody said.
package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/interchange"
	"guvoh/model/store"
)

// Import reads a document of the interchange format into the file. When it is
// wrong anywhere, also in a way that only the file can tell, the error is an
// [*interchange.Invalid] that names every fault, and nothing was written.
func Import(ctx context.Context, db *store.DB, path string) (interchange.Outcome, error) {
	f, size, err := open(path)
	if err != nil {
		return interchange.Outcome{}, err
	}
	defer f.Close()
	return load(ctx, db, "import", f, size, func(*store.Tx, *interchange.File) error { return nil })
}

// load imports a document of size bytes; more goes into the same action.
func load(ctx context.Context, db *store.DB, verb string, src io.ReaderAt, size int64, more func(*store.Tx, *interchange.File) error) (interchange.Outcome, error) {
	var out interchange.Outcome
	f, err := interchange.Read(ctx, src, size, db.Schema())
	if err != nil {
		return out, err
	}
	_, err = db.Do(ctx, verb, func(tx *store.Tx) error {
		if out, err = f.Into(ctx, tx, store.ErrNotFound); err != nil {
			return err
		}
		return more(tx, f)
	})
	if refused := (*store.Refused)(nil); errors.As(err, &refused) {
		return out, numbered(f, refused)
	}
	return out, err
}

// numbered says where in the document the records stand that the file refused.
func numbered(f *interchange.File, refused *store.Refused) error {
	place := map[model.ID]int{}
	for i, r := range f.Records {
		place[r.ID] = i + 1
	}
	invalid := &interchange.Invalid{More: max(0, len(refused.Problems)-interchange.MaxProblems)}
	for _, p := range refused.Problems[:len(refused.Problems)-invalid.More] {
		invalid.Problems = append(invalid.Problems, interchange.Problem{
			Part: interchange.PartRecord, Number: place[p.Record], ID: p.Record.String(), Kind: p.Kind, Field: p.Field,
			Fault: interchange.BrokenRule, Rule: p.Code,
		})
	}
	return invalid
}

// Sample writes the published cases into the file as one action, with the
// material they rest on.
func Sample(ctx context.Context, db *store.DB) error {
	b, err := fs.ReadFile(assets.Sample, "cases.json")
	if err == nil {
		_, err = load(ctx, db, "sample", bytes.NewReader(b), int64(len(b)), attachSample)
	}
	return err
}

// attachSample brings the bytes of the sample's evidence, which lie beside it
// under the names that the records give.
func attachSample(tx *store.Tx, f *interchange.File) error {
	for _, r := range f.Records {
		if r.Kind != "evidence" {
			continue
		}
		material, err := assets.Sample.Open(r.Text("file_name"))
		if err != nil {
			return err
		}
		sha, _, err := tx.Attach(material)
		material.Close()
		if err != nil {
			return err
		}
		if sha != r.Text("sha256") {
			return fmt.Errorf("sample evidence %s: %w", r.ID, store.ErrHash)
		}
	}
	return nil
}

// WriteFile is [Write] into a file at that path; see [Save].
func WriteFile(ctx context.Context, db *store.DB, path string, cases ...model.ID) (interchange.Summary, error) {
	var sum interchange.Summary
	err := Save(db, path, func(w io.Writer) (err error) {
		sum, err = Write(ctx, db, w, cases...)
		return err
	})
	return sum, err
}

// Write writes the named cases with all that belongs to them, or every record
// of the file when none is named, in the interchange format.
func Write(ctx context.Context, db *store.DB, w io.Writer, cases ...model.ID) (interchange.Summary, error) {
	source := interchange.Source{
		Schema:  db.Schema(),
		Records: func(kind string) ([]model.Record, error) { return db.Records(ctx, kind) },
	}
	if len(cases) > 0 {
		snaps := make([]*model.Snapshot, len(cases))
		for i, id := range cases {
			var err error
			if snaps[i], err = db.Snapshot(ctx, id); err != nil {
				return interchange.Summary{}, err
			}
		}
		source = interchange.Of(db.Schema(), snaps...)
		source.Elsewhere = func(id model.ID) (bool, error) {
			r, err := db.Get(ctx, id)
			if errors.Is(err, store.ErrNotFound) {
				return false, nil
			}
			return err == nil && !r.Deleted, err
		}
	}
	source.Open = func(sha string) (io.ReadCloser, error) {
		r, err := db.OpenAttachment(sha)
		if errors.Is(err, store.ErrNoBytes) {
			return nil, fmt.Errorf("%w: %w", fs.ErrNotExist, err)
		}
		return r, err
	}
	return interchange.Write(ctx, w, source)
}

// FileError says which of the files that a person named could not be used.
// Err is one of the errors of the system or of package store, or [ErrNoFile].
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string { return e.Path + ": " + e.Err.Error() }

func (e *FileError) Unwrap() error { return e.Err }

// The errors of this package itself.
var (
	ErrNoFile   = errors.New("not a file: a folder or a device")
	ErrCaseFile = errors.New("a case file is never written over")
)

// open opens a file that holds something.
func open(path string) (*os.File, int64, error) {
	st, err := os.Stat(path) // before opening: a pipe would wait for its other end
	if err == nil && !st.Mode().IsRegular() {
		err = ErrNoFile
	}
	var f *os.File
	if err == nil {
		f, err = os.Open(path)
	}
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err // the path is said once
		}
		return nil, 0, &FileError{path, err}
	}
	return f, st.Size(), nil
}

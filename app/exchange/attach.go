package exchange

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"path/filepath"

	"guvoh/model"
	"guvoh/model/store"
)

// Attach makes evidence of files: the bytes of each as they are, a record
// with what is known at arrival, and the first line of its custody. fields
// gives what all of them have besides (cases, persons…). When one of them
// cannot be taken, the error is a [*FileError] and none is.
func Attach(ctx context.Context, db *store.DB, fields map[string]model.Value, paths ...string) ([]model.Record, error) {
	var made []model.Record
	for _, path := range paths {
		if err := fit(path); err != nil { // all of them, before the first is read
			return nil, err
		}
	}
	_, err := db.Do(ctx, "attach", func(tx *store.Tx) error {
		for _, path := range paths {
			r, err := attach(ctx, tx, fields, path)
			if err != nil {
				return err
			}
			made = append(made, r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// fit tells beforehand whether a file can be taken.
func fit(path string) error {
	f, size, err := open(path)
	if err != nil {
		return err
	}
	f.Close()
	switch {
	case size == 0:
		return &FileError{path, store.ErrEmpty}
	case size > store.MaxAttachment:
		return &FileError{path, store.ErrTooBig}
	}
	return nil
}

func attach(ctx context.Context, tx *store.Tx, fields map[string]model.Value, path string) (model.Record, error) {
	f, _, err := open(path)
	if err != nil {
		return model.Record{}, err
	}
	defer f.Close()
	in := &watched{ctx: ctx, r: f}
	b := bufio.NewReaderSize(in, 64<<10)
	head, err := b.Peek(sniffed)
	if err == nil || errors.Is(err, io.EOF) {
		name := filepath.Base(path)
		r, err := tx.Evidence(b, name, MediaType(head, name), fields)
		if err == nil || in.failed == nil && !errors.Is(err, store.ErrEmpty) && !errors.Is(err, store.ErrTooBig) {
			return r, err // done, or the file's own disk has failed
		}
		return model.Record{}, &FileError{path, bare(err)}
	}
	return model.Record{}, &FileError{path, bare(err)}
}

// bare takes the path off an error, since it is said already.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// watched remembers what reading a person's file failed with, so that it is
// not taken for a failure of the case file.
type watched struct {
	ctx    context.Context
	r      io.Reader
	failed error
}

func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.failed = err
	}
	return n, err
}

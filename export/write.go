package export

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"guvoh/export/doc"
	"guvoh/export/pdf"
)

// The reasons why a document cannot be put where it was asked for, besides
// those of package fs such as [fs.ErrPermission].
var (
	ErrDiskFull = errors.New("no room left on the disk")
	ErrNotPDF   = errors.New("a file that is not a PDF stands there already")
)

// Write prints a document as a PDF to a file that only its owner can read. The
// file appears whole or not at all: when something fails, or the context ends,
// what stood there before still stands there. A file that is not a PDF, above
// all a case file, is never replaced.
func Write(ctx context.Context, path string, d *doc.Document, progress func(done, total int)) (pdf.Report, error) {
	var report pdf.Report
	err := save(path, func(w io.Writer) (err error) {
		report, err = pdf.Write(w, d, pdf.Options{Context: ctx, Progress: progress, Producer: Program})
		return err
	})
	return report, err
}

// save puts what write writes at path, by way of a file beside it.
func save(path string, write func(io.Writer) error) (err error) {
	if err := replaceable(path); err != nil {
		return err
	}
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".guvoh-*.pdf.tmp") // created readable by its owner alone
	if err != nil {
		return named(err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = named(err)
		}
	}()
	buffer := bufio.NewWriterSize(f, 1<<20)
	if err := write(buffer); err != nil {
		return err
	}
	if err := buffer.Flush(); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	syncFolder(dir)
	return nil
}

// replaceable tells whether path is free, or holds a PDF or nothing.
func replaceable(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 5)
	n, err := io.ReadFull(f, head)
	switch {
	case n == 0 && err == io.EOF, bytes.Equal(head[:n], []byte("%PDF-")):
		return nil
	case err != nil && err != io.ErrUnexpectedEOF:
		return err
	}
	return ErrNotPDF
}

// syncFolder makes a new name in a folder survive a power cut, where the system
// can: the file stands there whole by now, so that a folder that cannot be read,
// or a stick that knows no such thing, is no failure.
func syncFolder(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync() // Windows refuses; NTFS keeps its own journal
		f.Close()
	}
}

// named makes a full disk known by [ErrDiskFull].
func named(err error) error {
	for _, full := range diskFull {
		if errors.Is(err, full) {
			return fmt.Errorf("%w: %w", ErrDiskFull, err)
		}
	}
	return err
}

package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"guvoh/model/store"
	"guvoh/model/vault"
)

// Set is files that are saved together: each grows in a hidden part beside its
// place, and they get their names when all of them are whole.
type Set struct {
	db    *store.DB
	files []*File
}

// File is one of a set. What was written can be read again before it has its
// name, by whoever has to look at it first.
type File struct {
	path   string
	part   part
	buffer *bufio.Writer
	at     io.ReaderAt
	memory *bytes.Buffer // of what goes to a printer or a pipe
	placed bool
	failed error // of the disk
}

// SaveSet puts files where nothing may lie, all of them or none: write makes
// them by [Set.Create]. It fails with [store.ErrExists] when something lies
// there, also when it came meanwhile. db is as for [Save].
func SaveSet(db *store.DB, write func(*Set) error) (err error) {
	s := &Set{db: db}
	defer func() {
		for _, f := range s.files {
			f.drop(err != nil)
		}
	}()
	if err := write(s); err != nil {
		for _, f := range s.files {
			if f.failed != nil {
				return about(f.path, f.failed)
			}
		}
		return err
	}
	for _, f := range s.files {
		if err := f.close(); err != nil {
			return about(f.path, err)
		}
	}
	for _, f := range s.files {
		if err := f.place(); err != nil {
			return about(f.path, err)
		}
	}
	return nil
}

// Create makes the file that will lie at a path.
func (s *Set) Create(path string) (*File, error) {
	if strings.EqualFold(filepath.Ext(path), Extension) {
		return nil, &FileError{path, ErrCaseFile}
	}
	f := &File{path: path}
	switch st, err := os.Stat(path); {
	case err == nil && st.IsDir():
		return nil, &FileError{path, ErrNoFile}
	case err == nil && !st.Mode().IsRegular():
		f.memory = &bytes.Buffer{}
	case err == nil:
		return nil, &FileError{path, store.ErrExists}
	default:
		if f.part, err = newPart(s.db, filepath.Dir(path)); err != nil {
			return nil, about(path, err)
		}
		f.buffer, f.at = bufio.NewWriterSize(f.part.File, 1<<20), f.part.File
	}
	s.files = append(s.files, f)
	return f, nil
}

// Write appends to the file.
func (f *File) Write(p []byte) (n int, err error) {
	if f.memory != nil {
		return f.memory.Write(p)
	}
	if n, err = f.buffer.Write(p); err != nil {
		f.failed = err
	}
	return n, err
}

// ReadAt reads what was written.
func (f *File) ReadAt(p []byte, off int64) (int, error) {
	if f.memory != nil {
		return bytes.NewReader(f.memory.Bytes()).ReadAt(p, off)
	}
	if err := f.buffer.Flush(); err != nil {
		f.failed = err
		return 0, err
	}
	return f.at.ReadAt(p, off)
}

// close brings the part to the disk.
func (f *File) close() error {
	if f.memory != nil {
		return nil
	}
	err := f.buffer.Flush()
	if err == nil {
		err = f.part.Sync()
	}
	if shut := f.part.Close(); err == nil {
		err = shut
	}
	return err
}

// place gives the part its name, or what is in memory to whatever waits there.
func (f *File) place() error {
	if f.memory != nil {
		to, err := os.OpenFile(f.path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		_, err = f.memory.WriteTo(to)
		return errors.Join(err, to.Close())
	}
	if err := place(f.part.Name(), f.path); err != nil {
		return err
	}
	f.placed = true
	vault.SyncFolder(filepath.Dir(f.path))
	return nil
}

// drop ends with a file: its part goes, and with a set that failed also the
// file that had its name already.
func (f *File) drop(failed bool) {
	if f.memory != nil {
		return
	}
	_ = f.part.Close() // a second time where all went well
	if failed && f.placed {
		_ = os.Remove(f.path)
	}
	f.part.remove()
}

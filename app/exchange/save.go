package exchange

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"guvoh/model/store"
	"guvoh/model/vault"
)

// Extension is the end of the name of a case file.
const Extension = ".guvoh"

// Save puts what write writes at a path, readable by its owner only. What
// was there before stays until the new one is complete, and stays when
// anything fails. It fails with [ErrCaseFile] where a case file lies, or where
// one would seem to lie. db is the file that is written from, which remembers
// the part that grows meanwhile, see [SweepParts]; nil where nothing in it is
// secret.
func Save(db *store.DB, path string, write func(io.Writer) error) error {
	if strings.EqualFold(filepath.Ext(path), Extension) {
		return &FileError{path, ErrCaseFile}
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		target = path // nothing there yet
	}
	return about(path, replace(db, target, write))
}

// SaveNew is Save for a path where nothing may lie: it fails with
// [store.ErrExists], also when something comes there meanwhile.
func SaveNew(db *store.DB, path string, write func(io.Writer) error) error {
	if strings.EqualFold(filepath.Ext(path), Extension) {
		return &FileError{path, ErrCaseFile}
	}
	if _, err := os.Lstat(path); err == nil {
		return &FileError{path, store.ErrExists}
	}
	return about(path, grow(db, path, write, place))
}

// about says which path a failure of the disk is about.
func about(path string, err error) error {
	if c := (*contentError)(nil); errors.As(err, &c) {
		return c.error
	}
	if err != nil && !errors.As(err, new(*FileError)) {
		err = &FileError{path, store.Classify(bare(err))}
	}
	return err
}

// contentError keeps a failure of what is written apart from one of the disk
// that it is written to.
type contentError struct{ error }

func replace(db *store.DB, path string, write func(io.Writer) error) error {
	switch st, err := os.Stat(path); {
	case err != nil: // nothing there, or writing will say why not
	case st.IsDir():
		return ErrNoFile
	case !st.Mode().IsRegular(): // a printer, a pipe: it must not be replaced by a file
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(into(f, write), f.Close())
	case vault.Lies(path): // also one under another name is spared
		return ErrCaseFile
	}
	return grow(db, path, write, os.Rename)
}

// grow writes beside a path, and gives the whole its name as put does.
func grow(db *store.DB, path string, write func(io.Writer) error, put func(from, to string) error) error {
	p, err := newPart(db, filepath.Dir(path))
	if err != nil {
		return err
	}
	defer p.remove()
	err = into(p.File, write)
	if err == nil {
		err = p.Sync()
	}
	if shut := p.Close(); err == nil {
		err = shut
	}
	if err == nil {
		err = put(p.Name(), path)
	}
	if err == nil {
		vault.SyncFolder(filepath.Dir(path))
	}
	return err
}

// place gives a finished file its name where nothing of that name is.
func place(from, to string) error {
	err := vault.Place(from, to)
	if errors.Is(err, os.ErrExist) {
		return store.ErrExists
	}
	return err
}

// into writes, and tells whose the failure is.
func into(f *os.File, write func(io.Writer) error) error {
	w := &keeping{w: f}
	buffer := bufio.NewWriterSize(w, 1<<20)
	err := write(buffer)
	if err == nil {
		err = buffer.Flush()
	}
	if err != nil && w.failed == nil {
		return &contentError{err}
	}
	return err
}

type keeping struct {
	w      io.Writer
	failed error
}

func (k *keeping) Write(p []byte) (int, error) {
	n, err := k.w.Write(p)
	if err != nil {
		k.failed = err
	}
	return n, err
}

package exchange

import (
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
// one would seem to lie.
func Save(path string, write func(io.Writer) error) error {
	if strings.EqualFold(filepath.Ext(path), Extension) {
		return &FileError{path, ErrCaseFile}
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		target = path // nothing there yet
	}
	err = replace(target, write)
	if err != nil && !errors.As(err, new(*FileError)) && !errors.As(err, new(*contentError)) {
		err = &FileError{path, store.Classify(bare(err))}
	}
	if c := (*contentError)(nil); errors.As(err, &c) {
		return c.error
	}
	return err
}

// contentError keeps a failure of what is written apart from one of the disk
// that it is written to.
type contentError struct{ error }

func replace(path string, write func(io.Writer) error) error {
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
	f, err := os.CreateTemp(filepath.Dir(path), ".guvoh-*.part")
	if err != nil {
		return err
	}
	err = into(f, write)
	if err == nil {
		err = f.Sync()
	}
	if shut := f.Close(); err == nil {
		err = shut
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// into writes, and tells whose the failure is.
func into(f *os.File, write func(io.Writer) error) error {
	w := &keeping{w: f}
	err := write(w)
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

package vault

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Place gives a file that was made under another name, complete and on the
// disk, the name it was made for. It never overwrites: it fails with
// fs.ErrExist when something of that name is there, and the part stays.
func Place(part, path string) error {
	err := os.Link(part, path) // the only way that asks and does in one step everywhere
	switch {
	case err == nil:
		_ = os.Remove(part) // the file has its name: another one is no failure
	case errors.Is(err, fs.ErrExist):
		return err
	default: // a stick that knows no links
		if _, there := os.Lstat(path); there == nil {
			return fs.ErrExist
		}
		if err := os.Rename(part, path); err != nil {
			return err
		}
	}
	SyncFolder(filepath.Dir(path))
	return nil
}

// SyncFolder makes the names in a folder survive a power cut, where the system
// can. What was named is whole by then, so that a folder that cannot be read,
// or a system that knows no such thing, is no failure.
func SyncFolder(folder string) {
	if f, err := os.Open(folder); err == nil {
		_ = f.Sync() // Windows refuses; NTFS keeps its own journal
		f.Close()
	}
}

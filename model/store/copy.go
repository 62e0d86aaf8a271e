package store

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"

	"guvoh/model/vault"
)

// CopyTo writes a complete, compact copy of the file to a new path, where it
// appears whole or not at all. The same keys open it; its pages are sealed
// anew, so that nobody can compare the two. It is the only safe way to copy an
// open file. It fails with [ErrExists].
func (db *DB) CopyTo(path string) error {
	return db.copyInto(path, db.vault.Copy)
}

// RenewTo is CopyTo with a data key of its own, which nothing opens but the
// passphrase: real revocation of every other key, once the old file and its
// copies are gone. A zero cost is measured for this machine.
func (db *DB) RenewTo(path, passphrase string, cost vault.Cost) error {
	return db.copyInto(path, func(part string) (*vault.File, error) {
		return vault.Create(part, cost, vault.NewPassphrase(passphrase, ""))
	})
}

// copyInto copies into a vault that is made under another name and gets its
// own when it is complete and on the disk.
func (db *DB) copyInto(path string, make func(part string) (*vault.File, error)) error {
	if fileExists(path) {
		return ErrExists
	}
	part := partOf(path)
	v, err := make(part)
	if err != nil {
		return classify(err)
	}
	defer os.Remove(part) // not there any more when all went well
	defer v.Close()
	if _, err := db.sql.ExecContext(db.life, "VACUUM INTO ?", v.URI(false, false)); err != nil {
		return classify(err)
	}
	if err := v.Save(vault.MarkReady); err != nil { // syncs what SQLite wrote, too
		return classify(err)
	}
	return classify(vault.Place(part, path))
}

// partOf names a file in the making, beside its destination.
func partOf(path string) string {
	return filepath.Join(filepath.Dir(path), fmt.Sprintf(".guvoh-%s.part", rand.Text()))
}

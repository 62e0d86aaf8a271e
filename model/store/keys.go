package store

import (
	"context"
	"errors"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model/vault"
)

// control has SQLite carry out a file control of the vault on the file's one
// connection, which no other use can disturb meanwhile.
func (db *DB) control(op, arg int) error {
	return db.raw(context.Background(), func(c *sqlite3.SQLiteConn) error { return c.SetFileControlInt("main", op, arg) })
}

// Keys gives everything that opens the file, in the order it was added.
func (db *DB) Keys() []vault.Slot { return db.vault.Slots() }

// WipeAfter gives how many wrong passphrases in a row destroy the file; 0: none.
func (db *DB) WipeAfter() int { return db.vault.WipeAfter() }

// KeyOf gives the key of the file that a secret is, so that what was used can
// be told from the rest; false when the secret opens nothing here.
func (db *DB) KeyOf(s vault.Secret) (vault.Slot, bool) { return db.vault.SlotOf(s) }

// ChangeKeys carries out changes of what opens the file, all of them or none.
// It fails with [ErrReadOnly], [ErrNoRoom], [ErrLastKey] or what the disk said.
func (db *DB) ChangeKeys(changes ...vault.Change) error {
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	return classify(db.vault.Change(db.control, changes...))
}

// AddDecoy has the passphrase of another, harmless file in the same folder
// open that file instead of this one. It fails as [Open] does for the other
// file, and with vault.ErrFolder.
func (db *DB) AddDecoy(passphrase, other string) error {
	abs, err := resolve(other)
	if err != nil {
		return err
	}
	v, err := unlock(abs, vault.Passphrase(passphrase))
	if err != nil {
		return err
	}
	defer v.Close()
	return db.ChangeKeys(vault.Add(vault.NewDecoy(passphrase, v)))
}

// Sealed reports whether a key can be asked for at all: it fails as [Open]
// does, but for the key.
func Sealed(path string) error {
	_, err := vault.Inspect(path)
	if errors.Is(err, vault.ErrPlain) && !isOurs(path) {
		err = ErrNotGuvoh
	}
	return classify(err)
}

// Wipe destroys the keys of a file that is not open here: see [DB.Wipe]. It
// needs no key.
func Wipe(path string) error {
	abs, err := resolve(path) // the journal lies beside the file itself
	if err != nil {
		return err
	}
	return classify(vault.Wipe(abs))
}

// Wipe destroys the keys of the open file and closes it: nobody can open it
// again, with whatever key. It waits for nothing: an action that is being
// carried out is given up. Copies and backups are not reached.
func (db *DB) Wipe() error {
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	if err := db.vault.Wipe(db.control, db.end); err != nil {
		return classify(err)
	}
	return db.Close()
}

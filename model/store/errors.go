package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model"
	"guvoh/model/vault"
)

// The kinds of failure that a caller can act on. Each has one plain sentence
// in every language (assets/locale, "problem.store.*").
var (
	ErrNotGuvoh        = errors.New("not a Guvoh file")                                                 // another kind of file, or an empty one
	ErrDamaged         = errors.New("the file is damaged")                                              // parts of it cannot be read
	ErrNewer           = errors.New("the file was made with a newer version of Guvoh")                  // it is left as it is
	ErrInUse           = errors.New("the file is open in another program")                              // or in a second window
	ErrUnclosed        = errors.New("the file was not closed in order")                                 // what lies beside it is part of it until it is opened
	ErrReadOnly        = errors.New("the file or its folder cannot be written")                         // a CD, a write-protected stick
	ErrFull            = errors.New("the disk is full")                                                 // nothing of the change was kept, all before it was
	ErrExists          = errors.New("a file of that name is already there")                             // Create never overwrites
	ErrNotFound        = errors.New("no such record in the file")                                       //
	ErrNothing         = errors.New("there is nothing to undo")                                         // or to redo
	ErrNoBytes         = errors.New("the bytes of this attachment are not in the file")                 //
	ErrEmpty           = errors.New("the file to attach is empty")                                      //
	ErrTooBig          = errors.New("the file to attach is larger than 1 GiB")                          //
	ErrUnclear         = errors.New("more than one record goes by that reference")                      //
	ErrPurged          = errors.New("these bytes were removed from the file for good")                  // see [Tx.PurgeBytes]
	ErrTooManySessions = errors.New("the file would know of more sessions of writing than can be read") // after a merge of what was made to do harm
	ErrHash            = errors.New("an attachment does not have the SHA-256 it is under")              //

	ErrWrongKey     = vault.ErrWrongKey                                                  // a wrong passphrase, other words, somebody else's key
	ErrWiped        = vault.ErrWiped                                                     // after too many wrong passphrases
	ErrUnsealed     = errors.New("the file is of the first version and not sealed")      // see [Seal]
	ErrHostile      = errors.New("the file was made to do harm, and was not opened")     // it asks for absurd work
	ErrTampered     = errors.New("the keys of the file were changed by somebody else")   // by somebody without one of them
	ErrKeysLost     = errors.New("the keys of the file are destroyed: nothing opens it") // also those that are kept twice
	ErrNoPassphrase = errors.New("a new file is locked with a passphrase")               //
	ErrNoRoom       = vault.ErrNoRoom                                                    // for another key
	ErrLastKey      = vault.ErrLastKey                                                   // nobody could open the file any more
)

// sealed are the failures of the vault that are known here by another name.
var sealed = []struct{ vault, store error }{
	{vault.ErrNotVault, ErrNotGuvoh},
	{vault.ErrPlain, ErrUnsealed},
	{vault.ErrNewer, ErrNewer},
	{vault.ErrDamaged, ErrDamaged},
	{vault.ErrChanged, ErrTampered},
	{vault.ErrGreedy, ErrHostile},
	{vault.ErrOpen, ErrInUse},
	{vault.ErrStale, ErrInUse},
}

// Refused says that an action was not carried out because records in it break
// rules of the model. Nothing of the action was kept.
type Refused struct{ Problems []model.Problem }

func (e *Refused) Error() string {
	p := e.Problems[0]
	if n := len(e.Problems) - 1; n > 0 {
		return fmt.Sprintf("%v (and %d more)", p, n)
	}
	return p.Error()
}

// Classify gives an error of the system the kind above that it belongs to, for
// what is written beside the file: an export to a disk that is full.
func Classify(err error) error { return classify(err) }

// classify turns what SQLite or the system said into one of the kinds above;
// the first cause stays in the chain for the log.
func classify(err error) error {
	if err == nil {
		return nil
	}
	kind := error(nil)
	for _, s := range sealed {
		if errors.Is(err, s.vault) {
			kind = s.store
		}
	}
	var se sqlite3.Error
	if errors.As(err, &se) {
		switch se.Code {
		case sqlite3.ErrNotADB:
			kind = ErrNotGuvoh
		case sqlite3.ErrCorrupt, sqlite3.ErrIoErr, sqlite3.ErrFormat:
			kind = ErrDamaged
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			kind = ErrInUse
		case sqlite3.ErrFull:
			kind = ErrFull
		case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm:
			kind = ErrReadOnly
		}
		if se.SystemErrno != 0 && errors.Is(se.SystemErrno, errNoSpace) {
			kind = ErrFull
		}
	} else if errors.Is(err, errNoSpace) {
		kind = ErrFull
	} else if errors.Is(err, fs.ErrPermission) {
		kind = ErrReadOnly
	} else if errors.Is(err, fs.ErrExist) {
		kind = ErrExists
	}
	if kind == nil || errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%w: %w", kind, err)
}

// fileExists reports whether something of that name is there, a broken link included.
func fileExists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

package vault

import (
	"crypto/sha256"
	"errors"
	"io"
	"os"
)

// Info is what a vault says of itself without a key.
type Info struct {
	ID         []byte // the same in every copy of one file
	State      []byte // another after each change of its keys and each action written to it
	WipeAfter  int    // so many wrong passphrases destroy it; 0: none
	Attempts   int    // wrong ones in a row, if they are counted
	Recipients int    // for how many public keys it is locked
	Cost       Cost
}

// Inspect reads what a vault says of itself. It fails as [Open] does, but for
// the key.
func Inspect(path string) (Info, error) {
	h, err := readHeader(path)
	if err != nil {
		return Info{}, err
	}
	f, err := os.Open(path)
	if err != nil {
		return Info{}, err
	}
	defer f.Close()
	state, err := stateOf(h, f)
	return Info{
		ID: h.ID, State: state, WipeAfter: h.WipeAfter, Attempts: attempts(f),
		Recipients: len(h.Recipients), Cost: h.KDF.Cost,
	}, err
}

// stateOf is a hash of what authenticates the header, and of page 1 as it is
// sealed: SQLite counts there whenever it begins to write (SQLite file format,
// section 1.3.7), and a page that is written is sealed with another nonce.
func stateOf(h *header, f io.ReaderAt) ([]byte, error) {
	page := make([]byte, PageSize)
	n, err := f.ReadAt(page, headerSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	sum := sha256.New()
	sum.Write(h.mac)
	sum.Write(page[:n])
	return sum.Sum(nil), nil
}

// Lies reports whether a case file lies at a path, sealed or not, whole or not,
// so that nothing is written over it by mistake.
func Lies(path string) bool {
	_, err := readHeader(path)
	for _, ours := range []error{nil, ErrOpen, ErrPlain, ErrNewer, ErrDamaged, ErrGreedy} {
		if errors.Is(err, ours) {
			return true
		}
	}
	return false
}

package vault

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
)

func hashOf(b []byte) []byte {
	sum := sha256.Sum256(b)
	return sum[:16]
}

// Wipe destroys both copies of the header of a file that is not open here, and
// with them every slot: nobody can open it again, with whatever key.
// What lies behind stays sealed with a data key that no longer exists
// anywhere. It cannot reach copies and backups, nor what a flash disk keeps of
// blocks that were written over: see docs/threat-model.md. It fails with
// [ErrNotVault] and the like when the file is not a vault, so that nothing
// else is destroyed by mistake.
func Wipe(path string) error {
	if _, err := readHeader(path); err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrGreedy) {
		return err
	}
	for range 2 { // over the noise once more: the first may still wait in a cache
		if _, err := overwrite(path, random(copySize), 0); err != nil {
			return err
		}
	}
	return forgetBeside(path)
}

// Wipe is [Wipe] for a file that SQLite has open. The keys cannot be changed
// afterwards.
func (f *File) Wipe(c Control) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for range 2 {
		if err := f.sealer.carryOut(c, writeHeader, 0, random(copySize)); err != nil {
			return err
		}
	}
	clear(f.dataKey)
	f.dataKey = nil
	return nil
}

// forgetBeside removes the journals beside a wiped file: nothing can use them.
func forgetBeside(path string) error {
	for _, end := range []string{"-journal", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

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
// afterwards. SQLite may be in the middle of an action that takes minutes, so
// its connection is not waited for: noise goes around it to the disk, and then
// end, which may be nil, has it give up what it is doing. On POSIX systems that
// takes SQLite's lock from the file, which does no harm to one that nobody can
// open. Only when the file cannot be reached by its name any more does it go
// through c, as soon as SQLite is free.
func (f *File) Wipe(c Control, end func()) error {
	around := f.noise()
	if around == nil && end != nil {
		end()
	}
	f.mu.Lock() // a change of keys may be writing them at this moment
	defer f.mu.Unlock()
	for range 2 {
		err := f.noise()
		if err != nil {
			err = f.sealer.carryOut(c, writeHeader, 0, random(copySize))
		}
		if err != nil {
			return err
		}
	}
	clear(f.dataKey)
	f.dataKey = nil
	return nil
}

// noise writes over both copies of the header by the name of the file, if it
// is still this file that bears it.
func (f *File) noise() error {
	file, err := os.OpenFile(f.path, os.O_WRONLY|os.O_SYNC, 0) // O_SYNC: the rest of a large file is not waited for
	if err != nil {
		return err
	}
	defer file.Close()
	st, err := file.Stat()
	if err != nil {
		return err
	}
	if known, ok := here.Load(f); !ok || !os.SameFile(st, known.(os.FileInfo)) {
		return fs.ErrNotExist
	}
	_, err = file.WriteAt(random(headerSize), 0)
	return errors.Join(err, file.Close())
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

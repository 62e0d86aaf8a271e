package vault

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/crypto/chacha20poly1305"
)

// Scratch is a file for the length of one job that is too large for memory. It
// has no name where the system allows that, and its blocks are sealed by a key
// that is in memory alone, so that nothing is left of it whatever happens.
type Scratch struct {
	file *os.File
	seal cipher.AEAD
	size int64
	room []byte // for a block that is written
}

// scratchName is how one is called while it has a name.
const scratchName = ".guvoh-scratch-*.part"

// SweepScratch takes away what programs left in a folder that were killed, where
// a scratch has a name. What another program works with it leaves: a system on
// which the name stays does not remove a file that is open.
func SweepScratch(folder string) {
	left, _ := fs.Glob(os.DirFS(folder), scratchName)
	for _, name := range left {
		os.Remove(filepath.Join(folder, name)) // or the next time
	}
}

// NewScratch makes one in a folder.
func NewScratch(folder string) (*Scratch, error) {
	key := random(chacha20poly1305.KeySize)
	defer clear(key)
	seal, err := chacha20poly1305.New(key)
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(folder, scratchName)
	if err != nil {
		return nil, err
	}
	if runtime.GOOS != "windows" {
		if err := os.Remove(f.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) { // swept by another
			return nil, errors.Join(err, f.Close())
		}
	}
	return &Scratch{file: f, seal: seal}, nil
}

// Size gives where the next block will lie.
func (s *Scratch) Size() int64 { return s.size }

// scratchHead is the length of what is sealed in a block.
const scratchHead = 4

// Write seals the bytes as one block at the end.
func (s *Scratch) Write(p []byte) (int, error) {
	block := binary.BigEndian.AppendUint32(s.room[:0], uint32(len(p)))
	block = s.seal.Seal(block, scratchNonce(s.size), p, nil)
	s.room = block
	if _, err := s.file.WriteAt(block, s.size); err != nil {
		return 0, err
	}
	s.size += int64(len(block))
	return len(p), nil
}

// Block gives the block at a place, and where the next one lies. It fails with
// [ErrDamaged] when somebody has changed it. The bytes lie in room when they fit.
func (s *Scratch) Block(at int64, room []byte) (plain []byte, next int64, err error) {
	var head [scratchHead]byte
	if _, err := s.file.ReadAt(head[:], at); err != nil {
		return nil, 0, err
	}
	n := int64(binary.BigEndian.Uint32(head[:])) + int64(s.seal.Overhead())
	if at+scratchHead+n > s.size {
		return nil, 0, ErrDamaged
	}
	block := slices.Grow(room[:0], int(n))[:n]
	if _, err := s.file.ReadAt(block, at+scratchHead); err != nil {
		return nil, 0, err
	}
	if plain, err = s.seal.Open(block[:0], scratchNonce(at), block, nil); err != nil {
		return nil, 0, ErrDamaged
	}
	return plain, at + scratchHead + n, nil
}

// scratchNonce is the place of a block: no place is written twice.
func scratchNonce(at int64) []byte {
	return binary.BigEndian.AppendUint64(make([]byte, 4, chacha20poly1305.NonceSize), uint64(at))
}

// Close takes the file away.
func (s *Scratch) Close() error {
	err := s.file.Close()
	if runtime.GOOS == "windows" {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	return err
}

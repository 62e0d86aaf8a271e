package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"
)

// What the tests look at and take apart.

// Sizes of the header.
const (
	HeaderSize = headerSize
	CopySize   = copySize
	AttemptsAt = attemptsAt
	Places     = places
	PlaceSize  = placeSize
	SealSize   = sealSize
)

// Header is what stands before page 1.
type Header = header

var (
	CostFor = costFor
	Ceiling = ceiling
	Limit   = limit
	Decode  = decode
)

// SetBaseVFS puts another layer between the vault and the disk, before the
// first vault of the process.
func SetBaseVFS(name string) { baseVFS = name }

// DataKey gives the key of an open file.
func DataKey(f *File) []byte { return slices.Clone(f.dataKey) }

// ReadHeader reads the header of a file.
func ReadHeader(path string) (*Header, error) { return readHeader(path) }

// Encode gives the bytes of one copy, authenticated by any key.
func Encode(h *Header, dataKey []byte) ([]byte, error) {
	h.sequence++
	return h.encode(dataKey)
}

// OpenPage gives what a sealed page holds, and whether it is authentic; the
// page has a number from 1.
func OpenPage(f *File, number int64, sealed []byte) ([]byte, bool) {
	plain := make([]byte, PageSize-sealSize)
	return plain, f.sealer.open(kindMain, number-1, plain, sealed)
}

// SealPage seals what a page is to hold.
func SealPage(f *File, number int64, plain []byte) []byte {
	sealed := make([]byte, PageSize)
	f.sealer.seal(kindMain, number-1, sealed, plain)
	return sealed
}

// ReadHeaderOf reads the header of a file that may be open here: it must not
// be locked by SQLite.
func ReadHeaderOf(path string) (*Header, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return choose(b[:min(len(b), headerSize)])
}

// Opens reports whether a secret opens this file, without opening it.
func (f *File) Opens(s Secret) bool {
	got, err := s.open(f.header)
	return err == nil && got.other == "" && bytes.Equal(got.id, f.header.ID)
}

// HeaderOpens reports whether a secret opens a header.
func HeaderOpens(h *Header, s Secret) bool {
	_, err := s.open(h)
	return err == nil
}

// Signed gives what a header says, in the bytes that are authenticated.
func Signed(h *Header) []byte { return h.signed }

// Reformat gives a copy of a header another format, and the checksum to it.
func Reformat(b []byte, to uint32) {
	binary.BigEndian.PutUint32(b[8:], to)
	end := bodyAt + int(binary.BigEndian.Uint32(b[20:])) + sha256.Size
	sum := sha256.Sum256(b[:end])
	copy(b[end:], sum[:])
}

// Unsigned gives a copy of a header with any body: its checksum is right, its
// authentication is not.
func Unsigned(body []byte) []byte {
	b := make([]byte, copySize)
	copy(b, magic)
	binary.BigEndian.PutUint32(b[8:], format)
	binary.BigEndian.PutUint64(b[12:], 1)
	binary.BigEndian.PutUint32(b[20:], uint32(len(body)))
	end := bodyAt + copy(b[bodyAt:attemptsAt-2*sha256.Size], body)
	sum := sha256.Sum256(b[:end+sha256.Size])
	copy(b[end+sha256.Size:], sum[:])
	putAttempts(b[attemptsAt:], 0)
	return b
}

// Slow is a secret that takes its time and opens nothing.
type Slow struct{ Begun, Go chan struct{} }

func (s Slow) open(*header) (found, error) {
	close(s.Begun)
	<-s.Go
	return found{}, ErrWrongKey
}

// IdentityOf makes an identity of a private key as age writes it.
func IdentityOf(private string) (*Identity, error) {
	ids, err := age.ParseIdentities(strings.NewReader(private))
	if err != nil {
		return nil, err
	}
	return identityOf(ids[0])
}

// NamedScratch gives a scratch file whose name is known.
func NamedScratch(path string) (*Scratch, string, error) {
	s, err := NewScratch(filepath.Dir(path))
	if err != nil {
		return nil, "", err
	}
	f, err := os.Create(path)
	s.file.Close()
	s.file = f
	return s, path, err
}

package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

const (
	// PageSize is that of every vault; SQLite is told so before page 1 exists.
	PageSize = 4096

	format     = 1
	cipherName = "xchacha20-poly1305"
	copySize   = 64 << 10 // COPY in vfs.c
	headerSize = 2 * copySize

	// magic starts each copy of the header. Like that of PNG it shows when a
	// transfer changed line ends or cut the eighth bit.
	magic = "\x89GUVOH\r\n"

	bodyAt     = 24           // magic, format (u32), sequence (u64), length of the body (u32)
	attemptsAt = copySize - 8 // count of wrong passphrases (u32) and its complement
	places     = 16           // where a passphrase or printed words may be kept
)

// header is what stands before page 1, in two copies. What it says without a
// key: which functions and sizes are used, for how many public keys the file
// is locked, whether it is wiped after wrong passphrases. All of it is
// authenticated by a key that follows from the data key.
type header struct {
	Cipher     string   `json:"cipher"`
	Page       int      `json:"page"`
	ID         []byte   `json:"id"`         // 16 bytes; the same in every copy of the file
	Salt       []byte   `json:"salt"`       // 16 bytes; another in each copy
	Ready      bool     `json:"ready"`      // tables were written: an empty body is then damage
	KDF        kdf      `json:"kdf"`        // one run of it serves all places
	Places     [][]byte `json:"places"`     // always as many, always as long; what none uses is noise
	Recipients [][]byte `json:"recipients"` // age files
	Private    []byte   `json:"private"`    // sealed: whose is what
	WipeAfter  int      `json:"wipe_after,omitempty"`

	sequence uint64
	number   int    // of the copy it was read from: 0 or 1
	mac      []byte // of the copy it was read from
	signed   []byte // what mac is over
}

type kdf struct {
	Name string `json:"name"`
	Cost
	Salt []byte `json:"salt"`
}

const kdfName = "argon2id"

// newHeader makes one that nothing opens yet.
func newHeader(cost Cost) *header {
	h := &header{
		Cipher: cipherName, Page: PageSize, ID: random(16), Salt: random(16),
		KDF: kdf{Name: kdfName, Cost: cost, Salt: random(16)}, Recipients: [][]byte{},
	}
	for range places {
		h.Places = append(h.Places, random(placeSize))
	}
	return h
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}

// encode gives the bytes of one copy, authenticated by the data key.
func (h *header) encode(dataKey []byte) ([]byte, error) {
	body, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	end := bodyAt + len(body)
	if end+2*sha256.Size > attemptsAt {
		return nil, ErrNoRoom
	}
	b := make([]byte, copySize)
	copy(b, magic)
	binary.BigEndian.PutUint32(b[8:], format)
	binary.BigEndian.PutUint64(b[12:], h.sequence)
	binary.BigEndian.PutUint32(b[20:], uint32(len(body)))
	copy(b[bodyAt:], body)
	mac := headerMAC(dataKey, h.ID, b[:end])
	copy(b[end:], mac)
	end += len(mac)
	sum := sha256.Sum256(b[:end])
	copy(b[end:], sum[:])
	putAttempts(b[attemptsAt:], 0)
	h.mac, h.signed = mac, bytes.Clone(b[:bodyAt+len(body)])
	return b, nil
}

func headerMAC(dataKey, id, signed []byte) []byte {
	m := hmac.New(sha256.New, derive(dataKey, id, "header"))
	m.Write(signed)
	return m.Sum(nil)
}

// authentic reports whether somebody with this data key wrote the header.
func (h *header) authentic(dataKey []byte) bool {
	return hmac.Equal(h.mac, headerMAC(dataKey, h.ID, h.signed))
}

// errCopy is why one copy of a header cannot be used; the other may.
// errNewerCopy is a whole copy of a newer format, next to which an older one
// counts for nothing.
var (
	errCopy      = errors.New("this copy of the header is damaged")
	errNewerCopy = fmt.Errorf("%w: a whole copy", ErrNewer)
)

// decode reads one copy. It fails with [ErrNotVault], [ErrNewer] or errCopy.
func decode(b []byte) (*header, error) {
	if len(b) < copySize || string(b[:len(magic)]) != magic {
		return nil, ErrNotVault
	}
	of := binary.BigEndian.Uint32(b[8:])
	n := binary.BigEndian.Uint32(b[20:])
	if n > attemptsAt-bodyAt-2*sha256.Size {
		return nil, broken(of)
	}
	end := bodyAt + int(n)
	sum := sha256.Sum256(b[:end+sha256.Size])
	switch {
	case !bytes.Equal(sum[:], b[end+sha256.Size:end+2*sha256.Size]):
		return nil, broken(of)
	case of > format:
		return nil, errNewerCopy
	case of != format:
		return nil, errCopy
	}
	h := &header{
		sequence: binary.BigEndian.Uint64(b[12:]),
		mac:      bytes.Clone(b[end : end+sha256.Size]), signed: bytes.Clone(b[:end]),
	}
	if json.Unmarshal(b[bodyAt:end], h) != nil {
		return nil, errCopy
	}
	if again, err := json.Marshal(h); err != nil || !bytes.Equal(again, b[bodyAt:end]) {
		return nil, errCopy // what we do not know would be lost when the header is written again
	}
	return h, h.sane()
}

// broken is why a copy without a right checksum cannot be used.
func broken(of uint32) error {
	if of > format { // perhaps its checksum stands elsewhere
		return ErrNewer
	}
	return errCopy
}

// sane checks what a header says before anything is done for it: whoever hands
// us a file must not make us work or allocate without end.
func (h *header) sane() error {
	if h.Cipher != cipherName || h.Page != PageSize || h.KDF.Name != kdfName {
		return ErrNewer
	}
	if len(h.ID) != 16 || len(h.Salt) != 16 || len(h.KDF.Salt) != 16 || len(h.Places) != places || h.WipeAfter < 0 {
		return errCopy
	}
	for _, p := range h.Places {
		if len(p) != placeSize {
			return errCopy
		}
	}
	return h.KDF.Cost.bearable()
}

// readHeader reads the newest whole copy. It fails with [ErrOpen],
// [ErrPlain], [ErrNotVault], [ErrNewer], [ErrDamaged] or [ErrGreedy], and with
// what the system said.
func readHeader(path string) (*header, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() { // to open a pipe would wait for its other end
		return nil, ErrNotVault
	}
	if isHere(st) { // to close it again would drop the locks that SQLite holds on it
		return nil, ErrOpen
	}
	b, err := readBothCopies(path)
	if err != nil {
		return nil, err
	}
	return choose(b)
}

// readBothCopies reads what stands before page 1, as far as the file goes.
func readBothCopies(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := make([]byte, headerSize)
	n, err := io.ReadFull(f, b)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return b[:n], nil
}

func choose(b []byte) (*header, error) {
	if bytes.HasPrefix(b, []byte("SQLite format 3\x00")) {
		return nil, ErrPlain
	}
	var best *header
	worst := error(ErrNotVault)
	for number := 0; (number+1)*copySize <= len(b); number++ {
		h, err := decode(b[number*copySize : (number+1)*copySize])
		switch {
		case errors.Is(err, errNewerCopy):
			return nil, ErrNewer
		case err == nil && (best == nil || h.sequence > best.sequence):
			best = h
			best.number = number
		case err != nil && !errors.Is(err, ErrNotVault):
			worst = err
		}
	}
	switch {
	case best != nil && len(b) == headerSize:
		return best, nil
	case best != nil, errors.Is(worst, errCopy), len(b) >= len(magic) && string(b[:len(magic)]) == magic && errors.Is(worst, ErrNotVault):
		return nil, ErrDamaged
	}
	return nil, worst
}

// writeNew makes the file of a vault: its header and nothing behind it. It
// fails with fs.ErrExist when something of that name is there.
func writeNew(path string, one []byte) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if shut := f.Close(); err == nil {
			err = shut
		}
		if err != nil {
			os.Remove(path)
		}
	}()
	if _, err = f.Write(append(bytes.Clone(one), one...)); err != nil {
		return err
	}
	return f.Sync()
}

// overwrite writes both copies of the header of a file that SQLite does not
// have open, one after the other, so that one of them is whole at any time. It
// begins with the one that can be spared and gives the one that can be spared
// afterwards, even when it fails.
func overwrite(path string, one []byte, spare int) (int, error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return spare, err
	}
	defer f.Close()
	for range 2 {
		if _, err := f.WriteAt(one, int64(spare)*copySize); err != nil {
			return spare, err
		}
		if err := f.Sync(); err != nil {
			return spare, err
		}
		spare = 1 - spare
	}
	return spare, f.Close()
}

// ---- wrong passphrases ----

func putAttempts(b []byte, n uint32) {
	binary.BigEndian.PutUint32(b, n)
	binary.BigEndian.PutUint32(b[4:], ^n)
}

// attempts reads how many wrong passphrases in a row were tried, the larger of
// both copies.
func attempts(f io.ReaderAt) int {
	most := uint32(0)
	for _, at := range []int64{0, copySize} {
		var b [8]byte
		if _, err := f.ReadAt(b[:], at+attemptsAt); err == nil {
			if n := binary.BigEndian.Uint32(b[:]); n == ^binary.BigEndian.Uint32(b[4:]) {
				most = max(most, n)
			}
		}
	}
	return int(most)
}

// countAttempt notes one more wrong passphrase, or none any more, and gives
// the number. It is kept outside what the header authenticates, since nobody
// who fails has a key.
func countAttempt(path string, wrong bool) (int, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	before := attempts(f)
	n := 0
	if wrong {
		n = before + 1
	}
	if n == before {
		return n, nil
	}
	var b [8]byte
	putAttempts(b[:], uint32(n))
	for _, at := range []int64{0, copySize} {
		if _, err := f.WriteAt(b[:], at+attemptsAt); err != nil {
			return n, err
		}
		if err := f.Sync(); err != nil { // a disk may tear what is right before it, but not in both copies
			return n, err
		}
	}
	return n, nil
}

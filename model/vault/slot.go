package vault

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"filippo.io/age"
)

// Kind is what a slot is for.
type Kind string

// The kinds of slot.
const (
	KindPassphrase Kind = "passphrase"
	KindRecovery   Kind = "recovery"  // the words of a printed recovery sheet
	KindShares     Kind = "shares"    // words of which some keepers together have enough
	KindRecipient  Kind = "recipient" // a colleague's public key
	KindDecoy      Kind = "decoy"     // a passphrase that opens another, harmless file instead
)

// Slot is one thing that opens a file, as its owner sees it once it is open.
// Nothing of it can be read in the file without a key.
type Slot struct {
	ID        string    `json:"id"`
	Kind      Kind      `json:"kind"`
	Label     string    `json:"label,omitempty"` // whose it is, as the owner typed it
	Added     time.Time `json:"added"`
	Threshold int       `json:"threshold,omitempty"` // of shares: how many are needed
	Shares    int       `json:"shares,omitempty"`    // of shares: how many there are

	Place int    `json:"place"`          // of a recipient: -1
	Hash  []byte `json:"hash,omitempty"` // of a recipient: which age file is its
}

// Lock is what a slot is made of. Each is used for one slot.
type Lock struct {
	slot       Slot
	passphrase string
	words      []byte
	recipient  age.Recipient
	elsewhere  *File // of a decoy: the file that it opens
}

// longestLabel is in bytes; longer labels are cut at a letter.
const longestLabel = 120

func label(s string) string {
	s = strings.TrimSpace(s)
	for len(s) > longestLabel {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s
}

// NewPassphrase makes a lock that a passphrase opens. The passphrase is used
// as it is given: normalise it first (see package passphrase).
func NewPassphrase(text, name string) Lock {
	return Lock{slot: Slot{Kind: KindPassphrase, Label: label(name)}, passphrase: text}
}

// NewRecovery makes a lock that printed words open; secret is what they stand
// for, 16 or 32 random bytes (see package slip39).
func NewRecovery(secret []byte, name string) Lock {
	return Lock{slot: Slot{Kind: KindRecovery, Label: label(name)}, words: secret}
}

// NewShares makes a lock that any threshold of n sets of words open together;
// secret is what they add up to.
func NewShares(secret []byte, threshold, n int, name string) Lock {
	return Lock{slot: Slot{Kind: KindShares, Label: label(name), Threshold: threshold, Shares: n}, words: secret}
}

// NewRecipient makes a lock that a colleague opens with the private key to r.
func NewRecipient(r age.Recipient, name string) Lock {
	return Lock{slot: Slot{Kind: KindRecipient, Label: label(name)}, recipient: r}
}

// NewDecoy makes a lock that looks like any other from outside and opens
// another file, which lies in the same folder, instead of this one.
func NewDecoy(text string, other *File) Lock {
	return Lock{slot: Slot{Kind: KindDecoy}, passphrase: text, elsewhere: other}
}

// ---- places ----

// A place holds what a passphrase or words open: a block of fixed size, sealed
// with the key that follows from them. Places that nobody uses hold noise, so
// that nobody without a key can tell how many are used, and for what.
const (
	blockSize = 224
	placeSize = nonceSize + blockSize + tagSize
)

// A block says in its first byte which file its key opens.
const (
	opensThis  = 1
	opensOther = 2
)

// block lays out what a place seals: which file, its data key, its id, and the
// name of another file in the same folder.
func block(which byte, dataKey, id []byte, name string) ([]byte, error) {
	b := make([]byte, blockSize)
	b[0] = which
	copy(b[1:33], dataKey)
	copy(b[33:49], id)
	if len(name) > blockSize-50 {
		return nil, ErrNoRoom
	}
	b[49] = byte(len(name))
	copy(b[50:], name)
	return b, nil
}

// found is what a slot gave: the data key, and in which file.
type found struct {
	dataKey []byte
	id      []byte
	other   string // the name of another file; "" for this one
	place   int    // of a passphrase or words, from 1
	hash    []byte // of a recipient, as in its [Slot]
}

func (h *header) placeData(place int) []byte {
	return append(bytes.Clone(h.ID), byte(place))
}

func (h *header) sealPlace(place int, kek, block []byte) {
	nonce := random(nonceSize)
	h.Places[place] = newAEAD(kek).Seal(nonce, nonce, block, h.placeData(place))
}

// tryPlaces looks for a place that a key opens.
func (h *header) tryPlaces(kek []byte) (found, bool) {
	a := newAEAD(kek)
	for i, p := range h.Places {
		b, err := a.Open(nil, p[:nonceSize], p[nonceSize:], h.placeData(i))
		if err != nil {
			continue
		}
		f := found{dataKey: b[1:33:33], id: b[33:49:49], place: i + 1}
		if b[0] == opensOther {
			f.other = string(b[50 : 50+min(int(b[49]), blockSize-50)])
		}
		return f, true
	}
	return found{}, false
}

// Where a key comes from decides the purpose it is derived for, so that words
// can never be taken for a passphrase or the other way round.
func (h *header) passphraseKey(text string) []byte {
	return derive(h.KDF.stretch(text), h.KDF.Salt, "passphrase")
}

func (h *header) wordsKey(secret []byte) []byte { return derive(secret, h.KDF.Salt, "words") }

// ---- what opens a file ----

// Secret is what somebody has to open a file with: see [Passphrase], [Words]
// and [Identities].
type Secret interface {
	// open gives the data key, or fails with [ErrWrongKey].
	open(h *header) (found, error)
}

// Passphrase is a secret that a person knows.
type Passphrase string

func (p Passphrase) open(h *header) (found, error) {
	if p == "" {
		return found{}, ErrWrongKey
	}
	return orWrong(h.tryPlaces(h.passphraseKey(string(p))))
}

// Words is what the words of a recovery sheet, or of enough shares, add up to.
type Words []byte

func (w Words) open(h *header) (found, error) {
	if len(w) == 0 {
		return found{}, ErrWrongKey
	}
	return orWrong(h.tryPlaces(h.wordsKey(w)))
}

func orWrong(f found, ok bool) (found, error) {
	if !ok {
		return f, ErrWrongKey
	}
	return f, nil
}

// Identities are the private keys of whoever opens a file that was locked for
// their public keys.
type Identities []age.Identity

func (ids Identities) open(h *header) (found, error) {
	for _, r := range h.Recipients {
		b, err := unwrap(r, ids)
		if err == nil && len(b) == 48 && bytes.Equal(b[:16], h.ID) {
			return found{dataKey: b[16:48:48], id: h.ID, hash: hashOf(r)}, nil
		}
	}
	return found{}, ErrWrongKey
}

// Once is a passphrase that is stretched no more than once for a file and its
// copies, though they may be opened several times: a command looks at a file,
// settles what a crash left, and looks again. It remembers the stretched
// passphrase and not the data key, so that a passphrase that was taken away
// meanwhile opens nothing. What it remembers is as secret as the passphrase.
func Once(p Passphrase) Secret { return &once{passphrase: p, keys: map[string][]byte{}} }

type once struct {
	passphrase Passphrase
	mu         sync.Mutex
	keys       map[string][]byte // by what the passphrase was stretched with
}

func (o *once) open(h *header) (found, error) {
	if o.passphrase == "" {
		return found{}, ErrWrongKey
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	with := fmt.Sprint(h.KDF.Cost, h.KDF.Salt)
	if o.keys[with] == nil {
		o.keys[with] = h.passphraseKey(string(o.passphrase))
	}
	return orWrong(h.tryPlaces(o.keys[with]))
}

func unwrap(sealed []byte, ids Identities) ([]byte, error) {
	if len(ids) == 0 {
		return nil, ErrWrongKey
	}
	r, err := age.Decrypt(bytes.NewReader(sealed), ids...)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, 64))
}

func wrap(id, dataKey []byte, r age.Recipient) ([]byte, error) {
	switch r.(type) {
	case *age.X25519Recipient, *age.HybridRecipient:
	default:
		return nil, ErrForeign
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, r)
	if err != nil {
		return nil, fmt.Errorf("vault: this public key cannot be used: %w", err)
	}
	if _, err = w.Write(append(bytes.Clone(id), dataKey...)); err == nil {
		err = w.Close()
	}
	return b.Bytes(), err
}

// ---- whose is what ----

// SlotOf gives the slot that a secret opens, a decoy's among them; false when
// there is none. It counts no attempt.
func (f *File) SlotOf(s Secret) (Slot, bool) {
	f.mu.Lock()
	h, slots := f.header.clone(), slices.Clone(f.slots)
	f.mu.Unlock()
	got, err := s.open(h) // takes seconds for a passphrase: nobody may wait for that
	if err != nil {
		return Slot{}, false
	}
	at := slices.IndexFunc(slots, func(s Slot) bool {
		return got.place > 0 && s.Place == got.place-1 || got.hash != nil && bytes.Equal(s.Hash, got.hash)
	})
	if at < 0 {
		return Slot{}, false
	}
	return slots[at], true
}

// privateSize is the room for the list of slots, filled up so that its length
// tells nothing.
const privateSize = 8 << 10

// sealSlots seals the list of slots into the header.
func (h *header) sealSlots(dataKey []byte, slots []Slot) error {
	list, err := json.Marshal(slots)
	if err != nil {
		return err
	}
	if len(list)+4 > privateSize {
		return ErrNoRoom
	}
	b := make([]byte, privateSize)
	binary.BigEndian.PutUint32(b, uint32(len(list)))
	copy(b[4:], list)
	nonce := random(nonceSize)
	h.Private = newAEAD(derive(dataKey, h.ID, "private")).Seal(nonce, nonce, b, h.ID)
	return nil
}

func (h *header) openSlots(dataKey []byte) ([]Slot, error) {
	if len(h.Private) < nonceSize {
		return nil, ErrDamaged
	}
	b, err := newAEAD(derive(dataKey, h.ID, "private")).Open(nil, h.Private[:nonceSize], h.Private[nonceSize:], h.ID)
	if err != nil || len(b) != privateSize {
		return nil, ErrDamaged
	}
	n := binary.BigEndian.Uint32(b)
	if n > privateSize-4 {
		return nil, ErrDamaged
	}
	var slots []Slot
	if json.Unmarshal(b[4:4+n], &slots) != nil {
		return nil, ErrDamaged
	}
	for _, s := range slots {
		if s.Place < -1 || s.Place >= places {
			return nil, ErrDamaged
		}
	}
	return slots, nil
}

// freePlace gives a place that no slot of the list uses, by chance: their order
// would tell how many there were before.
func freePlace(slots []Slot) (int, error) {
	for _, p := range mathrand.Perm(places) {
		if !slices.ContainsFunc(slots, func(s Slot) bool { return s.Place == p }) {
			return p, nil
		}
	}
	return 0, ErrNoRoom
}

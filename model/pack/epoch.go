package pack

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
	"golang.org/x/crypto/chacha20poly1305"
)

// EpochID names an epoch. It is public.
type EpochID [16]byte

func (id EpochID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText writes an id in hexadecimal, for JSON.
func (id EpochID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText writes, and nothing else.
func (id *EpochID) UnmarshalText(b []byte) error {
	var x EpochID
	if n, err := hex.Decode(x[:], b[:min(len(b), 2*len(x))]); err != nil || n != len(x) || x.String() != string(b) {
		return ErrBroken
	}
	*id = x
	return nil
}

// Epoch is the key that the members of a team hold from one change of their
// circle to the next.
type Epoch struct {
	ID  EpochID
	Key [32]byte
}

// What can be wrong with what is read.
var (
	ErrKey    = errors.New("it was sealed for an epoch whose key is not here")
	ErrSealed = errors.New("it is cut short, damaged, or not of the team")
	ErrNewer  = errors.New("it was written by a newer version of Guvoh")
	ErrBroken = errors.New("what it holds does not fit together")
	ErrTooBig = errors.New("it is larger than anything that is written")
)

// UnknownEpoch is the [ErrKey] that says which epoch's.
type UnknownEpoch struct{ ID EpochID }

func (e *UnknownEpoch) Error() string { return ErrKey.Error() + ": " + e.ID.String() }
func (e *UnknownEpoch) Unwrap() error { return ErrKey }

const (
	stanzaType = "guvoh-epoch"
	saltSize   = 16
	fileKey    = 16 // of age
)

var b64 = base64.RawStdEncoding.Strict()

// Wrap makes the stanza of a file that the epoch's key opens:
//
//	-> guvoh-epoch EPOCH SALT
//	ChaCha20-Poly1305(HKDF-SHA256(key, SALT, "guvoh epoch stanza" | EPOCH), file key)
//
// Each stanza has a key of its own, by its random salt, so that the nonce is zero.
func (e Epoch) Wrap(key []byte) ([]*age.Stanza, error) {
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return nil, err
	}
	aead, err := e.stanzaKey(salt)
	if err != nil {
		return nil, err
	}
	return []*age.Stanza{{
		Type: stanzaType,
		Args: []string{b64.EncodeToString(e.ID[:]), b64.EncodeToString(salt)},
		Body: aead.Seal(nil, make([]byte, chacha20poly1305.NonceSize), key, nil),
	}}, nil
}

func (e Epoch) stanzaKey(salt []byte) (aead, error) {
	k, err := hkdf.Key(sha256.New, e.Key[:], salt, "guvoh epoch stanza"+string(e.ID[:]), chacha20poly1305.KeySize)
	if err != nil {
		return nil, err
	}
	return chacha20poly1305.New(k)
}

type aead interface {
	Seal(dst, nonce, plaintext, data []byte) []byte
	Open(dst, nonce, ciphertext, data []byte) ([]byte, error)
}

// Keys holds the keys of the epochs that are known.
type Keys map[EpochID]Epoch

// Unwrap finds the key of a file. A file with more than this one stanza is
// none of ours: who holds another of its keys could have written it anew.
func (k Keys) Unwrap(stanzas []*age.Stanza) ([]byte, error) {
	if len(stanzas) != 1 || stanzas[0].Type != stanzaType || len(stanzas[0].Args) != 2 {
		return nil, ErrSealed
	}
	s := stanzas[0]
	id, err1 := b64.DecodeString(s.Args[0])
	salt, err2 := b64.DecodeString(s.Args[1])
	if err1 != nil || err2 != nil || len(id) != len(EpochID{}) || len(salt) != saltSize || len(s.Body) != fileKey+chacha20poly1305.Overhead {
		return nil, ErrSealed
	}
	e, ok := k[EpochID(id)]
	if !ok {
		return nil, &UnknownEpoch{EpochID(id)}
	}
	aead, err := e.stanzaKey(salt)
	if err != nil {
		return nil, err
	}
	key, err := aead.Open(nil, make([]byte, chacha20poly1305.NonceSize), s.Body, nil)
	if err != nil {
		return nil, ErrSealed
	}
	return key, nil
}

// Name gives the name under which an attachment lies in a folder: it tells
// only members that it is there.
func (e Epoch) Name(sha [32]byte) string {
	k, err := hkdf.Key(sha256.New, e.Key[:], nil, "guvoh attachment name", 32)
	if err != nil {
		panic("HKDF refuses a length that it allows: " + err.Error())
	}
	m := hmac.New(sha256.New, k)
	m.Write(sha[:])
	return hex.EncodeToString(m.Sum(nil))
}

// Seal gives a writer into w for members of the epoch. What was written is whole
// when Close has not failed.
func (e Epoch) Seal(w io.Writer) (io.WriteCloser, error) { return age.Encrypt(w, e) }

// Open gives what was sealed. It fails with [ErrKey] or [ErrSealed]; reading
// fails with ErrSealed where it was damaged or ends too early, and what was
// read by then is authentic, but not all.
func (k Keys) Open(r io.Reader) (io.Reader, error) {
	plain, err := age.Decrypt(r, k)
	if err != nil {
		return nil, sealed(err)
	}
	return sealedReader{plain}, nil
}

// sealed tells a missing key from everything else that age says.
func sealed(err error) error {
	if errors.Is(err, ErrKey) || errors.Is(err, ErrSealed) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrSealed, err)
}

type sealedReader struct{ r io.Reader }

func (s sealedReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		err = sealed(err)
	}
	return n, err
}

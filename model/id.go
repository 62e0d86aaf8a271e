package model

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
)

// ID names a record for ever, in every copy of the file. It is a random
// UUID (RFC 9562, version 4): it tells nothing about who made it or when. Only
// those of a judgement and of a deadline made of a legal clock are not, see
// [JudgementID] and [ClockID].
type ID [16]byte

// ErrBadID says that a text is not the text form of a UUID.
var ErrBadID = errors.New("not a record id (a UUID such as 3f2b7c1e-0d4a-4a51-9b6e-2f8d1c5a7e90)")

// NewID makes a fresh random id. It panics when the system has no randomness
// to give, since an id that could repeat would mix up two people.
func NewID() ID {
	var id ID
	if _, err := rand.Read(id[:]); err != nil {
		panic("no randomness: " + err.Error())
	}
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return id
}

// ParseID reads the 36-character text form of an id, in either case.
func ParseID(s string) (ID, error) {
	var id ID
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return ID{}, ErrBadID
	}
	if _, err := hex.Decode(id[:], []byte(strings.ReplaceAll(s, "-", ""))); err != nil {
		return ID{}, ErrBadID
	}
	return id, nil
}

// String gives the text form, in lower case: 8-4-4-4-12 hexadecimal digits.
func (id ID) String() string {
	var b [36]byte
	hex.Encode(b[:8], id[:4])
	hex.Encode(b[9:13], id[4:6])
	hex.Encode(b[14:18], id[6:8])
	hex.Encode(b[19:23], id[8:10])
	hex.Encode(b[24:], id[10:])
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	return string(b[:])
}

// IsZero reports whether the id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// MarshalText writes the text form, for JSON.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the text form, for JSON.
func (id *ID) UnmarshalText(b []byte) (err error) {
	*id, err = ParseID(string(b))
	return err
}

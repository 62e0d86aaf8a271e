package main

import (
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// What section 2 of docs/format.md says of a copy of the header.
const (
	magic      = "\x89GUVOH\r\n"
	copySize   = 65536
	headerSize = 2 * copySize
	bodyAt     = 24
	maxBody    = 65440
	placeCount = 16
	placeSize  = 264
)

type header struct {
	Cipher     string   `json:"cipher"`
	Page       int      `json:"page"`
	ID         []byte   `json:"id"`
	Salt       []byte   `json:"salt"`
	Ready      bool     `json:"ready"`
	KDF        kdf      `json:"kdf"`
	Places     [][]byte `json:"places"`
	Recipients [][]byte `json:"recipients"`
	Private    []byte   `json:"private"`
	WipeAfter  int      `json:"wipe_after,omitempty"`

	sequence    uint64
	signed, mac []byte
}

// kdf is how a passphrase is stretched.
type kdf struct {
	Name string `json:"name"`
	T    uint32 `json:"t"`
	M    uint32 `json:"m"`
	P    uint8  `json:"p"`
	Salt []byte `json:"salt"`
}

// check bounds the work that somebody's file may ask for.
func (k kdf) check() error {
	switch {
	case k.Name != "argon2id":
		return refuse("a newer program wrote it")
	case k.T < 1 || k.T > 10 || k.M > 1<<20 || k.P < 1 || k.P > 16:
		return refuse("it asks for unreasonable work before it opens")
	case len(k.Salt) != 16:
		return refuse("it is damaged")
	}
	return nil
}

func (k kdf) stretch(passphrase string) []byte {
	return argon2.IDKey([]byte(passphrase), k.Salt, k.T, k.M, k.P, 32)
}

// chooseHeader takes the newer of the copies that are whole.
func chooseHeader(b []byte) (*header, error) {
	if bytes.HasPrefix(b, []byte("SQLite format 3\x00")) {
		return nil, refuse("it is a plain database, not a sealed file")
	}
	if len(b) < headerSize {
		return nil, refuse("it is too short for a Guvoh file")
	}
	first, err := parseCopy(b[:copySize])
	second, err2 := parseCopy(b[copySize:])
	switch {
	case err == nil && (err2 != nil || first.sequence >= second.sequence):
		return first, nil
	case err2 == nil:
		return second, nil
	}
	return nil, err
}

func parseCopy(b []byte) (*header, error) {
	if string(b[:8]) != magic {
		return nil, refuse("it is not a Guvoh file, or its header was wiped")
	}
	if f := binary.BigEndian.Uint32(b[8:]); f != 1 {
		return nil, refuse("it has format %d, and this reader knows 1", f)
	}
	n := binary.BigEndian.Uint32(b[20:])
	if n > maxBody {
		return nil, refuse("its header is damaged")
	}
	end := bodyAt + int(n)
	if sum := sha256.Sum256(b[:end+32]); !bytes.Equal(sum[:], b[end+32:end+64]) {
		return nil, refuse("its header is damaged")
	}
	h := &header{sequence: binary.BigEndian.Uint64(b[12:]), signed: b[:end], mac: b[end : end+32]}
	if json.Unmarshal(b[bodyAt:end], h) != nil {
		return nil, refuse("its header is damaged")
	}
	// Only one text says this: no other order, no member twice, none besides.
	if again, err := json.Marshal(h); err != nil || !bytes.Equal(again, b[bodyAt:end]) {
		return nil, refuse("its header is not written as format 1 is")
	}
	return h, h.check()
}

// check bounds what is done for a header that nobody has authenticated yet.
func (h *header) check() error {
	if h.Cipher != "xchacha20-poly1305" || h.Page != pageSize {
		return refuse("a newer program wrote it")
	}
	if err := h.KDF.check(); err != nil {
		return err
	}
	ok := len(h.ID) == 16 && len(h.Salt) == 16 && len(h.Places) == placeCount && len(h.Private) == 8232 && h.WipeAfter >= 0
	for _, p := range h.Places {
		ok = ok && len(p) == placeSize
	}
	if !ok {
		return refuse("its header is damaged")
	}
	return nil
}

func (h *header) authentic(dataKey []byte) bool {
	m := hmac.New(sha256.New, derive(dataKey, h.ID, "header"))
	m.Write(h.signed)
	return hmac.Equal(m.Sum(nil), h.mac)
}

// derive is HKDF of section 1.
func derive(secret, salt []byte, purpose string) []byte {
	k, err := hkdf.Key(sha256.New, secret, salt, "guvoh 1 "+purpose, 32)
	if err != nil {
		panic(err) // only for lengths that HKDF cannot give
	}
	return k
}

// unseal opens ciphertext ‖ tag.
func unseal(key, nonce, sealed, data []byte) ([]byte, bool) {
	a, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err) // only for keys of another length
	}
	b, err := a.Open(nil, nonce, sealed, data)
	return b, err == nil
}

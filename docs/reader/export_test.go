package main

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"testing"

	"golang.org/x/crypto/chacha20poly1305"
)

// For tests, which look at the reader from outside.
var (
	Run       = run
	Offset    = offset
	PageCount = pageCount
	Normalise = normalise
)

// Header is what stands in the header of a file.
func Header(t *testing.T, path string) *header {
	t.Helper()
	h, err := headerOf(path)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// The steps of docs/format.md, for its example.
var (
	Derive = derive
	Unseal = unseal
)

// Stretch is Argon2id as a header asks for it.
func (h *header) Stretch(passphrase string) []byte { return h.KDF.stretch(passphrase) }

// KeyOf gives the data key of a file and the salt of its pages.
func KeyOf(t *testing.T, path, passphrase string) (dataKey, salt []byte) {
	t.Helper()
	h := Header(t, path)
	k, err := secret{passphrase: passphrase}.unlock(h)
	if err != nil {
		t.Fatal(err)
	}
	return k.dataKey, h.Salt
}

// OpenPage gives what is sealed in a page.
func OpenPage(t *testing.T, dataKey, salt []byte, page int, sealed []byte) []byte {
	t.Helper()
	b, ok := unseal(derive(dataKey, salt, "main"), sealed[usable+16:], sealed[:usable+16], place(page))
	if !ok {
		t.Fatalf("page %d does not open", page)
	}
	return bytes.Clone(b)
}

// SealPage seals a page, as whoever has a key can.
func SealPage(dataKey, salt []byte, page int, clear []byte) []byte {
	a, err := chacha20poly1305.NewX(derive(dataKey, salt, "main"))
	if err != nil {
		panic(err)
	}
	nonce := make([]byte, 24)
	rand.Read(nonce)
	return append(a.Seal(nil, nonce, clear, place(page)), nonce...)
}

func place(page int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(page-1)) }

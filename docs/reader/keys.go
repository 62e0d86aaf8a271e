package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"strings"

	"filippo.io/age"
)

// source says in which file the secret is.
type source struct{ passphrase, words, identity string }

// secret is what somebody has to open a file with; one of its members is set.
type secret struct {
	passphrase string
	words      []byte
	identities []age.Identity
}

// key is what a place or recipient holds.
type key struct {
	dataKey, id []byte
	other       string // the name of another file that it opens; "" for this one
}

// secret reads what the files hold. A passphrase beside an identity is the one
// that the identity is sealed with.
func (s source) secret(in io.Reader) (got secret, err error) {
	if (s.words != "") == (s.passphrase+s.identity != "") {
		return got, errUse
	}
	text, err := content(s.words+s.identity, in)
	if err != nil {
		return got, err
	}
	if s.words != "" {
		if got.words, err = hex.DecodeString(strings.TrimSpace(text)); err != nil || len(got.words) == 0 {
			return got, errKey
		}
		return got, nil
	}
	passphrase, err := content(s.passphrase, in)
	if err != nil {
		return got, err
	}
	got.passphrase = normalise(passphrase)
	if s.identity == "" {
		return got, nil
	}
	if strings.HasPrefix(text, "{") {
		if text, err = openIdentity([]byte(text), got.passphrase); err != nil {
			return got, err
		}
	} else if s.passphrase != "" {
		return got, errUse
	}
	got.identities, err = age.ParseIdentities(strings.NewReader(text))
	return got, err
}

// openIdentity opens an identity that lies sealed (section 3).
func openIdentity(b []byte, passphrase string) (string, error) {
	var f struct {
		Format int    `json:"guvoh_identity"`
		KDF    kdf    `json:"kdf"`
		Sealed []byte `json:"sealed"`
	}
	if json.Unmarshal(b, &f) != nil || f.Format != 1 || len(f.Sealed) != 296 {
		return "", refuse("it is no identity that this reader knows")
	}
	if err := f.KDF.check(); err != nil {
		return "", err
	}
	clear, ok := unseal(derive(f.KDF.stretch(passphrase), f.KDF.Salt, "identity"), f.Sealed[:24], f.Sealed[24:], []byte("guvoh identity"))
	if !ok {
		return "", errKey
	}
	return strings.TrimRight(string(clear), " "), nil
}

// content reads a file; none has nothing in it.
func content(name string, in io.Reader) (string, error) {
	switch name {
	case "":
		return "", nil
	case "-":
		b, err := io.ReadAll(in)
		return string(b), err
	}
	b, err := os.ReadFile(name)
	return string(b), err
}

// unlock finds the data key (section 3).
func (s secret) unlock(h *header) (key, error) {
	switch {
	case s.identities != nil:
		return h.tryRecipients(s.identities)
	case s.words != nil:
		return h.tryPlaces(derive(s.words, h.KDF.Salt, "words"))
	}
	return h.tryPlaces(derive(h.KDF.stretch(s.passphrase), h.KDF.Salt, "passphrase"))
}

func (h *header) tryPlaces(k []byte) (key, error) {
	for i, p := range h.Places {
		b, ok := unseal(k, p[:24], p[24:], append(bytes.Clone(h.ID), byte(i)))
		if !ok {
			continue
		}
		found := key{dataKey: b[1:33], id: b[33:49]}
		switch n := int(b[49]); {
		case b[0] == 1:
			return found, nil
		case b[0] == 2 && n > 0 && 50+n <= len(b):
			found.other = string(b[50 : 50+n])
			return found, nil
		}
		return key{}, refuse("place %d says what this reader does not know", i)
	}
	return key{}, errKey
}

func (h *header) tryRecipients(ids []age.Identity) (key, error) {
	for _, sealed := range h.Recipients {
		r, err := age.Decrypt(bytes.NewReader(sealed), ids...)
		if err != nil {
			continue
		}
		b, err := io.ReadAll(io.LimitReader(r, 49))
		if err == nil && len(b) == 48 && bytes.Equal(b[:16], h.ID) {
			return key{dataKey: b[16:], id: b[:16]}, nil
		}
	}
	return key{}, errKey
}

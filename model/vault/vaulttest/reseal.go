package vaulttest

import (
	"bytes"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"

	"golang.org/x/crypto/chacha20poly1305"
)

// Reseal changes pages of a vault under a seal that fits, as somebody can who
// has its key. handover is what [vault.File.Handover] gave; change may change
// the bytes of each page that SQLite uses, and says whether it did. It is
// written from docs/format.md and shares no code with the vault.
func Reseal(file, handover []byte, change func(page int, b []byte) bool) error {
	const header, page, nonce = 131072, 4096, 24
	if len(handover) != 48 || len(file) < header {
		return errors.New("vaulttest: no vault, or no key")
	}
	var head struct {
		Salt []byte `json:"salt"`
	}
	n := binary.BigEndian.Uint32(file[20:])
	if err := json.Unmarshal(file[24:24+n], &head); err != nil {
		return err
	}
	key, err := hkdf.Key(sha256.New, handover[16:], head.Salt, "guvoh 1 main", 32)
	if err != nil {
		return err
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return err
	}
	for i, rest := 0, file[header:]; len(rest) >= page; i, rest = i+1, rest[page:] {
		place := binary.BigEndian.AppendUint64(nil, uint64(i))
		sealed := rest[:page-nonce]
		plain, err := aead.Open(nil, rest[page-nonce:page], sealed, place)
		if err != nil {
			return err
		}
		if change(i+1, plain) {
			rand.Read(rest[page-nonce : page])
			aead.Seal(sealed[:0], rest[page-nonce:page], plain, place)
		}
	}
	return nil
}

// Rewrite changes what stands in both copies of the header of a vault, as
// somebody can who has no key: its check sum fits, its authentication does not.
func Rewrite(file []byte, old, new string) []byte {
	const one = 65536
	out := bytes.Clone(file)
	for at := 0; at < 2*one; at += one {
		h := out[at : at+one]
		n := binary.BigEndian.Uint32(h[20:])
		body := bytes.Replace(h[24:24+n], []byte(old), []byte(new), 1)
		mac := bytes.Clone(h[24+n : 56+n])
		head := binary.BigEndian.AppendUint32(bytes.Clone(h[:20]), uint32(len(body)))
		head = append(append(head, body...), mac...)
		sum := sha256.Sum256(head)
		copy(h, append(head, sum[:]...))
	}
	return out
}

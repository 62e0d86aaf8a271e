package team

import (
	"bytes"
	"cmp"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"filippo.io/age"
	"golang.org/x/crypto/chacha20poly1305"

	"guvoh/model/pack"
)

// keep is what this device keeps of its team in the case file: the key by which
// others seal for it, and what it believes of their circle. It is sealed with a
// secret that this device alone has, so that a copy of the file on another
// device is in no team.
type keep struct {
	Format   int      `json:"format"`
	Folder   string   `json:"folder"`
	Identity string   `json:"identity"` // as age writes it
	ID       string   `json:"id"`
	Standing Standing `json:"standing"`

	Keys   map[string]earlierKey `json:"keys"`   // of every epoch that is known, by id
	Epochs map[string]epoch      `json:"epochs"` // those that are believed
	People map[string]person     `json:"people"` // everybody who was ever in one of them
	Newest []statement           `json:"newest"` // the epochs that no other follows, as they were signed
}

const keepFormat = 1

// person is a device as others know it.
type person struct {
	ID        string            `json:"id"`
	Device    ed25519.PublicKey `json:"device"`
	Recipient string            `json:"recipient"`
	Name      string            `json:"name"` // as it was let in
	By        string            `json:"by"`   // who let it in
}

// idOf gives the id of a device with these keys, and so its name in the folder:
// the first 15 bytes of SHA-256("guvoh member" | 0 | device | recipient).
func idOf(device ed25519.PublicKey, recipient string) string {
	sum := printOf(device, recipient)
	return idCoding.EncodeToString(sum[:15])
}

var idCoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

const idLength = 24

func printOf(device ed25519.PublicKey, recipient string) [32]byte {
	return sha256.Sum256(slices.Concat([]byte("guvoh member\x00"), device, []byte(recipient)))
}

// sound reports whether the id is that of the keys.
func (p person) sound() bool {
	return len(p.Device) == ed25519.PublicKeySize && len(p.Recipient) <= longestRecipient && p.ID == idOf(p.Device, p.Recipient)
}

const longestRecipient = 4096

func (p person) card() Card {
	sum := printOf(p.Device, p.Recipient)
	return Card{ID: p.ID, Fingerprint: [10]byte(sum[:])}
}

// ---- in the settings of the file ----

// The settings lie under the device's key: another device that works in a copy
// of the file has its own.
func settingOf(db File, what string) (string, error) {
	key := db.DeviceKey()
	if key == nil {
		return "", ErrNoDevice
	}
	return what + " " + hex.EncodeToString(key[:8]), nil
}

const keepData = "guvoh team"

func loadKeep(db File) (keep, error) {
	name, err := settingOf(db, "team")
	if err != nil {
		return keep{}, err
	}
	text, err := db.Setting(name)
	if err != nil {
		return keep{}, err
	}
	if text == "" {
		return keep{}, ErrNoTeam
	}
	aead, err := keepSeal(db)
	if err != nil {
		return keep{}, err
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) < aead.NonceSize() {
		return keep{}, ErrNoTeam
	}
	plain, err := aead.Open(nil, b[:aead.NonceSize()], b[aead.NonceSize():], []byte(keepData))
	if err != nil {
		return keep{}, ErrNoTeam // of a profile that is gone
	}
	var k keep
	if err := json.Unmarshal(plain, &k); err != nil || k.Format != keepFormat {
		return keep{}, errors.Join(pack.ErrNewer, err)
	}
	return k, nil
}

type sealer interface {
	NonceSize() int
	Seal(dst, nonce, plaintext, data []byte) []byte
	Open(dst, nonce, ciphertext, data []byte) ([]byte, error)
}

func keepSeal(db File) (sealer, error) {
	secret, err := db.DeviceSecret("team")
	if err != nil {
		return nil, ErrNoDevice
	}
	return chacha20poly1305.NewX(secret)
}

// save writes what is kept, when it has changed.
func (t *Team) save() error {
	plain, err := json.Marshal(t.keep)
	if err != nil || bytes.Equal(plain, t.saved) {
		return err
	}
	aead, err := keepSeal(t.db)
	if err != nil {
		return err
	}
	nonce := make([]byte, aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return err
	}
	name, err := settingOf(t.db, "team")
	if err != nil {
		return err
	}
	sealed := aead.Seal(nonce, nonce, plain, []byte(keepData))
	if err := t.db.SetSetting(name, base64.StdEncoding.EncodeToString(sealed)); err != nil {
		return err
	}
	t.saved = plain
	return nil
}

// ---- what follows from it ----

// keys gives the keys of all epochs that are known.
func (k *keep) keys() pack.Keys {
	ks := pack.Keys{}
	for _, e := range k.Keys {
		ks[e.ID] = pack.Epoch{ID: e.ID, Key: [32]byte(e.Key)}
	}
	return ks
}

// current gives the epoch under which is written: of the highest number, and of
// several the one whose id sorts first, so that all take the same.
func (k *keep) current() (epoch, bool) {
	all := slices.Collect(maps.Values(k.Epochs))
	if len(all) == 0 {
		return epoch{}, false
	}
	return slices.MinFunc(all, func(a, b epoch) int {
		return cmp.Or(-cmp.Compare(a.Number, b.Number), bytes.Compare(a.ID[:], b.ID[:]))
	}), true
}

// newest gives the epochs that no other one that is believed follows.
func (k *keep) newest() []epoch {
	followed := map[pack.EpochID]bool{}
	for _, e := range k.Epochs {
		for _, p := range e.Before {
			followed[p] = true
		}
	}
	var out []epoch
	for _, e := range k.Epochs {
		if !followed[e.ID] {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b epoch) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return out
}

// gone gives who left or was removed, in whatever epoch that is believed; true
// where they left by themselves.
func (k *keep) gone() map[string]bool {
	out := map[string]bool{}
	for _, e := range k.Epochs {
		for _, g := range e.Gone {
			left, known := out[g.ID]
			out[g.ID] = g.Left && (left || !known)
		}
	}
	return out
}

func (k *keep) identity() (*age.HybridIdentity, error) { return age.ParseHybridIdentity(k.Identity) }

func (k *keep) self() person { return k.People[k.ID] }

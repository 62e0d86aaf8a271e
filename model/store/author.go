package store

import (
	"context"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"sync"

	"guvoh/model"
	"guvoh/model/journal"
)

// errNoDevice says that no key of this device can be had: the person's own
// settings cannot be kept, or the file is open to look only.
var errNoDevice = errors.New("this device has no key in this file")

// deviceSetting is where the file keeps its half of what a device's keys are
// made of. The other half lies in the person's own settings.
func (db *DB) deviceSetting() string { return "device secret " + db.opts.Device }

// DeviceSecret gives 32 bytes for a purpose that nobody has but this device
// with this file: HKDF-SHA-256 of the secret in the person's settings and of
// the one in the file. Neither alone gives it. The file's half is made at first
// need.
func (db *DB) DeviceSecret(purpose string) ([]byte, error) {
	if len(db.opts.DeviceSecret) == 0 {
		return nil, errNoDevice
	}
	text, err := db.Setting(db.deviceSetting())
	if err != nil {
		return nil, err
	}
	if text == "" {
		if text = newDeviceHalf(); db.opts.ReadOnly {
			return nil, errNoDevice
		}
		if err := db.SetSetting(db.deviceSetting(), text); err != nil {
			return nil, err
		}
	}
	return deriveDevice(db.opts.DeviceSecret, text, purpose)
}

func newDeviceHalf() string {
	half := make([]byte, 32)
	rand.Read(half) // never fails: see crypto/rand
	return base64.StdEncoding.EncodeToString(half)
}

func deriveDevice(profile []byte, file, purpose string) ([]byte, error) {
	half, err := base64.StdEncoding.DecodeString(file)
	if err != nil || len(half) != 32 {
		return nil, errNoDevice
	}
	return hkdf.Key(sha256.New, append(append([]byte(nil), profile...), half...), nil, "guvoh device "+purpose, 32)
}

// deviceKey is the key that signs this session; nil when there is none.
func (t *Tx) deviceKey() (ed25519.PrivateKey, error) {
	if len(t.db.opts.DeviceSecret) == 0 {
		return nil, nil
	}
	var text string
	err := orNone(t.q.QueryRowContext(t.ctx, "SELECT value FROM setting WHERE key = ?", t.db.deviceSetting()).Scan(&text))
	if err != nil {
		return nil, err
	}
	if text == "" {
		text = newDeviceHalf()
		if _, err := t.exec("INSERT OR REPLACE INTO setting VALUES(?, ?)", t.db.deviceSetting(), text); err != nil {
			return nil, err
		}
	}
	return signingKey(t.db.opts.DeviceSecret, text)
}

func signingKey(profile []byte, file string) (ed25519.PrivateKey, error) {
	seed, err := deriveDevice(profile, file, "signing")
	if err != nil {
		return nil, err
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// DeviceKey gives the key by which this device signs in this file; nil when it
// has not signed here, and cannot.
func (db *DB) DeviceKey() ed25519.PublicKey {
	if key := db.signingKey(); key != nil {
		return key.Public().(ed25519.PublicKey)
	}
	return nil
}

func (db *DB) signingKey() ed25519.PrivateKey {
	seed, err := db.DeviceSecret("signing")
	if err != nil {
		return nil
	}
	return ed25519.NewKeyFromSeed(seed)
}

// Certify has a person answer for what this device writes in this file, also
// for what it wrote before. It fails when the device has no key.
func (db *DB) Certify(identity ed25519.PrivateKey) error {
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	device := db.signingKey()
	if device == nil {
		return errNoDevice
	}
	c := journal.Certify(device, identity)
	_, err := db.sql.Exec("INSERT OR IGNORE INTO certificate VALUES(?, ?, ?, ?)", []byte(c.Device), []byte(c.Identity), c.ByIdentity, c.ByDevice)
	db.known.forget()
	return classify(err)
}

// known is who answers for which device, and whose cards we have. It is read
// when it is first needed, and again after a change.
type known struct {
	mu       sync.Mutex
	loaded   bool
	own      string               // this device's key
	identity map[string]string    // of a device: the person's key; one we have a card for before others
	cards    map[string]Author    // of a person's key
	me       map[string]bool      // persons' keys that answer for this device
	authors  map[[2]string]Author // by device and claimed name, made once
}

func (k *known) forget() {
	k.mu.Lock()
	k.loaded = false
	k.mu.Unlock()
}

// load reads what is known through q, which may be a transaction.
func (k *known) load(ctx context.Context, db *DB, q querier) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.loaded {
		return nil
	}
	k.authors = map[[2]string]Author{}
	k.identity, k.cards, k.me, k.own = map[string]string{}, map[string]Author{}, map[string]bool{}, ""
	cards, err := db.colleagues(ctx, q)
	if err != nil {
		return err
	}
	for _, c := range cards {
		a := Author{Name: c.Name, Trust: Unverified}
		if c.Verified > 0 {
			a.Trust = Verified
		}
		if c.Signing != nil {
			k.cards[string(c.Signing)] = a
		}
	}
	var half string
	if err := orNone(q.QueryRowContext(ctx, "SELECT value FROM setting WHERE key = ?", db.deviceSetting()).Scan(&half)); err != nil {
		return err
	}
	if key, err := signingKey(db.opts.DeviceSecret, half); err == nil && len(db.opts.DeviceSecret) > 0 {
		k.own = string(key.Public().(ed25519.PublicKey))
	}
	if err := k.certificates(ctx, q); err != nil {
		return err
	}
	k.loaded = true
	return nil
}

// certificates reads who answers for which device. What does not bear both
// signatures counts for nothing, whoever put it into the file.
func (k *known) certificates(ctx context.Context, q querier) error {
	rows, err := q.QueryContext(ctx, "SELECT device, identity, by_identity, by_device FROM certificate ORDER BY device, identity")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var device, identity, byIdentity, byDevice []byte
		if err := rows.Scan(&device, &identity, &byIdentity, &byDevice); err != nil {
			return err
		}
		if !(journal.Certificate{Device: device, Identity: identity, ByIdentity: byIdentity, ByDevice: byDevice}).Valid() {
			continue
		}
		if string(device) == k.own {
			k.me[string(identity)] = true
		}
		old, there := k.identity[string(device)]
		if !there || k.cards[old].Trust != Verified && k.cards[string(identity)].Trust != "" {
			k.identity[string(device)] = string(identity)
		}
	}
	return rows.Err()
}

// author says who wrote with a device under a name.
func (k *known) author(device, claimed string) Author {
	k.mu.Lock()
	defer k.mu.Unlock()
	key := [2]string{device, claimed}
	a, ok := k.authors[key]
	if !ok {
		if a = k.judge(device, claimed); k.authors != nil {
			k.authors[key] = a
		}
	}
	return a
}

func (k *known) judge(device, claimed string) Author {
	a := Author{Name: claimed, Claimed: claimed, Trust: Unsigned}
	if device == "" {
		return a
	}
	a.Device, a.Trust = hex.EncodeToString([]byte(device)), Unverified
	if id, ok := k.identity[device]; ok {
		a.Identity = hex.EncodeToString([]byte(id))
		if card, ok := k.cards[id]; ok {
			a.Name, a.Trust = card.Name, card.Trust
		}
		if k.me[id] { // another device of whoever sits here
			a.Name, a.Trust = claimed, Verified
		}
	}
	if device == k.own {
		a.Name, a.Trust = claimed, Own
	}
	return a
}

// authorOf says who wrote a stream, by its short number.
func (v view) authorOf(n int64) Author {
	if err := v.db.known.load(context.Background(), v.db, v.q); err != nil {
		return Author{Name: v.db.streams.author(n), Claimed: v.db.streams.author(n), Trust: Unsigned}
	}
	return v.db.known.author(v.db.streams.device(n), v.db.streams.author(n))
}

// AuthorOf says who wrote a stream; nobody for one that is not here.
func (db *DB) AuthorOf(stream model.ID) Author {
	n := int64(db.streams.number(stream))
	if n == 0 {
		return Author{Trust: Unsigned}
	}
	return db.view().authorOf(n)
}

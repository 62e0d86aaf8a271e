package store

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"guvoh/model"
)

// Origin is what a file says of itself that was made of another.
type Origin struct {
	Kind    string     `json:"kind"` // OriginShare or OriginSnapshot
	At      time.Time  `json:"at"`
	By      string     `json:"by"`               // who made it
	Device  string     `json:"device,omitempty"` // in hexadecimal; of a share
	Cases   []model.ID `json:"cases"`
	History bool       `json:"history"`
	Heads   []string   `json:"heads"`           // SHA-256 of the newest chain hash of each stream it was made of, sorted
	Stream  model.ID   `json:"stream,omitzero"` // of a snapshot: the stream that holds it
	LeftOut LeftOut    `json:"left_out"`
	Signed  bool       `json:"-"` // by the device that it names
}

// ErrNoSnapshot says that a file is none that was made for outsiders.
var ErrNoSnapshot = errors.New("this is no snapshot for outsiders")

// The kinds of origin.
const (
	OriginShare    = "share"
	OriginSnapshot = "snapshot"
)

// signsOrigin begins what is signed of an origin; see package journal.
const signsOrigin = "guvoh origin\x00"

// stating is a source that can say what it was made of: the statement as it
// stands there, and who signed it.
type stating interface {
	Origin(context.Context) (statement string, device, signature []byte, ok bool, err error)
}

// longestStatement bounds what is read of somebody's file.
const longestStatement = 1 << 20

// OriginOf reads what a source says of itself; false when it says nothing, or
// nothing that makes sense.
func OriginOf(ctx context.Context, src Source) (Origin, bool, error) {
	var state func(context.Context) (string, []byte, []byte, bool, error)
	switch s := src.(type) {
	case *DB:
		state = s.statement
	case stating:
		state = s.Origin
	default:
		return Origin{}, false, nil
	}
	statement, device, signature, ok, err := state(ctx)
	if err != nil || !ok || len(statement) > longestStatement {
		return Origin{}, false, err
	}
	var o Origin
	if json.Unmarshal([]byte(statement), &o) != nil || o.Kind != OriginShare && o.Kind != OriginSnapshot {
		return Origin{}, false, nil
	}
	o.Signed = len(device) == ed25519.PublicKeySize && o.Device == hex.EncodeToString(device) &&
		ed25519.Verify(device, []byte(signsOrigin+statement), signature)
	return o, true, nil
}

// Origin says what file this one was made of; false when of none.
func (db *DB) Origin(ctx context.Context) (Origin, bool, error) { return OriginOf(ctx, db) }

// statement gives what the file says of what it was made of, as it stands there.
func (db *DB) statement(ctx context.Context) (statement string, device, signature []byte, ok bool, err error) {
	old, err := before(ctx, db.sql, "origin")
	if err != nil || old {
		return "", nil, nil, false, classify(err)
	}
	err = db.sql.QueryRowContext(ctx, "SELECT statement, device, signature FROM origin ORDER BY n LIMIT 1").
		Scan(&statement, &device, &signature)
	return statement, device, signature, err == nil, classify(orNone(err))
}

// setOrigin has the file say what it was made of, signed unless device is nil.
func (t *Tx) setOrigin(o Origin, device ed25519.PrivateKey) error {
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	var public, signature []byte
	if device != nil {
		public = device.Public().(ed25519.PublicKey)
		signature = ed25519.Sign(device, append([]byte(signsOrigin), b...))
	}
	_, err = t.exec("INSERT INTO origin(statement, device, signature) VALUES(?, ?, ?)", string(b), public, signature)
	return err
}

// shareOrigin is what a share says of itself. What is made of a snapshot stays
// one, or it would come home as if its holder worked here.
func (db *DB) shareOrigin(ctx context.Context, src *sharing, o ShareOptions, left LeftOut) (Origin, error) {
	if old, ok, err := db.Origin(ctx); err != nil || ok && old.Kind == OriginSnapshot {
		return old, err
	}
	heads, err := src.heads(ctx)
	out := Origin{
		Kind: OriginShare, At: db.opts.now().UTC(), By: db.Author(), Cases: o.Cases, History: o.History, Heads: heads, LeftOut: left,
	}
	if key := db.DeviceKey(); key != nil {
		out.Device = hex.EncodeToString(key)
	}
	return out, err
}

// heads gives the SHA-256 of the newest chain hash of each stream of a source,
// sorted: whoever has the streams can prove what it was made of, and nobody else
// learns anything.
func (s *sharing) heads(ctx context.Context) ([]string, error) {
	all, err := s.Streams(ctx)
	var out []string
	for _, x := range all {
		sum := sha256.Sum256(x.Runs[len(x.Runs)-1].Hash[:])
		out = append(out, hex.EncodeToString(sum[:]))
	}
	slices.Sort(out)
	return out, err
}

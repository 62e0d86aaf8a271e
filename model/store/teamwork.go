package store

import (
	"context"
	"crypto/ed25519"

	"guvoh/model"
)

// signsTeam begins what this device signs for a team folder, so that such a
// signature never passes for one over a journal or a person's key.
const signsTeam = "guvoh team\x00"

// SignForTeam signs a statement about a team: its circle, its keys, what this
// device has seen. It fails when this device has no key.
func (db *DB) SignForTeam(statement []byte) ([]byte, error) {
	key := db.signingKey()
	if key == nil {
		return nil, errNoDevice
	}
	return ed25519.Sign(key, append([]byte(signsTeam), statement...)), nil
}

// VerifyForTeam reports whether a device made a signature by [DB.SignForTeam].
func VerifyForTeam(device ed25519.PublicKey, statement, signature []byte) bool {
	return len(device) == ed25519.PublicKeySize && len(signature) == ed25519.SignatureSize &&
		ed25519.Verify(device, append([]byte(signsTeam), statement...), signature)
}

// Lack says how much of an entry is not here.
type Lack byte

// The degrees of a [Lack]; of any other entry nothing is missing.
const (
	LacksBody   Lack = 1 // only its commitment is here
	LacksValues Lack = 2 // some of its values are not here
)

// Lacking gives the entries of which something is not here, by their streams
// and numbers. What was purged lacks nothing: it is gone for good.
func (db *DB) Lacking(ctx context.Context) (map[model.ID]map[uint64]Lack, error) {
	rows, err := db.sql.QueryContext(ctx, "SELECT b.id, EXISTS(SELECT 1 FROM entry e WHERE e.id = b.id) FROM bare b")
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	lacking := map[model.ID]map[uint64]Lack{}
	for rows.Next() {
		var id int64
		var there bool
		if err := rows.Scan(&id, &there); err != nil {
			return nil, classify(err)
		}
		n, seq := splitEntryID(id)
		stream, ok := db.streams.id(uint64(n))
		if !ok {
			return nil, ErrDamaged
		}
		if lacking[stream] == nil {
			lacking[stream] = map[uint64]Lack{}
		}
		lacking[stream][seq] = LacksBody
		if there {
			lacking[stream][seq] = LacksValues
		}
	}
	return lacking, classify(rows.Err())
}

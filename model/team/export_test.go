package team

import (
	"bytes"
	"context"

	"guvoh/model/pack"
)

// Packs opens every pack that lies below the name of a team's own device.
func Packs(t *Team) (all []*pack.Pack, attachments int, err error) {
	p, err := t.begin(context.Background(), nil)
	if err != nil {
		return nil, 0, err
	}
	defer p.close()
	mine := p.parts[t.keep.ID]
	for _, at := range mine.packs {
		a, err := p.readPack(at)
		if err != nil {
			return nil, 0, err
		}
		all = append(all, a.pack)
	}
	return all, len(mine.bytes), nil
}

// Holdings reads and writes what a state says of streams.
func Holdings(b []byte) ([]byte, error) {
	hs, err := decodeHoldings(b)
	return encodeHoldings(hs), err
}

// OpenEpoch reads an epoch as the device of a team would.
func OpenEpoch(t *Team, b []byte) error {
	me, err := t.keep.identity()
	if err != nil {
		return err
	}
	_, err = openEpoch(bytes.NewReader(b), me)
	return err
}

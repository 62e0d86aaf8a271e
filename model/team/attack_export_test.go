package team

import (
	"context"
	"encoding/json"
	"fmt"

	"guvoh/model/pack"
)

// ExhaustEpochs makes an epoch with the circle as it is, of the highest number
// and with as many keys and names of who is gone as its author likes.
func ExhaustEpochs(t *Team, number uint64, keys, out int) error {
	p, err := t.begin(context.Background(), nil)
	if err != nil {
		return err
	}
	defer p.close()
	c := t.keep.wanted(nil)
	o, err := t.declare(c.members, c.gone, p.now())
	if err != nil {
		return err
	}
	d := o.declaration
	d.Number = number
	for i := len(d.Earlier); i < keys; i++ {
		d.Earlier = append(d.Earlier, earlierKey{ID: pack.EpochID{byte(i), byte(i >> 8), 1}, Number: 1, Key: make([]byte, 32)})
	}
	for i := range out {
		d.Gone = append(d.Gone, gone{ID: idCoding.EncodeToString([]byte(fmt.Sprintf("%015d", i)))})
	}
	var s statement
	if s.Said, err = json.Marshal(d); err != nil {
		return err
	}
	if s.Signature, err = t.db.SignForTeam(append([]byte(epochSigned), s.Said...)); err != nil {
		return err
	}
	return p.writeEpoch(s, d, s.epochID())
}

package team

import (
	"compress/flate"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path"
	"slices"

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

// Declared judges what the author of an epoch says.
func Declared(said []byte) error {
	s := statement{Said: said}
	d, err := s.declaration()
	if err != nil {
		return err
	}
	o := &opened{statement: s, declaration: d, id: s.epochID()}
	return o.sound()
}

// WritePack puts a pack below the name of a team's own device, as a member
// could who means harm.
func WritePack(t *Team, k *pack.Pack) error {
	p, err := t.begin(context.Background(), nil)
	if err != nil {
		return err
	}
	defer p.close()
	cur, _ := t.keep.current()
	return p.write(path.Join(top, t.keep.ID, packDir, packName(k.Stream.ID, k.First(), k.Last())), func(w io.Writer) error {
		return p.keys[cur.ID].Write(w, k)
	})
}

// Meets gives what a pass makes of a failure of the folder.
func Meets(t *Team, failure error) ([]Problem, error) {
	p, err := t.begin(context.Background(), nil)
	if err != nil {
		return nil, err
	}
	defer p.close()
	t.status = Status{}
	err = p.tolerate(p.classify(failure))
	return t.status.Problems, err
}

// ForgeState says below another member's name, signed by a team's own device,
// that the other has left.
func ForgeState(t *Team, member string) error {
	p, err := t.begin(context.Background(), nil)
	if err != nil {
		return err
	}
	defer p.close()
	said, err := json.Marshal(state{Format: stateFormat, Member: member, Number: 1 << 60, Left: true, Held: encodeHoldings(nil)})
	if err != nil {
		return err
	}
	sig, err := t.db.SignForTeam(append([]byte(stateSigned), said...))
	if err != nil {
		return err
	}
	cur, _ := t.keep.current()
	return p.write(path.Join(top, member, stateFile), func(w io.Writer) error {
		to, err := p.keys[cur.ID].Seal(w)
		if err != nil {
			return err
		}
		z, err := flate.NewWriter(to, 1)
		if err != nil {
			return err
		}
		if _, err := z.Write(slices.Concat([]byte(stateMagic), sig, said)); err != nil {
			return err
		}
		return errors.Join(z.Close(), to.Close())
	})
}

// ForgeEpoch makes an epoch without one member in another's name, signed by a
// team's own device.
func ForgeEpoch(t *Team, author, without string) error {
	p, err := t.begin(context.Background(), nil)
	if err != nil {
		return err
	}
	defer p.close()
	c := t.keep.wanted(nil)
	c.members = slices.DeleteFunc(c.members, func(x person) bool { return x.ID == without })
	o, err := t.declare(c.members, append(c.gone, gone{ID: without}), p.now())
	if err != nil {
		return err
	}
	o.declaration.Author = author
	var s statement
	if s.Said, err = json.Marshal(o.declaration); err != nil {
		return err
	}
	if s.Signature, err = t.db.SignForTeam(append([]byte(epochSigned), s.Said...)); err != nil {
		return err
	}
	return p.writeEpoch(s, o.declaration, s.epochID())
}

// AtOnce has a team give its file about n entries in one merge.
func AtOnce(t *Team, n int) { t.atOnce = n }

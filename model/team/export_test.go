package team

import (
	"context"
	"io"
	"path"

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

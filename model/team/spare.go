package team

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"guvoh/model/journal"
	"guvoh/model/pack"
)

// spare writes something of the file into the folder. Where it is the file's own
// fault that it cannot be written, that is said, and the pass goes on with what is
// next: one session that is damaged must not keep the others from colleagues. It
// is tried again after a while. of is the device whose work it is.
func (p *pass) spare(name string, of ed25519.PublicKey, write func() error) (done bool, err error) {
	if t, failed := p.unpacked[name]; failed && p.now().Sub(t.last) < again {
		p.problem(Unpacked, p.whose(of), "")
		return false, nil
	}
	err = write()
	switch {
	case err == nil:
		delete(p.unpacked, name)
		return true, nil
	case p.ctx.Err() != nil:
		return false, p.ctx.Err()
	case p.stops(err) || !ofTheFile(err):
		return false, err
	}
	p.unpacked[name] = try{last: p.now()}
	p.problem(Unpacked, p.whose(of), "")
	return false, nil
}

// ofTheFile tells a failure of the file, or of what is in it, from one of the
// folder.
func ofTheFile(err error) bool {
	return !errors.As(err, &fault{}) || slices.ContainsFunc([]error{pack.ErrBroken, pack.ErrTooBig, journal.ErrMalformed}, func(e error) bool {
		return errors.Is(err, e)
	})
}

// whose gives which member a device is; "" where it is none.
func (p *pass) whose(device ed25519.PublicKey) string {
	if bytes.Equal(device, p.keep.self().Device) {
		return p.keep.ID
	}
	for id, x := range p.keep.People {
		if len(device) > 0 && bytes.Equal(x.Device, device) {
			return id
		}
	}
	return ""
}

// name tells a piece from all others, and from what it is when it was mended.
func (x piece) name() string {
	return fmt.Sprintf("%s %d-%d %s", hex.EncodeToString(x.stream.ID[:]), x.first, x.last, hex.EncodeToString(x.whole.Hash[:8]))
}

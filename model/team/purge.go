package team

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"path"
	"slices"

	"guvoh/model/journal"
)

// orders are the orders of removal in entries that came or were written: which
// entries lose values, and which attachments go. Every order passes here, since
// every entry that the file holds was read from the folder or written into it.
type orders struct {
	entries []journal.OpID
	bytes   [][32]byte
}

func (o *orders) add(e *journal.Entry) {
	for _, op := range e.Ops {
		switch op.Field {
		case journal.Purged:
			for _, p := range op.Preds {
				if p.Rel == journal.Purges {
					o.entries = append(o.entries, p.Op)
				}
			}
		case journal.PurgedBytes:
			if b, err := hex.DecodeString(op.Value.Text()); err == nil && len(b) == 32 {
				o.bytes = append(o.bytes, [32]byte(b))
			}
		}
	}
}

// obey notes which of this device's own files hold what is to go. It is kept
// until they have been written anew: see clean.
func (p *pass) obey(o orders) {
	mine := p.parts[p.keep.ID]
	if mine == nil {
		return
	}
	for _, at := range mine.packs {
		for _, op := range o.entries {
			if op.Stream == at.stream && at.first <= op.Seq && op.Seq <= at.last {
				p.stale(at.path)
			}
		}
	}
	for name, b := range p.memory.Bytes {
		if p.lies[name] && memberOf(name) == p.keep.ID && slices.Contains(o.bytes, [32]byte(b.SHA256)) {
			p.stale(name)
		}
	}
}

func (p *pass) stale(name string) {
	if p.memory.Stale == nil {
		p.memory.Stale = map[string]bool{}
	}
	p.memory.Stale[name], p.remember = true, true
}

// clean writes packs of this device anew, as the file has their entries now, and
// removes attachments that the file has no more. Only a device itself does that,
// below its own name: what others hold of it goes when the order reaches them.
func (p *pass) clean(ours []journal.Stream) error {
	for name := range p.memory.Stale {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		dir, file := path.Split(name)
		at, isPack := parsePackName(path.Base(dir), file)
		var err error
		if isPack {
			done := false
			if done, err = p.spare(name, p.keep.self().Device, func() error { return p.rewrite(at, ours) }); err == nil && !done {
				continue
			}
		} else if err = p.root.Remove(name); errors.Is(err, fs.ErrNotExist) {
			err = nil
		} else if err != nil {
			err = p.classify(err)
		}
		if err != nil {
			return err
		}
		delete(p.memory.Stale, name)
		if !isPack {
			delete(p.lies, name)
		}
		p.remember = true
	}
	return nil
}

// rewrite writes a pack of this device once more.
func (p *pass) rewrite(at packAt, ours []journal.Stream) error {
	for i := range ours {
		for _, r := range ours[i].Runs {
			if ours[i].ID == at.stream && r.First <= at.first && at.last <= r.Last {
				_, err := p.write1(piece{stream: &ours[i], whole: r, stretch: stretch{at.first, at.last}})
				return err
			}
		}
	}
	return nil // the file has it no more: it was put back to an older day
}

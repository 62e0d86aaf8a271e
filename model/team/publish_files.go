package team

import (
	"cmp"
	"encoding/hex"
	"io"
	"path"
	"slices"

	"guvoh/model/journal"
)

// listFiles finds out which attachments the file has.
func (p *pass) listFiles() error {
	var err error
	if p.files, err = p.db.AttachmentList(p.ctx); err != nil {
		return err
	}
	p.have = make(map[[32]byte]bool, len(p.files))
	for _, a := range p.files {
		p.have[a.SHA256] = true
	}
	return nil
}

// publishFiles writes the attachments that the folder lacks.
func (p *pass) publishFiles() error {
	if err := p.listFiles(); err != nil { // with what just came
		return err
	}
	there := map[[32]byte]bool{}
	for name, b := range p.memory.Bytes {
		if p.lies[name] && p.readable(memberOf(name)) {
			there[[32]byte(b.SHA256)] = true
		}
	}
	todo := slices.DeleteFunc(slices.Clone(p.files), func(a journal.Attachment) bool { return there[a.SHA256] })
	p.status.Published.Left += len(todo)
	for i, a := range todo {
		p.say("attach", i, len(todo))
		done, err := p.spare(hex.EncodeToString(a.SHA256[:]), p.db.DeviceKey(), func() error { return p.writeFile(a) })
		if err != nil {
			return err
		}
		if done {
			p.status.Published.Attachments++
			p.status.Published.Left--
			p.wrote = p.now()
		}
	}
	return nil
}

func (p *pass) writeFile(a journal.Attachment) error {
	cur, _ := p.keep.current()
	name := path.Join(top, p.keep.ID, bytesDir, p.keys[cur.ID].Name(a.SHA256))
	var failed error // of the file, not of the folder
	err := p.write(name, func(w io.Writer) error {
		return p.keys[cur.ID].WriteAttachment(w, a, func(w io.Writer) error {
			to := &sink{w: w}
			if err := p.db.WriteAttachment(p.ctx, to, a); err != nil && to.err == nil {
				failed = err
				return err
			}
			return to.err
		})
	})
	if failed != nil || err != nil {
		return cmp.Or(failed, err)
	}
	p.memory.Bytes[name], p.lies[name], p.remember = seenBytes{SHA256: a.SHA256[:], Size: a.Size}, true, true
	return nil
}

// sink remembers that it was the folder that failed.
type sink struct {
	w   io.Writer
	err error
}

func (s *sink) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	if err != nil {
		s.err = err
	}
	return n, err
}

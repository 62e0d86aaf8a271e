package team

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/pack"
)

// seen is what is remembered of a pack that was read, so that it is opened once.
type seen struct {
	Size  int64            `json:"s"`
	Hash  []byte           `json:"h"`           // of the chain at its end
	Lacks map[uint64]uint8 `json:"l,omitempty"` // what of it is not whole: 0 bare, 1 without some values
	Doubt bool             `json:"d,omitempty"` // something of its stream went into quarantine
	At    int64            `json:"t,omitempty"` // of the last entry, as its author's machine claims
	Own   bool             `json:"o,omitempty"` // of a stream of the member below whose name it lies

	Refused *refused `json:"r,omitempty"` // the file could not take it in
}

// seenBytes is what is remembered of an attachment in the folder.
type seenBytes struct {
	SHA256 []byte `json:"h"`
	Size   int64  `json:"s"`
}

// memory is what is remembered of the folder, in the settings of the file.
type memory struct {
	Format int                  `json:"format"`
	Packs  map[string]seen      `json:"packs"`
	Bytes  map[string]seenBytes `json:"bytes"`
	Stale  map[string]bool      `json:"stale,omitempty"`  // own files that hold what was ordered out
	Undone int                  `json:"undone,omitempty"` // merges that were taken back when what is in doubt was read
}

// try is an attempt to read a file of the folder that failed.
type try struct {
	size    int64
	at      time.Time // of the file
	last    time.Time // when it was tried
	times   int
	keys    int // that were known
	code    Code
	damaged bool
}

// again is how long a file that did not change is left alone after it failed.
const again = 10 * time.Minute

// skip reports whether a file that failed before is not worth another look.
func (p *pass) skip(name string) bool {
	t, ok := p.tries[name]
	if !ok {
		return false
	}
	i, err := p.root.Lstat(name)
	return err == nil && i.Size() == t.size && i.ModTime().Equal(t.at) && p.now().Sub(t.last) < again && t.keys == len(p.keys)
}

// failed notes that a file could not be read. It gives an error only when the
// folder is gone.
func (p *pass) failed(name string, err error) error {
	if gone := p.there(); gone != nil {
		return gone
	}
	t := p.tries[name]
	if i, err := p.root.Lstat(name); err == nil {
		t.size, t.at = i.Size(), i.ModTime()
	}
	t.last, t.times, t.keys = p.now(), t.times+1, len(p.keys)
	t.code, t.damaged = Unfinished, !errors.Is(err, fs.ErrNotExist)
	switch {
	case errors.Is(err, pack.ErrKey):
		t.code, t.damaged = UnknownEpoch, false
	case errors.Is(err, pack.ErrNewer):
		t.code, t.damaged = Newer, false
	}
	p.tries[name] = t
	return nil
}

// unreadPacks gives the packs that were not read before, and those that are worth
// another look.
func (p *pass) unreadPacks() (todo []packAt, err error) {
	if p.undone, err = p.db.Undone(p.ctx); err != nil {
		return nil, err
	}
	for id, part := range p.parts {
		if !p.readable(id) {
			continue
		}
		for _, at := range part.packs {
			s, known := p.memory.Packs[at.path]
			if known && p.anew(at, s) {
				p.forget(at.path)
				known = false
			}
			if !known {
				todo = append(todo, at)
			} else if s.Refused != nil {
				p.problem(Unmerged, id, at.path)
			}
		}
	}
	if p.memory.Undone != p.undone {
		p.memory.Undone, p.remember = p.undone, true
	}
	return todo, nil
}

// readPacks opens the packs that were not read before.
func (p *pass) readPacks() ([]*arrival, error) {
	todo, err := p.unreadPacks()
	if err != nil {
		return nil, err
	}
	var came []*arrival
	for i, at := range todo {
		if err := p.ctx.Err(); err != nil {
			return nil, err
		}
		p.say("read", i, len(todo))
		if p.skip(at.path) {
			p.unread(at.member, at.path, p.tries[at.path].code)
			continue
		}
		a, err := p.readPack(at)
		if err != nil {
			if err := p.failed(at.path, err); err != nil {
				return nil, err
			}
			p.unread(at.member, at.path, p.tries[at.path].code)
			continue
		}
		delete(p.tries, at.path)
		if a.old && !p.vouched(at) {
			p.problem(AfterRemoval, at.member, at.path)
			continue
		}
		came = append(came, p.keepSmall(a))
	}
	return came, nil
}

func unknownID(err error, unknown **pack.UnknownEpoch) (id pack.EpochID) {
	if errors.As(err, unknown) {
		id = (*unknown).ID
	}
	return id
}

// trust gives the keys that nobody has who was removed. Below whose name a
// pack lies says nothing of who put it there; what is sealed with another key
// is taken when some member says, by their signature, that they have it.
func (k *keep) trust() pack.Keys {
	out, keys := pack.Keys{}, k.keys()
	gone := k.gone()
	for _, e := range k.Epochs {
		removed := slices.ContainsFunc(e.Members, func(id string) bool {
			left, out := gone[id]
			return out && !left
		})
		if !removed {
			out[e.ID] = keys[e.ID]
		}
	}
	return out
}

// vouched reports whether a member has what is in a pack.
func (p *pass) vouched(at packAt) bool {
	if p.vouch == nil {
		p.vouch = map[model.ID][]spans{}
		for id, s := range p.states {
			if !p.readable(id) {
				continue
			}
			for _, h := range s.held {
				p.vouch[h.stream] = append(p.vouch[h.stream], spans(h.runs))
			}
		}
	}
	return slices.ContainsFunc(p.vouch[at.stream], func(s spans) bool { return s.has(at.first, at.last) })
}

// inMemory is how much of what came is kept in memory until it is merged; the
// rest is read from the folder once more.
const inMemory = 64 << 20

func (p *pass) keepSmall(a *arrival) *arrival {
	for _, l := range a.pack.Links {
		p.kept += int64(len(l.Body)) + 64
	}
	if p.kept > inMemory {
		a.pack = &pack.Pack{Stream: a.pack.Stream, Certificates: a.pack.Certificates}
	}
	return a
}

// readPack opens a pack and looks whether it is what its name says.
func (p *pass) readPack(at packAt) (*arrival, error) {
	f, i, err := p.open(at.path, pack.LargestSealed)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	k, err := p.trusted.Read(f)
	unknown := (*pack.UnknownEpoch)(nil)
	_, old := p.keys[unknownID(err, &unknown)]
	if old {
		if _, err = f.Seek(0, io.SeekStart); err == nil {
			k, err = p.keys.Read(f)
		}
	}
	if err != nil {
		return nil, err
	}
	if k.Stream.ID != at.stream || k.First() != at.first || k.Last() != at.last || len(k.Stream.Runs) != 1 {
		return nil, pack.ErrBroken
	}
	a := &arrival{packAt: at, pack: k, run: k.Stream.Runs[0], old: old}
	a.seen = seen{Size: i.Size(), Hash: a.run.Hash[:]}
	a.inspect()
	a.seen.Own = string(k.Stream.Device) == string(p.keep.People[at.member].Device)
	return a, nil
}

// inspect looks into the entries of a pack: what of them is not whole, when the
// last was written, and what they order out.
func (a *arrival) inspect() {
	lack := func(seq uint64, how uint8) {
		if a.seen.Lacks == nil {
			a.seen.Lacks = map[uint64]uint8{}
		}
		a.seen.Lacks[seq] = how
	}
	for _, l := range a.pack.Links {
		if l.Body == nil {
			lack(l.Seq, 0)
			continue
		}
		e, _, err := journal.Decode(a.stream, l.Body)
		if err != nil {
			continue // not possible: the pack was read
		}
		a.seen.At = e.At.UnixMilli()
		a.orders.add(&e)
		for _, o := range e.Ops {
			if o.Erased != nil {
				lack(l.Seq, 1)
			}
		}
	}
}

// readBytes looks at the attachments that were not looked at before: each is
// read whole and proved, so that nothing half there is offered to the file.
func (p *pass) readBytes() error {
	var todo []string
	for id, part := range p.parts {
		if !p.readable(id) {
			continue
		}
		for _, name := range part.bytes {
			full := path.Join(top, id, bytesDir, name)
			if _, known := p.memory.Bytes[full]; !known {
				todo = append(todo, full)
			}
		}
	}
	for i, name := range todo {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		p.say("read", i, len(todo))
		id := memberOf(name)
		if p.skip(name) {
			p.unread(id, name, p.tries[name].code)
			continue
		}
		a, err := p.readOneBytes(name, false)
		if stopped := p.ctx.Err(); stopped != nil {
			return stopped
		}
		if err != nil {
			if err := p.failed(name, err); err != nil {
				return err
			}
			p.unread(id, name, p.tries[name].code)
			continue
		}
		delete(p.tries, name)
		p.memory.Bytes[name] = seenBytes{SHA256: a.SHA256[:], Size: a.Size}
		p.remember = true
		p.offered = [32]byte{} // a record may wait for it
	}
	return nil
}

// memberOf gives below whose name an attachment lies.
func memberOf(name string) string { return path.Base(path.Dir(path.Dir(name))) }

// memberOfAny gives below whose name a file of the folder lies.
func memberOfAny(name string) string {
	parts := strings.SplitN(name, "/", 3)
	if len(parts) < 3 {
		return ""
	}
	return parts[1]
}

// largestBytes bounds a sealed attachment: the store takes none above 1 GiB.
const largestBytes = 1<<30 + 1<<24

// readOneBytes gives which attachment lies under a name, and proves it: not one
// that the file has, unless it is asked for.
func (p *pass) readOneBytes(name string, prove bool) (journal.Attachment, error) {
	f, _, err := p.open(name, largestBytes)
	if err != nil {
		return journal.Attachment{}, err
	}
	defer f.Close()
	a, r, err := p.keys.ReadAttachment(f)
	if err != nil {
		return a, err
	}
	if p.have[a.SHA256] && !prove {
		return a, nil
	}
	_, err = io.Copy(io.Discard, ending{p.ctx, r})
	return a, err
}

// ---- memory ----

func loadMemory(db File) (memory, error) {
	m := memory{Format: 1, Packs: map[string]seen{}, Bytes: map[string]seenBytes{}}
	name, err := settingOf(db, "team memory")
	if err != nil {
		return m, err
	}
	text, err := db.Setting(name)
	if err != nil || text == "" {
		return m, err
	}
	var old memory
	if json.Unmarshal([]byte(text), &old) == nil && old.Format == 1 && old.Packs != nil && old.Bytes != nil {
		return old, nil
	}
	return m, nil // all is read once more
}

func (t *Team) saveMemory() error {
	b, err := json.Marshal(t.memory)
	if err != nil {
		return err
	}
	name, err := settingOf(t.db, "team memory")
	if err != nil {
		return err
	}
	return t.db.SetSetting(name, string(b))
}

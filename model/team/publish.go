package team

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"path"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/pack"
	"guvoh/model/store"
)

// stretch is a part of a stream.
type stretch struct{ first, last uint64 }

// covered is what packs in the folder hold of one stream.
type covered struct {
	whole []stretch         // sorted, and apart
	part  map[uint64]uint8  // of entries that are not whole in any pack: how much of them there is
	ends  map[uint64][]byte // hash of the chain where a pack ends
}

func (c *covered) add(at packAt, s seen) {
	first := at.first
	for _, seq := range slices.Sorted(lackKeys(s.Lacks)) {
		if seq > first {
			c.whole = append(c.whole, stretch{first, seq - 1})
		}
		if c.part == nil {
			c.part = map[uint64]uint8{}
		}
		c.part[seq] = max(c.part[seq], s.Lacks[seq]+1)
		first = seq + 1
	}
	if first <= at.last {
		c.whole = append(c.whole, stretch{first, at.last})
	}
	if c.ends == nil {
		c.ends = map[uint64][]byte{}
	}
	c.ends[at.last] = s.Hash
}

func lackKeys(m map[uint64]uint8) func(func(uint64) bool) {
	return func(yield func(uint64) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// join puts overlapping stretches together.
func (c *covered) join() {
	slices.SortFunc(c.whole, func(a, b stretch) int { return cmp.Compare(a.first, b.first) })
	out := c.whole[:0]
	for _, s := range c.whole {
		if n := len(out); n > 0 && s.first <= out[n-1].last+1 {
			out[n-1].last = max(out[n-1].last, s.last)
		} else {
			out = append(out, s)
		}
	}
	c.whole = out
}

// missing gives the parts of a run that no pack holds as whole as the file does.
func (c *covered) missing(r journal.Run, lacking map[uint64]store.Lack) (out []stretch) {
	add := func(first, last uint64) {
		if n := len(out); n > 0 && out[n-1].last+1 == first {
			out[n-1].last = last
		} else {
			out = append(out, stretch{first, last})
		}
	}
	look := func(first, last uint64) {
		if len(c.part) == 0 {
			add(first, last)
			return
		}
		for seq := first; seq <= last; seq++ {
			mine := uint8(3)
			switch lacking[seq] {
			case store.LacksBody:
				mine = 1
			case store.LacksValues:
				mine = 2
			}
			if mine > c.part[seq] {
				add(seq, seq)
			}
		}
	}
	at := r.First
	for _, s := range c.whole {
		if s.last < at {
			continue
		}
		if s.first > r.Last {
			break
		}
		if s.first > at {
			look(at, s.first-1)
		}
		at = s.last + 1
	}
	if at <= r.Last {
		look(at, r.Last)
	}
	return out
}

// covers gives what the packs of the folder hold, as far as they were read
// here, or written.
func (p *pass) covers(own bool) map[model.ID]*covered {
	all := map[model.ID]*covered{}
	for id, part := range p.parts {
		if own && id != p.keep.ID || !p.readable(id) {
			continue
		}
		for _, at := range part.packs {
			s, known := p.memory.Packs[at.path]
			if !known || s.Doubt {
				continue
			}
			if all[at.stream] == nil {
				all[at.stream] = &covered{}
			}
			all[at.stream].add(at, s)
		}
	}
	for _, c := range all {
		c.join()
	}
	return all
}

// piece is a part of a stream that has to be written.
type piece struct {
	stream *journal.Stream
	whole  journal.Run // of which it is a part
	stretch
	before []byte // hash of the chain before it, where a pack ends there
}

// pieces gives what the folder lacks of the streams: of those of this device
// what it has not written itself, of others' what nobody has.
func (p *pass) pieces(ours []journal.Stream) ([]piece, error) {
	anybody, mine := p.covers(false), p.covers(true)
	var lacking map[model.ID]map[uint64]store.Lack
	me := p.db.DeviceKey()
	var out []piece
	for i := range ours {
		s := &ours[i]
		c := anybody[s.ID]
		if bytes.Equal(s.Device, me) {
			c = mine[s.ID]
		}
		if c == nil {
			c = &covered{}
		}
		if len(c.part) > 0 && lacking == nil {
			var err error
			if lacking, err = p.db.Lacking(p.ctx); err != nil {
				return nil, err
			}
		}
		for _, r := range s.Runs {
			for _, m := range c.missing(r, lacking[s.ID]) {
				out = append(out, piece{s, r, m, c.ends[m.first-1]})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b piece) int { // one's own work first
		return cmp.Compare(boolInt(!bytes.Equal(a.stream.Device, me)), boolInt(!bytes.Equal(b.stream.Device, me)))
	})
	return out, nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// publish writes the packs that the folder lacks.
func (p *pass) publish(ours []journal.Stream) error {
	p.dropChanged()
	todo, err := p.pieces(ours)
	if err != nil || len(todo) == 0 {
		return err
	}
	p.status.Published.Left = len(todo)
	for i, x := range todo {
		p.say("write", i, len(todo))
		done, err := p.spare(x.name(), x.stream.Device, func() error {
			o, err := p.write1(x)
			p.obey(o) // also of what cannot be written: others' packs of ours may hold what is to go
			return err
		})
		if err != nil {
			return err
		}
		if done {
			p.status.Published.Left--
		}
	}
	return nil
}

// write1 writes one piece, and gives the orders in it.
func (p *pass) write1(x piece) (orders, error) {
	if p.certs == nil {
		all, err := p.db.Certificates(p.ctx)
		if err != nil {
			return orders{}, err
		}
		p.certs = map[string][]journal.Certificate{}
		for _, c := range all {
			p.certs[string(c.Device)] = append(p.certs[string(c.Device)], c)
		}
		if p.lacking, err = p.db.Lacking(p.ctx); err != nil {
			return orders{}, err
		}
	}
	w := &writing{pass: p, piece: x}
	if len(x.stream.Device) > 0 {
		w.certs = p.certs[string(x.stream.Device)]
	}
	err := w.write()
	return w.orders, err
}

// writing writes one piece as packs of the usual size.
type writing struct {
	*pass
	piece
	certs  []journal.Certificate
	orders orders

	hash  [32]byte // of the chain up to what was gathered
	links []journal.Link
	size  int
	from  [32]byte // before what was gathered
}

func (w *writing) write() error {
	start := w.first
	switch {
	case w.first == w.whole.First:
		w.hash = w.whole.Previous
	case len(w.before) == 32:
		w.hash = [32]byte(w.before)
	default:
		start, w.hash = w.whole.First, w.whole.Previous
	}
	err := w.walk(start)
	if errors.Is(err, pack.ErrBroken) && len(w.before) == 32 { // the pack before it is none of ours
		w.before = nil
		w.links, w.size, w.hash = nil, 0, w.whole.Previous
		err = w.walk(w.whole.First)
	}
	return err
}

// walk follows the chain from a place on, and writes what is wanted of it. At
// the end of the run it must come to the hash that the file knows.
func (w *writing) walk(start uint64) error {
	w.from = w.hash
	for l, err := range w.db.Links(w.ctx, w.stream.ID, start, w.last) {
		if err != nil {
			return err
		}
		committed := l.Committed
		if l.Body != nil {
			var e journal.Entry
			if e, committed, err = journal.Decode(w.stream.ID, l.Body); err != nil {
				return err
			}
			if l.Seq >= w.first {
				w.orders.add(&e)
			}
		}
		w.hash = journal.Chain(w.hash, w.stream.ID, l.Seq, committed)
		if l.Seq < w.first {
			w.from = w.hash
			continue
		}
		w.links = append(w.links, l)
		w.size += len(l.Body) + 34
		if l.Seq == w.whole.Last && w.hash != w.whole.Hash {
			return pack.ErrBroken
		}
		if l.Seq == w.last || w.size >= pack.UsualSize || len(w.links) >= pack.UsualLinks {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return w.ctx.Err()
}

// flush writes what was gathered.
func (w *writing) flush() error {
	s := *w.stream
	r := journal.Run{First: w.links[0].Seq, Last: w.links[len(w.links)-1].Seq, Previous: w.from, Hash: w.hash}
	if r.Last == w.whole.Last {
		r.Signature = w.whole.Signature
	}
	s.Runs = []journal.Run{r}
	k := &pack.Pack{Stream: s, Links: w.links, Certificates: w.certs}
	at := packAt{stream: s.ID, first: r.First, last: r.Last, member: w.keep.ID}
	at.path = path.Join(top, w.keep.ID, packDir, packName(s.ID, r.First, r.Last))
	cur, _ := w.keep.current()
	var size int64
	err := w.pass.write(at.path, func(to io.Writer) error {
		n := &sizing{w: to}
		err := w.keys[cur.ID].Write(n, k)
		size = n.n
		return err
	})
	if err != nil {
		return err
	}
	x := seen{Size: size, Hash: r.Hash[:], Own: bytes.Equal(s.Device, w.keep.self().Device)}
	for _, l := range w.links {
		if lack, ok := w.lacking[s.ID][l.Seq]; ok {
			if x.Lacks == nil {
				x.Lacks = map[uint64]uint8{}
			}
			x.Lacks[l.Seq] = uint8(lack) - 1
		}
	}
	if e, _, err := journal.Decode(s.ID, w.links[len(w.links)-1].Body); err == nil {
		x.At = e.At.UnixMilli()
	}
	w.memory.Packs[at.path] = x
	w.remember = true
	w.status.Published.Packs++
	w.wrote = w.now()
	w.links, w.size, w.from = nil, 0, w.hash
	return nil
}

type sizing struct {
	w io.Writer
	n int64
}

func (s *sizing) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	s.n += int64(n)
	return n, err
}

// dropChanged forgets packs that do not stand in the folder as they were
// written or read, so that what was in them is written once more: one's own
// that have another size, and those that somebody cannot read and that cannot
// be read here either.
func (p *pass) dropChanged() {
	if mine := p.parts[p.keep.ID]; mine != nil {
		for _, at := range mine.packs {
			s, known := p.memory.Packs[at.path]
			if !known {
				continue
			}
			if i, err := at.entry.Info(); err == nil && i.Size() != s.Size {
				p.forget(at.path)
			}
		}
	}
	for _, s := range p.states {
		for _, name := range s.Damaged {
			if p.doubtful(name) {
				p.forget(name)
			}
		}
	}
}

func (p *pass) forget(name string) {
	delete(p.memory.Packs, name)
	delete(p.memory.Bytes, name)
	delete(p.lies, name)
	p.remember = true
}

// doubtful reports whether a file that somebody calls damaged is that, after a
// look of one's own at it as it lies here.
func (p *pass) doubtful(name string) bool {
	_, isPack := p.memory.Packs[name]
	if !isPack && !p.lies[name] {
		return false
	}
	i, err := p.root.Lstat(name)
	if err != nil {
		return true
	}
	if c, ok := p.checked[name]; ok && c.size == i.Size() && c.at.Equal(i.ModTime()) {
		return c.damaged
	}
	if isPack {
		dir, file := path.Split(name)
		at, ok := parsePackName(path.Base(dir), file)
		at.path, at.member = name, memberOf(path.Dir(name))
		if !ok {
			return false
		}
		_, err = p.readPack(at)
	} else {
		_, err = p.readOneBytes(name, true)
	}
	p.checked[name] = try{size: i.Size(), at: i.ModTime(), damaged: err != nil}
	return err != nil
}

package team

import (
	"cmp"
	"context"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/pack"
	"guvoh/model/store"
)

// cache is what a team remembers from one pass to the next. memory lies in the
// settings of the file as well; the rest is found out anew after a restart.
type cache struct {
	saved  []byte // of keep, as it lies in the settings
	memory memory

	tries    map[string]try
	pending  map[pack.EpochID]*opened // epochs that are not believed, yet or for ever
	notForUs map[string]bool          // epochs that were sealed for others, by path
	cards    map[string]person        // sound cards, by id
	states   map[string]*seenState
	checked  map[string]try // files that others call damaged, as we found them
	unpacked map[string]try // what of the file could not be written

	offered    [32]byte // what the file had when attachments were last offered to it
	toldState  []byte   // what the last state said, and under which epoch
	toldAt     time.Time
	toldNumber uint64
	wrote      time.Time
}

func newCache() cache {
	return cache{
		tries: map[string]try{}, pending: map[pack.EpochID]*opened{}, notForUs: map[string]bool{}, cards: map[string]person{},
		states: map[string]*seenState{}, checked: map[string]try{}, unpacked: map[string]try{},
	}
}

// pass is one look at the folder.
type pass struct {
	*Team
	*disk
	ctx  context.Context
	step func(Step)

	parts   map[string]*part
	lies    map[string]bool // attachments in the folder, by path
	keys    pack.Keys
	trusted pack.Keys            // those of them that nobody has who was removed
	reads   map[string]bool      // whose part of the folder is read
	vouch   map[model.ID][]spans // what members say they have
	have    map[[32]byte]bool    // attachments that the file has

	files                []journal.Attachment
	holds                map[model.ID]spans // what the file has of each stream
	kept                 int64              // bytes of packs in memory
	entries              map[string]int
	toMerge, doneMerging int // entries that came, and those of them that were merged

	undone   int  // merges of the file that were taken back
	remember bool // memory has changed

	certs   map[string][]journal.Certificate // by device; read when something is written
	lacking map[model.ID]map[uint64]store.Lack
}

// begin opens the folder and lists it.
func (t *Team) begin(ctx context.Context, step func(Step)) (*pass, error) {
	d, err := openDisk(t.keep.Folder, t.now)
	if err != nil {
		return nil, err
	}
	p := &pass{Team: t, disk: d, ctx: ctx, step: step, entries: map[string]int{}, lies: map[string]bool{}}
	if p.parts, err = d.look(); err != nil {
		err = d.classify(err)
		d.close()
		return nil, err
	}
	for id, part := range p.parts {
		for _, name := range part.bytes {
			p.lies[path.Join(top, id, bytesDir, name)] = true
		}
	}
	p.learn()
	return p, nil
}

func (p *pass) now() time.Time { return p.Team.now() }

func (p *pass) say(what string, done, total int) {
	if p.step != nil {
		p.step(Step{what, done, total})
	}
}

// problem notes something, once for each part of the folder.
func (p *pass) problem(c Code, member, path string) {
	i := slices.IndexFunc(p.status.Problems, func(x Problem) bool { return x.Code == c && x.Member == member })
	if i < 0 {
		p.status.Problems = append(p.status.Problems, Problem{Code: c, Member: member, Path: path, Count: 1})
		return
	}
	p.status.Problems[i].Count++
}

func (p *pass) unread(member, path string, c Code) { p.problem(c, member, path) }

// learn follows what is believed of the circle.
func (p *pass) learn() {
	p.keys, p.trusted = p.keep.keys(), p.keep.trust()
	p.reads = map[string]bool{}
	gone := p.keep.gone()
	for id := range p.keep.People {
		left, out := gone[id]
		p.reads[id] = !out || left
	}
}

// readable reports whether what lies below somebody's name is read: of members,
// and of those who left by themselves. Who was removed may have lost the
// device to somebody else.
func (p *pass) readable(id string) bool { return p.reads[id] }

// readCards reads the cards of those who are not in the circle.
func (p *pass) readCards() error {
	for id := range p.parts {
		if _, known := p.keep.People[id]; known {
			continue
		}
		if _, known := p.cards[id]; known {
			continue
		}
		c, err := p.readCard(id)
		if err == nil {
			p.cards[id] = c
			continue
		}
		if gone := p.there(); gone != nil {
			return gone
		}
		if errors.Is(err, pack.ErrBroken) {
			p.problem(Forged, id, path.Join(top, id, memberFile))
		}
	}
	return nil
}

// mostPending bounds the epochs that wait to be believed: anybody can seal one
// for a device whose card lies in the folder.
const mostPending = 1000

// readEpochs reads the epochs that are new here, and believes those that follow
// from what is believed.
func (p *pass) readEpochs() error {
	me, err := p.keep.identity()
	if err != nil {
		return err
	}
	for id, part := range p.parts {
		for _, name := range part.epochs {
			eid, _, _ := parseEpochName(name)
			full := path.Join(top, id, epochDir, name)
			if _, known := p.keep.Epochs[eid.String()]; known || p.pending[eid] != nil || p.notForUs[full] || len(p.pending) >= mostPending || p.skip(full) {
				continue
			}
			f, _, err := p.open(full, largestEpoch)
			var o *opened
			if err == nil {
				o, err = openEpoch(f, me)
				f.Close()
			}
			switch {
			case errors.Is(err, errNotForUs):
				p.notForUs[full] = true
			case err == nil && o.id == eid:
				o.path = full
				p.pending[eid] = o
			default:
				if err := p.failed(full, cmp.Or(err, pack.ErrBroken)); err != nil {
					return err
				}
			}
			if t, bad := p.tries[full]; bad && err != nil && !errors.Is(err, errNotForUs) {
				p.problem(t.code, id, full)
			}
		}
	}
	p.judgeAll()
	p.learn()
	return p.save()
}

// judgeAll believes what can be believed, in an order that does not matter.
func (p *pass) judgeAll() {
	if p.keep.Standing != In {
		return
	}
	for again := true; again; {
		again = false
		for _, id := range slices.SortedFunc(maps.Keys(p.pending), func(a, b pack.EpochID) int { return slices.Compare(a[:], b[:]) }) {
			if o := p.pending[id]; p.keep.judge(o) == believed {
				p.keep.believe(o)
				delete(p.pending, id)
				again = true
			}
		}
	}
	for _, o := range p.pending {
		switch p.keep.judge(o) {
		case forged:
			p.problem(Forged, o.Author, o.path)
		case shutOut:
			p.problem(Split, o.Author, o.path)
		}
	}
}

// leavers gives the members who say that they have left.
func (p *pass) leavers() (ids []string) {
	for id, s := range p.states {
		if s.Left {
			ids = append(ids, id)
		}
	}
	return ids
}

// settle makes the next epoch when the circle is not what everybody's word
// together says: two epochs were made at once, or somebody left.
func (p *pass) settle() error {
	want := p.keep.wanted(p.leavers())
	cur, ok := p.keep.current()
	if !ok || want.is(cur) || !want.has(p.keep.ID) {
		return p.republish()
	}
	return p.proclaim(want)
}

// proclaim writes an epoch with this circle, and believes it.
func (p *pass) proclaim(c circle) error {
	o, err := p.declare(c.members, c.gone, p.now())
	if err != nil {
		return err
	}
	if err := p.writeEpoch(o.statement, o.declaration, o.id); err != nil {
		return err
	}
	p.keep.believe(o)
	p.learn()
	return p.save()
}

func (p *pass) writeEpoch(s statement, d declaration, id pack.EpochID) error {
	return p.write(path.Join(top, p.keep.ID, epochDir, epochName(id, d.Number)), func(w io.Writer) error {
		return sealEpoch(w, s, d.Members)
	})
}

// republish writes the newest epochs again when the folder was wiped.
func (p *pass) republish() error {
	there := map[pack.EpochID]bool{}
	for _, part := range p.parts {
		for _, name := range part.epochs {
			id, _, _ := parseEpochName(name)
			there[id] = true
		}
	}
	for _, s := range p.keep.Newest {
		if id := s.epochID(); !there[id] {
			d, err := s.declaration()
			if err != nil {
				return err
			}
			if err := p.writeEpoch(s, d, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// run makes the pass.
func (p *pass) run() error {
	if err := p.readCards(); err != nil {
		return err
	}
	if err := p.readEpochs(); err != nil {
		return err
	}
	if p.keep.Standing != In {
		return p.tolerate(p.writeCard(p.disk))
	}
	if err := p.readStates(); err != nil {
		return err
	}
	ours, err := p.take()
	if err != nil {
		return err
	}
	if err := p.tolerate(p.give(ours)); err != nil {
		return err
	}
	p.offered = standOf(ours)
	p.tellAwaited(ours)
	return nil
}

// take merges what came, and gives what the file has then.
func (p *pass) take() ([]journal.Stream, error) {
	if err := p.listFiles(); err != nil {
		return nil, err
	}
	came, err := p.readPacks()
	if err != nil {
		return nil, err
	}
	if err := p.readBytes(); err != nil {
		return nil, err
	}
	ours, err := p.db.Streams(p.ctx)
	if err != nil {
		return nil, err
	}
	if err := p.merge(came, ours); err != nil || len(p.entries) == 0 {
		return ours, err
	}
	return p.db.Streams(p.ctx)
}

// give writes what the folder lacks.
func (p *pass) give(ours []journal.Stream) error {
	p.sweep(p.parts[p.keep.ID])
	if err := p.writeCard(p.disk); err != nil {
		return err
	}
	if err := p.settle(); err != nil {
		return err
	}
	if cur, ok := p.keep.current(); !ok || !cur.has(p.keep.ID) {
		return nil
	}
	if err := p.publish(ours); err != nil {
		return err
	}
	if err := p.publishFiles(); err != nil {
		return err
	}
	if err := p.clean(ours); err != nil {
		return err
	}
	return p.writeState(ours, false)
}

// tolerate makes a problem of a folder that cannot be written, and of nothing
// else: what was read is in the file.
func (p *pass) tolerate(err error) error {
	f := fault{}
	switch {
	case !errors.As(err, &f):
		return err
	case errors.Is(f, store.ErrFull):
		p.problem(Full, "", "")
		return nil
	case errors.Is(f, store.ErrReadOnly):
		p.problem(ReadOnly, "", "")
		return nil
	}
	return err
}

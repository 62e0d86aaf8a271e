package team

import (
	"bytes"
	"compress/flate"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/pack"
	"guvoh/model/store"
)

// state is what a device tells its team of itself: how far it is, and what it
// has of each stream, so that others know what is still on its way.
type state struct {
	Format       int                   `json:"guvoh_state"`
	Member       string                `json:"member"`
	Number       uint64                `json:"number"` // counts its states, so that an older one is not taken for news
	At           int64                 `json:"at"`     // ms since 1970, as its machine claims
	Name         string                `json:"name"`
	Certificates []journal.Certificate `json:"certificates"` // by whom answers for it
	Read         int64                 `json:"read"`         // when it last read the folder
	Wrote        int64                 `json:"wrote"`
	Left         bool                  `json:"left,omitempty"`
	Damaged      []string              `json:"damaged,omitempty"` // files that it cannot read
	Held         []byte                `json:"held"`              // see encodeHoldings
}

const (
	stateFormat  = 1
	stateMagic   = "GVST\x01"
	stateSigned  = "state\x00"
	largestState = 32 << 20
	largestPlain = 64 << 20
	mostDamaged  = 100
)

// holding is what somebody has of a stream.
type holding struct {
	stream  model.ID
	author  string
	started int64
	last    uint64
	hash    [16]byte // the first half of the chain's at last
	runs    [][2]uint64
}

func holdingsOf(ss []journal.Stream) []holding {
	out := make([]holding, 0, len(ss))
	for _, s := range ss {
		if len(s.Runs) == 0 {
			continue
		}
		end := s.Runs[len(s.Runs)-1]
		h := holding{stream: s.ID, author: s.Author, started: s.Started, last: end.Last, hash: [16]byte(end.Hash[:16])}
		for _, r := range s.Runs {
			h.runs = append(h.runs, [2]uint64{r.First, r.Last})
		}
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b holding) int { return bytes.Compare(a.stream[:], b.stream[:]) })
	return out
}

// encodeHoldings writes names once, and then streams: id, number of the name,
// beginning (8 bytes), hash, and the runs as varints of what lies between
// their ends.
func encodeHoldings(hs []holding) []byte {
	var names []string
	number := map[string]uint64{}
	for _, h := range hs {
		if _, ok := number[h.author]; !ok {
			number[h.author] = uint64(len(names))
			names = append(names, h.author)
		}
	}
	b := binary.AppendUvarint(nil, uint64(len(names)))
	for _, n := range names {
		b = append(binary.AppendUvarint(b, uint64(len(n))), n...)
	}
	b = binary.AppendUvarint(b, uint64(len(hs)))
	for _, h := range hs {
		b = append(b, h.stream[:]...)
		b = binary.AppendUvarint(b, number[h.author])
		b = binary.BigEndian.AppendUint64(b, uint64(h.started))
		b = append(b, h.hash[:]...)
		b = binary.AppendUvarint(b, uint64(len(h.runs)))
		at := uint64(0)
		for _, r := range h.runs {
			b = binary.AppendUvarint(b, r[0]-at)
			b = binary.AppendUvarint(b, r[1]-r[0])
			at = r[1]
		}
	}
	return b
}

func decodeHoldings(b []byte) ([]holding, error) {
	r := journal.PartsOf(b)
	uint := func() uint64 {
		v := r.Uint()
		if v >= 1<<48 {
			r.Fail()
			return 0
		}
		return v
	}
	var names []string
	for n := uint(); n > 0 && !r.Bad(); n-- {
		names = append(names, string(r.Take(uint())))
	}
	var out []holding
	for n := uint(); n > 0 && !r.Bad(); n-- {
		h := holding{stream: model.ID(r.Take(16))}
		if i := uint(); i < uint64(len(names)) {
			h.author = names[i]
		} else {
			r.Fail()
		}
		h.started = int64(binary.BigEndian.Uint64(r.Take(8)))
		h.hash = [16]byte(r.Take(16))
		at := uint64(0)
		for k := uint(); k > 0 && !r.Bad(); k-- {
			first := at + uint()
			at = first + uint()
			h.runs = append(h.runs, [2]uint64{first, at})
		}
		h.last = at
		out = append(out, h)
	}
	if r.Bad() || r.Left() != 0 {
		return nil, pack.ErrBroken
	}
	return out, nil
}

// seenState is a state that was read.
type seenState struct {
	state
	size int64
	at   time.Time
	held []holding
}

// readStates reads the states of the members, those anew that have changed.
func (p *pass) readStates() error {
	for id := range p.parts {
		if !p.readable(id) || id == p.keep.ID {
			continue
		}
		name := path.Join(top, id, stateFile)
		i, err := p.root.Lstat(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return p.classify(err)
		}
		old := p.states[id]
		if old != nil && old.size == i.Size() && old.at.Equal(i.ModTime()) {
			continue
		}
		s, err := p.readState(name, p.keep.People[id].Device)
		switch {
		case errors.Is(err, pack.ErrKey):
			p.problem(UnknownEpoch, id, name)
		case errors.Is(err, pack.ErrNewer):
			p.problem(Newer, id, name)
		case errors.Is(err, errForged):
			p.problem(Forged, id, name)
		case err != nil:
			if gone := p.there(); gone != nil {
				return gone
			}
			p.problem(Unfinished, id, name)
		case s.Member == id && (old == nil || s.Number >= old.Number):
			s.size, s.at = i.Size(), i.ModTime()
			p.states[id] = s
		}
	}
	return nil
}

var errForged = errors.New("it does not bear the signature it must")

func (p *pass) readState(name string, device ed25519.PublicKey) (*seenState, error) {
	b, err := p.read(name, largestState)
	if err != nil {
		return nil, err
	}
	plain, err := p.keys.Open(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	said, err := io.ReadAll(io.LimitReader(flate.NewReader(plain), largestPlain))
	if err != nil {
		return nil, pack.ErrSealed
	}
	head := len(stateMagic) + 64
	if len(said) < head || string(said[:4]) != stateMagic[:4] {
		return nil, pack.ErrBroken
	}
	if string(said[:len(stateMagic)]) != stateMagic {
		return nil, pack.ErrNewer
	}
	sig, said := said[len(stateMagic):head], said[head:]
	if !store.VerifyForTeam(device, append([]byte(stateSigned), said...), sig) {
		return nil, errForged
	}
	s := &seenState{}
	if json.Unmarshal(said, &s.state) != nil {
		return nil, pack.ErrBroken
	}
	if s.Format > stateFormat {
		return nil, pack.ErrNewer
	}
	s.held, err = decodeHoldings(s.Held)
	return s, err
}

// stateEvery is how often a device says that it still reads the folder, when it
// has nothing else to say: each state is carried to everybody.
const stateEvery = 12 * time.Hour

// writeState tells the others where this device stands, when that is news.
func (p *pass) writeState(ctxStreams []journal.Stream, left bool) error {
	cur, ok := p.keep.current()
	if !ok {
		return nil
	}
	certs, err := p.ownCertificates()
	if err != nil {
		return err
	}
	s := state{
		Format: stateFormat, Member: p.keep.ID, Name: p.db.Author(), Certificates: certs, Left: left,
		Damaged: p.damaged(), Held: encodeHoldings(holdingsOf(ctxStreams)),
	}
	if !p.wrote.IsZero() {
		s.Wrote = p.wrote.UnixMilli()
	}
	same, err := json.Marshal(struct {
		State state
		Epoch pack.EpochID
	}{s, cur.ID})
	if err != nil {
		return err
	}
	name := path.Join(top, p.keep.ID, stateFile)
	now := p.now()
	_, gone := p.root.Lstat(name)
	if gone == nil && bytes.Equal(same, p.toldState) && now.Sub(p.toldAt) < stateEvery {
		return nil
	}
	s.At, s.Read = now.UnixMilli(), now.UnixMilli()
	s.Number = max(uint64(now.UnixMilli()), p.toldNumber+1) // rises over restarts, and in a copy of the file
	said, err := json.Marshal(s)
	if err != nil {
		return err
	}
	sig, err := p.db.SignForTeam(append([]byte(stateSigned), said...))
	if err != nil {
		return err
	}
	err = p.write(name, func(w io.Writer) error {
		to, err := p.keys[cur.ID].Seal(w)
		if err != nil {
			return err
		}
		z, err := flate.NewWriter(to, flate.DefaultCompression)
		if err != nil {
			return err
		}
		if _, err := z.Write(slices.Concat([]byte(stateMagic), sig, said)); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		return to.Close()
	})
	if err == nil {
		p.toldState, p.toldAt, p.toldNumber = same, now, s.Number
	}
	return err
}

// ownCertificates gives by whom this device is answered for.
func (p *pass) ownCertificates() ([]journal.Certificate, error) {
	all, err := p.db.Certificates(p.ctx)
	if err != nil {
		return nil, err
	}
	me := p.db.DeviceKey()
	return slices.DeleteFunc(all, func(c journal.Certificate) bool { return !bytes.Equal(c.Device, me) }), nil
}

// damaged gives the files that were tried more than once and could not be read.
func (p *pass) damaged() []string {
	var out []string
	for name, a := range p.tries {
		if a.damaged && a.times > 1 && len(out) < mostDamaged {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

package journal

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"guvoh/model"
)

// Head is an op that nothing has replaced.
type Head struct {
	Op      OpID
	Lamport uint64
	Covered bool // seen by a delete
}

// State is what the entries of one record add up to: the heads of each field
// and what is owed to entries that have not arrived yet. The same entries
// give the same State in any order.
type State struct {
	heads  map[string][]Head
	owed   map[OpID]byte     // bit 1<<Relation, for ops named before they arrived
	purged map[OpID]struct{} // ops whose values are to be gone, arrived or not; for ever
	free   [][]Head          // room of fields without heads, and of records before this one
}

// NewState is the state of a record without entries.
func NewState() *State {
	return &State{heads: map[string][]Head{}, owed: map[OpID]byte{}, purged: map[OpID]struct{}{}}
}

// Reset makes it the state of a record without entries. Nobody may look at the
// heads that it gave before.
func (s *State) Reset() {
	if len(s.heads) > mostFields || len(s.owed) > mostFields || len(s.purged) > mostFields {
		*s = *NewState() // an emptied map stays as large as it was
		return
	}
	for _, hs := range s.heads {
		s.spare(hs)
	}
	clear(s.heads)
	clear(s.owed)
	clear(s.purged)
}

// mostFields is how large a state may be whose room is used again.
const mostFields = 256

// spare keeps the room of heads for other fields.
func (s *State) spare(hs []Head) {
	if len(s.free) < mostFields && cap(hs) <= mostFields {
		s.free = append(s.free, hs[:0])
	}
}

// IsPurged reports whether the value of an op has been ordered out of the file.
func (s *State) IsPurged(op OpID) bool {
	_, ok := s.purged[op]
	return ok
}

// Purged gives the ops whose values have been ordered out, in no order.
func (s *State) Purged() []OpID { return slices.Collect(maps.Keys(s.purged)) }

// Owed reports how many ops are named by entries that are here and have not
// arrived themselves.
func (s *State) Owed() int { return len(s.owed) }

// Heads gives the heads of a field, the one to show first: the highest
// Lamport number, then the op that sorts last, so that every copy of the
// file shows the same.
func (s *State) Heads(field string) []Head {
	hs := slices.Clone(s.heads[field])
	slices.SortFunc(hs, func(a, b Head) int { return -compareHeads(a, b) })
	return hs
}

// First gives the head of a field that is shown, the first of [State.Heads]; ok is
// false when it has none.
func (s *State) First(field string) (first Head, ok bool) {
	for i, h := range s.heads[field] {
		if i == 0 || compareHeads(h, first) > 0 {
			first = h
		}
	}
	return first, len(s.heads[field]) > 0
}

func compareHeads(a, b Head) int {
	return cmp.Or(
		cmp.Compare(a.Lamport, b.Lamport),
		bytes.Compare(a.Op.Stream[:], b.Op.Stream[:]),
		cmp.Compare(a.Op.Seq, b.Op.Seq),
		cmp.Compare(a.Op.Index, b.Op.Index),
	)
}

// Fields gives the names of all fields that were ever written, sorted.
func (s *State) Fields() []string { return slices.Sorted(maps.Keys(s.heads)) }

// Replacing gives the preds of a new op on the field: everything its author
// sees there. A delete also covers every head of every other field.
func (s *State) Replacing(field string, isDelete bool) []Pred {
	var ps []Pred
	for _, h := range s.Heads(field) {
		ps = append(ps, Pred{Op: h.Op, Rel: Replaces})
	}
	if !isDelete {
		return ps
	}
	for _, f := range s.Fields() {
		if f == Liveness {
			continue
		}
		for _, h := range s.Heads(f) {
			if !h.Covered {
				ps = append(ps, Pred{Op: h.Op, Rel: Covers})
			}
		}
	}
	return ps
}

// Apply adds the ops of an entry. It must be called once for each entry.
// present reports whether the entry of an op is already in the log (and so
// has been applied): only then is a named op that is no head known to be
// replaced already, and not on its way.
func (s *State) Apply(stream model.ID, seq uint64, e *Entry, present func(OpID) bool) {
	s.Add(stream, seq, e)
	s.Mark(e, present)
}

// Add is the first half of Apply. Of entries that come together all are added
// before the first is marked, so that present may count each of them.
func (s *State) Add(stream model.ID, seq uint64, e *Entry) {
	for i, o := range e.Ops {
		s.add(OpID{stream, seq, uint32(i)}, e.Lamport, o)
	}
}

// Mark is the second half of Apply: what the entry's ops do to earlier ones.
func (s *State) Mark(e *Entry, present func(OpID) bool) {
	n := 0
	for _, o := range e.Ops {
		n += len(o.Preds)
	}
	if n > severalPreds {
		s.markAtOnce(e, present)
		return
	}
	for _, o := range e.Ops {
		for _, p := range o.Preds {
			s.mark(p, present)
		}
	}
}

// severalPreds are too many to look for each among all heads.
const severalPreds = 32

// markAtOnce is Mark for an entry that names many ops: it goes through the heads
// once.
func (s *State) markAtOnce(e *Entry, present func(OpID) bool) {
	named := map[OpID]byte{}
	for _, o := range e.Ops {
		for _, p := range o.Preds {
			if p.Rel == Purges {
				s.purged[p.Op] = struct{}{}
				continue
			}
			named[p.Op] |= 1 << p.Rel
		}
	}
	for field, hs := range s.heads {
		kept := hs[:0]
		for _, h := range hs {
			does := named[h.Op]
			delete(named, h.Op)
			if h.Covered = h.Covered || does&(1<<Covers) != 0; does&(1<<Replaces) == 0 {
				kept = append(kept, h)
			}
		}
		if s.heads[field] = kept; len(kept) == 0 {
			delete(s.heads, field)
		}
	}
	for op, does := range named {
		if !present(op) {
			s.owed[op] |= does
		}
	}
}

// Multiple gives the fields with more than one head, sorted; [Liveness] is
// among them only when a delete is disputed.
func (s *State) Multiple() []string {
	var fs []string
	for f, hs := range s.heads {
		if f != Liveness && len(hs) > 1 {
			fs = append(fs, f)
		}
	}
	if _, disputed := s.Deleted(); disputed {
		fs = append(fs, Liveness)
	}
	slices.Sort(fs)
	return fs
}

func (s *State) add(id OpID, lamport uint64, o Op) {
	if o.Field == Purged || o.Field == PurgedBytes {
		return // an order is no value, and is never replaced
	}
	owed := s.owed[id]
	delete(s.owed, id)
	if owed&(1<<Replaces) != 0 {
		return
	}
	covered := owed&(1<<Covers) != 0
	if o.Field == Liveness {
		covered = o.Value == "true"
	}
	hs := s.heads[o.Field]
	if n := len(s.free); hs == nil && n > 0 {
		hs, s.free = s.free[n-1], s.free[:n-1]
	}
	s.heads[o.Field] = append(hs, Head{Op: id, Lamport: lamport, Covered: covered})
}

func (s *State) mark(p Pred, present func(OpID) bool) {
	if p.Rel == Purges {
		s.purged[p.Op] = struct{}{}
		return
	}
	for field, hs := range s.heads {
		i := slices.IndexFunc(hs, func(h Head) bool { return h.Op == p.Op })
		if i < 0 {
			continue
		}
		if p.Rel == Replaces {
			if s.heads[field] = slices.Delete(hs, i, i+1); len(s.heads[field]) == 0 {
				delete(s.heads, field)
				s.spare(hs)
			}
		} else {
			hs[i].Covered = true
		}
		return
	}
	if !present(p.Op) {
		s.owed[p.Op] |= 1 << p.Rel
	}
}

// Deleted reports whether the record is hidden: somebody deleted it, nobody
// restored it since, and nothing was written to it that no delete has seen.
// disputed reports a delete that stands against such a restore or edit.
func (s *State) Deleted() (deleted, disputed bool) {
	var gone, kept bool
	for _, h := range s.heads[Liveness] {
		gone = gone || h.Covered
		kept = kept || !h.Covered
	}
	for field, hs := range s.heads {
		for _, h := range hs {
			kept = kept || field != Liveness && !h.Covered
		}
	}
	return gone && !kept, gone && kept
}

// Encode gives the state as bytes for the file. number gives the file's own
// short number of a stream.
func (s *State) Encode(number func(model.ID) uint64) []byte {
	op := func(b []byte, id OpID) []byte {
		b = binary.AppendUvarint(b, number(id.Stream))
		b = binary.AppendUvarint(b, id.Seq)
		return binary.AppendUvarint(b, uint64(id.Index))
	}
	var b []byte
	fields := s.Fields()
	b = binary.AppendUvarint(b, uint64(len(fields)))
	for _, f := range fields {
		b = appendText(b, f)
		hs := s.heads[f]
		if len(hs) > 1 {
			hs = s.Heads(f)
		}
		b = binary.AppendUvarint(b, uint64(len(hs)))
		for _, h := range hs {
			b = op(b, h.Op)
			covered := uint64(0)
			if h.Covered {
				covered = 1
			}
			b = binary.AppendUvarint(b, h.Lamport<<1|covered)
		}
	}
	owed := slices.SortedFunc(maps.Keys(s.owed), compareOps)
	b = binary.AppendUvarint(b, uint64(len(owed)))
	for _, id := range owed {
		b = append(op(b, id), s.owed[id])
	}
	if len(s.purged) == 0 { // as a state was written before there were purges
		return b
	}
	purged := slices.SortedFunc(maps.Keys(s.purged), compareOps)
	b = binary.AppendUvarint(b, uint64(len(purged)))
	for _, id := range purged {
		b = op(b, id)
	}
	return b
}

func compareOps(a, b OpID) int { return compareHeads(Head{Op: a}, Head{Op: b}) }

// DecodeState reads what [State.Encode] wrote. stream gives the stream of a
// short number; the error is [ErrMalformed].
func DecodeState(b []byte, stream func(uint64) (model.ID, bool)) (*State, error) {
	s := NewState()
	if len(b) == 0 {
		return s, nil
	}
	r := reader{Parts: PartsOf(b), Decoder: new(Decoder)}
	op := func() OpID {
		id, ok := stream(r.Uint())
		if !ok {
			r.bad = true
		}
		return OpID{Stream: id, Seq: r.Uint(), Index: uint32(r.Uint())}
	}
	for n := r.Count(2); n > 0 && !r.bad; n-- {
		f := r.text()
		var hs []Head
		for k := r.Count(4); k > 0 && !r.bad; k-- {
			h := Head{Op: op()}
			x := r.Uint()
			h.Lamport, h.Covered = x>>1, x&1 == 1
			hs = append(hs, h)
		}
		s.heads[f] = hs
	}
	for n := r.Count(4); n > 0 && !r.bad; n-- {
		id := op()
		s.owed[id] = r.byte()
	}
	if len(r.b) > 0 {
		for n := r.Count(3); n > 0 && !r.bad; n-- {
			s.purged[op()] = struct{}{}
		}
	}
	if r.bad || len(r.b) != 0 {
		return nil, ErrMalformed
	}
	return s, nil
}

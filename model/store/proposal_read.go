package store

import (
	"context"
	"encoding/hex"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
)

// proposed is what stands in a snapshot that came back.
type proposed struct {
	origin  Origin
	records map[model.ID]*proposedRecord
	order   []model.ID // of those that its holder touched
	sizes   map[string]int64
	certs   []journal.Certificate

	spent int // bytes that were read
}

// proposedRecord is one record of it.
type proposedRecord struct {
	kind   string
	state  *journal.State
	seen   map[journal.OpID]bool        // first ops of the entries that were read
	values map[journal.OpID]model.Value //
	base   map[string]model.Value       // as it was in the snapshot
	now    map[string]model.Value       // as it is in it now
	stream *journal.Stream              // of the newest change
	at     time.Time
	newest uint64
	theirs bool // its holder touched it
}

func (x *proposedRecord) record(id model.ID) model.Record {
	return model.Record{ID: id, Kind: x.kind, Values: x.now}
}

// mostProposed bounds what is read of a snapshot, in bytes: what it holds is
// held in memory while it is looked at.
const mostProposed = 256 << 20

// readProposals reads a snapshot that came back.
func (db *DB) readProposals(ctx context.Context, src Source) (*proposed, error) {
	o, ok, err := OriginOf(ctx, src)
	if err != nil {
		return nil, err
	}
	if !ok || o.Kind != OriginSnapshot {
		return nil, ErrNoSnapshot
	}
	r := &proposed{origin: o, records: map[model.ID]*proposedRecord{}, sizes: map[string]int64{}}
	streams, err := src.Streams(ctx)
	if err != nil {
		return nil, err
	}
	for i := range streams {
		if err := r.read(ctx, db, src, &streams[i]); err != nil {
			return nil, err
		}
	}
	if r.certs, err = src.Certificates(ctx); err != nil {
		return nil, err
	}
	have, err := src.AttachmentList(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range have {
		r.sizes[hex.EncodeToString(a.SHA256[:])] = a.Size
	}
	r.settle()
	return r, nil
}

// read reads a stream whose chain and signature hold, and nothing of another.
func (r *proposed) read(ctx context.Context, db *DB, src Source, s *journal.Stream) error {
	if s.Device != nil && !s.Owned() {
		return nil
	}
	for _, run := range s.Runs {
		hash := run.Previous
		if run.First == 1 {
			hash = journal.First(s.ID)
		}
		var entries []entry
		seq := run.First - 1
		for l, err := range src.Links(ctx, s.ID, run.First, run.Last) {
			if err != nil {
				return err
			}
			if seq++; l.Seq != seq {
				return nil
			}
			committed := l.Committed
			if l.Body != nil {
				if r.spent += len(l.Body); r.spent > mostProposed {
					return ErrHostile
				}
				var e journal.Entry
				if e, committed, err = journal.Decode(s.ID, l.Body); err != nil {
					return nil
				}
				entries = append(entries, entry{e, 0, s.ID, seq})
			}
			hash = journal.Chain(hash, s.ID, seq, committed)
		}
		if seq != run.Last || hash != run.Hash || s.Device != nil && !journal.Verify(s.Device, hash, run.Signature) {
			continue
		}
		for _, e := range entries {
			r.add(db.base, s, e)
		}
	}
	return nil
}

// add adds an entry, unless no program of ours could have written it.
func (r *proposed) add(schema *model.Schema, s *journal.Stream, e entry) {
	k := schema.Kind(e.Kind)
	if k == nil || e.Record.IsZero() || e.Lamport == 0 || e.Lamport >= highestLamport || !isTime(e.At) {
		return
	}
	for _, o := range e.Ops {
		if len(o.Field) > longestName || !sound(k, o) {
			return
		}
	}
	x := r.records[e.Record]
	if x == nil {
		x = &proposedRecord{
			kind: e.Kind, state: journal.NewState(), seen: map[journal.OpID]bool{}, values: map[journal.OpID]model.Value{},
			base: map[string]model.Value{}, now: map[string]model.Value{},
		}
		r.records[e.Record] = x
	}
	if x.kind != e.Kind {
		return
	}
	x.state.Apply(e.stream, e.seq, &e.Entry, func(op journal.OpID) bool {
		op.Index = 0
		return x.seen[op]
	})
	x.seen[e.op(0)] = true
	for i, o := range e.Ops {
		if x.values[e.op(i)] = o.Value; e.stream == r.origin.Stream && !journal.IsRegister(o.Field) {
			x.base[o.Field] = o.Value
		}
	}
	if e.stream == r.origin.Stream {
		return
	}
	if !x.theirs {
		x.theirs = true
		r.order = append(r.order, e.Record)
	}
	if e.Lamport >= x.newest {
		x.newest, x.at, x.stream = e.Lamport, e.At, s
	}
}

// settle works out what each record holds in the snapshot now.
func (r *proposed) settle() {
	for _, x := range r.records {
		for _, f := range x.state.Fields() {
			if hs := x.state.Heads(f); len(hs) > 0 && !journal.IsRegister(f) {
				x.now[f] = x.values[hs[0].Op]
			}
		}
	}
}

// author says who wrote the newest of what is proposed, as far as that is sure.
func (w *weighing) author(ctx context.Context, s *journal.Stream) Author {
	k := &w.db.known
	if err := k.load(ctx, w.db, w.q); err != nil {
		return Author{Name: s.Author, Claimed: s.Author, Trust: Unsigned}
	}
	a := k.author(string(s.Device), s.Author)
	for _, c := range w.certs {
		if a.Identity != "" || s.Device == nil || !s.Device.Equal(c.Device) || !c.Valid() {
			continue
		}
		a.Identity = hex.EncodeToString(c.Identity)
		k.mu.Lock()
		if card, ok := k.cards[string(c.Identity)]; ok {
			a.Name, a.Trust = card.Name, card.Trust
		}
		k.mu.Unlock()
	}
	return a
}

func attachmentOf(b MergedBytes) (a journal.Attachment, err error) {
	sum, err := hex.DecodeString(b.SHA256)
	if err != nil || len(sum) != len(a.SHA256) {
		return a, ErrHash
	}
	copy(a.SHA256[:], sum)
	a.Size = b.Size
	return a, nil
}

package store

import (
	"context"
	"encoding/hex"
	"io"
	"iter"
	"maps"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// sharing is a file as those see it with whom some of its cases are shared: a
// [Source] in which each entry is whole that goes along, and of every other
// only the commitment is there. The chain and the signature of each stream hold
// over both.
type sharing struct {
	db      *DB
	records map[model.ID]model.Record // chosen
	now     map[model.ID]bool         // of these, whose history stays here
	only    map[model.ID]bool         // and of which only the reference goes along
	history bool
	bytes   bool
	streams map[model.ID]bool
	devices map[string]bool
	keep    map[int64][]int // without history: the entries that go along, and of each the ops whose values do not
	erased  int             // how many those are
}

// share makes the source of what was chosen. used notes the users' own words
// and fields that it holds.
func (db *DB) share(ctx context.Context, c *choosing, history bool, used map[string]bool) (*sharing, error) {
	s := &sharing{
		db: db, records: c.chosen, now: c.now, only: c.only, history: history,
		streams: map[model.ID]bool{}, devices: map[string]bool{}, keep: map[int64][]int{},
	}
	for id := range c.chosen {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := s.add(ctx, id, used); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// add finds out which entries of a record go along.
func (s *sharing) add(ctx context.Context, id model.ID, used map[string]bool) error {
	v := s.db.view()
	r, err := v.row(ctx, id)
	if err != nil {
		return err
	}
	es, err := v.entries(ctx, "SELECT id, body FROM entry WHERE record = ? ORDER BY id", r.n)
	if err != nil {
		return err
	}
	keep := map[int64][]int{}
	if s.history && !s.now[id] && !s.only[id] {
		for _, e := range es {
			keep[e.id] = nil
		}
	} else {
		state, err := v.state(r)
		if err != nil {
			return err
		}
		keep = present(es, state)
		if s.only[id] {
			keep = onlyReference(es, keep)
		}
	}
	for _, e := range es {
		erased, whole := keep[e.id]
		if !whole {
			continue
		}
		s.keep[e.id] = erased
		s.erased += len(erased)
		s.streams[e.stream] = true
		for i, o := range e.Ops {
			if !slices.Contains(erased, i) {
				usedIn(used, o.Field, o.Value)
			}
		}
	}
	return nil
}

// present finds the entries of a record that say what it holds now, and the
// ops in them whose values it does not hold any more. Orders to purge go along
// for ever. An entry that only replaced such a value goes along too, emptied,
// or the value would seem to stand.
func present(es []entry, state *journal.State) map[int64][]int {
	heads := map[journal.OpID]bool{}
	for _, f := range state.Fields() {
		for _, h := range state.Heads(f) {
			heads[h.Op] = true
		}
	}
	replaced := map[journal.OpID]*entry{}
	var todo []*entry
	keep := map[int64][]int{}
	want := func(e *entry) {
		if _, again := keep[e.id]; !again {
			keep[e.id] = nil
			todo = append(todo, e)
		}
	}
	for i := range es {
		e := &es[i]
		for k, o := range e.Ops {
			for _, p := range o.Preds {
				if p.Rel == journal.Replaces {
					replaced[p.Op] = e
				}
			}
			if heads[e.op(k)] || o.Field == journal.Purged || o.Field == journal.PurgedBytes {
				want(e)
			}
		}
	}
	for len(todo) > 0 {
		e := todo[0]
		todo = todo[1:]
		for k, o := range e.Ops {
			if heads[e.op(k)] || o.Field == journal.Purged || o.Field == journal.PurgedBytes {
				continue
			}
			if by := replaced[e.op(k)]; by != nil {
				want(by)
			}
			if o.Field != journal.Liveness && o.Value != "" {
				keep[e.id] = append(keep[e.id], k)
			}
		}
	}
	return keep
}

// onlyReference adds to what is taken out of the entries of a case all but that it
// is there and its reference.
func onlyReference(es []entry, keep map[int64][]int) map[int64][]int {
	for i := range es {
		out, goes := keep[es[i].id]
		if !goes {
			continue
		}
		for k, o := range es[i].Ops {
			if o.Field != byReference && !journal.IsRegister(o.Field) && o.Value != "" && !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
		keep[es[i].id] = out
	}
	return keep
}

// op gives the id of one of an entry's ops.
func (e *entry) op(index int) journal.OpID {
	return journal.OpID{Stream: e.stream, Seq: e.seq, Index: uint32(index)}
}

// Streams gives the streams of which an entry goes along.
func (s *sharing) Streams(ctx context.Context) ([]journal.Stream, error) {
	all, err := s.db.Streams(ctx)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(x journal.Stream) bool { return !s.streams[x.ID] })
	for _, x := range all {
		s.devices[string(x.Device)] = true
	}
	return all, nil
}

// Links gives the links of a stream, bare where the entry does not go along.
func (s *sharing) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	n := int64(s.db.streams.number(stream))
	return func(yield func(journal.Link, error) bool) {
		for l, err := range s.db.Links(ctx, stream, from, to) {
			if err == nil {
				l, err = s.link(n, stream, l)
			}
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

func (s *sharing) link(n int64, stream model.ID, l journal.Link) (journal.Link, error) {
	if l.Body == nil {
		return l, nil
	}
	erased, whole := s.keep[entryID(n, l.Seq)]
	if !whole {
		_, committed, err := journal.Decode(stream, l.Body)
		return journal.Link{Seq: l.Seq, Committed: committed}, err
	}
	for _, i := range erased {
		var err error
		if l.Body, err = journal.Erase(stream, l.Body, i); err != nil {
			return l, err
		}
	}
	return l, nil
}

// Certificates gives who answers for the devices that signed what goes along.
func (s *sharing) Certificates(ctx context.Context) ([]journal.Certificate, error) {
	if len(s.devices) == 0 {
		if _, err := s.Streams(ctx); err != nil {
			return nil, err
		}
	}
	all, err := s.db.Certificates(ctx)
	return slices.DeleteFunc(all, func(c journal.Certificate) bool { return !s.devices[string(c.Device)] }), err
}

// AttachmentList gives the attachments of the chosen records.
func (s *sharing) AttachmentList(ctx context.Context) ([]journal.Attachment, error) {
	if !s.bytes {
		return nil, nil
	}
	all, err := s.db.AttachmentList(ctx)
	if err != nil {
		return nil, err
	}
	named := s.named()
	return slices.DeleteFunc(all, func(a journal.Attachment) bool { return !named[hex.EncodeToString(a.SHA256[:])] }), nil
}

// named gives the SHA-256s that the chosen evidence names, but for what tells of cases
// that do not go along: an annex of patterns is of one case and tells of many.
func (s *sharing) named() map[string]bool {
	named := map[string]bool{}
	for r := range maps.Values(s.records) {
		if sum := r.Text("sha256"); r.Kind == "evidence" && sum != "" && !slices.ContainsFunc(r.Refs("tells_of"), s.stays) {
			named[sum] = true
		}
	}
	return named
}

// stays reports whether a case is not among what goes along.
func (s *sharing) stays(c model.ID) bool {
	_, goes := s.records[c]
	return !goes || s.only[c]
}

// WriteAttachment writes the bytes of one of them.
func (s *sharing) WriteAttachment(ctx context.Context, w io.Writer, a journal.Attachment) error {
	if !s.bytes || !s.named()[hex.EncodeToString(a.SHA256[:])] {
		return ErrNoBytes
	}
	return s.db.WriteAttachment(ctx, w, a)
}

package team

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"iter"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/pack"
	"guvoh/model/store"
)

// arrival is a pack that came and is not merged yet.
type arrival struct {
	packAt
	run    journal.Run
	pack   *pack.Pack // without its links, when it is read from the folder once more
	twins  []*arrival // the very same, below the names of others
	seen   seen
	orders orders
	old    bool // sealed with a key that somebody may have who was removed
}

// source gives packs to the file as one copy of the journal: at most one run
// stands at each place of a stream. It does not touch the file that it is
// merged into.
type source struct {
	p       *pass
	streams []journal.Stream
	parts   map[model.ID][]*arrival // in their order
	certs   []journal.Certificate
	files   map[journal.Attachment]string // where their bytes lie
	last    *arrival                      // the last that was read again
	lastGot *pack.Pack
	lost    map[string]error // files of the folder that could be read before, and not when they were wanted
}

var _ store.Source = (*source)(nil)

// gather puts packs together as sources that are merged one after another:
// what contradicts an earlier one (a fork), or says it once more, comes in a
// later one. held are those whose stream would not be proved yet, because the
// pack with its signature has not come.
func (p *pass) gather(came []*arrival, ours []journal.Stream) (sources []*source, held []*arrival) {
	here := map[model.ID]journal.Stream{}
	for _, s := range ours {
		here[s.ID] = s
	}
	type key struct {
		stream model.ID
		device string
	}
	groups := map[key][]*arrival{}
	for _, a := range came {
		k := key{a.stream, string(a.pack.Stream.Device)}
		groups[k] = append(groups[k], a)
	}
	layer := func(n int, id model.ID) *source {
		for ; ; n++ {
			if n == len(sources) {
				sources = append(sources, &source{p: p, parts: map[model.ID][]*arrival{}})
			}
			if sources[n].parts[id] == nil {
				return sources[n]
			}
		}
	}
	keys := make([]key, 0, len(groups))
	for k := range groups {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int { // a stream with a device before one that claims to have none
		return cmp.Or(bytes.Compare(a.stream[:], b.stream[:]), -cmp.Compare(a.device, b.device))
	})
	for _, k := range keys {
		rest := groups[k]
		for n := 0; len(rest) > 0; n++ {
			var use []*arrival
			use, rest = choose(rest)
			use, wait := proved(use, here[k.stream])
			held = append(held, wait...)
			if len(use) > 0 {
				layer(n, k.stream).add(use)
			}
		}
	}
	return sources, held
}

// choose takes packs of one stream that fit beside and behind each other, the
// fullest first; rest are the others.
func choose(all []*arrival) (use, rest []*arrival) {
	slices.SortStableFunc(all, func(a, b *arrival) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(len(a.seen.Lacks), len(b.seen.Lacks)), -cmp.Compare(a.last, b.last))
	})
	for _, a := range all {
		if len(use) == 0 {
			use = append(use, a)
			continue
		}
		end := use[len(use)-1]
		switch {
		case a.first > end.last+1, a.first == end.last+1 && a.run.Previous == end.run.Hash:
			use = append(use, a)
		case a.first == end.first && a.last == end.last && a.run.Hash == end.run.Hash && len(end.seen.Lacks) == 0 && (a.run.Signature == nil || end.run.Signature != nil):
			end.twins = append(end.twins, a) // the very same
		default:
			rest = append(rest, a)
		}
	}
	return use, rest
}

// proved cuts from each run what comes after its last signature, unless the
// file can prove it all the same: it has that place, or what stands behind it.
func proved(use []*arrival, ours journal.Stream) (ok, wait []*arrival) {
	for len(use) > 0 {
		n := 1
		for n < len(use) && use[n].first == use[n-1].last+1 {
			n++
		}
		run := use[:n]
		use = use[n:]
		keep := len(run)
		for keep > 0 && !provable(run[keep-1], ours) {
			keep--
		}
		ok, wait = append(ok, run[:keep]...), append(wait, run[keep:]...)
	}
	return ok, wait
}

func provable(a *arrival, ours journal.Stream) bool {
	if a.run.Signature != nil || len(a.pack.Stream.Device) == 0 {
		return true
	}
	for _, r := range ours.Runs {
		if r.First <= a.last && a.last <= r.Last || r.First == a.last+1 && r.Previous == a.run.Hash {
			return true
		}
	}
	return false
}

// add puts packs of one stream into a source.
func (s *source) add(use []*arrival) {
	first := use[0].pack.Stream
	first.Runs = nil
	for _, a := range use {
		if n := len(first.Runs); n > 0 && first.Runs[n-1].Last+1 == a.first {
			r := &first.Runs[n-1]
			r.Last, r.Hash, r.Signature = a.last, a.run.Hash, a.run.Signature
		} else {
			first.Runs = append(first.Runs, a.run)
		}
		for _, c := range a.pack.Certificates {
			s.certify(c)
		}
	}
	s.streams = append(s.streams, first)
	s.parts[first.ID] = use
}

func (s *source) certify(c journal.Certificate) {
	same := func(o journal.Certificate) bool {
		return bytes.Equal(o.Device, c.Device) && bytes.Equal(o.Identity, c.Identity)
	}
	if !slices.ContainsFunc(s.certs, same) {
		s.certs = append(s.certs, c)
	}
}

// Streams gives what came of each stream.
func (s *source) Streams(context.Context) ([]journal.Stream, error) { return s.streams, nil }

// Links gives links out of the packs in which they lie.
func (s *source) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	return func(yield func(journal.Link, error) bool) {
		for _, a := range s.parts[stream] {
			if a.last < from || a.first > to {
				continue
			}
			k, err := s.fetch(a)
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(journal.Link{}, err)
				return
			}
			for _, l := range k.Between(from, to) {
				if !yield(l, nil) {
					return
				}
			}
		}
	}
}

// fetch gives a pack with its links. One that is read again must be the same.
func (s *source) fetch(a *arrival) (*pack.Pack, error) {
	if len(a.pack.Links) > 0 {
		return a.pack, nil
	}
	if s.last == a {
		return s.lastGot, nil
	}
	again, err := s.p.readPack(a.packAt)
	if err == nil && again.run.Hash != a.run.Hash {
		err = pack.ErrBroken
	}
	if err != nil {
		return nil, s.lose(a.path, err)
	}
	s.last, s.lastGot = a, again.pack
	return again.pack, nil
}

// Certificates gives who answers for the devices that wrote what came.
func (s *source) Certificates(context.Context) ([]journal.Certificate, error) { return s.certs, nil }

// AttachmentList gives the attachments that came whole.
func (s *source) AttachmentList(context.Context) ([]journal.Attachment, error) {
	out := make([]journal.Attachment, 0, len(s.files))
	for a := range s.files {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b journal.Attachment) int { return bytes.Compare(a.SHA256[:], b.SHA256[:]) })
	return out, nil
}

// WriteAttachment writes the bytes of an attachment, and fails unless they are its.
func (s *source) WriteAttachment(ctx context.Context, w io.Writer, a journal.Attachment) error {
	f, _, err := s.p.open(s.files[a], largestBytes)
	if err == nil {
		defer f.Close()
		var r io.Reader
		if _, r, err = s.p.keys.ReadAttachment(f); err == nil {
			_, err = io.Copy(w, ending{ctx, r})
		}
	}
	if err == nil || ctx.Err() != nil {
		return err
	}
	return s.lose(s.files[a], err)
}

// lose notes a file of the folder that cannot be read any more.
func (s *source) lose(name string, err error) error {
	if gone := s.p.there(); gone != nil {
		return gone
	}
	if s.lost == nil {
		s.lost = map[string]error{}
	}
	s.lost[name] = err
	return err
}

// ending reads until ctx ends.
type ending struct {
	ctx context.Context
	r   io.Reader
}

func (e ending) Read(b []byte) (int, error) {
	if err := e.ctx.Err(); err != nil {
		return 0, err
	}
	return e.r.Read(b)
}

package store_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// A parcel is a part of a copy on its way: runs of some streams from some entry
// on, some entries without their bodies, some attachments. It is a Source.
type parcel struct {
	streams []journal.Stream
	links   map[model.ID][]journal.Link
	certs   []journal.Certificate
	list    []journal.Attachment
	bytes   map[[32]byte][]byte
}

func (p *parcel) Streams(context.Context) ([]journal.Stream, error) { return p.streams, nil }

func (p *parcel) Links(_ context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	return func(yield func(journal.Link, error) bool) {
		for _, l := range p.links[stream] {
			if l.Seq >= from && l.Seq <= to && !yield(l, nil) {
				return
			}
		}
	}
}

func (p *parcel) Certificates(context.Context) ([]journal.Certificate, error) { return p.certs, nil }

func (p *parcel) AttachmentList(context.Context) ([]journal.Attachment, error) { return p.list, nil }

func (p *parcel) WriteAttachment(_ context.Context, w io.Writer, a journal.Attachment) error {
	_, err := w.Write(p.bytes[a.SHA256])
	return err
}

// gather reads everything that a source has, as a parcel.
func gather(ctx context.Context, src store.Source) (*parcel, error) {
	p := &parcel{links: map[model.ID][]journal.Link{}, bytes: map[[32]byte][]byte{}}
	var err error
	if p.streams, err = src.Streams(ctx); err != nil {
		return nil, err
	}
	for _, s := range p.streams {
		for _, r := range s.Runs {
			for l, err := range src.Links(ctx, s.ID, r.First, r.Last) {
				if err != nil {
					return nil, err
				}
				l.Body = bytes.Clone(l.Body)
				p.links[s.ID] = append(p.links[s.ID], l)
			}
		}
	}
	if p.certs, err = src.Certificates(ctx); err != nil {
		return nil, err
	}
	if p.list, err = src.AttachmentList(ctx); err != nil {
		return nil, err
	}
	for _, a := range p.list {
		var b bytes.Buffer
		if err := src.WriteAttachment(ctx, &b, a); err != nil {
			return nil, err
		}
		p.bytes[a.SHA256] = b.Bytes()
	}
	return p, nil
}

// cut gives a part of it, as somebody shares a few cases, or as one pack of a
// folder comes without those before it. A run is cut at its beginning only: its
// end is what is signed.
func (p *parcel) cut(dice *rand.Rand) (*parcel, error) {
	out := &parcel{links: map[model.ID][]journal.Link{}, bytes: map[[32]byte][]byte{}, certs: p.certs}
	shared := map[model.ID]bool{} // whether a record is, once it was asked
	sharing := dice.IntN(2) == 0
	for _, s := range p.streams {
		if dice.IntN(5) == 0 {
			continue
		}
		runs := s.Runs
		s.Runs = nil
		for _, r := range runs {
			if len(runs) > 1 && dice.IntN(4) == 0 {
				continue
			}
			ls := within(p.links[s.ID], r)
			drop := 0
			if dice.IntN(2) == 0 {
				drop = dice.IntN(len(ls))
			}
			for _, l := range ls[:drop] {
				c, err := committed(s.ID, l)
				if err != nil {
					return nil, err
				}
				r.Previous = journal.Chain(r.Previous, s.ID, l.Seq, c)
				r.First = l.Seq + 1
			}
			for _, l := range ls[drop:] {
				if sharing && l.Body != nil {
					e, c, err := journal.Decode(s.ID, l.Body)
					if err != nil {
						return nil, err
					}
					if _, asked := shared[e.Record]; !asked {
						shared[e.Record] = dice.IntN(3) > 0
					}
					if !shared[e.Record] {
						l = journal.Link{Seq: l.Seq, Committed: c}
					}
				}
				out.links[s.ID] = append(out.links[s.ID], l)
			}
			s.Runs = append(s.Runs, r)
		}
		if len(s.Runs) > 0 {
			out.streams = append(out.streams, s)
		}
	}
	for _, a := range p.list {
		if dice.IntN(2) == 0 {
			out.list, out.bytes[a.SHA256] = append(out.list, a), p.bytes[a.SHA256]
		}
	}
	return out, nil
}

func within(ls []journal.Link, r journal.Run) (out []journal.Link) {
	for _, l := range ls {
		if l.Seq >= r.First && l.Seq <= r.Last {
			out = append(out, l)
		}
	}
	return out
}

func committed(stream model.ID, l journal.Link) ([32]byte, error) {
	if l.Body == nil {
		return l.Committed, nil
	}
	_, c, err := journal.Decode(stream, l.Body)
	if err != nil {
		err = fmt.Errorf("entry %d of stream %s: %w", l.Seq, stream, err)
	}
	return c, err
}

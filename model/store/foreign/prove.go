package foreign

import (
	"context"
	"errors"
	"io"
	"iter"

	"guvoh/model/journal"
)

// Actions gives the actions of the file, in the order in which they came to it.
// After the first error there is none.
func (g *Guest) Actions(ctx context.Context) iter.Seq2[Action, error] {
	return each(func(yield func(Action) error) error {
		if err := g.know(ctx); err != nil {
			return err
		}
		read := readAction(g.ids)
		return g.rows(ctx, askActions, nil, func(body []byte) error {
			a, err := parse(body, read)
			if err != nil {
				return err
			}
			return yield(a)
		})
	})
}

// Entry is an entry of a stream.
type Entry struct {
	journal.Entry
	Seq  uint64
	Body []byte   // its bytes, to be kept as they are
	Hash [32]byte // the chain's, up to this entry
}

// Entries gives the entries of a stream that are there, in their order, and
// proves it: no more and no less is there than its runs say, their chains hold
// over what is bare, and each signature of a run is that of the stream's device.
// After the first error there is none. Only when it ends without one is what
// was given proved.
func (g *Guest) Entries(ctx context.Context, s journal.Stream) iter.Seq2[Entry, error] {
	return each(func(yield func(Entry) error) error {
		if err := g.know(ctx); err != nil {
			return err
		}
		n, ok := g.numbers[s.ID]
		if !ok {
			return errNoStream
		}
		p := prover{stream: s, left: s.Runs}
		if !s.Owned() && (s.Device != nil || journal.Signed(s.ID) && len(s.Runs) > 0) {
			return &Refused{Forged}
		}
		// All that stands in the stream's name, in its runs or not.
		err := g.links(ctx, n, 1, 1<<seqBits-1, func(l journal.Link) error {
			e, err := p.next(l)
			if err != nil || l.Body == nil {
				return err
			}
			return yield(e)
		})
		if err == nil && len(p.left) > 0 {
			err = &Refused{BrokenChain}
		}
		return err
	})
}

// prover follows the chain of a stream through its runs.
type prover struct {
	stream journal.Stream
	left   []journal.Run // the first of them is at work when within is set
	within bool
	seq    uint64
	hash   [32]byte
}

// next proves that a link is the next one.
func (p *prover) next(l journal.Link) (Entry, error) {
	if len(p.left) == 0 {
		return Entry{}, &Refused{BrokenChain}
	}
	run := p.left[0]
	if !p.within {
		p.within, p.seq, p.hash = true, run.First-1, run.Previous
	}
	e := Entry{Seq: l.Seq, Body: l.Body}
	committed, err := l.Committed, error(nil)
	if l.Body != nil {
		if e.Entry, committed, err = journal.Decode(p.stream.ID, l.Body); err != nil {
			return e, &Refused{BadRow}
		}
	}
	if p.seq++; l.Seq != p.seq {
		return e, &Refused{BrokenChain}
	}
	p.hash = journal.Chain(p.hash, p.stream.ID, p.seq, committed)
	e.Hash = p.hash
	if p.seq < run.Last {
		return e, nil
	}
	p.left, p.within = p.left[1:], false
	switch {
	case p.hash != run.Hash:
		return e, &Refused{BrokenChain}
	case run.Signature != nil && !journal.Verify(p.stream.Device, run.Hash, run.Signature):
		return e, &Refused{Forged}
	}
	return e, nil
}

// Summary counts what a file holds.
type Summary struct {
	Streams, Actions, Entries, Attachments int
	Bytes                                  int64 // of attachments
}

// Prove reads the whole file: every entry by the chain and the signature of its
// stream, every certificate by its signatures, every attachment by its SHA-256.
// It fails with the first [*Refused].
func (g *Guest) Prove(ctx context.Context) (Summary, error) {
	var sum Summary
	streams, err := g.every(ctx)
	if err != nil {
		return sum, err
	}
	sum.Streams = len(streams)
	for _, err := range g.Actions(ctx) {
		if err != nil {
			return sum, err
		}
		sum.Actions++
	}
	for _, s := range streams {
		for _, err := range g.Entries(ctx, s) {
			if err != nil {
				return sum, err
			}
			sum.Entries++
		}
	}
	certificates, err := g.Certificates(ctx)
	for _, c := range certificates {
		if !c.Valid() {
			err = errors.Join(err, &Refused{Forged})
		}
	}
	if err != nil {
		return sum, err
	}
	attachments, err := g.AttachmentList(ctx)
	if err != nil {
		return sum, err
	}
	for _, a := range attachments {
		if err := g.WriteAttachment(ctx, io.Discard, a); err != nil {
			return sum, err
		}
		sum.Attachments++
		sum.Bytes += a.Size
	}
	return sum, nil
}

package foreign

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"iter"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/worker"
)

// mostListed is how many streams or attachments are gathered in memory. Ten
// years of five people who open a file ten times a day make fewer.
const mostListed = 1 << 18

// Streams gives the streams of the file, in the order of their numbers. Their
// heads are claims until [Guest.Entries] has proved them.
func (g *Guest) Streams(ctx context.Context) ([]Stream, error) {
	var out []Stream
	seen, ids := map[model.ID]bool{}, map[int64]model.ID{}
	err := g.rows(ctx, askStreams, nil, func(body []byte) error {
		s, err := parse(body, readStream)
		if err != nil {
			return err
		}
		if seen[s.ID] || ids[s.n] != (model.ID{}) || len(out) == mostListed {
			return &Refused{BadRow}
		}
		seen[s.ID], ids[s.n] = true, s.ID
		out = append(out, s)
		return nil
	})
	if err != nil {
		return nil, err
	}
	g.streams = ids
	return out, nil
}

// errStop ends an iteration because nobody wants more.
var errStop = errors.New("no more is wanted")

// each turns a walk over rows into an iteration. One that is broken off is
// over for the whole guest: what is still to come of it is not read.
func each[T any](walk func(yield func(T) error) error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := walk(func(v T) error {
			if !yield(v, nil) {
				return errStop
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			var none T
			yield(none, err)
		}
	}
}

// Actions gives the actions of the file, in the order in which they came to it.
// [Guest.Streams] must have been called. After the first error there is none.
func (g *Guest) Actions(ctx context.Context) iter.Seq2[Action, error] {
	return each(func(yield func(Action) error) error {
		read := readAction(g.streams)
		return g.rows(ctx, askActions, nil, func(body []byte) error {
			a, err := parse(body, read)
			if err != nil {
				return err
			}
			return yield(a)
		})
	})
}

// Entries gives the entries of a stream from the first to its head, each
// proved by the chain. After the first error there is none; what was given
// before it stands.
func (g *Guest) Entries(ctx context.Context, s Stream) iter.Seq2[Entry, error] {
	return each(func(yield func(Entry) error) error {
		hash, seq := journal.First(s.ID), uint64(0)
		err := g.rows(ctx, askEntries, worker.PutInt(nil, s.n), func(body []byte) error {
			row, err := parse(body, readEntry)
			if err != nil {
				return err
			}
			e := Entry{Seq: seq + 1, Body: row.body}
			var committed [32]byte
			if e.Entry, committed, err = journal.Decode(s.ID, row.body); err != nil {
				return &Refused{BadRow}
			}
			hash, seq = journal.Chain(hash, s.ID, e.Seq, committed), e.Seq
			if e.Hash = hash; row.id != s.n<<seqBits|int64(seq) || hash != row.hash {
				return &Refused{BrokenChain}
			}
			return yield(e)
		})
		if err == nil && (seq != s.Head || hash != s.Hash) {
			err = &Refused{BrokenChain}
		}
		return err
	})
}

// Attachments gives the attachments of the file.
func (g *Guest) Attachments(ctx context.Context) ([]Attachment, error) {
	var out []Attachment
	seen := map[[32]byte]bool{}
	err := g.rows(ctx, askAttachments, nil, func(body []byte) error {
		a, err := parse(body, readAttachment)
		if err != nil {
			return err
		}
		if seen[a.SHA256] || len(out) == mostListed {
			return &Refused{BadRow}
		}
		seen[a.SHA256] = true
		out = append(out, a)
		return nil
	})
	return out, err
}

// WriteAttachment writes the bytes of an attachment. Only when it does not fail
// do they have their SHA-256, so that nothing may be made of them before.
func (g *Guest) WriteAttachment(ctx context.Context, w io.Writer, a Attachment) error {
	h := sha256.New()
	var size, seq int64
	err := g.rows(ctx, askChunks, worker.PutInt(nil, a.n), func(body []byte) error {
		c, err := parse(body, readChunk)
		if err != nil {
			return err
		}
		if size += int64(len(c.bytes)); c.seq != seq || size > a.Size {
			return &Refused{BadAttachment}
		}
		seq++
		h.Write(c.bytes)
		_, err = w.Write(c.bytes)
		return err
	})
	if err == nil && (size != a.Size || !bytes.Equal(h.Sum(nil), a.SHA256[:])) {
		err = &Refused{BadAttachment}
	}
	return err
}

// Summary counts what a file holds.
type Summary struct {
	Streams, Actions, Entries, Attachments int
	Bytes                                  int64 // of attachments
}

// Prove reads the whole file: every entry by the chain, every attachment by its
// SHA-256. It fails with the first [*Refused].
func (g *Guest) Prove(ctx context.Context) (Summary, error) {
	var sum Summary
	streams, err := g.Streams(ctx)
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
	attachments, err := g.Attachments(ctx)
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

package foreign

import (
	"context"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"io"
	"iter"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/worker"
)

// Links are read by the million, so that a frame holds many of them: the number
// in the stream, the length of the bytes shifted left by one, plus one when they
// are only the commitment, and the bytes. Numbers are unsigned varints.

// fullFrame is how much of them is gathered before it is sent.
const fullFrame = 128 << 10

func putLink(b []byte, seq uint64, bare bool, bytes []byte) []byte {
	form := uint64(len(bytes)) << 1
	if bare {
		form |= 1
	}
	b = binary.AppendUvarint(binary.AppendUvarint(b, seq), form)
	return append(b, bytes...)
}

// takeLinks reads a frame of links, which follow one that has the number after
// and go no further than to.
func takeLinks(body []byte, after, to uint64, take func(journal.Link) error) error {
	for len(body) > 0 {
		seq, n := binary.Uvarint(body)
		if n <= 0 || seq <= after || seq > to {
			return &Refused{BadRow}
		}
		form, m := binary.Uvarint(body[n:])
		if m <= 0 || form>>1 > uint64(len(body)-n-m) {
			return &Refused{BadRow}
		}
		l, size := journal.Link{Seq: seq}, int(form>>1)
		bytes := body[n+m : n+m+size : n+m+size]
		switch bare := form&1 == 1; {
		case bare && size == len(l.Committed):
			copy(l.Committed[:], bytes)
		case !bare && size > 0 && size <= maxValue:
			l.Body = bytes
		default:
			return &Refused{BadRow}
		}
		if err := take(l); err != nil {
			return err
		}
		after, body = seq, body[n+m+size:]
	}
	return nil
}

// Links gives the links of a stream from one number to another, both included,
// as far as they are there: a place where nothing stands is passed over, and
// nothing is proved. After the first error there is none. What is kept of a
// body for long is better copied: it holds on to its neighbours in memory.
func (g *Guest) Links(ctx context.Context, stream model.ID, from, to uint64) iter.Seq2[journal.Link, error] {
	return each(func(yield func(journal.Link) error) error {
		if err := g.know(ctx); err != nil {
			return err
		}
		n, ok := g.numbers[stream]
		if !ok {
			return errNoStream
		}
		return g.links(ctx, n, from, to, yield)
	})
}

// errNoStream is a fault of the program: it asks for what [Guest.Streams] has
// not given.
var errNoStream = errors.New("the file has no such stream")

func (g *Guest) links(ctx context.Context, stream int64, from, to uint64, take func(journal.Link) error) error {
	from, to = max(from, 1), min(to, 1<<seqBits-1)
	if from > to {
		return nil
	}
	ask := worker.PutInt(worker.PutInt(worker.PutInt(nil, stream), int64(from)), int64(to))
	after := from - 1
	return g.parts(ctx, sayLinks, askLinks, ask, func(body []byte) error {
		return takeLinks(body, after, to, func(l journal.Link) error {
			after = l.Seq
			return take(l)
		})
	})
}

// errStop ends a walk because nobody wants more.
var errStop = errors.New("no more is wanted")

// each turns a walk into an iteration.
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

// ---- the worker's side ----

// links sends the entries and the bare ones of a part of a stream, in their order.
func (w *side) links(stream, from, to int64) error {
	if w.db == nil {
		return errNonsense
	}
	conn, err := w.db.Conn(context.Background())
	if err != nil {
		return err
	}
	defer conn.Close()
	// Past database/sql, which would take longer than SQLite itself.
	return conn.Raw(func(c any) error {
		of := func(query string) (*cursor, error) {
			rows, err := c.(*sqlite3.SQLiteConn).Query(query, []driver.Value{stream<<seqBits | from, stream<<seqBits | to})
			if err != nil {
				return nil, err
			}
			return &cursor{rows: rows}, nil
		}
		entries, err := of("SELECT id, body FROM entry WHERE id >= ? AND id <= ? ORDER BY id")
		if err != nil {
			return err
		}
		defer entries.rows.Close()
		bare := &cursor{done: true}
		if w.version >= 3 {
			if bare, err = of("SELECT id, committed FROM bare WHERE id >= ? AND id <= ? ORDER BY id"); err != nil {
				return err
			}
			defer bare.rows.Close()
		}
		return w.merge(entries, bare)
	})
}

// merge sends the rows of both in the order of their ids. Where one is in both,
// what is there of the entry says more.
func (w *side) merge(entries, bare *cursor) error {
	var frame []byte
	if err := errors.Join(entries.next(), bare.next()); err != nil {
		return err
	}
	for !entries.done || !bare.done {
		from := entries
		switch {
		case entries.done, !bare.done && bare.id < entries.id:
			from = bare
		case !bare.done && bare.id == entries.id:
			if err := bare.next(); err != nil {
				return err
			}
		}
		if len(frame) > 0 && len(frame)+len(from.bytes) > fullFrame {
			if err := w.say(sayLinks, frame); err != nil {
				return err
			}
			frame = frame[:0]
		}
		frame = putLink(frame, uint64(from.id&(1<<seqBits-1)), from == bare, from.bytes)
		if err := from.next(); err != nil {
			return err
		}
	}
	if len(frame) > 0 {
		return w.say(sayLinks, frame)
	}
	return nil
}

// cursor stands on a row of an id and bytes.
type cursor struct {
	rows  driver.Rows
	cells [2]driver.Value
	id    int64
	bytes []byte
	done  bool
}

func (c *cursor) next() error {
	if c.done {
		return nil
	}
	err := c.rows.Next(c.cells[:])
	if errors.Is(err, io.EOF) {
		c.done = true
		return nil
	}
	if err != nil {
		return err
	}
	var ok, full bool
	c.id, ok = c.cells[0].(int64)
	c.bytes, full = c.cells[1].([]byte)
	if !ok || !full || len(c.bytes) == 0 {
		return &Refused{BadRow}
	}
	return nil
}

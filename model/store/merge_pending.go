package store

import (
	"strings"

	"guvoh/model"
)

// rowsAtOnce is how many rows are inserted by one statement.
const rowsAtOnce = 32

// inserting inserts rows of one width, many at a time.
type inserting struct {
	one, many string
	width     int
}

func newInserting(into string, width int) inserting {
	row := "(?" + strings.Repeat(", ?", width-1) + ")"
	one := into + " VALUES" + row
	return inserting{one, one + strings.Repeat(", "+row, rowsAtOnce-1), width}
}

// insert inserts the rows whose values follow each other in args.
func (i inserting) insert(t *Tx, args []any) error {
	for n := rowsAtOnce * i.width; len(args) >= n; args = args[n:] {
		if err := t.run(i.many, args[:n]...); err != nil {
			return err
		}
	}
	for ; len(args) > 0; args = args[i.width:] {
		if _, err := t.exec(i.one, args[:i.width]...); err != nil {
			return err
		}
	}
	return nil
}

var (
	insertEntries = newInserting("INSERT INTO entry(id, record, action, body, hash)", 5)
	insertRecords = newInserting("INSERT INTO record(n, id, kind, created, updated)", 5)
)

// pendingRows are entries, and records without their values, that go into the
// file together with the next.
type pendingRows struct {
	entries []pendingEntry
	records []pendingRecord
	bytes   []byte
	args    []any
}

type pendingEntry struct {
	id, record, action int64
	from, to           int // of its body in bytes
	hash               [32]byte
}

type pendingRecord struct {
	n    int64
	id   model.ID
	kind string
	at   int64
}

func (p *pendingRows) drop() {
	p.entries, p.records, p.bytes = p.entries[:0], p.records[:0], p.bytes[:0]
}

// insert puts an entry into the journal, now or a little later: flush is called
// before anybody looks for it.
func (m *merging) insert(id, record, action int64, body []byte, hash [32]byte) error {
	p := &m.pending
	from := len(p.bytes)
	p.bytes = append(p.bytes, body...)
	p.entries = append(p.entries, pendingEntry{id, record, action, from, len(p.bytes), hash})
	if len(p.entries) < rowsAtOnce {
		return nil
	}
	return m.flush()
}

// flush puts the pending rows into the file.
func (m *merging) flush() error {
	p := &m.pending
	args := p.args[:0]
	for i := range p.records {
		r := &p.records[i]
		args = append(args, r.n, r.id[:], r.kind, r.at, r.at)
	}
	err := insertRecords.insert(m.Tx, args)
	args = args[:0]
	for i := range p.entries {
		r := &p.entries[i]
		args = append(args, r.id, r.record, r.action, p.bytes[r.from:r.to], r.hash[:])
	}
	if err == nil {
		err = insertEntries.insert(m.Tx, args)
	}
	p.args = args
	p.drop()
	return err
}

// kindRows are rows of the tables of kinds that are written together.
type kindRows struct {
	of map[*table]*rowsOf
}

type rowsOf struct {
	inserting
	args  []any
	bytes int // of the texts in them
}

// mostPending is how many bytes of text wait to be written to one table.
const mostPending = 64 << 10

func (k *kindRows) add(tx *Tx, t *table, args []any) error {
	r := k.of[t]
	if r == nil {
		r = &rowsOf{inserting: newInserting(t.insert, len(t.fields)+2)}
		if k.of == nil {
			k.of = map[*table]*rowsOf{}
		}
		k.of[t] = r
	}
	r.args = append(r.args, args...)
	for _, a := range args {
		if s, ok := a.(string); ok {
			r.bytes += len(s)
		}
	}
	if r.bytes < mostPending && len(r.args) < rowsAtOnce*r.width {
		return nil
	}
	return r.flush(tx)
}

func (r *rowsOf) flush(tx *Tx) error {
	err := r.insert(tx, r.args)
	clear(r.args)
	r.args, r.bytes = r.args[:0], 0
	return err
}

// flush writes what waits.
func (k *kindRows) flush(tx *Tx) error {
	for _, r := range k.of {
		if err := r.flush(tx); err != nil {
			return err
		}
	}
	return nil
}

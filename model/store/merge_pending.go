package store

import "strings"

// entriesAtOnce is how many entries are inserted by one statement.
const entriesAtOnce = 32

var (
	insertEntrySQL   = "INSERT INTO entry(id, record, action, body, hash) VALUES(?, ?, ?, ?, ?)"
	insertEntriesSQL = insertEntrySQL + strings.Repeat(", (?, ?, ?, ?, ?)", entriesAtOnce-1)
)

// pendingEntries are entries that go into the journal together with the next.
type pendingEntries struct {
	rows  []pendingEntry
	bytes []byte
}

type pendingEntry struct {
	id, record, action int64
	from, to           int // of its body in bytes
	hash               [32]byte
}

func (p *pendingEntries) drop() { p.rows, p.bytes = p.rows[:0], p.bytes[:0] }

// insert puts an entry into the journal, now or a little later: flush is called
// before anybody looks for it.
func (m *merging) insert(id, record, action int64, body []byte, hash [32]byte) error {
	p := &m.pending
	from := len(p.bytes)
	p.bytes = append(p.bytes, body...)
	p.rows = append(p.rows, pendingEntry{id, record, action, from, len(p.bytes), hash})
	if len(p.rows) < entriesAtOnce {
		return nil
	}
	return m.flush()
}

// flush puts the pending entries into the journal.
func (m *merging) flush() error {
	p := &m.pending
	args := make([]any, 0, 5*entriesAtOnce)
	for i := range p.rows {
		r := &p.rows[i]
		args = append(args, r.id, r.record, r.action, p.bytes[r.from:r.to], r.hash[:])
	}
	n := len(p.rows)
	p.drop()
	if n == entriesAtOnce {
		_, err := m.exec(insertEntriesSQL, args...)
		return err
	}
	for i := range n {
		if _, err := m.exec(insertEntrySQL, args[5*i:5*i+5]...); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store/btree"
)

// cells are the columns of a row by their names.
type cells map[string]any

func (c cells) bytes(name string) []byte { b, _ := c[name].([]byte); return b }
func (c cells) int(name string) int64    { n, _ := c[name].(int64); return n }
func (c cells) text(name string) string  { s, _ := c[name].(string); return s }
func (c cells) id(name string) model.ID  { return toID(c.bytes(name)) }

// read gives a row of a table, false when it cannot be read to its end.
func (s *survey) read(r *relic, c btree.Cell) (cells, bool) {
	cols, err := s.row(r.kind, c, true)
	if err != nil || len(cols) > len(r.Columns) {
		return nil, false
	}
	out := cells{}
	for i, col := range cols {
		out[r.Columns[i].Name] = col.Value
		if r.Columns[i].RowID {
			out[r.Columns[i].Name] = c.Row
		}
	}
	return out, true
}

// find gives the cell of a row by its number.
func (r *relic) find(row int64) (btree.Cell, bool) {
	i, ok := slices.BinarySearchFunc(r.cells, row, func(c btree.Cell, row int64) int { return cmp.Compare(c.Row, row) })
	if !ok {
		return btree.Cell{}, false
	}
	return r.cells[i], true
}

// oldStream is a session as it stood in the damaged file.
type oldStream struct {
	n     int64
	id    model.ID
	cells // nil when only its id is left
}

// oldStreams gives the streams whose id is known, in order.
func (w *salvager) oldStreams() []oldStream {
	byN := map[int64]oldStream{}
	for n, id := range w.ids("stream", "id") {
		byN[n] = oldStream{n: n, id: id}
	}
	r := w.relics["stream"]
	for _, c := range r.cells {
		if row, ok := w.read(r, c); ok {
			byN[c.Row] = oldStream{c.Row, row.id("id"), row}
		}
	}
	var out []oldStream
	for _, n := range slices.Sorted(maps.Keys(byN)) {
		out = append(out, byN[n])
		if byN[n].cells == nil {
			w.lose(Loss{What: LostAuthor, Detail: "stream " + byN[n].id.String()})
		}
	}
	return out
}

// lateRow is an entry that can be read and stands behind one that cannot.
type lateRow struct {
	cell   btree.Cell
	stream model.ID
	seq    uint64
}

// keepJournal writes what can be proved of each stream, with the actions of
// these entries.
func (w *salvager) keepJournal(t *Tx) error {
	for n, r := range w.records {
		if !r.id.IsZero() {
			w.numberOf[r.id] = n
		}
	}
	for _, r := range w.lostRows("entry") {
		w.missing[r.of]++
	}
	entries := w.relics["entry"]
	w.untold = !w.told["entry"] && (entries.rootless || slices.ContainsFunc(entries.holes, func(h btree.Hole) bool { return h.Level <= 0 }))
	of := map[int64][]btree.Cell{}
	for _, c := range entries.cells {
		n, _ := splitEntryID(c.Row)
		of[n] = append(of[n], c)
	}
	commitments, gaps := w.commitments(), w.gaps()
	known := map[model.ID]bool{}
	last := int64(0)
	for _, s := range w.oldStreams() {
		if err := w.keepStream(t, s, w.remainsOf(s.id, of[s.n], commitments[s.n], gaps[s.n])); err != nil {
			return err
		}
		known[s.id], last = true, s.n
		delete(of, s.n)
	}
	for _, n := range slices.Sorted(maps.Keys(of)) { // nobody knows whose they were: what they say cannot be proved to be what was written
		last = max(last, n)
		for _, c := range of[n] {
			w.keepForLater(lateRow{cell: c})
		}
		w.lose(Loss{What: LostAuthor, Detail: fmt.Sprintf("stream %d", n)})
	}
	for _, id := range slices.SortedFunc(maps.Keys(w.mentioned), func(a, b model.ID) int { return bytes.Compare(a[:], b[:]) }) {
		if known[id] {
			continue
		}
		// An entry names it, so that it must have a number.
		first := journal.First(id)
		last++
		if _, err := t.exec("INSERT INTO stream(n, id, author, started, hash) VALUES(?, ?, '', 0, ?)", last, id[:], first[:]); err != nil {
			return err
		}
	}
	return nil
}

func (w *salvager) keepEntry(t *Tx, s oldStream, id int64, row cells, e *journal.Entry) error {
	action, err := w.keepAction(t, s, row.int("action"), e)
	if err != nil {
		return err
	}
	n := w.number(e.Record, row.int("record"))
	w.learn(n, recordAt{e.Record, w.kindName(e.Kind)})
	for _, o := range e.Ops {
		for _, p := range o.Preds {
			w.mentioned[p.Op.Stream] = true
		}
		if sum, err := hex.DecodeString(o.Value.Text()); o.Field == journal.PurgedBytes && err == nil && len(sum) == sha256.Size {
			w.purged = append(w.purged, sum)
		}
	}
	_, err = t.exec("INSERT INTO entry(id, record, action, body, hash) VALUES(?, ?, ?, ?, ?)",
		id, n, action, row.bytes("body"), row.bytes("hash"))
	return err
}

// number gives the number of a record: the one it had, when nobody else has it.
func (w *salvager) number(id model.ID, had int64) int64 {
	if n, ok := w.numberOf[id]; ok {
		return n
	}
	if at := w.records[had]; had <= 0 || !at.id.IsZero() {
		for n := range w.records {
			w.last = max(w.last, n)
		}
		w.last++
		had = w.last
	}
	w.numberOf[id] = had
	w.learn(had, recordAt{id: id})
	return had
}

// sessionAction is an action of one session: another may have used its id, too.
type sessionAction struct {
	stream int64
	id     model.ID
}

// keepAction writes the line of an action when its first entry is written. All
// of it stands in the entry as well.
func (w *salvager) keepAction(t *Tx, s oldStream, n int64, e *journal.Entry) (int64, error) {
	key := sessionAction{s.n, e.Action}
	if n, there := w.actions[key]; there {
		return n, nil
	}
	id := e.Action
	if w.actionIDs[id] { // of a session before this one: see actionBeside
		id = besideAction(s.id, id)
	}
	w.actionIDs[id] = true
	var of any
	if !e.Of.IsZero() {
		of = e.Of[:]
	}
	res, err := t.exec("INSERT INTO action(n, id, stream, verb, at, of) SELECT (SELECT ? WHERE NOT EXISTS (SELECT 1 FROM action WHERE n = ?)), ?, ?, ?, ?, ?",
		n, n, id[:], s.n, e.Verb, e.At.UnixMilli(), of)
	if err != nil {
		return 0, err
	}
	w.actions[key], err = res.LastInsertId()
	return w.actions[key], err
}

// keepForLater notes an entry that the chain does not reach any more.
func (w *salvager) keepForLater(l lateRow) {
	row, ok := w.read(w.relics["entry"], l.cell)
	if !ok {
		if cols, err := w.row(btree.Table, l.cell, false); err == nil && len(cols) > 1 { // its beginning says of which record it is
			n, _ := cols[1].Value.(int64)
			w.missing[n]++
		}
		return
	}
	e, _, err := journal.Decode(l.stream, row.bytes("body"))
	if err != nil {
		return
	}
	w.newest = max(w.newest, e.Lamport)
	n := w.number(e.Record, row.int("record"))
	w.learn(n, recordAt{e.Record, w.kindName(e.Kind)})
	w.late[n] = append(w.late[n], l)
}

// keepSettings copies settings.
func (w *salvager) keepSettings(t *Tx) error { return w.copyRows(t, "setting") }

// keepDrafts copies words that were being typed, which are taken up when the
// file is next opened to be written.
func (w *salvager) keepDrafts(t *Tx) error { return w.copyRows(t, "draft") }

// copyRows copies the rows of a table as they are.
func (w *salvager) copyRows(t *Tx, name string) error {
	r := w.relics[name]
	for _, c := range r.cells {
		row, ok := w.read(r, c)
		if !ok {
			continue
		}
		var names, marks []string
		var args []any
		for _, col := range r.Columns {
			if v, ok := row[col.Name]; ok {
				names, marks, args = append(names, ident(col.Name)), append(marks, "?"), append(args, v)
			}
		}
		query := fmt.Sprintf("INSERT OR IGNORE INTO %s(%s) VALUES(%s)", ident(name), strings.Join(names, ", "), strings.Join(marks, ", "))
		if _, err := t.exec(query, args...); err != nil {
			return err
		}
	}
	return nil
}

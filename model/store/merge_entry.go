package store

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
)

// keepLink writes one link that is not here, or notes what it adds to one that is.
func (w *streaming) keepLink(n int64, seq uint64, l journal.Link, e *journal.Entry, committed, hash [32]byte, h here, k *mark) error {
	id := entryID(n, seq)
	switch {
	case h.entry && !h.bare, e == nil && (h.entry || h.bare):
		return nil
	case e == nil:
		k.bare = append(k.bare, id)
		return w.insertBare(id, committed, hash, false)
	case h.bare && h.left && !w.choice.Again:
		return nil
	}
	if w.leaveOut(e, k) {
		if h.bare {
			k.fills = true // it is marked as left out once the run is proved
			return nil
		}
		k.bare = append(k.bare, id)
		return w.insertBare(id, committed, hash, true)
	}
	if h.bare {
		k.fills = true // once the run is proved
		return nil
	}
	k.newest = max(k.newest, e.Lamport)
	err := w.insertEntry(n, id, seq, l.Body, e, committed, hash)
	if err == nil && lacks(e) {
		k.bare = append(k.bare, id) // it goes with the run when that is refused
	}
	if errors.Is(err, errOtherKind) {
		k.bare, k.fills = append(k.bare, id), true // it is told once the run is proved
		return w.insertBare(id, committed, hash, false)
	}
	return err
}

// errOtherKind says that the record of an entry is here as one of another kind.
// One of the two was made to keep the other out: no program of ours gives one id
// twice. What was here first stays, and this entry alone is missing.
var errOtherKind = errors.New("the record is of another kind")

func (w *streaming) leaveOut(e *journal.Entry, k *mark) bool {
	if len(w.choice.LeaveOut) == 0 || !w.choice.LeaveOut[e.Record] && !w.ofLeftOut(e) {
		return false
	}
	if _, ok := w.mine.leftOut[e.Record]; !ok {
		w.mine.leftOut[e.Record] = e.Kind
		k.leftOut = append(k.leftOut, e.Record)
	}
	return true
}

// ofLeftOut reports whether an entry makes a row of a record that is left out, and
// leaves that out as well: a person who is to stay away shall not come by name.
func (w *streaming) ofLeftOut(e *journal.Entry) bool {
	k := w.db.base.Kind(e.Kind)
	if k == nil {
		return false
	}
	for _, o := range e.Ops {
		if owner := k.Parent != "" && o.Field == k.Parent; owner && w.choice.LeaveOut[o.Value.Ref()] {
			w.choice.LeaveOut[e.Record] = true
			return true
		}
	}
	return false
}

func (m *merging) insertBare(id int64, committed, hash [32]byte, left bool) error {
	_, err := m.exec("INSERT INTO bare VALUES(?, ?, ?, ?)", id, committed[:], hash[:], left)
	return err
}

// insertEntry keeps one entry and makes the rows of its action and record.
func (w *streaming) insertEntry(n, id int64, seq uint64, body []byte, e *journal.Entry, committed, hash [32]byte) error {
	record, err := w.recordOf(e)
	if err != nil {
		return err
	}
	action, err := w.actionOf(n, e)
	if err != nil {
		return err
	}
	if err := w.insert(id, record, action, body, hash); err != nil {
		return err
	}
	w.mine.add(id)
	w.touched.add(record)
	if err := w.sorter.add(record, id, body); err != nil {
		return err
	}
	w.db.streams.lamport = max(w.db.streams.lamport, e.Lamport)
	w.count(n, e)
	return w.keepWhole(id, e, committed, hash)
}

// keepWhole notes an entry of which values are missing without an order that
// they go: they may come yet.
func (m *merging) keepWhole(id int64, e *journal.Entry, committed, hash [32]byte) error {
	if !lacks(e) {
		return nil
	}
	_, err := m.exec("INSERT OR IGNORE INTO bare VALUES(?, ?, ?, 0)", id, committed[:], hash[:])
	return err
}

// lacks reports whether a value is missing in an entry.
func lacks(e *journal.Entry) bool {
	return slices.ContainsFunc(e.Ops, func(o journal.Op) bool { return o.Erased != nil })
}

func (w *streaming) count(n int64, e *journal.Entry) {
	w.report.Entries++
	p := w.mine.parts[n]
	if p == nil {
		p = &Part{From: e.At, To: e.At}
		w.mine.parts[n] = p
	}
	p.Entries++
	if e.At.Before(p.From) {
		p.From = e.At
	}
	if e.At.After(p.To) {
		p.To = e.At
	}
}

// recordOf gives the number of the entry's record, and makes its row when it is
// new here; [errOtherKind] when it is of another kind here.
func (w *streaming) recordOf(e *journal.Entry) (int64, error) {
	if n, kind, ok := w.mine.records.get(e.Record); ok {
		if kind != e.Kind {
			return 0, errOtherKind
		}
		return n, nil
	}
	var n int64
	var kind string
	err := sql.ErrNoRows
	if !w.alone || w.mine.records.forgot { // or all that there are are remembered
		err = w.q.QueryRowContext(w.ctx, "SELECT n, kind FROM record WHERE id = ?", e.Record[:]).Scan(&n, &kind)
	}
	if orNone(err) != nil {
		return 0, err
	}
	if err != nil {
		w.records++
		n, kind = w.records, e.Kind
		w.pending.records = append(w.pending.records, pendingRecord{n, e.Record, w.kindOf(kind), min(e.At.UnixMilli(), w.now.UnixMilli())})
		w.made.add(n)
	}
	if kind != e.Kind {
		return 0, errOtherKind
	}
	if w.mine.records.full() { // those that are still pending must be found
		if err := w.flush(); err != nil {
			return 0, err
		}
	}
	w.mine.records.put(e.Record, n, w.kindOf(kind))
	return n, nil
}

// kindOf gives one and the same string for each kind that is known.
func (m *merging) kindOf(kind string) string {
	if k := m.db.base.Kind(kind); k != nil {
		return k.Name
	}
	return kind
}

func (w *streaming) actionOf(n int64, e *journal.Entry) (int64, error) {
	if e.Action == w.action {
		return w.actionN, nil
	}
	var stream int64
	err := w.q.QueryRowContext(w.ctx, "SELECT n, stream FROM action WHERE id = ?", e.Action[:]).Scan(&w.actionN, &stream)
	if orNone(err) != nil {
		return 0, err
	}
	if err != nil {
		var of any
		if !e.Of.IsZero() {
			of = e.Of[:]
		}
		res, err := w.exec("INSERT INTO action(id, stream, verb, at, of) VALUES(?, ?, ?, ?, ?)", e.Action[:], n, e.Verb, e.At.UnixMilli(), of)
		if err != nil {
			return 0, err
		}
		if w.actionN, err = res.LastInsertId(); err != nil {
			return 0, err
		}
		stream = n
	}
	if stream != n {
		return w.actionBeside(n, e)
	}
	w.action = e.Action
	return w.actionN, nil
}

// The bounds of what an entry of ours can hold.
const (
	longestName    = 200
	highestLamport = 1 << 60
)

// sensible reports whether an entry could have been written by a program of
// ours: its names are names, its values are canonical.
func (m *merging) sensible(e *journal.Entry) bool {
	if e.Record.IsZero() || e.Action.IsZero() || !isName(e.Kind) || !isName(e.Verb) || e.Lamport == 0 || e.Lamport >= highestLamport || !isTime(e.At) || len(e.Ops) > mostOps {
		return false
	}
	k := m.db.base.Kind(e.Kind)
	for _, o := range e.Ops {
		if !isName(o.Field) || !sound(k, o) || !soundPreds(e.Kind, o) {
			return false
		}
	}
	return true
}

func isName(s string) bool {
	if s == "" || len(s) > longestName {
		return false
	}
	for _, c := range s {
		if (c < 'a' || c > 'z') && c != '_' && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// sound reports whether a value has the form of its field. Of a field that is
// not known here it must at least be JSON as we write it.
func sound(k *model.Kind, o journal.Op) bool {
	if o.Value == "" {
		return true
	}
	switch o.Field {
	case journal.Liveness:
		return o.Value == "true" || o.Value == "false"
	case journal.Purged, journal.PurgedBytes:
		return model.TextValue(o.Value.Text()) == o.Value
	}
	if k != nil {
		if f, ok := k.Field(o.Field); ok {
			return f.Canonical(o.Value)
		}
	}
	var b bytes.Buffer
	return json.Compact(&b, []byte(o.Value)) == nil && b.String() == string(o.Value)
}

func millis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

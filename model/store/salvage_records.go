package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store/btree"
)

// wanted is what a record is to say in the new file, where that is more than
// the kept part of the journal adds up to.
type wanted struct {
	id      model.ID
	kind    string
	values  map[string]model.Value
	deleted bool
}

// keepRecords makes the tables anew from the kept part of the journal, and
// notes what else there was.
func (w *salvager) keepRecords(t *Tx) error {
	for _, name := range slices.Sorted(maps.Keys(w.relics)) { // records of which only the row of their kind is left
		if w.base.Kind(name) != nil {
			for _, c := range w.relics[name].cells {
				w.learn(c.Row, recordAt{kind: name})
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(w.records)) {
		if w.step(); t.ctx.Err() != nil {
			return t.ctx.Err()
		}
		if err := w.keepRecord(t, n); err != nil {
			return err
		}
	}
	return nil
}

func (w *salvager) keepRecord(t *Tx, n int64) error {
	es, err := t.entries(t.ctx, "SELECT id, body FROM entry WHERE record = ? ORDER BY id", n)
	if err != nil {
		return err
	}
	at := w.records[n]
	state, written, err := t.sumUp(t.ctx, es)
	if err != nil {
		return err
	}
	values := shownBy(state, written)
	deleted, _ := state.Deleted()
	list, listed := w.listedRecord(n)
	if len(es) > 0 {
		if err := w.project(t, n, at, es, state, values, list); err != nil {
			return err
		}
		conflicts, err := t.conflictsOf(state, func(op journal.OpID) (model.Value, error) { return written[op], nil })
		if err == nil {
			err = t.writeConflicts(n, conflicts)
		}
		if err != nil {
			return err
		}
		if !w.gap(n) {
			return nil
		}
	}
	want, err := w.withLate(t, n, es)
	if err != nil {
		return err
	}
	want.id, want.kind = at.id, at.kind
	shown, seen := w.shown(n, at.kind)
	if seen {
		want.values = shown
	}
	if listed {
		want.deleted = list.int("deleted") != 0
	}
	switch {
	case len(es) == 0 && !seen && len(w.late[n]) == 0:
		if !at.id.IsZero() {
			w.lose(Loss{What: LostRecord, Record: at.id})
		}
		return nil
	case at.id.IsZero(): // its words are there, and nobody knows its name: it gets a new one
		want.id = model.NewID()
		w.lose(Loss{What: LostRecord, Kind: at.kind, Detail: "id"})
	case (!seen || !listed) && (w.missing[n] > 0 || w.untold):
		w.lose(Loss{What: LostChanges, Record: at.id, Count: w.missing[n]})
	}
	if len(es) == 0 || !maps.Equal(want.values, values) || want.deleted != deleted {
		w.want[n] = want
	}
	return nil
}

// gap reports whether entries of a record may be missing from the kept part of
// the journal. Where none is, the journal alone is the truth.
func (w *salvager) gap(n int64) bool {
	return len(w.late[n]) > 0 || w.missing[n] > 0 || w.untold
}

// listedRecord reads what the list of records says of a record: as much as
// stands on the page of its row.
func (w *salvager) listedRecord(n int64) (cells, bool) {
	r := w.relics["record"]
	c, ok := r.find(n)
	if !ok {
		return nil, false
	}
	if row, ok := w.read(r, c); ok {
		return row, true
	}
	cols, err := w.row(btree.Table, c, false)
	if err != nil {
		return nil, false
	}
	row := cells{}
	for i, col := range cols {
		if col.Whole && i < len(r.Columns) {
			row[r.Columns[i].Name] = col.Value
		}
	}
	_, ok = row["deleted"]
	return row, ok
}

// shown reads the values of a record from the table of its kind.
func (w *salvager) shown(n int64, kind string) (map[string]model.Value, bool) {
	r, table := w.relics[kind], w.db.tables[kind]
	if r == nil || table == nil {
		return nil, false
	}
	c, ok := r.find(n)
	if !ok {
		return nil, false
	}
	row, ok := w.read(r, c)
	if !ok {
		return nil, false
	}
	values, err := table.scan(row.inOrder(table))
	return values, err == nil
}

// inOrder gives the columns of a row as [table.scan] takes them.
func (c cells) inOrder(t *table) scanned {
	var out scanned
	for _, f := range t.fields {
		out = append(out, c[f.Name])
	}
	return append(out, c["extra"])
}

// scanned is a row that was read already.
type scanned []any

func (s scanned) Scan(into ...any) error {
	if len(into) != len(s) {
		return fmt.Errorf("%d columns, not %d", len(s), len(into))
	}
	for i, v := range s {
		*into[i].(*any) = v
	}
	return nil
}

// withLate adds up the entries of a record, those behind a gap among them.
func (w *salvager) withLate(t *Tx, n int64, es []entry) (wanted, error) {
	all := slices.Clone(es)
	for _, l := range w.late[n] {
		row, ok := w.read(w.relics["entry"], l.cell)
		if !ok {
			continue
		}
		e, _, err := journal.Decode(l.stream, row.bytes("body"))
		if err == nil {
			all = append(all, entry{e, l.cell.Row, l.stream, l.seq})
		}
	}
	state, written, err := t.sumUp(t.ctx, all)
	if err != nil {
		return wanted{}, err
	}
	deleted, _ := state.Deleted()
	return wanted{values: shownBy(state, written), deleted: deleted}, nil
}

// project writes the rows of a record as its entries add up to them.
func (w *salvager) project(t *Tx, n int64, at recordAt, es []entry, state *journal.State, values map[string]model.Value, list cells) error {
	first, last := es[0].At.UnixMilli(), es[0].At.UnixMilli()
	for _, e := range es {
		first, last = min(first, e.At.UnixMilli()), max(last, e.At.UnixMilli())
	}
	if v, ok := list["created"].(int64); ok {
		first = v
	}
	if v, ok := list["updated"].(int64); ok {
		last = v
	}
	deleted, _ := state.Deleted()
	_, err := t.exec("INSERT INTO record(n, id, kind, deleted, created, updated, state) VALUES(?, ?, ?, ?, ?, ?, ?)",
		n, at.id[:], at.kind, deleted, first, last, state.Encode(w.db.streams.number))
	if err != nil {
		return err
	}
	k, table := w.base.Kind(at.kind), w.db.tables[at.kind]
	if k == nil {
		return nil // a kind that only a newer program knows
	}
	args, err := table.arguments(n, values)
	if err != nil {
		return err
	}
	if _, err := t.exec(table.upsert, args...); err != nil {
		return err
	}
	return t.projectLinks(n, k, model.Record{ID: at.id, Kind: at.kind, Values: values}, slices.Collect(maps.Keys(values)))
}

// describeAll gives every record its label and the text by which it is found,
// once the records that name others are there.
func (w *salvager) describeAll(t *Tx) error {
	for _, n := range slices.Sorted(maps.Keys(w.records)) {
		if w.step(); t.ctx.Err() != nil {
			return t.ctx.Err()
		}
		if at := w.records[n]; w.base.Kind(at.kind) != nil && !at.id.IsZero() {
			if err := t.redescribe(at.id); err != nil {
				return err
			}
		}
	}
	return t.forgetWords() // all of it is to be read into the index
}

// restore writes anew what the kept part of the journal does not add up to, as
// one action. What breaks a rule since something else is lost is kept as it was.
func (w *salvager) restore(ctx context.Context) error {
	if err := w.wantTargets(ctx); err != nil {
		return err
	}
	_, err := w.db.Do(ctx, verbSalvage, func(t *Tx) error {
		t.lenient = true
		for _, n := range slices.Sorted(maps.Keys(w.want)) {
			if err := t.makeSo(w.want[n]); err != nil {
				return err
			}
		}
		return nil
	})
	w.report.Restored = len(w.want)
	return err
}

// makeSo has a record say what is wanted.
func (t *Tx) makeSo(want wanted) error {
	old, err := t.row(t.ctx, want.id)
	if errors.Is(err, ErrNotFound) {
		old, err = row{record: model.Record{ID: want.id, Kind: want.kind}}, nil
	}
	if err != nil {
		return err
	}
	values := maps.Clone(want.values)
	if values == nil {
		values = map[string]model.Value{}
	}
	for f := range old.record.Values {
		if _, ok := values[f]; !ok {
			values[f] = ""
		}
	}
	if err := t.write(old, values, ""); err != nil {
		return err
	}
	if old, err = t.row(t.ctx, want.id); err != nil || old.record.Deleted == want.deleted {
		return err
	}
	return t.write(old, nil, model.BoolValue(want.deleted))
}

// wantTargets has records of which nothing is left stay as empty ones, where
// others point at them.
func (w *salvager) wantTargets(ctx context.Context) error {
	there := map[model.ID]bool{}
	ids, err := w.db.ids(ctx, "SELECT id FROM record")
	if err != nil {
		return err
	}
	for _, id := range ids {
		there[id] = true
	}
	for _, want := range w.want {
		there[want.id] = true
	}
	pointed, err := w.db.ids(ctx, "SELECT DISTINCT target FROM link ORDER BY target")
	if err != nil {
		return err
	}
	for _, n := range slices.Sorted(maps.Keys(w.want)) {
		want := w.want[n]
		if k := w.base.Kind(want.kind); k != nil {
			for _, f := range k.Fields {
				if f.Type == model.Ref || f.Type == model.Refs {
					pointed = append(pointed, targets(f, want.values[f.Name])...)
				}
			}
		}
	}
	for _, id := range pointed {
		n, known := w.numberOf[id]
		if at := w.records[n]; known && !there[id] && w.base.Kind(at.kind) != nil {
			there[id] = true
			w.want[n] = wanted{id: id, kind: at.kind}
		}
	}
	return nil
}

// tellLosses lists what was not told while the file was filled.
func (w *salvager) tellLosses() {
	lost := maps.Clone(w.missing)
	for n, late := range w.late {
		lost[n] += len(late)
	}
	for _, n := range slices.Sorted(maps.Keys(lost)) {
		w.lose(Loss{What: LostHistory, Record: w.records[n].id, Count: lost[n]})
	}
	unknown := 0
	for _, f := range w.report.Pages {
		switch {
		case f.Held == HeldDraft:
			w.lose(Loss{What: LostDraft, Record: f.Record, Field: f.Field})
		case f.Held == HeldSetting:
			w.lose(Loss{What: LostSetting})
		case f.Held == HeldColleagues:
			w.lose(Loss{What: LostColleagues, Detail: f.Detail})
		case f.Held == HeldHistory && f.Record.IsZero():
			w.lose(Loss{What: LostHistory, Detail: f.Detail})
		case f.Held == HeldUnknown, f.Record.IsZero() && (f.Held == HeldRecord || f.Held == HeldBytes && f.Detail == "chunk"):
			unknown++
		}
	}
	if unknown > 0 {
		w.lose(Loss{What: LostUnknown, Count: unknown})
	}
	if w.unplaced > 0 {
		w.lose(Loss{What: LostRows, Count: w.unplaced})
	}
}

package store

import (
	"database/sql"
	"errors"

	"guvoh/model"
	"guvoh/model/journal"
)

// folding brings the tables up to date with entries that were put into the
// journal, each record once.
type folding struct {
	*Tx
	fresh  func(id int64) bool // whether an entry has not been added up yet; nil: begin anew with all
	doubt  []span              // entries that were taken back; see intake
	made   bitset              // records that were not here before
	alone  bool                // there were none at all
	whole  bitset              // records of which every value is read again
	report *MergeReport        // nil when nobody asks
	tick   func() error

	customs bool
	named   bitset // records whose names changed
	cases   bitset // cases whose persons' names changed
	listed  [listRanks][]Merged
	weight  int    // of the values in listed, in bytes
	seen    bitset // records that were added up
	silent  bitset // those of which nothing shows that anything came

	rows    kindRows
	decoder journal.Decoder
	state   *journal.State // of one record after the other
	wrote   map[journal.OpID]model.Value
	most    int // entries of the record before

	foretold bool // an entry names what is not written yet; see foretells
}

// sum is one record while it is added up.
type sum struct {
	row
	kind    *model.Kind
	old     *journal.State // as it was before
	state   *journal.State
	news    []entry
	wrote   map[journal.OpID]model.Value // by the new entries
	isNew   bool
	before  map[string]model.Value
	wasGone bool
	lost    bool // bytes that were here went for good

	disputed map[string]int // the conflicts of a record that was here, as they were
}

func (f *folding) record(r row, es []entry) error {
	n := r.n
	var err error
	if r.record.Values, err = f.tableValues(r); err != nil {
		return err
	}
	s := &sum{row: r, news: es, kind: f.db.base.Kind(r.record.Kind), isNew: r.state == nil, wasGone: r.record.Deleted, before: r.record.Values}
	if err := f.addUp(s); err != nil {
		return err
	}
	if len(s.news) == 0 && f.fresh != nil && !f.whole.has(n) {
		return nil // what came to it was taken back
	}
	if len(s.news) == 0 && f.fresh == nil {
		return f.remove(s)
	}
	if err := f.purge(s); err != nil {
		return err
	}
	values, err := f.values(s)
	if err != nil {
		return err
	}
	conflicts, err := f.conflicts(s)
	if err != nil {
		return err
	}
	if err := f.recall(s); err != nil {
		return err
	}
	if err := f.write(s, values, conflicts); err != nil {
		return err
	}
	return f.tell(s, conflicts)
}

// tableValues gives what the table of its kind holds of a record; nothing of
// one that has no row there yet.
func (f *folding) tableValues(r row) (map[string]model.Value, error) {
	t := f.db.tables[r.record.Kind]
	if t == nil || r.state == nil {
		return nil, nil
	}
	values, err := t.scan(f.q.QueryRowContext(f.ctx, t.choose, r.n))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return values, err
}

// values gives what the record's fields show: of each the first of its heads.
func (f *folding) values(s *sum) (map[string]model.Value, error) {
	if s.kind == nil { // of a kind that only a newer program knows: its entries keep its values
		return nil, nil
	}
	whole := f.fresh == nil || s.isNew || f.whole.has(s.n)
	values := map[string]model.Value{}
	for _, field := range s.state.Fields() {
		if journal.IsRegister(field) {
			continue
		}
		first, _ := s.state.First(field)
		head := first.Op
		v, wrote := s.wrote[head]
		switch {
		case wrote:
		case !whole && sameHead(s.old, field, head):
			v = s.before[field]
		default:
			var err error
			if v, err = f.valueOf(head); err != nil {
				return nil, err
			}
		}
		if v != "" {
			values[field] = v
		}
	}
	return values, nil
}

func sameHead(old *journal.State, field string, op journal.OpID) bool {
	first, ok := old.First(field)
	return ok && first.Op == op
}

// conflicts gives the fields that hold different values, with how many; a
// disputed delete counts as one.
func (f *folding) conflicts(s *sum) (map[string]int, error) {
	e := &entryOf{view: f.view}
	return f.conflictsOf(s.state, func(op journal.OpID) (model.Value, error) {
		if v, ok := s.wrote[op]; ok {
			return v, nil
		}
		return e.valueOf(op)
	})
}

// write brings the rows of the record up to date.
func (f *folding) write(s *sum, values map[string]model.Value, conflicts map[string]int) error {
	r := s.record
	r.Values = values
	r.Deleted, _ = s.state.Deleted()
	if !s.isNew || len(conflicts) > 0 {
		if err := f.writeConflicts(s.n, conflicts); err != nil {
			return err
		}
	}
	label, folded := s.label, s.folded
	var err error
	if s.kind != nil {
		if err = f.writeRow(s, values); err != nil {
			return err
		}
		if err := f.writeLinks(s, r); err != nil {
			return err
		}
		if f.alone { // who names it comes along, and has it renamed
			label, folded = describeBy(s.kind, r, nil, nil)
		} else if label, folded, err = f.describe(f.ctx, s.kind, r); err != nil {
			return err
		}
	}
	updated := f.now.UnixMilli()
	if s.isNew {
		updated = min(updated, newest(s.news))
	}
	if s.kind != nil {
		if err := f.unsettle(s, r); err != nil {
			return err
		}
	}
	_, err = f.exec("UPDATE record SET deleted = ?, label = ?, folded = ?, updated = max(updated, ?), state = ? WHERE n = ?",
		r.Deleted, label, folded, updated, s.state.Encode(f.db.streams.number), s.n)
	s.record.Deleted, s.record.Values = r.Deleted, values
	return errors.Join(err, f.outdate(s.n), f.own(s, r))
}

// writeRow brings the row of the record in the table of its kind up to date, or
// has it written with others when nothing was here: then nobody reads it before
// all have been added up.
func (f *folding) writeRow(s *sum, values map[string]model.Value) error {
	t := f.db.tables[s.kind.Name]
	args, err := t.arguments(s.n, values)
	switch {
	case err != nil:
		return err
	case f.alone && s.isNew:
		return f.rows.add(f.Tx, t, args)
	}
	_, err = f.exec(t.upsert, args...)
	return err
}

// writeLinks brings the links of the record up to date.
func (f *folding) writeLinks(s *sum, r model.Record) error {
	if !s.isNew {
		return f.projectLinks(s.n, s.kind, r, differing(s.before, r.Values))
	}
	for _, fld := range s.kind.Fields {
		if fld.Type != model.Ref && fld.Type != model.Refs {
			continue
		}
		for _, id := range targets(fld, r.Get(fld.Name)) {
			if _, err := f.exec("INSERT OR IGNORE INTO link VALUES(?, ?, ?)", s.n, fld.Name, id[:]); err != nil {
				return err
			}
		}
	}
	return nil
}

func newest(es []entry) (at int64) {
	for _, e := range es {
		at = max(at, e.At.UnixMilli())
	}
	return at
}

// remove takes the rows of a record away of which no entry is left.
func (f *folding) remove(s *sum) error {
	if s.kind != nil {
		if err := f.unsettle(s, model.Record{ID: s.record.ID, Kind: s.kind.Name}); err != nil {
			return err
		}
		if _, err := f.exec("DELETE FROM "+ident(s.kind.Name)+" WHERE n = ?", s.n); err != nil {
			return err
		}
	}
	// Its number may be given to another: to that nobody must be tied who was to this.
	if _, err := f.exec("INSERT OR IGNORE INTO stale SELECT source << 1 FROM link WHERE target = ?", s.record.ID[:]); err != nil {
		return err
	}
	for _, q := range []string{"link WHERE source", "conflict WHERE record", "news WHERE record", "record WHERE n"} {
		if _, err := f.exec("DELETE FROM "+q+" = ?", s.n); err != nil {
			return err
		}
	}
	if f.report != nil {
		f.report.Deleted++
	}
	return errors.Join(f.outdate(s.n), f.own(s, model.Record{ID: s.record.ID, Kind: s.record.Kind}))
}

// own notes that a word or a field of the users' own came, changed or went.
func (f *folding) own(s *sum, now model.Record) error {
	f.customs = f.customs || now.Kind == "term" || now.Kind == "field"
	return f.outdateOwn(model.Record{Values: s.before, Deleted: s.wasGone}, now)
}

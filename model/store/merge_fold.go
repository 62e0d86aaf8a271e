package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// folding brings the tables up to date with entries that were put into the
// journal, each record once.
type folding struct {
	*Tx
	fresh  func(id int64) bool // whether an entry has not been added up yet; nil: begin anew with all
	whole  bitset              // records of which every value is read again
	report *MergeReport        // nil when nobody asks
	tick   func() error

	customs bool
	named   bitset // records whose names changed
	cases   bitset // cases whose persons' names changed
	listed  [listRanks][]Merged
	weight  int    // of the values in listed, in bytes
	gone    bitset // records of which nothing is left
}

// fold adds up the records, and then renews the words by which records are
// known that depend on others.
func (f *folding) fold(records bitset) error {
	var ns []int64
	flush := func() error {
		err := f.batch(ns)
		ns = ns[:0]
		return err
	}
	err := records.each(func(n int64) error {
		if len(ns) == foldedAtOnce || len(ns) > 0 && n > ns[0]+2*foldedAtOnce {
			if err := flush(); err != nil {
				return err
			}
		}
		ns = append(ns, n)
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return err
	}
	for _, stale := range []bitset{f.named, f.cases} {
		err := stale.each(func(n int64) error {
			r, err := f.oneRow(f.ctx, chooseRecord+"n = ?", n)
			if errors.Is(err, ErrNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
			return f.rename(r)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *folding) rename(r row) error {
	k := f.db.base.Kind(r.record.Kind)
	if k == nil {
		return nil
	}
	label, folded, err := f.describe(f.ctx, k, r.record)
	if err != nil || label == r.label && folded == r.folded {
		return err
	}
	_, err = f.exec("UPDATE record SET label = ?, folded = ? WHERE n = ?", label, folded, r.n)
	return err
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
}

// foldedAtOnce is of how many records the entries are read at one go: a query
// for each would take as long as the adding up.
const foldedAtOnce = 64

// batch adds up records whose numbers lie near each other.
func (f *folding) batch(ns []int64) error {
	if len(ns) == 0 {
		return nil
	}
	first, last := ns[0], ns[len(ns)-1]
	heads, err := f.heads(f.ctx, chooseRecord+"n BETWEEN ? AND ? ORDER BY n", first, last)
	if err != nil {
		return err
	}
	es, err := f.entriesBetween(first, last, ns)
	if err != nil {
		return err
	}
	for _, r := range heads {
		if _, ok := slices.BinarySearch(ns, r.n); !ok {
			continue
		}
		if err := f.record(r, es[r.n]); err != nil {
			return err
		}
		if err := f.tick(); err != nil {
			return err
		}
	}
	return nil
}

// entriesBetween reads the entries of records that are to be added up.
func (f *folding) entriesBetween(first, last int64, ns []int64) (map[int64][]entry, error) {
	rows, err := f.q.QueryContext(f.ctx, "SELECT record, id, body FROM entry WHERE record BETWEEN ? AND ? ORDER BY record, id", first, last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make(map[int64][]entry, len(ns))
	for rows.Next() {
		var record, id int64
		var body sql.RawBytes
		if err := rows.Scan(&record, &id, &body); err != nil {
			return nil, err
		}
		if f.fresh != nil && !f.fresh(id) {
			continue
		}
		if _, ok := slices.BinarySearch(ns, record); !ok {
			continue
		}
		e, err := f.decode(id, body)
		if err != nil {
			return nil, err
		}
		out[record] = append(out[record], e)
	}
	return out, rows.Err()
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
		f.gone.add(n)
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

// addUp applies the new entries of a record to its state.
func (f *folding) addUp(s *sum) error {
	es := s.news
	s.state = journal.NewState()
	if f.fresh != nil && !s.isNew {
		var err error
		if s.state, err = f.view.state(s.row); err != nil {
			return err
		}
		if s.old, err = f.view.state(s.row); err != nil {
			return err
		}
	}
	s.wrote = make(map[journal.OpID]model.Value, 2*len(es))
	for _, e := range es {
		s.state.Add(e.stream, e.seq, &e.Entry)
		for i, o := range e.Ops {
			s.wrote[journal.OpID{Stream: e.stream, Seq: e.seq, Index: uint32(i)}] = o.Value
		}
	}
	var failed error
	present := func(op journal.OpID) bool {
		if _, ok := s.wrote[op]; ok {
			return true
		}
		there, err := f.isHere(op)
		failed = errors.Join(failed, err)
		return there
	}
	for _, e := range es {
		s.state.Mark(&e.Entry, present)
	}
	return failed
}

// isHere reports whether the entry of an op is in the journal, and makes its
// stream known by a number, since the state of a record names it.
func (f *folding) isHere(op journal.OpID) (bool, error) {
	n := int64(f.db.streams.number(op.Stream))
	if n == 0 {
		_, err := f.insertStream(op.Stream, "", 0, journal.First(op.Stream), nil, [16]byte{})
		return false, err
	}
	var one int
	err := f.q.QueryRowContext(f.ctx, "SELECT 1 FROM entry WHERE id = ?", entryID(n, op.Seq)).Scan(&one)
	return err == nil, orNone(err)
}

// purge takes the values out of the journal that were ordered out, and bytes.
func (f *folding) purge(s *sum) error {
	for _, op := range s.state.Purged() {
		done, err := f.erase(s.record.ID, op)
		if err != nil {
			return err
		}
		if done {
			f.whole.add(s.n)
			delete(s.wrote, op)
		}
		if err := f.missesNothing(s.state, op); err != nil {
			return err
		}
	}
	for _, e := range s.news {
		for _, o := range e.Ops {
			if o.Field != journal.PurgedBytes {
				continue
			}
			if err := f.purgeBytes(o.Value.Text()); err != nil {
				return err
			}
		}
	}
	return nil
}

// missesNothing takes an entry off the list of those that are not whole when
// all that it lacks was ordered out.
func (f *folding) missesNothing(state *journal.State, op journal.OpID) error {
	id := entryID(int64(f.db.streams.number(op.Stream)), op.Seq)
	es, err := f.entries(f.ctx, "SELECT id, body FROM entry WHERE id = ? AND id IN (SELECT id FROM bare)", id)
	if err != nil || len(es) == 0 {
		return err
	}
	for i, o := range es[0].Ops {
		if o.Erased != nil && !state.IsPurged(journal.OpID{Stream: op.Stream, Seq: op.Seq, Index: uint32(i)}) {
			return nil
		}
	}
	_, err = f.exec("DELETE FROM bare WHERE id = ?", id)
	return err
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
		head := s.state.Heads(field)[0].Op
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
	hs := old.Heads(field)
	return len(hs) > 0 && hs[0].Op == op
}

// conflicts gives the fields that hold different values, with how many; a
// disputed delete counts as one.
func (f *folding) conflicts(s *sum) (map[string]int, error) {
	return f.conflictsOf(s.state, func(op journal.OpID) (model.Value, error) {
		if v, ok := s.wrote[op]; ok {
			return v, nil
		}
		return f.valueOf(op)
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
	if s.kind != nil {
		args, err := f.db.tables[s.kind.Name].arguments(s.n, values)
		if err != nil {
			return err
		}
		if _, err := f.exec(f.db.tables[s.kind.Name].upsert, args...); err != nil {
			return err
		}
		if err := f.projectLinks(s.n, s.kind, r, differing(s.before, values)); err != nil {
			return err
		}
		if label, folded, err = f.describe(f.ctx, s.kind, r); err != nil {
			return err
		}
		f.customs = f.customs || s.kind.Name == "term" || s.kind.Name == "field"
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
	_, err := f.exec("UPDATE record SET deleted = ?, label = ?, folded = ?, updated = max(updated, ?), state = ? WHERE n = ?",
		r.Deleted, label, folded, updated, s.state.Encode(f.db.streams.number), s.n)
	s.record.Deleted, s.record.Values = r.Deleted, values
	return err
}

func newest(es []entry) (at int64) {
	for _, e := range es {
		at = max(at, e.At.UnixMilli())
	}
	return at
}

// unsettle notes whose names have to be renewed since this record changed.
func (f *folding) unsettle(s *sum, now model.Record) error {
	was := model.Record{Kind: now.Kind, Values: s.before}
	switch s.kind.Name {
	case "person":
		return f.casesOfPerson(now.ID)
	case "participant":
		return errors.Join(f.note(&f.cases, was.Ref("case")), f.note(&f.cases, now.Ref("case")))
	}
	parent := f.db.base.Kind(s.kind.ParentKind())
	if parent == nil || parent.Names != s.kind.Name {
		return nil
	}
	for _, id := range []model.ID{was.Ref(s.kind.Parent), now.Ref(s.kind.Parent)} {
		if err := f.note(&f.named, id); err != nil {
			return err
		}
		if parent.Name == "person" {
			if err := f.casesOfPerson(id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *folding) note(in *bitset, id model.ID) error {
	if id.IsZero() {
		return nil
	}
	var n int64
	err := f.q.QueryRowContext(f.ctx, "SELECT n FROM record WHERE id = ?", id[:]).Scan(&n)
	if err == nil {
		in.add(n)
	}
	return orNone(err)
}

func (f *folding) casesOfPerson(id model.ID) error {
	if id.IsZero() {
		return nil
	}
	rows, err := f.q.QueryContext(f.ctx, `SELECT c.n FROM link p JOIN link l ON l.source = p.source AND l.field = 'case'
		JOIN record c ON c.id = l.target WHERE p.target = ? AND p.field = 'person'`, id[:])
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
		f.cases.add(n)
	}
	return rows.Err()
}

// remove takes the rows of a record away of which no entry is left.
func (f *folding) remove(s *sum) error {
	if s.kind != nil {
		if err := f.unsettle(s, model.Record{Kind: s.kind.Name}); err != nil {
			return err
		}
		if _, err := f.exec("DELETE FROM "+ident(s.kind.Name)+" WHERE n = ?", s.n); err != nil {
			return err
		}
	}
	for _, q := range []string{"link WHERE source", "conflict WHERE record", "news WHERE record", "record WHERE n"} {
		if _, err := f.exec("DELETE FROM "+q+" = ?", s.n); err != nil {
			return err
		}
	}
	if f.report != nil {
		f.report.Deleted++
	}
	return nil
}

// erase takes one value of a record out of the journal; done is false when it is
// not here, was taken out before, or is another record's, which no order of this
// one can reach.
func (t *Tx) erase(record model.ID, op journal.OpID) (done bool, err error) {
	id := entryID(int64(t.db.streams.number(op.Stream)), op.Seq)
	var body []byte
	err = t.q.QueryRowContext(t.ctx, "SELECT body FROM entry WHERE id = ?", id).Scan(&body)
	if err != nil {
		return false, orNone(err)
	}
	e, _, err := journal.Decode(op.Stream, body)
	if err != nil {
		return false, fmt.Errorf("%w: entry %d", ErrDamaged, id)
	}
	if e.Record != record || int(op.Index) >= len(e.Ops) || e.Ops[op.Index].Erased != nil || journal.IsRegister(e.Ops[op.Index].Field) {
		return false, nil
	}
	if body, err = journal.Erase(op.Stream, body, int(op.Index)); err != nil {
		return false, err
	}
	_, err = t.exec("UPDATE entry SET body = ? WHERE id = ?", body, id)
	return err == nil, err
}

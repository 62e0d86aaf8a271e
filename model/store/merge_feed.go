package store

import (
	"errors"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// foldedAtOnce is of how many records the rows are read at one go: a query for
// each would take as long as the adding up.
const foldedAtOnce = 64

// batch is records near each other, with their entries.
type batch struct {
	ns   []int64
	es   map[int64][]entry
	free [][]entry // room of records that were added up
}

// room gives where the entries of one more record can be put.
func (b *batch) room() []entry {
	n := len(b.free)
	if n == 0 {
		return make([]entry, 0, 16)
	}
	es := b.free[n-1]
	b.free = b.free[:n-1]
	return es
}

// empty makes it ready for other records. Nothing of an entry is kept by what
// added it up but its values.
func (b *batch) empty() {
	for _, n := range b.ns {
		if es := b.es[n]; cap(es) <= 64 {
			clear(es)
			b.free = append(b.free, es[:0])
		}
	}
	b.ns = b.ns[:0]
	clear(b.es)
}

func (b *batch) add(n int64, es []entry) {
	b.ns = append(b.ns, n)
	b.es[n] = es
}

// full reports whether a record is not to be read together with those there.
func (b *batch) full(n int64) bool {
	return len(b.ns) == foldedAtOnce || len(b.ns) > 0 && n > b.ns[0]+2*foldedAtOnce
}

// foldSorted adds up the records to which entries came, as they lie in the
// sorter.
func (f *folding) foldSorted(s *sorter) error {
	b := &batch{es: map[int64][]entry{}}
	var of int64
	var es []entry
	flush := func(next int64) error {
		if of != 0 {
			b.add(of, es)
		}
		if next == 0 || b.full(next) {
			if err := f.addUpBatch(b); err != nil {
				return err
			}
			b.empty()
			f.decoder.Reset()
		}
		of, es = next, b.room()
		return nil
	}
	err := s.each(func(record, id int64, body []byte) error {
		if stands, err := f.stands(record, id, body); err != nil || !stands {
			return err // its run was taken back
		}
		if record != of {
			if err := flush(record); err != nil {
				return err
			}
		}
		e, err := f.decode(&f.decoder, id, body)
		es = append(es, e)
		return err
	})
	if err != nil {
		return err
	}
	if err := flush(0); err != nil || !f.alone {
		return err
	}
	if err := f.rows.flush(f.Tx); err != nil {
		return err
	}
	return f.outdateAll()
}

// outdateAll notes that the words of every record have to be read.
func (f *folding) outdateAll() error {
	_, err := f.exec("INSERT OR IGNORE INTO stale SELECT n << 1 FROM record")
	return err
}

// stands reports whether an entry as it lies in the sorter came by this merge.
func (f *folding) stands(record, id int64, body []byte) (bool, error) {
	if !f.fresh(id) {
		return false, nil
	}
	if !slices.ContainsFunc(f.doubt, func(s span) bool { return s.first <= id && id <= s.last }) {
		return true, nil
	}
	var one int
	err := f.q.QueryRowContext(f.ctx, "SELECT 1 FROM entry WHERE id = ? AND record = ? AND body = ?", id, record, body).Scan(&one)
	return err == nil, orNone(err)
}

// anew adds up records from all of their entries, and renews names.
func (f *folding) anew(records bitset) error {
	if err := f.foldAnew(records); err != nil {
		return err
	}
	return f.renew()
}

// foldAnew adds up records from all of their entries.
func (f *folding) foldAnew(records bitset) error {
	b := &batch{es: map[int64][]entry{}}
	flush := func() error {
		if len(b.ns) == 0 {
			return nil
		}
		if err := f.readEntries(b); err != nil {
			return err
		}
		err := f.addUpBatch(b)
		b = &batch{es: map[int64][]entry{}}
		return err
	}
	err := records.each(func(n int64) error {
		if b.full(n) {
			if err := flush(); err != nil {
				return err
			}
		}
		b.ns = append(b.ns, n)
		return nil
	})
	if err != nil {
		return err
	}
	return flush()
}

// refill adds up the records of whose entries only values came: of all others
// the new entries lay in the sorter.
func (f *folding) refill(records bitset) error {
	b := &batch{es: map[int64][]entry{}}
	err := records.each(func(n int64) error {
		if f.seen.has(n) {
			return nil
		}
		if b.full(n) {
			if err := f.addUpBatch(b); err != nil {
				return err
			}
			b = &batch{es: map[int64][]entry{}}
		}
		b.ns = append(b.ns, n)
		return nil
	})
	if err != nil {
		return err
	}
	return f.addUpBatch(b)
}

// readEntries reads the entries of the records of a batch from the journal.
func (f *folding) readEntries(b *batch) error {
	rows, err := f.q.QueryContext(f.ctx, "SELECT record, id, body FROM entry WHERE record BETWEEN ? AND ? ORDER BY record, id",
		b.ns[0], b.ns[len(b.ns)-1])
	if err != nil {
		return err
	}
	defer rows.Close()
	var d journal.Decoder
	for rows.Next() {
		var record, id int64
		var body []byte
		if err := rows.Scan(&record, &id, &body); err != nil {
			return err
		}
		if _, ok := slices.BinarySearch(b.ns, record); !ok {
			continue
		}
		e, err := f.decode(&d, id, body)
		if err != nil {
			return err
		}
		b.es[record] = append(b.es[record], e)
	}
	return rows.Err()
}

// addUpBatch adds up the records of a batch. Of one that was made just now
// everything is known that its row says.
func (f *folding) addUpBatch(b *batch) error {
	if len(b.ns) == 0 {
		return nil
	}
	rows := map[int64]row{}
	if slices.ContainsFunc(b.ns, func(n int64) bool { return !f.made.has(n) }) {
		heads, err := f.heads(f.ctx, chooseRecord+"n BETWEEN ? AND ?", b.ns[0], b.ns[len(b.ns)-1])
		if err != nil {
			return err
		}
		for _, r := range heads {
			rows[r.n] = r
		}
	}
	for _, n := range b.ns {
		r, there := rows[n]
		if f.made.has(n) {
			e := b.es[n][0]
			r, there = row{n: n, record: model.Record{ID: e.Record, Kind: e.Kind}}, true
		}
		if !there {
			continue
		}
		f.seen.add(n)
		if err := f.record(r, b.es[n]); err != nil {
			return err
		}
		if err := f.tick(); err != nil {
			return err
		}
	}
	return nil
}

// addUp applies the new entries of a record to its state.
func (f *folding) addUp(s *sum) error {
	es := s.news
	s.state = f.emptyState()
	if f.fresh != nil && !s.isNew {
		var err error
		if s.state, err = f.view.state(s.row); err != nil {
			return err
		}
		if s.old, err = f.view.state(s.row); err != nil {
			return err
		}
	}
	if clear(f.wrote); f.wrote == nil || f.most > usedAgain || len(es) > usedAgain { // an emptied map stays as large as it was
		f.wrote = make(map[journal.OpID]model.Value, 2*len(es))
	}
	s.wrote, f.most = f.wrote, len(es)
	for i := range es {
		e := &es[i]
		f.foretold = f.foretold || f.foretells(&e.Entry)
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
		there, err := f.isHere(s.n, op)
		failed = errors.Join(failed, err)
		return there
	}
	for i := range es {
		s.state.Mark(&es[i].Entry, present)
	}
	for _, op := range s.state.Purged() { // the order may be here before anything of that stream
		if f.db.streams.number(op.Stream) == 0 {
			present(op)
		}
	}
	return failed
}

// usedAgain is how many entries of a record there are at most for whose sum the
// room of the record before is used.
const usedAgain = 256

// emptyState gives a state without entries, in the room of that of the record
// before.
func (f *folding) emptyState() *journal.State {
	if f.state == nil {
		f.state = journal.NewState()
	}
	f.state.Reset()
	return f.state
}

// isHere reports whether the entry of an op of the record is in the journal, and
// makes its stream known by a number, since the state of a record names it. An op
// of another record never comes, whichever of the two entries was first.
func (f *folding) isHere(record int64, op journal.OpID) (bool, error) {
	n := int64(f.db.streams.number(op.Stream))
	if n == 0 {
		_, err := f.insertStream(op.Stream, "", 0, journal.First(op.Stream), nil, [16]byte{})
		return false, err
	}
	var one int
	err := f.q.QueryRowContext(f.ctx, "SELECT 1 FROM entry WHERE id = ? AND record = ?", entryID(n, op.Seq), record).Scan(&one)
	return err == nil, orNone(err)
}

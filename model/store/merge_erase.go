package store

import (
	"fmt"

	"guvoh/model"
	"guvoh/model/journal"
)

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
			here, err := f.purgeBytes(o.Value.Text())
			if err != nil {
				return err
			}
			s.lost = s.lost || here
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
	t.erased = true
	return err == nil, err
}

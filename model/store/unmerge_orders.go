package store

import (
	"slices"

	"guvoh/model/journal"
)

// Orders to remove something for good stay when their merge is taken back. The
// values are gone here, and cannot be had back; without the order nobody could say
// why, and a copy that still has them would bring them back into the files that
// they were ordered out of.

// orders reports whether an entry does nothing but order something out.
func (x *taken) orders() bool {
	return len(x.entry.Ops) > 0 && !slices.ContainsFunc(x.entry.Ops, func(o journal.Op) bool {
		return o.Field != journal.Purged && o.Field != journal.PurgedBytes
	})
}

// orders keeps orders, but for those of records of which nothing else is here:
// what came by merges that were all taken back goes whole, or a false record could
// hold the place of somebody's true one for ever (see [streaming.fits]). When the
// record comes again, it comes with its orders.
func (u *unmerging) orders() error {
	gone := map[int64]bool{}
	err := u.touched.each(func(record int64) error {
		all, err := u.onlyOrders(record)
		for _, x := range all {
			gone[x.id] = true
			if err := u.drop(x); err != nil {
				return err
			}
		}
		return err
	})
	u.kept = slices.DeleteFunc(u.kept, func(id int64) bool { return gone[id] })
	return err
}

// onlyOrders gives the entries of a record if all of them are orders that came by
// merges which were taken back.
func (u *unmerging) onlyOrders(record int64) (all []taken, err error) {
	rows, err := u.q.QueryContext(u.ctx, `SELECT e.id, e.body, e.hash, EXISTS (SELECT 1 FROM arrival a JOIN merge m ON m.n = a.merge
		WHERE e.id BETWEEN a.first AND a.last AND m.undone IS NOT NULL) FROM entry e WHERE e.record = ? ORDER BY e.id`, record)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		x := taken{record: record}
		var body []byte
		var undone bool
		if err := rows.Scan(&x.id, &body, &x.hash, &undone); err != nil || !undone {
			return nil, err
		}
		if err := x.read(u.db, body); err != nil || !x.orders() {
			return nil, err
		}
		all = append(all, x)
	}
	return all, rows.Err()
}

// lose notes what an entry had ordered out that goes itself.
func (u *unmerging) lose(x taken) {
	for _, o := range x.entry.Ops {
		switch o.Field {
		case journal.Purged:
			for _, p := range o.Preds {
				u.lost = append(u.lost, p.Op)
			}
		case journal.PurgedBytes:
			if u.bytes == nil {
				u.bytes = map[string]bool{}
			}
			u.bytes[o.Value.Text()] = true
		}
	}
}

// missWhatIsLost puts entries of which a value is gone that is not ordered out any
// more on the list of those that are not whole: a copy that has the value brings it.
func (u *unmerging) missWhatIsLost() error {
	for _, op := range u.lost {
		es, err := u.entries(u.ctx, "SELECT id, body FROM entry WHERE id = ?", entryID(int64(u.db.streams.number(op.Stream)), op.Seq))
		if err != nil {
			return err
		}
		for _, e := range es {
			if int(op.Index) >= len(e.Ops) || e.Ops[op.Index].Erased == nil {
				continue
			}
			r, err := u.row(u.ctx, e.Record)
			if err != nil {
				return err
			}
			state, err := u.view.state(r)
			if err != nil {
				return err
			}
			if state.IsPurged(op) {
				continue
			}
			if err := u.notWhole(e.id); err != nil {
				return err
			}
		}
	}
	return nil
}

// notWhole puts an entry on the list of those that lack something.
func (u *unmerging) notWhole(id int64) error {
	x := taken{id: id}
	var body []byte
	if err := u.q.QueryRowContext(u.ctx, "SELECT body, hash FROM entry WHERE id = ?", id).Scan(&body, &x.hash); err != nil {
		return err
	}
	if err := x.read(u.db, body); err != nil {
		return err
	}
	_, err := u.exec("INSERT OR IGNORE INTO bare VALUES(?, ?, ?, 0)", id, x.committed, x.hash)
	return err
}

// forgetBytes forgets that bytes were ordered out when nobody orders that any more
// and no evidence is here whose bytes they are.
func (u *unmerging) forgetBytes() error {
	for sha := range u.bytes {
		named, err := u.evidenceOf(u.ctx, sha)
		if err != nil {
			return err
		}
		es, err := u.entries(u.ctx, `SELECT e.id, e.body FROM entry e JOIN record r ON r.n = e.record
			WHERE r.kind = 'evidence' AND instr(e.body, CAST(? AS BLOB)) > 0`, sha)
		if err != nil {
			return err
		}
		ordered := slices.ContainsFunc(es, func(e entry) bool {
			return slices.ContainsFunc(e.Ops, func(o journal.Op) bool { return o.Field == journal.PurgedBytes && o.Value.Text() == sha })
		})
		if ordered || len(named) > 0 {
			continue
		}
		if _, err := u.exec("DELETE FROM absent WHERE sha256 = unhex(?) AND reason = ?", sha, bytesPurged); err != nil {
			return err
		}
	}
	return nil
}

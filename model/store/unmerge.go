package store

import (
	"context"
	"encoding/hex"

	"guvoh/model/journal"
)

// Unmerge takes a merge back: what came by it is here no more, as if it had been
// left out, and comes again when somebody asks for it ([Choice].Again). What was
// written here since stays. It is not told to others: their work is theirs. What
// a merge purged stays gone, and the order stays; see [unmerging.orders]. It fails
// with [ErrNotFound] when there was no such merge or it was taken back before.
func (db *DB) Unmerge(ctx context.Context, n int64, step func(done, total int)) (MergeReport, error) {
	if db.opts.ReadOnly {
		return MergeReport{}, ErrReadOnly
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	var report MergeReport
	err := db.bulk(ctx, true, "unmerge", func(t *Tx) error {
		u := &unmerging{Tx: t, merge: n, report: MergeReport{Merge: n, At: t.now}, step: step}
		err := u.run()
		report = u.report
		return err
	})
	if err != nil {
		return MergeReport{}, err
	}
	db.undo, db.redo = nil, nil
	return report, db.loadUndo(ctx)
}

// unmerging is one merge while it is being taken back.
type unmerging struct {
	*Tx
	merge       int64
	report      MergeReport
	step        func(done, total int)
	done, total int
	touched     bitset

	kept  []int64         // orders to remove that stay
	lost  []journal.OpID  // values of which the order goes: of an entry that said more than that
	bytes map[string]bool // bytes of which the order goes, by their SHA-256
}

func (u *unmerging) run() error {
	res, err := u.exec("UPDATE merge SET undone = ? WHERE n = ? AND undone IS NULL", u.now.UnixMilli(), u.merge)
	if err != nil {
		return err
	}
	if k, err := res.RowsAffected(); err != nil || k == 0 {
		return ErrNotFound
	}
	spans, err := u.spans()
	if err != nil {
		return err
	}
	for _, s := range spans {
		u.total += int(s.last - s.first + 1)
	}
	for _, s := range spans {
		for at := s.first; at <= s.last; at += linksAtOnce {
			if err := u.bare(at, min(s.last, at+linksAtOnce-1)); err != nil {
				return err
			}
		}
	}
	if err := u.orders(); err != nil {
		return err
	}
	if _, err := u.exec("DELETE FROM action WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.action = action.n)"); err != nil {
		return err
	}
	f := &folding{Tx: u.Tx, report: &u.report, tick: func() error { return u.ctx.Err() }}
	if err := f.anew(u.touched); err != nil {
		return err
	}
	u.custom = u.custom || f.customs
	for _, then := range []func() error{u.missWhatIsLost, u.dropBytes, u.forgetBytes, f.list} {
		if err := then(); err != nil {
			return err
		}
	}
	for _, q := range []string{"arrival", "news"} {
		if _, err := u.exec("DELETE FROM "+q+" WHERE merge = ?", u.merge); err != nil {
			return err
		}
	}
	for _, id := range u.kept { // they are nobody's here, and not for us to undo
		if _, err := u.exec("INSERT INTO arrival VALUES(?, ?, ?)", u.merge, id, id); err != nil {
			return err
		}
	}
	return nil
}

func (u *unmerging) spans() ([]span, error) {
	rows, err := u.q.QueryContext(u.ctx, "SELECT first, last FROM arrival WHERE merge = ? ORDER BY first", u.merge)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []span
	for rows.Next() {
		var s span
		if err := rows.Scan(&s.first, &s.last); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// bare leaves of entries only what proves that they were there; of orders to
// remove something for good that is not decided yet.
func (u *unmerging) bare(first, last int64) error {
	rows, err := u.q.QueryContext(u.ctx, "SELECT id, record, body, hash FROM entry WHERE id BETWEEN ? AND ? ORDER BY id", first, last)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []taken
	for rows.Next() {
		var x taken
		var body []byte
		if err := rows.Scan(&x.id, &x.record, &body, &x.hash); err != nil {
			return err
		}
		if err := x.read(u.db, body); err != nil {
			return err
		}
		all = append(all, x)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	for _, x := range all {
		if x.orders() {
			u.kept = append(u.kept, x.id)
		} else if err := u.drop(x); err != nil {
			return err
		}
		u.touched.add(x.record)
	}
	if u.done += len(all); u.step != nil {
		u.step(u.done, u.total)
	}
	return u.ctx.Err()
}

// taken is an entry while its merge is taken back.
type taken struct {
	id, record      int64
	entry           journal.Entry
	committed, hash []byte
}

func (x *taken) read(db *DB, body []byte) error {
	n, _ := splitEntryID(x.id)
	stream, _ := db.streams.id(uint64(n))
	e, committed, err := journal.Decode(stream, body)
	if err != nil {
		return ErrDamaged
	}
	x.entry, x.committed = e, committed[:]
	return nil
}

// drop leaves of an entry its commitment.
func (u *unmerging) drop(x taken) error {
	if _, err := u.exec("INSERT OR REPLACE INTO bare VALUES(?, ?, ?, 1)", x.id, x.committed, x.hash); err != nil {
		return err
	}
	if _, err := u.exec("DELETE FROM entry WHERE id = ?", x.id); err != nil {
		return err
	}
	u.lose(x)
	u.report.Entries++
	u.erased = true
	return nil
}

// dropBytes takes the attachments away that came by the merge and that no record
// names any more.
func (u *unmerging) dropBytes() error {
	rows, err := u.q.QueryContext(u.ctx, `SELECT a.n, a.sha256 FROM arrived_bytes b JOIN attachment a ON a.n = b.attachment
		WHERE b.merge = ?`, u.merge)
	if err != nil {
		return err
	}
	type bytes struct {
		n   int64
		sum []byte
	}
	var all []bytes
	for rows.Next() {
		var b bytes
		if err := rows.Scan(&b.n, &b.sum); err != nil {
			rows.Close()
			return err
		}
		all = append(all, b)
	}
	rows.Close()
	if err := rows.Err(); err != nil {
		return err
	}
	for _, b := range all {
		named, err := u.evidenceOf(u.ctx, hex.EncodeToString(b.sum))
		if err != nil {
			return err
		}
		if len(named) > 0 {
			continue
		}
		if err := u.dropPassages(b.n); err != nil {
			return err
		}
		for _, q := range []string{"chunk WHERE attachment", "attachment WHERE n"} {
			if _, err := u.exec("DELETE FROM "+q+" = ?", b.n); err != nil {
				return err
			}
		}
	}
	_, err = u.exec("DELETE FROM arrived_bytes WHERE merge = ?", u.merge)
	return err
}

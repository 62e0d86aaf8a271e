package store

import (
	"context"
	"encoding/hex"

	"guvoh/model/journal"
)

// Unmerge takes a merge back: what came by it is here no more, as if it had been
// left out, and comes again when somebody asks for it ([Choice].Again). What was
// written here since stays. It is not told to others: their work is theirs. What
// a merge purged stays gone. It fails with [ErrNotFound] when there was no such
// merge or it was taken back before.
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
	if _, err := u.exec("DELETE FROM action WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.action = action.n)"); err != nil {
		return err
	}
	f := &folding{Tx: u.Tx, report: &u.report, tick: func() error { return u.ctx.Err() }}
	if err := f.anew(u.touched); err != nil {
		return err
	}
	u.custom = u.custom || f.customs
	if err := u.dropBytes(); err != nil {
		return err
	}
	if err := f.list(); err != nil {
		return err
	}
	for _, q := range []string{"arrival", "news"} {
		if _, err := u.exec("DELETE FROM "+q+" WHERE merge = ?", u.merge); err != nil {
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

// bare leaves of entries only what proves that they were there.
func (u *unmerging) bare(first, last int64) error {
	rows, err := u.q.QueryContext(u.ctx, "SELECT id, record, body, hash FROM entry WHERE id BETWEEN ? AND ? ORDER BY id", first, last)
	if err != nil {
		return err
	}
	type bare struct {
		id              int64
		committed, hash []byte
	}
	var out []bare
	for rows.Next() {
		var b bare
		var record int64
		var body []byte
		if err := rows.Scan(&b.id, &record, &body, &b.hash); err != nil {
			rows.Close()
			return err
		}
		n, _ := splitEntryID(b.id)
		stream, _ := u.db.streams.id(uint64(n))
		_, committed, err := journal.Decode(stream, body)
		if err != nil {
			rows.Close()
			return ErrDamaged
		}
		b.committed = committed[:]
		out = append(out, b)
		u.touched.add(record)
	}
	rows.Close()
	if err := rows.Err(); err != nil {
		return err
	}
	for _, b := range out {
		if _, err := u.exec("INSERT OR REPLACE INTO bare VALUES(?, ?, ?, 1)", b.id, b.committed, b.hash); err != nil {
			return err
		}
		if _, err := u.exec("DELETE FROM entry WHERE id = ?", b.id); err != nil {
			return err
		}
		u.report.Entries++
		u.erased = true
	}
	if u.done += len(out); u.step != nil {
		u.step(u.done, u.total)
	}
	return u.ctx.Err()
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

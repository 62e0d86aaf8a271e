package store

import (
	"context"
	"errors"
	"strconv"

	"guvoh/model"
	"guvoh/model/journal"
)

// ErrNothingToPurge says that a field never held anything.
var ErrNothingToPurge = errors.New("there is nothing to remove")

// Purge orders every value that a field of a record ever held, as far as it is
// known here, out of this file and out of every copy that the order reaches by
// a merge; of all fields when field is "". The journal's chain still holds: a
// commitment stands in the place of each value. It cannot be undone. The bytes of
// evidence go with its SHA-256. reason is kept, and must not name anybody. It fails with [ErrNothingToPurge].
//
// Not reached are copies that are never merged with this one again, backups,
// what was printed or given out, and words that stand elsewhere in the record.
func (t *Tx) Purge(id model.ID, field, reason string) error {
	r, err := t.row(t.ctx, id)
	if err != nil {
		return err
	}
	es, err := t.entries(t.ctx, "SELECT id, body FROM entry WHERE record = ? ORDER BY id", r.n)
	if err != nil {
		return err
	}
	order := journal.Op{Field: journal.Purged, Value: model.TextValue(reason)}
	for _, e := range es {
		for i, o := range e.Ops {
			if journal.IsRegister(o.Field) || field != "" && o.Field != field || o.Value == "" {
				continue
			}
			op := journal.OpID{Stream: e.stream, Seq: e.seq, Index: uint32(i)}
			order.Preds = append(order.Preds, journal.Pred{Op: op, Rel: journal.Purges})
		}
	}
	if len(order.Preds) == 0 {
		return ErrNothingToPurge
	}
	if sha := r.record.Text("sha256"); r.record.Kind == "evidence" && sha != "" && (field == "" || field == "sha256") {
		// Without its SHA-256 nobody could name the bytes any more.
		return t.order(r, journal.Op{Field: journal.PurgedBytes, Value: model.TextValue(sha)}, order)
	}
	return t.order(r, order)
}

// PurgeBytes does so with the bytes of a piece of evidence. Its SHA-256 stays:
// it proves what was there, and tells nothing of it.
func (t *Tx) PurgeBytes(evidence model.ID, reason string) error {
	r, err := t.row(t.ctx, evidence)
	if err != nil {
		return err
	}
	sha := r.record.Text("sha256")
	if r.record.Kind != "evidence" || sha == "" {
		return ErrNothingToPurge
	}
	return t.order(r, journal.Op{Field: journal.PurgedBytes, Value: model.TextValue(sha)},
		journal.Op{Field: journal.Purged, Value: model.TextValue(reason)})
}

// order writes an order of removal into the journal and carries it out here.
func (t *Tx) order(r row, ops ...journal.Op) error {
	if _, again := t.before[r.record.ID]; !again {
		t.before[r.record.ID] = r.record
	}
	if err := t.begin(); err != nil {
		return err
	}
	state, err := t.view.state(r)
	if err != nil {
		return err
	}
	e := &journal.Entry{
		Action: t.action, Verb: t.verb, Of: t.of, At: t.now, Record: r.record.ID, Kind: r.record.Kind, Ops: ops,
	}
	if err := t.append(r.n, e, state); err != nil {
		return err
	}
	if _, err := t.exec("UPDATE record SET state = ?, updated = ? WHERE n = ?", state.Encode(t.db.streams.number), t.now.UnixMilli(), r.n); err != nil {
		return err
	}
	for _, o := range ops {
		if o.Field != journal.PurgedBytes {
			continue
		}
		if _, err := t.purgeBytes(o.Value.Text()); err != nil {
			return err
		}
	}
	if _, err := t.exec("DELETE FROM draft WHERE record = ?", r.record.ID[:]); err != nil {
		return err
	}
	t.touched[r.record.ID] = r.record.Kind
	return t.refold(r.n)
}

// refold adds a record up anew from all of its entries.
func (t *Tx) refold(n int64) error {
	f := &folding{Tx: t, tick: func() error { return nil }}
	var one bitset
	one.add(n)
	err := f.anew(one)
	t.custom = t.custom || f.customs
	return err
}

// Purged gives the fields of a record of which values were ordered out, with
// who ordered it: the reason is the claim's value. The register
// journal.PurgedBytes stands for the bytes of evidence.
func (db *DB) Purged(ctx context.Context, id model.ID) (map[string]Claim, error) {
	v := db.view()
	r, err := v.row(ctx, id)
	if err != nil {
		return nil, err
	}
	es, err := v.entries(ctx, "SELECT id, body FROM entry WHERE record = ? ORDER BY id", r.n)
	if err != nil {
		return nil, err
	}
	field := map[journal.OpID]string{}
	for _, e := range es {
		for i, o := range e.Ops {
			field[journal.OpID{Stream: e.stream, Seq: e.seq, Index: uint32(i)}] = o.Field
		}
	}
	out := map[string]Claim{}
	for _, e := range es {
		for i, o := range e.Ops {
			c := Claim{
				Field: o.Field, Value: o.Value, Author: v.authorOf(e.id >> seqBits), At: e.At, Verb: e.Verb,
				Op: journal.OpID{Stream: e.stream, Seq: e.seq, Index: uint32(i)},
			}
			switch o.Field {
			case journal.PurgedBytes:
				c.Value = ""
				for _, why := range e.Ops {
					if why.Field == journal.Purged {
						c.Value = why.Value
					}
				}
				out[journal.PurgedBytes] = c
			case journal.Purged:
				for _, p := range o.Preds {
					if f := field[p.Op]; f != "" {
						out[f] = c
					}
				}
			}
		}
	}
	return out, nil
}

// seenPurges is a setting: the newest merge of which somebody here has seen that
// it removed something for good.
const seenPurges = "purges seen"

// PurgesUnseen gives the first merge by a folder that removed something for good
// and that nobody here has looked at, and in how many records it and those after
// it did; 0 when there is none. A folder asks nobody before.
func (db *DB) PurgesUnseen(ctx context.Context) (merge int64, records int, err error) {
	if old, err := before(ctx, db.sql, "merge"); err != nil || old {
		return 0, 0, classify(err)
	}
	err = db.sql.QueryRowContext(ctx, `SELECT coalesce(min(n), 0), coalesce(sum(json_extract(report, '$.purged')), 0) FROM merge
		WHERE way = 'folder' AND json_extract(report, '$.purged') > 0
		AND n > coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = ?), 0)`, seenPurges).Scan(&merge, &records)
	return merge, records, classify(err)
}

// SeePurges says that somebody here has looked at what merges by a folder
// removed for good.
func (db *DB) SeePurges() error { return db.SetSetting(seenPurges, strconv.FormatInt(db.Merged(), 10)) }

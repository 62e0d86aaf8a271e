package store

import (
	"context"
	"database/sql"
	"errors"

	"guvoh/model"
	"guvoh/model/journal"
)

// mostQuarantined is how many entries of one stream are kept at a time: enough
// for a session of work, and too few to fill a disk.
const mostQuarantined = 5000

// A merge puts into quarantine no more than so many runs, and so many bytes of
// their entries: who sends anew what is refused must not fill the disk.
const (
	mostDoubted      = 1000
	mostDoubtedBytes = 64 << 20
)

// quarantine keeps what was not taken of a run, as it came. What is here and
// the same is no part of it.
func (w *streaming) quarantine(r journal.Run, no *distrust) error {
	w.theirs.Author = clipped(w.theirs.Author)
	q := Quarantined{Stream: w.theirs.ID, Reason: no.reason, From: no.seq}
	device := ""
	if w.theirs.Owned() || w.ours != nil && w.ours.Device != nil {
		device = string(w.device())
	}
	if err := w.db.known.load(w.ctx, w.db, w.q); err != nil {
		return err
	}
	q.Author = w.db.known.author(device, w.theirs.Author)
	if no.reason == Forged || no.reason == Malformed { // whoever made it, it was not proved to be them
		q.Author.Trust, q.Author.Name = Unverified, w.theirs.Author
	}
	if len(w.report.Quarantine) >= mostDoubted {
		r.Last = 0 // it is told, and not kept
	}
	for l, err := range w.src.Links(w.ctx, w.theirs.ID, max(no.seq, r.First), r.Last) {
		if err != nil {
			if w.ctx.Err() != nil {
				return err
			}
			break // what can be read of it is kept
		}
		if w.doubted += len(l.Body); q.Entries == mostQuarantined || w.doubted > mostDoubtedBytes {
			break
		}
		if l.Body == nil {
			continue
		}
		fresh, err := w.keepQuarantined(l, r, no.reason)
		if err != nil {
			return err
		}
		q.Entries++
		q.New = q.New || fresh
	}
	w.report.Quarantine = append(w.report.Quarantine, q)
	return nil
}

func (w *streaming) keepQuarantined(l journal.Link, r journal.Run, reason QuarantineReason) (fresh bool, err error) {
	var n int
	err = w.q.QueryRowContext(w.ctx, "SELECT count(*) FROM quarantine WHERE stream = ? AND seq = ? AND hash = ? AND body = ?",
		w.theirs.ID[:], int64(l.Seq), r.Hash[:], l.Body).Scan(&n)
	if err != nil || n > 0 {
		return false, err
	}
	var device any
	if w.theirs.Device != nil {
		device = []byte(w.theirs.Device)
	}
	_, err = w.exec("INSERT INTO quarantine(merge, stream, device, author, seq, body, hash, reason, at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
		w.number, w.theirs.ID[:], device, w.theirs.Author, int64(l.Seq), l.Body, r.Hash[:], string(reason), w.now.UnixMilli())
	return true, err
}

// Quarantine gives what is in quarantine and was not taken over, by stream, the
// newest first.
func (db *DB) Quarantine(ctx context.Context) ([]Quarantined, error) {
	if old, err := before(ctx, db.sql, "quarantine"); err != nil || old {
		return nil, classify(err)
	}
	rows, err := db.sql.QueryContext(ctx, `SELECT stream, device, author, reason, count(*), min(seq) FROM quarantine
		WHERE taken IS NULL GROUP BY stream, reason ORDER BY max(n) DESC`)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []Quarantined
	var devices []string
	for rows.Next() {
		var q Quarantined
		var stream, device []byte
		var from int64
		if err := rows.Scan(&stream, &device, &q.Author.Claimed, &q.Reason, &q.Entries, &from); err != nil {
			return nil, classify(err)
		}
		q.Stream, q.From = toID(stream), uint64(from)
		out, devices = append(out, q), append(devices, string(device))
	}
	if err := rows.Err(); err != nil {
		return nil, classify(err)
	}
	rows.Close()
	if err := db.known.load(ctx, db, db.sql); err != nil {
		return nil, classify(err)
	}
	for i := range out {
		q := &out[i]
		claimed := q.Author.Claimed
		q.Author = db.known.author(devices[i], claimed)
		if q.Reason != Forked && q.Reason != OtherKind { // of these the writer is proved
			q.Author.Name, q.Author.Trust = claimed, Unverified
		}
	}
	return out, nil
}

// quarantined reads the entries of a stream in quarantine that make sense.
func (v view) quarantined(ctx context.Context, stream model.ID) ([]entry, error) {
	rows, err := v.q.QueryContext(ctx, "SELECT seq, body FROM quarantine WHERE stream = ? AND taken IS NULL ORDER BY n", stream[:])
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []entry
	for rows.Next() {
		var seq int64
		var body []byte
		if err := rows.Scan(&seq, &body); err != nil {
			return nil, classify(err)
		}
		e, _, err := journal.Decode(stream, body)
		if err == nil {
			out = append(out, entry{Entry: e, id: seq, stream: stream, seq: uint64(seq)})
		}
	}
	return out, classify(rows.Err())
}

// QuarantinedChanges gives what the entries in quarantine say, as far as they
// can be read.
func (db *DB) QuarantinedChanges(ctx context.Context, stream model.ID) ([]Change, error) {
	es, err := db.view().quarantined(ctx, stream)
	if err != nil {
		return nil, err
	}
	var claimed string
	err = orNone(db.sql.QueryRowContext(ctx, "SELECT author FROM quarantine WHERE stream = ? LIMIT 1", stream[:]).Scan(&claimed))
	if err != nil {
		return nil, classify(err)
	}
	var out []Change
	for _, e := range es {
		for _, o := range e.Ops {
			out = append(out, Change{
				Action: e.Action, Verb: e.Verb, At: e.At, Author: claimed, By: Author{Name: claimed, Claimed: claimed, Trust: Unverified},
				Record: e.Record, Kind: e.Kind, Field: o.Field, To: o.Value, lamport: e.Lamport,
			})
		}
	}
	return out, nil
}

// TakeOver writes what is in quarantine of a stream anew, as one action of who
// sits here: beside what stands in a field already, as another value, never in
// its place, and beside a record of another kind as a record of its own. It fails
// with [ErrNotFound] when nothing of it makes sense.
func (db *DB) TakeOver(ctx context.Context, stream model.ID) (Changes, error) {
	return db.Do(ctx, "take_over", func(t *Tx) error {
		es, err := t.quarantined(t.ctx, stream)
		if err != nil {
			return err
		}
		taken, apart := 0, map[model.ID]model.ID{}
		for _, e := range es {
			m := merging{Tx: t}
			if !m.sensible(&e.Entry) || t.db.base.Kind(e.Kind) == nil {
				continue
			}
			if err := t.takeOver(e, apart); err != nil {
				return err
			}
			taken++
		}
		if taken == 0 {
			return ErrNotFound
		}
		_, err = t.exec("UPDATE quarantine SET taken = ? WHERE stream = ? AND taken IS NULL", t.now.UnixMilli(), stream[:])
		return err
	})
}

// takeOver writes one entry anew; apart are the ids of new records for those that
// are here as ones of another kind.
func (t *Tx) takeOver(e entry, apart map[model.ID]model.ID) error {
	r, err := t.row(t.ctx, e.Record)
	if errors.Is(err, ErrNotFound) {
		r, err = row{record: model.Record{ID: e.Record, Kind: e.Kind}}, nil
	}
	if err != nil {
		return err
	}
	if r.record.Kind != e.Kind {
		if apart[e.Record].IsZero() {
			apart[e.Record] = model.NewID()
		}
		e.Record = apart[e.Record]
		return t.takeOver(e, apart)
	}
	values := map[string]model.Value{}
	t.beside = map[string][]model.Value{}
	defer func() { t.beside = nil }()
	for _, o := range e.Ops {
		if journal.IsRegister(o.Field) || o.Erased != nil || o.Value == r.record.Get(o.Field) {
			continue
		}
		values[o.Field] = o.Value
		if shown := r.record.Get(o.Field); shown != "" {
			values[o.Field], t.beside[o.Field] = shown, []model.Value{o.Value}
		}
	}
	if len(values) == 0 {
		return nil
	}
	return t.write(r, values, "")
}

// DropQuarantined forgets what is in quarantine of a stream. It comes again with
// the next merge of a file that holds it.
func (db *DB) DropQuarantined(ctx context.Context, stream model.ID) error {
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	_, err := db.sql.ExecContext(ctx, "DELETE FROM quarantine WHERE stream = ?", stream[:])
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return classify(err)
}

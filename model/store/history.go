package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
)

// entry is a journal entry with where it stands in the file.
type entry struct {
	journal.Entry
	id     int64
	stream model.ID
	seq    uint64
}

func (v view) entries(ctx context.Context, query string, args ...any) ([]entry, error) {
	rows, err := v.q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var d journal.Decoder
	var out []entry
	for rows.Next() {
		var id int64
		var body []byte
		if err := rows.Scan(&id, &body); err != nil {
			return nil, classify(err)
		}
		e, err := v.decode(&d, id, body)
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, classify(rows.Err())
}

func (v view) decode(d *journal.Decoder, id int64, body []byte) (entry, error) {
	n, seq := splitEntryID(id)
	stream, ok := v.db.streams.id(uint64(n))
	if !ok {
		return entry{}, fmt.Errorf("%w: entry %d is of no stream", ErrDamaged, id)
	}
	e, err := d.Read(stream, body)
	if err != nil {
		return entry{}, fmt.Errorf("%w: entry %d: %w", ErrDamaged, id, err)
	}
	return entry{e, id, stream, seq}, nil
}

// valueOf gives the value that an op wrote; none when its entry is not here.
func (v view) valueOf(op journal.OpID) (model.Value, error) {
	id := entryID(int64(v.db.streams.number(op.Stream)), op.Seq)
	es, err := v.entries(context.Background(), "SELECT id, body FROM entry WHERE id = ?", id)
	if err != nil || len(es) == 0 || int(op.Index) >= len(es[0].Ops) {
		return "", err
	}
	return es[0].Ops[op.Index].Value, nil
}

// Change is one line of the history: one field of one record, from one value
// to another. Field is "" for the entry that made the record and
// [journal.Liveness] for a deletion or its return.
type Change struct {
	Action   model.ID
	Verb     string
	At       time.Time // as the writer's machine claimed
	Author   string
	By       Author // the same with how sure that is
	Record   model.ID
	Kind     string
	Field    string
	From, To model.Value
	// FromGone and ToGone say that the value was purged: it is not that there
	// was none. An order to purge is a change of the register [journal.Purged]
	// or [journal.PurgedBytes], the first with its reason as To.
	FromGone, ToGone bool
	Merge            int64 // by which merge it came; 0: it was written in this file
	lamport          uint64
	entry            int64
	op               journal.OpID
	preds            []journal.Pred
}

// History gives every change of the records, oldest first; of one field when
// field is not "".
func (db *DB) History(ctx context.Context, field string, ids ...model.ID) ([]Change, error) {
	v := db.view()
	var out []Change
	for _, id := range ids {
		r, err := v.row(ctx, id)
		if err != nil {
			return nil, err
		}
		es, err := v.entries(ctx, "SELECT id, body FROM entry WHERE record = ? ORDER BY id", r.n)
		if err != nil {
			return nil, err
		}
		out = append(out, db.changes(es, field)...)
	}
	slices.SortStableFunc(out, func(a, b Change) int { return int(a.lamport) - int(b.lamport) })
	return out, db.tellMerges(ctx, out)
}

// tellMerges says by which merge each change came.
func (db *DB) tellMerges(ctx context.Context, changes []Change) error {
	if old, err := before(ctx, db.sql, "arrival"); err != nil || old {
		return classify(err)
	}
	rows, err := db.sql.QueryContext(ctx, "SELECT merge, first, last FROM arrival")
	if err != nil {
		return classify(err)
	}
	defer rows.Close()
	came := map[int64]*intake{}
	for rows.Next() {
		var n int64
		var s span
		if err := rows.Scan(&n, &s.first, &s.last); err != nil {
			return classify(err)
		}
		if came[n] == nil {
			came[n] = &intake{}
		}
		came[n].spans = append(came[n].spans, s)
	}
	for n, in := range came {
		slices.SortFunc(in.spans, func(a, b span) int { return cmp.Compare(a.first, b.first) })
		for i := range changes {
			if in.has(changes[i].entry) {
				changes[i].Merge = n
			}
		}
	}
	return classify(rows.Err())
}

// changes reads the entries of one record as lines of its history.
func (db *DB) changes(es []entry, field string) []Change {
	slices.SortStableFunc(es, func(a, b entry) int { return int(a.Lamport) - int(b.Lamport) })
	values := map[journal.OpID]journal.Op{}
	var out []Change
	for i, e := range es {
		n, _ := splitEntryID(e.id)
		c := Change{
			Action: e.Action, Verb: e.Verb, At: e.At, Author: db.streams.author(n), By: db.view().authorOf(n),
			Record: e.Record, Kind: e.Kind, lamport: e.Lamport, entry: e.id,
		}
		if i == 0 && field == "" {
			out = append(out, c)
		}
		for k, o := range e.Ops {
			c.op, c.preds = journal.OpID{Stream: e.stream, Seq: e.seq, Index: uint32(k)}, o.Preds
			values[c.op] = o
			if field != "" && o.Field != field {
				continue
			}
			c.Field, c.From, c.To, c.FromGone, c.ToGone = o.Field, "", o.Value, false, o.Erased != nil
			for _, p := range o.Preds {
				if p.Rel == journal.Replaces {
					c.From, c.FromGone = values[p.Op].Value, values[p.Op].Erased != nil
					break
				}
			}
			out = append(out, c)
		}
	}
	return out
}

// Action is what a person did in one go.
type Action struct {
	ID      model.ID
	Verb    string
	At      time.Time // as the writer's machine claimed
	Author  string
	By      Author
	Of      model.ID // for undo and redo: the action taken back
	Entries int      // how many changes of records it made
}

// Actions gives the newest actions of the whole file, newest first, at most limit.
func (db *DB) Actions(ctx context.Context, limit int) ([]Action, error) {
	rows, err := db.sql.QueryContext(ctx, `SELECT id, verb, at, stream, of,
		(SELECT count(*) FROM entry WHERE action = a.n) FROM action a ORDER BY n DESC LIMIT ?`, limit)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []Action
	var by []int64
	for rows.Next() {
		var a Action
		var id, of []byte
		var at, stream int64
		if err := rows.Scan(&id, &a.Verb, &at, &stream, &of, &a.Entries); err != nil {
			return nil, classify(err)
		}
		a.ID, a.Of, a.At, a.Author = toID(id), toID(of), time.UnixMilli(at).UTC(), db.streams.author(stream)
		out, by = append(out, a), append(by, stream)
	}
	if err := rows.Err(); err != nil {
		return nil, classify(err)
	}
	rows.Close()
	for i := range out {
		out[i].By = db.view().authorOf(by[i])
	}
	return out, nil
}

// ActionRecords gives the records that an action wrote, in the order it did.
func (db *DB) ActionRecords(ctx context.Context, action model.ID) ([]model.ID, error) {
	return db.ids(ctx, `SELECT r.id FROM entry e JOIN action a ON a.n = e.action JOIN record r ON r.n = e.record
		WHERE a.id = ? GROUP BY r.id ORDER BY min(e.id)`, action[:])
}

// SetDraft keeps words that are still being typed, so that a crash loses at
// most what was typed since the last call, without a line of history for
// every second of typing. The next action that writes the field replaces it;
// a draft left over when a file is opened is journalled then.
func (db *DB) SetDraft(ctx context.Context, id model.ID, field string, v model.Value) error {
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	_, err := db.sql.ExecContext(ctx, `INSERT INTO draft VALUES(?, ?, ?)
		ON CONFLICT DO UPDATE SET value = excluded.value`, id[:], field, string(v))
	return classify(err)
}

// Typing reports whether words were being typed when the file was last let go
// of, and are not yet in the journal. Only a file opened to look can say so:
// one opened to write has taken them up.
func (db *DB) Typing() bool {
	var any bool
	err := db.sql.QueryRow("SELECT EXISTS (SELECT 1 FROM draft)").Scan(&any)
	return err == nil && any
}

// recoverDrafts journals what was typed before a crash.
func (db *DB) recoverDrafts(ctx context.Context) error {
	rows, err := db.sql.QueryContext(ctx, "SELECT record, field, value FROM draft")
	if err != nil {
		return err
	}
	values := map[model.ID]map[string]model.Value{}
	for rows.Next() {
		var id []byte
		var field, v string
		if err := rows.Scan(&id, &field, &v); err != nil {
			rows.Close()
			return err
		}
		if values[toID(id)] == nil {
			values[toID(id)] = map[string]model.Value{}
		}
		values[toID(id)][field] = model.Value(v)
	}
	if err := rows.Err(); err != nil || len(values) == 0 {
		return err
	}
	for id, fields := range values {
		_, err := db.Do(ctx, "recover", func(t *Tx) error {
			r, err := t.Get(id)
			if err != nil {
				return err
			}
			gone := r.Deleted
			if r.Values = fields; gone {
				// Writing to a record brings it back. These words were typed before
				// it was deleted: they are kept in it, and it stays away.
				return errors.Join(t.Restore(id), t.Put(r), t.Delete(id))
			}
			return t.Put(r)
		})
		if refused := (*Refused)(nil); err != nil && !errors.As(err, &refused) && !errors.Is(err, ErrNotFound) {
			return err // a refused draft stays a draft: the words are not lost
		}
	}
	return nil
}

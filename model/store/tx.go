package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
)

// Changes says what an action did, so that a window shows again just that.
type Changes struct {
	Action  model.ID
	Verb    string
	Records map[model.ID]string // every record written, with its kind
}

// Empty reports whether nothing was written.
func (c Changes) Empty() bool { return len(c.Records) == 0 }

// Tx is one action while it is being carried out.
type Tx struct {
	view
	ctx      context.Context
	tx       *sql.Tx
	verb     string
	of       model.ID
	now      time.Time
	action   model.ID
	actionN  int64
	session  session
	touched  map[model.ID]string
	stmts    map[string]*sql.Stmt
	custom   bool                      // the users' own words or fields changed
	former   map[model.ID]model.Record // these, as they were before
	before   map[model.ID]model.Record // records that the action changed, as they were
	left     map[model.ID]bool         // of whom a name was, or a part: see leave
	kept     bool                      // something is to be kept though perhaps no record changed: bytes, a cleared draft
	begun    []int64                   // streams that it added
	beside   map[string][]model.Value  // values that come to stand beside the one that is written: an undo brings a conflict back
	since    map[string]int64          // of a field, the newest merge whose work its writer can have seen: see PutSince
	resolves string                    // the field of which all values are replaced: see Resolve
	erased   bool                      // values or bytes were taken out: the index must not keep their words
	lenient  bool                      // what was in a file is kept though it now breaks a rule: see [Salvage]
}

func (db *DB) newTx(ctx context.Context, sqlTx *sql.Tx, verb string, of model.ID) *Tx {
	t := &Tx{
		view: view{db, nil}, ctx: ctx, tx: sqlTx, verb: verb, of: of, now: db.opts.now().UTC(),
		action: model.NewID(), session: db.session,
		touched: map[model.ID]string{}, stmts: map[string]*sql.Stmt{}, former: map[model.ID]model.Record{},
		before: map[model.ID]model.Record{}, left: map[model.ID]bool{},
	}
	t.q = txQuerier{t}
	return t
}

// Do carries out one action: everything fn writes is kept together or not at
// all, is one line in the history and one step of undo. verb says what it was
// ("edit", "create", "delete", "attach", "import"…). An action that changes
// nothing leaves no trace. Do fails with a [*Refused] when the records would
// break a rule, and otherwise with what fn or the disk said.
func (db *DB) Do(ctx context.Context, verb string, fn func(*Tx) error) (Changes, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	c, err := db.do(ctx, verb, model.ID{}, fn)
	if err == nil && !c.Empty() {
		db.undo, db.redo = append(db.undo, c.Action), nil
	}
	return c, err
}

// errVerb is a fault of the program: a verb is a word of small letters, which has
// its words in every language.
var errVerb = errors.New("the verb of an action is no name")

func (db *DB) do(ctx context.Context, verb string, of model.ID, fn func(*Tx) error) (c Changes, err error) {
	if db.opts.ReadOnly {
		return Changes{}, ErrReadOnly
	}
	if !isName(verb) { // colleagues would put the whole session into quarantine
		return Changes{}, errVerb
	}
	ctx, stop := db.living(ctx)
	defer stop()
	sqlTx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return Changes{}, classify(err)
	}
	t := db.newTx(ctx, sqlTx, verb, of)
	committed := false
	defer func() {
		if !committed { // also when fn panics
			sqlTx.Rollback()
			db.streams.forget(t.begun)
		}
	}()
	if err := fn(t); err != nil {
		return Changes{}, because(ctx, err)
	}
	if err := t.finish(); err != nil {
		return Changes{}, because(ctx, err)
	}
	if len(t.touched) == 0 && !t.kept {
		return Changes{}, nil
	}
	if err := sqlTx.Commit(); err != nil {
		committed = true // or taken back: what is remembered follows the disk
		return Changes{}, errors.Join(classify(err), db.readAnew())
	}
	committed = true
	if len(t.touched) == 0 {
		return Changes{}, nil
	}
	db.keep(t)
	if t.custom {
		err = db.reloadSchema(ctx)
	}
	return Changes{Action: t.action, Verb: verb, Records: t.touched}, err
}

// readAnew reads again what is remembered of the file, through a connection of
// its own: after a commit that failed SQLite's old one may not know any more what
// is on the disk. A commit that failed in its last moment may be there all the
// same, never a part of it; the next action begins a session of its own, so that
// no number is used twice.
func (db *DB) readAnew() error {
	ctx := context.Background()
	db.session = session{}
	db.sql.SetMaxIdleConns(0) // closes it
	db.sql.SetMaxIdleConns(1)
	if err := lockExclusive(db.sql); err != nil {
		return classify(err)
	}
	s, err := loadStreams(ctx, db.sql)
	if err != nil {
		return classify(err)
	}
	db.streams.become(s)
	db.known.forget()
	db.undo, db.redo = nil, nil
	return classify(errors.Join(db.loadUndo(ctx), db.loadMerged(ctx), db.reloadSchema(ctx)))
}

// because gives what happened when an action failed: of one whose context is
// done, its statements only know that they are closed.
func because(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return classify(err)
}

// living gives a context that ends when the file is to be closed, too: its keys
// may have to go at once, in the middle of a long action.
func (db *DB) living(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(db.life, cancel)
	return ctx, func() { stop(); cancel() }
}

// keep remembers the session as the committed action left it.
func (db *DB) keep(t *Tx) {
	db.session = t.session
	db.streams.lamport = max(db.streams.lamport, t.session.lamport)
}

// Now gives the moment of the action.
func (t *Tx) Now() time.Time { return t.now }

// Get gives a record as the action has left it so far.
func (t *Tx) Get(id model.ID) (model.Record, error) {
	r, err := t.row(t.ctx, id)
	return r.record, err
}

// Rows gives the records of a kind that belong to owner; see [DB.Rows].
func (t *Tx) Rows(kind string, owner model.ID) ([]model.Record, error) {
	return t.linked(t.ctx, kind, t.db.base.Kind(kind).Parent, owner)
}

// Put writes a record: one that is not in the file is added, of one that is,
// the fields named in r.Values are changed and no others. A field that is
// given no value is emptied.
func (t *Tx) Put(r model.Record) error {
	old, err := t.row(t.ctx, r.ID)
	switch {
	case errors.Is(err, ErrNotFound):
		return t.write(row{record: model.Record{ID: r.ID, Kind: r.Kind}}, r.Values, "")
	case err != nil:
		return err
	case old.record.Kind != r.Kind:
		return &Refused{[]model.Problem{{Record: r.ID, Kind: r.Kind, Code: model.WrongKind}}}
	}
	return t.write(old, r.Values, "")
}

// PutSince is Put for words that somebody began to type before others' work
// came: of each field named in since, they have not seen what came by merges
// later than that one (see [DB.Merged]). It stays beside what they write.
func (t *Tx) PutSince(r model.Record, since map[string]int64) error {
	t.since = since
	defer func() { t.since = nil }()
	return t.Put(r)
}

// Set changes one field of a record.
func (t *Tx) Set(id model.ID, field string, v model.Value) error {
	old, err := t.row(t.ctx, id)
	if err != nil {
		return err
	}
	return t.write(old, map[string]model.Value{field: v}, "")
}

// Undelete brings one deleted record back and leaves its rows as they are. An
// import uses it: it names each record that it brings.
func (t *Tx) Undelete(id model.ID) error {
	r, err := t.row(t.ctx, id)
	if err != nil || !r.record.Deleted {
		return err
	}
	return t.write(r, nil, model.BoolValue(false))
}

// write is the one place where a record changes: it makes the entry, appends
// it to the journal and brings the tables up to date.
func (t *Tx) write(old row, values map[string]model.Value, liveness model.Value) error {
	if err := t.clearDrafts(old.record.ID, values); err != nil {
		return err
	}
	fields := changed(old.record, values)
	for f := range values { // what is shown may stay, and other values go or come
		if (f == t.resolves || t.beside[f] != nil) && !slices.Contains(fields, f) && old.n != 0 {
			fields = append(fields, f)
		}
	}
	slices.Sort(fields)
	if len(fields) == 0 && liveness == "" && old.n != 0 {
		return nil
	}
	k := t.db.base.Kind(old.record.Kind)
	if k == nil {
		return &Refused{[]model.Problem{{Record: old.record.ID, Kind: old.record.Kind, Code: model.WrongKind}}}
	}
	t.remember(old.record)
	t.leave(k, old.record, fields)
	if _, again := t.before[old.record.ID]; !again && old.n != 0 {
		t.before[old.record.ID] = old.record
	}
	if err := t.begin(); err != nil {
		return err
	}
	state, err := t.view.state(old)
	if err != nil {
		return err
	}
	if old.n == 0 {
		if old.n, err = t.insertRecord(old.record); err != nil {
			return err
		}
	}
	e := &journal.Entry{
		Action: t.action, Verb: t.verb, Of: t.of, At: t.now, Record: old.record.ID, Kind: old.record.Kind,
	}
	before := state.Multiple()
	for _, f := range fields {
		preds := state.Replacing(f, false)
		if f != t.resolves {
			if preds, err = t.seen(state, f, old.record.Get(f)); err != nil {
				return err
			}
		}
		for _, v := range t.beside[f] {
			e.Ops = append(e.Ops, journal.Op{Field: f, Value: v})
		}
		e.Ops = append(e.Ops, journal.Op{Field: f, Value: values[f], Preds: preds})
	}
	if liveness != "" {
		e.Ops = append(e.Ops, journal.Op{
			Field: journal.Liveness, Value: liveness, Preds: state.Replacing(journal.Liveness, liveness == "true"),
		})
	}
	if err := t.append(old.n, e, state); err != nil {
		return err
	}
	r := old.record.Clone()
	for _, f := range fields {
		r.Set(f, values[f])
	}
	r.Deleted, _ = state.Deleted()
	if len(before) > 0 || len(state.Multiple()) > 0 {
		if err := t.settleConflicts(old.n, state); err != nil {
			return err
		}
	}
	return t.project(old.n, k, r, fields, state)
}

// clearDrafts forgets what was being typed in fields that are now written,
// also when the value turns out to be the one that was there: a draft left
// behind would come back as a change at the next opening.
func (t *Tx) clearDrafts(id model.ID, values map[string]model.Value) error {
	for f := range values {
		res, err := t.exec("DELETE FROM draft WHERE record = ? AND field = ?", id[:], f)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		t.kept = t.kept || n > 0
	}
	return nil
}

func changed(old model.Record, values map[string]model.Value) []string {
	var fs []string
	for _, f := range slices.Sorted(maps.Keys(values)) {
		if old.Get(f) != values[f] {
			fs = append(fs, f)
		}
	}
	return fs
}

// begin starts the session's stream and the action's line, once something is
// really written.
func (t *Tx) begin() error {
	if t.actionN != 0 {
		return nil
	}
	if t.session.n == 0 {
		if err := t.newSession(); err != nil {
			return err
		}
	}
	var of any
	if !t.of.IsZero() {
		of = t.of[:]
	}
	res, err := t.tx.ExecContext(t.ctx, "INSERT INTO action(id, stream, verb, at, of) VALUES(?, ?, ?, ?, ?)",
		t.action[:], t.session.n, t.verb, t.now.UnixMilli(), of)
	if err != nil {
		return err
	}
	t.actionN, err = res.LastInsertId()
	return err
}

func (t *Tx) insertRecord(r model.Record) (int64, error) {
	res, err := t.exec("INSERT INTO record(id, kind, created, updated) VALUES(?, ?, ?, ?)",
		r.ID[:], r.Kind, t.now.UnixMilli(), t.now.UnixMilli())
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// append writes the entry's bytes and applies it to the record's state.
func (t *Tx) append(n int64, e *journal.Entry, state *journal.State) error {
	if _, err := rand.Read(e.Salt[:]); err != nil {
		return err
	}
	// Above all that is here: a merge may have come since. Somebody may have used them up.
	t.session.lamport = min(max(t.session.lamport, t.db.streams.lamport)+1, highestLamport-1)
	t.session.seq++
	e.Lamport = t.session.lamport
	body := e.Encode(t.session.id)
	_, committed, err := journal.Decode(t.session.id, body)
	if err != nil {
		return fmt.Errorf("entry of record %s: %w", e.Record, err)
	}
	t.session.hash = journal.Chain(t.session.hash, t.session.id, t.session.seq, committed)
	// Every op named here was read from the record's own state, so it is present.
	state.Apply(t.session.id, t.session.seq, e, func(journal.OpID) bool { return true })
	_, err = t.exec("INSERT INTO entry(id, record, action, body, hash) VALUES(?, ?, ?, ?, ?)",
		entryID(t.session.n, t.session.seq), n, t.actionN, body, t.session.hash[:])
	return err
}

// project brings the view of one record up to date: its row, links, label,
// search text and conflicts.
func (t *Tx) project(n int64, k *model.Kind, r model.Record, fields []string, state *journal.State) error {
	table := t.db.tables[k.Name]
	args, err := table.arguments(n, r.Values)
	if err != nil {
		return err
	}
	if _, err := t.exec(table.upsert, args...); err != nil {
		return err
	}
	if err := t.projectLinks(n, k, r, fields); err != nil {
		return err
	}
	label, folded, err := t.describe(t.ctx, k, r)
	if err != nil {
		return err
	}
	_, err = t.exec("UPDATE record SET deleted = ?, label = ?, folded = ?, updated = ?, state = ? WHERE n = ?",
		r.Deleted, label, folded, t.now.UnixMilli(), state.Encode(t.db.streams.number), n)
	if err != nil {
		return err
	}
	if err := errors.Join(t.outdate(n), t.outdateOwn(t.before[r.ID], r)); err != nil {
		return err
	}
	t.touched[r.ID] = r.Kind
	t.custom = t.custom || r.Kind == "term" || r.Kind == "field"
	return nil
}

func (t *Tx) projectLinks(n int64, k *model.Kind, r model.Record, fields []string) error {
	for _, name := range fields {
		f, ok := k.Field(name)
		if !ok || (f.Type != model.Ref && f.Type != model.Refs) {
			continue
		}
		if _, err := t.exec("DELETE FROM link WHERE source = ? AND field = ?", n, name); err != nil {
			return err
		}
		for _, id := range targets(f, r.Get(name)) {
			if _, err := t.exec("INSERT OR IGNORE INTO link VALUES(?, ?, ?)", n, name, id[:]); err != nil {
				return err
			}
		}
	}
	return nil
}

func targets(f model.Field, v model.Value) []model.ID {
	if f.Type == model.Refs {
		return v.Refs()
	}
	if id := v.Ref(); !id.IsZero() {
		return []model.ID{id}
	}
	return nil
}

func (t *Tx) exec(query string, args ...any) (sql.Result, error) {
	s, err := t.prepared(query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(context.Background(), args...)
}

// run is exec for a statement of a hundred values of which nobody asks what came of
// it: as a question it gets them across to SQLite in one step, and not one by one.
// For a few that does not pay: database/sql has a goroutine watch each question.
func (t *Tx) run(query string, args ...any) error {
	s, err := t.prepared(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.Background(), args...)
	if err != nil {
		return err
	}
	return rows.Close()
}

func (t *Tx) prepared(query string) (*sql.Stmt, error) {
	if s := t.stmts[query]; s != nil {
		return s, nil
	}
	s, err := t.tx.PrepareContext(t.ctx, query)
	if err == nil {
		t.stmts[query] = s
	}
	return s, err
}

// txQuerier reads inside the action, with statements prepared once: an import
// runs them a million times. They are not broken off: the driver would hand each
// to a goroutine of its own, which takes longer than most of them. When the
// action's context is done, the transaction ends between two; see [because].
type txQuerier struct{ t *Tx }

func (q txQuerier) QueryContext(_ context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := q.t.prepared(query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.Background(), args...)
}

func (q txQuerier) QueryRowContext(_ context.Context, query string, args ...any) *sql.Row {
	s, err := q.t.prepared(query)
	if err != nil {
		return q.t.tx.QueryRowContext(q.t.ctx, query, args...) // gives the same error where it is looked for
	}
	return s.QueryRowContext(context.Background(), args...)
}

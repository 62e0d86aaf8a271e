package store

import (
	"context"
	"encoding/json"
	"errors"
	"maps"

	"guvoh/model"
	"guvoh/model/journal"
)

// Preview says what [DB.Merge] would do, by doing it in a transaction of which
// nothing is kept. It fails as Merge does.
func (db *DB) Preview(ctx context.Context, src Source, c Choice) (MergeReport, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.merge(ctx, src, c, false)
}

// Merge takes what src holds and we lack, in one transaction: all of it but
// what the choice leaves out and what must not be trusted, which goes into
// quarantine. The same again brings nothing new, and files that took in each
// other's work show the same, in whatever order they did. It fails with what
// the source or the disk said, with [ErrSnapshot], or when ctx is done; the
// file is then as it was.
func (db *DB) Merge(ctx context.Context, src Source, c Choice) (MergeReport, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.merge(ctx, src, c, true)
}

// ErrSnapshot says that a file was made for outsiders: what its holder changed
// are proposals (see [DB.Proposals]) and is not merged.
var ErrSnapshot = errors.New("a snapshot for outsiders is not merged")

func (db *DB) merge(ctx context.Context, src Source, c Choice, keep bool) (MergeReport, error) {
	if db.opts.ReadOnly {
		return MergeReport{}, ErrReadOnly
	}
	if o, ok, err := OriginOf(ctx, src); err != nil {
		return MergeReport{}, err
	} else if ok && o.Kind == OriginSnapshot {
		return MergeReport{}, ErrSnapshot
	}
	m := &merging{src: src, choice: c}
	err := db.bulk(ctx, keep, "merge", func(t *Tx) error {
		m.Tx = t
		return m.run()
	})
	if m.outside {
		db.inMemory()
	}
	if err != nil {
		return MergeReport{}, err
	}
	if keep && m.report.Merge > 0 {
		db.merged.Store(m.report.Merge)
	}
	if keep && m.cloned {
		db.session = session{} // what is written here from now on is a session of its own
	}
	return m.report, nil
}

// bulk carries out a change of the file that is no action of a person: fn
// writes through t, and all of it is kept or none.
func (db *DB) bulk(ctx context.Context, keep bool, verb string, fn func(*Tx) error) (err error) {
	ctx, stop := db.living(ctx)
	defer stop()
	sqlTx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return classify(err)
	}
	t := db.newTx(ctx, sqlTx, verb, model.ID{})
	kept := false
	defer func() { // also when fn panics
		if !kept {
			sqlTx.Rollback()
			db.streams.forget(t.begun)
		}
		db.known.forget()
	}()
	if err := fn(t); err != nil {
		return because(ctx, err)
	}
	if !keep {
		return nil
	}
	if t.erased {
		if err := t.forgetWords(); err != nil {
			return because(ctx, err)
		}
	}
	if err := sqlTx.Commit(); err != nil {
		kept = true // or taken back: see readAnew
		return errors.Join(classify(err), db.readAnew())
	}
	kept = true
	if t.custom {
		return db.reloadSchema(ctx)
	}
	return nil
}

// merging is one merge while it is being carried out.
type merging struct {
	*Tx
	src     Source
	choice  Choice
	report  MergeReport
	number  int64   // of the merge in this file
	mine    *intake // what came
	done    int     // of total, for the progress
	total   int
	touched bitset // records to which something came
	made    bitset // those that were not here before
	silent  bitset // those of which nothing shows that anything came
	alone   bool   // there was none at all
	sorter  *sorter
	pending pendingRows
	records int64           // the highest number of one
	decoder journal.Decoder // of the stream that is being taken
	doubted int             // bytes that went into quarantine
	strange strangers

	outside bool // SQLite may use temporary files

	again    map[model.ID]bool // records of which something came that had been left out
	refilled bitset            // records of whose entries values came that were missing
	cloned   bool              // the stream that is being written here grew elsewhere, or is said to
}

func (m *merging) run() error {
	m.report = MergeReport{At: m.now, Way: m.choice.Way}
	if err := orNone(m.q.QueryRowContext(m.ctx, "SELECT coalesce(max(n), 0) + 1 FROM merge").Scan(&m.number)); err != nil {
		return err
	}
	if err := m.q.QueryRowContext(m.ctx, "SELECT NOT EXISTS (SELECT 1 FROM record)").Scan(&m.alone); err != nil {
		return err
	}
	m.sorter = newSorter(m.db.folderOf())
	defer m.sorter.Close()
	m.choice.LeaveOut = maps.Clone(m.choice.LeaveOut) // it grows by what belongs to them
	if err := m.leaveOutAsBefore(); err != nil {
		return err
	}
	if m.alone {
		if err := m.withoutIndexes("entry", m.takeStreams); err != nil {
			return err
		}
	} else if err := m.takeStreams(); err != nil {
		return err
	}
	f := &folding{
		Tx: m.Tx, fresh: m.mine.has, doubt: m.mine.doubtful, made: m.made, alone: m.alone, whole: m.refilled, report: &m.report, tick: m.tick,
	}
	m.total = m.done + m.touched.count()
	if m.alone {
		if err := m.withoutIndexes("record", func() error { return f.foldSorted(m.sorter) }); err != nil {
			return err
		}
	} else if err := f.foldSorted(m.sorter); err != nil {
		return err
	}
	if err := f.refill(m.refilled); err != nil {
		return err
	}
	if err := f.renew(); err != nil {
		return err
	}
	m.custom, m.cloned, m.silent = m.custom || f.customs, m.cloned || f.foretold, f.silent
	if err := m.takeBytes(); err != nil {
		return err
	}
	if err := f.list(); err != nil {
		return err
	}
	left, err := m.leftBefore()
	if err != nil {
		return err
	}
	for i := range m.report.Records {
		r := &m.report.Records[i]
		r.LeftBefore = left[r.Record] || m.again[r.Record]
	}
	m.report.LeftOut = len(m.mine.leftOut)
	if err := m.tellLeftOut(left); err != nil {
		return err
	}
	if err := m.awaited(); err != nil {
		return err
	}
	if m.report.Nothing() {
		return nil
	}
	if err := m.keepLeft(); err != nil {
		return err
	}
	return m.remember()
}

// tick tells how far the merge is.
func (m *merging) tick() error {
	m.done++
	if m.done%256 == 0 {
		if m.choice.Step != nil {
			m.choice.Step(min(m.done, m.total), m.total)
		}
		return m.ctx.Err()
	}
	return nil
}

// mostAnswer is how many persons' keys may answer for one device.
const mostAnswer = 16

// takeCertificates takes who answers for the devices that wrote what is here or
// comes. All are proved whenever they are read, so that others are not kept.
func (m *merging) takeCertificates(theirs []journal.Stream, ours map[model.ID]*held) error {
	writes := map[string]bool{}
	for _, s := range theirs {
		writes[string(s.Device)] = true
	}
	for _, s := range ours {
		writes[string(s.Device)] = true
	}
	all, err := m.src.Certificates(m.ctx)
	if err != nil {
		return err
	}
	tried := map[string]int{}
	for _, c := range all {
		if !writes[string(c.Device)] || tried[string(c.Device)] == mostAnswer {
			continue
		}
		if !c.Valid() {
			continue // it says nothing, and nobody is harmed by it
		}
		tried[string(c.Device)]++
		_, err := m.exec(`INSERT OR IGNORE INTO certificate SELECT ?1, ?2, ?3, ?4
			WHERE (SELECT count(*) FROM certificate WHERE device = ?1) < ?5`,
			[]byte(c.Device), []byte(c.Identity), c.ByIdentity, c.ByDevice, mostAnswer)
		if err != nil {
			return err
		}
	}
	m.db.known.forget()
	return nil
}

// recordsKept is how many records the report of a merge names that is kept in the
// file.
const recordsKept = 1000

// remember keeps what the merge brought, so that it can be looked at and taken
// back.
func (m *merging) remember() error {
	m.report.Merge = m.number
	kept := m.report
	if more := len(kept.Records) - recordsKept; more > 0 {
		kept.Records, kept.More = kept.Records[:recordsKept], kept.More+more
	}
	kept.Records = thin(kept.Records)
	kept.People = kept.People[:min(len(kept.People), recordsKept)]
	kept.Quarantine = kept.Quarantine[:min(len(kept.Quarantine), recordsKept)]
	kept.Attachments = kept.Attachments[:min(len(kept.Attachments), 10*recordsKept)]
	b, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	if _, err := m.exec("INSERT INTO merge(n, at, way, report) VALUES(?, ?, ?, ?)", m.number, m.now.UnixMilli(), m.choice.Way, string(b)); err != nil {
		return err
	}
	for _, s := range m.mine.spans {
		if _, err := m.exec("INSERT INTO arrival VALUES(?, ?, ?)", m.number, s.first, s.last); err != nil {
			return err
		}
	}
	return m.news()
}

// tellLeftOut lists the records that were left out.
func (m *merging) tellLeftOut(before map[model.ID]bool) error {
	for id, kind := range m.mine.leftOut {
		r, err := m.row(m.ctx, id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		what := MergedChanged
		if errors.Is(err, ErrNotFound) {
			what = MergedNew
		}
		if len(m.report.Records) == mostListed {
			m.report.More++
			continue
		}
		cases, err := m.casesOf(m.ctx, id, 0)
		if err != nil {
			return err
		}
		m.report.Records = append(m.report.Records, Merged{Record: id, Kind: kind, Label: r.label, Cases: cases, What: what, LeftOut: true, LeftBefore: before[id]})
	}
	return nil
}

// awaited says which parts of streams are known to be missing.
func (m *merging) awaited() error {
	rows, err := m.q.QueryContext(m.ctx, `SELECT h.stream, h.first, h.last, s.started FROM hole h JOIN stream s ON s.n = h.stream ORDER BY 1, 2 LIMIT 1000`)
	if err != nil {
		return err
	}
	defer rows.Close()
	type part struct{ n, first, last, started int64 }
	var parts []part
	for rows.Next() {
		var p part
		if err := rows.Scan(&p.n, &p.first, &p.last, &p.started); err != nil {
			return err
		}
		parts = append(parts, p)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	for _, p := range parts {
		id, _ := m.db.streams.id(uint64(p.n))
		g := Gap{Stream: id, Author: m.authorOf(p.n), Entries: int(p.last - p.first + 1), Since: millis(p.started)}
		if e, err := m.entries(m.ctx, "SELECT id, body FROM entry WHERE id = ?", entryID(p.n, uint64(p.first-1))); err == nil && len(e) == 1 {
			g.Since = e[0].At
		}
		m.report.Awaited = append(m.report.Awaited, g)
	}
	return nil
}

// Merged gives the number of the newest merge of this file; 0 when there was
// none. It asks nothing of the disk.
func (db *DB) Merged() int64 { return db.merged.Load() }

func (db *DB) loadMerged(ctx context.Context) error {
	if old, err := before(ctx, db.sql, "merge"); err != nil || old {
		return err
	}
	var n int64
	err := db.sql.QueryRowContext(ctx, "SELECT coalesce(max(n), 0) FROM merge").Scan(&n)
	db.merged.Store(n)
	return err
}

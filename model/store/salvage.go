package store

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"

	"guvoh/model"
	"guvoh/model/vault"
)

// Lost names a kind of loss.
type Lost string

// What can be lost. Each has a sentence in every language
// ("cli.salvage.lost.<lost>").
const (
	LostRecord     Lost = "record"     // nothing is left of a record but that it was there
	LostChanges    Lost = "changes"    // a record stands, but what was written last in it may be missing
	LostHistory    Lost = "history"    // a record stands; who made Count of its changes, and when, is lost
	LostAttachment Lost = "attachment" // bytes of evidence; Detail is their SHA-256
	LostAuthor     Lost = "author"     // who wrote in a session
	LostDraft      Lost = "draft"      // words typed and not yet kept, if there were any
	LostSetting    Lost = "setting"    // settings of the file, if there were any
	LostColleagues Lost = "colleagues" // what was known of others' work, if there was any: who signed, what has not come, merges
	LostRows       Lost = "rows"       // Count rows that can be read and of which nobody can tell what they are
	LostUnknown    Lost = "unknown"    // Count pages of which nobody can tell what stood on them
)

// Loss is one thing that a salvage could not save. It carries ids and numbers,
// never what a person said.
type Loss struct {
	What   Lost
	Record model.ID
	Kind   string
	Field  string
	Cases  []model.ID
	Count  int
	Detail string
}

// SalvageReport says what a salvage found, saved and lost.
type SalvageReport struct {
	Pages    []Finding // what stood on the damaged pages
	Lost     []Loss    // what of that is nowhere else
	Restored int       // records whose present state was written anew, since their journal has gaps
	Saved    Report    // the check of the new file
}

// Salvage saves everything that can still be read of a damaged file, be it one
// that cannot be opened any more, into a new file at out that the same keys
// open. The damaged file is not touched.
//
// Of the journal everything is kept that the chain of its session proves; what
// is lost between is marked as a part that has not come, so that a merge with
// somebody's whole copy brings it back. What stood in a record besides, by
// other entries or by the record itself, is written anew as one action of the
// verb "salvage". A session whose newest entry is lost has no signature any
// more; [Report.Unsigned] counts what that concerns.
// Attachments are kept whose every byte is there. A record of which nothing is
// left stays as an empty one where others point at it.
//
// Salvage fails with [ErrExists] when something of the name out is there, with
// [ErrKeysLost], [ErrFull], as [Open] does or when it is cancelled, and leaves
// nothing behind then.
func Salvage(ctx context.Context, path, out string, o Options, progress func(done, total int)) (SalvageReport, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return SalvageReport{}, err
	}
	if fileExists(out) {
		return SalvageReport{}, ErrExists
	}
	part, scratch := partOf(out), partOf(out)
	defer removeAll(part, part+"-journal", scratch, scratch+"-journal")
	p, err := openToSalvage(path, scratch, o.Secret)
	if err != nil {
		return SalvageReport{}, err
	}
	defer p.Close()
	r, err := salvage(ctx, p, part, o, progress)
	if err != nil {
		if ctx.Err() != nil { // SQLite says no more than that it was interrupted
			err = ctx.Err()
		}
		return SalvageReport{}, classify(err)
	}
	if fileExists(out) {
		return SalvageReport{}, ErrExists
	}
	return r, classify(os.Rename(part, out))
}

func removeAll(paths ...string) {
	for _, p := range paths {
		os.Remove(p) // not there when all went well
	}
}

// openToSalvage opens a file that no other program has open. When half of an
// action lies beside it, which SQLite would take back, a copy is opened in
// which SQLite has done so.
func openToSalvage(path, scratch string, secret vault.Secret) (*vault.Pages, error) {
	p, err := openPages(path, secret)
	if err != nil {
		return nil, err
	}
	f := p.File()
	if err := touch(dsn(f, true)); errors.Is(err, ErrInUse) {
		p.Close()
		return nil, err
	}
	st, err := os.Lstat(f.Path() + "-journal")
	if err != nil || st.Size() == 0 {
		return p, nil
	}
	same := f.Secret()
	p.Close()
	for _, end := range []string{"", "-journal"} {
		if err := copyFile(f.Path()+end, scratch+end); err != nil {
			return nil, classify(err)
		}
	}
	v, err := vault.Open(scratch, same)
	if err != nil {
		return nil, classify(err)
	}
	_ = touch(dsn(v, false)) // what it cannot mend stays as it is
	v.Close()
	return openPages(scratch, same)
}

// touch has SQLite open a file and close it again.
func touch(dsn string) error {
	pool, err := sql.Open(driverName, dsn)
	if err != nil {
		return err
	}
	defer pool.Close()
	return classify(pool.Ping())
}

// copyFile makes a new file, readable by its owner only, that nothing opens yet.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// phases hear how far a salvage is: three parts of a thousand steps together.
type phases struct {
	tell       func(done, total int)
	from, to   int
	done, size int
}

func (p *phases) begin(from, to, size int) { p.from, p.to, p.done, p.size = from, to, 0, max(1, size) }

func (p *phases) step() {
	p.done++
	if p.done%64 == 0 {
		p.at(p.done, p.size)
	}
}

func (p *phases) at(done, size int) {
	if p.tell != nil {
		p.tell(p.from+(p.to-p.from)*min(done, size)/max(1, size), 1000)
	}
}

func salvage(ctx context.Context, p *vault.Pages, part string, o Options, progress func(done, total int)) (SalvageReport, error) {
	ph := &phases{tell: progress}
	ph.begin(0, 300, p.Count())
	s, err := surveyOf(ctx, o.Schema, pageSource{p.Count(), p.Read}, ph.step)
	if err != nil {
		return SalvageReport{}, err
	}
	v, err := p.File().Copy(part)
	if err != nil {
		return SalvageReport{}, err
	}
	o.ReadOnly = false
	db, err := connect(v, o)
	if err != nil {
		v.Close()
		return SalvageReport{}, err
	}
	w := &salvager{
		teller: s.teller(), db: db, phases: ph, numberOf: map[model.ID]int64{}, actions: map[sessionAction]int64{}, actionIDs: map[model.ID]bool{},
		late: map[int64][]lateRow{}, missing: map[int64]int{}, mentioned: map[model.ID]bool{}, want: map[int64]wanted{},
	}
	w.report.Pages = w.findings()
	err = w.run(ctx)
	if shut := db.Close(); err == nil {
		err = shut
	}
	return w.report, err
}

// salvager builds the new file.
type salvager struct {
	*teller
	*phases
	db     *DB
	report SalvageReport

	numberOf  map[model.ID]int64      // of records
	last      int64                   // the highest number of a record, once one had to be given anew
	actions   map[sessionAction]int64 // numbers of the actions written so far
	actionIDs map[model.ID]bool       // their ids
	late      map[int64][]lateRow     // entries behind a gap, by record
	missing   map[int64]int           // how many entries are lost, by record
	untold    bool                    // entries are lost, and nobody knows of which records
	mentioned map[model.ID]bool       // streams that entries name
	newest    uint64                  // the highest Lamport number of all entries
	want      map[int64]wanted        // what is to be written anew, by record
	bare      []cells                 // commitments of entries that are not here, or not whole
	holes     []streamHole            // parts of streams that are not
	nameless  []int64                 // streams whose author is lost
	purged    [][]byte                // SHA-256 of bytes that were ordered out
}

func (w *salvager) lose(l Loss) {
	if n, ok := w.numberOf[l.Record]; ok && !l.Record.IsZero() {
		l.Kind, l.Cases = w.records[n].kind, w.casesOf(n)
	}
	w.report.Lost = append(w.report.Lost, l)
}

// run makes the tables, fills them, and proves that the file is sound.
func (w *salvager) run(ctx context.Context) error {
	// Nothing of it counts before all of it is there; the keys are written last,
	// and the whole file is synced with them.
	if _, err := w.db.sql.ExecContext(ctx, "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY"); err != nil {
		return err
	}
	w.begin(300, 700, len(w.relics["entry"].cells)+2*len(w.records)+2*len(w.relics["chunk"].cells))
	if err := w.db.step(ctx, 0, w.version.Number); err != nil {
		return err
	}
	if err := w.inTx(ctx, w.keepJournal, w.keepBytes, w.keepSettings, w.keepColleagues); err != nil {
		return err
	}
	if err := w.db.step(ctx, w.version.Number, len(steps())); err != nil {
		return err
	}
	var err error
	if w.db.streams, err = loadStreams(ctx, w.db.sql); err != nil {
		return err
	}
	if err := w.inTx(ctx, w.keepGaps, w.keepRecords, w.describeAll); err != nil {
		return err
	}
	if err := w.db.start(ctx); err != nil {
		return err
	}
	w.db.streams.lamport = max(w.db.streams.lamport, w.newest)
	if err := w.restore(ctx); err != nil {
		return err
	}
	if err := w.inTx(ctx, w.keepDrafts); err != nil {
		return err
	}
	w.tellLosses()
	if err := w.db.ChangeKeys(vault.MarkReady); err != nil {
		return err
	}
	w.begin(700, 1000, 1)
	if w.report.Saved, err = w.db.Check(ctx, w.at); err != nil {
		return err
	}
	w.tellMissingBytes()
	return nil
}

// inTx carries out steps in one transaction, behind the journal's back: what
// they write was in the journal before.
func (w *salvager) inTx(ctx context.Context, steps ...func(*Tx) error) error {
	sqlTx, err := w.db.sql.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer sqlTx.Rollback() // does nothing once it is committed
	t := w.db.newTx(ctx, sqlTx, verbSalvage, model.ID{})
	for _, step := range steps {
		if err := step(t); err != nil {
			return err
		}
	}
	return sqlTx.Commit()
}

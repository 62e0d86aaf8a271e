package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/vault"
)

// Trouble names what [DB.Check] found to be wrong.
type Trouble string

// The troubles. Each has a sentence in every language ("check.<trouble>").
const (
	BadPage       Trouble = "page"       // a page cannot be read, or SQLite finds its lists to disagree
	BadEntry      Trouble = "entry"      // the bytes of a journal entry make no sense
	BrokenChain   Trouble = "chain"      // an entry was changed, or taken out, after it was written
	BadSignature  Trouble = "signature"  // it is not of the device or the person that is said to have written
	BadRecord     Trouble = "record"     // a record is not what its journal says
	BadLink       Trouble = "link"       // the list of links is not what the record says
	BadAttachment Trouble = "attachment" // the bytes are not those that were received
	LostBytes     Trouble = "bytes"      // the record of evidence is here, its bytes are not
	BrokenRule    Trouble = "rule"       // a record breaks a rule of the model
	BadIndex      Trouble = "index"      // the index of words is not what the records say. Nothing is lost; see [DB.Repair]
)

// Finding is one thing that is wrong with the file. It carries ids and field
// names, and where it stands, never what a person said.
type Finding struct {
	Trouble Trouble
	Record  model.ID // the record concerned, if any
	Kind    string
	Field   string
	Detail  string // rows, an entry, a SHA-256: for whoever mends the file

	Page  int        // of [BadPage]: its number, from 1; 0 when SQLite names none
	Held  Held       // of a page: what stood on it
	Cases []model.ID // of a page: the cases to which the record belongs, as far as they are known
}

// Report is what a check looked at and what it found.
type Report struct {
	Records, Entries, Streams, Attachments int
	Bytes                                  int64 // of attachments

	// What is known to exist and is not here is no damage: it comes with a merge.
	Awaited struct {
		Entries     int // of the journal
		Attachments int // named by evidence
	}
	// Unsigned counts entries of signed sessions that no signature covers, since
	// the newest entry of the session is lost. Colleagues take such a session only
	// from a copy that has it whole.
	Unsigned int

	Findings []Finding
}

// OK reports whether nothing is wrong.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// Check reads the whole file and proves that it is sound: its pages, the
// journal's chain and signatures, every record against its journal, every link,
// and every attachment against its SHA-256. progress, which may be nil, hears how far
// it is, done of total. Check changes nothing in the file; of an index of words that
// does not fit it notes that [DB.ReadIn] is to make it anew. Of pages that cannot be read it
// says what stood on them, and the rest is read all the same. What can be
// saved of such a file [Salvage] saves.
func (db *DB) Check(ctx context.Context, progress func(done, total int)) (Report, error) {
	c := &checker{view: db.view(), ctx: ctx, progress: progress}
	steps := []func() error{c.seals, c.size, c.pages, c.chains, c.certificates, c.records, c.words, c.pairs, c.ties, c.attachments}
	for _, step := range steps {
		err := classify(step())
		switch {
		case err == nil, errors.Is(err, ErrDamaged) && c.damaged: // it is named already
		case errors.Is(err, ErrDamaged):
			c.find(Finding{Trouble: BadPage, Detail: err.Error()})
		default:
			return c.report, err
		}
	}
	return c.report, nil
}

// Survey is [DB.Check] for a file that cannot be opened any more: it says what
// stood on its damaged pages, as far as that can be told. It fails as [Open]
// does, with [ErrKeysLost] where not even that can be read.
func Survey(ctx context.Context, path string, o Options, progress func(done, total int)) (Report, error) {
	p, err := openPages(path, o.Secret)
	if err != nil {
		return Report{}, err
	}
	defer p.Close()
	c := &checker{ctx: ctx, progress: progress, total: p.Count()}
	s, err := surveyOf(ctx, o.Schema, pageSource{p.Count(), p.Read}, c.tick)
	if err != nil {
		return Report{}, err
	}
	return Report{
		Records: len(s.records), Entries: len(s.relics["entry"].cells), Streams: len(s.relics["stream"].cells),
		Attachments: len(s.relics["attachment"].cells), Findings: s.teller().findings(),
	}, ctx.Err()
}

// openPages opens a file without SQLite.
func openPages(path string, secret vault.Secret) (*vault.Pages, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if secret == nil {
		secret = vault.Passphrase("")
	}
	p, err := vault.OpenPages(abs, secret)
	switch {
	case errors.Is(err, vault.ErrDamaged):
		return nil, fmt.Errorf("%w: %w", ErrDamaged, ErrKeysLost)
	case errors.Is(err, vault.ErrPlain) && !isOurs(abs):
		return nil, ErrNotGuvoh
	case err == nil && p.Count() == 0:
		p.Close()
		return nil, fmt.Errorf("%w: nothing lies behind its keys", ErrDamaged)
	}
	return p, classify(err)
}

// surveyOf looks for damaged pages and charts what is left around them.
func surveyOf(ctx context.Context, base *model.Schema, from pageSource, heard func()) (*survey, error) {
	damaged, err := from.unreadable(ctx, heard)
	if err != nil {
		return nil, err
	}
	return newSurvey(ctx, base, from, damaged)
}

type checker struct {
	view
	ctx         context.Context
	progress    func(done, total int)
	done, total int
	damaged     bool // pages cannot be read, and it is said what stood on them
	alone       bool // the file is of before there were colleagues, and open to look only
	apart       bool // others' work came to it
	partly      bool // some entries of the journal are not in the file
	report      Report
}

func (c *checker) find(f Finding) { c.report.Findings = append(c.report.Findings, f) }

func (c *checker) step() error {
	c.tick()
	return c.ctx.Err()
}

func (c *checker) tick() {
	c.done++
	if c.progress != nil && c.done%64 == 0 {
		c.progress(min(c.done, c.total), c.total)
	}
}

func (c *checker) size() error {
	var rows int
	err := c.q.QueryRowContext(c.ctx, `SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM record)
		+ (SELECT count(*) FROM chunk)`).Scan(&rows)
	c.total += rows
	return err
}

// seals opens every page: SQLite itself stops at the first that it cannot
// read, and does not say what is on it.
func (c *checker) seals() error {
	n, err := c.db.vault.PageCount()
	if err != nil {
		return err
	}
	c.total = 2 * n // the rows are not counted yet
	from := pageSource{n, func(page int) ([]byte, error) { return c.db.vault.ReadPage(c.db.control, page) }}
	damaged, err := from.unreadable(c.ctx, c.tick)
	c.total = n
	if err != nil || len(damaged) == 0 {
		return err
	}
	s, err := newSurvey(c.ctx, c.db.base, from, damaged)
	if err != nil {
		return err
	}
	c.damaged = true
	c.report.Findings = append(c.report.Findings, s.teller().findings()...)
	return nil
}

func (c *checker) pages() error {
	if c.damaged { // it would stop at the first
		return nil
	}
	lines, err := c.texts("PRAGMA integrity_check")
	if err != nil {
		return err
	}
	roots, err := c.roots()
	for _, l := range lines {
		if l != "ok" && !strings.HasPrefix(l, "*** in database") {
			c.disorder(l, roots)
		}
	}
	return err
}

func (c *checker) texts(query string) ([]string, error) {
	rows, err := c.q.QueryContext(c.ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// records folds every record's entries anew and compares the outcome with
// the tables.
func (c *checker) records() error {
	if err := c.howWhole(); err != nil && !c.damaged {
		return err
	}
	ids, err := c.db.ids(c.ctx, "SELECT id FROM record ORDER BY n")
	if err != nil {
		return err
	}
	c.report.Records = len(ids)
	schema := c.db.Schema()
	lookup := func(id model.ID) (model.Record, bool) {
		r, err := c.row(c.ctx, id)
		return r.record, err == nil
	}
	for _, id := range ids {
		if err := c.record(id, schema, lookup); err != nil {
			return err
		}
		if err := c.step(); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) record(id model.ID, schema *model.Schema, lookup model.Lookup) error {
	r, err := c.row(c.ctx, id)
	if err != nil {
		if !c.damaged {
			c.find(Finding{Trouble: BadRecord, Record: id, Detail: "cannot be read"})
		}
		return nil
	}
	bad := func(t Trouble, field, detail string) {
		c.find(Finding{Trouble: t, Record: id, Kind: r.record.Kind, Field: field, Detail: detail})
	}
	es, err := c.entries(c.ctx, "SELECT id, body FROM entry WHERE record = ? ORDER BY id", r.n)
	if err != nil {
		if !c.damaged {
			bad(BadRecord, "", "its journal cannot be read")
		}
		return nil
	}
	state, written, err := c.sumUp(c.ctx, es)
	if err != nil {
		return err
	}
	values := shownBy(state, written)
	if !bytes.Equal(state.Encode(c.db.streams.number), r.state) {
		bad(BadRecord, "", "state")
	}
	if deleted, _ := state.Deleted(); deleted != r.record.Deleted {
		bad(BadRecord, journal.Liveness, "")
	}
	if err := c.conflicts(r, state, written, bad); err != nil {
		return err
	}
	k := c.db.base.Kind(r.record.Kind)
	if k == nil {
		return nil // a kind that only a newer program knows
	}
	for _, f := range differing(values, r.record.Values) {
		bad(BadRecord, f, "value")
	}
	if err := c.links(r, k, bad); err != nil {
		return err
	}
	if label, folded, err := c.describe(c.ctx, k, r.record); err != nil || label != r.label || folded != r.folded {
		bad(BadRecord, "", "label or search text")
	}
	if r.record.Deleted {
		return nil
	}
	for _, p := range schema.Check(r.record, lookup) {
		if p.Code.Refused() && !c.elsewhere(p, r.record, lookup) {
			bad(BrokenRule, p.Field, string(p.Code))
		}
	}
	return c.bytesOf(r.record, bad)
}

// howWhole looks whether others' work came, and whether all of it is here.
func (c *checker) howWhole() error {
	if c.alone {
		return nil
	}
	return c.q.QueryRowContext(c.ctx, `SELECT EXISTS (SELECT 1 FROM merge),
		EXISTS (SELECT 1 FROM bare WHERE id NOT IN (SELECT id FROM entry)) OR EXISTS (SELECT 1 FROM hole)`).Scan(&c.apart, &c.partly)
}

// elsewhere reports whether a rule can be broken without any damage: what a
// record points at was not shared, was left out or has not come yet, or the
// fields and words are those of a newer program.
func (c *checker) elsewhere(p model.Problem, r model.Record, find model.Lookup) bool {
	switch p.Code {
	case model.NotClinician:
		_, here := find(r.Ref("assessed_by"))
		return c.partly && !here && !r.Ref("assessed_by").IsZero()
	case model.NoRecord:
		return c.partly
	case model.UnknownField, model.UnknownTerm:
		return c.partly || c.apart
	}
	return false
}

func differing(a, b map[string]model.Value) []string {
	var fs []string
	for f := range a {
		if a[f] != b[f] {
			fs = append(fs, f)
		}
	}
	for f := range b {
		if _, ok := a[f]; !ok {
			fs = append(fs, f)
		}
	}
	slices.Sort(fs)
	return fs
}

func (c *checker) links(r row, k *model.Kind, bad func(Trouble, string, string)) error {
	want := map[string]bool{}
	for _, f := range k.Fields {
		if f.Type == model.Ref || f.Type == model.Refs {
			for _, id := range targets(f, r.record.Get(f.Name)) {
				want[f.Name+" "+id.String()] = true
			}
		}
	}
	rows, err := c.q.QueryContext(c.ctx, "SELECT field, target FROM link WHERE source = ?", r.n)
	if err != nil {
		return err
	}
	defer rows.Close()
	have := map[string]bool{}
	for rows.Next() {
		var field string
		var id []byte
		if err := rows.Scan(&field, &id); err != nil {
			return err
		}
		have[field+" "+toID(id).String()] = true
	}
	if !maps.Equal(want, have) {
		bad(BadLink, "", "")
	}
	return rows.Err()
}

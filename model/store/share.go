package store

import (
	"context"
	"crypto/ed25519"
	"os"

	"guvoh/model"
	"guvoh/model/vault"
)

// ShareOptions say what goes along in a share.
type ShareOptions struct {
	Cases       []model.ID // which cases
	LeaveOut    []model.ID // persons of whom nothing goes along, see [DB.SharePlan]
	History     bool       // also what the records held before; also what was deleted, and that it was
	Attachments bool       // also the bytes of evidence
	Composed    bool       // also dossiers that are being composed of the cases
	// Step, which may be nil, hears how far it is, done of total.
	Step func(done, total int)
}

// ShareReport says what went into a file that was made to be given away, and
// what did not. It holds counts and ids, no names.
type ShareReport struct {
	Cases           int       `json:"cases"`
	Records         int       `json:"records"`
	Persons         int       `json:"persons"`
	Entries         int       `json:"entries"`          // of the journal, whole
	Unproven        int       `json:"unproven"`         // that did not go, since their chain or signature does not hold here
	Bare            int       `json:"bare"`             // of which only the commitment went
	Streams         int       `json:"streams"`          // writing sessions
	Attachments     int       `json:"attachments"`      // whose bytes went
	AttachmentBytes int64     `json:"attachment_bytes"` // how many
	Awaited         int       `json:"awaited"`          // attachments that are named and whose bytes did not go
	LeftOut         LeftOut   `json:"left_out"`
	Mentions        []Mention `json:"mentions"` // where somebody who was left out is named all the same
	Size            int64     `json:"size"`     // of the file, in bytes
	Origin          Origin    `json:"origin"`
}

// LeftOut counts what did not go along, and never says who or what.
type LeftOut struct {
	Persons     int      `json:"persons"`          // by choice
	Records     int      `json:"records"`          // theirs, and those of kinds that do not go
	Values      int      `json:"values"`           // of fields that do not go; in a share, old values
	Attachments int      `json:"attachments"`      // whose bytes stayed
	Kinds       []string `json:"kinds,omitempty"`  // kinds of which nothing went
	Fields      []string `json:"fields,omitempty"` // "kind.field" of which nothing went
}

// Mention is a place where the words name a person who was left out. Nobody
// but a reader can take a name out of a sentence.
type Mention struct {
	Person model.ID `json:"person"`
	Record model.ID `json:"record"`
	Kind   string   `json:"kind"`
	Field  string   `json:"field"`
}

// ShareTo writes a new file with some cases of this one, which lock opens: the
// recipient of a colleague or a passphrase. It appears whole or not at all. Its
// holder can work in it, and it merges back by the ids of its records: the
// chain and the signature of each stream still prove who wrote what, and of
// what was left out only commitments are in it, so that nothing of it is there
// and nothing of it is ever taken for deleted. A zero cost is measured for this
// machine. It fails with [ErrExists], and with [ErrNotFound] when a case is not
// there.
func (db *DB) ShareTo(ctx context.Context, path string, lock vault.Lock, cost vault.Cost, o ShareOptions) (ShareReport, error) {
	c := &choosing{view: db.view(), leaveOut: setOf(o.LeaveOut), composed: o.Composed, deleted: o.History}
	if err := c.choose(ctx, o.Cases); err != nil {
		return ShareReport{}, err
	}
	if err := c.forget(ctx, o); err != nil {
		return ShareReport{}, err
	}
	src, err := db.shareOf(ctx, c, o)
	if err != nil {
		return ShareReport{}, err
	}
	report, err := c.report(ctx, o.Cases, o.LeaveOut)
	if err != nil {
		return ShareReport{}, err
	}
	report.LeftOut.Values = src.erased
	err = db.makeNew(path, lock, cost, Options{}, func(to *DB) error {
		came, err := to.Merge(ctx, src, Choice{Way: OriginShare, WithoutBytes: !o.Attachments, Step: o.Step})
		if err != nil {
			return err
		}
		report.bytes(came.Attachments)
		report.Unproven, report.Entries = len(src.keep)-came.Entries, came.Entries
		report.Streams = len(src.streams)
		if report.Bare, err = to.countBare(ctx); err != nil {
			return err
		}
		report.Origin, err = db.shareOrigin(ctx, src, o, report.LeftOut)
		if err != nil {
			return err
		}
		key := db.signingKey()
		if report.Origin.Kind == OriginSnapshot {
			key = nil // nobody signs those
		}
		return to.comeOfAge(ctx, report.Origin, key)
	})
	if err != nil {
		return ShareReport{}, err
	}
	return report, report.weigh(path)
}

// shareOf is this file as those see it with whom the chosen records are shared.
func (db *DB) shareOf(ctx context.Context, c *choosing, o ShareOptions) (*sharing, error) {
	used := map[string]bool{}
	src, err := db.share(ctx, c, o.History, used)
	if err != nil {
		return nil, err
	}
	if err := c.own(ctx, used); err != nil {
		return nil, err
	}
	for id, r := range c.chosen { // the users' own words and fields, too
		if r.Kind == "term" || r.Kind == "field" {
			if err := src.add(ctx, id, used); err != nil {
				return nil, err
			}
		}
	}
	src.bytes = o.Attachments
	return src, nil
}

// makeNew makes a file under another name, has work fill it, and gives it its own when
// it is complete and on the disk.
func (db *DB) makeNew(path string, lock vault.Lock, cost vault.Cost, o Options, work func(*DB) error) error {
	if fileExists(path) {
		return ErrExists
	}
	part := partOf(path)
	v, err := vault.Create(part, cost, lock)
	if err != nil {
		return classify(err)
	}
	defer os.Remove(part) // not there any more when all went well
	defer os.Remove(part + "-journal")
	o.Schema, o.Now, o.MaxPages = db.base, db.opts.Now, db.opts.MaxPages
	to, err := fill(v, o)
	if err != nil {
		v.Close()
		return classify(err)
	}
	err = work(to)
	if shut := to.Close(); err == nil {
		err = shut
	}
	if err != nil {
		return classify(err)
	}
	return classify(vault.Place(part, path))
}

// comeOfAge makes a file that was filled by a merge one of its own: it says what
// it is, and nothing in it tells of the merge but that what is in it was not
// written by who works in it, and so is not for them to undo.
func (db *DB) comeOfAge(ctx context.Context, o Origin, device ed25519.PrivateKey) error {
	return db.bulk(ctx, true, "share", func(t *Tx) error {
		for _, table := range []string{"merge", "arrived_bytes", "news", "quarantine", "setting"} {
			if _, err := t.exec("DELETE FROM " + table); err != nil {
				return err
			}
		}
		if _, err := t.exec("UPDATE arrival SET merge = ?", fromTheBeginning); err != nil {
			return err
		}
		return t.setOrigin(o, device)
	})
}

// countBare counts the entries of which only the commitment is here.
func (db *DB) countBare(ctx context.Context) (n int, err error) {
	err = db.sql.QueryRowContext(ctx, "SELECT count(*) FROM bare WHERE id NOT IN (SELECT id FROM entry)").Scan(&n)
	return n, classify(err)
}

// fromTheBeginning stands in the place of a merge's number for what a file was
// made with.
const fromTheBeginning = 0

func setOf(ids []model.ID) map[model.ID]bool {
	set := map[model.ID]bool{}
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// report counts what was chosen, and finds those who are named all the same.
func (c *choosing) report(ctx context.Context, cases, leaveOut []model.ID) (ShareReport, error) {
	r := ShareReport{Cases: len(setOf(cases)), Records: len(c.chosen), Persons: c.count("person"), LeftOut: c.leftOut()}
	finder, err := c.names(ctx, leaveOut)
	if err != nil {
		return r, err
	}
	var beside map[model.ID][]Conflict
	if finder != nil && c.further == nil { // a snapshot has but what is shown
		if beside, err = c.standing(ctx); err != nil {
			return r, err
		}
	}
	r.Mentions = append([]Mention{}, c.mentions(leaveOut, finder, beside)...)
	return r, nil
}

// bytes counts the attachments that came and those that did not.
func (r *ShareReport) bytes(all []MergedBytes) {
	for _, a := range all {
		if !a.Came {
			r.Awaited++
			continue
		}
		r.Attachments++
		r.AttachmentBytes += a.Size
	}
	r.LeftOut.Attachments = r.Awaited
}

// weigh notes how large the file is.
func (r *ShareReport) weigh(path string) error {
	st, err := os.Stat(path)
	if err == nil {
		r.Size = st.Size()
	}
	return classify(err)
}

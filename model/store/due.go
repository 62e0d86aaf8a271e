package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"guvoh/model"
)

// Due asks for the records of a kind whose date may lie between two days, and
// of which a coded field holds, or does not hold, one of some words.
type Due struct {
	Kind, Field string
	From, To    string // YYYY-MM-DD; "" for no bound
	Coded       string // the coded field; "" asks for nothing more
	Words       []string
	Not         bool // none of the words; a field that holds nothing passes
}

// DueNumbers gives the numbers of the records that a question of dates finds,
// by their first possible day. It reads the index of dates, a part at a time, and
// of what was not read in the records themselves; so it is as right before the
// index is whole as after.
func (db *DB) DueNumbers(ctx context.Context, q Due) ([]int64, error) {
	v := db.view()
	k := db.base.Kind(q.Kind)
	if k == nil {
		return nil, fmt.Errorf("kind %q is not known", q.Kind)
	}
	if _, ok := k.Field(q.Field); !ok {
		return nil, fmt.Errorf("kind %q has no field %q", q.Kind, q.Field)
	}
	if q.To == "" {
		q.To = openEnd
	}
	t, err := v.tied(ctx)
	if err != nil {
		return nil, classify(err)
	}
	d := dues{view: v, ctx: ctx, q: q}
	if t.plain {
		err = d.scan()
	} else if err = d.indexed(&t.stale); err == nil {
		err = d.take(t.fresh, true)
	}
	return d.found, classify(err)
}

// dues is one such question being answered.
type dues struct {
	view
	ctx   context.Context
	q     Due
	found []int64
}

// indexed goes through the index of dates. Records whose dates were not read in
// since they changed are left for later.
func (d *dues) indexed(stale *bitset) error {
	first, last, n := d.q.From, "", int64(-1)
	for {
		rows, err := d.view.q.QueryContext(d.ctx, `SELECT record, first, last FROM span WHERE field = ?1 AND (first, last, record) > (?2, ?3, ?4)
			AND first <= ?5 ORDER BY first, last, record LIMIT ?6`, d.q.Field, first, last, n, d.q.To, atATime)
		if err != nil {
			return err
		}
		var page []int64
		read := 0
		for rows.Next() {
			if err = rows.Scan(&n, &first, &last); err != nil {
				break
			}
			if read++; !stale.has(n) {
				page = append(page, n)
			}
		}
		if err == nil {
			err = rows.Err()
		}
		rows.Close()
		if err != nil {
			return err
		}
		if err := d.take(page, false); err != nil || read < atATime {
			return err
		}
	}
}

// take keeps those of some records that are what is asked for; with dated set
// their date is compared, too.
func (d *dues) take(ns []int64, dated bool) error {
	for part := range slices.Chunk(ns, atATime) {
		where, args := d.where(dated)
		found, err := d.wholeNumbers(d.ctx, fmt.Sprintf(`SELECT r.n FROM json_each(?) j CROSS JOIN record r ON r.n = j.value CROSS JOIN %q t ON t.n = r.n
			WHERE %s`, d.q.Kind, where), append([]any{listOf(part)}, args...)...)
		if err != nil {
			return err
		}
		d.found = append(d.found, found...)
	}
	return nil
}

// scan reads every record of the kind.
func (d *dues) scan() error {
	after := int64(-1)
	for {
		ns, err := d.wholeNumbers(d.ctx, fmt.Sprintf(`SELECT n FROM %q WHERE n > ? ORDER BY n LIMIT ?`, d.q.Kind), after, atATime)
		if err != nil || len(ns) == 0 {
			return err
		}
		if err := d.take(ns, true); err != nil {
			return err
		}
		after = ns[len(ns)-1]
	}
}

func (d *dues) where(dated bool) (string, []any) {
	where, args := "r.kind = ? AND r.deleted = 0", []any{d.q.Kind}
	if dated {
		where += fmt.Sprintf(` AND coalesce(json_extract(t.%[1]q, '$.earliest'), json_extract(t.%[1]q, '$.latest')) IS NOT NULL
			AND coalesce(json_extract(t.%[1]q, '$.earliest'), '') BETWEEN ? AND ?`, d.q.Field)
		args = append(args, d.q.From, d.q.To)
	}
	if d.q.Coded != "" && len(d.q.Words) > 0 {
		marks := strings.Repeat(", ?", len(d.q.Words))[2:]
		if d.q.Not {
			where += fmt.Sprintf(" AND coalesce(t.%q, '') NOT IN (%s)", d.q.Coded, marks)
		} else {
			where += fmt.Sprintf(" AND t.%q IN (%s)", d.q.Coded, marks)
		}
		for _, w := range d.q.Words {
			args = append(args, w)
		}
	}
	return where, args
}

// ByNumber gives records by their numbers; one that has gone since is left out.
func (db *DB) ByNumber(ctx context.Context, ns []int64) ([]model.Record, error) {
	v := db.view()
	var out []model.Record
	for part := range slices.Chunk(ns, 200) {
		rows, err := v.rows(ctx, chooseRecord+"n IN (SELECT value FROM json_each(?)) AND +deleted = 0", listOf(part))
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out = append(out, r.record)
		}
	}
	return out, nil
}

// Standing is what a case is, without what is in it.
type Standing struct {
	Case   model.ID
	Status string // a word of vocabulary case_status
	Mark   string // another one after any change in the case, by whomever
}

// Standings gives the cases to which records belong, each once, in the order of
// the records. Deleted cases are left out.
func (db *DB) Standings(ctx context.Context, ns []int64) ([]Standing, error) {
	v := db.view()
	var out []Standing
	seen := map[model.ID]bool{}
	records, err := db.ByNumber(ctx, ns)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		cases, err := v.casesOfRecord(ctx, r, 0)
		if err != nil {
			return nil, err
		}
		for _, id := range cases {
			if seen[id] {
				continue
			}
			seen[id] = true
			c, err := v.row(ctx, id)
			if err == ErrNotFound || err == nil && (c.record.Deleted || c.record.Kind != "case") {
				continue
			}
			if err != nil {
				return nil, err
			}
			mark, err := v.mark(ctx, c)
			if err != nil {
				return nil, err
			}
			out = append(out, Standing{Case: id, Status: c.record.Text("status"), Mark: mark})
		}
	}
	return out, nil
}

// mark tells states of a case apart: by how many records name it or belong to one
// that does, when they were changed and by how many hands. Times alone would not
// do, since what comes by a merge has the time of whoever wrote it.
func (v view) mark(ctx context.Context, c row) (string, error) {
	var n, times, heads int64
	err := v.q.QueryRowContext(ctx, `WITH own AS (SELECT source AS n FROM link WHERE target = ?1 AND field IN ('case', 'cases')),
		rows AS (SELECT l.source AS n FROM own JOIN record r ON r.n = own.n JOIN link l ON l.target = r.id)
		SELECT count(*), coalesce(sum(updated), 0), coalesce(sum(length(state) + deleted), 0) FROM record
		WHERE n = ?2 OR n IN (SELECT n FROM own UNION SELECT n FROM rows)`, c.record.ID[:], c.n).Scan(&n, &times, &heads)
	return fmt.Sprintf("%d %d %d", n, times, heads), classify(err)
}

// Part reads of a case only the records of some kinds: those that name it, their
// rows, and the persons of its participants. It is what a question to many
// cases needs, where [DB.Snapshot] would read every word of each.
func (db *DB) Part(ctx context.Context, id model.ID, kinds []string) (*model.Snapshot, error) {
	v := db.view()
	c, err := v.row(ctx, id)
	if err != nil {
		return nil, err
	}
	if c.record.Kind != "case" || c.record.Deleted {
		return nil, ErrNotFound
	}
	records := []model.Record{c.record}
	ids := []model.ID{id}
	seen := map[model.ID]bool{id: true}
	for level := 0; len(ids) > 0 && level <= mostLevels; level++ {
		var next []model.ID
		for _, owner := range ids {
			rows, err := v.linkedTo(ctx, owner, level == 0, kinds)
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				if !seen[r.ID] {
					seen[r.ID] = true
					records, next = append(records, r), append(next, r.ID)
				}
				if p := r.Ref("person"); r.Kind == "participant" && !p.IsZero() && !seen[p] {
					seen[p] = true
					person, err := v.row(ctx, p)
					if err != nil && err != ErrNotFound {
						return nil, err
					}
					if err == nil {
						records = append(records, person.record)
					}
				}
			}
		}
		ids = next
	}
	return model.NewSnapshot(db.Schema(), c.record, records, db.OpenAttachment), nil
}

// linkedTo gives the records of some kinds that belong to a case, or are rows of
// a record.
func (v view) linkedTo(ctx context.Context, owner model.ID, ofCase bool, kinds []string) ([]model.Record, error) {
	heads, err := v.heads(ctx, `SELECT r.n, r.id, r.kind, r.deleted, l.field, '', NULL
		FROM link l JOIN record r ON r.n = l.source WHERE l.target = ? AND r.deleted = 0`, owner[:])
	if err != nil {
		return nil, err
	}
	var out []model.Record
	for _, h := range heads {
		k := v.db.base.Kind(h.record.Kind)
		if k == nil || !slices.Contains(kinds, k.Name) || (h.label != k.Parent || k.Parent == "") && !(ofCase && (h.label == "case" || h.label == "cases")) {
			continue
		}
		r, err := v.row(ctx, h.record.ID)
		if err != nil && err != ErrNotFound {
			return nil, err
		}
		if err == nil {
			out = append(out, r.record)
		}
	}
	return out, nil
}

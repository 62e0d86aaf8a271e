package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"guvoh/model"
)

// CaseQuery says which cases a list shows and in which order.
type CaseQuery struct {
	Words  string // every word must occur in the case or in the name of a person in it; any case, script marks apart
	Status string // a word of vocabulary case_status; "" for all
	Sort   string // "reference", "title", "status", "opened" or "updated"; "" is "updated", newest first
	Desc   bool
}

// CaseRow is one line of a list of cases.
type CaseRow struct {
	ID              model.ID
	Reference       string
	Title           string
	Status          string // a word of vocabulary case_status
	Confidentiality string
	Opened          model.Date
	Updated         time.Time // when it or anything in it was last changed
	Persons         []string  // names of its first persons, in order
	PersonCount     int
}

var caseOrder = map[string]string{
	"reference": `c.reference IS NULL, c.reference COLLATE NOCASE`,
	"title":     `c.title COLLATE NOCASE`,
	"status":    `c.status, c.reference COLLATE NOCASE`,
	"opened":    `c.opened IS NULL, json_extract(c.opened, '$.earliest')`,
	"updated":   `r.updated`,
}

// CaseNumbers gives the numbers of the cases a query finds, in order. Numbers
// name cases within this opening of the file only; [DB.CaseRows] reads them.
// A list of 100,000 takes a few hundredths of a second.
func (db *DB) CaseNumbers(ctx context.Context, q CaseQuery) ([]int64, error) {
	where, args := []string{"r.deleted = 0", "r.kind = 'case'"}, []any{}
	if q.Status != "" {
		where, args = append(where, "c.status = ?"), append(args, q.Status)
	}
	for _, w := range strings.Fields(model.Fold(q.Words)) {
		where, args = append(where, `r.folded LIKE ? ESCAPE '\'`), append(args, "%"+escapeLike(w)+"%")
	}
	order, desc := caseOrder[q.Sort], q.Desc
	if order == "" {
		order, desc = caseOrder["updated"], true
	}
	last := "r.n"
	if desc {
		order, last = order+" DESC", "r.n DESC" // both ways down: the index is read backwards, nothing is sorted
	}
	from := `record r JOIN "case" c ON c.n = r.n`
	if q.Status == "" && !strings.Contains(order, "c.") {
		from = "record r" // an index alone then answers for the commonest list
	}
	return db.numbers(ctx, fmt.Sprintf("SELECT r.n FROM %s WHERE %s ORDER BY %s, %s",
		from, strings.Join(where, " AND "), order, last), args...)
}

func (db *DB) numbers(ctx context.Context, query string, args ...any) ([]int64, error) {
	ns, err := db.view().wholeNumbers(ctx, query, args...)
	return ns, classify(err)
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// CaseRows reads the lines of the given cases, in the order given; a case
// that has gone since gives an empty line.
func (db *DB) CaseRows(ctx context.Context, numbers []int64) ([]CaseRow, error) {
	out := make([]CaseRow, len(numbers))
	// Asked once for each row, so SQLite is told but once what is asked: that
	// takes longer than the answer.
	one, err := db.sql.PrepareContext(ctx, `SELECT r.id, c.reference, c.title, c.status, c.confidentiality, c.opened, r.updated
		FROM record r JOIN "case" c ON c.n = r.n WHERE r.n = ?`)
	if err != nil {
		return nil, classify(err)
	}
	defer one.Close()
	persons, err := db.sql.PrepareContext(ctx, `SELECT p.label FROM link l
		JOIN participant pa ON pa.n = l.source JOIN record par ON par.n = pa.n AND par.deleted = 0
		JOIN record p ON p.id = unhex(replace(pa.person, '-', '')) AND p.deleted = 0
		WHERE l.target = ? AND l.field = 'case' ORDER BY pa.position, par.n`)
	if err != nil {
		return nil, classify(err)
	}
	defer persons.Close()
	for i, n := range numbers {
		if err := caseRow(ctx, one, persons, n, &out[i]); err != nil {
			return nil, classify(err)
		}
	}
	return out, nil
}

func caseRow(ctx context.Context, one, persons *sql.Stmt, n int64, c *CaseRow) error {
	var id []byte
	var ref, title, status, conf, opened sql.NullString
	var updated int64
	err := one.QueryRowContext(ctx, n).Scan(&id, &ref, &title, &status, &conf, &opened, &updated)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	*c = CaseRow{
		ID: toID(id), Reference: ref.String, Title: title.String, Status: status.String, Confidentiality: conf.String,
		Opened: model.Value(opened.String).Date(), Updated: time.UnixMilli(updated).UTC(),
	}
	rows, err := persons.QueryContext(ctx, id)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var label string
		if err := rows.Scan(&label); err != nil {
			return err
		}
		if c.PersonCount++; len(c.Persons) < 4 && label != "" {
			c.Persons = append(c.Persons, label)
		}
	}
	return rows.Err()
}

// Hit is one record that a search found.
type Hit struct {
	ID    model.ID
	Kind  string
	Label string
	Cases []model.ID // the cases it belongs to
	// Otherwise says that the words stand there in another spelling or script only.
	Otherwise bool
}

// Pick finds records of the given kinds to link to, by the words in them,
// sorted by label, at most limit; all of them when there are no words. Behind them
// come those that are found in another spelling or script.
func (db *DB) Pick(ctx context.Context, kinds []string, words string, limit int) ([]Hit, error) {
	hits, err := db.find(ctx, kinds, words, limit)
	if err != nil || len(hits) >= limit {
		return hits, err
	}
	return db.pickOtherwise(ctx, kinds, words, hits, limit)
}

func (db *DB) find(ctx context.Context, kinds []string, words string, limit int) ([]Hit, error) {
	where, args := []string{"deleted = 0"}, []any{}
	if len(kinds) > 0 {
		where = append(where, "kind IN (?"+strings.Repeat(", ?", len(kinds)-1)+")")
		for _, k := range kinds {
			args = append(args, k)
		}
	}
	for _, w := range strings.Fields(model.Fold(words)) {
		where, args = append(where, `folded LIKE ? ESCAPE '\'`), append(args, "%"+escapeLike(w)+"%")
	}
	rows, err := db.sql.QueryContext(ctx, `SELECT id, kind, label FROM record WHERE `+
		strings.Join(where, " AND ")+` ORDER BY label = '', label COLLATE NOCASE, n LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []Hit
	for rows.Next() {
		var h Hit
		var id []byte
		if err := rows.Scan(&id, &h.Kind, &h.Label); err != nil {
			return nil, classify(err)
		}
		h.ID = toID(id)
		out = append(out, h)
	}
	return out, classify(rows.Err())
}

// Find gives the record that a reference names: the id of any record, the
// first eight or more characters of one, or the reference of a case (any
// case). It fails with [ErrNotFound] or [ErrUnclear].
func (db *DB) Find(ctx context.Context, ref string) (model.ID, error) {
	if id, err := model.ParseID(ref); err == nil {
		_, err := db.Get(ctx, id)
		return id, err
	}
	query, arg := `SELECT r.id FROM record r JOIN "case" c ON c.n = r.n
		WHERE r.deleted = 0 AND c.reference = ? COLLATE NOCASE LIMIT 2`, ref
	ids, err := db.ids(ctx, query, arg)
	if err == nil && len(ids) == 0 && len(ref) >= 8 && isHex(ref) {
		ids, err = db.ids(ctx, "SELECT id FROM record WHERE lower(hex(id)) LIKE ? LIMIT 2",
			strings.ToLower(strings.ReplaceAll(ref, "-", ""))+"%")
	}
	switch {
	case err != nil:
		return model.ID{}, err
	case len(ids) == 0:
		return model.ID{}, ErrNotFound
	case len(ids) > 1:
		return model.ID{}, ErrUnclear
	}
	return ids[0], nil
}

func isHex(s string) bool { return strings.Trim(strings.ToLower(s), "0123456789abcdef-") == "" }

func (db *DB) ids(ctx context.Context, query string, args ...any) ([]model.ID, error) {
	rows, err := db.sql.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []model.ID
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, classify(err)
		}
		out = append(out, toID(id))
	}
	return out, classify(rows.Err())
}

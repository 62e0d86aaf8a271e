package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/search"
)

// What a list finds in another spelling or script than was typed: behind what
// [DB.CaseNumbers] and [DB.Pick] find in the spelling that was.

// mostOtherwise is how many records are looked for in other spellings: the best of
// them stand first, and who wants another types on.
const mostOtherwise = 200

// whileTyping is how long records are looked through that the index does not know
// yet.
const whileTyping = 40 * time.Millisecond

// otherwise gives the records of some kinds that answer words in another spelling
// or script.
func (db *DB) otherwise(ctx context.Context, words string, kinds []string) ([]Match, error) {
	if strings.TrimSpace(words) == "" {
		return nil, nil
	}
	out, err := db.Look(ctx, Looked{Query: search.Parse(words, true), Kinds: kinds, Limit: mostOtherwise, Patience: whileTyping})
	return out.Found, err
}

// CaseNumbersOtherwise gives the numbers of the cases that are found by their own
// words or the names of their persons in another spelling or script, the best
// first, without those among the given.
func (db *DB) CaseNumbersOtherwise(ctx context.Context, q CaseQuery, without []int64) ([]int64, error) {
	found, err := db.otherwise(ctx, q.Words, []string{"case", "person", "person_name"})
	if err != nil {
		return nil, err
	}
	var out []int64
	seen := map[int64]bool{}
	for _, n := range without {
		seen[n] = true
	}
	for _, m := range found {
		for _, id := range m.Cases {
			var n int64
			err := db.sql.QueryRowContext(ctx, `SELECT r.n FROM record r JOIN "case" c ON c.n = r.n
				WHERE r.id = ?1 AND r.deleted = 0 AND (?2 = '' OR c.status = ?2)`, id[:], q.Status).Scan(&n)
			if orNone(err) != nil {
				return nil, classify(err)
			}
			if err == nil && !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
	}
	return out, nil
}

// pickOtherwise adds to hits what is found in another spelling or script.
func (db *DB) pickOtherwise(ctx context.Context, kinds []string, words string, hits []Hit, limit int) ([]Hit, error) {
	asked := slices.Clone(kinds)
	for _, k := range db.Schema().Kinds() {
		if k.Names != "" && slices.Contains(kinds, k.Name) {
			asked = append(asked, k.Names)
		}
	}
	found, err := db.otherwise(ctx, words, asked)
	if err != nil {
		return nil, err
	}
	seen := map[model.ID]bool{}
	for _, h := range hits {
		seen[h.ID] = true
	}
	for _, m := range found {
		h := Hit{ID: m.Record, Kind: m.Kind, Label: m.Label, Otherwise: true}
		if !slices.Contains(kinds, m.Kind) { // a name stands for whom it names
			if h, err = db.namedBy(ctx, m); err != nil {
				return nil, err
			}
		}
		if !h.ID.IsZero() && !seen[h.ID] && len(hits) < limit {
			seen[h.ID] = true
			hits = append(hits, h)
		}
	}
	return hits, nil
}

// namedBy gives the record that a name is of.
func (db *DB) namedBy(ctx context.Context, m Match) (Hit, error) {
	k := db.Schema().Kind(m.Kind)
	name, err := db.Get(ctx, m.Record)
	if err != nil || k == nil {
		return Hit{}, err
	}
	owner := name.Ref(k.Parent)
	h := Hit{ID: owner, Otherwise: true}
	err = db.sql.QueryRowContext(ctx, "SELECT kind, label FROM record WHERE id = ? AND deleted = 0", owner[:]).Scan(&h.Kind, &h.Label)
	if orNone(err) != nil {
		return Hit{}, classify(err)
	}
	if err != nil {
		return Hit{}, nil
	}
	return h, nil
}

// CaseLines reads the lines of cases as [DB.CaseRows] does, by their ids; one that
// has gone gives an empty line.
func (db *DB) CaseLines(ctx context.Context, ids []model.ID) ([]CaseRow, error) {
	numbers := make([]int64, len(ids)) // 0 is no record's
	for i, id := range ids {
		err := db.sql.QueryRowContext(ctx, "SELECT n FROM record WHERE id = ? AND kind = 'case'", id[:]).Scan(&numbers[i])
		if err := orNone(err); err != nil {
			return nil, classify(err)
		}
	}
	return db.CaseRows(ctx, numbers)
}

package store

import (
	"slices"

	"guvoh/model/journal"
)

// says reports whether what came to a record changes anything that a person
// sees of it: that it is there, a value, or a conflict. Two people who wrote the
// same told each other nothing.
func (f *folding) says(s *sum, conflicts map[string]int) bool {
	if s.isNew || s.kind == nil || s.lost || s.purges() || s.record.Deleted != s.wasGone {
		return true
	}
	if f.fresh == nil && (len(s.disputed) != len(conflicts) || len(differing(s.before, s.record.Values)) > 0) {
		return true
	}
	return slices.ContainsFunc(s.news, func(e entry) bool {
		return slices.ContainsFunc(e.Ops, func(o journal.Op) bool { return s.differs(o.Field, conflicts) })
	})
}

// recall notes which fields of a record were in conflict before anything of it
// is written anew.
func (f *folding) recall(s *sum) error {
	if f.report == nil || s.isNew {
		return nil
	}
	rows, err := f.q.QueryContext(f.ctx, "SELECT field, heads FROM conflict WHERE record = ?", s.n)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var field string
		var heads int
		if err := rows.Scan(&field, &heads); err != nil {
			return err
		}
		if s.disputed == nil {
			s.disputed = map[string]int{}
		}
		s.disputed[field] = heads
	}
	return rows.Err()
}

// differs reports whether what came to a field changes what is shown of it, is
// in a conflict there, or ended one.
func (s *sum) differs(field string, conflicts map[string]int) bool {
	_, clash := conflicts[field]
	_, clashed := s.disputed[field]
	switch {
	case s.kind == nil || clash || clashed || field == journal.Purged || field == journal.PurgedBytes:
		return true
	case field == journal.Liveness:
		return s.record.Deleted != s.wasGone
	}
	return s.before[field] != s.record.Values[field]
}

package store

import (
	"slices"

	"guvoh/model/journal"
)

// says reports whether what came to a record changes anything that a person
// sees of it: that it is there, a value, or a conflict. Two people who wrote the
// same told each other nothing.
func (f *folding) says(s *sum, conflicts map[string]int) (bool, error) {
	if s.isNew || s.kind == nil || s.lost || s.purges() || s.record.Deleted != s.wasGone {
		return true, nil
	}
	was, err := f.view.state(s.row)
	if err != nil {
		return false, err
	}
	if s.disputed, err = f.conflictsOf(was, f.valueOf); err != nil {
		return false, err
	}
	if f.fresh == nil && (len(s.disputed) != len(conflicts) || len(differing(s.before, s.record.Values)) > 0) {
		return true, nil
	}
	return slices.ContainsFunc(s.news, func(e entry) bool {
		return slices.ContainsFunc(e.Ops, func(o journal.Op) bool { return s.differs(o.Field, conflicts) })
	}), nil
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

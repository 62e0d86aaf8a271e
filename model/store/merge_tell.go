package store

import (
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// A report lists so many records, of the ranks below the first first, and in
// them so many bytes of values.
const (
	mostListed  = 10_000
	mostNew     = 1_500 // new ones: nobody looks through more, and there may be a million
	mostValues  = 4 << 20
	longestShow = 64 << 10
	mostClaims  = 4
	mostFields  = 500 // of one record: none of ours has as many
)

// The ranks of what is listed.
const (
	rankConflict = iota
	rankPurged
	rankDeleted
	rankChanged
	rankNew
	listRanks
)

// tell counts what happened to a record, and lists it as far as there is room.
func (f *folding) tell(s *sum, conflicts map[string]int) error {
	if f.report == nil {
		return nil
	}
	if !f.says(s, conflicts) {
		f.silent.add(s.n)
		return nil
	}
	what, rank := f.what(s)
	clashes := 0
	for field := range conflicts {
		if s.clashes(field) {
			clashes++
		}
	}
	if f.report.Conflicts += clashes; clashes > 0 {
		rank = rankConflict
	}
	if n := len(f.listed[rank]); n == mostListed || rank == rankNew && n == mostNew {
		f.report.More++
		return nil
	}
	f.listed[rank] = append(f.listed[rank], Merged{
		Record: s.record.ID, Kind: s.record.Kind, What: what, Fields: f.fields(s, conflicts),
	})
	return nil
}

func (f *folding) what(s *sum) (Mergedness, int) {
	r := f.report
	switch deleted := s.record.Deleted; {
	case s.lost, f.fresh != nil && !s.isNew && s.purges(): // before all else: it cannot be taken back
		r.Purged++
		return MergedPurged, rankPurged
	case s.isNew:
		r.New++
		return MergedNew, rankNew
	case deleted && !s.wasGone:
		r.Deleted++
		return MergedDeleted, rankDeleted
	case !deleted && s.wasGone:
		r.Restored++
		return MergedRestored, rankChanged
	}
	r.Changed++
	return MergedChanged, rankChanged
}

func (s *sum) purges() bool {
	return slices.ContainsFunc(s.news, func(e entry) bool {
		return slices.ContainsFunc(e.Ops, func(o journal.Op) bool { return o.Field == journal.Purged || o.Field == journal.PurgedBytes })
	})
}

// clashes reports whether what came has a part in a conflict.
func (s *sum) clashes(field string) bool {
	if field == journal.Liveness {
		if s.old == nil {
			return true
		}
		_, disputed := s.old.Deleted()
		return !disputed
	}
	return slices.ContainsFunc(s.state.Heads(field), func(h journal.Head) bool { _, ok := s.wrote[h.Op]; return ok })
}

// fields tells what came for each field of a record.
func (f *folding) fields(s *sum, conflicts map[string]int) []MergedField {
	at := map[string]int{}
	var out []MergedField
	es := slices.Clone(s.news)
	slices.SortStableFunc(es, func(a, b entry) int { return int(int64(b.Lamport) - int64(a.Lamport)) })
	for _, e := range es {
		for i, o := range e.Ops {
			if !s.differs(o.Field, conflicts) && (!s.isNew || o.Erased == nil) {
				continue
			}
			k, ok := at[o.Field]
			if !ok && len(out) == mostFields {
				continue
			}
			if !ok {
				k = len(out)
				at[o.Field] = k
				_, clash := conflicts[o.Field]
				out = append(out, MergedField{Field: o.Field, Conflict: clash})
				if before, after := s.before[o.Field], s.record.Values[o.Field]; o.Field == journal.Liveness {
					f.show(&out[k], model.BoolValue(s.wasGone), model.BoolValue(s.record.Deleted))
				} else {
					f.show(&out[k], before, after)
				}
			}
			if n := len(out[k].Came); n == 0 || n < mostClaims && !s.isNew {
				op := journal.OpID{Stream: e.stream, Seq: e.seq, Index: uint32(i)}
				c := Claim{Author: f.authorOf(e.id >> seqBits), At: e.At, Verb: e.Verb, Gone: o.Erased != nil, Op: op}
				if !out[k].Long {
					c.Value = o.Value
					f.weight += len(o.Value)
				}
				out[k].Came = append(out[k].Came, c)
			}
		}
	}
	if f.fresh == nil { // what only the entries wrote that were taken back
		for _, field := range differing(s.before, s.record.Values) {
			if _, ok := at[field]; !ok && len(out) < mostFields {
				out = append(out, MergedField{Field: field})
				f.show(&out[len(out)-1], s.before[field], s.record.Values[field])
			}
		}
	}
	return out
}

func (f *folding) show(m *MergedField, before, after model.Value) {
	if f.weight > mostValues || len(before) > longestShow || len(after) > longestShow {
		m.Long = true
		return
	}
	m.Before, m.After = before, after
	f.weight += len(before) + len(after)
}

// list puts the records of all ranks into the report, with their names.
func (f *folding) list() error {
	r := f.report
	for _, ms := range f.listed {
		for _, m := range ms {
			if len(r.Records) == mostListed {
				r.More++
				continue
			}
			r.Records = append(r.Records, m)
		}
	}
	for i := range r.Records {
		m := &r.Records[i]
		row, err := f.row(f.ctx, m.Record)
		if err != nil {
			return err
		}
		if m.Label, _, err = f.called(f.ctx, row); err != nil {
			return err
		}
		if m.Cases, err = f.casesOfRecord(f.ctx, row.record, 0); err != nil {
			return err
		}
	}
	return nil
}

package store

import (
	"errors"

	"guvoh/model"
)

// renew renews the words by which records are known that others name: persons
// first, then the cases that are found by them.
func (f *folding) renew() error {
	for _, stale := range []bitset{f.named, f.cases} {
		err := stale.each(func(n int64) error {
			r, err := f.oneRow(f.ctx, chooseRecord+"n = ?", n)
			if errors.Is(err, ErrNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
			return f.rename(r)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *folding) rename(r row) error {
	k := f.db.base.Kind(r.record.Kind)
	if k == nil {
		return nil
	}
	label, folded, err := f.describe(f.ctx, k, r.record)
	if err != nil || label == r.label && folded == r.folded {
		return err
	}
	_, err = f.exec("UPDATE record SET label = ?, folded = ? WHERE n = ?", label, folded, r.n)
	return err
}

// unsettle notes whose names have to be renewed since this record changed.
func (f *folding) unsettle(s *sum, now model.Record) error {
	was := model.Record{Kind: now.Kind, Values: s.before}
	switch s.kind.Name {
	case "person":
		return f.casesOfPerson(now.ID)
	case "participant":
		return errors.Join(f.note(&f.cases, was.Ref("case")), f.note(&f.cases, now.Ref("case")))
	}
	if !f.names(s.kind) {
		return nil
	}
	for _, id := range []model.ID{was.Ref(s.kind.Parent), now.Ref(s.kind.Parent)} {
		if err := f.note(&f.named, id); err != nil {
			return err
		}
		if s.kind.Name == "person_name" {
			if err := f.casesOfPerson(id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *folding) note(in *bitset, id model.ID) error {
	if id.IsZero() {
		return nil
	}
	var n int64
	err := f.q.QueryRowContext(f.ctx, "SELECT n FROM record WHERE id = ?", id[:]).Scan(&n)
	if err == nil {
		in.add(n)
	}
	return orNone(err)
}

func (f *folding) casesOfPerson(id model.ID) error {
	if id.IsZero() {
		return nil
	}
	rows, err := f.q.QueryContext(f.ctx, `SELECT c.n FROM link p JOIN link l ON l.source = p.source AND l.field = 'case'
		JOIN record c ON c.id = l.target WHERE p.target = ? AND p.field = 'person'`, id[:])
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
		f.cases.add(n)
	}
	return rows.Err()
}

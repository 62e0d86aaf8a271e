package store

import (
	"errors"
	"time"

	"guvoh/model"
	"guvoh/model/question"
)

// mostInCell is how many values a cell gives: it is read by a person.
const mostInCell = 50

// lines reads the answers with their columns, each path step by step, so that
// rows stand in the order in which people put them.
func (a *answering) lines(q question.Question, numbers []int64) ([]AnswerRow, error) {
	out := make([]AnswerRow, len(numbers))
	for i, n := range numbers {
		r, err := a.oneRow(a.ctx, chooseRecord+"n = ?", n)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if r.record.Deleted || r.record.Kind != q.Of {
			continue
		}
		l := AnswerRow{ID: r.record.ID, Kind: r.record.Kind, Label: r.label}
		if l.Updated, err = a.updated(n); err != nil {
			return nil, err
		}
		for _, c := range q.Columns {
			cell, err := a.cell(r.record, c)
			if err != nil {
				return nil, err
			}
			l.Cells = append(l.Cells, cell)
		}
		out[i] = l
	}
	return out, nil
}

func (a *answering) updated(n int64) (time.Time, error) {
	var ms int64
	err := a.q.QueryRowContext(a.ctx, "SELECT updated FROM record WHERE n = ?", n).Scan(&ms)
	return time.UnixMilli(ms).UTC(), err
}

func (a *answering) cell(r model.Record, c question.Column) (Cell, error) {
	ends, err := a.follow(r, c.Path)
	if err != nil {
		return Cell{}, err
	}
	out := Cell{Count: len(ends)}
	if c.Show == question.Count {
		for _, end := range ends {
			out.Of = append(out.Of, end.ID)
		}
		return out, nil
	}
	for _, end := range ends {
		if err := a.into(&out, end, c.Field); err != nil {
			return Cell{}, err
		}
		if c.Show == question.First && len(out.Of) > 0 {
			out.More = false
			return out, nil
		}
		if len(out.Of) >= mostInCell {
			out.More = true
			return out, nil
		}
	}
	return out, nil
}

// into adds what a field of a record holds to a cell.
func (a *answering) into(out *Cell, r model.Record, field string) error {
	switch field {
	case question.Label, question.Updated:
		row, err := a.row(a.ctx, r.ID)
		if err != nil {
			return err
		}
		out.Of = append(out.Of, r.ID)
		if field == question.Label {
			out.Labels = append(out.Labels, row.label)
			return nil
		}
		at, err := a.updated(row.n)
		out.Times = append(out.Times, at)
		return err
	}
	k := a.schema.Kind(r.Kind)
	f, _ := k.Field(field)
	v := r.Get(field)
	if v == "" {
		return nil
	}
	if f.Type != model.Ref && f.Type != model.Refs {
		out.Of, out.Values, out.Labels = append(out.Of, r.ID), append(out.Values, v), append(out.Labels, "")
		return nil
	}
	for _, id := range targets(f, v) {
		to, err := a.row(a.ctx, id)
		if errors.Is(err, ErrNotFound) || err == nil && to.record.Deleted {
			continue
		}
		if err != nil {
			return err
		}
		out.Of, out.Values, out.Labels = append(out.Of, r.ID), append(out.Values, model.RefValue(id)), append(out.Labels, to.label)
	}
	return nil
}

// follow gives the records to which a path leads, each once.
func (a *answering) follow(r model.Record, path []question.Step) ([]model.Record, error) {
	at := []model.Record{r}
	for _, s := range path {
		var next []model.Record
		seen := map[model.ID]bool{}
		for _, r := range at {
			found, err := a.step(r, s)
			if err != nil {
				return nil, err
			}
			for _, to := range found {
				if !seen[to.ID] {
					seen[to.ID] = true
					next = append(next, to)
				}
			}
		}
		at = next
	}
	return at, nil
}

func (a *answering) step(r model.Record, s question.Step) ([]model.Record, error) {
	if s.Back {
		return a.linked(a.ctx, s.Kind, s.Field, r.ID)
	}
	f, _ := a.schema.Kind(r.Kind).Field(s.Field)
	var out []model.Record
	for _, id := range targets(f, r.Get(s.Field)) {
		to, err := a.row(a.ctx, id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !to.record.Deleted && to.record.Kind == s.Kind {
			out = append(out, to.record)
		}
	}
	return out, nil
}

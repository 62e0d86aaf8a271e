package store

import (
	"database/sql"
	"errors"
	"strings"

	"guvoh/model"
)

// remember keeps a user's own word or field as it was before the action.
func (t *Tx) remember(old model.Record) {
	if old.Kind != "term" && old.Kind != "field" || old.Deleted || len(old.Values) == 0 {
		return
	}
	if _, again := t.former[old.ID]; !again {
		t.former[old.ID] = old.Clone()
	}
}

// outdateOwn notes, of a user's own field that came, went or became another, that
// what records hold in it has to be read anew: the index knew what that is only if
// it knew the field.
func (t *Tx) outdateOwn(was, now model.Record) error {
	if now.Kind != "field" || was.Deleted == now.Deleted && was.Get("kind") == now.Get("kind") && was.Get("type") == now.Get("type") {
		return nil
	}
	for _, kind := range []string{was.Text("kind"), now.Text("kind")} {
		if t.db.base.Kind(kind) == nil {
			continue
		}
		_, err := t.exec("INSERT OR IGNORE INTO stale SELECT n << 1 FROM "+ident(kind)+
			" WHERE extra IS NOT NULL AND json_type(extra, ?) IS NOT NULL", `$."`+model.CustomFieldName(now.ID)+`"`)
		if err != nil {
			return err
		}
	}
	return nil
}

// stillUsed refuses to take a user's own word or field away, or to make
// another of it, while records hold it: what they hold would have no name any
// more, and no change of these records could be saved.
func (t *Tx) stillUsed() ([]model.Problem, error) {
	var refused []model.Problem
	for id, old := range t.former {
		now, err := t.Get(id)
		if err != nil {
			return nil, err
		}
		var changed string
		for _, f := range []string{"vocabulary", "kind", "type"} {
			if now.Get(f) != old.Get(f) {
				changed = f
			}
		}
		if !now.Deleted && changed == "" {
			continue
		}
		used, err := t.used(old)
		if err != nil {
			return nil, err
		}
		if used {
			refused = append(refused, model.Problem{Record: id, Kind: old.Kind, Field: changed, Code: model.InUse})
		}
	}
	return refused, nil
}

// used reports whether any record that is not deleted holds the word or field.
func (t *Tx) used(own model.Record) (bool, error) {
	if own.Kind == "field" {
		return t.holds(own.Text("kind"), "extra", model.CustomFieldName(own.ID))
	}
	word := model.CustomTermID(own.ID)
	for _, k := range t.db.Schema().Kinds() {
		for _, f := range k.Fields {
			if f.Vocabulary != own.Text("vocabulary") {
				continue
			}
			column := f.Name
			if f.Custom {
				column = "extra"
			}
			if used, err := t.holds(k.Name, column, word); used || err != nil {
				return used, err
			}
		}
	}
	return false, nil
}

// holds looks for a name made of a record's id in a column of a kind.
func (t *Tx) holds(kind, column, name string) (bool, error) {
	if t.db.base.Kind(kind) == nil {
		return false, nil
	}
	var n int64
	err := t.q.QueryRowContext(t.ctx, strings.NewReplacer("KIND", ident(kind), "COLUMN", ident(column)).Replace(
		"SELECT r.n FROM KIND k JOIN record r ON r.n = k.n AND r.deleted = 0 WHERE instr(k.COLUMN, ?) > 0 LIMIT 1"), name).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"guvoh/model"
	"guvoh/model/names"
)

// upgraded is a setting that stands in a file from an upgrade of its tables until
// these hold what the journal has held for them all along; see [DB.catchUp].
const upgraded = "upgraded"

// catchUp fills tables and columns that an upgrade brought. A merge may have
// brought records of kinds and values of fields that only a newer program knew:
// until now they stood in the journal alone, or among the extra fields.
//
// Pages that cannot be read are no reason not to open the file; it is tried
// again the next time.
func (db *DB) catchUp(ctx context.Context) error {
	if due, err := db.Setting(upgraded); err != nil || due == "" {
		return err
	}
	err := db.bulk(ctx, true, "upgrade", func(t *Tx) error {
		t.now = time.UnixMilli(0) // no record counts as changed by this
		records, err := t.makeRoom()
		if err != nil {
			return err
		}
		f := &folding{Tx: t, tick: ctx.Err}
		if err := f.anew(records); err != nil {
			return err
		}
		t.custom = f.customs
		_, err = t.exec("DELETE FROM setting WHERE key = ?", upgraded)
		return err
	})
	if errors.Is(err, ErrDamaged) {
		return nil
	}
	return err
}

// makeRoom gives the records whose rows do not hold all that they could, and
// takes out of the rows what is to stand there in its own column.
func (t *Tx) makeRoom() (records bitset, err error) {
	for _, k := range t.db.base.Kinds() {
		name, number := ident(k.Name), "n IN (SELECT record FROM entry) AND n"
		if err := t.gather(&records, "SELECT n FROM record WHERE kind = ? AND "+number+" NOT IN (SELECT n FROM "+name+")", k.Name); err != nil {
			return nil, err
		}
		if _, err := t.exec("INSERT INTO "+name+"(n) SELECT n FROM record WHERE kind = ? AND "+number+" NOT IN (SELECT n FROM "+name+")", k.Name); err != nil {
			return nil, err
		}
		paths, names := ownColumns(k)
		moved := fmt.Sprintf("extra IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(extra) WHERE key IN (%s)) AND n IN (SELECT record FROM entry)", marks(len(names)))
		if err := t.gather(&records, "SELECT n FROM "+name+" WHERE "+moved, names...); err != nil {
			return nil, err
		}
		query := fmt.Sprintf("UPDATE %s SET extra = json_remove(extra, %s) WHERE %s", name, marks(len(paths)), moved)
		if _, err := t.exec(query, append(paths, names...)...); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// ownColumns gives the fields of a kind that have a column, as paths of JSON and
// as names.
func ownColumns(k *model.Kind) (paths, names []any) {
	for _, f := range k.Fields {
		if !f.Custom {
			paths, names = append(paths, `$."`+f.Name+`"`), append(names, f.Name)
		}
	}
	return paths, names
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func (t *Tx) gather(into *bitset, query string, args ...any) error {
	rows, err := t.q.QueryContext(t.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
		into.add(n)
	}
	return rows.Err()
}

// nameKeys is a setting that says by which rules the keys of names in this file
// were made; see [names.BlocksVersion].
const nameKeys = "name_keys"

// keysAnew has names be read in again, and who bears them be compared again, where
// their keys are those of an older program. The index does it afterwards as it
// does after a change; until then those names are looked through one by one.
func (db *DB) keysAnew(ctx context.Context) error {
	if made, err := db.Setting(nameKeys); err != nil || made == names.BlocksVersion {
		return err
	}
	err := db.bulk(ctx, true, "upgrade", func(t *Tx) error {
		if _, err := t.exec("INSERT OR IGNORE INTO stale SELECT n << 1 FROM record WHERE kind = 'person_name'"); err != nil {
			return err
		}
		_, err := t.exec("INSERT INTO setting VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", nameKeys, names.BlocksVersion)
		return err
	})
	if errors.Is(err, ErrDamaged) {
		return nil // no reason not to open the file; it is tried again the next time
	}
	return err
}

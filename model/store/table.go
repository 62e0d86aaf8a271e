package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"guvoh/model"
)

// table knows the SQL of one kind: its columns are the kind's built-in
// fields, in the order of their description.
type table struct {
	kind   *model.Kind
	fields []model.Field
	choose string // SELECT … WHERE n = ?
	upsert string
	insert string // as far as VALUES
}

func newTable(k *model.Kind) *table {
	t := &table{kind: k}
	var cols, marks []string
	for _, f := range k.Fields {
		if !f.Custom {
			t.fields = append(t.fields, f)
			cols = append(cols, ident(f.Name))
			marks = append(marks, "?")
		}
	}
	list := strings.Join(cols, ", ")
	t.choose = fmt.Sprintf("SELECT %s, extra FROM %s WHERE n = ?", list, ident(k.Name))
	t.insert = fmt.Sprintf("INSERT OR REPLACE INTO %s(n, %s, extra)", ident(k.Name), list)
	t.upsert = t.insert + " VALUES(?, " + strings.Join(marks, ", ") + ", ?)"
	return t
}

// readAsOlder has a file of an earlier program read as it is: what the kinds were
// given since has no column there.
func (db *DB) readAsOlder(ctx context.Context) error {
	for name, t := range db.tables {
		var columns string
		err := db.sql.QueryRowContext(ctx, "SELECT json_group_array(name) FROM pragma_table_info(?)", name).Scan(&columns)
		if err != nil {
			return classify(err)
		}
		var there []string
		if err := json.Unmarshal([]byte(columns), &there); err != nil {
			return err
		}
		if len(there) == 0 {
			continue // the kind itself came later: nothing is read of it
		}
		older := *t.kind
		older.Fields = slices.DeleteFunc(slices.Clone(older.Fields), func(f model.Field) bool {
			return !f.Custom && !slices.Contains(there, f.Name)
		})
		narrow := newTable(&older)
		narrow.kind = t.kind
		db.tables[name] = narrow
	}
	return nil
}

func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// arguments gives the values of a record as the columns of its row: n first,
// extra last.
func (t *table) arguments(n int64, values map[string]model.Value) ([]any, error) {
	args := make([]any, 0, len(t.fields)+2)
	args = append(args, n)
	left := len(values)
	for _, f := range t.fields {
		v := values[f.Name]
		if v != "" {
			left--
		}
		args = append(args, column(f, v))
	}
	if left == 0 {
		return append(args, nil), nil
	}
	extra := map[string]json.RawMessage{}
	for name, v := range values {
		if f, ok := t.kind.Field(name); !ok || f.Custom {
			extra[name] = json.RawMessage(v)
		}
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // the canonical form of a value has no such escapes
	if err := enc.Encode(extra); err != nil {
		return nil, err
	}
	return append(args, strings.TrimSpace(b.String())), nil
}

// column gives a value in the form its column has, as head.sql describes.
func column(f model.Field, v model.Value) any {
	if v == "" {
		return nil
	}
	switch f.Type {
	case model.Text, model.Long, model.Term, model.Position, model.Ref:
		return v.Text()
	case model.Int:
		n, _ := v.Int()
		return n
	case model.Bool:
		b, _ := v.Bool()
		if b {
			return 1
		}
		return 0
	}
	return string(v)
}

// scan reads a row of the table; its columns and extra, as choose lists them.
func (t *table) scan(row interface{ Scan(...any) error }) (map[string]model.Value, error) {
	cells := make([]any, len(t.fields)+1)
	into := make([]any, len(cells))
	for i := range cells {
		into[i] = &cells[i]
	}
	if err := row.Scan(into...); err != nil {
		return nil, err
	}
	values := map[string]model.Value{}
	for i, f := range t.fields {
		if v := value(f, cells[i]); v != "" {
			values[f.Name] = v
		}
	}
	if s := asText(cells[len(t.fields)]); s != "" {
		extra, err := extraValues(t.kind.Name, s)
		if err != nil {
			return nil, err
		}
		maps.Copy(values, extra)
	}
	return values, nil
}

// extraValues reads the fields that have no column of their own.
func extraValues(kind, text string) (map[string]model.Value, error) {
	extra := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(text), &extra); err != nil {
		return nil, fmt.Errorf("%w: extra fields of a %s", ErrDamaged, kind)
	}
	values := make(map[string]model.Value, len(extra))
	for name, raw := range extra {
		values[name] = model.Value(raw)
	}
	return values, nil
}

func value(f model.Field, cell any) model.Value {
	if cell == nil {
		return ""
	}
	switch f.Type {
	case model.Text, model.Long, model.Term, model.Position, model.Ref:
		return model.TextValue(asText(cell))
	case model.Int:
		n, _ := cell.(int64)
		return model.IntValue(n)
	case model.Bool:
		n, _ := cell.(int64)
		return model.BoolValue(n == 1)
	}
	return model.Value(asText(cell))
}

func asText(cell any) string {
	switch x := cell.(type) {
	case string:
		return x
	case []byte:
		return string(x)
	}
	return ""
}

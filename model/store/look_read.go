package store

import (
	"fmt"
	"slices"
	"strings"

	"guvoh/model"
	"guvoh/model/search"
)

// read reads the records and pages that rows of the index stand for, and gives
// those that answer, in the order of the rows. It asks once for all of a kind, and
// reads nothing but the words.
func (l *looking) read(rows []int64) ([]Match, error) {
	found := map[int64]Match{}
	var records, passages []int64
	for _, row := range rows {
		if row&1 == 0 {
			records = append(records, row>>1)
		} else {
			passages = append(passages, row>>1)
		}
	}
	if len(records) > 0 {
		if err := l.records(records, found); err != nil {
			return nil, err
		}
	}
	if len(passages) > 0 {
		if err := l.passages(passages, found); err != nil {
			return nil, err
		}
	}
	var out []Match
	for _, row := range rows {
		if m, ok := found[row]; ok {
			out = append(out, m)
		}
	}
	return out, nil
}

func (l *looking) wants(kind string) bool { return len(l.Kinds) == 0 || slices.Contains(l.Kinds, kind) }

func (l *looking) records(ns []int64, found map[int64]Match) error {
	rows, err := l.ask("SELECT n, id, kind, label FROM record WHERE n IN (SELECT value FROM json_each(?)) AND +deleted = 0", listOf(ns))
	if err != nil {
		return err
	}
	defer rows.Close()
	heads, kinds := map[int64]Match{}, map[string][]int64{}
	for rows.Next() {
		var n int64
		var m Match
		var id []byte
		if err := rows.Scan(&n, &id, &m.Kind, &m.Label); err != nil {
			return err
		}
		if l.wants(m.Kind) && l.db.tables[m.Kind] != nil {
			m.Record = toID(id)
			heads[n], kinds[m.Kind] = m, append(kinds[m.Kind], n)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	for kind, ns := range kinds {
		if err := l.ofKind(kind, ns, heads, found); err != nil {
			return err
		}
	}
	return nil
}

// ofKind reads the words of records of one kind.
func (l *looking) ofKind(kind string, ns []int64, heads, found map[int64]Match) error {
	fields, columns := l.db.tables[kind].wordy(l.Lang != "")
	rows, err := l.ask(fmt.Sprintf("SELECT n, %s FROM %s WHERE n IN (SELECT value FROM json_each(?))", columns, ident(kind)), listOf(ns))
	if err != nil {
		return err
	}
	defer rows.Close()
	var n int64
	cells := make([]any, len(fields)+1)
	into := []any{&n}
	for i := range cells {
		into = append(into, &cells[i])
	}
	k := l.schema.Kind(kind)
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		names, parts, err := l.parts(k, fields, cells)
		if err != nil {
			return err
		}
		a := l.matcher.LookAt(parts)
		if !a.Found {
			continue
		}
		m := heads[n]
		if m.Exact = a.Exact; a.Text >= 0 {
			m.Field, m.Text, m.Marks = names[a.Text], parts[a.Text].Text, slices.Clone(a.Marks)
		}
		found[ofRecord(n)] = m
	}
	return rows.Err()
}

// wordy gives the fields of a kind that hold words, or codes where these are wanted too,
// and have a column of their own, and their columns, with that of the users' own fields
// behind them.
func (t *table) wordy(coded bool) (fields []model.Field, columns string) {
	var names []string
	for _, f := range t.fields {
		if holdsWords(f) || coded && holdsCodes(f) {
			fields, names = append(fields, f), append(names, ident(f.Name))
		}
	}
	return fields, strings.Join(append(names, "extra"), ", ")
}

// parts gives what a row of a kind's table says, field by field.
func (l *looking) parts(k *model.Kind, fields []model.Field, cells []any) (names []string, parts []search.Part, err error) {
	add := func(f model.Field, v model.Value, text string) {
		if text != "" {
			names, parts = append(names, f.Name), append(parts, search.Part{Text: text})
		}
		if l.Lang == "" || v == "" || !holdsCodes(f) {
			return
		}
		if p := codedPart(l.schema, f, v, l.Lang); len(p.Coded) > 0 {
			names, parts = append(names, f.Name), append(parts, p)
		}
	}
	for i, f := range fields {
		switch f.Type {
		case model.Text, model.Long: // they stand there as they are
			add(f, "", asText(cells[i]))
		default:
			v := value(f, cells[i])
			add(f, v, wordsOf(f, v))
		}
	}
	extra := asText(cells[len(fields)])
	if extra == "" || k == nil {
		return names, parts, nil
	}
	values, err := extraValues(k.Name, extra)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range k.Fields {
		if f.Custom {
			add(f, values[f.Name], wordsOf(f, values[f.Name]))
		}
	}
	return names, parts, nil
}

// passages reads pages of attachments. One that several pieces of evidence name is
// found as that of the first.
func (l *looking) passages(ns []int64, found map[int64]Match) error {
	if !l.wants("evidence") {
		return nil
	}
	rows, err := l.ask(`SELECT p.n, p.page, p.text, e.sha256, r.n, r.id, r.label FROM passage p JOIN attachment a ON a.n = p.attachment
		JOIN evidence e ON e.sha256 = lower(hex(a.sha256)) JOIN record r ON r.n = e.n AND r.deleted = 0
		WHERE p.n IN (SELECT value FROM json_each(?)) ORDER BY p.n, r.n DESC`, listOf(ns))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n, evidence int64
		m := Match{Kind: "evidence"}
		var id []byte
		if err := rows.Scan(&n, &m.Page, &m.Text, &m.SHA256, &evidence, &id, &m.Label); err != nil {
			return err
		}
		if l.within != nil && !l.within[ofRecord(evidence)] { // other evidence with the same bytes
			continue
		}
		a := l.matcher.Look(m.Text)
		if !a.Found {
			continue
		}
		m.Record, m.Exact, m.Marks = toID(id), a.Exact, slices.Clone(a.Marks)
		found[ofPassage(n)] = m
	}
	return rows.Err()
}

package store

import (
	"fmt"
	"slices"
	"strings"

	"guvoh/model"
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
	fields, columns := l.db.tables[kind].wordy()
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
		names, texts, err := words(k, fields, cells)
		if err != nil {
			return err
		}
		a := l.matcher.Look(texts...)
		if !a.Found {
			continue
		}
		m := heads[n]
		if m.Exact = a.Exact; a.Text >= 0 {
			m.Field, m.Text, m.Marks = names[a.Text], texts[a.Text], slices.Clone(a.Marks)
		}
		found[ofRecord(n)] = m
	}
	return rows.Err()
}

// wordy gives the fields of a kind that hold words and have a column of their own,
// and their columns, with that of the users' own fields behind them.
func (t *table) wordy() (fields []model.Field, columns string) {
	var names []string
	for _, f := range t.fields {
		if holdsWords(f) {
			fields, names = append(fields, f), append(names, ident(f.Name))
		}
	}
	return fields, strings.Join(append(names, "extra"), ", ")
}

// words gives what was written in words in a row of a kind's table, field by field.
func words(k *model.Kind, fields []model.Field, cells []any) (names, texts []string, err error) {
	for i, f := range fields {
		text := asText(cells[i])
		if f.Type == model.Texts || f.Type == model.Partial { // the others stand there as they are
			text = wordsOf(f, model.Value(text))
		}
		if text != "" {
			names, texts = append(names, f.Name), append(texts, text)
		}
	}
	extra := asText(cells[len(fields)])
	if extra == "" || k == nil {
		return names, texts, nil
	}
	values, err := extraValues(k.Name, extra)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range k.Fields {
		if f.Custom && holdsWords(f) {
			if text := wordsOf(f, values[f.Name]); text != "" {
				names, texts = append(names, f.Name), append(texts, text)
			}
		}
	}
	return names, texts, nil
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

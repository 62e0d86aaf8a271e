package store

import (
	"database/sql"

	"guvoh/model"
	"guvoh/model/question"
	"guvoh/model/search"
)

// text gives the records in which words stand: surely those that are spelled so,
// perhaps those that only sound so. The index names who may have them in any
// field; that one is then looked at.
func (a *answering) text(l *level, c question.Text) (expr, error) {
	f := &findingText{answering: a, kind: l.kind, Text: c, query: search.Parse(c.Words, false)}
	if err := f.find(); err != nil {
		return expr{}, err
	}
	return expr{a.among(l.number(), f.yes), a.among(l.number(), append(f.perhaps, f.yes...))}, nil
}

type findingText struct {
	*answering
	question.Text
	kind         *model.Kind
	query        search.Query
	yes, perhaps []int64
}

func (f *findingText) find() error {
	all := "SELECT n FROM " + ident(f.kind.Name)
	old, err := before(f.ctx, f.q, "spelling")
	if err != nil {
		return err
	}
	for !old && f.db.index.Load() == indexWhole {
		f.yes, f.perhaps = nil, nil
		forgot := f.db.forgot.Load()
		err := f.byIndex(all)
		switch {
		case damaged(err): // perhaps only in the index: the records will tell
			f.db.indexFails()
		case err != nil || f.db.forgot.Load() == forgot:
			return err
		}
	}
	f.yes, f.perhaps = nil, nil
	return f.look(all) // it cannot be read, or the file is older than it and opened to look only
}

// byIndex asks the index, and looks at what it did not know yet when that began: what
// is read in meanwhile is found by it or was looked at.
func (f *findingText) byIndex(all string) error {
	unread, err := f.rowsOf(all + " WHERE n IN (SELECT row >> 1 FROM stale WHERE row & 1 = 0)")
	if err != nil {
		return err
	}
	wide := search.Query{} // what must not stand in the field may stand in another
	for _, all := range f.query.Any {
		wide.Any = append(wide.Any, search.All{Terms: all.Terms})
	}
	const fresh = " AND rowid & 1 = 0 AND rowid NOT IN (SELECT row FROM stale)"
	spelled, heard := matchSpelled(wide), matchSounding(wide)
	if f.Field == "" { // then the index itself knows who has them as they are spelled
		f.yes, err = f.rowsOf(all+" WHERE n IN (SELECT rowid >> 1 FROM spelling WHERE spelling MATCH ?"+fresh+")", matchSpelled(f.query))
		spelled = ""
	}
	if err == nil && spelled != "" {
		err = f.look(all+" WHERE n IN (SELECT rowid >> 1 FROM spelling WHERE spelling MATCH ?"+fresh+")", spelled)
	}
	if err == nil && heard != "" && !f.Exact {
		err = f.look(all+" WHERE n IN (SELECT rowid >> 1 FROM sound WHERE sound MATCH ?"+fresh+")", heard)
	}
	if err != nil {
		return err
	}
	return f.lookAt(unread)
}

func (f *findingText) rowsOf(query string, args ...any) ([]int64, error) {
	return f.wholeNumbers(f.ctx, query, args...)
}

// look reads the field of the records that a query names.
func (f *findingText) look(query string, args ...any) error {
	ns, err := f.rowsOf(query, args...)
	if err != nil {
		return err
	}
	return f.lookAt(ns)
}

func (f *findingText) lookAt(ns []int64) error {
	known := map[int64]bool{}
	for _, n := range append(f.perhaps, f.yes...) {
		known[n] = true
	}
	for _, n := range ns {
		if known[n] {
			continue
		}
		text, err := f.textAt(n)
		if err != nil {
			return err
		}
		switch found, exact := f.query.Answers(text); {
		case exact:
			f.yes = append(f.yes, n)
		case found && !f.Exact:
			f.perhaps = append(f.perhaps, n)
		}
	}
	return nil
}

// textAt gives the words of the field, or of the whole record.
func (f *findingText) textAt(n int64) (string, error) {
	field, ok := f.kind.Field(f.Field)
	if f.Field == "" || ok && field.Custom {
		t := f.db.tables[f.kind.Name]
		values, err := t.scan(f.q.QueryRowContext(f.ctx, t.choose, n))
		if err != nil {
			return "", err
		}
		r := model.Record{Kind: f.kind.Name, Values: values}
		if f.Field == "" {
			return textOf(f.kind, r), nil
		}
		return wordsOf(field, r.Get(field.Name)), nil
	}
	var cell sql.NullString
	err := f.q.QueryRowContext(f.ctx, "SELECT "+ident(field.Name)+" FROM "+ident(f.kind.Name)+" WHERE n = ?", n).Scan(&cell)
	if err != nil || !cell.Valid {
		return "", err
	}
	return wordsOf(field, value(field, cell.String)), nil
}

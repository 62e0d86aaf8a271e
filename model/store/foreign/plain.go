package foreign

import (
	"slices"
	"strings"

	"guvoh/model/store/migrations"
)

// journals are the tables that are read. In a file of a newer version they must
// be ours to the letter: what they mean is then what we know.
var journals = []string{
	"stream", "signer", "certificate", "action", "entry", "bare", "hole", "attachment", "chunk", "origin",
}

// plain reports whether a list of tables of a newer version is one that cannot
// do anything: the journal's tables as in the newest version that we know, and
// besides them nothing but tables and indexes in the form in which we write
// them. What such a file holds of kinds and fields that we do not know is in the
// entries of its journal, which are kept as they are.
//
// So much is asked because SQLite evaluates checks, generated columns and
// expressions of indexes while it looks whether a file is sound.
func plain(objects []migrations.Object, newest migrations.Version) bool {
	var p plainList
	p.columns = map[string][]string{}
	seen := map[migrations.Object]bool{}
	for _, o := range objects {
		name := strings.ToLower(o.Name)
		if slices.Contains(p.names, name) || !p.object(o) && !isIndexOfWords(o, newest) {
			return false
		}
		p.names, seen[o] = append(p.names, name), true
	}
	for _, o := range newest.Objects {
		if slices.Contains(journals, o.Table) && !seen[o] {
			return false
		}
	}
	return p.fits()
}

// isIndexOfWords reports whether an object belongs to an index of words, to the
// letter as we know it. Its tables are made by code of SQLite (FTS5), which does
// nothing as long as nobody asks them.
func isIndexOfWords(o migrations.Object, newest migrations.Version) bool {
	return o.Type == "table" && slices.Contains(newest.Objects, o) && slices.ContainsFunc(newest.Objects, func(v migrations.Object) bool {
		return strings.HasPrefix(v.SQL, "CREATE VIRTUAL TABLE ") && (o.Name == v.Name || strings.HasPrefix(o.Name, v.Name+"_"))
	})
}

// plainList is what was read of a list of tables.
type plainList struct {
	names   []string
	columns map[string][]string // of each table, in small letters
	indexes []plainIndex
}

type plainIndex struct {
	table   string
	columns []string
}

// object reads one object; it reports whether that is plain by itself.
func (p *plainList) object(o migrations.Object) bool {
	switch {
	case o.Type == "index" && o.SQL == "": // SQLite's own, for a key
		if !strings.HasPrefix(o.Name, "sqlite_autoindex_"+o.Table+"_") {
			return false
		}
		p.indexes = append(p.indexes, plainIndex{table: o.Table})
		return true
	case strings.HasPrefix(strings.ToLower(o.Name), "sqlite_"):
		return false
	}
	s := statement{words: split(o.SQL)}
	switch o.Type {
	case "table":
		columns, ok := s.table(o.Name)
		p.columns[strings.ToLower(o.Name)] = columns
		return ok && o.Table == o.Name
	case "index":
		x, ok := s.index(o.Name)
		p.indexes = append(p.indexes, x)
		return ok && x.table == o.Table
	}
	return false
}

// fits reports whether each index is one of columns that are there: of another
// word SQLite would make an expression.
func (p *plainList) fits() bool {
	for _, x := range p.indexes {
		columns, ok := p.columns[strings.ToLower(x.table)]
		if !ok {
			return false
		}
		for _, c := range x.columns {
			if !slices.Contains(columns, strings.ToLower(c)) {
				return false
			}
		}
	}
	return true
}

// ---- the words of a statement ----

// The kinds of a word, by its first letter: a name in quotes is kept with the
// opening one, a text and a number as they stand. A letter of its own stands for
// what is in no statement of ours.
const nothingOfOurs = "?"

// split takes a statement apart into words, without spaces and comments.
func split(sql string) (words []string) {
	for sql != "" {
		end := 1
		switch c := sql[0]; {
		case strings.IndexByte(" \t\n", c) >= 0:
			sql = sql[1:]
			continue
		case strings.HasPrefix(sql, "--"):
			_, sql, _ = strings.Cut(sql, "\n")
			continue
		case c == '(' || c == ')' || c == ',':
		case c == '"' || c == '\'':
			if end = strings.IndexByte(sql[1:], c) + 2; end < 2 {
				return []string{nothingOfOurs}
			}
		case wordly(c):
			for end < len(sql) && wordly(sql[end]) {
				end++
			}
		default:
			return []string{nothingOfOurs}
		}
		words, sql = append(words, sql[:end]), sql[end:]
	}
	return words
}

func wordly(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// statement is what is left to read of one.
type statement struct{ words []string }

// take takes words when they are the next ones.
func (s *statement) take(words ...string) bool {
	if len(s.words) < len(words) {
		return false
	}
	for i, w := range words {
		if s.words[i] != w {
			return false
		}
	}
	s.words = s.words[len(words):]
	return true
}

// name takes a name. One without quotes is of small letters, which no word of the
// language is as we write it, and is none that could begin something else.
func (s *statement) name() (string, bool) {
	if len(s.words) == 0 {
		return "", false
	}
	w := s.words[0]
	s.words = s.words[1:]
	if bare, quoted := strings.CutPrefix(w, `"`); quoted {
		bare = strings.TrimSuffix(bare, `"`)
		return bare, isName(bare)
	}
	return w, isName(w) && w == strings.ToLower(w) && !slices.Contains([]string{"constraint", "primary", "unique", "check", "foreign"}, w)
}

func isName(s string) bool {
	for i := range len(s) {
		if !wordly(s[i]) {
			return false
		}
	}
	return s != "" && (s[0] < '0' || s[0] > '9')
}

// literal takes a number or a text.
func (s *statement) literal() bool {
	if len(s.words) == 0 {
		return false
	}
	w := s.words[0]
	s.words = s.words[1:]
	if w[0] == '\'' {
		return true
	}
	for i := range len(w) {
		if w[i] < '0' || w[i] > '9' {
			return false
		}
	}
	return true
}

// table reads CREATE TABLE name(column type …, PRIMARY KEY(…)) STRICT, to its end.
func (s *statement) table(name string) (columns []string, ok bool) {
	if !s.take("CREATE", "TABLE") {
		return nil, false
	}
	if n, ok := s.name(); !ok || n != name || !s.take("(") {
		return nil, false
	}
	for {
		if s.take("PRIMARY", "KEY", "(") {
			keys, ok := s.list(false)
			return columns, ok && len(columns) > 0 && all(keys, columns) && s.take(")") && s.strict()
		}
		c, ok := s.column()
		if !ok || slices.Contains(columns, c) {
			return nil, false
		}
		columns = append(columns, c)
		if !s.take(",") {
			return columns, s.take(")") && s.strict()
		}
	}
}

func all(some, of []string) bool {
	return !slices.ContainsFunc(some, func(c string) bool { return !slices.Contains(of, strings.ToLower(c)) })
}

func (s *statement) column() (string, bool) {
	name, ok := s.name()
	if !ok || !s.take("TEXT") && !s.take("INTEGER") && !s.take("BLOB") {
		return "", false
	}
	for {
		switch {
		case s.take("NOT", "NULL"), s.take("PRIMARY", "KEY"), s.take("UNIQUE"):
		case s.take("DEFAULT"):
			if !s.literal() {
				return "", false
			}
		default:
			return strings.ToLower(name), true
		}
	}
}

// strict reads the end of a table.
func (s *statement) strict() bool {
	return s.take("STRICT") && (len(s.words) == 0 || s.take(",", "WITHOUT", "ROWID") && len(s.words) == 0)
}

// index reads CREATE INDEX name ON table(column, …), to its end.
func (s *statement) index(name string) (x plainIndex, ok bool) {
	if !s.take("CREATE", "INDEX") {
		return x, false
	}
	if n, ok := s.name(); !ok || n != name || !s.take("ON") {
		return x, false
	}
	if x.table, ok = s.name(); !ok || !s.take("(") {
		return x, false
	}
	x.columns, ok = s.list(true)
	return x, ok && len(s.words) == 0
}

// list reads names to the closing bracket.
func (s *statement) list(collated bool) (names []string, ok bool) {
	for {
		n, ok := s.name()
		if !ok {
			return nil, false
		}
		names = append(names, n)
		if collated {
			s.take("COLLATE", "NOCASE")
		}
		if !s.take(",") {
			return names, s.take(")")
		}
	}
}

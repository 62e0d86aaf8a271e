package main

import (
	"slices"
	"strconv"
	"strings"
)

// table is what the SQL of a table says of how its rows are stored.
type table struct {
	name         string
	root         int64
	columns      []column
	stored       []int // which column is the first, second… value of a row
	alias        int   // the column that is the rowid; -1: none
	withoutRowid bool
}

type column struct {
	name    string
	real    bool // whole numbers in it are meant as reals
	integer bool // its type is INTEGER and nothing else
	missing any  // the value in rows that were written before the column
}

// parseTable reads CREATE TABLE name(columns, constraints) options.
func parseTable(name, sql string) (table, error) {
	t := table{name: name, alias: -1}
	tokens, err := tokensOf(sql)
	if err != nil {
		return t, err
	}
	open := slices.IndexFunc(tokens, func(k token) bool { return k.is("(") })
	if open < 0 {
		return t, refuse("the table %s has no columns", name)
	}
	parts, after := split(tokens[open+1:])
	t.withoutRowid = hasWords(after, "WITHOUT", "ROWID")
	var primary []string
	for _, part := range parts {
		if p, ok := keyOf(part); ok {
			primary = p
		} else if !isConstraint(part) {
			own, err := t.addColumn(part)
			if err != nil {
				return t, err
			}
			if own {
				primary = []string{t.columns[len(t.columns)-1].name}
			}
		}
	}
	return t, t.arrange(primary)
}

// addColumn reads one column and tells whether it is the primary key.
func (t *table) addColumn(part []token) (primary bool, _ error) {
	c := column{name: part[0].text}
	rest := part[1:]
	end := slices.IndexFunc(rest, func(k token) bool {
		return !k.quoted && slices.Contains(columnWords, strings.ToUpper(k.text))
	})
	if end < 0 {
		end = len(rest)
	}
	var words []string
	for _, k := range rest[:end] {
		words = append(words, strings.ToUpper(k.text))
	}
	kind := strings.Join(words, " ")
	c.integer = kind == "INTEGER"
	has := func(s string) bool { return strings.Contains(kind, s) }
	c.real = (has("REAL") || has("FLOA") || has("DOUB")) && !has("INT") && !has("CHAR") && !has("CLOB") && !has("TEXT") && !has("BLOB")
	rest = rest[end:]
	depth := 0
	for i, k := range rest {
		switch {
		case k.is("("):
			depth++
		case k.is(")"):
			depth--
		case depth > 0:
		case k.word("PRIMARY"):
			primary = true
			if hasWords(rest[i:], "PRIMARY", "KEY", "DESC") { // then it is no name of the rowid: a fault of SQLite's that became part of the format
				c.integer = false
			}
		case k.word("GENERATED"), k.word("AS"):
			return false, refuse("the table %s has a computed column, which this reader does not know", t.name)
		case k.word("DEFAULT"):
			c.missing = literal(rest[i+1:])
		}
	}
	t.columns = append(t.columns, c)
	return primary, nil
}

// columnWords end the type of a column.
var columnWords = []string{"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS"}

// arrange works out where each column is stored.
func (t *table) arrange(primary []string) error {
	var key []int
	for _, p := range primary {
		i := slices.IndexFunc(t.columns, func(c column) bool { return strings.EqualFold(c.name, p) })
		if i < 0 {
			return refuse("the key of the table %s is no column", t.name)
		}
		if !slices.Contains(key, i) {
			key = append(key, i)
		}
	}
	if t.withoutRowid {
		t.stored = key
	} else if len(key) == 1 && t.columns[key[0]].integer {
		t.alias = key[0]
	}
	for i := range t.columns {
		if !t.withoutRowid || !slices.Contains(key, i) {
			t.stored = append(t.stored, i)
		}
	}
	return nil
}

func isConstraint(part []token) bool {
	return len(part) == 0 || slices.ContainsFunc([]string{"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"}, part[0].word)
}

// keyOf gives the columns of [CONSTRAINT name] PRIMARY KEY(…).
func keyOf(part []token) (columns []string, ok bool) {
	if len(part) > 2 && part[0].word("CONSTRAINT") {
		part = part[2:]
	}
	if len(part) < 3 || !part[0].word("PRIMARY") || !part[2].is("(") {
		return nil, false
	}
	list, _ := split(part[3:])
	for _, c := range list {
		if len(c) > 0 {
			columns = append(columns, c[0].text)
		}
	}
	return columns, true
}

// unknown is a default that is no plain value.
type unknown struct{}

// literal gives the value that a DEFAULT names, also in brackets.
func literal(tokens []token) any {
	if len(tokens) > 0 && tokens[0].is("(") {
		parts, _ := split(tokens[1:])
		if v, n := plain(parts[0]); n == len(parts[0]) && len(parts) == 1 {
			return v
		}
		return unknown{}
	}
	v, _ := plain(tokens)
	return v
}

// plain gives the value that a text, a number or a word stands for, and how
// many tokens that took.
func plain(tokens []token) (any, int) {
	sign, n := "", 1
	if len(tokens) > 1 && (tokens[0].is("-") || tokens[0].is("+")) {
		sign, tokens, n = tokens[0].text, tokens[1:], 2
	}
	if len(tokens) == 0 {
		return unknown{}, 0
	}
	switch k := tokens[0]; {
	case k.quoted:
		return k.text, n
	case k.word("NULL"):
		return nil, n
	case k.word("TRUE"):
		return int64(1), n
	case k.word("FALSE"):
		return int64(0), n
	}
	if v, err := strconv.ParseInt(sign+tokens[0].text, 10, 64); err == nil {
		return v, n
	}
	if v, err := strconv.ParseFloat(sign+tokens[0].text, 64); err == nil {
		return v, n
	}
	return unknown{}, n
}

// ---- words of SQL ----

type token struct {
	text   string
	quoted bool
}

func (k token) is(s string) bool   { return !k.quoted && k.text == s }
func (k token) word(s string) bool { return !k.quoted && strings.EqualFold(k.text, s) }

// hasWords reports whether the words stand there one after the other.
func hasWords(tokens []token, words ...string) bool {
	for i := 0; i+len(words) <= len(tokens); i++ {
		if slices.EqualFunc(tokens[i:i+len(words)], words, token.word) {
			return true
		}
	}
	return false
}

// split takes what stands between brackets apart at its commas and gives what
// follows the closing one.
func split(tokens []token) (parts [][]token, after []token) {
	depth, begin := 0, 0
	for i, k := range tokens {
		switch {
		case k.is("("):
			depth++
		case k.is(")") && depth > 0:
			depth--
		case k.is(")"):
			return append(parts, tokens[begin:i]), tokens[i+1:]
		case k.is(",") && depth == 0:
			parts, begin = append(parts, tokens[begin:i]), i+1
		}
	}
	return append(parts, tokens[begin:]), nil
}

// tokensOf splits SQL into words and signs, without comments.
func tokensOf(sql string) (all []token, err error) {
	for sql != "" {
		n := 0
		switch c := sql[0]; {
		case strings.HasPrefix(sql, "--"):
			n = len(upTo(sql, "\n"))
		case strings.HasPrefix(sql, "/*"):
			n = len(upTo(sql, "*/"))
		case strings.IndexByte(" \t\r\n\f", c) >= 0:
			n = 1
		case strings.IndexByte("\"'`[", c) >= 0:
			text, size := quoted(sql)
			if size == 0 {
				return nil, refuse("the SQL of a table has a name without end")
			}
			all, n = append(all, token{text, true}), size
		default:
			n = len(sql) - len(strings.TrimLeftFunc(sql, isWord))
			n = max(n, 1)
			all = append(all, token{text: sql[:n]})
		}
		sql = sql[n:]
	}
	return all, nil
}

func isWord(r rune) bool {
	return r == '_' || r == '$' || r == '.' || r > 127 || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// upTo gives s until the end of a mark, or all of it.
func upTo(s, mark string) string {
	before, _, found := strings.Cut(s, mark)
	if !found {
		return s
	}
	return s[:len(before)+len(mark)]
}

// quoted reads a name or text in quotes, which are doubled within it, and
// gives how long it was.
func quoted(s string) (text string, size int) {
	end := s[0]
	if end == '[' {
		end = ']'
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		if s[i] == end {
			if end == ']' || i+1 == len(s) || s[i+1] != end {
				return b.String(), i + 1
			}
			i++
		}
		b.WriteByte(s[i])
	}
	return "", 0
}

package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ofIndex are the tables that are made from the others, and can be made anew. Those
// of an index of words have more behind its name.
var ofIndex = []string{"spelling", "sound", "stale", "passage", "reading", "name_key", "span", "tie", "loose", "pair", "unpaired", "crowded"}

// isOfIndex reports whether a table or an index belongs to what can be made anew.
func isOfIndex(name string) bool {
	return slices.ContainsFunc(ofIndex, func(of string) bool { return name == of || strings.HasPrefix(name, of+"_") })
}

// OnlyIndex reports whether nothing is wrong but with the index of words. Nothing is
// lost then: [DB.Repair] makes it anew, or [Salvage] where its pages cannot be read.
func (r Report) OnlyIndex() bool {
	return len(r.Findings) > 0 && !slices.ContainsFunc(r.Findings, func(f Finding) bool {
		return f.Trouble != BadIndex && f.Held != HeldIndex
	})
}

// Repair empties the index of words and forgets the texts of attachments, so that
// both are made anew: by [DB.ReadIn], and by whoever reads attachments. It fails
// with [ErrDamaged] when pages of the index cannot be read.
func (db *DB) Repair(ctx context.Context) error {
	err := db.indexing(ctx, func(t *Tx) error {
		for _, table := range []string{"passage", "reading"} {
			if _, err := t.exec("DELETE FROM " + table); err != nil {
				return err
			}
		}
		return t.forgetWords()
	})
	if err == nil {
		db.index.Store(indexWhole)
	}
	return err
}

// disorder names what SQLite finds wrong: with the index of words, or with the rest.
func (c *checker) disorder(line string, roots map[int]string) {
	name := ""
	var root int
	if _, err := fmt.Sscanf(line, "Tree %d ", &root); err == nil {
		name = roots[root]
	} else if words := strings.Fields(line); len(words) > 0 {
		name = strings.TrimPrefix(words[len(words)-1], "main.") // "… in index X", "… for FTS5 table main.X"
		if _, of, ok := strings.Cut(line, "FTS5 table main."); ok {
			name, _, _ = strings.Cut(of, ":")
		}
	}
	if isOfIndex(strings.TrimSuffix(name, ":")) || strings.HasPrefix(line, "fts5:") {
		c.badIndex(line)
		return
	}
	c.find(Finding{Trouble: BadPage, Detail: line})
}

// badIndex names what is wrong with the index, and has it made anew at the next
// occasion.
func (c *checker) badIndex(detail string) {
	c.find(Finding{Trouble: BadIndex, Detail: detail})
	c.db.indexFails()
}

// roots gives the tables and indexes by the pages with which they begin.
func (c *checker) roots() (map[int]string, error) {
	lines, err := c.texts("SELECT rootpage || ' ' || name FROM sqlite_schema WHERE rootpage > 0")
	out := map[int]string{}
	for _, l := range lines {
		page, name, _ := strings.Cut(l, " ")
		n, _ := strconv.Atoi(page)
		out[n] = name
	}
	return out, err
}

// words looks whether the index has a row for each record that has words, and for
// nothing else. What stands in a row only SQLite can tell; see [checker.pages].
func (c *checker) words() error {
	if old, err := before(c.ctx, c.q, "stale"); err != nil || old {
		return err
	}
	for _, half := range []string{"spelling", "sound"} {
		var tooMany, pages int
		err := c.q.QueryRowContext(c.ctx, `SELECT count(*) FROM `+half+`_docsize WHERE id NOT IN (SELECT row FROM stale)
			AND CASE id & 1 WHEN 1 THEN id >> 1 NOT IN (SELECT n FROM passage)
			ELSE id >> 1 NOT IN (SELECT n FROM record WHERE deleted = 0) END`).Scan(&tooMany)
		if err == nil {
			err = c.q.QueryRowContext(c.ctx, `SELECT count(*) FROM passage WHERE n << 1 | 1 NOT IN (SELECT id FROM `+half+`_docsize)
				AND n << 1 | 1 NOT IN (SELECT row FROM stale) AND text GLOB '*[A-Za-z0-9]*'`).Scan(&pages)
		}
		if err != nil {
			return err
		}
		records, err := c.wordless(half)
		if err != nil {
			return err
		}
		if missing := pages + records; tooMany+missing > 0 {
			c.badIndex(fmt.Sprintf("%s: %d rows too many, %d missing", half, tooMany, missing))
		}
	}
	return nil
}

// wordless counts the records with words or codes that one half of the index should know and
// does not.
func (c *checker) wordless(half string) (missing int, err error) {
	ids, err := c.db.ids(c.ctx, `SELECT id FROM record WHERE deleted = 0
		AND n << 1 NOT IN (SELECT id FROM `+half+`_docsize) AND n << 1 NOT IN (SELECT row FROM stale)`)
	schema := c.db.Schema()
	for _, id := range ids {
		r, err := c.row(c.ctx, id)
		if err != nil {
			return 0, err
		}
		if k := schema.Kind(r.record.Kind); k != nil && (hasWords(textsOf(k, r.record)) || len(codesOf(k, r.record)) > 0) {
			missing++
		}
	}
	return missing, err
}

// pairs looks whether the file keeps pairs of persons of whom one is not there and
// nobody has noted that yet.
func (c *checker) pairs() error {
	if old, err := before(c.ctx, c.q, "pair"); err != nil || old {
		return err
	}
	var astray int
	err := c.q.QueryRowContext(c.ctx, `SELECT count(*) FROM (SELECT one AS n FROM pair UNION SELECT other FROM pair)
		WHERE n NOT IN (SELECT n FROM record WHERE kind = 'person' AND deleted = 0)
		AND n NOT IN (SELECT person FROM unpaired) AND n << 1 NOT IN (SELECT row FROM stale)`).Scan(&astray)
	if err == nil && astray > 0 {
		c.badIndex(fmt.Sprintf("pair: %d are no persons", astray))
	}
	return err
}

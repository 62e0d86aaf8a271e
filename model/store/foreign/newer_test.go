package foreign_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"guvoh/model/store/foreign"
	"guvoh/model/store/migrations"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

// next is the number of the version after the newest that we know.
var next = len(migrations.Names(migrations.Files)) + 1

// nextVersion is what a version of tomorrow may do: a kind more, a field more, an
// index more, a table of its own.
var nextVersion = []string{
	"-- A kind that nobody knows yet.\n" + `CREATE TABLE "vehicle"(
  n INTEGER PRIMARY KEY,
  "cases" TEXT,               -- as told
  "plate" TEXT,
  "seats" INTEGER,
  extra TEXT
) STRICT`,
	`ALTER TABLE "case" ADD COLUMN "weather" TEXT`,
	`ALTER TABLE record ADD COLUMN weight INTEGER NOT NULL DEFAULT 0`,
	`CREATE INDEX vehicle_plate ON "vehicle"(plate COLLATE NOCASE, n)`,
	"CREATE TABLE shelf(\n  at INTEGER NOT NULL,\n  name TEXT NOT NULL DEFAULT '',\n  bytes BLOB,\n  PRIMARY KEY(at, name)\n) STRICT, WITHOUT ROWID",
	fmt.Sprintf("PRAGMA user_version = %d", next),
}

func TestAFileOfANewerVersion(t *testing.T) {
	raced.OneByOne(t)
	path := guestFile(t)
	before, err := took(t, path, foreign.Options{})
	must(t, err)
	changed(t, path, append(nextVersion, `INSERT INTO "vehicle" VALUES(1, '[]', 'x', 4, NULL)`, `INSERT INTO shelf VALUES(1, '', x'00')`)...)
	t.Run("with kinds and fields that are not known here is read whole", func(t *testing.T) {
		g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
		must(t, err)
		defer g.Close()
		if sum, err := g.Prove(ctx); err != nil || sum != before || g.Version != next {
			t.Errorf("version %d: %+v, %v, before %+v", g.Version, sum, err, before)
		}
	})
	t.Run("that is not sealed is read as well", func(t *testing.T) {
		if sum, err := took(t, unsealed(t, path), foreign.Options{}); err != nil || sum != before {
			t.Errorf("%+v, %v, before %+v", sum, err, before)
		}
	})
	for name, queries := range map[string][]string{
		"a trigger":                      {"CREATE TRIGGER x AFTER INSERT ON entry BEGIN DELETE FROM chunk; END"},
		"a view":                         {"CREATE VIEW x AS SELECT 1 AS y"},
		"a virtual table":                {"CREATE VIRTUAL TABLE x USING fts4(a)"},
		"another index of words":         {"DROP TABLE sound", "CREATE VIRTUAL TABLE sound USING fts5(words, prefix='1 2 3')"},
		"one more index of words":        {"CREATE VIRTUAL TABLE x USING fts5(words)"},
		"a check":                        {"CREATE TABLE x(n INTEGER NOT NULL CHECK(n < 3)) STRICT"},
		"a check of a table":             {"CREATE TABLE x(n INTEGER NOT NULL, CHECK(n < 3)) STRICT"},
		"a generated column":             {"CREATE TABLE x(n INTEGER NOT NULL, m TEXT AS (hex(n))) STRICT"},
		"a default that is made":         {"CREATE TABLE x(n INTEGER NOT NULL DEFAULT (1 + 1)) STRICT"},
		"a default of the clock":         {"CREATE TABLE x(n TEXT NOT NULL DEFAULT CURRENT_TIME) STRICT"},
		"a number below nothing":         {"CREATE TABLE x(n INTEGER NOT NULL DEFAULT -1) STRICT"},
		"a key elsewhere":                {"CREATE TABLE x(n INTEGER REFERENCES record(n)) STRICT"},
		"a key elsewhere by a table":     {"CREATE TABLE x(n INTEGER, FOREIGN KEY(n) REFERENCES record(n)) STRICT"},
		"a named rule":                   {"CREATE TABLE x(n INTEGER CONSTRAINT y NOT NULL) STRICT"},
		"what to do in a conflict":       {"CREATE TABLE x(n INTEGER PRIMARY KEY ON CONFLICT REPLACE) STRICT"},
		"an order of its own":            {"CREATE TABLE x(n TEXT COLLATE RTRIM) STRICT"},
		"a number that counts itself":    {"CREATE TABLE x(n INTEGER PRIMARY KEY AUTOINCREMENT) STRICT"},
		"a type of its own":              {"CREATE TABLE x(n ANY) STRICT"},
		"a table that takes anything":    {"CREATE TABLE x(n INTEGER)"},
		"an odd name":                    {`CREATE TABLE x("a b" TEXT) STRICT`},
		"a name in other quotes":         {"CREATE TABLE [x](n TEXT) STRICT"},
		"a table copied of another":      {"CREATE TABLE x AS SELECT 1 AS n"},
		"a comment of another form":      {"CREATE TABLE x(n TEXT /* y */) STRICT"},
		"a unique index":                 {"CREATE UNIQUE INDEX x ON record(id)"},
		"a part of an index":             {"CREATE INDEX x ON record(label) WHERE deleted = 0"},
		"an index of an expression":      {"CREATE INDEX x ON record(length(label))"},
		"an index the other way":         {"CREATE INDEX x ON record(label DESC)"},
		"an index of another order":      {"CREATE INDEX x ON record(label COLLATE RTRIM)"},
		"statistics":                     {"ANALYZE"},
		"a journal with a column more":   {"ALTER TABLE entry ADD COLUMN more TEXT"},
		"a journal without an index":     {"DROP INDEX entry_record"},
		"a journal without a table":      {"DROP TABLE hole"},
		"a journal whose table is other": {"DROP TABLE origin", "CREATE TABLE origin(n INTEGER PRIMARY KEY, statement TEXT) STRICT"},
	} {
		t.Run("and with "+name+" is refused", func(t *testing.T) {
			other := filepath.Join(t.TempDir(), "x.guvoh")
			copyFile(t, path, other)
			mustRefuse(t, changed(t, other, queries...), foreign.Options{}, foreign.Newer)
		})
	}
	for name, c := range map[string]struct {
		words []string // in the bytes of its list of tables: what stands there, what is put there…
		want  foreign.Reason
	}{
		"two tables of one name":     {[]string{"tableshelfshelf", "tablefieldfield", "CREATE TABLE shelf(", "CREATE TABLE field("}, foreign.Newer},
		"a table under another name": {[]string{"tablevehiclevehicle", "tablelorrieslorries"}, foreign.Newer},
		"an index of nobody":         {[]string{"indexvehicle_platevehicle", "indexvehicle_platenobody_"}, foreign.Newer},
		"an index of a word":         {[]string{`"vehicle"(plate`, `"vehicle"(slate`}, foreign.Newer},
		"a name of SQLite's own":     {[]string{"tablevehiclevehicle", "tablesqlite_sqlite_", `CREATE TABLE "vehicle"`, `CREATE TABLE "sqlite_"`}, foreign.Newer},
		"a text that does not end":   {[]string{"DEFAULT '',\n  bytes", "DEFAULT 'x,\n  bytes"}, foreign.Newer},
		// The number before the words says how many there are, and that they are
		// words: one less, and they are bytes, which SQLite would read all the same.
		"bytes in place of words": {nil, foreign.AlteredSchema},
	} {
		t.Run("and with "+name+" is refused", func(t *testing.T) {
			other := unsealed(t, path)
			b, err := os.ReadFile(other)
			must(t, err)
			into := bytes.Clone(b)
			for i := 0; i < len(c.words); i += 2 {
				into = bytes.ReplaceAll(into, []byte(c.words[i]), []byte(c.words[i+1]))
			}
			if c.words == nil {
				// A page that was split keeps a copy of its words until it is used again.
				for _, at := range places(b, "tablevehiclevehicle") {
					into[at-1]--
				}
			}
			if bytes.Equal(b, into) || len(b) != len(into) {
				t.Fatal("nothing was changed")
			}
			must(t, os.WriteFile(other, into, 0o600))
			mustRefuse(t, other, foreign.Options{}, c.want)
		})
	}
}

func TestOurOwnTablesArePlain(t *testing.T) {
	all, err := migrations.Versions(migrations.Files)
	must(t, err)
	newest := all[len(all)-1]
	for _, v := range all {
		for _, o := range v.Objects {
			if o.SQL != "" && !foreign.Plain(o) && !foreign.IndexOfWords(o, newest) {
				t.Errorf("%s %s of version %d is not in the form in which we write", o.Type, o.Name, v.Number)
			}
		}
	}
	if !foreign.PlainList(newest.Objects, newest) {
		t.Error("the newest version as a whole is not")
	}
	for i, o := range newest.Objects {
		if without := append(newest.Objects[:i:i], newest.Objects[i+1:]...); o.Table == "entry" && foreign.PlainList(without, newest) {
			t.Errorf("nobody misses %s", o.Name)
		}
	}
}

// FuzzPlain lets SQLite judge what passes for plain: it makes a table or an index
// of it, and nothing that is evaluated.
func FuzzPlain(f *testing.F) {
	f.Add("CREATE TABLE x(n INTEGER PRIMARY KEY, m TEXT NOT NULL DEFAULT '') STRICT")
	f.Add("CREATE TABLE x(n TEXT, \"m\" BLOB, PRIMARY KEY(n, m)) STRICT, WITHOUT ROWID")
	f.Add("CREATE INDEX x ON t(n COLLATE NOCASE)")
	f.Add("CREATE TABLE x(n TEXT -- CHECK(n)\n) STRICT")
	f.Fuzz(func(t *testing.T, text string) {
		isTable := foreign.Plain(migrations.Object{Type: "table", Name: "x", Table: "x", SQL: text})
		isIndex := foreign.Plain(migrations.Object{Type: "index", Name: "x", Table: "t", SQL: text})
		if !isTable && !isIndex {
			return
		}
		db, err := sql.Open("sqlite3", ":memory:")
		must(t, err)
		defer db.Close()
		db.SetMaxOpenConns(1)
		_, err = db.Exec("CREATE TABLE t(n INTEGER, m TEXT) STRICT")
		must(t, err)
		if _, err := db.Exec(text); err != nil {
			return // two keys, or a column that is not there: SQLite takes no such file either
		}
		var odd int
		must(t, db.QueryRow(`SELECT (SELECT count(*) FROM sqlite_schema WHERE name <> 't' AND (type NOT IN ('table', 'index') OR tbl_name NOT IN ('x', 't')))
			+ (SELECT count(*) FROM pragma_table_xinfo('x') WHERE hidden <> 0 OR type NOT IN ('TEXT', 'INTEGER', 'BLOB'))
			+ (SELECT count(*) FROM pragma_foreign_key_list('x')) + (SELECT count(*) FROM pragma_index_list('t') WHERE partial)
			+ (SELECT count(*) FROM pragma_index_xinfo('x') WHERE "desc" OR coll NOT IN ('BINARY', 'NOCASE'))`).Scan(&odd))
		if odd > 0 {
			t.Errorf("SQLite makes more than a plain table of %q", text)
		}
	})
}

// places are where the words begin in the bytes.
func places(b []byte, words string) []int {
	var found []int
	for at := 0; ; at++ {
		next := bytes.Index(b[at:], []byte(words))
		if next < 0 {
			return found
		}
		at += next
		found = append(found, at)
	}
}

package main_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/mattn/go-sqlite3"

	reader "guvoh/docs/reader"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
)

const right = "пароль для теста"

// words is the secret of recovery words in every file that these tests make.
var words = []byte("sixteen bytes...")

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sealed is a file made by the program's own layers, open in SQLite.
type sealed struct {
	*sql.DB
	vault    *vault.File
	path     string
	identity *age.X25519Identity
}

// create makes a sealed file with three keys and no tables.
func create(t *testing.T, path string) *sealed {
	t.Helper()
	v, err := vault.Create(path, vaulttest.Cheap, vault.NewPassphrase(right, ""))
	must(t, err)
	id, err := age.GenerateX25519Identity()
	must(t, err)
	must(t, v.Save(vault.Add(vault.NewRecovery(words, "")), vault.Add(vault.NewRecipient(id.Recipient(), ""))))
	s := &sealed{vault: v, path: path, identity: id}
	t.Cleanup(s.shut)
	s.connect(t)
	s.run(t, "PRAGMA application_id = 0x47564F48")
	must(t, v.Change(s.control, vault.MarkReady))
	return s
}

func (s *sealed) connect(t *testing.T) {
	t.Helper()
	db, err := sql.Open("sqlite3", s.vault.URI(false, false)+"&_secure_delete=on&_journal_mode=DELETE")
	must(t, err)
	db.SetMaxOpenConns(1)
	s.DB = db
}

func (s *sealed) control(op, arg int) error {
	c, err := s.Conn(context.Background())
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(x any) error { return x.(*sqlite3.SQLiteConn).SetFileControlInt("main", op, arg) })
}

// shut closes the file, as one must before anybody else reads it.
func (s *sealed) shut() {
	s.DB.Close()
	s.vault.Close()
}

func (s *sealed) run(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := s.Exec(query, args...); err != nil {
		t.Fatal(query, err)
	}
}

// read runs the reader on a file with one of the keys.
func read(t *testing.T, flag, secret, path string, more ...string) (code int, out []byte, complaint string) {
	t.Helper()
	key := filepath.Join(t.TempDir(), "key")
	must(t, os.WriteFile(key, []byte(secret), 0o600))
	var o, e bytes.Buffer
	code = reader.Run(append([]string{flag, key, path}, more...), strings.NewReader(""), &o, &e)
	return code, o.Bytes(), e.String()
}

// fill writes what is hard to read: long values, every type, keys of several
// columns, deep trees, free pages, columns that came later.
func fill(t *testing.T, s *sealed) {
	t.Helper()
	for _, q := range []string{
		`CREATE TABLE plain(n INTEGER PRIMARY KEY, told TEXT, amount REAL, bytes BLOB, anything)`,
		`CREATE TABLE strict(n INTEGER PRIMARY KEY, r REAL NOT NULL, x ANY) STRICT`,
		`CREATE TABLE "odd ""name"", (here)"([a column] TEXT DEFAULT 'it''s, (so)', 'b' VARCHAR(10) NOT NULL, -- a comment, with a bracket (
			c FLOAT /* another ) */, CHECK (length("a column") < 1000000), CONSTRAINT u UNIQUE(b))`,
		`CREATE TABLE keyed(a TEXT, b INTEGER, c REAL, d BLOB, PRIMARY KEY(d, b)) WITHOUT ROWID`,
		`CREATE TABLE inline(k TEXT PRIMARY KEY COLLATE NOCASE, v) WITHOUT ROWID`,
		`CREATE TABLE descending(n INTEGER PRIMARY KEY DESC, v TEXT)`,
		`CREATE TABLE named(v TEXT, n INTEGER, PRIMARY KEY(n DESC))`,
		`CREATE TABLE empty(a)`,
		`CREATE TABLE counted(n INTEGER PRIMARY KEY AUTOINCREMENT, v)`,
		`CREATE INDEX by_told ON plain(told)`,
		`CREATE INDEX by_bytes ON plain(bytes, amount DESC) WHERE bytes IS NOT NULL`,
		`CREATE VIEW some AS SELECT told FROM plain`,
		`CREATE TABLE gone(x)`,
	} {
		s.run(t, q)
	}
	tx, err := s.Begin()
	must(t, err)
	insert := func(q string, args ...any) {
		if _, err := tx.Exec(q, args...); err != nil {
			t.Fatal(q, err)
		}
	}
	scripts := []string{"what she said", "что она сказала", "u nima dedi — ʻOʻzbek", "ما قالته", "ئۇ نېمە دېدى", "", "a\x00b", "quote\"\\\n\u2028<&>"}
	for i := range 3000 {
		var bytes any
		if i%7 == 0 {
			bytes = pattern(i, i*3)
		}
		amounts := []any{nil, float64(i), float64(i) + 0.25, -1e300, math.Inf(1), math.Inf(-1), 5e-324}
		ints := []any{int64(0), int64(1), int64(-1), int64(127), int64(-128), int64(40000), int64(-8388608), int64(1) << 31, int64(1) << 47, int64(math.MaxInt64), int64(math.MinInt64), nil, "text", 2.5, []byte{}}
		insert(`INSERT INTO plain VALUES(?,?,?,?,?)`, i*i-5, strings.Repeat(scripts[i%len(scripts)], i%5*i%97), amounts[i%len(amounts)], bytes, ints[i%len(ints)])
		insert(`INSERT INTO keyed VALUES(?,?,?,?)`, strings.Repeat("y", i*2%5000), i, i%3, pattern(i, i%1500))
		insert(`INSERT INTO strict(r, x) VALUES(?, ?)`, i, ints[i%len(ints)])
		insert(`INSERT INTO inline VALUES(?,?)`, fmt.Sprint("key ", i), i)
		insert(`INSERT INTO descending VALUES(?,?)`, 5000-i, "d")
		insert(`INSERT INTO named VALUES(?,?)`, "n", i-1500)
		insert(`INSERT INTO gone VALUES(?)`, pattern(i, 500))
	}
	for _, size := range []int{1 << 20, 1<<20 + 1, 4021, 4022, 4052, 8073, 8074, 484, 485} {
		insert(`INSERT INTO plain(bytes) VALUES(?)`, pattern(size, size))
		insert(`INSERT INTO keyed(a, b, d) VALUES('', ?, ?)`, -size, pattern(size, size))
	}
	insert(`INSERT INTO plain(n) VALUES(?), (?)`, int64(math.MaxInt64), int64(math.MinInt64))
	insert(`INSERT INTO "odd ""name"", (here)"(b, c) VALUES('x', 1), ('y', NULL)`)
	insert(`INSERT INTO counted(v) VALUES('a'), (CAST(x'ff41' AS TEXT))`)
	must(t, tx.Commit())
	s.run(t, `DELETE FROM gone WHERE rowid % 3`)
	s.run(t, `ALTER TABLE "odd ""name"", (here)" ADD COLUMN later REAL NOT NULL DEFAULT -3`)
	s.run(t, `ALTER TABLE counted ADD COLUMN word TEXT DEFAULT ('of it')`)
	s.run(t, `ALTER TABLE inline ADD COLUMN none BLOB`)
	s.run(t, `INSERT INTO inline VALUES('new', 1, x'00ff')`)
}

func pattern(seed, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*31 + seed + i>>8)
	}
	return b
}

// expected asks SQLite for every row of every table, in the order of its tree.
func expected(t *testing.T, s *sealed) map[string][]map[string]any {
	t.Helper()
	rows, err := s.Query(`SELECT name, wr, (SELECT group_concat('"' || c.name || '"') FROM (SELECT name FROM pragma_table_info(l.name) WHERE pk > 0 ORDER BY pk) AS c)
		FROM pragma_table_list AS l WHERE type IN ('table', 'shadow') AND schema = 'main' AND name NOT LIKE 'sqlite_schema'`)
	must(t, err)
	queries := map[string]string{}
	for rows.Next() {
		var name string
		var key sql.NullString
		var withoutRowid bool
		must(t, rows.Scan(&name, &withoutRowid, &key))
		if withoutRowid {
			queries[name] = `SELECT * FROM ` + quote(name) + ` ORDER BY ` + key.String
		} else {
			queries[name] = `SELECT rowid AS "rowid?", * FROM ` + quote(name) + ` ORDER BY rowid`
		}
	}
	must(t, rows.Err())
	all := map[string][]map[string]any{}
	for name, query := range queries {
		all[name] = rowsOf(t, s, query)
	}
	return all
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func rowsOf(t *testing.T, s *sealed, query string) (all []map[string]any) {
	t.Helper()
	rows, err := s.Query(query)
	if err != nil {
		t.Fatal(query, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	must(t, err)
	for rows.Next() {
		values := make([]any, len(names))
		at := make([]any, len(names))
		for i := range values {
			at[i] = &values[i]
		}
		must(t, rows.Scan(at...))
		row := map[string]any{}
		for i, n := range names {
			row[n] = plain(values[i])
		}
		all = append(all, row)
	}
	must(t, rows.Err())
	return all
}

// plain gives the form in which the reader prints a value, parsed.
func plain(v any) any {
	switch x := v.(type) {
	case int64:
		return json.Number(fmt.Sprint(x))
	case float64:
		if math.IsInf(x, 0) {
			return map[string]any{"real": fmt.Sprintf("%+v", x)}
		}
		return x
	case []byte:
		return map[string]any{"blob": base64.StdEncoding.EncodeToString(x)}
	case string:
		if strings.ToValidUTF8(x, "") != x {
			return map[string]any{"text": base64.StdEncoding.EncodeToString([]byte(x))}
		}
	}
	return v
}

// printed parses what the reader prints. Reals are told by their point.
func printed(t *testing.T, out []byte) map[string][]map[string]any {
	t.Helper()
	all := map[string][]map[string]any{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		var line struct {
			Table string
			Row   map[string]any
		}
		d := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		d.UseNumber()
		must(t, d.Decode(&line))
		for k, v := range line.Row {
			if n, ok := v.(json.Number); ok && strings.ContainsAny(n.String(), ".eE") {
				f, err := n.Float64()
				must(t, err)
				line.Row[k] = f
			}
		}
		all[line.Table] = append(all[line.Table], line.Row)
	}
	must(t, lines.Err())
	return all
}

// same compares every row. It names tables, columns and row numbers only.
func same(t *testing.T, got, want map[string][]map[string]any) {
	t.Helper()
	for name, rows := range want {
		if len(got[name]) != len(rows) {
			t.Errorf("%s: %d rows, SQLite has %d", name, len(got[name]), len(rows))
			continue
		}
		for i, w := range rows {
			g := got[name][i]
			if v, asked := w["rowid?"]; asked { // the reader prints it only of tables that have no column for it
				g["rowid?"] = v
				if n, has := g["rowid"]; has {
					g["rowid?"] = n
					delete(g, "rowid")
				}
			}
			if len(g) != len(w) {
				t.Errorf("%s: row %d has %d columns, in SQLite %d", name, i, len(g), len(w))
			}
			for column, v := range w {
				if !reflect.DeepEqual(g[column], v) {
					t.Errorf("%s: column %s of row %d differs (%T, in SQLite %T)", name, column, i, g[column], v)
				}
			}
			if t.Failed() {
				break
			}
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s: a table that SQLite does not have", name)
		}
	}
}

func TestEveryRowIsAsSQLiteSaysItIs(t *testing.T) {
	s := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	fill(t, s)
	want := expected(t, s)
	for name, n := range map[string]int{"plain": 3011, "keyed": 3009, "inline": 3001, "named": 3000, "descending": 3000, "strict": 3000, "gone": 1000, `odd "name", (here)`: 2, "counted": 2, "sqlite_sequence": 1, "empty": 0} {
		if len(want[name]) != n {
			t.Fatalf("%s was filled with %d rows", name, len(want[name]))
		}
	}
	s.shut()
	for _, key := range [][2]string{
		{"--passphrase-file", right + "\r\n"},
		{"--words-file", hex.EncodeToString(words) + "\n"},
		{"--identity-file", "# a comment\n" + s.identity.String() + "\n"},
	} {
		t.Run(key[0], func(t *testing.T) {
			code, out, complaint := read(t, key[0], key[1], s.path)
			if code != 0 {
				t.Fatal(complaint)
			}
			same(t, printed(t, out), want)
		})
	}
	t.Run("one table alone", func(t *testing.T) {
		_, out, _ := read(t, "--passphrase-file", right, s.path, "inline")
		if got := printed(t, out); len(got) != 1 || len(got["inline"]) != 3001 {
			t.Errorf("%d tables", len(got))
		}
	})
}

func TestADecoyOpensTheOtherFile(t *testing.T) {
	dir := t.TempDir()
	harmless := create(t, filepath.Join(dir, "harmless.guvoh"))
	harmless.run(t, "CREATE TABLE shopping(item TEXT)")
	harmless.run(t, "INSERT INTO shopping VALUES('bread')")
	s := create(t, filepath.Join(dir, "cases.guvoh"))
	s.run(t, "CREATE TABLE cases(a)")
	must(t, s.vault.Change(s.control, vault.Add(vault.NewDecoy("the other", harmless.vault))))
	s.shut()
	harmless.shut()
	_, out, _ := read(t, "--passphrase-file", "the other", s.path)
	if string(out) != `{"table":"shopping","row":{"rowid":1,"item":"bread"}}`+"\n" {
		t.Errorf("got %q", out)
	}
	must(t, os.Remove(harmless.path))
	if code, _, _ := read(t, "--passphrase-file", "the other", s.path); code != 3 {
		t.Errorf("without the other file the exit status is %d", code)
	}
}

func TestAWrongKeyOpensNothing(t *testing.T) {
	s := create(t, filepath.Join(t.TempDir(), "a.guvoh"))
	s.run(t, "CREATE TABLE t(a)")
	s.shut()
	stranger, err := age.GenerateX25519Identity()
	must(t, err)
	for _, key := range [][2]string{
		{"--passphrase-file", "another"},
		{"--passphrase-file", string(words)},
		{"--words-file", hex.EncodeToString([]byte("another sixteen."))},
		{"--words-file", "no hexadecimal"},
		{"--identity-file", stranger.String()},
	} {
		if code, out, _ := read(t, key[0], key[1], s.path); code != 3 || len(out) > 0 {
			t.Errorf("%s: exit status %d, %d bytes", key[0], code, len(out))
		}
	}
}

func TestASealedIdentityOpensWhatWasSealedForIt(t *testing.T) {
	dir := t.TempDir()
	s := create(t, filepath.Join(dir, "a.guvoh"))
	s.run(t, "CREATE TABLE t(a)")
	s.run(t, "INSERT INTO t VALUES(1)")
	identity, word, wrong := filepath.Join(dir, "identity"), filepath.Join(dir, "word"), filepath.Join(dir, "wrong")
	id, err := vault.CreateIdentity(identity, "its passphrase", vaulttest.Cheap, false)
	must(t, err)
	r, err := vault.ParseRecipient(id.Recipient())
	must(t, err)
	must(t, s.vault.Change(s.control, vault.Add(vault.NewRecipient(r, ""))))
	s.shut()
	must(t, os.WriteFile(word, []byte("its  passphrase\n"), 0o600))
	must(t, os.WriteFile(wrong, []byte("another"), 0o600))
	for file, want := range map[string]int{word: 0, wrong: 3} {
		var out, complaint bytes.Buffer
		code := reader.Run([]string{"--identity-file", identity, "--passphrase-file", file, s.path}, strings.NewReader(""), &out, &complaint)
		if code != want || (out.Len() > 0) != (want == 0) {
			t.Errorf("exit status %d, %q", code, complaint.String())
		}
	}
}

func TestTheCommandLineIsStrict(t *testing.T) {
	for _, args := range [][]string{
		nil,
		{"a.guvoh"},
		{"--passphrase-file", "p"},
		{"--passphrase-file", "p", "--words-file", "w", "a.guvoh"},
		{"--words-file", "w", "--identity-file", "i", "a.guvoh"},
		{"--passphrase", "a secret", "a.guvoh"},
	} {
		if code := reader.Run(args, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}); code != 2 {
			t.Errorf("%q: exit status %d", args, code)
		}
	}
	var out, complaint bytes.Buffer
	if code := reader.Run([]string{"--passphrase-file", "-", filepath.Join(t.TempDir(), "none")}, strings.NewReader("p"), &out, &complaint); code != 1 {
		t.Errorf("a file that is not there: exit status %d", code)
	}
}

func TestPagesLieWhereThePageSays(t *testing.T) {
	for page, at := range map[int64]int64{1: 131072, 2: 135168, 262112: 0x3FFFF000, 262113: 0x40010000, 262145: 0x40030000} {
		if got := reader.Offset(page); got != at {
			t.Errorf("page %d begins at %#x, not %#x", page, got, at)
		}
	}
	for size, pages := range map[int64]int64{0: 0, 131072: 0, 135168: 1, 0x40000000: 262112, 0x40008000: 262112, 0x40010000: 262112, 0x40011000: 262113} {
		if got := reader.PageCount(size); got != pages {
			t.Errorf("%#x bytes have %d pages, not %d", size, got, pages)
		}
	}
}

package foreign_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"guvoh/assets"
	"guvoh/model"
	"guvoh/model/modeltest"
	"guvoh/model/store"
	"guvoh/model/store/foreign"
	"guvoh/model/store/migrations"
	"guvoh/model/vault"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
	"guvoh/model/worker"
)

// TestMain lets the test program be the worker, as main does, and what is asked
// of it otherwise.
func TestMain(m *testing.M) {
	worker.Serve(foreign.Job)
	if len(os.Args) > 2 {
		switch os.Args[1] {
		case "hold":
			hold(os.Args[2])
		case "confined":
			confined(os.Args[2])
		}
	}
	os.Exit(m.Run())
}

// size gives how often something is tried every day, and how often by "make
// prove", which sets GUVOH_PROVE.
func size(everyDay, prove int) int {
	if os.Getenv("GUVOH_PROVE") != "" {
		return prove
	}
	return everyDay
}

var ctx = context.Background()

// A guest is merged like any other copy.
var _ store.Source = (*foreign.Guest)(nil)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func options(t testing.TB) store.Options {
	t.Helper()
	s, err := model.NewSchema(assets.Vocabularies)
	must(t, err)
	return store.Options{Secret: vaulttest.Passphrase, Cost: vaulttest.Cheap, Schema: s, Author: "A. Colleague"}
}

// guestFile makes a file as a colleague would, with everything in it.
func guestFile(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "theirs.guvoh")
	db, err := store.Create(path, options(t))
	must(t, err)
	defer db.Close()
	_, err = db.Do(ctx, "import", func(tx *store.Tx) error {
		for _, r := range modeltest.FullCase(options(t).Schema) {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		for _, b := range modeltest.Attachments() {
			if _, _, err := tx.Attach(bytes.NewReader(b)); err != nil {
				return err
			}
		}
		_, _, err := tx.Attach(bytes.NewReader(bytes.Repeat([]byte("a long recording"), 200_000)))
		return err
	})
	must(t, err)
	return path
}

// changed runs SQL in a file as an enemy would who has its key, and gives its path.
func changed(t testing.TB, path string, queries ...string) string {
	t.Helper()
	v, err := vault.Open(path, vaulttest.Passphrase)
	must(t, err)
	defer v.Close()
	db, err := sql.Open("sqlite3", v.URI(false, false))
	must(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, q := range queries {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	return path
}

// unsealed gives a file as the first version of the program left it.
func unsealed(t testing.TB, path string, queries ...string) string {
	t.Helper()
	plain := filepath.Join(t.TempDir(), "old.guvoh")
	u := url.URL{Scheme: "file", Path: plain, RawQuery: "vfs=unix"}
	v, err := vault.Open(path, vaulttest.Passphrase)
	must(t, err)
	defer v.Close()
	db, err := sql.Open("sqlite3", v.URI(false, false))
	must(t, err)
	defer db.Close()
	_, err = db.Exec("VACUUM INTO ?", u.String())
	must(t, err)
	old, err := sql.Open("sqlite3", plain)
	must(t, err)
	defer old.Close()
	for _, q := range queries {
		if _, err := old.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	return plain
}

// took opens a file and reads all of it.
func took(t testing.TB, path string, o foreign.Options) (foreign.Summary, error) {
	t.Helper()
	if o.Secret == nil {
		o.Secret = vaulttest.Passphrase
	}
	if o.Dir == "" {
		o.Dir = t.TempDir()
	}
	g, err := foreign.Open(ctx, path, o)
	if err != nil {
		mustBeEmpty(t, o.Dir)
		return foreign.Summary{}, err
	}
	sum, err := g.Prove(ctx)
	must(t, g.Close())
	if g.Worker().ProcessState == nil {
		t.Error("the worker lives on")
	}
	mustBeEmpty(t, o.Dir)
	return sum, err
}

func mustBeEmpty(t testing.TB, dir string) {
	t.Helper()
	if in, err := os.ReadDir(dir); err != nil || len(in) != 0 {
		t.Errorf("%d things are left in the private folder, %v", len(in), err)
	}
}

func TestAGoodFile(t *testing.T) {
	path := guestFile(t)
	before, err := os.ReadFile(path)
	must(t, err)
	db, err := store.Open(path, options(t))
	must(t, err)
	want, err := db.Check(ctx, nil)
	must(t, err)
	must(t, db.Close())
	same := func(t *testing.T, sum foreign.Summary, err error) {
		t.Helper()
		must(t, err)
		if sum.Streams != want.Streams || sum.Entries != want.Entries || sum.Attachments != want.Attachments || sum.Bytes != want.Bytes || sum.Actions != 1 {
			t.Errorf("got %+v, want %+v", sum, want)
		}
	}
	t.Run("that is sealed is taken", func(t *testing.T) {
		sum, err := took(t, path, foreign.Options{})
		same(t, sum, err)
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Error("it was changed")
		}
	})
	t.Run("that is not sealed is taken", func(t *testing.T) {
		sum, err := took(t, unsealed(t, path), foreign.Options{})
		same(t, sum, err)
	})
	t.Run("is read without what lies beside it", func(t *testing.T) {
		for _, end := range []string{"-journal", "-wal", "-shm"} {
			must(t, os.WriteFile(path+end, bytes.Repeat([]byte("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"), 600), 0o600))
		}
		sum, err := took(t, path, foreign.Options{})
		same(t, sum, err)
	})
	t.Run("gives each entry with its bytes, and each attachment", func(t *testing.T) {
		g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
		must(t, err)
		defer g.Close()
		if !g.Sealed || g.Version != len(migrations.Names(migrations.Files)) || g.Size != int64(len(before)) {
			t.Errorf("%+v", g)
		}
		streams, err := g.Streams(ctx)
		must(t, err)
		if len(streams) != 1 || streams[0].Author != "A. Colleague" {
			t.Fatalf("%d streams", len(streams))
		}
		for a, err := range g.Actions(ctx) {
			must(t, err)
			if a.Verb != "import" || a.Stream != streams[0].ID {
				t.Errorf("%+v", a)
			}
		}
		records := map[model.ID]bool{}
		for e, err := range g.Entries(ctx, streams[0]) {
			must(t, err)
			records[e.Record] = true
			if !bytes.Equal(e.Encode(streams[0].ID), e.Body) {
				t.Errorf("entry %d is not its bytes", e.Seq)
			}
		}
		if full := modeltest.FullCase(options(t).Schema); len(records) != len(full) {
			t.Errorf("%d records, not %d", len(records), len(full))
		}
		all, err := g.AttachmentList(ctx)
		must(t, err)
		for _, a := range all {
			var b bytes.Buffer
			must(t, g.WriteAttachment(ctx, &b, a))
			if int64(b.Len()) != a.Size {
				t.Errorf("%d bytes, not %d", b.Len(), a.Size)
			}
		}
	})
}

// firstVersion gives a file that the first version of the program made.
func firstVersion(t *testing.T) string {
	t.Helper()
	packed, err := os.Open("../testdata/first-version.guvoh.gz")
	must(t, err)
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	must(t, err)
	b, err := io.ReadAll(r)
	must(t, err)
	path := filepath.Join(t.TempDir(), "first.guvoh")
	must(t, os.WriteFile(path, b, 0o600))
	return path
}

// TestEveryVersion takes a real file of the first version through its life.
func TestEveryVersion(t *testing.T) {
	path := firstVersion(t)
	taken := func(version int, sealed bool) foreign.Summary {
		t.Helper()
		g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
		must(t, err)
		defer g.Close()
		if g.Version != version || g.Sealed != sealed {
			t.Errorf("it is of version %d, sealed: %v", g.Version, g.Sealed)
		}
		sum, err := g.Prove(ctx)
		must(t, err)
		if sum.Entries < 300 || sum.Attachments != 2 {
			t.Errorf("%+v", sum)
		}
		return sum
	}
	first := taken(1, false)
	_, err := store.Seal(ctx, path, options(t))
	must(t, err)
	if sum := taken(1, true); sum != first {
		t.Errorf("sealed it holds %+v, before %+v", sum, first)
	}
	db, err := store.Open(path, options(t))
	must(t, err)
	must(t, db.Close())
	if sum := taken(next-1, true); sum != first {
		t.Errorf("with the tables of today it holds %+v, before %+v", sum, first)
	}
	for _, c := range []struct { // the file as it is now
		name, query string
		want        foreign.Reason
	}{
		{"that claims to be of the first", "PRAGMA user_version = 1", foreign.AlteredSchema},
		{"that lacks a table of it", `DROP TABLE "pseudonym"`, foreign.AlteredSchema},
		{"with a column more in it", `ALTER TABLE "issue" ADD COLUMN more TEXT`, foreign.AlteredSchema},
	} {
		t.Run("a file of the second version "+c.name+" is refused", func(t *testing.T) {
			other := filepath.Join(t.TempDir(), "x.guvoh")
			copyFile(t, path, other)
			mustRefuse(t, changed(t, other, c.query), foreign.Options{}, c.want)
		})
	}
}

// TestRefused makes a file for every reason there is.
func TestRefused(t *testing.T) {
	raced.OneByOne(t)
	const loop = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x"
	good := guestFile(t)
	seen := map[foreign.Reason]bool{}
	for _, c := range []struct {
		name    string
		queries []string
		want    foreign.Reason
	}{
		{"with a trigger", []string{"CREATE TRIGGER x AFTER INSERT ON entry BEGIN DELETE FROM chunk; END"}, foreign.HasTrigger},
		{"with a trigger of one of our names", []string{"CREATE TRIGGER entry_record AFTER INSERT ON entry BEGIN DELETE FROM chunk; END"}, foreign.HasTrigger},
		{"with an endless view in place of a table", []string{"DROP TABLE entry", "CREATE VIEW entry(id, record, action, body, hash) AS " + loop + ", x, x, x, x FROM c"}, foreign.HasView},
		{"with a view more", []string{"CREATE VIEW more AS " + loop + " FROM c"}, foreign.HasView},
		{"with a search table", []string{"CREATE VIRTUAL TABLE x USING fts4(a)"}, foreign.HasVirtual},
		{"with an index of words that reads another table", []string{"DROP TABLE spelling", "CREATE VIRTUAL TABLE spelling USING fts5(words, content='entry', content_rowid='id')"}, foreign.HasVirtual},
		{"with a spatial table", []string{"CREATE VIRTUAL TABLE x USING rtree(a, b, c)"}, foreign.HasVirtual},
		{"with a table more", []string{"CREATE TABLE more(x)"}, foreign.UnknownTable},
		{"with an index more", []string{"CREATE INDEX more ON entry(hash)"}, foreign.UnknownTable},
		{"with statistics", []string{"ANALYZE"}, foreign.UnknownTable},
		{"with a column more that is made by code", []string{"DROP TABLE setting", "CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL, x TEXT DEFAULT (hex(randomblob(1000000000)))) STRICT, WITHOUT ROWID"}, foreign.AlteredSchema},
		{"with a generated column", []string{"ALTER TABLE stream ADD COLUMN x ANY AS (hex(zeroblob(1000000)))"}, foreign.AlteredSchema},
		{"with a check that is code", []string{"DROP TABLE chunk", "CREATE TABLE chunk(attachment INTEGER NOT NULL, seq INTEGER NOT NULL CHECK(seq < abs(random())), bytes BLOB NOT NULL, PRIMARY KEY(attachment, seq)) STRICT"}, foreign.AlteredSchema},
		{"with a space more in the text of a table", []string{"DROP TABLE chunk", "CREATE TABLE chunk(attachment  INTEGER NOT NULL)"}, foreign.AlteredSchema},
		{"without a table", []string{"DROP TABLE setting"}, foreign.AlteredSchema},
		{"without an index", []string{"DROP INDEX entry_record"}, foreign.AlteredSchema},
		{"that says it is of no version", []string{"PRAGMA user_version = 0"}, foreign.AlteredSchema},
		{"of a newer version with a trigger", []string{"PRAGMA user_version = 999", "CREATE TRIGGER x AFTER INSERT ON entry BEGIN DELETE FROM chunk; END"}, foreign.Newer},
		{"of another program", []string{"PRAGMA application_id = 7"}, foreign.NotOurs},
		{"with an id that is none", []string{"UPDATE stream SET id = x'00'"}, foreign.BadRow},
		{"with a head before the beginning", []string{"UPDATE stream SET head = -1"}, foreign.BadRow},
		{"with a name as long as a book", []string{"UPDATE stream SET author = hex(zeroblob(3000))"}, foreign.BadRow},
		{"with a name that is no text", []string{"UPDATE stream SET author = CAST(x'ff' AS TEXT)"}, foreign.BadRow},
		{"with an action of no stream", []string{"UPDATE action SET stream = 77"}, foreign.BadRow},
		{"with an entry that is none", []string{"UPDATE entry SET body = x'00' WHERE id = (SELECT max(id) FROM entry)"}, foreign.BadRow},
		{"with a value larger than any of ours", []string{"UPDATE entry SET body = zeroblob(70000000) WHERE id = (SELECT max(id) FROM entry)"}, foreign.BigValue},
		{"with an entry that was changed", []string{"UPDATE entry SET body = (SELECT body FROM entry ORDER BY id LIMIT 1) WHERE id = (SELECT max(id) FROM entry)"}, foreign.BrokenChain},
		{"with an entry too few", []string{"DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)"}, foreign.BrokenChain},
		{"with an entry too few in the middle", []string{"DELETE FROM entry WHERE id = (SELECT min(id) + 3 FROM entry)"}, foreign.BrokenChain},
		{"with other bytes", []string{"UPDATE chunk SET bytes = x'00' WHERE seq = 0"}, foreign.BadAttachment},
		{"with bytes too few", []string{"DELETE FROM chunk WHERE seq = 1"}, foreign.BadAttachment},
		{"with a million pieces of nothing", []string{
			"INSERT INTO chunk SELECT (SELECT max(n) FROM attachment), 10 + value, x'' FROM (WITH RECURSIVE c(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM c LIMIT 3000) SELECT value FROM c)",
		}, foreign.BadAttachment},
		{"with a piece larger than any", []string{"UPDATE chunk SET bytes = zeroblob(1048577) WHERE seq = 0"}, foreign.BadRow},
	} {
		t.Run("a file "+c.name, func(t *testing.T) {
			seen[c.want] = true
			path := filepath.Join(t.TempDir(), "x.guvoh")
			copyFile(t, good, path)
			mustRefuse(t, changed(t, path, c.queries...), foreign.Options{}, c.want)
			if c.want != foreign.BigValue { // it takes long to copy
				mustRefuse(t, unsealed(t, good, c.queries...), foreign.Options{}, c.want)
			}
		})
	}
	write := func(b []byte) string {
		path := filepath.Join(t.TempDir(), "x.guvoh")
		must(t, os.WriteFile(path, b, 0o600))
		return path
	}
	whole, err := os.ReadFile(good)
	must(t, err)
	for _, c := range []struct {
		name string
		make func() string
		o    foreign.Options
		want foreign.Reason
	}{
		{"a letter", func() string { return write([]byte("Dear colleague")) }, foreign.Options{}, foreign.NotOurs},
		{"nothing", func() string { return write(nil) }, foreign.Options{}, foreign.NotOurs},
		{"a folder", t.TempDir, foreign.Options{}, foreign.NotFile},
		{"a file larger than we take", func() string { return good }, foreign.Options{MaxBytes: 1 << 20}, foreign.TooLarge},
		{"a file cut short", func() string { return write(whole[:len(whole)/2]) }, foreign.Options{}, foreign.Damaged},
		{"a file with a page spoilt", func() string { b := bytes.Clone(whole); b[len(b)-5000] ^= 1; return write(b) }, foreign.Options{}, foreign.Damaged},
		{"a file without its first page", func() string { b := bytes.Clone(whole); b[131072+50] ^= 1; return write(b) }, foreign.Options{}, foreign.Damaged},
		{"a file without its keys", func() string {
			b := bytes.Clone(whole)
			b[300] ^= 1
			b[65536+300] ^= 1
			return write(b)
		}, foreign.Options{}, foreign.Damaged},
		{"a file sealed by a newer version", func() string { b := bytes.Clone(whole); b[11], b[65536+11] = 9, 9; return write(b) }, foreign.Options{}, foreign.Newer},
		{"a database cut short", func() string {
			b, err := os.ReadFile(unsealed(t, good))
			must(t, err)
			return write(b[:len(b)/2])
		}, foreign.Options{}, foreign.Damaged},
		{"the beginning of a database", func() string { return write([]byte("SQLite format 3\x00")) }, foreign.Options{}, foreign.NotOurs},
	} {
		t.Run(c.name, func(t *testing.T) {
			seen[c.want] = true
			mustRefuse(t, c.make(), c.o, c.want)
		})
	}
	t.Run("a file that the key does not open", func(t *testing.T) {
		_, err := took(t, good, foreign.Options{Secret: vault.Passphrase("another")})
		if !errors.Is(err, vault.ErrWrongKey) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a file that is not there", func(t *testing.T) {
		if _, err := took(t, filepath.Join(t.TempDir(), "none"), foreign.Options{}); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %v", err)
		}
	})
	for _, r := range foreign.Reasons {
		elsewhere := r == foreign.Forged || r == foreign.Tampered || r == foreign.Greedy || r == foreign.TooSlow || r == foreign.Died
		if !seen[r] && !elsewhere {
			t.Errorf("no file was refused for %q", r)
		}
	}
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	must(t, err)
	must(t, os.WriteFile(to, b, 0o600))
}

func mustRefuse(t testing.TB, path string, o foreign.Options, want foreign.Reason) {
	t.Helper()
	begin := time.Now()
	_, err := took(t, path, o)
	var refused *foreign.Refused
	if !errors.As(err, &refused) || refused.Reason != want {
		t.Errorf("got %v, not %q", err, want)
	}
	if d := time.Since(begin); d > 20*time.Second {
		t.Errorf("it took %v", d)
	}
}

// A header that was changed by somebody without a key is refused before its
// pages are looked at, and so is one that asks for a terabyte.
func TestHeadersOfAnEnemy(t *testing.T) {
	path := guestFile(t)
	b, err := os.ReadFile(path)
	must(t, err)
	for name, c := range map[string]struct {
		old, new string
		want     foreign.Reason
	}{
		"changed": {`"ready":true`, `"ready":false`, foreign.Tampered},
		"greedy":  {`"m":64,`, `"m":99999999,`, foreign.Greedy},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.guvoh")
			must(t, os.WriteFile(path, vaulttest.Rewrite(b, c.old, c.new), 0o600))
			mustRefuse(t, path, foreign.Options{}, c.want)
		})
	}
}

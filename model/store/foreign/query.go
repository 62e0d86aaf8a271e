package foreign

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"path/filepath"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model/worker"
)

// plainURI names an unsealed file for SQLite, which opens it as if it lay on a
// CD: nobody writes it, and nothing beside it is looked at.
func plainURI(path string) string {
	path = filepath.ToSlash(path)
	if path != "" && path[0] != '/' { // a drive of Windows
		path = "/" + path
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: "mode=ro&immutable=1"}
	return u.String()
}

// limits bound what SQLite does for a file.
var limits = map[int]int{
	sqlite3.SQLITE_LIMIT_LENGTH: maxValue, sqlite3.SQLITE_LIMIT_SQL_LENGTH: longestSQL, sqlite3.SQLITE_LIMIT_COLUMN: 100,
	sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 20, sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 2, sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
	sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 4, sqlite3.SQLITE_LIMIT_ATTACHED: 0, sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 10,
	sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 4, sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1, sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}

// readable are the tables and columns that are asked for.
var readable = map[string]map[string]bool{
	"stream":      columns("n", "id", "author", "started", "lamport", "head", "hash", "signature"),
	"signer":      columns("stream", "device", "nonce"),
	"certificate": columns("device", "identity", "by_identity", "by_device"),
	"action":      columns("n", "id", "stream", "verb", "at", "of"),
	"entry":       columns("id", "body", "hash"),
	"bare":        columns("id", "committed", "hash"),
	"hole":        columns("stream", "first", "last", "hash", "signature"),
	"attachment":  columns("n", "sha256", "size"),
	"chunk":       columns("attachment", "seq", "bytes"),
	"origin":      columns("n", "statement", "device", "signature"),
}

func columns(names ...string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

// allow is asked by SQLite before each thing that a statement would do.
func allow(op int, what, column, _ string) int {
	switch {
	case op == sqlite3.SQLITE_SELECT,
		op == sqlite3.SQLITE_READ && readable[what][column],
		op == sqlite3.SQLITE_PRAGMA && what == "quick_check":
		return sqlite3.SQLITE_OK
	}
	return sqlite3.SQLITE_DENY
}

// connector opens the file with SQLite locked down.
type connector string

func (connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (uri connector) Connect(context.Context) (driver.Conn, error) {
	d := &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		for limit, n := range limits {
			c.SetLimit(limit, n)
		}
		_, err := c.Exec(`PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON;
			PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; PRAGMA hard_heap_limit = 536870912`, nil)
		c.RegisterAuthorizer(allow)
		return err
	}}
	return d.Open(string(uri))
}

func lockedDown(uri string) (*sql.DB, error) {
	db := sql.OpenDB(connector(uri))
	db.SetMaxOpenConns(1)
	return db, db.Ping()
}

// sound fails unless SQLite finds that the pages of each table that is read fit
// together and every value is of the type that its column takes. That each index
// fits its table, which takes as long again, is not asked: what is read comes in
// the order of rows and is proved by the journal. Nor is anything of the other
// tables: an index of words (FTS5) is made by code, which would read its bytes.
func sound(db *sql.DB, version int) error {
	all, err := shipped()
	if err != nil {
		return err
	}
	known := all[min(version, len(all))-1]
	for _, name := range journals {
		if _, there := known.Table(name); !there {
			continue
		}
		var said string
		if err := db.QueryRow("PRAGMA quick_check(" + name + ")").Scan(&said); err != nil {
			return err
		}
		if said != "ok" {
			return &Refused{Damaged}
		}
	}
	return nil
}

// reasonOf gives the reason that a failure of SQLite stands for.
func reasonOf(err error) Reason {
	var se sqlite3.Error
	if errors.As(err, &se) {
		switch se.Code {
		case sqlite3.ErrTooBig:
			return BigValue
		case sqlite3.ErrNomem:
			return Greedy
		case sqlite3.ErrNotADB:
			return NotOurs
		}
	}
	return Damaged
}

// ---- what is asked for ----

// each sends the rows of a query; put lays out one of them.
func (w *side) each(put func(cells []any) ([]byte, bool), query string, args ...any) error {
	if w.db == nil {
		return errNonsense
	}
	rows, err := w.db.Query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	cells, into := make([]any, len(names)), make([]any, len(names))
	for i := range into {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		body, ok := put(cells)
		if !ok {
			return &Refused{BadRow}
		}
		if len(body) > worker.MaxFrame {
			return &Refused{BigValue}
		}
		if err := w.row(body); err != nil {
			return err
		}
	}
	return rows.Err()
}

// layOut gives cells in the form that their letters say: i a number, b bytes,
// t a text, and ? before it for what may be null: no bytes, or 0.
func layOut(types string) func([]any) ([]byte, bool) {
	return func(cells []any) (body []byte, ok bool) {
		i, orNull := 0, false
		for _, t := range types {
			if t == '?' {
				orNull = true
				continue
			}
			switch v := cells[i].(type) {
			case int64:
				ok = t == 'i'
				body = worker.PutInt(body, v)
			case []byte:
				ok = t == 'b'
				body = worker.PutBytes(body, v)
			case string:
				ok = t == 't'
				body = worker.PutBytes(body, v)
			case nil:
				if ok = orNull; t == 'i' {
					body = worker.PutInt(body, 0)
				} else {
					body = worker.PutBytes(body, "")
				}
			default:
				ok = false
			}
			if !ok {
				return nil, false
			}
			i, orNull = i+1, false
		}
		return body, true
	}
}

func (w *side) streams() error {
	return w.each(layOut("ibtiiib?b"), "SELECT n, id, author, started, lamport, head, hash, signature FROM stream ORDER BY n")
}

func (w *side) actions() error {
	return w.each(layOut("biti?b"), "SELECT id, stream, verb, at, of FROM action ORDER BY n")
}

func (w *side) attachments() error {
	return w.each(layOut("ibi"), "SELECT n, sha256, size FROM attachment ORDER BY n")
}

func (w *side) chunks(attachment int64) error {
	return w.each(layOut("ib"), "SELECT seq, bytes FROM chunk WHERE attachment = ? ORDER BY seq", attachment)
}

// sinceColleagues does what needs the tables of the third version; a file of an
// earlier one has nothing of it.
func (w *side) sinceColleagues(do func() error) error {
	if w.version < 3 {
		return nil
	}
	return do()
}

func (w *side) signers() error {
	return w.each(layOut("ibb"), "SELECT stream, device, nonce FROM signer ORDER BY stream")
}

func (w *side) certificates() error {
	return w.each(layOut("bbbb"), "SELECT device, identity, by_identity, by_device FROM certificate ORDER BY device, identity")
}

// holes gives each with the chain's hash at the entry before it, which may be bare.
func (w *side) holes() error {
	return w.each(layOut("iiib?b?b?b"), `SELECT h.stream, h.first, h.last, h.hash, h.signature, e.hash, b.hash FROM hole AS h
		LEFT JOIN entry AS e ON e.id = (h.stream << 36) + h.first - 1
		LEFT JOIN bare AS b ON b.id = (h.stream << 36) + h.first - 1
		ORDER BY h.stream, h.first`)
}

func (w *side) origin() error {
	return w.each(layOut("t?b?b"), "SELECT statement, device, signature FROM origin ORDER BY n LIMIT 1")
}

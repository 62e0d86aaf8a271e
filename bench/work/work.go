//go:build unix

// Package work is what the speed of sealed files is measured by: the same
// steps, through database/sql, for every way of sealing that is compared.
//
// Its one job is to do the work and to say what it cost. Rules: it knows no
// driver and no way of sealing; it measures time of the processor, since wall
// time on a shared machine says little; it is no part of the program.
package work

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// A Subject is a database to work on: sealed in some way, or plain.
type Subject struct {
	Name string
	// Open opens the file that lies at the same place each time, with one
	// connection, and makes it when it is not there.
	Open func() (*sql.DB, error)
	// FTS says that the library has FTS5.
	FTS bool
}

// Cost is what a step took. CPU is user and system time of the process.
type Cost struct {
	CPU, Wall time.Duration
}

// A Step is one kind of work.
type Step struct {
	Name string
	fts  bool
	do   func(*sql.DB, Size) error
}

// Size says how much is done; Full is that of docs and goals.
type Size struct {
	Commits, Rows, Reads, Documents, Searches, MiB, Opens int
}

// Full is the size at which the goals are measured.
var Full = Size{Commits: 20_000, Rows: 200_000, Reads: 100_000, Documents: 20_000, Searches: 1000, MiB: 200, Opens: 50}

// Steps are done in this order, on one file.
var Steps = []Step{
	{Name: "commits of one row", do: commits},
	{Name: "rows in one commit", do: bulk},
	{Name: "reads by key", do: reads},
	{Name: "full scan", do: scan},
	{Name: "full-text index", fts: true, do: index},
	{Name: "full-text search", fts: true, do: search},
	{Name: "attachments written", do: attach},
	{Name: "attachments read", do: attachments},
	{Name: "integrity check", do: check},
	{Name: Reopen},
}

// Reopen is the step that opens the file anew; its costs are those of one time.
const Reopen = "open again"

// Do does all steps on a new file and gives what each cost, by its name.
func Do(s Subject, size Size) (map[string]Cost, error) {
	db, err := s.Open()
	if err != nil {
		return nil, err
	}
	defer func() { db.Close() }()
	if _, err := db.Exec(`CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, n INTEGER, b TEXT);
		CREATE INDEX byName ON t(name); CREATE TABLE a(id INTEGER PRIMARY KEY, d BLOB)`); err != nil {
		return nil, err
	}
	costs := map[string]Cost{}
	for _, step := range Steps {
		if step.fts && !s.FTS || step.do == nil {
			continue
		}
		c, err := measure(func() error { return step.do(db, size) })
		if err != nil {
			return nil, fmt.Errorf("%s, %s: %w", s.Name, step.Name, err)
		}
		costs[step.Name] = c
	}
	c, err := measure(func() error {
		for range size.Opens {
			if err := db.Close(); err != nil {
				return err
			}
			if db, err = s.Open(); err != nil {
				return err
			}
			if err := db.QueryRow("SELECT n FROM t WHERE id = 1").Scan(new(int)); err != nil {
				return err
			}
		}
		return nil
	})
	n := time.Duration(max(1, size.Opens))
	costs[Reopen] = Cost{c.CPU / n, c.Wall / n}
	return costs, err
}

func measure(do func() error) (Cost, error) {
	runtime.GC()
	cpu, begin := used(), time.Now()
	err := do()
	return Cost{used() - cpu, time.Since(begin)}, err
}

// used gives the time that the processor has spent for this process.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// words gives a sentence, the same for the same number.
func words(n int) string {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	var b strings.Builder
	for range 6 + r.IntN(30) {
		fmt.Fprintf(&b, "w%d ", min(r.IntN(5000), r.IntN(5000)))
	}
	return b.String()
}

func commits(db *sql.DB, size Size) error {
	insert, err := db.Prepare("INSERT INTO t(name, n, b) VALUES(?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for n := range size.Commits {
		if _, err := insert.Exec(fmt.Sprintf("name %d", n*7919%1_000_003), n, "what was said on that day"); err != nil {
			return err
		}
	}
	return nil
}

// inOne does n times something with a statement, in one transaction.
func inOne(db *sql.DB, n int, statement string, do func(*sql.Stmt, int) error) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	s, err := tx.Prepare(statement)
	if err != nil {
		return err
	}
	defer s.Close()
	for i := range n {
		if err := do(s, i); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func bulk(db *sql.DB, size Size) error {
	return inOne(db, size.Rows, "INSERT INTO t(name, n, b) VALUES(?, ?, ?)", func(s *sql.Stmt, n int) error {
		_, err := s.Exec(fmt.Sprintf("name %d", n*7919%1_000_003), n, "what was said on another day, in a longer sentence than before")
		return err
	})
}

func reads(db *sql.DB, size Size) error {
	s, err := db.Prepare("SELECT name, b FROM t WHERE id = ?")
	if err != nil {
		return err
	}
	defer s.Close()
	r := rand.New(rand.NewPCG(1, 2))
	for range size.Reads {
		var name, b string
		if err := s.QueryRow(1+r.IntN(size.Commits+size.Rows)).Scan(&name, &b); err != nil {
			return err
		}
	}
	return nil
}

func scan(db *sql.DB, _ Size) error {
	return db.QueryRow("SELECT count(*), sum(length(b)), sum(n) FROM t").Scan(new(int), new(int), new(int))
}

func index(db *sql.DB, size Size) error {
	if _, err := db.Exec("CREATE VIRTUAL TABLE f USING fts5(b)"); err != nil {
		return err
	}
	return inOne(db, size.Documents, "INSERT INTO f(b) VALUES(?)", func(s *sql.Stmt, n int) error {
		_, err := s.Exec(words(n))
		return err
	})
}

func search(db *sql.DB, size Size) error {
	for n := range size.Searches {
		rows, err := db.Query("SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank LIMIT 20", fmt.Sprintf("w%d w%d", 100+n%900, 200+n%97))
		if err != nil {
			return err
		}
		for rows.Next() {
			if err := rows.Scan(new(int)); err != nil {
				return err
			}
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

const mib = 1 << 20

func attach(db *sql.DB, size Size) error {
	piece := make([]byte, mib)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(piece)
	const together = 20
	for n := 0; n < size.MiB; n += together {
		if err := inOne(db, min(together, size.MiB-n), "INSERT INTO a(d) VALUES(?)", func(s *sql.Stmt, i int) error {
			piece[0] = byte(n + i)
			_, err := s.Exec(piece)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func attachments(db *sql.DB, size Size) error {
	for n := range size.MiB {
		var d sql.RawBytes
		rows, err := db.QueryContext(context.Background(), "SELECT d FROM a WHERE id = ?", n+1)
		if err != nil {
			return err
		}
		if !rows.Next() {
			return sql.ErrNoRows
		}
		if err := rows.Scan(&d); err != nil {
			return err
		}
		if len(d) != mib {
			return fmt.Errorf("%d bytes", len(d))
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	return nil
}

func check(db *sql.DB, _ Size) error {
	var s string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&s); err != nil {
		return err
	}
	if s != "ok" {
		return fmt.Errorf("integrity_check: %s", s)
	}
	return nil
}

// Least gives of each step the least that it cost in one of the rounds.
func Least(rounds []map[string]Cost) map[string]Cost {
	least := map[string]Cost{}
	for _, r := range rounds {
		for name, c := range r {
			if l, ok := least[name]; ok {
				c.CPU, c.Wall = min(c.CPU, l.CPU), min(c.Wall, l.Wall)
			}
			least[name] = c
		}
	}
	return least
}

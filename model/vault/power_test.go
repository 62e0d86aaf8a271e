package vault_test

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guvoh/model/vault"
	"guvoh/model/vault/internal/tape"
)

// Marks on the tape: a transaction was acknowledged, a change of the keys was
// begun, it was acknowledged. The number stands in the lower digits.
const (
	committed = 1_000_000 * (1 + iota)
	changing
	changed
)

// progress is what the marks of a tape say.
type progress struct {
	tx      int // acknowledged; -1: not even the tables
	key     int // the passphrase that was acknowledged
	nextKey int // the one that may have taken its place
}

func (p *progress) read(ops []tape.Op) {
	for _, o := range ops {
		if o.What != tape.Mark {
			continue
		}
		n := int(o.At % 1_000_000)
		switch o.At - int64(n) {
		case committed:
			p.tx = n
		case changing:
			p.nextKey = n
		case changed:
			p.key, p.nextKey = n, n
		}
	}
}

func passphrase(n int) string { return fmt.Sprintf("passphrase %d", n) }

// unsealed is a vault that SQLite has open.
type unsealed struct {
	*vault.File
	db *sql.DB
}

// unseal opens the vault of a folder with either passphrase and brings SQLite
// to settle what lies beside it.
func unseal(dir string, m journalMode, p progress) (o unsealed, key int, err error) {
	path := filepath.Join(dir, "a.guvoh")
	key = p.key
	o.File, err = vault.Open(path, vault.Passphrase(passphrase(key)))
	if errors.Is(err, vault.ErrWrongKey) && p.nextKey != p.key {
		key = p.nextKey
		o.File, err = vault.Open(path, vault.Passphrase(passphrase(key)))
	}
	if err != nil {
		return o, key, fmt.Errorf("the vault: %w", err)
	}
	if o.db, err = openIn(o.File, m); err != nil {
		o.File.Close()
		return o, key, fmt.Errorf("the database: %w", err)
	}
	return o, key, nil
}

func (o unsealed) Close() {
	o.db.Close()
	o.File.Close()
}

// turn changes the passphrase in one step.
func (o unsealed) turn(to int) error {
	tape.Say(changing + to)
	err := o.Change(control(o.db), vault.Add(vault.NewPassphrase(passphrase(to), "")), vault.Remove(o.Slots()[0].ID))
	if err == nil {
		tape.Say(changed + to)
	}
	return err
}

// contents is a digest of all rows.
func contents(db *sql.DB) (s string, err error) {
	rows, err := db.Query("SELECT id, tx, b FROM t ORDER BY id")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	h := sha256.New()
	for rows.Next() {
		var id, tx int
		var b string
		if err := rows.Scan(&id, &tx, &b); err != nil {
			return "", err
		}
		fmt.Fprintln(h, id, tx, b)
	}
	return string(h.Sum(nil)), rows.Err()
}

// A recording is what a mode wrote, from a vault without tables on.
type recording struct {
	mode   journalMode
	before map[string][]byte
	ops    []tape.Op
	after  []string // the contents after each transaction
}

func record(t *testing.T, m journalMode, transactions int) recording {
	t.Helper()
	dir := t.TempDir()
	f, err := vault.Create(filepath.Join(dir, "a.guvoh"), cheap, vault.NewPassphrase(passphrase(0), ""))
	must(t, err)
	rec := recording{mode: m, before: gather(t, dir)}
	tape.Lazy(true)
	defer tape.Lazy(false)
	tape.Start()
	db, err := openIn(f, m)
	must(t, err)
	o := unsealed{f, db}
	defer o.Close()
	run(t, db, "CREATE TABLE t(id INTEGER PRIMARY KEY, tx INTEGER, b TEXT); CREATE INDEX byTx ON t(tx)")
	run(t, db, "CREATE TABLE c(n INTEGER); INSERT INTO c VALUES(0)")
	note := func(n int) {
		tape.Say(committed + n)
		s, err := contents(db)
		must(t, err)
		rec.after = append(rec.after, s)
	}
	note(0)
	r := dice(5)
	for n := 1; n <= transactions; n++ {
		if r.IntN(4) == 0 {
			must(t, o.turn(n))
		}
		if r.IntN(6) == 0 {
			must(t, change(db, n, 1+r.IntN(40), false))
		}
		must(t, change(db, n, 1+r.IntN(40), true))
		note(n)
	}
	db.Close() // the last writes are those of closing
	rec.ops = tape.Stop()
	return rec
}

// change is one transaction of the workload: rows come, grow and go.
func change(db *sql.DB, n, rows int, keep bool) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	r := dice(uint64(n))
	for range rows {
		if _, err := tx.Exec("INSERT INTO t(tx, b) VALUES(?, ?)", n, strings.Repeat("x", r.IntN(3000))); err != nil {
			return err
		}
	}
	for _, q := range []string{"UPDATE t SET b = b || 'y' WHERE tx = ?1 - 2", "DELETE FROM t WHERE tx = ?1 - 8", "UPDATE c SET n = ?1"} {
		if _, err := tx.Exec(q, n); err != nil {
			return err
		}
	}
	if !keep {
		return nil
	}
	return tx.Commit()
}

// verdict opens what a power cut has left. Everything that was acknowledged
// must be there, nothing else but the one transaction under way, and the file
// must serve on. It gives what is acknowledged now.
func (rec recording) verdict(dir string, p progress) (progress, error) {
	o, key, err := unseal(dir, rec.mode, p)
	if err != nil {
		return p, err
	}
	defer o.Close()
	p.key, p.nextKey = key, key
	tape.Say(changed + key)
	var s string
	if err := o.db.QueryRow("PRAGMA integrity_check").Scan(&s); err != nil || s != "ok" {
		return p, fmt.Errorf("integrity %.60q: %w", s, err)
	}
	if p.tx >= 0 {
		var n int
		if err := o.db.QueryRow("SELECT n FROM c").Scan(&n); err != nil {
			return p, fmt.Errorf("count: %w", err)
		}
		if n < p.tx || n > p.tx+1 || n >= len(rec.after) {
			return p, fmt.Errorf("%d was acknowledged, %d is there", p.tx, n)
		}
		if s, err := contents(o.db); err != nil || s != rec.after[n] {
			return p, fmt.Errorf("other contents after transaction %d: %w", n, err)
		}
		p.tx = n
		tape.Say(committed + n)
		if _, err := o.db.Exec("DROP TABLE IF EXISTS more; CREATE TABLE more AS SELECT b FROM t LIMIT 9; DROP TABLE more"); err != nil {
			return p, fmt.Errorf("written after: %w", err)
		}
	}
	p.nextKey++
	if err := o.turn(p.nextKey); err != nil {
		return p, fmt.Errorf("keys changed after: %w", err)
	}
	p.key = p.nextKey
	return p, nil
}

// moment chooses when the power goes: anywhere, and each third time while the
// header is written, which is a small part of the tape and the whole of the
// file.
func moment(ops []tape.Op, dice *rand.Rand) int {
	var header []int
	for n, o := range ops {
		if o.What == tape.Write && len(o.Data) == vault.CopySize {
			header = append(header, n+1)
		}
	}
	if len(header) > 0 && dice.IntN(3) == 0 {
		return header[dice.IntN(len(header))]
	}
	return dice.IntN(len(ops) + 1)
}

// failure plays one power cut, and with it another one while the file is being
// recovered and its keys are changed.
func (rec recording) failure(t *testing.T, dir string, seed uint64) error {
	t.Helper()
	d := newDisk(rec.before, dice(seed))
	cut, p := moment(rec.ops, d.dice), progress{tx: -1}
	d.play(rec.ops[:cut])
	p.read(rec.ops[:cut])
	files := d.cut(d.dice.IntN(ways))
	lay(t, dir, files)
	tape.Start()
	_, err := rec.verdict(dir, p)
	ops := tape.Stop()
	if err != nil {
		return fmt.Errorf("power cut %d of %d: %w", cut, len(rec.ops), err)
	}
	d = newDisk(files, dice(seed+1))
	again := moment(ops, d.dice)
	d.play(ops[:again])
	p.read(ops[:again])
	lay(t, dir, d.cut(torn))
	if _, err := rec.verdict(dir, p); err != nil {
		return fmt.Errorf("power cut %d of %d, then %d of %d: %w", cut, len(rec.ops), again, len(ops), err)
	}
	return nil
}

// failures plays so many power cuts, counts those that end badly and gives the
// first of each kind.
func (rec recording) failures(t *testing.T, points int) (bad int, how map[string]string) {
	t.Helper()
	dir, how := filepath.Join(t.TempDir(), "disk"), map[string]string{}
	tape.Lazy(true)
	defer tape.Lazy(false)
	for n := range points {
		if err := rec.failure(t, dir, uint64(n)); err != nil {
			bad++
			if _, why, _ := strings.Cut(err.Error(), ": "); how[why] == "" {
				how[why] = fmt.Sprintf("dice %d, %v", n, err)
			}
		}
	}
	return bad, how
}

var powerModes = append(slices.Clip(modes),
	mode("DELETE EXTRA EXCLUSIVE without powersafe overwrite", strings.Join(ours.pragmas, " "), "&psow=0"),
	mode("WAL FULL without powersafe overwrite", "journal_mode=WAL synchronous=FULL wal_autocheckpoint=20", "&psow=0"),
	mode("WAL FULL EXCLUSIVE", "locking_mode=EXCLUSIVE journal_mode=WAL synchronous=FULL wal_autocheckpoint=20"),
)

func TestNothingIsLostWhenThePowerGoes(t *testing.T) {
	for _, m := range powerModes {
		t.Run(m.name, func(t *testing.T) {
			rec := record(t, m, 60)
			points := size(20, 2000)
			bad, how := rec.failures(t, points)
			t.Logf("%d operations, %d power cuts, %d ended badly", len(rec.ops), points, bad)
			if bad > 0 {
				t.Errorf("%d of %d power cuts: %q", bad, points, slices.Sorted(maps.Values(how)))
			}
		})
	}
}

func TestThePowerCutsFindAFileThatIsNotSynced(t *testing.T) {
	rec := record(t, mode("DELETE OFF", "journal_mode=DELETE synchronous=OFF"), 60)
	points := size(20, 200)
	if bad, _ := rec.failures(t, points); bad < points/2 {
		t.Errorf("only %d of %d power cuts are noticed where nothing is synced", bad, points)
	}
}

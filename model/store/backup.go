package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model/vault"
)

// Backup is a sealed copy of the file that the same keys open.
type Backup struct {
	Path string
	At   time.Time // by its name: when it was made, by the clock of that machine
	Size int64
}

// backupTime is how the name of a backup says when it was made. It sorts, and
// every system takes it in a name.
const backupTime = "2006-01-02-150405"

// The settings of a file about backups, one for each computer: a folder of one
// means nothing on another. They lie inside the file, since a path may bear a
// name.
func (db *DB) folderKey() string { return "backup folder " + db.opts.Device }
func (db *DB) backedKey() string { return "backup entry " + db.opts.Device }
func (db *DB) lastKey() string   { return "backup time " + db.opts.Device }

// BackupFolder gives the folder that backups go to on this computer; "" is none.
func (db *DB) BackupFolder() (string, error) { return db.Setting(db.folderKey()) }

// SetBackupFolder has backups of this computer go to a folder; "" ends them.
func (db *DB) SetBackupFolder(folder string) error {
	if err := db.SetSetting(db.folderKey(), folder); err != nil {
		return err
	}
	if err := db.SetSetting(db.backedKey(), ""); err != nil { // there is none in that folder yet
		return err
	}
	return db.SetSetting(db.lastKey(), "")
}

// LastBackup gives when the last backup into the present folder was made; the
// zero time when there was none.
func (db *DB) LastBackup() (time.Time, error) {
	text, err := db.Setting(db.lastKey())
	if err != nil || text == "" {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339, text)
	return at.Local(), err
}

// BackupDue reports whether something was written or a key was changed since
// the last backup, and a folder is chosen.
func (db *DB) BackupDue() (bool, error) {
	folder, err := db.BackupFolder()
	if err != nil || folder == "" || db.opts.ReadOnly {
		return false, err
	}
	last, err := db.Setting(db.backedKey())
	if err != nil {
		return false, err
	}
	now, err := db.newest()
	return last != now, err
}

// newest names the newest entry of the journal and the present keys: a backup
// from before a change of keys still opens with the old ones.
func (db *DB) newest() (string, error) {
	var streams, entries int64
	err := db.sql.QueryRow("SELECT count(*), coalesce(sum(head), 0) FROM stream").Scan(&streams, &entries)
	keys := sha256.New()
	for _, s := range db.Keys() {
		fmt.Fprintln(keys, s.ID)
	}
	return fmt.Sprintf("%d/%d/%x", streams, entries, keys.Sum(nil)[:8]), classify(err)
}

// Backup writes a backup into a folder, proves it by opening it and reading
// every page, and then removes backups of this file that are no longer needed
// (see [worthKeeping]). The file can be written meanwhile: the backup holds
// what was there when it ended. Closing the file ends it. It fails with
// fs.ErrNotExist when the folder is not there: a stick was taken out. progress,
// which may be nil, hears how many pages of all were copied.
func (db *DB) Backup(ctx context.Context, folder string, progress func(done, total int)) (Backup, error) {
	if _, err := os.Stat(folder); err != nil {
		return Backup{}, classify(err)
	}
	newest, err := db.newest()
	if err != nil {
		return Backup{}, err
	}
	at := db.opts.now().Local()
	b := Backup{Path: filepath.Join(folder, db.backupName(at)), At: at}
	if fileExists(b.Path) {
		return Backup{}, ErrExists
	}
	removeStale(folder, at)
	part := partOf(b.Path)
	defer os.Remove(part) // not there any more when all went well
	if err := db.backupTo(ctx, part, progress); err != nil {
		return Backup{}, classify(err)
	}
	if err := os.Rename(part, b.Path); err != nil {
		return Backup{}, classify(err)
	}
	if st, err := os.Stat(b.Path); err == nil {
		b.Size = st.Size()
	}
	if !db.opts.ReadOnly {
		if err := db.SetSetting(db.backedKey(), newest); err != nil {
			return b, err
		}
		if err := db.SetSetting(db.lastKey(), at.Format(time.RFC3339)); err != nil {
			return b, err
		}
	}
	return b, db.rotate(folder, at)
}

func (db *DB) backupName(at time.Time) string {
	return fmt.Sprintf("%s-%s%s", db.stem(), at.Format(backupTime), filepath.Ext(db.Path()))
}

// stem is the name of the file without its end.
func (db *DB) stem() string {
	name := filepath.Base(db.Path())
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// stale is the age from which a part cannot belong to a backup that is still
// being made, by whatever window.
const stale = 24 * time.Hour

// removeStale removes parts that were left in a folder when the program ended
// in the middle of a backup: it does not wait for one when it locks.
func removeStale(folder string, now time.Time) {
	left, err := filepath.Glob(filepath.Join(folder, ".guvoh-*.part*")) // with its journal
	if err != nil {
		return // a folder whose name is a pattern that makes no sense
	}
	for _, part := range left {
		if st, err := os.Lstat(part); err == nil && st.Mode().IsRegular() && now.Sub(st.ModTime()) > stale {
			os.Remove(part)
		}
	}
}

func (db *DB) backupTo(ctx context.Context, part string, progress func(done, total int)) error {
	v, err := db.vault.Copy(part)
	if err != nil {
		return err
	}
	defer v.Close()
	to, err := sql.Open(driverName, dsn(v, false))
	if err != nil {
		return err
	}
	defer to.Close()
	to.SetMaxOpenConns(1)
	// The copy is synced at the end, as a whole (see vault.File.Save). Were it
	// SQLite that waits for a slow stick, everybody would wait for it who uses
	// the file meanwhile.
	if _, err := to.ExecContext(ctx, "PRAGMA synchronous = OFF"); err != nil {
		return err
	}
	if err := db.copyPages(ctx, to, progress); err != nil {
		return err
	}
	var sound string
	if err := to.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&sound); err != nil {
		return err
	}
	if sound != "ok" {
		return fmt.Errorf("%w: the backup is not sound", ErrDamaged)
	}
	if err := to.Close(); err != nil {
		return err
	}
	if err := v.Save(vault.MarkReady); err != nil {
		return err
	}
	v.Close()
	return db.prove(part)
}

// pagesAtOnce is how many pages are copied before somebody else may use the
// file: less than a megabyte, some milliseconds.
const pagesAtOnce = 200

// copyPages copies page by page through SQLite's backup interface, which
// notices what is written meanwhile. It ends soon when the file is to be closed.
func (db *DB) copyPages(ctx context.Context, to *sql.DB, progress func(done, total int)) error {
	db.copying.RLock()
	defer db.copying.RUnlock()
	dst, err := to.Conn(ctx)
	if err != nil {
		return err
	}
	defer dst.Close()
	var b *sqlite3.SQLiteBackup
	err = db.raw(ctx, func(from *sqlite3.SQLiteConn) error {
		return dst.Raw(func(driver any) (err error) {
			b, err = driver.(*sqlite3.SQLiteConn).Backup("main", from, "main")
			return err
		})
	})
	if err != nil {
		return err
	}
	for done := false; !done && err == nil; {
		if err = errors.Join(ctx.Err(), db.life.Err()); err == nil {
			err = db.raw(ctx, func(*sqlite3.SQLiteConn) (err error) { done, err = b.Step(pagesAtOnce); return err })
		}
		if progress != nil {
			progress(b.PageCount()-b.Remaining(), b.PageCount())
		}
	}
	return errors.Join(err, db.raw(context.Background(), func(*sqlite3.SQLiteConn) error { return b.Finish() }))
}

// raw runs f with the one connection, when nobody else uses it.
func (db *DB) raw(ctx context.Context, f func(*sqlite3.SQLiteConn) error) error {
	c, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(driver any) error { return f(driver.(*sqlite3.SQLiteConn)) })
}

// prove opens a copy as anybody with the keys would.
func (db *DB) prove(path string) error {
	copied, err := db.openCopy(path)
	if err != nil {
		return err
	}
	return copied.Close()
}

// openCopy opens a copy of this file, to look only, with the key that is held.
func (db *DB) openCopy(path string) (*DB, error) {
	o := db.opts
	o.ReadOnly, o.Secret = true, db.vault.Secret()
	return Open(path, o)
}

// CheckBackup opens a backup of this file, to look only, and checks it as
// [DB.Check] does. It fails as [Open] does, with [ErrWrongKey] for a file that
// is no copy of this one.
func (db *DB) CheckBackup(ctx context.Context, path string, progress func(done, total int)) (Report, error) {
	copied, err := db.openCopy(path)
	if err != nil {
		return Report{}, err
	}
	report, err := copied.Check(ctx, progress)
	return report, errors.Join(err, copied.Close())
}

// Backups gives the backups of this file in a folder, the newest first. What
// bears such a name and is no copy of this file is not among them.
func (db *DB) Backups(folder string) ([]Backup, error) {
	in, err := os.ReadDir(folder)
	if err != nil {
		return nil, classify(err)
	}
	var found []Backup
	for _, e := range in {
		path := filepath.Join(folder, e.Name())
		end := filepath.Ext(e.Name())
		stamp, ok := strings.CutPrefix(strings.TrimSuffix(e.Name(), end), db.stem()+"-")
		if !ok || end != filepath.Ext(db.Path()) || !e.Type().IsRegular() {
			continue
		}
		at, err := time.ParseInLocation(backupTime, stamp, time.Local)
		if err != nil || !db.isCopy(path) {
			continue
		}
		if st, err := e.Info(); err == nil {
			found = append(found, Backup{path, at, st.Size()})
		}
	}
	slices.SortFunc(found, func(a, b Backup) int { return b.At.Compare(a.At) })
	return found, nil
}

func (db *DB) isCopy(path string) bool {
	i, err := vault.Inspect(path)
	return err == nil && bytes.Equal(i.ID, db.vault.ID())
}

// rotate removes the backups of this file that are no longer worth keeping.
func (db *DB) rotate(folder string, now time.Time) error {
	all, err := db.Backups(folder)
	if err != nil {
		return err
	}
	keep := worthKeeping(all, now)
	for _, b := range all {
		if !keep[b.Path] {
			if err := os.Remove(b.Path); err != nil {
				return classify(err)
			}
		}
	}
	return nil
}

// worthKeeping chooses, of backups sorted from the newest: the five newest,
// the newest of each of the last seven days with one, of the last four weeks
// and of the last twelve months. A fault that is noticed late can still be
// taken back, and a stick is not filled.
func worthKeeping(all []Backup, now time.Time) map[string]bool {
	keep := map[string]bool{}
	for _, b := range all[:min(5, len(all))] {
		keep[b.Path] = true
	}
	newestOf := func(most int, period func(time.Time) string) {
		seen := map[string]bool{}
		for _, b := range all {
			p := period(b.At)
			if !seen[p] && len(seen) < most {
				seen[p], keep[b.Path] = true, true
			}
		}
	}
	newestOf(7, func(t time.Time) string { return t.Format("2006-01-02") })
	newestOf(4, func(t time.Time) string { y, w := t.ISOWeek(); return strconv.Itoa(y) + "/" + strconv.Itoa(w) })
	newestOf(12, func(t time.Time) string { return t.Format("2006-01") })
	for _, b := range all {
		if b.At.After(now) { // a clock was wrong: nothing is removed for it
			keep[b.Path] = true
		}
	}
	return keep
}

// Restore puts a backup at a path where nothing is yet, as it is: the keys of
// the backup open it. It fails with [ErrExists], or with [ErrNotGuvoh] and the
// like when it is no file of ours; the backup stays.
func Restore(ctx context.Context, backup, path string) (err error) {
	if _, err := vault.Inspect(backup); err != nil {
		return classify(err)
	}
	in, err := os.Open(backup)
	if err != nil {
		return classify(err)
	}
	defer in.Close()
	if fileExists(path) {
		return ErrExists
	}
	part := partOf(path)
	out, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return classify(err)
	}
	defer os.Remove(part)
	_, err = io.Copy(out, stoppable{ctx, in})
	if err == nil {
		err = out.Sync()
	}
	if shut := out.Close(); err == nil {
		err = shut
	}
	if err == nil && fileExists(path) {
		err = ErrExists
	}
	if err == nil {
		err = os.Rename(part, path)
	}
	return classify(err)
}

// stoppable reads until it is cancelled.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(b)
}

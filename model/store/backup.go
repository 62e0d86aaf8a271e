package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
	Own  bool // made of this file, under this name, on this computer

	state []byte // see vault.Info
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
// every page, and then removes backups that were made by this computer, are
// still as they were made and are no longer needed (see [worthKeeping]). The file can be written meanwhile: the backup holds
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
	b := Backup{Path: filepath.Join(folder, db.backupName(at)), At: at, Own: true}
	if fileExists(b.Path) {
		return Backup{}, ErrExists
	}
	removeStale(folder, at)
	part := partOf(b.Path)
	defer os.Remove(part) // not there any more when all went well
	if err := db.backupTo(ctx, part, progress); err != nil {
		return Backup{}, classify(err)
	}
	if err := vault.Place(part, b.Path); err != nil {
		return Backup{}, classify(err)
	}
	if st, err := os.Stat(b.Path); err == nil {
		b.Size = st.Size()
	}
	if !db.opts.ReadOnly {
		if err := db.remember(b, newest); err != nil {
			return b, err
		}
	}
	return b, db.rotate(folder, b)
}

func (db *DB) remember(b Backup, newest string) error {
	if err := db.SetSetting(db.backedKey(), newest); err != nil {
		return err
	}
	if err := db.SetSetting(db.lastKey(), b.At.Format(time.RFC3339)); err != nil {
		return err
	}
	i, err := vault.Inspect(b.Path)
	if err != nil {
		return classify(err)
	}
	return db.addMade(made{filepath.Base(b.Path), i.State})
}

// backupName tells of which computer a backup is, so that colleagues who share
// a stick do not get into each other's way; nobody else learns anything from it.
func (db *DB) backupName(at time.Time) string {
	return db.ownName() + at.Format(backupTime) + filepath.Ext(db.Path())
}

// ownName begins the names of the backups that this computer makes.
func (db *DB) ownName() string {
	sum := sha256.Sum256(append(db.vault.ID(), db.opts.Device...))
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'a' + sum[i]%26
	}
	return fmt.Sprintf("%s-%s-", db.stem(), tag)
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

// Backups gives the backups of this file in a folder, the newest first, those
// that colleagues made of their copies of it among them. What is named like a
// backup and is no copy of this file is none.
func (db *DB) Backups(folder string) ([]Backup, error) {
	in, err := os.ReadDir(folder)
	if err != nil {
		return nil, classify(err)
	}
	var found []Backup
	for _, e := range in {
		name, ok := strings.CutSuffix(e.Name(), filepath.Ext(db.Path()))
		cut := len(name) - len(backupTime)
		if !ok || cut < 1 || !e.Type().IsRegular() {
			continue
		}
		b := Backup{Path: filepath.Join(folder, e.Name())}
		if b.At, err = time.ParseInLocation(backupTime, name[cut:], time.Local); err != nil {
			continue
		}
		i, err := vault.Inspect(b.Path)
		if err != nil || !bytes.Equal(i.ID, db.vault.ID()) {
			continue
		}
		own, ok := cutName(name, db.ownName())
		b.Own, b.state = ok && len(own) == len(backupTime), i.State
		if st, err := e.Info(); err == nil {
			b.Size = st.Size()
			found = append(found, b)
		}
	}
	slices.SortStableFunc(found, func(a, b Backup) int { return b.At.Compare(a.At) })
	return found, nil
}

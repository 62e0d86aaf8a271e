package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model/vault"
)

// reserveBytes is SQLITE_FCNTL_RESERVE_BYTES: how many bytes of each page
// SQLite leaves free; the seal needs forty.
const (
	reserveBytes = 38
	sealBytes    = 40
)

// Seal turns a file of the first version, which was not sealed, into a sealed
// one of the same name that the passphrase in o.Secret opens. The original is
// kept beside it under the name that Seal gives, until [Discard] is called. It
// fails as [Open] does, with [ErrNoPassphrase], and with [ErrExists] when the
// file is sealed already; the file is then as it was.
func Seal(ctx context.Context, path string, o Options) (original string, err error) {
	abs, err := resolve(path)
	if err != nil {
		return "", err
	}
	p, ok := o.Secret.(vault.Passphrase)
	if !ok {
		return "", ErrNoPassphrase
	}
	if err := sealable(abs); err != nil {
		return "", err
	}
	before, err := os.Stat(abs)
	if err != nil {
		return "", classify(err)
	}
	part := partOf(abs)
	v, err := vault.Create(part, o.Cost, vault.NewPassphrase(string(p), ""))
	if err != nil {
		return "", classify(err)
	}
	defer os.Remove(part) // not there any more when all went well
	defer v.Close()
	plain, err := sql.Open(driverName, plainDSN(abs))
	if err != nil {
		return "", err
	}
	defer plain.Close() // and not before: nobody may write the original until it has another name
	plain.SetMaxOpenConns(1)
	if err := copyPlain(ctx, plain, v); err != nil {
		return "", classify(err)
	}
	if err := v.Save(vault.MarkReady); err != nil { // syncs what SQLite wrote, too
		return "", classify(err)
	}
	if now, err := os.Stat(abs); err != nil || !os.SameFile(before, now) { // it was sealed while we waited for it
		if err := sealable(abs); err != nil {
			return "", err
		}
		return "", ErrInUse
	}
	if runtime.GOOS == "windows" { // where a file that is open gets no other name, whoever wants it
		plain.Close()
	}
	// What a crash left is taken back, and counts no more: it holds pages in clear.
	if err := shred(abs + "-journal"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", classify(err)
	}
	return changePlaces(abs, part)
}

// sealable fails when a file is not one of the first version.
func sealable(path string) error {
	switch _, err := vault.Inspect(path); {
	case err == nil:
		return ErrExists
	case !errors.Is(err, vault.ErrPlain):
		return classify(err)
	case !isOurs(path):
		return ErrNotGuvoh
	}
	return nil
}

// copyPlain copies an unsealed database into a vault and compares the two. The
// database stays locked until it is closed.
func copyPlain(ctx context.Context, plain *sql.DB, v *vault.File) error {
	if err := lockExclusive(plain); err != nil { // takes back what a crash left half done, too
		return err
	}
	if err := leaveRoom(ctx, plain); err != nil {
		return err
	}
	if _, err := plain.ExecContext(ctx, "VACUUM INTO ?", v.URI(false, false)); err != nil {
		return err
	}
	copied, err := sql.Open(driverName, dsn(v, true))
	if err != nil {
		return err
	}
	defer copied.Close()
	copied.SetMaxOpenConns(1)
	return same(ctx, plain, copied)
}

// leaveRoom has SQLite leave room for the seal in the pages of a copy.
func leaveRoom(ctx context.Context, plain *sql.DB) error {
	c, err := plain.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	return c.Raw(func(driver any) error {
		return driver.(*sqlite3.SQLiteConn).SetFileControlInt("main", reserveBytes, sealBytes)
	})
}

// same fails when a copy is not sound or has not as many rows in every table.
func same(ctx context.Context, from, to *sql.DB) error {
	var sound string
	if err := to.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&sound); err != nil {
		return err
	}
	if sound != "ok" {
		return fmt.Errorf("%w: the copy is not sound", ErrDamaged)
	}
	a, err := countRows(ctx, from)
	if err != nil {
		return err
	}
	b, err := countRows(ctx, to)
	if err == nil && !slices.Equal(a, b) {
		err = fmt.Errorf("%w: the copy has not the same rows", ErrDamaged)
	}
	return err
}

// countRows gives the number of rows of every table, by the table's name.
func countRows(ctx context.Context, q *sql.DB) ([]int64, error) {
	var queries []string
	rows, err := q.QueryContext(ctx, `SELECT 'SELECT count(*) FROM "' || replace(name, '"', '""') || '"'
		FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		queries = append(queries, s)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rows.Close()
	counts := make([]int64, len(queries))
	for i, s := range queries {
		if err := q.QueryRowContext(ctx, s).Scan(&counts[i]); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// changePlaces gives the sealed file the name of the original, and the original
// another. At every moment both are there, complete, and one of them bears the
// name of the file, but for a disk that knows no links.
func changePlaces(path, part string) (original string, err error) {
	original = path + unsealedEnd
	for n := 2; fileExists(original); n++ {
		original = fmt.Sprintf("%s%s-%d", path, unsealedEnd, n)
	}
	err = os.Link(path, original)
	if errors.Is(err, fs.ErrExist) {
		return "", classify(err)
	}
	if err != nil {
		if err := os.Rename(path, original); err != nil {
			return "", classify(err)
		}
	}
	if failed := os.Rename(part, path); failed != nil {
		if err == nil {
			return "", classify(errors.Join(failed, os.Remove(original)))
		}
		return "", classify(errors.Join(failed, os.Rename(original, path)))
	}
	vault.SyncFolder(filepath.Dir(path))
	return original, nil
}

const unsealedEnd = ".unsealed"

// Originals gives the unsealed originals that lie beside a file since it was
// sealed.
func Originals(path string) []string {
	abs, err := resolve(path)
	if err != nil {
		return nil
	}
	folder, err := os.ReadDir(filepath.Dir(abs))
	if err != nil {
		return nil
	}
	var found []string
	for _, e := range folder {
		full := filepath.Join(filepath.Dir(abs), e.Name())
		if _, ok := cutName(e.Name(), filepath.Base(abs)+unsealedEnd); ok && e.Type().IsRegular() && isOurs(full) {
			found = append(found, full)
		}
	}
	return found
}

// Discard writes noise over an unsealed original and removes it. What a flash
// disk or the file system keeps of old blocks is out of reach: see
// docs/threat-model.md. It fails with [ErrNotGuvoh] for anything else.
func Discard(original string) error {
	if _, err := vault.Inspect(original); !errors.Is(err, vault.ErrPlain) || !isOurs(original) {
		return ErrNotGuvoh
	}
	return classify(shred(original))
}

// shred writes noise over a file and removes it.
func shred(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	st, err := f.Stat()
	if err == nil {
		if _, err = io.CopyN(f, rand.Reader, st.Size()); err == nil {
			err = f.Sync()
		}
	}
	if shut := f.Close(); err == nil {
		err = shut
	}
	if err == nil {
		err = os.Remove(path)
	}
	return err
}

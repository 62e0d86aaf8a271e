package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"

	sqlite3 "github.com/mattn/go-sqlite3"

	"guvoh/model/vault"
)

// Restore puts a backup at a path where nothing is yet, as it is: the keys of
// the backup open it. It fails with [ErrExists], with [ErrInUse] for one that
// is open somewhere or is written to meanwhile, with [ErrUnclosed] for one that was not closed in order,
// or with [ErrNotGuvoh] and the like when it is no file of ours; the backup
// stays.
func Restore(ctx context.Context, backup, path string) (err error) {
	backup, err = resolve(backup)
	if err != nil {
		return err
	}
	before, err := lookAt(backup)
	if err != nil {
		return err
	}
	if fileExists(path) {
		return ErrExists
	}
	part := partOf(path)
	defer os.Remove(part) // not there any more when all went well
	if err := copyBytes(ctx, backup, part); err != nil {
		return classify(err)
	}
	switch after, err := lookAt(backup); {
	case err != nil:
		return err
	case !after.same(before): // somebody wrote to it while it was read
		return ErrInUse
	}
	return classify(vault.Place(part, path))
}

// copyBytes copies a file to one that is not there yet, and syncs it.
func copyBytes(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, stoppable{ctx, in})
	if err == nil {
		err = out.Sync()
	}
	if shut := out.Close(); err == nil {
		err = shut
	}
	return err
}

// look is what a closed file was at some moment.
type look struct {
	state []byte // see vault.Info
	st    os.FileInfo
}

func (l look) same(as look) bool {
	return bytes.Equal(l.state, as.state) && l.st.Size() == as.st.Size() && l.st.ModTime().Equal(as.st.ModTime())
}

// lookAt looks at a sealed file that is to be copied or removed as it is. It
// fails as [Restore] does.
func lookAt(path string) (look, error) {
	i, err := vault.Inspect(path)
	if err != nil {
		return look{}, classify(err)
	}
	if err := closed(path); err != nil {
		return look{}, err
	}
	st, err := os.Stat(path)
	return look{i.State, st}, classify(err)
}

// closed fails with [ErrInUse] when a program has a sealed file open to write,
// and with [ErrUnclosed] when what lies beside it is part of it. It needs no
// key: SQLite locks the same bytes of every file, and asks for them before it
// sees that it cannot read this one.
func closed(path string) error {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	u.RawQuery = url.Values{"mode": {"ro"}, "_busy_timeout": {"400"}}.Encode()
	pool, err := sql.Open("sqlite3", u.String())
	if err != nil {
		return err
	}
	defer pool.Close()
	var one int
	var refused sqlite3.Error
	if errors.As(pool.QueryRow("SELECT 1 FROM sqlite_schema").Scan(&one), &refused) && (refused.Code == sqlite3.ErrBusy || refused.Code == sqlite3.ErrLocked) {
		return classify(refused)
	}
	if leftBeside(path) {
		return ErrUnclosed
	}
	return nil
}

// leftBeside reports whether something of SQLite's lies beside a file.
func leftBeside(path string) bool {
	for _, end := range []string{"-journal", "-wal"} {
		if st, err := os.Lstat(path + end); err == nil && st.Size() > 0 {
			return true
		}
	}
	return false
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

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"strconv"
)

// Passage is a piece of the text of an attachment: a page of a PDF, or a part of
// what has no pages.
type Passage struct {
	Page int // from 1; 0 where there are none
	Text string
}

// ReadResult is what came of looking for the text of an attachment.
type ReadResult string

// The results.
const (
	TextRead    ReadResult = "read"
	TextPartly  ReadResult = "partly"  // some pages of it cannot be read
	TextNone    ReadResult = "no_text" // nothing is written in it that is not a picture
	TextRefused ReadResult = "refused" // it cannot be read
)

// Unextracted is an attachment whose text was not looked for yet, with what its
// evidence says of it.
type Unextracted struct {
	Attachment
	Name      string // as received
	MediaType string
}

// readerKey is the setting that holds the version of the reader of attachments
// that last looked into those of this file.
const readerKey = "reader.version"

// ReadBy says which version of the reader looks into attachments from now on. What
// an older one could not read is looked into again.
func (db *DB) ReadBy(ctx context.Context, version int) error {
	last, err := db.Setting(readerKey)
	if err != nil {
		return err
	}
	if before, err := strconv.Atoi(last); err == nil && before >= version {
		return nil
	}
	return db.indexing(ctx, func(t *Tx) error {
		if _, err := t.exec("DELETE FROM reading WHERE result <> ?", string(TextRead)); err != nil {
			return err
		}
		_, err := t.exec("INSERT INTO setting VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = ?2", readerKey, strconv.Itoa(version))
		return err
	})
}

// indexing changes what is made from the records: nothing of it is told by
// anybody, so it is no action.
func (db *DB) indexing(ctx context.Context, fn func(*Tx) error) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	return db.bulk(ctx, true, "index", fn)
}

// portion is how many bytes of text are written in one go, so that nobody waits
// long for the file.
const portion = 256 << 10

// SetPassages keeps the text that was found in an attachment, in the place of what
// was known of it, and what came of looking. It fails with [ErrNoBytes] when the
// attachment is gone by now. What is broken off in the middle is begun anew by
// the next call.
func (db *DB) SetPassages(ctx context.Context, sha string, result ReadResult, all []Passage) error {
	sum, err := hex.DecodeString(sha)
	if err != nil || len(sum) != sha256.Size {
		return ErrNoBytes
	}
	for first := true; ; first = false {
		n, size := 0, 0
		for n < len(all) && (n == 0 || size+len(all[n].Text) <= portion) {
			size += len(all[n].Text)
			n++
		}
		last := n == len(all)
		err := db.indexing(ctx, func(t *Tx) error {
			return t.addPassages(sum, first, all[:n], last, result)
		})
		if err != nil || last {
			return err
		}
		all = all[n:]
	}
}

func (t *Tx) addPassages(sum []byte, first bool, some []Passage, last bool, result ReadResult) error {
	var attachment int64
	err := t.q.QueryRowContext(t.ctx, "SELECT n FROM attachment WHERE sha256 = ?", sum).Scan(&attachment)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNoBytes
	}
	if err != nil {
		return err
	}
	if first {
		if err := t.dropPassages(attachment); err != nil {
			return err
		}
	}
	for _, p := range some {
		if p.Text == "" {
			continue
		}
		res, err := t.exec("INSERT INTO passage(attachment, page, text) VALUES(?, ?, ?)", attachment, p.Page, p.Text)
		if err != nil {
			return err
		}
		n, err := res.LastInsertId()
		if err != nil {
			return err
		}
		if _, err := t.exec("INSERT OR IGNORE INTO stale VALUES(?)", ofPassage(n)); err != nil {
			return err
		}
	}
	if last {
		_, err = t.exec("INSERT INTO reading VALUES(?, ?)", attachment, string(result))
	}
	return err
}

// dropPassages forgets the text of an attachment, and that it was looked for. The
// index is told to forget it, too.
func (t *Tx) dropPassages(attachment int64) error {
	for _, q := range []string{
		"INSERT OR IGNORE INTO stale SELECT n << 1 | 1 FROM passage WHERE attachment = ?",
		"DELETE FROM passage WHERE attachment = ?",
		"DELETE FROM reading WHERE attachment = ?",
	} {
		if _, err := t.exec(q, attachment); err != nil {
			return err
		}
	}
	return nil
}

// unextracted are the attachments that evidence names and whose text was not
// looked for.
const unextracted = ` FROM evidence e JOIN record r ON r.n = e.n JOIN attachment a ON a.sha256 = unhex(e.sha256)
	WHERE r.deleted = 0 AND NOT EXISTS (SELECT 1 FROM reading g WHERE g.attachment = a.n)`

// Unextracted gives attachments whose text was not looked for yet, the small ones
// first, at most so many.
func (db *DB) Unextracted(ctx context.Context, limit int) ([]Unextracted, error) {
	if old, err := before(ctx, db.sql, "reading"); err != nil || old {
		return nil, classify(err)
	}
	rows, err := db.sql.QueryContext(ctx, "SELECT lower(hex(a.sha256)), a.size, coalesce(min(e.file_name), ''), coalesce(min(e.media_type), '')"+
		unextracted+" GROUP BY a.n ORDER BY a.size, a.n LIMIT ?", limit)
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []Unextracted
	for rows.Next() {
		var u Unextracted
		if err := rows.Scan(&u.SHA256, &u.Size, &u.Name, &u.MediaType); err != nil {
			return nil, classify(err)
		}
		out = append(out, u)
	}
	return out, classify(rows.Err())
}

// Unsearched is what a search does not know by the index yet.
type Unsearched struct {
	Records     int // and pages: a search looks through them one by one
	Attachments int // whose text was not looked for: a search does not look into them
}

// Unsearched counts what is not in the index yet.
func (db *DB) Unsearched(ctx context.Context) (u Unsearched, err error) {
	if old, err := before(ctx, db.sql, "reading"); err != nil || old {
		return u, classify(err)
	}
	if u.Records, err = db.Unread(ctx); err != nil {
		return u, err
	}
	err = db.sql.QueryRowContext(ctx, "SELECT count(DISTINCT a.n)"+unextracted).Scan(&u.Attachments)
	return u, classify(err)
}

// ReadResult gives what came of looking for the text of an attachment; "" while
// nobody has looked.
func (db *DB) ReadResult(ctx context.Context, sha string) (ReadResult, error) {
	if old, err := before(ctx, db.sql, "reading"); err != nil || old {
		return "", classify(err)
	}
	sum, err := hex.DecodeString(sha)
	if err != nil {
		return "", nil
	}
	var result string
	err = db.sql.QueryRowContext(ctx, "SELECT g.result FROM reading g JOIN attachment a ON a.n = g.attachment WHERE a.sha256 = ?", sum).Scan(&result)
	return ReadResult(result), classify(orNone(err))
}

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"

	"guvoh/model"
)

const chunkSize = 1 << 20

// MaxAttachment is the largest attachment a file takes, in bytes. Longer
// recordings are better kept beside the file, with their SHA-256 in the record.
const MaxAttachment = 1 << 30

// Attach keeps the bytes of an attachment in the file, exactly as given, and
// gives their SHA-256 (64 hexadecimal digits) and their number. The same
// bytes are kept once. It fails with [ErrEmpty], [ErrTooBig], [ErrPurged] or what reading
// failed with; the action is then given up whole.
func (t *Tx) Attach(r io.Reader) (sha string, size int64, err error) {
	t.kept = true // an action that only brings bytes is not empty
	res, err := t.exec("INSERT INTO attachment(sha256, size) VALUES(randomblob(32), 0)")
	if err != nil {
		return "", 0, err
	}
	n, err := res.LastInsertId()
	if err != nil {
		return "", 0, err
	}
	h := sha256.New()
	buf := make([]byte, chunkSize)
	for seq := 0; ; seq++ {
		k, err := io.ReadFull(r, buf)
		if k > 0 {
			if size += int64(k); size > MaxAttachment {
				return "", 0, ErrTooBig
			}
			h.Write(buf[:k])
			if _, err := t.exec("INSERT INTO chunk VALUES(?, ?, ?)", n, seq, buf[:k]); err != nil {
				return "", 0, err
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return "", 0, err
		}
		if err := t.ctx.Err(); err != nil {
			return "", 0, err
		}
	}
	if size == 0 {
		return "", 0, ErrEmpty
	}
	sum := h.Sum(nil)
	return hex.EncodeToString(sum), size, t.keepAttachment(n, sum, size)
}

func (t *Tx) keepAttachment(n int64, sum []byte, size int64) error {
	var there int64
	err := t.q.QueryRowContext(t.ctx, "SELECT n FROM attachment WHERE sha256 = ?", sum).Scan(&there)
	if errors.Is(err, sql.ErrNoRows) {
		if err := t.arrive(sum); err != nil {
			return err
		}
		_, err = t.exec("UPDATE attachment SET sha256 = ?, size = ? WHERE n = ?", sum, size, n)
		return err
	}
	if err != nil {
		return err
	}
	if _, err := t.exec("DELETE FROM chunk WHERE attachment = ?", n); err != nil {
		return err
	}
	_, err = t.exec("DELETE FROM attachment WHERE n = ?", n)
	return err
}

// arrive takes bytes off the list of those that are not here. It fails with
// [ErrPurged]: other copies would refuse them for ever.
func (t *Tx) arrive(sum []byte) error {
	var reason string
	err := t.q.QueryRowContext(t.ctx, "SELECT reason FROM absent WHERE sha256 = ?", sum).Scan(&reason)
	switch {
	case err != nil:
		return orNone(err)
	case reason == bytesPurged:
		return ErrPurged
	}
	_, err = t.exec("DELETE FROM absent WHERE sha256 = ?", sum)
	return err
}

// OpenAttachment gives the bytes of an attachment by its SHA-256 (64
// hexadecimal digits). It fails with [ErrNoBytes] when they are not in the file.
// What it gives is an io.Seeker as well: a long PDF is read where it is needed.
func (db *DB) OpenAttachment(sha string) (io.ReadCloser, error) {
	sum, err := hex.DecodeString(sha)
	if err != nil {
		return nil, ErrNoBytes
	}
	a := &attachment{db: db, held: -1}
	err = db.sql.QueryRow("SELECT n, size FROM attachment WHERE sha256 = ?", sum).Scan(&a.n, &a.size)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNoBytes
	}
	return a, classify(err)
}

// ReadAttachment gives the bytes of an attachment of at most so many. It fails as
// [DB.OpenAttachment] does, and with [ErrTooBig] when there are more.
func (db *DB) ReadAttachment(sha string, most int64) ([]byte, error) {
	r, err := db.OpenAttachment(sha)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		return nil, ErrTooBig
	}
	return data, err
}

// attachment reads one chunk at a time, so that a long recording holds
// neither memory nor the file's one connection.
type attachment struct {
	db    *DB
	n     int64
	size  int64
	at    int64
	chunk []byte
	held  int64 // which chunk that is; -1 before the first
}

func (a *attachment) Read(p []byte) (int, error) {
	if a.at >= a.size {
		return 0, io.EOF
	}
	if seq := a.at / chunkSize; seq != a.held {
		var b []byte
		err := a.db.sql.QueryRow("SELECT bytes FROM chunk WHERE attachment = ? AND seq = ?", a.n, seq).Scan(&b)
		if errors.Is(err, sql.ErrNoRows) || err == nil && int64(len(b)) != min(chunkSize, a.size-seq*chunkSize) {
			return 0, ErrDamaged
		}
		if err != nil {
			return 0, classify(err)
		}
		a.chunk, a.held = b, seq
	}
	n := copy(p, a.chunk[a.at-a.held*chunkSize:])
	a.at += int64(n)
	return n, nil
}

func (a *attachment) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += a.at
	case io.SeekEnd:
		offset += a.size
	}
	if offset < 0 {
		return 0, errBefore
	}
	a.at = offset
	return offset, nil
}

// errBefore is a fault of the program.
var errBefore = errors.New("a place before the beginning of an attachment")

func (a *attachment) Close() error { return nil }

// Attachment is what is kept of the bytes of one piece of evidence.
type Attachment struct {
	SHA256 string
	Size   int64
}

// Attachments gives every attachment in the file, by SHA-256.
func (db *DB) Attachments(ctx context.Context) ([]Attachment, error) {
	rows, err := db.sql.QueryContext(ctx, "SELECT lower(hex(sha256)), size FROM attachment ORDER BY sha256")
	if err != nil {
		return nil, classify(err)
	}
	defer rows.Close()
	var out []Attachment
	for rows.Next() {
		var a Attachment
		if err := rows.Scan(&a.SHA256, &a.Size); err != nil {
			return nil, classify(err)
		}
		out = append(out, a)
	}
	return out, classify(rows.Err())
}

// Evidence makes the record of a piece of evidence from bytes: it attaches
// them and fills in what is known at arrival, with the first line of custody.
// fields gives the rest (cases, title, kind…).
func (t *Tx) Evidence(r io.Reader, fileName, mediaType string, fields map[string]model.Value) (model.Record, error) {
	sha, size, err := t.Attach(r)
	if err != nil {
		return model.Record{}, err
	}
	e := model.NewRecord("evidence")
	day, _ := model.ParseDate(t.now.Local().Format("2006-01-02"))
	e.Set("file_name", model.TextValue(model.CleanText(fileName)))
	e.Set("title", model.TextValue(model.CleanText(fileName)))
	e.Set("media_type", model.TextValue(mediaType))
	e.Set("size", model.IntValue(size))
	e.Set("sha256", model.TextValue(sha))
	e.Set("received", model.DateValue(day))
	for f, v := range fields {
		e.Set(f, v)
	}
	if err := t.Put(e); err != nil {
		return model.Record{}, err
	}
	c := model.NewRecord("custody")
	c.Set("evidence", model.RefValue(e.ID))
	c.Set("action", model.TextValue("received"))
	c.Set("date", model.DateValue(day))
	c.Set("by", model.TextValue(t.db.opts.Author))
	c.Set("position", model.TextValue(model.Between("", "")))
	return e, t.Put(c)
}

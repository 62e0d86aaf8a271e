package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"hash"

	"guvoh/model"
	"guvoh/model/journal"
)

// Why the bytes of an attachment are not here.
const (
	bytesAwaited = "awaited"
	bytesPurged  = "purged"
)

// takeBytes takes the attachments that evidence names, and notes those that
// are still awaited. Bytes that no record names stay where they are.
func (m *merging) takeBytes() error {
	wanted, err := m.wantedBytes()
	if err != nil || len(wanted) == 0 {
		return err
	}
	theirs, err := m.src.AttachmentList(m.ctx)
	if err != nil {
		return err
	}
	have := map[string]journal.Attachment{}
	for _, a := range theirs {
		have[hex.EncodeToString(a.SHA256[:])] = a
	}
	for _, w := range wanted {
		if err := m.ctx.Err(); err != nil {
			return err
		}
		if a, ok := have[w.SHA256]; ok && !m.choice.WithoutBytes {
			if w.Came, err = m.copyBytes(a); err != nil {
				return err
			}
			w.Size = a.Size
		}
		if !w.Came {
			if err := m.awaitBytes(w.SHA256, w.Size); err != nil {
				return err
			}
		}
		if w.Came || w.fresh {
			m.report.Attachments = append(m.report.Attachments, w.MergedBytes)
		}
	}
	return nil
}

// wantedAttachment is an attachment that a record names and that is not here.
type wantedAttachment struct {
	MergedBytes
	fresh bool // the record came by this merge
}

// wantedBytes gives what records name and is not here. It goes from the evidence to
// the records: there may be a million of these.
func (t *Tx) wantedBytes() ([]wantedAttachment, error) {
	rows, err := t.q.QueryContext(t.ctx, `SELECT r.id, r.n, e.sha256, coalesce(e.size, 0) FROM evidence e CROSS JOIN record r ON r.n = e.n
		WHERE e.sha256 IS NOT NULL AND unhex(e.sha256) NOT IN (SELECT sha256 FROM attachment)
		AND unhex(e.sha256) NOT IN (SELECT sha256 FROM absent WHERE reason = 'purged') ORDER BY e.n`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []wantedAttachment
	seen := map[string]bool{}
	for rows.Next() {
		var w wantedAttachment
		var id []byte
		var n int64
		if err := rows.Scan(&id, &n, &w.SHA256, &w.Size); err != nil {
			return nil, err
		}
		w.Record = toID(id)
		if len(w.SHA256) != 2*sha256.Size || seen[w.SHA256] {
			continue
		}
		seen[w.SHA256] = true
		out = append(out, w)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	rows.Close()
	for i := range out {
		sum, _ := hex.DecodeString(out[i].SHA256)
		var n int
		if err := t.q.QueryRowContext(t.ctx, "SELECT count(*) FROM absent WHERE sha256 = ?", sum).Scan(&n); err != nil {
			return nil, err
		}
		out[i].fresh = n == 0
	}
	return out, nil
}

func (t *Tx) awaitBytes(sha string, size int64) error {
	sum, err := hex.DecodeString(sha)
	if err != nil || len(sum) != sha256.Size {
		return nil // a value that is no SHA-256 has no bytes
	}
	_, err = t.exec("INSERT OR IGNORE INTO absent VALUES(?, ?, ?)", sum, size, bytesAwaited)
	return err
}

// copyBytes copies an attachment; came is false when its bytes are not what
// they are said to be.
func (m *merging) copyBytes(a journal.Attachment) (came bool, err error) {
	if a.Size <= 0 || a.Size > MaxAttachment {
		return false, nil
	}
	res, err := m.exec("INSERT INTO attachment(sha256, size) VALUES(?, ?)", a.SHA256[:], a.Size)
	if err != nil {
		return false, err
	}
	n, err := res.LastInsertId()
	if err != nil {
		return false, err
	}
	w := &chunkWriter{t: m.Tx, n: n, hash: sha256.New()}
	err = m.src.WriteAttachment(m.ctx, w, a)
	if err == nil {
		err = w.flush()
	}
	switch {
	case w.failed != nil:
		return false, w.failed // our disk, not their bytes
	case err != nil && (m.ctx.Err() != nil || errors.Is(err, context.Canceled)):
		return false, err
	case err != nil || w.size != a.Size || !bytes.Equal(w.hash.Sum(nil), a.SHA256[:]):
		_, err = m.exec("DELETE FROM chunk WHERE attachment = ?", n)
		if err == nil {
			_, err = m.exec("DELETE FROM attachment WHERE n = ?", n)
		}
		return false, err
	}
	if _, err := m.exec("DELETE FROM absent WHERE sha256 = ?", a.SHA256[:]); err != nil {
		return false, err
	}
	_, err = m.exec("INSERT INTO arrived_bytes VALUES(?, ?)", m.number, n)
	return true, err
}

// chunkWriter writes the bytes of an attachment in the pieces of the file.
type chunkWriter struct {
	t      *Tx
	n, seq int64
	size   int64
	held   []byte
	hash   hash.Hash
	failed error
}

func (w *chunkWriter) Write(p []byte) (int, error) {
	total := len(p)
	w.hash.Write(p)
	if w.size += int64(len(p)); w.size > MaxAttachment {
		return 0, ErrTooBig
	}
	for len(p) > 0 {
		k := min(len(p), chunkSize-len(w.held))
		w.held, p = append(w.held, p[:k]...), p[k:]
		if len(w.held) == chunkSize {
			if err := w.flush(); err != nil {
				return 0, err
			}
		}
	}
	return total, nil
}

func (w *chunkWriter) flush() error {
	if len(w.held) == 0 {
		return nil
	}
	_, err := w.t.exec("INSERT INTO chunk VALUES(?, ?, ?)", w.n, w.seq, w.held)
	if err != nil {
		w.failed = err
		return err
	}
	w.seq, w.held = w.seq+1, w.held[:0]
	return nil
}

// purgeBytes takes the bytes of an attachment out of the file for good, and
// reports whether they were here.
func (t *Tx) purgeBytes(sha string) (here bool, err error) {
	sum, err := hex.DecodeString(sha)
	if err != nil || len(sum) != sha256.Size {
		return false, nil
	}
	var n, size int64
	err = t.q.QueryRowContext(t.ctx, "SELECT n, size FROM attachment WHERE sha256 = ?", sum).Scan(&n, &size)
	if orNone(err) != nil {
		return false, err
	}
	if here = err == nil; here {
		words := false // of it, in the index
		if err := t.q.QueryRowContext(t.ctx, "SELECT EXISTS (SELECT 1 FROM passage WHERE attachment = ?)", n).Scan(&words); err != nil {
			return here, err
		}
		if err := t.dropPassages(n); err != nil {
			return here, err
		}
		t.erased = t.erased || words
		for _, q := range []string{"chunk WHERE attachment", "attachment WHERE n", "arrived_bytes WHERE attachment"} {
			if _, err := t.exec("DELETE FROM "+q+" = ?", n); err != nil {
				return here, err
			}
		}
	}
	_, err = t.exec("INSERT INTO absent VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET reason = excluded.reason", sum, size, bytesPurged)
	return here, err
}

// BytesState says whether the bytes of an attachment are in the file.
type BytesState string

// The states.
const (
	BytesHere    BytesState = "here"
	BytesAwaited BytesState = "awaited" // a colleague has them
	BytesPurged  BytesState = "purged"  // removed for good
	BytesLost    BytesState = "lost"    // they should be here
)

// Bytes says whether the bytes of an attachment are in the file, by its SHA-256
// (64 hexadecimal digits).
func (db *DB) Bytes(ctx context.Context, sha string) (BytesState, error) {
	sum, err := hex.DecodeString(sha)
	if err != nil {
		return BytesLost, nil
	}
	var n int
	if err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM attachment WHERE sha256 = ?", sum).Scan(&n); err != nil || n > 0 {
		return BytesHere, classify(err)
	}
	if old, err := before(ctx, db.sql, "absent"); err != nil || old {
		return BytesLost, classify(err)
	}
	var reason string
	err = db.sql.QueryRowContext(ctx, "SELECT reason FROM absent WHERE sha256 = ?", sum).Scan(&reason)
	if errors.Is(err, sql.ErrNoRows) {
		return BytesLost, nil
	}
	return BytesState(reason), classify(err)
}

// evidenceOf gives the pieces of evidence that name an attachment.
func (v view) evidenceOf(ctx context.Context, sha string) ([]model.Record, error) {
	return v.list(ctx, "SELECT r.n, r.id, r.kind, r.deleted, r.label, r.folded, r.state FROM record r JOIN evidence e ON e.n = r.n WHERE e.sha256 = ?", sha)
}

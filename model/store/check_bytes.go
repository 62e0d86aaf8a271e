package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"io"

	"guvoh/model"
)

// bytesOf looks whether the bytes of a piece of evidence are here, or are known
// not to be.
func (c *checker) bytesOf(r model.Record, bad func(Trouble, string, string)) error {
	sha := r.Text("sha256")
	if r.Kind != "evidence" || sha == "" {
		return nil
	}
	sum, _ := hex.DecodeString(sha)
	var n int64
	err := c.q.QueryRowContext(c.ctx, "SELECT n FROM attachment WHERE sha256 = ?", sum).Scan(&n)
	if err != sql.ErrNoRows {
		return err
	}
	var why string
	if !c.alone {
		if err := orNone(c.q.QueryRowContext(c.ctx, "SELECT reason FROM absent WHERE sha256 = ?", sum).Scan(&why)); err != nil {
			return err
		}
	}
	switch why {
	case bytesAwaited:
		c.report.Awaited.Attachments++
	case bytesPurged:
	default:
		bad(LostBytes, "sha256", sha)
	}
	return nil
}

// attachments reads every byte again.
func (c *checker) attachments() error {
	all, err := c.db.Attachments(c.ctx)
	if err != nil {
		return err
	}
	c.report.Attachments = len(all)
	for _, a := range all {
		n, sum, err := c.hash(a.SHA256)
		if err != nil && c.ctx.Err() != nil {
			return err
		}
		c.report.Bytes += n
		if err != nil || n != a.Size || hex.EncodeToString(sum) != a.SHA256 {
			c.find(Finding{Trouble: BadAttachment, Detail: a.SHA256})
		}
	}
	if c.progress != nil {
		c.progress(c.total, c.total)
	}
	return nil
}

func (c *checker) hash(sha string) (n int64, sum []byte, err error) {
	r, err := c.db.OpenAttachment(sha)
	if err != nil {
		return 0, nil, err
	}
	defer r.Close()
	h := sha256.New()
	buf := make([]byte, chunkSize)
	for {
		k, err := r.Read(buf)
		h.Write(buf[:k])
		n += int64(k)
		if err != nil {
			if err == io.EOF {
				return n, h.Sum(nil), nil
			}
			return n, nil, err
		}
		if err := c.step(); err != nil {
			return n, nil, err
		}
	}
}

package pack

import (
	"crypto/sha256"
	"encoding/binary"
	"io"

	"guvoh/model/journal"
)

const (
	bytesMagic = "GVBL\x01"
	bytesHead  = len(bytesMagic) + 32 + 8
)

// WriteAttachment seals an attachment: its hash and its size, and then its
// bytes, which from writes. Bytes that have another hash are refused with
// [ErrBroken]; what was written to w is then worthless.
func (e Epoch) WriteAttachment(w io.Writer, a journal.Attachment, from func(io.Writer) error) error {
	to, err := e.Seal(w)
	if err != nil {
		return err
	}
	head := append([]byte(bytesMagic), a.SHA256[:]...)
	if _, err := to.Write(binary.BigEndian.AppendUint64(head, uint64(a.Size))); err != nil {
		return err
	}
	sum := sha256.New()
	n := &counter{}
	if err := from(io.MultiWriter(to, sum, n)); err != nil {
		return err
	}
	if n.n != a.Size || [32]byte(sum.Sum(nil)) != a.SHA256 {
		return ErrBroken
	}
	return to.Close()
}

// ReadAttachment gives which attachment is sealed in r, and its bytes. They are
// those of the attachment when reading ends with io.EOF; it ends with
// [ErrSealed] or [ErrBroken] where they are not.
func (k Keys) ReadAttachment(r io.Reader) (journal.Attachment, io.Reader, error) {
	plain, err := k.Open(r)
	if err != nil {
		return journal.Attachment{}, nil, err
	}
	head := make([]byte, bytesHead)
	if _, err := io.ReadFull(plain, head); err != nil {
		return journal.Attachment{}, nil, broken(err)
	}
	switch string(head[:len(bytesMagic)]) {
	case bytesMagic:
	default:
		if string(head[:4]) == bytesMagic[:4] {
			return journal.Attachment{}, nil, ErrNewer
		}
		return journal.Attachment{}, nil, ErrBroken
	}
	a := journal.Attachment{SHA256: [32]byte(head[len(bytesMagic):]), Size: int64(binary.BigEndian.Uint64(head[bytesHead-8:]))}
	if a.Size < 0 {
		return journal.Attachment{}, nil, ErrBroken
	}
	return a, &proving{r: plain, left: a.Size, a: a, sum: sha256.New()}, nil
}

// proving reads as much as was promised, and says at its end whether it was that.
type proving struct {
	r    io.Reader
	left int64
	a    journal.Attachment
	sum  interface {
		io.Writer
		Sum([]byte) []byte
	}
}

func (p *proving) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.left -= int64(n)
	if p.left < 0 {
		return 0, ErrBroken
	}
	p.sum.Write(b[:n])
	if err == io.EOF && (p.left != 0 || [32]byte(p.sum.Sum(nil)) != p.a.SHA256) {
		err = ErrBroken
	}
	return n, err
}

type counter struct{ n int64 }

func (c *counter) Write(b []byte) (int, error) {
	c.n += int64(len(b))
	return len(b), nil
}

package worker

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// The two processes speak in frames: one byte that says what it is, the length
// of the rest (4 bytes, big-endian), and the rest. Within it a number is 8
// bytes, big-endian; bytes are their length (4 bytes) and themselves.

// MaxFrame is how long a frame may be.
const MaxFrame = 64<<20 + 1<<10

// ErrNonsense says that what came is no frame.
var ErrNonsense = errors.New("an answer that is none")

// Frame is one message.
type Frame struct {
	What byte
	Body []byte
}

// WriteFrame writes a message.
func WriteFrame(w io.Writer, what byte, body []byte) error {
	var head [5]byte
	head[0] = what
	binary.BigEndian.PutUint32(head[1:], uint32(len(body)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(body)
	return err
}

// ReadFrame reads a message. A length alone asks for no memory: room is made
// as bytes arrive. It fails with io.EOF between messages and with
// io.ErrUnexpectedEOF or [ErrNonsense] within one.
func ReadFrame(r io.Reader) (Frame, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return Frame{}, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > MaxFrame {
		return Frame{}, ErrNonsense
	}
	const atOnce = 256 << 10
	if n <= atOnce {
		b := make([]byte, n)
		if _, err := io.ReadFull(r, b); err != nil {
			return Frame{}, io.ErrUnexpectedEOF
		}
		return Frame{head[0], b}, nil
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r, int64(n)); err != nil {
		return Frame{}, io.ErrUnexpectedEOF
	}
	return Frame{head[0], b.Bytes()}, nil
}

// PutInt appends a number to the body of a message.
func PutInt(b []byte, n int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(n)) }

// PutBytes appends bytes to the body of a message.
func PutBytes[T []byte | string](b []byte, s T) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(s))), s...)
}

// Fields takes the parts of a body off its front. After a fault it gives
// nothing and stays bad.
type Fields struct {
	rest []byte
	bad  bool
}

// NewFields takes a body apart.
func NewFields(body []byte) *Fields { return &Fields{rest: body} }

// Int takes a number.
func (f *Fields) Int() int64 {
	if len(f.rest) < 8 {
		f.bad, f.rest = true, nil
		return 0
	}
	n := int64(binary.BigEndian.Uint64(f.rest))
	f.rest = f.rest[8:]
	return n
}

// Bytes takes bytes of which there are at most so many.
func (f *Fields) Bytes(most int) []byte {
	if len(f.rest) < 4 {
		f.bad, f.rest = true, nil
		return nil
	}
	n := binary.BigEndian.Uint32(f.rest)
	if uint64(n) > uint64(most) || uint64(n) > uint64(len(f.rest)-4) {
		f.bad, f.rest = true, nil
		return nil
	}
	out := f.rest[4 : 4+n : 4+n]
	f.rest = f.rest[4+n:]
	return out
}

// Exactly takes bytes of which there must be so many.
func (f *Fields) Exactly(n int) []byte {
	b := f.Bytes(n)
	if len(b) != n {
		f.bad, f.rest = true, nil
		return make([]byte, n)
	}
	return b
}

// Spoil says that a part is not what it may be.
func (f *Fields) Spoil() { f.bad, f.rest = true, nil }

// Rest takes all that is left, as it is.
func (f *Fields) Rest() []byte {
	b := f.rest
	f.rest = nil
	return b
}

// Whole reports whether all of a body was taken, and nothing was amiss.
func (f *Fields) Whole() bool { return !f.bad && len(f.rest) == 0 }

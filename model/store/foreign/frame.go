package foreign

import (
	"bytes"
	"encoding/binary"
	"io"
)

// The two processes speak in frames: one byte that says what it is, the length
// of the rest (4 bytes, big-endian), and the rest. Within it a number is 8
// bytes, big-endian; bytes are their length (4 bytes) and themselves.

// The frames from this side: what is asked for.
const (
	askOpen        = 'O' // path, key ("" for an unsealed file)
	askStreams     = 'S'
	askActions     = 'A'
	askEntries     = 'E' // number of the stream
	askAttachments = 'T'
	askChunks      = 'C' // number of the attachment
)

// The frames from the worker.
const (
	sayOpened  = 'o' // version of the tables
	sayRow     = 'r'
	sayEnd     = '.' // no more rows
	sayRefused = '!' // a [Reason]
)

const (
	// maxValue is the largest value that is taken out of a file.
	maxValue = 64 << 20
	maxFrame = maxValue + 1<<10
	maxText  = 4 << 10 // of paths, keys and signatures
	maxName  = 1 << 10 // of people and verbs
	maxChunk = 1 << 20 // as package store writes them
)

// frame is one message.
type frame struct {
	what byte
	body []byte
}

// writeFrame writes a message.
func writeFrame(w io.Writer, what byte, body []byte) error {
	var head [5]byte
	head[0] = what
	binary.BigEndian.PutUint32(head[1:], uint32(len(body)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(body)
	return err
}

// readFrame reads a message. A length alone asks for no memory: room is made
// as bytes arrive. It fails with io.EOF between messages and with
// io.ErrUnexpectedEOF or errNonsense within one.
func readFrame(r io.Reader) (frame, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return frame{}, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > maxFrame {
		return frame{}, errNonsense
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r, int64(n)); err != nil {
		return frame{}, io.ErrUnexpectedEOF
	}
	return frame{head[0], b.Bytes()}, nil
}

// putInt and putBytes build the body of a message.
func putInt(b []byte, n int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(n)) }

func putBytes[T []byte | string](b []byte, s T) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(s))), s...)
}

// fields takes the parts of a body off its front. After a fault it gives
// nothing and stays bad.
type fields struct {
	b   []byte
	bad bool
}

func (f *fields) int() int64 {
	if len(f.b) < 8 {
		f.bad, f.b = true, nil
		return 0
	}
	n := int64(binary.BigEndian.Uint64(f.b))
	f.b = f.b[8:]
	return n
}

// bytes takes bytes of which there are at most so many.
func (f *fields) bytes(most int) []byte {
	if len(f.b) < 4 {
		f.bad, f.b = true, nil
		return nil
	}
	n := binary.BigEndian.Uint32(f.b)
	if uint64(n) > uint64(most) || uint64(n) > uint64(len(f.b)-4) {
		f.bad, f.b = true, nil
		return nil
	}
	out := f.b[4 : 4+n : 4+n]
	f.b = f.b[4+n:]
	return out
}

// exactly takes bytes of which there must be so many.
func (f *fields) exactly(n int) []byte {
	b := f.bytes(n)
	if len(b) != n {
		f.bad, f.b = true, nil
		return make([]byte, n)
	}
	return b
}

// whole reports whether all of a body was taken, and nothing was amiss.
func (f *fields) whole() bool { return !f.bad && len(f.b) == 0 }

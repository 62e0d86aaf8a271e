package foreign

import (
	"errors"
	"unicode/utf8"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/worker"
)

// errNonsense says that the worker sent what no worker of ours sends.
var errNonsense = errors.New("the worker speaks nonsense")

// Stream is a session in which somebody wrote in the file.
type Stream struct {
	ID        model.ID
	Author    string
	Started   int64 // ms since 1970, as the machine claimed
	Lamport   uint64
	Head      uint64   // number of its newest entry
	Hash      [32]byte // of its newest entry
	Signature []byte   // over that hash; nil when it has none

	n int64 // its number in the file
}

// Action is what somebody did in one go.
type Action struct {
	ID     model.ID
	Stream model.ID
	Verb   string
	At     int64 // ms since 1970, as the machine claimed
	Of     model.ID
}

// Entry is one entry of a stream, proved by the chain.
type Entry struct {
	journal.Entry
	Seq  uint64
	Body []byte   // its bytes, to be kept as they are
	Hash [32]byte // the chain's, up to this entry
}

// Attachment is what a file says of the bytes of a piece of evidence.
type Attachment struct {
	SHA256 [32]byte
	Size   int64

	n int64
}

// fields takes the parts of a body off its front.
type fields struct{ *worker.Fields }

func newFields(body []byte) *fields { return &fields{worker.NewFields(body)} }

// parse reads the body of a row; it fails with BadRow when a part of it is not
// what a file of ours can hold.
func parse[T any](body []byte, read func(*fields) T) (T, error) {
	f := newFields(body)
	v := read(f)
	if !f.Whole() {
		var none T
		return none, &Refused{BadRow}
	}
	return v, nil
}

func (f *fields) id() model.ID { return model.ID(f.Exactly(16)) }

// idOrNone reads an id that need not be there.
func (f *fields) idOrNone() (id model.ID) {
	if b := f.Bytes(16); len(b) == 16 {
		copy(id[:], b)
	} else if len(b) != 0 {
		f.Spoil()
	}
	return id
}

// text reads words of the length that names and verbs have.
func (f *fields) text() string {
	b := f.Bytes(maxName)
	if !utf8.Valid(b) {
		f.Spoil()
	}
	return string(b)
}

// count reads a number that counts something.
func (f *fields) count() uint64 {
	n := f.Int()
	if n < 0 {
		f.Spoil()
	}
	return uint64(n)
}

func readStream(f *fields) Stream {
	s := Stream{n: f.Int(), ID: f.id(), Author: f.text(), Started: f.Int(), Lamport: f.count(), Head: f.count(), Hash: [32]byte(f.Exactly(32))}
	if b := f.Bytes(maxText); len(b) > 0 {
		s.Signature = b
	}
	if s.n <= 0 || s.n >= 1<<27 || s.Head >= 1<<seqBits || s.ID.IsZero() {
		f.Spoil()
	}
	return s
}

// seqBits is the room for entry numbers in the id of an entry; see package store.
const seqBits = 36

func readAction(streams map[int64]model.ID) func(*fields) Action {
	return func(f *fields) Action {
		a := Action{ID: f.id()}
		n := f.Int()
		a.Stream, a.Verb, a.At, a.Of = streams[n], f.text(), f.Int(), f.idOrNone()
		if a.Stream.IsZero() || a.Verb == "" {
			f.Spoil()
		}
		return a
	}
}

// entryRow is an entry as it stands in the table.
type entryRow struct {
	id   int64
	body []byte
	hash [32]byte
}

func readEntry(f *fields) entryRow {
	return entryRow{id: f.Int(), body: f.Bytes(maxValue), hash: [32]byte(f.Exactly(32))}
}

func readAttachment(f *fields) Attachment {
	a := Attachment{n: f.Int(), SHA256: [32]byte(f.Exactly(32)), Size: f.Int()}
	if a.Size <= 0 {
		f.Spoil()
	}
	return a
}

// chunkRow is a piece of an attachment.
type chunkRow struct {
	seq   int64
	bytes []byte
}

func readChunk(f *fields) chunkRow { return chunkRow{seq: f.Int(), bytes: f.Bytes(maxChunk)} }

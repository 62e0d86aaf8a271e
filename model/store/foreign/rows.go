package foreign

import (
	"crypto/ed25519"
	"errors"
	"unicode/utf8"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/worker"
)

// errNonsense says that the worker sent what no worker of ours sends.
var errNonsense = errors.New("the worker speaks nonsense")

// session is a stream as it stands in its table.
type session struct {
	journal.Stream
	n         int64 // its number in the file
	head      uint64
	hash      [32]byte
	signature []byte
}

// Action is what somebody did in one go.
type Action struct {
	ID     model.ID
	Stream model.ID
	Verb   string
	At     int64 // ms since 1970, as the machine claimed
	Of     model.ID
}

// signer is what is known besides of a stream that a device signs.
type signer struct {
	stream int64
	device ed25519.PublicKey
	nonce  [16]byte
}

// hole is a part of a stream that is not there.
type hole struct {
	stream      int64
	first, last uint64
	hash        [32]byte // the chain's, at last
	before      []byte   // the chain's, at the entry before it; nil when none is there
	signature   []byte   // over that
}

// attachment is one as it stands in its table.
type attachment struct {
	journal.Attachment
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

// signature reads one that need not be there.
func (f *fields) signature() []byte {
	b := f.Bytes(ed25519.SignatureSize)
	if len(b) == 0 {
		return nil
	}
	return b
}

// place reads a number in a stream.
func (f *fields) place() uint64 {
	n := f.count()
	if n == 0 || n >= 1<<seqBits {
		f.Spoil()
	}
	return n
}

func readStream(f *fields) session {
	s := session{n: f.Int()}
	s.ID, s.Author, s.Started = f.id(), f.text(), f.Int()
	f.count() // its number for display
	s.head, s.hash, s.signature = f.count(), [32]byte(f.Exactly(32)), f.signature()
	if s.n <= 0 || s.n >= 1<<27 || s.head >= 1<<seqBits || s.ID.IsZero() {
		f.Spoil()
	}
	return s
}

func readSigner(f *fields) signer {
	return signer{stream: f.Int(), device: f.Exactly(ed25519.PublicKeySize), nonce: [16]byte(f.Exactly(16))}
}

func readHole(f *fields) hole {
	h := hole{stream: f.Int(), first: f.place(), last: f.place(), hash: [32]byte(f.Exactly(32)), signature: f.signature()}
	for range 2 { // in the table of entries, or in that of bare ones
		if b := f.Bytes(32); len(b) > 0 {
			h.before = b
		}
	}
	if h.first > h.last || h.before != nil && len(h.before) != 32 {
		f.Spoil()
	}
	return h
}

func readCertificate(f *fields) journal.Certificate {
	return journal.Certificate{
		Device: f.Exactly(ed25519.PublicKeySize), Identity: f.Exactly(ed25519.PublicKeySize),
		ByIdentity: f.Exactly(ed25519.SignatureSize), ByDevice: f.Exactly(ed25519.SignatureSize),
	}
}

// origin is what a file says of itself.
type origin struct {
	statement         string
	device, signature []byte
}

func readOrigin(f *fields) origin {
	o := origin{statement: string(f.Bytes(maxWords)), device: f.Bytes(maxText), signature: f.Bytes(maxText)}
	if !utf8.ValidString(o.statement) {
		f.Spoil()
	}
	return o
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

func readAttachment(f *fields) attachment {
	a := attachment{n: f.Int()}
	a.SHA256, a.Size = [32]byte(f.Exactly(32)), f.Int()
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

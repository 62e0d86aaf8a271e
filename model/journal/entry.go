package journal

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"time"

	"guvoh/model"
)

// Liveness is the register, beside the fields, that says whether a record is
// there: its value is "true" after a delete and "false" after a restore.
const Liveness = "deleted"

// The registers of purges. Their ops hold no value of the record: one of Purged
// names, as its preds, the ops whose values are to go, and its value is the
// reason; one of PurgedBytes holds the SHA-256 of the attachment to go.
const (
	Purged      = "purged"
	PurgedBytes = "purged_bytes"
)

// IsRegister reports whether a field is one of the journal's own and not of the
// record.
func IsRegister(field string) bool {
	return field == Liveness || field == Purged || field == PurgedBytes
}

// Relation says what an op does to an earlier op that it names.
type Relation byte

// The relations. A delete covers the heads it has seen, so that it hides
// nothing that was written elsewhere without its author's knowledge.
// A purge takes the value of an op out of every copy that it reaches.
const (
	Replaces Relation = 0
	Covers   Relation = 1
	Purges   Relation = 2
)

// OpID names one op for ever: the stream that wrote it, the number of its
// entry there (from 1) and its place in the entry (from 0).
type OpID struct {
	Stream model.ID
	Seq    uint64
	Index  uint32
}

// Pred names an earlier op and says what the new op does to it.
type Pred struct {
	Op  OpID
	Rel Relation
}

// Op sets one field of the entry's record. No value empties the field.
type Op struct {
	Field string
	Value model.Value
	Preds []Pred
	// Erased holds, for a value that has been erased from the file, the
	// commitment that stands in its place; Value is then empty.
	Erased []byte
}

// Entry is one change of one record, made by one person in one moment.
type Entry struct {
	Action  model.ID // the action it belongs to: entries of one action are undone together
	Verb    string   // what the action was: "edit", "create", "delete", "import", "undo"…
	Of      model.ID // for undo and redo: the action that is taken back
	At      time.Time
	Lamport uint64 // one more than any number the writer had seen; orders entries for display only
	Record  model.ID
	Kind    string
	Ops     []Op
	Salt    [16]byte // random; keeps a commitment from being guessed back to a short value
}

// ErrMalformed says that bytes are not those of an entry.
var ErrMalformed = errors.New("malformed journal entry")

const version = 1

// The forms of a value in the bytes of an entry.
const (
	formNone   = 0
	formValue  = 1
	formErased = 9
)

// Encode gives the canonical bytes of an entry of the given stream. These
// bytes are what is hashed, stored and sent.
//
//	version, salt[16], action[16], of[16], verb, at (ms), lamport,
//	record[16], kind, streams n × [16], ops n × (field, preds n × (stream,
//	seq, index<<2|relation), form, value)
//
// Numbers are unsigned varints, texts are length and bytes. Streams other
// than the writer's own are listed once; 0 in a pred means the writer's own.
func (e *Entry) Encode(own model.ID) []byte {
	b := make([]byte, 0, 256)
	b = append(b, version)
	b = append(b, e.Salt[:]...)
	b = append(b, e.Action[:]...)
	b = append(b, e.Of[:]...)
	b = appendText(b, e.Verb)
	b = binary.AppendUvarint(b, uint64(e.At.UnixMilli()))
	b = binary.AppendUvarint(b, e.Lamport)
	b = append(b, e.Record[:]...)
	b = appendText(b, e.Kind)

	others, number := e.streams(own)
	b = binary.AppendUvarint(b, uint64(len(others)))
	for _, s := range others {
		b = append(b, s[:]...)
	}
	b = binary.AppendUvarint(b, uint64(len(e.Ops)))
	for _, o := range e.Ops {
		b = appendText(b, o.Field)
		b = binary.AppendUvarint(b, uint64(len(o.Preds)))
		for _, p := range o.Preds {
			b = binary.AppendUvarint(b, number[p.Op.Stream])
			b = binary.AppendUvarint(b, p.Op.Seq)
			b = binary.AppendUvarint(b, uint64(p.Op.Index)<<2|uint64(p.Rel))
		}
		b = o.appendValue(b)
	}
	return b
}

func (e *Entry) streams(own model.ID) (others []model.ID, number map[model.ID]uint64) {
	number = map[model.ID]uint64{own: 0}
	for _, o := range e.Ops {
		for _, p := range o.Preds {
			if _, ok := number[p.Op.Stream]; !ok {
				others = append(others, p.Op.Stream)
				number[p.Op.Stream] = uint64(len(others))
			}
		}
	}
	return others, number
}

func (o *Op) appendValue(b []byte) []byte {
	switch {
	case o.Erased != nil:
		b = append(b, formErased)
		return append(binary.AppendUvarint(b, uint64(len(o.Erased))), o.Erased...)
	case o.Value == "":
		return append(b, formNone)
	default:
		return appendText(append(b, formValue), string(o.Value))
	}
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Decode reads an entry of the given stream back from its bytes and gives
// the hash of its committed form: the bytes with each value replaced by
// SHA-256(salt, op index, value form). A value can so be erased later, its
// commitment left in its place, and the chain still verifies.
func Decode(own model.ID, body []byte) (Entry, [32]byte, error) {
	return new(Decoder).Decode(own, body)
}

// Read is Decode for an entry that was proved before: it makes no hash.
func Read(own model.ID, body []byte) (Entry, error) { return new(Decoder).Read(own, body) }

func commitment(salt [16]byte, index uint64, o *Op, form []byte) [sha256.Size]byte {
	if o.Erased != nil {
		return [sha256.Size]byte(o.Erased)
	}
	var room [512]byte // most values are short
	b := binary.AppendUvarint(append(room[:0], salt[:]...), index)
	return sha256.Sum256(append(b, form...))
}

// Chain links an entry to all before it in its stream: SHA-256(previous
// hash | stream | seq | committed hash). The hash before the first entry is
// the stream's id padded with zeros.
func Chain(previous [32]byte, stream model.ID, seq uint64, committed [32]byte) [32]byte {
	var b [32 + 16 + 8 + 32]byte
	copy(b[:], previous[:])
	copy(b[32:], stream[:])
	binary.BigEndian.PutUint64(b[48:], seq)
	copy(b[56:], committed[:])
	return sha256.Sum256(b[:])
}

// First gives the hash that stands before the first entry of a stream.
func First(stream model.ID) (h [32]byte) {
	copy(h[:], stream[:])
	return h
}

// Erase gives the bytes of an entry with the value of one op taken out and
// its commitment put in its place. The chain over the entry still verifies.
func Erase(own model.ID, body []byte, index int) ([]byte, error) {
	e, _, err := Decode(own, body)
	if err != nil {
		return nil, err
	}
	if index >= len(e.Ops) {
		return nil, ErrMalformed
	}
	o := &e.Ops[index]
	c := commitment(e.Salt, uint64(index), o, o.appendValue(nil))
	o.Erased = c[:]
	o.Value = ""
	return e.Encode(own), nil
}

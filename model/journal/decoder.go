package journal

import (
	"bytes"
	"crypto/sha256"
	"hash"
	"slices"
	"time"

	"guvoh/model"
)

// Decoder reads entries as [Decode] and [Read] do, into memory that it uses again
// after [Decoder.Reset]: a merge reads millions, each for a moment. The zero
// Decoder is ready.
type Decoder struct {
	ops    []Op
	preds  []Pred
	others []model.ID // of the entry that is read: its own stream and those that it lists
	names  map[string]string
	hash   hash.Hash
	sum    [sha256.Size]byte // of a value, and of the whole
	reader reader
}

// The most that a Decoder keeps.
const (
	mostKept      = 4096 // ops, and preds
	mostNames     = 1024
	longestOfName = 64
)

// Reset gives the memory of all entries that were read back to the Decoder:
// nobody may look at their ops from now on. Texts and values stay.
func (d *Decoder) Reset() {
	if cap(d.ops) > mostKept || cap(d.preds) > mostKept {
		d.ops, d.preds = nil, nil
		return
	}
	clear(d.ops)
	d.ops, d.preds = d.ops[:0], d.preds[:0]
}

// Decode is [Decode].
func (d *Decoder) Decode(own model.ID, body []byte) (e Entry, committed [32]byte, err error) {
	if d.hash == nil {
		d.hash = sha256.New()
	}
	d.hash.Reset()
	if e, err = d.read(own, body, true); err != nil {
		return Entry{}, committed, err
	}
	d.hash.Sum(d.sum[:0])
	return e, d.sum, nil
}

// Read is [Read].
func (d *Decoder) Read(own model.ID, body []byte) (Entry, error) { return d.read(own, body, false) }

// read reads an entry, and writes its committed form into the hash when that is
// wanted.
func (d *Decoder) read(own model.ID, body []byte, commit bool) (e Entry, err error) {
	r := &d.reader
	*r = reader{Parts: PartsOf(body), Decoder: d}
	if r.byte() != version {
		return Entry{}, ErrMalformed
	}
	copy(e.Salt[:], r.Take(16))
	copy(e.Action[:], r.Take(16))
	copy(e.Of[:], r.Take(16))
	e.Verb = r.name()
	e.At = time.UnixMilli(int64(r.Uint())).UTC()
	e.Lamport = r.Uint()
	copy(e.Record[:], r.Take(16))
	e.Kind = r.name()
	r.streams(own)
	n := r.Count(3)
	if d.ops == nil {
		d.ops = make([]Op, 0, min(n, 64))
	}
	first, copied := len(d.ops), 0
	for i := uint64(0); i < n && !r.bad; i++ {
		var o Op
		o.Field = r.name()
		o.Preds = r.predsOfOp()
		start := len(body) - len(r.b)
		r.value(&o)
		if r.bad {
			break
		}
		d.ops = append(d.ops, o)
		if commit {
			end := len(body) - len(r.b)
			d.hash.Write(body[copied:start])
			d.sum = commitment(e.Salt, i, &o, body[start:end])
			d.hash.Write(d.sum[:])
			copied = end
		}
	}
	if r.bad || len(r.b) != 0 || r.named != len(r.others)-1 {
		return Entry{}, ErrMalformed
	}
	if commit {
		d.hash.Write(body[copied:])
	}
	e.Ops = d.ops[first:len(d.ops):len(d.ops)]
	return e, nil
}

// reader takes the parts of an entry.
type reader struct {
	Parts
	*Decoder
	named int // the last of the streams that a pred has named
}

func (r *reader) byte() byte   { return r.Take(1)[0] }
func (r *reader) text() string { return string(r.Take(r.Count(1))) }

// name takes the name of a field, a kind or a verb. There are not many, and each
// is kept once.
func (r *reader) name() string {
	b := r.Take(r.Count(1))
	if s, ok := r.names[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(r.names) < mostNames && len(s) <= longestOfName {
		if r.names == nil {
			r.names = map[string]string{}
		}
		r.names[s] = s
	}
	return s
}

// streams reads the list of streams. An entry has one form only, since it is made
// anew when a value is erased: no stream stands there twice, and each is named,
// in the order of the list.
func (r *reader) streams(own model.ID) {
	n := r.Count(16)
	r.others = append(r.others[:0], own)
	var seen map[model.ID]bool // for a list that is not short
	for ; n > 0 && !r.bad; n-- {
		id := model.ID(r.Take(16))
		if len(r.others) <= 8 {
			r.bad = r.bad || slices.Contains(r.others, id)
		} else {
			if seen == nil {
				seen = map[model.ID]bool{}
				for _, o := range r.others {
					seen[o] = true
				}
			}
			r.bad = r.bad || seen[id]
			seen[id] = true
		}
		r.others = append(r.others, id)
	}
}

// predsOfOp reads the preds of one op. Those of all entries lie in one array, as
// long as they fit.
func (r *reader) predsOfOp() []Pred {
	from := len(r.preds)
	for n := r.Count(3); n > 0 && !r.bad; n-- {
		r.preds = append(r.preds, r.pred())
	}
	return r.preds[from:len(r.preds):len(r.preds)]
}

func (r *reader) pred() Pred {
	s, seq, x := r.Uint(), r.Uint(), r.Uint()
	if s >= uint64(len(r.others)) || s > uint64(r.named)+1 || Relation(x&3) > Purges || x>>2 > 1<<31 {
		r.bad = true
		return Pred{}
	}
	r.named = max(r.named, int(s))
	return Pred{Op: OpID{Stream: r.others[s], Seq: seq, Index: uint32(x >> 2)}, Rel: Relation(x & 3)}
}

func (r *reader) value(o *Op) {
	switch r.byte() {
	case formNone:
	case formValue:
		o.Value = model.Value(r.text())
		r.bad = r.bad || o.Value == ""
	case formErased:
		if o.Erased = bytes.Clone(r.Take(r.Count(1))); len(o.Erased) != sha256.Size {
			r.bad = true
		}
	default:
		r.bad = true
	}
}

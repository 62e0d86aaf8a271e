package pack

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"

	"guvoh/model"
	"guvoh/model/journal"
)

// Pack is a part of one stream.
type Pack struct {
	Stream       journal.Stream // of which Runs says the parts that are in the pack
	Links        []journal.Link // of all runs, one after another
	Certificates []journal.Certificate
}

// First and Last are the numbers of the first and the last link.
func (p *Pack) First() uint64 { return p.Stream.Runs[0].First }

// Last is the number of the last link.
func (p *Pack) Last() uint64 { return p.Stream.Runs[len(p.Stream.Runs)-1].Last }

// Between gives the links from one number to another, both included.
func (p *Pack) Between(from, to uint64) []journal.Link {
	lo, hi := 0, len(p.Links)
	for lo < hi && p.Links[lo].Seq < from {
		lo++
	}
	for hi > lo && p.Links[hi-1].Seq > to {
		hi--
	}
	return p.Links[lo:hi]
}

// What a pack may hold. It is closed when it has reached the size or the number
// that is usual; one entry alone may be larger.
const (
	UsualSize  = 4 << 20
	UsualLinks = 4096

	LargestPlain  = 128 << 20 // of the bytes of a pack
	LargestSealed = LargestPlain + LargestPlain/1000 + 1<<20
	mostRuns      = UsualLinks
	mostPeople    = 1024
	longestAuthor = 64 << 10
)

const packMagic = "GVPK\x01"

// The forms of a link.
const (
	formBare = 0
	formBody = 1
)

// Write seals a pack. It fails with [ErrBroken] for one that Read would refuse.
func (e Epoch) Write(w io.Writer, p *Pack) error {
	plain := p.encode()
	if len(plain) > LargestPlain {
		return ErrTooBig
	}
	if _, err := decode(plain); err != nil { // what cannot be read again must not look like a copy
		return err
	}
	to, err := e.Seal(w)
	if err != nil {
		return err
	}
	z, err := flate.NewWriter(to, flate.DefaultCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(plain); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return to.Close()
}

// Read opens a pack. It is given whole, with its chain computed, or not at all:
// the error is [ErrKey], [ErrSealed], [ErrNewer], [ErrTooBig] or [ErrBroken].
func (k Keys) Read(r io.Reader) (*Pack, error) {
	opened, err := k.Open(io.LimitReader(r, LargestSealed))
	if err != nil {
		return nil, err
	}
	plain := bufio.NewReader(opened) // of which flate takes no byte too many
	z := flate.NewReader(plain)
	b, err := io.ReadAll(io.LimitReader(z, LargestPlain+1))
	if err != nil {
		return nil, broken(err)
	}
	if len(b) > LargestPlain {
		return nil, ErrTooBig
	}
	// The end of what was deflated is not yet the end of what was sealed.
	if _, err := plain.ReadByte(); err != io.EOF {
		return nil, broken(err)
	}
	return decode(b)
}

func broken(err error) error {
	if errors.Is(err, ErrSealed) {
		return err
	}
	return ErrBroken
}

// encode gives the canonical bytes: magic, stream, runs, links, certificates.
// Numbers are unsigned varints of the least length, texts are length and bytes.
func (p *Pack) encode() []byte {
	s := &p.Stream
	b := []byte(packMagic)
	b = append(b, s.ID[:]...)
	b = appendBytes(b, s.Device)
	b = append(b, s.Nonce[:]...)
	b = appendBytes(b, []byte(s.Author))
	b = binary.BigEndian.AppendUint64(b, uint64(s.Started))
	b = binary.AppendUvarint(b, uint64(len(s.Runs)))
	for _, r := range s.Runs {
		b = binary.AppendUvarint(b, r.First)
		b = binary.AppendUvarint(b, r.Last)
		b = append(b, r.Previous[:]...)
		b = append(b, r.Hash[:]...)
		b = appendBytes(b, r.Signature)
	}
	for _, l := range p.Links {
		if l.Body == nil {
			b = append(append(b, formBare), l.Committed[:]...)
		} else {
			b = appendBytes(append(b, formBody), l.Body)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(p.Certificates)))
	for _, c := range p.Certificates {
		for _, part := range [][]byte{c.Device, c.Identity, c.ByIdentity, c.ByDevice} {
			b = appendBytes(b, part)
		}
	}
	return b
}

func appendBytes(b, x []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(x))), x...)
}

func decode(b []byte) (*Pack, error) {
	if !bytes.HasPrefix(b, []byte(packMagic)) {
		if bytes.HasPrefix(b, []byte(packMagic[:4])) {
			return nil, ErrNewer
		}
		return nil, ErrBroken
	}
	r := reader{journal.PartsOf(b[len(packMagic):])}
	p := &Pack{Stream: r.stream()}
	for i := range p.Stream.Runs {
		r.links(p, &p.Stream.Runs[i])
	}
	for n := r.some(4, mostPeople); n > 0 && !r.Bad(); n-- {
		p.Certificates = append(p.Certificates, journal.Certificate{
			Device: r.sized(32, 32), Identity: r.sized(32, 32), ByIdentity: r.sized(64, 64), ByDevice: r.sized(64, 64),
		})
	}
	if r.Bad() || r.Left() != 0 || len(p.Stream.Runs) == 0 {
		return nil, ErrBroken
	}
	return p, nil
}

func (r *reader) stream() (s journal.Stream) {
	s.ID = model.ID(r.Take(16))
	s.Device = r.sized(0, 32)
	s.Nonce = [16]byte(r.Take(16))
	s.Author = string(r.sized(0, longestAuthor))
	s.Started = int64(binary.BigEndian.Uint64(r.Take(8)))
	next := uint64(1)
	for n := r.some(67, mostRuns); n > 0 && !r.Bad(); n-- {
		run := journal.Run{First: r.Uint(), Last: r.Uint()}
		run.Previous, run.Hash = [32]byte(r.Take(32)), [32]byte(r.Take(32))
		run.Signature = r.sized(0, 64)
		if run.First < next || run.Last < run.First || run.Last >= 1<<48 {
			r.Fail()
		}
		next = run.Last + 2 // two runs without a hole between them are one
		s.Runs = append(s.Runs, run)
	}
	if len(s.Device) != 0 && !s.Owned() {
		r.Fail()
	}
	return s
}

// links reads the links of a run and computes its chain.
func (r *reader) links(p *Pack, run *journal.Run) {
	if r.Bad() || run.Last-run.First >= uint64(r.Left()) {
		r.Fail()
		return
	}
	hash := run.Previous
	if run.First == 1 && hash != journal.First(p.Stream.ID) {
		r.Fail()
	}
	for seq := run.First; seq <= run.Last && !r.Bad(); seq++ {
		l := journal.Link{Seq: seq}
		var committed [32]byte
		switch r.Take(1)[0] {
		case formBare:
			l.Committed = [32]byte(r.Take(32))
			committed = l.Committed
		case formBody:
			var err error
			l.Body = r.sized(1, LargestPlain)
			if _, committed, err = journal.Decode(p.Stream.ID, l.Body); err != nil {
				r.Fail()
			}
		default:
			r.Fail()
		}
		hash = journal.Chain(hash, p.Stream.ID, seq, committed)
		p.Links = append(p.Links, l)
	}
	if hash != run.Hash {
		r.Fail()
	}
}

// reader takes the parts of a pack.
type reader struct{ journal.Parts }

// some reads a number of things, no more than most, that take at least size bytes
// each.
func (r *reader) some(size, most uint64) uint64 {
	n := r.Count(size)
	if n > most {
		r.Fail()
		return 0
	}
	return n
}

// sized reads bytes that are between least and most, or none where least is 0
// and what is read has one size only (a key, a signature).
func (r *reader) sized(least, most uint64) []byte {
	n := r.Uint()
	if n < least || n > most || least == 0 && most <= 64 && n != 0 && n != most {
		r.Fail()
		return nil
	}
	if n == 0 {
		return nil
	}
	return r.Take(n)
}

package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
)

// What section 8 of docs/format.md says of signatures.
const (
	ofHead     = "guvoh head\x00"
	ofDevice   = "guvoh device\x00"
	ofIdentity = "guvoh identity\x00"
	ofOrigin   = "guvoh origin\x00"
)

// numberBits is the room for numbers in the id of an entry.
const numberBits = 36

// cells are the values of a row by their columns.
type cells map[string]any

func (c cells) bytes(name string) []byte { b, _ := c[name].(blob); return b }
func (c cells) int(name string) int64    { n, _ := c[name].(int64); return n }
func (c cells) text(name string) string  { s, _ := c[name].(string); return s }

// each calls do for every row of a table; for none when the file has no such
// table, as one of before the third version.
func (p *pages) each(tables []table, name string, do func(cells) error) error {
	i := slices.IndexFunc(tables, func(t table) bool { return t.name == name })
	if i < 0 {
		return nil
	}
	t := tables[i]
	return p.walk(t.root, func(rowid int64, payload []byte) error {
		stored, err := values(payload)
		if err != nil {
			return err
		}
		row, err := t.row(rowid, stored)
		if err != nil {
			return err
		}
		c := cells{}
		for i, v := range row {
			c[t.columns[i].name] = v
		}
		return do(c)
	})
}

// spot is what stands at one place of a stream.
type spot struct {
	body, hash     []byte
	bare, bareHash []byte // of one that is not whole
}

// session is a stream with what proves it.
type session struct {
	cells
	device, nonce []byte
	holes         []cells
	places        map[int64]*spot
}

// prove proves the whole journal and says for each stream how.
func (p *pages) prove(w *bufio.Writer, tables []table) error {
	streams, order, err := p.sessions(tables)
	if err != nil {
		return err
	}
	for _, n := range order {
		said, err := streams[n].prove()
		if err != nil {
			return err
		}
		w.WriteString(said + "\n")
	}
	if err := p.proveCertificates(w, tables); err != nil {
		return err
	}
	return p.each(tables, "origin", func(c cells) error {
		signed := signs(c.bytes("device"), c.bytes("signature"), ofOrigin, []byte(c.text("statement")))
		fmt.Fprintf(w, "{\"origin\":{\"signed\":%v}}\n", signed)
		return nil
	})
}

// sessions gathers what the file has of each stream.
func (p *pages) sessions(tables []table) (map[int64]*session, []int64, error) {
	streams, order := map[int64]*session{}, []int64(nil)
	of := func(n int64, do func(*session) error) error {
		if streams[n] == nil {
			return refuse("a part of the journal is of no stream")
		}
		return do(streams[n])
	}
	place := func(c cells, do func(*spot) error) error {
		id := c.int("id")
		return of(id>>numberBits, func(s *session) error {
			at := id & (1<<numberBits - 1)
			if s.places[at] == nil {
				s.places[at] = &spot{}
			}
			return do(s.places[at])
		})
	}
	for _, t := range []struct {
		name string
		row  func(cells) error
	}{
		{"stream", func(c cells) error {
			streams[c.int("n")] = &session{cells: c, places: map[int64]*spot{}}
			order = append(order, c.int("n"))
			return nil
		}},
		{"signer", func(c cells) error {
			return of(c.int("stream"), func(s *session) error {
				s.device, s.nonce = c.bytes("device"), c.bytes("nonce")
				return nil
			})
		}},
		{"hole", func(c cells) error {
			return of(c.int("stream"), func(s *session) error {
				s.holes = append(s.holes, c)
				return nil
			})
		}},
		{"entry", func(c cells) error {
			return place(c, func(at *spot) error {
				at.body, at.hash = c.bytes("body"), c.bytes("hash")
				return nil
			})
		}},
		{"bare", func(c cells) error {
			return place(c, func(at *spot) error {
				at.bare, at.bareHash = c.bytes("committed"), c.bytes("hash")
				return nil
			})
		}},
	} {
		if err := p.each(tables, t.name, t.row); err != nil {
			return nil, nil, err
		}
	}
	return streams, order, nil
}

// proof follows the chain of a stream, over what is not there.
type proof struct {
	*session
	id, hash []byte
	n        int64 // how far it is
	run      int   // places since the last hole

	entries, commitments, unsigned int
	missing                        int64
}

func (s *session) prove() (said string, err error) {
	p := &proof{session: s, id: s.bytes("id")}
	if len(p.id) != 16 {
		return "", refuse("a stream has no id")
	}
	if s.device != nil && !bytes.Equal(p.id, streamID(s.device, s.nonce, s.int("started"), s.text("author"))) {
		return "", refuse("stream %x is not of the device that it names", p.id)
	}
	p.hash = append(bytes.Clone(p.id), make([]byte, 16)...)
	for more := true; more && err == nil; {
		more, err = p.next()
	}
	if err == nil && (p.n != s.int("head") || !bytes.Equal(p.hash, s.bytes("hash")) || len(s.holes) > 0 || len(s.places) > 0) {
		err = p.broken(p.n + 1)
	}
	if err == nil {
		err = p.end(s.bytes("signature"))
	}
	return fmt.Sprintf(`{"stream":"%x","author":%s,"device":"%x","entries":%d,"commitments":%d,"missing":%d,"unsigned":%d}`,
		p.id, jsonOf(s.text("author")), s.device, p.entries, p.commitments, p.missing, p.unsigned), err
}

func (p *proof) broken(n int64) error {
	return refuse("the journal does not hold at entry %d of stream %x", n, p.id)
}

// next goes over a hole or one place; more is false where there is neither.
func (p *proof) next() (more bool, err error) {
	if len(p.holes) > 0 && p.holes[0].int("first") == p.n+1 {
		return true, p.over(p.holes[0])
	}
	at := p.places[p.n+1]
	if at == nil {
		return false, nil
	}
	delete(p.places, p.n+1)
	p.n++
	p.run++
	committed, stands := at.bare, at.bareHash
	if at.body == nil {
		p.commitments++
	} else {
		p.entries++
		if committed, err = commitmentOf(at.body); err != nil {
			return false, err
		}
		stands = at.hash
		if at.bare != nil && (!bytes.Equal(at.bare, committed) || !bytes.Equal(at.bareHash, stands)) {
			return false, p.broken(p.n)
		}
	}
	sum := sha256.Sum256(slices.Concat(p.hash, p.id, binary.BigEndian.AppendUint64(nil, uint64(p.n)), committed))
	if p.hash = sum[:]; len(committed) != 32 || !bytes.Equal(p.hash, stands) {
		return false, p.broken(p.n)
	}
	return true, nil
}

// over goes over a hole.
func (p *proof) over(h cells) error {
	if h.int("last") <= p.n || len(h.bytes("hash")) != 32 {
		return p.broken(p.n + 1)
	}
	if err := p.end(h.bytes("signature")); err != nil {
		return err
	}
	p.missing += h.int("last") - p.n
	p.hash, p.n, p.holes = h.bytes("hash"), h.int("last"), p.holes[1:]
	return nil
}

// end looks at the signature of the run that ends here.
func (p *proof) end(signature []byte) error {
	switch {
	case p.run == 0:
	case p.device == nil || signature == nil:
		p.unsigned += p.run
	case !signs(p.device, signature, ofHead, p.hash):
		return refuse("the signature at entry %d of stream %x is not its device's", p.n, p.id)
	}
	p.run = 0
	return nil
}

func streamID(device, nonce []byte, started int64, author string) []byte {
	sum := sha256.Sum256(slices.Concat([]byte("guvoh stream"), device, nonce, binary.BigEndian.AppendUint64(nil, uint64(started)), []byte(author)))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return sum[:16]
}

func signs(key, signature []byte, what string, signed []byte) bool {
	return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, append([]byte(what), signed...), signature)
}

func (p *pages) proveCertificates(w *bufio.Writer, tables []table) error {
	return p.each(tables, "certificate", func(c cells) error {
		device, identity := c.bytes("device"), c.bytes("identity")
		if !signs(identity, c.bytes("by_identity"), ofDevice, device) || !signs(device, c.bytes("by_device"), ofIdentity, identity) {
			return refuse("a certificate of device %s is not signed by both", hex.EncodeToString(device))
		}
		fmt.Fprintf(w, "{\"certificate\":{\"device\":\"%x\",\"identity\":\"%x\"}}\n", device, identity)
		return nil
	})
}

// commitmentOf gives what the chain holds of an entry: its bytes, with each value
// replaced by what it was committed to.
func commitmentOf(body []byte) ([]byte, error) {
	e := &entryBytes{b: body}
	if e.skip(1); len(body) == 0 || body[0] != 1 {
		return nil, refuse("an entry of the journal has another form")
	}
	salt := e.take(16)
	e.skip(32)         // action, action taken back
	e.skip(e.number()) // verb
	e.number()         // time
	e.number()         // lamport
	e.skip(16)         // record
	e.skip(e.number()) // kind
	e.skip(16 * e.number())
	whole, copied := sha256.New(), 0
	ops := e.number()
	for i := uint64(0); i < ops && !e.bad; i++ {
		e.skip(e.number()) // field
		for preds := e.number(); preds > 0 && !e.bad; preds-- {
			e.number()
			e.number()
			e.number()
		}
		begin := e.at
		form := e.take(1)
		var value []byte
		if len(form) == 1 && form[0] != 0 {
			value = e.take(e.number())
		}
		if e.bad {
			break
		}
		whole.Write(body[copied:begin])
		copied = e.at
		if form[0] == 9 {
			whole.Write(value)
			continue
		}
		sum := sha256.Sum256(slices.Concat(salt, binary.AppendUvarint(nil, i), body[begin:e.at]))
		whole.Write(sum[:])
	}
	if e.bad || e.at != len(body) {
		return nil, refuse("an entry of the journal is cut short")
	}
	whole.Write(body[copied:])
	return whole.Sum(nil), nil
}

// entryBytes takes the parts of an entry, whose numbers are LEB128.
type entryBytes struct {
	b   []byte
	at  int
	bad bool
}

func (e *entryBytes) take(n uint64) []byte {
	if e.bad || n > uint64(len(e.b)-e.at) {
		e.bad = true
		return nil
	}
	e.at += int(n)
	return e.b[e.at-int(n) : e.at]
}

func (e *entryBytes) skip(n uint64) { e.take(n) }

func (e *entryBytes) number() uint64 {
	v, n := binary.Uvarint(e.b[e.at:])
	if e.bad || n <= 0 {
		e.bad = true
		return 0
	}
	e.at += n
	return v
}

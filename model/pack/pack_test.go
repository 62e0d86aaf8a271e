package pack_test

import (
	"bytes"
	"compress/flate"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/pack"
)

func epochOf(seed byte) pack.Epoch {
	return pack.Epoch{ID: pack.EpochID{seed}, Key: [32]byte{seed, 1}}
}

func keys(es ...pack.Epoch) pack.Keys {
	k := pack.Keys{}
	for _, e := range es {
		k[e.ID] = e
	}
	return k
}

// packOf makes a pack of a signed stream: the entries from one number to another.
func packOf(first, last uint64, bare ...uint64) *pack.Pack {
	device := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32))
	public := device.Public().(ed25519.PublicKey)
	_, person, _ := ed25519.GenerateKey(bytes.NewReader(bytes.Repeat([]byte{8}, 64)))
	s := journal.Stream{Device: public, Nonce: [16]byte{3}, Author: "Anora", Started: 1_700_000_000_000}
	s.ID = journal.StreamID(s.Device, s.Nonce, s.Started, s.Author)
	p := &pack.Pack{Certificates: []journal.Certificate{journal.Certify(device, person)}}
	hash := journal.First(s.ID)
	run := journal.Run{First: first, Last: last}
	for seq := uint64(1); seq <= last; seq++ {
		e := &journal.Entry{Verb: "edit", At: time.UnixMilli(1), Lamport: seq, Record: model.ID{1}, Kind: "case", Ops: []journal.Op{{Field: "title", Value: model.TextValue(strings.Repeat("word ", int(seq)))}}}
		body := e.Encode(s.ID)
		_, committed, err := journal.Decode(s.ID, body)
		if err != nil {
			panic(err)
		}
		if seq == first {
			run.Previous = hash
		}
		hash = journal.Chain(hash, s.ID, seq, committed)
		if seq < first {
			continue
		}
		l := journal.Link{Seq: seq, Body: body}
		for _, b := range bare {
			if b == seq {
				l = journal.Link{Seq: seq, Committed: committed}
			}
		}
		p.Links = append(p.Links, l)
	}
	run.Hash, run.Signature = hash, journal.Sign(device, hash)
	s.Runs = []journal.Run{run}
	p.Stream = s
	return p
}

func sealed(t testing.TB, p *pack.Pack, e pack.Epoch) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := e.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPackIsReadAsItWasWritten(t *testing.T) {
	e := epochOf(1)
	for name, p := range map[string]*pack.Pack{
		"from the beginning":    packOf(1, 5),
		"from the middle":       packOf(4, 9),
		"with commitments only": packOf(1, 6, 2, 6),
		"of one entry":          packOf(3, 3),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := keys(epochOf(9), e).Read(bytes.NewReader(sealed(t, p, e)))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, p) {
				t.Error("another pack was read")
			}
			if part := got.Between(p.First()+1, p.Last()+7); len(part) != len(p.Links)-1 {
				t.Errorf("%d links", len(part))
			}
		})
	}
	t.Run("of a stream that nobody signs", func(t *testing.T) {
		p := packOf(1, 2)
		e := &journal.Entry{Verb: "edit", Record: model.ID{1}, Kind: "case", Lamport: 1}
		s := journal.Stream{ID: model.NewID(), Author: "somebody", Started: 1}
		body := e.Encode(s.ID)
		_, committed, _ := journal.Decode(s.ID, body)
		s.Runs = []journal.Run{{First: 1, Last: 1, Previous: journal.First(s.ID), Hash: journal.Chain(journal.First(s.ID), s.ID, 1, committed)}}
		p.Stream, p.Links, p.Certificates = s, []journal.Link{{Seq: 1, Body: body}}, nil
		got, err := keys(epochOf(1)).Read(bytes.NewReader(sealed(t, p, epochOf(1))))
		if err != nil || !reflect.DeepEqual(got, p) {
			t.Error(err)
		}
	})
}

func TestAPackThatDoesNotFitTogetherIsRefused(t *testing.T) {
	for name, break_ := range map[string]func(*pack.Pack){
		"another hash at the end":       func(p *pack.Pack) { p.Stream.Runs[0].Hash[3] ^= 1 },
		"another hash before it":        func(p *pack.Pack) { p.Stream.Runs[0].Previous[3] ^= 1 },
		"a changed entry":               func(p *pack.Pack) { p.Links[1].Body[40] ^= 1 },
		"an entry taken out":            func(p *pack.Pack) { p.Links = p.Links[1:] },
		"an entry too many":             func(p *pack.Pack) { p.Links = append(p.Links, p.Links[0]) },
		"two entries in another order":  func(p *pack.Pack) { p.Links[0], p.Links[1] = p.Links[1], p.Links[0] },
		"another author":                func(p *pack.Pack) { p.Stream.Author = "Bahrom" },
		"another beginning":             func(p *pack.Pack) { p.Stream.Started++ },
		"another device":                func(p *pack.Pack) { p.Stream.Device = bytes.Repeat([]byte{1}, 32) },
		"half a key":                    func(p *pack.Pack) { p.Stream.Device = p.Stream.Device[:16] },
		"half a signature":              func(p *pack.Pack) { p.Stream.Runs[0].Signature = p.Stream.Runs[0].Signature[:63] },
		"no run":                        func(p *pack.Pack) { p.Stream.Runs, p.Links = nil, nil },
		"a run of more than there is":   func(p *pack.Pack) { p.Stream.Runs[0].Last = 1 << 40 },
		"a run that ends before itself": func(p *pack.Pack) { p.Stream.Runs[0].Last = p.Stream.Runs[0].First - 1 },
		"number zero":                   func(p *pack.Pack) { p.Stream.Runs[0].First = 0 },
		"half a certificate":            func(p *pack.Pack) { p.Certificates[0].ByDevice = nil },
	} {
		t.Run(name, func(t *testing.T) {
			p := packOf(1, 5)
			break_(p)
			var b bytes.Buffer
			if err := epochOf(1).Write(&b, p); !errors.Is(err, pack.ErrBroken) {
				t.Errorf("written: %v", err)
			}
			_, err := keys(epochOf(1)).Read(bytes.NewReader(sealedBytes(t, epochOf(1), deflated(t, pack.Plain(p)))))
			if !errors.Is(err, pack.ErrBroken) {
				t.Errorf("read: %v", err)
			}
		})
	}
}

func deflated(t testing.TB, plain []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := flate.NewWriter(&b, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sealedBytes(t testing.TB, e pack.Epoch, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := e.Seal(&out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestHostilePacks(t *testing.T) {
	e := epochOf(1)
	plain := pack.Plain(packOf(1, 5))
	t.Run("a bomb", func(t *testing.T) {
		b := sealedBytes(t, e, deflated(t, append(bytes.Clone(plain), make([]byte, pack.LargestPlain)...)))
		if len(b) > 1<<20 {
			t.Fatalf("the bomb is %d bytes", len(b))
		}
		if _, err := keys(e).Read(bytes.NewReader(b)); !errors.Is(err, pack.ErrTooBig) {
			t.Error(err)
		}
	})
	t.Run("more behind the end", func(t *testing.T) {
		if _, err := keys(e).Read(bytes.NewReader(sealedBytes(t, e, deflated(t, append(bytes.Clone(plain), 0))))); !errors.Is(err, pack.ErrBroken) {
			t.Error(err)
		}
		if _, err := keys(e).Read(bytes.NewReader(sealedBytes(t, e, append(deflated(t, plain), 0)))); !errors.Is(err, pack.ErrBroken) {
			t.Error(err)
		}
	})
	t.Run("a newer version", func(t *testing.T) {
		b := bytes.Clone(plain)
		b[4] = 2
		if _, err := keys(e).Read(bytes.NewReader(sealedBytes(t, e, deflated(t, b)))); !errors.Is(err, pack.ErrNewer) {
			t.Error(err)
		}
	})
	t.Run("cut anywhere", func(t *testing.T) {
		b := sealed(t, packOf(1, 5), e)
		for n := range len(b) {
			if _, err := keys(e).Read(bytes.NewReader(b[:n])); !errors.Is(err, pack.ErrSealed) {
				t.Fatalf("%d bytes of %d: %v", n, len(b), err)
			}
		}
	})
	t.Run("a bit anywhere", func(t *testing.T) {
		b := sealed(t, packOf(1, 3), e)
		for i := range b {
			c := bytes.Clone(b)
			c[i] ^= 1 << (i % 8)
			if _, err := keys(e).Read(bytes.NewReader(c)); err == nil {
				t.Fatalf("byte %d of %d", i, len(b))
			}
		}
	})
	t.Run("numbers written longer than they need be", func(t *testing.T) {
		b := bytes.Clone(plain)
		i := len("GVPK\x01") + 16 // the length of the device's key
		b = append(b[:i:i], append([]byte{b[i] | 0x80, 0}, b[i+1:]...)...)
		if _, err := keys(e).Read(bytes.NewReader(sealedBytes(t, e, deflated(t, b)))); !errors.Is(err, pack.ErrBroken) {
			t.Error(err)
		}
	})
}

func TestOnlyTheEpochOpens(t *testing.T) {
	b := sealed(t, packOf(1, 2), epochOf(1))
	t.Run("an epoch that is not known is named", func(t *testing.T) {
		_, err := keys(epochOf(2)).Read(bytes.NewReader(b))
		unknown := (*pack.UnknownEpoch)(nil)
		if !errors.As(err, &unknown) || unknown.ID != epochOf(1).ID || !errors.Is(err, pack.ErrKey) {
			t.Error(err)
		}
	})
	t.Run("another key under the same name", func(t *testing.T) {
		other := epochOf(2)
		other.ID = epochOf(1).ID
		if _, err := keys(other).Read(bytes.NewReader(b)); !errors.Is(err, pack.ErrSealed) {
			t.Error(err)
		}
	})
	t.Run("a file with a second recipient is none of ours", func(t *testing.T) {
		id, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w, err := age.Encrypt(&out, epochOf(1), id.Recipient())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(deflated(t, pack.Plain(packOf(1, 2)))); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := keys(epochOf(1)).Read(&out); !errors.Is(err, pack.ErrSealed) {
			t.Error(err)
		}
	})
	t.Run("the same pack is sealed anew each time", func(t *testing.T) {
		if bytes.Equal(b, sealed(t, packOf(1, 2), epochOf(1))) {
			t.Error("the same bytes")
		}
	})
}

func attachment(data []byte) journal.Attachment {
	return journal.Attachment{SHA256: sha256.Sum256(data), Size: int64(len(data))}
}

func writes(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

func TestAttachments(t *testing.T) {
	e := epochOf(1)
	data := bytes.Repeat([]byte("0123456789"), 30_000)
	a := attachment(data)
	var b bytes.Buffer
	if err := e.WriteAttachment(&b, a, writes(data)); err != nil {
		t.Fatal(err)
	}
	read := func(b []byte) ([]byte, error) {
		_, r, err := keys(e).ReadAttachment(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		return io.ReadAll(r)
	}
	t.Run("is read as it was written", func(t *testing.T) {
		got, err := read(b.Bytes())
		if err != nil || !bytes.Equal(got, data) {
			t.Error(err)
		}
	})
	t.Run("bytes of another hash or size are not written", func(t *testing.T) {
		for _, wrong := range []journal.Attachment{{SHA256: a.SHA256, Size: a.Size + 1}, {Size: a.Size}} {
			if err := e.WriteAttachment(io.Discard, wrong, writes(data)); !errors.Is(err, pack.ErrBroken) {
				t.Error(err)
			}
		}
	})
	t.Run("nor read", func(t *testing.T) {
		for _, plain := range [][]byte{
			pack.PlainAttachment(journal.Attachment{Size: a.Size}, data),
			pack.PlainAttachment(journal.Attachment{SHA256: a.SHA256, Size: a.Size - 1}, data),
			pack.PlainAttachment(journal.Attachment{SHA256: a.SHA256, Size: a.Size + 1}, data),
			pack.PlainAttachment(journal.Attachment{SHA256: a.SHA256, Size: -1}, data),
		} {
			if _, err := read(sealedBytes(t, e, plain)); !errors.Is(err, pack.ErrBroken) {
				t.Error(err)
			}
		}
	})
	t.Run("nor in part", func(t *testing.T) {
		for _, n := range []int{0, 10, 200, 250, 70_000, b.Len() - 1} {
			if _, err := read(b.Bytes()[:n]); !errors.Is(err, pack.ErrSealed) {
				t.Errorf("%d bytes: %v", n, err)
			}
		}
	})
	t.Run("a pack is no attachment", func(t *testing.T) {
		if _, err := read(sealed(t, packOf(1, 2), e)); !errors.Is(err, pack.ErrBroken) {
			t.Error(err)
		}
	})
	t.Run("its name tells only who has the key", func(t *testing.T) {
		name := e.Name(a.SHA256)
		if name == epochOf(2).Name(a.SHA256) || name != epochOf(1).Name(a.SHA256) || len(name) != 64 {
			t.Error("names are not what they should be")
		}
	})
}

// FuzzRead has anything for the content of a pack, as if it had been opened
// (sealing draws random bytes, with which a fuzzer comes to nothing): what is
// read is what is written again.
func FuzzRead(f *testing.F) {
	f.Add(pack.Plain(packOf(1, 3)))
	f.Add(pack.Plain(packOf(2, 4, 3)))
	f.Add([]byte("GVPK\x01"))
	f.Fuzz(func(t *testing.T, plain []byte) {
		p, err := pack.Parse(plain)
		if err != nil {
			return
		}
		if !bytes.Equal(pack.Plain(p), plain) {
			t.Error("there are two ways to write one pack")
		}
	})
}

package foreign_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store/foreign"
	"guvoh/model/vault/vaulttest"
	"guvoh/model/vault/vaulttest/raced"
)

// signedStream is a stream of twelve entries as its writer has it.
type signedStream struct {
	journal.Stream
	device    ed25519.PrivateKey
	bodies    [][]byte // by number, from 1
	committed [][32]byte
	hashes    [][32]byte
}

func newSignedStream(t *testing.T) *signedStream {
	t.Helper()
	s := &signedStream{device: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32))}
	s.Device, s.Nonce, s.Author, s.Started = s.device.Public().(ed25519.PublicKey), [16]byte{1, 2}, "B. Colleague", 1_700_000_000_000
	s.ID = journal.StreamID(s.Device, s.Nonce, s.Started, s.Author)
	s.bodies, s.committed, s.hashes = make([][]byte, 13), make([][32]byte, 13), make([][32]byte, 13)
	s.hashes[0] = journal.First(s.ID)
	for seq := uint64(1); seq <= 12; seq++ {
		e := journal.Entry{
			Action: model.NewID(), Verb: "edit", At: time.UnixMilli(1_700_000_000_000), Lamport: seq, Record: model.ID{9}, Kind: "case",
			Ops: []journal.Op{{Field: "title", Value: model.Value(fmt.Sprintf(`"%d"`, seq))}},
		}
		b := e.Encode(s.ID)
		if seq == 11 {
			var err error
			b, err = journal.Erase(s.ID, b, 0)
			must(t, err)
		}
		_, c, err := journal.Decode(s.ID, b)
		must(t, err)
		s.bodies[seq], s.committed[seq], s.hashes[seq] = b, c, journal.Chain(s.hashes[seq-1], s.ID, seq, c)
	}
	return s
}

func blob(b []byte) string { return "x'" + hex.EncodeToString(b) + "'" }

// put gives the SQL that puts it into a file: 1 and 2 have not come, of 5 and 9
// only the commitment is there, 6 to 8 have not come, of 11 a value is missing.
func (s *signedStream) put() (queries []string) {
	const n = 77
	add := func(format string, a ...any) { queries = append(queries, fmt.Sprintf(format, a...)) }
	sign := func(seq int) string { return blob(journal.Sign(s.device, s.hashes[seq])) }
	add("INSERT INTO stream VALUES(%d, %s, '%s', %d, 12, 12, %s, %s)", n, blob(s.ID[:]), s.Author, s.Started, blob(s.hashes[12][:]), sign(12))
	add("INSERT INTO signer VALUES(%d, %s, %s)", n, blob(s.Device), blob(s.Nonce[:]))
	add("INSERT INTO hole VALUES(%d, 1, 2, %s, NULL)", n, blob(s.hashes[2][:]))
	add("INSERT INTO hole VALUES(%d, 6, 8, %s, %s)", n, blob(s.hashes[8][:]), sign(5))
	for _, seq := range []int{3, 4, 10, 11, 12} {
		add("INSERT INTO entry VALUES(%d, 1, 1, %s, %s)", n<<36|seq, blob(s.bodies[seq]), blob(s.hashes[seq][:]))
	}
	for _, seq := range []int{5, 9, 11} {
		add("INSERT INTO bare(id, committed, hash) VALUES(%d, %s, %s)", n<<36|seq, blob(s.committed[seq][:]), blob(s.hashes[seq][:]))
	}
	c := journal.Certify(s.device, ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, 32)))
	add("INSERT INTO certificate VALUES(%s, %s, %s, %s)", blob(c.Device), blob(c.Identity), blob(c.ByIdentity), blob(c.ByDevice))
	add(`INSERT INTO origin VALUES(1, '{"what": "share"}', %s, x'01')`, blob(s.Device))
	return queries
}

func TestAPartOfAJournal(t *testing.T) {
	s := newSignedStream(t)
	path := changed(t, guestFile(t), s.put()...)
	t.Run("comes as runs, with all that proves them", func(t *testing.T) {
		g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
		must(t, err)
		defer g.Close()
		streams, err := g.Streams(ctx)
		must(t, err)
		if len(streams) != 2 {
			t.Fatalf("%d streams", len(streams))
		}
		got := streams[1]
		if got.ID != s.ID || !got.Owned() || len(got.Runs) != 2 {
			t.Fatalf("%d runs, owned: %v", len(got.Runs), got.Owned())
		}
		for i, want := range []journal.Run{
			{First: 3, Last: 5, Previous: s.hashes[2], Hash: s.hashes[5]},
			{First: 9, Last: 12, Previous: s.hashes[8], Hash: s.hashes[12]},
		} {
			r := got.Runs[i]
			if r.First != want.First || r.Last != want.Last || r.Previous != want.Previous || r.Hash != want.Hash || !journal.Verify(got.Device, r.Hash, r.Signature) {
				t.Errorf("run %d is from %d to %d", i, r.First, r.Last)
			}
		}
		for _, c := range []struct {
			from, to uint64
			want     string
		}{{3, 5, "3 4 5b "}, {9, 12, "9b 10 11 12 "}, {10, 10, "10 "}, {1, 12, "3 4 5b 9b 10 11 12 "}, {12, 1 << 50, "12 "}, {4, 3, ""}, {0, 3, "3 "}} {
			said := ""
			for l, err := range g.Links(ctx, s.ID, c.from, c.to) {
				must(t, err)
				said += fmt.Sprint(l.Seq)
				if l.Body == nil {
					said += "b"
				}
				if l.Body == nil && l.Committed != s.committed[l.Seq] || l.Body != nil && !bytes.Equal(l.Body, s.bodies[l.Seq]) {
					t.Errorf("link %d is another", l.Seq)
				}
				said += " "
			}
			if said != c.want {
				t.Errorf("from %d to %d: %s", c.from, c.to, said)
			}
		}
		for _, err := range g.Links(ctx, model.NewID(), 1, 9) {
			if err == nil {
				t.Error("a stream that is not there has links")
			}
		}
		if _, err := g.Prove(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Run("comes with its certificates and what it says of itself", func(t *testing.T) {
		g, err := foreign.Open(ctx, path, foreign.Options{Secret: vaulttest.Passphrase})
		must(t, err)
		defer g.Close()
		cs, err := g.Certificates(ctx)
		must(t, err)
		if len(cs) != 1 || !cs[0].Valid() || !bytes.Equal(cs[0].Device, s.Device) {
			t.Errorf("%d certificates", len(cs))
		}
		statement, device, signature, ok, err := g.Origin(ctx)
		if err != nil || !ok || statement != `{"what": "share"}` || !bytes.Equal(device, s.Device) || len(signature) != 1 {
			t.Errorf("%v, %v", ok, err)
		}
	})
	t.Run("of a file of before there were any says nothing of that", func(t *testing.T) {
		g, err := foreign.Open(ctx, firstVersion(t), foreign.Options{})
		must(t, err)
		defer g.Close()
		streams, err := g.Streams(ctx)
		must(t, err)
		for _, s := range streams {
			if s.Device != nil || len(s.Runs) != 1 || s.Runs[0].First != 1 || s.Runs[0].Previous != journal.First(s.ID) {
				t.Errorf("a stream has %d runs", len(s.Runs))
			}
		}
		cs, err := g.Certificates(ctx)
		_, _, _, ok, err2 := g.Origin(ctx)
		if len(streams) == 0 || len(cs) > 0 || ok || err != nil || err2 != nil {
			t.Error(len(cs), ok, err, err2)
		}
	})
}

func TestAPartOfAJournalThatIsForged(t *testing.T) {
	raced.OneByOne(t)
	s := newSignedStream(t)
	good := changed(t, guestFile(t), s.put()...)
	for _, c := range []struct {
		name, query string
		want        foreign.Reason
	}{
		{"holes over each other", "UPDATE hole SET last = 7 WHERE first = 1", foreign.BadRow},
		{"a hole to the head", "UPDATE hole SET last = 12 WHERE first = 6", foreign.BadRow},
		{"a hole that ends before it begins", "UPDATE hole SET last = 5 WHERE first = 6", foreign.BadRow},
		{"a hole from nothing", "UPDATE hole SET first = 0 WHERE first = 1", foreign.BadRow},
		{"a hole beyond all numbers", "UPDATE hole SET last = 9223372036854775807 WHERE first = 6", foreign.BadRow},
		{"a hole behind nothing", "UPDATE hole SET first = 7 WHERE first = 6", foreign.BadRow},
		{"a hole of no stream", "UPDATE hole SET stream = 76", foreign.BadRow},
		{"a hole of a hash that is none", "UPDATE hole SET hash = x'00'", foreign.BadRow},
		{"a hole with a signature too long", "UPDATE hole SET signature = zeroblob(65) WHERE first = 6", foreign.BadRow},
		{"a hole before which a hash is none", "UPDATE bare SET hash = x'00'", foreign.BadRow},
		{"a signer of no stream", "UPDATE signer SET stream = 76", foreign.BadRow},
		{"a signer with half a key", "UPDATE signer SET device = zeroblob(16)", foreign.BadRow},
		{"a signer with a short nonce", "UPDATE signer SET nonce = x''", foreign.BadRow},
		{"a commitment that is none", "UPDATE bare SET committed = x'00'", foreign.BadRow},
		{"a certificate of half a key", "UPDATE certificate SET identity = zeroblob(16)", foreign.BadRow},
		{"no words of an entry", "UPDATE entry SET body = x'' WHERE id = 77 << 36 | 10", foreign.BadRow},
		{"an entry in a hole", fmt.Sprintf("UPDATE entry SET id = %d WHERE id = %d", 77<<36|7, 77<<36|10), foreign.BrokenChain},
		{"an entry behind the head", fmt.Sprintf("INSERT INTO bare SELECT %d, committed, hash, 0 FROM bare LIMIT 1", 77<<36|13), foreign.BrokenChain},
		{"a commitment too few", fmt.Sprintf("DELETE FROM bare WHERE id = %d", 77<<36|9), foreign.BrokenChain},
		{"a commitment of another", "UPDATE bare SET committed = zeroblob(32)", foreign.BrokenChain},
		{"another hash at the end of a hole", "UPDATE hole SET hash = zeroblob(32) WHERE first = 6", foreign.BrokenChain},
		{"another hash before a hole", "UPDATE bare SET hash = zeroblob(32)", foreign.BrokenChain},
		{"another hash at its head", "UPDATE stream SET hash = zeroblob(32) WHERE n = 77", foreign.BrokenChain},
		{"a head that is not there", "UPDATE stream SET head = 13 WHERE n = 77", foreign.BrokenChain},
		{"a signature of another hash", "UPDATE stream SET signature = (SELECT signature FROM hole WHERE first = 6) WHERE n = 77", foreign.Forged},
		{"a signature of half the length", "UPDATE hole SET signature = zeroblob(32) WHERE first = 6", foreign.Forged},
		{"another author", "UPDATE stream SET author = 'C. Stranger' WHERE n = 77", foreign.Forged},
		{"another beginning", "UPDATE stream SET started = 1 WHERE n = 77", foreign.Forged},
		{"another device", "UPDATE signer SET device = zeroblob(32)", foreign.Forged},
		{"a signature of no device", "DELETE FROM signer", foreign.Forged},
		{"a stream whose device was taken off it", "UPDATE stream SET signature = NULL; UPDATE hole SET signature = NULL; DELETE FROM signer", foreign.Forged},
		{"a certificate nobody signed", "UPDATE certificate SET by_device = zeroblob(64)", foreign.Forged},
	} {
		t.Run("by "+c.name+" is refused", func(t *testing.T) {
			other := filepath.Join(t.TempDir(), "x.guvoh")
			copyFile(t, good, other)
			mustRefuse(t, changed(t, other, c.query), foreign.Options{}, c.want)
		})
	}
	t.Run("by what it says of itself at too great length says nothing", func(t *testing.T) {
		other := filepath.Join(t.TempDir(), "x.guvoh")
		copyFile(t, good, other)
		g, err := foreign.Open(ctx, changed(t, other, "UPDATE origin SET statement = hex(zeroblob(600000))"), foreign.Options{Secret: vaulttest.Passphrase})
		must(t, err)
		defer g.Close()
		if _, _, _, ok, err := g.Origin(ctx); err == nil || ok {
			t.Error("it is believed")
		}
	})
}

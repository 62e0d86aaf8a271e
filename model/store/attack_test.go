package store_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store"
)

// A forger is a colleague who signs with a key of their own, and whose program
// writes what ours would not.
type forger struct {
	journal.Stream
	key     ed25519.PrivateKey
	links   []journal.Link
	lamport uint64
}

func newForger(tb testing.TB) *forger { tb.Helper(); return newForgerAt(tb, 1_790_000_000_000) }

func newForgerAt(tb testing.TB, started int64) *forger {
	tb.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	must(tb, err)
	f := &forger{key: key, lamport: 100}
	f.Device, f.Author, f.Started = key.Public().(ed25519.PublicKey), "F. Orger", started
	rand.Read(f.Nonce[:])
	f.ID = journal.StreamID(f.Device, f.Nonce, f.Started, f.Author)
	return f
}

// entry gives an entry of the next number, to be changed before it is written.
func (f *forger) entry(record model.ID, kind string, ops ...journal.Op) *journal.Entry {
	f.lamport++
	e := &journal.Entry{
		Action: model.NewID(), Verb: "edit", At: time.UnixMilli(f.Started), Lamport: f.lamport, Record: record, Kind: kind, Ops: ops,
	}
	rand.Read(e.Salt[:])
	return e
}

func (f *forger) write(es ...*journal.Entry) {
	for _, e := range es {
		f.bytes(e.Encode(f.ID))
	}
}

func (f *forger) bytes(body []byte) {
	f.links = append(f.links, journal.Link{Seq: uint64(len(f.links) + 1), Body: body})
}

// parcel gives the whole, chained and signed.
func (f *forger) parcel(tb testing.TB) *parcel {
	tb.Helper()
	s := f.Stream
	h := journal.First(s.ID)
	if len(f.links) > 0 && f.links[0].Seq != 1 {
		h = [32]byte{1}
	}
	r := journal.Run{First: f.links[0].Seq, Last: f.links[len(f.links)-1].Seq, Previous: h}
	for _, l := range f.links {
		c, _ := committed(s.ID, l) // nothing, of what cannot be read
		h = journal.Chain(h, s.ID, l.Seq, c)
	}
	r.Hash, r.Signature = h, journal.Sign(f.key, h)
	s.Runs = []journal.Run{r}
	return &parcel{streams: []journal.Stream{s}, links: map[model.ID][]journal.Link{s.ID: f.links}}
}

// newSigned makes a file in which this device signs.
func newSigned(tb testing.TB) *store.DB {
	tb.Helper()
	db, err := store.Create(filepath.Join(tb.TempDir(), "mine.guvoh"), signing(tb))
	must(tb, err)
	tb.Cleanup(func() { db.Close() })
	return db
}

func takeIn(tb testing.TB, db *store.DB, src store.Source) store.MergeReport {
	tb.Helper()
	r, err := db.Merge(ctx, src, store.Choice{Way: "file"})
	must(tb, err)
	return r
}

package store

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
	"guvoh/model/store/btree"
)

// place is one place of a stream of which something can be read.
type place struct {
	seq       uint64
	cell      *btree.Cell // of the entry; nil when only its commitment is left
	row       cells       // of the entry, or of the commitment
	entry     journal.Entry
	committed [32]byte
	hash      [32]byte // the chain's, as it stands there
	sound     bool     // its bytes make sense
}

// remains is what is left of one stream, by number in it.
type remains struct {
	places map[uint64]*place
	beside map[uint64]cells // commitments of entries that are not whole
	holes  []hole
}

// commitments gives the rows of entries that are not here, or not whole, by stream.
func (w *salvager) commitments() map[int64][]cells {
	out := map[int64][]cells{}
	if r := w.relics["bare"]; r != nil {
		for _, c := range r.cells {
			if row, ok := w.read(r, c); ok {
				n, _ := splitEntryID(c.Row)
				out[n] = append(out[n], row)
			}
		}
	}
	return out
}

// gaps gives the parts of streams that had not come, by stream, in order.
func (w *salvager) gaps() map[int64][]hole {
	out := map[int64][]hole{}
	r := w.relics["hole"]
	if r == nil {
		return out
	}
	for _, c := range r.cells {
		row, ok := w.read(r, c)
		if !ok || len(row.bytes("hash")) != 32 {
			continue
		}
		n, h := row.int("stream"), hole{first: uint64(row.int("first")), last: uint64(row.int("last")), signature: row.bytes("signature")}
		copy(h.hash[:], row.bytes("hash"))
		out[n] = append(out[n], h)
	}
	for _, hs := range out {
		slices.SortFunc(hs, func(a, b hole) int { return cmp.Compare(a.first, b.first) })
	}
	return out
}

// remainsOf reads what is left of a stream.
func (w *salvager) remainsOf(stream model.ID, entries []btree.Cell, commitments []cells, holes []hole) remains {
	r := remains{places: map[uint64]*place{}, beside: map[uint64]cells{}, holes: holes}
	for i, c := range entries {
		w.step()
		_, seq := splitEntryID(c.Row)
		p := &place{seq: seq, cell: &entries[i]}
		r.places[seq] = p
		row, ok := w.read(w.relics["entry"], c)
		if !ok {
			continue
		}
		var err error
		p.row = row
		p.entry, p.committed, err = journal.Decode(stream, row.bytes("body"))
		p.sound = err == nil && copy(p.hash[:], row.bytes("hash")) == 32
	}
	for _, row := range commitments {
		_, seq := splitEntryID(row.int("id"))
		p := &place{seq: seq, row: row}
		p.sound = copy(p.committed[:], row.bytes("committed")) == 32 && copy(p.hash[:], row.bytes("hash")) == 32
		if at := r.places[seq]; at == nil || !at.sound {
			if at != nil { // what is left of its entry is not to be forgotten
				w.keepForLater(lateRow{*at.cell, stream, seq})
			}
			r.places[seq] = p
		} else if p.sound && p.committed == at.committed {
			r.beside[seq] = row
		}
	}
	return r
}

// follows reports whether a place is the next one after a hash.
func (p *place) follows(stream model.ID, hash [32]byte, seq uint64) bool {
	return p != nil && p.sound && p.seq == seq+1 && journal.Chain(hash, stream, p.seq, p.committed) == p.hash
}

// resume gives the next part of a stream that can be proved, behind something
// that is lost: where it begins, the chain's hash is known from what had not
// come before it, or from the entry before it, which is given up for that.
func (r remains) resume(stream model.ID, seq uint64) (h hole, ok bool) {
	var found []hole
	for _, known := range r.holes {
		if known.last > seq {
			found = append(found, known)
		}
	}
	for at, p := range r.places {
		if at > seq && p.sound {
			found = append(found, hole{last: at, hash: p.hash})
		}
	}
	slices.SortStableFunc(found, func(a, b hole) int { return cmp.Compare(a.last, b.last) })
	for _, h := range found {
		if r.places[h.last+1].follows(stream, h.hash, h.last) {
			if h.first != seq+1 { // what stood before it is not all here any more
				h.first, h.signature = seq+1, nil
			}
			return h, true
		}
	}
	return hole{}, false
}

// chainOf cuts what is left of a stream into what can be proved: the places in
// their order, what is missing between them, and what is left besides.
func (r remains) chainOf(stream model.ID) (kept []*place, missing []hole, besides []*place, hash [32]byte, seq uint64) {
	hash = journal.First(stream)
	for {
		if p := r.places[seq+1]; p.follows(stream, hash, seq) {
			kept = append(kept, p)
			hash, seq = p.hash, p.seq
			continue
		}
		h, ok := r.resume(stream, seq)
		if !ok {
			break
		}
		missing = append(missing, h)
		hash, seq = h.hash, h.last
	}
	chained := map[uint64]bool{}
	for _, p := range kept {
		chained[p.seq] = true
	}
	for _, at := range slices.Sorted(maps.Keys(r.places)) {
		if !chained[at] {
			besides = append(besides, r.places[at])
		}
	}
	return kept, missing, besides, hash, seq
}

// keepStream writes one stream.
func (w *salvager) keepStream(t *Tx, s oldStream, r remains) error {
	kept, missing, besides, hash, seq := r.chainOf(s.id)
	if s.cells == nil {
		w.nameless = append(w.nameless, s.n)
	}
	lamport, started := uint64(0), s.int("started")
	for i, p := range kept {
		if p.cell == nil {
			w.bare = append(w.bare, p.row)
			continue
		}
		if err := w.keepEntry(t, s, p.cell.Row, p.row, &p.entry); err != nil {
			return err
		}
		if row := r.beside[p.seq]; row != nil {
			w.bare = append(w.bare, row)
		}
		if lamport = max(lamport, p.entry.Lamport); s.cells == nil && i == 0 {
			started = p.entry.At.UnixMilli()
		}
	}
	for _, p := range besides {
		if p.cell != nil {
			w.keepForLater(lateRow{*p.cell, s.id, p.seq})
		}
	}
	for _, h := range missing {
		w.holes = append(w.holes, streamHole{s.n, h})
	}
	var signature any
	if b := s.bytes("signature"); b != nil && uint64(s.int("head")) == seq && bytes.Equal(hash[:], s.bytes("hash")) {
		signature = b
	}
	w.newest = max(w.newest, lamport, uint64(s.int("lamport")))
	_, err := t.exec("INSERT INTO stream(n, id, author, started, lamport, head, hash, signature) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
		s.n, s.id[:], s.text("author"), started, int64(lamport), int64(seq), hash[:], signature)
	return err
}

// streamHole is a part of a stream that is not in the new file.
type streamHole struct {
	stream int64
	hole
}

// keepGaps writes what is known of what is not there.
func (w *salvager) keepGaps(t *Tx) error {
	for _, row := range w.bare {
		if _, err := t.exec("INSERT OR IGNORE INTO bare(id, committed, hash, left_out) VALUES(?, ?, ?, ?)",
			row.int("id"), row.bytes("committed"), row.bytes("hash"), row.int("left_out")); err != nil {
			return err
		}
	}
	for _, h := range w.holes {
		var signature any
		if h.signature != nil {
			signature = h.signature
		}
		if _, err := t.exec("INSERT INTO hole VALUES(?, ?, ?, ?, ?)", h.stream, int64(h.first), int64(h.last), h.hash[:], signature); err != nil {
			return err
		}
	}
	return nil
}

// ofMerges are the tables of what colleagues' work brought and left to be done
// here. Which entries came by a merge is kept when all of it is known, or taking
// it back would leave a part of it.
var ofMerges = []string{"certificate", "absent", "colleague", "merge", "quarantine", "origin", "news"}

// keepColleagues copies what the file holds of colleagues, where it is of a
// version that does.
func (w *salvager) keepColleagues(t *Tx) error {
	if w.relics["signer"] == nil {
		return nil
	}
	names := ofMerges
	if r := w.relics["arrival"]; len(r.holes) == 0 && !r.rootless {
		names = append(slices.Clone(names), "arrival", "arrived_bytes")
	}
	for _, name := range append(slices.Clone(names), "signer") {
		if err := w.copyRows(t, name); err != nil {
			return err
		}
	}
	for _, q := range []string{
		"DELETE FROM signer WHERE stream NOT IN (SELECT n FROM stream)",
		"DELETE FROM absent WHERE sha256 IN (SELECT sha256 FROM attachment)",
	} {
		if _, err := t.exec(q); err != nil {
			return err
		}
	}
	for _, n := range w.nameless { // without its author's name nothing proves that a device began it
		if _, err := t.exec("DELETE FROM signer WHERE stream = ?", n); err != nil {
			return err
		}
	}
	for _, sum := range w.purged { // so that no merge brings them back
		if _, err := t.exec("INSERT OR IGNORE INTO absent VALUES(?, 0, ?)", sum, bytesPurged); err != nil {
			return err
		}
	}
	return nil
}

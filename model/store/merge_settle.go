package store

import (
	"bytes"

	"guvoh/model"
	"guvoh/model/journal"
)

// settle writes down which parts of the stream are here once a proved run came.
func (w *streaming) settle(n int64, r journal.Run, k *mark) error {
	o := w.ours
	if o.Device == nil {
		r.Signature = nil // nobody's: it says nothing, and would be handed on
	}
	var holes []hole
	if r.First > o.head+1 {
		holes = append(holes, hole{o.head + 1, r.First - 1, r.Previous, o.sig})
	}
	for _, h := range o.holes {
		if h.last < r.First || h.first > r.Last {
			holes = append(holes, h)
			continue
		}
		if h.first < r.First {
			holes = append(holes, hole{h.first, r.First - 1, r.Previous, h.signature})
		}
		if h.last > r.Last {
			holes = append(holes, hole{r.Last + 1, h.last, h.hash, r.Signature})
		}
	}
	if err := w.writeHoles(n, holes); err != nil {
		return err
	}
	o.holes, o.lamport = holes, max(o.lamport, k.newest)
	if r.Last > o.head || r.Last == o.head && o.sig == nil {
		o.head, o.hash, o.sig = r.Last, r.Hash, r.Signature
	}
	if n == w.db.session.n {
		w.cloned = true // another machine wrote on in the session that is open here
	}
	o.bare = o.bare || len(k.bare) > 0
	_, err := w.exec("UPDATE stream SET head = ?, hash = ?, signature = ?, lamport = ? WHERE n = ?",
		int64(o.head), o.hash[:], o.sig, int64(o.lamport), n)
	return err
}

func (w *streaming) writeHoles(n int64, holes []hole) error {
	if len(w.ours.holes) == 0 && len(holes) == 0 {
		return nil
	}
	if _, err := w.exec("DELETE FROM hole WHERE stream = ?", n); err != nil {
		return err
	}
	for _, h := range holes {
		_, err := w.exec("INSERT INTO hole VALUES(?, ?, ?, ?, ?)", n, int64(h.first), int64(h.last), h.hash[:], h.signature)
		if err != nil {
			return err
		}
	}
	return nil
}

// fill brings the entries of which only a part is here, now that their run is
// proved: each must have the commitment that we hold.
func (w *streaming) fill(n int64, first, last uint64, k *mark) error {
	for l, err := range w.src.Links(w.ctx, w.theirs.ID, first, last) {
		if err != nil {
			return err
		}
		if l.Body == nil {
			continue
		}
		if err := w.fillOne(n, entryID(n, l.Seq), l, k); err != nil {
			return err
		}
	}
	return nil
}

func (w *streaming) fillOne(n, id int64, l journal.Link, k *mark) error {
	var ours, hash []byte
	var left bool
	err := w.q.QueryRowContext(w.ctx, "SELECT committed, hash, left_out FROM bare WHERE id = ?", id).Scan(&ours, &hash, &left)
	if err != nil {
		return orNone(err)
	}
	e, committed, err := journal.Decode(w.theirs.ID, l.Body)
	if err != nil || !bytes.Equal(committed[:], ours) || left && !w.choice.Again || !w.sensible(&e) {
		return nil
	}
	if w.leaveOut(&e, k) {
		return w.staysOut(id)
	}
	var body []byte
	var record int64
	err = w.q.QueryRowContext(w.ctx, "SELECT body, record FROM entry WHERE id = ?", id).Scan(&body, &record)
	if err == nil {
		return w.addValues(id, record, body, &e)
	}
	if orNone(err) != nil {
		return err
	}
	if fits, err := w.fits(&e); err != nil {
		return err
	} else if !fits {
		return w.keepOut(l, [32]byte(hash))
	}
	if err := w.letIn(l.Seq); err != nil {
		return err
	}
	if _, err := w.exec("DELETE FROM bare WHERE id = ?", id); err != nil {
		return err
	}
	if left {
		if w.again == nil {
			w.again = map[model.ID]bool{}
		}
		w.again[e.Record] = true
	}
	return w.insertEntry(n, id, l.Seq, bytes.Clone(l.Body), &e, committed, [32]byte(hash))
}

// staysOut marks an entry that came without its words, from somebody who had left
// it out, as left out here as well: the next merge would bring it alone, a piece of
// a record of which the rest stays away.
func (w *streaming) staysOut(id int64) error {
	_, err := w.exec("UPDATE bare SET left_out = 1 WHERE id = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE id = bare.id)", id)
	return err
}

// addValues puts the values that came into an entry that lacks them.
func (w *streaming) addValues(id, record int64, body []byte, theirs *journal.Entry) error {
	ours, _, err := journal.Decode(w.theirs.ID, body)
	if err != nil || len(ours.Ops) != len(theirs.Ops) {
		return ErrDamaged
	}
	more, missing := false, false
	for i := range ours.Ops {
		o := &ours.Ops[i]
		switch {
		case o.Erased == nil:
		case theirs.Ops[i].Erased == nil:
			o.Erased, o.Value, more = nil, theirs.Ops[i].Value, true
		default:
			missing = true
		}
	}
	if !more {
		return nil
	}
	body = ours.Encode(w.theirs.ID)
	if _, err := w.exec("UPDATE entry SET body = ? WHERE id = ?", body, id); err != nil {
		return err
	}
	if w.mine.cameWith(id) { // by a run of the same source: the sorter has it without them
		w.mine.doubtful = append(w.mine.doubtful, span{id, id})
		if err := w.sorter.add(record, id, body); err != nil {
			return err
		}
	}
	w.touched.add(record)
	w.refilled.add(record)
	w.report.Entries++
	if missing {
		return nil
	}
	_, err = w.exec("DELETE FROM bare WHERE id = ?", id)
	return err
}

// lookup remembers the numbers of records by their ids, of so many at once.
type lookup struct {
	of     map[model.ID]recordKey
	forgot bool // there were more
}

type recordKey struct {
	n    int64
	kind string
}

const lookupSize = 1 << 17

func newLookup() *lookup { return &lookup{of: map[model.ID]recordKey{}} }

func (l *lookup) get(id model.ID) (int64, string, bool) {
	k, ok := l.of[id]
	return k.n, k.kind, ok
}

// full reports whether the next one that is new makes it forget.
func (l *lookup) full() bool { return len(l.of) >= lookupSize }

func (l *lookup) put(id model.ID, n int64, kind string) {
	if l.full() {
		clear(l.of)
		l.forgot = true
	}
	l.of[id] = recordKey{n, kind}
}

func (l *lookup) forgetAbove(n int64) {
	for id, k := range l.of {
		if k.n > n {
			delete(l.of, id)
		}
	}
}

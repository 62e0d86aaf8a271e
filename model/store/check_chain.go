package store

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"

	"guvoh/model"
	"guvoh/model/journal"
)

// chains follows every stream from its first entry to its head, over what has
// not come.
func (c *checker) chains() (err error) {
	if c.alone, err = before(c.ctx, c.q, "signer"); err != nil {
		return err
	}
	streams, err := c.streams()
	if err != nil {
		return err
	}
	c.report.Streams = len(streams)
	for i := range streams {
		l := &chainLine{checker: c, held: &streams[i]}
		err := l.follow()
		if c.damaged && errors.Is(classify(err), ErrDamaged) {
			continue
		}
		if err != nil {
			return err
		}
	}
	if c.damaged {
		return nil
	}
	return c.ofNoStream()
}

// streams reads what stands of the streams, with their holes.
func (c *checker) streams() ([]held, error) {
	query := `SELECT s.n, s.id, s.author, s.started, s.head, s.hash, s.signature, g.device, g.nonce
		FROM stream s LEFT JOIN signer g ON g.stream = s.n ORDER BY s.n`
	if c.alone {
		query = "SELECT n, id, author, started, head, hash, signature, NULL, NULL FROM stream ORDER BY n"
	}
	rows, err := c.q.QueryContext(c.ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []held
	for rows.Next() {
		var h held
		var id, hash, nonce []byte
		if err := rows.Scan(&h.n, &id, &h.Author, &h.Started, &h.head, &hash, &h.sig, (*[]byte)(&h.Device), &nonce); err != nil {
			return nil, err
		}
		h.ID = toID(id)
		copy(h.hash[:], hash)
		copy(h.Nonce[:], nonce)
		out = append(out, h)
	}
	if err := rows.Err(); err != nil || c.alone {
		return out, err
	}
	rows.Close()
	return out, c.addHoles(c.ctx, out)
}

// chainLine follows one stream.
type chainLine struct {
	*checker
	*held
	hash  [32]byte
	seq   uint64
	run   uint64 // entries since the last hole
	entry int64  // the id of the last entry that was whole, and its commitment
	whole [32]byte
}

func (l *chainLine) follow() error {
	if l.Device != nil && !l.Owned() {
		l.find(Finding{Trouble: BadSignature, Detail: fmt.Sprintf("stream %s", l.ID)})
	}
	l.hash = journal.First(l.ID)
	rows, err := l.rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var body, stored, committed []byte
		if err := rows.Scan(&id, &body, &stored, &committed); err != nil {
			return err
		}
		l.place(id, body, stored, committed)
		if err := l.step(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	l.skip()
	if l.seq != l.head || l.hash != l.held.hash {
		l.find(Finding{Trouble: BrokenChain, Detail: fmt.Sprintf("stream %s ends at entry %d, not %d", l.ID, l.seq, l.head)})
		return nil
	}
	l.signed(l.sig)
	return nil
}

// rows gives what is here of the stream: of each place the entry, and what
// stands in the list of those that are not whole.
func (l *chainLine) rows() (*sql.Rows, error) {
	first, next := entryID(l.n, 0), entryID(l.n+1, 0)
	if l.alone {
		return l.q.QueryContext(l.ctx, "SELECT id, body, hash, NULL FROM entry WHERE id >= ? AND id < ? ORDER BY id", first, next)
	}
	return l.q.QueryContext(l.ctx, `SELECT id, body, hash, NULL AS committed FROM entry WHERE id >= ?1 AND id < ?2
		UNION ALL SELECT id, NULL, hash, committed FROM bare WHERE id >= ?1 AND id < ?2 ORDER BY id, committed`, first, next)
}

// place follows the chain over one row.
func (l *chainLine) place(id int64, body, stored, bare []byte) {
	_, seq := splitEntryID(id)
	trouble := func(t Trouble) {
		l.find(Finding{Trouble: t, Detail: fmt.Sprintf("entry %d of stream %s", seq, l.ID)})
	}
	if body == nil && id == l.entry { // of an entry that is not whole
		if !bytes.Equal(bare, l.whole[:]) || !bytes.Equal(stored, l.hash[:]) {
			trouble(BadEntry)
		}
		return
	}
	committed, err := [32]byte{}, error(nil)
	if body != nil {
		l.report.Entries++
		_, committed, err = journal.Decode(l.ID, body)
		l.entry, l.whole = id, committed
	} else if copy(committed[:], bare); len(bare) != len(committed) {
		err = journal.ErrMalformed
	}
	if err != nil {
		trouble(BadEntry)
	}
	l.skip()
	l.hash = journal.Chain(l.hash, l.ID, seq, committed)
	if seq != l.seq+1 || !bytes.Equal(l.hash[:], stored) {
		trouble(BrokenChain)
		copy(l.hash[:], stored) // go on from what stands there, to name the first break only
	}
	l.seq = seq
	l.run++
}

// skip passes over what has not come, where the chain has reached it. What
// stands before it is signed for itself.
func (l *chainLine) skip() {
	for len(l.holes) > 0 && l.holes[0].first == l.seq+1 && l.holes[0].last > l.seq {
		h := l.holes[0]
		l.signed(h.signature)
		l.report.Awaited.Entries += int(h.last - l.seq)
		l.holes, l.seq, l.hash, l.run = l.holes[1:], h.last, h.hash, 0
	}
}

// signed looks at the signature of the part that ends here.
func (l *chainLine) signed(signature []byte) {
	switch {
	case l.run == 0 || l.Device == nil && !journal.Signed(l.ID):
	case l.Device == nil || signature == nil:
		l.report.Unsigned += int(l.run)
	case !journal.Verify(l.Device, l.hash, signature):
		l.find(Finding{Trouble: BadSignature, Detail: fmt.Sprintf("entry %d of stream %s", l.seq, l.ID)})
	}
}

// ofNoStream finds what is left of the journal besides its streams.
func (c *checker) ofNoStream() error {
	tables := []string{"entry"}
	if !c.alone {
		tables = append(tables, "bare", "hole", "signer")
	}
	for _, t := range tables {
		of := "stream"
		if t == "entry" || t == "bare" {
			of = fmt.Sprintf("id >> %d", seqBits)
		}
		var n int
		if err := c.q.QueryRowContext(c.ctx, "SELECT count(*) FROM "+t+" WHERE "+of+" NOT IN (SELECT n FROM stream)").Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			c.find(Finding{Trouble: BrokenChain, Detail: fmt.Sprintf("%d rows of %s are of no stream", n, t)})
		}
	}
	return nil
}

// certificates looks whether those who answer for devices have said so.
func (c *checker) certificates() error {
	if c.alone {
		return nil
	}
	all, err := c.db.Certificates(c.ctx)
	for _, one := range all {
		if !one.Valid() {
			c.find(Finding{Trouble: BadSignature, Detail: fmt.Sprintf("certificate of device %x", []byte(one.Device[:min(len(one.Device), ed25519.PublicKeySize)]))})
		}
	}
	return err
}

// sumUp adds up the entries of a record to its state, and gives what each of
// their ops wrote.
func (v view) sumUp(ctx context.Context, es []entry) (*journal.State, map[journal.OpID]model.Value, error) {
	state, written := journal.NewState(), map[journal.OpID]model.Value{}
	for _, e := range es {
		state.Add(e.stream, e.seq, &e.Entry)
		for i, o := range e.Ops {
			written[journal.OpID{Stream: e.stream, Seq: e.seq, Index: uint32(i)}] = o.Value
		}
	}
	var failed error
	present := func(op journal.OpID) bool {
		if _, ok := written[op]; ok {
			return true
		}
		var one int
		err := v.q.QueryRowContext(ctx, "SELECT 1 FROM entry WHERE id = ?", entryID(int64(v.db.streams.number(op.Stream)), op.Seq)).Scan(&one)
		failed = errors.Join(failed, orNone(err))
		return err == nil
	}
	for _, e := range es {
		state.Mark(&e.Entry, present)
	}
	return state, written, failed
}

// shownBy gives the values that the tables should show: of each field that of
// its first head. One that was erased shows none.
func shownBy(state *journal.State, written map[journal.OpID]model.Value) map[string]model.Value {
	values := map[string]model.Value{}
	for _, f := range state.Fields() {
		if hs := state.Heads(f); !journal.IsRegister(f) && len(hs) > 0 && written[hs[0].Op] != "" {
			values[f] = written[hs[0].Op]
		}
	}
	return values
}

// conflicts compares the list of conflicts with what the heads hold.
func (c *checker) conflicts(r row, state *journal.State, written map[journal.OpID]model.Value, bad func(Trouble, string, string)) error {
	want, err := c.conflictsOf(state, func(op journal.OpID) (model.Value, error) { return written[op], nil })
	if err != nil {
		return err
	}
	rows, err := c.q.QueryContext(c.ctx, "SELECT field, heads FROM conflict WHERE record = ?", r.n)
	if err != nil {
		return err
	}
	defer rows.Close()
	have := map[string]int{}
	for rows.Next() {
		var field string
		var heads int
		if err := rows.Scan(&field, &heads); err != nil {
			return err
		}
		have[field] = heads
	}
	for f, n := range want {
		if have[f] != n {
			bad(BadRecord, f, "conflict")
		}
	}
	for f := range have {
		if _, ok := want[f]; !ok {
			bad(BadRecord, f, "conflict")
		}
	}
	return rows.Err()
}

package store

import (
	"bytes"
	"errors"
	"runtime/debug"
	"slices"

	"guvoh/model"
	"guvoh/model/journal"
)

// intake is what came by a merge.
type intake struct {
	spans []span // entries, by the ids they have here; sorted once all have come
	// doubtful are the ids of entries that were taken back, or came once more with
	// more in them. The sorter may have two under one of them.
	doubtful []span
	leftOut  map[model.ID]string // records left out, with their kinds
	parts    map[int64]*Part     // by stream
	records  *lookup             // numbers of records by their ids
}

// span is a range of ids of entries.
type span struct{ first, last int64 }

func (in *intake) add(id int64) {
	if n := len(in.spans); n > 0 && in.spans[n-1].last == id-1 {
		in.spans[n-1].last = id
		return
	}
	in.spans = append(in.spans, span{id, id})
}

// cameWith reports whether an entry came by this merge while its stream is still
// being taken: its spans are the last ones.
func (in *intake) cameWith(id int64) bool {
	for _, s := range slices.Backward(in.spans) {
		if s.first>>seqBits != id>>seqBits {
			break
		}
		if s.first <= id && id <= s.last {
			return true
		}
	}
	return false
}

// has reports whether an entry came by this merge.
func (in *intake) has(id int64) bool {
	_, ok := slices.BinarySearchFunc(in.spans, id, func(s span, id int64) int {
		switch {
		case s.last < id:
			return -1
		case s.first > id:
			return 1
		}
		return 0
	})
	return ok
}

// takeStreams goes through what the source holds of each stream and takes what
// is not here.
func (m *merging) takeStreams() error {
	m.mine = &intake{
		leftOut: map[model.ID]string{}, parts: map[int64]*Part{}, records: newLookup(),
	}
	theirs, err := m.src.Streams(m.ctx)
	if err != nil {
		return err
	}
	ours, err := m.ours()
	if err != nil {
		return err
	}
	m.meet(theirs, ours)
	if err := m.takeCertificates(theirs, ours); err != nil {
		return err
	}
	var work []*streaming
	for _, s := range theirs {
		w := &streaming{merging: m, theirs: s, ours: ours[s.ID]}
		for _, r := range s.Runs {
			if lacks, n := w.lacks(r); lacks {
				w.runs = append(w.runs, r)
				m.total += n
			}
		}
		if len(w.runs) > 0 {
			work = append(work, w)
		}
	}
	if err := m.haveRoom(work); err != nil {
		return err
	}
	m.total *= 2 // they are read, and then added up
	for _, w := range work {
		if err := w.take(); err != nil {
			return err
		}
	}
	slices.SortFunc(m.mine.spans, func(a, b span) int { return int(a.first - b.first) })
	m.tellParts()
	return m.letGo()
}

// letGo gives memory back that only the taking of streams needed: what comes next
// needs as much of its own.
func (m *merging) letGo() error {
	m.mine.records = nil
	if m.sorter.file == nil {
		return nil
	}
	if err := m.sorter.rest(); err != nil {
		return err
	}
	debug.FreeOSMemory()
	return nil
}

// ours reads what is here of each stream.
func (m *merging) ours() (map[model.ID]*held, error) {
	all, err := m.heldStreams(m.ctx, "")
	if err != nil {
		return nil, err
	}
	out := make(map[model.ID]*held, len(all))
	byN := make(map[int64]*held, len(all))
	for i := range all {
		out[all[i].ID], byN[all[i].n] = &all[i], &all[i]
	}
	rows, err := m.q.QueryContext(m.ctx, "SELECT id >> 36, min(left_out) FROM bare GROUP BY 1")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n, left int64
		if err := rows.Scan(&n, &left); err != nil {
			return nil, err
		}
		if s := byN[n]; s != nil {
			s.bare, s.wanted = true, left == 0 || m.choice.Again
		}
	}
	return out, rows.Err()
}

func (m *merging) tellParts() {
	at := map[Author]int{}
	for n, p := range m.mine.parts {
		p.Author = m.authorOf(n)
		i, again := at[p.Author]
		if !again {
			at[p.Author] = len(m.report.People)
			m.report.People = append(m.report.People, *p)
			continue
		}
		q := &m.report.People[i]
		q.Entries += p.Entries
		if p.From.Before(q.From) {
			q.From = p.From
		}
		if p.To.After(q.To) {
			q.To = p.To
		}
	}
	slices.SortFunc(m.report.People, func(a, b Part) int { return b.Entries - a.Entries })
}

// streaming takes one stream.
type streaming struct {
	*merging
	theirs journal.Stream
	ours   *held // nil: nothing of it is here
	runs   []journal.Run

	action  model.ID // the newest action, so that it is looked up once
	actionN int64
}

// lacks reports whether a run may hold something that is not here, and about
// how much.
func (w *streaming) lacks(r journal.Run) (bool, int) {
	n := int(r.Last - r.First + 1)
	if w.ours == nil {
		return true, n
	}
	if w.ours.wanted {
		return true, n
	}
	for _, o := range w.ours.Runs {
		if r.First < o.First || r.First > o.Last+1 {
			continue
		}
		if r.Last > o.Last {
			return true, int(r.Last - max(o.Last+1, r.First) + 1)
		}
		if r.Last == o.Last {
			return r.Hash != o.Hash, n
		}
		hash, ok, err := w.hashAt(w.ctx, w.ours.n, r.Last)
		return err != nil || !ok || hash != r.Hash, n
	}
	return true, n
}

// Why a run is not taken.
type distrust struct {
	reason QuarantineReason
	seq    uint64 // from where on
}

func (d *distrust) Error() string { return "not taken: " + string(d.reason) }

// take takes the runs of the stream, each as a whole or not at all.
func (w *streaming) take() error {
	if reason := w.claims(); reason != "" {
		for _, r := range w.runs {
			if err := w.quarantine(r, &distrust{reason, r.First}); err != nil {
				return err
			}
		}
		return nil
	}
	for _, r := range w.runs {
		err := error(&distrust{Malformed, r.First})
		if isRun(r) {
			err = w.takeRun(r)
		}
		if no := (*distrust)(nil); errors.As(err, &no) {
			err = w.quarantine(r, no)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// claims judges what the source says of the stream as a whole.
func (w *streaming) claims() QuarantineReason {
	s := &w.theirs
	switch {
	case s.ID.IsZero(), !isAuthor(s.Author), !isTime(millis(s.Started)):
		return Malformed
	case w.ours != nil && !w.ours.onlyNamed():
		return "" // who wrote it is known here, whatever they say
	case s.Device == nil && journal.Signed(s.ID):
		return Unproven // somebody took its device off
	case s.Device == nil:
		return ""
	case !s.Owned():
		return Forged
	}
	return ""
}

// device gives whose signature a run must bear; nil: nobody's.
func (w *streaming) device() []byte {
	if w.ours != nil && !w.ours.onlyNamed() {
		return w.ours.Device
	}
	return w.theirs.Device
}

// takeRun follows the chain of a run, keeps what is not here, and takes it all
// back when the end does not fit.
func (w *streaming) takeRun(r journal.Run) error {
	mark, err := w.mark()
	if err != nil {
		return err
	}
	err = w.follow(r, mark)
	if no := (*distrust)(nil); errors.As(err, &no) {
		if failed := w.takeBack(mark); failed != nil {
			return failed
		}
	}
	return err
}

// mark is where the file stood before a run.
type mark struct {
	record, action int64
	spans          int
	last           int64 // of the last span then
	bare           []int64
	lamport        uint64
	leftOut        []model.ID
	n              int64  // of the stream, when it was new
	newest         uint64 // Lamport number in the run
	named          bool   // the stream was known by its id alone
	fills          bool   // it holds more of entries that are here in part
	entries        int    // of the report
	part           *Part  // of the stream, as it was
}

func (w *streaming) mark() (*mark, error) {
	k := &mark{spans: len(w.mine.spans), lamport: w.db.streams.lamport, entries: w.report.Entries}
	if w.ours != nil && w.mine.parts[w.ours.n] != nil {
		p := *w.mine.parts[w.ours.n]
		k.part = &p
	}
	if k.spans > 0 {
		k.last = w.mine.spans[k.spans-1].last
	}
	err := w.q.QueryRowContext(w.ctx, "SELECT (SELECT coalesce(max(n), 0) FROM record), (SELECT coalesce(max(n), 0) FROM action)").
		Scan(&k.record, &k.action)
	if err != nil {
		return nil, err
	}
	w.records = k.record
	return k, nil
}

// takeBack undoes what a run wrote.
func (w *streaming) takeBack(k *mark) error {
	w.pending.drop()
	for i := k.spans - 1; i < len(w.mine.spans); i++ {
		if i < 0 {
			continue
		}
		s := w.mine.spans[i]
		if i == k.spans-1 {
			s.first = k.last + 1
		}
		if _, err := w.exec("DELETE FROM entry WHERE id BETWEEN ? AND ?", s.first, s.last); err != nil {
			return err
		}
		w.mine.doubtful = append(w.mine.doubtful, s)
	}
	w.mine.spans = w.mine.spans[:k.spans]
	if k.spans > 0 {
		w.mine.spans[k.spans-1].last = k.last
	}
	for _, id := range k.bare {
		if _, err := w.exec("DELETE FROM bare WHERE id = ?", id); err != nil {
			return err
		}
	}
	for _, id := range k.leftOut {
		delete(w.mine.leftOut, id)
	}
	if _, err := w.exec("DELETE FROM record WHERE n > ?", k.record); err != nil {
		return err
	}
	if _, err := w.exec("DELETE FROM action WHERE n > ?", k.action); err != nil {
		return err
	}
	w.mine.records.forgetAbove(k.record)
	w.records = k.record
	w.report.Entries = k.entries
	if n := k.n; n != 0 {
		delete(w.mine.parts, n)
	} else if delete(w.mine.parts, w.ours.n); k.part != nil {
		p := *k.part // it may be needed once more
		w.mine.parts[w.ours.n] = &p
	}
	w.action, w.db.streams.lamport = model.ID{}, k.lamport
	if k.named {
		return w.disown()
	}
	if k.n == 0 {
		return nil
	}
	for _, table := range []string{"stream WHERE n", "signer WHERE stream"} {
		if _, err := w.exec("DELETE FROM "+table+" = ?", k.n); err != nil {
			return err
		}
	}
	w.db.streams.forget([]int64{k.n})
	w.begun = slices.DeleteFunc(w.begun, func(n int64) bool { return n == k.n })
	return nil
}

// held makes the stream known here.
func (w *streaming) held(k *mark) (int64, error) {
	s := &w.theirs
	if w.ours != nil && !w.ours.onlyNamed() {
		return w.ours.n, nil
	}
	if w.ours != nil {
		k.named = true
		return w.ours.n, w.adopt()
	}
	n, err := w.insertStream(s.ID, s.Author, s.Started, journal.First(s.ID), s.Device, s.Nonce)
	if err != nil {
		return 0, err
	}
	k.n = n
	w.ours = &held{Stream: journal.Stream{ID: s.ID, Device: s.Device, Author: s.Author, Started: s.Started}, n: n, hash: journal.First(s.ID)}
	return n, nil
}

// onlyNamed reports whether nothing of the stream is here: other entries name
// its own.
func (h *held) onlyNamed() bool { return h.head == 0 && len(h.holes) == 0 }

// adopt takes over who wrote a stream that was known by its id alone.
func (w *streaming) adopt() error {
	s, o := &w.theirs, w.ours
	o.Device, o.Nonce, o.Author, o.Started = s.Device, s.Nonce, s.Author, s.Started
	if _, err := w.exec("UPDATE stream SET author = ?, started = ? WHERE n = ?", s.Author, s.Started, o.n); err != nil {
		return err
	}
	w.db.streams.add(o.n, s.ID, s.Author, s.Device)
	if s.Device == nil {
		return nil
	}
	_, err := w.exec("INSERT OR REPLACE INTO signer VALUES(?, ?, ?)", o.n, []byte(s.Device), s.Nonce[:])
	return err
}

// disown takes that back.
func (w *streaming) disown() error {
	o := w.ours
	o.Device, o.Nonce, o.Author, o.Started = nil, [16]byte{}, "", 0
	w.db.streams.forget([]int64{o.n})
	w.db.streams.add(o.n, o.ID, "", nil)
	if _, err := w.exec("UPDATE stream SET author = '', started = 0 WHERE n = ?", o.n); err != nil {
		return err
	}
	_, err := w.exec("DELETE FROM signer WHERE stream = ?", o.n)
	return err
}

// follow goes along the chain of a run. What is here already is passed over
// when it is the very same.
func (w *streaming) follow(r journal.Run, k *mark) error {
	first, hash := r.First, r.Previous
	if r.First == 1 {
		hash = journal.First(w.theirs.ID)
	}
	before := w.ours
	if o := w.ours; o != nil && !o.wanted {
		for _, have := range o.Runs { // begin where ours ends: the end proves the rest
			if r.First >= have.First && r.First <= have.Last && r.Last > have.Last {
				first, hash = have.Last+1, have.Hash
			}
		}
	}
	err := w.along(r, first, hash, k)
	if no := (*distrust)(nil); errors.As(err, &no) && first != r.First {
		// It does not grow out of ours: look from its beginning where they part.
		if failed := w.takeBack(k); failed != nil {
			return failed
		}
		if k.n != 0 {
			w.ours = before
		}
		hash = r.Previous
		if r.First == 1 {
			hash = journal.First(w.theirs.ID)
		}
		k.n, k.bare, k.leftOut = 0, nil, nil
		err = w.along(r, r.First, hash, k)
	}
	if no := (*distrust)(nil); errors.As(err, &no) && k.n != 0 {
		w.ours = before
	}
	return err
}

func (w *streaming) along(r journal.Run, first uint64, hash [32]byte, k *mark) error {
	n, err := w.held(k)
	if err != nil {
		return err
	}
	if err := w.joins(n, first, hash); err != nil {
		return err
	}
	proven := false
	k.fills = false
	seq := first - 1
	var got journal.Entry // one for all of them: a run may have millions
	for l, err := range w.src.Links(w.ctx, w.theirs.ID, first, r.Last) {
		if err != nil {
			return err
		}
		if seq++; l.Seq != seq {
			return &distrust{Broken, seq}
		}
		var e *journal.Entry
		committed := l.Committed
		if l.Body != nil {
			w.decoder.Reset()
			got, committed, err = w.decoder.Decode(w.theirs.ID, l.Body)
			if err != nil || len(l.Body) > longestBody || !w.sensible(&got) || w.namesTooMany(&got) {
				return &distrust{Malformed, seq}
			}
			e = &got
		}
		hash = journal.Chain(hash, w.theirs.ID, seq, committed)
		here, err := w.compare(n, seq, hash)
		if err != nil {
			return err
		}
		proven = here.proves
		if err := w.keepLink(n, seq, l, e, committed, hash, here, k); err != nil {
			return err
		}
		if err := w.tick(); err != nil {
			return err
		}
	}
	if err := w.flush(); err != nil {
		return err
	}
	switch {
	case seq != r.Last || hash != r.Hash:
		return &distrust{Broken, first}
	case proven || w.device() == nil:
	case r.Signature == nil:
		return &distrust{Unproven, first}
	case !journal.Verify(w.device(), hash, r.Signature):
		return &distrust{Forged, first}
	}
	if err := w.settle(n, r, k); err != nil || !k.fills {
		return err
	}
	if err := w.fill(n, first, r.Last, k); err != nil {
		return err
	}
	return w.flush()
}

// joins fails unless a run that begins behind something of ours grows out of it.
func (w *streaming) joins(n int64, first uint64, hash [32]byte) error {
	if first == 1 {
		return nil
	}
	ours, ok, err := w.hashAt(w.ctx, n, first-1)
	if err != nil {
		return err
	}
	if ok && ours != hash {
		return &distrust{Forked, first}
	}
	for _, h := range w.ours.holes {
		if h.last == first-1 && h.hash != hash {
			return &distrust{Forked, first}
		}
	}
	return nil
}

// here is what the file has at one place of a stream.
type here struct {
	entry, bare, left bool
	proves            bool // that the chain up to there is the one we know
}

// compare looks at what is here at one place, and fails when it is another.
func (w *streaming) compare(n int64, seq uint64, hash [32]byte) (here, error) {
	var h here
	if w.ours.head == 0 {
		return h, nil
	}
	if seq <= w.ours.head {
		id := entryID(n, seq)
		for _, table := range []string{"entry", "bare"} {
			if table == "bare" && !w.ours.bare {
				continue
			}
			column := "hash, 0"
			if table == "bare" {
				column = "hash, left_out"
			}
			var ours []byte
			var left int
			err := w.q.QueryRowContext(w.ctx, "SELECT "+column+" FROM "+table+" WHERE id = ?", id).Scan(&ours, &left)
			if orNone(err) != nil {
				return h, err
			}
			if err != nil {
				continue
			}
			if !bytes.Equal(ours, hash[:]) {
				return h, &distrust{Forked, seq}
			}
			h.entry, h.bare, h.left = h.entry || table == "entry", h.bare || table == "bare", h.left || left != 0
			h.proves = true
		}
	}
	for _, o := range w.ours.holes {
		if o.last == seq {
			if o.hash != hash {
				return h, &distrust{Forked, seq}
			}
			h.proves = true
		}
	}
	return h, nil
}

package store

import (
	"crypto/sha256"
	"time"
	"unicode/utf8"

	"guvoh/model"
	"guvoh/model/journal"
)

// What a source claims is bounded before any of it is used: nobody but a hostile
// program writes what is refused here.

// longestAuthor bounds the name of a writer, in bytes, as package foreign does.
const longestAuthor = 1 << 10

// longestBody is the largest entry that is read out of a file, in bytes; one that
// is larger nobody could take from us.
const longestBody = 64 << 20

// mostOps is how many fields an entry may write: none of ours has as many.
const mostOps = 2000

// mostStrangers is how many streams a file may know by their ids alone, because
// other entries name them. Each has a line of its own, and costs the sender no
// more than its id.
const mostStrangers = 1 << 15

// mostStreams is how many streams a file may know once a merge has brought more.
// Nobody reads a file with twice as many (see package foreign); what is between is
// for strangers and for the sessions that are still to be written here.
var mostStreams = 1 << 17

// haveRoom fails with [ErrTooManySessions] when a merge would bring more streams
// than the file may have.
func (m *merging) haveRoom(work []*streaming) error {
	more := 0
	for _, w := range work {
		if w.ours == nil {
			more++
		}
	}
	if more == 0 {
		return nil
	}
	var n int
	if err := m.q.QueryRowContext(m.ctx, "SELECT count(*) FROM stream").Scan(&n); err != nil {
		return err
	}
	if n+more > mostStreams {
		return ErrTooManySessions
	}
	return nil
}

// strangers are streams that are named and neither here nor on their way.
type strangers struct {
	coming map[model.ID]bool // those that the source has
	named  map[model.ID]bool
	before int // in the file
}

// meet notes who is here and who comes.
func (m *merging) meet(theirs []journal.Stream, ours map[model.ID]*held) {
	m.strange = strangers{coming: make(map[model.ID]bool, len(theirs)), named: map[model.ID]bool{}}
	for _, s := range theirs {
		m.strange.coming[s.ID] = true
	}
	for _, h := range ours {
		if h.onlyNamed() {
			m.strange.before++
		}
	}
}

// namesTooMany reports whether an entry names more strangers than there is room
// for.
func (w *streaming) namesTooMany(e *journal.Entry) bool {
	s := &w.strange
	for _, o := range e.Ops {
		for _, p := range o.Preds {
			id := p.Op.Stream
			if id == w.theirs.ID || s.coming[id] || w.db.streams.number(id) != 0 {
				continue
			}
			if s.named[id] = true; s.before+len(s.named) > mostStrangers {
				return true
			}
		}
	}
	return false
}

// isAuthor reports whether a name can be a writer's: it is shown, and kept.
func isAuthor(s string) bool { return len(s) <= longestAuthor && utf8.ValidString(s) }

// isTime reports whether a time is in a year that can be written down.
func isTime(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }

// isRun reports whether a run lies within the room that a stream has. Behind it
// begins the room of the next.
func isRun(r journal.Run) bool { return r.First >= 1 && r.Last >= r.First && isSeq(r.Last) }

func isSeq(n uint64) bool { return n >= 1 && n < 1<<seqBits }

// soundPreds reports whether an op does to earlier ones only what ops of its
// field do. What removes values for good, or hides a record, is so always seen
// to be that.
func soundPreds(kind string, o journal.Op) bool {
	for _, p := range o.Preds {
		fits := p.Rel == journal.Replaces || p.Rel == journal.Covers && o.Field == journal.Liveness
		if o.Field == journal.Purged {
			fits = p.Rel == journal.Purges
		}
		if !fits || !isSeq(p.Op.Seq) {
			return false
		}
	}
	return o.Field != journal.PurgedBytes || kind == "evidence" && len(o.Preds) == 0
}

// clipped gives as much of a claimed name as is shown of one that is too long.
func clipped(s string) string {
	const shown = 200
	if len(s) > shown {
		s = s[:shown]
	}
	for len(s) > 0 && !utf8.ValidString(s) {
		s = s[:len(s)-1]
	}
	return s
}

// actionBeside gives the line of an action whose id another session used, too:
// somebody took it, perhaps to keep this one's work out. It gets an id of its
// own here.
func (w *streaming) actionBeside(n int64, e *journal.Entry) (int64, error) {
	stream, _ := w.db.streams.id(uint64(n))
	own := *e
	own.Action = besideAction(stream, e.Action)
	at, err := w.actionOf(n, &own)
	w.action = model.ID{}
	return at, err
}

// besideAction gives the id of that line.
func besideAction(stream, action model.ID) model.ID {
	sum := sha256.Sum256(append(stream[:], action[:]...))
	id := model.ID(sum[:16])
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80
	return id
}

// fits reports whether an entry can be kept beside what is here: its record is
// of the kind that it says.
func (w *streaming) fits(e *journal.Entry) (bool, error) {
	if err := w.flush(); err != nil { // or it is found later
		return false, err
	}
	var kind string
	err := w.q.QueryRowContext(w.ctx, "SELECT kind FROM record WHERE id = ?", e.Record[:]).Scan(&kind)
	return err != nil || kind == e.Kind, orNone(err)
}

// foretells reports whether an entry names what is not written yet in the session
// that is open here. Nobody can have seen that: a new session is begun, whose id
// nobody can guess, or what is written next would be replaced already.
func (t *Tx) foretells(e *journal.Entry) bool {
	for _, o := range e.Ops {
		for _, p := range o.Preds {
			if p.Op.Stream == t.db.session.id && t.db.session.n != 0 && p.Op.Seq > t.db.session.seq {
				return true
			}
		}
	}
	return false
}

package editor

import (
	"strings"
	"time"
)

// edit is one change: at a place, some text gave way to other text.
type edit struct {
	at       pos
	del, ins string
	when     time.Time
}

// history remembers edits for undo and redo, one step per word typed.
type history struct{ undo, redo []edit }

const (
	stepsKept = 5000
	pause     = 2 * time.Second
)

func (h *history) add(e edit) {
	h.redo = nil
	if n := len(h.undo); n > 0 && h.undo[n-1].absorb(e) {
		return
	}
	if len(h.undo) >= stepsKept {
		h.undo = append(h.undo[:0], h.undo[stepsKept/10:]...)
	}
	h.undo = append(h.undo, e)
}

// absorb joins e to the last step when it goes on typing, or deleting, the same word.
func (l *edit) absorb(e edit) bool {
	if e.when.Sub(l.when) > pause || len(e.ins) > 4 || len(e.del) > 4 || e.ins == "\n" || e.del == "\n" {
		return false
	}
	switch {
	case e.del == "" && l.del == "" && after(l.at, l.ins) == e.at && !strings.HasSuffix(l.ins, " "):
		l.ins += e.ins
	case e.ins == "" && l.ins == "" && after(e.at, e.del) == l.at && !strings.HasPrefix(l.del, " "):
		l.del, l.at = e.del+l.del, e.at
	case e.ins == "" && l.ins == "" && e.at == l.at && !strings.HasSuffix(l.del, " "):
		l.del += e.del
	default:
		return false
	}
	l.when = e.when
	return true
}

func pop(from, to *[]edit) (edit, bool) {
	n := len(*from)
	if n == 0 {
		return edit{}, false
	}
	e := (*from)[n-1]
	*from = (*from)[:n-1]
	*to = append(*to, e)
	return e, true
}

// Package finding keeps the index of the open file, beside whatever the person is
// doing.
//
// Its one job is when: words are read into the index after the file was opened
// and after each change, in short turns with pauses between them; then the text
// of new attachments is looked for. What is read, and how, is the store's and
// package exchange's.
//
// Rules of the package: its methods are called on the window's goroutine, and
// what takes time runs away from it, one thing after the other; no turn begins
// while somebody types or moves the mouse, since each holds the file for its
// length; when the file is closed what is going on is given up at once, which
// loses nothing. No search waits for it: what is not in the index yet is looked
// through as it stands, and only texts of attachments cannot be found until they
// were read.
package finding

import (
	"context"
	"strings"
	"time"

	"guvoh/app/desk"
	"guvoh/app/exchange"
	"guvoh/app/task"
	"guvoh/app/tr"
	"guvoh/model/store"
)

const (
	// atFirst is when reading begins once a file was opened: its first screen
	// comes before.
	atFirst = 1500 * time.Millisecond
	// afterSaving is when something that was written is read in.
	afterSaving = 400 * time.Millisecond
	// pause is between two turns, for whatever else wants the file.
	pause = 30 * time.Millisecond
	// afterFailure is when it is tried again: a full disk may have room by then.
	afterFailure = time.Minute
	// quiet is for how long nobody must have touched the window before a turn, and
	// asleep when nobody seems to be there.
	quiet  = 700 * time.Millisecond
	asleep = 20 * time.Second
	// turn is how long one takes while somebody is there, and longTurn else.
	turn     = 40 * time.Millisecond
	longTurn = 250 * time.Millisecond
	// endPatience is how long closing the file waits for what was given up.
	endPatience = 3 * time.Second
)

// Status is what a search does not know by the index yet.
type Status struct {
	Records     int // and pages: a search looks through them one by one
	Attachments int // whose text was not looked for: no search knows it
	Working     bool
	Err         error // why nothing is read in just now; nil when it is
}

// Option changes how the work is done.
type Option func(*Work)

// WithUntouched has the work know for how long nobody has touched the window.
func WithUntouched(since func() time.Duration) Option {
	return func(w *Work) { w.untouched = since }
}

// Work is that of one open file.
type Work struct {
	d         *desk.Desk
	untouched func() time.Duration
	beside    *task.Beside
	texts     *exchange.Texts
	found     *exchange.Extracted // the text of an attachment that is not kept yet
	status    Status
	again     bool // something was written meanwhile
}

// Begin begins to work for the file of a desk. Of one that is open to look only it
// tells how things stand.
func Begin(d *desk.Desk, o ...Option) *Work {
	w := &Work{d: d, beside: task.NewBeside(d.Runner), texts: exchange.NewTexts(d.DB), untouched: func() time.Duration { return asleep }}
	for _, set := range o {
		set(w)
	}
	if d.DB.ReadOnly() {
		w.count()
		return w
	}
	w.wait(atFirst)
	return w
}

// End gives up what is going on, and waits for that a short while.
func (w *Work) End() {
	if w == nil {
		return
	}
	if !w.beside.End(endPatience) {
		return // the worker has been ended by now; its reader goes with the process
	}
	w.texts.Close()
}

// Status gives how things stand.
func (w *Work) Status() Status {
	if w == nil {
		return Status{}
	}
	return w.status
}

// Says tells what no search finds yet, and that nothing more is read in where that
// is so; "" when there is nothing to tell. Of records it says nothing: a search
// looks through those that are left, and tells how many they were.
func (w *Work) Says(p *tr.Printer) string {
	s := w.Status()
	var out []string
	if s.Attachments > 0 {
		out = append(out, p.N("reading.attachments", s.Attachments))
	}
	if s.Err != nil {
		out = append(out, p.T("reading.stopped", tr.V{"Why": desk.Sentence(p, s.Err)}))
	}
	return strings.Join(out, " ")
}

// OnStatus has f hear, on the window's goroutine, that things stand otherwise,
// until off is called. While much is read in it hears so several times a second.
func (w *Work) OnStatus(f func()) (off func()) {
	if w == nil {
		return func() {}
	}
	return w.beside.OnChange(f)
}

// Soon says that something was written: it is read in shortly.
func (w *Work) Soon(c store.Changes) {
	if w == nil || c.Empty() || w.beside.Over() || w.d.DB.ReadOnly() {
		return
	}
	if w.beside.Working() {
		w.again = true
		return
	}
	w.wait(afterSaving)
}

func (w *Work) wait(d time.Duration) { w.beside.Wait(d, w.step) }

// step does the next thing, once nobody types.
func (w *Work) step() {
	if w.beside.Over() || w.beside.Working() {
		return
	}
	still := w.untouched()
	if still < quiet {
		w.wait(quiet - still)
		return
	}
	length := turn
	if still >= asleep {
		length = longTurn
	}
	if w.found != nil {
		w.keep()
		return
	}
	w.readIn(length)
}

// run does something away from the window, and then what follows, unless the
// file was closed meanwhile.
func (w *Work) run(do func(context.Context) error, then func()) {
	w.beside.Run(do, func(err error) {
		if w.status.Err = err; err != nil {
			w.status.Working = false
			w.wait(afterFailure)
		} else {
			then()
		}
		w.beside.Tell()
	})
}

// count only looks how things stand.
func (w *Work) count() {
	var now store.Unsearched
	w.run(func(ctx context.Context) (err error) {
		now, err = w.d.DB.Unsearched(ctx)
		return err
	}, func() { w.status = Status{Records: now.Records, Attachments: now.Attachments} })
}

// readIn reads words in for one turn; when all are, it is the attachments' turn.
// These are counted at the beginning and at the end: it takes a while where there
// are many.
func (w *Work) readIn(length time.Duration) {
	first := !w.status.Working
	w.again, w.status.Working = false, true
	var now store.Unsearched
	w.run(func(ctx context.Context) (err error) {
		if now.Records, err = w.d.DB.ReadIn(ctx, length); err == nil && (first || now.Records == 0) {
			now, err = w.d.DB.Unsearched(ctx)
		}
		return err
	}, func() {
		w.status.Records = now.Records
		if first || now.Records == 0 {
			w.status.Attachments = now.Attachments
		}
		switch {
		case now.Records > 0 || w.again:
			w.wait(pause)
		case now.Attachments > 0:
			w.look()
		default:
			w.rest()
		}
	})
}

// look looks for the text of one attachment. The file is free meanwhile but for
// the moments in which a piece of it is read.
func (w *Work) look() {
	var found exchange.Extracted
	var ok bool
	w.run(func(ctx context.Context) (err error) {
		found, ok, err = w.texts.Next(ctx)
		return err
	}, func() {
		if !ok {
			w.status.Attachments = 0
			w.rest()
			return
		}
		w.found = &found
		w.wait(pause)
	})
}

// keep keeps the text of an attachment.
func (w *Work) keep() {
	found := *w.found
	w.run(func(ctx context.Context) error { return w.texts.Keep(ctx, found) }, func() {
		w.found = nil
		w.status.Attachments = max(w.status.Attachments-1, 0)
		w.wait(pause)
	})
}

// rest ends the work until something is written.
func (w *Work) rest() {
	if w.again {
		w.wait(pause)
		return
	}
	w.status.Working = false
	w.texts.Close()
}

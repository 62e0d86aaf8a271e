// Package teamwork keeps the open file in step with the folder of its team,
// beside whatever the person is doing.
//
// Its one job is when: a pass soon after the file was opened, every minute, and
// shortly after something was written. What a pass does is package team's.
//
// Rules of the package: its methods are called on the window's goroutine, and
// what takes time runs away from it, one thing after the other; a pass waits a
// while for words that are being typed to come into the journal, and what comes
// all the same never slips under them: both stay; when the file is closed a pass
// that is going on is given up first, which loses nothing.
package teamwork

import (
	"context"
	"errors"
	"sync"
	"time"

	"guvoh/app/desk"
	"guvoh/app/task"
	"guvoh/model/store"
	"guvoh/model/team"
)

// When a pass is made. Typing that goes on is asked about again after
// whileTyping; a folder that is not there is looked for as often as any other.
const (
	atFirst     = 3 * time.Second
	every       = time.Minute
	afterSaving = 8 * time.Second
	whileTyping = 4 * time.Second
	// mostTyping is how often it is asked about: who writes for long has
	// colleagues all the same.
	mostTyping = 45
	// endPatience is how long closing the file waits for a pass that was given
	// up: a folder on a line that hangs must not keep a window from locking.
	endPatience = 3 * time.Second
	// longMerge is how long the file may be held by what comes before that is
	// said: whatever a person did next would wait for it.
	longMerge = 1500 * time.Millisecond
)

// pausedKey is the setting of the file that says that a person paused.
const pausedKey = "teamwork.paused"

// verb names changes that came from others.
const verb = "merge"

// State is how things stand between the file and the folder.
type State struct {
	In      bool // this device is in a team, in this file
	Folder  string
	Working bool // a pass is going on
	Paused  bool
	Step    team.Step // of the pass that is going on
	Err     error     // why the last pass broke off; nil when it did not
	Status  team.Status
	Purged  Purged
}

// Purged is what came by the folder and removed something for good, until
// somebody has looked at it: a folder asks nobody before.
type Purged struct {
	Merge   int64 // the first merge that did; 0 for none
	Records int   // in how many records
}

// Work is that of one open file.
type Work struct {
	d       *desk.Desk
	options []team.Option
	beside  *task.Beside
	team    *team.Team // nil while this device is in none
	purged  Purged
	paused  bool
	typing  int  // how often a pass was put off for somebody who types
	again   bool // another pass was asked for meanwhile
	err     error
	status  team.Status
	unsay   func() // ends the watch over a pass that takes long
	parts   int    // merges of the pass that is going on, so far

	mu   sync.Mutex // guards step, which other goroutines touch
	step team.Step
}

// Begin begins to work for the file of a desk. A file that is open to look only
// is left alone.
func Begin(d *desk.Desk, o ...team.Option) *Work {
	w := &Work{d: d, beside: task.NewBeside(d.Runner)}
	w.options = append([]team.Option{team.WithNews(w.arrived)}, o...)
	if d.DB.ReadOnly() {
		return w
	}
	var t *team.Team
	var paused string
	var purged Purged
	w.run(func(ctx context.Context) (err error) {
		if t, err = team.Open(d.DB, w.options...); err == nil {
			paused, err = d.DB.Setting(pausedKey)
		}
		if err == nil {
			purged.Merge, purged.Records, err = d.DB.PurgesUnseen(ctx)
		}
		return err
	}, func(err error) {
		if err != nil {
			if !errors.Is(err, team.ErrNoTeam) {
				w.err = err
				w.beside.Tell()
			}
			return
		}
		w.paused, w.purged = paused != "", purged
		w.enter(t, atFirst)
	})
	return w
}

// enter begins passes with a team.
func (w *Work) enter(t *team.Team, first time.Duration) {
	w.team, w.err = t, nil
	w.status = t.Status()
	w.wait(first)
	w.beside.Tell()
}

// Waits counts what waits for the person: who wants to be let in, who is to be
// believed, and what they should look at.
func (w *Work) Waits() int {
	if w == nil || w.team == nil {
		return 0
	}
	n := len(w.status.Waiting) + len(w.status.Inviters)
	if w.purged.Merge > 0 {
		n++
	}
	for _, p := range w.status.Problems {
		if p.Code != team.Unfinished && p.Code != team.UnknownEpoch {
			n++
		}
	}
	return n
}

// SeePurges says that somebody looks at what was removed for good.
func (w *Work) SeePurges() {
	if err := w.d.DB.SeePurges(); err != nil {
		w.d.Fail(err)
		return
	}
	w.purged = Purged{}
	w.beside.Tell()
}

// End gives up what is going on, and waits for that a short while.
func (w *Work) End() {
	if w == nil {
		return
	}
	w.cancelLong()
	w.beside.End(endPatience)
}

// State gives how things stand.
func (w *Work) State() State {
	s := State{In: w.team != nil, Working: w.beside.Working(), Paused: w.paused, Err: w.err, Status: w.status, Folder: w.status.Folder, Purged: w.purged}
	w.mu.Lock()
	defer w.mu.Unlock()
	s.Step = w.step
	return s
}

// OnState has f hear, on the window's goroutine, that things stand otherwise,
// until off is called.
func (w *Work) OnState(f func()) (off func()) { return w.beside.OnChange(f) }

// Soon says that something was written: it goes to the folder shortly. What came
// from the folder itself needs no hurry.
func (w *Work) Soon(c store.Changes) {
	if w != nil && w.team != nil && !w.beside.Working() && !w.paused && c.Verb != verb && !c.Empty() {
		w.wait(afterSaving)
	}
}

// Now makes a pass at once, also while it is paused.
func (w *Work) Now() { w.pass(true) }

// Pause stops passes until further notice, or has them go on.
func (w *Work) Pause(on bool) {
	w.paused = on
	value := ""
	if on {
		value = "1"
		w.beside.CancelWait()
	}
	w.d.Fail(w.d.DB.SetSetting(pausedKey, value))
	if !on {
		w.pass(false)
	}
	w.beside.Tell()
}

func (w *Work) wait(d time.Duration) { w.beside.Wait(d, func() { w.pass(false) }) }

// run does something away from the window, and then what follows, unless the
// file was closed meanwhile. Only one thing is done at a time.
func (w *Work) run(do func(context.Context) error, then func(error)) {
	w.follow(team.Step{})
	w.beside.Run(do, func(err error) {
		then(err)
		if w.again && !w.beside.Working() {
			w.again = false
			w.pass(true)
		}
	})
}

func (w *Work) follow(s team.Step) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.step = s
}

// pass makes one pass. asked is one that a person wants now.
func (w *Work) pass(asked bool) {
	switch {
	case w.team == nil || w.beside.Over() || w.paused && !asked:
		return
	case w.beside.Working():
		w.again = w.again || asked
		return
	case w.d.Saver.Dirty() && !asked && w.typing < mostTyping:
		w.typing++
		w.wait(whileTyping)
		return
	case asked && !w.d.Saver.Commit():
		return
	}
	w.beside.CancelWait()
	var status team.Status
	var purged Purged
	t, db := w.team, w.d.DB
	w.typing, w.parts = 0, 0
	w.sayLong()
	w.run(func(ctx context.Context) (err error) {
		status, err = t.Sync(ctx, w.follow)
		var unseen error
		purged.Merge, purged.Records, unseen = db.PurgesUnseen(ctx)
		return errors.Join(err, unseen)
	}, func(err error) {
		w.cancelLong()
		w.err, w.status, w.purged = err, status, purged
		if w.status.Folder == "" { // it broke off before it knew
			w.status = t.Status()
		}
		if !w.paused {
			w.wait(every)
		}
		w.beside.Tell()
	})
	w.beside.Tell()
}

// sayLong says that much comes, when it does: the file is held until a merge is
// through, and one of a single long session may take a while. Many short ones hold
// nobody up. Whoever is typing is left alone.
func (w *Work) sayLong() {
	w.cancelLong()
	before := -1 // merges, when it was last looked
	var look func()
	look = func() {
		s := w.State()
		switch {
		case !s.Working || w.beside.Over():
			return
		case s.Step.What != "merge" || w.d.Saver.Dirty():
			before = -1
		case w.parts != before:
			before = w.parts
		default:
			ended := w.beside.Running()
			w.d.Host.Busy(desk.Work{
				Title: "teamwork.merging", Whole: true, Done: func() {},
				Do: func(_ context.Context, step func(done, total int)) { w.await(ended, step) },
			})
			return
		}
		w.unsay = w.d.Runner.After(longMerge/2, look)
	}
	w.unsay = w.d.Runner.After(longMerge/2, look)
}

// await waits until what goes on has ended, and tells how far it is.
func (w *Work) await(ended <-chan struct{}, step func(done, total int)) {
	every := time.NewTicker(200 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case <-ended:
			return
		case <-every.C:
			w.mu.Lock()
			s := w.step
			w.mu.Unlock()
			if s.Total > 0 {
				step(s.Done, s.Total)
			}
		}
	}
}

func (w *Work) cancelLong() {
	if w.unsay != nil {
		w.unsay()
		w.unsay = nil
	}
}

// arrived shows what came by a merge of a pass, before the next of its merges
// begins: somebody who went on from what they see must have seen it. It is called
// where the pass is made, and waits for the window.
func (w *Work) arrived(r store.MergeReport) {
	if r.Merge == 0 {
		return
	}
	c, err := w.d.DB.MergeChanges(w.beside.Context(), r.Merge)
	shown := make(chan struct{})
	w.d.Runner.Do(func() {}, func() {
		defer close(shown)
		if w.beside.Over() {
			return
		}
		w.parts++
		w.d.Fail(err)
		c.Verb = verb
		w.came(r, c)
	})
	select {
	case <-shown:
	case <-w.beside.Context().Done():
	}
}

// came shows what came. Where it concerns a field in which somebody has begun
// to type meanwhile, that is said: what they type will stand beside it.
func (w *Work) came(r store.MergeReport, c store.Changes) {
	if c.Empty() {
		return
	}
	said := ""
	for _, m := range r.Records {
		for _, f := range m.Fields {
			if _, typing := w.d.Saver.Value(m.Record, f.Field); typing && len(f.Came) > 0 {
				said = w.d.Words.T("teamwork.while_typing", map[string]any{
					"Name": f.Came[0].Author.Name, "Field": w.d.Words.Field(m.Kind, f.Field),
				})
			}
		}
	}
	w.d.Host.Changed(c)
	if said != "" {
		w.d.Host.Toast(said, "", nil)
	}
}

// Deed is something that a person does about the team. done hears on the
// window's goroutine how it ended.
type Deed func(ctx context.Context, t *team.Team) error

// Do carries out a deed and makes a pass when it went well.
func (w *Work) Do(deed Deed, done func(error)) {
	t := w.team
	if t == nil {
		done(team.ErrNoTeam)
		return
	}
	w.alone(func(ctx context.Context) error { return deed(ctx, t) }, func(err error) {
		w.status = t.Status()
		done(err)
		if err == nil {
			w.pass(true)
		}
	})
}

// alone waits for a pass that is going on, away from the window, and then does
// something.
func (w *Work) alone(do func(context.Context) error, then func(error)) {
	before := w.beside.Running()
	if !w.beside.Working() {
		before = nil
	}
	w.d.Runner.Do(func() {
		if before != nil {
			<-before
		}
	}, func() {
		if !w.beside.Over() {
			w.beside.CancelWait()
			w.run(do, then)
		}
	})
}

// Found begins a team in a folder; Join asks to be let into the one that is
// there.
func (w *Work) Found(folder string, done func(error)) { w.begin(team.Found, folder, done) }

// Join asks to be let into the team of a folder.
func (w *Work) Join(folder string, done func(error)) { w.begin(team.Join, folder, done) }

type founding func(ctx context.Context, db team.File, folder string, o ...team.Option) (*team.Team, error)

func (w *Work) begin(f founding, folder string, done func(error)) {
	var t *team.Team
	w.alone(func(ctx context.Context) (err error) {
		t, err = f(ctx, w.d.DB, folder, w.options...)
		return err
	}, func(err error) {
		if err == nil {
			w.enter(t, atFirst)
			w.pass(true)
		}
		done(err)
	})
}

// Leave leaves the team, without telling anybody where the folder is not there.
// What is in the file stays in it.
func (w *Work) Leave(done func(error)) {
	t := w.team
	if t == nil {
		done(team.ErrNoTeam)
		return
	}
	w.alone(func(ctx context.Context) error {
		err := t.Leave(ctx)
		if errors.Is(err, team.ErrFolder) {
			err = t.Forget()
		}
		return err
	}, func(err error) {
		if err == nil {
			w.beside.CancelWait()
			w.team, w.status, w.err = nil, team.Status{}, nil
		}
		done(err)
		w.beside.Tell()
	})
}

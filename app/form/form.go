// Package form stands between what is typed and what is kept.
//
// Its one job is the rule of saving: every keystroke is on the disk within a
// second as a draft, and becomes one line of history when the person moves
// on. No save button stands between the words and the disk. What colleagues
// wrote into a field while somebody was typing there was not seen by them: it
// stays beside their words as another value.
//
// It knows no window and is tested without one.
package form

import (
	"context"
	"maps"
	"sync"
	"time"

	"guvoh/model"
	"guvoh/model/store"
)

// DraftDelay is how long typing may go on before what stands is put on the
// disk; a crash loses at most this much.
const DraftDelay = 700 * time.Millisecond

// Keeper is the part of the store that saving needs.
type Keeper interface {
	Do(ctx context.Context, verb string, fn func(*store.Tx) error) (store.Changes, error)
	SetDraft(ctx context.Context, id model.ID, field string, v model.Value) error
	Merged() int64
}

// Runner runs work away from the window; see package task.
type Runner interface {
	Do(work, done func())
	After(d time.Duration, f func()) (cancel func())
}

// Saver keeps what is typed into the records of one file. Its methods are
// called on the window's goroutine.
type Saver struct {
	keeper   Keeper
	runner   Runner
	kept     func(store.Changes) // hears of everything that was journalled
	failed   func(error)         // hears when the disk refuses; the words stay pending
	pending  map[key]model.Value // typed, not yet journalled
	unsaved  map[key]model.Value // of these, not yet on the disk even as a draft
	since    map[key]int64       // of these, the newest merge of the file when typing began
	waiting  bool                // a draft is due
	writing  sync.Mutex          // held while drafts are being written
	failing  bool                // a failure is being said
	drafting bool                // drafts are on their way to the disk
	refused  error               // why the disk did not take the last words; nil once it did
	told     func()              // hears that words stand otherwise; may be nil
}

// State is how what is typed stands.
type State struct {
	Saving bool  // something is not on the disk yet, not even as a draft
	Err    error // why the disk refused the last words; nil once it took them
}

// State gives how what is typed stands now.
func (s *Saver) State() State {
	return State{Saving: s.drafting || len(s.unsaved) > 0, Err: s.refused}
}

// OnState has f hear that what is typed stands otherwise; only the last f does.
func (s *Saver) OnState(f func()) { s.told = f }

func (s *Saver) tell() {
	if s.told != nil {
		s.told()
	}
}

type key struct {
	record model.ID
	field  string
}

// NewSaver makes the saver of a file. kept and failed may not be nil.
func NewSaver(k Keeper, r Runner, kept func(store.Changes), failed func(error)) *Saver {
	return &Saver{
		keeper: k, runner: r, kept: kept, failed: failed,
		pending: map[key]model.Value{}, unsaved: map[key]model.Value{}, since: map[key]int64{},
	}
}

// Type takes note of what now stands in a field while somebody is typing.
func (s *Saver) Type(id model.ID, field string, v model.Value) {
	k := key{id, field}
	if _, typing := s.pending[k]; !typing {
		s.since[k] = s.keeper.Merged()
	}
	known := len(s.unsaved) > 0
	s.pending[k], s.unsaved[k] = v, v
	if !known {
		s.tell()
	}
	if !s.waiting {
		s.waiting = true
		s.runner.After(DraftDelay, s.draft)
	}
}

// Value gives what stands in a field while it is being typed; ok is false
// when nothing is pending there.
func (s *Saver) Value(id model.ID, field string) (v model.Value, ok bool) {
	v, ok = s.pending[key{id, field}]
	return v, ok
}

// Dirty reports whether anything typed is not yet in the journal.
func (s *Saver) Dirty() bool { return len(s.pending) > 0 }

// draft puts what is being typed on the disk, away from the window.
func (s *Saver) draft() {
	s.waiting = false
	batch := s.unsaved
	if len(batch) == 0 {
		return
	}
	s.unsaved, s.drafting = map[key]model.Value{}, true
	s.writing.Lock() // until they are written: Commit waits, so that no draft lands after the final words
	var err error
	s.runner.Do(func() {
		defer s.writing.Unlock()
		for k, v := range batch {
			if e := s.keeper.SetDraft(context.Background(), k.record, k.field, v); e != nil {
				err = e
			}
		}
	}, func() {
		s.drafting = false
		if err == nil {
			if len(s.unsaved) == 0 {
				s.refused = nil
			}
			s.tell()
			return
		}
		s.refused = err
		for k, v := range batch {
			if _, newer := s.unsaved[k]; !newer && s.pending[k] == v {
				s.unsaved[k] = v
			}
		}
		s.tell()
		s.failed(err)
	})
}

// Commit journals everything typed, as one action a record: when the keyboard
// leaves a field, before another action, when the window closes. On failure
// the words stay pending and the reason goes to failed; Commit then gives false.
//
// It may be called again by those who hear of what was kept or has failed: a
// screen that shows itself anew takes the keyboard from a field, and that
// commits.
func (s *Saver) Commit() bool {
	if len(s.pending) == 0 {
		return true
	}
	if s.failing { // the message of a failure took the keyboard
		return false
	}
	s.awaitDrafts()
	ids := map[model.ID]bool{}
	for k := range s.pending {
		ids[k.record] = true
	}
	ok := true
	for id := range ids {
		ok = s.commit(id) && ok
	}
	return ok
}

// awaitDrafts waits for drafts that are being written, so that none lands
// after the final words.
func (s *Saver) awaitDrafts() {
	s.writing.Lock()
	defer s.writing.Unlock()
}

// commit journals what is now pending for a record.
func (s *Saver) commit(id model.ID) bool {
	values, since := map[string]model.Value{}, map[string]int64{}
	for k, v := range s.pending {
		if k.record == id {
			values[k.field], since[k.field] = v, s.since[k]
		}
	}
	if len(values) == 0 { // kept meanwhile
		return true
	}
	c, err := s.keeper.Do(context.Background(), "edit", func(tx *store.Tx) error {
		r, err := tx.Get(id)
		if err != nil {
			return err
		}
		r.Values = maps.Clone(values)
		return tx.PutSince(r, since)
	})
	if err != nil {
		s.refused = err
		s.tell()
		s.failing = true
		s.failed(err)
		s.failing = false
		return false
	}
	for f := range values {
		delete(s.pending, key{id, f})
		delete(s.unsaved, key{id, f})
		delete(s.since, key{id, f})
	}
	if len(s.pending) == 0 {
		s.refused = nil
	}
	s.tell()
	if !c.Empty() {
		s.kept(c)
	}
	return true
}

// Forget drops what is pending for a record that is being deleted.
func (s *Saver) Forget(id model.ID) {
	drop := func(k key, _ model.Value) bool { return k.record == id }
	maps.DeleteFunc(s.pending, drop)
	maps.DeleteFunc(s.unsaved, drop)
	maps.DeleteFunc(s.since, func(k key, _ int64) bool { return k.record == id })
}

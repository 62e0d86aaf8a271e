package composer

import (
	"context"
	"time"

	"guvoh/app/compose"
	"guvoh/model"
	"guvoh/model/store"
)

// thinking is what is worked out away from the window: the document as it would
// be, and what the gate says of it.
type thinking struct {
	snap    *model.Snapshot // as last read; nil: to be read
	read    int             // grows whenever what was read is no longer true
	fresh   []model.ID      // rows of the dossier that changed since
	typing  map[model.ID]map[string]bool
	waiting bool // it begins soon
	running bool
	again   bool // something changed meanwhile
	over    bool // the screen was left
	annexes annexes
}

// pause is how long a change waits for others to come. What is missing is said
// within three tenths of a second, and not at every letter.
const pause = 150 * time.Millisecond

// composed are the kinds of which a dossier is made. Their records are put into
// the snapshot one by one, since they change at every step.
var composed = map[string]bool{"dossier": true, "paragraph": true, "exhibit": true, "answer": true, "exception": true}

// heard takes note of what an action wrote.
func (s *Screen) heard(c store.Changes) {
	for id, kind := range c.Records {
		if !composed[kind] {
			s.think.snap = nil
			s.think.read++
			s.side.facts.stale = true
		} else {
			s.think.fresh = append(s.think.fresh, id)
		}
		delete(s.think.typing, id)
	}
	s.soon()
}

// typed takes note that somebody types into a field of the dossier.
func (s *Screen) typed(id model.ID, field string, v model.Value) {
	s.d.Saver.Type(id, field, v)
	t := &s.think
	if t.typing == nil {
		t.typing = map[model.ID]map[string]bool{}
	}
	if t.typing[id] == nil {
		t.typing[id] = map[string]bool{}
	}
	t.typing[id][field] = true
	s.head.say("state.saving")
	s.soon()
}

// soon has the dossier looked at again in a moment.
func (s *Screen) soon() {
	t := &s.think
	switch {
	case t.over || t.waiting:
	case t.running:
		t.again = true
	default:
		t.waiting = true
		s.d.Runner.After(pause, func() {
			t.waiting = false
			s.begin()
		})
	}
}

// begin looks at the dossier, away from the window.
func (s *Screen) begin() {
	t := &s.think
	if t.over || t.running || s.profile == nil {
		return
	}
	t.running = true
	base, fresh, read := t.snap, t.fresh, t.read
	t.fresh = nil
	db, in := s.d.DB, s.in
	look := compose.Input{Profile: s.profile, Dossier: s.id, Words: s.words(), Reader: s.d.Words, At: s.tools.Now(), Held: t.annexes.held}
	typed := s.typedNow()
	facts := s.side.facts.order()
	stale := s.middle.order()
	var v *compose.View
	var err error
	s.d.Runner.Do(func() {
		ctx := context.Background()
		if base == nil {
			base, err = db.Snapshot(ctx, in)
		} else if len(fresh) > 0 {
			var rs []model.Record
			for _, id := range fresh {
				if r, e := db.Get(ctx, id); e == nil {
					rs = append(rs, r)
				}
			}
			base = compose.With(base, rs...)
		}
		if err != nil {
			return
		}
		look.Snapshot = overlay(base, typed)
		v = compose.Look(look)
		facts.work(v)
		stale.work(ctx, v)
	}, func() {
		t.running = false
		if t.over {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		if t.read == read {
			t.snap = base
		}
		facts.done()
		stale.done()
		s.take(v)
		t.annexes.lookInto(s, v, read)
		if t.again {
			t.again = false
			s.soon()
		}
	})
}

// typedNow gives what is being typed into rows of the dossier.
func (s *Screen) typedNow() map[model.ID]map[string]model.Value {
	out := map[model.ID]map[string]model.Value{}
	for id, fields := range s.think.typing {
		for f := range fields {
			if v, pending := s.d.Saver.Value(id, f); pending {
				if out[id] == nil {
					out[id] = map[string]model.Value{}
				}
				out[id][f] = v
			}
		}
	}
	return out
}

// overlay puts what is being typed into a snapshot.
func overlay(s *model.Snapshot, typed map[model.ID]map[string]model.Value) *model.Snapshot {
	var rs []model.Record
	for id, values := range typed {
		r, ok := s.Get(id)
		if !ok {
			continue
		}
		was := r.Values
		r.Values = make(map[string]model.Value, len(was)+len(values))
		for f, v := range was {
			r.Values[f] = v
		}
		for f, v := range values {
			r.Values[f] = v
		}
		rs = append(rs, r)
	}
	if len(rs) == 0 {
		return s
	}
	return compose.With(s, rs...)
}

// take shows a view that was worked out.
func (s *Screen) take(v *compose.View) {
	first := s.view == nil
	s.view = v
	v.Sections[0].Title = s.d.Words.T("compose.cover")
	if v.Section(s.section) == nil {
		s.section = compose.Cover
	}
	s.showOutline()
	s.head.show()
	if first || s.middle.at != s.section {
		s.middle.show()
	} else {
		s.middle.update()
	}
	s.side.refresh()
	if !s.d.Saver.Dirty() {
		s.head.say("state.saved")
	}
}

// keepTime has the hours of the registry told again each minute.
func (s *Screen) keepTime() {
	if s.profile == nil || s.profile.Hours == nil {
		return
	}
	s.tick = s.d.Runner.After(time.Minute, func() {
		s.head.show()
		s.keepTime()
	})
}

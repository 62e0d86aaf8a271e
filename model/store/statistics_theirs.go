package store

import (
	"errors"

	"guvoh/model"
)

// readTheirs finds the events and the cases that tell of nobody but those of whom
// nothing may be counted, by the rule of all that leaves: see [DB.TellsOf]. It asks
// only what they are named in, for of all else it is known.
func (c *counting) readTheirs() error {
	c.theirs, c.theirFiles = map[int64]bool{}, map[int32]bool{}
	absent := map[model.ID]bool{}
	for at := range c.whos {
		if c.absent[c.one1(at)] {
			absent[c.book.ids[at]] = true
		}
	}
	t := &finding{counting: c, telling: c.tellsOf(absent), asked: map[model.ID]bool{}}
	for id := range absent {
		if err := t.around(id); err != nil {
			return err
		}
	}
	return nil
}

// finding is how they are found.
type finding struct {
	*counting
	telling *Telling
	asked   map[model.ID]bool
}

// around asks of the cases and the events in which somebody is named.
func (f *finding) around(person model.ID) error {
	for _, by := range []struct{ kind, field, of string }{{"participant", "person", "case"}, {"event", "persons", ""}, {"act", "victim", "event"}} {
		rs, err := f.linked(f.ctx, by.kind, by.field, person)
		if err != nil {
			return err
		}
		for _, r := range rs {
			id := r.ID
			if by.of != "" {
				id = r.Ref(by.of)
			}
			if err := f.ask(id); err != nil {
				return err
			}
		}
	}
	return nil
}

// ask asks of one case or event; of a case that is theirs also of all its events.
func (f *finding) ask(id model.ID) error {
	if id.IsZero() || f.asked[id] {
		return nil
	}
	f.asked[id] = true
	r, err := f.row(f.ctx, id)
	if errors.Is(err, ErrNotFound) || err == nil && r.record.Deleted {
		return nil
	}
	if err != nil {
		return err
	}
	if tells, err := f.telling.tells(f.ctx, r.record); !tells || err != nil {
		return err
	}
	if r.record.Kind != "case" {
		f.theirs[r.n] = true
		return nil
	}
	f.theirFiles[f.book.id([]byte(id.String()))] = true
	events, err := f.linked(f.ctx, "event", "cases", id)
	if err != nil {
		return err
	}
	for _, e := range events {
		if err := f.ask(e.ID); err != nil {
			return err
		}
	}
	return nil
}

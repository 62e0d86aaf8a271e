package redact

import (
	"slices"

	"guvoh/model"
)

// leaveAbsent leaves out what tells of those alone of whom nothing may be in the
// document, by the one rule for all that leaves ([model.Telling]), and then whom and
// what nothing else leads to: their sister, the house in which they were hidden, a
// word that somebody added for what was done to them.
func (r *redactor) leaveAbsent() error {
	absent := map[model.ID]bool{}
	for id, h := range r.result.Hidden {
		if h.Absent {
			absent[id] = true
		}
	}
	if len(absent) == 0 {
		return nil
	}
	theirs := map[model.ID]bool{}
	elsewhere := func(model.ID) (bool, error) { return false, nil }
	if r.plan.Tells != nil {
		elsewhere = r.plan.Tells(absent)
	}
	telling := model.NewTelling(r.s.Schema, r.s, absent)
	telling.Spare(r.s.Case.ID)
	for _, k := range r.s.Schema.Kinds() {
		for _, x := range r.s.OfKind(k.Name) {
			tells, err := telling.TellsRecord(x), error(nil)
			if !tells {
				tells, err = elsewhere(x.ID)
			}
			if err != nil {
				return err
			}
			if tells {
				theirs[x.ID] = true
			}
		}
	}
	without := r.led(theirs)
	for id := range r.led(nil) {
		if !without[id] {
			theirs[id] = true
		}
	}
	for id := range theirs {
		r.gone[id] = About
	}
	return nil
}

// things are kinds that belong to no case: they are in a document because something
// else leads to them.
var things = []string{"person", "place", "organisation"}

// leading is how whom and what records lead to is followed.
type leading struct {
	r       *redactor
	without map[model.ID]bool
	led     map[model.ID]bool
	of      map[model.ID]bool   // persons who have a part in the case
	words   map[string]model.ID // the users' own
	queue   []model.Record
}

// led gives the things, and the users' own words, to which anything leads when some
// records are not there.
func (r *redactor) led(without map[model.ID]bool) map[model.ID]bool {
	l := &leading{r: r, without: without, led: map[model.ID]bool{}, of: map[model.ID]bool{}, words: map[string]model.ID{}}
	for _, t := range r.s.OfKind("term") {
		l.words[model.CustomTermID(t.ID)] = t.ID
	}
	for _, k := range r.s.Schema.Kinds() {
		leads := !slices.Contains(things, k.Name) && !slices.Contains(things, k.ParentKind()) && !slices.Contains(undoing, k.Name) &&
			k.Name != "relationship" && k.Name != "term"
		for _, x := range r.s.OfKind(k.Name) {
			if without[x.ID] || !leads {
				continue
			}
			l.queue = append(l.queue, x)
			if k.Name == "participant" {
				l.of[x.Ref("person")] = true
			}
		}
	}
	for len(l.queue) > 0 {
		x := l.queue[0]
		l.queue = l.queue[1:]
		l.follow(x)
	}
	return l.led
}

// follow goes along what a record points at.
func (l *leading) follow(x model.Record) {
	k := l.r.s.Schema.Kind(x.Kind)
	for _, f := range k.Fields {
		switch v := x.Get(f.Name); f.Type {
		case model.Ref:
			l.to(v.Ref())
		case model.Refs:
			for _, id := range v.Refs() {
				l.to(id)
			}
		case model.Term, model.Terms:
			for _, word := range v.List() {
				if id, own := l.words[word]; own {
					l.led[id] = true
				}
			}
		}
	}
}

// to comes to a thing, and goes on along its rows and, for somebody of the case, to
// those to whom they stand in some relationship.
func (l *leading) to(id model.ID) {
	x, there := l.r.s.Get(id)
	if !there || l.led[id] || l.without[id] || !slices.Contains(things, x.Kind) {
		return
	}
	l.led[id] = true
	l.queue = append(l.queue, x)
	for _, k := range l.r.s.Schema.Kinds() {
		if k.ParentKind() != x.Kind {
			continue
		}
		for _, row := range l.r.s.Rows(k.Name, id) {
			l.row(row)
		}
	}
	if !l.of[id] {
		return
	}
	for _, field := range []string{"person", "other"} {
		for _, tie := range l.r.s.Linked("relationship", field, id) {
			l.row(tie)
		}
	}
}

func (l *leading) row(x model.Record) {
	if !l.without[x.ID] {
		l.queue = append(l.queue, x)
	}
}

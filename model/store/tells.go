package store

import (
	"context"
	"maps"
	"time"

	"guvoh/model"
)

// Telling knows which records of the file tell of some persons alone, by the rule of
// [model.Telling]. It is for one goroutine.
type Telling struct {
	from  fromFile
	rules *model.Telling
	none  bool              // of nobody
	met   map[model.ID]bool // persons, places and organisations: whether they are met by it only
}

// TellsOf gives what knows which records tell of these persons and of nobody else:
// what leaves the file without them leaves without these, and without whom and what is
// met by these only.
func (db *DB) TellsOf(persons map[model.ID]bool) *Telling { return db.view().tellsOf(persons) }

func (v view) tellsOf(persons map[model.ID]bool) *Telling {
	t := &Telling{from: fromFile{view: v}, none: len(persons) == 0, met: map[model.ID]bool{}}
	t.rules = model.NewTelling(v.db.Schema(), &t.from, persons)
	return t
}

// Tells reports whether a record tells of one of the persons alone, or is somebody or
// something that is met by such records only: their sister, their home. One that is
// not there tells nothing.
func (t *Telling) Tells(ctx context.Context, id model.ID) (bool, error) {
	if t.none || id.IsZero() {
		return false, nil
	}
	r, err := t.from.row(ctx, id)
	if err == ErrNotFound {
		return false, nil
	}
	if err != nil {
		return true, classify(err)
	}
	if tells, err := t.tells(ctx, r.record); tells || err != nil {
		return tells, err
	}
	k := t.from.db.Schema().Kind(r.record.Kind)
	switch {
	case k == nil:
		return false, nil
	case isThing(k.Name):
		return t.metOnly(ctx, r.record)
	case isThing(k.ParentKind()):
		return t.Tells(ctx, r.record.Ref(k.Parent))
	}
	return false, nil
}

// isThing tells kinds that belong to no case: one meets them because something else
// leads there.
func isThing(kind string) bool { return kind == "person" || kind == "place" || kind == "organisation" }

// metOnly reports whether only what tells of the persons leads to somebody or
// something. One to which nothing leads is met by itself.
func (t *Telling) metOnly(ctx context.Context, r model.Record) (met bool, err error) {
	if met, known := t.met[r.ID]; known {
		return met, nil
	}
	t.met[r.ID] = false // while it is found out
	field, source := "", int64(0)
	for {
		heads, err := t.from.heads(ctx, `SELECT r.n, r.id, r.kind, r.deleted, l.field, '', NULL
			FROM link l JOIN record r ON r.n = l.source WHERE l.target = ? AND (l.field, l.source) > (?, ?)
			ORDER BY l.field, l.source LIMIT ?`, r.ID[:], field, source, leadsAtOnce)
		if err != nil {
			return true, err
		}
		for _, h := range heads {
			field, source = h.label, h.n
			k := t.from.db.Schema().Kind(h.record.Kind)
			if k == nil || h.record.Deleted || field == k.Parent && k.ParentKind() == r.Kind || h.record.Kind == "judgement" || h.record.Kind == "pseudonym" {
				continue // what is its own does not lead to it
			}
			if met, err = t.Tells(ctx, h.record.ID); !met || err != nil {
				return err != nil, err
			}
		}
		if len(heads) < leadsAtOnce {
			t.met[r.ID] = met
			return met, nil
		}
	}
}

// leadsAtOnce is how many of the links to something are read at one go: the first
// often says that others lead there, too, and to a city there are thousands.
const leadsAtOnce = 64

// tells reports whether a record that was read tells of one of the persons alone.
func (t *Telling) tells(ctx context.Context, r model.Record) (bool, error) {
	t.from.ctx = ctx
	tells := t.rules.TellsRecord(r)
	if t.from.err != nil { // what the rules found counts for nothing, now and later
		return true, classify(t.from.err)
	}
	return tells, nil
}

// fromFile reads the records of the file for rules that know no file. It keeps the
// first error.
type fromFile struct {
	view
	ctx context.Context
	err error
}

// Get reads a record, also one that was deleted.
func (r *fromFile) Get(id model.ID) (model.Record, bool) {
	if id.IsZero() || r.err != nil {
		return model.Record{}, false
	}
	row, err := r.row(r.ctx, id)
	if err == ErrNotFound {
		return model.Record{}, false
	}
	r.err = err
	return row.record, err == nil
}

// Linked reads the records of a kind that point at one; of one that was deleted those,
// too, that went with it.
func (r *fromFile) Linked(kind, field string, id model.ID) []model.Record {
	if id.IsZero() || r.err != nil {
		return nil
	}
	var all []model.Record
	all, r.err = r.list(r.ctx, chooseRecord+`n IN (SELECT source FROM link WHERE target = ?1 AND field = ?2)
		AND +kind = ?3 AND +deleted <= (SELECT coalesce(max(deleted), 0) FROM record WHERE id = ?1)`, id[:], field, kind)
	return all
}

// Refusing gives everybody who said no to one of some purposes, or took their yes
// back, for whatever case.
func (db *DB) Refusing(ctx context.Context, purposes ...string) (map[model.ID]bool, error) {
	v := db.view()
	out, seen := map[model.ID]bool{}, map[model.ID]bool{}
	for _, purpose := range purposes {
		said, err := v.list(ctx, chooseRecord+"kind = 'consent' AND deleted = 0 AND n IN (SELECT n FROM consent WHERE purpose = ? AND (decision = 'no' OR withdrawn IS NOT NULL))", purpose)
		if err != nil {
			return nil, classify(err)
		}
		clear(seen)
		for _, c := range said {
			id := c.Ref("person")
			if seen[id] || out[id] {
				continue
			}
			seen[id] = true
			if out[id], err = v.refuses(ctx, id, purpose); err != nil {
				return nil, classify(err)
			}
		}
	}
	maps.DeleteFunc(out, func(_ model.ID, no bool) bool { return !no })
	return out, nil
}

// refuses reports whether somebody's word on a purpose comes to a no, in one of their
// cases or for any.
func (v view) refuses(ctx context.Context, person model.ID, purpose string) (bool, error) {
	said, err := v.linked(ctx, "consent", "person", person)
	if err != nil {
		return true, err
	}
	cases, err := v.casesOf(ctx, person, 0)
	if err != nil {
		return true, err
	}
	for _, c := range append(cases, model.ID{}) {
		answers := model.Consents{Records: said, Case: c, Today: v.db.opts.now().Format(time.DateOnly)}
		if state, _ := answers.On(purpose); state.No() {
			return true, nil
		}
	}
	return false, nil
}

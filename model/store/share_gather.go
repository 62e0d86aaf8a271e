package store

import (
	"context"
	"maps"
	"slices"

	"guvoh/model"
)

// choosing is which records go along in a share or a snapshot.
type choosing struct {
	view
	leaveOut map[model.ID]bool // persons
	composed bool              // dossiers go along
	deleted  bool              // deleted records do
	// further refuses what does not go for other reasons; it may be nil.
	further func(model.Record) bool

	behind  map[model.ID]bool // records of such
	telling *Telling          // of those who are left out
	refused map[model.ID]refusal
	now     map[model.ID]bool // records whose history stays here
	only    map[model.ID]bool // cases of which only the reference goes along
	chosen  map[model.ID]model.Record
	order   []model.ID // of the chosen
}

// refusal is why a record does not go along.
type refusal byte

const (
	goesAlong refusal = iota
	isTheirs          // it tells of persons alone who are left out
	isComposed
	isFurther
)

// choose gathers the cases, each by itself, so that nobody comes along by being
// in one of them and known in the other. Of one that tells of nobody but those who
// are left out only the reference goes along: whoever gets it was to have that case.
func (c *choosing) choose(ctx context.Context, cases []model.ID) error {
	c.refused, c.chosen = map[model.ID]refusal{}, map[model.ID]model.Record{}
	c.only, c.behind = map[model.ID]bool{}, map[model.ID]bool{}
	c.telling = c.tellsOf(c.leaveOut)
	if len(cases) == 0 {
		return ErrNotFound
	}
	for _, id := range cases {
		r, err := c.row(ctx, id)
		if err != nil {
			return err
		}
		if r.record.Kind != "case" || r.record.Deleted {
			return ErrNotFound
		}
		if why, err := c.why(ctx, r.record); err != nil {
			return err
		} else if why == isTheirs {
			if err := c.onlyReference(ctx, r); err != nil {
				return err
			}
			continue
		}
		if err := c.gather(ctx, id, func(g *gathering) error { return g.all(ctx, r) }); err != nil {
			return err
		}
	}
	return c.profiles(ctx)
}

// onlyReference takes the reference of a case, and counts what stays of it.
func (c *choosing) onlyReference(ctx context.Context, r row) error {
	c.only[r.record.ID] = true
	c.take(referenced(r.record))
	g := newGathering(c.view, r.record.ID)
	g.deleted = c.deleted
	if err := g.all(ctx, r); err != nil {
		return err
	}
	for _, r := range g.records {
		c.behind[r.ID] = true
	}
	return nil
}

// byReference is the field by which a case is known of which nothing may be told.
const byReference = "reference"

// referenced is what goes along of a case that tells of nobody but those who are left out.
func referenced(c model.Record) model.Record {
	out := model.Record{ID: c.ID, Kind: c.Kind, Values: map[string]model.Value{}}
	out.Set(byReference, c.Get(byReference))
	return out
}

// gather adds what a gathering takes.
func (c *choosing) gather(ctx context.Context, id model.ID, fill func(*gathering) error) error {
	g := newGathering(c.view, id)
	g.deleted = c.deleted
	g.refuse = func(ctx context.Context, r model.Record) (bool, error) {
		why, err := c.why(ctx, r)
		return why != goesAlong, err
	}
	if err := fill(g); err != nil {
		return err
	}
	for _, r := range g.records {
		c.take(r)
	}
	return nil
}

func (c *choosing) take(r model.Record) {
	if _, again := c.chosen[r.ID]; !again {
		c.order = append(c.order, r.ID)
	}
	c.chosen[r.ID] = r
}

// why says why a record does not go along.
func (c *choosing) why(ctx context.Context, r model.Record) (refusal, error) {
	if why, known := c.refused[r.ID]; known {
		return why, nil
	}
	c.refused[r.ID] = goesAlong // while it is found out, so that a circle ends
	why, err := c.find(ctx, r)
	c.refused[r.ID] = why
	return why, err
}

func (c *choosing) find(ctx context.Context, r model.Record) (refusal, error) {
	k := c.db.base.Kind(r.Kind)
	if k == nil {
		return isFurther, nil // nobody here can say whom it is about
	}
	if tells, err := c.telling.tells(ctx, r); tells || err != nil {
		return isTheirs, err
	}
	switch {
	case k.Composed && !c.composed:
		return isComposed, nil
	case c.further == nil:
		return goesAlong, nil
	case c.further(r):
		return isFurther, nil
	}
	for _, field := range append([]string{k.Parent}, model.RestsOn(r.Kind)...) {
		if why, err := c.whyOf(ctx, r.Ref(field)); why == isFurther || err != nil {
			return why, err
		}
	}
	return goesAlong, nil
}

func (c *choosing) whyOf(ctx context.Context, id model.ID) (refusal, error) {
	if id.IsZero() {
		return goesAlong, nil
	}
	r, err := c.row(ctx, id)
	if err == ErrNotFound {
		return goesAlong, nil
	}
	if err != nil {
		return goesAlong, err
	}
	return c.why(ctx, r.record)
}

// profiles takes the users' own profiles by which the dossiers are composed.
func (c *choosing) profiles(ctx context.Context) error {
	if !c.composed {
		return nil
	}
	keys := map[string]bool{}
	for _, r := range c.chosen {
		if r.Kind == "dossier" {
			keys[r.Text("profile")] = true
		}
	}
	if len(keys) == 0 {
		return nil
	}
	rs, err := c.list(ctx, chooseRecord+"kind = 'profile' AND deleted = 0")
	for _, r := range rs {
		if keys[r.Text("key")] {
			c.take(r)
		}
	}
	return err
}

// own takes the users' own words and fields of which used names the ids, as
// they stand in records. Without them the values could not be named elsewhere.
func (c *choosing) own(ctx context.Context, used map[string]bool) error {
	rs, err := c.list(ctx, chooseRecord+"kind IN ('term', 'field') AND deleted <= ?", c.deleted)
	if err != nil {
		return err
	}
	var vocabularies []string // of fields that are used: their words are offered in forms
	for _, r := range rs {
		if r.Kind == "field" && used[model.CustomFieldName(r.ID)] {
			c.take(r)
			vocabularies = append(vocabularies, r.Text("vocabulary"))
		}
	}
	for _, r := range rs {
		if r.Kind == "term" && (used[model.CustomTermID(r.ID)] || c.db.base.Vocabulary(r.Text("vocabulary")) == nil && slices.Contains(vocabularies, r.Text("vocabulary"))) {
			c.take(r)
		}
	}
	return nil
}

// usedIn notes the ids of users' own words and fields that values hold.
func usedIn(used map[string]bool, field string, v model.Value) {
	if len(field) == ownLength && field[:2] == "x_" {
		used[field] = true
	}
	if len(v) < ownLength {
		return
	}
	for _, word := range v.List() {
		if len(word) == ownLength && word[:2] == "x_" {
			used[word] = true
		}
	}
}

// ownLength is the length of the id of a user's own word or field.
const ownLength = 2 + 32

// count counts the chosen records of a kind.
func (c *choosing) count(kind string) (n int) {
	for _, r := range c.chosen {
		if r.Kind == kind {
			n++
		}
	}
	return n
}

// leftOut counts what was met and does not go along.
func (c *choosing) leftOut() (out LeftOut) {
	out.Persons = len(c.leaveOut)
	all := maps.Clone(c.behind)
	for id, why := range c.refused {
		all[id] = all[id] || why != goesAlong
	}
	for id, stays := range all {
		if _, goes := c.chosen[id]; stays && !goes && !c.leaveOut[id] {
			out.Records++
		}
	}
	return out
}

package store

import (
	"context"
	"slices"

	"guvoh/model"
)

// choosing is which records go along in a share or a snapshot.
type choosing struct {
	view
	leaveOut map[model.ID]bool // persons
	composed bool              // dossiers go along
	deleted  bool              // deleted records do
	events   bool              // an event of which only persons are named who are left out is about them
	// further refuses what does not go for other reasons; it may be nil.
	further func(model.Record) bool

	refused map[model.ID]refusal
	chosen  map[model.ID]model.Record
	order   []model.ID // of the chosen
}

// refusal is why a record does not go along.
type refusal byte

const (
	goesAlong refusal = iota
	isTheirs          // of a person who is left out
	isComposed
	isFurther
)

// choose gathers the cases, each by itself, so that nobody comes along by being
// in one of them and known in the other.
func (c *choosing) choose(ctx context.Context, cases []model.ID) error {
	c.refused, c.chosen = map[model.ID]refusal{}, map[model.ID]model.Record{}
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
		if err := c.gather(ctx, id, func(g *gathering) error { return g.all(ctx, r) }); err != nil {
			return err
		}
	}
	return c.profiles(ctx)
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

// about are the fields that say whom a record is about: it goes with them.
var about = map[string][]string{
	"person_name": {"person"}, "identity_document": {"person"}, "residence": {"person"}, "participant": {"person"},
	"act": {"victim"}, "involvement": {"who"}, "injury": {"person"}, "detention": {"person"}, "charge": {"person"},
	"sentence": {"person"}, "interview": {"interviewee"}, "referral": {"person"}, "source": {"who"},
	"consent": {"person"}, "relationship": {"person", "other"}, "judgement": {"person", "other"},
	"block": {"speaker"}, "note": {"speaker"}, "pseudonym": {"about"},
}

// ofAll are lists of persons: what names nobody but such as are left out goes
// with them.
var ofAll = map[string]string{
	"evidence": "persons", "proceeding": "persons", "intervention": "persons", "note": "about",
	"complaint": "persons",
}

// restsOn are the links, besides that to its owner, without which a record
// would give away what is left out: a citation quotes.
var restsOn = map[string][]string{
	"bearing": {"fact"}, "citation": {"source", "evidence", "block"}, "source": {"interview", "evidence"}, "evidence": {"translation_of"},
}

// shows are the fields by which evidence is somebody's.
var shows = []string{"evidence", "portrait", "photo", "recording"}

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
	switch {
	case c.leaveOut[r.ID] || c.theirs(r):
		return isTheirs, nil
	case k.Composed && !c.composed:
		return isComposed, nil
	case c.further != nil && c.further(r):
		return isFurther, nil
	case len(c.leaveOut) == 0 && c.further == nil:
		return goesAlong, nil
	}
	parent := k.Parent
	if c.events && r.Kind == "act" && !r.Ref("victim").IsZero() {
		parent = "" // it happened to somebody else
	}
	for _, field := range append([]string{parent}, restsOn[r.Kind]...) {
		if why, err := c.whyOf(ctx, r.Ref(field)); why != goesAlong || err != nil {
			return why, err
		}
	}
	if r.Kind == "evidence" {
		return c.shown(ctx, r.ID)
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

// theirs reports whether a record is about somebody who is left out.
func (c *choosing) theirs(r model.Record) bool {
	for _, field := range about[r.Kind] {
		if c.leaveOut[r.Ref(field)] {
			return true
		}
	}
	all := ofAll[r.Kind]
	if c.events && r.Kind == "event" {
		all = "persons"
	}
	list := r.Refs(all)
	return len(list) > 0 && !slices.ContainsFunc(list, func(id model.ID) bool { return !c.leaveOut[id] })
}

// shown reports whether evidence is the passport, the portrait, the recording
// of somebody who is left out.
func (c *choosing) shown(ctx context.Context, evidence model.ID) (refusal, error) {
	for _, field := range shows {
		rs, err := c.rows(ctx, chooseRecord+`n IN (SELECT source FROM link WHERE target = ? AND field = ?)
			AND kind IN ('person', 'identity_document', 'consent', 'injury', 'interview')`, evidence[:], field)
		if err != nil {
			return goesAlong, err
		}
		for _, r := range rs {
			if why, err := c.why(ctx, r.record); why == isTheirs || err != nil {
				return why, err
			}
		}
	}
	return goesAlong, nil
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
	for id, why := range c.refused {
		if _, gone := c.chosen[id]; !gone && why != goesAlong && !c.leaveOut[id] {
			out.Records++
		}
	}
	return out
}

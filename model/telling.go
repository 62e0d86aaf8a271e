package model

import "slices"

// Records is where [Telling] looks: a record by its id, and those of a kind whose
// field points at one. A [Snapshot] is one.
type Records interface {
	Get(id ID) (Record, bool)
	Linked(kind, field string, id ID) []Record
}

// Telling knows which records tell of some persons alone: what is about them, the
// rows of that, and what rests on nothing else. Whoever hands something on leaves
// that out with them, and there is no other rule by which it is judged: shares,
// snapshots, dossiers, annexes, lists and numbers ask here.
//
// What tells of others also is theirs too, and stays. Who is met in office only does
// not count as one of these others: "X was beaten by Major Y" tells of X. It is for
// one goroutine, and what it found once it does not look up again.
type Telling struct {
	schema  *Schema
	records Records
	persons map[ID]bool
	known   map[ID]bool
	office  map[ID]bool
	open    map[ID]int // records that are being judged, by how deep
}

// NewTelling gives what knows which records tell of these persons alone.
func NewTelling(schema *Schema, records Records, persons map[ID]bool) *Telling {
	return &Telling{schema: schema, records: records, persons: persons, known: map[ID]bool{}, office: map[ID]bool{}, open: map[ID]int{}}
}

// Spare has a record tell of others, too, whoever is named in it: the case of which a
// document is made.
func (t *Telling) Spare(id ID) { t.known[id] = false }

// about are the fields that say whom a record is about: it goes with them.
var about = map[string][]string{
	"person":      {"identified_as"},
	"person_name": {"person"}, "identity_document": {"person"}, "residence": {"person"}, "participant": {"person"},
	"act": {"victim"}, "involvement": {"who"}, "injury": {"person"}, "detention": {"person"}, "charge": {"person"},
	"sentence": {"person"}, "interview": {"interviewee"}, "referral": {"person"}, "source": {"who"},
	"consent": {"person"}, "relationship": {"person", "other"}, "judgement": {"person", "other"},
	"block": {"speaker"}, "note": {"speaker"}, "pseudonym": {"about"},
}

// named are the lists that say of whom a record tells: it goes when nobody else is
// named in it.
var named = map[string]string{
	"event": "persons", "evidence": "persons", "proceeding": "persons", "intervention": "persons", "complaint": "persons",
	"note": "about", "paragraph": "about", "dossier": "applicants",
}

// namedBy are the rows that say of whom their owner tells.
var namedBy = map[string][][2]string{
	"event":      {{"act", "event"}},
	"proceeding": {{"charge", "proceeding"}, {"sentence", "proceeding"}},
}

// restsOn are the links, besides that to its owner, without which a record would
// give away what is left out: a citation quotes.
var restsOn = map[string][]string{
	"citation": {"source", "evidence", "block"}, "source": {"interview", "evidence"}, "evidence": {"translation_of"},
	"bearing": {"fact"}, "deadline": {"proceeding"}, "exhibit": {"evidence"}, "exception": {"record"}, "issue": {"dossier"},
}

// RestsOn gives the fields, besides that of its owner, by which a record of a kind
// rests on others.
func RestsOn(kind string) []string { return restsOn[kind] }

// shows are the links by which evidence is somebody's: their passport, their face,
// their voice, their body.
var shows = [][2]string{
	{"person", "portrait"}, {"identity_document", "evidence"}, {"consent", "evidence"}, {"injury", "photo"}, {"interview", "recording"},
}

// usedIn are the links by which something in which nobody is named hangs on what it
// is for: the certificate that only their injury cites is theirs.
var usedIn = map[string][][2]string{
	"evidence": {{"citation", "evidence"}, {"source", "evidence"}, {"step", "decision"}, {"intervention", "evidence"}, {"note", "about"}},
	"source":   {{"citation", "source"}},
}

// inOffice are the roles in which somebody acts for a State.
var inOffice = []string{"official", "investigator", "prosecutor", "judge", "alleged_perpetrator", "spokesperson"}

// InOffice tells whether in a role somebody acts for a State.
func InOffice(role string) bool { return slices.Contains(inOffice, role) }

// attending are the roles of those who are in a case for somebody else's sake.
var attending = []string{"lawyer", "caseworker", "interpreter", "clinician", "organisation_contact", "support_person"}

// Tells reports whether a record tells of one of the persons and of nobody else. One
// that is not there tells nothing.
func (t *Telling) Tells(id ID) bool {
	r, there := t.records.Get(id)
	return there && t.TellsRecord(r)
}

// TellsRecord is [Telling.Tells] of a record that was read.
func (t *Telling) TellsRecord(r Record) bool {
	if len(t.persons) == 0 {
		return false
	}
	tells, _ := t.judge(r)
	return tells
}

// judge finds out whether a record tells of them. Records hang on each other in
// circles: one that is being judged tells nothing as yet. Since nothing is told by
// what is not told, a yes found that way is one; a no is remembered only when it
// does not hang on a record further up, and least says how deep that one is.
func (t *Telling) judge(r Record) (tells bool, least int) {
	none := len(t.open) + 1
	if t.persons[r.ID] {
		return true, none
	}
	if tells, known := t.known[r.ID]; known {
		return tells, none
	}
	if at, going := t.open[r.ID]; going {
		return false, at
	}
	depth := len(t.open)
	t.open[r.ID] = depth
	j := &judging{t: t, least: depth}
	tells = j.tells(r)
	delete(t.open, r.ID)
	if tells || j.least >= depth {
		t.known[r.ID] = tells
		return tells, none
	}
	return tells, j.least
}

// judging is one record being judged.
type judging struct {
	t     *Telling
	least int
}

func (j *judging) of(r Record) bool {
	tells, least := j.t.judge(r)
	if !tells {
		j.least = min(j.least, least)
	}
	return tells
}

func (j *judging) link(id ID) bool {
	if id.IsZero() {
		return false
	}
	if j.t.persons[id] {
		return true
	}
	if tells, known := j.t.known[id]; known {
		return tells
	}
	r, there := j.t.records.Get(id)
	return there && j.of(r)
}

func (j *judging) tells(r Record) bool {
	k := j.t.schema.Kind(r.Kind)
	if k == nil {
		return false
	}
	for _, field := range about[r.Kind] {
		if j.link(r.Ref(field)) {
			return true
		}
	}
	if j.owner(k, r) {
		return true
	}
	for _, field := range restsOn[r.Kind] {
		if j.link(r.Ref(field)) {
			return true
		}
	}
	if r.Kind == "case" {
		return j.file(r)
	}
	return j.cases(r) || j.shown(r) || j.people(r)
}

// owner reports whether a row belongs to what tells of them. An act that was done to
// somebody else does not go with its event.
func (j *judging) owner(k *Kind, r Record) bool {
	if k.Parent == "" || r.Kind == "participant" {
		return false
	}
	if victim, there := j.t.records.Get(r.Ref("victim")); r.Kind == "act" && there && !victim.Deleted {
		return false
	}
	return j.link(r.Ref(k.Parent))
}

// file reports whether a case is one of which nobody else can be told: all who are in
// it are left out, but for those who were there for a State or for their sake.
func (j *judging) file(c Record) bool {
	theirs := false
	for _, p := range j.t.records.Linked("participant", "case", c.ID) {
		role := p.Text("role")
		switch person, there := j.t.records.Get(p.Ref("person")); {
		case j.link(p.Ref("person")):
			theirs = true
		case there && !person.Deleted && !InOffice(role) && !slices.Contains(attending, role):
			return false
		}
	}
	return theirs
}

// cases reports whether a record is of no other cases than such.
func (j *judging) cases(r Record) bool {
	all := r.Refs("cases")
	if id := r.Ref("case"); !id.IsZero() {
		all = append(all, id)
	}
	return len(all) > 0 && !slices.ContainsFunc(all, func(id ID) bool { return !j.link(id) })
}

// shown reports whether evidence is the passport, the portrait, the recording of one
// of them.
func (j *judging) shown(r Record) bool {
	if r.Kind != "evidence" {
		return false
	}
	for _, s := range shows {
		if slices.ContainsFunc(j.t.records.Linked(s[0], s[1], r.ID), j.of) {
			return true
		}
	}
	return false
}

// people reports whether all whom a record names are left out. Where it names nobody
// it goes with what it hangs on.
func (j *judging) people(r Record) bool {
	field, can := named[r.Kind]
	theirs := false
	for _, id := range r.Refs(field) {
		switch x, there := j.t.records.Get(id); {
		case j.link(id):
			theirs = true
		case there && j.t.somebody(x):
			return false
		}
	}
	for _, by := range namedBy[r.Kind] {
		for _, row := range j.t.records.Linked(by[0], by[1], r.ID) {
			id := row.Ref(about[by[0]][0])
			if x, there := j.t.records.Get(id); j.link(id) {
				theirs = true
			} else if there && !x.Deleted {
				return false
			}
		}
	}
	if theirs || can && len(r.Refs(field)) > 0 || !r.Ref("who").IsZero() {
		return theirs
	}
	if r.Kind == "intervention" {
		return j.papers(r)
	}
	return j.used(r)
}

// somebody reports whether what a record names counts as one of whom it tells, too: a
// person who is not met in office only, or what happened to such.
func (t *Telling) somebody(x Record) bool {
	switch {
	case x.Deleted, x.Kind == "place", x.Kind == "organisation", x.Kind == "case":
		return false
	case x.Kind != "person":
		return true
	}
	office, known := t.office[x.ID]
	if !known {
		office = t.inOffice(x.ID)
		t.office[x.ID] = office
	}
	return !office
}

func (t *Telling) inOffice(person ID) bool {
	parts := t.records.Linked("participant", "person", person)
	if len(parts) == 0 {
		return len(t.records.Linked("involvement", "who", person)) > 0
	}
	return !slices.ContainsFunc(parts, func(p Record) bool { return !InOffice(p.Text("role")) })
}

// papers reports whether all that was sent with an intervention is theirs.
func (j *judging) papers(r Record) bool {
	all := r.Refs("evidence")
	return len(all) > 0 && !slices.ContainsFunc(all, func(id ID) bool { return !j.link(id) })
}

// used reports whether a source, or evidence, hangs on nothing but what is theirs.
func (j *judging) used(r Record) bool {
	theirs := false
	var later []Record // judging these leads back to what is judged already
	for _, by := range usedIn[r.Kind] {
		for _, x := range j.t.records.Linked(by[0], by[1], r.ID) {
			if _, going := j.t.open[x.ID]; going {
				later = append(later, x)
			} else if !j.of(x) {
				return false
			} else {
				theirs = true
			}
		}
	}
	return theirs && !slices.ContainsFunc(later, func(x Record) bool { return !j.of(x) })
}

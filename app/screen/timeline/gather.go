package timeline

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"guvoh/app/desk"
	"guvoh/app/timeaxis"
	"guvoh/app/tr"
	"guvoh/model"
	"guvoh/model/store"
)

// lane is records of one sort.
type lane struct {
	id    string
	kinds []string
}

// lanes, from above.
var lanes = []lane{
	{"events", []string{"event", "act"}},
	{"detention", []string{"detention"}},
	{"proceedings", []string{"proceeding", "step", "charge", "sentence"}},
	{"interviews", []string{"interview"}},
	{"deadlines", []string{"intervention", "deadline"}},
	{"residences", []string{"residence"}},
}

// moments are the dates of a kind that stand on the timeline, the first of them
// being what the record is about.
var moments = map[string][]string{
	"event": {"date"}, "act": {"date"}, "detention": {"from", "to"}, "proceeding": {"from", "to"},
	"step": {"date", "learned"}, "charge": {"date"}, "sentence": {"from", "ends"}, "interview": {"start", "end"},
	"intervention": {"date", "answered"}, "deadline": {"due", "done"}, "residence": {"from", "to"},
}

// lasting are the kinds that go on from the first of their dates to the second.
var lasting = []string{"detention", "proceeding", "sentence", "residence", "interview"}

// needed are the kinds that are read of a case.
var needed = []string{
	"participant", "event", "act", "involvement", "detention", "proceeding", "step", "charge", "sentence", "interview",
	"intervention", "deadline", "citation",
}

// concerns are the kinds whose changes may change what is shown.
var concerns = append([]string{"residence", "person", "person_name", "place", "source", "evidence", "case"}, needed...)

// entry is one thing on the timeline, or one whose time nobody knows.
type entry struct {
	key     string
	record  model.ID
	kind    string
	lane    int // by its place in lanes
	item    timeaxis.Item
	placed  bool
	title   string
	when    string // "" where nothing was told
	told    string // the words in which it was, where they say more
	where   string
	persons []model.ID // whom it concerns
	sources []source
}

// source is what a record rests on.
type source struct {
	name      string
	otherwise string // what it says instead of the date that the record holds
}

// told is everything that was read.
type told struct {
	entries []entry
	persons []ofPerson
}

// ofPerson is somebody of the case, by name.
type ofPerson struct {
	id   model.ID
	name string
}

// reading gathers the entries of cases. It runs away from the window.
type reading struct {
	d       *desk.Desk
	ctx     context.Context
	part    *model.Snapshot
	seen    map[model.ID]bool
	persons map[model.ID]bool
	out     told
}

// read gathers what stands on the timeline of a case; without one, of all cases
// of a person.
func read(d *desk.Desk, inCase, person model.ID) (told, error) {
	r := &reading{d: d, ctx: context.Background(), seen: map[model.ID]bool{}, persons: map[model.ID]bool{}}
	cases := []model.ID{inCase}
	if inCase.IsZero() {
		var err error
		if cases, err = d.DB.CasesOf(r.ctx, person); err != nil {
			return told{}, err
		}
		if err := r.person(person); err != nil {
			return told{}, err
		}
	}
	for _, c := range cases {
		part, err := d.DB.Part(r.ctx, c, needed)
		if err != nil {
			return told{}, err
		}
		r.part = part
		if err := r.all(); err != nil {
			return told{}, err
		}
		for _, p := range part.OfKind("participant") {
			if inCase.IsZero() && p.Ref("person") != person {
				continue
			}
			if err := r.person(p.Ref("person")); err != nil {
				return told{}, err
			}
		}
	}
	return r.out, nil
}

// all takes the records of the case that is being read.
func (r *reading) all() error {
	for i, l := range lanes {
		for _, kind := range l.kinds {
			for _, rec := range r.part.OfKind(kind) {
				if r.seen[rec.ID] {
					continue
				}
				r.seen[rec.ID] = true
				if err := r.take(i, rec, r.part.Rows("citation", rec.ID), r.concerned(rec)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// person takes where somebody lived.
func (r *reading) person(id model.ID) error {
	if id.IsZero() || r.persons[id] {
		return nil
	}
	r.persons[id] = true
	name, err := r.titleOf(id)
	if err != nil {
		return err
	}
	r.out.persons = append(r.out.persons, ofPerson{id, name})
	homes, err := r.d.DB.Linked(r.ctx, "residence", "person", id)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(lanes, func(l lane) bool { return l.id == "residences" })
	for _, h := range homes {
		cites, err := r.d.DB.Rows(r.ctx, "citation", h.ID)
		if err != nil {
			return err
		}
		if err := r.take(at, h, cites, []model.ID{id}); err != nil {
			return err
		}
	}
	return nil
}

// titleOf names a record; "" where there is none. A file that cannot be read is no
// record that is not there.
func (r *reading) titleOf(id model.ID) (string, error) {
	if id.IsZero() {
		return "", nil
	}
	rec, err := r.d.DB.Get(r.ctx, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return "", nil
	case err != nil:
		return "", err
	}
	return r.d.Title(rec), nil
}

// concerned tells whom a record is about: an event, everybody in its acts; a row
// of a proceeding, whoever that is about where nobody is named.
func (r *reading) concerned(rec model.Record) []model.ID {
	var out []model.ID
	add := func(ids ...model.ID) {
		for _, id := range ids {
			if !id.IsZero() && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	switch rec.Kind {
	case "event":
		add(rec.Refs("persons")...)
		for _, act := range r.part.Rows("act", rec.ID) {
			add(r.concerned(act)...)
		}
	case "act":
		add(rec.Ref("victim"))
		for _, i := range r.part.Rows("involvement", rec.ID) {
			add(i.Ref("who"))
		}
	case "interview":
		add(rec.Ref("interviewee"))
	default:
		add(rec.Ref("person"))
		add(rec.Refs("persons")...)
		if p, ok := r.part.Get(rec.Ref("proceeding")); ok && len(out) == 0 {
			add(p.Refs("persons")...)
		}
	}
	return out
}

// take makes the entries of a record.
func (r *reading) take(lane int, rec model.Record, cites []model.Record, persons []model.ID) error {
	if rec.Kind == "act" && r.withEvent(rec, cites) {
		return nil
	}
	where, err := r.where(rec)
	if err != nil {
		return err
	}
	base := entry{record: rec.ID, kind: rec.Kind, lane: lane, title: r.d.Title(rec), persons: persons, where: where}
	names := moments[rec.Kind]
	if slices.Contains(lasting, rec.Kind) && (rec.Kind != "interview" || placeable(rec.Date(names[1]))) {
		return r.add(base, rec, cites, names...)
	}
	for i, name := range names {
		e := base
		if i > 0 {
			if rec.Date(name).IsZero() || rec.Kind == "interview" {
				continue // only what came of it later; nobody misses its date
			}
			e.title += " — " + r.d.Words.Field(rec.Kind, name)
		}
		if err := r.add(e, rec, cites, name); err != nil {
			return err
		}
	}
	return nil
}

// withEvent tells whether an act stands on the timeline by its event: it has the
// same date, or none of its own, and no source says otherwise.
func (r *reading) withEvent(act model.Record, cites []model.Record) bool {
	e, ok := r.part.Get(act.Ref("event"))
	if !ok || slices.ContainsFunc(cites, func(c model.Record) bool { return !c.Date("differs_date").IsZero() }) {
		return false
	}
	d := act.Date("date")
	return d.IsZero() || d == e.Date("date")
}

// add makes one entry of one date, or of two between which something lasted.
func (r *reading) add(e entry, rec model.Record, cites []model.Record, names ...string) error {
	e.key = e.record.String() + "/" + names[0]
	e.item = timeaxis.Item{Key: e.key, Words: short(e.title), Begin: timeaxis.Nowhere, End: timeaxis.Nowhere}
	from := rec.Date(names[0])
	e.when, e.told = r.d.Words.Date(from), aside(r.d, from)
	if len(names) > 1 {
		to := rec.Date(names[1])
		e.item.Lasting, e.item.Begin, e.item.End = true, span(from), span(to)
		e.when = r.between(from, to)
		e.told = strings.TrimPrefix(e.told+" – "+aside(r.d, to), " – ")
		e.told = strings.TrimSuffix(e.told, " – ")
	} else if begin, end, ok := ends(from); ok {
		e.item.Lasting, e.item.Begin, e.item.End = true, begin, end
	} else {
		e.item.Begin = span(from)
	}
	first := moments[rec.Kind][0] == names[0]
	for _, c := range cites {
		field := c.Text("field")
		if field != "" && !slices.Contains(names, field) && !first {
			continue
		}
		name, err := r.sourceName(c)
		if err != nil {
			return err
		}
		s := source{name: name}
		if field == "" && first || slices.Contains(names, field) {
			about := rec.Date(cmp.Or(field, names[0]))
			if d := c.Date("differs_date"); !d.IsZero() && !d.Alike(about) {
				s.otherwise = r.d.Words.Date(d)
				if placeable(d) {
					e.item.Others = append(e.item.Others, span(d))
				}
			} else if d.IsZero() && field != "" {
				s.otherwise = c.Text("differs")
			}
		}
		if !slices.Contains(e.sources, s) {
			e.sources = append(e.sources, s)
		}
	}
	e.item.Doubted = e.differs()
	_, _, e.placed = e.item.Reach()
	r.out.entries = append(r.out.entries, e)
	return nil
}

// between says from when to when something lasted.
func (r *reading) between(from, to model.Date) string {
	w := r.d.Words
	switch {
	case from.IsZero() && to.IsZero():
		return ""
	case from.IsZero():
		return w.T("dossier.until", tr.V{"Date": w.Date(to)})
	case to.IsZero():
		return w.T("dossier.since", tr.V{"Date": w.Date(from)})
	}
	return w.Date(from) + " – " + w.Date(to)
}

// where says where it was, or who acted.
func (r *reading) where(rec model.Record) (string, error) {
	for _, field := range []string{"place", "address", "body", "to", "to_words"} {
		if !rec.Date(field).IsZero() {
			continue // of a residence "to" is a date
		}
		s, err := r.titleOf(rec.Ref(field))
		if err != nil {
			return "", err
		}
		if s = cmp.Or(s, r.d.Show(rec, field)); s != "" {
			return s, nil
		}
	}
	return "", nil
}

// sourceName names what a citation points at, with the page.
func (r *reading) sourceName(c model.Record) (name string, err error) {
	for _, field := range []string{"source", "evidence", "block"} {
		if name, err = r.titleOf(c.Ref(field)); err != nil {
			return "", err
		}
		if name != "" {
			break
		}
	}
	if name == "" {
		name = r.d.Words.Kind("source")
	}
	if p := c.Text("page"); p != "" {
		name += ", " + r.d.Words.Field("citation", "page") + " " + p
	}
	return name, nil
}

// aside gives the words in which a date was told, where they say more than the
// date does anyway.
func aside(d *desk.Desk, date model.Date) string {
	if date.Words == "" || strings.Contains(d.Words.Date(date), date.Words) {
		return ""
	}
	if p, err := model.ParseDate(date.Words); err == nil {
		if p.Words = date.Words; p == date {
			return ""
		}
	}
	return date.Words
}

func placeable(d model.Date) bool { return d.Earliest != "" || d.Latest != "" }

// span gives the time within which a date lies.
func span(d model.Date) timeaxis.Span {
	from, until := d.Hours()
	return timeaxis.Span{First: minute(d.Earliest, from), Last: minute(d.Latest, until), About: d.Qualifier == model.QualifierAbout}
}

// ends takes a date apart whose two ends are both known, "3–10 May 2014" or
// "from 14:00 to 16:30": such a thing lasted.
func ends(d model.Date) (begin, end timeaxis.Span, ok bool) {
	exact := d.Precision == model.PrecisionDay || d.Precision == model.PrecisionTime
	if !exact || d.Qualifier != model.QualifierNone || d.Earliest == "" || d.Latest == "" || d.Earliest == d.Latest && d.From == d.Until {
		return begin, end, false
	}
	begin = timeaxis.Span{First: minute(d.Earliest, cmp.Or(d.From, "00:00")), Last: minute(d.Earliest, cmp.Or(d.From, "24:00"))}
	end = timeaxis.Span{First: minute(d.Latest, cmp.Or(d.Until, "00:00")), Last: minute(d.Latest, cmp.Or(d.Until, "24:00"))}
	return begin, end, true
}

// minute gives the minute of a day and a clock time.
func minute(day, clock string) timeaxis.Minute {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return timeaxis.Open
	}
	hours, minutes, _ := strings.Cut(clock, ":")
	h, _ := strconv.Atoi(hours)
	m, _ := strconv.Atoi(minutes)
	return timeaxis.Of(t.Year(), int(t.Month()), t.Day(), h, m)
}

// short keeps words short enough for the chart; the whole of them stands below.
func short(words string) string {
	const most = 44
	if r := []rune(words); len(r) > most {
		return strings.TrimRight(string(r[:most-1]), " ") + "…"
	}
	return words
}

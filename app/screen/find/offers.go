package find

import (
	"slices"
	"strconv"

	"guvoh/app/asking"
	"guvoh/app/ui"
	"guvoh/model"
	"guvoh/model/question"
)

// sort says what a line asks about.
type sort int

const (
	aField  sort = iota // a field of the record
	anyText             // any words in it
	aTime               // the time from one date of it to another
	aConsent
	aConflict
	theNews
	records // linked records, whatever they say
	lines   // lines that hold together: one of them, or none of them
)

// offer is one thing that can be asked of a record.
type offer struct {
	sort  sort
	path  []question.Step // to the record that has the field; none is the record itself
	kind  string          // of that record
	field model.Field
	until string // of a time
	group group
}

// offersFor gives what can be asked of records of a kind, with the words for it:
// first of the record itself, then of those that are linked with it.
func offersFor(w asking.Words, kind string) (all []offer, options []ui.Option) {
	o := &offering{w: w}
	o.record(nil, kind, w.Kind(kind))
	for _, g := range []group{anyOf, noneOf} {
		o.put(offer{sort: lines, kind: kind, group: g}, w.T("find.group."+string(g)), w.T("find.together"), "")
	}
	for _, path := range pathsFrom(w.Schema, kind) {
		to := question.Kind(w.Schema, kind, path)
		name := w.Link(kind, path)
		o.put(offer{sort: records, path: path, kind: to}, w.T("find.any_of", map[string]any{"What": name}), name, "")
		o.record(path, to, name)
	}
	return o.all, o.options
}

type offering struct {
	w       asking.Words
	all     []offer
	options []ui.Option
}

func (o *offering) put(of offer, label, group, hint string) {
	also := ""
	if of.kind == "involvement" { // few people call those who did it so
		also = o.w.T("event.perpetrators") + " " + o.w.Word("case_role", "alleged_perpetrator")
	}
	o.options = append(o.options, ui.Option{ID: strconv.Itoa(len(o.all)), Label: label, Group: group, Hint: hint, Also: also})
	o.all = append(o.all, of)
}

// record offers what can be asked of one record.
func (o *offering) record(path []question.Step, kind, group string) {
	k := o.w.Schema.Kind(kind)
	if k == nil {
		return
	}
	if until := timeOf(k); until[0] != "" {
		f, _ := k.Field(until[0])
		o.put(offer{sort: aTime, path: path, kind: kind, field: f, until: until[1]}, o.w.Time(kind, until[0], until[1]), group, "")
	}
	for _, f := range k.Fields {
		if askable(k, f) {
			o.put(offer{sort: aField, path: path, kind: kind, field: f}, o.w.Field(kind, f.Name), group, "")
		}
	}
	if kind == "person" {
		o.put(offer{sort: aConsent, path: path, kind: kind}, o.w.T("find.consent"), group, "")
	}
	o.put(offer{sort: anyText, path: path, kind: kind}, o.w.T("find.any_text"), group, "")
	o.put(offer{sort: aConflict, path: path, kind: kind}, o.w.T("find.conflict"), group, "")
	if kind == "case" {
		o.put(offer{sort: theNews, path: path, kind: kind}, o.w.T("find.news"), group, "")
	}
}

// askable leaves out what no person asks about: the note beside a coded field,
// where a row stands, a place on the body map, and the link to what it is a row of.
func askable(k *model.Kind, f model.Field) bool {
	return f.NoteOf == "" && f.Type != model.Position && f.Type != model.Mark && f.Name != k.Parent && f.Name != "cases"
}

// timeOf gives the two dates between which something of a kind lasted.
func timeOf(k *model.Kind) [2]string {
	for _, pair := range [][2]string{{"from", "to"}, {"start", "end"}, {"from", "ends"}} {
		a, from := k.Field(pair[0])
		b, to := k.Field(pair[1])
		if from && to && a.Type == model.Partial && b.Type == model.Partial {
			return pair
		}
	}
	return [2]string{}
}

// hidden are kinds that no question is about: what documents are composed of,
// and what users added to lists and forms.
func hidden(k *model.Kind) bool {
	return k == nil || k.Name == "term" || k.Name == "field" || k.Name == "profile" || k.Name == "participant" ||
		k.Name == "saved_search" || k.Composed && k.Name != "dossier"
}

// pathsFrom gives the ways that are offered from a record of a kind to others:
// over the link between a case and its people, to what belongs to it, to the
// rows of that, to what points at it, and to what it points at.
func pathsFrom(s *model.Schema, kind string) (out [][]question.Step) {
	put := func(path ...question.Step) { out = append(out, path) }
	switch kind {
	case "case":
		put(question.Rows("participant", "case"), question.To("person", "person"))
	case "person":
		put(question.Rows("participant", "person"), question.To("case", "case"))
	}
	for _, step := range question.Steps(s, kind) {
		k := s.Kind(step.Kind)
		if hidden(k) {
			continue
		}
		put(step)
		if step.Back && kind == "case" {
			for _, row := range s.Children(step.Kind) {
				if !hidden(row) {
					put(step, question.Rows(row.Name, row.Parent))
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b []question.Step) int { return rank(s, a) - rank(s, b) })
	return out
}

// rank puts the ways to other records in the order in which people ask.
func rank(s *model.Schema, path []question.Step) int {
	last := path[len(path)-1]
	order := []string{
		"person", "person_name", "event", "act", "involvement", "detention", "injury", "interview", "block", "proceeding", "step", "charge",
		"sentence", "evidence", "consent", "deadline", "intervention", "citation", "issue",
	}
	r := slices.Index(order, last.Kind)
	if r < 0 {
		r = len(order)
	}
	if len(path) == 1 && !last.Back { // what the record itself names comes first
		return r
	}
	return 100 + r
}

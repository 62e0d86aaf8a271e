package redact

import (
	"slices"

	"guvoh/model"
)

// undoing are the kinds that tell who is behind a token, what was hidden from
// whom, or whom we take for one person. They leave with nothing.
var undoing = []string{"pseudonym", "judgement"}

// internalKinds are for those who work on a case.
var internalKinds = []string{"issue", "exception", "profile", "deadline", "earlier_interview", "referral", "complaint", "bearing"}

// internalNotes are kinds of note that are for them, too.
var internalNotes = []string{"security", "contact", "lead", "question", "contradiction", "method"}

// internalFields are fields for them: who looks after a case, how it is found
// among ours, who had a thing in hand, how a file came.
var internalFields = []string{
	"case.team", "case.tags", "dossier.account", "consent.account", "consent.withhold", "consent.recipients",
	"custody.by", "custody.to", "custody.account", "custody.place", "evidence.file_name", "evidence.received_from",
	"evidence.author", "source.reliability", "citation.credibility",
	"source.locator",
}

// ownFields are fields of somebody hidden by which the person is known.
var ownFields = []string{"person.description", "person.pseudonym", "person.identified_as", "person.portrait"}

// leaveOut finds the records that go as a whole.
func (r *redactor) leaveOut() {
	for _, k := range undoing {
		r.leaveKind(k, Internal)
	}
	if r.plan.Outside {
		for _, k := range internalKinds {
			r.leaveKind(k, Internal)
		}
		for _, n := range r.s.OfKind("note") {
			if slices.Contains(internalNotes, n.Text("kind")) {
				r.gone[n.ID] = Internal
			}
		}
	}
	for _, id := range r.hiddenOf("person") {
		for _, n := range r.s.Rows("person_name", id) {
			r.gone[n.ID] = HoldsName
		}
		for _, d := range r.s.Rows("identity_document", id) {
			r.gone[d.ID] = HoldsNumber
		}
	}
	for _, id := range r.hiddenOf("organisation") {
		for _, n := range r.s.Rows("organisation_name", id) {
			r.gone[n.ID] = HoldsName
		}
	}
	r.leaveRows()
}

func (r *redactor) leaveKind(kind string, why Reason) {
	for _, x := range r.s.OfKind(kind) {
		r.gone[x.ID] = why
	}
}

// leaveRows leaves out the rows of what is left out, and what rests on it.
func (r *redactor) leaveRows() {
	for again := true; again; {
		again = false
		for _, k := range r.s.Schema.Kinds() {
			on := append([]string{k.Parent}, model.RestsOn(k.Name)...)
			for _, x := range r.s.OfKind(k.Name) {
				if _, gone := r.gone[x.ID]; gone {
					continue
				}
				for _, field := range on {
					if why, gone := r.gone[x.Ref(field)]; field != "" && gone && x.Ref(field) != (model.ID{}) {
						r.gone[x.ID], again = why, true
						break
					}
				}
			}
		}
	}
}

// ruleOf tells whether a rule that the plan applies has that field.
func (r *redactor) ruleOf(id, kind, field string) bool {
	rule, on := r.plan.rule(id)
	return on && slices.Contains(rule.Fields, kind+"."+field)
}

// dropped says why a field goes, or nothing where it stays.
func (r *redactor) dropped(x model.Record, f model.Field) Reason {
	name := f.Name
	if f.NoteOf != "" { // the note beside a coded value goes with it
		name = f.NoteOf
	}
	key := x.Kind + "." + name
	subject := subjectOf(x)
	hidden := r.isHidden(subject)
	switch {
	case hidden && x.ID == subject && slices.Contains(ownFields, key):
		if name == "portrait" && r.pictured(subject) {
			return ""
		}
		return LeadsThere
	case x.Kind == "injury" && name == "photo" && hidden && !r.pictured(subject):
		return PictureOf
	case x.Kind == "place" && r.isHidden(x.ID) && slices.Contains([]string{"words", "address", "latitude", "longitude", "description"}, name):
		return HoldsPlace
	case x.Kind == "organisation" && r.isHidden(x.ID) && name == "abbreviation":
		return HoldsName
	case f.Sensitive && (r.plan.Outside || hidden):
		if f.Consent != "" && r.frees(subject, f.Consent) {
			return ""
		}
		return Sensitive
	case !r.plan.Outside:
		return ""
	case slices.Contains(internalFields, key):
		return Internal
	case x.Kind == "place" && !r.isOpen(x) && slices.Contains([]string{"address", "latitude", "longitude"}, name):
		return HoldsPlace
	}
	for _, rule := range Rules {
		if _, on := r.plan.rule(rule.ID); on && rule.Does == Drops && (hidden || rule.Everybody) && slices.Contains(rule.Fields, key) {
			return LeadsThere
		}
	}
	return ""
}

// subjectOf gives the person that a record is about: itself, or whom it names.
func subjectOf(x model.Record) model.ID {
	if x.Kind == "person" {
		return x.ID
	}
	return x.Ref("person")
}

// pictured tells whether pictures of somebody hidden are let through.
func (r *redactor) pictured(person model.ID) bool {
	return r.plan.Pictures && r.frees(person, "pictures")
}

func (r *redactor) frees(person model.ID, purpose string) bool {
	return r.plan.Frees != nil && r.plan.Frees(person, purpose)
}

package gate

import (
	"maps"
	"slices"
	"strings"

	"guvoh/export"
	"guvoh/export/profile"
	"guvoh/model"
)

// answer is what a person said about a purpose.
type answer struct {
	code   export.Code  // empty when the person said yes
	record model.Record // the consent it stands in; empty without one
}

// consents asks for each purpose of the profile whether those concerned have
// allowed it. One finding for each person and purpose.
func (c *check) consents() {
	if len(c.Profile.Consents) == 0 {
		return
	}
	who := c.appearing()
	asked := map[model.ID][]string{}
	for _, want := range c.Profile.Consents {
		if want.Purpose == "name" && c.Redacted {
			continue // no name is said
		}
		for _, id := range c.concerned(want, who) {
			if !slices.Contains(asked[id], want.Purpose) {
				asked[id] = append(asked[id], want.Purpose)
				c.consent(id, want.Purpose, slices.Contains(who.applicants, id))
			}
		}
	}
}

// concerned gives those who have to be asked for a purpose, in the order of
// the record.
func (c *check) concerned(want profile.Consent, who people) []model.ID {
	in := map[string]map[model.ID]bool{"pictures": who.pictured, "testimony": who.testimony, "medical": who.medical}
	switch want.Of {
	case "applicants": // and whoever said no to what the document is for
		ids := slices.Clone(who.applicants)
		for _, r := range c.Snapshot.OfKind("person") {
			if !who.spared[r.ID] && !slices.Contains(ids, r.ID) && c.refuses(r.ID, want.Purpose) {
				ids = append(ids, r.ID)
			}
		}
		return ids
	case "persons":
		return who.persons
	}
	var ids []model.ID
	for _, r := range c.Snapshot.OfKind("person") {
		if in[want.Of][r.ID] {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// consent reports what one person said about one purpose, unless it is a yes
// without a condition.
func (c *check) consent(id model.ID, purpose string, applicant bool) {
	person, ok := c.Snapshot.Get(id)
	if !ok {
		return
	}
	a := c.answerOf(id, purpose)
	if a.code == "" {
		if a.record.Text("withhold") == "" {
			return
		}
		a.code = export.Withhold
	}
	if !applicant {
		a.code = hidden(a.code)
	}
	if purpose == "name" && c.Identity != "" && c.Identity != "full" && (lacking[a.code] || applicant) {
		a.code = export.HiddenUnasked // where nobody need be named, a no to the name is no reason to stop
	}
	f := export.About(a.code, person, "")
	if a.record.Kind != "" {
		f.Record, f.Kind = a.record.ID, a.record.Kind
	}
	f.Person, f.Purpose = id, purpose
	c.report(f)
}

// hidden is what the no of somebody who brings no case comes to: they are
// taken out of the document.
func hidden(code export.Code) export.Code {
	switch code {
	case export.ConsentRefused:
		return export.HiddenRefused
	case export.ConsentWithdrawn:
		return export.HiddenWithdrawn
	}
	return code
}

// lacking are the states of a consent in which nobody has said no.
var lacking = map[export.Code]bool{
	export.ConsentMissing: true, export.ConsentAsk: true, export.ConsentExpired: true, export.ConsentLimited: true, export.Withhold: true,
}

// Absent gives the persons of whom nothing may be in the document: they said
// no. The others of [Hidden] only lose their names.
func Absent(findings []export.Finding) []model.ID {
	return persons(findings, export.HiddenRefused, export.HiddenWithdrawn)
}

// Hidden gives the persons whom the findings say not to name.
func Hidden(findings []export.Finding) []model.ID {
	return persons(findings, export.HiddenRefused, export.HiddenWithdrawn, export.HiddenUnasked)
}

func persons(findings []export.Finding, codes ...export.Code) []model.ID {
	var ids []model.ID
	for _, f := range findings {
		if slices.Contains(codes, f.Code) && !slices.Contains(ids, f.Person) {
			ids = append(ids, f.Person)
		}
	}
	return ids
}

// Frees tells whose consent frees a purpose for the reader of the document, as
// it stands on that day and without anything to be withheld.
func Frees(in Input) func(person model.ID, purpose string) bool {
	frees := FreesIn(in)
	return func(person model.ID, purpose string) bool { return frees(in.Snapshot.Case.ID, person, purpose) }
}

// FreesIn is [Frees] for any case: what somebody said for one of them counts only there.
func FreesIn(in Input) func(inCase, person model.ID, purpose string) bool {
	c := newCheck(in)
	return func(inCase, person model.ID, purpose string) bool {
		a := c.answerIn(inCase, person, purpose)
		return a.code == "" && a.record.Text("withhold") == ""
	}
}

// RefusesIn tells who said no to a purpose for a case, or took a yes back, and the reader
// of the document is nobody to whom they said yes later.
func RefusesIn(in Input) func(inCase, person model.ID, purpose string) bool {
	c := newCheck(in)
	return func(inCase, person model.ID, purpose string) bool {
		a := c.answerIn(inCase, person, purpose)
		return a.code == export.ConsentRefused || a.code == export.ConsentWithdrawn
	}
}

// consentCodes say what is to be found of the states of a consent but a yes.
var consentCodes = map[model.ConsentState]export.Code{
	model.ConsentMissing: export.ConsentMissing, model.ConsentAsk: export.ConsentAsk, model.ConsentExpired: export.ConsentExpired,
	model.ConsentLimited: export.ConsentLimited, model.ConsentRefused: export.ConsentRefused, model.ConsentWithdrawn: export.ConsentWithdrawn,
}

// answerOf gives what counts of all that a person said about a purpose.
func (c *check) answerOf(id model.ID, purpose string) answer {
	return c.answerIn(c.Snapshot.Case.ID, id, purpose)
}

func (c *check) answerIn(inCase, id model.ID, purpose string) answer {
	said := model.Consents{Records: c.said[id], Case: inCase, Today: c.day(), MayReceive: c.mayReceive}
	state, in := said.On(purpose)
	return answer{consentCodes[state], in}
}

// refusing are words by which a list of recipients says who is none of them.
var refusing = strings.Fields("not no never except excluding but without nobody не нет кроме исключая исключением без никому emas tashqari yoq эмас ташқари йўқ pas sauf sans excepto salvo sin")

// mayReceive tells whether the reader of the document is among the recipients
// that a person named. A list that names some whom it leaves out is for a person
// to read.
func (c *check) mayReceive(recipients string) bool {
	if strings.TrimSpace(recipients) == "" {
		return true
	}
	if slices.ContainsFunc(wordsOf(recipients), func(w string) bool { return slices.Contains(refusing, w) }) {
		return false
	}
	named := append(strings.FieldsFunc(recipients, func(r rune) bool { return strings.ContainsRune(",;\n/", r) }), recipients)
	for _, reader := range c.readers() {
		for _, n := range named {
			if same(reader, n) {
				return true
			}
		}
	}
	return false
}

// readers gives the names of who gets the document. Those of the body count in
// every language, unless somebody else gets it.
func (c *check) readers() []string {
	var body []string
	for _, lang := range slices.Sorted(maps.Keys(c.Profile.Body)) {
		body = append(body, c.Profile.Body[lang])
	}
	if c.Recipient == "" || slices.ContainsFunc(body, func(name string) bool { return same(name, c.Recipient) }) {
		return append(body, c.Recipient)
	}
	return []string{c.Recipient}
}

// same tells whether two names of a recipient mean the same: they are equal,
// or several words of one are the other. One word such as "court" is not
// enough.
func same(a, b string) bool {
	x, y := wordsOf(a), wordsOf(b)
	if len(x) < len(y) {
		x, y = y, x
	}
	whole, part := " "+strings.Join(x, " ")+" ", " "+strings.Join(y, " ")+" "
	return len(y) > 0 && (whole == part || len(y) > 1 && strings.Contains(whole, part))
}

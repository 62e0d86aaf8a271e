package model

import "slices"

// ConsentState is what a person's answer to a purpose comes to on a day.
type ConsentState string

// The states of a consent. Only the first is a yes that holds.
const (
	ConsentYes       ConsentState = "yes"
	ConsentCondition ConsentState = "withhold"  // yes, with something to be withheld
	ConsentMissing   ConsentState = "missing"   // nobody has asked, or the answer is not known
	ConsentAsk       ConsentState = "ask"       // to be asked again each time
	ConsentExpired   ConsentState = "expired"   // it was given until a day that is past
	ConsentLimited   ConsentState = "limited"   // for other recipients
	ConsentRefused   ConsentState = "refused"   // no
	ConsentWithdrawn ConsentState = "withdrawn" // taken back
)

// No reports whether the person said no, or took a yes back.
func (s ConsentState) No() bool { return s == ConsentRefused || s == ConsentWithdrawn }

// Worse reports whether a state frees less than another.
func (s ConsentState) Worse(than ConsentState) bool {
	return slices.Index(consentStates, s) > slices.Index(consentStates, than)
}

// consentStates are the states from the one that frees most.
var consentStates = []ConsentState{
	ConsentYes, ConsentCondition, ConsentLimited, ConsentAsk, ConsentExpired, ConsentMissing, ConsentRefused, ConsentWithdrawn,
}

// Consents judges what a person said.
type Consents struct {
	Records []Record // of kind consent, all of the person
	Case    ID       // a consent that names cases counts for these only
	Today   string   // as the earliest day of a [Date]
	// MayReceive tells whether who is to get it is among the recipients that a
	// person named, in their words. Nobody is asked when they named none.
	MayReceive func(recipients string) bool
}

// On gives what counts of all that a person said about a purpose, and the
// record in which it stands. A no counts unless a yes was given that is surely
// later; a yes that holds counts before one that does not.
func (c Consents) On(purpose string) (ConsentState, Record) {
	type answer struct {
		state ConsentState
		said  Date
		in    Record
	}
	later := func(a, b *answer) bool { // surely
		return a.said.Earliest != "" && b.said.Latest != "" && a.said.Earliest > b.said.Latest
	}
	var no, yes, lame *answer
	for _, r := range c.Records {
		if cases := r.Refs("cases"); r.Text("purpose") != purpose || len(cases) > 0 && !slices.Contains(cases, c.Case) {
			continue
		}
		a := &answer{c.state(r), r.Date("given"), r}
		if a.state == ConsentWithdrawn {
			a.said = r.Date("withdrawn")
		}
		switch a.state {
		case ConsentRefused, ConsentWithdrawn:
			if no == nil || later(a, no) {
				no = a
			}
		case ConsentYes, ConsentCondition:
			if yes == nil || later(a, yes) || !later(yes, a) && a.state == ConsentCondition {
				yes = a
			}
		default:
			if lame == nil || later(a, lame) {
				lame = a
			}
		}
	}
	switch {
	case no != nil && (yes == nil || !later(yes, no)):
		return no.state, no.in
	case yes != nil:
		return yes.state, yes.in
	case lame != nil:
		return lame.state, lame.in
	}
	return ConsentMissing, Record{}
}

// state says what one consent comes to.
func (c Consents) state(r Record) ConsentState {
	taken, ends, given := r.Date("withdrawn"), r.Date("expires"), r.Date("given")
	to := r.Text("recipients")
	switch {
	case !taken.IsZero() && taken.Earliest <= c.Today:
		return ConsentWithdrawn
	case r.Text("decision") == "no":
		return ConsentRefused
	case r.Text("decision") == "ask_again":
		return ConsentAsk
	case r.Text("decision") != "yes" || given.Earliest > c.Today:
		return ConsentMissing
	case !ends.IsZero() && ends.Earliest < c.Today: // of "2026" the first day counts: the safe one; "before May" may be any day
		return ConsentExpired
	case to != "" && (c.MayReceive == nil || !c.MayReceive(to)):
		return ConsentLimited
	case r.Text("withhold") != "":
		return ConsentCondition
	}
	return ConsentYes
}

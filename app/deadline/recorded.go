package deadline

import (
	"slices"
	"time"

	"guvoh/model"
)

// finished are the words of deadline_status with which nobody has to do anything.
var finished = []string{"done", "missed", "dropped"}

// What happens at an hour that nobody knows may happen in the first one: of a
// removal without its hour the day before is the last that is safe for an hour.
var happens = []string{"removal", "hearing"}

// ofDeadline is the entry of a recorded deadline.
func ofDeadline(r model.Record, here *time.Location) Entry {
	e := Entry{
		Source: Recorded, Case: firstOf(r.Refs("cases")), Record: r.ID, Kind: r.Kind, Field: "due",
		Name: r.Text("title"), Coded: r.Text("kind"), Status: r.Text("status"),
	}
	e.Due, e.Zone = momentOf(r.Date("due"), r.Text("zone"), here)
	if !e.Due.IsZero() && !e.Due.Hour && slices.Contains(happens, e.Coded) {
		e.Due.First = endOf(e.Due.Day, e.Zone).AddDate(0, 0, -1)
	}
	d := r.Date("due")
	e.Uncertain = d.Earliest != d.Latest
	return e
}

// ofConsent is the entry of a consent that runs out; ok is false for one that is
// no use, or was withdrawn, or runs out never.
func ofConsent(r model.Record, here *time.Location) (e Entry, ok bool) {
	d := r.Date("expires")
	if r.Text("decision") != "yes" || !r.Date("withdrawn").IsZero() || d.Earliest == "" && d.Latest == "" {
		return e, false
	}
	e = Entry{
		Source: Consent, Case: firstOf(r.Refs("cases")), Record: r.ID, Kind: r.Kind, Field: "expires",
		Coded: r.Text("purpose"), Person: r.Ref("person"), Uncertain: d.Earliest != d.Latest,
	}
	e.Due, e.Zone = momentOf(d, "", here)
	return e, true
}

// renewed tells whether somebody was asked again for the same: a newer consent
// of the person for this purpose takes the place of one that runs out.
func renewed(old model.Record, all []model.Record) bool {
	return slices.ContainsFunc(all, func(r model.Record) bool {
		if r.ID == old.ID || r.Ref("person") != old.Ref("person") || r.Text("purpose") != old.Text("purpose") {
			return false
		}
		a, b := r.Date("given"), old.Date("given")
		return a.Earliest > b.Earliest || r.Date("expires").Earliest > old.Date("expires").Earliest
	})
}

// expects are the words of intervention_kind to which an answer may come.
var expects = []string{
	"letter", "urgent_appeal", "request_information", "petition", "un_submission", "court_submission", "third_party", "interim_measures",
}

// ofLetter is the entry of what was sent and has no answer.
func ofLetter(r model.Record, here *time.Location) (e Entry, ok bool) {
	if !r.Date("answered").IsZero() || r.Text("answer") != "" || !slices.Contains(expects, r.Text("kind")) {
		return e, false
	}
	e = Entry{
		Source: Answer, Case: firstOf(r.Refs("cases")), Record: r.ID, Kind: r.Kind, Field: "answered",
		Name: r.Text("title"), Coded: r.Text("kind"),
	}
	e.From, e.Zone = momentOf(r.Date("date"), "", here)
	return e, !e.From.IsZero()
}

func firstOf(ids []model.ID) model.ID {
	if len(ids) == 0 {
		return model.ID{}
	}
	return ids[0]
}

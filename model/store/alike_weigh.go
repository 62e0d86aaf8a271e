package store

import (
	"errors"
	"slices"

	"guvoh/model"
	"guvoh/model/names"
)

// acquaintance is all that is known of one recorded person that can tell
// whether they are another.
type acquaintance struct {
	Probe
	record model.Record
	label  string
}

// nobody tells whether a record stands for no one person.
func (k acquaintance) nobody() bool { return k.record.Deleted || k.record.Text("kind") == "group" }

func (a *alike) known(person model.ID) (k acquaintance, err error) {
	row, err := a.row(a.ctx, person)
	if err != nil {
		return k, err
	}
	if row.record.Kind != "person" {
		return k, ErrNotFound
	}
	k.record, k.label = row.record, row.label
	k.Birth, k.Sex = k.record.Date("birth"), k.record.Text("sex")
	if born := k.record.Ref("birth_place"); !born.IsZero() {
		k.Places = append(k.Places, born)
		if place, err := a.row(a.ctx, born); err == nil && !place.record.Deleted {
			k.Origin = place.label
		} else if err != nil && !errors.Is(err, ErrNotFound) {
			return k, err
		}
	}
	for kind, take := range map[string]func(model.Record){
		"person_name":       func(r model.Record) { k.Names = appendText(k.Names, r.Text("text")) },
		"identity_document": func(r model.Record) { k.Documents = appendText(k.Documents, r.Text("number")) },
		"residence": func(r model.Record) {
			if p := r.Ref("place"); !p.IsZero() {
				k.Places = append(k.Places, p)
			}
		},
	} {
		rows, err := a.linked(a.ctx, kind, "person", person)
		if err != nil {
			return k, err
		}
		for _, r := range rows {
			take(r)
		}
	}
	return k, nil
}

func appendText(to []string, s string) []string {
	if s == "" || slices.Contains(to, s) {
		return to
	}
	return append(to, s)
}

// person is what package names knows of somebody.
func (p Probe) person() names.Person {
	n := names.Person{Names: p.Names, BirthFirst: p.Birth.Earliest, BirthLast: p.Birth.Latest, Place: p.Origin}
	if p.Sex == "male" || p.Sex == "female" {
		n.Gender = p.Sex
	}
	return n
}

// What a paper or a place in common makes of the doubt that is left.
const (
	doubtOfDocument = 0.25 // numbers are copied wrongly, and papers are bought
	leastOfDocument = 0.86 // however different the names
	doubtOfPlace    = 0.85
)

// weigh compares a person of the file with the one of the probe.
func (a *alike) weigh(person model.ID) (Candidate, error) {
	k, err := a.known(person)
	if err != nil {
		return Candidate{}, err
	}
	if k.nobody() {
		return Candidate{}, ErrNotFound
	}
	of := names.Compare(a.person(), k.person())
	c := Candidate{Person: person, Label: k.label, Score: of.Score, Why: of.Why}
	if a.shareDocument(k) {
		c.Score = max(1-(1-c.Score)*doubtOfDocument, leastOfDocument)
		c.Why = append([]names.Reason{{Code: WhyDocument}}, c.Why...)
	}
	if a.sharePlace(k) && !hasReason(c.Why, names.WhyPlaceSame) {
		c.Score = 1 - (1-c.Score)*doubtOfPlace
		c.Why = append(c.Why, names.Reason{Code: names.WhyPlaceSame})
	}
	c.Verdict = verdictOf(c.Score)
	return c, a.settled(&c, k)
}

func hasReason(why []names.Reason, code string) bool {
	return slices.ContainsFunc(why, func(r names.Reason) bool { return r.Code == code })
}

func (a *alike) shareDocument(k acquaintance) bool {
	return slices.ContainsFunc(documentKeys(k.Documents), func(key string) bool { return slices.Contains(a.documents, key) })
}

func (a *alike) sharePlace(k acquaintance) bool {
	return slices.ContainsFunc(k.Places, func(p model.ID) bool { return slices.Contains(a.Places, p) })
}

// settled notes what is said of the two already.
func (a *alike) settled(c *Candidate, k acquaintance) error {
	if a.Except.IsZero() {
		return nil
	}
	judged, err := a.row(a.ctx, model.JudgementID(a.Except, c.Person))
	switch {
	case err == nil && !judged.record.Deleted:
		c.Judged = judged.record.Text("judgement")
	case err != nil && !errors.Is(err, ErrNotFound):
		return err
	}
	self, err := a.row(a.ctx, a.Except)
	if errors.Is(err, ErrNotFound) {
		return nil // it is only being made
	}
	if err != nil {
		return err
	}
	c.Identified = self.record.Ref("identified_as") == c.Person || k.record.Ref("identified_as") == a.Except
	return a.related(c)
}

// related finds how the two stand to one another, unless all that is said is
// that they may be the same.
func (a *alike) related(c *Candidate) error {
	for _, way := range [][2]string{{"person", "other"}, {"other", "person"}} {
		rs, err := a.linked(a.ctx, "relationship", way[0], a.Except)
		if err != nil {
			return err
		}
		for _, r := range rs {
			if kind := r.Text("kind"); r.Ref(way[1]) == c.Person && kind != "" && kind != "same_person" && kind != "unknown" {
				c.Related = kind
				return nil
			}
		}
	}
	return nil
}

// verdictOf gives the word for a score, by the thresholds of package names.
func verdictOf(score float64) string {
	switch {
	case score >= names.Likely:
		return names.VerdictLikely
	case score >= names.Check:
		return names.VerdictCheck
	}
	return names.VerdictDifferent
}

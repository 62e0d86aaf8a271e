package model

import (
	"fmt"
	"slices"
)

// Problem is one thing that is wrong with a record, by kind of fault, so that
// each language has one plain sentence for it ("problem.<code>").
type Problem struct {
	Record ID
	Kind   string
	Field  string
	Code   Fault
}

// Fault names a broken rule.
type Fault string

// The faults that a check can find. A missing required field makes a record
// incomplete, which is normal while an interview goes on.
const (
	Missing      Fault = "missing"       // a required field holds nothing
	UnknownField Fault = "unknown_field" // the kind has no such field
	UnknownTerm  Fault = "unknown_term"  // the vocabulary has no such word
	WrongKind    Fault = "wrong_kind"    // a link points at a record of a kind that does not belong there
	NoRecord     Fault = "no_record"     // a link points at a record that is not in the file
	NotClinician Fault = "not_clinician" // consistency is for a clinician to grade
	Loop         Fault = "loop"          // a place within itself, a person identified as themselves or judged against themselves
	Backwards    Fault = "backwards"     // it ends before it begins
	InUse        Fault = "in_use"        // a user's own word or field that records still hold
)

func (p Problem) Error() string {
	return fmt.Sprintf("%s %s, field %q: %s", p.Kind, p.Record, p.Field, p.Code)
}

// Refused reports whether the fault keeps a record from being saved at all.
// What a person told is kept even where it is incomplete or contradicts
// itself: that is shown, not refused.
func (f Fault) Refused() bool { return f != Missing && f != Backwards }

// Lookup finds a record of the file, deleted ones too.
type Lookup func(ID) (Record, bool)

// Check gives everything that is wrong with a record, most basic first.
// Istanbul Protocol (2022) paragraph 187: the degree of consistency of an
// injury with its alleged cause is a clinician's finding, so it is open only
// where the assessor is recorded as one.
func (s *Schema) Check(r Record, find Lookup) []Problem {
	k := s.Kind(r.Kind)
	if k == nil {
		return []Problem{{Record: r.ID, Kind: r.Kind, Code: WrongKind}}
	}
	var out []Problem
	report := func(field string, code Fault) {
		out = append(out, Problem{Record: r.ID, Kind: r.Kind, Field: field, Code: code})
	}
	for name := range r.Values {
		if _, ok := k.Field(name); !ok {
			report(name, UnknownField)
		}
	}
	for _, f := range k.Fields {
		if f.Required && r.Get(f.Name) == "" {
			report(f.Name, Missing)
		}
		s.checkField(r, f, find, report)
	}
	checkOrder(r, report)
	checkLoops(r, find, report)
	if r.Kind == "judgement" && !r.Ref("person").IsZero() && r.Ref("person") == r.Ref("other") {
		report("other", Loop)
	}
	if r.Get("consistency") != "" && r.Kind == "injury" {
		who, ok := find(r.Ref("assessed_by"))
		if b, _ := who.Get("clinician").Bool(); !ok || !b {
			report("consistency", NotClinician)
		}
	}
	return out
}

func (s *Schema) checkField(r Record, f Field, find Lookup, report func(string, Fault)) {
	v := r.Get(f.Name)
	switch f.Type {
	case Term, Terms:
		for _, id := range v.List() {
			if voc := s.Vocabulary(f.Vocabulary); voc != nil {
				if _, ok := voc.Word(id); !ok {
					report(f.Name, UnknownTerm)
				}
			}
		}
	case Ref, Refs:
		for _, id := range append(v.Refs(), v.Ref()) {
			if id.IsZero() {
				continue
			}
			to, ok := find(id)
			if !ok {
				report(f.Name, NoRecord)
			} else if !f.Accepts(to.Kind) {
				report(f.Name, WrongKind)
			}
		}
	}
}

// spans are the pairs of fields of which the first never comes after the second.
var spans = [][2]string{
	{"from", "to"},
	{"start", "end"},
	{"opened", "closed"},
	{"birth", "death"},
	{"issued", "expires"},
	{"given", "expires"},
	{"from", "ends"},
	{"date", "answered"},
}

func checkOrder(r Record, report func(string, Fault)) {
	for _, p := range spans {
		a, b := r.Date(p[0]), r.Date(p[1])
		if a.Earliest != "" && b.Latest != "" && a.Earliest > b.Latest {
			report(p[1], Backwards)
		}
	}
}

// checkLoops follows the links that make a tree, so that no place stands
// within itself and nobody is identified as themselves by a detour.
func checkLoops(r Record, find Lookup, report func(string, Fault)) {
	for _, field := range []string{"within", "part_of", "identified_as", "translation_of"} {
		seen := []ID{r.ID}
		for next := r.Ref(field); !next.IsZero(); {
			if slices.Contains(seen, next) {
				report(field, Loop)
				break
			}
			seen = append(seen, next)
			to, ok := find(next)
			if !ok {
				break
			}
			next = to.Ref(field)
		}
	}
}

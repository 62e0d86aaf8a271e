package compose

import (
	"cmp"
	"slices"

	"guvoh/export"
	"guvoh/model"
)

// Check is one thing to know before the document leaves, or the same thing of
// several records.
type Check struct {
	export.Finding
	All     []export.Finding // at least one; all are passed over together
	Section string           // of the dossier in which it can be set right; empty for none
	Of      model.ID         // the applicant whose answer is meant; zero for none
}

// Passed tells whether somebody passed it over.
func (c Check) Passed() bool { return !c.Exception.IsZero() }

// MayPass tells whether it may be passed over with a reason.
func (c Check) MayPass() bool { return c.Severity == export.Warning && !c.Passed() }

// checks brings together what the gate found: the gravest first, then in the
// order of the sections; what was passed over last.
func (v *View) checks() []Check {
	type key struct {
		code                                    export.Code
		kind, field, section, detail, exception string
		person                                  model.ID
	}
	var out []Check
	at := map[key]int{}
	for _, f := range slices.Concat(v.Draft.Findings, v.Held) {
		c := Check{Finding: f, All: []export.Finding{f}, Section: v.sectionOf(f)}
		k := key{f.Code, f.Kind, f.Field, c.Section, f.Detail + f.Purpose + f.Country, v.reason(f), f.Person}
		if i, before := at[k]; before {
			out[i].All = append(out[i].All, f)
			continue
		}
		at[k] = len(out)
		out = append(out, c)
	}
	place := map[string]int{}
	for i, s := range v.Sections {
		place[s.Name] = i + 1
	}
	slices.SortStableFunc(out, func(a, b Check) int {
		return cmp.Or(passed(a)-passed(b), cmp.Compare(b.Severity, a.Severity), cmp.Compare(place[a.Section], place[b.Section]))
	})
	return out
}

func passed(c Check) int {
	if c.Passed() {
		return 1
	}
	return 0
}

// reason is why a finding was passed over; empty when it stands.
func (v *View) reason(f export.Finding) string {
	r, _ := v.Snapshot.Get(f.Exception)
	return r.Text("reason")
}

// Reason is why a check was passed over.
func (v *View) Reason(c Check) string { return v.reason(c.Finding) }

// sectionOf gives the section in which a finding can be set right.
func (v *View) sectionOf(f export.Finding) string {
	if f.Section != "" && v.Section(f.Section) != nil {
		return f.Section
	}
	r, ok := v.Snapshot.Get(f.Record)
	if ok && r.Kind == "paragraph" {
		return r.Text("section")
	}
	return ""
}

// Open counts the checks that stand, by severity.
func (v *View) Open(s export.Severity) int {
	n := 0
	for _, c := range v.Checks {
		if !c.Passed() && c.Severity == s {
			n++
		}
	}
	return n
}

package export

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"guvoh/export/profile"
	"guvoh/model"
)

// Path leads from a case to something in its record. A profile writes it as
// steps with points between them:
//
//	applicant.name.family
//	event[kind=arrest|abduction].date
//	proceeding[kind=criminal].step[kind=verdict].learned
//	interview[1].start
//
// It begins with
//
//   - case, or dossier: the one that is printed,
//   - applicant: the one whom the form is printed for, or applicants: all,
//   - representative, sender, alleged: those with that part, see [Scope],
//   - or the name of a kind: all its records in the case in order of time,
//     those about the applicant first and those about other applicants left out.
//
// Each next step is
//
//   - a field of the record; where it points at another, the path goes on there,
//   - name: the name by which a person is called,
//   - or the name of a kind: its records that belong to this one or point at it.
//
// Filters in brackets choose among what a step gives: [kind=a|b] by what a
// field holds, [date] by whether it holds anything, [!to] by whether it holds
// nothing, [1] the first of them.
type Path struct {
	steps []pathStep
}

type pathStep struct {
	name    string
	filters []filter
}

// filter is one pair of brackets.
type filter struct {
	nth    int // from 1; zero for a filter by field
	field  string
	no     bool     // lets through what holds nothing there
	values []string // any of them; empty for any value at all
}

var (
	stepForm   = regexp.MustCompile(`^([a-z][a-z0-9_]*)((?:\[[^\[\]]+\])*)$`)
	filterForm = regexp.MustCompile(`^(?:([1-9][0-9]{0,3})|(!?)([a-z][a-z0-9_]*)(?:=([A-Za-z0-9_|.-]+))?)$`)
)

// ParsePath reads a path. Whether its names exist is checked by [CheckPaths].
func ParsePath(s string) (Path, error) {
	var p Path
	for _, part := range splitSteps(s) {
		m := stepForm.FindStringSubmatch(part)
		if m == nil {
			return Path{}, fmt.Errorf("path %q: %q is no step", s, part)
		}
		step := pathStep{name: m[1]}
		for _, text := range strings.Split(strings.Trim(m[2], "[]"), "][") {
			if text == "" {
				continue
			}
			f := filterForm.FindStringSubmatch(text)
			if f == nil {
				return Path{}, fmt.Errorf("path %q: %q is no filter", s, text)
			}
			nth, _ := strconv.Atoi(f[1])
			one := filter{nth: nth, no: f[2] != "", field: f[3]}
			if f[4] != "" {
				one.values = strings.Split(f[4], "|")
			}
			step.filters = append(step.filters, one)
		}
		p.steps = append(p.steps, step)
	}
	return p, nil
}

// splitSteps parts a path at its points, those in brackets excepted.
func splitSteps(s string) []string {
	var parts []string
	deep, from := 0, 0
	for i, r := range s {
		switch {
		case r == '[':
			deep++
		case r == ']':
			deep--
		case r == '.' && deep == 0:
			parts, from = append(parts, s[from:i]), i+1
		}
	}
	return append(parts, s[from:])
}

// parts are the first steps that stand for persons with a part in the case, and
// the roles by which they are found, each role only where the one before gives
// nobody.
var parts = map[string][]string{
	"applicants":     {"applicant", "victim", "asylum_seeker", "defendant"},
	"representative": {"lawyer"},
	"sender":         {"caseworker", "organisation_contact"},
	"alleged":        {"alleged_perpetrator"},
}

// pathNames are the first steps that are not the name of a kind, and the kind
// that each gives.
var pathNames = map[string]string{
	"applicant": "person", "applicants": "person", "representative": "person", "sender": "person", "alleged": "person",
}

// CheckPaths tells of each path of a profile that is not written as a path or
// that names a kind, a field or a word which no record can have.
func CheckPaths(p *profile.Profile, schema *model.Schema) []error {
	var faults []error
	check := func(where string, paths []string) {
		for _, s := range paths {
			path, err := ParsePath(s)
			if err == nil {
				err = path.check(s, schema)
			}
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %s: %w", p.ID, where, err))
			}
		}
	}
	fields := func(section string, fields []profile.Field) {
		for _, f := range fields {
			where := section + "." + f.Key
			check(where, f.From)
			for _, c := range f.Choices {
				check(where+"."+c.Key, c.From)
			}
		}
	}
	if p.Cover != nil {
		fields("cover", p.Cover.Fields)
	}
	p.All(func(s profile.Section) { fields(s.Name(), s.Fields) })
	for _, c := range p.Clocks {
		for _, paths := range [][]string{c.From, c.If, c.Met} {
			check("clocks."+c.Key, paths)
		}
	}
	return faults
}

// check follows a path through the kinds of record it may meet. It is right
// when at least one of them has each of its names.
func (p Path) check(s string, schema *model.Schema) error {
	var at []*model.Kind
	for i, step := range p.steps {
		next, value := kindsAfter(schema, at, step.name, i == 0)
		if len(next) == 0 && !value {
			return fmt.Errorf("path %q: nothing is called %q there", s, step.name)
		}
		for _, f := range step.filters {
			if f.nth == 0 && !slices.ContainsFunc(next, func(k *model.Kind) bool { return f.fits(schema, k) }) {
				return fmt.Errorf("path %q: nothing there can have %q with these values", s, f.field)
			}
		}
		at = next
	}
	return nil
}

// kindsAfter gives the kinds to which a step leads from some; value says that
// it may be a value, from which no step leads on.
func kindsAfter(schema *model.Schema, from []*model.Kind, name string, first bool) (next []*model.Kind, value bool) {
	add := func(k *model.Kind) {
		if k != nil && !slices.Contains(next, k) {
			next = append(next, k)
		}
	}
	if first {
		if kind, ok := pathNames[name]; ok {
			name = kind
		}
		add(schema.Kind(name))
		return next, false
	}
	for _, k := range from {
		f, ok := k.Field(name)
		switch {
		case name == "name" && k.Names != "":
			add(schema.Kind(k.Names))
			value = true
		case ok && (f.Type == model.Ref || f.Type == model.Refs):
			for _, to := range schema.Kinds() {
				if f.Accepts(to.Name) {
					add(to)
				}
			}
		case ok:
			value = true
		default:
			if to := schema.Kind(name); to != nil && len(linking(to, k.Name)) > 0 {
				add(to)
			}
		}
	}
	return next, value
}

// linking gives the fields by which records of a kind belong to or point at
// those of another.
func linking(k *model.Kind, to string) []string {
	var names []string
	for _, f := range k.Fields {
		if (f.Type == model.Ref || f.Type == model.Refs) && f.Accepts(to) {
			names = append(names, f.Name)
		}
	}
	return names
}

// fits tells whether records of a kind can pass a filter.
func (f filter) fits(schema *model.Schema, k *model.Kind) bool {
	field, ok := k.Field(f.field)
	if !ok {
		return false
	}
	words := schema.Vocabulary(field.Vocabulary)
	for _, v := range f.values {
		switch {
		case field.Type == model.Bool:
			ok = ok && (v == "true" || v == "false")
		case words != nil:
			_, known := words.Word(v)
			ok = ok && known
		}
	}
	return ok
}

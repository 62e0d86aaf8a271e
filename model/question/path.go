package question

import (
	"errors"
	"strings"

	"guvoh/model"
)

// Step leads from a record to others that a link joins with it.
type Step struct {
	Kind  string // of the records to which it leads
	Field string // which link: a field of theirs for Back, of the record itself otherwise
	Back  bool   // they point at the record
}

// Rows is the step to records of a kind that point at this one by a field of
// theirs: Rows("act", "event") leads from an event to its acts.
func Rows(kind, field string) Step { return Step{Kind: kind, Field: field, Back: true} }

// To is the step to the record of a kind at which a field points:
// To("place", "place") leads from an act to its place.
func To(field, kind string) Step { return Step{Kind: kind, Field: field} }

// String gives the step as it stands in JSON: "act.event" leads to acts whose
// field event points here, "who>person" to the person at whom the field who points.
func (s Step) String() string {
	if s.Back {
		return s.Kind + "." + s.Field
	}
	return s.Field + ">" + s.Kind
}

var errStep = errors.New(`a step of a path is neither "kind.field" nor "field>kind"`)

// MarshalText writes the step for JSON.
func (s Step) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a step as [Step.String] gives it.
func (s *Step) UnmarshalText(b []byte) error {
	if kind, field, ok := strings.Cut(string(b), "."); ok && kind != "" && field != "" {
		*s = Rows(kind, field)
		return nil
	}
	if field, kind, ok := strings.Cut(string(b), ">"); ok && kind != "" && field != "" {
		*s = To(field, kind)
		return nil
	}
	return errStep
}

// Steps gives every step that leads on from records of a kind, in reading order:
// first to what they point at, then to what points at them.
func Steps(s *model.Schema, kind string) (out []Step) {
	k := s.Kind(kind)
	if k == nil {
		return nil
	}
	for _, f := range k.Fields {
		if f.Type == model.Ref || f.Type == model.Refs {
			for _, to := range f.To {
				out = append(out, To(f.Name, to))
			}
		}
	}
	for _, from := range s.Kinds() {
		for _, f := range from.Fields {
			if (f.Type == model.Ref || f.Type == model.Refs) && f.Accepts(kind) {
				out = append(out, Rows(from.Name, f.Name))
			}
		}
	}
	return out
}

// follow gives the kind to which a path leads from another; ok is false when a
// file has no such link.
func follow(s *model.Schema, kind string, path []Step) (to string, ok bool) {
	for _, step := range path {
		holder, target := kind, step.Kind
		if step.Back {
			holder, target = step.Kind, kind
		}
		k := s.Kind(holder)
		if k == nil || s.Kind(target) == nil {
			return "", false
		}
		f, has := k.Field(step.Field)
		if !has || f.Type != model.Ref && f.Type != model.Refs || !f.Accepts(target) {
			return "", false
		}
		kind = step.Kind
	}
	return kind, true
}

// Kind gives the kind to which a path leads from records of another; "" when a
// file has no such path.
func Kind(s *model.Schema, from string, path []Step) string {
	to, _ := follow(s, from, path)
	return to
}

// String gives a column as a person types it for the command line: the path, its
// steps parted by slashes, then the field; "#" before a path counts.
//
//	title                                 a field of the record
//	participant.case/person>person        what the persons of the case are called
//	event.cases/act.event/type            the types of its acts
//	#deadline.cases                       how many deadlines it has
//	^participant.case/person>person       the first of them only
func (c Column) String() string {
	parts := make([]string, 0, len(c.Path)+1)
	for _, s := range c.Path {
		parts = append(parts, s.String())
	}
	if c.Field != Label || len(parts) == 0 {
		parts = append(parts, c.Field)
	}
	return map[Show]string{Count: "#", First: "^"}[c.Show] + strings.Join(parts, "/")
}

// ParseColumn reads a column as [Column.String] gives it.
func ParseColumn(s string) (c Column, err error) {
	if rest, ok := strings.CutPrefix(s, "#"); ok {
		s, c.Show = rest, Count
	} else if rest, ok := strings.CutPrefix(s, "^"); ok {
		s, c.Show = rest, First
	}
	parts := strings.Split(s, "/")
	for i, p := range parts {
		if !strings.ContainsAny(p, ".>") {
			if i < len(parts)-1 {
				return c, errStep
			}
			c.Field = p
			break
		}
		var step Step
		if err := step.UnmarshalText([]byte(p)); err != nil {
			return c, err
		}
		c.Path = append(c.Path, step)
	}
	return c, nil
}

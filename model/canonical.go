package model

import (
	"bytes"
	"encoding/json"
)

// Canonical reports whether v has the form in which this program writes values
// of the field, to the letter: equal values are compared as texts, in a file
// and between files. Of a date it asks only for compact JSON, since a newer
// program may know more of dates.
func (f Field) Canonical(v Value) bool {
	switch f.Type {
	case Text, Long, Term, Position:
		return v.Text() != "" && TextValue(v.Text()) == v
	case Texts, Terms:
		return len(v.List()) > 0 && ListValue(v.List()...) == v
	case Ref:
		return !v.Ref().IsZero() && RefValue(v.Ref()) == v
	case Refs:
		return len(v.Refs()) > 0 && RefsValue(v.Refs()...) == v
	case Int:
		n, ok := v.Int()
		return ok && IntValue(n) == v
	case Bool:
		_, ok := v.Bool()
		return ok
	case Partial:
		var b bytes.Buffer
		return len(v) > 1 && v[0] == '{' && json.Compact(&b, []byte(v)) == nil && b.String() == string(v) && !v.Date().IsZero()
	}
	p, ok := v.Point()
	return ok && PointValue(p) == v
}

package model

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Canonical reports whether v has the form in which this program writes values
// of the field, to the letter: equal values are compared as texts, in a file
// and between files. Of a date it asks only for compact JSON, since a newer
// program may know more of dates.
func (f Field) Canonical(v Value) bool {
	switch f.Type {
	case Text, Long, Term, Position:
		return isPlainText(v) && !strings.ContainsAny(string(v), "\u2028\u2029\x7f<>&") || v.Text() != "" && TextValue(v.Text()) == v
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
		if plainTexts(string(v), func(string, string) {}) {
			return true
		}
		var b bytes.Buffer
		return len(v) > 1 && v[0] == '{' && json.Compact(&b, []byte(v)) == nil && b.String() == string(v)
	}
	p, ok := v.Point()
	return ok && PointValue(p) == v
}

// isPlainText reports whether a value is a text without any escape, which most
// are: what stands between its quotes is the text. A merge meets a million.
func isPlainText(v Value) bool {
	if len(v) < 3 || v[0] != '"' || v[len(v)-1] != '"' {
		return false
	}
	for i := 1; i < len(v)-1; i++ {
		if c := v[i]; c < ' ' || c == '"' || c == '\\' {
			return false
		}
	}
	return utf8.ValidString(string(v))
}

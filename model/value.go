package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Value is what one field of one record holds: canonical JSON text, so that
// equal values are equal strings wherever they are compared, hashed, stored
// or sent. The zero Value means that nothing is recorded; it is never the
// same as an empty text, which no field can hold.
type Value string

// Point is a place on the body map: the fraction of the width and of the
// height of the drawing of a view, each 0 to 1 from the top left.
type Point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// TextValue holds a text, a term's id or a position; "" is no value.
func TextValue(s string) Value {
	if s == "" {
		return ""
	}
	return quote(strings.ToValidUTF8(s, "\uFFFD"))
}

// ListValue holds words, terms or record ids in the order given; an empty
// list is no value.
func ListValue(items ...string) Value {
	if len(items) == 0 {
		return ""
	}
	return encode(items)
}

// IntValue holds a whole number.
func IntValue(n int64) Value { return Value(strconv.FormatInt(n, 10)) }

// BoolValue holds yes or no.
func BoolValue(b bool) Value { return Value(strconv.FormatBool(b)) }

// RefValue points at a record; the zero id is no value.
func RefValue(id ID) Value {
	if id.IsZero() {
		return ""
	}
	return quote(id.String())
}

// RefsValue points at records, in the order given.
func RefsValue(ids ...ID) Value {
	items := make([]string, len(ids))
	for i, id := range ids {
		items[i] = id.String()
	}
	return ListValue(items...)
}

// DateValue holds a partial date; the zero Date is no value.
func DateValue(d Date) Value {
	if d.IsZero() {
		return ""
	}
	return encode(d)
}

// PointValue holds a place on the body map, kept to four decimal places.
func PointValue(p Point) Value {
	p.X, p.Y = math.Round(p.X*1e4)/1e4, math.Round(p.Y*1e4)/1e4
	return encode(p)
}

// Text reads a text, term or position; "" when there is none.
func (v Value) Text() string {
	if isPlainText(v) {
		return string(v[1 : len(v)-1])
	}
	var s string
	if v == "" || json.Unmarshal([]byte(v), &s) != nil {
		return ""
	}
	return s
}

// List reads a list of words, terms or ids; a single text counts as a list of one.
func (v Value) List() []string {
	if v == "" {
		return nil
	}
	var items []string
	if json.Unmarshal([]byte(v), &items) == nil {
		return items
	}
	if s := v.Text(); s != "" {
		return []string{s}
	}
	return nil
}

// Int reads a whole number; ok is false when none is recorded.
func (v Value) Int() (n int64, ok bool) {
	n, err := strconv.ParseInt(string(v), 10, 64)
	return n, err == nil
}

// Bool reads yes or no; ok is false when it is not known.
func (v Value) Bool() (b, ok bool) { return v == "true", v == "true" || v == "false" }

// Ref reads the record pointed at; the zero ID when there is none.
func (v Value) Ref() ID {
	id, err := ParseID(v.Text())
	if err != nil {
		return ID{}
	}
	return id
}

// Refs reads the records pointed at, in order; broken ids are left out.
func (v Value) Refs() []ID {
	var ids []ID
	for _, s := range v.List() {
		if id, err := ParseID(s); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// Date reads a partial date; the zero Date when there is none.
func (v Value) Date() Date {
	if v == "" {
		return Date{}
	}
	if d, ok := plainDate(v); ok {
		return d
	}
	var d Date
	if json.Unmarshal([]byte(v), &d) != nil {
		return Date{}
	}
	return d
}

// Point reads a place on the body map; ok is false when there is none.
func (v Value) Point() (p Point, ok bool) {
	return p, v != "" && json.Unmarshal([]byte(v), &p) == nil
}

// CanonValue reads JSON that came from outside as a value of field f: it
// checks its shape, cleans its text and gives the canonical form. A date may
// also be a string, read by [ParseDate]. Errors name what is wrong, not what
// was said; they are [ErrShape] or a [*DateError].
func CanonValue(f Field, raw []byte) (Value, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" {
		return "", nil
	}
	switch f.Type {
	case Text, Long, Term, Position:
		var s string
		if err := json.Unmarshal(raw, &s); err != nil {
			return "", shape(f, "a string")
		}
		return TextValue(CleanText(s)), nil
	case Texts, Terms:
		return canonList(f, raw)
	case Ref, Refs:
		return canonRefs(f, raw)
	case Int:
		n, err := strconv.ParseInt(string(raw), 10, 64)
		if err != nil || n < 0 {
			return "", shape(f, "a whole number, zero or more")
		}
		return IntValue(n), nil
	case Bool:
		if s := string(raw); s == "true" || s == "false" {
			return Value(s), nil
		}
		return "", shape(f, "true or false")
	case Mark:
		var p Point
		if strict(raw, &p) != nil || p.X < 0 || p.X > 1 || p.Y < 0 || p.Y > 1 {
			return "", shape(f, `a point such as {"x":0.5,"y":0.25}, each 0 to 1`)
		}
		return PointValue(p), nil
	case Partial:
		return canonDate(f, raw)
	}
	return "", shape(f, "a known type of field")
}

// ErrShape says that a value does not have the form its field takes.
type ErrShape struct {
	Field string // the field's name
	Want  string // the form it takes, in English, for the log and the command line
}

func (e *ErrShape) Error() string { return fmt.Sprintf("field %q must be %s", e.Field, e.Want) }

func shape(f Field, want string) error { return &ErrShape{Field: f.Name, Want: want} }

func canonList(f Field, raw []byte) (Value, error) {
	var items []string
	if err := json.Unmarshal(raw, &items); err != nil {
		return "", shape(f, "a list of strings")
	}
	out := make([]string, 0, len(items))
	for _, s := range items {
		if s = CleanText(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return ListValue(out...), nil
}

func canonRefs(f Field, raw []byte) (Value, error) {
	var items []ID
	if f.Type == Ref {
		items = make([]ID, 1)
		if err := json.Unmarshal(raw, &items[0]); err != nil {
			return "", shape(f, "the id of a record")
		}
		return RefValue(items[0]), nil
	}
	if err := json.Unmarshal(raw, &items); err != nil {
		return "", shape(f, "a list of ids of records")
	}
	var out []ID
	for _, id := range items {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return RefsValue(out...), nil
}

func canonDate(f Field, raw []byte) (Value, error) {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		if s = CleanText(s); s == "" {
			return "", nil
		}
		d, err := ParseDate(s)
		if err != nil {
			return "", err
		}
		return DateValue(d), nil
	}
	var d Date
	if err := strict(raw, &d); err != nil {
		return "", shape(f, "a date: words such as \"about May 2014\", or an object as docs/interchange.md describes")
	}
	d.Words = CleanText(d.Words)
	return DateValue(d), d.Validate()
}

func strict(raw []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}

func quote(s string) Value { return encode(s) }

// encode writes JSON without the HTML escapes of the standard library, so
// that the words in the file read as they were typed.
func encode(v any) Value {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("value cannot be written: " + err.Error()) // only plain strings, numbers and dates come here
	}
	return Value(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

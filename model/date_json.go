package model

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// dateJSON fixes the keys and their order.
type dateJSON struct {
	Earliest  string    `json:"earliest,omitempty"`
	Latest    string    `json:"latest,omitempty"`
	From      string    `json:"from,omitempty"`
	Until     string    `json:"until,omitempty"`
	Precision Precision `json:"precision,omitempty"`
	Qualifier Qualifier `json:"qualifier,omitempty"`
	PartOfDay string    `json:"part_of_day,omitempty"`
	Calendar  string    `json:"calendar,omitempty"`
	Zone      string    `json:"zone,omitempty"`
	Words     string    `json:"words,omitempty"`
}

// MarshalJSON writes the date in its one canonical form: keys in fixed order,
// empty ones left out, nothing escaped that need not be.
func (d Date) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(dateJSON(d)); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// UnmarshalJSON reads a date and refuses, with a *DateError, unknown keys and
// values that a Date cannot hold.
func (d *Date) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil // as encoding/json wants it
	}
	var fields map[string]*string
	if err := json.Unmarshal(data, &fields); err != nil {
		return dateBad("date")
	}
	var read Date
	for key, value := range fields {
		if value == nil || !read.set(key, *value) {
			return dateBad(key)
		}
	}
	if err := read.Validate(); err != nil {
		return err
	}
	*d = read
	return nil
}

// plainDate reads a date in which nothing is escaped, which most are: a merge
// meets a million. ok is false for any other, and for what is no date.
func plainDate(v Value) (d Date, ok bool) {
	known := true
	plain := plainTexts(string(v), func(key, value string) { known = known && d.set(key, value) })
	if !plain || !known || d.Validate() != nil {
		return Date{}, false
	}
	return d, true
}

// plainTexts calls each for every key and text of a JSON object that holds
// nothing but texts, without any escape and without space between its parts. It
// is false for any other.
func plainTexts(s string, each func(key, value string)) bool {
	if len(s) < 2 || s[0] != '{' || s[len(s)-1] != '}' || !utf8.ValidString(s) {
		return false
	}
	for s = s[1:]; ; {
		key, rest, ok := plainText(s)
		if !ok || rest[0] != ':' {
			return false
		}
		value, rest, ok := plainText(rest[1:])
		if !ok {
			return false
		}
		each(key, value)
		if rest[0] == '}' {
			return len(rest) == 1
		}
		if rest[0] != ',' {
			return false
		}
		s = rest[1:]
	}
}

// plainText takes a JSON text without any escape off the front; something is left
// behind it.
func plainText(s string) (text, rest string, ok bool) {
	if s == "" || s[0] != '"' {
		return "", "", false
	}
	for i := 1; i < len(s)-1; i++ {
		switch c := s[i]; {
		case c == '"':
			return s[1:i], s[i+1:], true
		case c < ' ', c == '\\':
			return "", "", false
		}
	}
	return "", "", false
}

// set fills the field with the key of dateJSON.
func (d *Date) set(key, value string) bool {
	switch key {
	case "earliest":
		d.Earliest = value
	case "latest":
		d.Latest = value
	case "from":
		d.From = value
	case "until":
		d.Until = value
	case "precision":
		d.Precision = Precision(value)
	case "qualifier":
		d.Qualifier = Qualifier(value)
	case "part_of_day":
		d.PartOfDay = value
	case "calendar":
		d.Calendar = value
	case "zone":
		d.Zone = value
	case "words":
		d.Words = value
	default:
		return false
	}
	return true
}

package model

import (
	"bytes"
	"encoding/json"
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

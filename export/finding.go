package export

import "guvoh/model"

// Finding is something about the case that whoever exports it should know. It
// keeps nothing from being printed.
type Finding struct {
	Code   Code
	Record model.ID // zero when it is about the whole document
	Kind   string
	Field  string // for MissingField the field, for UnknownSection the type of section
}

// Code names a finding, so that each language has one sentence for it.
type Code string

// The codes of a Finding.
const (
	NoSource       Code = "no_source"       // a fact with no source recorded
	MissingField   Code = "missing"         // a required field holds nothing
	UnknownSection Code = "unknown_section" // the profile asks for a section that this program does not know
	NotShown       Code = "not_shown"       // the record holds something that no section of a whole profile has a place for
)

func (b *builder) found(code Code, r model.Record, field string) {
	b.findings = append(b.findings, Finding{Code: code, Record: r.ID, Kind: r.Kind, Field: field})
}

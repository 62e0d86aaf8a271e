package model

import (
	"maps"
	"strings"
)

// Record is one row of the file: a person, an act, a block of an interview.
// A field that holds nothing is absent from Values.
type Record struct {
	ID      ID
	Kind    string
	Values  map[string]Value
	Deleted bool // hidden by a person, kept in the file, able to come back
}

// NewRecord makes an empty record of that kind with a fresh id.
func NewRecord(kind string) Record {
	return Record{ID: NewID(), Kind: kind, Values: map[string]Value{}}
}

// Get gives what the field holds; no value when it holds nothing.
func (r Record) Get(field string) Value { return r.Values[field] }

// Text reads a text, term or position field.
func (r Record) Text(field string) string { return r.Values[field].Text() }

// List reads a field of several words or terms.
func (r Record) List(field string) []string { return r.Values[field].List() }

// Ref reads a field that points at one record.
func (r Record) Ref(field string) ID { return r.Values[field].Ref() }

// Refs reads a field that points at several records.
func (r Record) Refs(field string) []ID { return r.Values[field].Refs() }

// Date reads a date field.
func (r Record) Date(field string) Date { return r.Values[field].Date() }

// Set puts a value into a field; no value empties it.
func (r *Record) Set(field string, v Value) {
	if r.Values == nil {
		r.Values = map[string]Value{}
	}
	if v == "" {
		delete(r.Values, field)
		return
	}
	r.Values[field] = v
}

// Clone gives a copy that shares nothing with r.
func (r Record) Clone() Record {
	r.Values = maps.Clone(r.Values)
	return r
}

// LabelOf gives the words by which a person knows the record, in no language of
// the program's own: a title, a name, a reference. It is "" for kinds that
// only their links name (an act, a detention); rows are the record's names
// where its kind has them (see [Kind.Names]).
func (k *Kind) LabelOf(r Record, names []Record) string {
	if n, ok := bestName(names); ok {
		return n
	}
	var parts []string
	for _, f := range k.Label {
		if s := r.Text(f); s != "" {
			parts = append(parts, firstLine(s))
			if f != "reference" && f != "number" {
				break // a number or reference alone tells nobody anything; words do
			}
		}
	}
	return strings.Join(parts, " · ")
}

func bestName(names []Record) (string, bool) {
	best := ""
	for _, n := range names {
		if n.Deleted || n.Text("text") == "" {
			continue
		}
		if b, _ := n.Get("preferred").Bool(); b {
			return n.Text("text"), true
		}
		if best == "" {
			best = n.Text("text")
		}
	}
	return best, best != ""
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if r := []rune(s); len(r) > 120 {
		return string(r[:119]) + "…"
	}
	return s
}

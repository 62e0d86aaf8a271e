package model

import (
	"bytes"
	"cmp"
	"io"
	"slices"
)

// Snapshot is one case as it stood at one moment, whole and in memory: the
// case, everything that belongs to it and everything those records point at.
// It is what an export reads. Deleted records are not in it.
type Snapshot struct {
	Schema *Schema
	Case   Record
	// Open gives the bytes of the evidence with that SHA-256 (64 hexadecimal
	// digits), as they were received.
	Open    func(sha256 string) (io.ReadCloser, error)
	records map[ID]Record
	byKind  map[string][]Record
	linked  map[link][]Record // a document asks for thousands of rows
}

// link is what a record of a kind points at by one of its fields.
type link struct {
	kind, field string
	to          ID
}

// NewSnapshot gathers the records around a case. The store calls it.
func NewSnapshot(schema *Schema, c Record, records []Record, open func(string) (io.ReadCloser, error)) *Snapshot {
	s := &Snapshot{Schema: schema, Case: c, Open: open, records: map[ID]Record{}, byKind: map[string][]Record{}, linked: map[link][]Record{}}
	for _, r := range records {
		if r.Deleted {
			continue
		}
		s.records[r.ID] = r
		s.byKind[r.Kind] = append(s.byKind[r.Kind], r)
	}
	for kind, all := range s.byKind {
		SortRecords(all)
		s.index(schema.Kind(kind), all)
	}
	return s
}

// index remembers who points at whom, in the order of the records.
func (s *Snapshot) index(k *Kind, all []Record) {
	if k == nil {
		return
	}
	for _, f := range k.Fields {
		if f.Type != Ref && f.Type != Refs {
			continue
		}
		for _, r := range all {
			ids := r.Refs(f.Name)
			for i, id := range ids {
				if l := (link{k.Name, f.Name, id}); !slices.Contains(ids[:i], id) {
					s.linked[l] = append(s.linked[l], r)
				}
			}
		}
	}
}

// Get finds a record of the snapshot.
func (s *Snapshot) Get(id ID) (Record, bool) {
	r, ok := s.records[id]
	return r, ok
}

// OfKind gives every record of a kind, sorted as [SortRecords] does.
func (s *Snapshot) OfKind(kind string) []Record { return s.byKind[kind] }

// Rows gives the records of a kind that belong to owner: a person's names, a
// proceeding's steps, the citations of any record.
func (s *Snapshot) Rows(kind string, owner ID) []Record {
	k := s.Schema.Kind(kind)
	if k == nil {
		return nil
	}
	return s.Linked(kind, k.Parent, owner)
}

// Linked gives the records of a kind whose field points at id.
func (s *Snapshot) Linked(kind, field string, id ID) []Record {
	return slices.Clone(s.linked[link{kind, field, id}]) // whoever gets it may sort it
}

// Label gives the words by which a person knows the record; see [Kind.LabelOf].
func (s *Snapshot) Label(id ID) string {
	r, ok := s.records[id]
	if !ok {
		return ""
	}
	k := s.Schema.Kind(r.Kind)
	var names []Record
	if k.Names != "" {
		names = s.Rows(k.Names, id)
	}
	return k.LabelOf(r, names)
}

// dateFields are the fields by which records of one kind follow each other in
// time, most telling first.
var dateFields = []string{"date", "from", "start", "due", "given", "made", "received", "birth"}

// When gives the date by which a record stands in a chronology.
func (r Record) When() Date {
	for _, f := range dateFields {
		if d := r.Date(f); !d.IsZero() {
			return d
		}
	}
	return Date{}
}

// SortRecords puts records in reading order: by the position a person chose,
// then by date, undated last, then by id so that the order never changes.
func SortRecords(rs []Record) {
	type keyed struct {
		position, date string
		record         Record
	}
	all := make([]keyed, len(rs)) // a date is read once and not at every comparison
	for i, r := range rs {
		all[i] = keyed{r.Text("position"), r.When().SortKey(), r}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		return cmp.Or(
			cmp.Compare(a.position, b.position),
			cmp.Compare(a.date, b.date),
			bytes.Compare(a.record.ID[:], b.record.ID[:]),
		)
	})
	for i := range all {
		rs[i] = all[i].record
	}
}

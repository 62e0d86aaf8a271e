// Package compose is what is known of a dossier while somebody composes it: its
// sections and how each of them stands, what flows in from the record, which
// exhibits it has and how they are numbered, which bodies could be written to.
//
// Its one job is to answer the screens that compose, from a snapshot. Rules of
// the package: it knows no window and writes nothing; what it says of a section
// it reads from the document that would be printed, so that nobody sees on the
// screen what the paper does not say; it may run on any goroutine.
package compose

import (
	"strings"

	"guvoh/export/doc"
	"guvoh/model"
)

// anchored gives the record whose entry an anchor names.
func anchored(anchor string) (id model.ID, ok bool) {
	s, ok := strings.CutPrefix(anchor, "r-")
	if !ok {
		return id, false
	}
	id, err := model.ParseID(s)
	return id, err == nil
}

// With gives a snapshot in which the records given stand as they are given: in
// the place of older ones, or as new ones. Deleted ones are gone from it.
func With(s *model.Snapshot, records ...model.Record) *model.Snapshot {
	newer := map[model.ID]bool{}
	of := s.Case
	for _, r := range records {
		newer[r.ID] = true
		if r.ID == of.ID {
			of = r
		}
	}
	all := append([]model.Record{}, records...)
	for _, k := range s.Schema.Kinds() {
		for _, r := range s.OfKind(k.Name) {
			if !newer[r.ID] {
				all = append(all, r)
			}
		}
	}
	return model.NewSnapshot(s.Schema, of, all, s.Open)
}

// part gives the section of a document that a section of its profile became;
// nil when it was left out.
func part(blocks []doc.Block, name string) *doc.Section {
	for _, b := range blocks {
		if s, ok := b.(*doc.Section); ok {
			if s.Anchor == "s-"+name {
				return s
			}
			if inside := part(s.Blocks, name); inside != nil {
				return inside
			}
		}
	}
	return nil
}

package model

import "crypto/sha256"

// The kinds below are how a lawyer sorts a case: which articles are alleged to
// be violated, and which facts bear on each. Like the parts of a dossier they
// rest on the record and say nothing of the world.

// FactKinds are the kinds of record that may bear on an article, in the order
// in which a reader meets them.
var FactKinds = []string{"event", "act", "injury", "detention", "proceeding", "step", "charge", "sentence", "intervention"}

// complaintKind is an article alleged to be violated in a case: which part of
// it, of whom, by which State, and by which line of argument.
var complaintKind = Kind{Name: "complaint", Composed: true, Fields: []Field{
	refs("cases", "case").required(), term("article", "article").required(), text("part"), refs("persons", "person"),
	term("against", "country"), long("account"), position(),
}}

// bearingKind says that a fact bears on an article, and how. Its id is
// [BearingID] of the two.
var bearingKind = Kind{Name: "bearing", Composed: true, Parent: "complaint", Fields: []Field{
	ref("complaint", "complaint").required(), ref("fact", FactKinds...).required(), term("bearing", "bearing").required(), long("account"),
}}

// BearingID gives the id of what is said of a fact and an article. It follows
// from the two, so that two colleagues who mark the same cell apart write one
// record, and that they disagree shows as a conflict. It is a UUID of version
// 8, as that of a judgement.
func BearingID(complaint, fact ID) ID {
	sum := sha256.Sum256(append(append([]byte("guvoh bearing"), complaint[:]...), fact[:]...))
	id := ID(sum[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// NewBearing gives a bearing of a fact on an article, with both named and
// nothing said yet.
func NewBearing(complaint, fact ID) Record {
	r := Record{ID: BearingID(complaint, fact), Kind: "bearing", Values: map[string]Value{}}
	r.Set("complaint", RefValue(complaint))
	r.Set("fact", RefValue(fact))
	return r
}

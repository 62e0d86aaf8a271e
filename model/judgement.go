package model

import (
	"bytes"
	"crypto/sha256"
)

// JudgementID gives the id of the judgement whether two records of a person
// are of one person. It follows from the pair, in whichever order it is named,
// so that two colleagues who judge the same pair apart write one record, and
// that they disagree shows as a conflict. It is a UUID of version 8 (RFC 9562),
// made of the SHA-256 of a fixed text and the two ids in order.
func JudgementID(a, b ID) ID {
	a, b = inOrder(a, b)
	sum := sha256.Sum256(append(append([]byte("guvoh judgement"), a[:]...), b[:]...))
	id := ID(sum[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// NewJudgement gives the judgement of a pair, with both of them named and no
// answer yet.
func NewJudgement(a, b ID) Record {
	r := Record{ID: JudgementID(a, b), Kind: "judgement", Values: map[string]Value{}}
	a, b = inOrder(a, b)
	r.Set("person", RefValue(a))
	r.Set("other", RefValue(b))
	return r
}

func inOrder(a, b ID) (ID, ID) {
	if bytes.Compare(a[:], b[:]) > 0 {
		return b, a
	}
	return a, b
}
